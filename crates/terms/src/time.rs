//! The two clocks: civil days for `published`, moments for `recorded`.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A civil date, in the outlet's zone. Text form `2024-03-01`; orders by time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

/// A text was no day.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a day like `2024-03-01`, found `{0}`")]
pub struct DayError(pub String);

impl Day {
    /// Makes a day; `None` for a day that no calendar has.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        Date::new(year, month, day).ok().map(Self)
    }

    /// The calendar date, for arithmetic.
    pub fn date(self) -> Date {
        self.0
    }

    /// The day so many days later; none beyond the calendar's ends.
    pub fn plus_days(self, days: i32) -> Option<Self> {
        self.0
            .checked_add(jiff::Span::new().try_days(days).ok()?)
            .ok()
            .map(Self)
    }

    /// A number that orders like the day: cheaper to compare.
    pub fn ordinal(self) -> i32 {
        (i32::from(self.0.year()) << 9) + (i32::from(self.0.month()) << 5) + i32::from(self.0.day())
    }

    /// The year, such as 2024.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// Whether a review of a film can have been published then: not before 1895, the year of the
    /// first public film show, and not after `today`'s next day (zones).
    pub fn is_plausible(self, today: Self) -> bool {
        self.0.year() >= 1895 && self.0 <= today.0.tomorrow().unwrap_or(today.0)
    }
}

impl From<Date> for Day {
    fn from(date: Date) -> Self {
        Self(date)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{:04}-{:02}-{:02}",
            self.0.year(),
            self.0.month(),
            self.0.day()
        )
    }
}

impl FromStr for Day {
    type Err = DayError;
    fn from_str(text: &str) -> Result<Self, DayError> {
        let bad = || DayError(text.chars().take(40).collect());
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes.get(4) != Some(&b'-') || bytes.get(7) != Some(&b'-') {
            return Err(bad());
        }
        let number = |range: std::ops::Range<usize>| {
            let part = text.get(range)?;
            part.bytes()
                .all(|b| b.is_ascii_digit())
                .then(|| part.parse::<i16>().ok())?
        };
        let day =
            |y: i16, m: i16, d: i16| Self::new(y, i8::try_from(m).ok()?, i8::try_from(d).ok()?);
        (|| day(number(0..4)?, number(5..7)?, number(8..10)?))().ok_or_else(bad)
    }
}

impl Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'_, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// A moment in UTC, in microseconds since 1970. Text form RFC 3339.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(pub i64);

impl Moment {
    /// The UTC day it falls on.
    pub fn day(self) -> Day {
        let timestamp = jiff::Timestamp::from_microsecond(self.0).unwrap_or_default();
        Day(timestamp.to_zoned(jiff::tz::TimeZone::UTC).date())
    }

    /// The last microsecond of a UTC day: "known by the end of that day".
    pub fn end_of(day: Day) -> Self {
        let next = day.0.tomorrow().unwrap_or(day.0);
        next.to_zoned(jiff::tz::TimeZone::UTC)
            .map_or(Self(i64::MAX), |zoned| {
                Self(zoned.timestamp().as_microsecond() - 1)
            })
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match jiff::Timestamp::from_microsecond(self.0) {
            Ok(timestamp) => timestamp.fmt(f),
            Err(_) => write!(f, "{}us", self.0),
        }
    }
}

impl FromStr for Moment {
    type Err = DayError;
    /// Takes RFC 3339 (`2024-03-01T12:00:00Z`) or a day, which means its end.
    fn from_str(text: &str) -> Result<Self, DayError> {
        if let Ok(day) = text.parse::<Day>() {
            return Ok(Self::end_of(day));
        }
        text.parse::<jiff::Timestamp>()
            .map(|timestamp| Self(timestamp.as_microsecond()))
            .map_err(|_not_rfc3339| DayError(text.chars().take(40).collect()))
    }
}
