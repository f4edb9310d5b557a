//! Scoring readings against labelled pages, as `ovation eval pages` and `ovation eval articles`
//! report it.
//!
//! Pure: takes labels and readings, gives figures. One line of `gold.jsonl` is a [`GoldPage`], or
//! for articles a [`GoldArticle`].

mod articles;
mod invented;
mod pooled;
mod press;
mod quotes;

use ovation_terms::{PageKind, Reading, ReviewFinding, fold};
use pooled::PageCounts;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

pub use articles::{ArticleScore, ArticlesFigures, ArticlesTally, GoldArticle, articles};
pub use invented::InventedPage;
pub use pooled::{Intervals, PageKindFigures, PageLanguageFigures, SettledShares};
pub use press::{
    GoldEvent, GoldPress, GoldSaid, PressArticle, PressFigures, PressTally, StatementLabels,
    is_right_speaker, right_of_statements, right_statements, shared_words,
};
pub use quotes::{
    GoldQuote, GoldSpeech, LabelledAttribution, LabelledText, QuotesFigures, QuotesTally,
    SpeechFigure,
};

/// One line of a labelled set of review pages. Unknown keys are ignored.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(default)]
pub struct GoldPage {
    /// The page's name in the set.
    pub id: String,
    /// Where its bytes are, relative to the set's folder.
    pub file: String,
    /// Whether it holds a film review.
    pub is_film_review: bool,
    /// What it is.
    pub kind: String,
    /// The site it is from, as the set names it.
    pub site: String,
    /// The first review's film, as the page has it.
    pub film_title: Option<String>,
    /// Other forms of the title that are right too.
    pub alt_titles: Vec<String>,
    /// The film's year, where the page states it.
    pub film_year: Option<i16>,
    /// The byline's person.
    pub critic: Option<String>,
    /// The site's name as the page prints it.
    pub outlet: Option<String>,
    /// Day published, `2024-03-01`.
    pub date: Option<String>,
    /// The rating as printed.
    pub rating: Option<String>,
    /// The rating on 0 to 1.
    pub rating_norm: Option<f64>,
    /// `fresh`, `rotten` or nothing.
    pub verdict: Option<String>,
    /// Language of the text.
    pub lang: Option<String>,
}

/// What other rooms made of a reading's first finding.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Judged {
    /// The printed rating, converted to 0 to 1.
    pub rating: Option<f64>,
    /// For (`true`) or against.
    pub verdict: Option<bool>,
}

/// Precision, recall and their harmonic mean; 0 where nothing was given or nothing was to be found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Figure {
    /// Right of those given.
    pub p: f64,
    /// Right of those to be found.
    pub r: f64,
    /// `2 p r / (p + r)`.
    pub f1: f64,
}

/// The figures of `ovation eval pages`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PagesFigures {
    /// Pages scored.
    pub pages: u64,
    /// Told whether a page holds a film review, over all pages.
    pub is_review: Figure,
    /// The film's title, over the review pages, as all that follow.
    pub title: Figure,
    /// The film's year.
    pub year: Figure,
    /// The critic.
    pub critic: Figure,
    /// The outlet.
    pub outlet: Figure,
    /// Day published.
    pub date: Figure,
    /// The rating, within 0.03.
    pub rating: Figure,
    /// For or against.
    pub verdict: Figure,
    /// What is told without a person.
    pub settled: SettledShares,
    /// Sites the pages are of.
    pub sites: u64,
    /// Intervals of 95 %, by drawing sites; none of what too few of them have.
    pub intervals: Intervals,
    /// By language, dialects with it.
    pub by_language: BTreeMap<String, PageLanguageFigures>,
    /// By kind, as labelled.
    pub by_kind: BTreeMap<String, PageKindFigures>,
}

/// One field that was not as labelled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss {
    /// Which: `title`, `critic`, ...
    pub field: &'static str,
    /// What the label says.
    pub wanted: String,
    /// What the reading says.
    pub given: String,
}

#[derive(Clone, Copy, Debug, Default)]
struct Count {
    right: u64,
    given: u64,
    wanted: u64,
}

