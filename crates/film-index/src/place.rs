//! Where the files of indexes stand.

use ovation_ledger::{Ledger, LedgerError};
use ovation_terms::Seq;
use std::path::PathBuf;

/// A record of fewer films has no such file: reading them takes no time.
const WORTH_A_FILE: u64 = 20_000;

/// Where the files of indexes stand, and who is told what becomes of them.
///
/// A record that is a file has its index beside it, one on a server in the folder of caches. In a folder the file
/// is named by the record's first entry, so that a record keeps it under any address, and two never share one.
#[derive(Clone, Debug)]
pub struct IndexPlace {
    /// The folder that the operator chose for all of them.
    pub chosen: Option<PathBuf>,
    /// The folder for those of records on servers, where none was chosen; without one they are held in memory.
    pub caches: Option<PathBuf>,
    /// A record of fewer films has no file.
    pub least: u64,
    /// Is told what a person may like to know.
    pub note: fn(&str),
}

impl Default for IndexPlace {
    fn default() -> Self {
        Self {
            chosen: None,
            caches: None,
            least: WORTH_A_FILE,
            note: |_| {},
        }
    }
}

impl IndexPlace {
    /// The file of a record's index, whether it is there or not; none where there is no place for one, or the
    /// record is empty.
    ///
    /// # Errors
    /// What the record says.
    pub async fn path(&self, ledger: &Ledger) -> Result<Option<PathBuf>, LedgerError> {
        let folder = match &self.chosen {
            Some(folder) => folder,
            None if !ledger.is_on_server() => {
                return Ok(Some(format!("{}.films", ledger.address()).into()));
            }
            None => match &self.caches {
                Some(folder) => folder,
                None => return Ok(None),
            },
        };
        let first = ledger.head_at(Seq(1)).await?;
        if first.seq != Seq(1) {
            return Ok(None);
        }
        let name = first.hash.to_string();
        let name: String = name.chars().take(32).collect();
        Ok(Some(folder.join(format!("{name}.films"))))
    }
}
