//! What files beside a list of films say: titles, directors, cast and votes, each by a film's number.

use super::numbers::PeopleNames;
use super::spool::{OrderedRows, SPOOL_BYTES, Spool};
use ovation_terms::{FilmRecord, TitleUse, fold};
use std::collections::BTreeSet;
use std::io;

/// Most names of a film's cast that are kept, in the catalogue's order.
const MOST_CAST: usize = 40;

/// Rows of one sort, in any order. Each sort has one of its own, so that files are read side by side.
#[derive(Debug)]
pub struct BesideSpool(Spool);

impl BesideSpool {
    /// An empty one.
    ///
    /// # Errors
    /// When there is no place for temporary files.
    pub fn new() -> io::Result<Self> {
        Spool::new(SPOOL_BYTES).map(Self)
    }

    /// Takes a further title of a film.
    ///
    /// # Errors
    /// What the file says; so of the others.
    pub fn title(&mut self, film: u64, said: &TitleUse) -> io::Result<()> {
        let region = said.region.as_deref().unwrap_or_default();
        let language = said.language.as_deref().unwrap_or_default();
        // A title has no line feed: it stood in a line.
        let row = format!("{region}\n{language}\n{}", said.title);
        self.0.push(film, row.as_bytes())
    }

    /// Takes a film's directors, all of them.
    ///
    /// # Errors
    /// As [`BesideSpool::title`].
    pub fn directors(&mut self, film: u64, people: &[u64]) -> io::Result<()> {
        let row: Vec<u8> = people.iter().flat_map(|it| it.to_le_bytes()).collect();
        self.0.push(film, &row)
    }

    /// Takes one of a film's cast and the place in its list of people.
    ///
    /// # Errors
    /// As [`BesideSpool::title`].
    pub fn plays(&mut self, film: u64, order: u16, person: u64) -> io::Result<()> {
        let mut said = [0; 10];
        let bytes = order.to_le_bytes().into_iter().chain(person.to_le_bytes());
        for (place, byte) in said.iter_mut().zip(bytes) {
            *place = byte;
        }
        self.0.push(film, &said)
    }

    /// Takes how many people voted on a film.
    ///
    /// # Errors
    /// As [`BesideSpool::title`].
    pub fn votes(&mut self, film: u64, votes: u64) -> io::Result<()> {
        self.0.push(film, &votes.to_le_bytes())
    }
}

/// What the files say of one film.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilmSaid {
    /// Further titles.
    pub titles: Vec<TitleUse>,
    /// Directors; none where the files say nothing of them, or do not name all.
    pub directors: Vec<String>,
    /// One of the directors has no name: some of them would be told for all.
    pub is_director_unnamed: bool,
    /// Who plays in it, as far as they have names.
    pub cast: Vec<String>,
    /// One of the cast has no name.
    pub is_cast_part: bool,
    /// How many people voted on it.
    pub votes: Option<u64>,
}

impl FilmSaid {
    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Adds what is said to a film of a list; gives how many titles are new to it.
    pub fn add_to(self, film: &mut FilmRecord) -> u64 {
        let mut known: BTreeSet<String> = std::iter::once(&film.title)
            .chain(&film.other_titles)
            .map(|title| fold(title))
            .collect();
        let mut new = 0;
        for said in self.titles {
            if known.insert(fold(&said.title)) {
                film.other_titles.push(said.title.clone());
                new += 1;
            }
            let is_placed = said.region.is_some() || said.language.is_some();
            if is_placed && !film.uses.contains(&said) {
                film.uses.push(said);
            }
        }
        if !self.directors.is_empty() {
            film.directors = self.directors;
        }
        if !self.cast.is_empty() {
            film.cast = self.cast;
        }
        film.votes = self.votes.or(film.votes);
        new
    }
}

/// What the files say, film by film in the order of their numbers.
#[derive(Debug)]
pub struct Beside {
    titles: OrderedRows,
    directors: OrderedRows,
    cast: OrderedRows,
    votes: OrderedRows,
    names: PeopleNames,
}

impl Beside {
    /// All rows were taken.
    ///
    /// # Errors
    /// What the files say.
    pub fn of(
        titles: BesideSpool,
        directors: BesideSpool,
        cast: BesideSpool,
        votes: BesideSpool,
        names: PeopleNames,
    ) -> io::Result<Self> {
        Ok(Self {
            titles: titles.0.ordered()?,
            directors: directors.0.ordered()?,
            cast: cast.0.ordered()?,
            votes: votes.0.ordered()?,
            names,
        })
    }

