//! Reading a receipt's text, strictly: what may be read in two ways is refused.

use super::compare::visible;
use super::{FORMS_KNOWN, Receipt};
use serde::de::{self, DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::fmt;

/// A receipt with its text as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct ReceiptText {
    /// What was read.
    pub receipt: Receipt,
    /// Every value of the text, those included that reading fills in or writes otherwise.
    pub(super) values: Value,
}

/// A text is no receipt that can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReceiptError {
    /// Not JSON, or not whole, or a name stands twice; what and where.
    NotJson(String),
    /// JSON, and nothing says that it is a receipt.
    NoReceipt,
    /// A receipt of a form that this version does not know.
    UnknownForm(String),
    /// A receipt with a value missing, of the wrong kind or unknown; which and where.
    NotOfItsForm(String),
}

impl fmt::Display for ReceiptError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJson(why) => write!(f, "expected a receipt in JSON: {}", visible(why)),
            Self::NoReceipt => write!(
                f,
                "expected a receipt with a `schema` like `{}`, found other JSON",
                super::RECEIPT_SCHEMA
            ),
            Self::UnknownForm(form) => write!(
                f,
                "schema: expected the form {}, found `{}`; a newer version of ovation may know it",
                FORMS_KNOWN.map(|form| format!("`{form}`")).join(" or "),
                visible(form)
            ),
            Self::NotOfItsForm(why) => {
                write!(f, "the receipt is not of its form: {}", visible(why))
            }
        }
    }
}

impl std::error::Error for ReceiptError {}

impl ReceiptText {
    /// Reads a receipt.
    ///
    /// # Errors
    /// A text that is cut off or no JSON, in which a name stands twice, that is no receipt, or one of
    /// a form that is not known; values that are missing, unknown, or of the wrong kind or size.
    pub fn read(text: &str) -> Result<Self, ReceiptError> {
        let not_json = |error: serde_json::Error| ReceiptError::NotJson(error.to_string());
        let mut source = serde_json::Deserializer::from_str(text);
        let values = Strict.deserialize(&mut source).map_err(not_json)?;
        source.end().map_err(not_json)?;
        let form = values.get("schema").and_then(Value::as_str);
        let form = form.ok_or(ReceiptError::NoReceipt)?;
        if !FORMS_KNOWN.contains(&form) {
            let shown = form.chars().take(80).collect();
            return Err(ReceiptError::UnknownForm(shown));
        }
        let receipt = serde_json::from_str(text).map_err(|error| {
            let place = place_of(text, error.line(), error.column());
            ReceiptError::NotOfItsForm(format!("{place}: {error}"))
        })?;
        Ok(Self { receipt, values })
    }

    /// The text of a receipt that stands in memory.
    ///
    /// # Errors
    /// A figure that JSON cannot hold.
    pub fn of(receipt: Receipt) -> Result<Self, serde_json::Error> {
        let values = written(&receipt)?;
        Ok(Self { receipt, values })
    }
}

/// A receipt's values as its text has them.
pub(super) fn written(receipt: &Receipt) -> Result<Value, serde_json::Error> {
    serde_json::to_value(receipt)
}

/// The path of the value that stands at a line and column (both from 1) of a text that is JSON:
/// `reviews[3].critic_name`.
fn place_of(text: &str, line: usize, column: usize) -> String {
    enum Within {
        /// The name whose value is read.
        Map(String),
        /// The place of the item that is read.
        List(usize),
    }
    let mut within: Vec<Within> = Vec::new();
    let mut name = String::new();
    let (mut at_line, mut at_column) = (1, 0);
    let (mut in_text, mut escaped) = (false, false);
    for byte in text.bytes() {
        at_column += 1;
        if (at_line, at_column) >= (line, column) {
            break;
        }
        match (in_text, byte) {
            (true, _) if escaped => escaped = false,
            (true, b'\\') => escaped = true,
            (true, b'"') => in_text = false,
            (true, other) => name.push(char::from(other)),
            (false, b'"') => {
                in_text = true;
                name.clear();
            }
            (false, b'{') => within.push(Within::Map(String::new())),
            (false, b'[') => within.push(Within::List(0)),
            (false, b'}' | b']') => drop(within.pop()),
            (false, b':') => {
                if let Some(Within::Map(current)) = within.last_mut() {
                    current.clone_from(&name);
                }
            }
            (false, b',') => {
                if let Some(Within::List(number)) = within.last_mut() {
                    *number += 1;
                }
            }
            (false, b'\n') => (at_line, at_column) = (at_line + 1, 0),
            _ => {}
        }
    }
    let mut path = String::new();
    for step in &within {
        match step {
            Within::Map(name) => {
                if !(path.is_empty() || name.is_empty()) {
                    path.push('.');
                }
                path.push_str(name);
            }
            Within::List(number) => {
                path.push('[');
                path.push_str(&number.to_string());
                path.push(']');
            }
        }
    }
    path
}

/// Any JSON in which no name stands twice.
#[derive(Clone, Copy)]
struct Strict;

impl<'de> DeserializeSeed<'de> for Strict {
    type Value = Value;
    fn deserialize<D: de::Deserializer<'de>>(self, source: D) -> Result<Value, D::Error> {
        source.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut source: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = source.next_element_seed(self)? {
            list.push(value);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut source: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(name) = source.next_key::<String>()? {
            let value = source.next_value_seed(self)?;
            if map.contains_key(&name) {
                return Err(de::Error::custom(format!("`{name}` stands twice")));
            }
            map.insert(name, value);
        }
        Ok(Value::Object(map))
    }
}
