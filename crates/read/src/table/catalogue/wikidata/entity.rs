//! One entity: what of it makes a film.

use super::known::{KnownProperties, Property};
use super::quantity::minutes_of;
use super::{WikidataFilm, WikidataRow, bad_line};
use crate::table::catalogue::CatalogueFilm;
use ovation_knowledge::WikidataValue;
use ovation_language::seasons::season_in;
use ovation_terms::{
    Complaint, ComplaintKind, FilmKey, TitleUse, Work, WorkKind, WorkSaid, film_id,
};
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;
use std::marker::PhantomData;

/// Most people of one film that are kept.
const MOST_PEOPLE: usize = 40;

#[derive(Deserialize)]
struct Label<'a> {
    #[serde(borrow)]
    language: Cow<'a, str>,
    #[serde(borrow)]
    value: Cow<'a, str>,
}

/// A map whose order counts; an empty one may be written as `[]`, as the dumps do.
struct Pairs<T>(Vec<T>);

impl<T> Default for Pairs<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Pairs<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Values<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Values<T> {
            type Value = Pairs<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object, or an empty list")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs<T>, A::Error> {
                let mut values = Vec::new();
                while let Some((_, value)) = map.next_entry::<IgnoredAny, T>()? {
                    values.push(value);
                }
                Ok(Pairs(values))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Pairs<T>, A::Error> {
                while seq.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Pairs(Vec::new()))
            }
        }
        deserializer.deserialize_any(Values(PhantomData))
    }
}

#[derive(Deserialize)]
struct Statement {
    #[serde(default)]
    mainsnak: Option<Snak>,
    #[serde(default)]
    rank: Option<String>,
    #[serde(default)]
    qualifiers: Qualifiers,
}

/// What is read of a statement's qualifiers: the place in a series.
///
/// Source: <https://www.wikidata.org/wiki/Property:P1545>
#[derive(Default, Deserialize)]
struct Qualifiers {
    #[serde(default, rename = "P1545")]
    places: Vec<Snak>,
}

#[derive(Deserialize)]
struct Snak {
    #[serde(default)]
    datavalue: Option<DataValue>,
}

#[derive(Deserialize)]
struct DataValue {
    value: Value,
}

/// What is read of an entity's statements; the rest is passed over without a copy.
#[derive(Default)]
struct Claims<'k>(Vec<(Property<'k>, Vec<Statement>)>);

struct ClaimsSeed<'k>(&'k KnownProperties<'k>);

impl<'de, 'k> Visitor<'de> for ClaimsSeed<'k> {
    type Value = Claims<'k>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object of statements, or an empty list")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Claims<'k>, A::Error> {
        let mut claims = Claims::default();
        while let Some(property) = map.next_key::<Cow<'de, str>>()? {
            match self.0.property(&property) {
                Some(wanted) => claims.0.push((wanted, map.next_value()?)),
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(claims)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Claims<'k>, A::Error> {
        while seq.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Claims::default())
    }
}

impl<'de, 'k> DeserializeSeed<'de> for ClaimsSeed<'k> {
    type Value = Claims<'k>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Claims<'k>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

struct Entity<'a, 'k> {
    id: Cow<'a, str>,
    labels: Pairs<Label<'a>>,
    aliases: Pairs<Vec<Label<'a>>>,
    claims: Claims<'k>,
}

struct EntitySeed<'k>(&'k KnownProperties<'k>);

impl<'de, 'k> Visitor<'de> for EntitySeed<'k> {
    type Value = Entity<'de, 'k>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an entity")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entity = Entity {
            id: Cow::Borrowed(""),
            labels: Pairs::default(),
            aliases: Pairs::default(),
            claims: Claims::default(),
        };
        while let Some(key) = map.next_key::<Cow<'de, str>>()? {
            match key.as_ref() {
                "id" => entity.id = map.next_value()?,
                "labels" => entity.labels = map.next_value()?,
                "aliases" => entity.aliases = map.next_value()?,
                "claims" => entity.claims = map.next_value_seed(ClaimsSeed(self.0))?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(entity)
    }
}

