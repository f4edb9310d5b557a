//! The lines that may head one of several reviews.

use super::{SplitFacts, told};
use crate::tree::{Element, Page};
use crate::{credits, film, printed};
use ovation_language::data::{
    credits::FILM,
    headlines::{PARTS, REVIEW},
};
use ovation_language::pattern::any;
use ovation_terms::FilmKey;
use std::ops::Range;

/// A line that may be the head of a review.
#[derive(Clone, Debug, Default)]
pub(super) struct ReviewHead {
    /// The whole line.
    pub(super) line: Range<usize>,
    /// The part of it that stands out.
    pub(super) words: Range<usize>,
    /// The line is one of the review's own, in which the film is named.
    pub(super) is_in_text: bool,
    /// The film's page in a catalogue, where the head links to it.
    pub(super) key: Option<FilmKey>,
}

/// What a head says of its film.
pub(super) struct FilmNamed {
    pub(super) title: String,
    pub(super) year: Option<(i16, Range<usize>)>,
    pub(super) director: Option<(String, Range<usize>)>,
    pub(super) has_length: bool,
    pub(super) is_quoted: bool,
    /// Where the head ends and text may begin, in the line.
    pub(super) end: usize,
}

pattern!(
    YEAR,
    r"[(\[（]\s*(?:[^()\[\]]{0,40}[,;\s]\s*)?((?:18[89]|19\d|20\d)\d)\s*(?:[,;][^()\[\]]{0,60})?[)\]）]"
);
pattern!(NUMBER, r"^\s*(?:#\s?\d{1,3}|\d{1,3}\s?[.):–-]|[•*▪►–-])\s+");
pattern!(
    LABEL,
    &format!(
        r"(?i)^(?:{}\s?[:：–—-]\s?)",
        any(FILM.iter().chain(REVIEW).copied())
    )
);

/// Groups of lines that look alike and may each head a review.
pub(super) fn groups(
    page: &Page<'_>,
    region: usize,
    lines: &[Range<usize>],
    clues: &SplitFacts<'_>,
) -> Vec<Vec<ReviewHead>> {
    let mut groups: Vec<Vec<ReviewHead>> = Vec::new();
    for level in ["h2", "h3", "h4", "h5", "h1"] {
        groups.push(headings(page, region, level, clues));
    }
    groups.push(set_apart(page, region, lines));
    groups.push(dated(page, lines));
    groups.push(told::linked(page, region, lines, clues));
    groups.push(told::listed(page, lines, clues));
    groups.retain(|heads| (2..=super::MOST).contains(&heads.len()));
    groups
}

fn headings(
    page: &Page<'_>,
    region: usize,
    level: &str,
    clues: &SplitFacts<'_>,
) -> Vec<ReviewHead> {
    page.find(page.within(region), |e| e.name == level)
        .filter(|at| Some(*at) != clues.heading)
        .filter(|at| !clues.beside.get(*at).copied().unwrap_or(false))
        .filter_map(|at| {
            let line = page.range(at);
            let words = page.text.get(line.clone())?;
            let fits = (1..=120).contains(&words.chars().count()) && !words.contains('\n');
            fits.then(|| ReviewHead {
                words: line.clone(),
                line,
                ..ReviewHead::default()
            })
        })
        .collect()
}

/// Lines that are bold, italic or in quotation marks as a whole, or begin so.
fn set_apart(page: &Page<'_>, region: usize, lines: &[Range<usize>]) -> Vec<ReviewHead> {
    let stands_out = |e: &Element<'_>| {
        matches!(
            e.name,
            "b" | "strong" | "em" | "i" | "cite" | "u" | "font" | "big"
        )
    };
    let mut heads: Vec<ReviewHead> = Vec::new();
    for at in page.find(page.within(region), stands_out).take(2_000) {
        let words = page.range(at);
        let length = words.len();
        if length == 0 || length > 120 {
            continue;
        }
        let number = lines.partition_point(|line| line.end <= words.start);
        let Some(line) = lines
            .get(number)
            .filter(|line| line.start <= words.start && words.end <= line.end)
        else {
            continue;
        };
        let before = page.text.get(line.start..words.start).unwrap_or("");
        let opens = before.trim_matches([' ', '"', '“', '«', '„', '*', '.', ')', '#']);
        let opens = opens.chars().all(|c| c.is_ascii_digit());
        let after = page.text.get(words.end..line.end).unwrap_or("");
        let is_whole = after
            .trim_matches([' ', '"', '”', '»', '“', '*', '.', ':'])
            .chars()
            .count()
            < 3;
        let is_italic = page
            .element(at)
            .is_some_and(|e| matches!(e.name, "em" | "i" | "cite"));
        // In a running line a title is followed by its year, its maker or a mark.
        let is_run_in = after
            .trim_start_matches(['”', '»', '"'])
            .trim_start()
            .starts_with(['(', '[', '（', ':', '–', '—', ',', '.'])
            && before.len() < 6;
        let is_title =
            is_whole || (is_run_in && (!is_italic || YEAR.is_match(&start_of(after, 90))));
        if opens && is_title && heads.last().is_none_or(|last| last.line != *line) {
            heads.push(ReviewHead {
                line: line.clone(),
                words,
                ..ReviewHead::default()
            });
        }
    }
    heads
}

