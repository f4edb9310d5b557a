//! What waits for a person, and what could not be read.

use super::ballots::{BALLOT, JOINS, ballots};
use super::films::films_by_id;
use super::review::readings_of;
use crate::chain::entry_body_with;
use crate::db::{Arg, Conn, pieces};
use crate::{Ledger, LedgerError};
use async_recursion::async_recursion as boxed;
use ovation_terms::{
    Ballot, EntryBody, FilmRecord, Resemblance, Standing, UnreadableFound, Verdict,
};
use std::collections::{BTreeMap, BTreeSet};

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
    /// What the machine made of it, with what rating, text and habit each say.
    pub verdict: Option<Verdict>,
    /// The review it may be one with, where that is a reason.
    pub resembles: Option<Resemblance>,
    /// By how much settling it could move its film's published approval, in points of 100; 0 where
    /// no score is published.
    pub effect: f64,
}

/// From this many reviews on a film has a published score (design: fewer give a count only).
const PUBLISHED_FROM: i64 = 5;

/// What a film's published approval is made of.
#[derive(Clone, Copy, Debug, Default)]
struct Stand {
    reviews: i64,
    positive: i64,
}

impl Stand {
    /// The farthest that approval could move when one review is settled one way or another: for,
    /// against, or out. `counts` tells how it counts now; none: it does not.
    fn effect(self, counts: Option<bool>) -> f64 {
        let others = Self {
            reviews: self.reviews - i64::from(counts.is_some()),
            positive: self.positive - i64::from(counts == Some(true)),
        };
        let published = |positive: i64, reviews: i64| {
            let share = || as_share(positive, reviews);
            (reviews >= PUBLISHED_FROM).then(share)
        };
        let now = published(self.positive, self.reviews);
        let outcomes = [
            published(others.positive + 1, others.reviews + 1),
            published(others.positive, others.reviews + 1),
            published(others.positive, others.reviews),
        ];
        let moved = |outcome: &Option<f64>| match (now, *outcome) {
            (Some(now), Some(then)) => (now - then).abs(),
            (None, None) => 0.0,
            // A score appears or goes: as much as its one review weighs.
            _ => as_share(1, others.reviews + 1),
        };
        outcomes.iter().map(moved).fold(0.0, f64::max)
    }
}

/// A share in points of 100.
fn as_share(part: i64, whole: i64) -> f64 {
    let number = |count: i64| f64::from(i32::try_from(count).unwrap_or(i32::MAX));
    100.0 * number(part) / number(whole.max(1))
}

/// A waiting review before its place on the desk is known.
struct Place {
    review: i64,
    film: Option<i64>,
    /// How it counts in the meantime; none where it does not.
    counts: Option<bool>,
}

impl Ledger {
    /// The reviews that wait for a person: first those that could move a published score most,
    /// among equals the oldest first.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn waiting(
        &self,
        limit: u32,
        offset: u32,
    ) -> Result<Vec<WaitingReview>, LedgerError> {
        let mut conn = self.snapshot("reading the desk").await?;
        let mut places = waiting_places(&mut conn).await?;
        let stands = film_stands(&mut conn, &places).await?;
        let mut ordered: Vec<(f64, i64)> = places
            .drain(..)
            .map(|place| {
                let stand = place.film.and_then(|film| stands.get(&film).copied());
                let stand = stand.unwrap_or_default();
                (stand.effect(place.counts), place.review)
            })
            .collect();
        ordered.sort_by(|one, two| two.0.total_cmp(&one.0).then(one.1.cmp(&two.1)));
        let skip = usize::try_from(offset).unwrap_or(usize::MAX);
        let take = usize::try_from(limit).unwrap_or(usize::MAX);
        let page: Vec<(f64, i64)> = ordered.into_iter().skip(skip).take(take).collect();
        let mut found = BTreeMap::new();
        let mut left = page.iter();
        for piece in pieces(page.len(), 1) {
            let list = conn.only_list_sql(piece);
            let sql = format!(
                "select {BALLOT} from {JOINS} where v.until_seq is null and v.review in ({list})"
            );
            let args = left.by_ref().take(piece).map(|(_, id)| Arg::int(*id));
            let args = args.collect();
            for ballot in ballots(&mut conn, sql, args).await? {
                found.insert(ballot.review.0, ballot);
            }
        }
        let found: Vec<(f64, Ballot)> = page
            .into_iter()
            .filter_map(|(effect, review)| Some((effect, found.remove(&review)?)))
            .collect();
        with_candidates(&mut conn, found).await
    }

    /// What could not be read, newest first.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`] when a body cannot be read.
    #[boxed]
    pub async fn unreadable(
        &self,
        limit: u32,
        offset: u32,
    ) -> Result<Vec<UnreadableFound>, LedgerError> {
        let mut conn = self.reader("reading what could not be read").await?;
        let sql = "select e.seq, e.body, w.words from unreadable u \
             join entry e on e.seq = u.entry left join entry_words w on w.seq = e.seq \
             order by u.entry desc limit $1 offset $2";
        let args = vec![Arg::int(limit.into()), Arg::int(offset.into())];
        let mut found = Vec::new();
        for row in conn.rows(sql, args).await? {
            let read = || Ok((row.int(0)?, row.text(1)?, row.maybe_text(2)?));
            let (seq, body, words) = read().map_err(|error: sqlx::Error| conn.failed(error))?;
            let entry_body = entry_body_with(&conn, seq, body, words)?;
            if let EntryBody::UnreadableFound(trouble) = entry_body {
                found.push(trouble);
            }
        }
        Ok(found)
    }
}

