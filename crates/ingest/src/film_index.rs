//! The index of films beside the record: a file that any process opens instead of reading every film.
//!
//! It is made from the ledger and can be thrown away. Its header names the entry that it is of; what came
//! later is added above it, or, where films changed or became one, it is made anew. One that is damaged,
//! of another record or of another form is never believed.

use crate::IngestError;
use ovation_identify::{IndexBytes, StoredFilms, StoredFilmsWriter};
use ovation_ledger::{Head, Ledger, LogFilter};
use ovation_terms::{EntryBody, FilmRecord, Seq};
use std::fs::File;
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A record of fewer films has no such file: reading them takes no time.
const WORTH_A_FILE: u64 = 20_000;
/// So many entries with new films are added above the file; with more it is made anew.
const MOST_ABOVE: u32 = 500;

/// The file of a record's index; none for a record on a server.
pub fn film_index_path(ledger: &Ledger) -> Option<PathBuf> {
    (!ledger.is_on_server()).then(|| PathBuf::from(format!("{}.films", ledger.address())))
}

/// A file that is read by position.
#[derive(Debug)]
struct Bytes(File);

impl IndexBytes for Bytes {
    #[cfg(unix)]
    fn read_at(&self, at: u64, into: &mut [u8]) -> io::Result<()> {
        std::os::unix::fs::FileExt::read_exact_at(&self.0, into, at)
    }

    #[cfg(windows)]
    fn read_at(&self, mut at: u64, mut into: &mut [u8]) -> io::Result<()> {
        while !into.is_empty() {
            let read = std::os::windows::fs::FileExt::seek_read(&self.0, into, at)?;
            if read == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            at += read as u64;
            into = into.get_mut(read..).unwrap_or_default();
        }
        Ok(())
    }

    fn size(&self) -> io::Result<u64> {
        self.0.metadata().map(|of| of.len())
    }
}

/// An index that was opened, and the films that entered since it was made.
pub(crate) struct Opened {
    pub(crate) stored: Arc<StoredFilms>,
    pub(crate) above: Vec<FilmRecord>,
}

/// Opens the file of a record's index, where it can be believed and is of the record as it is now but for new
/// films.
pub(crate) async fn open(ledger: &Ledger) -> Result<Option<Opened>, IngestError> {
    let Some(stored) = film_index_path(ledger).and_then(|path| open_file(&path)) else {
        return Ok(None);
    };
    let seq = Seq(stored.seq());
    let is_of_record = match ledger.entry(seq).await? {
        Some(entry) => entry.hash.0 == stored.head(),
        None => false,
    };
    if !is_of_record {
        return Ok(None);
    }
    let later = LogFilter {
        after: Some(seq),
        kinds: ["films-added", "films-changed", "merged", "unmerged"]
            .map(str::to_owned)
            .to_vec(),
        ..LogFilter::default()
    };
    let later = ledger.log(&later, false, MOST_ABOVE).await?;
    if later.len() == MOST_ABOVE as usize {
        return Ok(None);
    }
    let mut above = Vec::new();
    for entry in later {
        let EntryBody::FilmsAdded(added) = entry.body else {
            return Ok(None);
        };
        above.extend(added.films);
    }
    Ok(Some(Opened { stored, above }))
}

fn open_file(path: &Path) -> Option<Arc<StoredFilms>> {
    let file = File::open(path).ok()?;
    let bytes: Arc<dyn IndexBytes> = Arc::new(Bytes(file));
    StoredFilms::open(bytes).map(Arc::new)
}

/// Writes a record's index beside it, from its films as they are at `head`, and opens it. None where the
/// record is small, on a server, or in a folder that takes no file: the index is then held in memory.
///
/// # Errors
/// What the record says.
pub(crate) async fn make(ledger: &Ledger, head: &Head) -> Result<Option<Opened>, IngestError> {
    make_from(ledger, head, WORTH_A_FILE).await
}

/// The same for a record of at least so many films.
async fn make_from(
    ledger: &Ledger,
    head: &Head,
    least: u64,
) -> Result<Option<Opened>, IngestError> {
    let Some(path) = film_index_path(ledger) else {
        return Ok(None);
    };
    if ledger.counts().await?.films < least {
        return Ok(None);
    }
    let made = PathBuf::from(format!("{}.{}.new", path.display(), std::process::id()));
    let Ok(file) = File::create(&made) else {
        return Ok(None);
    };
    let written = write(ledger, head, file).await;
    let in_place = written.as_ref().is_ok_and(|whole| *whole)
        && ledger.head().await?.seq == head.seq
        && std::fs::rename(&made, &path).is_ok();
    if !in_place {
        // A half-made file is of no use, and what cannot be removed does no harm.
        let _ = std::fs::remove_file(&made);
        written?;
        return Ok(None);
    }
    Ok(open_file(&path).map(|stored| Opened {
        stored,
        above: Vec::new(),
    }))
}

