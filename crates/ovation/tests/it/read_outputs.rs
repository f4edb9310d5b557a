//! `ovation read` in each of its forms.

use crate::place::{Place, text};
use serde_json::Value;
use std::io::Write;
use std::process::Stdio;

const PAGE: &str = r#"<html lang="en"><head><title>Review: The Lamplighter (2024) | The Quad</title>
<meta property="og:site_name" content="The Quad"></head><body><article>
<h1>Review: The Lamplighter (2024)</h1><p class="byline">By Cy Marrow</p>
<time datetime="2024-03-04">March 4, 2024</time>
<p>The film follows a lamplighter through one night of fog, and the director keeps every
scene short and every face in view. The actors are wonderful, the script is funny.</p>
<p>By the last reel the movie has earned its quiet ending, and then some.</p>
<p>Rating: 4/5</p></article></body></html>"#;
const NEWS: &str = "<html><head><title>Cinema reopens</title></head><body><h1>Cinema reopens</h1>
<p>The old hall on the quay opens its doors again on Monday, the council said.</p></body></html>";

fn folder(place: &Place) -> String {
    place.write("web/a-review.html", PAGE);
    place.write("web/b-news.html", NEWS);
    place.write("web/c-table.csv", crate::place::TABLE);
    place.path("web").to_str().unwrap().to_owned()
}

#[test]
fn a_document_holds_every_source_with_its_reviews_and_its_reasons() {
    let place = Place::new();
    let ran = place.run(&["read", &folder(&place), "--format", "json"]);
    assert_eq!(ran.code, 3, "{}", ran.err);
    let document: Value = serde_json::from_str(&ran.out).unwrap();
    let sources = document["sources"].as_array().unwrap();
    let counts: Vec<_> = sources
        .iter()
        .map(|source| {
            (
                source["kind"].as_str().unwrap_or("table"),
                source["reviews"].as_array().unwrap().len(),
                source["unreadable"].as_array().unwrap().len(),
            )
        })
        .collect();
    assert_eq!(counts[0], ("review", 1, 0));
    assert_eq!((counts[1].1, counts[1].2), (0, 1));
    assert_eq!(counts[2], ("table", 7, 0));
    let review = &sources[0]["reviews"][0]["review"];
    assert_eq!(review["film"]["title"]["value"], "The Lamplighter");
    let (start, end) = (
        review["critics"][0]["at"]["words"]["start"]
            .as_u64()
            .unwrap(),
        review["critics"][0]["at"]["words"]["end"].as_u64().unwrap(),
    );
    let words = sources[0]["text"].as_str().unwrap();
    let range = usize::try_from(start).unwrap()..usize::try_from(end).unwrap();
    assert!(words[range].contains("Cy Marrow"));
}

#[test]
fn lines_and_a_document_say_the_same() {
    let place = Place::new();
    let folder = folder(&place);
    let lines = place.run(&["read", &folder, "--json"]);
    let reviews: Vec<Value> = lines
        .out
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).unwrap())
        .filter(|line| line.get("review").is_some())
        .collect();
    let document = place.run(&["read", &folder, "--format", "json"]);
    let document: Value = serde_json::from_str(&document.out).unwrap();
    let sources = document["sources"].as_array().unwrap();
    let nested: Vec<Value> = sources
        .iter()
        .flat_map(|source| source["reviews"].as_array().unwrap().clone())
        .collect();
    assert_eq!(reviews, nested);
    assert_eq!(reviews.len(), 8);
}

#[test]
fn a_parquet_file_appears_whole_and_has_a_row_for_every_review_and_every_empty_source() {
    use parquet::file::reader::{FileReader, SerializedFileReader};
    let place = Place::new();
    let output = place.path("read.parquet");
    let arguments = [
        "read",
        &folder(&place),
        "--format",
        "parquet",
        "-o",
        text(&output),
    ];
    assert_eq!(place.run(&arguments).code, 3);
    let reader = SerializedFileReader::new(std::fs::File::open(&output).unwrap()).unwrap();
    let rows: Vec<_> = reader
        .get_row_iter(None)
        .unwrap()
        .map(Result::unwrap)
        .collect();
    assert_eq!(rows.len(), 9);
    let with_reason = rows.iter().filter(|row| {
        let shown = row.to_string();
        shown.contains("no-review")
    });
    assert_eq!(with_reason.count(), 1);
    let left: Vec<_> = std::fs::read_dir(output.parent().unwrap())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(left.len(), 2, "only the pages and the table: {left:?}");
}

#[test]
fn standard_input_is_read_under_the_address_given_for_it() {
    let place = Place::new();
    let address = "https://quad.example/the-lamplighter";
    let mut child = place
        .command(&["read", "-", "--url", address, "--json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(PAGE.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    let words = String::from_utf8(output.stdout).unwrap();
    let review: Value = serde_json::from_str(words.lines().nth(1).unwrap()).unwrap();
    assert_eq!(review["review"]["url"]["value"], address);
}

#[test]
fn standard_input_named_twice_is_refused() {
    let place = Place::new();
    let ran = place.run(&["read", "-", "-"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("only once"), "{}", ran.err);
}

#[test]
fn explaining_says_what_was_considered_and_what_was_taken() {
    let place = Place::new();
    let file = place.write("page.html", PAGE);
    let ran = place.run(&["read", text(&file), "--explain", "--json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let source: Value = serde_json::from_str(ran.out.lines().next().unwrap()).unwrap();
    let explanation = &source["source"]["explanation"];
    assert!(!explanation["kind"].as_array().unwrap().is_empty());
    let considered = explanation["considered"].as_array().unwrap();
    let taken = considered
        .iter()
        .find(|one| one["field"] == "rating" && one["is_chosen"] == true)
        .unwrap();
    assert!(taken["value"].as_str().unwrap().contains("4/5"), "{taken}");
    let shown = place.run(&["read", text(&file), "--explain"]).out;
    assert!(shown.contains("considered for film"), "{shown}");
    let plain = place.run(&["read", text(&file), "--json"]).out;
    assert!(!plain.contains("explanation"));
}
