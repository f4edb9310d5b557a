//! What the days of a line are: of publication, or of a change.

use super::{DayOrder, find_days};
use crate::data::dates::{CHANGED, PUBLISHED};
use ovation_terms::Day;
use std::ops::Range;

/// What a day is said to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelSort {
    /// Of publication: `first published June 14, 2024`.
    Published,
    /// Of a change: `updated: 3 January 2025`.
    Changed,
    /// Nothing is said.
    Unsaid,
}

/// A day in a text, where it stands, and what it is said to be.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct LabelledDay {
    /// The day.
    pub day: Day,
    /// Where it stands, in bytes.
    pub range: Range<usize>,
    /// What it is said to be.
    pub sort: LabelSort,
}

/// Letters between a label and its day.
const NEAR: usize = 40;

/// The days printed in a text, each with what is said of it: by the last such word before it, or,
/// where it is attached behind, by that one (`2024年6月14日公開`, `3 January 2025 (updated)`).
pub fn labelled_days(text: &str, order: DayOrder) -> Vec<LabelledDay> {
    let days = find_days(text, order);
    let mut made: Vec<LabelledDay> = Vec::with_capacity(days.len());
    let mut from = 0;
    for (at, found) in days.iter().enumerate() {
        let next = days.get(at + 1).map_or(text.len(), |next| next.range.start);
        let behind = text.get(found.range.end..next).unwrap_or("");
        let attached = attached(behind);
        let before = text.get(from..found.range.start).unwrap_or("");
        let sort = label_before(before).or(attached.map(|(sort, _)| sort));
        from = found.range.end;
        // A word that is attached says nothing of the next day.
        if let (None, Some((_, length))) = (label_before(before), attached) {
            from += length;
        }
        made.push(LabelledDay {
            day: found.day,
            range: found.range.clone(),
            sort: sort.unwrap_or(LabelSort::Unsaid),
        });
    }
    made
}

/// What the end of a text says of a day that follows it.
pub fn label_before(text: &str) -> Option<LabelSort> {
    let line = text.rsplit('\n').next().unwrap_or("");
    let start = line.char_indices().rev().nth(NEAR).map_or(0, |(at, _)| at);
    let near = line.get(start..).unwrap_or("");
    words_in(near).last().map(|(sort, _)| *sort)
}

/// What stands directly behind a day, without a space or in brackets.
fn attached(text: &str) -> Option<(LabelSort, usize)> {
    let is_bracket = text.trim_start().starts_with(['(', '[']);
    // The sign that ends a day of `年月日` is no part of the number.
    let mut signs =
        crate::all().filter_map(|language| language.list("dates.signs").last().copied());
    let unsigned = signs.find_map(|sign| text.strip_prefix(sign));
    let bare = unsigned
        .unwrap_or(text)
        .trim_start_matches(|c: char| matches!(c, '(' | '[') || is_bracket && c == ' ');
    let skipped = text.len() - bare.len();
    if bare.starts_with(char::is_whitespace) {
        return None;
    }
    let end = bare
        .char_indices()
        .nth(NEAR)
        .map_or(bare.len(), |(at, _)| at);
    let (sort, range) = words_in(bare.get(..end).unwrap_or(bare))
        .into_iter()
        .next()?;
    (range.start == 0).then_some((sort, skipped + range.end))
}

/// The labels of a text, each a word of its own, in order; of those that overlap the longest.
fn words_in(text: &str) -> Vec<(LabelSort, Range<usize>)> {
    let mut lower = text.to_lowercase();
    if lower.len() != text.len() {
        // Lower case may be longer than what it is of; then places would not agree.
        lower = text.to_ascii_lowercase();
    }
    let lists = [
        (LabelSort::Changed, CHANGED),
        (LabelSort::Published, PUBLISHED),
    ];
    let mut found: Vec<(LabelSort, Range<usize>)> = Vec::new();
    for (sort, words) in lists {
        for word in words {
            let places = lower.match_indices(*word);
            let places = places.map(|(at, word)| at..at + word.len());
            let whole = places.filter(|range| is_whole(&lower, range));
            found.extend(whole.map(|range| (sort, range)));
        }
    }
    found.sort_by_key(|(_, range)| (range.start, std::cmp::Reverse(range.end)));
    let mut end = 0;
    found.retain(|(_, range)| {
        let is_apart = range.start >= end;
        end = end.max(range.end);
        is_apart
    });
    found
}

