//! The whole catalogue, for the index that identifies films, critics and outlets.

use crate::db::{Arg, Conn, Row, pieces};
use crate::projection::{Sort, also_of};
use crate::views::load_joins;
use crate::{Ledger, LedgerError};
use async_recursion::async_recursion as boxed;
use ovation_terms::{CriticId, FilmId, FilmRecord, FilmStory, FilmsChanged, OutletId, Seq};
use std::collections::{BTreeMap, BTreeSet};

/// Of versions grouped by what they name: whether one of them is living, none whose import was taken back or
/// whose source was deleted.
pub(super) const ANY_LIVES: &str = "max(case when (' ' || reasons || ' ') like '% import-undone %' \
     or (' ' || reasons || ' ') like '% source-deleted %' then 0 else 1 end) = 1";

/// How often a critic at an outlet used a rating scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScaleHabit {
    /// The critic's name; none when unsigned.
    pub critic_name: Option<String>,
    /// The outlet's name; none when unknown.
    pub outlet_name: Option<String>,
    /// The scale, such as `/5`.
    pub scale: String,
    /// How many current reviews.
    pub count: u64,
}

/// Reads a film's record from its JSON.
pub(super) fn film_of(row: &Row, place: usize) -> Result<FilmRecord, sqlx::Error> {
    serde_json::from_str(row.text(place)?).map_err(|error| sqlx::Error::ColumnDecode {
        index: "film.record".to_owned(),
        source: Box::new(error),
    })
}

/// Reads all that was said of a film, from its record and, where it was changed, its story.
fn story_of(row: &Row, place: usize) -> Result<FilmStory, sqlx::Error> {
    match row.maybe_text(place + 1)? {
        Some(story) => serde_json::from_str(story).map_err(|error| sqlx::Error::ColumnDecode {
            index: "film.story".to_owned(),
            source: Box::new(error),
        }),
        None => Ok(FilmStory::new(film_of(row, place)?)),
    }
}

