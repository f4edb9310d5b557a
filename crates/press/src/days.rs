//! The day an event is said to be on.

use super::tokens::Tokens;
use ovation_language::data::{MONTHS, WEEKDAYS, dates};
use ovation_language::words::listed;
use ovation_terms::{Day, ToldDay};

/// Short forms of a day of the week, so many letters long, are other words in running text: so, do, sat.
const SHORT: usize = 3;

/// The day of printed words: `December 25, 2017` states it; `May 20` takes the article's year; `Monday` and `today` are
/// counted back from the article's day.
pub(crate) fn day_of(
    tokens: &Tokens<'_>,
    (from, to): (usize, usize),
    published: Option<Day>,
) -> Option<ToldDay> {
    let mut month = None;
    let mut number = None;
    let mut year = None;
    let mut weekday = None;
    let mut is_today = false;
    let mut is_yesterday = false;
    for at in from..to {
        let word = tokens.text_of(at).to_lowercase();
        if let Some(at) = MONTHS.iter().position(|names| listed(names, &word)) {
            month = i8::try_from(at + 1).ok();
        } else if let Some(at) = WEEKDAYS
            .iter()
            .position(|names| word.chars().count() > SHORT && listed(names, &word))
        {
            weekday = i8::try_from(at + 1).ok();
        } else if super::films::is_year(&word) {
            year = word.parse::<i16>().ok();
        } else if let Ok(day) = word
            .trim_end_matches(|letter: char| letter.is_alphabetic())
            .parse::<i8>()
        {
            number = Some(day);
        }
        is_today |= listed(dates::TODAY, &word);
        is_yesterday |= listed(dates::YESTERDAY, &word);
    }
    if let (Some(month), Some(day)) = (month, number) {
        let is_stated = year.is_some();
        let year = year.or_else(|| published.map(Day::year))?;
        return Day::new(year, month, day).map(|day| ToldDay { day, is_stated });
    }
    if month.is_some() || year.is_some() {
        return None;
    }
    let published = published?;
    let back = if is_today {
        0
    } else if is_yesterday {
        1
    } else {
        let today = published.date().weekday().to_monday_one_offset();
        i32::from((today - weekday?).rem_euclid(7))
    };
    let mut date = published.date();
    for _ in 0..back {
        date = date.yesterday().ok()?;
    }
    Some(ToldDay {
        day: Day::from(date),
        is_stated: false,
    })
}
