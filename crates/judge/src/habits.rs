//! Which scales critics and outlets print.

use ovation_terms::fold;
use std::collections::BTreeMap;

/// The scale a critic or outlet prints, as far as it is a habit at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Habit {
    /// The scale's code as in [`ConvertedRating`](ovation_terms::ConvertedRating): `/10`.
    pub scale: String,
    /// How many ratings with that scale were seen.
    pub count: u64,
    /// Of how many with any printed scale.
    pub of: u64,
    /// Whose habit: `critic's habit at this outlet`, `outlet's habit`, `critic's habit`.
    pub whose: &'static str,
}

impl Habit {
    /// A scale that is no habit but was set: `whose` says for whom.
    pub(crate) fn set(scale: &str, whose: &'static str) -> Self {
        Self {
            scale: scale.to_owned(),
            count: 0,
            of: 0,
            whose,
        }
    }

    /// Whether it was set and not seen.
    pub(crate) fn is_set(&self) -> bool {
        self.of == 0
    }

    /// Whether it is of what the critic writes anywhere, and so perhaps of other outlets alone.
    pub(crate) fn is_of_anywhere(&self) -> bool {
        self.whose == ANYWHERE
    }

    /// For a reader: `outlet's habit: /10 in 212 of 214`.
    pub fn why(&self) -> String {
        if self.is_set() {
            return format!("{}: {}", self.whose, self.scale);
        }
        format!(
            "{}: {} in {} of {}",
            self.whose, self.scale, self.count, self.of
        )
    }
}

/// Counts of the scales that ratings were printed on, by critic and by outlet.
///
/// Names are folded, so spelling and accents do not split a habit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Habits {
    by_name: BTreeMap<(String, String), BTreeMap<String, u64>>,
}

/// Fewer ratings with a printed scale than this are no habit.
const LEAST: u64 = 3;

/// The share of a critic's or outlet's ratings that must be on one scale.
const SHARE: f64 = 0.9;

/// Whose a critic's habit at any outlet is.
const ANYWHERE: &str = "critic's habit";

/// Stands for "any outlet" and "any critic"; no folded name can be it.
const ANY: &str = "*";

impl Habits {
    /// Nothing known yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes one rating whose scale was printed, such as `/5`.
    pub fn note(&mut self, critic: Option<&str>, outlet: Option<&str>, scale: &str) {
        self.note_many(critic, outlet, scale, 1);
    }

    /// Notes `count` ratings at once, as a record keeps them.
    pub fn note_many(
        &mut self,
        critic: Option<&str>,
        outlet: Option<&str>,
        scale: &str,
        count: u64,
    ) {
        let (critic, outlet) = (folded(critic), folded(outlet));
        for key in keys(critic.as_deref(), outlet.as_deref()) {
            let counts = self.by_name.entry((key.0, key.1)).or_default();
            *counts.entry(scale.to_owned()).or_default() += count;
        }
    }

    /// Adds what others counted.
    pub fn add(&mut self, more: &Self) {
        for (name, counts) in &more.by_name {
            let known = self.by_name.entry(name.clone()).or_default();
            for (scale, count) in counts {
                *known.entry(scale.clone()).or_default() += count;
            }
        }
    }

    /// Takes away again what [`Habits::add`] added.
    pub fn take_away(&mut self, less: &Self) {
        for (name, counts) in &less.by_name {
            let Some(known) = self.by_name.get_mut(name) else {
                continue;
            };
            for (scale, count) in counts {
                let left = known
                    .get(scale)
                    .map_or(0, |known| known.saturating_sub(*count));
                if left == 0 {
                    known.remove(scale);
                } else {
                    known.insert(scale.clone(), left);
                }
            }
            if known.is_empty() {
                self.by_name.remove(name);
            }
        }
    }

    /// Whether nothing is known.
    pub fn is_empty(&self) -> bool {
        self.by_name.is_empty()
    }

    /// The scale this critic prints at this outlet, else the outlet's, else the critic's anywhere.
    ///
    /// The first of the three that was seen three times decides, so that a mixed record at one
    /// outlet is not overruled by a clean one elsewhere; it is a habit when nine in ten of the
    /// ratings were on the one scale, and otherwise nothing is known.
    pub fn of(&self, critic: Option<&str>, outlet: Option<&str>) -> Option<Habit> {
        let (critic, outlet) = (folded(critic), folded(outlet));
        for (critic, outlet, whose) in keys(critic.as_deref(), outlet.as_deref()) {
            let Some(counts) = self.by_name.get(&(critic, outlet)) else {
                continue;
            };
            let of: u64 = counts.values().sum();
            if of < LEAST {
                continue;
            }
            let (scale, count) = counts.iter().max_by_key(|(_, count)| **count)?;
            return (*count as f64 >= SHARE * of as f64).then(|| Habit {
                scale: scale.clone(),
                count: *count,
                of,
                whose,
            });
        }
        None
    }
}

fn folded(name: Option<&str>) -> Option<String> {
    name.map(fold).filter(|name| !name.is_empty())
}

fn keys(critic: Option<&str>, outlet: Option<&str>) -> Vec<(String, String, &'static str)> {
    let mut made = Vec::with_capacity(3);
    if let (Some(critic), Some(outlet)) = (critic, outlet) {
        made.push((
            critic.to_owned(),
            outlet.to_owned(),
            "critic's habit at this outlet",
        ));
    }
    if let Some(outlet) = outlet {
        made.push((ANY.to_owned(), outlet.to_owned(), "outlet's habit"));
    }
    if let Some(critic) = critic {
        made.push((critic.to_owned(), ANY.to_owned(), ANYWHERE));
    }
    made
}
