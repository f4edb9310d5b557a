//! One review with all that is known of it, and the readings behind many.

use super::ballots::{BALLOT, JOINS, ballot_of, name_signers};
use super::changes::{FieldChange, changes};
use super::films::films_by_id;
use super::said::{Overrides, say};
use crate::chain::{ENTRY_COLUMNS, ENTRY_FROM, entry_body_with, entry_of};
use crate::db::{Arg, Conn, pieces};
use crate::views::{bytes_of, read_and_decided_of};
use crate::{Ledger, LedgerError};
use async_recursion::async_recursion as boxed;
use ovation_terms::{
    Ballot, Entry, EntryBody, FilmRecord, Hash, Moment, Reason, ReviewId, ReviewRead,
};
use ovation_terms::{Seq, SourceFacts, SourceId};
use std::collections::BTreeMap;

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

impl ReviewRecord {
    /// What changed from one reading to the next, oldest first: the later reading's entry and
    /// what it says otherwise.
    pub fn changes(&self) -> Vec<(&Entry, Vec<FieldChange>)> {
        let mut before: Option<&ReviewRead> = None;
        let mut made = Vec::new();
        for entry in &self.history {
            let EntryBody::ReviewRead(read) = &entry.body else {
                continue;
            };
            let told = before
                .map(|before| changes(before, read))
                .unwrap_or_default();
            if !told.is_empty() {
                made.push((entry, told));
            }
            before = Some(read);
        }
        made
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
    #[boxed]
    pub async fn review(&self, id: ReviewId) -> Result<Option<ReviewRecord>, LedgerError> {
        let mut conn = self.snapshot("reading a review").await?;
        let sql =
            format!("select {BALLOT} from {JOINS} where v.review = $1 and v.until_seq is null");
        let Some(row) = conn.row(sql, vec![Arg::int(id.0)]).await? else {
            return Ok(None);
        };
        let read = || Ok((ballot_of(&row)?, row.bool(17)?, row.int(18)?));
        let (mut ballot, superseded, entry) = read().map_err(|error| conn.failed(error))?;
        drop(row);
        name_signers(&mut conn, std::slice::from_mut(&mut ballot)).await?;
        let version = [(id, ballot.entry)];
        let read = readings_of(&mut conn, &version).await?.remove(&id);
        let read = read.ok_or_else(|| conn.damaged(format!("entry {entry} is missing")))?;
        let film = films_by_id(&mut conn, &[ballot.film]).await?;
        let film = film.into_values().next();
        let sources = sources(&mut conn, id).await?;
        // Every reading and decision made a version, so that the versions name the entries.
        let sql = format!(
            "select {ENTRY_COLUMNS} from {ENTRY_FROM} where e.seq in \
             (select seq from review_version where review = $1) order by e.seq"
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

    /// The readings behind versions of reviews, each named by its review and its entry
    /// ([`Ballot::entry`]): the version rests on that entry where it is a reading, else on the
    /// reading before it. What is no version is left out.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`] when a body cannot be read.
    #[boxed]
    pub async fn readings(
        &self,
        versions: &[(ReviewId, Seq)],
    ) -> Result<BTreeMap<ReviewId, ReviewRead>, LedgerError> {
        let mut conn = self.reader("reading what was read").await?;
        readings_of(&mut conn, versions).await
    }
}

pub(super) async fn readings_of(
    conn: &mut Conn,
    versions: &[(ReviewId, Seq)],
) -> Result<BTreeMap<ReviewId, ReviewRead>, LedgerError> {
    let mut found = BTreeMap::new();
    // Versions that later entries than the reading made: some of those may have judged it anew.
    let mut later = Vec::new();
    let mut said = Overrides::default();
    let mut left = versions.iter();
    for piece in pieces(versions.len(), 2) {
        let sql = format!(
            "with wanted (review, seq) as (values {}) \
             select e.seq, e.body, w.words, q.seq, v.under from wanted q \
             cross join review_version v join entry e on e.seq = v.read_entry \
             left join entry_words w on w.seq = e.seq \
             where v.review = q.review and v.seq = q.seq",
            conn.values_sql(piece, 2)
        );
        let both = |(review, seq): &(ReviewId, Seq)| [Arg::int(review.0), Arg::int(seq.0)];
        let args = left.by_ref().take(piece).flat_map(both).collect();
        for row in conn.rows(sql, args).await? {
            let read = || Ok((row.int(0)?, row.text(1)?, row.maybe_text(2)?, row.int(3)?));
            let (seq, body, words, wanted) =
                read().map_err(|error: sqlx::Error| conn.failed(error))?;
            match entry_body_with(conn, seq, body, words)? {
                EntryBody::ReviewRead(read) => {
                    if wanted != seq {
                        later.push((read.review, Seq(wanted)));
                    }
                    said.note(
                        read.review,
                        read_and_decided_of(&row, 4).map_err(|error| conn.failed(error))?,
                    );
                    found.insert(read.review, *read);
                }
                other => {
                    return Err(conn.damaged(format!(
                        "entry {seq} should be `review-read` and is `{}`",
                        other.kind()
                    )));
                }
            }
        }
    }
    judge_anew(conn, &later, &mut found).await?;
    say(conn, said, &mut found).await?;
    Ok(found)
}

/// Puts the last judgement of each version in the place of the one that came with its reading.
async fn judge_anew(
    conn: &mut Conn,
    versions: &[(ReviewId, Seq)],
    readings: &mut BTreeMap<ReviewId, ReviewRead>,
) -> Result<(), LedgerError> {
    let mut left = versions.iter();
    for piece in pieces(versions.len(), 2) {
        let sql = format!(
            "with wanted (review, seq) as (values {}) \
             select e.seq, e.body, w.words from wanted q \
             cross join review_version v join review_version j on j.review = v.review \
             and j.seq > v.read_entry and j.seq <= v.seq \
             join entry e on e.seq = j.seq and e.kind = 'review-judged' \
             left join entry_words w on w.seq = e.seq \
             where v.review = q.review and v.seq = q.seq order by e.seq",
            conn.values_sql(piece, 2)
        );
        let both = |(review, seq): &(ReviewId, Seq)| [Arg::int(review.0), Arg::int(seq.0)];
        let args = left.by_ref().take(piece).flat_map(both).collect();
        for row in conn.rows(sql, args).await? {
            let read = || Ok((row.int(0)?, row.text(1)?, row.maybe_text(2)?));
            let (seq, body, words) = read().map_err(|error: sqlx::Error| conn.failed(error))?;
            if let EntryBody::ReviewJudged(judged) = entry_body_with(conn, seq, body, words)?
                && let Some(read) = readings.get_mut(&judged.review)
            {
                let judged = *judged;
                read.rating = judged.rating;
                read.rating_complaint = judged.rating_complaint;
                read.verdict = judged.verdict;
                if let Some(likely) = &mut read.finding.likely {
                    likely.by_site = judged.by_site;
                }
                read.standing.settle(Reason::is_judged);
                for reason in judged.standing.reasons() {
                    read.standing.add(*reason);
                }
            }
        }
    }
    Ok(())
}
