//! Which crate may depend on which of ours: the walls between the rooms, and what tools are for.

use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::path::Path;

/// The table of ARCHITECTURE.md: a crate and the crates of ours it may name.
const MAY: [(&str, &[&str]); 20] = [
    ("terms", &[]),
    ("html", &[]),
    ("knowledge", &[]),
    ("language", &["terms"]),
    ("page", &["terms", "html", "knowledge", "language"]),
    ("press", &["terms", "html", "knowledge", "language"]),
    ("gather", &["terms"]),
    (
        "read",
        &["terms", "html", "knowledge", "language", "page", "press"],
    ),
    ("identify", &["terms", "knowledge", "language"]),
    ("judge", &["terms", "language"]),
    ("ledger", &["terms"]),
    ("film-index", &["terms", "ledger", "identify"]),
    ("score", &["terms", "language"]),
    ("quotes", &["terms", "language"]),
    (
        "ingest",
        &[
            "terms",
            "knowledge",
            "language",
            "page",
            "press",
            "gather",
            "read",
            "identify",
            "judge",
            "ledger",
            "film-index",
            "score",
            "quotes",
        ],
    ),
    (
        "desk",
        &[
            "terms",
            "ledger",
            "film-index",
            "score",
            "identify",
            "judge",
        ],
    ),
    (
        "site",
        &["terms", "language", "ledger", "score", "quotes", "desk"],
    ),
    (
        "eval",
        &[
            "terms", "language", "page", "press", "read", "identify", "judge", "quotes", "score",
        ],
    ),
    (
        "train",
        &[
            "terms", "language", "page", "press", "read", "identify", "judge", "quotes", "score",
            "eval",
        ],
    ),
    (
        "ovation",
        &[
            "terms",
            "knowledge",
            "gather",
            "read",
            "identify",
            "judge",
            "ledger",
            "film-index",
            "score",
            "quotes",
            "ingest",
            "desk",
            "site",
            "eval",
        ],
    ),
];

/// Where they stand.
const PLACES: [&str; 2] = ["crates", "tools"];

/// What a pure room may not depend on: it would reach the network, the disk or the clock.
const NOT_IN_PURE_ROOMS: [&str; 5] = ["tokio", "reqwest", "sqlx", "axum", "rand"];
const PURE_ROOMS: [&str; 11] = [
    "terms",
    "html",
    "knowledge",
    "language",
    "page",
    "press",
    "read",
    "identify",
    "judge",
    "score",
    "quotes",
];

/// Reads the manifests and names every dependency that breaks the table.
pub(crate) fn check(root: &Path) -> Result<()> {
    let allowed: BTreeMap<&str, &[&str]> = MAY.into_iter().collect();
    let mut broken = Vec::new();
    let mut seen = 0;
    let mut folders = Vec::new();
    for place in PLACES {
        for folder in std::fs::read_dir(root.join(place)).context(place)? {
            folders.push(folder?.path());
        }
    }
    for folder in folders {
        let name = folder.file_name().unwrap_or_default();
        let name = name.to_string_lossy().into_owned();
        let Some(may) = allowed.get(name.as_str()) else {
            let path = folder.display();
            bail!("{path} is not in the table of rooms; add it here and in ARCHITECTURE.md");
        };
        seen += 1;
        let path = folder.join("Cargo.toml");
        let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        let manifest: toml::Table = toml::from_str(&text).with_context(|| name.clone())?;
        let Some(dependencies) = manifest.get("dependencies").and_then(toml::Value::as_table)
        else {
            continue;
        };
        for dependency in dependencies.keys() {
            if let Some(room) = dependency.strip_prefix("ovation-") {
                if !may.contains(&room) {
                    broken.push(format!("{name} depends on {room}"));
                }
            } else if PURE_ROOMS.contains(&name.as_str())
                && NOT_IN_PURE_ROOMS.contains(&dependency.as_str())
            {
                broken.push(format!("{name} is pure and depends on {dependency}"));
            }
        }
    }
    if seen != MAY.len() {
        bail!("expected {} crates, found {seen}", MAY.len());
    }
    if !broken.is_empty() {
        bail!(
            "the walls between the rooms are broken: {}",
            broken.join("; ")
        );
    }
    Ok(())
}
