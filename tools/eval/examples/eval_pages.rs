//! Prints the figures of a labelled folder of review pages, and what was missed in each field.
//!
//! `cargo run --release -p ovation-eval --example eval_pages -- DIR [FIELD|kind|-] [even|odd|all]`: DIR
//! holds `gold.jsonl` and the pages it names; the halves are halves of the sites.

#![expect(clippy::print_stdout, reason = "an example prints")]
#![expect(clippy::expect_used, reason = "an example stops at the first trouble")]

use ovation_eval::reading::{GoldPage, Judged, PagesTally};
use ovation_read::{ReadLimits, SourceBytes, read};
use ovation_terms::{Day, PrintedRating};
use std::io::Read as _;

fn main() {
    let mut args = std::env::args().skip(1);
    let folder = std::path::PathBuf::from(args.next().expect("a folder"));
    let field = args.next().unwrap_or_else(|| "-".to_owned());
    let half = args.next().unwrap_or_else(|| "all".to_owned());
    let gold = std::fs::read_to_string(folder.join("gold.jsonl")).expect("gold.jsonl");
    let mut tally = PagesTally::default();
    let fetched = Day::new(2026, 11, 1).expect("a day");
    for line in gold.lines().filter(|line| !line.trim().is_empty()) {
        let gold: GoldPage = serde_json::from_str(line).expect("a label");
        let is_even = gold.site.bytes().map(u32::from).sum::<u32>() % 2 == 0;
        if (half == "even" && !is_even) || (half == "odd" && is_even) {
            continue;
        }
        let packed = std::fs::read(folder.join(&gold.file)).expect("a page");
        let mut bytes = Vec::new();
        if packed.starts_with(&[0x1f, 0x8b]) {
            let mut reader = flate2::read::MultiGzDecoder::new(packed.as_slice());
            reader.read_to_end(&mut bytes).expect("a gzip file");
        } else {
            bytes = packed;
        }
        let source = SourceBytes {
            bytes: &bytes,
            address: &gold.file,
            content_type: None,
            fetched,
        };
        let reading = read(&source, &ReadLimits::default());
        let rating = reading.findings.first().and_then(|f| f.rating.as_ref());
        let judged = Judged {
            rating: rating.and_then(|rating| share(&rating.value)),
            verdict: None,
        };
        if field == "kind" {
            println!(
                "{} {} {} {}",
                gold.id, gold.site, gold.kind, reading.why_kind
            );
        }
        for miss in tally.add(&gold, &reading, judged) {
            if field == "-" || field == miss.field {
                println!(
                    "{} {} {}: wanted `{}`, given `{}`",
                    gold.id, gold.site, miss.field, miss.wanted, miss.given
                );
            }
        }
    }
    let figures = tally.figures();
    println!(
        "{}",
        serde_json::to_string_pretty(&figures).expect("figures")
    );
}

/// Converts the commonest forms; the real table is the judge's.
fn share(rating: &PrintedRating) -> Option<f64> {
    let printed = rating.printed.replace(',', ".");
    let filled = printed.chars().filter(|c| "★⭐🌟".contains(*c)).count();
    if filled > 0 {
        let half = if printed.contains(['½', '⯨']) {
            0.5
        } else {
            0.0
        };
        return Some((f64::from(u32::try_from(filled).ok()?) + half) / 5.0);
    }
    let numbers: Vec<f64> = printed
        .split(|c: char| !c.is_ascii_digit() && c != '.')
        .filter_map(|part| part.parse().ok())
        .collect();
    let best = rating
        .best
        .as_ref()
        .and_then(|best| best.parse::<f64>().ok());
    let is_stars = printed.contains("star");
    match (numbers.as_slice(), best) {
        ([points, top, ..], _) => Some(points / top),
        ([points], Some(best)) => Some(points / best),
        ([points], None) if is_stars => Some(points / 5.0),
        _ => None,
    }
}
