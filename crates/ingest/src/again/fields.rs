//! The values of a finding by their names, each with where it stands.

use ovation_terms::Evidence;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// A value and its evidence.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Stated {
    pub(super) value: Value,
    pub(super) evidence: Option<Evidence>,
}

/// Every value of a finding: `film.title`, `critics.1`, `rating`.
pub(super) fn fields_of(finding: &impl Serialize) -> BTreeMap<String, Stated> {
    let mut fields = BTreeMap::new();
    // A finding is always JSON: it was written as such, or is about to be.
    let value = serde_json::to_value(finding).unwrap_or(Value::Null);
    walk(String::new(), value, &mut fields);
    fields
}

fn walk(name: String, value: Value, fields: &mut BTreeMap<String, Stated>) {
    let within = |part: &str| {
        if name.is_empty() {
            part.to_owned()
        } else {
            format!("{name}.{part}")
        }
    };
    match value {
        Value::Null => {}
        Value::Object(mut object) if object.contains_key("value") && object.contains_key("at") => {
            let evidence = object
                .remove("at")
                .and_then(|at| serde_json::from_value(at).ok());
            let value = object.remove("value").unwrap_or(Value::Null);
            fields.insert(name, Stated { value, evidence });
        }
        Value::Object(object) => {
            for (part, value) in object {
                walk(within(&part), value, fields);
            }
        }
        Value::Array(values) => {
            for (number, value) in (1..).zip(values) {
                let number: u32 = number;
                walk(within(&number.to_string()), value, fields);
            }
        }
        value => {
            let evidence = None;
            fields.insert(name, Stated { value, evidence });
        }
    }
}