    /// What is said of a film. Films are asked for in the order of their numbers.
    ///
    /// # Errors
    /// What the files say.
    pub fn said_of(&mut self, film: u64) -> io::Result<FilmSaid> {
        let mut said = FilmSaid::default();
        self.titles.rows_of(film, &mut |row| {
            let row = String::from_utf8_lossy(row);
            let mut parts = row.splitn(3, '\n');
            let mut part = || parts.next().unwrap_or_default().to_owned();
            let (region, language, title) = (part(), part(), part());
            said.titles.push(TitleUse {
                title,
                region: Some(region).filter(|it| !it.is_empty()),
                language: Some(language).filter(|it| !it.is_empty()),
            });
        })?;
        let mut directors = Vec::new();
        self.directors.rows_of(film, &mut |row| {
            // The last row that names any holds.
            let (numbers, _) = row.as_chunks();
            let numbers: Vec<u64> = numbers.iter().map(|it| u64::from_le_bytes(*it)).collect();
            if !numbers.is_empty() {
                directors = numbers;
            }
        })?;
        let named: Vec<&str> = directors
            .iter()
            .filter_map(|person| self.names.get(*person))
            .collect();
        said.is_director_unnamed = named.len() < directors.len();
        if !said.is_director_unnamed {
            said.directors = named.into_iter().map(str::to_owned).collect();
        }
        let mut cast: Vec<(u16, u64)> = Vec::new();
        self.cast.rows_of(film, &mut |row| {
            if let Some((order, person)) = row.split_first_chunk()
                && let Some(person) = person.first_chunk()
            {
                cast.push((u16::from_le_bytes(*order), u64::from_le_bytes(*person)));
            }
        })?;
        cast.sort_unstable();
        cast.dedup_by_key(|(_, person)| *person);
        cast.truncate(MOST_CAST);
        let named = cast
            .iter()
            .filter_map(|(_, person)| self.names.get(*person));
        said.cast = named.map(str::to_owned).collect();
        said.is_cast_part = said.cast.len() < cast.len();
        self.votes.rows_of(film, &mut |row| {
            said.votes = row.first_chunk().map(|it| u64::from_le_bytes(*it));
        })?;
        Ok(said)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ovation_terms::FilmId;

    fn title(title: &str, region: &str, language: &str) -> TitleUse {
        let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
        TitleUse {
            title: title.to_owned(),
            region: some(region),
            language: some(language),
        }
    }

    #[test]
    fn what_several_files_say_of_a_film_comes_together_whatever_their_order() {
        let spool = || BesideSpool::new().unwrap();
        let (mut titles, mut directors, mut cast, mut votes) = (spool(), spool(), spool(), spool());
        for film in [9, 4, 7] {
            titles
                .title(film, &title(&format!("Film {film}"), "", ""))
                .unwrap();
            titles.title(film, &title("โคมไฟ", "TH", "th")).unwrap();
            votes.votes(film, film * 100).unwrap();
        }
        directors.directors(7, &[1, 2]).unwrap();
        directors.directors(4, &[1, 3]).unwrap();
        for (film, order, person) in [(7, 2, 5), (7, 1, 6), (4, 1, 6), (7, 9, 5), (4, 2, 8)] {
            cast.plays(film, order, person).unwrap();
        }
        let mut names = PeopleNames::default();
        for (number, name) in [
            (1, "Ines Falk"),
            (2, "Otto Brand"),
            (5, "Nora Vale"),
            (6, "Ada Quill"),
        ] {
            names.insert(number, name);
        }
        let mut beside = Beside::of(titles, directors, cast, votes, names).unwrap();
        assert!(beside.said_of(1).unwrap().is_empty());
        let four = beside.said_of(4).unwrap();
        assert_eq!((four.directors.len(), four.is_director_unnamed), (0, true));
        assert_eq!(
            (four.cast, four.is_cast_part),
            (vec!["Ada Quill".to_owned()], true)
        );
        let seven = beside.said_of(7).unwrap();
        assert_eq!(seven.directors, ["Ines Falk", "Otto Brand"]);
        assert_eq!(seven.cast, ["Ada Quill", "Nora Vale"]);
        assert!(!seven.is_cast_part && !seven.is_director_unnamed);
        assert_eq!(seven.votes, Some(700));
        assert_eq!(
            seven.titles,
            [title("Film 7", "", ""), title("โคมไฟ", "TH", "th")]
        );
        let mut film = FilmRecord {
            title: "Film 7".to_owned(),
            ..FilmRecord::numbered(FilmId(0))
        };
        assert_eq!(seven.add_to(&mut film), 1);
        assert_eq!(film.other_titles, ["โคมไฟ"]);
        assert_eq!(film.uses, [title("โคมไฟ", "TH", "th")]);
        assert_eq!(film.votes, Some(700));
    }
}
