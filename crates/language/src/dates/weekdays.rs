//! The day of the week beside a date: it tells which of two numbers is the month.

use super::{Token, make};
use ovation_terms::Day;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// Days of the week by their names in all languages, Monday 0. A name that means two days means none.
static NAMES: LazyLock<BTreeMap<String, Option<i8>>> = LazyLock::new(|| {
    let mut names: BTreeMap<String, Option<i8>> = BTreeMap::new();
    for language in crate::all() {
        for (place, days) in (0..).zip(language.list("dates.weekdays")) {
            for name in days.split(' ') {
                names
                    .entry(name.to_owned())
                    .and_modify(|known| *known = known.filter(|known| *known == place))
                    .or_insert(Some(place));
            }
        }
    }
    names
});

/// How many words may stand between the day of the week and the date.
const NEAR: usize = 3;

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
    let day_first = make(year, b, a).filter(|day| weekday(*day) == wanted);
    let month_first = make(year, a, b).filter(|day| weekday(*day) == wanted);
    match (day_first, month_first) {
        (Some(day), None) | (None, Some(day)) => Some(day),
        _ => None,
    }
}

fn of_word(token: &Token<'_>) -> Option<i8> {
    if token.number.is_some() {
        return None;
    }
    NAMES.get(&token.word.to_lowercase()).copied().flatten()
}

/// The day of the week, Monday 0.
fn weekday(day: Day) -> i8 {
    day.date().weekday().to_monday_zero_offset()
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
