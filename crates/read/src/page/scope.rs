//! Which lines belong to the review, so that a rating or a credit in them is its own.

use super::article::{Article, Line};
use super::fields::Heading;
use super::tree::{self, Page};
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
    scope.extend(article.lines.iter().cloned());
    let frame = article.at.and_then(|at| page.ancestors(at).next());
    if let (Some(frame), Some(last)) = (frame, article.lines.last()) {
        let inside = page.within(frame);
        let after = lines.iter().filter(|line| line.range.start > last.end);
        for line in after.take(3) {
            let is_heading = page
                .element(line.block)
                .is_some_and(tree::Element::is_heading);
            let is_beside = beside.get(line.block).copied().unwrap_or(false);
            if !inside.contains(&line.block) || is_heading || is_beside || line.is_linked() {
                break;
            }
            scope.push(line.range.clone());
        }
    }
    scope
}
