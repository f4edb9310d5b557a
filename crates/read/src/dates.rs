//! Days as printed: in numbers, in words of several languages, in running text.

mod months;

use ovation_terms::Day;
use std::ops::Range;

/// How numbers like `3/4/2012` are meant.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DayOrder {
    /// Day before month, as in most of the world.
    #[default]
    DayFirst,
    /// Month before day, as in the United States.
    MonthFirst,
}

/// How many dates of one order outweigh a single one of the other.
const STRAY_ONE_IN: u32 = 20;

/// A day found in a text and the bytes it stands at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FoundDay {
    pub(crate) day: Day,
    pub(crate) range: Range<usize>,
}

/// Reads a text that is a date (with or without a weekday before and a time after).
pub(crate) fn parse_day(text: &str, order: DayOrder) -> Option<Day> {
    let text = text.trim();
    if text.len() > 80 {
        return None;
    }
    if let Some(day) = compact(text) {
        return Some(day);
    }
    let tokens = tokens(text);
    (0..tokens.len().min(4)).find_map(|at| day_at(text, &tokens, at, order).map(|found| found.day))
}

/// Finds the days printed in a text, in order.
pub(crate) fn find_days(text: &str, order: DayOrder) -> Vec<FoundDay> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if let Some(day) = day_at(text, &tokens, at, order) {
            while tokens
                .get(at)
                .is_some_and(|token| token.range.start < day.range.end)
            {
                at += 1;
            }
            found.push(day);
        } else {
            at += 1;
        }
    }
    found
}

/// Judges the order of day and month from a column's values: numbers above 12 settle it.
///
/// None when nothing does, and when the column mixes both orders; then a date that can be read two
/// ways is not guessed. One value in [`STRAY_ONE_IN`] may differ: a slip does not make a mixture.
pub(crate) fn judge_order<'a>(values: impl Iterator<Item = &'a str>) -> Option<DayOrder> {
    let (mut day_first, mut month_first) = (0_u32, 0_u32);
    for value in values {
        let tokens = tokens(value);
        let [first, second, third, ..] = tokens.as_slice() else {
            continue;
        };
        let (Some(a), Some(b)) = (first.number, second.number) else {
            continue;
        };
        if first.digits > 2 || second.digits > 2 || third.number.is_none() {
            continue;
        }
        day_first += u32::from(a > 12 && b <= 12);
        month_first += u32::from(b > 12 && a <= 12);
    }
    if month_first > STRAY_ONE_IN * day_first {
        Some(DayOrder::MonthFirst)
    } else if day_first > STRAY_ONE_IN * month_first {
        Some(DayOrder::DayFirst)
    } else {
        None
    }
}

/// Reads a date of a column whose order is known or not.
///
/// # Errors
/// The two days it may mean, when the order is not known and it can be read two ways.
pub(crate) fn parse_in_column(
    text: &str,
    order: Option<DayOrder>,
) -> Result<Option<Day>, (Day, Day)> {
    if let Some(order) = order {
        return Ok(parse_day(text, order));
    }
    match (
        parse_day(text, DayOrder::DayFirst),
        parse_day(text, DayOrder::MonthFirst),
    ) {
        (Some(one), Some(other)) if one != other => Err((one, other)),
        (one, other) => Ok(one.or(other)),
    }
}

/// `20120304` and `20120304T...`.
fn compact(text: &str) -> Option<Day> {
    let digits = text.get(..8)?;
    let rest = text.get(8..)?;
    let is_plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_plain || !(rest.is_empty() || rest.starts_with('T')) {
        return None;
    }
    let number = |range: Range<usize>| digits.get(range).and_then(|part| part.parse::<u32>().ok());
    make(number(0..4)?, number(4..6)?, number(6..8)?)
}

struct Token<'a> {
    range: Range<usize>,
    word: &'a str,
    number: Option<u32>,
    digits: usize,
}

/// Runs of digits and runs of letters.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut made: Vec<Token<'_>> = Vec::new();
    let mut start: Option<(usize, bool)> = None;
    let close = |start: Option<(usize, bool)>, end: usize, made: &mut Vec<Token<'_>>| {
        let Some((from, is_digits)) = start else {
            return;
        };
        // The closure's text outlives the tokens, so slices are taken anew when pushing.
        made.push(Token {
            range: from..end,
            word: "",
            number: is_digits.then_some(0),
            digits: end - from,
        });
    };
    for (at, letter) in text.char_indices() {
        let class = if letter.is_ascii_digit() {
            Some(true)
        } else if letter.is_alphabetic() || ('\u{300}'..='\u{36f}').contains(&letter) {
            Some(false)
        } else {
            None
        };
        if start.map(|(_, is_digits)| is_digits) != class {
            close(start, at, &mut made);
            start = class.map(|is_digits| (at, is_digits));
        }
    }
    close(start, text.len(), &mut made);
    for token in &mut made {
        token.word = text.get(token.range.clone()).unwrap_or("");
        token.number = token.number.and_then(|_| token.word.parse().ok());
    }
    made
}

