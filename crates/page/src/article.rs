//! Which part of the page is the article.
//!
//! Lines of prose vote for the elements around them, the nearer the stronger; links and hints in
//! class names weigh against. The element with most votes, grown to what goes on beside it, holds
//! the article; of its lines, furniture is left out.

mod anchor;
mod keep;
mod lines;
mod marks;
mod phrases;
mod pick;
mod scripted;
mod standfirst;

use super::tree::Page;
use anchor::Anchor;
use std::ops::Range;

pub(super) use lines::{Line, lines, weight};
pub(super) use marks::beside;

/// The article's place and its lines.
#[derive(Debug, Default)]
pub(super) struct Article {
    /// The element that holds it.
    pub(super) at: Option<usize>,
    /// Ranges of its lines in the page's text, in order, with the small print around the text:
    /// headline, byline, captions, a box with the verdict.
    pub(super) lines: Vec<Range<usize>>,
    /// Ranges of the lines that are its text.
    pub(super) body: Vec<Range<usize>>,
    /// The text's paragraphs where they stand in markup and not on the page.
    pub(super) hidden: Vec<String>,
    /// Letters in those lines that stand in links.
    pub(super) link_letters: usize,
    /// Letters in all.
    pub(super) letters: usize,
}

/// A page that shows fewer letters than this may have its text in scripts.
const BARE_LETTERS: usize = 300;

/// Finds the article. `titles` are the folded words that the page gives as its title, `stated` the
/// article's text in markup.
pub(super) fn find(
    page: &Page<'_>,
    lines: &[Line],
    beside: &[bool],
    titles: &[String],
    stated: Option<&str>,
) -> Article {
    let Some(at) = pick::pick(page, lines, beside) else {
        let mut article = Article::default();
        let scripted = stated.is_none().then(|| scripted::scripted(page)).flatten();
        if let Some(stated) = stated.or(scripted.as_deref())
            && let Anchor::Hidden(hidden) = anchor::anchor(page, lines, &[], stated)
        {
            article.hidden = hidden;
        }
        return article;
    };
    let mut article = Article {
        at: Some(at),
        ..Article::default()
    };
    // What is beside outside of the article does not count within it.
    let is_frame_beside = beside.get(at).copied().unwrap_or(false);
    let own = lines.get(lines::lines_in(page, lines, at));
    for line in own.unwrap_or_default() {
        let is_beside = beside.get(line.block).copied().unwrap_or(false) && !is_frame_beside;
        if is_beside || line.range.is_empty() {
            continue;
        }
        article.letters += line.range.len();
        article.link_letters += line.links;
        // Lines that are nothing but links are lists of other pages.
        if !line.is_links() || line.weight > 200 {
            article.lines.push(line.range.clone());
        }
    }
    let mut kept = keep::keep(page, lines, beside, at, titles);
    let shown = kept.iter().filter_map(|number| lines.get(*number));
    let shown: usize = shown.map(|line| line.weight).sum();
    let is_bare = shown < BARE_LETTERS && stated.is_none_or(|stated| stated.len() < BARE_LETTERS);
    let scripted = is_bare.then(|| scripted::scripted(page)).flatten();
    if let Some(stated) = scripted.as_deref().or(stated) {
        match anchor::anchor(page, lines, &kept, stated) {
            Anchor::None => {}
            Anchor::Stands(others) => keep::drop_others(page, lines, &mut kept, &others),
            Anchor::Hidden(hidden) => article.hidden = hidden,
        }
    }
    let kept = kept.into_iter().filter_map(|number| lines.get(number));
    article.body = kept.map(|line| line.range.clone()).collect();
    article
}

impl Article {
    /// Takes in the lead that stands between headline and text.
    pub(super) fn add_standfirst(
        &mut self,
        page: &Page<'_>,
        lines: &[Line],
        beside: &[bool],
        headline: Option<usize>,
    ) {
        let found = standfirst::standfirst(page, lines, beside, headline, &self.body);
        self.body.splice(0..0, found);
    }

    /// The article's text with the small print around it, a line for each block.
    pub(super) fn text(&self, page: &Page<'_>) -> String {
        if !self.hidden.is_empty() {
            return self.hidden.join("\n");
        }
        joined(page, &self.lines)
    }

    /// The article's text alone, a line for each block.
    pub(super) fn body_text(&self, page: &Page<'_>) -> String {
        if !self.hidden.is_empty() {
            return self.hidden.join("\n");
        }
        joined(page, &self.body)
    }
}

fn joined(page: &Page<'_>, lines: &[Range<usize>]) -> String {
    let lines = lines.iter().filter_map(|line| page.text.get(line.clone()));
    lines.collect::<Vec<_>>().join("\n")
}
