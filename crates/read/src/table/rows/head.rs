//! Where the names of the columns stand in delimited text: below titles, remarks and the head of a list.

use super::split::{Splitter, count_fields, stated_delimiter};
use crate::table::Field;
use crate::table::names::{KNOWN, forms};
use crate::table::sheet_rows::Wanted;
use crate::table::whose::{Whose, whose};
use ovation_terms::fold;
use std::collections::BTreeSet;

/// Among how many lines the names are sought.
const HEAD_LINES: usize = 60;

/// The line with the names of the columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Head {
    /// How many lines stand above it.
    pub(super) at: usize,
    /// What parts its cells.
    pub(super) delimiter: char,
}

/// A line that may have the names.
struct HeadLine<'t> {
    at: usize,
    text: &'t str,
    /// Whether nothing or a blank line stands before it.
    is_apart: bool,
    delimiter: char,
    known: KnownAbove,
}

/// What a line's cells are known to name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct KnownAbove {
    weight: u32,
    has_film: bool,
    has_review: bool,
    count: usize,
}

impl Head {
    /// Looks at the beginning of the text.
    ///
    /// The first line that says something has the names, unless it names no columns of reviews and a
    /// later one does, or a later one behind a blank line names more of them (the head of a list, then
    /// its films).
    pub(super) fn of(text: &str, wanted: &Wanted<'_>) -> Self {
        let mapped: Vec<String> = wanted.mapped.iter().map(|name| fold(name)).collect();
        let end = if text.contains('\n') { '\n' } else { '\r' };
        let all: Vec<&str> = text
            .split(end)
            .map(|line| {
                line.trim_end_matches(['\r', '\n'])
                    .trim_start_matches('\u{feff}')
            })
            .collect();
        let skip = usize::try_from(wanted.skip).unwrap_or(usize::MAX);
        let mut stated = None;
        let mut lines: Vec<HeadLine<'_>> = Vec::new();
        for (at, text) in all.iter().enumerate().take(HEAD_LINES.saturating_add(skip)) {
            if let Some(delimiter) = stated_delimiter(text) {
                stated = stated.or(Some(delimiter));
                continue;
            }
            if at < skip || text.trim().is_empty() {
                continue;
            }
            let before = at.checked_sub(1).and_then(|at| all.get(at));
            let (delimiter, known) = best_of(text, stated, &mapped);
            lines.push(HeadLine {
                at,
                text,
                is_apart: before.is_none_or(|line| line.trim().is_empty()),
                delimiter,
                known,
            });
            if skip > 0 {
                break;
            }
        }
        let is_remark = |line: &&HeadLine<'_>| line.text.starts_with('#') && !line.known.is_whole();
        let first = lines.iter().find(|line| !is_remark(line)).or(lines.first());
        let Some(first) = first else {
            return Self {
                at: 0,
                delimiter: stated.unwrap_or(','),
            };
        };
        let mut chosen = first;
        for line in lines.iter().filter(|line| line.at > first.at) {
            let is_head = line.known.is_whole() && line.known.count >= 2;
            // A second table below a blank line, of which more is known.
            let is_better = line.is_apart && line.known.weight > chosen.known.weight + 1;
            if is_head && (is_better || !chosen.known.is_whole()) {
                chosen = line;
            }
        }
        Self {
            at: chosen.at,
            delimiter: chosen.delimiter,
        }
    }
}

impl KnownAbove {
    /// Whether a table with such columns can be read.
    fn is_whole(self) -> bool {
        self.has_film && self.has_review
    }
}

/// The delimiter with which most of a line's cells are known, else the one it has most of.
fn best_of(text: &str, stated: Option<char>, mapped: &[String]) -> (char, KnownAbove) {
    let delimiters = match stated {
        Some(delimiter) => vec![delimiter],
        None => vec![',', '\t', ';', '|'],
    };
    let mut best = (',', 0, KnownAbove::default());
    for delimiter in delimiters {
        let fields = count_fields(text, delimiter);
        let known = known_in(text, delimiter, mapped);
        // Earlier wins ties, so a line of one column is CSV.
        if best.1 == 0 || (known.weight, fields) > (best.2.weight, best.1) {
            best = (delimiter, fields, known);
        }
    }
    (best.0, best.2)
}

