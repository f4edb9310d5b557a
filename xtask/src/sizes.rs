//! No file over 500 lines, no function over 80: what is longer stands in `xtask/sizes.toml` with its
//! reason, and that list only shrinks.

use crate::sources::rust_files;
use anyhow::{Context, Result, bail};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// Most lines of a file.
const FILE_LINES: usize = 500;
/// Most lines of a function, its signature among them.
const FUNCTION_LINES: usize = 80;
/// The list of what may be longer.
const LIST: &str = "xtask/sizes.toml";
/// Where our code stands.
const FOLDERS: [&str; 5] = ["crates", "tools", "xtask", "benches", "fuzz"];

/// What may be longer, as the list has it.
#[derive(Debug, Default, Deserialize)]
struct Longer {
    #[serde(default)]
    file: Vec<Row>,
    #[serde(default)]
    function: Vec<Row>,
}

/// A file, or a function by its file and name.
#[derive(Debug, Deserialize)]
struct Row {
    path: String,
    #[serde(default)]
    name: String,
    /// It may have so many lines, and no more.
    lines: usize,
    why: String,
}

/// Files, and functions by file and name, with their lines: the longest of one name in a file.
#[derive(Debug, Default)]
struct Sizes {
    files: BTreeMap<(String, String), usize>,
    functions: BTreeMap<(String, String), usize>,
}

/// Holds every file and function to its size.
pub(crate) fn check(root: &Path) -> Result<()> {
    let list = std::fs::read_to_string(root.join(LIST)).context(LIST)?;
    let longer: Longer = toml::from_str(&list).context(LIST)?;
    let sizes = measured(root)?;
    let mut wrong = held("file", &sizes.files, &longer.file, FILE_LINES);
    let functions = held(
        "function",
        &sizes.functions,
        &longer.function,
        FUNCTION_LINES,
    );
    wrong.extend(functions);
    if wrong.is_empty() {
        return Ok(());
    }
    bail!("{}", wrong.join("\n"))
}

/// Prints the list as it would be today, without the reasons.
pub(crate) fn print(root: &Path) -> Result<()> {
    let sizes = measured(root)?;
    for (kind, found, most) in [
        ("file", &sizes.files, FILE_LINES),
        ("function", &sizes.functions, FUNCTION_LINES),
    ] {
        for ((path, name), lines) in found.iter().filter(|(_, lines)| **lines > most) {
            println!("[[{kind}]]\npath = \"{path}\"");
            if !name.is_empty() {
                println!("name = \"{name}\"");
            }
            println!("lines = {lines}\nwhy = \"\"\n");
        }
    }
    Ok(())
}

/// What is too long, and rows of the list that are not needed or say too much.
fn held(
    kind: &str,
    found: &BTreeMap<(String, String), usize>,
    listed: &[Row],
    most: usize,
) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut may: BTreeMap<(&str, &str), &Row> = BTreeMap::new();
    for row in listed {
        let place = (row.path.as_str(), row.name.as_str());
        let what = format!("{LIST}: the {kind} {} {}", row.path, row.name);
        let lines = found.get(&(row.path.clone(), row.name.clone()));
        if row.why.trim().is_empty() {
            wrong.push(format!("{what} has no reason"));
        }
        if lines.is_none_or(|lines| *lines <= most) {
            wrong.push(format!("{what} is no longer too long: take the row out"));
        }
        if may.insert(place, row).is_some() {
            wrong.push(format!("{what} is listed twice"));
        }
    }
    for ((path, name), lines) in found {
        let row = may.get(&(path.as_str(), name.as_str()));
        let allowed = row.map_or(most, |row| row.lines.max(most));
        if *lines > allowed {
            wrong.push(format!(
                "{path}: the {kind} {name} has {lines} lines, and may have {allowed}"
            ));
        }
    }
    wrong
}

