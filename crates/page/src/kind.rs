//! What a page is: a learned sum of named features, each of which can be read.

mod counts;
mod features;
mod layout;
mod model;
mod told;
mod words;

pub use features::Feature;
pub(super) use features::{Looked, sheet};
pub(super) use layout::{Layout, layout};
pub use model::{ByKind, GROUPS, Guess, KINDS, Model, PARTS, often};
pub(super) use words::{each_word, weighed};

use features::KindSheet;
use model::log_odds;
use ovation_language::words::{List, WordTally};
use ovation_terms::{PageKind, Probability, ReviewLikely, Sign};
use std::fmt::Write as _;
use told::{no_article, path_words, series};

/// What is known of a page when its kind is judged.
#[expect(clippy::struct_excessive_bools, reason = "each is one sign of its own")]
pub(super) struct Signs<'a> {
    pub(super) headline: &'a str,
    /// Address and canonical address.
    pub(super) address: &'a str,
    /// Section, tags, breadcrumbs, keywords.
    pub(super) labels: &'a str,
    pub(super) text: &'a str,
    /// The text's words.
    pub(super) tally: &'a WordTally,
    /// Markup states a review of a film.
    pub(super) claims_film_review: bool,
    /// Markup states a review of something not named as a film.
    pub(super) claims_review: bool,
    /// Markup states a review of something else.
    pub(super) claims_other: bool,
    /// Markup states a review of a series.
    pub(super) claims_series: bool,
    /// Markup states that something is sold.
    pub(super) claims_product: bool,
    pub(super) is_collection: bool,
    /// Markup states an article.
    pub(super) is_article: bool,
    /// Markup states a film.
    pub(super) states_film: bool,
    /// What else markup states, by [`STATED`].
    ///
    /// [`STATED`]: super::claims::STATED
    pub(super) stated: [bool; super::claims::STATED.len()],
    /// What the head says that the page is: `article`, `website`.
    pub(super) og_type: &'a str,
    /// Markup states a rating.
    pub(super) has_stated_rating: bool,
    /// Share of the article's letters in links.
    pub(super) link_share: f64,
    /// Headings within the article.
    pub(super) headings: usize,
    /// Headings of the page that are links to other pages.
    pub(super) linked_headings: usize,
    /// A director is credited as reviews do.
    pub(super) has_credits: bool,
    /// The credits state a length or a year.
    pub(super) has_length: bool,
}

/// What the film's name and the rating say: dear to find out, and so only sought where it may
/// matter; see [`Signs::is_hopeless`].
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Named {
    /// A rating is printed or marked.
    pub(super) has_rating: bool,
    /// How sure the best title is.
    pub(super) title_score: f64,
    /// The best title's share of the headline's letters.
    pub(super) title_share: f64,
    /// How often the best title stands in the text.
    pub(super) title_mentions: usize,
    /// The best title has a year or a director beside it.
    pub(super) has_year: bool,
    /// Distinct quoted or italic titles in the article.
    pub(super) marked_titles: usize,
    /// The headline begins with the best title in quotation marks.
    pub(super) opens_with_title: bool,
}

/// The kind and the reasons for it.
#[derive(Clone, Debug)]
pub(super) struct Judgement {
    /// What the page is; where that is unsure, what it is more likely.
    pub(super) kind: PageKind,
    /// A person has to say whether it is a review of a film.
    pub(super) is_unsure: bool,
    pub(super) why: String,
    /// How likely it is a review of a film; none where that was not weighed.
    pub(super) likely: Option<ReviewLikely>,
    signs: Vec<Sign>,
}

/// Of a page that cannot be weighed: as likely a review of a film as not.
pub(super) fn unweighed() -> ReviewLikely {
    likely(Model::built_in(), 0.5)
}

fn likely(model: &Model, p: f64) -> ReviewLikely {
    // As exact as anybody needs it.
    let rounded = |p: f64| Probability::clamped((p * 1e4).round() / 1e4);
    ReviewLikely {
        p: rounded(p),
        none: rounded(model.bounds.0),
        sure: rounded(model.bounds.1),
        by_site: None,
    }
}

impl Judgement {
    fn settled(kind: PageKind, why: impl Into<String>) -> Self {
        Self {
            kind,
            is_unsure: false,
            why: why.into(),
            likely: None,
            signs: Vec::new(),
        }
    }

    /// What weighed, with its weights; none where the page was not weighed.
    pub(super) fn signs(&self) -> Vec<Sign> {
        self.signs.clone()
    }
}

/// From this sum on a page is more likely a review of a film than not.
pub(super) const THRESHOLD: f64 = 0.0;

/// Words of the reasons that a judgement gives.
const REASONS: usize = 5;

