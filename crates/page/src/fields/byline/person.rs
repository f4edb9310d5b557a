//! Names without what stands around them, and whether they are a person's.

use ovation_language::bylines;
use ovation_language::data::byline;
use ovation_terms::fold;

/// A name without what is printed around it.
pub(super) fn tidy_name(name: &str) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    // `Name (nam)`, `Name 7 hours ago`.
    let name = name.split(['(', '[']).next().unwrap_or("");
    let age = name.find(|c: char| c.is_ascii_digit());
    let age = age.filter(|at| name.get(..*at).is_some_and(|before| before.ends_with(' ')));
    let name = age.and_then(|at| name.get(..at)).unwrap_or(name);
    let name = name
        .trim_matches([
            '"', '“', '”', ',', '|', ':', '-', '–', '—', '·', '@', '(', ')',
        ])
        .trim();
    let lower = name.to_lowercase();
    let opening = byline::OPENINGS
        .iter()
        .find(|opening| lower.starts_with(**opening));
    let name = opening
        .and_then(|opening| name.get(opening.len()..))
        .unwrap_or(name);
    let name = name.trim();
    let is_short = |name: &str| {
        name.rsplit([' ', '.'])
            .next()
            .is_some_and(|it| it.chars().count() <= 3)
    };
    match name.strip_suffix('.') {
        Some(bare) if !is_short(bare) => bare.trim_end_matches('.').to_owned(),
        _ => name.to_owned(),
    }
}

/// Whether a text can be a person's name (or pen name).
pub(super) fn is_person(name: &str, outlet: Option<&str>) -> bool {
    let letters = name.chars().count();
    let count = name.split_whitespace().count();
    let lower = name.to_lowercase();
    let is_marked = name.contains([
        '/', '@', '{', '}', '<', '>', '=', '?', '!', ';', '"', '|', '#', '%', '«', '»', '©', '\n',
        '+', ':',
    ]);
    let has_letters = name.chars().any(char::is_alphabetic);
    let digits = name.chars().filter(char::is_ascii_digit).count();
    let is_site = lower.starts_with("http") || lower.contains("www.") || lower.contains(".com");
    let is_group = bylines::is_nobody(name);
    let is_outlet = outlet.is_some_and(|outlet| fold(outlet) == fold(name)) && count < 2;
    (2..=50).contains(&letters)
        && (1..=5).contains(&count)
        && has_letters
        && digits <= 2
        && !is_marked
        && !is_site
        && !is_group
        && !is_outlet
        && !byline::NOBODY.contains(&lower.as_str())
}
