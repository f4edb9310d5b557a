//! All names, found as they are typed: films in all their titles, people, critics, outlets.
//!
//! Pieces of two letters of every word lead to the names that may be meant; each of those is then held against what
//! was typed word by word, the last of which may be unfinished. Up to two slips of the hand are forgiven in a word.

use super::Board;
use super::near::slips;
use ovation_terms::fold;
use std::collections::{BTreeMap, BTreeSet};

/// Names that are held against what was typed, those with most pieces in common first.
const HELD_AGAINST: usize = 400;
/// Of the words typed only so many count, and of a name.
const WORDS: usize = 8;
/// Letters of a word that count.
const LETTERS: usize = 24;

/// What a name is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum NameSort {
    Film,
    Critic,
    Outlet,
    Person,
}

impl NameSort {
    /// As programs read it.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Film => "film",
            Self::Critic => "critic",
            Self::Outlet => "outlet",
            Self::Person => "person",
        }
    }
}

/// One of the names of something.
#[derive(Debug)]
struct SoughtName {
    sort: NameSort,
    /// Its number; of a person the place among people.
    id: i64,
    name: Box<str>,
    words: Box<[Box<[char]>]>,
    year: Option<i16>,
    /// How many reviews, or statements and credits.
    weight: u32,
}

/// A name that fits what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct NameSuggestion {
    pub(crate) sort: NameSort,
    pub(crate) id: i64,
    /// The name that fits: of a film one of its titles.
    pub(crate) by: String,
    /// Slips of the hand that were forgiven.
    pub(crate) slips: usize,
    /// Whether everything typed is the whole name.
    pub(crate) is_whole: bool,
}

/// The names, with the pieces that lead to them.
#[derive(Debug, Default)]
pub(crate) struct Names {
    lines: Vec<SoughtName>,
    /// Pieces, and the lines that have them.
    pieces: BTreeMap<[char; 2], Vec<u32>>,
    people: Vec<String>,
}

/// The words of a text as they are compared: folded, and of a script without spaces every letter by itself.
fn words_of(text: &str) -> Vec<Vec<char>> {
    let parts = text.split(|letter: char| letter.is_whitespace() || "-/:_.,()".contains(letter));
    let folded = parts.map(fold).filter(|word| !word.is_empty());
    folded
        .take(WORDS)
        .map(|word| word.chars().take(LETTERS).collect())
        .collect()
}

/// The pieces of a word: its first letter marked as such, and each two that follow one another.
fn pieces_of(word: &[char]) -> impl Iterator<Item = [char; 2]> + '_ {
    let first = word.first().map(|letter| ['\0', *letter]);
    let pairs = word
        .windows(2)
        .filter_map(|pair| <[char; 2]>::try_from(pair).ok());
    first.into_iter().chain(pairs)
}

impl Names {
    /// All names of a board.
    pub(super) fn of(board: &Board) -> Self {
        let mut names = Self::default();
        for film in &board.films {
            let weight = u32::try_from(film.told.score.found).unwrap_or(u32::MAX);
            let titles = std::iter::once(&film.title).chain(&film.other_titles);
            for title in titles {
                names.add(NameSort::Film, film.id.0, title, film.year, weight);
            }
        }
        for (sort, held, counts) in [
            (NameSort::Critic, &board.critics, &board.of_critic),
            (NameSort::Outlet, &board.outlets, &board.of_outlet),
        ] {
            for name in held.iter() {
                // Of whom no review is left nobody asks.
                let Some(weight) = counts.get(&name.id) else {
                    continue;
                };
                names.add(sort, name.id, &name.name, None, *weight);
                for also in &name.also {
                    names.add(sort, name.id, also, None, *weight);
                }
            }
        }
        for (place, (name, weight)) in (0..).zip(board.people.iter()) {
            let weight = u32::try_from(*weight).unwrap_or(u32::MAX);
            names.add(NameSort::Person, place, name, None, weight);
            names.people.push(name.clone());
        }
        names
    }

