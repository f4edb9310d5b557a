//! `docs/crates.svg`: which crate builds on which, as the manifests have it.

use super::{Metadata, Package};
use anyhow::{Result, bail};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

const BOX_WIDTH: usize = 150;
const BOX_HEIGHT: usize = 40;
const GAP: usize = 26;
const ROW: usize = 104;
const MARGIN: usize = 20;

type Arrows<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

/// The picture: a crate stands below all that it builds on, and an arrow that others imply is left out.
pub(super) fn picture(metadata: &Metadata) -> Result<String> {
    let members: Vec<&Package> = metadata
        .members()
        .filter(|member| is_shown(member))
        .collect();
    let names: BTreeSet<&str> = members.iter().map(|member| room(&member.name)).collect();
    let mut uses: Arrows<'_> = BTreeMap::new();
    for member in &members {
        let own = uses.entry(room(&member.name)).or_default();
        for dependency in &member.dependencies {
            let other = room(&dependency.name);
            if dependency.kind.is_none() && dependency.name != other && names.contains(other) {
                own.insert(other);
            }
        }
    }
    let rows = rows(&uses)?;
    let widest = rows.iter().map(Vec::len).max().unwrap_or(1);
    let width = MARGIN * 2 + widest * BOX_WIDTH + (widest - 1) * GAP;
    let height = MARGIN * 2 + (rows.len() - 1) * ROW + BOX_HEIGHT;
    let mut places: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (line, row) in rows.iter().enumerate() {
        let taken = row.len() * BOX_WIDTH + (row.len() - 1) * GAP;
        for (column, name) in row.iter().enumerate() {
            let x = (width - taken) / 2 + column * (BOX_WIDTH + GAP);
            places.insert(name, (x, MARGIN + line * ROW));
        }
    }
    draw(&members, &uses, &places, (width, height))
}

fn draw(
    members: &[&Package],
    uses: &Arrows<'_>,
    places: &BTreeMap<&str, (usize, usize)>,
    (width, height): (usize, usize),
) -> Result<String> {
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\" \
         aria-labelledby=\"title desc\" font-family=\"system-ui, sans-serif\" font-size=\"15\">\n\
         <title id=\"title\">The crates of Ovation</title>\n\
         <desc id=\"desc\">{}</desc>\n\
         <rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\n\
         <defs><marker id=\"arrow\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"7\" \
         markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0 10 5 0 10z\" fill=\"#667\"/></marker></defs>\n",
        in_words(uses)
    );
    for (user, used) in uses {
        let (x, y) = places[user];
        for other in used.iter().filter(|other| !is_implied(uses, user, other)) {
            let (to_x, to_y) = places[*other];
            let (from, to) = (x + BOX_WIDTH / 2, to_x + BOX_WIDTH / 2);
            let (top, bottom) = (y, to_y + BOX_HEIGHT);
            let bend = (top - bottom) / 2;
            writeln!(
                svg,
                "<path d=\"M{from} {top}C{from} {} {to} {} {to} {bottom}\" fill=\"none\" \
                 stroke=\"#667\" stroke-width=\"1.4\" marker-end=\"url(#arrow)\"/>",
                top - bend,
                bottom + bend,
            )?;
        }
    }
    for member in members {
        let name = room(&member.name);
        let (x, y) = places[name];
        let description = member.description.as_deref().unwrap_or_default();
        writeln!(
            svg,
            "<g><title>{}</title><rect x=\"{x}\" y=\"{y}\" width=\"{BOX_WIDTH}\" height=\"{BOX_HEIGHT}\" \
             rx=\"6\" fill=\"#f4f1ea\" stroke=\"#334\"/><text x=\"{}\" y=\"{}\" \
             text-anchor=\"middle\" fill=\"#112\">{name}</text></g>",
            escaped(description),
            x + BOX_WIDTH / 2,
            y + BOX_HEIGHT / 2 + 5,
        )?;
    }
    svg.push_str("</svg>\n");
    Ok(svg)
}

/// The picture for those who don't see it.
fn in_words(uses: &Arrows<'_>) -> String {
    let sentences: Vec<String> = (uses.iter())
        .filter(|(_, used)| !used.is_empty())
        .map(|(user, used)| {
            let used: Vec<&str> = used.iter().copied().collect();
            format!("{user} uses {}.", used.join(", "))
        })
        .collect();
    sentences.join(" ")
}

/// Each crate's row: one below the lowest crate that it builds on.
fn rows<'a>(uses: &Arrows<'a>) -> Result<Vec<Vec<&'a str>>> {
    let mut depth: BTreeMap<&str, usize> = BTreeMap::new();
    while depth.len() < uses.len() {
        let before = depth.len();
        for (name, used) in uses {
            let below: Option<Vec<usize>> =
                used.iter().map(|other| depth.get(other).copied()).collect();
            if let Some(below) = below {
                depth.insert(name, below.iter().max().map_or(0, |deepest| deepest + 1));
            }
        }
        if depth.len() == before {
            bail!("the crates build on each other in a circle");
        }
    }
    let mut rows = vec![Vec::new(); depth.values().max().map_or(1, |deepest| deepest + 1)];
    for (name, row) in depth {
        if let Some(row) = rows.get_mut(row) {
            row.push(name);
        }
    }
    Ok(rows)
}

/// Whether another crate that `user` builds on builds on `other` itself.
fn is_implied(uses: &Arrows<'_>, user: &str, other: &str) -> bool {
    uses[user]
        .iter()
        .any(|between| *between != other && reaches(uses, between, other))
}

fn reaches(uses: &Arrows<'_>, from: &str, to: &str) -> bool {
    uses[from]
        .iter()
        .any(|next| *next == to || reaches(uses, next, to))
}

/// The crates of the program; the project's own tools stand beside it.
fn is_shown(member: &Package) -> bool {
    member.manifest_path.contains("/crates/")
}

fn room(name: &str) -> &str {
    name.trim_start_matches("ovation-")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
