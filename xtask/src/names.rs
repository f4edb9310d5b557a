//! One name, one type: no crate has two types of one name, and no two crates make one name public for
//! different things. And the words of the code that `docs/guide/words.md` lists are in the code.

use crate::sources::{is_no_test, rust_files};
use anyhow::{Context, Result, bail};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Names that stand for one thing in two places, and why they are not one type.
const MAY: [(&str, &str); 1] = [(
    "Span",
    "a byte span of a text, in two rooms that do not know each other",
)];

/// A type as it is defined.
struct Definition {
    room: String,
    file: String,
    is_public: bool,
}

/// Fails where a name is taken twice, or where the page of words names what is not there.
pub(crate) fn check(root: &Path) -> Result<()> {
    let types = types_of(root)?;
    let mut wrong = Vec::new();
    for (name, places) in &types {
        if MAY.iter().any(|(may, _)| may == name) {
            continue;
        }
        let mut of_room: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for place in places {
            of_room.entry(&place.room).or_default().push(&place.file);
        }
        for files in of_room.values().filter(|files| files.len() > 1) {
            wrong.push(format!("{name} in {}", files.join(" and ")));
        }
        let public: BTreeSet<&str> = places
            .iter()
            .filter(|place| place.is_public)
            .map(|place| place.room.as_str())
            .collect();
        if public.len() > 1 {
            let rooms: Vec<&str> = public.into_iter().collect();
            wrong.push(format!("{name}, public in {}", rooms.join(" and ")));
        }
    }
    if !wrong.is_empty() {
        bail!(
            "one name stands for two types; give each its own: {}",
            wrong.join("; ")
        );
    }
    words(root, &types)
}

/// Holds the table of the code's words against the types there are.
fn words(root: &Path, types: &BTreeMap<String, Vec<Definition>>) -> Result<()> {
    let path = root.join("docs/guide/words.md");
    let page = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let (_, table) = page
        .split_once("## Words of the code")
        .context("docs/guide/words.md has no section `Words of the code`")?;
    let mut listed = 0;
    for line in table.lines() {
        let mut cells = line.trim_matches('|').split('|').map(str::trim);
        let (Some(name), Some(room), Some(_)) = (cells.next(), cells.next(), cells.next()) else {
            continue;
        };
        let ticked = |cell: &str| {
            let inside = cell.strip_prefix('`')?.strip_suffix('`')?;
            Some(inside.to_owned())
        };
        let (Some(name), Some(room)) = (ticked(name), ticked(room)) else {
            continue;
        };
        listed += 1;
        let is_there = types
            .get(&name)
            .is_some_and(|places| places.iter().any(|place| place.room == room));
        if !is_there && !is_made_by_a_macro(root, &room, &name)? {
            bail!("docs/guide/words.md lists `{name}` of `{room}`, which is not there");
        }
    }
    if listed == 0 {
        bail!("docs/guide/words.md lists no words of the code");
    }
    Ok(())
}

/// Whether a room's macro makes the type: then its name stands in braces of another item.
fn is_made_by_a_macro(root: &Path, room: &str, name: &str) -> Result<bool> {
    let folder = root.join("crates").join(room).join("src");
    let files = rust_files(&folder, &is_no_test)?;
    let forms = ["enum", "struct"].map(|word| format!("pub {word} {name} "));
    for file in files {
        let text = std::fs::read_to_string(&file)?;
        if forms.iter().any(|form| text.contains(form.as_str())) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Every type of the rooms and tools but those of tests, by name.
fn types_of(root: &Path) -> Result<BTreeMap<String, Vec<Definition>>> {
    let mut types: BTreeMap<String, Vec<Definition>> = BTreeMap::new();
    for group in ["crates", "tools"] {
        for room in std::fs::read_dir(root.join(group))? {
            let room = room?;
            for file in rust_files(&room.path().join("src"), &is_no_test)? {
                let shown = file.strip_prefix(root).unwrap_or(&file);
                let text = std::fs::read_to_string(&file)?;
                for (name, is_public) in defined_in(&text) {
                    types.entry(name.to_owned()).or_default().push(Definition {
                        room: room.file_name().to_string_lossy().into_owned(),
                        file: shown.to_string_lossy().replace('\\', "/"),
                        is_public,
                    });
                }
            }
        }
    }
    Ok(types)
}

/// The types a file defines at its top, each with whether it is public; tests' own are left out.
fn defined_in(text: &str) -> impl Iterator<Item = (&str, bool)> {
    let text = text.split("#[cfg(test)]\nmod ").next().unwrap_or(text);
    text.lines().filter_map(|line| {
        let (is_public, rest) = match line.strip_prefix("pub ") {
            Some(rest) => (true, rest),
            None => match line.strip_prefix("pub(") {
                Some(rest) => (false, rest.split_once(") ")?.1),
                None => (false, line),
            },
        };
        let named = ["struct ", "enum ", "trait ", "type "]
            .iter()
            .find_map(|word| rest.strip_prefix(word))?;
        let end = named
            .find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(named.len());
        named.get(..end).map(|name| (name, is_public))
    })
}

#[cfg(test)]
mod tests {
    use super::defined_in;

    #[test]
    fn types_are_found_where_they_are_defined_and_not_in_tests() {
        let text = "pub struct Shown;\npub(crate) enum Half { One }\nstruct Own<'a>(&'a str);\n\
                    impl Shown { }\n    type Item = u8;\n#[cfg(test)]\nmod tests {\nstruct Never;\n}\n";
        let found: Vec<(&str, bool)> = defined_in(text).collect();
        assert_eq!(found, [("Shown", true), ("Half", false), ("Own", false)]);
    }
}
