//! A film's year: behind its title, before it, or stated in the text.

use ovation_language::data::years;
use ovation_language::pattern::any;

pattern!(
    YEAR,
    r"\s*[\(\[（]\s*(?:[^()\[\]]{0,40}[,;\s]\s*)?((?:18[89]|19\d|20\d)\d)\s*(?:[,;][^()\[\]]{0,60})?[\)\]）]"
);

pattern!(
    YEAR_BEHIND,
    r#"^(?:\s?/\s?[^.,!?\n]{1,40}?)?[»”"'’]?,\s((?:18[89]|19\d|20\d)\d)(?:[\s,.;)]|$)"#
);

pattern!(YEAR_BEFORE, &{
    let signs = any(years::BEFORE_TITLE.iter().copied());
    format!(r"(?:^|[^\d])((?:19|20)\d\d)\s?{signs}\s?[『「《“]?$")
});

pattern!(STATED_YEAR, &stated_years());

/// How texts state a film's year: behind a label, behind a word for a film, behind a word of making.
fn stated_years() -> String {
    let words = |list: &[&'static str]| any(list.iter().copied());
    let year = r"((?:19|20)\d\d)\b";
    let between = r#"(?:[^\s\d.,;:!?()«»“”„"]+\s)"#;
    let (label, tail) = (words(years::LABEL), words(years::LABEL_TAILS));
    let (film, of, came_out) = (words(years::FILM), words(years::OF), words(years::CAME_OUT));
    let (directed, made) = (words(years::DIRECTED_BY), words(years::MADE));
    let within = words(years::IN);
    [
        format!(r"(?i)(?:\b{label}(?:\s+{tail})?\s?[:：]\s?"),
        format!(r"\b{film}\s{between}{{0,2}}?{of}\s"),
        format!(r"\b{came_out}\s{between}{{0,5}}?){year}"),
        format!(r"\b{directed}\s(?:\S+\s){{1,4}}?{within}\s{year}"),
        format!(r"\b{made}\s{within}\s{year}"),
        format!(r"\b((?:19|20)\d\d)\s{film}\b"),
    ]
    .join("|")
}

static STATED_YEAR_LOOSE: std::sync::LazyLock<regex::Regex> = std::sync::LazyLock::new(|| {
    let loose = STATED_YEAR.as_str().replace(r"\b", "");
    #[expect(
        clippy::expect_used,
        reason = "a pattern without its boundaries is one"
    )]
    regex::RegexBuilder::new(&loose)
        .dfa_size_limit(crate::ROOM_OF_PATTERNS)
        .build()
        .expect("a constant pattern compiles")
});

/// The film's year where the text says so: `a 2012 film`, `Anno: 2012`, `un film del 2012`.
pub(crate) fn stated_year(text: &str) -> Option<(i16, std::ops::Range<usize>)> {
    // Most texts name no year.
    let has_year = memchr::memmem::find_iter(text.as_bytes(), "19")
        .chain(memchr::memmem::find_iter(text.as_bytes(), "20"))
        .any(|at| {
            let year = text.as_bytes().get(at..at + 4);
            year.is_some_and(|year| year.iter().all(u8::is_ascii_digit))
        });
    if !has_year {
        return None;
    }
    // The same without word boundaries is sought many times faster, and stands no later.
    let from = STATED_YEAR_LOOSE.find(text)?.start();
    let found = STATED_YEAR.captures_at(text, from)?;
    let year = found.iter().skip(1).flatten().next()?;
    Some((year.as_str().parse().ok()?, year.range()))
}

/// A title without the year behind it, and that year.
pub(crate) fn without_year(title: &str) -> (&str, Option<i16>) {
    let Some(parts) = YEAR.captures(title) else {
        return (title.trim(), None);
    };
    let year = parts.get(1).and_then(|year| year.as_str().parse().ok());
    let start = parts.get(0).map_or(title.len(), |all| all.start());
    let before = title.get(..start).unwrap_or(title).trim();
    if before.is_empty() {
        (title.trim(), None)
    } else {
        (before, year)
    }
}

/// The year that stands with a title in running text: in brackets or behind a comma, or before it
/// as Japanese and Chinese have it.
pub(crate) fn year_beside(text: &str, title: &str) -> Option<i16> {
    year_in_lower(&text.to_lowercase(), title)
}

/// The same for a text in lower case.
pub(super) fn year_in_lower(text: &str, title: &str) -> Option<i16> {
    let is_year = |word: &[u8]| match word {
        [b'1', b'8' | b'9', rest @ ..] | [b'2', b'0', rest @ ..] => {
            rest.iter().all(u8::is_ascii_digit)
        }
        _ => false,
    };
    if title.is_empty() || !text.as_bytes().windows(4).any(is_year) {
        return None;
    }
    let title = title.to_lowercase();
    let mut from = 0;
    while let Some(found) = text.get(from..).and_then(|rest| rest.find(&title)) {
        let start = from + found;
        let end = start + title.len();
        let after: String = text.get(end..)?.chars().take(60).collect();
        let after = after.trim_start_matches(['”', '"', '’', '\'', '»', '“', '』', '」', '》']);
        let behind = YEAR
            .captures(after)
            .filter(|parts| parts.get(0).is_some_and(|all| all.start() == 0))
            .or_else(|| YEAR_BEHIND.captures(after));
        let before = text.get(..start).unwrap_or("");
        let before: Vec<char> = before.chars().rev().take(14).collect();
        let before: String = before.into_iter().rev().collect();
        if let Some(parts) = behind.or_else(|| YEAR_BEFORE.captures(&before)) {
            return parts.get(1).and_then(|year| year.as_str().parse().ok());
        }
        from = end;
    }
    None
}

/// Four digits that may be a film's year.
pub(super) fn is_year(word: &str) -> bool {
    matches!(
        word.as_bytes(),
        [b'1', b'8' | b'9', _, _] | [b'2', b'0', _, _]
    ) && word.bytes().all(|byte| byte.is_ascii_digit())
}
