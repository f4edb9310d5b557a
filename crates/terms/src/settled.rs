//! What people settle besides reviews: names of critics and outlets, and what film press says.

use crate::{PressFinding, Remark, ReviewKey, Whose};
use serde::{Deserialize, Serialize};

/// What a critic or an outlet is called.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    /// The name that is shown.
    pub name: String,
    /// Other names it is known by: bylines and mastheads that mean it too.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
    /// An outlet's registered domain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
}

/// A person set what a critic or an outlet is called. The entry has what was said before, so that it
/// can be put back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamesSet {
    /// Whose names.
    pub whose: Whose,
    /// What it is called from here on.
    pub names: Names,
    /// What it was called before.
    pub before: Names,
    /// What the person says beside it.
    #[serde(flatten)]
    pub remark: Remark,
}

/// A part of what an article of film press says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PressPart {
    /// A quotation or reported speech.
    Statement,
    /// A premiere, a screening, an award.
    Event,
    /// What the article says of reception.
    Claim,
    /// Who made the film.
    Credit,
}

impl PressPart {
    /// The word for one.
    pub fn word(self) -> &'static str {
        match self {
            Self::Statement => "statement",
            Self::Event => "event",
            Self::Claim => "claim",
            Self::Credit => "credit",
        }
    }
}

/// What a person can decide about film press. No later reading undoes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PressDecision {
    /// It is not shown.
    Hide,
    /// It is shown again.
    Show,
    /// This person said it; none: nobody knows who. Only of a statement.
    Speaker(Option<String>),
    /// The speaker is again who was read.
    ClearSpeaker,
}

impl PressDecision {
    /// What it says, for a reader: `not shown`.
    pub fn sentence(&self) -> String {
        match self {
            Self::Hide => "not shown".to_owned(),
            Self::Show => "shown again".to_owned(),
            Self::Speaker(Some(name)) => format!("said by {name}"),
            Self::Speaker(None) => "nobody knows who said it".to_owned(),
            Self::ClearSpeaker => "the speaker is again who was read".to_owned(),
        }
    }
}

/// A person settled what an article of film press says: the whole of it, or a part.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PressSettled {
    /// The article.
    pub article: ReviewKey,
    /// Which part, by its kind and what it says ([`PressFinding::mark`]), so that it is found in later
    /// readings of the article too; none: the whole article.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<(PressPart, ReviewKey)>,
    /// What was decided.
    pub decision: PressDecision,
    /// What held before, so that it can be put back.
    pub before: PressDecision,
    /// What the person says beside it.
    #[serde(flatten)]
    pub remark: Remark,
}

impl PressFinding {
    /// What tells a part from the article's others, whatever its number: a digest of what it says. None
    /// where there is no such part.
    pub fn mark(&self, part: PressPart, number: usize) -> Option<ReviewKey> {
        let value = match part {
            PressPart::Statement => {
                let said = self.statements.get(number)?;
                // The words may be deleted; where they stood and who spoke stay.
                let place = said.words.first().map(|words| &words.evidence);
                let speaker = said.speaker.as_ref().map(|speaker| &speaker.value);
                let offset = match place {
                    Some(crate::Evidence::Words { start, .. }) => start.to_string(),
                    _ => number.to_string(),
                };
                format!("{} {offset}", speaker.map_or("", String::as_str))
            }
            PressPart::Event => {
                let event = self.events.get(number)?;
                let place = event.place.as_ref().map(|place| &place.value);
                format!("{} {:?} {place:?}", event.kind, event.film)
            }
            PressPart::Claim => {
                let claim = self.claims.get(number)?;
                let figure = claim.figure.as_ref().map(|figure| &figure.value);
                let publisher = claim.publisher.as_ref().map(|publisher| &publisher.value);
                format!("{} {:?} {figure:?} {publisher:?}", claim.kind, claim.film)
            }
            PressPart::Credit => {
                let credit = self.credits.get(number)?;
                let person = credit.person.as_ref().map(|person| &person.value);
                format!("{} {:?} {person:?}", credit.kind, credit.film)
            }
        };
        let word = part.word().as_bytes();
        Some(ReviewKey::of_parts(&[b"press", word, value.as_bytes()]))
    }
}
