//! Who wrote it: in markup, in the byline, in a signature.
//!
//! What markup states as a whole name is believed. Else every place that may name who wrote it gives
//! candidates, each with what speaks for and against it, and a learned ranker picks one or nobody.

mod gathered;
mod likeness;
mod marked;
mod names;
mod person;
mod printed;
mod signs;
mod site;

use super::super::article::Article;
use super::super::claims::ArticleClaims;
use super::super::meta::Head;
use super::super::tree::{Element, Page};
use super::{Heading, Near, near_headline};
use crate::rank::{Ranker, Sheet};
use gathered::{GatheredNames, NamedCandidate};
use names::Names;
use ovation_language::bylines::{self, BylineSetting};
use ovation_terms::{Sourced, fold};
use person::{is_person, tidy_name};
use signs::Sign;
use std::ops::Range;
use std::sync::LazyLock;

/// Features of a critic's candidates, by name.
pub(in super::super) const CRITIC_SIGNS: &[&str] = Sign::NAMES;

/// What was learned of them.
static RANKER: LazyLock<Ranker> = LazyLock::new(|| {
    let file = include_str!("../../models/fields/critic.tsv");
    Ranker::read(file, Sign::NAMES)
});

/// What is known of the page before its byline is read.
pub(in super::super) struct Known<'a> {
    pub(in super::super) outlet: Option<&'a Sourced<String>>,
    /// Who made the film: named near the headline too, and no byline.
    pub(in super::super) director: Option<&'a str>,
    /// Where the page stands.
    pub(in super::super) address: &'a str,
}

/// The page as the makers of candidates see it.
struct Scene<'p, 'a> {
    page: &'p Page<'a>,
    article: &'p Article,
    near: Near,
    /// The end of the text and a little behind it.
    end: Range<usize>,
    /// The headline, folded.
    headline: String,
    /// The same as it is printed.
    printed: Option<Sourced<String>>,
    /// Where the headline ends.
    below: usize,
    outlet: Option<Sourced<String>>,
    director: Option<String>,
    /// The name that the address begins with: `marlow` of `marlow.example`.
    host: Option<String>,
    reading: Names<'p>,
}

/// Bytes behind the text in which its end may be signed.
const BEHIND: usize = 600;

/// Bytes between a headline and the text below it.
const NEAR_HEADING: usize = 400;

/// Bytes of the text's end.
const ENDING: usize = 300;

impl<'p, 'a> Scene<'p, 'a> {
    fn of(
        page: &'p Page<'a>,
        head: &Head,
        heading: &Heading,
        article: &'p Article,
        known: &Known<'p>,
    ) -> Self {
        let headline = heading.headline.as_ref().map(|it| fold(&it.value));
        let first = article.body.first().map_or(0, |line| line.start);
        let is_heading = |e: &Element<'_>| {
            matches!(e.name, "h1" | "h2")
                && e.text.end <= first
                && first - e.text.end < NEAR_HEADING
        };
        // A headline that the page's title does not repeat stands right above the text.
        let above = || page.find(page.all(), is_heading).last();
        let element = heading.at.or_else(above).and_then(|at| page.element(at));
        let last = article.lines.last().map_or(0, |line| line.end);
        let canonical = head.canonical.as_ref().map(|url| url.value.as_str());
        let url = canonical.unwrap_or(known.address);
        let host = url::Url::parse(url).ok();
        let host = host.as_ref().and_then(|url| url.host_str());
        let host = host.map(|host| host.trim_start_matches("www."));
        let host = host.and_then(|host| host.split('.').next());
        Self {
            page,
            article,
            near: near_headline(page, heading, article),
            end: last.saturating_sub(ENDING)..last + BEHIND,
            headline: headline.unwrap_or_default(),
            printed: heading.headline.clone(),
            below: element.map_or(0, |element| element.text.end),
            outlet: known.outlet.cloned(),
            director: known.director.map(fold),
            host: host.map(str::to_owned),
            reading: Names {
                setting: BylineSetting {
                    outlet: known.outlet.map(|outlet| outlet.value.as_str()),
                    keeps_agencies: true,
                },
            },
        }
    }

    /// Whether a line stands between headline and text.
    fn is_between(&self, line: &Range<usize>) -> bool {
        let first = self.article.body.first().map_or(0, |line| line.start);
        self.below > 0 && self.below <= line.start && line.start < first
    }

    fn is_headline(&self, line: &str) -> bool {
        !self.headline.is_empty() && fold(line) == self.headline
    }

    fn is_director(&self, name: &str) -> bool {
        self.director.as_deref() == Some(fold(name).as_str())
    }

    /// How often the text has a name.
    fn mentions(&self, name: &str) -> usize {
        let ends = self.article.body.first().zip(self.article.body.last());
        let text = ends.and_then(|(first, last)| self.page.text.get(first.start..last.end));
        memchr::memmem::find_iter(text.unwrap_or("").as_bytes(), name.as_bytes()).count()
    }

    /// The people that words of markup name.
    fn people(&self, found: &Sourced<String>) -> Vec<Sourced<String>> {
        let names = self.reading.people(&found.value).into_iter();
        names
            .map(|name| Sourced::new(name, found.evidence.clone()))
            .collect()
    }
}

