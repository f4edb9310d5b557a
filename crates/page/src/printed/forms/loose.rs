//! Forms that are ratings only where they stand like one: rules never take them for sure, and what is
//! learned of a rating's place decides.

use super::super::words;
use super::{Form, STAR_WORDS, stands_alone};
use ovation_language::data::{glyphs, ratings};
use ovation_terms::PrintedRating;
use std::ops::Range;

pattern!(ADJECTIVE_GRADE, &words::adjective_grade());
pattern!(ABOVE_TOP, r"\b(1[1-5])\s?/\s?10\b");
pattern!(BARE_NUMBER, r"^(?:10|\d)(?:[.,]\d)?[.!]?$");

/// Longest line, in bytes, in which a bare number is looked at.
const BARE: usize = 6;

/// The most forms of this sort that one line gives.
const MOST: usize = 20;

/// Whether a line holds what looks like a grade with a sign: cheap, and right to say no.
pub(super) fn may_be_grade(line: &str) -> bool {
    let pairs = line.as_bytes().windows(2);
    // The first byte of a long dash and of the sign for minus.
    let mut signed = pairs.filter(|pair| matches!(pair, [b'A'..=b'F', b'+' | b'-' | 0xe2]));
    signed.next().is_some()
}

/// Adds those of a line that none of the surer forms has.
pub(super) fn add(line: &str, has_digit: bool, forms: &mut Vec<Form>) {
    let mut push = |range: Range<usize>, sureness: i32| {
        let is_known = forms
            .iter()
            .any(|form| form.range.start < range.end && range.start < form.range.end);
        if let Some(words) = line.get(range.clone()).filter(|_| !is_known) {
            forms.push(Form {
                rating: PrintedRating::of(words.trim()),
                range,
                sureness,
                is_loose: true,
            });
        }
    };
    // `It's a solid B+.`
    if may_be_grade(line) {
        let grades = ADJECTIVE_GRADE.captures_iter(line).take(MOST);
        for grade in grades.filter_map(|parts| parts.get(1)) {
            let rest = line.get(grade.end()..).unwrap_or("").trim_start();
            if rest.is_empty() || rest.starts_with(['.', ',', '!', ';', ')', '?']) {
                push(grade.range(), 2);
            }
        }
    }
    // `Easily one of my favourites. 11/10.`
    if has_digit && (line.contains("/10") || line.contains("/ 10")) {
        for all in ABOVE_TOP.find_iter(line).take(MOST) {
            let (before, after) = (line.get(..all.start()), line.get(all.end()..));
            let before = before.unwrap_or("").trim_end();
            let after = after.unwrap_or("").trim_start();
            let is_begun = before.is_empty() || before.ends_with(['.', '!', '?', ':', '-', '–']);
            let is_over = after.is_empty() || after.starts_with(['.', '!']);
            if is_begun && is_over && stands_alone(line, &all.range()) {
                push(all.range(), 2);
            }
        }
    }
    // `Four stars, only because ...` begins its paragraph.
    if line.len() >= 60
        && let Some(first) = line.get(..line.floor_char_boundary(40))
        && ratings::STARS.iter().any(|star| first.contains(star))
        && let Some(all) = STAR_WORDS.find(first)
        && all.start() == 0
        && line
            .get(all.end()..)
            .is_some_and(|rest| rest.starts_with([',', '.', '!', ':', ';']))
    {
        push(all.range(), 2);
    }
    if has_digit && line.len() <= BARE && BARE_NUMBER.is_match(line.trim()) {
        push(0..line.len(), 1);
    }
}

/// Whether a row of nothing but hollow glyphs stands behind a word for a rating and ends its line: `Rating:
/// ☆☆☆☆☆` is none of five, where it is no form to be filled in.
pub(crate) fn is_labelled_nought(line: &str, range: &Range<usize>) -> bool {
    let before = line.get(..range.start).unwrap_or("").trim_end();
    let behind = line.get(range.end..).unwrap_or("").trim();
    let label = before.trim_end_matches([':', '：', '=', ' ']).trim();
    let hollow = line.get(range.clone()).unwrap_or("").chars();
    let count = hollow
        .filter(|letter| glyphs::HOLLOW_STARS.contains(*letter))
        .count();
    let is_label = ratings::LABELS
        .iter()
        .any(|known| label.to_lowercase() == *known);
    count == 5 && behind.is_empty() && before.len() > label.len() && is_label
}
