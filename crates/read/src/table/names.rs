//! By which names columns are known: those of `[columns]` in the languages' files, and around the top of
//! a scale the words of `[ratings]`.

use super::Field;
use ovation_language::data::{columns, ratings};
use ovation_terms::fold;
use std::sync::LazyLock;

/// Names by which a column is known to hold a field.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) field: Field,
    /// Whether the name settles it, whatever the column's values.
    pub(super) is_sure: bool,
    /// Folded, best first.
    pub(super) names: Vec<String>,
}

/// What the names of a list hold, and whether for sure.
const LISTS: [(Field, bool, &[&str]); 34] = [
    (Field::Imdb, true, columns::IMDB),
    (Field::Imdb, false, columns::IMDB_MAYBE),
    (Field::Tmdb, true, columns::TMDB),
    (Field::Tmdb, false, columns::TMDB_MAYBE),
    (Field::Wikidata, true, columns::WIKIDATA),
    (Field::Wikidata, false, columns::WIKIDATA_MAYBE),
    (Field::FilmId, true, columns::FILM_ID),
    (Field::Film, true, columns::FILM),
    (Field::Film, true, columns::FILM_ALSO),
    (Field::Film, false, columns::FILM_MAYBE),
    (Field::Year, true, columns::YEAR),
    (Field::Year, false, columns::YEAR_MAYBE),
    (Field::Director, true, columns::DIRECTOR),
    (Field::Director, false, columns::DIRECTOR_MAYBE),
    (Field::Critic, true, columns::CRITIC),
    (Field::Critic, false, columns::CRITIC_MAYBE),
    (Field::Outlet, true, columns::OUTLET),
    (Field::Outlet, false, columns::OUTLET_MAYBE),
    (Field::Date, true, columns::DATE),
    (Field::Date, false, columns::DATE_MAYBE),
    (Field::Rating, true, columns::RATING),
    (Field::Rating, false, columns::RATING_MAYBE),
    (Field::Scale, true, columns::SCALE),
    (Field::Scale, false, columns::SCALE_MAYBE),
    (Field::Verdict, true, columns::VERDICT),
    (Field::Verdict, false, columns::VERDICT_MAYBE),
    (Field::Headline, true, columns::HEADLINE),
    (Field::Headline, false, columns::HEADLINE_MAYBE),
    (Field::Text, true, columns::TEXT),
    (Field::Text, false, columns::TEXT_MAYBE),
    (Field::Url, true, columns::URL),
    (Field::Url, false, columns::URL_MAYBE),
    (Field::Language, true, columns::LANGUAGE),
    (Field::Id, true, columns::ID),
];

/// A name as it is compared: folded, or as it stands where folding leaves nothing of it.
fn form(name: &str) -> String {
    let folded = fold(name);
    if folded.is_empty() {
        name.trim().to_lowercase()
    } else {
        folded
    }
}

/// A part of a person's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NamePart {
    First,
    Last,
}

/// Names of columns that hold a part of a person's name, and whether each surely does.
static PARTS: LazyLock<[(NamePart, bool, Vec<String>); 4]> = LazyLock::new(|| {
    let names = |names: &[&str]| names.iter().map(|name| form(name)).collect();
    [
        (NamePart::First, true, names(columns::FIRST_NAME)),
        (NamePart::Last, true, names(columns::LAST_NAME)),
        (NamePart::First, false, names(columns::FIRST_NAME_MAYBE)),
        (NamePart::Last, false, names(columns::LAST_NAME_MAYBE)),
    ]
});

/// The lists in their order, with what is compared.
pub(super) static KNOWN: LazyLock<Vec<Known>> = LazyLock::new(|| {
    let lists = LISTS.iter();
    lists
        .map(|(field, is_sure, names)| Known {
            field: *field,
            is_sure: *is_sure,
            names: folded(names),
        })
        .collect()
});

fn folded(names: &[&str]) -> Vec<String> {
    let names = names.iter().map(|name| fold(name));
    names.filter(|name| !name.is_empty()).collect()
}

/// The part of a person's name that a column of this name holds: surely, or beside a sure other part.
pub(super) fn holds_part(name: &str, part: NamePart, is_sure: bool) -> bool {
    let folded = form(name);
    // `Critic's first name`, `Vorname Kritiker` go by the words of the critic.
    let mut known = PARTS.iter();
    known.any(|(of, sure, names)| *of == part && *sure == is_sure && names.contains(&folded))
}

/// Whether a column of this name holds a part of a person's name: two people may share it.
pub(super) fn is_part_of_a_name(name: &str) -> bool {
    holds_part(name, NamePart::First, true) || holds_part(name, NamePart::Last, true)
}