fn measured(root: &Path) -> Result<Sizes> {
    let is_ours = |path: &Path| path.file_name().is_none_or(|name| name != "target");
    let mut files = Vec::new();
    for folder in FOLDERS {
        files.extend(rust_files(&root.join(folder), &is_ours)?);
    }
    let mut sizes = Sizes::default();
    for file in files {
        let path = file.strip_prefix(root).unwrap_or(&file);
        let path = path.to_string_lossy().replace('\\', "/");
        let text = std::fs::read_to_string(&file)?;
        let place = (path.clone(), String::new());
        sizes.files.insert(place, text.lines().count());
        for (name, lines) in functions_of(&text) {
            let most = sizes.functions.entry((path.clone(), name)).or_default();
            *most = lines.max(*most);
        }
    }
    Ok(sizes)
}

/// The functions of a formatted file with their lines, from the signature to the closing brace. In
/// formatted code a function's closing brace is the first that stands as far in as its signature.
fn functions_of(text: &str) -> Vec<(String, usize)> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (first, line) in lines.iter().enumerate() {
        let Some(name) = function_name(line) else {
            continue;
        };
        let rest = lines.get(first..).unwrap_or_default();
        let Some(opens) = rest.iter().position(|line| line.ends_with(['{', '}', ';'])) else {
            continue;
        };
        // A signature without a body, or a body on the same line.
        if rest.get(opens).is_none_or(|line| !line.ends_with('{')) {
            continue;
        }
        let indent = line.len() - line.trim_start().len();
        let closing = format!("{}}}", " ".repeat(indent));
        let body = rest.iter().skip(opens + 1);
        if let Some(length) = body.clone().position(|line| **line == closing) {
            found.push((name.to_owned(), opens + length + 2));
        }
    }
    found
}

/// The name of the function whose signature begins on a line.
fn function_name(line: &str) -> Option<&str> {
    let mut rest = line.trim_start();
    if let Some(visible) = rest.strip_prefix("pub") {
        rest = match visible.strip_prefix('(') {
            Some(within) => within.split_once(')')?.1,
            None => visible,
        };
        rest = rest.strip_prefix(' ')?;
    }
    for word in ["default ", "const ", "async ", "unsafe ", "extern \"C\" "] {
        rest = rest.strip_prefix(word).unwrap_or(rest);
    }
    let named = rest.strip_prefix("fn ")?;
    let end = named.find(|letter: char| !letter.is_alphanumeric() && letter != '_')?;
    named.get(..end).filter(|name| !name.is_empty())
}

#[cfg(test)]
mod tests {
    use super::{Row, functions_of, held};
    use std::collections::BTreeMap;

    #[test]
    fn lines_of_functions_are_counted_from_the_signature_to_the_brace() {
        let text = "\
pub(crate) async fn first(
    one: u8,
) -> u8 {
    if one > 0 {
        1
    } else {
        2
    }
}

trait Has {
    fn declared(&self);
    fn short(&self) {}
    fn given(&self) -> u8 {
        3
    }
}

const fn none() {}
";
        let found = functions_of(text);
        let wanted = [("first".to_owned(), 9), ("given".to_owned(), 3)];
        assert_eq!(found, wanted);
    }

    #[test]
    fn what_is_longer_than_listed_fails_and_so_does_a_row_that_is_not_needed() {
        let place = |name: &str| (name.to_owned(), String::new());
        let row = |path: &str, lines: usize| Row {
            path: path.to_owned(),
            name: String::new(),
            lines,
            why: "a table".to_owned(),
        };
        let found = BTreeMap::from([
            (place("fits.rs"), 10),
            (place("listed.rs"), 12),
            (place("grown.rs"), 14),
            (place("new.rs"), 11),
        ]);
        let listed = [
            row("listed.rs", 12),
            row("grown.rs", 13),
            row("fits.rs", 11),
        ];
        let wrong = held("file", &found, &listed, 10);
        assert_eq!(wrong.len(), 3, "{wrong:#?}");
        for (told, name) in wrong.iter().zip(["fits.rs", "grown.rs", "new.rs"]) {
            assert!(told.contains(name), "{told}");
        }
    }
}
