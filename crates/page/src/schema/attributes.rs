//! Microdata and `RDFa`: markup in attributes.

use crate::tree::Page;
use serde_json::{Map, Value};
use std::cell::Cell;

/// How deep scopes are read within scopes.
const DEPTH: usize = 20;

/// Elements that `itemref` may point to, on one page: each is sought and read by itself.
const REFERENCES: usize = 100;

/// The objects that stand by themselves, with their format, in document order.
pub(super) fn objects(page: &Page<'_>) -> Vec<(&'static str, Map<String, Value>)> {
    let mut objects = Vec::new();
    for (format, scope, property) in [
        ("microdata", "itemscope", "itemprop"),
        ("rdfa", "typeof", "property"),
    ] {
        let vocabulary = Vocabulary {
            scope,
            property,
            references: Cell::new(REFERENCES),
        };
        for at in page.all() {
            let Some(element) = page.element(at) else {
                break;
            };
            if element.attr(scope).is_some() && !vocabulary.is_held(page, at) {
                objects.push((format, vocabulary.object(page, at, 0)));
            }
        }
    }
    objects
}

struct Vocabulary {
    scope: &'static str,
    property: &'static str,
    /// References that may still be followed.
    references: Cell<usize>,
}

impl Vocabulary {
    /// The property that an element is, of the scope around it.
    fn property<'a>(&self, page: &Page<'a>, at: usize) -> Option<&'a str> {
        let element = page.element(at)?;
        element.attr(self.property).or_else(|| {
            // RDFa 1.0: `<span rel="v:rating"><span typeof="v:Rating">`.
            let is_typed = |at: usize| page.element(at).is_some_and(|e| e.attr("typeof").is_some());
            let up = page.element(element.parent)?;
            let is_rel = self.scope == "typeof" && is_typed(at) && element.parent + 1 == at;
            up.attr("rel").filter(|_| is_rel)
        })
    }

    /// Whether an element is a property of a scope around it, and so read with it.
    fn is_held(&self, page: &Page<'_>, at: usize) -> bool {
        self.property(page, at).is_some()
            && page.ancestors(at).any(|up| {
                page.element(up)
                    .is_some_and(|e| e.attr(self.scope).is_some())
            })
    }

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
        let id = element.attr("itemid").or_else(|| element.attr("resource"));
        if let Some(id) = id {
            object.insert("@id".to_owned(), Value::String(id.to_owned()));
        }
        self.properties(page, at + 1..element.end, depth, &mut object);
        let references = element.attr("itemref").unwrap_or("");
        for id in references.split_ascii_whitespace() {
            let Some(left) = self.references.get().checked_sub(1) else {
                break;
            };
            self.references.set(left);
            let found = page.find(page.all(), |e| e.attr("id") == Some(id)).next();
            // An element that holds the scope itself would be read for ever.
            let far = found.filter(|found| !page.within(*found).contains(&at) && *found != at);
            if let Some((found, part)) = far.and_then(|at| Some((at, page.element(at)?))) {
                self.properties(page, found..part.end, depth + DEPTH / 2, &mut object);
            }
        }
        object
    }

    fn properties(
        &self,
        page: &Page<'_>,
        within: std::ops::Range<usize>,
        depth: usize,
        object: &mut Map<String, Value>,
    ) {
        let mut inner = within.start;
        while inner < within.end {
            let Some(part) = page.element(inner) else {
                break;
            };
            let is_scope = part.attr(self.scope).is_some();
            if let Some(names) = self.property(page, inner) {
                let value = if is_scope && depth < DEPTH {
                    Value::Object(self.object(page, inner, depth + 1))
                } else {
                    Value::String(value_of(page, inner, names))
                };
                for name in names.split_ascii_whitespace() {
                    add(object, plain_name(name), value.clone());
                }
            }
            inner = if is_scope {
                part.end.max(inner + 1)
            } else {
                inner + 1
            };
        }
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
        "img" if is_address => element.attr("src"),
        "img" => element.attr("content").or_else(|| element.attr("alt")),
        "link" => element.attr("content").or_else(|| element.attr("href")),
        _ => element.attr("content"),
    };
    let attribute = attribute.map(str::trim).filter(|value| !value.is_empty());
    attribute.map_or_else(|| page.words(at).to_owned(), str::to_owned)
}
