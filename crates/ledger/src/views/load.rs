//! Brings in the rows that a batch of entries touches.

use crate::LedgerError;
use crate::db::{Arg, Conn, Row};
use crate::insert::Lookup;
use crate::projection::{FilmRow, Joins, Kind, ReadAndDecided, Sort, Version, Working, also_of};
use ovation_terms::{Basis, Standing};
use std::collections::BTreeSet;

const COLUMNS: &str = "v.review, v.seq, v.until_seq, v.first_recorded, v.recorded, v.entry_hash, \
     v.film, v.critic, v.outlet, v.published, v.rating, v.rating_printed, v.scale, v.p, v.basis, \
     v.reasons, v.superseded, v.url, v.source, v.content, v.read_entry, v.candidate, v.under, v.also_by";

/// The current reviews that somebody signed beside their critic; `$1` is [`also_pattern`].
pub(crate) const ALSO_SIGNED: &str =
    "v.until_seq is null and v.also_by is not null and v.also_by like $1";

/// What [`ALSO_SIGNED`] looks for.
pub(crate) fn also_pattern(critic: i64) -> String {
    format!("% {critic} %")
}

/// Reads a version from a row that selects all columns in the table's order.
fn version_of(row: &Row) -> Result<Version, sqlx::Error> {
    let boxed = |place| Ok::<_, sqlx::Error>(row.maybe_text(place)?.map(Into::into));
    Ok(Version {
        review: row.int(0)?,
        seq: row.int(1)?,
        until_seq: row.maybe_int(2)?,
        first_recorded: row.int(3)?,
        recorded: row.int(4)?,
        entry_hash: bytes_of(row, 5)?,
        film: row.maybe_int(6)?,
        critic: row.maybe_int(7)?,
        outlet: row.maybe_int(8)?,
        published: row.maybe_text(9)?.and_then(|day| day.parse().ok()),
        rating: row.maybe_real(10)?,
        rating_printed: boxed(11)?,
        scale: boxed(12)?,
        p: row.maybe_real(13)?,
        basis: row.maybe_text(14)?.and_then(Basis::from_code),
        reasons: Standing::from_codes(row.text(15)?),
        superseded: row.bool(16)?,
        url: boxed(17)?,
        source: row.int(18)?,
        content: bytes_of(row, 19)?,
        read_entry: row.int(20)?,
        candidate: row.maybe_int(21)?,
        read_and_decided: read_and_decided_of(row, 22)?,
        also_by: also_of(row.maybe_text(23)?),
    })
}

pub(crate) fn read_and_decided_of(
    row: &Row,
    place: usize,
) -> Result<Option<Box<ReadAndDecided>>, sqlx::Error> {
    let text = row.maybe_text(place)?;
    let both = text.map(|text| ReadAndDecided::of_text(text).map(Box::new));
    both.transpose().map_err(|error| sqlx::Error::ColumnDecode {
        index: "review_version.under".to_owned(),
        source: Box::new(error),
    })
}

/// Reads bytes of a fixed length.
pub(crate) fn bytes_of<const N: usize>(row: &Row, place: usize) -> Result<[u8; N], sqlx::Error> {
    let bytes = row.bytes(place)?;
    bytes.try_into().map_err(|error| sqlx::Error::ColumnDecode {
        index: place.to_string(),
        source: Box::<dyn std::error::Error + Send + Sync>::from(format!(
            "expected {N} bytes, found {}: {error}",
            bytes.len()
        )),
    })
}

/// Loads the current versions of the reviews named, sorted or not.
pub(crate) async fn load_reviews(
    conn: &mut Conn,
    working: &mut Working,
    reviews: &[i64],
) -> Result<(), LedgerError> {
    let lookup = Lookup {
        wanted: &[("review", Kind::Int)],
        select: COLUMNS,
        from: "review_version v",
        on: "v.review = q.review and v.until_seq is null",
    };
    let args = reviews.iter().copied().map(Arg::int).collect();
    load_wanted(conn, working, &lookup, args).await
}

/// Loads the current versions that name `id` in a column of theirs: `film`, `critic`, `outlet` or
/// `source`.
pub(crate) async fn load_members(
    conn: &mut Conn,
    working: &mut Working,
    column: &'static str,
    id: i64,
) -> Result<(), LedgerError> {
    // There is no index of readings by source, but one of where reviews were met.
    let met = if column == "source" {
        " and v.review in (select review from review_source where source = $1)"
    } else {
        ""
    };
    let sql = format!(
        "select {COLUMNS} from review_version v where v.until_seq is null and v.{column} = $1{met}"
    );
    load(conn, working, sql, vec![Arg::int(id)]).await?;
    if column != "critic" {
        return Ok(());
    }
    let sql = format!("select {COLUMNS} from review_version v where {ALSO_SIGNED}");
    load(conn, working, sql, vec![Arg::text(also_pattern(id))]).await
}

