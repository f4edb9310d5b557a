//! Fuzzing: targets in `fuzz/`, seeds from the corpus, each target for its time.

use crate::run;
use anyhow::{Context, Result, bail};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The targets, in the order in which they run.
const TARGETS: [&str; 6] = ["html", "json_ld", "feed", "warc", "ratings", "dates"];

/// Largest input, in bytes: long enough for nesting and repetition to hurt, short enough for
/// thousands of runs a second.
const INPUT_BYTES: &str = "65536";
/// An input that takes longer than this many seconds is a finding.
const INPUT_SECONDS: &str = "1";

/// Runs the named targets (all without a name), each for `minutes`.
pub(crate) fn run(root: &Path, names: &[String], minutes: u32) -> Result<()> {
    if !run::has_cargo_tool("fuzz") {
        bail!("cargo-fuzz is missing: cargo install --locked cargo-fuzz (it needs a nightly)");
    }
    if let Some(name) = names.iter().find(|name| !TARGETS.contains(&name.as_str())) {
        bail!(
            "there is no target `{name}`; there are {}",
            TARGETS.join(", ")
        );
    }
    let is_asked = |target: &&&str| names.is_empty() || names.iter().any(|name| name == **target);
    for target in TARGETS.iter().filter(is_asked) {
        let seeds = seed(root, target)?;
        println!("== {target}: {minutes} minutes, {seeds} seeds");
        let seconds = format!("-max_total_time={}", u64::from(minutes) * 60);
        // Without a sanitiser: there is no `unsafe` in what is fuzzed, and it runs thrice as fast.
        let status = Command::new("cargo")
            .current_dir(root)
            .args([
                "+nightly",
                "fuzz",
                "run",
                "--sanitizer",
                "none",
                target,
                "--",
            ])
            .arg(seconds)
            .arg(format!("-timeout={INPUT_SECONDS}"))
            .arg(format!("-max_len={INPUT_BYTES}"))
            .args(["-rss_limit_mb=1024", "-print_final_stats=1"])
            .status()
            .context("cargo could not be started")?;
        if !status.success() {
            bail!("{target} found an input that breaks; it is kept in fuzz/artifacts/{target}");
        }
    }
    Ok(())
}

/// Checks that every target compiles.
pub(crate) fn compile() -> Result<()> {
    // This tool's own target folder has the dependencies built already.
    let target = run::target_folder()?.display().to_string();
    let check = ["check", "--quiet", "--manifest-path", "fuzz/Cargo.toml"];
    run::cargo(&[&check[..], &["--target-dir", &target]].concat())
}

/// Copies what the corpus has for a target into its folder of inputs.
fn seed(root: &Path, target: &str) -> Result<usize> {
    let folder = root.join("fuzz/corpus").join(target);
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    let mut seeds: BTreeSet<Vec<u8>> = BTreeSet::new();
    let mut paths = Vec::new();
    for place in ["corpus/demo/web", "corpus/reading", "fuzz/seeds"] {
        let place = if place == "fuzz/seeds" {
            root.join(place).join(target)
        } else {
            root.join(place)
        };
        if place.is_dir() {
            files(&place, &mut paths)?;
        }
    }
    for path in paths {
        let is_own = path.starts_with(root.join("fuzz/seeds"));
        let bytes = fs::read(&path).with_context(|| path.display().to_string())?;
        let is_page = path.extension().is_some_and(|ending| ending == "html");
        let is_feed = path.extension().is_some_and(|ending| ending == "xml");
        match target {
            _ if is_own => {
                seeds.insert(bytes);
            }
            // The first byte says which content type the server sends.
            "html" if is_page => {
                seeds.insert([&b"\x00"[..], &bytes].concat());
            }
            "feed" if is_feed => {
                seeds.insert([&b"\x03"[..], &bytes].concat());
            }
            "json_ld" if is_page => {
                let text = String::from_utf8_lossy(&bytes);
                for part in text.split("application/ld+json").skip(1) {
                    let block = part.split_once('>').map_or("", |(_, block)| block);
                    let block = block.split_once("</script").map_or("", |(block, _)| block);
                    seeds.insert(block.as_bytes().to_vec());
                }
            }
            _ => {}
        }
    }
    for (number, bytes) in seeds.iter().enumerate() {
        let path = folder.join(format!("seed-{number}"));
        fs::write(&path, bytes).with_context(|| path.display().to_string())?;
    }
    Ok(seeds.len())
}

fn files(folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    let listed = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    for entry in listed {
        let path = entry?.path();
        if path.is_dir() {
            files(&path, found)?;
        } else {
            found.push(path);
        }
    }
    Ok(())
}
