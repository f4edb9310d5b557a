//! Titles spelled almost alike, for the desk to choose from.

use crate::distance::Distances;
use crate::postings::Postings;

/// A folded title that others are compared with.
#[derive(Clone, Debug)]
pub(crate) struct NearTitle {
    folded: String,
    most: usize,
    distances: Distances,
}

impl NearTitle {
    /// Takes the title; none where it is too short to tell, or no title.
    pub(crate) fn of(folded: &str) -> Option<Self> {
        Some(Self {
            folded: folded.to_owned(),
            most: most_slips(folded)?,
            distances: Distances::of(folded),
        })
    }

    /// The title.
    pub(crate) fn folded(&self) -> &str {
        &self.folded
    }

    /// How many slips it may have.
    pub(crate) fn most(&self) -> usize {
        self.most
    }

    /// How many slips it is away from another; none where it is the same, or another altogether, or where that
    /// one is too short to be told by its letters.
    pub(crate) fn slips(&self, other: &str) -> Option<usize> {
        most_slips(other)?;
        let distance = self.distances.to(other);
        (1..=self.most).contains(&distance).then_some(distance)
    }
}

/// Titles by length, each with a set of its letters, so that most are passed over without looking
/// at their text.
#[derive(Clone, Debug, Default)]
pub(super) struct Near {
    by_length: Vec<Vec<Line>>,
}

#[derive(Clone, Copy, Debug)]
struct Line {
    letters: u64,
    title: u32,
}

/// Titles shorter than this are near too many others to tell anything.
const SHORTEST: usize = 3;
/// Titles longer than this are not looked for.
const LONGEST: usize = 120;

impl Near {
    /// Adds a folded title by its place among the titles.
    pub(super) fn add(&mut self, folded: &str, title: u32) {
        let length = folded.chars().count();
        if !(SHORTEST..=LONGEST).contains(&length) {
            return;
        }
        if self.by_length.len() <= length {
            self.by_length.resize_with(length + 1, Vec::new);
        }
        if let Some(lines) = self.by_length.get_mut(length) {
            lines.push(Line {
                letters: letters_of(folded),
                title,
            });
        }
    }

    /// The titles within the distance a slip of the pen makes: one letter, or two in a title of
    /// ten letters and more. Gives distance and place.
    pub(super) fn find(&self, title: &NearTitle, titles: &Postings) -> Vec<(usize, u32)> {
        let most = title.most();
        let length = title.folded().chars().count();
        let letters = letters_of(title.folded());
        let shortest = length.saturating_sub(most);
        self.by_length
            .iter()
            .take(length + most + 1)
            .skip(shortest)
            .flatten()
            // An exchange changes at most two letters of the set, an insertion one.
            .filter(|line| (line.letters ^ letters).count_ones() as usize <= 2 * most)
            .filter_map(|line| {
                let posting = titles.at(line.title)?;
                let distance = title.slips(titles.text_of(posting))?;
                Some((distance, line.title))
            })
            .collect()
    }
}

/// How many letters a slip may change in a folded title; none where it is too short to tell, or no title.
fn most_slips(folded: &str) -> Option<usize> {
    let length = folded.chars().count();
    let most = if length >= 10 { 2 } else { 1 };
    (SHORTEST..=LONGEST).contains(&length).then_some(most)
}

/// One bit for each letter that occurs (several letters of large scripts share one).
fn letters_of(folded: &str) -> u64 {
    folded
        .chars()
        .fold(0, |set, letter| set | 1 << (u32::from(letter) % 64))
}