fn day_at(text: &str, tokens: &[Token<'_>], at: usize, order: DayOrder) -> Option<FoundDay> {
    let first = tokens.get(at)?;
    let found = |day: Day, last: &Token<'_>| FoundDay {
        day,
        range: first.range.start..last.range.end,
    };
    if let Some(number) = first.number {
        if first.digits == 4 {
            return year_first(text, tokens, at).map(|(day, last)| found(day, last));
        }
        if first.digits > 2 {
            return None;
        }
        if let Some((day, last)) = in_numbers(text, tokens, at, order) {
            return Some(found(day, last));
        }
        // `3 March 2012`, `3rd of March, 2012`, `3. März 2012`, `3 de marzo de 2012`.
        let mut next = at + 1;
        while tokens
            .get(next)
            .is_some_and(|token| months::is_filler(token.word))
            && next < at + 3
        {
            next += 1;
        }
        let month = months::of_word(tokens.get(next)?.word)?;
        if !near(text, tokens, at, next, 8) {
            return None;
        }
        let mut last = next + 1;
        while tokens
            .get(last)
            .is_some_and(|token| months::is_filler(token.word))
            && last < next + 2
        {
            last += 1;
        }
        let year = tokens.get(last).filter(|token| token.digits == 4)?;
        if !near(text, tokens, next, last, 6) {
            return None;
        }
        return make(year.number?, month, number).map(|day| found(day, year));
    }
    // `March 3, 2012`, `March 3rd 2012`.
    let month = months::of_word(first.word)?;
    let day = tokens.get(at + 1).filter(|token| token.digits <= 2)?;
    let mut last = at + 2;
    if tokens
        .get(last)
        .is_some_and(|token| months::is_ordinal(token.word))
    {
        last += 1;
    }
    let year = tokens.get(last).filter(|token| token.digits == 4)?;
    if !near(text, tokens, at, at + 1, 3) || !near(text, tokens, at + 1, last, 5) {
        return None;
    }
    make(year.number?, month, day.number?).map(|day| found(day, year))
}

/// `2012-03-04`, `2012/3/4`, `2012.03.04`, `2012年3月4日`, `2012 March 4`.
fn year_first<'t, 'a>(
    text: &str,
    tokens: &'t [Token<'a>],
    at: usize,
) -> Option<(Day, &'t Token<'a>)> {
    let [year, second, third, rest @ ..] = tokens.get(at..)? else {
        return None;
    };
    let gap = text.get(year.range.end..second.range.start)?;
    if let Some(month) = second.number {
        let second_gap = text.get(second.range.end..third.range.start)?;
        let is_dated = matches!(gap, "-" | "/" | "." | ". " | "–") && gap == second_gap;
        let is_short = second.digits <= 2 && third.digits <= 2;
        if !is_dated || !is_short {
            return None;
        }
        return Some((make(year.number?, month, third.number?)?, third));
    }
    if let Some(month) = months::of_word(second.word).filter(|_| gap.trim().len() <= 1) {
        let day = third.number.filter(|_| third.digits <= 2)?;
        return Some((make(year.number?, month, day)?, third));
    }
    // 年 月 日, 년 월 일: each number is followed by its mark.
    let marks = [('年', '月', '日'), ('년', '월', '일')];
    let (_, month_mark, day_mark) = marks.iter().find(|mark| second.word.starts_with(mark.0))?;
    let [month_sign, day, day_sign, ..] = rest else {
        return None;
    };
    let is_dated = month_sign.word.starts_with(*month_mark) && day_sign.word.starts_with(*day_mark);
    if !is_dated || third.digits > 2 || day.digits > 2 {
        return None;
    }
    Some((make(year.number?, third.number?, day.number?)?, day))
}

/// `3/4/2012`, `03.04.2012`, `3-4-2012`, and with two digits of year, `3/4/12`.
fn in_numbers<'t, 'a>(
    text: &str,
    tokens: &'t [Token<'a>],
    at: usize,
    order: DayOrder,
) -> Option<(Day, &'t Token<'a>)> {
    let [first, second, third, ..] = tokens.get(at..)? else {
        return None;
    };
    let gap = text.get(first.range.end..second.range.start)?;
    let second_gap = text.get(second.range.end..third.range.start)?;
    if !matches!(gap, "/" | "." | "-" | ". ") || gap != second_gap {
        return None;
    }
    let (a, b) = (first.number?, second.number.filter(|_| second.digits <= 2)?);
    let year = match third.digits {
        4 => third.number?,
        // Two digits: the nearest century that does not lie ahead of the 2030s.
        2 if gap != "-" => third
            .number
            .map(|y| if y < 40 { 2000 + y } else { 1900 + y })?,
        _ => return None,
    };
    let (day, month) = match order {
        DayOrder::DayFirst if gap == "/" && b > 12 => (b, a),
        DayOrder::DayFirst => (a, b),
        DayOrder::MonthFirst if gap.starts_with('.') || a > 12 => (a, b),
        DayOrder::MonthFirst => (b, a),
    };
    Some((make(year, month, day)?, third))
}

