//! What a person decides about a review.

use crate::{CriticId, Day, FilmId, OutletId, Probability, Reason, Remark, ReviewId, SourceId};
use serde::{Deserialize, Serialize};

/// A person settled a review.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReviewSettled {
    /// The review.
    pub review: ReviewId,
    /// What was decided.
    pub decision: Decision,
    /// The source of its words, where words were decided about: they go with that source's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<SourceId>,
    /// What the person says beside it.
    #[serde(flatten)]
    pub remark: Remark,
}

/// What a person can decide about a review. No machine's entry undoes it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Decision {
    /// It is about this film.
    Film(FilmId),
    /// It is for (`true`) or against (`false`).
    Verdict(bool),
    /// Out of the score; the reason says why.
    Exclude,
    /// Back in, with whatever reasons to wait it still has.
    Restore,
    /// Confirmed as it stands: these reasons to wait are settled.
    Confirm(Vec<Reason>),
    /// These reasons are open again: the opposite of [`Decision::Confirm`].
    Reopen(Vec<Reason>),
    /// The film is again what was read.
    ClearFilm,
    /// The verdict is again what was read or judged.
    ClearVerdict,
    /// The critic printed this.
    Rating(SetRating),
    /// The rating is again what was read.
    ClearRating,
    /// This critic wrote it; none: it is unsigned.
    Critic(Option<CriticId>),
    /// The critic is again who was read.
    ClearCritic,
    /// It ran in this outlet; none: in no outlet.
    Outlet(Option<OutletId>),
    /// The outlet is again what was read.
    ClearOutlet,
    /// It is the same review as that one, which is counted.
    SameAs(ReviewId),
    /// It is a review of its own: the opposite of [`Decision::SameAs`].
    Distinct,
    /// It was published on this day; none: nobody knows the day.
    Published(Option<Day>),
    /// The day is again what was read.
    ClearPublished,
    /// It stands at this address; none: nowhere on the web.
    Url(Option<String>),
    /// The address is again what was read.
    ClearUrl,
    /// It is in this language, BCP 47; none: nobody knows.
    Language(Option<String>),
    /// The language is again what was read.
    ClearLanguage,
    /// It has this headline, in the source's words, which the ledger keeps beside the entry; none: it
    /// has none.
    Headline(Option<String>),
    /// The headline is again what was read.
    ClearHeadline,
}

/// A rating that a person set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SetRating {
    /// As the critic printed it.
    pub printed: String,
    /// Converted, 0 to 1.
    pub value: f64,
    /// The scale it was read on.
    pub scale: String,
    /// The probability that the critic is for the film, going by the rating.
    pub p: Probability,
}

impl Decision {
    /// What it says, for a reader: `it is about film 12`.
    pub fn sentence(&self) -> String {
        let quoted = |text: &str| format!("`{text}`");
        match self {
            Self::Film(film) => format!("it is about film {film}"),
            Self::ClearFilm => "the film is again what was read".to_owned(),
            Self::Verdict(true) => "the critic is for the film".to_owned(),
            Self::Verdict(false) => "the critic is against the film".to_owned(),
            Self::ClearVerdict => "the verdict is again what was read".to_owned(),
            Self::Rating(rating) => format!("the rating is {}", rating.printed),
            Self::ClearRating => "the rating is again what was read".to_owned(),
            Self::Critic(Some(critic)) => format!("critic {critic} wrote it"),
            Self::Critic(None) => "it is unsigned".to_owned(),
            Self::ClearCritic => "the critic is again who was read".to_owned(),
            Self::Outlet(Some(outlet)) => format!("it ran in outlet {outlet}"),
            Self::Outlet(None) => "it ran in no outlet".to_owned(),
            Self::ClearOutlet => "the outlet is again what was read".to_owned(),
            Self::Exclude => "out of the score".to_owned(),
            Self::Restore => "back in".to_owned(),
            Self::Confirm(_) => "confirmed as it stands".to_owned(),
            Self::Reopen(_) => "open again".to_owned(),
            Self::SameAs(review) => format!("the same as review {review}"),
            Self::Distinct => "a review of its own".to_owned(),
            Self::Published(Some(day)) => format!("published on {day}"),
            Self::Published(None) => "nobody knows the day it was published".to_owned(),
            Self::ClearPublished => "the day is again what was read".to_owned(),
            Self::Url(Some(url)) => format!("it stands at {url}"),
            Self::Url(None) => "it stands nowhere on the web".to_owned(),
            Self::ClearUrl => "the address is again what was read".to_owned(),
            Self::Language(Some(tag)) => format!("it is in {tag}"),
            Self::Language(None) => "nobody knows its language".to_owned(),
            Self::ClearLanguage => "the language is again what was read".to_owned(),
            Self::Headline(Some(words)) => format!("the headline is {}", quoted(words)),
            Self::Headline(None) => "it has no headline".to_owned(),
            Self::ClearHeadline => "the headline is again what was read".to_owned(),
        }
    }
}
