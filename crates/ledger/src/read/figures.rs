//! What running figures over all films need: votes of some critics or outlets, whom everybody is called by, and
//! what happened since they were last brought up to date.

use super::ballots::{VOTE, vote_of};
use super::catalogue::{count_of, names_of};
use crate::db::{Arg, pieces};
use crate::projection::{Sort, also_of};
use crate::views::load_joins;
use crate::{Ledger, LedgerError};
use async_recursion::async_recursion as boxed;
use ovation_terms::{CriticId, OutletId, Seq, Vote};
use std::collections::{BTreeMap, BTreeSet};

/// What a critic or an outlet is called, with all other names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameOf {
    /// The number of the critic or the outlet.
    pub id: i64,
    /// The name.
    pub name: String,
    /// Other names: those that a person gave, those of others that were taken for it, an outlet's domain.
    pub also: Vec<String>,
    /// An outlet's domain.
    pub domain: Option<String>,
}

/// The names of all critics and outlets, in the order of their numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AllNames {
    /// Critics.
    pub critics: Vec<NameOf>,
    /// Outlets.
    pub outlets: Vec<NameOf>,
}

impl Ledger {
    /// The kinds of the entries after one.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn kinds_since(&self, seq: Seq) -> Result<BTreeSet<String>, LedgerError> {
        let mut conn = self.reader("looking at what came in").await?;
        let mut kinds = BTreeSet::new();
        let sql = "select distinct kind from entry where seq > $1";
        conn.each(sql, vec![Arg::int(seq.0)], &mut |row| {
            kinds.insert(row.text(0)?.to_owned());
            Ok(())
        })
        .await?;
        Ok(kinds)
    }

    /// How many places could not be read.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn unreadable_count(&self) -> Result<u64, LedgerError> {
        let mut conn = self.reader("counting what could not be read").await?;
        let sql = "select count(*) from unreadable";
        let row = conn.row(sql, Vec::new()).await?;
        let count = row.map_or(Ok(0), |row| count_of(&row, 0));
        count.map_err(|error| conn.failed(error))
    }

    /// The votes, now, that any of these critics signed, or that ran in any of these outlets; where both are given,
    /// those of which both are so.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn votes_among(
        &self,
        critics: &[CriticId],
        outlets: &[OutletId],
    ) -> Result<Vec<Vote>, LedgerError> {
        let mut conn = self.reader("reading the reviews of a panel").await?;
        let (column, ids): (&str, Vec<i64>) = if critics.is_empty() {
            ("outlet", outlets.iter().map(|outlet| outlet.0).collect())
        } else {
            ("critic", critics.iter().map(|critic| critic.0).collect())
        };
        let mut found = Vec::new();
        let mut left = ids.iter();
        for piece in pieces(ids.len(), 1) {
            let sql = format!(
                "select {VOTE} from review_version where {column} in ({}) and until_seq is null \
                 and film is not null",
                conn.only_list_sql(piece)
            );
            let args = left.by_ref().take(piece).map(|id| Arg::int(*id)).collect();
            conn.each(sql, args, &mut |row| {
                found.push(vote_of(row)?);
                Ok(())
            })
            .await?;
        }
        if !critics.is_empty() {
            // Joint reviews are few, and an index holds them alone.
            let sql = format!(
                "select {VOTE} from review_version where also_by is not null and film is not null \
                 and until_seq is null"
            );
            conn.each(sql, Vec::new(), &mut |row| {
                found.push(vote_of(row)?);
                Ok(())
            })
            .await?;
        }
        found.retain(|vote: &Vote| {
            (critics.is_empty() || vote.signers().any(|critic| critics.contains(&critic)))
                && (outlets.is_empty() || vote.outlet.is_some_and(|own| outlets.contains(&own)))
        });
        found.sort_unstable_by_key(|vote| (vote.film, vote.review));
        found.dedup_by_key(|vote| vote.review);
        Ok(found)
    }

    /// Gives of every review of which the film is not known who signed it and where it ran.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn each_without_film(
        &self,
        each: &mut (dyn FnMut(Vec<CriticId>, Option<OutletId>) + Send),
    ) -> Result<(), LedgerError> {
        let sql = "select critic, also_by, outlet from review_version \
             where film is null and until_seq is null";
        self.each("reading reviews without a film", sql, &mut |row| {
            let mut signers: Vec<CriticId> = row.maybe_int(0)?.map(CriticId).into_iter().collect();
            signers.extend(also_of(row.maybe_text(1)?).into_iter().map(CriticId));
            each(signers, row.maybe_int(2)?.map(OutletId));
            Ok(())
        })
        .await
    }

    /// What all critics and outlets are called; those taken for another stand among that one's names.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn all_names(&self) -> Result<AllNames, LedgerError> {
        let mut conn = self.reader("reading all names").await?;
        let joins = load_joins(&mut conn).await?;
        let mut names = AllNames::default();
        for (sort, sql) in [
            (
                Sort::Critic,
                "select id, name, name from critic order by id",
            ),
            (
                Sort::Outlet,
                "select id, name, domain from outlet order by id",
            ),
        ] {
            let mut held: BTreeMap<i64, NameOf> = BTreeMap::new();
            let mut others: Vec<(i64, String)> = Vec::new();
            conn.each(sql, Vec::new(), &mut |row| {
                let (id, name) = (row.int(0)?, row.text(1)?.to_owned());
                let domain = match sort {
                    Sort::Outlet => row.maybe_text(2)?.map(str::to_owned),
                    Sort::Film | Sort::Critic => None,
                };
                let root = joins.root(sort, id);
                if root != id {
                    others.push((root, name));
                    others.extend(domain.map(|domain| (root, domain)));
                    return Ok(());
                }
                let also = domain.clone().into_iter().collect();
                held.insert(
                    id,
                    NameOf {
                        id,
                        name,
                        also,
                        domain,
                    },
                );
                Ok(())
            })
            .await?;
            let sql = "select id, names from also_known where sort = $1 order by id";
            conn.each(sql, vec![Arg::int(sort.number())], &mut |row| {
                let root = joins.root(sort, row.int(0)?);
                others.extend(names_of(row, 1)?.into_iter().map(|name| (root, name)));
                Ok(())
            })
            .await?;
            for (root, name) in others {
                if let Some(known) = held.get_mut(&root)
                    && known.name != name
                {
                    known.also.push(name);
                }
            }
            let held = held.into_values().collect();
            match sort {
                Sort::Outlet => names.outlets = held,
                Sort::Film | Sort::Critic => names.critics = held,
            }
        }
        Ok(names)
    }
}
