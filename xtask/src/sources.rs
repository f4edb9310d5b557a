//! The source files below a folder.

use anyhow::Result;
use std::path::{Path, PathBuf};

/// The Rust files below a folder, sorted; none where there is no such folder. What is not taken, file or
/// folder, is passed over with all that is in it.
pub(crate) fn rust_files(folder: &Path, takes: &dyn Fn(&Path) -> bool) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    if folder.is_dir() {
        gather(folder, takes, &mut files)?;
    }
    files.sort();
    Ok(files)
}

fn gather(folder: &Path, takes: &dyn Fn(&Path) -> bool, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if !takes(&path) {
            continue;
        }
        if path.is_dir() {
            gather(&path, takes, files)?;
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    Ok(())
}

/// Whether a file or folder is not of tests.
pub(crate) fn is_no_test(path: &Path) -> bool {
    path.file_stem().is_none_or(|stem| stem != "tests")
}
