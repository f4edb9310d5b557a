//! Which language a cell names, by its code or in words: those of `[languages]` in the languages' files.

use ovation_language::{all, codes_of_languages, names_of_languages};
use ovation_terms::fold;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Codes by the names of their languages, folded: none where languages' files differ.
type Names = BTreeMap<String, Option<&'static str>>;

/// Names with what they mean; and all codes.
static KNOWN: LazyLock<(Names, BTreeSet<&'static str>)> = LazyLock::new(|| {
    let mut names = Names::new();
    for (name, code) in names_of_languages() {
        names
            .entry(form(name))
            .and_modify(|known| *known = known.filter(|known| *known == code))
            .or_insert(Some(code));
    }
    // What a file is headed by counts where no file says otherwise: `Norwegian` is no sort of it.
    for language in all() {
        names
            .entry(form(language.name))
            .or_insert(Some(language.code));
    }
    (names, codes_of_languages().collect())
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
    let code = names.get(&form(words)).copied().flatten();
    code.map(str::to_owned)
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
        for (name, code) in &KNOWN.0 {
            assert!(code.is_some(), "files differ on `{name}`");
        }
    }

    #[test]
    fn every_language_with_a_file_is_known_by_all_its_file_says() {
        for language in all() {
            for name in [language.code, language.iso639_3, language.name] {
                let told = language_in(name);
                let is_it = told.as_deref() == Some(language.code);
                // Bokmål and Nynorsk are both called Norwegian.
                assert!(
                    is_it || (language.code, name) == ("nb", "Norwegian"),
                    "{name}"
                );
            }
            for (code, names) in language.languages {
                for name in *names {
                    assert_eq!(language_in(name).as_deref(), Some(*code), "{name}");
                }
            }
        }
    }
}
