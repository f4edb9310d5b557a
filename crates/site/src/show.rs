//! Numbers, days and names as readers see them.

use jiff::tz::TimeZone;
use ovation_terms::{Day, Moment};
pub(crate) use ovation_terms::{counted, grouped as count};

/// A percentage as a whole number; only a share without exception is shown as 0 or 100.
pub(crate) fn percent(value: f64, positives: u64, n: u64) -> String {
    let rounded = value.round();
    let kept_apart = if positives < n {
        rounded.min(99.0)
    } else {
        rounded
    };
    let kept_apart = if positives > 0 {
        kept_apart.max(1.0)
    } else {
        kept_apart
    };
    format!("{kept_apart:.0}")
}

/// A percentage as a whole number.
pub(crate) fn whole(value: f64) -> String {
    format!("{:.0}", value.round())
}

/// One decimal: an average rating, a coordinate.
pub(crate) fn tenth(value: f64) -> String {
    format!("{value:.1}")
}

/// Two decimals: a probability, a converted rating.
pub(crate) fn hundredth(value: f64) -> String {
    format!("{value:.2}")
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month(number: i8) -> &'static str {
    usize::try_from(number - 1)
        .ok()
        .and_then(|place| MONTHS.get(place))
        .copied()
        .unwrap_or("")
}

/// `3 March 2024`.
pub(crate) fn day(day: Day) -> String {
    let date = day.date();
    format!("{} {} {}", date.day(), month(date.month()), date.year())
}

/// `Mar 2024`, for a chart's axis.
pub(crate) fn short_month(day: Day) -> String {
    let date = day.date();
    let name: String = month(date.month()).chars().take(3).collect();
    format!("{name} {}", date.year())
}

/// `3 Mar`, for a chart's axis.
pub(crate) fn short_day(day: Day) -> String {
    let date = day.date();
    let name: String = month(date.month()).chars().take(3).collect();
    format!("{} {name}", date.day())
}

/// `3 March 2024, 12:04 UTC`.
pub(crate) fn moment(moment: Moment) -> String {
    let Ok(timestamp) = jiff::Timestamp::from_microsecond(moment.0) else {
        return moment.to_string();
    };
    let zoned = timestamp.to_zoned(TimeZone::UTC);
    format!(
        "{}, {:02}:{:02} UTC",
        day(zoned.date().into()),
        zoned.hour(),
        zoned.minute()
    )
}

/// `2024-03-03T12:04:59Z`, for a `datetime` attribute, which takes no millionths.
pub(crate) fn iso(moment: Moment) -> String {
    let whole = moment.to_string();
    match whole.split_once('.') {
        Some((seconds, _)) => format!("{seconds}Z"),
        None => whole,
    }
}

/// At most so many words, and of a script without spaces at most eight letters for each word.
pub(crate) fn excerpt(text: &str, words: usize) -> String {
    ovation_terms::shortened(text, words)
}

/// First letter in upper case, for a sentence.
pub(crate) fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// The address if it is plain http(s) and may be linked to; nothing else ever becomes a link.
pub(crate) fn safe_url(text: &str) -> Option<String> {
    if text.len() > 2048 {
        return None;
    }
    let parsed = url::Url::parse(text).ok()?;
    matches!(parsed.scheme(), "http" | "https").then(|| parsed.to_string())
}

/// A language tag fit for a `lang` attribute: letters, digits and hyphens.
pub(crate) fn language_tag(text: &str) -> Option<String> {
    let plain = text.len() >= 2
        && text.len() <= 35
        && text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    plain.then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_a_hundred_only_when_nobody_was_against() {
        assert_eq!(percent(99.7, 299, 300), "99");
        assert_eq!(percent(100.0, 300, 300), "100");
        assert_eq!(percent(0.3, 1, 300), "1");
        assert_eq!(percent(0.0, 0, 300), "0");
        assert_eq!(percent(86.5, 45, 52), "87");
    }

    #[test]
    fn cuts_long_words_and_scripts_without_spaces_too() {
        assert_eq!(excerpt("one two three", 2), "one two …");
        assert_eq!(excerpt(&"映".repeat(5000), 60).chars().count(), 481);
    }

    #[test]
    fn groups_thousands() {
        assert_eq!(count(0), "0");
        assert_eq!(count(999), "999");
        assert_eq!(count(37_000), "37,000");
        assert_eq!(count(1_234_567), "1,234,567");
    }

    #[test]
    fn links_only_to_http_and_https() {
        assert!(safe_url("https://gazette.example/a").is_some());
        for hostile in [
            "javascript:alert(1)",
            " javascript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "//gazette.example/a",
            "",
        ] {
            assert_eq!(safe_url(hostile), None, "{hostile}");
        }
    }

    #[test]
    fn writes_days_and_moments_in_words() {
        let moment_shown = moment("2024-03-03T12:04:59Z".parse().expect("a moment"));
        assert_eq!(moment_shown, "3 March 2024, 12:04 UTC");
    }
}
