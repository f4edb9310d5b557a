//! What is changed of a film after it entered the record: by a catalogue read again, or by a person.

use crate::{FilmId, FilmKey, FilmRecord, Poster, Remark, Work};
use serde::{Deserialize, Serialize};

/// Where a title is used.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct TitleUse {
    /// The title.
    pub title: String,
    /// The region, as the catalogue writes it: mostly ISO 3166 in two capitals.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// The language, as the catalogue writes it: mostly ISO 639.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

/// A value of a film that can be changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FilmField {
    /// The title it is listed under.
    Title,
    /// Its other titles.
    OtherTitles,
    /// Where its titles are used.
    Uses,
    /// The year of first release.
    Year,
    /// Its ids in other catalogues.
    Keys,
    /// Its directors.
    Directors,
    /// Who plays in it.
    Cast,
    /// Its countries.
    Countries,
    /// Its genres.
    Genres,
    /// How many people voted on it in a catalogue.
    Votes,
    /// Whether it is a film of the catalogue at all.
    Listed,
    /// What kind of work it is: a film, a series, a season of one.
    Work,
    /// Who wrote it.
    Writers,
    /// How long it runs.
    Runtime,
    /// What it tells.
    Synopsis,
    /// Its poster.
    Poster,
}

impl FilmField {
    /// The field for a reader: `other titles`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::OtherTitles => "other titles",
            Self::Uses => "where titles are used",
            Self::Year => "year",
            Self::Keys => "ids",
            Self::Directors => "directors",
            Self::Cast => "cast",
            Self::Countries => "countries",
            Self::Genres => "genres",
            Self::Votes => "votes",
            Self::Listed => "in the catalogue",
            Self::Work => "kind of work",
            Self::Writers => "writers",
            Self::Runtime => "runtime",
            Self::Synopsis => "synopsis",
            Self::Poster => "poster",
        }
    }
}

/// One value of a film, whole: what was there before is replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FilmFact {
    /// The title it is listed under.
    Title(String),
    /// Its other titles.
    OtherTitles(Vec<String>),
    /// Where its titles are used.
    Uses(Vec<TitleUse>),
    /// The year of first release; none: not known.
    Year(Option<i16>),
    /// Its ids in other catalogues.
    Keys(Vec<FilmKey>),
    /// Its directors.
    Directors(Vec<String>),
    /// Who plays in it, as the catalogue orders them.
    Cast(Vec<String>),
    /// Its countries.
    Countries(Vec<String>),
    /// Its genres.
    Genres(Vec<String>),
    /// How many people voted on it in a catalogue; none: not known.
    Votes(Option<u64>),
    /// Whether it is a film of the catalogue: `false` takes a film back that entered by a slip.
    Listed(bool),
    /// What kind of work it is.
    Work(Work),
    /// Who wrote it.
    Writers(Vec<String>),
    /// How long it runs, in minutes; none: not known.
    Runtime(Option<u16>),
    /// What it tells; none: nothing is said.
    Synopsis(Option<String>),
    /// Its poster; none: it has none.
    Poster(Option<Poster>),
    /// The value is again what it was without what was said here: the opposite of the others.
    Clear(FilmField),
}

impl FilmFact {
    /// The field it is about.
    pub fn field(&self) -> FilmField {
        match self {
            Self::Title(_) => FilmField::Title,
            Self::OtherTitles(_) => FilmField::OtherTitles,
            Self::Uses(_) => FilmField::Uses,
            Self::Year(_) => FilmField::Year,
            Self::Keys(_) => FilmField::Keys,
            Self::Directors(_) => FilmField::Directors,
            Self::Cast(_) => FilmField::Cast,
            Self::Countries(_) => FilmField::Countries,
            Self::Genres(_) => FilmField::Genres,
            Self::Votes(_) => FilmField::Votes,
            Self::Listed(_) => FilmField::Listed,
            Self::Work(_) => FilmField::Work,
            Self::Writers(_) => FilmField::Writers,
            Self::Runtime(_) => FilmField::Runtime,
            Self::Synopsis(_) => FilmField::Synopsis,
            Self::Poster(_) => FilmField::Poster,
            Self::Clear(field) => *field,
        }
    }

