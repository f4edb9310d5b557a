//! Films that entered by a slip are taken back, and what was changed of films is put back.

use crate::db::{Arg, Conn, pieces};
use crate::projection::Sort;
use crate::views::{load_joins, read_and_decided_of};
use crate::{Ledger, LedgerError};
use ovation_terms::{
    EntryBody, FilmChange, FilmFact, FilmField, FilmId, FilmStory, FilmsChanged, Remark, ReviewId,
    Seq, counted,
};
use std::collections::{BTreeMap, BTreeSet};

/// How many films a refusal names.
const NAMED: usize = 3;

impl Ledger {
    /// Takes back films that nothing standing refers to, `leaving` aside: reviews that the same undoing
    /// gives another film.
    ///
    /// # Errors
    /// [`LedgerError::Refused`] where reviews or articles stand at one, or another film is taken for
    /// it; the text says what to do instead.
    pub(crate) async fn take_back(
        &self,
        films: &[FilmId],
        remark: Remark,
        leaving: &BTreeSet<ReviewId>,
    ) -> Result<Vec<EntryBody>, LedgerError> {
        let mut conn = self.reader("looking for what refers to films").await?;
        let joins = load_joins(&mut conn).await?;
        let taken: BTreeSet<i64> = joins
            .each()
            .filter(|(sort, _, _)| *sort == Sort::Film)
            .filter_map(|(_, _, target)| target)
            .collect();
        let Referring { held, listed } = referring(&mut conn, films, leaving).await?;
        let mut stuck = Vec::new();
        for film in films {
            if let Some(target) = joins.target(Sort::Film, film.0) {
                stuck.push(format!("film {film} is taken for film {target}"));
            } else if taken.contains(&film.0) {
                stuck.push(format!("another film is taken for film {film}"));
            } else if let Some((reviews, articles)) =
                held.get(&film.0).filter(|held| **held != (0, 0))
            {
                stuck.push(held_by(*film, *reviews, *articles));
            }
        }
        if !stuck.is_empty() {
            let more = match stuck.len().saturating_sub(NAMED) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            stuck.truncate(NAMED);
            let why = format!(
                "only a film that nothing refers to is taken back, and {}{more}: give its reviews \
                 another film first, or merge it into the film that is meant (`ovation merge film \
                 {} FILM`)",
                stuck.join(", "),
                films.first().map_or(0, |film| film.0),
            );
            return Err(LedgerError::Refused { why });
        }
        let changes: Vec<FilmChange> = films
            .iter()
            .filter(|film| listed.contains(&film.0))
            .map(|film| FilmChange {
                film: *film,
                facts: vec![FilmFact::Listed(false)],
            })
            .collect();
        if changes.is_empty() {
            return Ok(Vec::new());
        }
        Ok(vec![EntryBody::FilmsChanged(FilmsChanged {
            changes,
            remark,
            ..FilmsChanged::default()
        })])
    }

