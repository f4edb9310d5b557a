//! Measures with `ovation eval` and holds the figures to `corpus/gate.toml`: what `cargo x gate` runs.
//!
//! `gate ROOT PROGRAM [--labelled FOLDER] [--repin]`; the program is the built `ovation`. The file has
//! one table a measure: `eval` (arguments of `ovation eval`; the path is relative to the labelled data,
//! or to the repository where it begins with `corpus/`; further paths have an `@` in front and are relative
//! to the same), or `cross-validate` (a learner, and its data), and its bounds. The learner is the built
//! `ovation-train` beside the program. Without labelled data what the
//! repository itself has is measured.

#![expect(clippy::print_stdout, reason = "a tool for the terminal")]

use anyhow::{Context, Result, bail};
use ovation_eval::gate;
use serde_json::Value;
use std::path::Path;
use std::process::{Command, Stdio};

fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (root, program, labelled, repin) =
        match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
            [root, program] => (root, program, None, false),
            [root, program, "--labelled", labelled] => (root, program, Some(labelled), false),
            [root, program, "--labelled", labelled, "--repin"] => {
                (root, program, Some(labelled), true)
            }
            _ => bail!("expected ROOT PROGRAM [--labelled FOLDER [--repin]]"),
        };
    let root = Path::new(root);
    let path = root.join("corpus/gate.toml");
    let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let mut measures: toml::Table = toml::from_str(&text).context("corpus/gate.toml")?;
    let mut fallen = Vec::new();
    let mut measured = 0;
    for (name, measure) in &mut measures {
        let measure = measure
            .as_table_mut()
            .with_context(|| format!("[{name}] is no table"))?;
        let learner = measure.get("cross-validate");
        let arguments: Vec<String> = learner
            .or_else(|| measure.get("eval"))
            .and_then(toml::Value::as_array)
            .with_context(|| format!("[{name}] needs eval = [\"kind\", \"path\", ...]"))?
            .iter()
            .filter_map(|part| part.as_str().map(str::to_owned))
            .collect();
        let [kind, file, rest @ ..] = arguments.as_slice() else {
            bail!("[{name}] eval needs a kind and a path");
        };
        let base = if file.starts_with("corpus/") {
            Some(root)
        } else {
            labelled.map(Path::new)
        };
        let Some((base, file)) = base
            .map(|base| (base, base.join(file)))
            .filter(|(_, it)| it.exists())
        else {
            println!("{name}: {file} is not here, not measured");
            continue;
        };
        let is_learned = measure.contains_key("cross-validate");
        let figures = if is_learned {
            let learner = Path::new(program).with_file_name("ovation-train");
            cross_validated(&learner, root, kind, &file)?
        } else {
            let further = rest
                .iter()
                .map(|argument| match argument.strip_prefix('@') {
                    Some(path) => base.join(path).display().to_string(),
                    None => argument.clone(),
                });
            figures_of(program, kind, &file, &further.collect::<Vec<_>>())?
        };
        for held in gate::hold(measure, &figures, repin).with_context(|| name.clone())? {
            measured += 1;
            let mark = if held.holds() { "ok    " } else { "FALLEN" };
            println!("{mark} {name} {held}");
            if !held.holds() {
                fallen.push(format!("{name} {}", held.figure));
            }
        }
    }
    if measured == 0 {
        bail!("nothing was measured: none of what corpus/gate.toml names is here");
    }
    if !fallen.is_empty() {
        bail!("measures have fallen: {}", fallen.join(", "));
    }
    if repin {
        std::fs::write(&path, toml::to_string_pretty(&measures)?)?;
    }
    println!("{measured} measures hold");
    Ok(())
}

/// The figures of a learner on what it has not learned from.
fn cross_validated(learner: &Path, root: &Path, kind: &str, data: &Path) -> Result<Value> {
    let output = Command::new(learner)
        .current_dir(root)
        .args([kind, "--cross-validate", "--json", "--data"])
        .arg(
            data.canonicalize()
                .with_context(|| data.display().to_string())?,
        )
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("{} could not be started", learner.display()))?;
    if !output.status.success() {
        bail!("`ovation-train {kind} --cross-validate` failed");
    }
    serde_json::from_slice(&output.stdout)
        .with_context(|| format!("`ovation-train {kind} --json` printed no JSON object"))
}

fn figures_of(program: &str, kind: &str, file: &Path, rest: &[String]) -> Result<Value> {
    let output = Command::new(program)
        .args(["eval", kind])
        .arg(file)
        .args(rest)
        .arg("--json")
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("{program} could not be started"))?;
    if !output.status.success() {
        bail!("`ovation eval {kind} {}` failed", file.display());
    }
    serde_json::from_slice(&output.stdout)
        .with_context(|| format!("`ovation eval {kind} --json` printed no JSON object"))
}
