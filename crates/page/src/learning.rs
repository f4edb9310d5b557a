//! What the learners of `tools/train` share with the reader: what a page's kind is weighed by. No part
//! of the interface.

pub use crate::kind::{ByKind, Feature, GROUPS, Guess, KINDS, Model, PARTS, often};
pub use crate::rank::{Ranked, Ranker, Row, Sheet, log_odds, logistic};
use ovation_language::words::WordTally;
use ovation_terms::{Day, PageKind, ReadLimits};

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

/// Gives the words of a text as the model weighs them, in small letters.
pub fn words(text: &str, mut take: impl FnMut(String)) {
    for part in crate::kind::weighed(text) {
        crate::kind::each_word(part, |word, _| take(word.to_lowercase()));
    }
}

/// The fields that are chosen by rank, with the names of their features.
pub const FIELDS: &[(&str, &[&str])] = &[
    ("critic", crate::fields::CRITIC_SIGNS),
    ("outlet", crate::fields::OUTLET_SIGNS),
];

/// Gives what each of [`FIELDS`] is chosen from on a page, as the reader does, whatever kind of page it
/// is.
pub fn field_sheets(html: &str, address: &str, fetched: Day, limits: &ReadLimits) -> Vec<Sheet> {
    let work = |parts: crate::Parts<'_>, _claims, _| parts.site_sheets().into();
    crate::take_apart(html, address, fetched, limits, Vec::new(), work)
}
