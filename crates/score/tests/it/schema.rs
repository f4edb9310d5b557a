//! The published JSON Schema of receipts says the truth.

use crate::making::ballots;
use crate::receipts::{full_receipt, sample_receipt};
use proptest::prelude::*;
use serde_json::{Value, json};

fn schema() -> Value {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../docs/reference/receipt.schema.json"
    );
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// The few words of JSON Schema that ours uses; any other word fails the test.
fn faults(root: &Value, schema: &Value, value: &Value, place: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut fault = |text: String| found.push(format!("{place}: {text}"));
    for (word, rule) in schema.as_object().unwrap() {
        match word.as_str() {
            "$ref" => {
                let name = rule.as_str().unwrap().strip_prefix("#/$defs/").unwrap();
                let inner = faults(root, &root["$defs"][name], value, place);
                inner.into_iter().for_each(&mut fault);
            }
            "anyOf" => {
                let rules = rule.as_array().unwrap();
                if rules
                    .iter()
                    .all(|rule| !faults(root, rule, value, place).is_empty())
                {
                    fault(format!("{value} fits none"));
                }
            }
            "const" if rule != value => fault(format!("{value} is not {rule}")),
            "enum" if !rule.as_array().unwrap().contains(value) => {
                fault(format!("{value} is none of {rule}"));
            }
            "type" => {
                let fits = match rule.as_str().unwrap() {
                    "object" => value.is_object(),
                    "array" => value.is_array(),
                    "string" => value.is_string(),
                    "boolean" => value.is_boolean(),
                    "null" => value.is_null(),
                    "integer" => value.is_i64() || value.is_u64(),
                    "number" => value.is_number(),
                    other => panic!("no such type: {other}"),
                };
                if !fits {
                    fault(format!("{value} is no {rule}"));
                }
            }
            "minimum" if value.as_f64() < rule.as_f64() => fault(format!("{value} below {rule}")),
            "maximum" if value.as_f64() > rule.as_f64() => fault(format!("{value} above {rule}")),
            "minItems" | "maxItems" => {
                let length = value.as_array().map_or(0, Vec::len) as u64;
                let limit = rule.as_u64().unwrap();
                if (word == "minItems" && length < limit) || (word == "maxItems" && length > limit)
                {
                    fault(format!("{length} values"));
                }
            }
            "pattern" => {
                let text = value.as_str().unwrap_or_default();
                let fits = match rule.as_str().unwrap() {
                    "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" => text.parse::<ovation_terms::Day>().is_ok(),
                    "^[0-9a-f]{64}$" => text.parse::<ovation_terms::Hash>().is_ok(),
                    other => panic!("no such pattern: {other}"),
                };
                if !fits {
                    fault(format!("{value} does not match {rule}"));
                }
            }
            "items" => {
                for (number, inner) in value.as_array().into_iter().flatten().enumerate() {
                    faults(root, rule, inner, &format!("{place}/{number}"))
                        .into_iter()
                        .for_each(&mut fault);
                }
            }
            "required" => {
                for name in rule.as_array().unwrap() {
                    if value.get(name.as_str().unwrap()).is_none() {
                        fault(format!("{name} is missing"));
                    }
                }
            }
            "properties" => {
                for (name, rule) in rule.as_object().unwrap() {
                    if let Some(inner) = value.get(name) {
                        faults(root, rule, inner, &format!("{place}/{name}"))
                            .into_iter()
                            .for_each(&mut fault);
                    }
                }
            }
            "additionalProperties" => {
                let known = &schema["properties"];
                for (name, inner) in value.as_object().into_iter().flatten() {
                    if known.get(name).is_some() {
                    } else if rule == &json!(false) {
                        fault(format!("{name} is not in the schema"));
                    } else {
                        faults(root, rule, inner, &format!("{place}/{name}"))
                            .into_iter()
                            .for_each(&mut fault);
                    }
                }
            }
            // Words without a rule, and rules that were kept.
            "$schema" | "$id" | "$defs" | "title" | "description" | "const" | "enum"
            | "minimum" | "maximum" => {}
            other => panic!("the schema uses `{other}`, which this test does not know"),
        }
    }
    found
}

/// Whether a value anywhere in the receipts uses every property the schema names.
fn unused(root: &Value, schema: &Value, values: &[&Value], place: &str) -> Vec<String> {
    let schema = match schema.get("$ref").and_then(Value::as_str) {
        Some(name) => &root["$defs"][name.strip_prefix("#/$defs/").unwrap()],
        None => match schema.get("anyOf") {
            Some(rules) => {
                let inner = rules.as_array().unwrap().iter();
                return inner
                    .flat_map(|rule| unused(root, rule, values, place))
                    .collect();
            }
            None => schema,
        },
    };
    let mut found = Vec::new();
    if let Some(items) = schema.get("items") {
        let inner: Vec<&Value> = values
            .iter()
            .filter_map(|v| v.as_array())
            .flatten()
            .collect();
        found.extend(unused(root, items, &inner, place));
    }
    for (name, rule) in schema
        .get("properties")
        .and_then(Value::as_object)
        .into_iter()
        .flatten()
    {
        let inner: Vec<&Value> = values.iter().filter_map(|value| value.get(name)).collect();
        let place = format!("{place}/{name}");
        if inner.is_empty() {
            found.push(place.clone());
        }
        found.extend(unused(root, rule, &inner, &place));
    }
    found
}

fn value_of(receipt: &ovation_score::Receipt) -> Value {
    serde_json::from_str(&receipt.to_json().unwrap()).unwrap()
}

#[test]
fn a_receipt_with_everything_in_it_fits_the_schema_and_uses_all_of_it() {
    let (schema, value) = (schema(), value_of(&full_receipt().0));
    // A poster is a file or an address.
    let mut other = value.clone();
    other["film"]["poster"] = json!({
        "url": "https://studio.example/p.jpg", "licence": "CC0", "credit": "Ines Falk",
    });
    for value in [&value, &other] {
        assert_eq!(faults(&schema, &schema, value, ""), Vec::<String>::new());
    }
    assert_eq!(
        unused(&schema, &schema, &[&value, &other], ""),
        Vec::<String>::new()
    );
}

#[test]
fn a_receipt_that_was_bent_does_not_fit_the_schema() {
    let schema = schema();
    let bends: [fn(&mut Value); 5] = [
        |v| v["schema"] = json!("another-1"),
        |v| v["extra"] = json!(1),
        |v| v["reviews"][0]["p"] = json!(1.5),
        |v| v["ledger"]["hash"] = json!("abc"),
        |v| v["result"]["n"] = json!(-1),
    ];
    for bend in bends {
        let mut value = value_of(&full_receipt().0);
        bend(&mut value);
        assert!(!faults(&schema, &schema, &value, "").is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn every_receipt_fits_the_schema(reviews in ballots(20)) {
        let schema = schema();
        let value = value_of(&sample_receipt(&reviews));
        prop_assert_eq!(faults(&schema, &schema, &value, ""), Vec::<String>::new());
    }
}
