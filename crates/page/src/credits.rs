//! The line of credits that critics put above or below a review: title, director, length, year.
//!
//! `The Salt Road. Dir. Mira Holt. 97 mins.`, `Regie: Mira Holt · 2019 · 97 Min.`, `De Mira Holt.
//! Avec ... 1 h 37. 2019.`: hardly any page but a review has one, and it names the film where the
//! headline plays with words.

use super::tree::Page;
use ovation_language::data::film::TITLE_ARTICLES;
use ovation_language::data::{credits, names};
use ovation_language::pattern::{any, joined, spellings};
use ovation_language::words;
use std::ops::Range;
use std::sync::LazyLock;

/// What a line of credits says.
#[derive(Clone, Debug, Default)]
pub(super) struct Credits {
    pub(super) title: Option<String>,
    /// A second title in brackets behind the first.
    pub(super) other_title: Option<String>,
    pub(super) year: Option<(i16, Range<usize>)>,
    pub(super) director: Option<(String, Range<usize>)>,
    /// The words before the director, which the titles were taken from.
    pub(super) from: Range<usize>,
    /// A length in minutes or hours stands there.
    pub(super) has_length: bool,
}

/// The pattern of a name of two to four words.
fn name() -> String {
    let particles = names::PARTICLES.iter().chain(names::PARTICLES_LOOSE);
    let particles = any(particles.copied());
    format!(
        r"\p{{Lu}}(?:\.|[\p{{L}}'’-]+)(?:\s(?:{particles}\s)*\p{{Lu}}(?:\.|[\p{{L}}'’-]+)){{1,3}}"
    )
}

/// A word with a capital first.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}

static BY: LazyLock<Vec<String>> =
    LazyLock::new(|| credits::BY.iter().map(|word| capital(word)).collect());
static WITH: LazyLock<Vec<String>> =
    LazyLock::new(|| credits::WITH.iter().map(|word| capital(word)).collect());

/// What the labels of a director begin with, with or without a colon, and those that need one.
fn director_labels() -> (String, String) {
    let list = |words: &[&'static str]| joined(words.iter().copied(), r"\s?");
    (list(credits::DIRECTOR), list(credits::DIRECTOR_LABEL))
}

pattern!(DIRECTOR, &{
    let (loose, label) = director_labels();
    format!(r"(?i:\b(?:{loose}\s?:?|{label}\s?:))\s?")
});
pattern!(DIRECTOR_LABEL, &{
    let (loose, label) = director_labels();
    format!(r"(?i)^(?:{loose}|{label})\s?:?$")
});
pattern!(
    WITH_CAST,
    &format!(
        r"^{}\s({name})[.,;]\s{}\b",
        any(BY.iter().map(String::as_str)),
        any(WITH.iter().map(String::as_str)),
        name = name(),
    )
);
pattern!(
    NAMED_FILM,
    &format!(
        r"(?i:\b{}\s?:\s?)(.{{1,80}}?),\s({name}),\s((?:19|20)\d\d)\b",
        any(credits::FILM.iter().copied()),
        name = name(),
    )
);
pattern!(IN_BRACKETS, r"^(.{1,80}?)\s?\(([^()]{1,80})\)[\s,.·|–—-]*$");
pattern!(
    CERTIFICATE,
    r"(?i)\s?[(\[](?:\d{1,2}[A+]?|U|PG(?:-13)?|R|NC-17|G|FSK\s?\d{1,2}|ab\s\d{1,2}|TP|T|VM\d{2}|nr|cert\.?\s\S{1,3})[)\]]"
);
pattern!(LENGTH, &{
    // Scripts without spaces have no end of a word behind the unit.
    let (dense, spaced): (Vec<&str>, Vec<&str>) = credits::MINUTES
        .iter()
        .partition(|word| words::is_dense(word));
    format!(
        r"(?i)\b\d{{2,3}}\s?(?:{}\b|{}|['’′](?:\s|$|\)|,|\.))|\b[1-5]\s?h\s?[0-5]\d\b|\b[1-5]\s?{}\b",
        any(spaced),
        any(dense),
        any(credits::HOURS.iter().copied()),
    )
});
pattern!(YEAR, r"\b((?:18[89]|19\d|20\d)\d)\b");
pattern!(
    TITLE_LABEL,
    &format!(
        r"(?i)^(?:{}\s)?{}\s?[:：]\s?",
        any(TITLE_ARTICLES.iter().copied()),
        any(credits::TITLE.iter().copied()),
    )
);

/// The labels of a director and of a film, of which nearly every line has none.
static SIGNS: LazyLock<aho_corasick::AhoCorasick> = LazyLock::new(|| {
    // A label may be written without its space (`Dir.by`): the longest word is sought.
    let labels = credits::DIRECTOR.iter().chain(credits::DIRECTOR_LABEL);
    let labels = labels.filter_map(|label| label.split(' ').max_by_key(|word| word.len()));
    let labels = labels.chain(credits::FILM.iter().copied());
    let mut builder = aho_corasick::AhoCorasickBuilder::new();
    #[expect(
        clippy::expect_used,
        reason = "words of the program, far below every limit"
    )]
    let made = builder
        .ascii_case_insensitive(true)
        .build(labels.flat_map(spellings))
        .expect("words");
    made
});

