//! Every way to change one value of a JSON text, whatever stands in it.

use serde_json::{Value, json};
use std::collections::BTreeMap;

/// A JSON text with one value changed.
pub(crate) struct Forgery {
    /// The path of what was changed: `reviews[3].critic_name`.
    pub(crate) field: String,
    /// What was done to it.
    pub(crate) change: String,
    pub(crate) text: String,
}

#[derive(Clone)]
enum Step {
    Name(String),
    Item(usize),
}

fn path_of(steps: &[Step]) -> String {
    let mut path = String::new();
    for step in steps {
        match step {
            Step::Name(name) => {
                if !path.is_empty() {
                    path.push('.');
                }
                path.push_str(name);
            }
            Step::Item(number) => {
                path.push('[');
                path.push_str(&number.to_string());
                path.push(']');
            }
        }
    }
    path
}

fn at<'v>(value: &'v mut Value, steps: &[Step]) -> &'v mut Value {
    steps.iter().fold(value, |value, step| match step {
        Step::Name(name) => &mut value[name.as_str()],
        Step::Item(number) => &mut value[*number],
    })
}

fn places(value: &Value, steps: &mut Vec<Step>, found: &mut Vec<Vec<Step>>) {
    found.push(steps.clone());
    let inner: Vec<(Step, &Value)> = match value {
        Value::Object(map) => map
            .iter()
            .map(|(name, value)| (Step::Name(name.clone()), value))
            .collect(),
        Value::Array(list) => list
            .iter()
            .enumerate()
            .map(|(number, value)| (Step::Item(number), value))
            .collect(),
        _ => Vec::new(),
    };
    for (step, value) in inner {
        steps.push(step);
        places(value, steps, found);
        steps.pop();
    }
}

/// Other values that may stand in the place of one.
fn others(value: &Value) -> Vec<(&'static str, Value)> {
    let mut found = match value {
        Value::Null => vec![
            ("text", json!("forged")),
            ("a number", json!(7)),
            ("true", json!(true)),
        ],
        Value::Bool(is) => vec![("the opposite", json!(!is))],
        Value::Number(number) => {
            if let Some(whole) = number.as_i64() {
                vec![
                    ("one more", json!(whole + 1)),
                    ("one less", json!(whole - 1)),
                    ("a million more", json!(whole + 1_000_000)),
                ]
            } else {
                let figure = number.as_f64().unwrap();
                vec![
                    ("a little more", json!(figure + 1e-9)),
                    ("half as much and some", json!(figure * 0.5 + 0.01)),
                    ("a huge number", json!(1e300)),
                ]
            }
        }
        Value::String(text) => {
            let turned = match text.chars().last() {
                Some('0') => '1',
                Some(other) if other.is_ascii_digit() => '0',
                Some('a') => 'b',
                _ => 'a',
            };
            let mut letters: Vec<char> = text.chars().collect();
            letters.pop();
            letters.push(turned);
            let other_day = if text.starts_with("20") {
                text.replacen("20", "19", 1)
            } else {
                format!("{text} and more")
            };
            vec![
                ("another last letter", json!(String::from_iter(letters))),
                ("another text", json!(other_day)),
                ("no text", json!("")),
            ]
        }
        Value::Array(list) => {
            let mut found = Vec::new();
            for number in 0..list.len() {
                let mut fewer = list.clone();
                fewer.remove(number);
                found.push(("one line fewer", Value::Array(fewer)));
                let mut twice = list.clone();
                twice.insert(number, list[number].clone());
                found.push(("a line twice", Value::Array(twice)));
                if number > 0 && list[number] != list[number - 1] {
                    let mut turned = list.clone();
                    turned.swap(number, number - 1);
                    found.push(("two lines turned", Value::Array(turned)));
                }
            }
            found.push(("a line of null", json!([null])));
            found
        }
        Value::Object(map) => {
            let mut more = map.clone();
            more.insert("forged".to_owned(), json!(1));
            vec![("a name more", Value::Object(more))]
        }
    };
    if !value.is_null() {
        found.push(("null", Value::Null));
    }
    found.retain(|(_, other)| other != value);
    found
}

/// Every single change of every value; at most so many, of each field and change at least one.
pub(crate) fn forgeries(text: &str, most: usize) -> Vec<Forgery> {
    let whole: Value = serde_json::from_str(text).unwrap();
    let mut found = Vec::new();
    places(&whole, &mut Vec::new(), &mut found);
    let mut by_kind: BTreeMap<(String, &'static str), Vec<Forgery>> = BTreeMap::new();
    let mut add = |steps: &[Step], change: &'static str, forged: &Value| {
        let names = steps.iter().filter_map(|step| match step {
            Step::Name(name) => Some(name.as_str()),
            Step::Item(_) => None,
        });
        let kind = names.collect::<Vec<_>>().join(".");
        let forgery = Forgery {
            field: path_of(steps),
            change: change.to_owned(),
            text: serde_json::to_string_pretty(forged).unwrap(),
        };
        by_kind.entry((kind, change)).or_default().push(forgery);
    };
    for steps in &found {
        let mut original = whole.clone();
        for (change, other) in others(at(&mut original, steps)) {
            let mut forged = whole.clone();
            *at(&mut forged, steps) = other;
            add(steps, change, &forged);
        }
        if let Some((Step::Name(name), outer)) = steps.split_last() {
            let mut forged = whole.clone();
            at(&mut forged, outer).as_object_mut().unwrap().remove(name);
            add(steps, "left out", &forged);
        }
    }
    // One of each kind after the other, until there are enough.
    let mut left: Vec<_> = by_kind.into_values().map(Vec::into_iter).collect();
    let mut taken = Vec::new();
    while taken.len() < most && !left.is_empty() {
        left.retain_mut(|kind| match kind.next() {
            Some(forgery) => {
                taken.push(forgery);
                true
            }
            None => false,
        });
    }
    taken
}

/// Whether what verifying says names the field: by its path, or by its line and its name in it.
pub(crate) fn names(field: &str, said: &[String]) -> bool {
    let line_and_name = field
        .split_once(']')
        .filter(|(_, rest)| rest.starts_with('.'))
        .map(|(line, rest)| (format!("{line}]"), rest.trim_start_matches('.')));
    let last = field.rsplit('.').next().unwrap_or(field);
    said.iter().any(|text| {
        let by_line = line_and_name
            .as_ref()
            .is_some_and(|(line, name)| text.contains(line.as_str()) && text.contains(name));
        // A name that stands nowhere else, as `missing field` gives it.
        by_line || text.contains(field) || text.contains(&format!("`{last}`"))
    })
}
