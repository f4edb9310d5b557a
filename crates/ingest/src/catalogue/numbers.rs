//! Numbers of films and people, in the little memory that dense ones need.

use std::collections::{BTreeMap, BTreeSet};

/// The largest number that has a bit of its own: sixteen megabytes hold all below it.
const DENSE: u64 = 1 << 27;

/// A set of numbers.
#[derive(Clone, Debug, Default)]
pub struct NumberSet {
    bits: Vec<u64>,
    others: BTreeSet<u64>,
}

/// The word a number's bit stands in, and the bit.
fn place(number: u64) -> Option<(usize, u64)> {
    let word = usize::try_from(number / 64).ok()?;
    (number < DENSE).then_some((word, 1 << (number % 64)))
}

impl NumberSet {
    /// Takes a number; says whether it is new.
    pub fn insert(&mut self, number: u64) -> bool {
        let Some((word, bit)) = place(number) else {
            return self.others.insert(number);
        };
        if self.bits.len() <= word {
            self.bits.resize(word + 1, 0);
        }
        let Some(bits) = self.bits.get_mut(word) else {
            return false;
        };
        let is_new = *bits & bit == 0;
        *bits |= bit;
        is_new
    }

    /// Whether it has a number.
    pub fn contains(&self, number: u64) -> bool {
        match place(number) {
            Some((word, bit)) => self.bits.get(word).is_some_and(|bits| bits & bit != 0),
            None => self.others.contains(&number),
        }
    }
}

/// Names of people by number.
#[derive(Clone, Debug, Default)]
pub struct PeopleNames {
    /// Where in `text` the name of a number begins, plus one.
    starts: Vec<u32>,
    /// Names, each behind its length.
    text: Vec<u8>,
    others: BTreeMap<u64, String>,
}

impl PeopleNames {
    /// Takes a name; the last one of a number holds.
    pub fn insert(&mut self, number: u64, name: &str) {
        let start = u32::try_from(self.text.len() + 1).ok();
        let length = u16::try_from(name.len()).ok();
        let at = usize::try_from(number)
            .ok()
            .filter(|_| number < DENSE && !self.others.contains_key(&number));
        let (Some(start), Some(length), Some(at)) = (start, length, at) else {
            self.others.insert(number, name.to_owned());
            return;
        };
        if self.starts.len() <= at {
            self.starts.resize(at + 1, 0);
        }
        if let Some(place) = self.starts.get_mut(at) {
            *place = start;
            self.text.extend_from_slice(&length.to_le_bytes());
            self.text.extend_from_slice(name.as_bytes());
        }
    }

    /// The name of a number.
    pub fn get(&self, number: u64) -> Option<&str> {
        if let Some(name) = self.others.get(&number) {
            return Some(name);
        }
        let start = *self.starts.get(usize::try_from(number).ok()?)?;
        let rest = self
            .text
            .get(usize::try_from(start.checked_sub(1)?).ok()?..)?;
        let (length, rest) = rest.split_first_chunk()?;
        let name = rest.get(..usize::from(u16::from_le_bytes(*length)))?;
        std::str::from_utf8(name).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn numbers() -> impl Strategy<Value = u64> {
        prop_oneof![0_u64..3000, (DENSE - 2)..(DENSE + 2), Just(u64::MAX)]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(16))]

        #[test]
        fn a_set_has_what_was_put_into_it(all in prop::collection::vec(numbers(), 0..40), other in numbers()) {
            let mut set = NumberSet::default();
            let mut known = BTreeSet::new();
            for number in &all {
                prop_assert_eq!(set.insert(*number), known.insert(*number));
            }
            prop_assert!(all.iter().all(|number| set.contains(*number)));
            prop_assert_eq!(set.contains(other), known.contains(&other));
        }

        #[test]
        fn the_last_name_of_a_number_holds(all in prop::collection::vec((0_u64..3000, ".{0,12}"), 0..40)) {
            let mut names = PeopleNames::default();
            let mut known = BTreeMap::new();
            for (number, name) in &all {
                names.insert(*number, name);
                known.insert(*number, name.as_str());
            }
            for (number, _) in &all {
                prop_assert_eq!(names.get(*number), known.get(number).copied());
            }
            prop_assert_eq!(names.get(3001), None);
        }
    }

    #[test]
    fn names_of_large_numbers_and_long_ones_are_kept() {
        let mut names = PeopleNames::default();
        let long = "a".repeat(70_000);
        names.insert(DENSE, "Ines Falk");
        names.insert(7, &long);
        names.insert(7, "Otto Brand");
        assert_eq!(names.get(DENSE), Some("Ines Falk"));
        assert_eq!(names.get(7), Some("Otto Brand"));
    }
}
