//! Who a page's notice of copyright names.

use crate::tree::Page;
use ovation_language::data::page;
use std::ops::Range;

pattern!(
    COPYRIGHT,
    r"(?:©|\(c\)|[Cc]opyright)\s*(?:[Cc]opyright\s*)?(?:©\s*)?(?:(?:19|20)\d\d\s?(?:[-–—,]\s?(?:(?:19|20)\d\d)?)?\s*)?[,|·]?\s*(?:by\s+)?(\p{L}[^\n.,|·©–—]+)"
);

/// Letters of a name behind a copyright sign.
const HOLDER_LETTERS: usize = 49;

/// Who the page's last copyright line names.
pub(super) fn copyright_holder(page: &Page<'_>) -> Option<(String, Range<usize>)> {
    // Every match begins with one of these; most text has none.
    let text = page.text.as_bytes();
    let begins = ["©", "(c)", "opyright"].map(|sign| memchr::memmem::find(text, sign.as_bytes()));
    let from = begins.into_iter().flatten().min()?.saturating_sub(1);
    let from = if page.text.is_char_boundary(from) {
        from
    } else {
        from + 1
    };
    let mut places = COPYRIGHT.capture_locations();
    let (mut at, mut found) = (from, None);
    while let Some(all) = COPYRIGHT.captures_read_at(&mut places, &page.text, at) {
        found = places.get(1);
        at = all.end();
    }
    let (start, end) = found?;
    // Cut here, not in the pattern: counted letters make it many times as large.
    let words = page.text.get(start..end)?;
    let end = words
        .char_indices()
        .nth(HOLDER_LETTERS)
        .map_or(end, |(at, _)| start + at);
    let found = start..end;
    let words = page.text.get(found.clone())?;
    let mut ends = page::HOLDER_ENDS.iter().flat_map(|end| {
        let mut letters = end.chars();
        let capital = letters.next().into_iter().flat_map(char::to_uppercase);
        let capital: String = capital.chain(letters).collect();
        [format!(" {end} "), format!(" {capital} ")]
    });
    let padded = format!("{words} ");
    let end = ends.by_ref().filter_map(|end| padded.find(&end)).min();
    let end = end.unwrap_or(words.len());
    let name = words.get(..end)?.trim();
    let name = name.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '-' | '–'));
    let name = with_surname(page, found.start, name);
    let is_phrase = name.split_whitespace().count() > 5 || {
        let lower = name.to_lowercase();
        page::HOLDER_NONE.iter().any(|word| lower.contains(word))
    };
    (!is_phrase && !name.is_empty())
        .then(|| (name.to_owned(), found.start..found.start + name.len()))
}

/// `Ada J. Marlow`: the stop behind an initial ends no name.
fn with_surname<'p>(page: &'p Page<'_>, start: usize, name: &'p str) -> &'p str {
    let rest = page.text.get(start + name.len()..).unwrap_or("");
    let is_initial = name
        .split(' ')
        .next_back()
        .is_some_and(|word| word.chars().count() == 1 && word.starts_with(char::is_uppercase));
    let behind = rest.strip_prefix(". ").filter(|_| is_initial);
    let Some(behind) = behind.filter(|behind| behind.starts_with(char::is_uppercase)) else {
        return name;
    };
    let word = behind
        .find(|letter: char| !letter.is_alphabetic() && !matches!(letter, '-' | '’' | '\''))
        .unwrap_or(behind.len());
    page.text
        .get(start..start + name.len() + 2 + word)
        .unwrap_or(name)
}
