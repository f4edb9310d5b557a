//! Two receipts held beside each other, value by value.
//!
//! Goes through whatever stands in them, so that a field that is added later is compared without
//! anybody thinking of it.

use serde_json::Value;
use std::collections::BTreeMap;

/// A value of a receipt that is not what it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Where it stands in the receipt: `film.title`, `reviews[3].critic_name`.
    pub field: String,
    /// What is wrong, for a reader.
    pub text: String,
}

impl std::fmt::Display for Difference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

/// The keys by which lines of a list are told apart, whatever their place in it.
const LINE_KEYS: [&str; 2] = ["review", "critic"];

/// Most characters of a value that a sentence shows.
const SHOWN_CHARS: usize = 120;

/// How two values are held beside each other.
pub(super) struct Comparison<'a> {
    /// Whose the second is, as a sentence names it: `the record`.
    pub(super) by: &'a str,
    /// How far figures may lie apart; 0 where the very same are wanted.
    pub(super) tolerance: f64,
}

impl Comparison<'_> {
    /// Every value of `given` that differs from `wanted`, in the order in which they stand.
    pub(super) fn of(&self, given: &Value, wanted: &Value) -> Vec<Difference> {
        let mut found = Vec::new();
        self.values(&Place::default(), given, wanted, &mut found);
        found
    }

    fn values(&self, place: &Place, given: &Value, wanted: &Value, found: &mut Vec<Difference>) {
        match (given, wanted) {
            (Value::Object(given), Value::Object(wanted)) => {
                for (name, value) in given {
                    let place = place.field(name);
                    match wanted.get(name) {
                        Some(other) => self.values(&place, value, other, found),
                        None => found.push(place.differs(&format!(
                            "is {} and {} has no such value",
                            shown(value),
                            self.by
                        ))),
                    }
                }
                for (name, value) in wanted.iter().filter(|(name, _)| !given.contains_key(*name)) {
                    found.push(place.field(name).differs(&format!(
                        "is missing and {} says {}",
                        self.by,
                        shown(value)
                    )));
                }
            }
            (Value::Array(given), Value::Array(wanted)) => self.lists(place, given, wanted, found),
            (Value::Number(given), Value::Number(wanted)) if self.same(given, wanted) => {}
            (given, wanted) if given == wanted => {}
            (given, wanted) => found.push(place.differs(&format!(
                "is {} and {} says {}",
                shown(given),
                self.by,
                shown(wanted)
            ))),
        }
    }

    /// Whole numbers are equal or not; a figure may also be written without its point.
    fn same(&self, given: &serde_json::Number, wanted: &serde_json::Number) -> bool {
        if let (Some(given), Some(wanted)) = (given.as_i64(), wanted.as_i64()) {
            return given == wanted;
        }
        match (given.as_f64(), wanted.as_f64()) {
            (Some(given), Some(wanted)) => {
                given.to_bits() == wanted.to_bits() || (given - wanted).abs() <= self.tolerance
            }
            _ => false,
        }
    }

    fn lists(&self, place: &Place, given: &[Value], wanted: &[Value], found: &mut Vec<Difference>) {
        let Some(key) = LINE_KEYS
            .into_iter()
            .find(|key| {
                given
                    .iter()
                    .chain(wanted)
                    // Who signed a review stands in the order of its by-line.
                    .all(|line| line.get(key).is_some() && line.get("name").is_none())
            })
            .filter(|_| !(given.is_empty() && wanted.is_empty()))
        else {
            return self.by_place(place, given, wanted, found);
        };
        let id = |line: &Value| line.get(key).map(ToString::to_string).unwrap_or_default();
        let mut left: BTreeMap<usize, &Value> = wanted.iter().enumerate().collect();
        // The counterpart of each: what stands at its place, else wherever its number stands.
        let mut pairs: Vec<Option<usize>> = vec![None; given.len()];
        for ((number, line), pair) in given.iter().enumerate().zip(&mut pairs) {
            if wanted
                .get(number)
                .is_some_and(|other| id(other) == id(line))
            {
                left.remove(&number);
                *pair = Some(number);
            }
        }
        let mut moved: BTreeMap<String, usize> = left
            .iter()
            .map(|(number, line)| (id(line), *number))
            .collect();
        for (line, pair) in given.iter().zip(&mut pairs) {
            if pair.is_none()
                && let Some(number) = moved.remove(&id(line))
            {
                left.remove(&number);
                *pair = Some(number);
            }
        }
        let order: Vec<usize> = pairs.iter().copied().flatten().collect();
        // What has no counterpart on either side may be the same line with its number changed.
        for ((number, line), pair) in given.iter().enumerate().zip(pairs) {
            let place = place.line(number, key, &id(line));
            let other = pair.and_then(|pair| wanted.get(pair)).or_else(|| {
                left.remove(&number)
                    .or_else(|| left.pop_first().map(|(_, line)| line))
            });
            match other {
                Some(other) => self.values(&place, line, other, found),
                None => found.push(
                    place.differs(&format!("is listed and {} has no such line here", self.by)),
                ),
            }
        }
        for line in left.into_values() {
            found.push(place.differs(&format!(
                "lacks {key} {}, which {} lists here",
                id(line),
                self.by
            )));
        }
        if !order.is_sorted() {
            found.push(place.differs(&format!("is in another order than {} has", self.by)));
        }
    }

    fn by_place(
        &self,
        place: &Place,
        given: &[Value],
        wanted: &[Value],
        found: &mut Vec<Difference>,
    ) {
        for (number, value) in given.iter().enumerate() {
            let place = place.item(number);
            match wanted.get(number) {
                Some(other) => self.values(&place, value, other, found),
                None => found.push(place.differs(&format!(
                    "is {} and {} has nothing there",
                    shown(value),
                    self.by
                ))),
            }
        }
        for (number, value) in wanted.iter().enumerate().skip(given.len()) {
            found.push(place.item(number).differs(&format!(
                "is missing and {} says {}",
                self.by,
                shown(value)
            )));
        }
    }
}