/// Who wrote it.
pub(in super::super) fn critics(
    page: &Page<'_>,
    head: &Head,
    heading: &Heading,
    article: &Article,
    claims: &ArticleClaims,
    known: &Known<'_>,
) -> Vec<Sourced<String>> {
    let scene = Scene::of(page, head, heading, article, known);
    let stated = stated(&scene, claims);
    if stated.iter().any(|name| !is_login(&name.value)) {
        return distinct(stated);
    }
    chosen(&gathered(&scene, head, &stated))
}

/// Who was considered, where markup does not settle it.
pub(in super::super) fn considered(
    page: &Page<'_>,
    head: &Head,
    heading: &Heading,
    article: &Article,
    claims: &ArticleClaims,
    known: &Known<'_>,
) -> Vec<super::Considered> {
    let scene = Scene::of(page, head, heading, article, known);
    let found = gathered(&scene, head, &stated(&scene, claims));
    let ranked = RANKER.rank(found.list.iter().map(|it| &it.row), &found.none);
    let each = found.list.into_iter().zip(ranked.shares);
    let each = each.filter_map(|(it, share)| {
        let weights = RANKER.weights(&it.row);
        let name = it.people.into_iter().next()?;
        Some(super::Considered::of(name, share, &weights))
    });
    each.collect()
}

/// All candidates with their features, for the learner.
pub(in super::super) fn sheet(
    page: &Page<'_>,
    head: &Head,
    heading: &Heading,
    article: &Article,
    claims: &ArticleClaims,
    known: &Known<'_>,
) -> Sheet {
    let scene = Scene::of(page, head, heading, article, known);
    let stated = stated(&scene, claims);
    let mut found = gathered(&scene, head, &stated);
    // What markup settles is not ranked.
    if stated.iter().any(|name| !is_login(&name.value)) {
        let first = stated.first().map(|name| fold(&name.value));
        found.list.retain(|it| Some(it.key()) == first);
    }
    let candidates = found.list.into_iter();
    let chosen = critics(page, head, heading, article, claims, known);
    Sheet {
        settled: None,
        candidates: candidates
            .map(|it| (it.name().to_owned(), it.row))
            .collect(),
        none: found.none,
        chosen: chosen.into_iter().next().map(|name| name.value),
    }
}

/// The people whom markup states as authors.
fn stated(scene: &Scene<'_, '_>, claims: &ArticleClaims) -> Vec<Sourced<String>> {
    let outlet = scene.reading.setting.outlet;
    let people = claims.critics.iter().flat_map(|found| {
        let names = bylines::people(&found.value, scene.reading.setting);
        let names = names.into_iter().map(|name| tidy_name(&name));
        names
            .map(|name| Sourced::new(name, found.evidence.clone()))
            .collect::<Vec<_>>()
    });
    people
        .filter(|name| {
            // A person may be named in the headline too; a single word of it is none.
            let is_whole = name.value.split_whitespace().count() > 1;
            let is_elsewhere = !scene.headline.contains(&fold(&name.value));
            is_person(&name.value, outlet) && (is_whole || is_elsewhere)
        })
        .collect()
}

