//! Ratings in pictures, class names, widths and attributes.

mod icons;
mod names;

use super::{FoundRating, Place, forms, signs, whose};
use crate::tree::{Element, Page, Sought, sought_all, sought_of};
use icons::IconRow;
use ovation_knowledge::{List, current};
use ovation_language::data::marks::{self, DRAWN, VERDICT_BOX};
use ovation_language::data::ratings::CLASS_HINTS;
use ovation_terms::{PrintedRating, fold};
use std::ops::Range;
use std::sync::LazyLock;

/// Where marks are sought.
pub(crate) struct Frame<'a> {
    pub(crate) headline: &'a str,
    /// The headline's element.
    pub(crate) heading: Option<usize>,
    /// The article's.
    pub(crate) article: Option<usize>,
    /// For each element, whether it stands beside the article.
    pub(crate) beside: &'a [bool],
    /// Only these elements, where a page has several reviews.
    pub(crate) within: Option<Range<usize>>,
}

/// Hints in class names that something is a rating.
const RATING: [Sought; CLASS_HINTS.len()] = sought_of(CLASS_HINTS);

/// Hints that others rate, or that a reader may.
static OTHERS: LazyLock<Vec<Sought>> = LazyLock::new(|| {
    let rows = current().list(List::OthersRate).iter();
    let words = marks::OTHERS.iter().copied();
    sought_all(words.chain(rows.map(String::as_str)))
});

/// Hints that something is drawn with stars.
const STARS: [Sought; DRAWN.len()] = sought_of(DRAWN);

/// Hints of a box that holds the verdict.
const VERDICT: [Sought; VERDICT_BOX.len()] = sought_of(VERDICT_BOX);

/// The most marks that are looked at.
const MOST: usize = 60;

struct Mark {
    at: usize,
    rating: PrintedRating,
    attribute: &'static str,
    quote: String,
    sureness: i32,
    covers: Range<usize>,
}

/// Finds the marks, and how sure each is.
pub(super) fn find(page: &Page<'_>, scope: &[Range<usize>], frame: &Frame<'_>) -> Vec<FoundRating> {
    let region = region(page, frame);
    let end = scope.last().map_or(usize::MAX, |range| range.end);
    let mut found: Vec<FoundRating> = Vec::new();
    let mut labels: Vec<String> = Vec::new();
    for mark in &sought_marks(page, region.clone()) {
        let start = page.element(mark.at).map_or(0, |e| e.text.start);
        let label = label_before(page, mark.at, start);
        let why = why_not(page, frame, mark, start, end, region.start);
        let is_whole = whose::is_whole(&label);
        let mut row = signs::of_mark();
        let is_other = !label.is_empty() && !whose::is_own(&label);
        signs::note_label(&mut row, is_whole, is_other);
        let score = mark.sureness + 2 + if is_whole { 3 } else { 0 };
        if why.is_none() {
            labels.push(label);
        }
        found.push(FoundRating {
            rating: mark.rating.clone(),
            place: Place::Mark {
                path: path(page, mark.at, mark.attribute),
                quote: mark.quote.clone(),
            },
            at: start,
            score: if why.is_some() { -10 } else { score },
            why: why.unwrap_or("marked"),
            covers: mark.covers.clone(),
            sureness: mark.sureness,
            is_loose: false,
            row,
        });
    }
    // Bars for story, acting and sound: none of them is the rating of the whole.
    labels.sort_unstable();
    labels.dedup();
    if labels.len() >= 3 {
        for found in &mut found {
            if found.score < 8 {
                found.score -= 8;
                signs::note_part(&mut found.row);
            }
        }
    }
    found
}

/// The marks of a part of the page, in its order.
fn sought_marks(page: &Page<'_>, region: Range<usize>) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    let mut rows = icons::Rows::default();
    let mut at = region.start;
    while at < region.end && marks.len() < MOST {
        let Some(element) = page.element(at) else {
            break;
        };
        let next = at + 1;
        if matches!(
            element.name,
            "form" | "fieldset" | "nav" | "select" | "script" | "style"
        ) {
            at = element.end.max(next);
            continue;
        }
        if matches!(element.name, "a" | "p" | "h1" | "h2" | "h3" | "br" | "path")
            && element.hints.is_empty()
        {
            at = next;
            continue;
        }
        if let Some(mark) = mark(page, at, element) {
            at = if mark.attribute == "class" {
                next
            } else {
                element.end.max(next)
            };
            marks.push(mark);
        } else if rows.take(page, at) {
            at = element.end.max(next);
        } else {
            at = next;
        }
    }
    marks.extend(rows.finish().into_iter().map(|row| of_row(page, &row)));
    marks.sort_by_key(|mark| mark.at);
    marks
}

