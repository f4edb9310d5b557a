//! What the record calls a file: nothing of the machine's folders, and the same name whichever way the
//! file is named.

use ovation_ledger::{Ledger, LedgerError};
use ovation_terms::{Hash, is_local};
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};

/// Digits of a folder's digest: two folders of one record are told apart.
const FOLDER_DIGITS: usize = 12;

/// Names of files as the record keeps them.
///
/// A file in the record's own folder is called by its path from there (`sheets/reviews.csv`). Any other is
/// called by its name under a digest of its folder (`folder-5c1e09a2d4b7/reviews.csv`), which tells two
/// folders' `reviews.csv` apart and tells nobody where they are. A file that an older record knows by
/// its path keeps that name, so that it is recognised.
#[derive(Debug, Default)]
pub struct LocalNames {
    /// The record's folder, in full.
    base: Option<PathBuf>,
    /// Where the program runs.
    here: PathBuf,
    /// Names the record has already.
    known: BTreeSet<String>,
}

impl LocalNames {
    /// The names of a record.
    ///
    /// # Errors
    /// [`LedgerError`] where the record does not answer.
    pub async fn of(ledger: &Ledger) -> Result<Self, LedgerError> {
        let mut known = BTreeSet::new();
        ledger
            .each_local_address(&mut |address| {
                known.insert(address);
            })
            .await?;
        let base = (!ledger.is_on_server()).then(|| folder_of(Path::new(ledger.address())));
        Ok(Self {
            base,
            here: std::env::current_dir().unwrap_or_default(),
            known,
        })
    }

    /// What the record calls what was gathered at `address`: a path on this machine, perhaps with a place
    /// in an archive behind it. An address on the web stays as it is.
    pub fn name(&self, address: &str) -> String {
        if !is_local(address) || address.contains("://") {
            return address.to_owned();
        }
        let (path, within) = self.on_disk(address);
        if !path.contains(['/', '\\']) && self.here.join(path).symlink_metadata().is_err() {
            // A name without a place: what was at hand, and is no file here.
            return address.to_owned();
        }
        let full = in_full(&self.here.join(path));
        let name = self.name_of(&full) + within;
        if self.known.contains(&name) {
            return name;
        }
        let in_full = format!("{}{within}", full.display());
        if self.known.contains(&in_full) {
            return in_full;
        }
        // As it was typed, unless the record now calls another file so.
        let other = self.base.as_ref().map(|base| base.join(path));
        let is_free = other.is_none_or(|other| !other.exists() || in_full_is(&other, &full));
        if is_free && self.known.contains(address) {
            return address.to_owned();
        }
        name
    }

    fn name_of(&self, full: &Path) -> String {
        if let Some(base) = &self.base
            && let Ok(inside) = full.strip_prefix(base)
            && inside.components().next().is_some()
        {
            return joined(inside);
        }
        let folder = full.parent().unwrap_or(full);
        let digest = Hash::of(folder.as_os_str().as_encoded_bytes()).to_string();
        let digits: String = digest.chars().take(FOLDER_DIGITS).collect();
        let file = full.file_name().unwrap_or(OsStr::new("folder"));
        format!("folder-{digits}/{}", file.to_string_lossy())
    }

    /// Of an address the part that is a path on this machine, and what stands behind it: the place in an
    /// archive. A file's own name may hold the mark between the two.
    fn on_disk<'a>(&self, address: &'a str) -> (&'a str, &'a str) {
        let exists = |path: &str| self.here.join(path).symlink_metadata().is_ok();
        if exists(address) {
            return (address, "");
        }
        let marks = address.rmatch_indices('!').map(|(place, _)| place);
        for (path, within) in marks.filter_map(|place| address.split_at_checked(place)) {
            if exists(path) {
                return (path, within);
            }
        }
        (address, "")
    }
}

fn in_full_is(one: &Path, other: &Path) -> bool {
    in_full(one) == other
}

/// The folder a record's file stands in.
fn folder_of(record: &Path) -> PathBuf {
    let here = std::env::current_dir().unwrap_or_default();
    let full = in_full(&here.join(record));
    full.parent().map_or(here, Path::to_owned)
}

