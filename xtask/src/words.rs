//! No words of languages in code: they stand in the languages' files.

mod listed;

use crate::sources::{is_no_test, rust_files};
use anyhow::{Result, bail};
use std::path::Path;

/// Files that still hold some, and why.
const MAY: [(&str, &str); 2] = [
    ("language/src/pattern.rs", "apostrophes"),
    ("gather/src/walk/zip_directory.rs", "a code page"),
];

/// Names every file of a room whose literals hold letters beyond ASCII.
pub(crate) fn check(root: &Path) -> Result<()> {
    let mut files = Vec::new();
    for room in std::fs::read_dir(root.join("crates"))? {
        let takes = |path: &Path| path.is_dir() || is_no_test(path);
        files.extend(rust_files(&room?.path().join("src"), &takes)?);
    }
    files.sort();
    let mut wrong = Vec::new();
    let mut unused: Vec<&str> = MAY.iter().map(|(file, _)| *file).collect();
    for file in files {
        let name = file.strip_prefix(root.join("crates")).unwrap_or(&file);
        let name = name.to_string_lossy().replace('\\', "/");
        let text = std::fs::read_to_string(&file)?;
        let Some(line) = first_word(&text) else {
            continue;
        };
        if MAY.iter().any(|(may, _)| *may == name) {
            unused.retain(|may| *may != name);
        } else {
            wrong.push(format!("crates/{name}:{line}"));
        }
    }
    if !wrong.is_empty() {
        bail!(
            "words of a language stand in code; put them into crates/language/data: {}",
            wrong.join(", ")
        );
    }
    if !unused.is_empty() {
        bail!(
            "no words of a language are left in these; take them off the list in xtask/src/words.rs: {}",
            unused.join(", ")
        );
    }
    listed::check(root)
}

/// The literals of a file with their lines, outside of comments and tests.
fn literals(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().zip(1..);
    let lines = lines.take_while(|(line, _)| !line.starts_with("#[cfg(test)]"));
    lines.flat_map(|(line, number)| {
        let code = line.split("//").next().unwrap_or(line);
        let found = code.split('"').skip(1).step_by(2);
        found.map(move |literal| (number, literal))
    })
}

/// The line of the first literal that holds a word with a letter beyond ASCII.
fn first_word(text: &str) -> Option<usize> {
    let is_foreign = |letter: char| !letter.is_ascii() && letter.is_alphabetic();
    let mut literals = literals(text);
    let found = literals.find(|(_, literal)| literal.chars().any(is_foreign));
    found.map(|(line, _)| line)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_languages_stand_in_their_files() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        check(root).unwrap();
    }

    #[test]
    fn a_word_is_seen_and_comments_and_tests_are_not() {
        assert_eq!(first_word("let a = 1;\nlet b = \"h\u{f6}lle\";"), Some(2));
        for text in [
            "// \"h\u{f6}lle\"",
            "let a = \"★ – ©\";",
            "let a = 'h';",
            "#[cfg(test)]\nmod tests { const A: &str = \"h\u{f6}lle\"; }",
        ] {
            assert_eq!(first_word(text), None, "{text}");
        }
    }
}
