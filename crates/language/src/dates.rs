//! Days as printed: in numbers, in words of several languages, in running text.

mod labels;
mod months;
mod stamps;
mod weekdays;

use ovation_terms::Day;
use std::ops::Range;

pub use labels::{LabelSort, LabelledDay, label_before, labelled_days};
pub use stamps::parse_stamp;
pub use weekdays::is_weekday;

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
#[non_exhaustive]
pub struct FoundDay {
    /// The day.
    pub day: Day,
    /// Where it stands, in bytes.
    pub range: Range<usize>,
}

/// Reads a text that is a date (with or without a weekday before and a time after).
pub fn parse_day(text: &str, order: DayOrder) -> Option<Day> {
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
pub fn find_days(text: &str, order: DayOrder) -> Vec<FoundDay> {
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

/// What a column's values tell of the order of day and month: numbers above 12 settle it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OrderSeen {
    day_first: u32,
    month_first: u32,
}

impl OrderSeen {
    /// Notes a value of the column.
    pub fn note(&mut self, value: &str) {
        let tokens = tokens(value);
        let [first, second, third, ..] = tokens.as_slice() else {
            return;
        };
        let (Some(a), Some(b)) = (first.number, second.number) else {
            return;
        };
        if first.digits > 2 || second.digits > 2 || third.number.is_none() {
            return;
        }
        self.day_first += u32::from(a > 12 && b <= 12);
        self.month_first += u32::from(b > 12 && a <= 12);
    }

    /// The order; none when nothing settles it, and when the column mixes both orders: then a date
    /// that can be read two ways is not guessed. One value in `STRAY_ONE_IN` may differ: a slip
    /// does not make a mixture.
    pub fn order(self) -> Option<DayOrder> {
        let Self {
            day_first,
            month_first,
        } = self;
        if month_first > STRAY_ONE_IN.saturating_mul(day_first) {
            Some(DayOrder::MonthFirst)
        } else if day_first > STRAY_ONE_IN.saturating_mul(month_first) {
            Some(DayOrder::DayFirst)
        } else {
            None
        }
    }
}

/// Day 1 of spreadsheets' counting is 1 January 1900; day 60 is a 29 February that never was, so
/// later days count from 30 December 1899.
const SPREADSHEET_EPOCH: (i16, i8, i8) = (1899, 12, 30);

/// Days that a bare number of a date column may count: 1927 to 2119.
const SPREADSHEET_DAYS: std::ops::RangeInclusive<i32> = 10_000..=80_000;

/// Reads the cell of a column of dates: all that [`parse_in_column`] does, and what stands only
/// there: a spreadsheet's count of days (`45366`), seconds or milliseconds since 1970, and years
/// of two digits behind a month's name (`4-Mar-24`). Three numbers of two digits with dashes
/// (`24-03-01`) are read only when the operator says the order.
///
/// # Errors
/// The two days it may mean.
pub fn parse_in_cell(
    text: &str,
    order: Option<DayOrder>,
    is_order_said: bool,
) -> Result<Option<Day>, (Day, Day)> {
    let text = text.trim();
    if text.len() > 80 {
        return Ok(None);
    }
    if let Some(day) = counted(text) {
        return Ok(Some(day));
    }
    let found = tokens(text);
    if let [a, b, c, rest @ ..] = found.as_slice()
        && rest.len() <= 8
    {
        let gap = |from: &Token<'_>, to: &Token<'_>| text.get(from.range.end..to.range.start);
        let gaps = (gap(a, b), gap(b, c));
        let is_dashed = gaps == (Some("-"), Some("-"));
        if is_dashed
            && [a, b, c].iter().all(|token| token.digits <= 2)
            && let (Some(first), Some(second), Some(third)) = (a.number, b.number, c.number)
        {
            return dashed(first, second, third, order.filter(|_| is_order_said));
        }
        // `4-Mar-24`, `4 mars 24`, `Mar 4, 24`.
        let is_close =
            |gap: Option<&str>| gap.is_some_and(|gap| gap.len() <= 3 && !gap.contains(':'));
        if c.digits == 2 && is_close(gaps.0) && is_close(gaps.1) {
            let named = |day: &Token<'_>, month: &Token<'_>| {
                let month = months::of_word(month.word)?;
                make(of_two_digits(c.number?), month, day.number?)
            };
            let day = named(a, b).filter(|_| a.digits <= 2 && a.number.is_some());
            let day = day.or_else(|| named(b, a).filter(|_| b.digits <= 2 && b.number.is_some()));
            if day.is_some() {
                return Ok(day);
            }
        }
    }
    parse_in_column(text, order)
}

/// `24-03-01`: the year may stand at either end.
fn dashed(
    first: u32,
    second: u32,
    third: u32,
    order: Option<DayOrder>,
) -> Result<Option<Day>, (Day, Day)> {
    let year_first = make(of_two_digits(first), second, third);
    match order {
        Some(DayOrder::DayFirst) => return Ok(make(of_two_digits(third), second, first)),
        Some(DayOrder::MonthFirst) => return Ok(make(of_two_digits(third), first, second)),
        None => {}
    }
    let others = [
        make(of_two_digits(third), second, first),
        make(of_two_digits(third), first, second),
    ];
    let mut days: Vec<Day> = others.into_iter().chain([year_first]).flatten().collect();
    days.dedup();
    match days.as_slice() {
        [] => Ok(None),
        [day] => Ok(Some(*day)),
        [one, .., other] | [one, other, ..] if one != other => Err((*one, *other)),
        [one, ..] => Ok(Some(*one)),
    }
}

/// The nearest century that does not lie ahead of the 2030s.
fn of_two_digits(year: u32) -> u32 {
    if year < 40 { 2000 + year } else { 1900 + year }
}

/// `45366`, `45366.75`, and seconds or milliseconds since 1970.
fn counted(text: &str) -> Option<Day> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let is_number = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !is_number(whole) || !is_number(part) {
        return None;
    }
    let after = |(year, month, day): (i16, i8, i8), days: i32| {
        let start = Day::new(year, month, day)?;
        start.plus_days(days)
    };
    match whole.len() {
        5 => {
            let days: i32 = whole.parse().ok()?;
            SPREADSHEET_DAYS
                .contains(&days)
                .then(|| after(SPREADSHEET_EPOCH, days))?
        }
        10 | 13 => {
            let number: i64 = whole.parse().ok()?;
            let seconds = if whole.len() == 13 {
                number / 1000
            } else {
                number
            };
            after((1970, 1, 1), i32::try_from(seconds / 86_400).ok()?)
        }
        _ => None,
    }
}

