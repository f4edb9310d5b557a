//! The words of ratings as parts of patterns, from the languages' files.
//!
//! Numbers and what they count belong to one language: `to stjerner` is two stars, and `to star`
//! is not. Behind digits the words of all languages are taken.

use ovation_language::data::ratings;
use ovation_language::pattern::{any, joined};
use ovation_language::{Language, all};

/// The highest number that is read in words, and the tops of scales that are.
const HIGHEST: f64 = 10.0;
const TOPS: [f64; 5] = [4.0, 5.0, 6.0, 10.0, 20.0];

/// Letters of which a rating may be one.
const LETTERS: &str = r"[A-F][+\-−–]|[A-D]";

/// The numbers of a language in which a rating may be written out.
pub(super) fn numbers(language: &Language) -> impl Iterator<Item = &'static str> + use<> {
    let numbers = language.numbers.iter();
    numbers
        .filter(|(_, value)| *value == 0.0 || (1.0..=HIGHEST).contains(value))
        .map(|(word, _)| *word)
}

/// The numbers of a language by which a scale's top may be written out.
pub(super) fn tops(language: &Language) -> impl Iterator<Item = &'static str> + use<> {
    let numbers = language.numbers.iter();
    numbers
        .filter(|(_, value)| TOPS.iter().any(|top| top.to_bits() == value.to_bits()))
        .map(|(word, _)| *word)
}

/// Numbers that behind a label or a verb of giving are no rating: articles, and words that mean
/// other things too.
pub(super) fn is_no_number(word: &str) -> bool {
    ratings::ARTICLES.contains(&word) || ratings::NOT_GIVEN.contains(&word)
}