/// A path from the root on: its folder without links, and its own name as it was given, for behind a link
/// may stand a name that changes with what the file holds.
fn in_full(path: &Path) -> PathBuf {
    let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else {
        return path.canonicalize().unwrap_or_else(|_| plainly(path));
    };
    match folder.canonicalize() {
        Ok(folder) => folder.join(name),
        Err(_) => plainly(path),
    }
}

/// A path without `.` and `..`, of a place that is not there.
fn plainly(path: &Path) -> PathBuf {
    let mut made = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                made.pop();
            }
            other => made.push(other),
        }
    }
    made
}

/// The parts of a path with slashes between them, on every system.
fn joined(path: &Path) -> String {
    let parts: Vec<_> = path
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::{LocalNames, in_full};
    use std::path::Path;

    fn names(base: &Path, here: &Path, known: &[&str]) -> LocalNames {
        LocalNames {
            base: Some(in_full(&base.join("x")).parent().unwrap().to_owned()),
            here: here.to_owned(),
            known: known.iter().map(|name| (*name).to_owned()).collect(),
        }
    }

    #[test]
    fn a_file_is_called_the_same_whichever_way_it_is_named() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        std::fs::create_dir_all(root.join("circle/sheets")).unwrap();
        std::fs::write(root.join("circle/sheets/s.csv"), "a").unwrap();
        let here = root.join("circle");
        let of = names(&here, &here, &[]);
        let full = here.join("sheets/s.csv").display().to_string();
        for way in [
            "sheets/s.csv",
            "./sheets/s.csv",
            "sheets/../sheets/./s.csv",
            &full,
        ] {
            assert_eq!(of.name(way), "sheets/s.csv", "{way}");
        }
        let inside = names(&here, &here.join("sheets"), &[]);
        assert_eq!(inside.name("s.csv"), "sheets/s.csv");
        assert_eq!(
            of.name("https://a.example/s.csv"),
            "https://a.example/s.csv"
        );
    }

    #[test]
    fn files_elsewhere_are_told_apart_and_their_folders_not_told() {
        let dir = tempfile::tempdir().unwrap();
        let root = dir.path();
        for folder in ["record", "ada", "grace"] {
            std::fs::create_dir_all(root.join(folder)).unwrap();
            std::fs::write(root.join(folder).join("reviews.csv"), folder).unwrap();
        }
        let of = names(&root.join("record"), &root.join("ada"), &[]);
        let ada = of.name("reviews.csv");
        let grace = of.name("../grace/reviews.csv");
        assert!(
            ada.starts_with("folder-") && ada.ends_with("/reviews.csv"),
            "{ada}"
        );
        assert!(!ada.contains("ada") && ada != grace, "{ada} {grace}");
        assert_eq!(
            of.name(&root.join("grace/reviews.csv").display().to_string()),
            grace
        );
        assert_eq!(of.name("../record/reviews.csv"), "reviews.csv");
        // A place in an archive stays behind its name; a file that is not there is called so too.
        std::fs::write(root.join("ada/all.zip"), "z").unwrap();
        assert_eq!(
            of.name("all.zip!a/b.html"),
            of.name("all.zip") + "!a/b.html"
        );
        assert!(of.name("/nowhere/at/all.csv").ends_with("/all.csv"));
        assert!(!of.name("/nowhere/at/all.csv").contains("nowhere"));
    }

    #[test]
    fn what_an_older_record_knows_by_its_path_is_recognised() {
        let dir = tempfile::tempdir().unwrap();
        let root = in_full(dir.path());
        for folder in ["record", "ada"] {
            std::fs::create_dir_all(root.join(folder)).unwrap();
        }
        std::fs::write(root.join("ada/reviews.csv"), "x").unwrap();
        let full = root.join("ada/reviews.csv").display().to_string();
        let here = root.join("ada");
        let of = names(&root.join("record"), &here, &[&full]);
        assert_eq!(of.name("reviews.csv"), full);
        let typed = names(&root.join("record"), &here, &["reviews.csv"]);
        assert_eq!(typed.name("reviews.csv"), "reviews.csv");
        // Not where the record's own folder has a file of that name.
        std::fs::write(root.join("record/reviews.csv"), "y").unwrap();
        assert!(typed.name("reviews.csv").starts_with("folder-"));
    }
}
