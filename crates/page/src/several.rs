//! Several reviews on one page, told apart by how the page is built: a head for each film (a
//! heading, a line in bold, a title with its year or director) and a text below it.

mod heads;
mod told;

use super::article::{self, Article};
use super::printed::{self, Frame};
use super::tree::Page;
use super::{credits, fields, film, linked};
use heads::{FilmNamed, ReviewHead};
use ovation_language::words::{self, FILM, LIST, List, RANKED, REVIEW, WordTally};
use ovation_terms::{FilmKey, FilmMention, PrintedRating, ReviewFinding, Sourced, fold};
use std::ops::Range;

/// The most reviews that are read on one page.
const MOST: usize = 100;

/// Letters of text below which a section is no review, those of dense scripts counted threefold.
const LEAST: usize = 140;

/// The same of a section whose head links to the film's page in a catalogue.
const LEAST_LINKED: usize = 90;

/// One of several reviews.
#[derive(Debug)]
pub(super) struct Section {
    pub(super) title: Sourced<String>,
    pub(super) year: Option<Sourced<i16>>,
    pub(super) director: Option<Sourced<String>>,
    pub(super) rating: Option<Sourced<PrintedRating>>,
    /// The head as printed.
    pub(super) head: Sourced<String>,
    /// The review's own lines.
    pub(super) text: String,
    /// How much speaks for it.
    evidence: f64,
    is_strong: bool,
    /// The film in catalogues that the review links to.
    keys: Vec<FilmKey>,
}

impl Section {
    /// Whether it is of this film.
    pub(super) fn is_of(&self, film: &FilmMention) -> bool {
        let title = film.title.as_ref();
        title.is_some_and(|title| fold(&title.value) == fold(&self.title.value))
    }

    /// Fills what markup leaves open.
    pub(super) fn fill(&self, finding: &mut ReviewFinding) {
        finding.text = Some(self.text());
        finding.rating = finding.rating.take().or_else(|| self.rating.clone());
        finding.film.year = finding.film.year.take().or_else(|| self.year.clone());
    }

    fn text(&self) -> Sourced<String> {
        let evidence = self.head.evidence.clone();
        Sourced::new(self.text.clone(), evidence)
    }

    /// The review, with what the page as a whole says of all of them.
    pub(super) fn finding(&self, page_wide: &ReviewFinding) -> ReviewFinding {
        let mut finding = page_wide.clone();
        finding.film = FilmMention {
            title: Some(self.title.clone()),
            year: self.year.clone(),
            directors: self.director.clone().into_iter().collect(),
            keys: self.keys.clone(),
            ..FilmMention::default()
        };
        finding.rating.clone_from(&self.rating);
        finding.headline = Some(self.head.clone());
        finding.text = Some(self.text());
        finding.stated = None;
        finding
    }
}

/// What is known of the page.
pub(super) struct SplitFacts<'a> {
    pub(super) headline: &'a str,
    pub(super) heading: Option<usize>,
    pub(super) labels: &'a str,
    pub(super) beside: &'a [bool],
    /// The headline names one film.
    pub(super) is_of_one: bool,
}

/// The parts that a page comes apart into.
#[derive(Debug, Default)]
pub(super) struct Split {
    pub(super) sections: Vec<Section>,
    /// They are reviews whatever the page's words are like; else only where those say so.
    pub(super) is_sure: bool,
}

/// The page's reviews, if they are several.
pub(super) fn find(page: &Page<'_>, article: &Article, clues: &SplitFacts<'_>) -> Split {
    let Some(at) = article.at else {
        return Split::default();
    };
    let region = region(page, at);
    let lines: Vec<Range<usize>> = if region == at {
        article.lines.clone()
    } else {
        lines_in(page, region, clues.beside)
    };
    let mut best: Vec<Section> = Vec::new();
    for heads in heads::groups(page, region, &lines, clues) {
        let sections = sections(page, region, &lines, &heads, clues);
        let count = sections.len();
        let is_better =
            count > best.len() || (count == best.len() && weight(&sections) > weight(&best));
        if count >= 2
            && count * 3 >= heads.len() * 2
            && is_better
            && are_reviews(&sections, clues, true)
        {
            best = sections;
        }
    }
    let is_sure = best.len() >= 2 && are_reviews(&best, clues, false);
    best.truncate(MOST);
    Split {
        sections: best,
        is_sure,
    }
}

fn weight(sections: &[Section]) -> f64 {
    sections.iter().map(|section| section.evidence).sum()
}

