//! What a person answered to a suggestion that two are one, or that one is two, without joining or
//! parting anybody.

use crate::{CriticId, OutletId, Remark};
use serde::{Deserialize, Serialize};

/// What was suggested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "suggested", rename_all = "kebab-case")]
pub enum Suggested {
    /// Two critics may be one person.
    OneCritic {
        /// The one with the lower number.
        one: CriticId,
        /// The other.
        other: CriticId,
    },
    /// Two outlets may be one.
    OneOutlet {
        /// The one with the lower number.
        one: OutletId,
        /// The other.
        other: OutletId,
    },
    /// One critic may be two people of one name.
    TwoCritics {
        /// The critic.
        critic: CriticId,
    },
}

impl Suggested {
    /// Two critics, in whichever order.
    pub fn one_critic(a: CriticId, b: CriticId) -> Self {
        Self::OneCritic {
            one: a.min(b),
            other: a.max(b),
        }
    }

    /// Two outlets, in whichever order.
    pub fn one_outlet(a: OutletId, b: OutletId) -> Self {
        Self::OneOutlet {
            one: a.min(b),
            other: a.max(b),
        }
    }

    /// What an answer of "no" says: `critic 3 and critic 8 are two people`.
    pub fn denied(&self) -> String {
        match self {
            Self::OneCritic { one, other } => {
                format!("critic {one} and critic {other} are two people")
            }
            Self::OneOutlet { one, other } => {
                format!("outlet {one} and outlet {other} are two")
            }
            Self::TwoCritics { critic } => format!("critic {critic} is one person"),
        }
    }
}

/// A person said no to a suggestion, or opened it again. It does not come back unless something of
/// another sort speaks for it than spoke for it then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuggestionAnswered {
    /// What was suggested.
    #[serde(flatten)]
    pub about: Suggested,
    /// The sorts of evidence that spoke for it: `same-outlet`, `one-after-the-other`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signs: Vec<String>,
    /// Whether it is open again: the answer is taken back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub open: bool,
    /// What the person says beside it.
    #[serde(flatten)]
    pub remark: Remark,
}

impl SuggestionAnswered {
    /// In words.
    pub fn sentence(&self) -> String {
        if self.open {
            format!("open again whether {}", self.about.denied())
        } else {
            self.about.denied()
        }
    }
}
