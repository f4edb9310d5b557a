//! Countries and languages by code and by name.

use ovation_terms::fold;

/// A row each: code, name.
const COUNTRIES: &str = include_str!("../../data/countries.tsv");
const LANGUAGES: &str = include_str!("../../data/languages.tsv");

fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once('\t'))
}

fn name(table: &'static str, code: &str) -> String {
    let found = rows(table).find(|(known, _)| known.eq_ignore_ascii_case(code));
    found.map_or_else(|| code.to_owned(), |(_, name)| name.to_owned())
}

fn code(table: &'static str, words: &str) -> Option<&'static str> {
    let folded = fold(words);
    let found = rows(table).find(|(code, name)| fold(name) == folded || fold(code) == folded);
    found.map(|(code, _)| code)
}

/// `Sweden`; a code that no country has, as it is.
pub(crate) fn country_name(code: &str) -> String {
    name(COUNTRIES, code)
}

/// `SE`, of `Sweden` or `se`.
pub(crate) fn country_coded(words: &str) -> Option<&'static str> {
    code(COUNTRIES, words)
}

/// `Swedish`; `pt-br` as `Portuguese (pt-br)`; a code that is not known, as it is.
pub(crate) fn language_name(code: &str) -> String {
    match code.split_once('-') {
        Some((language, _)) => format!("{} ({code})", name(LANGUAGES, language)),
        None => name(LANGUAGES, code),
    }
}

/// `sv`, of `Swedish` or `SV`.
pub(crate) fn language_coded(words: &str) -> Option<&'static str> {
    code(LANGUAGES, words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_codes_lead_to_one_another() {
        assert_eq!(country_coded("sweden"), Some("SE"));
        assert_eq!(country_coded("se"), Some("SE"));
        assert_eq!(country_name("SE"), "Sweden");
        assert_eq!(country_name("XX"), "XX");
        assert_eq!(language_coded("German"), Some("de"));
        assert_eq!(language_name("pt-br"), "Portuguese (pt-br)");
        assert_eq!(language_coded("nobody"), None);
        for (code, name) in rows(COUNTRIES).chain(rows(LANGUAGES)) {
            assert!(code.len() == 2 && !name.is_empty(), "{code} {name}");
        }
    }
}
