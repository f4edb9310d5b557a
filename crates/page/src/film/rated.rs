//! A headline without the rating that stands in it: `The Salt Road (2024) ★★★½`.

use crate::printed;
use ovation_language::data::glyphs;
use std::borrow::Cow;

/// What parts a rating from a title.
const SEAMS: [&str; 9] = [" – ", " — ", " - ", " | ", " : ", ": ", ", ", " · ", " • "];

/// The headline without ratings at its ends, in brackets, behind a seam or drawn; as it is where
/// nothing else would be left. A year that stood between title and rating is put in brackets.
pub(in super::super) fn unrated(headline: &str) -> Cow<'_, str> {
    let mut words = headline.trim();
    loop {
        let bare = without_one(words);
        if bare.len() == words.len() || !bare.chars().any(char::is_alphanumeric) {
            break;
        }
        words = bare;
    }
    match words.rsplit_once(", ") {
        Some((title, year)) if words.len() < headline.trim().len() && is_year(year) => {
            Cow::Owned(format!("{title} ({year})"))
        }
        _ => Cow::Borrowed(words),
    }
}

fn is_year(words: &str) -> bool {
    words.len() == 4
        && words
            .parse::<i16>()
            .is_ok_and(|year| (1870..2200).contains(&year))
}

/// A film, its year and a rating, which together are a whole title: `Kestrel Season, 2021 - ★★★½`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RatedTitle {
    /// The film's title.
    pub title: String,
    /// Its year, where the title has it.
    pub year: Option<i16>,
    /// The rating, as printed.
    pub rating: String,
}

/// Takes a title apart that ends with a rating behind film and year; none of any other title.
pub fn rated_title(words: &str) -> Option<RatedTitle> {
    let words = words.trim();
    let bare = without_one(words);
    let rating = words.strip_prefix(bare)?;
    let rating = rating.trim_matches([' ', ',', '-', '–', '—', '|', ':', '(', ')', '[', ']']);
    if rating.is_empty() || bare.is_empty() {
        return None;
    }
    let (title, year) = super::without_year(bare);
    if year.is_some() {
        let (title, rating) = (title.to_owned(), rating.to_owned());
        return Some(RatedTitle {
            title,
            year,
            rating,
        });
    }
    let (title, year) = bare.rsplit_once(',')?;
    let year = year.trim().parse::<i16>().ok();
    let year = year.filter(|year| (1870..2200).contains(year))?;
    Some(RatedTitle {
        title: title.trim().to_owned(),
        year: Some(year),
        rating: rating.to_owned(),
    })
}

fn without_one(words: &str) -> &str {
    if let Some(open) = words.rfind(['(', '[', '（'])
        && let Some(inside) = words.get(open..)
        && inside.ends_with([')', ']', '）'])
    {
        let bare = inside.trim_matches(['(', ')', '[', ']', '（', '）']);
        let before = words.get(..open).unwrap_or("").trim_end();
        if is_plain_rating(bare) && !before.is_empty() {
            return before;
        }
    }
    for seam in SEAMS {
        if let Some((before, after)) = words.rsplit_once(seam)
            && is_plain_rating(after.trim())
            && !before.trim().is_empty()
        {
            return before.trim_end_matches([' ', ',', '-', '–', '—', '|', ':']);
        }
        if let Some((before, after)) = words.split_once(seam)
            && is_plain_rating(before.trim())
        {
            return after.trim_start();
        }
    }
    let is_drawn = |c: char| is_glyph(c) || c == '½' || c.is_whitespace();
    let behind = words.trim_end_matches(is_drawn);
    if words
        .get(behind.len()..)
        .is_some_and(|it| it.contains(is_glyph))
    {
        return behind.trim_end_matches([' ', ',', '-', '–', '—', '|', ':']);
    }
    let before = words.trim_start_matches(is_drawn);
    if words
        .get(..words.len() - before.len())
        .is_some_and(|it| it.contains(is_glyph))
    {
        return before.trim_start_matches([' ', ',', '-', '–', '—', '|', ':']);
    }
    // `The Salt Road 8/10`.
    match words.rsplit_once(' ') {
        Some((before, last)) if is_fraction(last) => before.trim_end(),
        _ => words,
    }
}