    fn add(&mut self, sort: NameSort, id: i64, name: &str, year: Option<i16>, weight: u32) {
        let words = words_of(name);
        let Ok(place) = u32::try_from(self.lines.len()) else {
            return;
        };
        if words.is_empty() {
            return;
        }
        let pieces: BTreeSet<[char; 2]> = words.iter().flat_map(|word| pieces_of(word)).collect();
        for piece in pieces {
            self.pieces.entry(piece).or_default().push(place);
        }
        self.lines.push(SoughtName {
            sort,
            id,
            name: name.into(),
            words: words.into_iter().map(Vec::into_boxed_slice).collect(),
            year,
            weight,
        });
    }

    /// A person's name by the place.
    pub(crate) fn person(&self, place: i64) -> &str {
        let place = usize::try_from(place).ok();
        place
            .and_then(|place| self.people.get(place))
            .map_or("", String::as_str)
    }

    /// The names that fit what was typed, of these sorts (all, where none is given), at most `limit`.
    pub(crate) fn find(
        &self,
        typed: &str,
        sorts: &[NameSort],
        limit: usize,
    ) -> Vec<NameSuggestion> {
        let (bare, year) = split_year(typed);
        let mut found = self.find_words(&words_of(bare), year, sorts);
        if year.is_some() {
            // The year may belong to the title.
            found.extend(self.find_words(&words_of(typed), None, sorts));
        }
        found.sort_by(|(rank, one), (other_rank, other)| {
            rank.cmp(other_rank).then(one.id.cmp(&other.id))
        });
        let mut met = BTreeSet::new();
        let once = found.into_iter().map(|(_, suggestion)| suggestion);
        once.filter(|one| met.insert((one.sort, one.id)))
            .take(limit)
            .collect()
    }

    fn find_words(
        &self,
        typed: &[Vec<char>],
        year: Option<i16>,
        sorts: &[NameSort],
    ) -> Vec<(Rank, NameSuggestion)> {
        if typed.is_empty() {
            return Vec::new();
        }
        let mut found = Vec::new();
        for place in self.likely(typed) {
            let Some(line) = self.lines.get(place as usize) else {
                continue;
            };
            let is_asked = sorts.is_empty() || sorts.contains(&line.sort);
            let is_of_year = year.is_none_or(|year| {
                line.sort == NameSort::Film && line.year.is_some_and(|own| own.abs_diff(year) <= 1)
            });
            if is_asked && is_of_year {
                found.extend(held_against(line, typed, year));
            }
        }
        found
    }

    /// The places of lines that have most pieces in common with what was typed.
    fn likely(&self, typed: &[Vec<char>]) -> Vec<u32> {
        let pieces: BTreeSet<[char; 2]> = typed.iter().flat_map(|word| pieces_of(word)).collect();
        let mut counts = vec![0_u8; self.lines.len()];
        for piece in &pieces {
            for place in self.pieces.get(piece).map_or(&[][..], Vec::as_slice) {
                if let Some(count) = counts.get_mut(*place as usize) {
                    *count = count.saturating_add(1);
                }
            }
        }
        // Each slip of the hand breaks three pieces at most; two are forgiven in a word.
        let all = u8::try_from(pieces.len()).unwrap_or(u8::MAX);
        let least = all.saturating_sub(6).max(all / 3).max(1);
        let there = (0_u32..).zip(&counts).filter(|(_, count)| **count >= least);
        let mut there: Vec<(u8, u32, u32)> = there
            .map(|(place, count)| {
                let weight = self.lines.get(place as usize).map_or(0, |line| line.weight);
                (u8::MAX - count, u32::MAX - weight, place)
            })
            .collect();
        if there.len() > HELD_AGAINST {
            there.select_nth_unstable(HELD_AGAINST);
            there.truncate(HELD_AGAINST);
        }
        there.into_iter().map(|(.., place)| place).collect()
    }
}

/// What tells suggestions apart, best first: fewer slips, the year that was typed, the whole name, one that begins so,
/// more reviews, a shorter name.
type Rank = (usize, u16, bool, bool, u32, usize);