fn near(text: &str, tokens: &[Token<'_>], from: usize, to: usize, most: usize) -> bool {
    let (Some(from), Some(to)) = (tokens.get(from), tokens.get(to)) else {
        return false;
    };
    let between = text.get(from.range.end..to.range.start).unwrap_or("");
    between.len() <= most && !between.contains(['\n', '(', ')', '|', ';'])
}

fn make(year: u32, month: u32, day: u32) -> Option<Day> {
    Day::new(
        i16::try_from(year).ok()?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_days_in_numbers_and_in_words_of_many_languages() {
        let cases = [
            ("2012-03-04", "2012-03-04"),
            ("2012-03-04T10:11:12+01:00", "2012-03-04"),
            ("20120304", "2012-03-04"),
            ("2012/3/4", "2012-03-04"),
            ("4.3.2012", "2012-03-04"),
            ("04/03/2012", "2012-03-04"),
            ("25/12/2012", "2012-12-25"),
            ("12/25/2012", "2012-12-25"),
            ("Sun, 04 Mar 2012 10:11:12 GMT", "2012-03-04"),
            ("March 4, 2012", "2012-03-04"),
            ("Mar 4th 2012", "2012-03-04"),
            ("4th of March, 2012", "2012-03-04"),
            ("4 mars 2012", "2012-03-04"),
            ("1er février 2012", "2012-02-01"),
            ("4. März 2012", "2012-03-04"),
            ("4 de marzo de 2012", "2012-03-04"),
            ("4 marzo 2012", "2012-03-04"),
            ("4 de março de 2012", "2012-03-04"),
            ("4 maart 2012", "2012-03-04"),
            ("4 marca 2012", "2012-03-04"),
            ("4 марта 2012", "2012-03-04"),
            ("2012年3月4日", "2012-03-04"),
            ("2012년 3월 4일", "2012-03-04"),
        ];
        for (printed, day) in cases {
            let read = parse_day(printed, DayOrder::DayFirst).map(|day| day.to_string());
            assert_eq!(read.as_deref(), Some(day), "{printed}");
        }
    }

    #[test]
    fn leaves_what_is_no_day() {
        for printed in [
            "",
            "soon",
            "2012",
            "31/31/2012",
            "2012-13-01",
            "30 February 2012",
            "3.5/5",
        ] {
            assert_eq!(parse_day(printed, DayOrder::DayFirst), None, "{printed}");
        }
    }

    #[test]
    fn a_number_above_twelve_settles_the_order_of_the_column() {
        let american = ["1/2/2012", "3/25/2012"];
        assert_eq!(
            judge_order(american.into_iter()),
            Some(DayOrder::MonthFirst)
        );
        let british = ["1/2/2012", "25/3/2012"];
        assert_eq!(judge_order(british.into_iter()), Some(DayOrder::DayFirst));
    }

    #[test]
    fn a_column_that_does_not_tell_or_mixes_its_orders_settles_nothing() {
        for column in [["1/2/2012", "3/4/2012"], ["13/2/2012", "2/13/2012"]] {
            assert_eq!(judge_order(column.into_iter()), None, "{column:?}");
        }
        let day = |text: &str| parse_in_column(text, None);
        assert!(day("1/2/2012").is_err());
        assert_eq!(day("13/2/2012"), Ok(Day::new(2012, 2, 13)));
        assert_eq!(day("2/13/2012"), Ok(Day::new(2012, 2, 13)));
        assert_eq!(
            day("3.4.2012"),
            Ok(Day::new(2012, 4, 3)),
            "dots put the day first"
        );
        assert_eq!(
            day("2/2/2012"),
            Ok(Day::new(2012, 2, 2)),
            "both orders agree"
        );
    }

    #[test]
    fn finds_the_days_in_running_text() {
        let text = "By A. Critic, 4 March 2012 (updated 2012-03-09). Made in 2010.";
        let days: Vec<_> = find_days(text, DayOrder::DayFirst)
            .into_iter()
            .map(|found| {
                (
                    found.day.to_string(),
                    text.get(found.range).unwrap().to_owned(),
                )
            })
            .collect();
        assert_eq!(
            days,
            [
                ("2012-03-04".to_owned(), "4 March 2012".to_owned()),
                ("2012-03-09".to_owned(), "2012-03-09".to_owned())
            ]
        );
    }
}
