//! The files of the model of titles.

use ovation_press::learning::titles::{GROUPS, VALUES};
use std::fmt::Write as _;

/// Weights of signs at first sight as text: in each line where it counts, a sign, its value and its weight.
pub(super) fn weights_text(first: &[f32]) -> String {
    let mut weights = String::from("# where\tsign\tvalue\tweight\n");
    for (name, offset) in [("all", 0), ("lists", GROUPS.len() * VALUES)] {
        for (group, sign) in GROUPS {
            for value in 0..VALUES {
                let place = *group as usize * VALUES + value + offset;
                let weight = first.get(place).copied().unwrap_or(0.0);
                if weight.abs() >= 0.005 {
                    // Writing into a string cannot fail.
                    let _ = writeln!(weights, "{name}\t{sign}\t{value}\t{weight:.2}");
                }
            }
        }
    }
    weights
}

/// Lists as bytes: the count of each, then its numbers, all in four bytes, the lowest first.
pub(super) fn lists_bytes(lists: &[Vec<u32>; 6]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for list in lists {
        let count = u32::try_from(list.len()).unwrap_or(u32::MAX);
        bytes.extend(count.to_le_bytes());
        bytes.extend(list.iter().flat_map(|number| number.to_le_bytes()));
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use ovation_press::learning::titles::PLACES;
    use ovation_press::{PressReader, TitleModel};

    const WEIGHTS: &str = include_str!("../../../../crates/press/models/titles/weights.tsv");
    const TREES: &str = include_str!("../../../../crates/press/models/titles/trees.txt");
    const LISTS: &[u8] = include_bytes!("../../../../crates/press/models/titles/lists.bin");

    fn weights_in(text: &str) -> Vec<f32> {
        let mut first = vec![0.0; PLACES];
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let [place, sign, value, weight] = line.split('\t').collect::<Vec<_>>()[..] else {
                panic!("{line}");
            };
            let offset = if place == "lists" {
                GROUPS.len() * VALUES
            } else {
                0
            };
            let (group, _) = GROUPS.iter().find(|(_, name)| *name == sign).unwrap();
            let at = *group as usize * VALUES + value.parse::<usize>().unwrap() + offset;
            first[at] = weight.parse().unwrap();
        }
        first
    }

    fn lists_in(bytes: &[u8]) -> [Vec<u32>; 6] {
        let (numbers, _) = bytes.as_chunks::<4>();
        let mut numbers = numbers.iter().map(|number| u32::from_le_bytes(*number));
        std::array::from_fn(|_| {
            let count = numbers.next().unwrap() as usize;
            numbers.by_ref().take(count).collect()
        })
    }

    #[test]
    fn the_files_that_come_along_are_written_as_they_are_and_read_again() {
        let model = TitleModel {
            weights: weights_text(&weights_in(WEIGHTS)),
            trees: TREES.to_owned(),
            lists: lists_bytes(&lists_in(LISTS)),
        };
        assert_eq!(model.weights, WEIGHTS);
        assert!(model.lists == LISTS);
        assert!(PressReader::with_titles(&model).is_some());
    }
}
