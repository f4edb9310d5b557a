//! Acts: one decision of a person, or one import of a catalogue, that several entries tell.

use crate::{Decision, Happening, Remark, Seq};

impl Happening {
    /// What somebody says beside it, where the kind has a place for that.
    pub fn remark(&self) -> Option<&Remark> {
        Some(match self {
            Self::ReviewSettled(it) => &it.remark,
            Self::Merged(it) | Self::Unmerged(it) => &it.remark,
            Self::SourceDeleted(it) | Self::SourceRestored(it) => &it.remark,
            Self::ReviewWithdrawn(it) => &it.remark,
            Self::ReviewReinstated(it) => &it.remark,
            Self::RatingRuleSet(it) | Self::RatingRuleCleared(it) => &it.remark,
            Self::OutletWeighed(it) => &it.remark,
            Self::OutletPlaced(it) => &it.remark,
            Self::ImportUndone(it) | Self::ImportRestored(it) => &it.remark,
            Self::NamesSet(it) => &it.remark,
            Self::CriticSplit(it) => &it.remark,
            Self::PressSettled(it) => &it.remark,
            Self::FilmsChanged(it) => &it.remark,
            _ => return None,
        })
    }

    /// The first entry of the act that this one is part of, where the act has several.
    pub fn act(&self) -> Option<Seq> {
        match self {
            Self::FilmsAdded(added) => added.act,
            other => other.remark().and_then(|remark| remark.act),
        }
    }

    /// Says that it is part of an act of several entries, the first of which is `first`. A kind that has
    /// no place for it stays as it is.
    pub fn set_act(&mut self, first: Seq) {
        match self {
            Self::FilmsAdded(added) => added.act = Some(first),
            other => {
                if let Some(remark) = other.remark_mut() {
                    remark.act = Some(first);
                }
            }
        }
    }
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
