//! Moments as RFC 3339 text, which a reader of a receipt understands.
//!
//! A moment outside the years that text form has is written in microseconds, `123us`.

use ovation_terms::Moment;
use serde::{Deserialize, Deserializer, Serializer};

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands the field over by reference"
)]
pub(super) fn serialize<S: Serializer>(moment: &Moment, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(moment)
}

pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Moment, D::Error> {
    let text = String::deserialize(deserializer)?;
    parse(&text).map_err(serde::de::Error::custom)
}

pub(super) fn parse(text: &str) -> Result<Moment, String> {
    if let Some(number) = text.strip_suffix("us")
        && let Ok(number) = number.parse()
    {
        return Ok(Moment(number));
    }
    text.parse::<Moment>()
        .map_err(|error| format!("no moment like `2024-03-01T12:00:00Z`: {error}"))
}

/// The same for a moment that may be absent (`null`).
pub(super) mod option {
    use super::parse;
    use ovation_terms::Moment;
    use serde::{Deserialize, Deserializer, Serializer};

    #[expect(clippy::ref_option, reason = "serde hands the field over by reference")]
    pub(in crate::receipt) fn serialize<S: Serializer>(
        moment: &Option<Moment>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match moment {
            Some(moment) => serializer.collect_str(moment),
            None => serializer.serialize_none(),
        }
    }

    pub(in crate::receipt) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Moment>, D::Error> {
        let text = Option::<String>::deserialize(deserializer)?;
        text.map(|text| parse(&text).map_err(serde::de::Error::custom))
            .transpose()
    }
}
