//! One review with all that is known of it, and the readings behind many.

use super::ballots::{BALLOT, JOINS, ballot_of};
use super::films::films_by_id;
use crate::chain::{ENTRY_COLUMNS, entry_of, happening_of};
use crate::db::{Arg, Conn, pieces};
use crate::views::bytes_of;
use crate::{Ledger, LedgerError};
use ovation_terms::{Ballot, Entry, FilmRecord, Happening, Hash, Moment, ReviewId, ReviewRead};
use ovation_terms::{Seq, SourceFacts, SourceId};

/// One review with all that is known of it.
#[derive(Clone, Debug, PartialEq)]
pub struct ReviewRecord {
    /// As a score sees it, now. Its film is 0 where none is settled.
    pub ballot: Ballot,
    /// Whether a newer review of the film by the same critic stands.
    pub superseded: bool,
    /// The reading behind it.
    pub read: ReviewRead,
    /// The film, where one is settled.
    pub film: Option<FilmRecord>,
    /// Where it was met, in the order of the sources' numbers.
    pub sources: Vec<(SourceId, SourceFacts)>,
    /// The entries about it, oldest first: readings and decisions.
    pub history: Vec<Entry>,
}

async fn reading(conn: &mut Conn, entry: i64) -> Result<ReviewRead, LedgerError> {
    let sql = "select body from entry where seq = $1";
    let row = conn.row(sql, vec![Arg::int(entry)]).await?;
    let row = row.ok_or_else(|| conn.damaged(format!("entry {entry} is missing")))?;
    let body = row.text(0).map_err(|error| conn.failed(error))?;
    match happening_of(conn, entry, body)? {
        Happening::ReviewRead(read) => Ok(*read),
        other => Err(conn.damaged(format!(
            "entry {entry} should be `review-read` and is `{}`",
            other.kind()
        ))),
    }
}

async fn sources(
    conn: &mut Conn,
    review: ReviewId,
) -> Result<Vec<(SourceId, SourceFacts)>, LedgerError> {
    let sql = "select s.id, s.address, s.hash, s.media, s.size_bytes, s.fetched \
         from review_source r join source s on s.id = r.source where r.review = $1 order by s.id";
    let mut found = Vec::new();
    conn.each(sql, vec![Arg::int(review.0)], &mut |row| {
        let media = row.text(3)?.to_owned();
        let facts = SourceFacts {
            address: row.text(1)?.to_owned(),
            media: serde_json::from_value(serde_json::Value::String(media))
                .unwrap_or(ovation_terms::MediaKind::Other),
            hash: Hash(bytes_of(row, 2)?),
            size_bytes: u64::try_from(row.int(4)?).unwrap_or(0),
            fetched: Moment(row.int(5)?),
        };
        found.push((SourceId(row.int(0)?), facts));
        Ok(())
    })
    .await?;
    Ok(found)
}

impl Ledger {
    /// One review with all that is known of it.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`] when an entry behind it is missing or cannot be read.
    pub async fn review(&self, id: ReviewId) -> Result<Option<ReviewRecord>, LedgerError> {
        let mut conn = self.snapshot("reading a review").await?;
        let sql =
            format!("select {BALLOT} from {JOINS} where v.review = $1 and v.until_seq is null");
        let Some(row) = conn.row(sql, vec![Arg::int(id.0)]).await? else {
            return Ok(None);
        };
        let read = || Ok((ballot_of(&row)?, row.bool(17)?, row.int(18)?));
        let (ballot, superseded, entry) = read().map_err(|error| conn.failed(error))?;
        drop(row);
        let read = reading(&mut conn, entry).await?;
        let film = films_by_id(&mut conn, &[ballot.film]).await?;
        let film = film.into_values().next();
        let sources = sources(&mut conn, id).await?;
        // Every reading and decision made a version, so that the versions name the entries.
        let sql = format!(
            "select {ENTRY_COLUMNS} from entry where seq in \
             (select seq from review_version where review = $1) order by seq"
        );
        let rows = conn.rows(sql, vec![Arg::int(id.0)]).await?;
        let history: Result<_, _> = rows.iter().map(|row| entry_of(&conn, row)).collect();
        Ok(Some(ReviewRecord {
            ballot,
            superseded,
            read,
            film,
            sources,
            history: history?,
        }))
    }

    /// The readings behind versions of reviews: for every entry named (a [`Ballot::entry`]), the
    /// reading that this version rests on. Where the entry is a person's decision, that is the
    /// reading before it. Entries that made no version are left out.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`] when a body cannot be read.
    pub async fn readings(&self, entries: &[Seq]) -> Result<Vec<(Seq, ReviewRead)>, LedgerError> {
        let mut conn = self.reader("reading what was read").await?;
        readings_in(&mut conn, entries).await
    }
}

pub(super) async fn readings_in(
    conn: &mut Conn,
    entries: &[Seq],
) -> Result<Vec<(Seq, ReviewRead)>, LedgerError> {
    let mut found = Vec::with_capacity(entries.len());
    let mut left = entries.iter();
    for piece in pieces(entries.len(), 1) {
        // A decision's body names its review, but only the version knows which reading it rests on.
        let list = conn.only_list_sql(piece);
        let sql = format!("select seq, kind, body from entry where seq in ({list}) order by seq");
        let args = left
            .by_ref()
            .take(piece)
            .map(|seq| Arg::int(seq.0))
            .collect();
        for row in conn.rows(sql, args).await? {
            let read = || Ok((row.int(0)?, row.text(2)?));
            let (seq, body) = read().map_err(|error: sqlx::Error| conn.failed(error))?;
            match happening_of(conn, seq, body)? {
                Happening::ReviewRead(read) => found.push((Seq(seq), *read)),
                Happening::ReviewSettled(decided) => {
                    let sql =
                        "select read_entry from review_version where review = $1 and seq = $2";
                    let args = vec![Arg::int(decided.review.0), Arg::int(seq)];
                    if let Some(row) = conn.row(sql, args).await? {
                        let entry = row.int(0).map_err(|error| conn.failed(error))?;
                        found.push((Seq(seq), reading(conn, entry).await?));
                    }
                }
                _ => {}
            }
        }
    }
    Ok(found)
}
