//! Days as programs stamp them: counts of seconds, `ctime`, years of two digits before a time.

use super::{DayOrder, Token, counted, of_two_digits, parse_day};
use ovation_terms::Day;

/// Reads a day as markup and feeds state it: all that [`parse_day`] reads, and seconds or
/// milliseconds since 1970 (`1718359200`).
pub fn parse_stamp(text: &str, order: DayOrder) -> Option<Day> {
    let text = text.trim();
    let whole = text.split_once('.').map_or(text, |(whole, _)| whole);
    if matches!(whole.len(), 10 | 13) && whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return counted(text);
    }
    parse_day(text, order)
}

/// `24 08:00:00`: a year of two digits, as RFC 822 has it, with a time behind.
pub(super) fn short_year<'t, 'a>(
    text: &str,
    tokens: &'t [Token<'a>],
    at: usize,
) -> Option<(u32, &'t Token<'a>)> {
    let year = tokens.get(at).filter(|token| token.digits == 2)?;
    is_time(text, tokens, at + 1).then_some((of_two_digits(year.number?), year))
}

/// `08:00:00 UTC 2024`: the year behind the time, as C's `ctime` has it.
pub(super) fn year_behind_time<'t, 'a>(
    text: &str,
    tokens: &'t [Token<'a>],
    at: usize,
) -> Option<(u32, &'t Token<'a>)> {
    if !is_time(text, tokens, at) {
        return None;
    }
    let behind = tokens.iter().enumerate().skip(at + 2).take(5);
    let mut years = behind.filter(|(_, token)| {
        let is_year = token
            .number
            .is_some_and(|year| (1900..2200).contains(&year));
        token.digits == 4 && is_year
    });
    let (_, year) = years.next()?;
    let between = text.get(tokens.get(at)?.range.start..year.range.start)?;
    (!between.contains(['\n', '|', '(']) && between.len() <= 32).then_some((year.number?, year))
}

/// Whether a time stands here: `08:00`.
fn is_time(text: &str, tokens: &[Token<'_>], at: usize) -> bool {
    let [hour, minute, ..] = tokens.get(at..).unwrap_or_default() else {
        return false;
    };
    let is_number = |token: &Token<'_>| token.number.is_some() && (1..=2).contains(&token.digits);
    is_number(hour)
        && is_number(minute)
        && text.get(hour.range.end..minute.range.start) == Some(":")
}
