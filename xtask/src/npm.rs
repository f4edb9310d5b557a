//! Packages of npm's that tests need: each is fetched once, and only if it is the one that was looked at.

use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A package and what tests want of it.
pub(crate) struct Package {
    /// The variable that names it to the tests.
    pub(crate) variable: &'static str,
    /// What it is, for whoever reads the messages.
    pub(crate) what: &'static str,
    name: &'static str,
    file: &'static str,
    sha256: &'static str,
    /// The folder or file in it that is wanted.
    wanted: &'static str,
}

/// The microformats community's tests, which what is read of class names is held to.
pub(crate) const MICROFORMATS: Package = Package {
    variable: "OVATION_MICROFORMATS",
    what: "microformats",
    name: "microformat-node@2.0.4",
    file: "microformat-node-2.0.4.tgz",
    sha256: "36f5742a6935505335a7b6b99de2232d60f7494a002bd48eac9be32db93259aa",
    wanted: "package/test",
};

/// The rules of accessibility that pages are held to in the browser.
pub(crate) const AXE: Package = Package {
    variable: "OVATION_AXE",
    what: "accessibility",
    name: "axe-core@4.14.1",
    file: "axe-core-4.14.1.tgz",
    sha256: "e6b0ce02b84d892e2e33e403485e7f3d6c29e2be6df65daf44d89ba564139745",
    wanted: "package/axe.min.js",
};

impl Package {
    /// What is wanted of the package, fetched into the target folder unless it is there.
    pub(crate) fn fetched(&self, may_fetch: bool) -> Result<PathBuf> {
        let folder = crate::run::target_folder()?.join(self.what);
        let wanted = folder.join(self.wanted);
        if wanted.exists() {
            return Ok(wanted);
        }
        if !may_fetch {
            bail!(
                "the tests of {} are missing: `cargo x test` fetches them by npm",
                self.what
            );
        }
        println!(
            "about to fetch the tests of {}: npm pack {}",
            self.what, self.name
        );
        std::fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
        let fetched = succeeds(
            Command::new("npm")
                .args(["pack", "--silent", self.name])
                .current_dir(&folder),
        );
        if !fetched || !self.is_whole(&folder) {
            bail!(
                "the tests of {} could not be fetched: they need npm, sha256sum, tar and the package registry",
                self.what
            );
        }
        let unpacked = succeeds(
            Command::new("tar")
                .args(["-xzf", self.file])
                .current_dir(&folder),
        );
        if !unpacked || !wanted.exists() {
            bail!("expected {} in {}, found none", self.wanted, self.file);
        }
        Ok(wanted)
    }

    /// Whether the package is the one that was looked at.
    fn is_whole(&self, folder: &Path) -> bool {
        let told = Command::new("sha256sum")
            .arg(self.file)
            .current_dir(folder)
            .output();
        told.is_ok_and(|told| told.stdout.starts_with(self.sha256.as_bytes()))
    }
}

fn succeeds(command: &mut Command) -> bool {
    command.status().is_ok_and(|status| status.success())
}
