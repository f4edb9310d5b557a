//! schema.org markup, from JSON-LD, microdata and `RDFa`, as one kind of tree.

mod attributes;
mod json;

use super::tree::Page;
use ovation_terms::{Complaint, ComplaintKind};
use ovation_terms::{ReadLimits, visible};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Typed objects read from one page.
const THINGS: usize = 2_000;

/// Bytes of an object that is put in place of references to it.
const REFERENCE_BYTES: usize = 64 << 10;

/// How far references within what is referred to are followed.
const REFERENCE_DEPTH: usize = 2;

/// Bytes that all references of a page together are replaced by.
const RESOLVED_BYTES: usize = 4 << 20;

/// An object that can be referred to, and its weight in bytes.
type KnownObject<'a> = (&'a Map<String, Value>, usize);

/// One typed object of a page's markup.
pub(super) struct Thing<'a> {
    /// `json-ld`, `microdata`, `rdfa`.
    pub(super) format: &'static str,
    /// Where it stands: `/@graph/2`.
    pub(super) path: String,
    pub(super) object: Cow<'a, Map<String, Value>>,
    /// The property that holds it, such as `review`; empty at the top.
    pub(super) held_as: String,
    /// The type of what holds it.
    pub(super) holder_types: Vec<String>,
    /// The name of what holds it.
    pub(super) holder_name: Option<String>,
}

impl Thing<'_> {
    pub(super) fn types(&self) -> Vec<String> {
        types_of(&self.object)
    }

    pub(super) fn is_a(&self, kinds: &[&str]) -> bool {
        self.types()
            .iter()
            .any(|kind| kinds.contains(&kind.as_str()))
    }
}

/// The types of an object, lower case, without vocabulary.
pub(super) fn types_of(object: &Map<String, Value>) -> Vec<String> {
    let mut types = Vec::new();
    let mut add = |value: &Value| {
        if let Value::String(name) = value {
            let short = name.rsplit(['/', '#', ':']).next().unwrap_or(name);
            types.push(short.to_ascii_lowercase());
        }
    };
    match object.get("@type") {
        Some(Value::Array(values)) => values.iter().for_each(&mut add),
        Some(value) => add(value),
        None => {}
    }
    types
}

/// The words of a value: a string, a number, the first of a list, an object's `name` or `@value`.
pub(super) fn words_of(value: &Value) -> Option<String> {
    let words = match value {
        Value::String(words) => plain(words),
        Value::Number(number) => number.to_string(),
        Value::Array(values) => return values.iter().find_map(words_of),
        Value::Object(object) => {
            let named = object.get("name").or_else(|| object.get("@value"));
            return named.and_then(words_of);
        }
        Value::Null | Value::Bool(_) => return None,
    };
    let words = visible(&words);
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then_some(words)
}

