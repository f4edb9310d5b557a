//! Whom a name names: by what they are called now, by other and former names, by the names of those
//! that were taken for them. The one place that knows; search, commands, pages and the API ask here.

use super::catalogue::{count_of, gone, names_of};
use super::films::{FilmHit, find, hit_by_id};
use crate::db::{Arg, Conn};
use crate::projection::{Joins, Sort};
use crate::views::load_joins;
use crate::{Ledger, LedgerError};
use async_recursion::async_recursion as boxed;
use ovation_terms::{CriticId, FilmId, OutletId, fold};
use std::collections::BTreeMap;

/// A critic or an outlet that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameHit<Id> {
    /// Its number.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// The other name of it that the words fit, where it was not found by its own: another or a former
    /// one, that of one that was taken for it, an outlet's domain.
    pub by: Option<String>,
    /// How many reviews, in every state.
    pub reviews: u64,
}

/// Whom words name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Called<Hit> {
    /// This one.
    One(Hit),
    /// Each of these equally.
    Several(Vec<Hit>),
    /// Nobody in full; the words are a part of a name of these, best first.
    Partly(Vec<Hit>),
    /// Nobody; these have a name that is a slip of the hand away, nearest first.
    Nobody(Vec<Hit>),
}

/// Most hits that are proposed.
const MOST: u32 = 12;

/// How well words fit a name; the better the less.
fn fit(folded: &str, name: &str) -> Option<u8> {
    match name.find(folded) {
        Some(0) if name.len() == folded.len() => Some(0),
        Some(0) => Some(1),
        Some(_) => Some(2),
        None => None,
    }
}

/// A name of somebody, beside the one that counts.
struct Other {
    root: i64,
    name: String,
}

/// The names that critics or outlets have beside the one that is shown: all of them are people's
/// decisions, so that they are few.
async fn other_names(
    conn: &mut Conn,
    sort: Sort,
    joins: &Joins,
) -> Result<Vec<Other>, LedgerError> {
    let mut others = Vec::new();
    let table = sort.word();
    let domain = if sort == Sort::Outlet {
        "n.domain"
    } else {
        "null"
    };
    let sql = format!(
        "select n.id, n.name, {domain} from joined j join {table} n on n.id = j.id \
         where j.sort = {} and j.target is not null order by n.id",
        sort.number()
    );
    conn.each(sql, Vec::new(), &mut |row| {
        let root = joins.root(sort, row.int(0)?);
        let names = [Some(row.text(1)?), row.maybe_text(2)?];
        others.extend(names.into_iter().flatten().map(|name| Other {
            root,
            name: name.to_owned(),
        }));
        Ok(())
    })
    .await?;
    let sql = "select id, names from also_known where sort = $1 order by id";
    conn.each(sql, vec![Arg::int(sort.number())], &mut |row| {
        let root = joins.root(sort, row.int(0)?);
        others.extend(
            names_of(row, 1)?
                .into_iter()
                .map(|name| Other { root, name }),
        );
        Ok(())
    })
    .await?;
    Ok(others)
}

async fn hit(
    conn: &mut Conn,
    sort: Sort,
    id: i64,
    by: Option<String>,
) -> Result<Option<NameHit<i64>>, LedgerError> {
    let sql = format!("{} where n.id = $1", select_names(sort));
    let row = conn.row(sql, vec![Arg::int(id)]).await?;
    let read = row.map(|row| {
        Ok(NameHit {
            id: row.int(0)?,
            name: row.text(1)?.to_owned(),
            by,
            reviews: count_of(&row, 2)?,
        })
    });
    read.transpose().map_err(|error| conn.failed(error))
}

fn select_names(sort: Sort) -> String {
    // The word is `critic` or `outlet`: the table's name, and also the column's.
    let table = sort.word();
    format!(
        "select n.id, n.name, (select count(*) from review_version v \
         where v.{table} = n.id and v.until_seq is null) as reviews from {table} n"
    )
}

