//! Days of the week, which tell day from month in `Thu, 03/07/2024`.

use super::{Token, make};
use crate::all;
use ovation_terms::Day;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The days of the week that a word may name, in small letters: bit 0 is Monday. A short form may
/// name different days in different languages.
static WEEKDAYS: LazyLock<BTreeMap<&'static str, u8>> = LazyLock::new(|| {
    let mut made: BTreeMap<&str, u8> = BTreeMap::new();
    for language in all() {
        for (at, names) in language.weekdays.iter().enumerate() {
            for name in *names {
                *made.entry(name).or_default() |= 1 << at;
            }
        }
    }
    made
});

/// How many words may stand between the day of the week and the date.
const NEAR: usize = 3;

/// Whether a word in small letters names a day of the week.
pub fn is_weekday(lower: &str) -> bool {
    WEEKDAYS.contains_key(lower)
}

/// The day that two numbers and a year mean where a day of the week stands before or behind them and only
/// one reading falls on it.
pub(super) fn settle(
    tokens: &[Token<'_>],
    at: usize,
    (year, a, b): (u32, u32, u32),
) -> Option<Day> {
    let before = tokens.get(at.saturating_sub(NEAR)..at)?.iter().rev();
    let behind = tokens.get(at + 3..)?.iter().take(1);
    let wanted = before.chain(behind).find_map(|token| of_word(token))?;
    let day_first = make(year, b, a).filter(|day| is_one_of(*day, wanted));
    let month_first = make(year, a, b).filter(|day| is_one_of(*day, wanted));
    match (day_first, month_first) {
        (Some(day), None) | (None, Some(day)) => Some(day),
        _ => None,
    }
}

/// The days of the week that a word may name.
fn of_word(token: &Token<'_>) -> Option<u8> {
    if token.number.is_some() {
        return None;
    }
    WEEKDAYS.get(token.word.to_lowercase().as_str()).copied()
}

/// Whether a day is one of these days of the week.
fn is_one_of(day: Day, weekdays: u8) -> bool {
    let at = day.date().weekday().to_monday_zero_offset();
    u8::try_from(at).is_ok_and(|at| weekdays >> at & 1 == 1)
}

#[cfg(test)]
mod tests {
    use crate::dates::{DayOrder, parse_day, parse_in_cell};

    #[test]
    fn the_day_of_the_week_tells_day_from_month() {
        for (printed, day) in [
            ("Thu, 03/07/2024 - 10:30", "2024-03-07"),
            ("Thursday, 03/07/2024", "2024-03-07"),
            ("Thu 7/3/2024", "2024-03-07"),
            ("Donnerstag, 07/03/2024", "2024-03-07"),
            ("jeudi 07/03/2024", "2024-03-07"),
            ("jueves, 07/03/2024", "2024-03-07"),
            ("03/07/2024 (Thu)", "2024-03-07"),
            ("Wed, 03/07/2024", "2024-07-03"),
            ("mercredi 03/07/2024", "2024-07-03"),
            ("четверг, 07/03/2024", "2024-03-07"),
            ("Fri, 07/14/2023 - 10:30", "2023-07-14"),
            ("Tue Mar  5 00:00:00 2024", "2024-03-05"),
            ("Tue Mar 05 20:15:09 UTC 2024", "2024-03-05"),
            ("Fri Aug 19 00:00:00 2016", "2016-08-19"),
        ] {
            for order in [DayOrder::DayFirst, DayOrder::MonthFirst] {
                let read = parse_day(printed, order).map(|day| day.to_string());
                assert_eq!(read.as_deref(), Some(day), "{printed}");
            }
            let cell = parse_in_cell(printed, None, false).unwrap();
            assert_eq!(
                cell.map(|day| day.to_string()).as_deref(),
                Some(day),
                "{printed}"
            );
        }
        // A day of the week that neither reading falls on tells nothing.
        assert!(parse_in_cell("Sun, 03/07/2024", None, false).is_err());
    }
}
