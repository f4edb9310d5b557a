//! Running cargo and other programs.

use crate::root;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// The cargo that runs this tool.
pub(crate) fn cargo_command() -> Command {
    #[expect(
        clippy::disallowed_methods,
        reason = "cargo names itself to the tools it runs"
    )]
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let mut command = Command::new(cargo);
    command.current_dir(root());
    command
}

/// The target folder that this tool was built in.
pub(crate) fn target_folder() -> Result<PathBuf> {
    let tool = std::env::current_exe().context("this tool's own path")?;
    let folder = tool.ancestors().nth(2).unwrap_or(Path::new("target"));
    Ok(folder.to_owned())
}

/// Runs cargo.
pub(crate) fn cargo(arguments: &[&str]) -> Result<()> {
    cargo_with(arguments, &[])
}

/// Runs cargo with variables set.
pub(crate) fn cargo_with(arguments: &[&str], variables: &[(&str, &str)]) -> Result<()> {
    let mut command = cargo_command();
    command.args(arguments).envs(variables.iter().copied());
    let status = command.status().context("cargo could not be started")?;
    if !status.success() {
        bail!("`cargo {}` failed", arguments.join(" "));
    }
    Ok(())
}

/// Looks for unused dependencies. Called by its own name: under another cargo it takes the name
/// that cargo hands on for a folder.
pub(crate) fn machete() -> Result<()> {
    let status = Command::new("cargo-machete")
        .current_dir(root())
        .status()
        .context("cargo-machete could not be started: cargo install --locked cargo-machete")?;
    if !status.success() {
        bail!("there are unused dependencies");
    }
    Ok(())
}

/// Whether `cargo NAME` is installed.
pub(crate) fn has_cargo_tool(name: &str) -> bool {
    cargo_command()
        .args([name, "--version"])
        .output()
        .is_ok_and(|output| output.status.success())
}

/// Names a step and says how long it took.
pub(crate) fn step(name: &str, work: impl FnOnce() -> Result<()>) -> Result<()> {
    println!("== {name}");
    let begun = Instant::now();
    work().with_context(|| format!("the step `{name}` failed"))?;
    println!("== {name}: {:.0} s", begun.elapsed().as_secs_f64());
    Ok(())
}
