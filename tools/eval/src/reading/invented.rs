//! The pages of the project's own corpus, as labels: what anybody can measure with a clone alone.

use super::GoldPage;
use serde::Deserialize;

/// One line of `corpus/demo/pages.jsonl`; its README says what each key holds. Unknown keys are
/// ignored.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct InventedPage {
    /// The page's address.
    pub url: String,
    /// Where its bytes are, below the folder `web`.
    pub file: String,
    /// What it is.
    pub kind: String,
    /// The film's title as the page prints it.
    pub title_printed: Option<String>,
    /// The film's title in the catalogue.
    pub film: Option<String>,
    /// The film's year.
    pub year: Option<i16>,
    /// Who signed it.
    pub critics: Vec<String>,
    /// The site's name.
    pub outlet: Option<String>,
    /// Day published, `2024-03-01`.
    pub date: Option<String>,
    /// The rating as printed.
    pub rating: Option<String>,
    /// `for`, `against`, `mixed` or nothing.
    pub stance: Option<String>,
    /// Language of the text.
    pub language: Option<String>,
}

impl From<InventedPage> for GoldPage {
    fn from(page: InventedPage) -> Self {
        let verdict = page.stance.as_deref().and_then(|stance| match stance {
            "for" => Some("fresh".to_owned()),
            "against" => Some("rotten".to_owned()),
            _ => None,
        });
        Self {
            id: page.url,
            file: format!("web/{}", page.file),
            is_film_review: page.kind == "review",
            kind: page.kind,
            site: String::new(),
            alt_titles: page.film.into_iter().collect(),
            film_title: page.title_printed,
            film_year: page.year,
            critic: page.critics.into_iter().next(),
            outlet: page.outlet,
            date: page.date,
            rating_norm: page.rating.as_deref().and_then(share),
            rating: page.rating,
            verdict,
            lang: page.language,
        }
    }
}

/// The share that a rating of two plain numbers states: `7/10`, `6,5/10`, `4 out of 5`, `71%`. Of
/// other forms the corpus does not say what they are worth.
fn share(printed: &str) -> Option<f64> {
    let number = |word: &str| word.replace(',', ".").parse::<f64>().ok();
    let (points, best) = if let Some(points) = printed.strip_suffix('%') {
        (number(points)?, 100.0)
    } else {
        let mut numbers = printed
            .split(|c: char| c == '/' || c.is_whitespace())
            .filter_map(number);
        (numbers.next()?, numbers.next()?)
    };
    (points <= best).then(|| points / best)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratings_of_two_plain_numbers_have_a_share() {
        for (printed, wanted) in [
            ("6,5/10", Some(0.65)),
            ("4 out of 5 stars", Some(0.8)),
            ("77%", Some(0.77)),
            ("B+", None),
            ("9", None),
            ("11/10", None),
        ] {
            let given = share(printed);
            let is_same = match (given, wanted) {
                (Some(given), Some(wanted)) => f64::abs(given - wanted) < 1e-9,
                (given, wanted) => given.is_none() && wanted.is_none(),
            };
            assert!(is_same, "{printed}: {given:?}");
        }
    }
}
