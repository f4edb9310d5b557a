//! What headlines look like that name a film, and which part of each may be its title.

use super::{is_generic, is_number, quoted, without_year};
use ovation_language::data::headlines;
use ovation_language::pattern::any;
use ovation_language::words::{self, FILM, REVIEW};

/// The form of a headline, or part of one, that a title was taken by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum HeadlineForm {
    Quoted,
    Dated,
    BehindReview,
    BeforeReview,
    Labelled,
    BehindLabel,
    Label,
    First,
    WithRemark,
    BeforeSeam,
    BehindSeam,
    Directed,
    BehindFilm,
    InBrackets,
    ByDirector,
    BeforeBracket,
    Whole,
    BeforeComma,
}

pattern!(
    LABEL,
    r"(?i)^((?:[\p{L}'’.&/\-]+\s+){0,4}[\p{L}'’.&/\-]+)\s*(?:[:：|–—…]|\s-\s|\.\.\.)\s*(.{1,120})$"
);
pattern!(
    REVIEW_AFTER,
    &format!(
        r"(?i)^(.{{1,90}}?)[\s:：|,–—\-(\[]*\s*\b(?:{}\s+)?{}?[\s-]*{}\b",
        any(headlines::REVIEW_OWNER.iter().copied()),
        any(headlines::REVIEW_SORT.iter().copied()),
        any(headlines::REVIEW.iter().copied())
    )
);
pattern!(
    REVIEW_BEFORE,
    &format!(
        r"(?i)^(?:{}[\s-]*)*{}(?:[\s-]+{})*\s*[:：|–—-]?\s+(.{{1,90}})$",
        any(headlines::REVIEW_KIND.iter().copied()),
        any(headlines::REVIEWED.iter().chain(headlines::REVIEW).copied()),
        any(headlines::REVIEW_OF.iter().copied())
    )
);
pattern!(TITLE_FIRST, &{
    let film = any(headlines::FILM_FIRST.iter().copied());
    let then = any(headlines::TITLE_THEN.iter().copied());
    let review = any(headlines::REVIEW_LAST.iter().copied());
    format!(r"^{film}?[\s『「《]*([^『』「」《》]{{1,40}}?)[\s』」》]*(?:{then}|、)\s?{review}")
});
pattern!(BY_DIRECTOR, &{
    let by = headlines::BY
        .iter()
        .flat_map(|word| [(*word).to_owned(), word.to_uppercase()]);
    let by: Vec<String> = by.collect();
    format!(
        r"^(.{{1,80}}?)\s+{}\s+\p{{Lu}}[\p{{L}}.'’-]+(?:\s+\p{{Lu}}[\p{{L}}.'’-]+){{1,3}}$",
        any(by.iter().map(String::as_str))
    )
});

pattern!(
    DIRECTED_BY,
    &format!(
        r"(?i)^(.{{1,80}}?)[\s,(–—-]*\b{}\s+(\p{{Lu}}[\p{{L}}.'’-]*(?:\s+\p{{Lu}}[\p{{L}}.'’-]*){{0,3}})",
        any(headlines::DIRECTED_BY.iter().copied())
    )
);
pattern!(
    FILM_BEFORE,
    &format!(
        r"(?i)\b{}\s*[:：]?\s+(.{{1,60}})$",
        any(headlines::FILM_BEFORE.iter().copied())
    )
);
pattern!(PARENTHESES, r"\(([^()]{2,80})\)");
/// A title without what the film is made from, as in `The Salt Road based on the novel`.
fn before_source(title: &str) -> &str {
    let sources = headlines::BASED_ON.iter();
    let starts = sources.filter_map(|based_on| title.find(&format!(" {based_on} ")));
    starts
        .min()
        .and_then(|end| title.get(..end))
        .unwrap_or(title)
}

/// Takes what may be a title: the words, the year beside them, how much the form speaks for them by itself,
/// and the form.
type Take<'t> = dyn FnMut(&str, Option<i16>, f64, HeadlineForm) + 't;