/// Loads the rows of a table from one place to another.
pub(crate) async fn load_table_rows(
    conn: &mut Conn,
    working: &mut Working,
    source: i64,
    (first, last): (i64, i64),
) -> Result<(), LedgerError> {
    let sql = "select place, review, identity, content from table_row \
         where source = $1 and place >= $2 and place <= $3";
    let args = vec![Arg::int(source), Arg::int(first), Arg::int(last)];
    conn.each(sql, args, &mut |row| {
        let held = (row.int(1)?, bytes_of(row, 2)?, bytes_of(row, 3)?);
        working.tables.load(source, row.int(0)?, held);
        Ok(())
    })
    .await
}

/// Loads the films named.
pub(crate) async fn load_films(
    conn: &mut Conn,
    working: &mut Working,
    films: &[i64],
) -> Result<(), LedgerError> {
    let lookup = Lookup {
        wanted: &[("id", Kind::Int)],
        select: "f.id, f.title, f.folded, f.year, f.record, f.story, f.listed, f.kind, f.series",
        from: "film f",
        on: "f.id = q.id",
    };
    let args = films.iter().copied().map(Arg::int).collect();
    conn.look_up(&lookup, args, &mut |row| {
        let film = FilmRow {
            title: row.text(1)?.into(),
            folded: row.text(2)?.to_owned(),
            year: row.maybe_int(3)?,
            record: row.text(4)?.to_owned(),
            story: row.maybe_text(5)?.map(str::to_owned),
            listed: row.bool(6)?,
            kind: row.text(7)?.parse().unwrap_or_default(),
            series: row.maybe_int(8)?,
        };
        working.load_film(row.int(0)?, film);
        Ok(())
    })
    .await
}

/// Loads what is taken for what.
pub(crate) async fn load_joins(conn: &mut Conn) -> Result<Joins, LedgerError> {
    let mut joins = Joins::default();
    let sql = "select sort, id, target from joined";
    conn.each(sql, Vec::new(), &mut |row| {
        if let Some(sort) = Sort::of_number(row.int(0)?) {
            joins.set(sort, row.int(1)?, row.maybe_int(2)?);
        }
        Ok(())
    })
    .await?;
    Ok(joins)
}

/// Loads all current versions of the groups whose reviews changed.
pub(crate) async fn load_groups(conn: &mut Conn, working: &mut Working) -> Result<(), LedgerError> {
    let lookup = Lookup {
        wanted: &[("film", Kind::Int), ("critic", Kind::Int)],
        select: COLUMNS,
        from: "review_version v",
        on: "v.film = q.film and v.critic = q.critic and v.until_seq is null",
    };
    let joint = Lookup {
        wanted: &[("film", Kind::Int)],
        select: COLUMNS,
        from: "review_version v",
        on: "v.film = q.film and v.also_by is not null and v.until_seq is null",
    };
    let films: BTreeSet<i64> = working.groups.iter().map(|(film, _)| *film).collect();
    let films = films.into_iter().map(Arg::int).collect();
    load_wanted(conn, working, &joint, films).await?;
    working.widen_groups();
    let mut asked: BTreeSet<(i64, i64)> = BTreeSet::new();
    loop {
        let new: Vec<(i64, i64)> = working.groups.difference(&asked).copied().collect();
        let both = |(film, critic): &(i64, i64)| [Arg::int(*film), Arg::int(*critic)];
        let args = new.iter().flat_map(both).collect();
        load_wanted(conn, working, &lookup, args).await?;
        asked.extend(new);
        // Who signs jointly may bring others in.
        if !working.widen_groups() {
            return Ok(());
        }
    }
}

async fn load_wanted(
    conn: &mut Conn,
    working: &mut Working,
    lookup: &Lookup,
    args: Vec<Arg<'_>>,
) -> Result<(), LedgerError> {
    conn.look_up(lookup, args, &mut |row| {
        working.load(version_of(row)?);
        Ok(())
    })
    .await
}

async fn load(
    conn: &mut Conn,
    working: &mut Working,
    sql: String,
    args: Vec<Arg<'_>>,
) -> Result<(), LedgerError> {
    conn.each(sql, args, &mut |row| {
        working.load(version_of(row)?);
        Ok(())
    })
    .await
}