/// How well a line fits; none where a word that was typed is none of its words.
fn held_against(
    line: &SoughtName,
    typed: &[Vec<char>],
    year: Option<i16>,
) -> Option<(Rank, NameSuggestion)> {
    let mut all_slips = 0;
    let mut used: BTreeSet<usize> = BTreeSet::new();
    let mut begins = true;
    for (number, word) in typed.iter().enumerate() {
        let is_last = number + 1 == typed.len();
        // A slip is likelier the longer the word; short ones would be any other.
        let most = match word.len() {
            0..=3 => 0,
            4..=6 => 1,
            _ => 2,
        };
        let best = line
            .words
            .iter()
            .enumerate()
            .filter(|(place, _)| !used.contains(place))
            .filter_map(|(place, own)| Some((slips(word, own, is_last, most)?, place)))
            .min()
            .or_else(|| joined(line, word, most))?;
        all_slips += best.0;
        begins &= best.1 == number;
        used.insert(best.1);
    }
    let is_whole = all_slips == 0
        && line.words.len() == typed.len()
        && line
            .words
            .iter()
            .zip(typed)
            .all(|(own, word)| **own == **word);
    let apart = year
        .zip(line.year)
        .map_or(0, |(asked, own)| own.abs_diff(asked));
    let rank = (
        all_slips,
        apart,
        !is_whole,
        !begins,
        u32::MAX - line.weight,
        line.name.len(),
    );
    let suggestion = NameSuggestion {
        sort: line.sort,
        id: line.id,
        by: line.name.to_string(),
        slips: all_slips,
        is_whole,
    };
    Some((rank, suggestion))
}

/// Whether a word that was typed is the name without its spaces, or a part of a word in a script that has none.
fn joined(line: &SoughtName, word: &[char], most: usize) -> Option<(usize, usize)> {
    let whole: Vec<char> = line
        .words
        .iter()
        .flat_map(|own| own.iter().copied())
        .collect();
    if let Some(found) = slips(word, &whole, true, most) {
        return Some((found, 0));
    }
    let has_case = word.iter().any(|letter| letter.is_lowercase());
    let is_part = !has_case && word.len() >= 2 && whole.windows(word.len()).any(|own| own == word);
    is_part.then_some((0, 0))
}

/// What was typed without a year at its end, and the year.
fn split_year(typed: &str) -> (&str, Option<i16>) {
    let typed = typed.trim();
    let Some((bare, last)) = typed.rsplit_once(char::is_whitespace) else {
        return (typed, None);
    };
    let year = last.trim_matches(['(', ')']);
    let year = (year.len() == 4)
        .then(|| year.parse::<i16>().ok())
        .flatten();
    match year.filter(|year| (1880..2200).contains(year)) {
        Some(year) => (bare.trim(), Some(year)),
        None => (typed, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        let mut names = Names::default();
        for (id, title, year, weight) in [
            (1, "The Lamplighter’s Daughter", 2019, 40),
            (2, "The Lamplighter", 2004, 90),
            (3, "Two Winters", 2019, 3),
            (4, "冬の灯台", 2011, 7),
            (5, "Élan vital", 1999, 7),
            (6, "1984 Revisited", 2010, 2),
            (7, "Зимний маяк", 2001, 5),
        ] {
            names.add(NameSort::Film, id, title, Some(year), weight);
        }
        names.add(NameSort::Critic, 1, "Ada Marlow", None, 12);
        names.add(NameSort::Outlet, 1, "The Evening Lantern", None, 30);
        names
    }

    #[test]
    fn finds_names_as_they_are_typed() {
        let names = names();
        for (typed, sort, id) in [
            ("lamp", NameSort::Film, 2),
            ("lamplighters d", NameSort::Film, 1),
            ("lampligther", NameSort::Film, 2),
            ("the lamplighter 2019", NameSort::Film, 1),
            ("the lamplighter (2004)", NameSort::Film, 2),
            ("elan", NameSort::Film, 5),
            ("冬の", NameSort::Film, 4),
            ("灯台", NameSort::Film, 4),
            ("зимнии", NameSort::Film, 7),
            ("1984", NameSort::Film, 6),
            ("twowinters", NameSort::Film, 3),
            ("marlow", NameSort::Critic, 1),
            ("ada marlwo", NameSort::Critic, 1),
            ("evening lan", NameSort::Outlet, 1),
        ] {
            let found = names.find(typed, &[], 5);
            let first = found.first().map(|one| (one.sort, one.id));
            assert_eq!(first, Some((sort, id)), "{typed}: {found:?}");
        }
        for typed in ["", "  ", "???", "zzzzz", "lamplighter 1950"] {
            assert!(names.find(typed, &[], 5).is_empty(), "{typed}");
        }
        assert!(names.find("marlow", &[NameSort::Film], 5).is_empty());
    }
}