/// Gives what may be a title in a headline.
pub(super) fn forms(headline: &str, add: &mut Take<'_>) {
    for title in quoted(headline) {
        let bonus = if words::has(headline, REVIEW) {
            1.0
        } else {
            0.0
        };
        add(title, None, 3.2 + bonus, HeadlineForm::Quoted);
    }
    let (bare, year) = without_year(headline);
    if year.is_some() {
        add(bare, year, 3.0, HeadlineForm::Dated);
    }
    let part = |parts: Option<regex::Captures<'_>>, at: usize| {
        parts.and_then(|parts| parts.get(at).map(|part| part.as_str().to_owned()))
    };
    if let Some(title) = part(REVIEW_BEFORE.captures(headline), 1) {
        let (bare, year) = without_year(&title);
        add(bare, year, 3.5, HeadlineForm::BehindReview);
        if let Some((first, _)) = split_once_any(bare) {
            add(first, year, 3.3, HeadlineForm::BehindReview);
        }
    }
    if let Some(title) = part(REVIEW_AFTER.captures(headline), 1) {
        let (bare, year) = without_year(&title);
        let spaced = words::spaced(bare);
        let is_title = is_number(spaced.trim()) || !is_generic(spaced.trim());
        if !words::has(bare, REVIEW) && is_title {
            add(bare, year, 3.4, HeadlineForm::BeforeReview);
        }
    }
    if let Some(parts) = LABEL.captures(headline) {
        let label = parts.get(1).map_or("", |part| part.as_str());
        let rest = parts.get(2).map_or("", |part| part.as_str());
        let (bare, year) = without_year(rest);
        let is_label = words::has(label, REVIEW) || words::has(label, FILM);
        let form = if is_label {
            HeadlineForm::Labelled
        } else {
            HeadlineForm::BehindLabel
        };
        add(bare, year, if is_label { 3.4 } else { 1.6 }, form);
        if let Some((first, _)) = split_once_any(bare) {
            add(first, year, if is_label { 3.2 } else { 1.2 }, form);
        }
        if !is_label {
            add(label, None, 1.9, HeadlineForm::Label);
        }
    }
    if let Some(title) = part(TITLE_FIRST.captures(headline), 1) {
        let (bare, year) = without_year(&title);
        add(bare, year, 3.3, HeadlineForm::First);
    }
    if let Some((first, rest)) = split_once_any(bare) {
        // `The Salt Road: The Movie` is the title whole.
        if is_generic(words::spaced(rest).trim()) && !words::has(rest, REVIEW) {
            add(bare, year, 3.6, HeadlineForm::WithRemark);
        }
        add(first, year, 1.9, HeadlineForm::BeforeSeam);
        add(rest, year, 1.3, HeadlineForm::BehindSeam);
    }
    if let Some(title) = part(DIRECTED_BY.captures(bare), 1) {
        add(&title, year, 3.6, HeadlineForm::Directed);
    }
    if let Some(title) = part(FILM_BEFORE.captures(bare), 1) {
        add(&title, year, 2.4, HeadlineForm::BehindFilm);
    }
    for inner in PARENTHESES
        .captures_iter(headline)
        .filter_map(|parts| parts.get(1))
    {
        let inner = inner.as_str();
        if words::has(inner, FILM) {
            let rest: Vec<&str> = inner
                .split_whitespace()
                .filter(|word| !words::has(word, FILM))
                .collect();
            let rest = rest.join(" ");
            add(before_source(&rest), None, 3.2, HeadlineForm::InBrackets);
        }
    }
    if let Some(title) = part(BY_DIRECTOR.captures(bare), 1) {
        add(&title, year, 2.0, HeadlineForm::ByDirector);
    }
    if let Some(open) = bare.find([' ', '　']).and(bare.find(['(', '（'])) {
        let before = bare.get(..open).unwrap_or("");
        let inner = bare
            .get(open..)
            .unwrap_or("")
            .trim_matches(['(', ')', '（', '）', ' ']);
        add(before, year, 2.0, HeadlineForm::BeforeBracket);
        add(inner, year, 1.5, HeadlineForm::InBrackets);
    }
    let length = bare.split_whitespace().count();
    // Scripts without spaces: a long line is a sentence, not one word.
    let length = if words::is_dense(bare) {
        length.max(bare.chars().count() / 4)
    } else {
        length
    };
    let whole = match length {
        0..=4 => 2.0,
        5..=7 => 1.6,
        _ => 0.2,
    };
    add(bare, year, whole, HeadlineForm::Whole);

    // `Title, some words on it`: the words go on in lower case.
    if let Some((first, rest)) = bare.split_once(", ")
        && rest.starts_with(|c: char| c.is_lowercase())
        && first.starts_with(|c: char| c.is_uppercase())
    {
        add(first, year, 2.5, HeadlineForm::BeforeComma);
    }
}

/// The part before a colon, a dash or a bar, and the part after.
fn split_once_any(text: &str) -> Option<(&str, &str)> {
    let seams = [": ", "：", " – ", " — ", " - ", " | ", " · ", "… ", " // "];
    let (at, seam) = seams
        .iter()
        .filter_map(|seam| text.find(seam).map(|at| (at, *seam)))
        .min()?;
    Some((text.get(..at)?, text.get(at + seam.len()..)?))
}