/// Why a mark is not the critic's of the film, if it is not; `end` is that of the review, `top` the first
/// element that may say whose it is.
fn why_not(
    page: &Page<'_>,
    frame: &Frame<'_>,
    mark: &Mark,
    start: usize,
    end: usize,
    top: usize,
) -> Option<&'static str> {
    if start > end.saturating_add(200) {
        Some("far below the review")
    } else if is_beside(page, frame, mark.at) {
        Some("beside the review")
    } else if is_others(page, mark.at, top) {
        Some("marked as somebody else's")
    } else if whose::is_somebody_elses(&around(page, mark.at, start, &mark.covers)) {
        Some("somebody else's, by the words beside it")
    } else if is_in_card(page, mark.at, frame) {
        Some("of what a link beside it leads to")
    } else {
        None
    }
}

/// The elements in which the review's own marks stand: the smallest that holds both headline and
/// article.
fn region(page: &Page<'_>, frame: &Frame<'_>) -> Range<usize> {
    if let Some(within) = &frame.within {
        return within.clone();
    }
    let Some(article) = frame.article else {
        return 0..0;
    };
    let holds = |at: usize| {
        let inside = page.within(at);
        frame
            .heading
            .is_none_or(|heading| inside.contains(&heading))
    };
    let around = page.ancestors(article).take(8);
    let mut frames = around.filter(|at| holds(*at));
    let own = frames.next().unwrap_or(article);
    // The box with the verdict often stands beside both.
    let wider = frames.next().filter(|at| {
        page.element(*at)
            .is_some_and(|e| !matches!(e.name, "body" | "html"))
    });
    page.within(wider.unwrap_or(own))
}

fn mark(page: &Page<'_>, at: usize, element: &Element<'_>) -> Option<Mark> {
    let make = |rating, attribute, quote: &str, sureness| {
        Some(Mark {
            at,
            rating,
            attribute,
            quote: quote.to_owned(),
            sureness,
            covers: element.text.clone(),
        })
    };
    let is_rating = element.hints_at(&RATING);
    for attribute in ["aria-label", "alt", "title"] {
        let Some(words) = element.attr(attribute).filter(|words| words.len() < 120) else {
            continue;
        };
        if let Some((rating, sureness)) = labelled(words, is_rating || element.name == "img") {
            return make(rating, attribute, words, sureness);
        }
    }
    if element.name == "svg" {
        let title = page.find(page.within(at), |e| e.name == "title").next();
        let words = title.and_then(|at| page.element(at)).map(Element::raw_text);
        if let Some(words) = words.filter(|words| words.len() < 120)
            && let Some((rating, sureness)) = labelled(&words, true)
        {
            return make(rating, "title", &words, sureness);
        }
    }
    if element.name == "img" {
        let source = ["src", "data-src", "data-lazy-src"]
            .iter()
            .find_map(|name| element.attr(name))?;
        let rating = names::of_file(source)?;
        return make(rating, "src", source, 3);
    }
    let is_custom = element.name.contains('-')
        && ["star", "rating", "score"]
            .iter()
            .any(|word| element.name.contains(word));
    if matches!(element.name, "meter" | "progress") || is_custom {
        let (rating, quote) = names::of_attributes(element, true)?;
        return make(
            rating,
            "value",
            &quote,
            if is_custom || is_rating { 3 } else { 1 },
        );
    }
    if let Some((rating, quote)) = names::of_attributes(element, is_rating) {
        return make(rating, "data", &quote, 2);
    }
    if let Some(style) = element
        .attr("style")
        .filter(|style| style.contains(['%', '-', 'x']))
    {
        let up = page.element(element.parent);
        let above = page.ancestors(at).take(2).filter_map(|at| page.element(at));
        let is_stars = std::iter::once(element)
            .chain(above)
            .any(|e| e.hints_at(&STARS));
        if is_stars && let Some(rating) = names::of_style(style, up.and_then(|up| up.attr("style")))
        {
            let above = up.filter(|up| up.text.len() < 120).unwrap_or(element);
            let covers = above.text.clone();
            return make(rating, "style", style, 2).map(|mark| Mark { covers, ..mark });
        }
    }
    if is_rating && let Some((rating, token)) = names::of_classes(element.attr("class")?) {
        return make(rating, "class", &token, 2);
    }
    None
}

/// The rating that a label for those who cannot see says, such as `4 out of 5 stars`.
fn labelled(words: &str, is_rating: bool) -> Option<(PrintedRating, i32)> {
    if words.len() < 2
        || !words
            .bytes()
            .any(|b| b.is_ascii_digit() || b >= 0x80 || b == b'*')
    {
        let lower = words.to_lowercase();
        let is_named = marks::STATED.iter().any(|word| lower.contains(word));
        if !is_named {
            return None;
        }
    }
    let words = words.trim();
    let form = forms::in_line(words)
        .into_iter()
        .max_by_key(|form| form.sureness)?;
    let said = whose::around(words, &form.range);
    let is_all = form.range.len() * 3 >= words.len();
    let is_sure = form.sureness >= 3 || (form.sureness == 2 && is_rating);
    (is_sure && (is_all || is_rating || whose::is_own(&said)) && !whose::is_somebody_elses(&said))
        .then_some((form.rating, form.sureness.min(3)))
}

