//! Films, critics and outlets that were given up for others.

use super::catalogue::{film_of, names_of};
use crate::db::Arg;
use crate::projection::Sort;
use crate::{Ledger, LedgerError};
use async_recursion::async_recursion as boxed;

/// One that was taken for another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenUp {
    /// Its own number.
    pub id: i64,
    /// Its own name or title.
    pub name: String,
    /// Whatever else it is called itself: other names and titles, a domain, ids.
    pub names: Vec<String>,
    /// What it is taken for directly.
    pub into: i64,
}

impl Ledger {
    /// Films, critics or outlets that were taken for another and are still, by number.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn given_up(&self, sort: Sort) -> Result<Vec<GivenUp>, LedgerError> {
        let mut conn = self.reader("reading what was merged").await?;
        let mut found = Vec::new();
        let (name, more) = match sort {
            Sort::Film => ("title", "n.record"),
            Sort::Critic => ("name", "null"),
            Sort::Outlet => ("name", "n.domain"),
        };
        let sql = format!(
            "select n.id, n.{name}, j.target, {more}, a.names from joined j \
             join {} n on n.id = j.id \
             left join also_known a on a.sort = j.sort and a.id = j.id \
             where j.sort = $1 and j.target is not null order by n.id",
            sort.word()
        );
        conn.each(sql, vec![Arg::int(sort.number())], &mut |row| {
            let mut names = Vec::new();
            if sort == Sort::Film {
                let film = film_of(row, 3)?;
                names.push(film.titled());
                names.extend(film.keys.iter().map(ToString::to_string));
                names.extend(film.keys.iter().map(|key| key.value.clone()));
                names.extend(film.other_titles);
            } else if let Some(domain) = row.maybe_text(3)? {
                names.push(domain.to_owned());
            }
            if row.maybe_text(4)?.is_some() {
                names.extend(names_of(row, 4)?);
            }
            found.push(GivenUp {
                id: row.int(0)?,
                name: row.text(1)?.to_owned(),
                names,
                into: row.int(2)?,
            });
            Ok(())
        })
        .await?;
        Ok(found)
    }
}
