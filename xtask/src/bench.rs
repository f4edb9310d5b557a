//! The benches that have peers in the same run: of reading web archives, of scores, of
//! texts and of film press.

use crate::run::cargo_command;
use anyhow::{Context, Result, bail};
use std::path::Path;
use std::process::Command;

/// Builds an archive of the labelled pages and times ours and the peers over it; prints a table.
pub(crate) fn reading(root: &Path, labelled: &Path, python: &Path, runs: u32) -> Result<()> {
    let bench = root.join("benches/reading");
    let place = root.join("target/bench");
    std::fs::create_dir_all(&place).context("no place for the archive")?;
    let archive = place.join("pages.warc.gz");
    let mut build = Command::new("python3");
    build.arg(bench.join("build_warc.py")).arg(&archive);
    for set in ["articles", "review-pages"] {
        build.arg(labelled.join(set));
    }
    done("build_warc.py", &mut build)?;
    let target = place.join("build");
    let mut cargo = cargo_command();
    cargo
        .current_dir(&bench)
        .args(["build", "--release", "--target-dir"])
        .arg(&target);
    done("the build of benches/reading", &mut cargo)?;
    let mut timing = Command::new("python3");
    timing
        .arg(bench.join("run.py"))
        .arg(target.join("release/reading-bench"))
        .arg(&archive)
        .arg("--python")
        .arg(python)
        .args(["--runs", &runs.to_string()]);
    done("run.py", &mut timing)
}

/// Builds the bench of scores and times ours and `DuckDB` over a million invented reviews; prints a
/// table.
pub(crate) fn scores(root: &Path, python: &Path, runs: u32) -> Result<()> {
    let bench = root.join("benches/scores");
    let target = root.join("target/bench/build");
    let mut cargo = cargo_command();
    cargo
        .current_dir(&bench)
        .args(["build", "--release", "--target-dir"])
        .arg(&target);
    done("the build of benches/scores", &mut cargo)?;
    let mut timing = Command::new("python3");
    timing
        .arg(bench.join("run.py"))
        .arg(target.join("release/scores-bench"))
        .arg("--python")
        .arg(python)
        .args(["--runs", &runs.to_string()]);
    done("run.py", &mut timing)
}

/// Builds the bench of text models and times them and ONNX Runtime over labelled snippets; prints a
/// table.
pub(crate) fn verdicts(root: &Path, labelled: &Path, python: &Path, runs: u32) -> Result<()> {
    let target = root.join("target/bench/build");
    let mut cargo = cargo_command();
    cargo
        .current_dir(root)
        .args(["build", "--release", "--package", "ovation-judge"])
        .args(["--example", "text_models", "--target-dir"])
        .arg(&target);
    done("the build of the text models' bench", &mut cargo)?;
    let mut timing = Command::new("python3");
    timing
        .arg(root.join("benches/verdicts/run.py"))
        .arg(target.join("release/examples/text_models"))
        .arg(labelled.join("verdict/dev.tsv.gz"))
        .arg("--python")
        .arg(python)
        .args(["--runs", &runs.to_string()]);
    done("run.py", &mut timing)
}

/// Builds the bench of film press and times ours and textacy over labelled news; prints a table.
pub(crate) fn press(root: &Path, labelled: &Path, python: &Path, runs: u32) -> Result<()> {
    let target = root.join("target/bench/build");
    let mut cargo = cargo_command();
    cargo
        .current_dir(root)
        .args(["build", "--release", "--package", "ovation-read"])
        .args(["--example", "time_press", "--target-dir"])
        .arg(&target);
    done("the build of the press bench", &mut cargo)?;
    let mut timing = Command::new("python3");
    timing
        .arg(root.join("benches/press/run.py"))
        .arg(target.join("release/examples/time_press"))
        .arg(labelled.join("quotes/polnear.jsonl"))
        .arg("--python")
        .arg(python)
        .args(["--runs", &runs.to_string()]);
    done("run.py", &mut timing)
}

/// Builds the program and times reading a sheet for the first time and again after it was edited; prints a
/// table, and fails where the second takes more than it may.
pub(crate) fn sheets(root: &Path, runs: u32) -> Result<()> {
    let target = root.join("target/bench/build");
    let mut cargo = cargo_command();
    cargo
        .current_dir(root)
        .args(["build", "--release", "--package", "ovation", "--target-dir"])
        .arg(&target);
    done("the build of the program", &mut cargo)?;
    let mut timing = Command::new("python3");
    timing
        .arg(root.join("benches/sheets/run.py"))
        .arg(target.join("release/ovation"))
        .args(["--runs", &runs.to_string()]);
    done("run.py", &mut timing)
}

/// Builds the bench of the index of films and times it, Tantivy and rapidfuzz over a catalogue multiplied to so many
/// films; prints a table, and fails where ours misses what is promised.
pub(crate) fn films(root: &Path, labelled: &Path, python: &Path) -> Result<()> {
    let bench = root.join("benches/films");
    let target = root.join("target/bench/build");
    let mut cargo = cargo_command();
    cargo
        .current_dir(&bench)
        .args(["build", "--release", "--features", "peer", "--target-dir"])
        .arg(&target);
    done("the build of benches/films", &mut cargo)?;
    let mut timing = Command::new("python3");
    timing
        .arg(bench.join("run.py"))
        .arg(target.join("release"))
        .arg(labelled.join("linking/catalogue.tsv.gz"))
        .arg("--python")
        .arg(python);
    done("run.py", &mut timing)
}

/// Times the site's answers over a made record of a million reviews, and over one a tenth as large; prints a table.
/// The record stays in `target/bench` and is used again.
pub(crate) fn site(root: &Path) -> Result<()> {
    let place = root.join("target/bench");
    std::fs::create_dir_all(&place).context("no place for the record")?;
    let mut cargo = cargo_command();
    cargo
        .current_dir(root)
        .args([
            "bench",
            "--package",
            "ovation-site",
            "--bench",
            "site",
            "--",
        ])
        .args(["--reviews", "1000000", "--record"])
        .arg(place.join("million.db"));
    done("the bench of the site", &mut cargo)
}

fn done(what: &str, command: &mut Command) -> Result<()> {
    let status = command
        .status()
        .with_context(|| format!("{what} could not be started"))?;
    if !status.success() {
        bail!("{what} failed");
    }
    Ok(())
}
