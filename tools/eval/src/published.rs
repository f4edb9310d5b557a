//! What would be published without anybody looking: reviews of labelled pages as they stand in a record that
//! has a catalogue of films.
//!
//! Pure: takes labels, the catalogue and what the record made of the pages, gives figures. A label names a film
//! by its titles and, where the page states one, its year. A film of the catalogue is that film where one of its
//! titles equals one of those as [`fold`] writes them, and its year is within one of the label's. Without a year
//! the review's day stands for it: the film is taken to be in the catalogue where it came out from two years
//! before the review until one after; a counted review is right where it is not of a later film. Where the page
//! itself links to the film, the film is also that one where its title begins with the label's and the label states
//! its year: catalogues add parts and subtitles.

use ovation_terms::{FilmId, FilmRecord, fold};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// One line of a labelled set of pages. Unknown keys are ignored.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct PublishedPage {
    /// The page's name in the set.
    pub id: String,
    /// Where its bytes are, relative to the set's folder.
    pub file: String,
    /// Whether it holds a film review.
    pub is_film_review: bool,
    /// What it is.
    pub kind: String,
    /// Day published, `2024-03-01`.
    pub date: Option<String>,
    /// Its reviews.
    pub reviews: Vec<PublishedReview>,
}

/// A review of a labelled page.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct PublishedReview {
    /// The film, as the page has it.
    pub film_title: Option<String>,
    /// Other forms of the title that are right too.
    pub alt_titles: Vec<String>,
    /// The film's year, where the page states it.
    pub film_year: Option<i16>,
}

/// A review as the record has it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RecordedReview {
    /// The pages where it was met, as [`PublishedPage::file`] names them.
    pub files: Vec<String>,
    /// The film's title as read.
    pub title: Option<String>,
    /// The film that it is linked to.
    pub film: Option<FilmId>,
    /// That film, for a reader.
    pub film_named: Option<String>,
    /// The film's titles and year, where the page itself links to it.
    pub linked_to: Option<(Vec<String>, Option<i16>)>,
    /// Whether it counts and waits for nobody.
    pub is_counted: bool,
    /// Why it waits or is out.
    pub reasons: Vec<String>,
    /// Why it was linked or not.
    pub why: String,
}

/// A review that counts and should not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WrongReview {
    /// The page.
    pub page: String,
    /// What the page is.
    pub kind: String,
    /// `no_review`, or `another_film`.
    pub fault: &'static str,
    /// The title as read.
    pub title: Option<String>,
    /// The film that it counts for.
    pub film: Option<String>,
    /// Why it was linked.
    pub why: String,
    /// The films that the page's reviews are about.
    pub meant: Vec<String>,
}

/// The figures of `ovation eval published`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PublishedFigures {
    /// Pages of the set.
    pub pages: u64,
    /// Reviews found on them.
    pub found: u64,
    /// Reviews that count and wait for nobody.
    pub counted: u64,
    /// Those that are a film's review, of that film.
    pub right: u64,
    /// Right ones whose label has no year: the film is told by title and day alone.
    pub right_by_title_alone: u64,
    /// Right ones whose film has a longer title in the catalogue, by the page's own link to it.
    pub right_by_link: u64,
    /// `right / counted`.
    pub precision: f64,
    /// Counted reviews at another film than the one meant.
    pub at_another_film: u64,
    /// Labelled reviews.
    pub gold: u64,
    /// Those whose film is in the catalogue.
    pub gold_in_catalogue: u64,
    /// Of these, those that count rightly.
    pub counted_right: u64,
    /// `counted_right / gold_in_catalogue`.
    pub recall: f64,
    /// Of the others in the catalogue, why not: all reasons of a review together.
    pub waiting: BTreeMap<String, u64>,
    /// The counted ones that are not right.
    pub wrong: Vec<WrongReview>,
}

/// So many years after its film a review without the film's year may come out, and so many before.
const AFTER: i16 = 2;
const BEFORE: i16 = 1;

