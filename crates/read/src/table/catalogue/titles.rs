//! Titles of lists that have the year, and other titles, in parentheses behind them.

use super::CatalogueFilm;
use ovation_language::data::film::TITLE_ARTICLES;

/// Takes `Lost Ones, The (Les égarés) (2003)` apart: the title with its article in front, another title,
/// the year. A title without a year behind it stays as it is.
pub(super) fn take_year(film: &mut CatalogueFilm) {
    let Some((head, inside)) = last_parentheses(&film.title) else {
        return;
    };
    let is_year = inside.len() == 4 && inside.bytes().all(|byte| byte.is_ascii_digit());
    let year: Option<i16> = is_year.then(|| inside.parse().ok()).flatten();
    let Some(year) = year.filter(|year| (1870..=2200).contains(year)) else {
        return;
    };
    let mut title = head.to_owned();
    let mut others = Vec::new();
    while let Some((head, inside)) = last_parentheses(&title) {
        let other = ["a.k.a. ", "a.k.a.", "aka "]
            .iter()
            .find_map(|mark| inside.strip_prefix(mark));
        others.push(article_in_front(other.unwrap_or(inside).trim()));
        title = head.to_owned();
    }
    film.year = Some(year);
    film.title = article_in_front(&title);
    film.other_titles.extend(others.into_iter().rev());
}

/// What stands before the last parentheses, and within; none where either is empty.
fn last_parentheses(title: &str) -> Option<(&str, &str)> {
    let (head, inside) = title.trim_end().strip_suffix(')')?.rsplit_once('(')?;
    let (head, inside) = (head.trim_end(), inside.trim());
    (!head.is_empty() && !inside.is_empty()).then_some((head, inside))
}

fn article_in_front(title: &str) -> String {
    let Some((front, last)) = title.rsplit_once(", ") else {
        return title.to_owned();
    };
    let is_article = TITLE_ARTICLES.contains(&last.to_lowercase().as_str());
    match (is_article, last.ends_with(['\'', '’'])) {
        (false, _) => title.to_owned(),
        (true, true) => format!("{last}{front}"),
        (true, false) => format!("{last} {front}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_year_behind_the_title_and_titles_before_it_are_taken_apart() {
        for (printed, title, year, others) in [
            ("Ferry, The (1962)", "The Ferry", Some(1962), &[][..]),
            ("Quiet Dock (1952)", "Quiet Dock", Some(1952), &[]),
            (
                "Lost Ones, The (Les égarés) (2003)",
                "The Lost Ones",
                Some(2003),
                &["Les égarés"],
            ),
            ("Salt (a.k.a. Brine) (1999)", "Salt", Some(1999), &["Brine"]),
            ("Orage, L' (1985)", "L'Orage", Some(1985), &[]),
            ("1931 (2019)", "1931", Some(2019), &[]),
            (
                "Nachtzug, Der (Night Train, The) (1998)",
                "Der Nachtzug",
                Some(1998),
                &["The Night Train"],
            ),
            ("Harbour 2049", "Harbour 2049", None, &[]),
            ("Salt (Part 2)", "Salt (Part 2)", None, &[]),
            ("(2003)", "(2003)", None, &[]),
        ] {
            let mut film = CatalogueFilm {
                title: printed.to_owned(),
                ..CatalogueFilm::default()
            };
            take_year(&mut film);
            assert_eq!((film.title.as_str(), film.year), (title, year), "{printed}");
            assert_eq!(film.other_titles, others, "{printed}");
        }
    }
}