/// Words that are nothing but a rating, and no year and no part of a title.
fn is_plain_rating(words: &str) -> bool {
    let is_number = words.bytes().all(|byte| byte.is_ascii_digit());
    // `Page 5`, `Part 2`: figures are a rating only with their top.
    let runs = words
        .split(|c: char| !c.is_ascii_digit())
        .filter(|run| !run.is_empty());
    let is_bare = runs.count() == 1 && !words.contains('%') && !words.contains(is_glyph);
    !is_number && (is_fraction(words) || !is_bare && printed::is_rating(words) || is_row(words))
}

/// `8/10`, `3,5/5`, `7.5 / 10`.
fn is_fraction(words: &str) -> bool {
    let Some((points, top)) = words.split_once('/') else {
        return false;
    };
    let (points, top) = (points.trim(), top.trim());
    let points = points.replace(',', ".").replace('½', ".5");
    let top_value = top.parse::<u32>().unwrap_or(0);
    matches!(top_value, 4 | 5 | 6 | 10 | 20 | 100)
        && points
            .parse::<f64>()
            .is_ok_and(|points| points <= f64::from(top_value))
}

fn is_row(words: &str) -> bool {
    words.contains(is_glyph) && words.chars().all(|c| is_glyph(c) || c == '½' || c == ' ')
}

fn is_glyph(letter: char) -> bool {
    let lists = [
        glyphs::STARS,
        glyphs::HALVES,
        glyphs::HOLLOW_STARS,
        glyphs::LOOKS,
    ];
    lists.iter().any(|list| list.contains(letter))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn film_year_and_rating_of_a_title_are_told_apart() {
        let cases = [
            (
                "Kestrel Season, 2021 - ★★★½",
                Some(("Kestrel Season", 2021, "★★★½")),
            ),
            ("2012, 2009 - ★", Some(("2012", 2009, "★"))),
            ("1917, 2019 - ★★★★", Some(("1917", 2019, "★★★★"))),
            ("Salt, Sand, 1999 - ½", None),
            ("Salt, Sand, 1999 - ★½", Some(("Salt, Sand", 1999, "★½"))),
            (
                "Kestrel Season (2021) 8/10",
                Some(("Kestrel Season", 2021, "8/10")),
            ),
            (
                "Kestrel Season (2021) [4/5]",
                Some(("Kestrel Season", 2021, "4/5")),
            ),
            ("My ten best of the year", None),
            ("Kestrel Season, 2021", None),
            ("Kestrel Season - ★★★", None),
        ];
        for (words, wanted) in cases {
            let told = rated_title(words);
            let told = told
                .as_ref()
                .map(|it| (it.title.as_str(), it.year.unwrap_or(0), it.rating.as_str()));
            assert_eq!(told, wanted, "{words}");
        }
    }

    #[test]
    fn the_rating_in_a_headline_is_no_part_of_the_title() {
        let cases = [
            ("The Salt Road (2024) ★★★½", "The Salt Road (2024)"),
            ("★★★½ The Salt Road review", "The Salt Road review"),
            ("★★★★☆ – The Salt Road", "The Salt Road"),
            ("Review: The Salt Road [4/5]", "Review: The Salt Road"),
            ("The Salt Road – 8/10", "The Salt Road"),
            ("The Salt Road 7.5/10", "The Salt Road"),
            ("8/10: The Salt Road", "The Salt Road"),
            ("The Salt Road, 2024 - ★★★½", "The Salt Road (2024)"),
            (
                "Kritik: The Salt Road (4 von 5 Sternen)",
                "Kritik: The Salt Road",
            ),
            (
                "Critique : The Salt Road – 3,5/5",
                "Critique : The Salt Road",
            ),
            ("The Salt Road (2024) | Grade: B+", "The Salt Road (2024)"),
            ("The Salt Road (3 out of 5 stars)", "The Salt Road"),
            // Titles and years.
            ("1917", "1917"),
            ("The Salt Road, 2024", "The Salt Road, 2024"),
            ("The Salt Road (2024)", "The Salt Road (2024)"),
            ("9/11: A Memory", "9/11: A Memory"),
            ("The Salt Road: Part 2", "The Salt Road: Part 2"),
            ("Notes on films - Page 5", "Notes on films - Page 5"),
            ("Ocean - 8", "Ocean - 8"),
            ("50/50", "50/50"),
            ("★★★", "★★★"),
        ];
        for (headline, title) in cases {
            assert_eq!(unrated(headline), title, "{headline}");
        }
    }
}
