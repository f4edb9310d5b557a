//! Which part of the page is the article.
//!
//! Lines of prose vote for the elements around them, the nearer the stronger; links and hints in
//! class names weigh against. The element with most votes is the article.

use super::tree::{Page, is_block};
use std::ops::Range;

/// The article's place and its lines.
#[derive(Debug, Default)]
pub(super) struct Article {
    /// The element that holds it.
    pub(super) at: Option<usize>,
    /// Ranges of its lines in the page's text, in order.
    pub(super) lines: Vec<Range<usize>>,
    /// Letters in those lines that stand in links.
    pub(super) link_letters: usize,
    /// Letters in all.
    pub(super) letters: usize,
}

/// Parts of pages that hold no article text.
const BESIDE: [&str; 34] = [
    "comment",
    "disqus",
    "sidebar",
    "footer",
    "footnote-nav",
    "nav",
    "menu",
    "breadcrumb",
    "share",
    "social",
    "related",
    "recommend",
    "widget",
    "promo",
    "advert",
    "sponsor",
    "newsletter",
    "subscribe",
    "cookie",
    "consent",
    "popup",
    "modal",
    "pagination",
    "pager",
    "tags",
    "tagcloud",
    "author-bio",
    "author-box",
    "masthead",
    "site-header",
    "read-more",
    "readmore",
    "teaser",
    "respond",
];

/// Hints that outrank those of [`BESIDE`].
const MAIN: [&str; 10] = [
    "articlebody",
    "article-body",
    "entry-content",
    "post-content",
    "post-body",
    "article-content",
    "e-content",
    "article__body",
    "story-body",
    "main-content",
];

/// Marks, for each element, whether it stands beside the article.
pub(super) fn beside(page: &Page<'_>) -> Vec<bool> {
    let mut marks = vec![false; page.elements.len()];
    let body_length = page.text.len().max(1);
    for (at, element) in page.elements.iter().enumerate() {
        let inherited = at > 0 && marks.get(element.parent).copied().unwrap_or(false);
        let by_tag = matches!(element.name, "nav" | "aside" | "footer" | "form" | "dialog");
        let holds_most = element.text.len() * 10 > body_length * 6;
        let is_frame = matches!(element.name, "html" | "body" | "main" | "article");
        let by_hint = !is_frame
            && !holds_most
            && is_block(element.name)
            && element.hints_at(&BESIDE)
            && !element.hints_at(&MAIN);
        if let Some(mark) = marks.get_mut(at) {
            *mark = inherited || (by_tag && !holds_most) || by_hint;
        }
    }
    marks
}

/// A line of the page's text and the block it stands in.
pub(super) struct Line {
    pub(super) range: Range<usize>,
    pub(super) block: usize,
    links: usize,
}

impl Line {
    /// Whether a good part of it is links.
    pub(super) fn is_linked(&self) -> bool {
        self.links * 3 > self.range.len()
    }
}

/// The page's lines.
pub(super) fn lines(page: &Page<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    for part in page.text.split_inclusive('\n') {
        let end = start + part.trim_end_matches('\n').len();
        lines.push(Line {
            range: start..end,
            block: 0,
            links: 0,
        });
        start += part.len();
    }
    // Elements come in document order, inner after outer, so the last block to cover a line's
    // start is the innermost. Only blocks that begin or go on in a line are looked at.
    for (at, element) in page.elements.iter().enumerate() {
        let (is_block, is_link) = (is_block(element.name), element.name == "a");
        if (!is_block && !is_link) || element.text.is_empty() {
            continue;
        }
        let words = page.range(at);
        let first = lines.partition_point(|line| line.range.end <= words.start);
        for line in lines.iter_mut().skip(first) {
            if line.range.start >= words.end {
                break;
            }
            if is_block {
                line.block = at;
            } else {
                let from = words.start.max(line.range.start);
                line.links += words.end.min(line.range.end).saturating_sub(from);
            }
        }
    }
    lines
}

