//! The bundled model: weights of signs and trees as text that people can read, and lists of words, names and titles.

use super::signs::{GROUPS, PLACES, VALUES};
use super::trees::Trees;
use std::sync::LazyLock;

/// The model's files: what `learn_titles` of `tools/train` makes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TitleModel {
    /// `weights.tsv`: weights of signs at first sight.
    pub weights: String,
    /// `trees.txt`: trees of signs, with what the rest of the article says.
    pub trees: String,
    /// `lists.bin`: lists of words, names and titles.
    pub lists: Vec<u8>,
}

/// Weights at first sight, trees for the second, and lists.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct TitleWeights {
    /// Weights of signs at first sight.
    pub(crate) first: Vec<f32>,
    /// Trees for the second.
    pub(crate) trees: Trees,
    /// Lists of words, names and titles.
    pub(crate) lists: Lists,
}

static BUNDLED: LazyLock<TitleWeights> = LazyLock::new(|| {
    TitleWeights::parse(
        include_str!("../../models/titles/weights.tsv"),
        include_str!("../../models/titles/trees.txt"),
        include_bytes!("../../models/titles/lists.bin"),
    )
    .unwrap_or_default()
});

/// The weights that come with the program.
pub(crate) fn bundled() -> &'static TitleWeights {
    &BUNDLED
}

impl TitleWeights {
    /// Reads a model's files; nothing for another form.
    pub(crate) fn parse(text: &str, trees: &str, lists: &[u8]) -> Option<Self> {
        let mut first = vec![0.0; PLACES];
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split('\t');
            let offset = match fields.next()? {
                "all" => 0,
                "lists" => GROUPS.len() * VALUES,
                _ => return None,
            };
            let name = fields.next()?;
            let (group, _) = GROUPS.iter().find(|(_, other)| *other == name)?;
            let value: usize = fields
                .next()?
                .parse()
                .ok()
                .filter(|value| *value < VALUES)?;
            let place = *group as usize * VALUES + value + offset;
            *first.get_mut(place)? = fields.next()?.parse().ok()?;
        }
        Some(Self {
            first,
            trees: Trees::parse(trees)?,
            lists: Lists::parse(lists)?,
        })
    }

    /// What the lists say of a word.
    pub(crate) fn habits(&self, word: u32) -> Habits {
        let has = |list: usize| self.lists.has(list, word);
        Habits {
            is_ordinary: has(ORDINARY),
            is_given: has(GIVEN_NAMES),
            is_family: has(FAMILY_NAMES),
        }
    }
}

/// What the lists say of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Habits {
    /// Most texts write it small.
    pub(crate) is_ordinary: bool,
    /// It is the first word of names.
    pub(crate) is_given: bool,
    /// It is the last word of names.
    pub(crate) is_family: bool,
}

/// Words that texts write small.
pub(crate) const ORDINARY: usize = 0;
/// First words of names of people.
pub(crate) const GIVEN_NAMES: usize = 1;
/// Last words of names of people.
pub(crate) const FAMILY_NAMES: usize = 2;
/// Names of people.
pub(crate) const NAMES: usize = 3;
/// Titles of films.
pub(crate) const TITLES: usize = 4;
/// Names of what is no film: series, songs, books, papers, firms, prizes, places.
pub(crate) const OTHERS: usize = 5;

/// Lists of words, names and titles, each as a number that is made of it, sorted.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Lists {
    lists: [Vec<u32>; 6],
}

impl Lists {
    /// Takes the numbers of each list, sorted and without repeats.
    pub(crate) fn of(lists: [Vec<u32>; 6]) -> Self {
        Self { lists }
    }

    /// The numbers of all lists.
    pub(crate) fn all(&self) -> &[Vec<u32>; 6] {
        &self.lists
    }

    /// Whether a list has a number.
    pub(crate) fn has(&self, list: usize, number: u32) -> bool {
        self.lists
            .get(list)
            .is_some_and(|list| list.binary_search(&number).is_ok())
    }

    /// Reads them from bytes: the count of each, then its numbers, all in four bytes, the lowest first.
    fn parse(bytes: &[u8]) -> Option<Self> {
        let (numbers, rest) = bytes.as_chunks::<4>();
        let mut numbers = numbers.iter().map(|number| u32::from_le_bytes(*number));
        let mut lists: [Vec<u32>; 6] = Default::default();
        for list in &mut lists {
            let count = numbers.next()?;
            list.extend(numbers.by_ref().take(count as usize));
            if list.len() != count as usize || !list.is_sorted() {
                return None;
            }
        }
        (rest.is_empty() && numbers.next().is_none()).then_some(Self { lists })
    }
}

/// The number of a run's key in the lists.
pub(crate) fn number_of(key: u64) -> u32 {
    #[expect(clippy::cast_possible_truncation, reason = "both halves are mixed")]
    let number = (key ^ (key >> 32)) as u32;
    number
}

/// The sum of the weights of signs.
pub(crate) fn sum(table: &[f32], signs: &[u16]) -> f32 {
    signs
        .iter()
        .map(|&sign| table.get(usize::from(sign)).copied().unwrap_or(0.0))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bundled_files_are_whole() {
        let weights = bundled();
        assert!(
            weights
                .first
                .iter()
                .filter(|weight| **weight != 0.0)
                .count()
                > 500
        );
        assert_ne!(weights.trees, Trees::default());
        let numbers = weights.lists.lists.iter().map(Vec::len);
        assert!(numbers.sum::<usize>() > 50_000);
    }

    fn parse(model: &TitleModel) -> Option<TitleWeights> {
        TitleWeights::parse(&model.weights, &model.trees, &model.lists)
    }

    #[test]
    fn files_of_another_form_are_refused() {
        let whole = TitleModel {
            weights: "# a note\nall\tBias\t0\t-1.5\n".to_owned(),
            trees: "Bias:0 -0.1 0.2\n".to_owned(),
            lists: [2_u32, 1, 3, 0, 1, 2, 0, 1, 7, 1, 9]
                .iter()
                .flat_map(|number| number.to_le_bytes())
                .collect(),
        };
        assert!(parse(&whole).is_some());
        let with_weights = |weights: &str| {
            parse(&TitleModel {
                weights: weights.to_owned(),
                ..whole.clone()
            })
        };
        for text in [
            "third\tBias\t0\t1",
            "all\tNothing\t0\t1",
            "all\tBias\tnone\t1",
            "all\tBias\t0\tmuch",
            "all\tBias\t999999\t1",
            "all\tBias\t128\t1",
            "all\tBias",
        ] {
            assert_eq!(with_weights(text), None, "{text}");
        }
        let with_lists = |lists: &[u8]| {
            parse(&TitleModel {
                lists: lists.to_vec(),
                ..whole.clone()
            })
        };
        for cut in 0..whole.lists.len() {
            let part = whole.lists.get(..cut).unwrap();
            assert_eq!(with_lists(part), None, "{cut}");
        }
        let mut longer = whole.lists.clone();
        longer.extend([0, 0, 0, 0]);
        assert_eq!(with_lists(&longer), None);
        let broken = TitleModel {
            trees: "Bias:0 -0.1\n".to_owned(),
            ..whole.clone()
        };
        assert_eq!(parse(&broken), None);
    }
}