/// Those whose names are, begin with or contain the words, by any of their names; best first.
pub(super) async fn search_names(
    conn: &mut Conn,
    sort: Sort,
    words: &str,
    limit: u32,
) -> Result<Vec<NameHit<i64>>, LedgerError> {
    let folded = fold(words);
    if folded.is_empty() {
        return Ok(Vec::new());
    }
    let joins = load_joins(conn).await?;
    let sql = format!(
        "{} where n.folded like $1 and n.id not in \
         (select j.id from joined j where j.sort = {} and j.target is not null) \
         order by case when n.folded = $2 then 0 when n.folded like $3 then 1 else 2 end, \
         reviews desc, n.folded, n.id limit $4",
        select_names(sort),
        sort.number(),
    );
    let args = vec![
        Arg::text(format!("%{folded}%")),
        Arg::text(&folded),
        Arg::text(format!("{folded}%")),
        Arg::int(limit.into()),
    ];
    let mut found: Vec<(u8, NameHit<i64>)> = Vec::new();
    conn.each(sql, args, &mut |row| {
        let name = row.text(1)?.to_owned();
        let hit = NameHit {
            id: row.int(0)?,
            by: None,
            reviews: count_of(row, 2)?,
            name,
        };
        found.push((fit(&folded, &fold(&hit.name)).unwrap_or(2), hit));
        Ok(())
    })
    .await?;
    let mut best: BTreeMap<i64, (u8, String)> = BTreeMap::new();
    for other in other_names(conn, sort, &joins).await? {
        let Some(fit) = fit(&folded, &fold(&other.name)) else {
            continue;
        };
        let better = best.get(&other.root).is_none_or(|(known, _)| fit < *known);
        if better {
            best.insert(other.root, (fit, other.name));
        }
    }
    for (root, (fit, name)) in best {
        match found.iter_mut().find(|(_, hit)| hit.id == root) {
            Some((known, _)) if *known <= fit => {}
            Some((known, hit)) => {
                *known = fit;
                hit.by = Some(name);
            }
            None => found.extend(hit(conn, sort, root, Some(name)).await?.map(|it| (fit, it))),
        }
    }
    let gone = gone(conn, sort).await?;
    found.retain(|(_, hit)| !gone.contains(&hit.id));
    found.sort_by_cached_key(|(fit, hit)| {
        let reviews = std::cmp::Reverse(hit.reviews);
        (*fit, reviews, fold(&hit.name), hit.id)
    });
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    Ok(found.into_iter().map(|(_, hit)| hit).collect())
}

