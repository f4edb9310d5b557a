//! The microformats community's own tests: what is taken from markup says what they say.
//!
//! They are in no repository of ours: the JavaScript package `microformat-node` has them as tests of its
//! own. `cargo x test` fetches it and names the folder in `OVATION_MICROFORMATS`; where that is not set,
//! the test says so and holds nothing. A folder of the community's own files (`*.html` with `*.json`
//! beside them) will do as well.

use ovation_page::learning::marked_up;
use ovation_read::{ReadLimits, SourceBytes, read};
use ovation_terms::{Day, ReviewFinding};
use serde_json::Value;
use std::path::{Path, PathBuf};

/// Tests that there are at least: a folder with fewer is not the whole.
const TESTS: usize = 12;

/// One test: a page, and what a parser must find on it.
struct Case {
    name: String,
    html: String,
    expected: Value,
}

#[test]
fn what_is_taken_from_class_names_agrees_with_the_communitys_own_tests() {
    #[expect(clippy::disallowed_methods, reason = "the folder of a test's data")]
    let folder = std::env::var("OVATION_MICROFORMATS").unwrap_or_default();
    if folder.is_empty() {
        println!("SKIPPED: OVATION_MICROFORMATS names no folder; `cargo x test` fetches the tests");
        return;
    }
    let mut files = Vec::new();
    gather(Path::new(&folder), &mut files);
    files.sort();
    let cases: Vec<Case> = files.iter().filter_map(|path| Case::of(path)).collect();
    let (mut values, mut wrong) = (0, Vec::new());
    for case in &cases {
        case.hold(&mut values, &mut wrong);
    }
    println!(
        "{} tests, {values} values, {} differ",
        cases.len(),
        wrong.len()
    );
    assert!(
        cases.len() >= TESTS && values >= TESTS,
        "expected {TESTS} tests in {folder}, found {} with {values} values",
        cases.len()
    );
    assert_eq!(wrong, [""; 0], "taken | expected");
}

/// Files of a folder and of those in it.
fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, files);
        } else {
            files.push(path);
        }
    }
}

impl Case {
    /// A test of reviews, entries and what is sold; none of any other file.
    fn of(path: &Path) -> Option<Self> {
        let name = path.display().to_string();
        let kinds = ["review", "entry", "product"];
        if !kinds.iter().any(|kind| name.contains(kind)) {
            return None;
        }
        let ending = path.extension()?.to_str()?;
        let (html, expected) = match ending {
            "html" => {
                let expected = std::fs::read_to_string(path.with_extension("json")).ok()?;
                (
                    std::fs::read_to_string(path).ok()?,
                    serde_json::from_str(&expected).ok()?,
                )
            }
            "js" => {
                let text = std::fs::read_to_string(path).ok()?;
                let line = |start: &str| {
                    let mut lines = text.lines().map(str::trim);
                    lines.find_map(|line| line.strip_prefix(start)?.strip_suffix(';'))
                };
                let html = serde_json::from_str(line("var htmlFragment = ")?).ok()?;
                (html, serde_json::from_str(line("var expected = ")?).ok()?)
            }
            _ => return None,
        };
        Some(Self {
            name,
            html,
            expected,
        })
    }

    fn hold(&self, values: &mut usize, wrong: &mut Vec<String>) {
        let limits = ReadLimits::default();
        let marked = marked_up(&self.html, &limits);
        let mut items = Vec::new();
        items_of(self.expected.get("items"), &mut items);
        let of_kind = |kind: &str| {
            let is_kind = move |item: &&&Value| {
                let kinds = item.get("type").and_then(Value::as_array);
                kinds.is_some_and(|kinds| kinds.iter().any(|it| it == kind))
            };
            items.iter().filter(is_kind).copied().collect::<Vec<_>>()
        };
        let (reviews, entries) = (of_kind("h-review"), of_kind("h-entry"));
        let mut say = |what: &str, taken: &str, expected: Vec<String>| {
            *values += 1;
            let is_same = expected.iter().any(|it| spaced(it) == spaced(taken));
            if !is_same {
                wrong.push(format!("{} {what}: {taken} | {expected:?}", self.name));
            }
        };
        for (at, review) in marked.reviews.iter().enumerate() {
            let expected = reviews.get(at).or_else(|| entries.first());
            let Some(expected) = expected else {
                say("review", "a review", Vec::new());
                continue;
            };
            hold_review(review, expected, &mut say);
        }
        if let [entry] = entries.as_slice() {
            for headline in &marked.headlines {
                say("name", headline, strings(entry, &["name"]));
            }
            for critic in &marked.critics {
                say("author", critic, strings(entry, &["author"]));
            }
            for day in &marked.days {
                say("published", &day.to_string(), days(entry));
            }
        }
        // None of them is of a film: nothing is counted, whatever is asked.
        let source = SourceBytes {
            bytes: self.html.as_bytes(),
            address: "https://lantern.example/1",
            content_type: Some("text/html; charset=utf-8"),
            fetched: Day::new(2024, 6, 1).unwrap(),
        };
        for finding in read(&source, &limits).findings {
            if finding.doubt.is_none() {
                let title = finding.film.title.map(|title| title.value);
                say("film", &title.unwrap_or_default(), Vec::new());
            }
        }
    }
}

fn hold_review(
    review: &ReviewFinding,
    expected: &Value,
    say: &mut impl FnMut(&str, &str, Vec<String>),
) {
    if let Some(title) = &review.film.title {
        say("item", &title.value, strings(expected, &["item"]));
    }
    if let Some(rating) = &review.rating {
        say(
            "rating",
            &rating.value.printed,
            strings(expected, &["rating"]),
        );
    }
    for critic in &review.critics {
        let names = ["author", "reviewer"];
        say("author", &critic.value, strings(expected, &names));
    }
    if let Some(headline) = &review.headline {
        say(
            "name",
            &headline.value,
            strings(expected, &["name", "summary"]),
        );
    }
    if let Some(day) = &review.published {
        say("published", &day.value.to_string(), days(expected));
    }
    if let Some(text) = &review.text {
        let names = ["content", "description", "summary"];
        say("content", &text.value, strings(expected, &names));
    }
}

/// All microformats, those within others too.
fn items_of<'a>(value: Option<&'a Value>, found: &mut Vec<&'a Value>) {
    match value {
        Some(Value::Array(values)) => {
            for value in values {
                items_of(Some(value), found);
            }
        }
        Some(Value::Object(object)) => {
            if object.contains_key("type") {
                found.extend(value);
            }
            for inner in object.values() {
                items_of(Some(inner), found);
            }
        }
        _ => {}
    }
}

/// The values of properties; of one that holds a microformat, its value or its name.
fn strings(item: &Value, names: &[&str]) -> Vec<String> {
    let properties = item.get("properties");
    let values = names
        .iter()
        .filter_map(|name| properties?.get(*name)?.as_array())
        .flatten();
    let mut found = Vec::new();
    for value in values {
        match value {
            Value::String(words) => found.push(words.clone()),
            other => {
                let name = other.get("properties").and_then(|it| it.get("name"));
                let own = name.and_then(Value::as_array).into_iter().flatten();
                let all = other.get("value").into_iter().chain(own);
                found.extend(all.filter_map(Value::as_str).map(str::to_owned));
            }
        }
    }
    found
}

fn days(item: &Value) -> Vec<String> {
    let stamps = strings(item, &["published", "reviewed", "dtreviewed"]);
    let day = |stamp: &String| stamp.get(..10).unwrap_or(stamp).to_owned();
    stamps.iter().map(day).collect()
}

fn spaced(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
