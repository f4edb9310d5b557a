//! What whoever runs the program knows beside what comes with it: files of rows.

use anyhow::{Context as _, Result, bail};
use ovation_knowledge::{Knowledge, install, shipped};
use std::path::{Path, PathBuf};

/// The most bytes that a file of rows may have.
const FILE_BYTES: u64 = 4 << 20;

/// Puts the rows of a file, or of a folder's `.toml` files in the order of their names, behind those
/// that come with the program.
pub(crate) fn use_own(path: Option<&Path>) -> Result<()> {
    let Some(path) = path else {
        return Ok(());
    };
    let mut known: Knowledge = shipped().clone();
    for file in files(path)? {
        let size = std::fs::metadata(&file).map(|about| about.len());
        let size = size.with_context(|| format!("could not read {}", file.display()))?;
        if size > FILE_BYTES {
            bail!(
                "expected at most {FILE_BYTES} bytes of rows, found {size} in {}",
                file.display()
            );
        }
        let text = std::fs::read_to_string(&file)
            .with_context(|| format!("could not read {}", file.display()))?;
        known = known.with(&file.display().to_string(), &text)?;
    }
    if install(known).is_err() {
        bail!("rows of knowledge can only be given before anything is read");
    }
    Ok(())
}

fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let read = || -> std::io::Result<Vec<PathBuf>> {
        let entries = std::fs::read_dir(path)?;
        let paths = entries.map(|entry| entry.map(|entry| entry.path()));
        paths.collect()
    };
    let mut files = read().with_context(|| format!("could not list {}", path.display()))?;
    files.retain(|file| file.extension().is_some_and(|end| end == "toml"));
    files.sort();
    if files.is_empty() {
        bail!("expected files of rows (.toml) in {}", path.display());
    }
    Ok(files)
}
