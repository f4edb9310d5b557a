//! The article that stands on a page, whatever its kind.

use crate::{Day, Moment, Sourced};
use serde::Serialize;
use std::ops::Range;

/// The article of a page: its text in blocks, and what the page says about it.
///
/// Given for every kind of page that holds text, news and essays as well as reviews. Every value
/// says where it stands; blocks do so by their span.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ReadArticle {
    /// The title, without the site's name.
    pub title: Option<Sourced<String>>,
    /// The line below the title, where it is no part of the text.
    pub subtitle: Option<Sourced<String>>,
    /// Who wrote it, in the order of the byline; agencies only where no person is named.
    pub authors: Vec<Sourced<String>>,
    /// The site's or magazine's name.
    pub outlet: Option<Sourced<String>>,
    /// When it was published.
    pub published: Option<Sourced<Dated>>,
    /// When it was last changed.
    pub changed: Option<Sourced<Dated>>,
    /// Language of the text, BCP 47: as declared, unless the text itself is surely another.
    pub language: Option<String>,
    /// Where the article says it stands (`link rel=canonical`), else the address it was read from.
    pub url: Option<Sourced<String>>,
    /// The picture that the page shows or states for it.
    pub image: Option<Sourced<LeadImage>>,
    /// Why the text is not whole, where the page gives a sign of that.
    pub cut: Option<Sourced<Cut>>,
    /// The text, in the page's order.
    pub blocks: Vec<Block>,
}

impl ReadArticle {
    /// The text: a line for each block.
    pub fn text(&self) -> String {
        let mut text = String::with_capacity(self.blocks.iter().map(|b| b.text.len() + 1).sum());
        for block in &self.blocks {
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(&block.text);
        }
        text
    }
}

/// A day, and the moment where the page gives one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Dated {
    /// The day in the outlet's zone.
    pub day: Day,
    /// The moment, where a time with its zone is given.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moment: Option<Moment>,
}

/// The picture that goes with an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeadImage {
    /// Its address, absolute where the page's address is known.
    pub url: String,
    /// What it shows, in the page's words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alt: Option<String>,
}

/// Why an article's text is not whole. The text form is `kebab-case`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Cut {
    /// The rest is for subscribers.
    Paywall,
    /// The text breaks off and leads to the rest elsewhere.
    Continued,
}

impl Cut {
    /// What a reader is told.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Paywall => "the rest is for subscribers",
            Self::Continued => "the rest stands elsewhere",
        }
    }
}

/// One block of an article's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its words, white space collapsed.
    pub text: String,
    /// Where it stands in [`Reading::text`](crate::Reading::text), in bytes; none where the words
    /// stand only in the page's scripts or hidden parts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<Range<usize>>,
}

/// What a block of text is. The text form is `kebab-case`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum BlockKind {
    /// A paragraph.
    Paragraph,
    /// A heading within the text.
    Heading,
    /// An item of a list.
    Item,
    /// A line of a quotation.
    Quote,
    /// A line of preformatted text.
    Code,
    /// A row of a table.
    Row,
}