impl Count {
    fn figure(self) -> Figure {
        #[expect(
            clippy::cast_precision_loss,
            reason = "counts of pages are far below 2^52"
        )]
        let share = |part: u64, all: u64| {
            if all == 0 {
                0.0
            } else {
                part as f64 / all as f64
            }
        };
        let p = share(self.right, self.given);
        let r = share(self.right, self.wanted);
        let f1 = if p + r > 0.0 {
            2.0 * p * r / (p + r)
        } else {
            0.0
        };
        Figure { p, r, f1 }
    }
}

/// Counts over pages; add each, then ask for the figures.
#[derive(Clone, Debug, Default)]
pub struct PagesTally {
    sites: BTreeMap<String, PageCounts>,
    languages: BTreeMap<String, PageCounts>,
    kinds: BTreeMap<String, PageCounts>,
}

/// One page's counts, and what was missed.
#[derive(Default)]
struct Scored {
    counts: PageCounts,
    misses: Vec<Miss>,
}

const FIELDS: [&str; 8] = [
    "is_review",
    "title",
    "year",
    "critic",
    "outlet",
    "date",
    "rating",
    "verdict",
];

/// Labels tell reviews of films; what says that it is of a series is none.
fn is_of_film(finding: &ReviewFinding) -> bool {
    finding.film.work.is_none()
}

impl PagesTally {
    /// Scores one page; gives what was missed or wrong.
    pub fn add(&mut self, gold: &GoldPage, reading: &Reading, judged: Judged) -> Vec<Miss> {
        let mut scored = Scored::default();
        scored.add(gold, reading, judged);
        let language = gold.lang.as_deref().unwrap_or("");
        let language = language.split('-').next().unwrap_or("");
        // A page of no named site is one of its own.
        let site = if gold.site.is_empty() {
            &gold.id
        } else {
            &gold.site
        };
        for (group, name) in [
            (&mut self.sites, site.as_str()),
            (&mut self.languages, language),
            (&mut self.kinds, &gold.kind),
        ] {
            group
                .entry(name.to_owned())
                .or_default()
                .pool(&scored.counts);
        }
        scored.misses
    }

    /// The figures so far.
    pub fn figures(&self) -> PagesFigures {
        let sites: Vec<PageCounts> = self.sites.values().cloned().collect();
        let mut all = PageCounts::default();
        for site in &sites {
            all.pool(site);
        }
        let [
            is_review,
            title,
            year,
            critic,
            outlet,
            date,
            rating,
            verdict,
        ] = all.fields.map(Count::figure);
        let languages = self.languages.iter();
        let kinds = self.kinds.iter();
        PagesFigures {
            pages: all.pages,
            is_review,
            title,
            year,
            critic,
            outlet,
            date,
            rating,
            verdict,
            settled: all.settled(),
            sites: sites.len() as u64,
            intervals: pooled::by_site(&sites),
            by_language: languages
                .map(|(name, counts)| (name.clone(), counts.of_language()))
                .collect(),
            by_kind: kinds
                .map(|(name, counts)| (name.clone(), counts.of_kind()))
                .collect(),
        }
    }
}