/// Whether letters are of a script that needs few of them, and no spaces.
fn is_dense(letter: char) -> bool {
    ('\u{3040}'..='\u{30ff}').contains(&letter)
        || ('\u{4e00}'..='\u{9fff}').contains(&letter)
        || ('\u{ac00}'..='\u{d7af}').contains(&letter)
}

/// Letters of a text, those of dense scripts counted threefold.
pub(super) fn weight(words: &str) -> usize {
    words
        .chars()
        .map(|letter| if is_dense(letter) { 3 } else { 1 })
        .sum()
}

/// Finds the article.
pub(super) fn find(page: &Page<'_>, lines: &[Line], beside: &[bool]) -> Article {
    let is_beside = |at: usize| beside.get(at).copied().unwrap_or(false);
    let mut votes = vec![0.0_f64; page.elements.len()];
    for line in lines {
        let words = page.text.get(line.range.clone()).unwrap_or("");
        let vote = vote_of(words, line.links);
        if vote <= 0.0 || is_beside(line.block) {
            continue;
        }
        let mut share = 1.0;
        let own = if page
            .element(line.block)
            .is_some_and(|e| is_container(e.name))
        {
            Some(line.block)
        } else {
            None
        };
        let around = page.ancestors(line.block);
        for at in own.into_iter().chain(around).take(5) {
            if let Some(votes) = votes.get_mut(at) {
                *votes += vote * share;
            }
            share *= if (share - 1.0_f64).abs() < f64::EPSILON {
                0.8
            } else {
                0.55
            };
        }
    }
    let best = votes
        .iter()
        .enumerate()
        .filter(|(at, _)| page.element(*at).is_some_and(|e| is_container(e.name)))
        .map(|(at, vote)| (at, vote * hint_weight(page, at)))
        .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
    let Some((at, vote)) = best.filter(|(_, vote)| *vote > 0.0) else {
        return Article::default();
    };
    let at = marked(page, &votes, vote).unwrap_or(at);
    collect(page, lines, beside, at)
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
    if element.hints_at(&[
        "content", "article", "post", "entry", "story", "text", "body",
    ]) {
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
    page.find(page.all(), |e| is_block(e.name) && e.hints_at(&MAIN))
        .find(is_marked)
}

fn vote_of(words: &str, links: usize) -> f64 {
    let weight = weight(words);
    if weight < 30 || words.is_empty() {
        return 0.0;
    }
    #[expect(
        clippy::cast_precision_loss,
        reason = "a line is far shorter than 2^52 bytes"
    )]
    let (linked, weight) = (links as f64 / words.len() as f64, weight as f64);
    let stops = words
        .matches([',', '.', '、', '。', '，', ';', '!', '?'])
        .take(20)
        .count();
    #[expect(clippy::cast_precision_loss, reason = "at most 20")]
    let stops = stops as f64;
    if stops < 1.0 && weight < 120.0 {
        return 0.0;
    }
    (1.0 + stops * 0.5 + (weight / 100.0).min(5.0)) * (1.0 - linked).max(0.0).powi(2)
}

fn collect(page: &Page<'_>, lines: &[Line], beside: &[bool], at: usize) -> Article {
    let is_beside = |block: usize| {
        // What is beside outside of the article does not count within it.
        beside.get(block).copied().unwrap_or(false) && !beside.get(at).copied().unwrap_or(false)
    };
    let mut article = Article {
        at: Some(at),
        ..Article::default()
    };
    let inside = page.within(at);
    for line in lines {
        let is_inside = line.block == at || inside.contains(&line.block);
        let words = page.text.get(line.range.clone()).unwrap_or("");
        if !is_inside || is_beside(line.block) || words.is_empty() {
            continue;
        }
        article.letters += line.range.len();
        article.link_letters += line.links;
        // Lines that are nothing but links are lists of other pages.
        if line.links * 10 < line.range.len() * 8 || weight(words) > 200 {
            article.lines.push(line.range.clone());
        }
    }
    article
}

impl Article {
    /// The article's text, a line for each block.
    pub(super) fn text(&self, page: &Page<'_>) -> String {
        let lines = self
            .lines
            .iter()
            .filter_map(|range| page.text.get(range.clone()));
        lines.collect::<Vec<_>>().join("\n")
    }
}
