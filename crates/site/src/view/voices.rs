//! Two voices beside a number: the sharpest sentence of a review that is for the film, and of one against.

use super::FilmScore;
use super::review::{Language, Named, language_of, pulled};
use crate::error::SiteError;
use crate::front::Site;
use crate::links;
use ovation_score::Fate;
use ovation_terms::Ballot;

/// Reviews of each side whose words are looked at: those whose verdict is surest.
const LOOKED_AT: usize = 12;
/// Most words of a voice.
const WORDS: usize = 34;

/// A sentence of one review.
#[derive(Clone, Debug)]
pub(crate) struct Voice {
    /// Whether the review is for the film.
    pub(crate) is_for: bool,
    pub(crate) words: String,
    pub(crate) language: Option<Language>,
    pub(crate) critic: Named,
    pub(crate) outlet: String,
    /// The review's page.
    pub(crate) href: String,
}

/// Both sides, as far as a review of each has a sentence to show.
#[derive(Clone, Debug, Default)]
pub(crate) struct Voices {
    pub(crate) side_for: Option<Voice>,
    pub(crate) against: Option<Voice>,
}

impl Voices {
    /// Reads the surest reviews of each side of what was scored.
    pub(crate) async fn of(site: &Site, scored: &FilmScore) -> Result<Self, SiteError> {
        let fates = scored.fates();
        let counted = fates
            .iter()
            .filter(|(_, fate)| matches!(fate, Fate::In { .. }));
        let mut all: Vec<&Ballot> = counted.map(|(ballot, _)| *ballot).collect();
        // The surest first; of equals the newest.
        all.sort_by(|one, other| sure(other).total_cmp(&sure(one)));
        let side = |is_for: bool| {
            let of_side = all
                .iter()
                .filter(move |ballot| is_positive(ballot) == is_for);
            of_side.take(LOOKED_AT).copied().collect::<Vec<&Ballot>>()
        };
        let (with, against) = (side(true), side(false));
        let versions: Vec<_> = with
            .iter()
            .chain(&against)
            .map(|ballot| (ballot.review, ballot.entry))
            .collect();
        let readings = site.ledger.readings(&versions).await?;
        let sharpest = |ballots: &[&Ballot], is_for: bool| {
            let mut best: Option<(f64, Voice)> = None;
            for ballot in ballots {
                let Some(read) = readings.get(&ballot.review) else {
                    continue;
                };
                let Some(pull) = pulled(read, Some(is_for), WORDS) else {
                    continue;
                };
                // A sentence that must be cut speaks less clearly.
                let weight = pull.weight
                    - if pull.words.ends_with('…') {
                        1.5
                    } else {
                        0.0
                    };
                if best.as_ref().is_none_or(|(most, _)| weight > *most) {
                    best = Some((weight, voice(ballot, read, pull.words, is_for)));
                }
            }
            best.map(|(_, voice)| voice)
        };
        Ok(Self {
            side_for: sharpest(&with, true),
            against: sharpest(&against, false),
        })
    }

    /// Whether anybody speaks.
    pub(crate) fn are_there(&self) -> bool {
        self.side_for.is_some() || self.against.is_some()
    }

    /// Whether both sides do.
    pub(crate) fn are_both(&self) -> bool {
        self.side_for.is_some() && self.against.is_some()
    }

    pub(crate) fn each(&self) -> impl Iterator<Item = &Voice> {
        self.side_for.iter().chain(&self.against)
    }
}

fn voice(ballot: &Ballot, read: &ovation_terms::ReviewRead, words: String, is_for: bool) -> Voice {
    Voice {
        is_for,
        words,
        language: language_of(read),
        critic: Named {
            href: ballot
                .critic
                .map_or_else(String::new, |id| links::critic(id, &ballot.critic_name)),
            name: ballot.byline(),
        },
        outlet: ballot.outlet_name.clone(),
        href: links::review(ballot.review),
    }
}

fn is_positive(ballot: &Ballot) -> bool {
    ballot
        .p
        .is_some_and(ovation_terms::Probability::is_positive)
}

/// How far a verdict lies from the middle.
fn sure(ballot: &Ballot) -> f64 {
    ballot.p.map_or(0.0, |p| (p.get() - 0.5).abs())
}
