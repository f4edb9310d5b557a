//! Films: one, found by words, listed.

use super::catalogue::{ANY_LIVES, count_of, film_of};
use crate::db::{Arg, Conn, Row, pieces};
use crate::projection::Sort;
use crate::views::load_joins;
use crate::{Ledger, LedgerError};
use async_recursion::async_recursion as boxed;
use ovation_terms::{FilmId, FilmRecord, WorkKind, fold, telling_film_id};
use std::collections::BTreeMap;

/// A film that was found or listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilmHit {
    /// The film.
    pub film: FilmRecord,
    /// How many reviews it has, in every state.
    pub reviews: u64,
    /// Of a search: whether the words are a whole name of it (its number, an id, a title), not a part.
    pub is_named: bool,
}

/// How films are listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FilmOrder {
    /// Most reviews first.
    #[default]
    MostReviews,
    /// The film with the newest published review first.
    LatestReview,
    /// By folded title.
    Title,
}

pub(super) const HIT: &str = "f.record, (select count(*) from review_version v \
     where v.film = f.id and v.until_seq is null) as reviews";

/// A film that was taken back is none of the catalogue, but while a review stands at it: not one whose
/// import was taken back, or whose source was deleted.
const STANDS: &str = "(f.listed = true or exists (select 1 from review_version v \
     where v.film = f.id and v.until_seq is null \
     and (' ' || v.reasons || ' ') not like '% import-undone %' \
     and (' ' || v.reasons || ' ') not like '% source-deleted %'))";

/// Of a version: its film was not taken back. Films that were are few.
pub(super) const LISTED: &str = "(film is null or film not in (select f.id from film f \
     where f.listed = false and not exists (select 1 from review_version v \
     where v.film = f.id and v.until_seq is null \
     and (' ' || v.reasons || ' ') not like '% import-undone %' \
     and (' ' || v.reasons || ' ') not like '% source-deleted %')))";

/// Of a version: its film is a work of this kind. Series and seasons are told by the index of those.
pub(super) fn of_kind(kind: WorkKind) -> String {
    let others = "exists (select 1 from film w where w.id = film and w.kind";
    match kind {
        WorkKind::Film => format!("not {others} <> 'film')"),
        WorkKind::Series | WorkKind::Season => format!("{others} = '{kind}')"),
    }
}

pub(super) fn hit_of(row: &Row) -> Result<FilmHit, sqlx::Error> {
    Ok(FilmHit {
        film: film_of(row, 0)?,
        reviews: count_of(row, 1)?,
        is_named: false,
    })
}

/// One film that is listed, with its reviews; the one it is taken for, where it was given up.
pub(super) async fn hit_by_id(conn: &mut Conn, id: FilmId) -> Result<Option<FilmHit>, LedgerError> {
    let id = load_joins(conn).await?.root(Sort::Film, id.0);
    let sql = format!("select {HIT} from film f where f.id = $1 and {STANDS}");
    let row = conn.row(sql, vec![Arg::int(id)]).await?;
    let hit = row.map(|row| hit_of(&row)).transpose();
    let hit = hit.map_err(|error| conn.failed(error))?;
    Ok(hit.map(|hit| FilmHit {
        is_named: true,
        ..hit
    }))
}

/// Gathers hits, each film once, in the order in which they were found.
struct Hits {
    limit: usize,
    found: Vec<FilmHit>,
    year: Option<i64>,
    /// Whether what is gathered is called so in full.
    is_named: bool,
}

impl Hits {
    fn left(&self) -> bool {
        self.found.len() < self.limit
    }

    async fn gather(
        &mut self,
        conn: &mut Conn,
        which: &str,
        mut args: Vec<Arg<'_>>,
    ) -> Result<(), LedgerError> {
        if !self.left() {
            return Ok(());
        }
        let mut year = String::new();
        if let Some(wanted) = self.year {
            args.push(Arg::int(wanted));
            year = format!(" and f.year = ${}", args.len());
        }
        // Enough that films found before cannot use up the places of new ones.
        args.push(Arg::int(i64::try_from(self.limit * 2).unwrap_or(i64::MAX)));
        let sql = format!(
            "select {HIT} from film f where {which}{year} \
             order by reviews desc, length(f.folded), f.folded, f.id limit ${}",
            args.len()
        );
        let found = &mut self.found;
        let (limit, is_named) = (self.limit, self.is_named);
        conn.each(sql, args, &mut |row| {
            let hit = FilmHit {
                is_named,
                ..hit_of(row)?
            };
            let known = found.iter().any(|other| other.film.id == hit.film.id);
            if !known && found.len() < limit {
                found.push(hit);
            }
            Ok(())
        })
        .await
    }
}

