//! Brings in the rows that a batch of entries touches.

use crate::LedgerError;
use crate::db::{Arg, Conn, Row, pieces};
use crate::fold::{Version, Working};
use ovation_terms::{Basis, Standing};

const COLUMNS: &str = "v.review, v.seq, v.until_seq, v.first_recorded, v.recorded, v.entry_hash, \
     v.film, v.critic, v.outlet, v.published, v.rating, v.rating_printed, v.scale, v.p, v.basis, \
     v.reasons, v.superseded, v.url, v.source, v.content, v.read_entry, v.film_set, v.verdict_set, \
     v.confirmed";

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
        film_set: row.bool(21)?,
        verdict_set: row.bool(22)?,
        confirmed: Standing::from_codes(row.text(23)?),
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
    let mut left = reviews.iter();
    for piece in pieces(reviews.len(), 1) {
        let sql = format!(
            "select {COLUMNS} from review_version v where v.until_seq is null and v.review in ({})",
            conn.only_list_sql(piece)
        );
        let args = left.by_ref().take(piece).copied().map(Arg::int).collect();
        load(conn, working, sql, args).await?;
    }
    Ok(())
}

/// Loads all current versions of the groups whose reviews changed.
pub(crate) async fn load_groups(conn: &mut Conn, working: &mut Working) -> Result<(), LedgerError> {
    let groups: Vec<_> = working.groups.iter().copied().collect();
    let mut left = groups.iter();
    for piece in pieces(groups.len(), 2) {
        let sql = format!(
            "with wanted (film, critic) as (values {}) select {COLUMNS} from wanted w \
             join review_version v on v.film = w.film and v.critic = w.critic \
             where v.until_seq is null",
            conn.values_sql(piece, 2)
        );
        let both = |(film, critic): &(i64, i64)| [Arg::int(*film), Arg::int(*critic)];
        let args = left.by_ref().take(piece).flat_map(both).collect();
        load(conn, working, sql, args).await?;
    }
    Ok(())
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