fn start_of(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

/// Short lines with a title and a year or a director: `The Salt Road (Mira Holt, 2019)`.
fn dated(page: &Page<'_>, lines: &[Range<usize>]) -> Vec<ReviewHead> {
    let is_head = |line: &&Range<usize>| {
        let words = page.text.get((*line).clone()).unwrap_or("");
        let count = words.chars().count();
        // `**The Salt Road**`: Markdown that was never made HTML.
        if count < 90 && count > 5 && words.starts_with("**") && words.ends_with("**") {
            return true;
        }
        (4..=160).contains(&count) && {
            let has_digit = words.bytes().any(|b| b.is_ascii_digit());
            let year = has_digit.then(|| YEAR.find(words)).flatten();
            let is_title = year.is_some_and(|year| year.start() > 1 && year.start() < 90);
            is_title || {
                let credits = credits::in_line(words, 0);
                credits.director.is_some() && credits.title.is_some()
            }
        }
    };
    lines
        .iter()
        .filter(is_head)
        .map(|line| ReviewHead {
            line: line.clone(),
            words: line.clone(),
            ..ReviewHead::default()
        })
        .collect()
}

/// Reads a head: the film's title, and what stands beside it.
pub(super) fn name(line: &str, words: &str) -> Option<FilmNamed> {
    let start = line.find(words).unwrap_or(0);
    let number = NUMBER.find(words).map_or(0, |found| found.end());
    let label = words
        .get(number..)
        .and_then(|rest| LABEL.find(rest))
        .map_or(0, |found| found.end());
    let from = start + number + label;
    let head = line.get(from..).unwrap_or("");
    let credits = credits::in_line(&start_of(head, 200), 0);
    let shifted = |range: &Range<usize>| from + range.start..from + range.end;
    let year = YEAR.captures(&start_of(head, 200)).and_then(|parts| {
        let found = parts.get(1)?;
        Some((
            found.as_str().parse::<i16>().ok()?,
            parts.get(0)?.range(),
            found.range(),
        ))
    });
    let within = words.get(number + label..).unwrap_or("");
    let quoted = film::quoted(within)
        .into_iter()
        .next()
        .filter(|quoted| within.trim_start().chars().nth(1) == quoted.chars().next());
    let bare = match (&quoted, &year) {
        (Some(quoted), _) => *quoted,
        (None, Some((_, whole, _))) if whole.start < within.len() => within.get(..whole.start)?,
        _ => within,
    };
    let is_credited = credits
        .title
        .as_deref()
        .filter(|title| bare.contains(title) && *title != bare);
    let bare = is_credited.unwrap_or(bare);
    let cut = [" | ", " — ", " – ", " · ", " // "]
        .iter()
        .filter_map(|seam| bare.find(seam))
        .min();
    let bare = cut
        .and_then(|at| bare.get(..at))
        .filter(|first| first.chars().count() > 1)
        .unwrap_or(bare);
    let bare = without_rating(bare);
    let title = bare
        .trim_matches([
            ' ', '"', '“', '”', '„', '«', '»', ',', ':', '*', '.', '–', '—', '-', '(', '|', '_',
        ])
        .trim();
    let lower = title.to_lowercase();
    let count = title.chars().count();
    let is_name = title
        .chars()
        .find(|c| c.is_alphanumeric())
        .is_some_and(|c| !c.is_lowercase());
    let is_sentence = title.split_whitespace().count() > 10 || title.contains(". ");
    if count == 0 || count > 90 || !is_name || is_sentence || PARTS.contains(&lower.as_str()) {
        return None;
    }
    let director = credits
        .director
        .map(|(name, range)| (name, shifted(&range)));
    let mut end = start + words.len();
    if let Some((_, whole, _)) = &year {
        end = end.max(from + whole.end);
    }
    if let Some((_, range)) = &director {
        end = end.max(range.end);
    }
    Some(FilmNamed {
        title: title.to_owned(),
        year: year
            .map(|(year, _, range)| (year, shifted(&range)))
            .or_else(|| credits.year.map(|(year, range)| (year, shifted(&range)))),
        director,
        has_length: credits.has_length,
        is_quoted: quoted.is_some(),
        end,
    })
}

/// A head without the rating at its end: `The Salt Road ★★★`, `The Salt Road: 7/10`.
fn without_rating(head: &str) -> &str {
    let marks = |c: char| "★☆½⭐✮✭✯🌟⯪*".contains(c) || c.is_whitespace() || c == '\u{fe0f}';
    let trimmed = head.trim_end_matches(marks);
    let seams = trimmed
        .char_indices()
        .filter(|(_, c)| c.is_whitespace() || matches!(c, '(' | '[' | ':'))
        .map(|(at, _)| at);
    for at in seams {
        let rest = trimmed
            .get(at..)
            .unwrap_or("")
            .trim_matches([' ', '(', ')', '[', ']', ':', '–', '-']);
        if rest.contains(|c: char| c.is_ascii_digit())
            && printed::is_rating(rest)
            && rest.starts_with(|c: char| c.is_ascii_digit())
        {
            return trimmed.get(..at).unwrap_or(trimmed);
        }
    }
    trimmed
}