    /// What it says, for a reader: `year 2012`.
    pub fn sentence(&self) -> String {
        let many = |word: &str, values: &[String]| match values {
            [] => format!("no {word}"),
            values => format!("{word} {}", values.join(", ")),
        };
        match self {
            Self::Title(title) => format!("title `{title}`"),
            Self::OtherTitles(titles) => many("other titles", titles),
            Self::Uses(uses) => format!("{} uses of titles", uses.len()),
            Self::Year(Some(year)) => format!("year {year}"),
            Self::Year(None) => "no year".to_owned(),
            Self::Keys(keys) => {
                let keys: Vec<String> = keys.iter().map(FilmKey::to_string).collect();
                many("ids", &keys)
            }
            Self::Directors(names) => many("directors", names),
            Self::Cast(names) => many("cast", names),
            Self::Countries(names) => many("countries", names),
            Self::Genres(names) => many("genres", names),
            Self::Votes(Some(votes)) => format!("{votes} votes"),
            Self::Votes(None) => "no votes".to_owned(),
            Self::Listed(true) => "in the catalogue again".to_owned(),
            Self::Listed(false) => "taken back, no film of the catalogue".to_owned(),
            Self::Work(Work::Film) => "a film".to_owned(),
            Self::Work(Work::Series) => "a series".to_owned(),
            Self::Work(Work::Season { number, series }) => match series {
                Some(series) => format!("season {number} of film {series}"),
                None => format!("season {number} of a series"),
            },
            Self::Writers(names) => many("writers", names),
            Self::Runtime(Some(minutes)) => format!("runtime {minutes} minutes"),
            Self::Runtime(None) => "no runtime".to_owned(),
            Self::Synopsis(Some(text)) => format!("synopsis `{}`", crate::shortened(text, 12)),
            Self::Synopsis(None) => "no synopsis".to_owned(),
            Self::Poster(Some(poster)) => poster.sentence(),
            Self::Poster(None) => "no poster".to_owned(),
            Self::Clear(field) => format!("{} as before", field.word()),
        }
    }

    fn put(&self, record: &mut FilmRecord) {
        match self.clone() {
            Self::Title(title) => record.title = title,
            Self::OtherTitles(titles) => record.other_titles = titles,
            Self::Uses(uses) => record.uses = uses,
            Self::Year(year) => record.year = year,
            Self::Keys(keys) => record.keys = keys,
            Self::Directors(names) => record.directors = names,
            Self::Cast(names) => record.cast = names,
            Self::Countries(names) => record.countries = names,
            Self::Genres(names) => record.genres = names,
            Self::Votes(votes) => record.votes = votes,
            Self::Work(work) => record.work = work,
            Self::Writers(names) => record.writers = names,
            Self::Runtime(minutes) => record.runtime_minutes = minutes,
            Self::Synopsis(text) => record.synopsis = text,
            Self::Poster(poster) => record.poster = poster,
            Self::Listed(_) | Self::Clear(_) => {}
        }
    }
}

/// What is changed of one film.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilmChange {
    /// The film.
    pub film: FilmId,
    /// The values that are others from here on; fields that are not named stay.
    pub facts: Vec<FilmFact>,
}

/// Films of the record changed, in one entry of at most a few hundred.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilmsChanged {
    /// Why, of what a catalogue says: `catalogue FILE`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub why: String,
    /// What is changed.
    pub changes: Vec<FilmChange>,
    /// Set where a person enters what catalogues say (who undoes an import does): it is then no
    /// person's decision, and a later import may change it again.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub by_catalogue: bool,
    /// What a person says beside it.
    #[serde(flatten)]
    pub remark: Remark,
}

impl FilmsChanged {
    /// A person's correction of one film.
    pub fn correction(film: FilmId, facts: Vec<FilmFact>, remark: Remark) -> Self {
        Self {
            changes: vec![FilmChange { film, facts }],
            remark,
            ..Self::default()
        }
    }

    /// What it says, for a reader: `film 12: year 2012 (catalogue films.csv)`; what was
    /// remarked beside it is not in it.
    pub fn sentence(&self) -> String {
        let why = match self.why.as_str() {
            "" => String::new(),
            why => format!(" ({why})"),
        };
        match self.changes.as_slice() {
            [only] => {
                let facts: Vec<String> = only.facts.iter().map(FilmFact::sentence).collect();
                format!("film {}: {}{why}", only.film, facts.join("; "))
            }
            changes => format!(
                "{} changed{why}",
                crate::counted(changes.len() as u64, "film", "films")
            ),
        }
    }

    /// Whether an entry of it is a person's decision, which outranks every catalogue.
    pub fn is_decision(&self, by_person: bool) -> bool {
        by_person && !self.by_catalogue
    }
}

/// A film with all that was ever said of it: as it was added, as catalogues changed it, as people
/// set it. Values that people set count before all others, whatever comes later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilmStory {
    added: FilmRecord,
    /// What catalogues said after it was added, a fact for a field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    read: Vec<FilmFact>,
    /// What people set.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    set: Vec<FilmFact>,
}