/// What makes a half of the number before it.
fn half(words: &[&'static str]) -> String {
    let words = joined(words.iter().copied(), r"[\s-]");
    format!(r"(?:\s?½|\s1/2|[\s-]{words})")
}

/// Between points and their scale.
fn of(words: &[&'static str]) -> String {
    format!(r"\b{}\b", any(words.iter().copied()))
}

/// The languages in which a form can be said, each as a pattern of its own.
fn by_language(make: impl Fn(&'static Language) -> Option<String>) -> String {
    format!(
        "(?:{})",
        all().filter_map(make).collect::<Vec<_>>().join("|")
    )
}

fn list(language: &'static Language, key: &str) -> Option<&'static [&'static str]> {
    Some(language.list(key)).filter(|words| !words.is_empty())
}

/// Words for stars or points, of all languages.
fn units() -> String {
    any(ratings::STARS.iter().chain(ratings::UNITS).copied())
}

/// Languages whose script writes no spaces.
fn dense() -> impl Iterator<Item = &'static Language> {
    all().filter(|language| language.is_dense())
}

/// Words for points of scripts without spaces, which stand right behind a number.
pub(super) fn dense_units() -> impl Iterator<Item = &'static str> {
    dense().flat_map(|language| language.list("ratings.units").iter().copied())
}

/// Points behind a number of digits.
const POINTS: &str = r"(\d{1,3}(?:\.\d)?)";

/// Points and then the scale that is full, in one language at a time.
pub(super) fn points_of_full() -> String {
    let each = dense().map(|language| {
        let units = any(language.list("ratings.units").iter().copied());
        let full = any(language.list("ratings.full").iter().copied());
        format!(
            r"{POINTS}\s?{units}\s?[／/(（]\s?{full}?\s?(\d{{2,3}})\s?{units}|{POINTS}\s?/\s?(\d{{2,3}})\s?{units}"
        )
    });
    each.collect::<Vec<_>>().join("|")
}

/// The scale that is full and then the points, by twos of groups.
pub(super) fn full_then_points() -> String {
    let each = dense().map(|language| {
        let list = |key: &str| language.list(key).iter().copied();
        let units = any(list("ratings.units"));
        let full = any(list("ratings.behind_top").chain(list("ratings.units")));
        let of = any(list("ratings.full_of"));
        format!(r"(\d{{1,3}})\s?{full}\s?{of}\s?[、,]?\s?{POINTS}\s?{units}")
    });
    each.collect::<Vec<_>>().join("|")
}

/// `4/5`, `4 out of 5 stars`.
pub(super) fn fraction() -> String {
    let (units, of) = (units(), of(ratings::OF));
    format!(
        r"(?i)(\d{{1,3}}(?:[.,]\d{{1,2}})?)(\s?½|\s1/2)?(\s?{units})?\s?(?:/|／|{of})\s?(1000|100|10|20|12|5|4|6|7)(?:[.,]0)?\b(\s?{units})?"
    )
}

/// `four out of five`.
pub(super) fn in_words() -> String {
    let said = by_language(|language| {
        let of = of(list(language, "ratings.of")?);
        let half = half(language.list("ratings.half"));
        let stars = any(language.list("ratings.stars").iter().copied());
        let (numbers, tops) = (any(numbers(language)), any(tops(language)));
        Some(format!(
            r"{numbers}{half}?(?:\s{stars})?\s{of}\s(?:{tops}|10|5|4|6|20|100)"
        ))
    });
    format!(r"(?i)\b{said}\b(?:\s{})?", units())
}

/// `four stars`, `3.5 Sterne`.
pub(super) fn star_words() -> String {
    let said = by_language(|language| {
        let stars = any(list(language, "ratings.stars")?.iter().copied());
        let half = half(language.list("ratings.half"));
        let numbers = any(numbers(language));
        Some(if language.is_dense() {
            format!(r"(?:{numbers}|\d{{1,2}}(?:[.,]\d)?){half}?\s?{stars}")
        } else {
            format!(r"{numbers}{half}?(?:\s|-){stars}")
        })
    });
    let stars = any(ratings::STARS.iter().copied());
    let (half, of) = (half(ratings::HALF), of(ratings::OF));
    let tops = any(all().flat_map(tops));
    format!(
        r"(?i)\b(?:\d{{1,2}}(?:[.,]\d)?{half}?(?:\s|-){stars}|{said})\b(?:\s{of}\s(?:{tops}|\d{{1,2}})\b)?"
    )
}

/// `10 üzerinden 8`, `beş üzerinden dört`: the top and then the points, by twos of groups.
pub(super) fn scale_first() -> String {
    let said = by_language(|language| {
        let of = any(list(language, "ratings.of_first")?.iter().copied());
        let units = any(language.list("ratings.units").iter().copied());
        let (tops, numbers) = (any(tops(language)), any(numbers(language)));
        Some(format!(
            r"(100|20|10|[4-6]|{tops})\s?{units}?\s?{of}\s?(\d{{1,3}}(?:[.,]\d)?|{numbers})(?:\s?{units})?"
        ))
    });
    format!("(?i){said}")
}

/// What stands between a label and the rating.
pub(super) fn behind_label() -> String {
    let tails = any(ratings::LABEL_TAILS.iter().copied());
    let is = any(ratings::IS.iter().copied());
    format!(r"\s?{tails}?\s?(?:[:：=–—…】]|-|\.{{2,3}}|\b{is}\b)\s?")
}

/// `Rating: 4`, `Note : B+`.
pub(super) fn labelled() -> String {
    let owners = any(ratings::LABEL_OWNERS.iter().copied());
    let labels = any(ratings::LABELS.iter().copied());
    let (behind, of) = (behind_label(), of(ratings::OF));
    let signs = any(ratings::PLUS.iter().chain(ratings::MINUS).copied());
    let dense = any(dense_units());
    format!(
        r"(?i)(?:^|[\s(\[|>*・【])(?:{owners}\s?)?{labels}{behind}([A-F][+\-−–]?(?:[\s.,;)\]|]|$)|[A-F](?:\s{signs})|\d{{1,3}}(?:[.,]\d{{1,2}})?(?:\s?½|\s1/2)?\s?(?:%|{dense}|(?:/|／|{of})\s?\d{{1,4}}\b)?)"
    )
}

/// `Nota: siete`, with nothing behind it but what it counts.
pub(super) fn labelled_in_words() -> String {
    let behind = behind_label();
    let said = by_language(|language| {
        let labels = any(list(language, "ratings.labels")?.iter().copied());
        let numbers = any(numbers(language).filter(|word| !is_no_number(word)));
        let half = half(language.list("ratings.half"));
        let units = ["ratings.stars", "ratings.units"].map(|key| language.list(key));
        let units = any(units.concat());
        let gap = if language.is_dense() { r"\s?" } else { r"\s" };
        Some(format!(
            r"{labels}{behind}({numbers}{half}?(?:{gap}{units})?)"
        ))
    });
    format!(r"(?i)(?:^|[\s(\[|>*・【]){said}[.!]?$")
}

/// What follows a verb of giving, with the rating.
fn behind_verb(language: &'static Language) -> Option<String> {
    list(language, "ratings.give")?;
    let of = |key: &str| any(language.list(key).iter().copied());
    let numbers = any(numbers(language));
    let half = half(language.list("ratings.half"));
    Some(format!(
        r"\s(?:{}\s)?(?:{}\s|{}\s)*((?:{numbers}|\d{{1,2}}(?:[.,]\d)?|{LETTERS}){half}?)(?:[\s.,;:!)]|$)",
        of("ratings.recipients"),
        of("ratings.articles"),
        of("ratings.adjectives"),
    ))
}

/// The same in any language.
pub(super) fn behind_verbs() -> String {
    by_language(behind_verb)
}

/// `I give it a 7`, `le doy un seis`.
pub(super) fn given() -> String {
    let said = by_language(|language| {
        let verbs = any(list(language, "ratings.give")?.iter().copied());
        Some(format!("{verbs}{}", behind_verb(language)?))
    });
    format!(r"(?i)\b{said}")
}

/// `a solid B+`.
pub(super) fn adjective_grade() -> String {
    let said = by_language(|language| {
        let adjectives = any(list(language, "ratings.adjectives")?.iter().copied());
        let articles = any(list(language, "ratings.articles")?.iter().copied());
        Some(format!(r"{articles}\s{adjectives}"))
    });
    format!(r"\b(?i:{said})\s([A-F][+\-−–])")
}

/// `thumbs up`, `👎`.
pub(super) fn thumbs() -> String {
    use ovation_language::data::{NAMED, glyphs};
    let owners = any(ratings::LABEL_OWNERS.iter().copied());
    let labels = any(ratings::LABELS.iter().copied());
    let around = any(ratings::AROUND_NAMED.iter().copied());
    // Of the named ratings those that hardly a line says for anything else.
    let thumb = |words: &&str| ratings::THUMBS.iter().any(|thumb| words.contains(thumb));
    let named = NAMED.iter().map(|(words, _)| *words).filter(thumb);
    let named = joined(named, r"[\s-]");
    let up = any(glyphs::THUMBS_UP
        .split("")
        .filter(|thumb| !thumb.is_empty()));
    let down = any(glyphs::THUMBS_DOWN
        .split("")
        .filter(|thumb| !thumb.is_empty()));
    format!(
        r"(?i)^(?:(?:{owners}\s)?{labels}\s?[:：–—-]\s?)?((?:{around}\s)*{named}|{up}🏻?{{1,2}}|{down}🏻?{{1,2}})[.!]?$"
    )
}
