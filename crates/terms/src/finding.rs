//! What reading a source yields.

use crate::{
    Day, Evidence, FilmKey, PrintedRating, Probability, Seq, Sourced, Work, WorkSaid, shortened,
};
use serde::{Deserialize, Serialize};

/// The film a review says it is about, as printed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct FilmMention {
    /// The title as printed; none when the source only gives an id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<Sourced<String>>,
    /// The original title, where the source gives one beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original_title: Option<Sourced<String>>,
    /// The film's year, where stated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<Sourced<i16>>,
    /// Directors' names, where stated.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub directors: Vec<Sourced<String>>,
    /// Others who are credited, where stated: they help to tell films of one title apart.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub credits: Vec<FilmCredit>,
    /// Ids in other catalogues, or a table's own number.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub keys: Vec<FilmKey>,
    /// What kind of work it is, where the source says that it is no film.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub work: Option<Sourced<WorkSaid>>,
}

impl FilmMention {
    /// The work that is made of the mention where none fits: a film, unless the source says otherwise. Of an
    /// episode, and of a season whose number nobody said, it is the series.
    pub fn work_meant(&self) -> Work {
        match &self.work {
            Some(said) => said.value.work().unwrap_or(Work::Series),
            None => Work::Film,
        }
    }
}

/// Somebody credited besides the director.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilmCredit {
    /// `cast`, `writer`, `producer`, `composer` or `cinematographer`.
    pub role: String,
    /// The name as printed.
    pub name: Sourced<String>,
}

/// A review found in a source, each value with its evidence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReviewFinding {
    /// Where the review stands on the web, canonical; none for a row without an address.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<Sourced<String>>,
    /// The film.
    pub film: FilmMention,
    /// Who wrote it, in the order of the byline; empty when unsigned.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub critics: Vec<Sourced<String>>,
    /// The outlet's name as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outlet: Option<Sourced<String>>,
    /// Day published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<Sourced<Day>>,
    /// The rating as printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rating: Option<Sourced<PrintedRating>>,
    /// Stated verdict: `true` for, `false` against.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stated: Option<Sourced<bool>>,
    /// The stated verdict is in an aggregator's words: its own, not the critic's.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub is_aggregated: bool,
    /// The headline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub headline: Option<Sourced<String>>,
    /// The review's text (a snippet or the whole article).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<Sourced<String>>,
    /// Language of the text, BCP 47, where known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Why it is unsure that it is a review of a film at all; none where that is settled.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub doubt: Option<String>,
    /// How likely it is a review of a film, where that was weighed and not stated by markup.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub likely: Option<ReviewLikely>,
}

/// How likely a page is a review of a film.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewLikely {
    /// By the page alone.
    pub p: Probability,
    /// Up to here it is settled that it is none.
    pub none: Probability,
    /// From here on it is settled that it is one.
    pub sure: Probability,
    /// What answers about other pages of its site made of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_site: Option<LikelyBySite>,
}

/// What people's answers about other pages of a site make of one of its pages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LikelyBySite {
    /// How likely it is a review of a film.
    pub p: Probability,
    /// The answers, counted: `12 of 12 answers on this site say no review`.
    pub why: String,
    /// The last entry that was known of.
    pub through: Seq,
}

impl ReviewFinding {
    /// Cuts its text to so many words, with no second excerpt as evidence.
    pub(crate) fn cut_text(&mut self, most_words: usize) {
        let Some(text) = &mut self.text else {
            return;
        };
        text.value = shortened(&text.value, most_words);
        match &mut text.evidence {
            Evidence::Words {
                quote,
                before,
                after,
                ..
            } => {
                quote.clear();
                before.clear();
                after.clear();
            }
            Evidence::Markup { quote, .. } => quote.clear(),
            Evidence::Cell { .. } | Evidence::Address { .. } | Evidence::NotLocated => {}
        }
    }
}