impl Ledger {
    /// Gives every film of the catalogue, in the order of their numbers. A film that was taken for
    /// another stands among that one's titles and keys; one that was taken back is left out.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn each_film(
        &self,
        each: &mut (dyn FnMut(FilmRecord) + Send),
    ) -> Result<(), LedgerError> {
        let mut conn = self.reader("reading the catalogue").await?;
        let joins = load_joins(&mut conn).await?;
        let mut given_up: BTreeMap<i64, Vec<FilmRecord>> = BTreeMap::new();
        let sql = "select f.record from joined j join film f on f.id = j.id \
             where j.sort = 1 and j.target is not null and f.listed = true order by f.id";
        conn.each(sql, Vec::new(), &mut |row| {
            let film = film_of(row, 0)?;
            let root = joins.root(Sort::Film, film.id.0);
            given_up.entry(root).or_default().push(film);
            Ok(())
        })
        .await?;
        let sql = "select record from film where listed = true order by id";
        conn.each(sql, Vec::new(), &mut |row| {
            let mut film = film_of(row, 0)?;
            if joins.target(Sort::Film, film.id.0).is_some() {
                return Ok(());
            }
            for other in given_up.remove(&film.id.0).unwrap_or_default() {
                film.other_titles.push(other.title);
                film.other_titles.extend(other.other_titles);
                film.keys.extend(other.keys);
            }
            each(film);
            Ok(())
        })
        .await
    }

    /// Gives the address of every source that is no address on the web: what was read from files.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn each_local_address(
        &self,
        each: &mut (dyn FnMut(String) + Send),
    ) -> Result<(), LedgerError> {
        let sql = "select distinct address from source \
             where address not like 'http://%' and address not like 'https://%'";
        self.each("reading the names of files", sql, &mut |row| {
            each(row.text(0)?.to_owned());
            Ok(())
        })
        .await
    }

    /// Gives every film that ever entered the record with all that was said of it, those taken for
    /// another and those taken back among them, in the order of their numbers.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn each_film_story(
        &self,
        each: &mut (dyn FnMut(FilmStory) + Send),
    ) -> Result<(), LedgerError> {
        let sql = "select record, story from film order by id";
        self.each("reading the catalogue", sql, &mut |row| {
            each(story_of(row, 0)?);
            Ok(())
        })
        .await
    }

    /// All that was said of one film; of a film that was taken for another its own.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn film_story(&self, id: FilmId) -> Result<Option<FilmStory>, LedgerError> {
        let mut conn = self.reader("reading a film").await?;
        let sql = "select record, story from film where id = $1";
        let row = conn.row(sql, vec![Arg::int(id.0)]).await?;
        let story = row.map(|row| story_of(&row, 0)).transpose();
        story.map_err(|error| conn.failed(error))
    }

    /// A film as the record knew it at an entry; the film as it is where no film was changed since, or
    /// where it is as it is now that is asked for.
    ///
    /// # Errors
    /// What the database says, or [`LedgerError::Damaged`] when a body cannot be read.
    #[boxed]
    pub async fn film_as_known(
        &self,
        film: FilmRecord,
        known: Option<Seq>,
    ) -> Result<FilmRecord, LedgerError> {
        let Some(known) = known else { return Ok(film) };
        // A film that is as it was added may have been otherwise in between.
        let Some(now) = self.film_story(film.id).await? else {
            return Ok(film);
        };
        let mut then = FilmStory::new(now.added().clone());
        let mut conn = self.reader("reading a film as it was known").await?;
        let sql = "select 1 from entry where kind = 'films-changed' and seq > $1 limit 1";
        if conn.row(sql, vec![Arg::int(known.0)]).await?.is_none() {
            return Ok(film);
        }
        let sql = "select actor, body from entry where kind = 'films-changed' and seq <= $1 \
             order by seq";
        let mut wrong = None;
        conn.each(sql, vec![Arg::int(known.0)], &mut |row| {
            let by_person = row.text(0)?.starts_with("person:");
            match serde_json::from_str::<FilmsChanged>(row.text(1)?) {
                Ok(changed) => {
                    let decided = changed.is_decision(by_person);
                    let of_film = changed
                        .changes
                        .iter()
                        .filter(|change| change.film == film.id);
                    of_film.for_each(|change| then.change(change, decided));
                }
                Err(error) => wrong = Some(error.to_string()),
            }
            Ok(())
        })
        .await?;
        match wrong {
            Some(wrong) => Err(conn.damaged(wrong)),
            None => Ok(then.record()),
        }
    }

    /// All that was said of several films, those that exist.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn film_stories(
        &self,
        ids: &[FilmId],
    ) -> Result<BTreeMap<FilmId, FilmStory>, LedgerError> {
        let mut conn = self.reader("reading films").await?;
        let mut found = BTreeMap::new();
        let mut left = ids.iter();
        for piece in pieces(ids.len(), 1) {
            let sql = format!(
                "select record, story from film where id in ({})",
                conn.only_list_sql(piece)
            );
            let args = left.by_ref().take(piece).map(|id| Arg::int(id.0)).collect();
            conn.each(sql, args, &mut |row| {
                let story = story_of(row, 0)?;
                found.insert(story.as_read().id, story);
                Ok(())
            })
            .await?;
        }
        Ok(found)
    }

    /// Gives every critic with the name as first printed; those taken for another are left out.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn each_critic(
        &self,
        each: &mut (dyn FnMut(CriticId, String) + Send),
    ) -> Result<(), LedgerError> {
        let sql = "select id, name from critic where id not in \
             (select id from joined where sort = 2 and target is not null) order by id";
        self.each("reading the critics", sql, &mut |row| {
            each(CriticId(row.int(0)?), row.text(1)?.to_owned());
            Ok(())
        })
        .await
    }

    /// Gives every outlet with its name and its registered domain; those taken for another are
    /// left out.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn each_outlet(
        &self,
        each: &mut (dyn FnMut(OutletId, String, Option<String>) + Send),
    ) -> Result<(), LedgerError> {
        let sql = "select id, name, domain from outlet where id not in \
             (select id from joined where sort = 3 and target is not null) order by id";
        self.each("reading the outlets", sql, &mut |row| {
            let domain = row.maybe_text(2)?.map(str::to_owned);
            each(OutletId(row.int(0)?), row.text(1)?.to_owned(), domain);
            Ok(())
        })
        .await
    }

    /// The critics and outlets that no living review names any more, though reviews once did: those whose
    /// every review came with an import that was taken back or from a source that was deleted. They stay
    /// in the log, and are met again; lists leave them out.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn without_living_reviews(
        &self,
    ) -> Result<(BTreeSet<CriticId>, BTreeSet<OutletId>), LedgerError> {
        let mut conn = self.reader("reading whom no review names").await?;
        let critics = gone(&mut conn, Sort::Critic).await?;
        let outlets = gone(&mut conn, Sort::Outlet).await?;
        Ok((
            critics.into_iter().map(CriticId).collect(),
            outlets.into_iter().map(OutletId).collect(),
        ))
    }

    /// Gives the further names of critics: those a person gave them, and those of the critics that were
    /// taken for them.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn each_critic_alias(
        &self,
        each: &mut (dyn FnMut(CriticId, String) + Send),
    ) -> Result<(), LedgerError> {
        let mut conn = self.reader("reading the critics' names").await?;
        let joins = load_joins(&mut conn).await?;
        let sql = "select c.id, c.name from joined j join critic c on c.id = j.id \
             where j.sort = 2 and j.target is not null order by c.id";
        conn.each(sql, Vec::new(), &mut |row| {
            let root = joins.root(Sort::Critic, row.int(0)?);
            each(CriticId(root), row.text(1)?.to_owned());
            Ok(())
        })
        .await?;
        each_also_known(&mut conn, Sort::Critic, &mut |id, name| {
            each(CriticId(joins.root(Sort::Critic, id)), name);
        })
        .await
    }

    /// Gives the further names and domains of outlets: those a person gave them, and those of the outlets
    /// that were taken for them.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn each_outlet_alias(
        &self,
        each: &mut (dyn FnMut(OutletId, String, Option<String>) + Send),
    ) -> Result<(), LedgerError> {
        let mut conn = self.reader("reading the outlets' names").await?;
        let joins = load_joins(&mut conn).await?;
        let sql = "select o.id, o.name, o.domain from joined j join outlet o on o.id = j.id \
             where j.sort = 3 and j.target is not null order by o.id";
        conn.each(sql, Vec::new(), &mut |row| {
            let root = joins.root(Sort::Outlet, row.int(0)?);
            let domain = row.maybe_text(2)?.map(str::to_owned);
            each(OutletId(root), row.text(1)?.to_owned(), domain);
            Ok(())
        })
        .await?;
        each_also_known(&mut conn, Sort::Outlet, &mut |id, name| {
            each(OutletId(joins.root(Sort::Outlet, id)), name, None);
        })
        .await
    }

    /// Gives every pair of a critic and an outlet the critic has written for.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn each_byline(
        &self,
        each: &mut (dyn FnMut(CriticId, OutletId) + Send),
    ) -> Result<(), LedgerError> {
        let sql = "select distinct critic, outlet from review_version \
             where until_seq is null and critic is not null and outlet is not null \
             order by critic, outlet";
        self.each("reading the bylines", sql, &mut |row| {
            each(CriticId(row.int(0)?), OutletId(row.int(1)?));
            Ok(())
        })
        .await?;
        let sql = "select also_by, outlet from review_version \
             where until_seq is null and also_by is not null and outlet is not null order by review";
        self.each("reading joint bylines", sql, &mut |row| {
            for critic in also_of(row.maybe_text(0)?) {
                each(CriticId(critic), OutletId(row.int(1)?));
            }
            Ok(())
        })
        .await
    }

    /// Which rating scales critics and outlets use, by current reviews whose rating was converted.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn scale_habits(&self) -> Result<Vec<ScaleHabit>, LedgerError> {
        let sql = "select c.name, o.name, h.scale, h.reviews from \
             (select critic, outlet, scale, count(*) as reviews from review_version \
              where until_seq is null and scale is not null group by critic, outlet, scale) h \
             left join critic c on c.id = h.critic left join outlet o on o.id = h.outlet \
             order by h.critic, h.outlet, h.scale";
        let mut habits = Vec::new();
        self.each("reading the scales in use", sql, &mut |row| {
            habits.push(ScaleHabit {
                critic_name: row.maybe_text(0)?.map(str::to_owned),
                outlet_name: row.maybe_text(1)?.map(str::to_owned),
                scale: row.text(2)?.to_owned(),
                count: count_of(row, 3)?,
            });
            Ok(())
        })
        .await?;
        Ok(habits)
    }

    pub(super) async fn each(
        &self,
        doing: &'static str,
        sql: &'static str,
        each: &mut (dyn FnMut(&Row) -> Result<(), sqlx::Error> + Send),
    ) -> Result<(), LedgerError> {
        let mut conn = self.reader(doing).await?;
        conn.each(sql, Vec::new(), each).await
    }
}

