//! Digests of the views' rows: of the tables as they stand, and of what a replay makes.

use super::write::{each_row, versions_of};
use crate::LedgerError;
use crate::db::{Arg, Conn};
use crate::projection::{Kind, TABLES, Table, Working};
use ovation_terms::Hash;
use std::borrow::Cow;

/// How many rows a table has and their digest, ordered by key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TableDigest {
    pub(crate) name: &'static str,
    pub(crate) rows: u64,
    pub(crate) hash: Hash,
}

/// Gathers rows into a digest.
///
/// A row is first its whole numbers, truth values and texts in the columns' order, as one text
/// (`12;;1;5:lamps;`: a text after its length in bytes, nothing where there is nothing), then its
/// fractions and bytes, every one with its sort and length: no two rows run together. The database
/// makes that one text, for taking a value out of it costs more than making it.
struct Digester {
    hasher: blake3::Hasher,
    buffer: Vec<u8>,
    rows: u64,
}

impl Digester {
    fn new() -> Self {
        Self {
            hasher: blake3::Hasher::new(),
            buffer: Vec::with_capacity(1 << 16),
            rows: 0,
        }
    }

    /// Takes the text that the database made of a row.
    fn packed(&mut self, text: &str) {
        self.buffer.extend_from_slice(text.as_bytes());
    }

    /// Takes a value that stands in the row's text.
    fn pack(&mut self, value: &Arg<'_>) {
        let to = &mut self.buffer;
        match value {
            Arg::Int(Some(number)) => push_number(*number, to),
            Arg::Bool(held) => to.push(if *held { b'1' } else { b'0' }),
            Arg::Text(Some(text)) => {
                push_number(i64::try_from(text.len()).unwrap_or(i64::MAX), to);
                to.push(b':');
                to.extend_from_slice(text.as_bytes());
            }
            Arg::Text(None) => to.push(b':'),
            Arg::Int(None) => {}
            Arg::Real(_) | Arg::Bytes(_) => return,
        }
        to.push(b';');
    }

    /// Takes a value that stands after the row's text.
    fn value(&mut self, value: &Arg<'_>) {
        let to = &mut self.buffer;
        match value {
            Arg::Real(Some(number)) => {
                to.push(2);
                to.extend(number.to_le_bytes());
            }
            Arg::Bytes(Some(bytes)) => {
                to.push(4);
                to.extend((bytes.len() as u64).to_le_bytes());
                to.extend_from_slice(bytes);
            }
            Arg::Real(None) | Arg::Bytes(None) => to.push(0),
            Arg::Int(_) | Arg::Bool(_) | Arg::Text(_) => {}
        }
    }

    fn end_row(&mut self) {
        self.rows += 1;
        if self.buffer.len() > 60_000 {
            self.hasher.update(&self.buffer);
            self.buffer.clear();
        }
    }

    fn finish(mut self, name: &'static str) -> TableDigest {
        self.hasher.update(&self.buffer);
        TableDigest {
            name,
            rows: self.rows,
            hash: Hash(*self.hasher.finalize().as_bytes()),
        }
    }
}

fn push_number(number: i64, to: &mut Vec<u8>) {
    use std::io::Write as _;
    // Writing to a vector cannot fail.
    let _ = write!(to, "{number}");
}

/// Digests the tables as they stand.
pub(crate) async fn digest_tables(conn: &mut Conn) -> Result<Vec<TableDigest>, LedgerError> {
    let mut digests = Vec::new();
    for table in TABLES {
        let loose: Vec<_> = table
            .columns
            .iter()
            .map(|(_, kind)| *kind)
            .filter(|kind| is_loose(*kind))
            .collect();
        let mut digester = Digester::new();
        conn.each(digest_sql(table), Vec::new(), &mut |row| {
            digester.packed(row.text(0)?);
            for (kind, place) in loose.iter().zip(1..) {
                digester.value(&match kind {
                    Kind::Real => Arg::Real(row.maybe_real(place)?),
                    _ => Arg::Bytes(row.maybe_bytes(place)?.map(Cow::Borrowed)),
                });
            }
            digester.end_row();
            Ok(())
        })
        .await?;
        digests.push(digester.finish(table.name));
    }
    Ok(digests)
}

/// Whether a column stands after the row's text: the two databases write fractions and bytes as
/// text each in a way of its own.
fn is_loose(kind: Kind) -> bool {
    matches!(kind, Kind::Real | Kind::Bytes)
}

/// Asks for the rows of a table as [`Digester`] takes them.
fn digest_sql(table: &Table) -> String {
    let (mut packed, mut loose) = (Vec::new(), String::new());
    for (name, kind) in table.columns {
        match kind {
            Kind::Int => packed.push(format!("{name}, ';'")),
            Kind::Bool => packed.push(format!("cast({name} as integer), ';'")),
            Kind::Text => packed.push(format!("octet_length({name}), ':', {name}, ';'")),
            Kind::Real | Kind::Bytes => {
                loose.push_str(", ");
                loose.push_str(name);
            }
        }
    }
    format!(
        "select concat({}){loose} from {} order by {}",
        packed.join(", "),
        table.name,
        table.key
    )
}

/// Digests what a replay of all entries made.
pub(crate) fn digest_working(working: &Working) -> Vec<TableDigest> {
    let versions = versions_of(working, false);
    let mut digesters: Vec<_> = TABLES.map(|table| (table.name, Digester::new())).into();
    let mut values = Vec::new();
    each_row(working, &versions, &mut |table, push| {
        push(&mut values);
        let mut all = digesters.iter_mut();
        if let Some((_, digester)) = all.find(|(name, _)| *name == table.name) {
            for value in &values {
                digester.pack(value);
            }
            for value in &values {
                digester.value(value);
            }
            digester.end_row();
        }
        values.clear();
    });
    let finish = |(name, digester): (&'static str, Digester)| digester.finish(name);
    digesters.into_iter().map(finish).collect()
}
