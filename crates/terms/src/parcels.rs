//! Parcels of bytes taken in, and what became of each.

use crate::Seq;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// What became of a parcel: a file, a fetched page, a member of an archive, a record of a web archive,
/// an item of a feed, an address that a list names. Each parcel has exactly one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParcelFate {
    /// It was read, and gave a review, an article of film press or a list of further parcels.
    Read,
    /// It was read, and holds no review.
    NoReview,
    /// It waits for a person to say whether it holds a review.
    Waiting,
    /// It could not be had or read.
    Unreadable,
    /// It was left alone for a reason that costs nothing: it was read already, or is no page.
    PassedOver,
}

impl ParcelFate {
    /// Every fate, in the order of the sum.
    pub const ALL: [Self; 5] = [
        Self::Read,
        Self::NoReview,
        Self::Waiting,
        Self::Unreadable,
        Self::PassedOver,
    ];

    /// The text form, such as `no_review`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::NoReview => "no_review",
            Self::Waiting => "waiting",
            Self::Unreadable => "unreadable",
            Self::PassedOver => "passed_over",
        }
    }
}

/// The parcels of one ingest: `taken in = read + no review + waiting + unreadable + passed over`.
///
/// What was taken in is counted where it is taken in, and fates where they are known, so that a parcel
/// lost in between shows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parcels {
    /// All of them.
    pub taken_in: u64,
    /// See [`ParcelFate::Read`].
    pub read: u64,
    /// See [`ParcelFate::NoReview`].
    pub no_review: u64,
    /// See [`ParcelFate::Waiting`].
    pub waiting: u64,
    /// See [`ParcelFate::Unreadable`].
    pub unreadable: u64,
    /// See [`ParcelFate::PassedOver`].
    pub passed_over: u64,
    /// Why, by fate: the reasons' text forms with counts, which add up to the fate's count. Those that
    /// were read need no reason.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub reasons: BTreeMap<ParcelFate, BTreeMap<String, u64>>,
}

impl Parcels {
    /// Notes what became of some parcels; `reason` is of no interest for those read.
    pub fn note(&mut self, fate: ParcelFate, reason: &str, count: u64) {
        if count == 0 {
            return;
        }
        *match fate {
            ParcelFate::Read => &mut self.read,
            ParcelFate::NoReview => &mut self.no_review,
            ParcelFate::Waiting => &mut self.waiting,
            ParcelFate::Unreadable => &mut self.unreadable,
            ParcelFate::PassedOver => &mut self.passed_over,
        } += count;
        if fate != ParcelFate::Read {
            let reasons = self.reasons.entry(fate).or_default();
            *reasons.entry(reason.to_owned()).or_default() += count;
        }
    }

    /// How many had a fate.
    pub fn of(&self, fate: ParcelFate) -> u64 {
        match fate {
            ParcelFate::Read => self.read,
            ParcelFate::NoReview => self.no_review,
            ParcelFate::Waiting => self.waiting,
            ParcelFate::Unreadable => self.unreadable,
            ParcelFate::PassedOver => self.passed_over,
        }
    }

    /// How many have a fate at all.
    pub fn accounted(&self) -> u64 {
        let counts = ParcelFate::ALL.into_iter().map(|fate| self.of(fate));
        counts.fold(0, u64::saturating_add)
    }

    /// What does not add up, for a person; none where all does.
    pub fn trouble(&self) -> Option<String> {
        if self.accounted() != self.taken_in {
            return Some(format!("not so: {self}"));
        }
        for fate in ParcelFate::ALL {
            let reasons = self.reasons.get(&fate).into_iter().flatten();
            let sum = reasons
                .map(|(_, count)| *count)
                .fold(0, u64::saturating_add);
            if fate != ParcelFate::Read && sum != self.of(fate) {
                return Some(format!(
                    "{} parcels are {}, and the reasons given are for {sum}",
                    self.of(fate),
                    fate.code().replace('_', " ")
                ));
            }
        }
        None
    }
}

impl fmt::Display for Parcels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "taken in {}", self.taken_in)?;
        for (at, fate) in ParcelFate::ALL.into_iter().enumerate() {
            let sign = if at == 0 { '=' } else { '+' };
            write!(
                f,
                " {sign} {} {}",
                fate.code().replace('_', " "),
                self.of(fate)
            )?;
        }
        Ok(())
    }
}

/// An ingest came to its end and accounts for every parcel it took in.
///
/// One that was killed has no such entry: what it had entered by then stands. One that entered nothing
/// enters this neither, so that reading a source again adds nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IngestEnded {
    /// Its parcels.
    pub parcels: Parcels,
    /// The entries it made, as runs of numbers with both ends; another process may have entered
    /// something in between.
    pub runs: Vec<(Seq, Seq)>,
    /// How many of each kind they are.
    pub entered: BTreeMap<String, u64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_holds_only_when_every_parcel_has_one_fate_and_every_fate_its_reasons() {
        let mut parcels = Parcels {
            taken_in: 6,
            ..Parcels::default()
        };
        parcels.note(ParcelFate::Read, "", 2);
        parcels.note(ParcelFate::NoReview, "no-review", 1);
        parcels.note(ParcelFate::Unreadable, "not-found", 2);
        assert!(parcels.trouble().is_some());
        parcels.note(ParcelFate::PassedOver, "hidden", 1);
        assert_eq!(parcels.trouble(), None);
        assert_eq!(
            parcels.to_string(),
            "taken in 6 = read 2 + no review 1 + waiting 0 + unreadable 2 + passed over 1"
        );
        let again: Parcels =
            serde_json::from_str(&serde_json::to_string(&parcels).unwrap()).unwrap();
        assert_eq!(again, parcels);
        parcels.reasons.clear();
        assert!(parcels.trouble().is_some());
    }
}
