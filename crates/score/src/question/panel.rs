//! Whose reviews are asked for, and how that is written.

use ovation_terms::{Ballot, CriticId, Day, OutletId};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Whose reviews are asked for. An empty list means everybody; a review must satisfy every list that
/// is not empty.
///
/// Its text form stands in addresses and commands: `critics:3,7;outlets:2;countries:SE,NO;
/// languages:sv;from:2024-01-01;to:2024-12-31`, any of the parts, in any order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Panel {
    /// Only these critics; empty means all, unsigned reviews included.
    pub critics: Vec<CriticId>,
    /// Only reviews in these outlets; empty means all, reviews without an outlet included.
    pub outlets: Vec<OutletId>,
    /// Only outlets of these countries, ISO 3166 in two capitals.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub countries: Vec<String>,
    /// Only reviews in these languages, BCP 47; `pt` takes `pt-BR` in as well.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<String>,
    /// Only reviews published (first recorded, where that is not known) from this day on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// And by the end of this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<Day>,
}

/// A text was no panel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PanelError(String);

impl fmt::Display for PanelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "expected a panel like `critics:3,7;outlets:2;countries:SE;languages:sv;from:2024-01-01;\
             to:2024-12-31`, found `{}`",
            self.0
        )
    }
}

impl std::error::Error for PanelError {}

impl Panel {
    /// Whether the panel is everybody.
    pub fn is_everybody(&self) -> bool {
        *self == Self::default()
    }

    /// Whether telling who belongs needs the reviews' languages.
    pub fn asks_language(&self) -> bool {
        !self.languages.is_empty()
    }

    /// Whether a review belongs to the panel.
    pub fn includes(&self, ballot: &Ballot) -> bool {
        let day = ballot.published_or_recorded();
        (self.critics.is_empty() || ballot.signers().any(|critic| self.has_critic(critic)))
            && takes(&self.outlets, ballot.outlet.as_ref())
            && takes(&self.countries, ballot.country.as_ref())
            && (self.languages.is_empty()
                || ballot
                    .language
                    .as_deref()
                    .is_some_and(|own| self.languages.iter().any(|asked| covers(asked, own))))
            && self.from.is_none_or(|from| from <= day)
            && self.to.is_none_or(|to| day <= to)
    }

    /// Whether a critic belongs to the panel.
    pub(crate) fn has_critic(&self, critic: CriticId) -> bool {
        self.critics.is_empty() || self.critics.contains(&critic)
    }

    /// The same panel written in one way: lists sorted, nobody named twice.
    #[must_use]
    pub fn sorted(&self) -> Self {
        let mut panel = self.clone();
        panel.critics.sort_unstable();
        panel.critics.dedup();
        panel.outlets.sort_unstable();
        panel.outlets.dedup();
        panel.countries.sort_unstable();
        panel.countries.dedup();
        panel.languages.sort_unstable();
        panel.languages.dedup();
        panel
    }
}

fn takes<T: PartialEq>(asked: &[T], own: Option<&T>) -> bool {
    asked.is_empty() || own.is_some_and(|own| asked.contains(own))
}

/// Whether a language asked for takes in a review's own: the same, or its beginning up to a hyphen.
fn covers(asked: &str, own: &str) -> bool {
    own.split_at_checked(asked.len())
        .is_some_and(|(start, rest)| {
            start.eq_ignore_ascii_case(asked) && (rest.is_empty() || rest.starts_with('-'))
        })
}

impl fmt::Display for Panel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts: Vec<String> = Vec::new();
        let mut part = |name: &str, values: Vec<String>| {
            if !values.is_empty() {
                parts.push(format!("{name}:{}", values.join(",")));
            }
        };
        part(
            "critics",
            self.critics.iter().map(ToString::to_string).collect(),
        );
        part(
            "outlets",
            self.outlets.iter().map(ToString::to_string).collect(),
        );
        part("countries", self.countries.clone());
        part("languages", self.languages.clone());
        part("from", self.from.iter().map(ToString::to_string).collect());
        part("to", self.to.iter().map(ToString::to_string).collect());
        f.write_str(&parts.join(";"))
    }
}

impl FromStr for Panel {
    type Err = PanelError;
    fn from_str(text: &str) -> Result<Self, PanelError> {
        let wrong = || PanelError(text.chars().take(80).collect());
        let mut panel = Self::default();
        for part in text
            .split(';')
            .map(str::trim)
            .filter(|part| !part.is_empty())
        {
            let (name, values) = part.split_once(':').ok_or_else(wrong)?;
            for value in values.split(',').map(str::trim) {
                let is_code = (2..=35).contains(&value.len())
                    && value
                        .bytes()
                        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
                match name.trim() {
                    "critics" => panel.critics.push(value.parse().ok().ok_or_else(wrong)?),
                    "outlets" => panel.outlets.push(value.parse().ok().ok_or_else(wrong)?),
                    "countries" if is_code && value.len() == 2 => {
                        panel.countries.push(value.to_ascii_uppercase());
                    }
                    "languages" if is_code => panel.languages.push(value.to_ascii_lowercase()),
                    "from" => panel.from = Some(value.parse().ok().ok_or_else(wrong)?),
                    "to" => panel.to = Some(value.parse().ok().ok_or_else(wrong)?),
                    _ => return Err(wrong()),
                }
            }
        }
        Ok(panel.sorted())
    }
}