impl Scored {
    fn add(&mut self, gold: &GoldPage, reading: &Reading, judged: Judged) {
        let finding = reading.findings.iter().find(|it| is_of_film(it));
        // Of what is unsure the likelier side counts.
        let is_unsure = reading
            .findings
            .iter()
            .all(|finding| finding.doubt.is_some());
        let is_review = finding.is_some()
            && reading.kind != PageKind::Feed
            && (reading.kind.is_review() || !is_unsure);
        let is_asked = reading
            .findings
            .iter()
            .any(|finding| finding.doubt.is_some());
        self.counts.note(gold.is_film_review, is_review, is_asked);
        self.count(
            0,
            gold.is_film_review.then_some(is_review),
            is_review.then_some(gold.is_film_review),
        );
        if is_review != gold.is_film_review {
            self.misses.push(Miss {
                field: "is_review",
                wanted: format!("{} ({})", gold.is_film_review, gold.kind),
                given: format!("{}: {}", reading.kind, reading.why_kind),
            });
        }
        if !gold.is_film_review {
            return;
        }
        let title = finding
            .and_then(|f| f.film.title.as_ref())
            .map(|t| t.value.clone());
        let is_title = |given: &String| {
            let forms = gold.film_title.iter().chain(&gold.alt_titles);
            forms.map(|form| fold(form)).any(|form| form == fold(given))
        };
        let same = |given: &String, gold: &Option<String>| {
            gold.as_ref().is_some_and(|gold| fold(gold) == fold(given))
        };
        let mut text = |at: usize, wanted: Option<&String>, given: Option<String>, right: bool| {
            self.score(at, wanted.cloned(), given, right);
        };
        let right = title.as_ref().is_some_and(is_title);
        text(1, gold.film_title.as_ref(), title, right);
        let critic = finding.and_then(|found| found.critics.first());
        let outlet = finding.and_then(|found| found.outlet.as_ref());
        for (at, gold, given) in [(3, &gold.critic, critic), (4, &gold.outlet, outlet)] {
            let given = given.map(|given| given.value.clone());
            let right = given.as_ref().is_some_and(|given| same(given, gold));
            text(at, gold.as_ref(), given, right);
        }

        let gold_day = gold.date.as_ref();
        let year = finding.and_then(|f| f.film.year.as_ref()).map(|y| y.value);
        let published_year = gold_day.and_then(|day| day.get(..4)?.parse::<i16>().ok());
        // Not stated on the page: only the year of publication given as the film's is wrong.
        let year = year.filter(|year| gold.film_year.is_some() || Some(*year) == published_year);
        let right = year.is_some() && year == gold.film_year;
        let wanted = gold.film_year.map(|year| year.to_string());
        self.score(2, wanted, year.map(|year| year.to_string()), right);

        let day = finding
            .and_then(|f| f.published.as_ref())
            .map(|d| d.value.to_string());
        let day = day.filter(|_| gold_day.is_some());
        let right = day.is_some() && day.as_ref() == gold_day;
        self.score(5, gold_day.cloned(), day, right);

        let rating = finding.and_then(|f| f.rating.as_ref()).map(|r| &r.value);
        let printed = rating.map(|r| match &r.best {
            Some(best) => format!("{} (best {best})", r.printed),
            None => r.printed.clone(),
        });
        let right = match (gold.rating_norm, judged.rating) {
            (Some(wanted), Some(given)) => (wanted - given).abs() <= 0.03 + 1e-9,
            _ => false,
        };
        // A rating without a scale has no norm: given as printed, it is neither right nor wrong.
        let is_unscored = gold.rating.is_some() && gold.rating_norm.is_none();
        let printed = printed.filter(|_| !is_unscored);
        let wanted = gold.rating_norm.map(|norm| norm.to_string());
        self.score(6, wanted, printed, right);

        let word = |is_for: bool| if is_for { "fresh" } else { "rotten" }.to_owned();
        let verdict = judged.verdict.map(word).filter(|_| gold.verdict.is_some());
        let right = verdict.is_some() && verdict == gold.verdict;
        self.score(7, gold.verdict.clone(), verdict, right);
    }

    /// `wanted` and `given` hold whether they are right.
    fn count(&mut self, at: usize, wanted: Option<bool>, given: Option<bool>) {
        if let Some(count) = self.counts.fields.get_mut(at) {
            count.wanted += u64::from(wanted.is_some());
            count.given += u64::from(given.is_some());
            count.right += u64::from(wanted == Some(true) && given == Some(true));
        }
    }

    fn score(&mut self, at: usize, wanted: Option<String>, given: Option<String>, right: bool) {
        self.count(
            at,
            wanted.as_ref().map(|_| right),
            given.as_ref().map(|_| right),
        );
        if !right && (wanted.is_some() || given.is_some()) {
            self.misses.push(Miss {
                field: FIELDS.get(at).copied().unwrap_or(""),
                wanted: wanted.unwrap_or_default(),
                given: given.unwrap_or_default(),
            });
        }
    }
}

/// Scores readings against their labels.
pub fn pages<'a>(
    readings: impl IntoIterator<Item = (&'a GoldPage, &'a Reading, Judged)>,
) -> PagesFigures {
    let mut tally = PagesTally::default();
    for (gold, reading, judged) in readings {
        tally.add(gold, reading, judged);
    }
    tally.figures()
}
