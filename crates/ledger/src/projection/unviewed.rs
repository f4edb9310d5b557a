//! What entries say that stands in no view and that figures of a receipt need.

use super::line::{Judged, Read, Verdict};
use ovation_terms::{Hash, LeaningsHeld, LeaningsSet, OutletId, Seq};
use std::collections::BTreeMap;

/// Kept only where the record is made from its entries alone; elsewhere such things are looked up.
#[derive(Debug, Default)]
pub(crate) struct Unviewed {
    is_wanted: bool,
    said: BTreeMap<i64, Vec<LastSaid>>,
    countries: BTreeMap<OutletId, String>,
    weights: BTreeMap<OutletId, f64>,
    leanings: LeaningsHeld,
}

/// What a reading or a judgement says of a review that stands in no view.
#[derive(Debug)]
struct LastSaid {
    entry: i64,
    /// A judgement says no language.
    is_reading: bool,
    language: Option<Box<str>>,
    expected: Option<f64>,
}

impl Unviewed {
    /// To be kept.
    pub(crate) fn wanted() -> Self {
        Self {
            is_wanted: true,
            ..Self::default()
        }
    }

    /// A review was read.
    pub(crate) fn read(&mut self, entry: i64, read: &Read<'_>) {
        let verdict = read.verdict.as_ref();
        let said = || LastSaid {
            entry,
            is_reading: true,
            language: read.finding.language.as_deref().map(Into::into),
            expected: verdict.and_then(Verdict::expected_rating),
        };
        self.say(read.review, said);
    }

    /// A review was judged anew.
    pub(crate) fn judged(&mut self, entry: i64, judged: &Judged<'_>) {
        let verdict = judged.verdict.as_ref();
        let said = || LastSaid {
            entry,
            is_reading: false,
            language: None,
            expected: verdict.and_then(Verdict::expected_rating),
        };
        self.say(judged.review, said);
    }

    fn say(&mut self, review: i64, said: impl FnOnce() -> LastSaid) {
        if self.is_wanted {
            self.said.entry(review).or_default().push(said());
        }
    }

    /// The country of an outlet was set; none: it is as its domain tells.
    pub(crate) fn place(&mut self, outlet: OutletId, country: Option<&str>) {
        if !self.is_wanted {
            return;
        }
        match country {
            Some(country) => self.countries.insert(outlet, country.to_owned()),
            None => self.countries.remove(&outlet),
        };
    }

    /// What an outlet counts for was set; none: as usual.
    pub(crate) fn weigh(&mut self, outlet: OutletId, weight: Option<f64>) {
        if !self.is_wanted {
            return;
        }
        match weight {
            Some(weight) => self.weights.insert(outlet, weight),
            None => self.weights.remove(&outlet),
        };
    }

    /// An operator brought in how critics and outlets lean.
    pub(crate) fn lean(&mut self, seq: Seq, hash: Hash, set: &LeaningsSet) {
        if self.is_wanted {
            self.leanings.take(seq, hash, set.clone());
        }
    }

    /// The country that was set for an outlet.
    pub(crate) fn country(&self, outlet: OutletId) -> Option<&str> {
        self.countries.get(&outlet).map(String::as_str)
    }

    /// What outlets count for, where that was set.
    pub(crate) fn weights(&self) -> &BTreeMap<OutletId, f64> {
        &self.weights
    }

    /// How critics and outlets lean.
    pub(crate) fn leanings(&self) -> &LeaningsHeld {
        &self.leanings
    }

    /// The language that a reading of a review says, and the rating expected as it was judged last, until the
    /// entry `last`.
    pub(crate) fn said(&self, review: i64, reading: i64, last: i64) -> (Option<&str>, Option<f64>) {
        let said = self.said.get(&review);
        let said = said.map(Vec::as_slice).unwrap_or_default();
        let read = said
            .iter()
            .find(|said| said.is_reading && said.entry == reading);
        let judged = said
            .iter()
            .rfind(|said| !said.is_reading && (reading..=last).contains(&said.entry));
        let expected = judged.or(read).and_then(|said| said.expected);
        (read.and_then(|said| said.language.as_deref()), expected)
    }
}