/// A page's markup as values, with their formats, in document order.
pub(super) struct Markup(Vec<(&'static str, Value)>);

/// Gathers a page's markup.
pub(super) fn markup(
    page: &Page<'_>,
    limits: &ReadLimits,
    complaints: &mut Vec<Complaint>,
) -> Markup {
    let blocks = json_blocks(page, limits, complaints).into_iter();
    let blocks = blocks.map(|block| (JSON_LD, block));
    let objects = attributes::objects(page).into_iter();
    let objects = objects.map(|(format, object)| (format, Value::Object(object)));
    Markup(blocks.chain(objects).collect())
}

const JSON_LD: &str = "json-ld";

/// Every typed object of a page's markup, in document order, holders before what they hold.
pub(super) fn things(markup: &Markup) -> Vec<Thing<'_>> {
    let mut known = BTreeMap::new();
    for (_, block) in markup.0.iter().filter(|(format, _)| *format == JSON_LD) {
        gather_ids(block, &mut known);
    }
    let mut things = Vec::new();
    let mut budget = RESOLVED_BYTES;
    for (format, block) in &markup.0 {
        let mut gathering = Gathering {
            format,
            known: &known,
            budget: &mut budget,
            things: &mut things,
        };
        gathering.collect(block, "", "", None);
    }
    things
}

/// The values of the page's JSON-LD blocks.
fn json_blocks(
    page: &Page<'_>,
    limits: &ReadLimits,
    complaints: &mut Vec<Complaint>,
) -> Vec<Value> {
    let is_json_ld = |kind: &str| kind.to_ascii_lowercase().contains("ld+json");
    let blocks = page.find(page.all(), |element| {
        element.name == "script" && element.attr("type").is_some_and(is_json_ld)
    });
    let mut values = Vec::new();
    for (number, at) in blocks.enumerate() {
        let raw = page
            .element(at)
            .map(super::tree::Element::raw_text)
            .unwrap_or_default();
        let place = format!("json-ld block {}", number + 1);
        if raw.trim().is_empty() {
            continue;
        }
        if raw.len() > limits.markup_bytes {
            let detail = format!(
                "expected at most {} bytes, found {}",
                limits.markup_bytes,
                raw.len()
            );
            complaints.push(Complaint::minor(ComplaintKind::TooLarge, place, detail));
            continue;
        }
        if json::nesting(&raw) > limits.json_depth {
            let detail = format!(
                "expected values nested at most {} deep; the block was not read",
                limits.json_depth
            );
            complaints.push(Complaint::minor(ComplaintKind::TooDeep, place, detail));
            continue;
        }
        match json::parse_tolerantly(&raw) {
            Ok(value) => values.push(value),
            Err(error) => {
                let detail = format!("expected JSON, found a syntax error: {error}");
                complaints.push(Complaint::minor(ComplaintKind::BadMarkup, place, detail));
            }
        }
    }
    values
}

/// Gathers the typed objects of one value.
struct Gathering<'g, 'a> {
    format: &'static str,
    /// Objects by `@id`, from all blocks of the page.
    known: &'g BTreeMap<&'a str, KnownObject<'a>>,
    /// Bytes that references may still be replaced by.
    budget: &'g mut usize,
    things: &'g mut Vec<Thing<'a>>,
}

impl<'a> Gathering<'_, 'a> {
    fn collect(
        &mut self,
        value: &'a Value,
        path: &str,
        held_as: &str,
        holder: Option<&'a Map<String, Value>>,
    ) {
        match value {
            Value::Array(values) => {
                for (at, value) in values.iter().enumerate() {
                    let path = if values.len() > 1 {
                        format!("{path}/{at}")
                    } else {
                        path.to_owned()
                    };
                    self.collect(value, &path, held_as, holder);
                }
            }
            Value::Object(object) => {
                let is_typed = object.contains_key("@type");
                if is_typed && self.things.len() < THINGS {
                    let resolved = self.resolved(object, REFERENCE_DEPTH);
                    self.things.push(Thing {
                        format: self.format,
                        path: path.to_owned(),
                        object: resolved,
                        held_as: held_as.to_owned(),
                        holder_types: holder.map(types_of).unwrap_or_default(),
                        holder_name: holder
                            .and_then(|holder| holder.get("name"))
                            .and_then(words_of),
                    });
                }
                for (key, value) in object {
                    if value.is_object() || value.is_array() {
                        let holder = if is_typed { Some(object) } else { holder };
                        self.collect(value, &format!("{path}/{key}"), key, holder);
                    }
                }
            }
            _ => {}
        }
    }

    /// An object with the objects that it refers to in place of bare references to them
    /// (`{"@id": "#movie"}`), which may themselves refer to others.
    fn resolved(
        &mut self,
        object: &'a Map<String, Value>,
        depth: usize,
    ) -> Cow<'a, Map<String, Value>> {
        let refers = |value: &Value| match value {
            Value::Array(values) => values.iter().any(|value| self.referred(value).is_some()),
            value => self.referred(value).is_some(),
        };
        if depth == 0 || self.known.is_empty() || !object.values().any(refers) {
            return Cow::Borrowed(object);
        }
        let mut made = object.clone();
        for value in made.values_mut() {
            self.resolve(value, depth);
        }
        Cow::Owned(made)
    }

    /// What a bare reference refers to; it may name the type again.
    fn referred(&self, value: &Value) -> Option<KnownObject<'a>> {
        let object = value.as_object()?;
        let is_bare = object.keys().all(|key| key == "@id" || key == "@type");
        let id = object.get("@id").and_then(Value::as_str)?;
        self.known.get(id).filter(|_| is_bare).copied()
    }

    fn resolve(&mut self, value: &mut Value, depth: usize) {
        match value {
            Value::Array(values) => {
                for value in values.iter_mut().take(20) {
                    self.resolve(value, depth);
                }
            }
            Value::Object(_) => {
                if let Some((object, weight)) = self.referred(value)
                    && weight <= *self.budget
                {
                    *self.budget -= weight;
                    *value = Value::Object(self.resolved(object, depth - 1).into_owned());
                }
            }
            _ => {}
        }
    }
}

