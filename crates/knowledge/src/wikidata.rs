//! What Wikidata calls films, and where it says what of them.

use serde::Deserialize;

/// What an entity of Wikidata is an instance of.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct WikidataClass {
    /// Under which its entities are counted.
    pub name: String,
    /// Which kind of work they are, if any.
    pub work: Option<WikidataWork>,
}

/// The kinds of works among what Wikidata has, from the widest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WikidataWork {
    /// Films.
    Film,
    /// Series.
    Series,
    /// Seasons of series.
    Season,
}

/// What a property of Wikidata holds of a film.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WikidataValue {
    /// Its directors.
    Directors,
    /// Its cast.
    Cast,
    /// The countries it was made in.
    Countries,
    /// Its genres.
    Genres,
    /// A date on which it came out.
    Date,
    /// A title.
    Title,
    /// How long it runs.
    Runtime,
    /// Of a class: the classes above it.
    Subclass,
    /// Of a season: the series that it is part of, with its number there.
    Series,
}

/// What is read of a property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WikidataProperty {
    /// A value of a film.
    Value(WikidataValue),
    /// Its id in the catalogue of this name.
    Key(String),
}

/// A class as a row has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ClassRow {
    pub(crate) id: String,
    name: String,
    film: bool,
    work: Option<WikidataWork>,
}

impl ClassRow {
    pub(crate) fn class(self) -> Result<(String, WikidataClass), String> {
        let id = number("Q", self.id)?;
        if self.name.trim().is_empty() {
            return Err("its name is empty".to_owned());
        }
        if self.film && self.work.is_some() {
            return Err("a class of films has no other `work`".to_owned());
        }
        let class = WikidataClass {
            name: self.name,
            work: self.work.or(self.film.then_some(WikidataWork::Film)),
        };
        Ok((id, class))
    }
}

/// A property as a row has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PropertyRow {
    pub(crate) id: String,
    holds: Option<WikidataValue>,
    scheme: Option<String>,
}

impl PropertyRow {
    pub(crate) fn property(self) -> Result<(String, WikidataProperty), String> {
        let id = number("P", self.id)?;
        let property = match (self.holds, self.scheme) {
            (Some(holds), None) => WikidataProperty::Value(holds),
            (None, Some(scheme)) if !scheme.trim().is_empty() => WikidataProperty::Key(scheme),
            _ => return Err("expected `holds` or the `scheme` of a catalogue".to_owned()),
        };
        Ok((id, property))
    }
}

/// `Q11424`, `P57`.
pub(crate) fn number(letter: &str, id: String) -> Result<String, String> {
    let digits = id.strip_prefix(letter).unwrap_or_default();
    let is_number = (1..=11).contains(&digits.len())
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && !digits.starts_with('0');
    if is_number {
        Ok(id)
    } else {
        Err(format!("expected a number like `{letter}57`, found `{id}`"))
    }
}