impl Signs<'_> {
    /// Whether the page is surely no review of a film nor of several, whatever film it names and
    /// whatever rating stands on it: nothing says so, and hardly a word is about film.
    #[expect(clippy::cast_precision_loss, reason = "word counts are far below 2^52")]
    pub(super) fn is_hopeless(&self) -> bool {
        let letters = super::article::weight(self.text).max(400) as f64;
        let often = |list: List| self.tally.count(list) as f64 * 1000.0 / letters;
        let is_claimed = self.claims_film_review || self.claims_review || self.has_stated_rating;
        let is_said = || {
            let says = |text: &str| WordTally::of(text).has(List::Review);
            let headline = WordTally::of(self.headline);
            headline.has(List::Review)
                || headline.has(List::Film)
                || says(self.labels)
                || says(&path_words(self.address))
        };
        // Twice that is no sign of a review yet either, of which most have ten times as many.
        let film = often(List::Film);
        let judges = often(List::Craft) * 0.15 + often(List::Opinion) * 0.35;
        let is_about_film = film >= 0.2 || (film > 0.0 && judges > 0.5);
        !is_claimed && !self.has_credits && !is_about_film && !is_said()
    }

    /// What needs no weighing: pages without an article, and what markup states.
    pub(super) fn settled(&self) -> Option<Judgement> {
        let letters = super::article::weight(self.text);
        if let Some(judgement) = no_article(self, letters) {
            return Some(judgement);
        }
        let settled = |kind, why| Some(Judgement::settled(kind, why));
        if self.claims_film_review && !self.is_collection {
            settled(PageKind::Review, "markup states a review of a film")
        } else if self.claims_film_review {
            None
        } else if self.claims_series {
            settled(PageKind::SeriesReview, "markup states a review of a series")
        } else if self.claims_other {
            let why = "markup states a review of something else";
            settled(PageKind::OtherReview, why)
        } else {
            None
        }
    }

    /// Judges the kind.
    pub(super) fn judge(&self, looked: &Looked<'_>, is_explained: bool) -> Judgement {
        let settled = self.settled();
        if let Some(settled) = settled.clone().filter(|_| !is_explained) {
            return settled;
        }
        let model = Model::built_in();
        let sheet = sheet(self, looked);
        let groups = model.groups(self.headline, self.text, |_, _, _| {});
        let guess = model.guess(&sheet.list, &groups);
        if let Some(mut settled) = settled {
            settled.signs = self.weights(model, &sheet, &guess);
            return settled;
        }
        let (none, sure) = model.bounds;
        // What is for sale and more likely no review is none.
        let is_for_sale = self.claims_product && guess.p < 0.5;
        // Markup of a review that does not say of what, with a rating: the words need only make a film likelier.
        let is_marked = self.claims_review && self.has_stated_rating && !self.is_collection;
        let is_said = is_marked && guess.p >= 0.5;
        let is_unsure = guess.p > none && guess.p < sure && !is_for_sale && !is_said;
        let kind = if guess.p >= 0.5 {
            PageKind::Review
        } else {
            self.kind_of(&guess.shares)
        };
        let features = of_features(model, &sheet, &guess);
        // What waits keeps its reasons, so no words of the page are among them.
        let why = reasons(&guess, &features);
        let signs = if is_explained {
            self.weights(model, &sheet, &guess)
        } else {
            features
        };
        Judgement {
            kind,
            is_unsure,
            why,
            likely: Some(likely(model, guess.p)),
            signs,
        }
    }

    /// The likeliest kind that is no review of a film.
    fn kind_of(&self, shares: &ByKind) -> PageKind {
        if self.claims_product {
            return PageKind::Shop;
        }
        let is_called = WordTally::of(self.headline).has(List::Review);
        let is_other = is_called && !self.tally.has(List::Film);
        let others = KINDS.iter().zip(shares).skip(2);
        let best = others.max_by(|(_, one), (_, other)| one.total_cmp(other));
        match best.map_or("", |(kind, _)| *kind) {
            _ if is_other && series(self).is_some() => PageKind::SeriesReview,
            _ if is_other => PageKind::OtherReview,
            "round-up" | "list" | "index" => PageKind::List,
            "essay-or-feature" | "interview" | "news" => PageKind::News,
            "review-of-something-else" if series(self).is_some() => PageKind::SeriesReview,
            "review-of-something-else" => PageKind::OtherReview,
            "shop" => PageKind::Shop,
            _ => PageKind::Other,
        }
    }

    /// What each feature and each word adds to the odds of a review, and what all others do.
    fn weights(&self, model: &Model, sheet: &KindSheet, guess: &Guess) -> Vec<Sign> {
        let mut signs = of_features(model, sheet, guess);
        let slopes = model.slopes(&guess.shares);
        let of_groups = slopes.get(sheet.list.len()..).unwrap_or_default();
        model.groups(self.headline, self.text, |part, word, added| {
            let each = added.iter().zip(of_groups);
            let weight: f64 = each.map(|(added, slope)| f64::from(*added) * slope).sum();
            signs.push(Sign {
                weight,
                what: format!("{part}: `{word}`"),
            });
        });
        signs.retain(|sign| sign.weight.abs() >= 0.05);
        signs.sort_by(|one, other| other.weight.abs().total_cmp(&one.weight.abs()));
        let told: f64 = signs.iter().map(|sign| sign.weight).sum();
        signs.push(Sign {
            weight: log_odds(guess.p) - told,
            what: "all else, and how rare reviews are".to_owned(),
        });
        signs
    }
}

/// What each feature adds to the odds of a review, the heaviest first.
fn of_features(model: &Model, sheet: &KindSheet, guess: &Guess) -> Vec<Sign> {
    let slopes = model.slopes(&guess.shares);
    let each = sheet.list.iter().zip(slopes);
    let mut signs: Vec<Sign> = each
        .map(|(feature, slope)| (feature, f64::from(feature.value) * slope))
        .filter(|(_, weight)| weight.abs() >= 0.05)
        .map(|(feature, weight)| Sign {
            weight,
            what: format!("{}: {}", feature.place, feature.what),
        })
        .collect();
    signs.sort_by(|one, other| other.weight.abs().total_cmp(&one.weight.abs()));
    signs
}

/// The probability and what weighed most.
fn reasons(guess: &Guess, signs: &[Sign]) -> String {
    let mut why = format!("{:.2} likely a review of a film", guess.p);
    let mut mark = ':';
    for sign in signs.iter().take(REASONS) {
        let _ = write!(why, "{mark} {:+.1} {}", sign.weight, sign.what);
        mark = ',';
    }
    why
}
