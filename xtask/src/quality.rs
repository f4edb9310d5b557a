//! How well pages and film press are read: measures, keeps what was measured in
//! `docs/reference/reading-quality.toml`, and makes the page beside it.
//!
//! Data that nobody has looked at is measured once, on a committed state; the row stays as it is when
//! the program learns from that data afterwards. Cross-validation is measured anew each time.

mod page;

use crate::run;
use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::path::Path;
use std::process::{Command, Stdio};

const ROWS: &str = "docs/reference/reading-quality.toml";
const PAGE: &str = "docs/reference/reading-quality.md";
const HEAD: &str = "# What `cargo x quality` measured; a row of unseen data is never measured again nor changed.\n\n";

/// Learners whose cross-validation stands on the page.
const LEARNERS: [&str; 1] = ["kinds"];

/// All that was measured.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Rows {
    #[serde(default)]
    unseen: Vec<Unseen>,
    #[serde(default)]
    cross_validated: Vec<CrossValidated>,
}

/// One measurement on data that nobody had looked at.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Unseen {
    /// Its folder among the labelled data.
    set: String,
    /// What `ovation eval` measures it by: `pages` or `press`.
    kind: String,
    /// The day of the commit.
    day: String,
    commit: String,
    /// What else is to be known of the figures.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    note: String,
    /// As `ovation eval` prints them.
    figures: Value,
    /// `F1` of a version before, on the same data.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    before: Value,
}

/// A learner measured on what it has not learned from.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct CrossValidated {
    learner: String,
    day: String,
    commit: String,
    figures: Value,
}

/// Measures and writes: `once` are folders that nobody has looked at.
pub(crate) fn measure(root: &Path, data: &Path, once: &[String]) -> Result<()> {
    let (day, commit) = committed()?;
    let mut rows = read(root)?;
    if let Some(set) = once.iter().find(|set| rows.has(set)) {
        bail!("`{set}` has been measured: what is measured twice is no longer unseen");
    }
    // What the tests' build leaves, so that nothing is built twice.
    run::cargo(&["test", "--quiet", "--workspace", "--no-run"])?;
    let built = run::target_folder()?.join("debug");
    for set in once {
        let folder = data.join(set);
        let is_press = folder.join("articles.jsonl").exists();
        let kind = if is_press { "press" } else { "pages" };
        let mut eval = Command::new(built.join("ovation"));
        eval.args(["eval", kind]).arg(&folder).arg("--json");
        rows.unseen.push(Unseen {
            set: set.clone(),
            kind: kind.to_owned(),
            day: day.clone(),
            commit: commit.clone(),
            note: String::new(),
            figures: figures(&mut eval)?,
            before: Value::Null,
        });
        // Kept at once: the next set may fail.
        write(root, &rows)?;
    }
    rows.cross_validated.clear();
    for learner in LEARNERS {
        let mut train = Command::new(built.join("ovation-train"));
        train
            .current_dir(root)
            .args([learner, "--cross-validate", "--json", "--data"])
            .arg(data.canonicalize().context("the labelled data")?);
        rows.cross_validated.push(CrossValidated {
            learner: learner.to_owned(),
            day: day.clone(),
            commit: commit.clone(),
            figures: figures(&mut train)?,
        });
    }
    write(root, &rows)
}

/// Refuses a page that is not what its rows say.
pub(crate) fn check(root: &Path) -> Result<()> {
    let found = std::fs::read_to_string(root.join(PAGE)).unwrap_or_default();
    if found != page::page(&read(root)?) {
        bail!("{PAGE} is not what {ROWS} says; make it anew with `cargo x gen`");
    }
    Ok(())
}

/// Makes the page from its rows.
pub(crate) fn write_page(root: &Path) -> Result<()> {
    let path = root.join(PAGE);
    std::fs::write(&path, page::page(&read(root)?)).with_context(|| path.display().to_string())?;
    println!("wrote {}", path.display());
    Ok(())
}

impl Rows {
    fn has(&self, set: &str) -> bool {
        self.unseen.iter().any(|row| row.set == set)
    }
}

fn read(root: &Path) -> Result<Rows> {
    let text = std::fs::read_to_string(root.join(ROWS)).context(ROWS)?;
    toml::from_str(&text).context(ROWS)
}

fn write(root: &Path, rows: &Rows) -> Result<()> {
    let text = toml::to_string(rows).context(ROWS)?;
    std::fs::write(root.join(ROWS), format!("{HEAD}{text}")).context(ROWS)?;
    println!("wrote {}", root.join(ROWS).display());
    write_page(root)
}

/// The day and the name of the commit; there must be nothing that is not committed but the rows.
fn committed() -> Result<(String, String)> {
    let git = |arguments: &[&str]| -> Result<String> {
        let output = Command::new("git")
            .current_dir(crate::root())
            .args(arguments)
            .output()
            .context("git could not be started")?;
        if !output.status.success() {
            bail!("`git {}` failed", arguments.join(" "));
        }
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    };
    let changed = git(&["status", "--porcelain"])?;
    let is_other = |line: &&str| !line.ends_with(ROWS) && !line.ends_with(PAGE);
    if let Some(line) = changed.lines().find(is_other) {
        bail!("`{line}` is not committed: figures are of a commit");
    }
    Ok((
        git(&["log", "-1", "--format=%cs"])?,
        git(&["rev-parse", "--short=7", "HEAD"])?,
    ))
}

/// Runs what prints figures; speeds are left out, and numbers kept to four digits.
fn figures(command: &mut Command) -> Result<Value> {
    let output = command.stderr(Stdio::inherit()).output()?;
    if !output.status.success() {
        bail!("{command:?} failed");
    }
    let mut figures = serde_json::from_slice(&output.stdout)
        .with_context(|| format!("{command:?} printed no JSON object"))?;
    tidy(&mut figures);
    Ok(figures)
}

fn tidy(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.retain(|key, value| !key.ends_with("_per_s") && !value.is_null());
            map.values_mut().for_each(tidy);
        }
        Value::Array(list) => list.iter_mut().for_each(tidy),
        Value::Number(number) => {
            if let Some(float) = number.as_f64().filter(|_| number.is_f64()) {
                *value = Value::from((float * 10_000.0).round() / 10_000.0);
            }
        }
        Value::Null | Value::Bool(_) | Value::String(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn speeds_and_what_is_unknown_are_left_out() {
        let mut figures = json!({"pages_per_s": 3.2, "f1": 0.123_456, "year": null, "pages": 7});
        tidy(&mut figures);
        assert_eq!(figures, json!({"f1": 0.1235, "pages": 7}));
    }

    #[test]
    fn what_is_written_is_read_again() {
        let rows = read(crate::root()).unwrap();
        let again: Rows = toml::from_str(&toml::to_string(&rows).unwrap()).unwrap();
        assert!(again.has("review-pages-fresh-1"));
        assert_eq!(page::page(&again), page::page(&rows));
    }

    #[test]
    fn the_page_is_what_its_rows_say() {
        check(crate::root()).unwrap();
    }
}