/// The films of a catalogue by their titles.
#[derive(Clone, Debug, Default)]
pub struct CatalogueTitles(BTreeMap<String, BTreeMap<FilmId, Option<i16>>>);

impl CatalogueTitles {
    /// Adds a film.
    pub fn add(&mut self, film: &FilmRecord) {
        for title in std::iter::once(&film.title).chain(&film.other_titles) {
            self.0
                .entry(fold(title))
                .or_default()
                .insert(film.id, film.year);
        }
    }

    /// The films of a review's titles with their years.
    fn called<'a>(
        &'a self,
        review: &'a PublishedReview,
    ) -> impl Iterator<Item = (FilmId, Option<i16>)> + 'a {
        let titles = review.film_title.iter().chain(&review.alt_titles);
        let folded: BTreeSet<String> = titles.map(|title| fold(title)).collect();
        let films = folded.into_iter().filter_map(|title| self.0.get(&title));
        films.flatten().map(|(film, year)| (*film, *year))
    }

    /// The films of the catalogue that a review may be about, going by its day where it has no year.
    fn meant(&self, review: &PublishedReview, day: Option<i16>) -> BTreeSet<FilmId> {
        let films = self
            .called(review)
            .filter(|(_, year)| match (review.film_year, day, year) {
                (Some(stated), _, Some(year)) => stated.abs_diff(*year) <= 1,
                (None, Some(day), Some(year)) => (day - AFTER..=day + BEFORE).contains(year),
                _ => false,
            });
        films.map(|(film, _)| film).collect()
    }

    /// Whether a film is the one that a review is about, as far as its label tells.
    fn is_of(&self, review: &PublishedReview, day: Option<i16>, film: FilmId) -> bool {
        let mut films = self.called(review);
        films.any(|(called, year)| {
            called == film
                && match (review.film_year, day, year) {
                    (Some(stated), _, Some(year)) => stated.abs_diff(year) <= 1,
                    (None, Some(day), Some(year)) => year <= day + BEFORE,
                    (_, _, None) | (None, None, Some(_)) => true,
                }
        })
    }
}

/// Measures what a record made of labelled pages.
pub fn published(
    pages: &[PublishedPage],
    catalogue: &CatalogueTitles,
    reviews: &[RecordedReview],
) -> PublishedFigures {
    let mut by_file: BTreeMap<&str, Vec<&RecordedReview>> = BTreeMap::new();
    for review in reviews {
        for file in &review.files {
            by_file.entry(file).or_default().push(review);
        }
    }
    let mut figures = PublishedFigures {
        pages: pages.len() as u64,
        found: reviews.len() as u64,
        ..PublishedFigures::default()
    };
    for page in pages {
        let found = by_file
            .get(page.file.as_str())
            .map_or(&[][..], Vec::as_slice);
        figures.add_counted(page, catalogue, found);
        figures.add_gold(page, catalogue, found);
    }
    figures.precision = share(figures.right, figures.counted);
    figures.recall = share(figures.counted_right, figures.gold_in_catalogue);
    figures
}

impl PublishedFigures {
    /// Whether what counts is right.
    fn add_counted(
        &mut self,
        page: &PublishedPage,
        catalogue: &CatalogueTitles,
        found: &[&RecordedReview],
    ) {
        let day = year_of(page.date.as_deref());
        for review in found.iter().filter(|review| review.is_counted) {
            self.counted += 1;
            let film = review.film;
            let labels = || page.reviews.iter().filter(|_| page.is_film_review);
            let label =
                labels().find(|label| film.is_some_and(|film| catalogue.is_of(label, day, film)));
            let linked = labels().find(|label| label.is_begun_by(review.linked_to.as_ref()));
            self.right_by_link += u64::from(label.is_none() && linked.is_some());
            if let Some(label) = label.or(linked) {
                self.right += 1;
                self.right_by_title_alone += u64::from(label.film_year.is_none());
                continue;
            }
            self.at_another_film += u64::from(page.is_film_review);
            self.wrong.push(WrongReview {
                page: page.id.clone(),
                kind: page.kind.clone(),
                fault: if page.is_film_review {
                    "another_film"
                } else {
                    "no_review"
                },
                title: review.title.clone(),
                film: review.film_named.clone(),
                why: review.why.clone(),
                meant: page.reviews.iter().map(PublishedReview::named).collect(),
            });
        }
    }