/// Whom words name among critics or outlets. Who is called so now comes before who is or was called so
/// too.
async fn called(
    conn: &mut Conn,
    sort: Sort,
    words: &str,
) -> Result<Called<NameHit<i64>>, LedgerError> {
    let words = words.trim();
    let joins = load_joins(conn).await?;
    if let Ok(number) = words.trim_start_matches('#').parse::<i64>()
        && let Some(found) = hit(conn, sort, joins.root(sort, number), None).await?
    {
        return Ok(Called::One(found));
    }
    let folded = fold(words);
    let is_it = |name: &str| {
        let name = name.trim();
        name == words || (!folded.is_empty() && fold(name) == folded)
    };
    let mut now: Vec<(i64, String)> = Vec::new();
    let mut also: Vec<(i64, String)> = Vec::new();
    let (domain, either) = match sort {
        Sort::Outlet => ("n.domain", " or n.domain = $2"),
        Sort::Film | Sort::Critic => ("null", ""),
    };
    let sql = format!(
        "select n.id, n.name, {domain} from {} n where n.folded = $1{either} order by n.id",
        sort.word()
    );
    let mut args = vec![Arg::text(&folded)];
    if sort == Sort::Outlet {
        args.push(Arg::text(words.to_lowercase()));
    }
    conn.each(sql, args, &mut |row| {
        let (id, name) = (row.int(0)?, row.text(1)?);
        if joins.target(sort, id).is_some() {
            return Ok(());
        }
        if is_it(name) {
            now.push((id, name.to_owned()));
        } else if let Some(domain) = row.maybe_text(2)?
            && is_it(domain)
        {
            also.push((id, domain.to_owned()));
        }
        Ok(())
    })
    .await?;
    let others = other_names(conn, sort, &joins).await?;
    also.extend(
        others
            .iter()
            .filter(|other| is_it(&other.name))
            .map(|other| (other.root, other.name.clone())),
    );
    let as_written = |names: &mut Vec<(i64, String)>| {
        if names.iter().filter(|(_, name)| name == words).count() == 1 {
            names.retain(|(_, name)| name == words);
        }
    };
    as_written(&mut now);
    let is_now = !now.is_empty();
    let mut chosen = if is_now { now } else { also };
    chosen.sort();
    chosen.dedup_by_key(|(id, _)| *id);
    if chosen.is_empty() {
        let parts = search_names(conn, sort, words, MOST).await?;
        if !parts.is_empty() {
            return Ok(Called::Partly(parts));
        }
        return Ok(Called::Nobody(near(conn, sort, words, &joins).await?));
    }
    let mut hits = Vec::with_capacity(chosen.len());
    for (id, name) in chosen {
        let by = (!is_now).then_some(name);
        hits.extend(hit(conn, sort, id, by).await?);
    }
    Ok(match hits.len() {
        1 => Called::One(hits.remove(0)),
        _ => Called::Several(hits),
    })
}

/// Those with a name that is a slip away, nearest first.
async fn near(
    conn: &mut Conn,
    sort: Sort,
    words: &str,
    joins: &Joins,
) -> Result<Vec<NameHit<i64>>, LedgerError> {
    let folded = fold(words);
    let mut slips: BTreeMap<i64, (usize, Option<String>)> = BTreeMap::new();
    let sql = format!("select n.id, n.folded from {} n order by n.id", sort.word());
    conn.each(sql, Vec::new(), &mut |row| {
        let id = row.int(0)?;
        if joins.target(sort, id).is_none()
            && let Some(distance) = slip(&folded, row.text(1)?)
        {
            slips.insert(id, (distance, None));
        }
        Ok(())
    })
    .await?;
    for other in other_names(conn, sort, joins).await? {
        if let Some(distance) = slip(&folded, &fold(&other.name)) {
            let known = slips
                .get(&other.root)
                .map_or(usize::MAX, |(known, _)| *known);
            if distance < known {
                slips.insert(other.root, (distance, Some(other.name)));
            }
        }
    }
    let mut slips: Vec<_> = slips.into_iter().collect();
    slips.sort_by_key(|(id, (distance, _))| (*distance, *id));
    let mut hits = Vec::new();
    for (id, (_, by)) in slips.into_iter().take(MOST as usize) {
        hits.extend(hit(conn, sort, id, by).await?);
    }
    Ok(hits)
}

/// How many letters two folded names are apart, where a slip of the hand may be between them: one letter
/// in four, three at most.
fn slip(one: &str, other: &str) -> Option<usize> {
    let length = one.chars().count();
    let most = (length / 4).min(3);
    if most == 0 || other.chars().count().abs_diff(length) > most {
        return None;
    }
    let distance = strsim::osa_distance(one, other);
    (1..=most).contains(&distance).then_some(distance)
}

impl<Hit> Called<Hit> {
    fn map<Other>(self, with: impl Fn(Hit) -> Other) -> Called<Other> {
        match self {
            Self::One(hit) => Called::One(with(hit)),
            Self::Several(hits) => Called::Several(hits.into_iter().map(with).collect()),
            Self::Partly(hits) => Called::Partly(hits.into_iter().map(with).collect()),
            Self::Nobody(hits) => Called::Nobody(hits.into_iter().map(with).collect()),
        }
    }
}

pub(super) fn numbered<Id>(hit: NameHit<i64>, id_of: fn(i64) -> Id) -> NameHit<Id> {
    NameHit {
        id: id_of(hit.id),
        name: hit.name,
        by: hit.by,
        reviews: hit.reviews,
    }
}