fn gathered<'p>(
    scene: &Scene<'p, '_>,
    head: &Head,
    stated: &[Sourced<String>],
) -> GatheredNames<'p> {
    let mut found = GatheredNames::default();
    marked::gather(scene, &mut found);
    printed::gather(scene, &mut found);
    site::gather(scene, head, stated, &mut found);
    found.join_parts();
    likeness::note(scene, &mut found);
    // Whoever owns a site has not signed all that stands there.
    let is_owner = |it: &NamedCandidate<'_>| it.row.has(Sign::CopyrightAlone);
    found.list.retain(|it| !is_owner(it));
    found
}

/// The likeliest candidate, with those who wrote it too: named in the same words, or marked alike
/// near the headline.
fn chosen(found: &GatheredNames<'_>) -> Vec<Sourced<String>> {
    let rows = found.list.iter().map(|it| &it.row);
    let Some(best) = RANKER.choose(rows, &found.none).map(|(at, _)| at) else {
        return Vec::new();
    };
    let Some(chosen) = found.list.get(best) else {
        return Vec::new();
    };
    let is_alike = |other: &&NamedCandidate<'_>| {
        let mut hints = other.alike.iter();
        is_full_name(other.name())
            && is_full_name(chosen.name())
            && hints.any(|hints| chosen.alike.contains(hints))
    };
    let alike = found.list.iter().filter(is_alike);
    let people = chosen.people.iter().cloned();
    distinct(
        people
            .chain(alike.flat_map(|it| it.people.iter().cloned()))
            .collect(),
    )
}

/// The critics of a review: those that its markup states, cleaned; the page's, where markup names
/// nobody, the site, or a log-in.
pub(in super::super) fn signed(
    stated: &[Sourced<String>],
    page: &[Sourced<String>],
    outlet: Option<&str>,
) -> Vec<Sourced<String>> {
    let setting = BylineSetting {
        outlet,
        keeps_agencies: true,
    };
    let named = |found: &Sourced<String>| {
        let names = bylines::people(&found.value, setting).into_iter();
        let evidence = found.evidence.clone();
        names.map(move |name| Sourced::new(name, evidence.clone()))
    };
    let stated: Vec<_> = stated.iter().flat_map(named).collect();
    let is_known =
        |name: &Sourced<String>| page.iter().any(|it| fold(&it.value) == fold(&name.value));
    let is_weak = stated
        .iter()
        .all(|name| is_login(&name.value) || is_known(name));
    // What is the same with spaces is better printed than as a log-in.
    if is_weak && !page.is_empty() {
        return page.to_vec();
    }
    distinct(stated)
}

/// A name in one word of small letters, as programs have it.
fn is_login(name: &str) -> bool {
    name.chars()
        .all(|letter| letter.is_lowercase() || letter.is_ascii_digit())
}

fn is_full_name(words: &str) -> bool {
    let count = words.split_whitespace().count();
    let is_capital = |word: &str| word.chars().next().is_some_and(|c| !c.is_lowercase());
    (2..=5).contains(&count)
        && words.split_whitespace().next().is_some_and(is_capital)
        && words.split_whitespace().last().is_some_and(is_capital)
        && !words.contains(|c: char| c.is_ascii_digit())
}

/// Whether a letter is of a script without capitals.
fn is_written_without_case(letter: char) -> bool {
    letter.is_alphabetic() && !letter.is_lowercase() && !letter.is_uppercase()
}

fn distinct(names: Vec<Sourced<String>>) -> Vec<Sourced<String>> {
    let mut kept: Vec<Sourced<String>> = Vec::new();
    for name in names {
        if !kept
            .iter()
            .any(|known| fold(&known.value) == fold(&name.value))
        {
            kept.push(name);
        }
    }
    kept.truncate(10);
    kept
}