fn of_row(page: &Page<'_>, row: &IconRow) -> Mark {
    let element = page.element(row.parent);
    Mark {
        at: row.first,
        rating: PrintedRating::of(row.printed()),
        attribute: "icons",
        quote: row.quote.clone(),
        sureness: if row.is_told_apart() { 3 } else { 1 },
        covers: element.map_or(0..0, |e| e.text.clone()),
    }
}

/// Whether an element stands beside the article; a box for the verdict inside of it does not.
fn is_beside(page: &Page<'_>, frame: &Frame<'_>, at: usize) -> bool {
    let marked = |at: usize| frame.beside.get(at).copied().unwrap_or(false);
    if !marked(at) {
        return false;
    }
    let own = std::iter::once(at).chain(page.ancestors(at));
    let mut boxes = own.take_while(|at| marked(*at));
    !boxes.any(|at| {
        page.element(at)
            .is_some_and(|e| e.hints_at(&VERDICT) && !e.hints_at(&OTHERS))
    })
}

/// Whether an element or what holds it hints that others rate.
fn is_others(page: &Page<'_>, at: usize, top: usize) -> bool {
    let own = std::iter::once(at).chain(page.ancestors(at)).take(7);
    own.take_while(|at| *at >= top)
        .filter_map(|at| page.element(at))
        .any(|e| {
            !matches!(e.name, "article" | "main" | "body")
                && e.text.len() < 3000
                && e.hints_at(&OTHERS)
        })
}

/// The words around a mark: of the smallest box that has any, and what follows in brackets.
fn around(page: &Page<'_>, at: usize, start: usize, covers: &Range<usize>) -> String {
    let boxes = page.ancestors(at).take(3).filter_map(|up| page.element(up));
    let mut boxes = boxes
        .map(|e| e.text.clone())
        .filter(|text| text.len() > covers.len());
    let near = boxes
        .next()
        .filter(|text| text.len() < 160)
        .unwrap_or(start..start);
    let before = page.text.get(near.start..start).unwrap_or("");
    let mut words = whose::last(before, 40).to_lowercase();
    words.push('\u{1}');
    let end = covers.end.max(start);
    let inside = page.text.get(end..near.end.max(end)).unwrap_or("");
    words.extend(inside.chars().take(60).flat_map(char::to_lowercase));
    let after = page
        .text
        .get(near.end.max(end)..)
        .unwrap_or("")
        .trim_start();
    if after.starts_with(['(', '[']) || after.starts_with(|c: char| c.is_ascii_digit()) {
        let line = after.lines().next().unwrap_or("");
        words.extend(line.chars().take(40).flat_map(char::to_lowercase));
    }
    words
}

/// The short label in front of a mark, in the smallest box that has words before it.
fn label_before(page: &Page<'_>, at: usize, start: usize) -> String {
    let boxes = page.ancestors(at).take(3).filter_map(|up| page.element(up));
    let mut before = boxes
        .map(|e| e.text.start..start)
        .filter(|range| !range.is_empty());
    let Some(range) = before.next().filter(|range| range.len() < 80) else {
        return String::new();
    };
    let words = page.text.get(range).unwrap_or("").trim();
    let line = words.rsplit('\n').next().unwrap_or("");
    whose::label(line, &(line.len()..line.len()))
}

/// Whether a mark belongs to a card: a small box with a link to something that is not this page.
fn is_in_card(page: &Page<'_>, at: usize, frame: &Frame<'_>) -> bool {
    let headline = fold(frame.headline);
    for up in page.ancestors(at).take(5) {
        let Some(element) = page.element(up) else {
            break;
        };
        let inside = page.within(up);
        let holds_heading = frame
            .heading
            .is_some_and(|heading| inside.contains(&heading));
        if element.text.len() > 260 || holds_heading || frame.article == Some(up) {
            return false;
        }
        let own = (element.name == "a").then_some(up);
        let links = page.find(inside, |e| e.name == "a").chain(own);
        let leads_away = links.into_iter().any(|link| {
            let words = fold(page.words(link));
            let href = page
                .element(link)
                .and_then(|e| e.attr("href"))
                .unwrap_or("");
            words.len() > 3
                && !href.starts_with('#')
                && !href.is_empty()
                && !headline.contains(&words)
        });
        if leads_away {
            return true;
        }
    }
    false
}

/// A path that a reader can find: `span.stars style`.
fn path(page: &Page<'_>, at: usize, attribute: &str) -> String {
    let Some(element) = page.element(at) else {
        return String::new();
    };
    let class = element
        .attr("class")
        .and_then(|class| class.split_ascii_whitespace().next());
    let class: String = class.unwrap_or("").chars().take(40).collect();
    let joint = if class.is_empty() { "" } else { "." };
    format!("{}{joint}{class} {attribute}", element.name)
}