/// Finds the credits in the lines where they belong: each part from the first line that has it.
pub(super) fn find(page: &Page<'_>, scope: &[Range<usize>]) -> Option<Credits> {
    let mut best: Option<(u32, Credits)> = None;
    let mut after_label = false;
    for range in scope {
        let line = page.text.get(range.clone()).unwrap_or("");
        if line.chars().count() > 260 {
            after_label = false;
            continue;
        }
        let mut found = in_line(line, range.start);
        if found.director.is_none() && after_label && name_at(line) == Some(line.len()) {
            found.director = Some((line.to_owned(), range.clone()));
            found.has_length = LENGTH.is_match(line);
        }
        after_label = DIRECTOR_LABEL.is_match(line);
        if found.director.is_none() {
            continue;
        }
        let weight = 2
            + u32::from(found.has_length)
            + u32::from(found.year.is_some())
            + u32::from(found.title.is_some());
        if best.as_ref().is_none_or(|(known, _)| weight > *known) {
            best = Some((weight, found));
        }
    }
    best.map(|(_, credits)| credits)
}

pub(super) fn in_line(line: &str, start: usize) -> Credits {
    let mut found = Credits::default();
    let may_be = SIGNS.is_match(line);
    let shifted = |range: Range<usize>| start + range.start..start + range.end;
    if may_be
        && line.contains(':')
        && (line.contains("19") || line.contains("20"))
        && let Some(parts) = NAMED_FILM.captures(line)
        && let (Some(title), Some(name), Some(year)) = (parts.get(1), parts.get(2), parts.get(3))
    {
        found.title = tidy(title.as_str());
        found.from = shifted(title.range());
        found.director = Some((name.as_str().to_owned(), shifted(name.range())));
        let number = year.as_str().parse().ok();
        found.year = number.map(|number| (number, shifted(year.range())));
        found.has_length = LENGTH.is_match(line);
        return found;
    }
    let labelled = may_be.then(|| director(line)).flatten();
    let Some((all, name)) = labelled.or_else(|| before_cast(line)) else {
        return found;
    };
    let words = line.get(name.clone()).unwrap_or("");
    found.director = Some((words.to_owned(), shifted(name.clone())));
    found.has_length = LENGTH.is_match(line);
    let before = line.get(..all).unwrap_or("");
    found.from = shifted(0..before.len());
    // `The Salt Road (15)`: a certificate is no part of the title.
    let before = CERTIFICATE.find(before).map_or(before, |found| {
        before.get(..found.start() + 1).unwrap_or(before)
    });
    let rest = line.get(name.end..).unwrap_or("");
    // The year of a date is not the film's.
    let is_dated =
        !ovation_language::dates::find_days(line, ovation_language::dates::DayOrder::DayFirst)
            .is_empty();
    let of = |text: &str, from: usize| {
        let year = YEAR.captures_iter(text).last()?.get(1)?;
        let number: i16 = year.as_str().parse().ok()?;
        Some((number, from + year.start()..from + year.end()))
    };
    if !is_dated {
        let in_brackets = super::film::without_year(before).1.is_some();
        found.year =
            of(rest, start + name.end).or_else(|| in_brackets.then(|| of(before, start)).flatten());
    }
    let is_full = found.has_length || found.year.is_some();
    // `The Salt Road (Saltveien)`: what stands in brackets is its other title.
    let bracketed = IN_BRACKETS.captures(before.trim_end());
    let two = bracketed.and_then(|parts| Some((parts.get(1)?.as_str(), parts.get(2)?.as_str())));
    if let Some((first, other)) =
        two.filter(|(_, other)| !other.contains(|c: char| c.is_ascii_digit()))
    {
        found.title = tidy(first);
        found.other_title = tidy(other);
    } else {
        found.title = title_before(before, is_full);
    }
    found
}

