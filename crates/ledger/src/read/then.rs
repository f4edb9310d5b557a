//! A film with its reviews as they were known, and called, at an entry.
//!
//! The views of films, critics and outlets hold what they are called now; what they were called then
//! follows from the entries that name them.

use super::films::films_by_id;
use crate::chain::StoredEntry;
use crate::db::{Arg, Conn};
use crate::projection::{Line, Working};
use crate::views::bytes_of;
use crate::{Ledger, LedgerError};
use async_recursion::async_recursion as boxed;
use ovation_terms::{Ballot, FilmId, FilmRecord, Seq, country_of};

/// Kinds of entries that first name a film, critic or outlet.
const NAMING: [&str; 4] = [
    "critic-added",
    "critic-split",
    "films-added",
    "outlet-added",
];
/// Kinds of entries that change what a critic or an outlet is called.
const RENAMING: [&str; 1] = ["names-set"];

impl Ledger {
    /// A film and its reviews in every state as the record knew them at an entry, in the order of their
    /// numbers, everything called as it was called then, languages and expected ratings filled in; what
    /// a receipt shows. None where the record had no such film then. The film is looked up under its
    /// own number, whatever it was taken for since.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`] when a body cannot be read.
    #[boxed]
    pub async fn film_then(
        &self,
        id: FilmId,
        known: Seq,
    ) -> Result<Option<(FilmRecord, Vec<Ballot>)>, LedgerError> {
        let mut ballots = self.ballots_of_film(id, Some(known)).await?;
        self.add_read(&mut ballots).await?;
        let mut conn = self.reader("reading what a film was called").await?;
        let Some(film) = films_by_id(&mut conn, &[id]).await?.remove(&id) else {
            return Ok(None);
        };
        // A film that has reviews was there.
        let may_be_younger =
            ballots.is_empty() && any_after(&mut conn, &["films-added"], known).await?;
        let is_renamed = any_after(&mut conn, &RENAMING, known).await?;
        if may_be_younger || is_renamed {
            let then = named_at(&mut conn, known).await?;
            if !then.films.contains_key(&id.0) {
                return Ok(None);
            }
            drop(conn);
            let placed = self.outlet_countries(Some(known)).await?;
            for ballot in &mut ballots {
                if let Some((name, _)) = ballot.critic.and_then(|id| then.critics.get(&id.0)) {
                    ballot.critic_name = name.to_string();
                }
                for signer in &mut ballot.also_by {
                    if let Some((name, _)) = then.critics.get(&signer.critic.0) {
                        signer.name = name.to_string();
                    }
                }
                let outlet = ballot.outlet;
                if let Some((name, _, domain)) = outlet.and_then(|id| then.outlets.get(&id.0)) {
                    ballot.outlet_name = name.to_string();
                    let placed = outlet.and_then(|id| placed.get(&id).cloned());
                    ballot.country = placed.or_else(|| country_of(domain.as_deref()?));
                }
            }
        } else {
            drop(conn);
        }
        let film = self.film_as_known(film, Some(known)).await?;
        Ok(Some((film, ballots)))
    }
}

fn list(kinds: &[&'static str], from: usize) -> String {
    let places: Vec<String> = (from..from + kinds.len())
        .map(|place| format!("${place}"))
        .collect();
    places.join(", ")
}

async fn any_after(
    conn: &mut Conn,
    kinds: &[&'static str],
    known: Seq,
) -> Result<bool, LedgerError> {
    let sql = format!(
        "select seq from entry where seq > $1 and kind in ({}) limit 1",
        list(kinds, 2)
    );
    let mut args = vec![Arg::int(known.0)];
    args.extend(kinds.iter().map(|kind| Arg::text(*kind)));
    Ok(conn.row(sql, args).await?.is_some())
}

/// The rows of films, critics and outlets as the entries up to one make them.
async fn named_at(conn: &mut Conn, known: Seq) -> Result<Working, LedgerError> {
    let kinds = [NAMING.as_slice(), &RENAMING].concat();
    let sql = format!(
        "select seq, at, actor, kind, hash, body from entry \
         where seq <= $1 and kind in ({}) order by seq",
        list(&kinds, 2)
    );
    let mut args = vec![Arg::int(known.0)];
    args.extend(kinds.into_iter().map(Arg::text));
    let mut working = Working::default();
    let mut wrong = None;
    conn.each(sql, args, &mut |row| {
        let entry = StoredEntry {
            seq: row.int(0)?,
            at: row.int(1)?,
            actor: row.text(2)?,
            kind: row.text(3)?,
            hash: bytes_of(row, 4)?,
            body: row.text(5)?,
        };
        let mut applied = Line::parse(&entry).and_then(|line| working.apply(&line));
        if entry.kind == "critic-split" {
            // It also moves reviews, of which none is here; by then it has named the critic.
            applied = Ok(());
        }
        working.shed();
        if let Err(why) = applied {
            wrong.get_or_insert(why);
        }
        Ok(())
    })
    .await?;
    match wrong {
        Some(why) => Err(conn.damaged(why)),
        None => Ok(working),
    }
}
