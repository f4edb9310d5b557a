//! Rows of glyphs: `★★★½`, `⭐️⭐️⭐️`, `●●●○○`, `🍿🍿🍿`, `***1/2`.

use ovation_language::data::glyphs::{
    HALVES, HOLLOW, HOLLOW_STARS, LOOKS, OTHERS, QUARTERS, STARS, THREE_QUARTERS, THUMBS_UP,
};
use ovation_language::data::ratings::{OF, OF_SURE};
use std::ops::Range;

/// The least number of glyphs that make a row without hollow ones or a label.
const LEAST: usize = 3;

fn is_mark(letter: char) -> bool {
    LOOKS.contains(letter) || ('\u{1f3fb}'..='\u{1f3ff}').contains(&letter)
}

/// Whether a line may hold a row.
pub(super) fn may_hold_one(line: &str) -> bool {
    // Every glyph's first byte is one of these, and hardly any other letter of European languages.
    line.bytes().any(|byte| matches!(byte, 0xe2 | 0xf0)) && line.chars().any(is_glyph)
}

fn is_glyph(letter: char) -> bool {
    // None stands before `⋆` in Unicode, and all that most texts are of does.
    letter >= '⋆'
        && (STARS.contains(letter)
            || HOLLOW.contains(letter)
            || OTHERS.contains(letter)
            || THUMBS_UP.contains(letter))
}

/// Whether a glyph is a part of one, as `½` is.
fn is_part(letter: char) -> bool {
    letter == '½'
        || [HALVES, QUARTERS, THREE_QUARTERS]
            .iter()
            .any(|parts| parts.contains(letter))
}

/// A row in a line.
pub(super) struct RowFound {
    pub(super) range: Range<usize>,
    /// How sure it is.
    pub(super) sureness: i32,
    /// The top of its scale, where a row of it stands behind.
    pub(super) top: Option<usize>,
}

/// The number of asterisks that say the scale of those before them: `(out of ****)`.
fn top_behind(after: &str) -> Option<usize> {
    let start = after.find('*')?;
    let between = after.get(..start)?.trim_matches(['(', '/', ' ']);
    let is_between = between.is_empty() || OF.iter().any(|of| between.eq_ignore_ascii_case(of));
    let row = after.get(start..)?;
    let count = row.len() - row.trim_start_matches('*').len();
    (is_between && (3..=10).contains(&count)).then_some(count)
}

/// Whether the scale stands behind: `out of 5`, `(von 5)`.
fn is_of(after: &str) -> bool {
    let after = after.trim_start_matches(['(', '/', ' ']);
    let behind = |of: &&str| {
        let rest = after.strip_prefix(*of)?;
        rest.strip_prefix(' ')
    };
    let is_number = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
    OF_SURE.iter().any(|of| behind(of).is_some()) || OF.iter().filter_map(behind).any(is_number)
}

/// The rows in a line.
pub(super) fn in_line(line: &str) -> Vec<RowFound> {
    let mut rows = Vec::new();
    if may_hold_one(line) {
        glyphs(line, &mut rows);
    }
    if line.contains("**") {
        asterisks(line, &mut rows);
    }
    rows
}

fn glyphs(line: &str, rows: &mut Vec<RowFound>) {
    let length = line.chars().count();
    let mut letters = line.char_indices().peekable();
    while let Some((start, first)) = letters.next() {
        if !is_glyph(first) {
            continue;
        }
        let mut end = start + first.len_utf8();
        let (mut full, mut half, mut hollow, mut count) = (0, 0, 0, 0_usize);
        let (mut stars, mut kinds) = (0, vec![first]);
        let mut tally = |letter: char| {
            stars += usize::from(STARS.contains(letter) || HOLLOW_STARS.contains(letter));
            if HOLLOW.contains(letter) {
                hollow += 1;
            } else if is_part(letter) {
                half += 1;
            } else {
                full += 1;
                if !kinds.contains(&letter) {
                    kinds.push(letter);
                }
            }
            count += 1;
        };
        tally(first);
        let mut after = end;
        while let Some(&(at, letter)) = letters.peek() {
            if is_glyph(letter) || is_part(letter) {
                tally(letter);
                after = at + letter.len_utf8();
                end = after;
            } else if is_mark(letter) {
                after = at + letter.len_utf8();
                if end == at {
                    end = after;
                }
            } else if !(letter == ' ' && at == after) {
                break;
            }
            letters.next();
        }
        let rest = line.get(end..).unwrap_or("");
        let has_half = ["1/2", " 1/2", "½", " ½"]
            .iter()
            .find(|half| rest.starts_with(**half));
        if let Some(words) = has_half {
            end += words.len();
            half += 1;
        }
        let rest = line.get(end..).unwrap_or("").trim_start();
        let is_alone = length < count + 40;
        let is_star = stars > 0;
        let is_scaled = (hollow > 0 && full + half > 0) || half > 0;
        let fits = match (is_star, count) {
            (_, 0 | 11..) => false,
            // A single star is a bullet or a footnote, unless the scale is shown by empty ones.
            (true, 1) => half > 0 && is_alone,
            (true, 2) => is_alone,
            (true, _) => true,
            (false, _) => is_alone && (is_scaled || (count >= LEAST && kinds.len() == 1)),
        };
        // Five hollow stars alone are a form to be filled in, or none at all.
        let is_form = full + half == 0 && !super::forms::is_labelled_nought(line, &(start..end));
        if !fits || rest.starts_with("rating") || is_form {
            continue;
        }
        let sureness = match (is_alone, is_star) {
            (true, true) => 3,
            (true, false) => 2,
            (false, _) if is_scaled => 2,
            (false, _) => 1,
        };
        rows.push(RowFound {
            range: start..end,
            sureness,
            top: None,
        });
    }
}

/// `***1/2`, as pages wrote before there were glyphs: with a half, a scale or a label, since three
/// asterisks alone part two sections.
fn asterisks(line: &str, rows: &mut Vec<RowFound>) {
    let mut from = 0;
    while let Some(found) = line.get(from..).and_then(|rest| rest.find("**")) {
        let start = from + found;
        let rest = line.get(start..).unwrap_or("");
        let count = rest.len() - rest.trim_start_matches('*').len();
        let mut end = start + count;
        from = end;
        let after = line.get(end..).unwrap_or("");
        let half = ["1/2", " 1/2", "½", " ½"]
            .iter()
            .find(|half| after.starts_with(**half));
        end += half.map_or(0, |half| half.len());
        let after = line.get(end..).unwrap_or("").trim_start();
        let before = line.get(..start).unwrap_or("").trim_end();
        let is_scaled = top_behind(after).is_some() || is_of(after);
        let is_labelled = before.ends_with([':', '：', '=']) && before.chars().count() < 40;
        let is_scale_itself = before.ends_with(['/']) || before.ends_with("of");
        let is_short = line.chars().count() < 70;
        // `**Story:** told in pairs` is what is left of Markdown.
        let is_pair = line.matches("**").count() > 1 && count < 3;
        let goes_on = after.starts_with(char::is_alphanumeric) && !is_scaled;
        if count <= 5
            && !is_pair
            && !goes_on
            && is_short
            && !is_scale_itself
            && (half.is_some() || is_scaled || is_labelled)
        {
            rows.push(RowFound {
                range: start..end,
                sureness: 2,
                top: top_behind(after),
            });
        }
    }
}
