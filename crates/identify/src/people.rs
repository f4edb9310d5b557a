//! Which critic a byline means.

use crate::postings::Postings;
use ovation_language::bylines::clean as clean_byline;
use ovation_terms::{Attribution, CriticId, OutletId, Probability, fold};
use std::collections::{BTreeMap, BTreeSet};

/// The answer to "which critic?".
#[derive(Clone, Debug, PartialEq)]
pub enum CriticAnswer {
    /// This one.
    One(Attribution<CriticId>),
    /// Several critics of that name fit.
    Ambiguous(Attribution<CriticId>),
    /// A critic the record does not know; to be added under [`ovation_language::bylines::clean`] of the name.
    New,
}

/// The critics, found by name and outlet.
#[derive(Clone, Debug, Default)]
pub(crate) struct Critics {
    names: Postings,
    table: Vec<CriticId>,
    outlets: BTreeMap<CriticId, BTreeSet<OutletId>>,
}

impl Critics {
    pub(crate) fn add(&mut self, critic: CriticId, name: &str) {
        let Ok(place) = u32::try_from(self.table.len()) else {
            return;
        };
        self.table.push(critic);
        self.names.add(&name_key(name), place, 0);
    }

    pub(crate) fn note_byline(&mut self, critic: CriticId, outlet: OutletId) {
        self.outlets.entry(critic).or_default().insert(outlet);
    }

    /// Answers a name. Only equal names are the same critic; initials (`R. Quill` for `Rosa Quill`)
    /// are never taken for the whole name.
    ///
    /// A whole name is the same critic at any outlet: of one name at two outlets nearly all are one
    /// person, and who is split has two votes on a film (`docs/decisions/0075`). Who may be two all the
    /// same is suggested ([`crate::may_be_two`]).
    pub(crate) fn find(&self, name: &str, outlet: Option<OutletId>) -> CriticAnswer {
        let name = clean_byline(name);
        let key = name_key(&name);
        let namesakes: BTreeSet<CriticId> = self
            .names
            .of(&key)
            .filter_map(|posting| self.table.get(posting.owner as usize).copied())
            .collect();
        let here: Vec<CriticId> = namesakes
            .iter()
            .copied()
            .filter(|critic| {
                let outlets = self.outlets.get(critic);
                match outlet {
                    Some(outlet) => outlets.is_some_and(|known| known.contains(&outlet)),
                    None => outlets.is_none(),
                }
            })
            .collect();
        let many_words = is_whole(&name);
        match (here.as_slice(), namesakes.len()) {
            (_, 0) => CriticAnswer::New,
            ([only], 1) => one(*only, 0.99, "the name agrees, and the outlet"),
            ([only], _) if outlet.is_some() => one(
                *only,
                0.95,
                "of several critics of this name only this one wrote there",
            ),
            // `Staff` of a table without outlets.
            ([only], _) if !many_words => one(*only, 0.9, "the name agrees"),
            ([], 1) if many_words => namesakes.first().map_or(CriticAnswer::New, |only| {
                one(*only, 0.9, "the only critic of this name")
            }),
            // A first name, `Staff` or `A. Marlow` is somebody else at another outlet.
            ([], _) if !many_words => CriticAnswer::New,
            _ => CriticAnswer::Ambiguous(Attribution {
                chosen: None,
                p: Probability::HALF,
                why: format!("{} critics have this name", namesakes.len()),
                candidates: namesakes.into_iter().take(10).collect(),
            }),
        }
    }
}

/// Whether a name tells one person from the others of a record: a given name and a family's, or three
/// letters of a script that writes no spaces. Initials do not.
fn is_whole(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let Some((_, given)) = words.split_last() else {
        return false;
    };
    if given.is_empty() {
        let is_spaceless = |letter: char| matches!(letter, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}');
        return name.chars().count() >= 3 && name.chars().all(is_spaceless);
    }
    let is_initials = |word: &&str| word.split(['.', '-']).all(|it| it.chars().count() <= 1);
    !given.iter().all(is_initials)
}

fn one(critic: CriticId, p: f64, why: &str) -> CriticAnswer {
    CriticAnswer::One(Attribution {
        chosen: Some(critic),
        p: Probability::clamped(p),
        why: why.to_owned(),
        candidates: Vec::new(),
    })
}

/// What names are compared by; a name without a letter is compared as printed.
fn name_key(name: &str) -> String {
    let name = clean_byline(name);
    let folded = fold(&name);
    if folded.is_empty() { name } else { folded }
}