/// Reads an entity: a film, a work of another kind, or nothing of concern.
pub(super) fn read(
    line: &[u8],
    number: u64,
    known: &KnownProperties<'_>,
) -> Result<Option<WikidataRow>, Complaint> {
    let mut json = serde_json::Deserializer::from_slice(line);
    let entity = json
        .deserialize_map(EntitySeed(known))
        .and_then(|entity| json.end().map(|()| entity))
        .map_err(|error| bad_line(number, format!("expected an entity, found {error}")))?;
    match class_of(&entity, known) {
        None => Ok(class_or_work(entity, number)),
        Some((name, None)) => Ok(Some(WikidataRow::NoFilm(name.to_owned()))),
        Some((name, Some(kind))) => {
            let film = film_of(entity, number)
                .ok_or_else(|| bad_line(number, "expected a film's label in any language"))?;
            Ok(Some(of_kind(film, name, Some(kind))))
        }
    }
}

/// Values of statements that hold: the preferred ones where there are any, never one that was
/// deprecated.
fn holding(statements: &[Statement]) -> impl Iterator<Item = &Value> {
    let is = |statement: &Statement, rank: &str| statement.rank.as_deref() == Some(rank);
    let has_preferred = statements.iter().any(|it| is(it, "preferred"));
    statements
        .iter()
        .filter(move |it| {
            if has_preferred {
                is(it, "preferred")
            } else {
                !is(it, "deprecated")
            }
        })
        .filter_map(|it| Some(&it.mainsnak.as_ref()?.datavalue.as_ref()?.value))
}

/// All values but those that were deprecated.
fn standing(statements: &[Statement]) -> impl Iterator<Item = &Value> {
    statements
        .iter()
        .filter(|it| it.rank.as_deref() != Some("deprecated"))
        .filter_map(|it| Some(&it.mainsnak.as_ref()?.datavalue.as_ref()?.value))
}

/// A work under the name of its class: one of the catalogue, or none.
pub(super) fn of_kind(mut film: WikidataFilm, name: &str, kind: Option<WorkKind>) -> WikidataRow {
    match kind {
        Some(kind) if is_known_work(&mut film, kind) => WikidataRow::Film(Box::new(film)),
        Some(_) | None => WikidataRow::NoFilm(name.to_owned()),
    }
}

/// Sets the kind of a work; whether that is told: the number of a season stands in its label, or with the series
/// that it is part of.
fn is_known_work(made: &mut WikidataFilm, kind: WorkKind) -> bool {
    let film = &mut made.film;
    match kind {
        WorkKind::Film => {}
        WorkKind::Series => film.work = Work::Series,
        WorkKind::Season => {
            let mut titles = std::iter::once(&film.title).chain(&film.other_titles);
            let named = titles.find_map(|title| {
                let named = season_in(title)?;
                match named.says {
                    WorkSaid::Season {
                        number: Some(number),
                    } => Some((number, named.series)),
                    _ => None,
                }
            });
            let number = named.as_ref().map(|(number, _)| *number);
            let placed = made.place.filter(|_| made.series.is_some());
            let Some(number) = number.or(placed) else {
                return false;
            };
            film.work = Work::Season {
                number,
                series: None,
            };
            if let Some((_, series)) = named {
                film.title = series;
            }
        }
    }
    true
}

/// What the entity is: a film where any of its classes is one of films, else a series or a season where one
/// is.
fn class_of<'k>(
    entity: &Entity<'_, '_>,
    known: &KnownProperties<'k>,
) -> Option<(&'k str, Option<WorkKind>)> {
    let mut other: Option<(&str, Option<WorkKind>)> = None;
    for (wanted, statements) in &entity.claims.0 {
        if *wanted != Property::Class {
            continue;
        }
        for value in holding(statements) {
            let id = value.get("id").and_then(Value::as_str).unwrap_or_default();
            match known.class(id) {
                Some((name, Some(WorkKind::Film))) => return Some((name, Some(WorkKind::Film))),
                // Told by its narrowest kind.
                Some(found) if other.is_none_or(|other| other.1 < found.1) => other = Some(found),
                Some(_) | None => {}
            }
        }
    }
    other
}

