//! Which lines belong to the review, so that a rating or a credit in them is its own.

use super::article::{Article, Line};
use super::fields::Heading;
use super::tree::{self, Page, Sought, sought, sought_of};
use ovation_language::data::marks::CREDITS_BOX;
use std::ops::Range;

/// The lines that are the review's: those between headline and article, the article's own, and
/// the few that follow it in the same frame, up to a heading or a list of links.
pub(super) fn scope(
    page: &Page<'_>,
    heading: &Heading,
    article: &Article,
    lines: &[Line],
    beside: &[bool],
) -> Vec<Range<usize>> {
    let mut scope: Vec<Range<usize>> = Vec::new();
    let first = article.lines.first().map(|line| line.start);
    let headline = heading
        .at
        .and_then(|at| page.element(at))
        .map(|e| e.text.end);
    if let (Some(first), Some(headline)) = (first, headline)
        && headline < first
        && first - headline < 1500
    {
        let mut start = headline;
        let between = page.text.get(headline..first).unwrap_or("");
        for part in between.split_inclusive('\n') {
            scope.push(start..start + part.trim_end().len());
            start += part.len();
        }
    }
    let frame = article.at.and_then(|at| page.ancestors(at).next());
    let last = article.lines.last().map_or(0, |line| line.start);
    let own = |range: &Range<usize>| {
        let at = article
            .lines
            .partition_point(|line| line.start < range.start);
        article
            .lines
            .get(at)
            .is_some_and(|line| line.start == range.start)
    };
    let begins = lines.partition_point(|line| Some(line.range.start) < first);
    for line in lines.get(begins..).unwrap_or_default() {
        if line.range.start > last {
            break;
        }
        let is_box = || frame.is_some_and(|frame| is_box(page, line, frame));
        if own(&line.range) || (!line.range.is_empty() && !line.is_linked() && is_box()) {
            scope.push(line.range.clone());
        }
    }
    if let Some(frame) = frame.filter(|_| !article.lines.is_empty()) {
        let inside = page.within(frame);
        let after = lines.iter().filter(|line| line.range.start > last);
        for line in after.filter(|line| !own(&line.range)).take(3) {
            let is_heading = page
                .element(line.block)
                .is_some_and(tree::Element::is_heading);
            let is_beside = beside.get(line.block).copied().unwrap_or(false);
            let is_apart = is_beside && !is_box(page, line, frame);
            if !inside.contains(&line.block) || is_heading || is_apart || line.is_linked() {
                break;
            }
            scope.push(line.range.clone());
        }
    }
    scope
}

/// Hints at a box with the film's credits or with the verdict.
const BOX: [Sought; CREDITS_BOX.len()] = sought_of(CREDITS_BOX);

/// Hints that a box is somebody else's or of a picture.
const NO_BOX: [Sought; 10] = sought([
    "user", "reader", "comment", "related", "photo", "image", "caption", "vote", "author", "social",
]);

/// Whether a line stands in a small box of the review's frame that says whom and what it is of.
fn is_box(page: &Page<'_>, line: &Line, frame: usize) -> bool {
    let inside = page.within(frame);
    let around = std::iter::once(line.block).chain(page.ancestors(line.block));
    let mut around = around
        .take(3)
        .take_while(|at| inside.contains(at))
        .filter_map(|at| page.element(at))
        .take_while(|element| element.text.len() < 800);
    let mut is_box = false;
    around.all(|element| {
        is_box |= element.hints_at(&BOX);
        !element.hints_at(&NO_BOX)
    }) && is_box
}