    /// Whether the labelled reviews whose film is there count.
    fn add_gold(
        &mut self,
        page: &PublishedPage,
        catalogue: &CatalogueTitles,
        found: &[&RecordedReview],
    ) {
        let day = year_of(page.date.as_deref());
        for label in page.reviews.iter().filter(|_| page.is_film_review) {
            self.gold += 1;
            let meant = catalogue.meant(label, day);
            if meant.is_empty() {
                continue;
            }
            self.gold_in_catalogue += 1;
            let is_of =
                |review: &&&RecordedReview| review.film.is_some_and(|film| meant.contains(&film));
            if found.iter().filter(is_of).any(|review| review.is_counted) {
                self.counted_right += 1;
            } else {
                let why = why_not(page, label, found);
                *self.waiting.entry(why).or_default() += 1;
            }
        }
    }
}

/// Why a labelled review does not count.
fn why_not(page: &PublishedPage, label: &PublishedReview, found: &[&RecordedReview]) -> String {
    let titles = label.film_title.iter().chain(&label.alt_titles);
    let titles: BTreeSet<String> = titles.map(|title| fold(title)).collect();
    let is_called = |review: &&&RecordedReview| {
        let title = review.title.as_deref().map(fold);
        title.is_some_and(|title| titles.contains(&title))
    };
    let only = found.first().filter(|_| page.reviews.len() == 1);
    match found.iter().find(is_called).or(only) {
        Some(review) if review.is_counted => "counted-at-another-film".to_owned(),
        Some(review) => review.reasons.join("+"),
        None if found.is_empty() => "not-read-as-a-review".to_owned(),
        None => "not-found-on-its-page".to_owned(),
    }
}

impl PublishedReview {
    /// Whether a film that the page links to is of the stated year and its title begins with this one.
    fn is_begun_by(&self, film: Option<&(Vec<String>, Option<i16>)>) -> bool {
        let (Some(title), Some(stated), Some((titles, Some(year)))) =
            (&self.film_title, self.film_year, film)
        else {
            return false;
        };
        let is_longer = |longer: &String| {
            let rest = longer.strip_prefix(title.as_str());
            rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
        };
        stated.abs_diff(*year) <= 1 && titles.iter().any(is_longer)
    }

    fn named(&self) -> String {
        let title = self.film_title.as_deref().unwrap_or("?");
        match self.film_year {
            Some(year) => format!("{title} ({year})"),
            None => title.to_owned(),
        }
    }
}

fn year_of(date: Option<&str>) -> Option<i16> {
    date?.get(..4)?.parse().ok()
}