/// An entity of no class that is known: a class below others, or a work whose classes may be below
/// known ones.
fn class_or_work(entity: Entity<'_, '_>, number: u64) -> Option<WikidataRow> {
    let of = |wanted: Property<'_>| -> Vec<u64> {
        let claims = entity.claims.0.iter();
        let its = claims.filter(|(property, _)| *property == wanted);
        its.flat_map(|(_, statements)| holding(statements).filter_map(number_of))
            .collect()
    };
    let above = of(Property::Value(WikidataValue::Subclass));
    if !above.is_empty() {
        let id = entity.id.strip_prefix('Q').and_then(|id| id.parse().ok())?;
        return Some(WikidataRow::Class { id, above });
    }
    let classes = of(Property::Class);
    if classes.is_empty() {
        return None;
    }
    let mut film = film_of(entity, number)?;
    // An id of its own is no sign of a film.
    let is_work = !film.directors.is_empty() || !film.cast.is_empty() || film.film.keys.len() > 1;
    // What is wrong with the ids of what may be no film is told by nobody.
    film.film.complaints.clear();
    let film = Box::new(film);
    is_work.then_some(WikidataRow::Work { film, classes })
}

/// The series of a statement that stands, and the place in it, 0 where nobody says which.
fn placed_of(statement: &Statement) -> Option<(u64, u16)> {
    if statement.rank.as_deref() == Some("deprecated") {
        return None;
    }
    let series = number_of(&statement.mainsnak.as_ref()?.datavalue.as_ref()?.value)?;
    let mut places = statement.qualifiers.places.iter();
    let place = places.find_map(|snak| snak.datavalue.as_ref()?.value.as_str()?.parse().ok());
    Some((series, place.unwrap_or(0)))
}

fn number_of(value: &Value) -> Option<u64> {
    let id = value.get("id").and_then(Value::as_str)?;
    id.strip_prefix('Q')?.parse().ok()
}

/// The year of `+2012-05-01T00:00:00Z`; none of a date that is only known to a decade or less.
fn year_of(value: &Value) -> Option<i16> {
    let precision = value.get("precision").and_then(Value::as_u64).unwrap_or(9);
    let time = value.get("time").and_then(Value::as_str)?;
    let year: i16 = time.strip_prefix('+')?.get(..4)?.parse().ok()?;
    (precision >= 9 && (1850..=2200).contains(&year)).then_some(year)
}

fn film_of(entity: Entity<'_, '_>, number: u64) -> Option<WikidataFilm> {
    let mut made = WikidataFilm::default();
    let mut keys = FilmKeys::new(number);
    keys.take("wikidata", &entity.id);
    let mut originals: Vec<TitleUse> = Vec::new();
    for (wanted, statements) in &entity.claims.0 {
        let numbers = || -> Vec<u64> { standing(statements).filter_map(number_of).collect() };
        match wanted {
            Property::Class | Property::Value(WikidataValue::Subclass) => {}
            Property::Value(WikidataValue::Runtime) => {
                made.film.runtime_minutes = holding(statements).find_map(minutes_of);
            }
            Property::Value(WikidataValue::Directors) => made.directors = numbers(),
            Property::Value(WikidataValue::Cast) => made.cast = numbers(),
            Property::Value(WikidataValue::Countries) => made.countries = numbers(),
            Property::Value(WikidataValue::Genres) => made.genres = numbers(),
            Property::Value(WikidataValue::Series) => {
                let placed = statements.iter().find_map(placed_of);
                (made.series, made.place) = placed.unzip();
                made.place = made.place.filter(|place| *place > 0);
            }
            Property::Value(WikidataValue::Date) => {
                made.film.year = holding(statements).filter_map(year_of).min();
            }
            Property::Value(WikidataValue::Title) => {
                let text = |value: &Value, name: &str| {
                    value.get(name).and_then(Value::as_str).map(str::to_owned)
                };
                originals.extend(holding(statements).filter_map(|value| {
                    Some(TitleUse {
                        title: text(value, "text")?,
                        region: None,
                        language: text(value, "language"),
                    })
                }));
            }
            Property::Key(scheme) => {
                for value in holding(statements).filter_map(Value::as_str).take(1) {
                    keys.take(scheme, value);
                }
            }
        }
    }
    made.directors.truncate(MOST_PEOPLE);
    made.cast.truncate(MOST_PEOPLE);
    let labels = entity.labels.0.into_iter();
    let aliases = entity.aliases.0.into_iter().flatten();
    let titles: Vec<TitleUse> = labels.map(title_use).chain(originals.clone()).collect();
    let in_language = |wanted: &str| {
        let is_in = |title: &&TitleUse| title.language.as_deref() == Some(wanted);
        titles.iter().find(is_in)
    };
    let first = in_language("en")
        .or_else(|| in_language("mul"))
        .or(originals.first())
        .or(titles.first())?;
    made.film.line = number;
    made.film.title.clone_from(&first.title);
    name_others(&mut made.film, titles, aliases.map(title_use));
    made.film.keys = keys.found;
    made.film.complaints = keys.complaints;
    Some(made)
}

