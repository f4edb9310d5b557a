//! Writing the file and opening it.

use crate::IndexPlace;
use ovation_identify::{IndexBytes, StoredFilms, StoredFilmsWriter};
use ovation_ledger::{Head, Ledger, LedgerError};
use ovation_terms::{Seq, counted};
use std::fs::File;
use std::io::{self, BufWriter};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

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

/// What was found where a file should be.
#[derive(Debug)]
pub(crate) enum Found {
    /// An index of the record.
    Films(Arc<StoredFilms>),
    /// No file.
    Nothing,
    /// A file that is not to be believed, and why.
    Unfit(&'static str),
}

/// Opens the file, where it can be believed.
pub(crate) async fn find(ledger: &Ledger, path: &Path) -> Result<Found, LedgerError> {
    let Ok(file) = File::open(path) else {
        return Ok(Found::Nothing);
    };
    let Some(stored) = StoredFilms::open(Arc::new(Bytes(file))) else {
        return Ok(Found::Unfit("is not whole, or of another version"));
    };
    let head = ledger.head_at(Seq(stored.seq())).await?;
    Ok(
        if (head.seq.0, head.hash.0) == (stored.seq(), stored.head()) {
            Found::Films(Arc::new(stored))
        } else {
            Found::Unfit("is of another record")
        },
    )
}

/// Writes the index from a record's films and opens it. None where that cannot be; then the index is held in memory.
///
/// Films may enter meanwhile: whoever opens the file lays what entered after `head` above it, so that it does not
/// matter whether they are in it. Several may write at once: each has a file of its own until it is whole, and the
/// last to end stays.
pub(crate) async fn make(
    ledger: &Ledger,
    place: &IndexPlace,
    path: &Path,
    head: &Head,
) -> Result<Option<Arc<StoredFilms>>, LedgerError> {
    let films = ledger.counts().await?.films;
    if films < place.least {
        return Ok(None);
    }
    remove_left(path);
    let made = match Making::begin(path) {
        Ok(made) => made,
        Err(error) => {
            (place.note)(&cannot(path, &error));
            return Ok(None);
        }
    };
    if films >= WORTH_TELLING {
        (place.note)(&format!(
            "the index of {} is made: once, and in minutes",
            counted(films, "film", "films")
        ));
    }
    let written = write(ledger, head, &made.file).await?;
    match written.and_then(|()| made.end()) {
        Ok(()) => {
            let opened = File::open(path).ok();
            Ok(opened
                .and_then(|file| StoredFilms::open(Arc::new(Bytes(file))))
                .map(Arc::new))
        }
        Err(error) => {
            (place.note)(&cannot(path, &error));
            Ok(None)
        }
    }
}

/// Making the index of so many films takes long enough to be told of.
const WORTH_TELLING: u64 = 1_000_000;

fn cannot(path: &Path, error: &io::Error) -> String {
    format!(
        "the index of films cannot be kept at `{}` ({error}): it is held in memory",
        path.display()
    )
}

/// A file in the making; it is gone where the making does not come to its end.
struct Making {
    file: File,
    path: PathBuf,
    at: PathBuf,
    is_done: bool,
}

/// Tells the files apart that this process makes.
static MADE: AtomicU64 = AtomicU64::new(0);

impl Making {
    fn begin(path: &Path) -> io::Result<Self> {
        if let Some(folder) = path.parent().filter(|it| !it.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder)?;
        }
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let process = std::process::id();
        let at = PathBuf::from(format!("{}.{process}-{number}{NEW}", path.display()));
        let file = File::create(&at)?;
        // Tells others that it is being made; where files cannot be locked nothing is cleaned up.
        let _ = file.try_lock();
        Ok(Self {
            file,
            path: path.to_owned(),
            at,
            is_done: false,
        })
    }

    fn end(mut self) -> io::Result<()> {
        self.file.sync_all()?;
        std::fs::rename(&self.at, &self.path)?;
        self.is_done = true;
        Ok(())
    }
}

impl Drop for Making {
    fn drop(&mut self) {
        if !self.is_done {
            // A half-made file is of no use, and what cannot be removed does no harm.
            let _ = std::fs::remove_file(&self.at);
        }
    }
}

/// How the name of a file in the making ends.
const NEW: &str = ".new";

/// Removes what processes left that were killed while they made the file: nobody has it locked.
fn remove_left(path: &Path) {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name().and_then(|it| it.to_str()))
    else {
        return;
    };
    let folder = if folder.as_os_str().is_empty() {
        Path::new(".")
    } else {
        folder
    };
    let Ok(files) = std::fs::read_dir(folder) else {
        return;
    };
    for file in files.flatten() {
        let is_new = file.file_name().to_str().is_some_and(|file| {
            let behind = file.strip_prefix(name);
            behind.is_some_and(|behind| behind.starts_with('.') && behind.ends_with(NEW))
        });
        if is_new && File::open(file.path()).is_ok_and(|file| file.try_lock().is_ok()) {
            let _ = std::fs::remove_file(file.path());
        }
    }
}

/// Writes the films into a file; inside what the disk says.
async fn write(ledger: &Ledger, head: &Head, file: &File) -> Result<io::Result<()>, LedgerError> {
    let out = file.try_clone();
    let writer = out.and_then(|out| StoredFilmsWriter::new(BufWriter::with_capacity(1 << 20, out)));
    let mut writer = match writer {
        Ok(writer) => writer,
        Err(error) => return Ok(Err(error)),
    };
    let mut is_written = Ok(());
    ledger
        .each_film(&mut |film| {
            if is_written.is_ok() {
                is_written = writer.add(&film);
            }
        })
        .await?;
    Ok(is_written.and_then(|()| {
        let out = writer.finish(head.seq.0, head.hash.0)?;
        out.into_inner().map_err(io::IntoInnerError::into_error)?;
        Ok(())
    }))
}