/// How a column's name may be compared: as it stands, without what stands in brackets or behind a
/// slash (`Rating (out of 5)`, `Note /20`), folded.
pub(super) fn forms(name: &str) -> Vec<String> {
    let mut forms = vec![fold(name)];
    let bare = name
        .split(['(', '[', '{'])
        .next()
        .unwrap_or_default()
        .trim_end_matches(|c: char| c.is_ascii_digit() || c == '.' || c.is_whitespace())
        .trim_end_matches(['/', ':', '*', '#', '-', '_', ' ']);
    let lower = bare.to_lowercase();
    for word in SCALE_WORDS.before.iter().chain(&SCALE_WORDS.percent) {
        if let Some(front) = ends_with_word(&lower, word) {
            forms.push(fold(front));
        }
    }
    // `5点満点評価` is no name; `評価 5点満点` is.
    if let Some((at, _)) = name.char_indices().find(|(_, c)| c.is_ascii_digit()) {
        let (front, back) = name.split_at_checked(at).unwrap_or((name, ""));
        let back = back
            .trim_start_matches(|c: char| c.is_ascii_digit())
            .trim()
            .to_lowercase();
        let back = back.trim_end_matches([')', ']', '}']);
        if SCALE_WORDS.behind.iter().any(|word| word == back) {
            let front = front.trim_end_matches(['(', '[', '{', ' ', '（', '-', '/', ':']);
            forms.push(fold(front));
        }
    }
    forms.push(fold(bare));
    forms.retain(|form| !form.is_empty());
    forms.dedup();
    forms
}

/// The words of a column's name, folded: the last and the first say what it holds.
pub(super) fn words(name: &str) -> Vec<String> {
    // `criticName` is two words as `critic name` is.
    let mut parted = String::new();
    let mut before = ' ';
    for letter in name.chars() {
        if letter.is_uppercase() && before.is_lowercase() {
            parted.push(' ');
        }
        parted.push(letter);
        before = letter;
    }
    parted
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .map(fold)
        .filter(|word| !word.is_empty())
        .collect()
}

/// The top of the scale that a rating column's name states: `Rating (out of 5)`, `Note /20`,
/// `Score 1-10`.
pub(super) fn scale_in(name: &str) -> Option<String> {
    let mut numbers: Vec<(usize, &str)> = Vec::new();
    let mut start = None;
    for (at, letter) in name.char_indices().chain([(name.len(), ' ')]) {
        match (letter.is_ascii_digit(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                numbers.push((from, name.get(from..at)?));
                start = None;
            }
            _ => {}
        }
    }
    let lower = name.to_lowercase();
    let bare = lower.trim_end_matches([')', ']', '}', '）', ' ']);
    let Some((at, top)) = numbers.last().copied() else {
        let percent = |word: &String| ends_with_word(bare, word).is_some();
        return SCALE_WORDS
            .percent
            .iter()
            .any(percent)
            .then(|| "100".to_owned());
    };
    let before = name.get(..at)?.to_lowercase();
    let before = before.trim_end_matches(['(', '[', '{', '（', ' ', '.', ':', '\u{a0}']);
    let behind = name.get(at + top.len()..)?.to_lowercase();
    let behind = behind.trim_matches(|c: char| c.is_whitespace() || ")]}）.".contains(c));
    let is_before = |word: &String| ends_with_word(before, word).is_some();
    let is_range = before.ends_with(['-', '–', '—']) && numbers.len() >= 2;
    let is_scale = SCALE_WORDS.before.iter().any(is_before)
        || SCALE_WORDS.behind.iter().any(|word| word == behind)
        || is_range;
    // `Rating10`: a number that is written onto the word.
    let is_written_on = before.ends_with(char::is_alphabetic)
        && name.get(..at)?.ends_with(char::is_alphabetic)
        && behind.is_empty()
        && matches!(top, "5" | "10" | "20" | "100");
    let is_scale = is_scale || is_written_on;
    let fits = top.parse::<u16>().is_ok_and(|top| (3..=100).contains(&top));
    (is_scale && fits).then(|| top.to_owned())
}

/// Words around the top of a scale, in lower case as they are printed.
struct ScaleWords {
    before: Vec<String>,
    behind: Vec<String>,
    percent: Vec<String>,
}

static SCALE_WORDS: LazyLock<ScaleWords> = LazyLock::new(|| {
    let words = |signs: &[&str], lists: &[&[&str]]| {
        let mut words: Vec<String> = [signs]
            .iter()
            .chain(lists)
            .copied()
            .flatten()
            .map(|word| word.to_lowercase())
            .collect();
        // Of several that fit, the longest: `ud af` before `af`.
        words.sort_by_key(|word| std::cmp::Reverse(word.len()));
        words
    };
    ScaleWords {
        before: words(&["/"], &[ratings::OF, ratings::UP_TO]),
        behind: words(&[], &[ratings::BEHIND_TOP]),
        percent: words(&["%"], &[ratings::PERCENT, ratings::PERCENTAGE]),
    }
});

