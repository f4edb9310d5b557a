//! One source's reading: the findings, the text they stand in, and the complaints.

use crate::{Complaint, MediaKind, ReadArticle, ReviewFinding};
use serde::Serialize;
use std::fmt;

/// What reading one source gave.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reading {
    /// What kind of bytes it holds.
    pub media: MediaKind,
    /// The encoding it was decoded with, such as `UTF-8`.
    pub encoding: &'static str,
    /// The source's own title: the article's headline, without the site's name, or the feed's.
    pub title: Option<String>,
    /// What the page is.
    pub kind: PageKind,
    /// Why that was decided, for a reader: the signs for and against with their weights.
    pub why_kind: String,
    /// The text that the findings' evidence points into.
    pub text: String,
    /// The article, for every kind of page that holds text; none for a feed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article: Option<ReadArticle>,
    /// The reviews found; empty unless the kind is a review, several reviews or a feed.
    pub findings: Vec<ReviewFinding>,
    /// A feed's entries: addresses of their pages, canonical, without repeats.
    pub links: Vec<String>,
    /// What a feed or a sitemap names, each item and address accounted for.
    #[serde(skip)]
    pub named: Named,
    /// What went wrong.
    pub complaints: Vec<Complaint>,
}

/// What a feed or a sitemap names beside the addresses in [`Reading::links`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    /// A feed's items, in their order.
    pub items: Vec<NamedItem>,
    /// Addresses of a sitemap that stand in it more than once: how many too many.
    pub repeated: u64,
    /// Items or addresses beyond a limit, which were not read.
    pub beyond: u64,
    /// Addresses of a sitemap that are none of the web.
    pub unusable: u64,
}

/// An item of a feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedItem {
    /// Its place in the feed, from 1.
    pub number: usize,
    /// Its title.
    pub title: Option<String>,
    /// Its page's address.
    pub link: Option<String>,
    /// What the feed has of it.
    pub holds: ItemHolds,
}

/// What a feed has of one of its items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ItemHolds {
    /// A review, whole: it is among the findings.
    Review,
    /// The beginning of its page, or only its title.
    Excerpt,
    /// The whole of its page, which is no review; and why.
    NoReview(String),
}

/// What a page is. The text form (`kebab-case`) is counted and shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum PageKind {
    /// A review of one film.
    Review,
    /// Reviews of several films, each told apart by markup or by how the page is built.
    SeveralReviews,
    /// A feed.
    Feed,
    /// A list of a site's pages, or of further sitemaps.
    Sitemap,
    /// News, an interview, a feature or an essay.
    News,
    /// A list, an index, a tag page, a round-up.
    List,
    /// A review of a series, a season or an episode.
    SeriesReview,
    /// A review of something else again: a book, an album, a game, a play, a phone.
    OtherReview,
    /// An error page, a cookie wall, a sign-in page.
    ErrorPage,
    /// A shop, a ticket page or a catalogue entry.
    Shop,
    /// Anything else.
    Other,
}

impl PageKind {
    /// The text form, such as `several-reviews`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Review => "review",
            Self::SeveralReviews => "several-reviews",
            Self::Feed => "feed",
            Self::Sitemap => "sitemap",
            Self::News => "news",
            Self::List => "list",
            Self::SeriesReview => "series-review",
            Self::OtherReview => "other-review",
            Self::ErrorPage => "error-page",
            Self::Shop => "shop",
            Self::Other => "other",
        }
    }

    /// What a reader is told.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Review => "a review of a film",
            Self::SeveralReviews => "reviews of several films",
            Self::Feed => "a feed",
            Self::Sitemap => "a sitemap",
            Self::News => "news or a feature, not a review",
            Self::List => "a list or an index, not a review",
            Self::SeriesReview => "a review of a series, not of a film",
            Self::OtherReview => "a review of something other than a film",
            Self::ErrorPage => "an error page or a page that hides its article",
            Self::Shop => "a shop or a catalogue entry, not a review",
            Self::Other => "no review of a film",
        }
    }

    /// Whether it is there for the addresses it lists: a feed or a sitemap.
    pub fn is_listing(self) -> bool {
        matches!(self, Self::Feed | Self::Sitemap)
    }

    /// Whether reviews of films stand on it.
    pub fn is_review(self) -> bool {
        matches!(self, Self::Review | Self::SeveralReviews)
    }
}

impl fmt::Display for PageKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Reading {
    /// A reading that found nothing, and why.
    pub fn nothing(media: MediaKind, complaint: Complaint) -> Self {
        Self {
            media,
            encoding: "UTF-8",
            title: None,
            kind: PageKind::Other,
            why_kind: complaint.detail.clone(),
            text: String::new(),
            article: None,
            findings: Vec::new(),
            links: Vec::new(),
            named: Named::default(),
            complaints: vec![complaint],
        }
    }
}