/// Reads a date of a column whose order is known or not.
///
/// # Errors
/// The two days it may mean, when the order is not known and it can be read two ways.
pub fn parse_in_column(text: &str, order: Option<DayOrder>) -> Result<Option<Day>, (Day, Day)> {
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
        let Some(year) = tokens.get(last).filter(|token| token.digits == 4) else {
            return stamps::short_year(text, tokens, last)
                .filter(|_| near(text, tokens, next, last, 3))
                .and_then(|(year, token)| Some(found(make(year, month, number)?, token)));
        };
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
    if !near(text, tokens, at, at + 1, 3) {
        return None;
    }
    let Some(year) = tokens.get(last).filter(|token| token.digits == 4) else {
        let (year, token) = stamps::year_behind_time(text, tokens, last)?;
        return make(year, month, day.number?).map(|day| found(day, token));
    };
    if !near(text, tokens, at + 1, last, 5) {
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
    let [month_sign, day, day_sign, ..] = rest else {
        return None;
    };
    let is_dated = crate::all().any(|language| match language.list("dates.signs") {
        [year_mark, month_mark, day_mark] => {
            second.word.starts_with(year_mark)
                && month_sign.word.starts_with(month_mark)
                && day_sign.word.starts_with(day_mark)
        }
        _ => false,
    });
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
    if let Some(day) = weekdays::settle(tokens, at, (year, a, b)) {
        return Some((day, third));
    }
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
mod tests;