/// Whether no letter stands beside a word; scripts without spaces write labels against days.
fn is_whole(text: &str, range: &Range<usize>) -> bool {
    let is_dense = |letter: char| (letter as u32) >= 0x2e80;
    let word = text.get(range.clone()).unwrap_or("");
    let is_edge = |letter: Option<char>| {
        letter.is_none_or(|letter| !letter.is_alphabetic() || is_dense(letter))
    };
    let before = text
        .get(..range.start)
        .and_then(|it| it.chars().next_back());
    let after = text.get(range.end..).and_then(|it| it.chars().next());
    word.chars().any(is_dense) || is_edge(before) && is_edge(after)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_of_a_change_is_told_from_the_day_of_publication() {
        use LabelSort::{Changed, Published, Unsaid};
        let cases: [(&str, &[(&str, LabelSort)]); 16] = [
            (
                "Updated: January 3, 2025. Originally published June 14, 2024",
                &[("2025-01-03", Changed), ("2024-06-14", Published)],
            ),
            (
                "Published June 14, 2024. Updated January 3, 2025",
                &[("2024-06-14", Published), ("2025-01-03", Changed)],
            ),
            (
                "14 June 2024, last modified 3 January 2025",
                &[("2024-06-14", Unsaid), ("2025-01-03", Changed)],
            ),
            (
                "Zuletzt aktualisiert am 3. Januar 2025 | Veröffentlicht: 14.06.2024",
                &[("2025-01-03", Changed), ("2024-06-14", Published)],
            ),
            ("Stand: 3.1.2025", &[("2025-01-03", Changed)]),
            (
                "Mis à jour le 3 janvier 2025 - Publié le 14 juin 2024",
                &[("2025-01-03", Changed), ("2024-06-14", Published)],
            ),
            (
                "Actualizado el 3 de enero de 2025 · Publicado el 14 de junio de 2024",
                &[("2025-01-03", Changed), ("2024-06-14", Published)],
            ),
            (
                "Aggiornato il 3 gennaio 2025, pubblicato il 14 giugno 2024",
                &[("2025-01-03", Changed), ("2024-06-14", Published)],
            ),
            (
                "Atualizado em 3 de janeiro de 2025 Publicado em 14 de junho de 2024",
                &[("2025-01-03", Changed), ("2024-06-14", Published)],
            ),
            (
                "Обновлено 3 января 2025, опубликовано 14 июня 2024",
                &[("2025-01-03", Changed), ("2024-06-14", Published)],
            ),
            (
                "2024年6月14日公開 2025年1月3日更新",
                &[("2024-06-14", Published), ("2025-01-03", Changed)],
            ),
            (
                "更新日：2025年1月3日 公開日：2024年6月14日",
                &[("2025-01-03", Changed), ("2024-06-14", Published)],
            ),
            ("3 January 2025 (updated)", &[("2025-01-03", Changed)]),
            ("June 14, 2024", &[("2024-06-14", Unsaid)]),
            // Words that only hold such a word.
            (
                "Undated and unedited, 14 June 2024",
                &[("2024-06-14", Unsaid)],
            ),
            ("Opdateret 3. januar 2025", &[("2025-01-03", Changed)]),
        ];
        for (text, expected) in cases {
            let days = labelled_days(text, DayOrder::DayFirst);
            let days: Vec<_> = days
                .iter()
                .map(|it| (it.day.to_string(), it.sort))
                .collect();
            let expected: Vec<_> = expected
                .iter()
                .map(|(day, sort)| ((*day).to_owned(), *sort))
                .collect();
            assert_eq!(days, expected, "{text}");
        }
    }
}
