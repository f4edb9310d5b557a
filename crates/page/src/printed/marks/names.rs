//! Ratings in the names of files and classes, in styles and in attributes.

use crate::tree::Element;
use ovation_knowledge::{List, current};
use ovation_language::data::marks;
use ovation_language::pattern::{any, joined};
use ovation_terms::{PrintedRating, decimal};

pattern!(FILE, &{
    let stars = any(marks::STARS.iter().copied());
    let words = any(marks::STARS.iter().chain(marks::RATING).copied());
    let of = joined(
        marks::OF
            .iter()
            .map(|of| of.replace('-', " "))
            .collect::<Vec<_>>()
            .iter()
            .map(String::as_str),
        "[-_]",
    );
    format!(
        r"(?i)(?:^|[-_. ])(?:{words}[-_ ]?(?:rating[-_ ]?)?(\d{{1,2}})(?:[-_.,]?(5|half|0))?(?:[-_ ]?{of}[-_ ]?(\d{{1,2}}))?|(\d)(?:[-_.,]?(5|half|0|and[-_]a[-_]half))?[-_ ]?{stars})(?:[-_ ](?:small|large|big|icon|s|m|l|gold|red|yellow|\dx))?$"
    )
});
pattern!(CLASS, &{
    let words = any(marks::STARS.iter().chain(marks::RATING).copied());
    let of = any(marks::OF.iter().copied());
    format!(
        r"(?i)^(?:(?:c|is|has|m|o|u|b|icon|review|critic|film|movie|post|editor|my)[-_]+)?(?:star-?rating|rating-?stars?|{words})(?:[-_]+(?:value|score|stars?|is|s|n|icon))?[-_]*(\d{{1,3}})(?:[-_.,](5|half|0))?(?:[-_]?(half))?(?:[-_]{of}[-_](\d{{1,2}}))?$"
    )
});
pattern!(
    WIDTH,
    r"(?i)(?:^|[;\s])width\s*:\s*(\d{1,3}(?:\.\d+)?)\s*(%|px|em|rem)"
);
pattern!(VARIABLE, &{
    let words = any(marks::STARS.iter().chain(marks::RATING).copied());
    format!(
        r"(?i)--(?:[a-z]+-)?(?:percent|value|fill|{words})(?:-[a-z]+)?\s*:\s*(\d{{1,3}}(?:\.\d+)?)\s*(%)?"
    )
});

fn rating(points: f64, best: Option<f64>) -> Option<PrintedRating> {
    let fits = points > 0.0 && best.is_none_or(|best| points <= best);
    let text = |number: f64| {
        let rounded = (number * 100.0).round() / 100.0;
        format!("{rounded}")
    };
    fits.then(|| PrintedRating {
        printed: text(points),
        best: best.map(text),
        ..PrintedRating::default()
    })
}

/// The scale that points without one are on, as far as they say: stars are five; tens of points
/// from 10 to 50 in steps of five are tenths of stars, as no other habit has `45`.
fn scaled(points: f64) -> Option<PrintedRating> {
    let is_step = (points / 5.0).fract().abs() < f64::EPSILON;
    match points {
        p if p <= 5.0 => rating(p, Some(5.0)),
        p if p <= 10.0 => rating(p, Some(10.0)),
        p if p <= 50.0 && is_step => rating(p / 10.0, Some(5.0)),
        p if p <= 100.0 => rating(p, Some(100.0)),
        _ => None,
    }
}

fn points(whole: Option<&str>, part: Option<&str>) -> Option<f64> {
    let whole: f64 = whole?.parse().ok()?;
    let half = part.is_some_and(|part| {
        part.eq_ignore_ascii_case("5") || part.to_ascii_lowercase().contains("half")
    });
    Some(if half { whole + 0.5 } else { whole })
}

/// The rating in a picture's file name: `3_5stars.gif`, `rating-4.png`, `etoile4.gif`.
pub(super) fn of_file(source: &str) -> Option<PrintedRating> {
    let path = source.split(['?', '#']).next()?;
    let file = path.rsplit('/').next()?;
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    if stem.len() > 60 || !stem.bytes().any(|b| b.is_ascii_digit()) || source.starts_with("data:") {
        return None;
    }
    let parts = FILE.captures(stem)?;
    let part = |at: usize| parts.get(at).map(|part| part.as_str());
    if let Some(value) = points(part(4), part(5)) {
        return scaled(value).filter(|_| value <= 5.0);
    }
    let value = points(part(1), part(2))?;
    match part(3).and_then(|best| best.parse::<f64>().ok()) {
        Some(best) => rating(value, Some(best)),
        None => scaled(value),
    }
}