/// Whether a length in minutes or hours stands in a line.
pub(super) fn has_length(line: &str) -> bool {
    line.len() <= 300 && line.contains(|c: char| c.is_ascii_digit()) && LENGTH.is_match(line)
}

/// Where the first label of a director with a name behind it stands, and the name.
fn director(line: &str) -> Option<(usize, Range<usize>)> {
    DIRECTOR.find_iter(line).find_map(|label| {
        let length = name_at(line.get(label.end()..)?)?;
        Some((label.start(), label.end()..label.end() + length))
    })
}

/// The same where a name stands first and the cast behind it: `De Mira Holt. Avec …`.
fn before_cast(line: &str) -> Option<(usize, Range<usize>)> {
    let rest = BY
        .iter()
        .find_map(|word| line.strip_prefix(word.as_str()))?;
    if !rest.starts_with(char::is_whitespace)
        || !WITH.iter().any(|word| rest.contains(word.as_str()))
    {
        return None;
    }
    let name = WITH_CAST.captures(line)?.get(1)?;
    Some((0, name.range()))
}

/// The length of the name of two to four words that a text begins with: what [`name`] matches,
/// without a pattern, for letters of all scripts make a large one.
fn name_at(text: &str) -> Option<usize> {
    let mut end = name_word(text)?;
    let mut words = 1;
    while words < 4 {
        let rest = text.get(end..)?;
        let mut after = rest.strip_prefix(char::is_whitespace);
        while let Some(behind) = after.and_then(|after| {
            let mut particles = names::PARTICLES.iter().chain(names::PARTICLES_LOOSE);
            particles.find_map(|particle| {
                let behind = after.strip_prefix(particle)?;
                behind.strip_prefix(char::is_whitespace)
            })
        }) {
            after = Some(behind);
        }
        let Some((after, length)) = after.and_then(|after| Some((after, name_word(after)?))) else {
            break;
        };
        end += rest.len() - after.len() + length;
        words += 1;
    }
    (words > 1).then_some(end)
}

/// The length of the word of a name, or the initial, that a text begins with.
fn name_word(text: &str) -> Option<usize> {
    let first = text.chars().next().filter(|first| first.is_uppercase())?;
    let rest = text.get(first.len_utf8()..)?;
    if rest.starts_with('.') {
        return Some(first.len_utf8() + 1);
    }
    let is_part = |c: char| c.is_alphabetic() || matches!(c, '\'' | '’' | '-');
    let length = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
    (length > 0).then_some(first.len_utf8() + length)
}

