//! schema.org markup, from JSON-LD, microdata and `RDFa`, as one kind of tree.

use super::tree::Page;
use crate::ReadLimits;
use ovation_terms::{Complaint, ComplaintKind};
use serde_json::{Map, Value};

/// Typed objects read from one page.
const THINGS: usize = 2_000;

/// Bytes of an object that is put in place of references to it.
const REFERENCE_BYTES: usize = 64 << 10;

/// One typed object of a page's markup.
pub(super) struct Thing {
    /// `json-ld`, `microdata`, `rdfa`.
    pub(super) format: &'static str,
    /// Where it stands: `/@graph/2`.
    pub(super) path: String,
    pub(super) object: Map<String, Value>,
    /// The property that holds it, such as `review`; empty at the top.
    pub(super) held_as: String,
    /// The type of what holds it.
    pub(super) holder_types: Vec<String>,
    /// The name of what holds it.
    pub(super) holder_name: Option<String>,
}

impl Thing {
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
        Value::String(words) => decode_entities(words),
        Value::Number(number) => number.to_string(),
        Value::Array(values) => return values.iter().find_map(words_of),
        Value::Object(object) => {
            let named = object.get("name").or_else(|| object.get("@value"));
            return named.and_then(words_of);
        }
        Value::Null | Value::Bool(_) => return None,
    };
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then_some(words)
}

/// Every typed object of the page's markup, in document order, holders before what they hold.
pub(super) fn things(
    page: &Page<'_>,
    limits: &ReadLimits,
    complaints: &mut Vec<Complaint>,
) -> Vec<Thing> {
    let mut things = Vec::new();
    let is_json_ld = |kind: &str| kind.to_ascii_lowercase().contains("ld+json");
    let blocks = page.find(page.all(), |element| {
        element.name == "script" && element.attr("type").is_some_and(is_json_ld)
    });
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
        if nesting(&raw) > limits.json_depth {
            let detail = format!(
                "expected values nested at most {} deep; the block was not read",
                limits.json_depth
            );
            complaints.push(Complaint::minor(ComplaintKind::TooDeep, place, detail));
            continue;
        }
        match parse_tolerantly(&raw) {
            Ok(value) => {
                let start = things.len();
                collect(&value, "json-ld", "", "", None, &mut things);
                resolve(&value, things.get_mut(start..).unwrap_or_default());
            }
            Err(error) => {
                let detail = format!("expected JSON, found a syntax error: {error}");
                complaints.push(Complaint::minor(ComplaintKind::BadMarkup, place, detail));
            }
        }
    }
    for (format, scope, property) in [
        ("microdata", "itemscope", "itemprop"),
        ("rdfa", "typeof", "property"),
    ] {
        let vocabulary = Vocabulary { scope, property };
        let mut at = 0;
        while at < page.elements.len() {
            let is_top = page.element(at).is_some_and(|e| {
                e.attr(scope).is_some() && (e.attr(property).is_none() || format == "rdfa")
            });
            if is_top {
                let object = vocabulary.object(page, at, 0);
                let value = Value::Object(object);
                collect(&value, format, "", "", None, &mut things);
                // Free-standing scopes inside are met on their own only in microdata.
                if format == "rdfa" {
                    at = page.element(at).map_or(at + 1, |e| e.end);
                    continue;
                }
            }
            at += 1;
        }
    }
    things
}

/// How deep the values of a JSON text stand within each other.
fn nesting(raw: &str) -> usize {
    let (mut depth, mut most) = (0_usize, 0);
    let mut is_quoted = false;
    let mut bytes = raw.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\\' if is_quoted => {
                bytes.next();
            }
            b'{' | b'[' if !is_quoted => {
                depth += 1;
                most = most.max(depth);
            }
            b'}' | b']' if !is_quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    most
}

fn collect(
    value: &Value,
    format: &'static str,
    path: &str,
    held_as: &str,
    holder: Option<&Map<String, Value>>,
    things: &mut Vec<Thing>,
) {
    match value {
        Value::Array(values) => {
            for (at, value) in values.iter().enumerate() {
                let path = if values.len() > 1 {
                    format!("{path}/{at}")
                } else {
                    path.to_owned()
                };
                collect(value, format, &path, held_as, holder, things);
            }
        }
        Value::Object(object) => {
            if object.contains_key("@type") && things.len() < THINGS {
                things.push(Thing {
                    format,
                    path: path.to_owned(),
                    object: object.clone(),
                    held_as: held_as.to_owned(),
                    holder_types: holder.map(types_of).unwrap_or_default(),
                    holder_name: holder
                        .and_then(|holder| holder.get("name"))
                        .and_then(words_of),
                });
            }
            for (key, value) in object {
                if value.is_object() || value.is_array() {
                    let holder = if object.contains_key("@type") {
                        Some(object)
                    } else {
                        holder
                    };
                    collect(value, format, &format!("{path}/{key}"), key, holder, things);
                }
            }
        }
        _ => {}
    }
}