/// Whether the sections are reviews and not the entries of a list; `is_review`: the page counts as a
/// review by its words.
fn are_reviews(sections: &[Section], clues: &SplitFacts<'_>, is_review: bool) -> bool {
    let half = |count: usize| count * 2 >= sections.len();
    let rated = || sections.iter().filter(|section| section.rating.is_some());
    let strong = sections.iter().filter(|section| section.is_strong);
    // The one rating at the end of a review in parts is the whole's.
    let is_told = |section: &Section| section.year.is_some() || section.director.is_some();
    let is_last = sections.last().is_some_and(|last| last.rating.is_some());
    if rated().count() == 1 && is_last && !sections.iter().any(is_told) {
        return false;
    }
    if half(rated().count()) {
        return true;
    }
    let says_review = words::has(clues.headline, REVIEW) || words::has(clues.labels, REVIEW);
    let has_number = words::words(clues.headline)
        .any(|word| word.len() <= 3 && word.parse::<u32>().is_ok_and(|number| number >= 3));
    let is_list = words::has(clues.headline, LIST) && (has_number || !says_review);
    let says_films = words::words(clues.headline).any(|word| FILM.contains(&word.as_str()));
    // `The films of the weekend` may be reviews; `her best films of 2014` are a list.
    let is_ranked = words::words(clues.headline).any(|word| RANKED.contains(&word.as_str()));
    if is_list && (has_number || is_ranked || !says_films) {
        return false;
    }
    let judged = sections
        .iter()
        .filter(|section| WordTally::of(&section.text).count(List::Opinion) > 0);
    let are_judged = half(judged.count());
    if half(strong.count()) {
        return says_review || (is_review && are_judged);
    }
    (says_review || says_films) && are_judged && !clues.is_of_one
}

/// The element that holds all sections: the article, or what holds it and others like it.
fn region(page: &Page<'_>, at: usize) -> usize {
    let Some(element) = page.element(at) else {
        return at;
    };
    let class = element.attr("class").unwrap_or("");
    let first = class.split_ascii_whitespace().next().unwrap_or("");
    let is_like = |e: &super::tree::Element<'_>| {
        e.name == element.name
            && e.parent == element.parent
            && e.attr("class")
                .unwrap_or("")
                .split_ascii_whitespace()
                .next()
                .unwrap_or("")
                == first
            && e.text.len() > LEAST
    };
    let has_heading = |at: usize| {
        page.find(page.within(at), super::tree::Element::is_heading)
            .next()
            .is_some()
    };
    let alike = page
        .find(page.within(element.parent), is_like)
        .filter(|at| has_heading(*at));
    if has_heading(at) && alike.take(2).count() == 2 {
        element.parent
    } else {
        at
    }
}

fn lines_in(page: &Page<'_>, region: usize, beside: &[bool]) -> Vec<Range<usize>> {
    let inside = page.within(region);
    article::lines(page)
        .into_iter()
        .filter(|line| inside.contains(&line.block) || line.block == region)
        .filter(|line| !beside.get(line.block).copied().unwrap_or(false) && !line.range.is_empty())
        .map(|line| line.range)
        .collect()
}

/// The sections under these heads that hold a review of a film.
fn sections(
    page: &Page<'_>,
    region: usize,
    lines: &[Range<usize>],
    heads: &[ReviewHead],
    clues: &SplitFacts<'_>,
) -> Vec<Section> {
    let mut found: Vec<Section> = Vec::new();
    for (number, head) in heads.iter().enumerate().take(MOST) {
        let end = heads
            .get(number + 1)
            .map_or(usize::MAX, |next| next.line.start);
        let first = lines.partition_point(|line| line.start < head.line.start);
        let last = lines.partition_point(|line| line.start < end);
        let own = lines.get(first..last.max(first)).unwrap_or_default();
        if let Some(section) = section(page, region, own, head, clues) {
            found.push(section);
        }
    }
    found
}

/// Credits found in a head or below it, with where they stand.
struct HeadCredits {
    year: Option<(i16, Range<usize>)>,
    director: Option<(String, Range<usize>)>,
    has_length: bool,
    /// How many lines below the head are credits.
    lines: usize,
}

impl HeadCredits {
    /// Those of the head itself, and those that have a line of their own below it.
    fn of(page: &Page<'_>, named: &FilmNamed, head: &ReviewHead, rest: &[Range<usize>]) -> Self {
        let start = head.line.start;
        let shifted = |range: &Range<usize>| start + range.start..start + range.end;
        let named_year = named.year.as_ref();
        let named_director = named.director.as_ref();
        let mut found = Self {
            year: named_year.map(|(year, range)| (*year, shifted(range))),
            director: named_director.map(|(name, range)| (name.clone(), shifted(range))),
            has_length: named.has_length,
            lines: 0,
        };
        for (number, range) in rest.iter().enumerate().take(3) {
            let words = page.text.get(range.clone()).unwrap_or("");
            if words.chars().count() > 200 {
                break;
            }
            let credits = credits::in_line(words, range.start);
            if credits.director.is_some() || credits.has_length {
                found.director = found.director.or(credits.director);
                found.year = found.year.or(credits.year);
                found.has_length |= credits.has_length;
                found.lines = number + 1;
            }
        }
        found
    }
}

