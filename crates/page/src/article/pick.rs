//! Which element holds the article.

use super::super::tree::{Page, Sought, sought, sought_all};
use super::lines::{Line, lines_in};
use ovation_knowledge::{List, current};
use std::sync::LazyLock;

/// Hints in class names of the element that holds an article's text.
pub(super) static MAIN: LazyLock<Vec<Sought>> = LazyLock::new(|| {
    let names = current().list(List::ArticleBody).iter();
    sought_all(names.map(String::as_str))
});

/// The element that holds the article: the one with most votes, or what is marked as the article
/// and has most of them, or what holds it together with more of the same.
pub(super) fn pick(page: &Page<'_>, lines: &[Line], beside: &[bool]) -> Option<usize> {
    let is_beside = |at: usize| beside.get(at).copied().unwrap_or(false);
    let mut votes = vec![0.0_f64; page.elements.len()];
    for line in lines {
        let vote = vote_of(line);
        if vote <= 0.0 || is_beside(line.block) {
            continue;
        }
        let mut share = 1.0;
        let own = page
            .element(line.block)
            .is_some_and(|e| is_container(e.name))
            .then_some(line.block);
        let around = page.ancestors(line.block);
        for at in own.into_iter().chain(around).take(5) {
            if let Some(votes) = votes.get_mut(at) {
                *votes += vote * share;
            }
            share *= if share > 0.99 { 0.8 } else { 0.55 };
        }
    }
    let best = votes
        .iter()
        .enumerate()
        .filter(|(at, vote)| {
            **vote > 0.0 && page.element(*at).is_some_and(|e| is_container(e.name))
        })
        .map(|(at, vote)| (at, vote * hint_weight(page, at)))
        .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
    let (at, vote) = best?;
    let at = marked(page, &votes, vote).unwrap_or(at);
    // A table or a box within what is marked as the text.
    let frame = page.ancestors(at).take(8).find(|up| {
        page.element(*up)
            .is_some_and(|e| e.is_block() && e.hints_at(&MAIN))
    });
    Some(grown(page, lines, beside, frame.unwrap_or(at)))
}

fn is_container(name: &str) -> bool {
    matches!(
        name,
        "div"
            | "article"
            | "section"
            | "main"
            | "td"
            | "body"
            | "blockquote"
            | "center"
            | "dd"
            | "form"
            | "li"
            | "header"
            | "table"
            | "tbody"
            | "tr"
            | "span"
            | "figure"
    )
}

fn hint_weight(page: &Page<'_>, at: usize) -> f64 {
    let Some(element) = page.element(at) else {
        return 1.0;
    };
    let mut weight = 1.0;
    if element.hints_at(&MAIN) || element.name == "article" {
        weight *= 1.4;
    }
    if element.hints_at(
        &const {
            sought([
                "content", "article", "post", "entry", "story", "text", "body",
            ])
        },
    ) {
        weight *= 1.15;
    }
    if matches!(element.name, "li" | "blockquote" | "dd" | "form" | "span") {
        weight *= 0.5;
    }
    weight
}

/// An element that is marked as the article's text and has most of the prose.
fn marked(page: &Page<'_>, votes: &[f64], best: f64) -> Option<usize> {
    let is_marked = |at: &usize| {
        let vote = votes.get(*at).copied().unwrap_or(0.0);
        vote > best * 0.5
    };
    page.find(page.all(), |e| e.is_block() && e.hints_at(&MAIN))
        .find(is_marked)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a line is far shorter than 2^52 bytes"
)]
fn vote_of(line: &Line) -> f64 {
    if line.weight < 30 || (line.stops < 1 && line.weight < 120) {
        return 0.0;
    }
    let linked = line.links as f64 / line.range.len().max(1) as f64;
    let (stops, weight) = (line.stops as f64, line.weight as f64);
    (1.0 + stops * 0.5 + (weight / 100.0).min(5.0)) * (1.0 - linked).max(0.0).powi(2)
}

/// Sums over the lines up to one.
#[derive(Clone, Copy, Default)]
struct Sums {
    /// Letters of prose in paragraphs.
    prose: usize,
    /// Letters in links.
    links: usize,
    /// Letters of short lines.
    short: usize,
}

/// Whether a line stands in a list, a table or a paragraph, where short lines are no furniture.
fn is_listed(page: &Page<'_>, line: &Line) -> bool {
    let name = page.element(line.block).map_or("", |e| e.name);
    matches!(name, "li" | "dd" | "dt" | "tr" | "p" | "blockquote" | "pre")
}

/// The outermost element around one that adds a good deal of prose and little else: articles come
/// in several parts, with advertisements and pictures between.
fn grown(page: &Page<'_>, lines: &[Line], beside: &[bool], at: usize) -> usize {
    let mut sums = vec![Sums::default()];
    let mut sum = Sums::default();
    for line in lines {
        if !beside.get(line.block).copied().unwrap_or(false) {
            if line.is_prose() && line.weight >= 60 && !line.is_linked() {
                sum.prose += line.weight;
            } else if line.is_linked() || !is_listed(page, line) {
                sum.short += line.weight;
            }
            sum.links += line.links;
        }
        sums.push(sum);
    }
    let within = |at: usize| {
        let range = lines_in(page, lines, at);
        let from = sums.get(range.start).copied().unwrap_or_default();
        let to = sums.get(range.end).copied().unwrap_or_default();
        Sums {
            prose: to.prose - from.prose,
            links: to.links - from.links,
            short: to.short - from.short,
        }
    };
    let (mut best, mut inside) = (at, within(at));
    for up in page.ancestors(at).take(12) {
        if page.element(up).is_some_and(|e| e.name == "html") {
            break;
        }
        let all = within(up);
        let prose = all.prose - inside.prose.min(all.prose);
        let links = all.links - inside.links.min(all.links);
        let short = all.short - inside.short.min(all.short);
        let is_more = prose * 100 >= inside.prose * 12;
        let is_clean = links * 4 <= prose && short <= prose;
        if is_more && is_clean && prose > 0 {
            (best, inside) = (up, all);
        }
    }
    // What holds but a small part of the page's prose is a part of something: an answer, a step,
    // a description among its details.
    if inside.prose * 100 >= sum.prose * PART_PERCENT {
        return best;
    }
    let whole = page.ancestors(best).find(|up| {
        let all = within(*up);
        let (prose, links) = (
            all.prose - inside.prose.min(all.prose),
            all.links - inside.links.min(all.links),
        );
        all.prose * 100 >= sum.prose * WHOLE_PERCENT && links <= prose
    });
    whole.unwrap_or(best)
}

/// Share of the page's prose, in percent, below which an element holds but a part of the article.
const PART_PERCENT: usize = 35;
/// The share that the whole has.
const WHOLE_PERCENT: usize = 60;
