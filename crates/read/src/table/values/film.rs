//! The film of a row: its title, its ids in catalogues, its year and directors.

use super::{Cells, short};
use crate::table::Field;
use ovation_language::data::film::TITLE_AND;
use ovation_terms::{
    ComplaintKind, Evidence, FilmKey, NoId, ReviewFinding, Sourced, film_id, film_id_in_address,
    telling_film_id,
};

impl Cells<'_> {
    /// Reads what the row says of the film.
    pub(super) fn film(&mut self, finding: &mut ReviewFinding) {
        let scheme = self.reader.scheme.clone();
        let mut keys: Vec<FilmKey> = Vec::new();
        if let Some((words, evidence)) = self.cell(Field::Film) {
            if self.reader.film_ids {
                keys.push(FilmKey::new(&*scheme, words));
            } else if let Some(key) = telling_film_id(words) {
                keys.push(key);
            } else {
                finding.film.title = Some(Sourced::new(words.to_owned(), evidence));
            }
        }
        if let Some((words, _)) = self.cell(Field::FilmId) {
            match telling_film_id(words) {
                Some(key) => keys.push(key),
                None => self.take_id(&scheme, words, &mut keys),
            }
        }
        for (field, scheme) in [
            (Field::Imdb, "imdb"),
            (Field::Tmdb, "tmdb"),
            (Field::Wikidata, "wikidata"),
        ] {
            if let Some((words, _)) = self.cell(field) {
                self.take_id(scheme, words, &mut keys);
            }
        }
        let reader = self.reader;
        for (at, scheme) in &reader.ids {
            let Some(words) = self.row.cell(*at) else {
                continue;
            };
            match scheme {
                Some(scheme) => self.take_id(scheme, words, &mut keys),
                None => keys.extend(film_id_in_address(words)),
            }
        }
        if let Some((words, _)) = self.cell(Field::Url) {
            keys.extend(film_id_in_address(words));
        }
        for key in keys {
            if !finding.film.keys.contains(&key) {
                finding.film.keys.push(key);
            }
        }
        finding.film.directors = self.directors();
        finding.film.year = self.year();
    }

    /// Takes an id, or says why it is none.
    fn take_id(&mut self, scheme: &str, words: &str, keys: &mut Vec<FilmKey>) {
        match film_id(scheme, words) {
            Ok(key) => keys.push(key),
            Err(no_id) => self.complain_of_id(&no_id, words),
        }
    }

    fn complain_of_id(&mut self, no_id: &NoId, words: &str) {
        let field = match no_id.catalogue.as_str() {
            "imdb" => Field::Imdb,
            "tmdb" => Field::Tmdb,
            "wikidata" => Field::Wikidata,
            _ => Field::FilmId,
        };
        self.tally.leave(field, words);
        self.complain(ComplaintKind::BadRow, format!("{no_id}; it was left out"));
    }

    fn year(&mut self) -> Option<Sourced<i16>> {
        let (words, evidence) = self.cell(Field::Year)?;
        if let Some(year) = year_in(words) {
            return Some(Sourced::new(year, evidence));
        }
        self.tally.leave(Field::Year, words);
        self.complain(
            ComplaintKind::BadDate,
            format!(
                "expected a film's year, found `{}`; it was left out",
                short(words)
            ),
        );
        None
    }

    /// Directors in any joining: `A; B`, `A, B`, `A and B`, `A & B`, `A / B`.
    fn directors(&self) -> Vec<Sourced<String>> {
        let Some((words, evidence)) = self.cell(Field::Director) else {
            return Vec::new();
        };
        let names = directors_in(words).into_iter();
        let sourced = |name: String| Sourced::<String>::new(name, Evidence::clone(&evidence));
        names.map(sourced).collect()
    }
}

