//! Days of the week, which tell day from month in `Thu, 03/07/2024`.

use super::Token;
use crate::all;
use ovation_terms::Day;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The days of the week that a word may name, in small letters: bit 0 is Monday. A short form may
/// name different days in different languages.
static WEEKDAYS: LazyLock<BTreeMap<&'static str, u8>> = LazyLock::new(|| {
    let mut made: BTreeMap<&str, u8> = BTreeMap::new();
    for language in all() {
        for (at, names) in language.list("dates.weekdays").iter().take(7).enumerate() {
            for name in names.split(' ') {
                *made.entry(name).or_default() |= 1 << at;
            }
        }
    }
    made
});

/// Whether a word in small letters names a day of the week.
pub fn is_weekday(lower: &str) -> bool {
    WEEKDAYS.contains_key(lower)
}

/// The days of the week that the word before a token may name; 0 for none.
pub(super) fn before(text: &str, tokens: &[Token<'_>], at: usize) -> u8 {
    let Some(previous) = at.checked_sub(1).and_then(|at| tokens.get(at)) else {
        return 0;
    };
    let is_close = tokens.get(at).is_some_and(|token| {
        let gap = text
            .get(previous.range.end..token.range.start)
            .unwrap_or("");
        gap.len() <= 3 && !gap.contains(['\n', '|'])
    });
    if !is_close || previous.number.is_some() {
        return 0;
    }
    let lower = previous.word.to_lowercase();
    WEEKDAYS.get(lower.as_str()).copied().unwrap_or(0)
}

/// Whether a day is one of these days of the week.
pub(super) fn is_one_of(day: Day, weekdays: u8) -> bool {
    let at = day.date().weekday().to_monday_zero_offset();
    u8::try_from(at).is_ok_and(|at| weekdays >> at & 1 == 1)
}
