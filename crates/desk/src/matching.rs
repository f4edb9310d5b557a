//! Which film words mean, for programs that ask one record again and again.

use crate::DeskError;
use ovation_identify::Index;
pub use ovation_identify::{FilmAsked, FilmMatch, Sureness};
use ovation_ledger::{Head, Ledger, LogFilter};
use ovation_terms::{EntryBody, Seq};

/// So many entries with films are taken up one by one; with more, all films are read anew.
const MOST_LATER: u32 = 500;

/// The films of a record, ready for questions. It is of the record as it stood at one entry and follows it.
#[derive(Clone, Debug)]
pub struct FilmMatcher {
    index: Index,
    seq: Seq,
}

impl FilmMatcher {
    /// Reads the films of a record: two microseconds and some 400 bytes each.
    ///
    /// # Errors
    /// What the record says.
    pub async fn load(ledger: &Ledger, head: &Head) -> Result<Self, DeskError> {
        let mut index = Index::new();
        ledger.each_film(&mut |film| index.add_film(&film)).await?;
        // Films that entered after `head` may be among these; they are added once more, which does nothing.
        Ok(Self {
            index,
            seq: head.seq,
        })
    }

    /// Whether it is of the record as it stood at that entry, or later.
    pub fn is_of(&self, head: &Head) -> bool {
        self.seq >= head.seq
    }

    /// Takes up what entered until `head`: new films are added; where films changed or became one, all are read
    /// anew.
    ///
    /// # Errors
    /// What the record says.
    pub async fn follow(&mut self, ledger: &Ledger, head: &Head) -> Result<(), DeskError> {
        if self.is_of(head) {
            return Ok(());
        }
        let later = LogFilter {
            after: Some(self.seq),
            kinds: ["films-added", "films-changed", "merged", "unmerged"]
                .map(str::to_owned)
                .to_vec(),
            ..LogFilter::default()
        };
        let later = ledger.log(&later, false, MOST_LATER).await?;
        let mut is_more = later.len() < MOST_LATER as usize;
        for entry in later {
            let EntryBody::FilmsAdded(added) = entry.body else {
                is_more = false;
                break;
            };
            let films = added.films.iter();
            films.for_each(|film| self.index.add_film(film));
        }
        if is_more {
            self.seq = head.seq;
        } else {
            *self = Self::load(ledger, head).await?;
        }
        Ok(())
    }

    /// Which film is asked for.
    pub fn find(&self, asked: &FilmAsked) -> FilmMatch {
        self.index.matched(asked)
    }
}
