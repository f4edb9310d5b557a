//! Rows as they stand in a file.

use crate::exports::Export;
use crate::wikidata::{ClassRow, PropertyRow, WikidataClass, WikidataProperty, number};
use crate::{List, WrongRow};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::{Table, Value};

/// A row that may be used.
#[derive(Debug)]
pub(crate) enum Row {
    /// Values of lists, added or taken away.
    Values {
        list: List,
        values: Vec<String>,
        is_dropped: bool,
    },
    Export(Box<Export>),
    /// All exports of this name are taken away.
    NoExport(String),
    /// None takes it away; so with properties.
    Class(String, Option<WikidataClass>),
    Property(String, Option<WikidataProperty>),
}

/// Reads the body of a row of one sort, and whether it takes away what it names: what is to be done, or
/// what is wrong with it.
type ReadBody = fn(bool, Table) -> Result<Vec<Row>, String>;

/// The headings of rows, and who reads what stands under them.
const HEADINGS: [(&str, ReadBody); 5] = [
    ("row", values),
    ("site", site),
    ("export", export),
    ("wikidata_class", class),
    ("wikidata_property", property),
];

/// Reads a file's rows, and what is wrong with those that are: one that is costs no other.
pub(crate) fn read(file: &str, text: &str) -> (Vec<Row>, Vec<WrongRow>) {
    let no_rows = |why: String| WrongRow::NoRows {
        file: file.to_owned(),
        why,
    };
    let (mut rows, mut wrong) = (Vec::new(), Vec::new());
    let table = match text.parse::<Table>() {
        Ok(table) => table,
        Err(error) => return (rows, vec![no_rows(error.to_string())]),
    };
    for (heading, found) in table {
        let known = HEADINGS.iter().find(|(name, _)| *name == heading);
        let (Some((_, body)), Value::Array(found)) = (known, found) else {
            let names = HEADINGS.map(|(name, _)| format!("[[{name}]]"));
            let names = names.join(", ");
            wrong.push(no_rows(format!("expected {names}, found `{heading}`")));
            continue;
        };
        for (found, number) in found.into_iter().zip(1..) {
            match read_row(found, *body) {
                Ok(found) => rows.extend(found),
                Err(what) => wrong.push(WrongRow::Row {
                    file: file.to_owned(),
                    heading: heading.clone(),
                    number,
                    what,
                }),
            }
        }
    }
    (rows, wrong)
}

fn read_row(found: Value, body: ReadBody) -> Result<Vec<Row>, String> {
    let Value::Table(mut table) = found else {
        return Err("is no row".to_owned());
    };
    match table.remove("noted") {
        Some(Value::String(day)) if is_day(&day) => {}
        Some(other) => {
            let found = other
                .as_str()
                .map_or_else(|| other.to_string(), str::to_owned);
            return Err(format!(
                "is wrong: expected a day like `2031-05-06`, found `{found}`"
            ));
        }
        None => return Err("does not say when it was noted (`noted`)".to_owned()),
    }
    match table.remove("source") {
        Some(Value::String(source)) if !source.trim().is_empty() => {}
        _ => return Err("has no text as a source".to_owned()),
    }
    let is_dropped = match table.remove("drop") {
        None => false,
        Some(Value::Boolean(drop)) => drop,
        Some(other) => {
            return Err(format!(
                "is wrong: expected `drop` as true or false, found `{other}`"
            ));
        }
    };
    body(is_dropped, table)
}

