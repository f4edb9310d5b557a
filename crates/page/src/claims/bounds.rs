//! The bounds of a rating's scale as markup states them, which are wrong often.

use ovation_terms::decimal;

/// What is left of the bounds.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Bounds {
    pub(crate) best: Option<String>,
    pub(crate) worst: Option<String>,
    /// The value is a plugin's word for "not rated": 0 where the least is 1.
    pub(crate) is_unrated: bool,
}

/// A number as markup states it, with a decimal comma and remarks: `7,5`, `5 (excellent)`, `100%`.
pub(crate) fn number(words: &str) -> Option<f64> {
    let words = words.trim();
    let end = words.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+')));
    let (digits, rest) = words.split_at_checked(end.unwrap_or(words.len()))?;
    let rest = rest.trim();
    let is_remark = rest.is_empty() || rest == "%" || rest.starts_with(['(', '[']);
    if !is_remark {
        return None;
    }
    decimal(digits)
}

/// What of the stated bounds holds for a value; `points` is none for a value that is no number
/// (`★★★`, `3½`), which has the stated top too.
///
/// A best that the points exceed was left at a plugin's default and says nothing, unless the worst
/// lies beyond it: then the scale is one on which less is better.
pub(crate) fn of(points: Option<f64>, best: Option<&str>, worst: Option<&str>) -> Bounds {
    let top = best.and_then(number);
    let bottom = worst.and_then(number);
    let plain = |words: Option<&str>, number: Option<f64>| {
        // `A` is no top that points could be held against.
        let words = words.filter(|words| words.contains(|c: char| c.is_ascii_digit()))?;
        // Without its remark; what cannot be read is left to who converts it.
        let bare = words.split(['(', '[']).next().unwrap_or(words).trim();
        Some(if number.is_some() { bare } else { words }.to_owned())
    };
    let (Some(points), Some(top)) = (points, top) else {
        return Bounds {
            best: plain(best, top),
            worst: plain(worst, bottom),
            is_unrated: is_below(points, bottom, top),
        };
    };
    let is_inverted = bottom.is_some_and(|bottom| bottom > top);
    let is_beyond = match bottom {
        Some(bottom) if is_inverted => points < top || points > bottom,
        _ => points > top,
    };
    Bounds {
        best: plain(best, Some(top)).filter(|_| !is_beyond),
        worst: plain(worst, bottom).filter(|_| !is_beyond),
        is_unrated: !is_inverted && is_below(Some(points), bottom, Some(top)),
    }
}

/// Whether a value of nought lies below the least there is.
fn is_below(points: Option<f64>, bottom: Option<f64>, top: Option<f64>) -> bool {
    let is_nought = points.is_some_and(|points| points.abs() < f64::EPSILON);
    let is_up = bottom.is_some_and(|bottom| bottom > 0.0 && top.is_none_or(|top| top >= bottom));
    is_nought && is_up
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds_hold_only_where_the_value_may_lie_between_them() {
        // value, best, worst: best, worst, unrated
        type Case<'a> = (
            &'a str,
            Option<&'a str>,
            Option<&'a str>,
            Option<&'a str>,
            Option<&'a str>,
            bool,
        );
        let cases: [Case<'_>; 17] = [
            ("4", Some("5"), Some("1"), Some("5"), Some("1"), false),
            ("0", Some("5"), Some("1"), Some("5"), Some("1"), true),
            ("0.0", Some("10"), Some("1"), Some("10"), Some("1"), true),
            ("0", Some("5"), Some("0"), Some("5"), Some("0"), false),
            ("0", Some("5"), Some("-5"), Some("5"), Some("-5"), false),
            ("-3", Some("5"), Some("-5"), Some("5"), Some("-5"), false),
            // Less is better.
            ("2", Some("1"), Some("6"), Some("1"), Some("6"), false),
            ("1", Some("1"), Some("5"), Some("1"), Some("5"), false),
            ("7", Some("1"), Some("6"), None, None, false),
            // Left at a plugin's default.
            ("9", Some("5"), Some("1"), None, None, false),
            ("85", Some("10"), None, None, None, false),
            ("7,5", Some("10,0"), None, Some("10,0"), None, false),
            // The top holds for whatever form the value has.
            ("★★★", Some("4"), None, Some("4"), None, false),
            ("3½", Some("4 stars"), None, Some("4 stars"), None, false),
            ("three", Some("4"), Some("1"), Some("4"), Some("1"), false),
            ("B+", Some("A"), Some("F"), None, None, false),
            (
                "3",
                Some("5 (excellent)"),
                Some("1 (poor)"),
                Some("5"),
                Some("1"),
                false,
            ),
        ];
        for (value, best, worst, held, least, is_unrated) in cases {
            let bounds = of(number(value), best, worst);
            assert_eq!(bounds.best.as_deref(), held, "{value} {best:?}");
            assert_eq!(bounds.worst.as_deref(), least, "{value} {worst:?}");
            assert_eq!(bounds.is_unrated, is_unrated, "{value} {worst:?}");
        }
    }
}