impl Ledger {
    /// Whom words name among the critics: a number, the name they have, another or a former one, or that
    /// of somebody who was taken for them. Case, accents and punctuation do not matter.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn critic_called(
        &self,
        words: &str,
    ) -> Result<Called<NameHit<CriticId>>, LedgerError> {
        let mut conn = self.reader("looking for a critic").await?;
        let called = called(&mut conn, Sort::Critic, words).await?;
        Ok(called.map(|hit| numbered(hit, CriticId)))
    }

    /// As [`critic_called`](Self::critic_called), of outlets; these are also called by their domains.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn outlet_called(
        &self,
        words: &str,
    ) -> Result<Called<NameHit<OutletId>>, LedgerError> {
        let mut conn = self.reader("looking for an outlet").await?;
        let called = called(&mut conn, Sort::Outlet, words).await?;
        Ok(called.map(|hit| numbered(hit, OutletId)))
    }

    /// Which film words name: its number, its id in another catalogue, with that catalogue's name or
    /// without, a title of it, one with the year, or those of a film that was taken for it. Of several, the
    /// one whose title is written just so; else, where only one has reviews, that one.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn film_called(&self, words: &str) -> Result<Called<FilmHit>, LedgerError> {
        let words = words.trim();
        let mut conn = self.reader("looking for a film").await?;
        if let Ok(number) = words.trim_start_matches('#').parse::<i64>()
            && let Some(found) = hit_by_id(&mut conn, FilmId(number)).await?
        {
            return Ok(Called::One(found));
        }
        let hits = find(&mut conn, words, MOST).await?;
        let (mut named, parts): (Vec<_>, Vec<_>) = hits.into_iter().partition(|hit| hit.is_named);
        let just_so = |hit: &FilmHit| hit.film.title == words || hit.film.titled() == words;
        let exact = named.iter().filter(|hit| just_so(hit)).count();
        if exact == 1 {
            named.retain(just_so);
        }
        if exact == 0 && named.iter().filter(|hit| hit.reviews > 0).count() == 1 {
            named.retain(|hit| hit.reviews > 0);
        }
        match named.len() {
            0 if !parts.is_empty() => Ok(Called::Partly(parts)),
            0 => Ok(Called::Nobody(near_films(&mut conn, words).await?)),
            1 => Ok(Called::One(named.remove(0))),
            _ => Ok(Called::Several(named)),
        }
    }
}

/// Films with a title that is a slip away, nearest first.
async fn near_films(conn: &mut Conn, words: &str) -> Result<Vec<FilmHit>, LedgerError> {
    let (title, _) = super::films::split_year(words);
    let folded = fold(title);
    let letters = i64::try_from(folded.chars().count()).unwrap_or(i64::MAX);
    let joins = load_joins(conn).await?;
    let mut slips: BTreeMap<i64, usize> = BTreeMap::new();
    let sql = "select film, folded from film_title where length(folded) between $1 and $2";
    let args = vec![Arg::int(letters - 3), Arg::int(letters.saturating_add(3))];
    conn.each(sql, args, &mut |row| {
        // One of this very title is of another year than was said.
        let title = row.text(1)?;
        let distance = if title == folded {
            Some(0)
        } else {
            slip(&folded, title)
        };
        if let Some(distance) = distance {
            let root = joins.root(Sort::Film, row.int(0)?);
            let nearest = slips.entry(root).or_insert(distance);
            *nearest = distance.min(*nearest);
        }
        Ok(())
    })
    .await?;
    let mut slips: Vec<_> = slips.into_iter().collect();
    slips.sort_by_key(|(id, distance)| (*distance, *id));
    let mut hits = Vec::new();
    for (id, _) in slips.into_iter().take(MOST as usize) {
        hits.extend(hit_by_id(conn, FilmId(id)).await?);
    }
    Ok(hits)
}