/// Films by words: the catalogue key, then titles equal, the number, titles that begin so, titles
/// that contain them. Within each the most reviewed first.
pub(super) async fn find(
    conn: &mut Conn,
    words: &str,
    limit: u32,
) -> Result<Vec<FilmHit>, LedgerError> {
    let words = words.trim();
    let (title, year) = split_year(words);
    let mut hits = Hits {
        limit: usize::try_from(limit).unwrap_or(usize::MAX).min(1_000),
        found: Vec::new(),
        year: None,
        is_named: true,
    };
    if let Some(key) = telling_film_id(words) {
        let which = "f.id in (select film from film_key where scheme = $1 and value = $2)";
        let args = vec![Arg::text(&key.scheme), Arg::text(&key.value)];
        hits.gather(conn, which, args).await?;
    }
    if let Some((scheme, value)) = words.rsplit_once(':') {
        let which = "f.id in (select film from film_key where scheme = $1 and value = $2)";
        let scheme = scheme.trim().to_lowercase();
        let args = vec![Arg::text(scheme), Arg::text(value.trim().to_owned())];
        hits.gather(conn, which, args).await?;
    }
    hits.year = year;
    let folded = fold(title);
    if !folded.is_empty() {
        let which = "f.id in (select film from film_title where folded = $1)";
        hits.gather(conn, which, vec![Arg::text(&folded)]).await?;
    }
    hits.year = None;
    if let Ok(number) = words.trim_start_matches('#').parse::<i64>() {
        let which = format!("f.id = $1 and {STANDS}");
        hits.gather(conn, &which, vec![Arg::int(number)]).await?;
    }
    if year.is_some() {
        // The year may belong to the title.
        let which = "f.id in (select film from film_title where folded = $1)";
        hits.gather(conn, which, vec![Arg::text(fold(words))])
            .await?;
    }
    if words.bytes().any(|byte| byte.is_ascii_digit()) && !words.contains(char::is_whitespace) {
        // An id without its catalogue's name. Catalogues are few: each is found by the one before.
        let which = "f.id in (with recursive s (scheme) as (select min(scheme) from film_key \
             union all select (select min(k.scheme) from film_key k where k.scheme > s.scheme) \
             from s where s.scheme is not null) \
             select k.film from s join film_key k on k.scheme = s.scheme \
             where k.value in ($1, $2, $3))";
        let args = vec![
            Arg::text(words.to_owned()),
            Arg::text(words.to_lowercase()),
            Arg::text(words.to_uppercase()),
        ];
        hits.gather(conn, which, args).await?;
    }
    hits.year = year;
    hits.is_named = false;
    if !folded.is_empty() {
        // No letter sorts after the last code point, so that this ends the range of the prefix.
        let end = format!("{folded}\u{10ffff}");
        let which = "f.id in (select film from film_title where folded >= $1 and folded < $2)";
        let args = vec![Arg::text(&folded), Arg::text(end)];
        hits.gather(conn, which, args).await?;
        // Folded words hold letters and digits only, so that no wildcard can stand among them.
        let which = "f.id in (select film from film_title where folded like $1)";
        let args = vec![Arg::text(format!("%{folded}%"))];
        hits.gather(conn, which, args).await?;
    }
    stand_in(conn, hits.found).await
}

/// Puts the film that a given-up one is taken for in its place; each film once.
async fn stand_in(conn: &mut Conn, found: Vec<FilmHit>) -> Result<Vec<FilmHit>, LedgerError> {
    let joins = load_joins(conn).await?;
    let mut made: Vec<FilmHit> = Vec::with_capacity(found.len());
    for hit in found {
        let root = joins.root(Sort::Film, hit.film.id.0);
        if made.iter().any(|other| other.film.id.0 == root) {
            continue;
        }
        if root == hit.film.id.0 {
            made.push(hit);
            continue;
        }
        let sql = format!("select {HIT} from film f where f.id = $1");
        if let Some(row) = conn.row(sql, vec![Arg::int(root)]).await? {
            let film = hit_of(&row).map_err(|error| conn.failed(error))?;
            made.push(FilmHit {
                is_named: hit.is_named,
                ..film
            });
        }
    }
    Ok(made)
}

