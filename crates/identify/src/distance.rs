//! The distance of one text to many others, in letters.

/// A text whose distances to others are asked for.
///
/// # Source
/// Hyyrö, "A Bit-Vector Algorithm for Computing Levenshtein and Damerau Edit Distances" (2003), in the form
/// that edits no letter twice (optimal string alignment).
#[derive(Clone, Debug)]
pub(crate) struct Distances {
    text: String,
    /// How many letters it has; none where they are more than one word of bits holds.
    length: Option<u32>,
    /// Where each of the letters of ASCII stands in it.
    ascii: Box<[u64; 128]>,
    /// Where each other letter stands in it.
    others: Vec<(char, u64)>,
}

impl Distances {
    /// Takes the text.
    pub(crate) fn of(text: &str) -> Self {
        let mut made = Self {
            text: text.to_owned(),
            length: None,
            ascii: Box::new([0; 128]),
            others: Vec::new(),
        };
        let count = text.chars().count();
        if count == 0 || count > 64 {
            return made;
        }
        made.length = u32::try_from(count).ok();
        for (at, letter) in text.chars().enumerate() {
            let bit = 1_u64 << at;
            if let Some(places) = made.ascii.get_mut(letter as usize) {
                *places |= bit;
            } else if let Some((_, places)) =
                made.others.iter_mut().find(|(known, _)| *known == letter)
            {
                *places |= bit;
            } else {
                made.others.push((letter, bit));
            }
        }
        made
    }

    fn places(&self, letter: char) -> u64 {
        if let Some(places) = self.ascii.get(letter as usize) {
            return *places;
        }
        let mut others = self.others.iter();
        others
            .find(|(known, _)| *known == letter)
            .map_or(0, |(_, places)| *places)
    }

    /// The distance to another text: letters added, left out, exchanged, or swapped with their neighbour.
    pub(crate) fn to(&self, other: &str) -> usize {
        let Some(length) = self.length else {
            return strsim::osa_distance(&self.text, other);
        };
        let last = 1_u64 << (length - 1);
        let (mut rises, mut falls) = (u64::MAX, 0_u64);
        let (mut same_before, mut places_before) = (0_u64, 0_u64);
        let mut distance = length;
        for letter in other.chars() {
            let places = self.places(letter);
            let swapped = ((!same_before & places) << 1) & places_before;
            let same = ((places & rises).wrapping_add(rises) ^ rises) | places | falls | swapped;
            let more = falls | !(same | rises);
            let fewer = same & rises;
            distance += u32::from(more & last != 0);
            distance -= u32::from(fewer & last != 0);
            let more = (more << 1) | 1;
            rises = (fewer << 1) | !(same | more);
            falls = more & same;
            (same_before, places_before) = (same, places);
        }
        usize::try_from(distance).unwrap_or(usize::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn letters_added_left_out_exchanged_and_swapped_count_one() {
        for (one, other, wanted) in [
            ("tinorchard", "tinorchard", 0),
            ("tinorchard", "tinorchrad", 1),
            ("tinorchard", "tinorchad", 1),
            ("tinorchard", "tinorcharrd", 1),
            ("tinorchard", "tonorchrad", 2),
            ("ca", "abc", 3),
            ("гавань", "гаванъ", 1),
            ("", "abc", 3),
            ("abc", "", 3),
        ] {
            assert_eq!(Distances::of(one).to(other), wanted, "{one} {other}");
        }
    }

    proptest! {
        #[test]
        fn distances_are_those_of_the_plain_table(
            one in "[abcæд]{0,80}", other in "[abcæд]{0,80}",
        ) {
            prop_assert_eq!(Distances::of(&one).to(&other), strsim::osa_distance(&one, &other));
        }
    }
}
