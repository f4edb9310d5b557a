//! What is asked, in the forms that the protocol allows.

use crate::error::SiteError;
use ovation_desk::FilmAsked;
use ovation_terms::{catalogue_called, film_id};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// Most queries in one request.
pub(super) const QUERIES: usize = 50;
/// Most candidates of one query.
const CANDIDATES: usize = 10;
/// Longest title that is read, in characters.
const TITLE_CHARS: usize = 500;
/// Most values of one query's properties.
const VALUES: usize = 50;

/// The only type of things.
pub(super) const FILM: &str = "film";

/// The form that is sent.
#[derive(Debug, ToSchema)]
#[expect(dead_code, reason = "it is described here and read by hand")]
pub(super) struct Questions {
    /// JSON: an object of queries by any names.
    queries: String,
}

/// One query as it is sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Sent {
    query: Option<String>,
    r#type: Value,
    limit: Option<u64>,
    properties: Vec<Property>,
}

/// What is said of the film beside its title.
#[derive(Debug, Deserialize)]
struct Property {
    pid: String,
    #[serde(default)]
    v: Value,
}

/// One query, read.
#[derive(Debug)]
pub(super) struct Question {
    /// What is asked; none where it is no film.
    pub(super) asked: Option<FilmAsked>,
    /// Most candidates.
    pub(super) limit: usize,
}

/// Reads an object of queries.
///
/// # Errors
/// [`SiteError::BadBody`] where it is none, holds too many, or one of them is none.
pub(super) fn read(queries: &str) -> Result<Vec<(String, Question)>, SiteError> {
    let refuse = |why: String| SiteError::BadBody(format!("`queries`: {why}"));
    let sent: BTreeMap<String, Value> = serde_json::from_str(queries)
        .map_err(|error| refuse(format!("expected an object of queries: {error}")))?;
    if sent.len() > QUERIES {
        let many = sent.len();
        return Err(refuse(format!("expected at most {QUERIES}, found {many}")));
    }
    let read = sent.into_iter().map(|(name, value)| {
        let sent: Sent = serde_json::from_value(value)
            .map_err(|error| refuse(format!("{}: {error}", cut(&name))))?;
        let question = question(sent).map_err(|why| refuse(format!("{}: {why}", cut(&name))))?;
        Ok((name, question))
    });
    read.collect()
}

fn cut(name: &str) -> String {
    name.chars().take(40).collect()
}

fn question(sent: Sent) -> Result<Question, String> {
    let types = texts(&sent.r#type);
    let is_of_films = types.is_empty() || types.iter().any(|name| name == FILM);
    let title = sent.query.unwrap_or_default();
    let values: Vec<(String, String)> = sent
        .properties
        .iter()
        .flat_map(|property| {
            let values = texts(&property.v).into_iter();
            values.map(|value| (property.pid.clone(), value))
        })
        .collect();
    if values.len() > VALUES {
        return Err(format!("expected at most {VALUES} values of properties"));
    }
    let mut said = vec![&title];
    said.extend(values.iter().map(|(_, value)| value));
    // One long cell of a sheet is no title, and no reason to refuse the others that are sent with it.
    let is_too_long = said.iter().any(|text| text.chars().count() > TITLE_CHARS);
    let mut asked = FilmAsked {
        title: (!title.trim().is_empty()).then_some(title),
        ..FilmAsked::default()
    };
    for (pid, value) in values {
        match pid.as_str() {
            "year" => asked.year = asked.year.or_else(|| year_in(&value)),
            "director" => asked.directors.push(value),
            "cast" => asked.cast.push(value),
            "original_title" => asked.other_title = asked.other_title.or(Some(value)),
            // What nobody knows here is passed over, and so is what is no id: a cell of a table.
            other => {
                let scheme = catalogue_called(other);
                asked
                    .keys
                    .extend(scheme.and_then(|scheme| film_id(scheme, &value).ok()));
            }
        }
    }
    let limit = sent.limit.unwrap_or(CANDIDATES as u64);
    Ok(Question {
        asked: (is_of_films && !is_too_long).then_some(asked),
        limit: usize::try_from(limit).unwrap_or(CANDIDATES).min(CANDIDATES),
    })
}

/// The texts of a value: a text, a number, a thing with an `id` or `name`, or a list of such.
fn texts(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) if text.trim().is_empty() => Vec::new(),
        Value::String(text) => vec![text.trim().to_owned()],
        Value::Number(number) => vec![number.to_string()],
        Value::Array(values) => values.iter().flat_map(texts).collect(),
        Value::Object(thing) => {
            let said = ["name", "id"].into_iter().find_map(|key| thing.get(key));
            said.map(texts).unwrap_or_default()
        }
        Value::Null | Value::Bool(_) => Vec::new(),
    }
}

/// The year that a value begins with: `2021`, `2021-05-01`, `2021.0`.
fn year_in(value: &str) -> Option<i16> {
    let digits = value.chars().take_while(char::is_ascii_digit).count();
    let year: i16 = value.get(..4).filter(|_| digits == 4)?.parse().ok()?;
    (1850..=2200).contains(&year).then_some(year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read_in_every_form_that_the_protocol_allows() {
        for (value, wanted) in [
            (r#""2021""#, "2021"),
            ("2021", "2021"),
            (r#"{"id":"Q1","name":"Ada Falk"}"#, "Ada Falk"),
            (r#"{"id":"film"}"#, "film"),
            (
                r#"["Ada Falk", {"name":"Otto Brand"}, ""]"#,
                "Ada Falk|Otto Brand",
            ),
            ("null", ""),
            ("true", ""),
        ] {
            let value = serde_json::from_str(value).unwrap();
            assert_eq!(texts(&value).join("|"), wanted, "{value}");
        }
        assert_eq!(year_in("2021-05-01"), Some(2021));
        assert_eq!(year_in("2021.0"), Some(2021));
        assert_eq!(year_in("20210"), None);
        assert_eq!(year_in("spring"), None);
    }

    #[test]
    fn a_query_is_bounded_and_unknown_properties_are_passed_over() {
        let first = |queries: &str| read(queries).map(|mut read| read.remove(0).1);
        let one = first(
            r#"{"q":{"query":"Salt","type":["film"],"limit":500,"type_strict":"any","properties":
            [{"pid":"year","v":"2021"},{"pid":"mood","v":"blue"},{"pid":"imdb","v":"9000001"}]}}"#,
        );
        let one = one.unwrap();
        let asked = one.asked.unwrap();
        assert_eq!((one.limit, asked.year), (CANDIDATES, Some(2021)));
        assert_eq!(asked.keys.len(), 1);
        let other = first(r#"{"q":{"query":"Salt","type":"person"}}"#).unwrap();
        assert!(other.asked.is_none());
        for wrong in ["[]", "{", r#"{"q":3}"#, r#"{"q":{"query":["a"]}}"#] {
            assert!(read(wrong).is_err(), "{wrong}");
        }
        let long = format!(r#"{{"q":{{"query":"{}"}}}}"#, "x".repeat(TITLE_CHARS + 1));
        // It has no candidates, and the others are answered.
        let sent = format!(
            r#"{},"b":{{"query":"Salt"}}}}"#,
            long.trim_end_matches('}').to_owned() + "}"
        );
        let read = read(&sent).unwrap();
        assert!(read[0].1.asked.is_some() && read[1].1.asked.is_none());
    }
}