/// The rating in a class: `rating-4`, `stars-45`, `star-rating-3-5`, `stars-4-half`.
pub(super) fn of_classes(classes: &str) -> Option<(PrintedRating, String)> {
    let mut found = None;
    for token in classes.split_ascii_whitespace() {
        if !token.bytes().any(|b| b.is_ascii_digit()) || token.len() > 40 {
            continue;
        }
        let Some(parts) = CLASS.captures(token) else {
            continue;
        };
        let part = |at: usize| parts.get(at).map(|part| part.as_str());
        let value = points(part(1), part(2).or(part(3)))?;
        let best = part(4).and_then(|best| best.parse::<f64>().ok());
        let read = best.map_or_else(|| scaled(value), |best| rating(value, Some(best)));
        found = found.or_else(|| Some((read?, token.to_owned())));
    }
    found
}

/// The rating in a style: the width of full stars over empty ones, or a variable.
pub(super) fn of_style(style: &str, above: Option<&str>) -> Option<PrintedRating> {
    if let Some(parts) = VARIABLE.captures(style) {
        let value: f64 = parts.get(1)?.as_str().parse().ok()?;
        return if parts.get(2).is_some() {
            rating(value / 20.0, Some(5.0))
        } else {
            scaled(value)
        };
    }
    let width = |style: &str| {
        let parts = WIDTH.captures(style)?;
        let value: f64 = parts.get(1)?.as_str().parse().ok()?;
        Some((value, parts.get(2)?.as_str().to_ascii_lowercase()))
    };
    let (value, unit) = width(style)?;
    let share = if unit == "%" {
        value / 100.0
    } else {
        let (whole, other) = width(above?)?;
        (unit == other && whole > 0.0).then_some(value / whole)?
    };
    // Halves of stars, and tenths; a third is a layout. So is the whole, most often.
    let points = share * 5.0;
    let is_step = (points * 10.0 - (points * 10.0).round()).abs() < 0.06;
    (is_step && share < 1.0)
        .then(|| rating(points, Some(5.0)))
        .flatten()
}

/// The rating in an element's attributes.
pub(super) fn of_attributes(
    element: &Element<'_>,
    is_rating: bool,
) -> Option<(PrintedRating, String)> {
    let number = |name: &str| element.attr(name).and_then(decimal);
    let named = current()
        .list(List::RatingAttributes)
        .iter()
        .find_map(|name| Some((number(name)?, name.as_str())));
    let plain = || {
        let names = ["value", "rating", "score", "data-value", "data-percent"];
        names.iter().find_map(|name| Some((number(name)?, *name)))
    };
    let (value, name) = named.or_else(|| is_rating.then(plain).flatten())?;
    let best = current()
        .list(List::TopAttributes)
        .iter()
        .find_map(|name| number(name));
    let is_meter = matches!(element.name, "meter" | "progress");
    let read = match best {
        Some(best) => rating(value, Some(best)),
        None if is_meter || name == "data-percent" => None,
        None => scaled(value),
    }?;
    Some((read, format!("{name}={value}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(rating: Option<PrintedRating>) -> String {
        let text = |rating: PrintedRating| {
            format!("{}/{}", rating.printed, rating.best.unwrap_or_default())
        };
        rating.map_or_else(String::new, text)
    }

    #[test]
    fn files_that_are_named_for_a_rating_are_read() {
        let cases = [
            ("/img/3_5stars.gif", "3.5/5"),
            ("/img/4stars.gif", "4/5"),
            ("stars-3.5.png", "3.5/5"),
            ("images/rating-4.png?v=2", "4/5"),
            ("images/etoile4.gif", "4/5"),
            ("star35.gif", "3.5/5"),
            ("rating_7.gif", "7/10"),
            ("stars-3-of-4.svg", "3/4"),
            ("4-sterne.png", "4/5"),
            ("/themes/lantern/stars_2half.png", "2.5/5"),
            ("/2019/07/harbour-3.jpg", ""),
            ("star-wedding-2019.jpg", ""),
            ("starlight2.jpg", ""),
            ("IMG_4012.jpg", ""),
        ];
        for (file, rating) in cases {
            assert_eq!(said(of_file(file)), rating, "{file}");
        }
    }

    #[test]
    fn classes_and_styles_that_draw_a_rating_are_read() {
        let cases = [
            ("rating rating-4", "4/5"),
            ("stars-45", "4.5/5"),
            ("star-rating-3-5", "3.5/5"),
            ("stars--3_5", "3.5/5"),
            ("score-80", "80/100"),
            ("rated-8", "8/10"),
            ("note-3-sur-5", "3/5"),
            ("star-rating col-4", ""),
            ("rating-2019", ""),
        ];
        for (class, rating) in cases {
            assert_eq!(
                said(of_classes(class).map(|found| found.0)),
                rating,
                "{class}"
            );
        }
        let styles = [
            ("width:80%", None, "4/5"),
            ("color:red; width: 70%", None, "3.5/5"),
            ("width:100%", None, ""),
            ("width:33.3%", None, ""),
            ("width:48px", Some("width:80px"), "3/5"),
            ("--rating: 3.5", None, "3.5/5"),
            ("max-width:80%", None, ""),
        ];
        for (style, above, rating) in styles {
            assert_eq!(said(of_style(style, above)), rating, "{style}");
        }
    }
}
