//! A folder beside a SQLite record for its kept copies: a file for each digest, its row without bytes.
//!
//! A file is written, named and made durable before the row that names it; what a process that ended in between left
//! is swept away with the next look ([`Ledger::sweep_copies`]).

use crate::copies::PackedCopy;
use crate::db::Conn;
use crate::{Ledger, LedgerError};
use async_recursion::async_recursion as boxed;
use ovation_terms::Hash;
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// What files that are being written end with.
const UNFINISHED: &str = "part";

/// The folder beside a record.
#[derive(Clone, Debug)]
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// That of a record's file.
    pub(crate) fn beside(record: &str) -> Self {
        Self(PathBuf::from(format!("{record}.copies")))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    /// A file for each digest, in a folder for its first two digits: folders stay short.
    fn file_of(&self, hash: Hash) -> PathBuf {
        let name = hash.to_string();
        self.0.join(name.get(..2).unwrap_or_default()).join(name)
    }

    /// Writes a copy, whole and durable or not at all.
    pub(crate) fn write(&self, copy: &PackedCopy) -> io::Result<()> {
        let path = self.file_of(copy.hash());
        if path.exists() {
            return Ok(());
        }
        let folder = path.parent().unwrap_or(&self.0);
        fs::create_dir_all(folder)?;
        let unfinished = path.with_extension(UNFINISHED);
        let mut file = File::create(&unfinished)?;
        for number in 0..copy.parts() {
            file.write_all(&copy.part(number)?)?;
        }
        file.sync_all()?;
        fs::rename(&unfinished, &path)?;
        File::open(folder)?.sync_all()
    }

    /// The packed bytes of a digest.
    pub(crate) fn read(&self, hash: Hash) -> io::Result<Vec<u8>> {
        fs::read(self.file_of(hash))
    }

    /// How many packed bytes a digest has.
    pub(crate) fn size_of(&self, hash: Hash) -> u64 {
        self.file_of(hash).metadata().map_or(0, |facts| facts.len())
    }

    /// Files that are none of the digests'.
    pub(crate) fn strays(&self, digests: &BTreeSet<Vec<u8>>) -> io::Result<Vec<PathBuf>> {
        let known = |name: &OsStr| {
            let hash = name.to_str().and_then(|name| name.parse::<Hash>().ok());
            hash.is_some_and(|hash| digests.contains(&hash.0[..]))
        };
        let mut strays = Vec::new();
        if !self.0.exists() {
            return Ok(strays);
        }
        for folder in fs::read_dir(&self.0)? {
            let folder = folder?.path();
            if !folder.is_dir() {
                continue;
            }
            for file in fs::read_dir(folder)? {
                let file = file?;
                if !known(&file.file_name()) {
                    strays.push(file.path());
                }
            }
        }
        Ok(strays)
    }
}

/// The digests whose rows are there.
pub(crate) async fn digests_in(conn: &mut Conn) -> Result<BTreeSet<Vec<u8>>, LedgerError> {
    let mut digests = BTreeSet::new();
    let sql = "select hash from kept_copy where length(bytes) = 0";
    conn.each(sql, Vec::new(), &mut |row| {
        digests.insert(row.bytes(0)?.to_vec());
        Ok(())
    })
    .await?;
    Ok(digests)
}

impl Ledger {
    /// The folder beside the record; none on a server.
    pub(crate) fn copies_folder(&self) -> Option<Folder> {
        (!self.is_on_server()).then(|| Folder::beside(self.address()))
    }

    /// Removes files of the folder beside the record that no kept copy is in: what was deleted, expired, or left by a
    /// process that ended before it wrote the row. Gives how many.
    ///
    /// # Errors
    /// What the database or the disk says.
    #[boxed]
    pub async fn sweep_copies(&self) -> Result<u64, LedgerError> {
        let Some(folder) = self.copies_folder().filter(|it| it.path().exists()) else {
            return Ok(0);
        };
        // Nobody writes a file meanwhile whose row is still to come.
        let mut conn = self.writer("sweeping the folder of kept copies").await?;
        let digests = digests_in(&mut conn).await?;
        let swept = folder.strays(&digests).and_then(|strays| {
            for stray in &strays {
                fs::remove_file(stray)?;
            }
            Ok(strays.len() as u64)
        });
        conn.roll_back().await?;
        swept.map_err(|error| LedgerError::Refused {
            why: format!(
                "the folder of kept copies `{}` cannot be swept: {error}",
                folder.path().display()
            ),
        })
    }
}