/// The numbers of those that only reviews name which are gone.
pub(super) async fn gone(conn: &mut Conn, sort: Sort) -> Result<BTreeSet<i64>, LedgerError> {
    let mut found = BTreeSet::new();
    let sql = "select seq from entry where kind in ('import-undone', 'source-deleted') limit 1";
    if conn.row(sql, Vec::new()).await?.is_none() {
        return Ok(found);
    }
    let column = sort.word();
    let sql = format!(
        "select {column} from review_version where until_seq is null and {column} is not null \
         group by {column} having not ({ANY_LIVES})"
    );
    conn.each(sql, Vec::new(), &mut |row| {
        found.insert(row.int(0)?);
        Ok(())
    })
    .await?;
    Ok(found)
}

/// Gives the names that people said critics or outlets are known by too.
async fn each_also_known(
    conn: &mut Conn,
    sort: Sort,
    each: &mut (dyn FnMut(i64, String) + Send),
) -> Result<(), LedgerError> {
    let sql = "select id, names from also_known where sort = $1 order by id";
    conn.each(sql, vec![Arg::int(sort.number())], &mut |row| {
        let id = row.int(0)?;
        for name in names_of(row, 1)? {
            each(id, name);
        }
        Ok(())
    })
    .await
}

/// Reads a list of names.
pub(super) fn names_of(row: &Row, place: usize) -> Result<Vec<String>, sqlx::Error> {
    serde_json::from_str(row.text(place)?).map_err(|error| sqlx::Error::ColumnDecode {
        index: "also_known.names".to_owned(),
        source: Box::new(error),
    })
}

/// Reads a `count(*)`.
pub(super) fn count_of(row: &Row, place: usize) -> Result<u64, sqlx::Error> {
    Ok(u64::try_from(row.int(place)?).unwrap_or(0))
}
