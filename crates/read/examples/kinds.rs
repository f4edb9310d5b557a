//! Prints what every page of a folder is read as: its kind, film, rating and headline.
//!
//! `cargo run --release -p ovation-read --example kinds -- DIR [review]`: DIR holds `gold.jsonl` whose
//! `file` names the pages. With `review`, only those read as reviews are printed. The last line is
//! the bytes read and the time they took.

#![expect(clippy::print_stdout, reason = "an example prints")]
#![expect(clippy::expect_used, reason = "an example stops at the first trouble")]

use ovation_read::{ReadLimits, SourceBytes, read};
use ovation_terms::Day;
use std::io::Read as _;
use std::time::{Duration, Instant};

fn main() {
    let mut args = std::env::args().skip(1);
    let folder = std::path::PathBuf::from(args.next().expect("a folder"));
    let only_reviews = args.next().is_some_and(|word| word == "review");
    let gold = std::fs::read_to_string(folder.join("gold.jsonl")).expect("gold.jsonl");
    let fetched = Day::new(2026, 11, 1).expect("a day");
    let (mut size_bytes, mut spent, mut reviews) = (0, Duration::ZERO, 0);
    for line in gold.lines().filter(|line| !line.trim().is_empty()) {
        let gold: serde_json::Value = serde_json::from_str(line).expect("a label");
        let text = |key: &str| gold.get(key).and_then(|value| value.as_str()).unwrap_or("");
        let packed = std::fs::read(folder.join(text("file"))).expect("a page");
        let mut bytes = Vec::new();
        if packed.starts_with(&[0x1f, 0x8b]) {
            let mut reader = flate2::read::MultiGzDecoder::new(packed.as_slice());
            reader.read_to_end(&mut bytes).expect("a gzip file");
        } else {
            bytes = packed;
        }
        let address = if text("url").is_empty() {
            text("file")
        } else {
            text("url")
        };
        let source = SourceBytes {
            bytes: &bytes,
            address,
            content_type: None,
            fetched,
        };
        let started = Instant::now();
        let reading = read(&source, &ReadLimits::default());
        spent += started.elapsed();
        size_bytes += bytes.len();
        reviews += u32::from(!reading.findings.is_empty());
        if only_reviews && reading.findings.is_empty() {
            continue;
        }
        println!(
            "{} {} {} | {} | {}",
            text("id"),
            reading.kind,
            address,
            reading.title.as_deref().unwrap_or("-"),
            reading.why_kind
        );
        for finding in &reading.findings {
            let title = finding
                .film
                .title
                .as_ref()
                .map_or("-", |t| t.value.as_str());
            let year = finding.film.year.as_ref().map_or(0, |y| y.value);
            let rating = finding
                .rating
                .as_ref()
                .map_or("-", |r| r.value.printed.as_str());
            let text = finding.text.as_ref().map_or("", |t| t.value.as_str());
            let opening: String = text.chars().take(90).collect();
            println!("    {title} ({year}) [{rating}] {opening:?}");
        }
    }
    println!("{reviews} read as reviews; {size_bytes} bytes in {spent:?}");
}
