//! What the learners of `tools/train` share with the reader: what a page's kind is weighed by. No part
//! of the interface.

pub use crate::kind::{ByKind, Feature, GROUPS, Guess, KINDS, Model, PARTS, often};
use ovation_language::words::WordTally;
use ovation_terms::{Day, PageKind, ReadLimits, ReviewFinding};

/// What a page's kind is weighed by.
#[derive(Clone, Debug)]
pub struct KindFacts {
    /// In their order.
    pub features: Vec<Feature>,
    /// The headline.
    pub headline: String,
    /// The article's text.
    pub text: String,
    /// The kind that needs no weighing.
    pub settled: Option<PageKind>,
}

/// Takes a page's decoded HTML apart as the reader does.
pub fn kind_facts(html: &str, address: &str, fetched: Day, limits: &ReadLimits) -> KindFacts {
    let work = |mut parts: crate::Parts<'_>, mut claims, _| {
        let headline = parts.headline();
        let own = crate::merge::own_claims(&mut claims);
        let (labels, addresses) = (parts.labels(), parts.addresses());
        let tally = WordTally::of(&parts.text);
        let signs = parts.signs(&headline, &addresses, &labels, &tally, &own);
        let sought = parts.seek(&signs, &own, false);
        let features = crate::kind::sheet(&signs, &sought.looked()).list;
        let settled = signs.settled().map(|settled| settled.kind);
        KindFacts {
            features,
            headline,
            settled,
            text: std::mem::take(&mut parts.text),
        }
    };
    crate::take_apart(html, address, fetched, limits, Vec::new(), work)
}

/// What the class names of a page say outright, before it is held against what the page prints.
#[derive(Clone, Debug, Default)]
pub struct MarkedUp {
    /// Reviews, and the entry where it is one.
    pub reviews: Vec<ReviewFinding>,
    /// Headlines of the one entry.
    pub headlines: Vec<String>,
    /// Who wrote it.
    pub critics: Vec<String>,
    /// When it was published.
    pub days: Vec<Day>,
}

/// Reads the reviews and the entry that the class names of a page's decoded HTML state.
pub fn marked_up(html: &str, limits: &ReadLimits) -> MarkedUp {
    let tree = crate::tree::parse(html, limits, &mut Vec::new());
    let page = crate::tree::Page::of(&tree);
    let mut entry = crate::claims::ArticleClaims::default();
    let mut claims = crate::microformats::reviews(&page);
    claims.extend(crate::microformats::entry(&page, &mut entry));
    MarkedUp {
        reviews: claims.into_iter().map(|claim| claim.finding).collect(),
        headlines: entry.headlines.into_iter().map(|it| it.value).collect(),
        critics: entry.critics.into_iter().map(|it| it.value).collect(),
        days: entry.days.into_iter().map(|it| it.value).collect(),
    }
}

/// Gives the words of a text as the model weighs them, in small letters.
pub fn words(text: &str, mut take: impl FnMut(String)) {
    for part in crate::kind::weighed(text) {
        crate::kind::each_word(part, |word, _| take(word.to_lowercase()));
    }
}