/// The year that a cell of years says: `2015`, `2015.0`, `(2015)`, `2015/III`, `2001 (I)`, `2015-05-01`.
/// A span of two years says none.
pub(super) fn year_in(words: &str) -> Option<i16> {
    let mut years: Vec<i16> = Vec::new();
    let mut digits = String::new();
    for letter in words.chars().chain([' ']) {
        if letter.is_ascii_digit() {
            digits.push(letter);
            continue;
        }
        let run = std::mem::take(&mut digits);
        match run.len() {
            0..=3 => {}
            4 => years.push(run.parse().ok()?),
            _ => return None,
        }
    }
    let plausible = |year: &i16| (1874..=2200).contains(year);
    years.dedup();
    match years.as_slice() {
        [year] => Some(*year).filter(plausible),
        _ => None,
    }
}

/// The names of a cell that holds directors.
pub(in crate::table) fn directors_in(words: &str) -> Vec<String> {
    let parts = |words: &str, marks: &[char]| -> Vec<String> {
        let parts = words.split(|letter| marks.contains(&letter)).map(str::trim);
        parts
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let has_two_words = |name: &String| name.split_whitespace().nth(1).is_some();
    parts(words, &[';', '|', '/', '&', '\n'])
        .into_iter()
        .flat_map(|part| {
            let by_comma = parts(&part, &[',']);
            // `Marlow, Ada` is one name, turned around.
            match by_comma.as_slice() {
                [last, first] if !has_two_words(last) || !has_two_words(first) => {
                    vec![format!("{first} {last}")]
                }
                _ if by_comma.iter().all(has_two_words) => by_comma,
                _ => vec![part.clone()],
            }
        })
        .flat_map(|part| by_word(&part))
        .collect()
}

/// Two whole names with the word for "and" between them.
fn by_word(name: &str) -> Vec<String> {
    let words: Vec<&str> = name.split_whitespace().collect();
    let at = words.iter().enumerate().position(|(at, word)| {
        let is_between = at >= 2 && at + 2 < words.len();
        is_between && TITLE_AND.contains(&word.to_lowercase().as_str())
    });
    match at.map(|at| words.split_at(at)) {
        Some((one, [_, other @ ..])) => {
            let mut names = vec![one.join(" ")];
            names.extend(by_word(&other.join(" ")));
            names
        }
        _ => vec![name.to_owned()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_is_read_in_the_forms_that_cells_of_years_have() {
        for (words, year) in [
            ("2015", Some(2015)),
            ("2015.0", Some(2015)),
            ("(2015)", Some(2015)),
            ("[2015]", Some(2015)),
            ("2015/III", Some(2015)),
            ("2001 (I)", Some(2001)),
            ("2001 I", Some(2001)),
            ("1931-05-02", Some(1931)),
            ("02.05.1931", Some(1931)),
            ("1 May 2012", Some(2012)),
            ("2021-09-03T00:00:00Z", Some(2021)),
            ("2019-", Some(2019)),
            ("c. 1975", Some(1975)),
            ("2019-2021", None),
            ("99", None),
            ("soon", None),
            ("12345", None),
            ("0001", None),
        ] {
            assert_eq!(year_in(words), year, "{words}");
        }
    }

    #[test]
    fn directors_are_parted_in_any_joining() {
        let two = ["Mira Oduya", "Tom Hallard"];
        for words in [
            "Mira Oduya; Tom Hallard",
            "Mira Oduya, Tom Hallard",
            "Mira Oduya and Tom Hallard",
            "Mira Oduya & Tom Hallard",
            "Mira Oduya / Tom Hallard",
            "Mira Oduya|Tom Hallard",
            "Mira Oduya und Tom Hallard",
            "Mira Oduya et Tom Hallard",
            "Mira Oduya y Tom Hallard",
            "Mira Oduya e Tom Hallard",
            "Mira Oduya, Tom Hallard,",
        ] {
            assert_eq!(directors_in(words), two, "{words}");
        }
        assert_eq!(directors_in("Oduya, Mira"), ["Mira Oduya"]);
        assert_eq!(
            directors_in("Juan Ortega y Gasset"),
            ["Juan Ortega y Gasset"]
        );
        let three = ["Mira Oduya", "Tom Hallard", "Jun Abara"];
        assert_eq!(directors_in("Mira Oduya, Tom Hallard and Jun Abara"), three);
    }
}