fn share(part: u64, whole: u64) -> f64 {
    part as f64 / whole.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalogue() -> CatalogueTitles {
        let mut titles = CatalogueTitles::default();
        for (id, title, year) in [
            (1, "The Tin Orchard", 2012),
            (2, "Salt Harbour", 2016),
            (3, "Salt Harbour", 1961),
        ] {
            titles.add(&FilmRecord {
                title: title.to_owned(),
                year: Some(year),
                ..FilmRecord::numbered(FilmId(id))
            });
        }
        titles
    }

    fn page(id: &str, kind: &str, film: Option<(&str, Option<i16>)>) -> PublishedPage {
        PublishedPage {
            id: id.to_owned(),
            file: format!("pages/{id}.html"),
            is_film_review: film.is_some(),
            kind: kind.to_owned(),
            date: Some("2016-05-01".to_owned()),
            reviews: film
                .map(|(title, year)| PublishedReview {
                    film_title: Some(title.to_owned()),
                    film_year: year,
                    ..PublishedReview::default()
                })
                .into_iter()
                .collect(),
        }
    }

    fn review(page: &str, title: &str, film: Option<i64>, reasons: &[&str]) -> RecordedReview {
        RecordedReview {
            files: vec![format!("pages/{page}.html")],
            title: Some(title.to_owned()),
            film: film.map(FilmId),
            is_counted: reasons.is_empty(),
            reasons: reasons.iter().map(|reason| (*reason).to_owned()).collect(),
            ..RecordedReview::default()
        }
    }

    #[test]
    fn what_counts_is_right_only_as_a_review_of_that_film() {
        let pages = [
            page("a", "review", Some(("The Tin Orchard", Some(2012)))),
            page("b", "review", Some(("Salt Harbour", Some(1961)))),
            page("c", "list", None),
            page("d", "review", Some(("Salt Harbour", None))),
        ];
        let reviews = [
            review("a", "The Tin Orchard", Some(1), &[]),
            review("b", "Salt Harbour", Some(2), &[]),
            review("c", "Salt Harbour", Some(2), &[]),
            review("d", "Salt Harbour", Some(2), &[]),
        ];
        let figures = published(&pages, &catalogue(), &reviews);
        assert_eq!(
            (figures.counted, figures.right, figures.right_by_title_alone),
            (4, 2, 1)
        );
        let faults: Vec<_> = figures
            .wrong
            .iter()
            .map(|it| (it.page.as_str(), it.fault))
            .collect();
        assert_eq!(faults, [("b", "another_film"), ("c", "no_review")]);
        assert_eq!(figures.at_another_film, 1);
        assert!((figures.precision - 0.5).abs() < 1e-9);
    }

    #[test]
    fn a_film_under_a_longer_title_is_right_where_the_page_links_to_it() {
        let pages = [page("a", "review", Some(("Salt Harbour", Some(2016))))];
        let mut found = review("a", "Salt Harbour", Some(9), &[]);
        for (linked, wanted) in [
            (None, 0),
            (Some(("Salt Harbour: The Return", 2016)), 1),
            (Some(("Salt Harbour: The Return", 2019)), 0),
            (Some(("Salt Harbours", 2016)), 0),
        ] {
            found.linked_to = linked.map(|(title, year)| (vec![title.to_owned()], Some(year)));
            let figures = published(&pages, &catalogue(), std::slice::from_ref(&found));
            assert_eq!(
                (figures.right, figures.right_by_link),
                (wanted, wanted),
                "{linked:?}"
            );
        }
    }

    #[test]
    fn labelled_reviews_that_do_not_count_are_told_by_reason() {
        let pages = [
            page("a", "review", Some(("The Tin Orchard", Some(2012)))),
            page("b", "review", Some(("Salt Harbour", Some(2016)))),
            page("c", "review", Some(("Salt Harbour", Some(2017)))),
            page("d", "review", Some(("Nobody's Winter", Some(2016)))),
            page("e", "review", Some(("Salt Harbour", Some(1961)))),
        ];
        let reviews = [
            review("a", "The Tin Orchard", Some(1), &[]),
            review(
                "b",
                "Salt Harbour",
                None,
                &["film-ambiguous", "verdict-unsure"],
            ),
            review("d", "Nobody's Winter", None, &["film-unknown"]),
            review("e", "Salt Harbour", Some(2), &[]),
        ];
        let figures = published(&pages, &catalogue(), &reviews);
        assert_eq!(
            (
                figures.gold,
                figures.gold_in_catalogue,
                figures.counted_right
            ),
            (5, 4, 1)
        );
        let waiting: Vec<_> = figures
            .waiting
            .iter()
            .map(|(why, many)| (why.as_str(), *many))
            .collect();
        assert_eq!(
            waiting,
            [
                ("counted-at-another-film", 1),
                ("film-ambiguous+verdict-unsure", 1),
                ("not-read-as-a-review", 1)
            ]
        );
    }
}