/// The review's text: what follows the film's name in the head's line, and the lines below its
/// credits that are no rating.
fn text_of(page: &Page<'_>, line: &str, end: usize, below: &[Range<usize>]) -> String {
    let body = below
        .iter()
        .map(|range| page.text.get(range.clone()).unwrap_or(""))
        .filter(|line| !printed::is_rating(line));
    let body: Vec<&str> = body.collect();
    let run_in = line
        .get(end..)
        .unwrap_or("")
        .trim_matches([' ', '.', ':', '–', '—', '-', ')']);
    let mut text = String::new();
    if run_in.chars().count() > 40 {
        text.push_str(run_in);
        text.push('\n');
    }
    text.push_str(&body.join("\n"));
    text.trim().to_owned()
}

/// What the credits, the rating, the head and the words below it say for a section being a review
/// of a film.
fn evidence_of(
    strong: [bool; 3],
    [has_length, is_in_text]: [bool; 2],
    (named, line): (&FilmNamed, &str),
    (text, tally): (&str, &WordTally),
) -> f64 {
    let weigh = |holds: bool, weight: f64| if holds { weight } else { 0.0 };
    let key = words::spaced(&named.title);
    let [has_year, has_director, is_rated] = strong;
    weigh(has_year, 2.0)
        + weigh(has_director, 2.0)
        + weigh(is_rated, 2.0)
        + weigh(has_length, 1.0)
        + weigh(named.is_quoted || is_in_text, 1.0)
        + weigh(words::mentions(&words::spaced(text), &key) > 0, 1.0)
        + weigh(tally.count(List::Film) > 0, 0.7)
        + weigh(tally.count(List::Craft) > 1, 0.7)
        + weigh(tally.count(List::Opinion) > 0, 0.6)
        - weigh(line.ends_with(['?', ':']), 1.0)
}

fn section(
    page: &Page<'_>,
    region: usize,
    lines: &[Range<usize>],
    head: &ReviewHead,
    clues: &SplitFacts<'_>,
) -> Option<Section> {
    let words_of = |range: &Range<usize>| page.text.get(range.clone()).unwrap_or("");
    let line = words_of(&head.line);
    let named = heads::name(line, words_of(&head.words))?;
    let rest = lines.get(1..).unwrap_or_default();
    let credits = HeadCredits::of(page, &named, head, rest);
    let frame = Frame {
        headline: clues.headline,
        heading: None,
        article: Some(region),
        beside: clues.beside,
        within: Some(elements_of(page, region, lines)),
    };
    let rating = printed::find(page, lines, &frame)
        .into_iter()
        .next()
        .filter(|best| best.score >= printed::SURE)
        .map(|best| best.sourced(page));
    let below = rest.get(credits.lines..).unwrap_or_default();
    // A line in which the film is named is the review's own, as a whole.
    let end = if head.is_in_text { 0 } else { named.end };
    let text = text_of(page, line, end, below);
    let least = if head.key.is_some() {
        LEAST_LINKED
    } else {
        LEAST
    };
    if article::weight(&text) < least {
        return None;
    }
    let tally = WordTally::of(&text);
    let strong = [
        credits.year.is_some(),
        credits.director.is_some(),
        rating.is_some(),
    ];
    let told = [credits.has_length, head.is_in_text];
    let evidence = evidence_of(strong, told, (&named, line), (&text, &tally));
    let key = words::spaced(&named.title);
    let is_named_for_another = words::has(&named.title, REVIEW) || film::is_generic(key.trim());
    let more_series = tally.count(List::Series) > 2 * (1 + tally.count(List::Film));
    if evidence < 2.0 || is_named_for_another || more_series {
        return None;
    }
    let sourced = |range: Range<usize>| fields::words_at(page, range);
    let at = super::place::locate(&page.text, head.line.clone(), &named.title).or_else(|| {
        let start = head.line.start + line.find(&named.title)?;
        Some(start..start + named.title.len())
    })?;
    let (year, director) = (credits.year, credits.director);
    let keys = match &head.key {
        Some(key) => vec![key.clone()],
        None => linked::film_keys(page, lines, &named.title),
    };
    Some(Section {
        keys,
        title: Sourced::new(named.title.clone(), sourced(at)),
        year: year.map(|(year, at)| Sourced::new(year, sourced(at))),
        director: director.map(|(name, at)| Sourced::new(name, sourced(at))),
        rating,
        head: Sourced::new(line.to_owned(), sourced(head.line.clone())),
        text,
        evidence,
        is_strong: head.is_in_text || strong.contains(&true),
    })
}

/// The elements whose text begins in these lines.
fn elements_of(page: &Page<'_>, region: usize, lines: &[Range<usize>]) -> Range<usize> {
    let (Some(first), Some(last)) = (lines.first(), lines.last()) else {
        return 0..0;
    };
    let inside = page.within(region);
    let starts = |limit: usize| page.elements.partition_point(|e| e.text.start < limit);
    let start = starts(first.start.saturating_sub(1)).max(inside.start);
    let end = starts(last.end + 1).min(inside.end);
    start..end.max(start)
}
