//! Who signed which reviews, all of them or what entries changed of it.

use crate::chain::entry_text_of;
use crate::db::{Arg, Row, pieces};
use crate::projection::{Line, also_of};
use crate::{Ledger, LedgerError};
use async_recursion::async_recursion as boxed;
use ovation_terms::{CriticId, Day, EntryKind, FilmId, OutletId, Pair, ReviewId, Seq};
use std::collections::{BTreeMap, BTreeSet};

/// A signed review, of one of those who signed it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signed {
    /// Who signed it.
    pub critic: CriticId,
    /// Where it ran.
    pub outlet: Option<OutletId>,
    /// The film.
    pub film: Option<FilmId>,
    /// Day published.
    pub day: Option<Day>,
    /// Whether it is for the film, where that is known.
    pub is_for: Option<bool>,
}

/// What entries changed of who signed what.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SignedChanges {
    /// Reviews that are new or otherwise.
    pub reviews: BTreeSet<ReviewId>,
    /// Two that became one, or were taken apart: all their reviews changed.
    pub joined: Vec<Pair>,
    /// Whether critics or outlets came in, or are called otherwise.
    pub names: bool,
}

/// Entries that are followed one by one.
const FOLLOWED: u32 = 2_000;
const COLUMNS: &str =
    "review, critic, coalesce(outlet, 0), coalesce(film, 0), published, p, also_by";

impl Ledger {
    /// Gives every signed review that stands, once for each who signed it.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn each_signed(
        &self,
        each: &mut (dyn FnMut(ReviewId, Signed) + Send),
    ) -> Result<(), LedgerError> {
        let sql = format!(
            "select {COLUMNS} from review_version \
             where until_seq is null and critic is not null order by critic, review"
        );
        let mut conn = self.reader("reading who wrote what").await?;
        conn.each(sql, Vec::new(), &mut |row| {
            for signed in signed_of(row)? {
                each(ReviewId(row.int(0)?), signed);
            }
            Ok(())
        })
        .await
    }

    /// The same of some reviews; those that nobody signed, or that do not stand, are not among them.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn signed(
        &self,
        reviews: &BTreeSet<ReviewId>,
    ) -> Result<BTreeMap<ReviewId, Vec<Signed>>, LedgerError> {
        let mut conn = self.reader("reading who wrote some reviews").await?;
        let mut found = BTreeMap::new();
        let mut left = reviews.iter();
        for piece in pieces(reviews.len(), 1) {
            let sql = format!(
                "select {COLUMNS} from review_version \
                 where until_seq is null and critic is not null and review in ({})",
                conn.only_list_sql(piece)
            );
            let args = left.by_ref().take(piece).map(|id| Arg::int(id.0)).collect();
            conn.each(sql, args, &mut |row| {
                found.insert(ReviewId(row.int(0)?), signed_of(row)?);
                Ok(())
            })
            .await?;
        }
        Ok(found)
    }

    /// What the entries after this one changed of who signed what; none where they are so many, or of such a
    /// kind, that all is better read anew.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn signed_since(&self, seq: Seq) -> Result<Option<SignedChanges>, LedgerError> {
        let mut conn = self.reader("looking for reviews that changed").await?;
        let entries = entry_text_of(&mut conn, seq, FOLLOWED).await?;
        if entries.len() >= FOLLOWED as usize {
            return Ok(None);
        }
        let mut changes = SignedChanges::default();
        for entry in &entries {
            changes.names |= NAMING.iter().any(|kind| kind.code() == entry.kind);
            let line = Line::parse(&entry.stored()).map_err(|why| conn.damaged(why))?;
            let touched = line.change.touches();
            // It moves more reviews than it names.
            if touched.source.is_some() {
                return Ok(None);
            }
            changes.joined.extend(touched.pair);
            let reviews = touched.reviews.iter().copied().map(ReviewId);
            changes.reviews.extend(reviews);
        }
        changes.names |= !changes.joined.is_empty();
        Ok(Some(changes))
    }
}

/// Kinds of entries by which critics and outlets come in, or are called otherwise.
const NAMING: [EntryKind; 4] = [
    EntryKind::CriticAdded,
    EntryKind::OutletAdded,
    EntryKind::NamesSet,
    EntryKind::CriticSplit,
];

/// Reads [`COLUMNS`]: one for each who signed it.
fn signed_of(row: &Row) -> Result<Vec<Signed>, sqlx::Error> {
    let known = |id: i64| (id != 0).then_some(id);
    let signed = Signed {
        critic: CriticId(row.int(1)?),
        outlet: known(row.int(2)?).map(OutletId),
        film: known(row.int(3)?).map(FilmId),
        day: row.maybe_text(4)?.and_then(|day| day.parse().ok()),
        is_for: row.maybe_real(5)?.map(|p| p >= 0.5),
    };
    let also = also_of(row.maybe_text(6)?).into_iter();
    let also = also.map(|critic| Signed {
        critic: CriticId(critic),
        ..signed
    });
    Ok(std::iter::once(signed).chain(also).collect())
}
