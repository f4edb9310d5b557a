//! What waits for a person, and what could not be read.

use super::ballots::{BALLOT, JOINS, ballots};
use super::films::films_by_id;
use super::review::readings_in;
use crate::chain::happening_of;
use crate::db::Arg;
use crate::{Ledger, LedgerError};
use ovation_terms::{Ballot, FilmRecord, Happening, Standing, UnreadableFound};
use std::collections::BTreeMap;

/// A review that waits for a person.
#[derive(Clone, Debug, PartialEq)]
pub struct WaitingReview {
    /// As a score sees it; its film is 0 where none is settled.
    pub ballot: Ballot,
    /// The film's title as the source prints it.
    pub film_title_printed: Option<String>,
    /// The films a person may choose from, best first.
    pub candidates: Vec<FilmRecord>,
    /// Why it waits.
    pub standing: Standing,
}

impl Ledger {
    /// The reviews that wait for a person, oldest first.
    ///
    /// # Errors
    /// What the database says.
    pub async fn waiting(
        &self,
        limit: u32,
        offset: u32,
    ) -> Result<Vec<WaitingReview>, LedgerError> {
        let mut conn = self.snapshot("reading the desk").await?;
        let mut states = BTreeMap::new();
        let sql = "select distinct reasons from review_version \
             where until_seq is null and reasons <> ''";
        let mut note = |row: &crate::db::Row| {
            let codes = row.text(0)?.to_owned();
            let standing = Standing::from_codes(&codes);
            states.insert(codes, standing.state());
            Ok(())
        };
        conn.each(sql, Vec::new(), &mut note).await?;
        states.retain(|_, state| *state == ovation_terms::State::Waiting);
        if states.is_empty() {
            return Ok(Vec::new());
        }
        let mut args: Vec<Arg<'_>> = states.keys().map(Arg::text).collect();
        let list = crate::db::list_sql(args.len());
        args.push(Arg::int(limit.into()));
        args.push(Arg::int(offset.into()));
        let sql = format!(
            "select {BALLOT} from {JOINS} where v.until_seq is null and v.superseded = false \
             and v.reasons in ({list}) order by v.review limit ${} offset ${}",
            args.len() - 1,
            args.len()
        );
        let found = ballots(&mut conn, sql, args).await?;
        let entries: Vec<_> = found.iter().map(|ballot| ballot.entry).collect();
        let mut readings: BTreeMap<_, _> = readings_in(&mut conn, &entries)
            .await?
            .into_iter()
            .collect();
        let mut ids: Vec<_> = readings
            .values()
            .flat_map(|read| read.film.candidates.iter().chain(&read.film.chosen))
            .copied()
            .collect();
        ids.sort_unstable();
        ids.dedup();
        let films = films_by_id(&mut conn, &ids).await?;
        let mut waiting = Vec::with_capacity(found.len());
        for ballot in found {
            let read = readings.remove(&ballot.entry);
            let mut candidates = Vec::new();
            let mut printed = None;
            if let Some(read) = read {
                // A film that was chosen with doubts is the first candidate.
                let chosen = read.film.chosen.iter();
                let others = read.film.candidates.iter();
                let others = others.filter(|id| read.film.chosen != Some(**id));
                candidates.extend(chosen.chain(others).filter_map(|id| films.get(id)).cloned());
                printed = read.finding.film.title.map(|title| title.value);
            }
            waiting.push(WaitingReview {
                standing: ballot.standing.clone(),
                film_title_printed: printed,
                candidates,
                ballot,
            });
        }
        Ok(waiting)
    }

    /// What could not be read, newest first.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`] when a body cannot be read.
    pub async fn unreadable(
        &self,
        limit: u32,
        offset: u32,
    ) -> Result<Vec<UnreadableFound>, LedgerError> {
        let mut conn = self.reader("reading what could not be read").await?;
        let sql = "select e.seq, e.body from unreadable u join entry e on e.seq = u.entry \
             order by u.entry desc limit $1 offset $2";
        let args = vec![Arg::int(limit.into()), Arg::int(offset.into())];
        let mut found = Vec::new();
        for row in conn.rows(sql, args).await? {
            let read = || Ok((row.int(0)?, row.text(1)?));
            let (seq, body) = read().map_err(|error: sqlx::Error| conn.failed(error))?;
            if let Happening::UnreadableFound(trouble) = happening_of(&conn, seq, body)? {
                found.push(trouble);
            }
        }
        Ok(found)
    }
}
