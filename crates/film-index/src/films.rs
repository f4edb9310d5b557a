//! The films of a record, ready for questions, and followed with it.

use crate::IndexPlace;
use crate::file::{self, Found};
use ovation_identify::{Index, StoredFilms};
use ovation_ledger::{Head, Ledger, LedgerError, LogFilter};
use ovation_terms::{EntryBody, FilmId, FilmRecord, Pair, Seq};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// So many entries with films are followed one by one; with more the index is made anew.
const MOST_ENTRIES: u32 = 2_000;
/// So many entries are read together: one may have thousands of films.
const AT_ONCE: u32 = 40;
/// So many films are laid above a file; with more it is made anew. They take some 400 bytes each.
const MOST_ABOVE: usize = 20_000;

/// The films of a record, ready for questions. It is of the record as it stood at one entry and follows it.
///
/// With a file some 13 bytes of memory are taken for each film (100 MB for ten million), and 8 MB at most for
/// films that are laid above it; without one some 400 bytes a film.
#[derive(Clone, Debug)]
pub struct FilmIndex {
    index: Index,
    seq: Seq,
    stored: Option<Arc<StoredFilms>>,
    /// The file, where there is a place for one.
    path: Option<PathBuf>,
    /// The films that were laid above what was loaded.
    above: BTreeSet<FilmId>,
}

/// What entered since an entry.
enum Since {
    /// These films are new or otherwise, and these are none any longer.
    Films(Vec<FilmRecord>, BTreeSet<FilmId>),
    /// Too much to be laid above.
    Much,
}

impl FilmIndex {
    /// The films of a record as they stood at `head`, or later: from the file, which is made where it is not there
    /// or not fit and `makes_file` says so, else from the record. `each` is given every film that is not in the
    /// file.
    ///
    /// # Errors
    /// What the record says.
    pub async fn load(
        ledger: &Ledger,
        head: &Head,
        place: &IndexPlace,
        makes_file: bool,
        each: &mut (dyn FnMut(&FilmRecord) + Send),
    ) -> Result<Self, LedgerError> {
        let path = place.path(ledger).await?;
        if let Some(path) = &path {
            let why = match file::find(ledger, path).await? {
                Found::Films(stored) => {
                    let over = Self::over(stored, path);
                    if let Some(followed) = over.followed(ledger, head, each).await? {
                        return Ok(followed);
                    }
                    Some("is of long ago")
                }
                Found::Nothing => None,
                Found::Unfit(why) => Some(why),
            };
            if makes_file {
                if let Some(why) = why {
                    let path = path.display();
                    (place.note)(&format!(
                        "the index of films at `{path}` {why}: it is made anew"
                    ));
                }
                if let Some(stored) = file::make(ledger, place, path, head).await? {
                    let now = ledger.head().await?;
                    let over = Self::over(stored, path);
                    if let Some(followed) = over.followed(ledger, &now, each).await? {
                        return Ok(followed);
                    }
                }
            }
        }
        let mut index = Index::new();
        ledger
            .each_film(&mut |film| {
                index.add_film(&film);
                each(&film);
            })
            .await?;
        // Films that entered after `head` may be among these; they are taken up once more, which does nothing.
        Ok(Self {
            index,
            seq: head.seq,
            stored: None,
            path,
            above: BTreeSet::new(),
        })
    }

    fn over(stored: Arc<StoredFilms>, path: &Path) -> Self {
        Self {
            index: Index::over(Arc::clone(&stored)),
            seq: Seq(stored.seq()),
            stored: Some(stored),
            path: Some(path.to_owned()),
            above: BTreeSet::new(),
        }
    }

    /// The same as of `head`; none where too much entered since.
    async fn followed(
        mut self,
        ledger: &Ledger,
        head: &Head,
        each: &mut (dyn FnMut(&FilmRecord) + Send),
    ) -> Result<Option<Self>, LedgerError> {
        let is_followed = self.follow(ledger, head, each).await?;
        Ok(is_followed.then_some(self))
    }

