//! Which language a cell names, by its code or in words: the table `languages.txt`.

use ovation_terms::fold;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

const TABLE: &str = include_str!("../../languages.txt");

/// Codes by the names of their languages, folded; and all codes.
static KNOWN: LazyLock<(BTreeMap<String, &'static str>, BTreeSet<&'static str>)> =
    LazyLock::new(|| {
        let (mut names, mut codes) = (BTreeMap::new(), BTreeSet::new());
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let Some((code, words)) = line.split_once(" = ") else {
                continue;
            };
            let words = words.split(',').map(str::trim);
            if code == "codes" {
                codes.extend(words);
                continue;
            }
            codes.insert(code);
            for word in words {
                names.entry(form(word)).or_insert(code);
            }
        }
        (names, codes)
    });

/// A name as it is compared: folded, or as it stands where folding leaves nothing of it.
fn form(name: &str) -> String {
    let folded = fold(name);
    if folded.is_empty() {
        name.trim().to_lowercase()
    } else {
        folded
    }
}

/// The code of the language that a cell names: `de` of `Deutsch`, `German`, `ger` and `DE`, `de-at` of
/// `de_AT`; none where it names none. Of several languages the first counts.
pub(super) fn language_in(cell: &str) -> Option<String> {
    if let Some(code) = one(cell) {
        return Some(code);
    }
    // `English (UK)`, `English / French`.
    let front = cell.split(['(', '[']).next().unwrap_or_default();
    if let Some(code) = one(front) {
        return Some(code);
    }
    let mut parts = cell.split([',', ';', '/', '&', '+']).map(one);
    let first = parts.next()??;
    parts.all(|part| part.is_some()).then_some(first)
}

fn one(words: &str) -> Option<String> {
    let words = words.trim();
    let tag = words.to_lowercase().replace('_', "-");
    let (code, rest) = tag.split_once('-').unwrap_or((&tag, ""));
    let is_subtag = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    let (names, codes) = &*KNOWN;
    if codes.contains(code) && (rest.is_empty() || rest.split('-').all(is_subtag)) {
        return Some(tag);
    }
    names.get(&form(words)).map(|code| (*code).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_known_by_code_and_by_its_names() {
        for (cell, code) in [
            ("Deutsch", "de"),
            ("German", "de"),
            ("French", "fr"),
            ("français", "fr"),
            ("Français", "fr"),
            ("po polsku", "pl"),
            ("日本語", "ja"),
            ("русский", "ru"),
            ("한국어", "ko"),
            ("ger", "de"),
            ("EN", "en"),
            ("pt_BR", "pt-br"),
            ("zh-Hant-TW", "zh-hant-tw"),
            ("English (UK)", "en"),
            ("English / French", "en"),
            ("oc", "oc"),
        ] {
            assert_eq!(language_in(cell).as_deref(), Some(code), "{cell}");
        }
        for cell in [
            "Klingon",
            "xx",
            "5/5",
            "English or so",
            "yes",
            "the-film",
            "",
        ] {
            assert_eq!(language_in(cell), None, "{cell}");
        }
    }

    #[test]
    fn no_name_is_of_two_languages() {
        let mut seen: BTreeMap<String, &str> = BTreeMap::new();
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let Some((code, names)) = line.split_once(" = ").filter(|it| it.0 != "codes") else {
                continue;
            };
            assert_eq!(code.len(), 2, "{line}");
            for name in names.split(',') {
                let other = seen.insert(form(name), code);
                assert!(
                    other.is_none_or(|other| other == code),
                    "{name}: {other:?} and {code}"
                );
            }
        }
    }
}