async fn waiting_places(conn: &mut Conn) -> Result<Vec<Place>, LedgerError> {
    let mut states = BTreeMap::new();
    let sql = "select distinct reasons from review_version \
         where until_seq is null and reasons <> ''";
    conn.each(sql, Vec::new(), &mut |row| {
        let codes = row.text(0)?.to_owned();
        let standing = Standing::from_codes(&codes);
        states.insert(codes, standing.state());
        Ok(())
    })
    .await?;
    states.retain(|_, state| *state == ovation_terms::State::Waiting);
    let mut places = Vec::new();
    if states.is_empty() {
        return Ok(places);
    }
    let args: Vec<Arg<'_>> = states.keys().map(Arg::text).collect();
    let list = conn.only_list_sql(args.len());
    let sql = format!(
        "select v.review, v.film, v.candidate, v.p from review_version v \
         where v.until_seq is null and v.superseded = false and v.reasons in ({list})"
    );
    conn.each(sql, args, &mut |row| {
        let film = row.maybe_int(1)?;
        let p = row.maybe_real(3)?;
        places.push(Place {
            review: row.int(0)?,
            film: film.or(row.maybe_int(2)?),
            counts: film.and(p).map(|p| p >= 0.5),
        });
        Ok(())
    })
    .await?;
    Ok(places)
}

/// How the films stand that waiting reviews are or may be about.
async fn film_stands(
    conn: &mut Conn,
    places: &[Place],
) -> Result<BTreeMap<i64, Stand>, LedgerError> {
    let films: BTreeSet<i64> = places.iter().filter_map(|place| place.film).collect();
    let mut stands: BTreeMap<i64, Stand> = BTreeMap::new();
    let mut left = films.iter();
    for piece in pieces(films.len(), 1) {
        let sql = format!(
            "select film, reasons, count(*), sum(case when p >= 0.5 then 1 else 0 end) \
             from review_version where until_seq is null and superseded = false \
             and p is not null and film in ({}) group by film, reasons",
            conn.only_list_sql(piece)
        );
        let args = left.by_ref().take(piece).copied().map(Arg::int).collect();
        conn.each(sql, args, &mut |row| {
            if Standing::from_codes(row.text(1)?).state() != ovation_terms::State::Excluded {
                let stand = stands.entry(row.int(0)?).or_default();
                stand.reviews += row.int(2)?;
                stand.positive += row.int(3)?;
            }
            Ok(())
        })
        .await?;
    }
    Ok(stands)
}

/// Reads what a person is shown of waiting reviews: the title as printed and the films it may be.
async fn with_candidates(
    conn: &mut Conn,
    found: Vec<(f64, Ballot)>,
) -> Result<Vec<WaitingReview>, LedgerError> {
    let versions: Vec<_> = found.iter().map(|(_, it)| (it.review, it.entry)).collect();
    let mut readings = readings_of(conn, &versions).await?;
    let mut ids: Vec<_> = readings
        .values()
        .flat_map(|read| read.film.candidates.iter().chain(&read.film.chosen))
        .copied()
        .collect();
    ids.sort_unstable();
    ids.dedup();
    let films = films_by_id(conn, &ids).await?;
    let mut waiting = Vec::with_capacity(found.len());
    for (effect, ballot) in found {
        let mut candidates = Vec::new();
        let (mut printed, mut verdict, mut resembles) = (None, None, None);
        if let Some(read) = readings.remove(&ballot.review) {
            // A film that was chosen with doubts is the first candidate.
            let chosen = read.film.chosen.iter();
            let others = read.film.candidates.iter();
            let others = others.filter(|id| read.film.chosen != Some(**id));
            candidates.extend(chosen.chain(others).filter_map(|id| films.get(id)).cloned());
            printed = read.finding.film.title.map(|title| title.value);
            verdict = read.verdict;
            resembles = read.resembles;
        }
        waiting.push(WaitingReview {
            standing: ballot.standing.clone(),
            film_title_printed: printed,
            candidates,
            verdict,
            resembles,
            ballot,
            effect,
        });
    }
    Ok(waiting)
}