/// The title in front of a director's label: set apart by a mark, quotation marks or capitals; by
/// a mere comma only where the line is one of credits, not a sentence.
fn title_before(before: &str, is_full: bool) -> Option<String> {
    let before = before.trim();
    let before = before.strip_suffix(" is").unwrap_or(before).trim();
    let label = TITLE_LABEL.find(before);
    let is_labelled = label.is_some();
    let before = label.map_or(before, |label| before.get(label.end()..).unwrap_or(""));
    let bare = super::film::without_year(before).0;
    let bare = bare.split(['·', '|', '•']).next().unwrap_or(bare);
    let marks = [
        '(', '·', '|', '•', '–', '—', '-', '.', ':', ';', '”', '"', '»', '’',
    ];
    let is_apart =
        bare.len() < before.len() || before.ends_with(marks) || (is_full && before.ends_with(','));
    let has_lower = bare.chars().any(char::is_lowercase);
    if !(is_apart || is_labelled || !has_lower) {
        return None;
    }
    tidy(bare)
}

fn tidy(title: &str) -> Option<String> {
    let title = title.trim_matches([
        ' ', ',', '(', ')', '·', '|', '•', '–', '—', '-', '.', ':', ';', '"', '“', '”', '«', '»',
        '„', '‘', '’', '\u{a0}',
    ]);
    let is_title = title
        .chars()
        .next()
        .is_some_and(|first| first.is_uppercase() || first.is_ascii_digit());
    let fits = (1..=90).contains(&title.chars().count()) && !title.contains(". ");
    let is_word_of_trade = words::has(title, words::REVIEW) || title.split(' ').count() > 12;
    (is_title && fits && !is_word_of_trade).then(|| title.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_lines_of_credits_in_many_habits() {
        let cases = [
            (
                "THE SALT ROAD Dir. Mira Holt. 128 mins. Competition.",
                Some("THE SALT ROAD"),
                None,
            ),
            (
                "THE SALT ROAD (15) Director: Mira Holt; Norway, 2019, 97 mins",
                Some("THE SALT ROAD"),
                Some(2019),
            ),
            (
                "The Salt Road (Saltveien) Dir. Mira Holt. 97 mins.",
                Some("The Salt Road"),
                None,
            ),
            ("Directed by Mira Holt, 2019", None, Some(2019)),
            (
                "The Salt Road · Regie: Mira Holt · 2019 · 97 Min. · Mit Ada Marsh",
                Some("The Salt Road"),
                Some(2019),
            ),
            (
                "The Salt Road, regia di Mira Holt, 2019, 97’",
                Some("The Salt Road"),
                Some(2019),
            ),
            (
                "De Mira Holt. Avec Ada Marsh. 1 h 37. 2019.",
                None,
                Some(2019),
            ),
            (
                "“The Salt Road” is directed by Mira Holt and runs 97 minutes.",
                Some("The Salt Road"),
                None,
            ),
            (
                "Watched: The Salt Road (dir. Mira Holt, 2019)",
                Some("The Salt Road"),
                Some(2019),
            ),
            (
                "The film: The Salt Road, Mira Holt, 2019.",
                Some("The Salt Road"),
                Some(2019),
            ),
            (
                "The Salt Road (2019), director Mira Holt",
                Some("The Salt Road"),
                Some(2019),
            ),
        ];
        for (line, title, year) in cases {
            let found = in_line(line, 0);
            assert_eq!(found.title.as_deref(), title, "{line}");
            assert_eq!(found.year.map(|year| year.0), year, "{line}");
            let (name, at) = found.director.unwrap();
            assert_eq!(
                (name.as_str(), line.get(at)),
                ("Mira Holt", Some("Mira Holt")),
                "{line}"
            );
        }
    }

    #[test]
    fn sentences_that_name_a_director_give_no_title() {
        for line in [
            "This third feature directed by Mira Holt is her best.",
            "I met director Mira Holt on 3 March 2019.",
            "In her spy thriller, director Mira Holt goes for broke.",
        ] {
            let found = in_line(line, 0);
            assert_eq!((found.title, found.year), (None, None), "{line}");
        }
    }
}
