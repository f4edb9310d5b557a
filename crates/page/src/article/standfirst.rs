//! The lead between headline and text, in a frame of its own on many news pages.

use super::super::tree::{Element, Page, Sought, sought_of};
use super::lines::{Line, ends_sentence};
use super::phrases;
use ovation_language::data::marks::LEAD;
use std::ops::Range;

/// Hints of an element that holds the lead.
const MARKED: [Sought; LEAD.len()] = sought_of(LEAD);
/// How far the text may stand from the headline, in bytes: pictures and bylines come between.
const FAR: usize = 3000;

/// The lines of the lead: what reads as prose, or is marked as the lead, between the headline and
/// the article's first line.
pub(super) fn standfirst(
    page: &Page<'_>,
    lines: &[Line],
    beside: &[bool],
    headline: Option<usize>,
    article: &[Range<usize>],
) -> Vec<Range<usize>> {
    let (Some(headline), Some(first)) = (headline.and_then(|at| page.element(at)), article.first())
    else {
        return Vec::new();
    };
    let (start, end) = (headline.text.end, first.start);
    if start >= end || end - start > FAR {
        return Vec::new();
    }
    let from = lines.partition_point(|line| line.range.start < start);
    let between = lines
        .iter()
        .skip(from)
        .take_while(|line| line.range.end <= end);
    let found = between.filter(|line| {
        let words = page.text.get(line.range.clone()).unwrap_or("");
        let marked = is_marked(page, line.block);
        let is_beside = beside.get(line.block).copied().unwrap_or(false);
        let is_prose = line.weight >= 60 && ends_sentence(words) && line.stops > 0;
        let fits = if marked {
            line.weight >= 25 && !is_apart(page, line.block)
        } else {
            is_prose && !is_beside
        };
        let is_known = article
            .iter()
            .any(|known| page.text.get(known.clone()) == Some(words));
        fits && !line.is_linked()
            && !is_known
            && !phrases::is_furniture(words)
            && !phrases::is_byline(words)
    });
    found.map(|line| line.range.clone()).take(6).collect()
}

fn is_marked(page: &Page<'_>, block: usize) -> bool {
    let around = std::iter::once(block).chain(page.ancestors(block));
    around
        .take(3)
        .any(|at| page.element(at).is_some_and(|e| hints(e)))
}

fn hints(element: &Element<'_>) -> bool {
    !matches!(element.name, "body" | "html" | "main" | "article") && element.hints_at(&MARKED)
}

/// Whether a block stands in a frame that never holds a lead.
fn is_apart(page: &Page<'_>, block: usize) -> bool {
    let around = std::iter::once(block).chain(page.ancestors(block));
    around.take(8).any(|at| {
        page.element(at).is_some_and(|e| {
            matches!(
                e.name,
                "nav" | "aside" | "figure" | "figcaption" | "form" | "footer"
            )
        })
    })
}