/// A value as a sentence shows it.
fn shown(value: &Value) -> String {
    let text = match value {
        Value::Null => return "none".to_owned(),
        other => other.to_string(),
    };
    if text.chars().count() <= SHOWN_CHARS {
        return visible(&text);
    }
    let start: String = text.chars().take(SHOWN_CHARS).collect();
    format!("{}…", visible(&start))
}

/// A text with what cannot be seen spelled out: a receipt comes from anybody, and its text must not
/// command a terminal or turn a sentence round.
pub(super) fn visible(text: &str) -> String {
    let mut made = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '"' | '\'' | '\\' => made.push(letter),
            other => made.extend(other.escape_debug()),
        }
    }
    made
}

/// A place in a receipt, and how a sentence calls it.
#[derive(Clone, Default)]
struct Place {
    path: String,
    /// Of a line in a list: `reviews[3] (review 17): `, and the path within it.
    line: Option<(String, String)>,
}

impl Place {
    fn field(&self, name: &str) -> Self {
        let join = |path: &str| {
            if path.is_empty() {
                name.to_owned()
            } else {
                format!("{path}.{name}")
            }
        };
        Self {
            path: join(&self.path),
            line: self
                .line
                .as_ref()
                .map(|(line, within)| (line.clone(), join(within))),
        }
    }

    fn item(&self, number: usize) -> Self {
        Self {
            path: format!("{}[{number}]", self.path),
            line: self
                .line
                .as_ref()
                .map(|(line, within)| (line.clone(), format!("{within}[{number}]"))),
        }
    }

    fn line(&self, number: usize, key: &str, id: &str) -> Self {
        let path = format!("{}[{number}]", self.path);
        Self {
            line: Some((format!("{path} ({key} {id})"), String::new())),
            path,
        }
    }

    fn differs(&self, how: &str) -> Difference {
        let text = match &self.line {
            Some((line, within)) if within.is_empty() => format!("{line} {how}"),
            Some((line, within)) => format!("{line}: {within} {how}"),
            None if self.path.is_empty() => format!("the receipt {how}"),
            None => format!("{} {how}", self.path),
        };
        Difference {
            field: self.path.clone(),
            text,
        }
    }
}
