//! How critics and outlets lean, as an operator brings it in: a table that anybody can read.

use crate::{Hash, Remark, Seq, fold};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is known of one critic's, one outlet's, or a critic's verdicts at one outlet: how many, and
/// which share of them is for the film; all of them, or those with one rating.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LeaningRow {
    /// The critic's name; none: of everybody at the outlet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub critic: Option<String>,
    /// The outlet's name; none: wherever the critic writes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outlet: Option<String>,
    /// Only of reviews with this rating, as printed: `2.5/4`; none: whatever the rating.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<String>,
    /// How many verdicts are known; 0 takes back what was said before.
    pub reviews: u64,
    /// The share of them that is for the film, 0 to 1.
    pub positive: f64,
}

impl LeaningRow {
    /// Of whom and of which rating: of two rows of the same the later holds.
    pub fn about(&self) -> [String; 3] {
        let folded = |name: &Option<String>| name.as_deref().map(fold).unwrap_or_default();
        let rating = self.rating.as_deref().unwrap_or_default();
        let rating = rating.split_whitespace().collect::<Vec<_>>().join(" ");
        [folded(&self.critic), folded(&self.outlet), rating]
    }

    /// What is wrong with it, for a reader; none where nothing is.
    pub fn fault(&self) -> Option<String> {
        let [critic, outlet, _] = self.about();
        if critic.is_empty() && outlet.is_empty() {
            return Some("expected a critic's or an outlet's name, found neither".to_owned());
        }
        if !(0.0..=1.0).contains(&self.positive) {
            return Some(format!(
                "the share that is for the film is from 0 to 1, not {}",
                self.positive
            ));
        }
        if self.reviews > MOST_REVIEWS {
            return Some(format!(
                "expected at most {MOST_REVIEWS} reviews, found {}",
                self.reviews
            ));
        }
        None
    }
}

/// More verdicts than one critic or outlet can have.
const MOST_REVIEWS: u64 = 10_000_000;

/// An operator brought in how critics and outlets lean, or took it back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LeaningsSet {
    /// The rows of the table; each takes the place of an earlier one about the same.
    pub leanings: Vec<LeaningRow>,
    /// What the person says beside it.
    #[serde(flatten)]
    pub remark: Remark,
}

/// A row that holds, and the entry that says so.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeaningHeld {
    /// The critic's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub critic: Option<String>,
    /// The outlet's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outlet: Option<String>,
    /// The rating as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<String>,
    /// How many verdicts are known.
    pub reviews: u64,
    /// The share of them that is for the film, 0 to 1.
    pub positive: f64,
    /// The entry that brought it in.
    pub entry: Seq,
    /// That entry's hash.
    pub entry_hash: Hash,
}

impl LeaningHeld {
    /// The row without its entry.
    pub fn row(&self) -> LeaningRow {
        LeaningRow {
            critic: self.critic.clone(),
            outlet: self.outlet.clone(),
            rating: self.rating.clone(),
            reviews: self.reviews,
            positive: self.positive,
        }
    }

    /// Whether it speaks of a review by this critic at this outlet (empty where not known).
    pub fn speaks_of(&self, critic: &str, outlet: &str) -> bool {
        let same = |of: &Option<String>, name: &str| {
            of.as_deref()
                .is_none_or(|of| fold(of) == fold(name) && !name.is_empty())
        };
        same(&self.critic, critic) && same(&self.outlet, outlet)
    }
}

/// What was brought in and holds, folded from entries in their order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LeaningsHeld {
    rows: BTreeMap<[String; 3], LeaningHeld>,
}

impl LeaningsHeld {
    /// Takes the next entry.
    pub fn take(&mut self, entry: Seq, entry_hash: Hash, set: LeaningsSet) {
        for row in set.leanings {
            let about = row.about();
            if row.reviews == 0 {
                self.rows.remove(&about);
                continue;
            }
            let held = LeaningHeld {
                critic: row.critic,
                outlet: row.outlet,
                rating: row.rating,
                reviews: row.reviews,
                positive: row.positive,
                entry,
                entry_hash,
            };
            self.rows.insert(about, held);
        }
    }

    /// The rows that hold, in the order of critics, outlets and ratings.
    pub fn rows(&self) -> Vec<LeaningHeld> {
        self.rows.values().cloned().collect()
    }

    /// What leads back from an entry to what held before it.
    #[must_use]
    pub fn before(&self, set: &LeaningsSet) -> Vec<LeaningRow> {
        let back = |row: &LeaningRow| match self.rows.get(&row.about()) {
            Some(held) => held.row(),
            None => LeaningRow {
                reviews: 0,
                ..row.clone()
            },
        };
        set.leanings.iter().map(back).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::{LeaningRow, LeaningsHeld, LeaningsSet};
    use crate::{Hash, Remark, Seq};

    fn set(critic: &str, reviews: u64) -> LeaningsSet {
        LeaningsSet {
            leanings: vec![LeaningRow {
                critic: Some(critic.to_owned()),
                outlet: None,
                rating: None,
                reviews,
                positive: 0.25,
            }],
            remark: Remark::default(),
        }
    }

    #[test]
    fn a_later_row_takes_the_place_of_an_earlier_and_goes_back_to_it() {
        let mut held = LeaningsHeld::default();
        let first = set("Ada Wren", 40);
        let unheld = held.before(&first);
        assert_eq!(unheld[0].reviews, 0);
        held.take(Seq(1), Hash::ZERO, first.clone());
        let second = set("ADA WREN", 90);
        let back = held.before(&second);
        assert_eq!(back, first.leanings);
        held.take(Seq(2), Hash::ZERO, second);
        assert_eq!(held.rows().len(), 1);
        assert_eq!((held.rows()[0].reviews, held.rows()[0].entry), (90, Seq(2)));
        for leanings in [back, unheld] {
            let remark = Remark::default();
            held.take(Seq(3), Hash::ZERO, LeaningsSet { leanings, remark });
        }
        assert_eq!(held.rows(), []);
    }

    #[test]
    fn a_row_speaks_of_those_it_names_and_of_nobody_without_a_name() {
        let mut held = LeaningsHeld::default();
        held.take(Seq(1), Hash::ZERO, set("Ada Wren", 40));
        let row = &held.rows()[0];
        assert!(row.speaks_of("ada wren", "") && row.speaks_of("Ada Wren", "Film Quay"));
        assert!(!row.speaks_of("", "Film Quay") && !row.speaks_of("Bo Tarn", "Film Quay"));
    }
}
