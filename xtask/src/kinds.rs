//! A kind of entry stands in two places, which the compiler names where one is missing: its row and texts
//! in `crates/terms/src/entry_body`, its block in `crates/ledger/src/kinds`. Elsewhere code may follow the few
//! kinds that it is about, never tell all of them apart: a new kind would be forgotten there.

use crate::sources::{is_no_test, rust_files};
use anyhow::{Context, Result, bail};
use std::collections::BTreeSet;
use std::path::Path;

/// Where kinds are told apart.
const PLACES: [&str; 3] = [
    "crates/terms/src/entry_body.rs",
    "crates/terms/src/entry_body/",
    "crates/ledger/src/kinds",
];

/// So many kinds may be told apart elsewhere, by what is about them alone.
const FEW: usize = 4;

/// Fails where a third place tells kinds of entries apart.
pub(crate) fn check(root: &Path) -> Result<()> {
    let mut wrong = Vec::new();
    let takes =
        |path: &Path| is_no_test(path) && !path.ends_with("tests") && !path.ends_with("benches");
    for file in rust_files(&root.join("crates"), &takes)? {
        let name = file
            .strip_prefix(root)
            .unwrap_or(&file)
            .display()
            .to_string();
        if PLACES.iter().any(|place| name.starts_with(place)) {
            continue;
        }
        let code = std::fs::read_to_string(&file).with_context(|| name.clone())?;
        let kinds = told_apart(&code);
        if kinds.len() > FEW {
            let kinds: Vec<&str> = kinds.into_iter().collect();
            wrong.push(format!("{name} ({})", kinds.join(", ")));
        }
    }
    if !wrong.is_empty() {
        bail!(
            "kinds of entries are told apart in a third place, where a new one would be forgotten; let them \
             say it in crates/terms/src/entry_body or crates/ledger/src/kinds: {}",
            wrong.join("; ")
        );
    }
    Ok(())
}

/// The kinds that stand in arms of matches.
fn told_apart(code: &str) -> BTreeSet<&str> {
    let mut kinds = BTreeSet::new();
    for line in code.lines() {
        let line = line.trim_start();
        // An arm or a part of one; `if let` asks for one kind and knows no others.
        let is_pattern = line.contains("=>") || line.starts_with('|');
        if !is_pattern || line.starts_with("//") {
            continue;
        }
        for sort in ["EntryBody::", "EntryKind::"] {
            for (at, _) in line.match_indices(sort) {
                let rest = line.get(at + sort.len()..).unwrap_or("");
                let end = rest.find(|letter: char| !letter.is_alphanumeric());
                let kind = rest.get(..end.unwrap_or(rest.len())).unwrap_or("");
                if kind.starts_with(char::is_uppercase) {
                    kinds.insert(kind);
                }
            }
        }
    }
    kinds
}

#[cfg(test)]
mod tests {
    use super::told_apart;

    #[test]
    fn kinds_in_patterns_are_counted_once_and_what_is_made_is_not() {
        let code = "match &entry.body {\n    EntryBody::Merged(it) | EntryBody::Unmerged(it) => 1,\n    \
                    | EntryBody::Merged(_) => 2,\n    _ => 3,\n}\nlet made = EntryBody::SourceRead(it);\n\
                    if let EntryBody::PressRead(it) = body {}\n// EntryKind::TableRead => no code\n";
        let kinds: Vec<&str> = told_apart(code).into_iter().collect();
        assert_eq!(kinds, ["Merged", "Unmerged"]);
    }
}
