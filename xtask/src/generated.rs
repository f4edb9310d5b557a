//! What is made from the manifests: the list of dependencies and the picture of the crates.

mod crates;
mod dependencies;

use crate::run::cargo_command;
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// What `cargo metadata` says, as far as it is asked here.
#[derive(Debug, Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    workspace_members: Vec<String>,
    #[serde(rename = "metadata")]
    reasons: Option<Reasons>,
}

#[derive(Debug, Deserialize)]
struct Reasons {
    /// A dependency's job, why it is not ours, and the runner-up.
    why: BTreeMap<String, [String; 3]>,
}

#[derive(Debug, Deserialize)]
struct Package {
    id: String,
    name: String,
    version: String,
    license: Option<String>,
    description: Option<String>,
    manifest_path: String,
    dependencies: Vec<Dependency>,
}

#[derive(Debug, Deserialize)]
struct Dependency {
    name: String,
    /// `None` for one that runs, else `dev` or `build`.
    kind: Option<String>,
}

impl Metadata {
    fn members(&self) -> impl Iterator<Item = &Package> {
        (self.packages.iter()).filter(|package| self.workspace_members.contains(&package.id))
    }
}

/// Writes what is made from the manifests.
pub(crate) fn write(root: &Path) -> Result<()> {
    for (path, text) in texts()? {
        let path = root.join(path);
        std::fs::write(&path, text).with_context(|| path.display().to_string())?;
        println!("wrote {}", path.display());
    }
    Ok(())
}

/// Refuses a file that is not what the manifests say.
pub(crate) fn check(root: &Path) -> Result<()> {
    for (path, text) in texts()? {
        let found = std::fs::read_to_string(root.join(path)).unwrap_or_default();
        if found != text {
            bail!("{path} is not what the manifests say; make it anew with `cargo x gen`");
        }
    }
    Ok(())
}

fn texts() -> Result<[(&'static str, String); 2]> {
    let metadata = metadata()?;
    Ok([
        ("docs/dependencies.md", dependencies::page(&metadata)?),
        ("docs/crates.svg", crates::picture(&metadata)?),
    ])
}

fn metadata() -> Result<Metadata> {
    let output = cargo_command()
        .args(["metadata", "--format-version", "1", "--locked"])
        .stderr(std::process::Stdio::inherit())
        .output()
        .context("cargo could not be started")?;
    if !output.status.success() {
        bail!("`cargo metadata` failed");
    }
    serde_json::from_slice(&output.stdout).context("what `cargo metadata` printed")
}