/// What stands before a word at the end of a text, where it is a word of its own. Scripts without spaces
/// and signs have no ends of words.
fn ends_with_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let front = text.trim_end().strip_suffix(word)?;
    let needs_space = word
        .chars()
        .next()
        .is_some_and(|c| c.is_alphabetic() && !is_spaceless(c));
    let is_apart = !front.ends_with(char::is_alphanumeric);
    (!needs_space || is_apart).then_some(front)
}

/// Whether a letter is of a script that puts no spaces between words.
fn is_spaceless(letter: char) -> bool {
    matches!(letter, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_field_has_names_and_no_name_is_sure_for_two_fields() {
        assert!(is_part_of_a_name("Last Name") && !is_part_of_a_name("Name"));
        for field in Field::ALL {
            assert!(KNOWN.iter().any(|known| known.field == field), "{field}");
        }
        let mut seen = BTreeSet::new();
        for known in KNOWN.iter().filter(|known| known.is_sure) {
            for name in &known.names {
                // A name that two fields share belongs to neither for sure.
                seen.insert((name.clone(), known.field));
                let others = seen
                    .iter()
                    .filter(|(other, field)| other == name && *field != known.field);
                assert_eq!(others.count(), 0, "{name} is sure for two fields");
            }
        }
    }

    #[test]
    fn what_a_languages_file_says_of_scales_and_of_names_is_read_off_a_columns_name() {
        for language in ovation_language::all() {
            let list = |key: &str| language.list(key).iter();
            for word in list("ratings.of").chain(list("ratings.up_to")) {
                assert_eq!(
                    scale_in(&format!("Xyz {word} 10")).as_deref(),
                    Some("10"),
                    "{word}"
                );
            }
            for word in list("ratings.behind_top") {
                assert_eq!(
                    scale_in(&format!("Xyz 10 {word}")).as_deref(),
                    Some("10"),
                    "{word}"
                );
            }
            for word in list("ratings.percent").chain(list("ratings.percentage")) {
                assert_eq!(
                    scale_in(&format!("Xyz {word}")).as_deref(),
                    Some("100"),
                    "{word}"
                );
            }
            for (key, part) in [("first", NamePart::First), ("last", NamePart::Last)] {
                for name in list(&format!("columns.{key}_name")) {
                    assert!(holds_part(name, part, true), "{name}");
                }
                for name in list(&format!("columns.{key}_name_maybe")) {
                    assert!(holds_part(name, part, false), "{name}");
                }
            }
        }
    }

    #[test]
    fn the_scale_is_read_off_a_columns_name() {
        for (name, scale) in [
            ("Rating (out of 5)", Some("5")),
            ("Note /20", Some("20")),
            ("Note sur 20", Some("20")),
            ("Score 1-10", Some("10")),
            ("Punkte von 10", Some("10")),
            ("rating (of 4)", Some("4")),
            ("Rating of 4", Some("4")),
            ("Score %", Some("100")),
            ("Score (%)", Some("100")),
            ("Wertung in Prozent", Some("100")),
            ("stars/5", Some("5")),
            ("Wertung (von 10)", Some("10")),
            ("Nota (sobre 10)", Some("10")),
            ("Voto su 10", Some("10")),
            ("Nota de 0 a 10", Some("10")),
            ("Beoordeling (op 10)", Some("10")),
            ("Betyg av 5", Some("5")),
            ("Karakter (av 6)", Some("6")),
            ("Ocena na 10", Some("10")),
            ("Hodnocení z 10", Some("10")),
            ("Оценка из 10", Some("10")),
            ("Puan (10 üzerinden)", Some("10")),
            ("評価（5点満点）", Some("5")),
            ("评分（满分10）", Some("10")),
            ("评分 10分制", Some("10")),
            ("평점 (10점 만점)", Some("10")),
            ("Score (max 10)", Some("10")),
            ("Rating10", Some("10")),
            ("Note20", Some("20")),
            ("Rating2", None),
            ("Rating 2024", None),
            ("Rating 2", None),
            ("Rating", None),
        ] {
            assert_eq!(scale_in(name).as_deref(), scale, "{name}");
        }
        for name in [
            "Rating (out of 5)",
            "Rating /5",
            "Rating out of 5",
            "RATING*",
            "rating (of 4)",
            "Rating of 4",
            "Rating %",
            "Rating (%)",
            "Rating percent",
        ] {
            assert!(forms(name).contains(&"rating".to_owned()), "{name}");
        }
    }
}
