//! The microformats community's tests, which what is read of class names is held to.

use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The variable that names the folder of these tests to ours.
pub(crate) const VARIABLE: &str = "OVATION_MICROFORMATS";
/// The package that has them, and its digest.
const PACKAGE: &str = "microformat-node@2.0.4";
const FILE: &str = "microformat-node-2.0.4.tgz";
const SHA256: &str = "36f5742a6935505335a7b6b99de2232d60f7494a002bd48eac9be32db93259aa";

/// Fetches the tests into the target folder, unless they are there.
pub(crate) fn tests(may_fetch: bool) -> Result<PathBuf> {
    let folder = crate::run::target_folder()?.join("microformats");
    let tests = folder.join("package/test");
    if tests.is_dir() {
        return Ok(tests);
    }
    if !may_fetch {
        bail!("the tests of microformats are missing: `cargo x test` fetches them by npm");
    }
    println!("about to fetch the tests of microformats: npm pack {PACKAGE}");
    std::fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    let fetched = succeeds(
        Command::new("npm")
            .args(["pack", "--silent", PACKAGE])
            .current_dir(&folder),
    );
    if !fetched || !is_whole(&folder) {
        bail!(
            "the tests of microformats could not be fetched: they need npm, sha256sum, tar and the \
             package registry"
        );
    }
    let unpacked = succeeds(
        Command::new("tar")
            .args(["-xzf", FILE])
            .current_dir(&folder),
    );
    if !unpacked || !tests.is_dir() {
        bail!("expected tests in {FILE}, found none");
    }
    Ok(tests)
}

/// Whether the package is the one that was looked at.
fn is_whole(folder: &Path) -> bool {
    let told = Command::new("sha256sum")
        .arg(FILE)
        .current_dir(folder)
        .output();
    told.is_ok_and(|told| told.stdout.starts_with(SHA256.as_bytes()))
}

fn succeeds(command: &mut Command) -> bool {
    command.status().is_ok_and(|status| status.success())
}
