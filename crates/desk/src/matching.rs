//! Which film words mean, for programs that ask one record again and again.

use crate::DeskError;
use async_recursion::async_recursion as boxed;
use ovation_film_index::FilmIndex;
pub use ovation_film_index::IndexPlace;
pub use ovation_identify::{FilmAsked, FilmMatch, Sureness};
use ovation_ledger::{Head, Ledger};

/// The films of a record, ready for questions. It is of the record as it stood at one entry and follows it.
///
/// Those of a large record stay in the file of its index; memory is bounded as [`FilmIndex`] says.
#[derive(Clone, Debug)]
pub struct FilmMatcher(FilmIndex);

impl FilmMatcher {
    /// Opens the index of a record's films, or makes it; those of a small record are read, two microseconds and some
    /// 400 bytes each.
    ///
    /// # Errors
    /// What the record says.
    #[boxed]
    pub async fn load(ledger: &Ledger, head: &Head, place: &IndexPlace) -> Result<Self, DeskError> {
        let films = FilmIndex::load(ledger, head, place, true, &mut |_| {}).await?;
        Ok(Self(films))
    }

    /// Whether it is of the record as it stood at that entry, or later.
    pub fn is_of(&self, head: &Head) -> bool {
        self.0.is_of(head)
    }

    /// Takes up what entered until `head`: films that are new, otherwise, or none any longer; after very many, all
    /// is loaded anew.
    ///
    /// # Errors
    /// What the record says.
    #[boxed]
    pub async fn follow(
        &mut self,
        ledger: &Ledger,
        head: &Head,
        place: &IndexPlace,
    ) -> Result<(), DeskError> {
        if !self.0.follow(ledger, head, &mut |_| {}).await? {
            *self = Self::load(ledger, head, place).await?;
        }
        Ok(())
    }

    /// Which film is asked for.
    pub fn find(&self, asked: &FilmAsked) -> FilmMatch {
        self.0.index().matched(asked)
    }

    /// Whether the index's file was found damaged: then no answer is to be believed, and it is made anew
    /// ([`FilmMatcher::anew`]).
    pub fn is_damaged(&self) -> bool {
        self.0.is_damaged()
    }

    /// Takes a damaged file away and loads all anew.
    ///
    /// # Errors
    /// What the record says.
    #[boxed]
    pub async fn anew(ledger: &Ledger, head: &Head, place: &IndexPlace) -> Result<Self, DeskError> {
        FilmIndex::remove_file(ledger, place).await?;
        Self::load(ledger, head, place).await
    }
}