/// `Title (2012)` gives the title and the year; anything else itself and none.
pub(super) fn split_year(words: &str) -> (&str, Option<i64>) {
    let parts = words
        .strip_suffix(')')
        .and_then(|rest| rest.rsplit_once('('))
        .filter(|(_, year)| year.len() == 4 && year.bytes().all(|digit| digit.is_ascii_digit()));
    match parts {
        Some((title, year)) => (title.trim(), year.parse().ok()),
        None => (words, None),
    }
}

/// Films by number.
pub(super) async fn films_by_id(
    conn: &mut Conn,
    ids: &[FilmId],
) -> Result<BTreeMap<FilmId, FilmRecord>, LedgerError> {
    films_of(conn, ids, "true").await
}

/// Those of some films of which a condition in SQL holds, by number.
pub(super) async fn films_of(
    conn: &mut Conn,
    ids: &[FilmId],
    condition: &str,
) -> Result<BTreeMap<FilmId, FilmRecord>, LedgerError> {
    let mut found = BTreeMap::new();
    let mut left = ids.iter();
    for piece in pieces(ids.len(), 1) {
        let sql = format!(
            "select record from film where {condition} and id in ({})",
            conn.only_list_sql(piece)
        );
        let args = left.by_ref().take(piece).map(|id| Arg::int(id.0)).collect();
        conn.each(sql, args, &mut |row| {
            let film = film_of(row, 0)?;
            found.insert(film.id, film);
            Ok(())
        })
        .await?;
    }
    Ok(found)
}

impl Ledger {
    /// One film; the one it is taken for, where it was given up (the number tells). None for one
    /// that was taken back, unless a review stands at it.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn film(&self, id: FilmId) -> Result<Option<FilmRecord>, LedgerError> {
        let mut conn = self.reader("reading a film").await?;
        let id = FilmId(load_joins(&mut conn).await?.root(Sort::Film, id.0));
        let sql = format!("select record from film f where f.id = $1 and {STANDS}");
        let row = conn.row(sql, vec![Arg::int(id.0)]).await?;
        let film = row.map(|row| film_of(&row, 0)).transpose();
        film.map_err(|error| conn.failed(error))
    }

    /// Several films by number, those that exist.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn films(&self, ids: &[FilmId]) -> Result<BTreeMap<FilmId, FilmRecord>, LedgerError> {
        let mut conn = self.reader("reading films").await?;
        films_by_id(&mut conn, ids).await
    }

    /// Films by words, best first: a key in another catalogue (`imdb:tt0000001`, `tt0000001`), a title as it is
    /// (`The Lamp`, `The Lamp (2012)`), a number in the record (`12`, `#12`), the beginning of a
    /// title, a part of one. Case, accents and punctuation do not matter.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn find_films(&self, words: &str, limit: u32) -> Result<Vec<FilmHit>, LedgerError> {
        let mut conn = self.reader("looking for films").await?;
        find(&mut conn, words, limit).await
    }

    /// Works of a kind that have reviews.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn films_with_reviews(
        &self,
        order: FilmOrder,
        kind: WorkKind,
        limit: u32,
        offset: u32,
    ) -> Result<Vec<FilmHit>, LedgerError> {
        let mut conn = self.reader("listing films").await?;
        let sql = match order {
            FilmOrder::MostReviews => {
                "select f.record, r.reviews from (select film, count(*) as reviews \
                 from review_version where until_seq is null and film is not null {LISTED} \
                 group by film {LIVES} order by reviews desc, film limit $1 offset $2) r \
                 join film f on f.id = r.film order by r.reviews desc, f.id"
            }
            FilmOrder::LatestReview => {
                "select f.record, r.reviews from (select film, count(*) as reviews, \
                 max(coalesce(published, '')) as latest \
                 from review_version where until_seq is null and film is not null {LISTED} \
                 group by film {LIVES} order by latest desc, film desc limit $1 offset $2) r \
                 join film f on f.id = r.film order by r.latest desc, f.id desc"
            }
            FilmOrder::Title => {
                "select f.record, r.reviews from (select film, count(*) as reviews \
                 from review_version where until_seq is null and film is not null {LISTED} \
                 group by film {LIVES}) r join film f on f.id = r.film \
                 order by f.folded, f.id limit $1 offset $2"
            }
        };
        let sql = sql.replace("{LISTED}", &format!("and {LISTED} and {}", of_kind(kind)));
        let sql = sql.replace("{LIVES}", &format!("having {ANY_LIVES}"));
        let args = vec![Arg::int(limit.into()), Arg::int(offset.into())];
        let mut found = Vec::new();
        conn.each(sql, args, &mut |row| {
            found.push(hit_of(row)?);
            Ok(())
        })
        .await?;
        Ok(found)
    }
}