/// Puts the objects in place of bare references to them (`{"@id": "#movie"}`).
fn resolve(root: &Value, things: &mut [Thing]) {
    let mut known: Vec<(String, Value)> = Vec::new();
    gather_ids(root, &mut known);
    if known.is_empty() || known.len() > 2000 {
        return;
    }
    for thing in things {
        for value in thing.object.values_mut() {
            let reference = match &*value {
                Value::Object(inner) if inner.len() == 1 => {
                    inner.get("@id").and_then(Value::as_str)
                }
                Value::Array(inner) => match inner.as_slice() {
                    [Value::Object(only)] if only.len() == 1 => {
                        only.get("@id").and_then(Value::as_str)
                    }
                    _ => None,
                },
                _ => None,
            };
            let found = reference.and_then(|id| known.iter().find(|(known, _)| known == id));
            if let Some((_, object)) = found {
                *value = object.clone();
            }
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

fn gather_ids(value: &Value, known: &mut Vec<(String, Value)>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| gather_ids(value, known)),
        Value::Object(object) => {
            if let Some(id) = object.get("@id").and_then(Value::as_str)
                && object.len() > 1
                && weight(value) < REFERENCE_BYTES
            {
                known.push((id.to_owned(), value.clone()));
            }
            object.values().for_each(|value| gather_ids(value, known));
        }
        _ => {}
    }
}

/// Parses JSON as pages write it: in comments or CDATA, with trailing commas, raw line breaks in
/// strings, or all of it escaped for HTML.
fn parse_tolerantly(raw: &str) -> Result<Value, serde_json::Error> {
    let raw = raw.trim().trim_end_matches(';');
    let first = match serde_json::from_str(raw) {
        Ok(value) => return Ok(value),
        Err(error) => error,
    };
    let repaired = repair(raw);
    if let Ok(value) = serde_json::from_str(&repaired) {
        return Ok(value);
    }
    if raw.contains("&quot;") {
        let decoded = repair(&decode_entities(raw));
        if let Ok(value) = serde_json::from_str(&decoded) {
            return Ok(value);
        }
    }
    // Several objects one after the other.
    let mut values = Vec::new();
    for value in serde_json::Deserializer::from_str(&repaired).into_iter::<Value>() {
        match value {
            Ok(value) => values.push(value),
            Err(_) => break,
        }
    }
    if values.is_empty() {
        Err(first)
    } else {
        Ok(Value::Array(values))
    }
}

/// Drops comments and trailing commas outside strings; escapes control characters inside.
fn repair(raw: &str) -> String {
    let mut made = String::with_capacity(raw.len());
    let mut letters = raw.chars().peekable();
    let mut in_string = false;
    while let Some(letter) = letters.next() {
        if in_string {
            match letter {
                '\\' => {
                    made.push('\\');
                    match letters.next() {
                        // JSON knows few escapes; pages also write \' and the like.
                        Some(next) if "\"\\/bfnrtu".contains(next) => made.push(next),
                        Some(next) => {
                            made.pop();
                            made.push(next);
                        }
                        None => {}
                    }
                }
                '"' => {
                    in_string = false;
                    made.push('"');
                }
                _ if letter.is_control() => made.push(' '),
                _ => made.push(letter),
            }
            continue;
        }
        match letter {
            '"' => {
                in_string = true;
                made.push('"');
            }
            '/' if letters.peek() == Some(&'*') => {
                let mut before = ' ';
                for next in letters.by_ref() {
                    if before == '*' && next == '/' {
                        break;
                    }
                    before = next;
                }
            }
            '/' if letters.peek() == Some(&'/') => {
                for next in letters.by_ref() {
                    if next == '\n' {
                        break;
                    }
                }
            }
            '}' | ']' => {
                let kept = made.trim_end().trim_end_matches(',').len();
                made.truncate(kept);
                made.push(letter);
            }
            _ => made.push(letter),
        }
    }
    let trimmed = made.trim();
    let trimmed = trimmed.strip_prefix("<!--").unwrap_or(trimmed);
    let trimmed = trimmed.strip_suffix("-->").unwrap_or(trimmed);
    let trimmed = trimmed.trim().strip_prefix("<![CDATA[").unwrap_or(trimmed);
    let trimmed = trimmed.trim().strip_suffix("]]>").unwrap_or(trimmed);
    trimmed.trim().trim_end_matches([',', ';']).to_owned()
}

/// Decodes the entities that stand in JSON strings, where the HTML parser leaves them alone.
pub(crate) fn decode_entities(words: &str) -> String {
    if !words.contains('&') {
        return words.to_owned();
    }
    let mut made = String::with_capacity(words.len());
    let mut rest = words;
    while let Some((before, after)) = rest.split_once('&') {
        made.push_str(before);
        let named = after.split_once(';').filter(|(name, _)| name.len() <= 8);
        let decoded = named.and_then(|(name, rest)| {
            let letter = match name {
                "amp" => '&',
                "quot" => '"',
                "apos" => '\'',
                "lt" => '<',
                "gt" => '>',
                "nbsp" => ' ',
                "rsquo" => '’',
                "lsquo" => '‘',
                "rdquo" => '”',
                "ldquo" => '“',
                "ndash" => '–',
                "mdash" => '—',
                "hellip" => '…',
                _ => {
                    let number = name.strip_prefix('#')?;
                    let code = match number.strip_prefix(['x', 'X']) {
                        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                        None => number.parse().ok()?,
                    };
                    char::from_u32(code)?
                }
            };
            Some((letter, rest))
        });
        if let Some((letter, after)) = decoded {
            made.push(letter);
            rest = after;
        } else {
            made.push('&');
            rest = after;
        }
    }
    made.push_str(rest);
    made
}

struct Vocabulary {
    scope: &'static str,
    property: &'static str,
}

impl Vocabulary {
    fn object(&self, page: &Page<'_>, at: usize, depth: usize) -> Map<String, Value> {
        let mut object = Map::new();
        let Some(element) = page.element(at) else {
            return object;
        };
        let kind = element
            .attr("itemtype")
            .or_else(|| element.attr("typeof"))
            .unwrap_or("");
        let kinds: Vec<Value> = kind
            .split_ascii_whitespace()
            .map(|kind| Value::String(kind.to_owned()))
            .collect();
        object.insert("@type".to_owned(), Value::Array(kinds));
        let mut inner = at + 1;
        while inner < element.end {
            let Some(part) = page.element(inner) else {
                break;
            };
            let is_scope = part.attr(self.scope).is_some();
            if let Some(names) = part.attr(self.property) {
                let value = if is_scope && depth < 20 {
                    Value::Object(self.object(page, inner, depth + 1))
                } else {
                    Value::String(value_of(page, inner, names))
                };
                for name in names.split_ascii_whitespace() {
                    add(&mut object, plain_name(name), value.clone());
                }
            }
            inner = if is_scope { part.end } else { inner + 1 };
        }
        object
    }
}

fn add(object: &mut Map<String, Value>, name: String, value: Value) {
    match object.get_mut(&name) {
        Some(Value::Array(values)) if values.len() < 200 => values.push(value),
        Some(Value::Array(_)) => {}
        Some(first) => *first = Value::Array(vec![first.take(), value]),
        None => {
            object.insert(name, value);
        }
    }
}

/// The older vocabulary's names become schema.org's.
fn plain_name(name: &str) -> String {
    let short = name.rsplit([':', '/', '#']).next().unwrap_or(name);
    match short {
        "itemreviewed" => "itemReviewed",
        "rating" => "reviewRating",
        "reviewer" => "author",
        "dtreviewed" => "datePublished",
        "value" => "ratingValue",
        "best" => "bestRating",
        "worst" => "worstRating",
        "description" => "reviewBody",
        other => other,
    }
    .to_owned()
}

fn value_of(page: &Page<'_>, at: usize, names: &str) -> String {
    let Some(element) = page.element(at) else {
        return String::new();
    };
    let is_address = ["url", "sameAs", "image", "logo"]
        .iter()
        .any(|name| names.contains(name));
    let attribute = match element.name {
        "time" => element.attr("datetime"),
        "data" | "meter" => element.attr("value"),
        "a" | "link" if is_address => element.attr("href"),
        "img" => element.attr("src"),
        _ => element.attr("content"),
    };
    let attribute = attribute.map(str::trim).filter(|value| !value.is_empty());
    attribute.map_or_else(|| page.words(at).to_owned(), str::to_owned)
}