    /// Takes up what entered until `head`: films that are new or otherwise, or none any longer. Gives no where that
    /// is too much, and it is to be loaded anew.
    ///
    /// # Errors
    /// What the record says.
    pub async fn follow(
        &mut self,
        ledger: &Ledger,
        head: &Head,
        each: &mut (dyn FnMut(&FilmRecord) + Send),
    ) -> Result<bool, LedgerError> {
        if self.is_of(head) {
            return Ok(true);
        }
        match since(ledger, self.seq).await? {
            Since::Films(films, gone) => {
                let more = films.iter().map(|film| film.id).chain(gone.iter().copied());
                self.above.extend(more);
                if self.above.len() > MOST_ABOVE {
                    return Ok(false);
                }
                for film in &films {
                    self.index.add_film(film);
                    each(film);
                }
                for film in &gone {
                    self.index.remove_film(*film);
                }
                self.seq = head.seq;
                Ok(true)
            }
            Since::Much => Ok(false),
        }
    }

    /// Whether it is of the record as it stood at that entry, or later.
    pub fn is_of(&self, head: &Head) -> bool {
        self.seq >= head.seq
    }

    /// The films, for questions.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// The films, for whoever adds more to them.
    pub fn into_index(self) -> Index {
        self.index
    }

    /// Those of them that are in a file.
    pub fn stored(&self) -> Option<&Arc<StoredFilms>> {
        self.stored.as_ref()
    }

    /// Whether the file was found not to be as it was written: then no answer since is to be believed, and it is to
    /// be removed.
    pub fn is_damaged(&self) -> bool {
        self.index.is_damaged()
    }

    /// Takes a record's file away, so that it is made anew.
    ///
    /// # Errors
    /// What the record says.
    pub async fn remove_file(ledger: &Ledger, place: &IndexPlace) -> Result<(), LedgerError> {
        if let Some(path) = place.path(ledger).await? {
            (place.note)(&format!(
                "the index of films at `{}` was damaged: it is made anew",
                path.display()
            ));
            // Where it cannot be removed it is found damaged again, and not believed.
            let _ = std::fs::remove_file(path);
        }
        Ok(())
    }

    /// The file, where there is a place for one.
    pub fn path(&self) -> Option<&PathBuf> {
        self.path.as_ref()
    }
}

/// Which films are otherwise than they were at an entry.
async fn since(ledger: &Ledger, seq: Seq) -> Result<Since, LedgerError> {
    let mut filter = LogFilter {
        after: Some(seq),
        kinds: ["films-added", "films-changed", "merged", "unmerged"]
            .map(str::to_owned)
            .to_vec(),
        ..LogFilter::default()
    };
    let (mut touched, mut followed) = (BTreeSet::new(), 0);
    let (mut read, mut is_read) = ((Vec::new(), BTreeSet::new()), true);
    loop {
        let entries = ledger.log(&filter, false, AT_ONCE).await?;
        let Some(last) = entries.last() else {
            if is_read {
                // Nothing entered while the films were read: together they are of one moment of the record.
                return Ok(Since::Films(read.0, read.1));
            }
            read = ledger.films_listed(touched.clone()).await?;
            is_read = true;
            continue;
        };
        filter.after = Some(last.seq);
        is_read = false;
        for entry in &entries {
            match &entry.body {
                EntryBody::FilmsAdded(added) => {
                    touched.extend(added.films.iter().map(|film| film.id));
                }
                EntryBody::FilmsChanged(changed) => {
                    touched.extend(changed.changes.iter().map(|change| change.film));
                }
                EntryBody::Merged(merged) | EntryBody::Unmerged(merged) => {
                    touched.extend(films_of(merged.pair));
                }
                _ => {}
            }
        }
        followed += AT_ONCE;
        if touched.len() > MOST_ABOVE || followed > MOST_ENTRIES {
            return Ok(Since::Much);
        }
    }
}

fn films_of(pair: Pair) -> Vec<FilmId> {
    match pair {
        Pair::Film { from, into } => vec![from, into],
        Pair::Critic { .. } | Pair::Outlet { .. } => Vec::new(),
    }
}
