//! What lies under a version's values: what was read, and what people decided about it.
//!
//! A decision never overwrites what was read; both stand side by side and the version's values are
//! made from them, so that every decision can be cleared again.

use ovation_terms::{Basis, Day, Reason, SetRating, Standing, WithdrawnBy};
use serde::{Deserialize, Serialize};

/// Both sides, as JSON in a column. None of it is there for the many reviews about which nobody
/// decided anything.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct ReadAndDecided {
    pub(crate) read: AsRead,
    pub(crate) set: Decided,
}

impl ReadAndDecided {
    pub(crate) fn to_text(&self) -> String {
        // Only maps with other keys than text fail, and there are none.
        serde_json::to_string(self).unwrap_or_default()
    }

    pub(crate) fn of_text(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }
}

/// What the last reading says, merges and decisions aside.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct AsRead {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) film: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) critic: Option<i64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) also_by: Vec<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) outlet: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none", with = "exact")]
    pub(crate) rating: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) rating_printed: Option<Box<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) scale: Option<Box<str>>,
    #[serde(skip_serializing_if = "Option::is_none", with = "exact")]
    pub(crate) p: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) basis: Option<Basis>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) published: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) url: Option<Box<str>>,
    pub(crate) reasons: Standing,
}

/// What was decided about a review.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is one thing that a person may have said, and stands in the record under its name"
)]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Decided {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) film: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) verdict: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) rating: Option<RatingDecided>,
    /// Zero: a person says that nobody signed it, or that it ran nowhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) critic: Option<i64>,
    /// The critic was set by parting two people: those who signed beside the critic stay.
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) keeps_also_by: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) outlet: Option<i64>,
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) out: bool,
    /// Reasons a person has settled; later readings do not bring them back.
    #[serde(skip_serializing_if = "is_empty")]
    pub(crate) confirmed: Standing,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) same_as: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) withdrawn: Option<WithdrawnBy>,
    /// A person said that it is withdrawn: no machine takes that back.
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) firmly: bool,
    /// A person said that it stands, whatever a machine finds of its page.
    #[serde(skip_serializing_if = "is_false")]
    pub(crate) stands: bool,
    /// The day of publication: an empty text says that nobody knows it. The same holds for the next two.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) published: Option<Box<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) url: Option<Box<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) language: Option<Box<str>>,
    /// The entry that says what the headline is: the words stand beside it, and may be deleted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) headline: Option<i64>,
    /// The source of its words, where that was deleted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) deleted: Option<i64>,
    /// The import that brought it, where that was taken back.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) undone: Option<i64>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the form serde asks for")]
fn is_false(held: &bool) -> bool {
    !held
}

fn is_empty(standing: &Standing) -> bool {
    standing.reasons().is_empty()
}

/// A rating that a person set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct RatingDecided {
    pub(crate) printed: Box<str>,
    pub(crate) scale: Box<str>,
    #[serde(with = "exact")]
    pub(crate) value: Option<f64>,
    #[serde(with = "exact")]
    pub(crate) p: Option<f64>,
}

impl RatingDecided {
    pub(crate) fn of(set: &SetRating) -> Self {
        Self {
            printed: super::columns::shown(&set.printed),
            scale: super::columns::shown(&set.scale),
            value: Some(set.value),
            p: Some(set.p.get()),
        }
    }
}

impl Decided {
    /// Reasons that follow from decisions.
    pub(crate) fn reasons(&self) -> impl Iterator<Item = Reason> {
        [
            self.out.then_some(Reason::ByPerson),
            self.same_as.map(|_| Reason::Twin),
            self.withdrawn.map(|_| Reason::Withdrawn),
            self.deleted.map(|_| Reason::SourceDeleted),
            self.undone.map(|_| Reason::ImportUndone),
        ]
        .into_iter()
        .flatten()
    }
}

/// Fractions as the shortest text that gives the very same fraction again: JSON numbers may be read
/// back with another last bit, and then a replay would differ.
mod exact {
    use serde::{Deserialize as _, Deserializer, Serializer};
    use std::borrow::Cow;

    #[expect(clippy::ref_option, reason = "the form serde asks for")]
    pub(super) fn serialize<S: Serializer>(
        value: &Option<f64>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => serializer.collect_str(value),
            None => serializer.serialize_none(),
        }
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<f64>, D::Error> {
        let text = Option::<Cow<'de, str>>::deserialize(deserializer)?;
        let value = text.map(|text| text.parse().map_err(serde::de::Error::custom));
        value.transpose()
    }
}