impl FilmStory {
    /// A film as it was added.
    pub fn new(added: FilmRecord) -> Self {
        Self {
            added,
            read: Vec::new(),
            set: Vec::new(),
        }
    }

    /// The film as it was added.
    pub fn added(&self) -> &FilmRecord {
        &self.added
    }

    /// Takes in a change; `decided` where a person decided it ([`FilmsChanged::is_decision`]).
    pub fn change(&mut self, change: &FilmChange, decided: bool) {
        let facts = if decided {
            &mut self.set
        } else {
            &mut self.read
        };
        for fact in &change.facts {
            facts.retain(|known| known.field() != fact.field());
            if !matches!(fact, FilmFact::Clear(_)) {
                facts.push(fact.clone());
            }
        }
        facts.sort_by_key(FilmFact::field);
    }

    /// The film as it counts.
    pub fn record(&self) -> FilmRecord {
        let mut record = self.as_read();
        for fact in &self.set {
            fact.put(&mut record);
        }
        record
    }

    /// The film as catalogues have it, without what people set.
    pub fn as_read(&self) -> FilmRecord {
        let mut record = self.added.clone();
        for fact in &self.read {
            fact.put(&mut record);
        }
        record
    }

    /// Whether it is a film of the catalogue: nobody took it back.
    pub fn is_listed(&self) -> bool {
        let mut said = self.set.iter().chain(&self.read);
        let listed = said.find_map(|fact| match fact {
            FilmFact::Listed(listed) => Some(*listed),
            _ => None,
        });
        listed.unwrap_or(true)
    }

    /// Whether nothing was changed of it.
    pub fn is_as_added(&self) -> bool {
        self.read.is_empty() && self.set.is_empty()
    }

    /// The fields that people set.
    pub fn set_fields(&self) -> impl Iterator<Item = FilmField> {
        self.set.iter().map(FilmFact::field)
    }

    /// What puts a field back to what it is now, in what people set (`decided`) or in what
    /// catalogues say.
    pub fn fact(&self, field: FilmField, decided: bool) -> FilmFact {
        let facts = if decided { &self.set } else { &self.read };
        let known = facts.iter().find(|fact| fact.field() == field);
        known.cloned().unwrap_or(FilmFact::Clear(field))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lamp() -> FilmStory {
        FilmStory::new(FilmRecord {
            title: "The Lamp".to_owned(),
            year: Some(2011),
            ..FilmRecord::numbered(FilmId(1))
        })
    }

    fn change(facts: Vec<FilmFact>) -> FilmChange {
        let film = FilmId(1);
        FilmChange { film, facts }
    }

    #[test]
    fn what_a_person_set_outranks_every_catalogue_before_and_after() {
        let mut film = lamp();
        film.change(&change(vec![FilmFact::Year(Some(2012))]), true);
        film.change(
            &change(vec![
                FilmFact::Year(Some(2013)),
                FilmFact::Title("The Lamps".to_owned()),
            ]),
            false,
        );
        assert_eq!(film.record().year, Some(2012));
        assert_eq!(film.record().title, "The Lamps");
        assert_eq!(film.as_read().year, Some(2013));
        film.change(&change(vec![FilmFact::Clear(FilmField::Year)]), true);
        assert_eq!(film.record().year, Some(2013));
        film.change(
            &change(vec![
                FilmFact::Clear(FilmField::Year),
                FilmFact::Clear(FilmField::Title),
            ]),
            false,
        );
        assert_eq!(film, lamp());
    }

    #[test]
    fn a_film_that_was_taken_back_is_listed_again_when_that_is_cleared() {
        let mut film = lamp();
        film.change(&change(vec![FilmFact::Listed(false)]), true);
        assert!(!film.is_listed());
        assert_eq!(film.record(), lamp().record());
        film.change(&change(vec![FilmFact::Clear(FilmField::Listed)]), true);
        assert!(film.is_listed());
    }

    #[test]
    fn facts_are_written_as_they_are_documented() {
        let written = serde_json::to_string(&[
            FilmFact::Year(None),
            FilmFact::Year(Some(2012)),
            FilmFact::Clear(FilmField::OtherTitles),
            FilmFact::Keys(vec![FilmKey::new("imdb", "tt0000001")]),
        ])
        .unwrap();
        assert_eq!(
            written,
            r#"[{"year":null},{"year":2012},{"clear":"other_titles"},{"keys":[{"scheme":"imdb","value":"tt0000001"}]}]"#
        );
        let read: Vec<FilmFact> = serde_json::from_str(&written).unwrap();
        assert_eq!(read.len(), 4);
        assert_eq!(read[0], FilmFact::Year(None));
    }
}
