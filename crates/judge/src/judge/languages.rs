//! Texts by language: who reads them, and how what was read weighs.

use super::{Bounds, Case, Judge, Outcome, TextReading};
use crate::mix::Sides;
use crate::rating::sigmoid;
use crate::text::guess;
use crate::{LanguageFacts, LanguageModel};
use ovation_terms::Probability;

/// What the sides of a review come to.
pub(super) struct Weighed {
    /// The probability that the critic is for the film.
    pub(super) p: Probability,
    /// What the text says by itself.
    pub(super) by_text: Option<Probability>,
    /// The version of what read the text.
    pub(super) text_made_by: Option<String>,
    /// What the reader of the text was tested on.
    pub(super) tested: TestedOn,
    /// A text at least this sure of the opposite contradicts a sure rating.
    pub(super) contradiction: f64,
    /// Between which probabilities it waits; none where nothing measured keeps to the accepted error,
    /// so that it waits whatever the probability.
    pub(super) bounds: Option<Bounds>,
}

/// What the reader of a text was tested on.
pub(super) struct TestedOn {
    /// Languages, BCP 47.
    pub(super) languages: Vec<String>,
    /// How many texts.
    pub(super) texts: u64,
    /// What they were, where it is not the English model's data.
    kind: Option<String>,
}

impl TestedOn {
    /// For the sentence that says why, after what the text reads as.
    pub(super) fn told(&self) -> String {
        self.kind.as_ref().map_or_else(String::new, |kind| {
            format!(
                " (by a model for {} that was tested on {} {kind})",
                self.languages.join(", "),
                self.texts
            )
        })
    }

    fn of(facts: &LanguageFacts) -> Self {
        Self {
            languages: vec![facts.language.clone()],
            texts: facts.tested.texts,
            kind: Some(facts.tested_kind.clone()),
        }
    }
}

impl Judge {
    /// The text by the model of the language it is in: the one it plainly is in, else the declared one,
    /// else the one it seems to be in.
    pub(super) fn read_in_other_language(&self, case: &Case<'_>, text: &str) -> Outcome {
        let models = self.languages.as_ref();
        let of = |language: &str| models.and_then(|models| models.of(language));
        let declared = case.language.and_then(of);
        let model = match guess(text) {
            Some((language, true)) => of(language),
            Some((language, false)) => declared.or_else(|| of(language)),
            None => declared,
        };
        let read = model.and_then(|model| Some((model, model.log_odds(text)?)));
        let Some((model, log_odds)) = read else {
            return Outcome::OtherLanguage;
        };
        Outcome::ReadIn {
            language: model.facts().language.clone(),
            log_odds,
            weightiest: model.weightiest(text),
        }
    }

    /// What the sides come to, by whoever read the text.
    pub(super) fn weigh(&self, sides: &Sides, text: &TextReading) -> Weighed {
        let models = self.languages.as_ref();
        match &text.outcome {
            Outcome::ReadIn {
                language, log_odds, ..
            } => match models.and_then(|models| models.of(language)) {
                Some(model) => self.weigh_other(sides, *log_odds, model),
                None => self.weigh_english(sides),
            },
            Outcome::None | Outcome::OtherLanguage | Outcome::Junk(_) | Outcome::Read { .. } => {
                self.weigh_english(sides)
            }
        }
    }

    fn weigh_english(&self, sides: &Sides) -> Weighed {
        let with_encoder = sides.encoder.is_some();
        let measured = self.mix.measured(with_encoder);
        Weighed {
            p: self.mix.p(sides, with_encoder || self.encoder.is_some()),
            by_text: self.mix.text_p(sides, with_encoder),
            text_made_by: self.text_version(),
            tested: TestedOn {
                languages: self.mix.languages.clone(),
                texts: measured.rows,
                kind: None,
            },
            contradiction: measured.contradiction,
            bounds: Some(self.bounds()),
        }
    }

    /// With a rating the rating decides, as what a text in another language adds to one was not
    /// measured; it can only contradict it. Without, the text does, and how kind critic and outlet are.
    fn weigh_other(&self, sides: &Sides, log_odds: f64, model: &LanguageModel) -> Weighed {
        let facts = model.facts();
        let corrected = |odds| Probability::clamped(sigmoid(self.mix.corrected_odds(odds)));
        let settled = model.sure_from(self.accepted_error);
        let by_rating = Sides {
            linear: None,
            ..*sides
        };
        let [_, _, _, _, kindness, _] = self.mix.measured(false).weights.unrated;
        let is_rated = sides.rating.is_some();
        Weighed {
            p: if is_rated {
                self.mix.p(&by_rating, self.encoder.is_some())
            } else {
                corrected(log_odds + kindness * sides.kindness)
            },
            by_text: Some(corrected(log_odds)),
            text_made_by: self
                .languages
                .as_ref()
                .map(|models| models.version().to_owned()),
            tested: TestedOn::of(facts),
            // A text that would not be settled alone contradicts nobody.
            contradiction: settled.map_or(f64::INFINITY, |_| facts.contradiction),
            bounds: if is_rated {
                Some(self.bounds())
            } else {
                settled.map(Bounds::of)
            },
        }
    }
}