fn weight(value: &Value) -> usize {
    match value {
        Value::String(words) => words.len() + 8,
        Value::Array(values) => values.iter().map(weight).sum::<usize>() + 8,
        Value::Object(object) => object.values().map(weight).sum::<usize>() + 8 * object.len(),
        _ => 8,
    }
}

/// The objects that can be referred to; of several with one id, the fullest.
fn gather_ids<'a>(value: &'a Value, known: &mut BTreeMap<&'a str, KnownObject<'a>>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| gather_ids(value, known)),
        Value::Object(object) => {
            if let Some(id) = object.get("@id").and_then(Value::as_str)
                && object.len() > 1
                && known.len() < THINGS
                && known
                    .get(id)
                    .is_none_or(|other| other.0.len() < object.len())
            {
                let weight = weight(value);
                if weight < REFERENCE_BYTES {
                    known.insert(id, (object, weight));
                }
            }
            object.values().for_each(|value| gather_ids(value, known));
        }
        _ => {}
    }
}

/// The words of a string as a reader sees them: without tags, entities decoded, also where they
/// were escaped twice.
fn plain(words: &str) -> String {
    let once = decode_entities(words);
    let is_escaped_twice = words.contains("&amp;") && once.contains('&') && once.contains(';');
    let words = if is_escaped_twice {
        decode_entities(&once)
    } else {
        once
    };
    if !words.contains('<') {
        return words;
    }
    let mut made = String::with_capacity(words.len());
    let mut rest = words.as_str();
    while let Some((before, after)) = rest.split_once('<') {
        made.push_str(before);
        let is_tag = after.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'));
        if let Some((tag, after)) = after.split_once('>').filter(|_| is_tag) {
            let name = tag.trim_start_matches('/');
            let is_inline = ["em", "i", "b", "strong", "a ", "a", "span", "cite", "u"];
            let is_inline = is_inline
                .iter()
                .any(|inline| name.split(' ').next() == Some(inline));
            if !is_inline {
                made.push(' ');
            }
            rest = after;
        } else {
            made.push('<');
            rest = after;
        }
    }
    made.push_str(rest);
    made
}

/// Decodes the entities that stand in JSON strings, where the HTML parser leaves them alone. A
/// non-breaking space becomes an ordinary one.
pub fn decode_entities(words: &str) -> String {
    ovation_html::decoded(words).replace('\u{a0}', " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_as_a_reader_sees_them() {
        let cases = [
            ("Salt &amp; Road", "Salt & Road"),
            ("Salt &amp;amp; Road", "Salt & Road"),
            ("<em>The Salt Road</em>", "The Salt Road"),
            ("<p>One.</p><p>Two.</p>", "One. Two."),
            ("a < b &lt; c", "a < b < c"),
            ("L&#8217;eau &#x2014; vive", "L’eau — vive"),
        ];
        for (raw, words) in cases {
            let value = Value::String(raw.to_owned());
            assert_eq!(words_of(&value).as_deref(), Some(words), "{raw}");
        }
    }
}