fn title_use(label: Label<'_>) -> TitleUse {
    // A label for all languages is none of a language.
    let language = Some(label.language.into_owned()).filter(|it| it != "mul");
    TitleUse {
        title: label.value.into_owned(),
        region: None,
        language,
    }
}

/// Puts every title once among the others, and where it is used.
fn name_others(
    film: &mut CatalogueFilm,
    titles: Vec<TitleUse>,
    aliases: impl Iterator<Item = TitleUse>,
) {
    let mut known = BTreeSet::from([film.title.clone()]);
    let mut uses = BTreeSet::new();
    for said in titles.into_iter().chain(aliases) {
        if known.insert(said.title.clone()) {
            film.other_titles.push(said.title.clone());
        }
        if said.language.is_some() && uses.insert(said.clone()) {
            film.uses.push(said);
        }
    }
}

/// A film's ids; what is none is a complaint.
struct FilmKeys {
    number: u64,
    found: Vec<FilmKey>,
    complaints: Vec<Complaint>,
}

impl FilmKeys {
    fn new(number: u64) -> Self {
        Self {
            number,
            found: Vec::new(),
            complaints: Vec::new(),
        }
    }

    fn take(&mut self, scheme: &str, printed: &str) {
        match film_id(scheme, printed) {
            Ok(key) => self.found.push(key),
            Err(no_id) => self.complaints.push(Complaint::minor(
                ComplaintKind::BadRow,
                format!("line {}", self.number),
                format!("{no_id}; it was left out"),
            )),
        }
    }
}

/// How far into a line an entity's id stands.
const ID_WITHIN: usize = 400;

/// The number of an entity, without parsing it.
pub(super) fn id_in_front(line: &[u8]) -> Option<u64> {
    let front = line.get(..ID_WITHIN.min(line.len()))?;
    let at = memchr::memmem::find(front, b"\"id\"")?;
    let rest = front.get(at + 4..)?.trim_ascii_start();
    let rest = rest.strip_prefix(b":")?.trim_ascii_start();
    let rest = rest.strip_prefix(b"\"Q")?;
    let end = rest.iter().position(|byte| !byte.is_ascii_digit())?;
    std::str::from_utf8(rest.get(..end)?).ok()?.parse().ok()
}

/// The label by which an entity is named.
pub(super) fn name(line: &[u8]) -> Option<String> {
    #[derive(Deserialize)]
    struct Named<'a> {
        #[serde(borrow, default)]
        labels: Pairs<Label<'a>>,
    }
    let named: Named<'_> = serde_json::from_slice(line).ok()?;
    let labels = named.labels.0;
    let in_language = |wanted: &str| labels.iter().find(|label| label.language == wanted);
    let label = in_language("en")
        .or_else(|| in_language("mul"))
        .or(labels.first())?;
    Some(label.value.clone().into_owned())
}