fn parsed<T: DeserializeOwned>(table: Table) -> Result<T, String> {
    Value::Table(table)
        .try_into()
        .map_err(|error: toml::de::Error| format!("is wrong: {}", error.message()))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ValuesRow {
    list: String,
    values: Vec<String>,
}

fn values(is_dropped: bool, table: Table) -> Result<Vec<Row>, String> {
    let row: ValuesRow = parsed(table)?;
    let mut lists = List::ALL.iter().copied();
    let Some(list) = lists.find(|list| list.name() == row.list) else {
        let known: Vec<&str> = List::ALL.iter().map(|list| list.name()).collect();
        return Err(format!(
            "is wrong: `{}` is no list; those are {}",
            row.list,
            known.join(", ")
        ));
    };
    if row.values.is_empty() {
        return Err("has no values".to_owned());
    }
    let values = filled(row.values)?;
    Ok(vec![Row::Values {
        list,
        values,
        is_dropped,
    }])
}

fn filled(values: Vec<String>) -> Result<Vec<String>, String> {
    if values.iter().any(|value| value.trim().is_empty()) {
        return Err("has an empty value".to_owned());
    }
    Ok(values)
}

/// What a site is that is no outlet, or whose scores the press cites.
#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
enum SiteSort {
    Aggregator,
    Shop,
    Forwarder,
    Archive,
    Scorer,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SiteRow {
    #[expect(dead_code, reason = "what a row says for its readers")]
    sort: SiteSort,
    #[serde(default)]
    hosts: Vec<String>,
    #[serde(default)]
    names: Vec<String>,
    #[serde(default)]
    scorers: Vec<String>,
    #[serde(default)]
    scores: Vec<String>,
    #[serde(default)]
    verdicts: Vec<String>,
}

fn site(is_dropped: bool, table: Table) -> Result<Vec<Row>, String> {
    let row: SiteRow = parsed(table)?;
    let is_bare = |host: &&String| !host.contains('.') || host.contains(['/', ':', ' ']);
    if let Some(host) = row.hosts.iter().find(is_bare) {
        return Err(format!(
            "is wrong: expected a domain like `quayreview.example`, found `{host}`"
        ));
    }
    let hosts = row.hosts.iter().map(|host| host.to_lowercase()).collect();
    let scores = row.scores.clone();
    let lists = [
        (List::NoOutletHosts, hosts),
        (List::NoOutletNames, row.names),
        (List::Scorers, [row.scorers, row.scores].concat()),
        (List::Scores, scores),
        (List::SiteVerdicts, row.verdicts),
    ];
    let mut rows = Vec::new();
    for (list, values) in lists {
        if !values.is_empty() {
            rows.push(Row::Values {
                list,
                values: filled(values)?,
                is_dropped,
            });
        }
    }
    if rows.is_empty() {
        return Err("has no hosts, names, scorers or scores".to_owned());
    }
    Ok(rows)
}

#[derive(Deserialize)]
struct NamedRow {
    name: String,
}

#[derive(Deserialize)]
struct NumberedRow {
    id: String,
}

fn export(is_dropped: bool, table: Table) -> Result<Vec<Row>, String> {
    if is_dropped {
        let row: NamedRow = parsed(table)?;
        return Ok(vec![Row::NoExport(row.name)]);
    }
    let export: Export = parsed(table)?;
    match export.fault() {
        Some(fault) => Err(format!("is wrong: {fault}")),
        None => Ok(vec![Row::Export(Box::new(export))]),
    }
}

fn class(is_dropped: bool, table: Table) -> Result<Vec<Row>, String> {
    let read = || {
        if is_dropped {
            return Ok(Row::Class(dropped("Q", table)?, None));
        }
        let (id, class) = parsed::<ClassRow>(table)?
            .class()
            .map_err(|what| is_wrong(&what))?;
        Ok(Row::Class(id, Some(class)))
    };
    read().map(|row| vec![row])
}

fn property(is_dropped: bool, table: Table) -> Result<Vec<Row>, String> {
    let read = || {
        if is_dropped {
            return Ok(Row::Property(dropped("P", table)?, None));
        }
        let (id, property) = parsed::<PropertyRow>(table)?
            .property()
            .map_err(|what| is_wrong(&what))?;
        Ok(Row::Property(id, Some(property)))
    };
    read().map(|row| vec![row])
}

/// The number of what a row of Wikidata takes away.
fn dropped(letter: &str, table: Table) -> Result<String, String> {
    number(letter, parsed::<NumberedRow>(table)?.id).map_err(|what| is_wrong(&what))
}

fn is_wrong(what: &str) -> String {
    format!("is wrong: {what}")
}

fn is_day(text: &str) -> bool {
    let mut parts = text.split('-');
    let part = |part: Option<&str>, length: usize, most: u16| {
        part.is_some_and(|part| {
            let number = part.parse::<u16>();
            part.len() == length && number.is_ok_and(|number| (1..=most).contains(&number))
        })
    };
    part(parts.next(), 4, 9999)
        && part(parts.next(), 2, 12)
        && part(parts.next(), 2, 31)
        && parts.next().is_none()
}
