//! Digests of the views' rows: of the tables as they stand, and of what a replay makes.

use super::write::{each_row, versions_of};
use crate::LedgerError;
use crate::db::{Arg, Conn, Row};
use crate::fold::{Kind, TABLES, Working};
use ovation_terms::Hash;
use std::borrow::Cow;

/// How many rows a table has and their digest, ordered by key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct TableDigest {
    pub(crate) name: &'static str,
    pub(crate) rows: u64,
    pub(crate) hash: Hash,
}

/// Gathers rows into a digest: every value with its sort and length, so that none run together.
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

    fn value(&mut self, value: &Arg<'_>) {
        let to = &mut self.buffer;
        match value {
            Arg::Int(Some(number)) => {
                to.push(1);
                to.extend(number.to_le_bytes());
            }
            Arg::Real(Some(number)) => {
                to.push(2);
                to.extend(number.to_le_bytes());
            }
            Arg::Text(Some(text)) => {
                to.push(3);
                to.extend((text.len() as u64).to_le_bytes());
                to.extend(text.as_bytes());
            }
            Arg::Bytes(Some(bytes)) => {
                to.push(4);
                to.extend((bytes.len() as u64).to_le_bytes());
                to.extend(bytes.iter());
            }
            Arg::Bool(held) => to.extend([5, u8::from(*held)]),
            Arg::Int(None) | Arg::Real(None) | Arg::Text(None) | Arg::Bytes(None) => to.push(0),
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

/// Digests the tables as they stand.
pub(crate) async fn digest_tables(conn: &mut Conn) -> Result<Vec<TableDigest>, LedgerError> {
    let mut digests = Vec::new();
    for table in TABLES {
        let names: Vec<_> = table.columns.iter().map(|(name, _)| *name).collect();
        let sql = format!(
            "select {} from {} order by {}",
            names.join(", "),
            table.name,
            table.key
        );
        let mut digester = Digester::new();
        conn.each(sql, Vec::new(), &mut |row| {
            for (place, (_, kind)) in table.columns.iter().enumerate() {
                digester.value(&value_of(row, place, *kind)?);
            }
            digester.end_row();
            Ok(())
        })
        .await?;
        digests.push(digester.finish(table.name));
    }
    Ok(digests)
}

fn value_of(row: &Row, place: usize, kind: Kind) -> Result<Arg<'_>, sqlx::Error> {
    Ok(match kind {
        Kind::Int => Arg::Int(row.maybe_int(place)?),
        Kind::Real => Arg::Real(row.maybe_real(place)?),
        Kind::Text => Arg::Text(row.maybe_text(place)?.map(Cow::Borrowed)),
        Kind::Bytes => Arg::Bytes(row.maybe_bytes(place)?.map(Cow::Borrowed)),
        Kind::Bool => Arg::Bool(row.bool(place)?),
    })
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
            for value in values.drain(..) {
                digester.value(&value);
            }
            digester.end_row();
        }
    });
    let finish = |(name, digester): (&'static str, Digester)| digester.finish(name);
    digesters.into_iter().map(finish).collect()
}