fn known_in(text: &str, delimiter: char, mapped: &[String]) -> KnownAbove {
    let mut splitter = Splitter::new(delimiter);
    splitter.feed(text);
    let mut known = KnownAbove::default();
    let mut met: BTreeSet<Field> = BTreeSet::new();
    for cell in splitter.finish() {
        let cell = cell.trim();
        if cell.is_empty() || cell.len() > 60 {
            continue;
        }
        if mapped.contains(&fold(cell)) {
            // What the operator names is whatever it has to be.
            known.weight += 6;
            known.count += 1;
            known.has_film = true;
            known.has_review = true;
            continue;
        }
        let forms = forms(cell);
        let of = |sure: bool| {
            let mut all = KNOWN.iter().filter(|known| known.is_sure == sure);
            all.find(|known| known.names.iter().any(|name| forms.contains(name)))
        };
        let found = of(true).map(|known| (known.field, true));
        let found = found.or_else(|| of(false).map(|known| (known.field, false)));
        let found = found.or_else(|| (whose(cell) == Whose::Own).then_some((Field::Rating, true)));
        let Some((field, is_sure)) = found else {
            continue;
        };
        if !met.insert(field) {
            continue;
        }
        known.count += 1;
        let is_film = matches!(
            field,
            Field::Film | Field::FilmId | Field::Imdb | Field::Tmdb | Field::Wikidata
        );
        let is_review = matches!(
            field,
            Field::Rating | Field::Verdict | Field::Text | Field::Url
        );
        known.has_film |= is_film;
        known.has_review |= is_review;
        let weight = match field {
            Field::Film | Field::Year | Field::Rating => 3,
            Field::Imdb | Field::Tmdb | Field::Wikidata | Field::FilmId | Field::Critic => 2,
            Field::Outlet
            | Field::Director
            | Field::Date
            | Field::Scale
            | Field::Text
            | Field::Url
            | Field::Verdict
            | Field::Headline
            | Field::Language
            | Field::Id => 1,
        };
        known.weight += weight * if is_sure { 2 } else { 1 };
    }
    known
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> (usize, char) {
        let head = Head::of(text, &Wanted::default());
        (head.at, head.delimiter)
    }

    #[test]
    fn the_names_of_the_columns_are_found_below_what_else_stands_at_the_top() {
        for (text, wanted) in [
            ("Film,Critic,Rating\nA,B,4/5\n", (0, ',')),
            ("sep=;\nFilm;Critic;Rating\nA;B;4/5\n", (1, ';')),
            ("\"sep=\t\"\nFilm\tCritic\tRating\nA\tB\t4/5\n", (1, '\t')),
            ("Ballots of 2024\n\nFilm;Kritiker;Note\nA;B;4/5\n", (2, ';')),
            (
                "Ballots, of 2024, all of them\nFilm;Critic;Rating\nA;B;4/5\n",
                (1, ';'),
            ),
            (
                "# exported 2024\nTitle,Critic,Rating\n# one\nA,B,4/5\n",
                (1, ','),
            ),
            (
                "Circle,2024\nprinted,1 June\n,,\nTitle,Critic,Outlet,Rating\nA,B,C,4/5\n",
                (3, ','),
            ),
            (
                "List v7\nDate,Name,Tags,URL,Description\n2024-01-02,Jury,,https://a.example,\n\n\
              Position,Name,Year,URL,Description\n1,A,2021,https://a.example/a,Fine.\n",
                (4, ','),
            ),
            ("a,b\n1,2\n", (0, ',')),
            (
                "Film 0,2020,Ada Marlow,Lantern,4/5\nFilm 1,2020,Ada Marlow,Lantern,4/5\n",
                (0, ','),
            ),
            ("\n\nFilm|Critic|Rating\nA|B|4/5\n", (2, '|')),
            (
                "Jurors' grid\tround one\nTitle\tJuror\tStars\nA\tB\t4\n",
                (1, '\t'),
            ),
        ] {
            assert_eq!(at(text), wanted, "{text}");
        }
        let wanted = Wanted {
            skip: 2,
            ..Wanted::default()
        };
        let head = Head::of("x\ny,z\nkino,wer,was\nA,B,4/5\n", &wanted);
        assert_eq!((head.at, head.delimiter), (2, ','));
    }
}