/// Writes the films into a file; whether it is whole.
async fn write(ledger: &Ledger, head: &Head, file: File) -> Result<bool, IngestError> {
    let Ok(mut writer) = StoredFilmsWriter::new(BufWriter::with_capacity(1 << 20, file)) else {
        return Ok(false);
    };
    let mut is_whole = true;
    ledger
        .each_film(&mut |film| is_whole &= writer.add(&film).is_ok())
        .await?;
    let file = writer.finish(head.seq.0, head.hash.0).and_then(|out| {
        let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.sync_all()
    });
    Ok(is_whole && file.is_ok())
}

/// Takes a damaged index away, so that the next command makes it anew.
pub(crate) fn remove(ledger: &Ledger) {
    if let Some(path) = film_index_path(ledger) {
        // Where it cannot be removed it is found damaged again, and not believed.
        let _ = std::fs::remove_file(path);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ovation_ledger::Opening;
    use ovation_terms::{Actor, FilmChange, FilmFact, FilmId, FilmsAdded, FilmsChanged, Moment};

    async fn enter(ledger: &Ledger, entry_body: EntryBody) {
        let mut transaction = ledger.begin().await.unwrap();
        let now = Moment(1_780_272_000_000_000);
        transaction
            .enter(now, &Actor::import("films.csv"), entry_body)
            .unwrap();
        transaction.commit().await.unwrap();
    }

    async fn add(ledger: &Ledger, titles: &[&str]) {
        let mut transaction = ledger.begin().await.unwrap();
        let films = titles
            .iter()
            .map(|title| FilmRecord {
                title: (*title).to_owned(),
                ..FilmRecord::numbered(transaction.next_film())
            })
            .collect();
        let added = FilmsAdded {
            why: "a test".to_owned(),
            films,
            act: None,
        };
        let now = Moment(1_780_272_000_000_000);
        let actor = Actor::import("films.csv");
        transaction
            .enter(now, &actor, EntryBody::FilmsAdded(added))
            .unwrap();
        transaction.commit().await.unwrap();
    }

    async fn record(folder: &Path, name: &str) -> Ledger {
        let path = folder.join(name).display().to_string();
        let ledger = Ledger::open(&path, Opening::Create).await.unwrap();
        add(&ledger, &["The Tin Orchard", "Salt Harbour"]).await;
        ledger
    }

    async fn made(ledger: &Ledger) -> Option<Opened> {
        let head = ledger.head().await.unwrap();
        make_from(ledger, &head, 1).await.unwrap()
    }

    #[tokio::test]
    async fn the_file_serves_until_films_change_and_takes_new_ones_above_it() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = record(folder.path(), "a.db").await;
        assert!(
            open(&ledger).await.unwrap().is_none(),
            "there is no file yet"
        );
        assert_eq!(made(&ledger).await.unwrap().stored.films(), 2);
        add(&ledger, &["Night Ferry"]).await;
        let opened = open(&ledger).await.unwrap().unwrap();
        assert!(opened.stored.has_title("saltharbour"));
        assert!(!opened.stored.has_title("nightferry"));
        let above: Vec<&str> = opened
            .above
            .iter()
            .map(|film| film.title.as_str())
            .collect();
        assert_eq!(above, ["Night Ferry"]);
        let changed = FilmsChanged {
            changes: vec![FilmChange {
                film: FilmId(1),
                facts: vec![FilmFact::Year(Some(2012))],
            }],
            by_catalogue: true,
            ..FilmsChanged::default()
        };
        enter(&ledger, EntryBody::FilmsChanged(changed)).await;
        assert!(open(&ledger).await.unwrap().is_none(), "a film changed");
        assert_eq!(made(&ledger).await.unwrap().stored.films(), 3);
        assert!(open(&ledger).await.unwrap().is_some());
    }

    #[tokio::test]
    async fn a_file_of_another_record_or_a_damaged_one_is_not_believed() {
        let folder = tempfile::tempdir().unwrap();
        let ledger = record(folder.path(), "a.db").await;
        let other = record(folder.path(), "b.db").await;
        add(&other, &["Glass Coast"]).await;
        made(&other).await.unwrap();
        let path = film_index_path(&ledger).unwrap();
        std::fs::copy(film_index_path(&other).unwrap(), &path).unwrap();
        assert!(
            open(&ledger).await.unwrap().is_none(),
            "it is of another record"
        );
        made(&ledger).await.unwrap();
        let whole = std::fs::read(&path).unwrap();
        std::fs::write(&path, &whole[..whole.len() - 9]).unwrap();
        assert!(open(&ledger).await.unwrap().is_none(), "it is cut off");
        let mut damaged = whole.clone();
        damaged[200] ^= 1;
        std::fs::write(&path, damaged).unwrap();
        let opened = open(&ledger).await.unwrap().unwrap();
        let index = ovation_identify::Index::over(opened.stored);
        assert_eq!(index.film_named(FilmId(1)), None);
        assert!(index.is_damaged());
        remove(&ledger);
        assert!(open(&ledger).await.unwrap().is_none());
    }
}