    /// What puts back the values that an entry changed, in what people set (`decided`) or in what
    /// catalogues say; a change that said nothing new is left out.
    pub(crate) async fn films_before(
        &self,
        changed: &FilmsChanged,
        decided: bool,
        seq: Seq,
    ) -> Result<Vec<FilmChange>, LedgerError> {
        let mut before: BTreeMap<FilmId, FilmStory> = changed
            .changes
            .iter()
            // What the film was added as does not matter here: only what was said of it later.
            .map(|change| {
                let added = ovation_terms::FilmRecord::numbered(change.film);
                (change.film, FilmStory::new(added))
            })
            .collect();
        let mut conn = self.reader("reading what was said of films").await?;
        let sql = "select actor, body from entry where kind = 'films-changed' and seq < $1 \
             order by seq";
        let mut wrong = None;
        conn.each(sql, vec![Arg::int(seq.0)], &mut |row| {
            let by_person = row.text(0)?.starts_with("person:");
            match serde_json::from_str::<FilmsChanged>(row.text(1)?) {
                Ok(earlier) => {
                    let decided = earlier.is_decision(by_person);
                    for change in &earlier.changes {
                        if let Some(story) = before.get_mut(&change.film) {
                            story.change(change, decided);
                        }
                    }
                }
                Err(error) => wrong = Some(error.to_string()),
            }
            Ok(())
        })
        .await?;
        if let Some(wrong) = wrong {
            return Err(conn.damaged(wrong));
        }
        let mut after = before.clone();
        for change in &changed.changes {
            if let Some(story) = after.get_mut(&change.film) {
                story.change(change, decided);
            }
        }
        let mut back = Vec::new();
        for (film, story) in &before {
            let of_film = changed.changes.iter().filter(|it| it.film == *film);
            let fields: BTreeSet<FilmField> = of_film
                .flat_map(|change| change.facts.iter().map(FilmFact::field))
                .collect();
            let now = |field| after.get(film).map(|after| after.fact(field, decided));
            let facts: Vec<FilmFact> = fields
                .into_iter()
                .filter(|field| now(*field).as_ref() != Some(&story.fact(*field, decided)))
                .map(|field| story.fact(field, decided))
                .collect();
            if !facts.is_empty() {
                back.push(FilmChange { film: *film, facts });
            }
        }
        Ok(back)
    }
}

/// What refers to films: reviews and articles of each, and which of them are of the catalogue.
struct Referring {
    held: BTreeMap<i64, (i64, i64)>,
    listed: BTreeSet<i64>,
}

async fn referring(
    conn: &mut Conn,
    films: &[FilmId],
    leaving: &BTreeSet<ReviewId>,
) -> Result<Referring, LedgerError> {
    let mut held: BTreeMap<i64, (i64, i64)> = BTreeMap::new();
    let mut listed = BTreeSet::new();
    let mut left = films.iter();
    for piece in pieces(films.len(), 1) {
        let ids: Vec<i64> = left.by_ref().take(piece).map(|film| film.0).collect();
        let list = conn.only_list_sql(piece);
        let args = || ids.iter().copied().map(Arg::int).collect();
        let sql = format!(
            "select film, review, under from review_version where until_seq is null \
             and (' ' || reasons || ' ') not like '% import-undone %' \
             and (' ' || reasons || ' ') not like '% source-deleted %' \
             and film in ({list})"
        );
        conn.each(sql, args(), &mut |row| {
            let film = row.int(0)?;
            // What a person set and takes back in the same breath; what was read stays.
            let read = read_and_decided_of(row, 2)?.map(|both| both.read.film);
            let leaves = leaving.contains(&ReviewId(row.int(1)?))
                && read.is_some_and(|read| read != Some(film));
            held.entry(film).or_default().0 += i64::from(!leaves);
            Ok(())
        })
        .await?;
        let sql = format!(
            "select film, count(distinct seq) from press_part \
             where film in ({list}) group by film"
        );
        conn.each(sql, args(), &mut |row| {
            held.entry(row.int(0)?).or_default().1 += row.int(1)?;
            Ok(())
        })
        .await?;
        let sql = format!("select id from film where listed = true and id in ({list})");
        conn.each(sql, args(), &mut |row| {
            listed.insert(row.int(0)?);
            Ok(())
        })
        .await?;
    }
    Ok(Referring { held, listed })
}

/// Why a film stays, for a reader.
fn held_by(film: FilmId, reviews: i64, articles: i64) -> String {
    match (reviews, articles) {
        (0, articles) => {
            format!(
                "film {film} is named by {}",
                counted(articles.unsigned_abs(), "article", "articles")
            )
        }
        (reviews, 0) => format!(
            "film {film} has {}",
            counted(reviews.unsigned_abs(), "review", "reviews")
        ),
        (reviews, articles) => format!(
            "film {film} has {} and is named by {}",
            counted(reviews.unsigned_abs(), "review", "reviews"),
            counted(articles.unsigned_abs(), "article", "articles")
        ),
    }
}
