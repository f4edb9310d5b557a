//! Reads a web archive in one of several ways and prints what came of it as one JSON object.
//!
//! `reading-bench WAY ARCHIVE [--workers N] [--reviews FILE]`; WAY is `iterate`, `first-pass`,
//! `whole`, `ingest` (the first pass, then whole reading of what it keeps) or `dom_smoothie`.
//! Time and memory are measured from outside, by whoever starts it: see `run.py` beside it.

use ovation_gather::{Bundle, GatherLimits, Gathered, Record, Unpacker, gather};
use ovation_read::{ReadLimits, SourceBytes, may_hold_review, read};
use ovation_terms::Day;
use rayon::prelude::*;
use std::ops::ControlFlow;
use std::path::Path;

/// What came of an archive.
#[derive(Default)]
struct Sum {
    pages: u64,
    bytes: u64,
    kept: u64,
    reviews: u64,
    failed: u64,
    missed: u64,
    addresses: Vec<String>,
    kept_addresses: Vec<String>,
}

impl Sum {
    fn add(mut self, other: Self) -> Self {
        self.pages += other.pages;
        self.bytes += other.bytes;
        self.kept += other.kept;
        self.reviews += other.reviews;
        self.failed += other.failed;
        self.missed += other.missed;
        self.addresses.extend(other.addresses);
        self.kept_addresses.extend(other.kept_addresses);
        self
    }
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [way, archive, ..] = args.as_slice() else {
        panic!("reading-bench WAY ARCHIVE [--workers N] [--reviews FILE]");
    };
    let option = |name: &str| {
        let at = args.iter().position(|arg| arg == name)?;
        args.get(at + 1).cloned()
    };
    let workers = option("--workers").map_or(1, |count| count.parse().expect("a number"));
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(workers)
        .build()
        .expect("threads");
    let mut sum = Sum::default();
    let mut bundles = Vec::new();
    let read_all = |bundles: Vec<Bundle>, sum: Sum| {
        let opened = pool.install(|| {
            bundles
                .into_par_iter()
                .map_init(Unpacker::default, |unpacker, bundle| {
                    open(&bundle, unpacker, way)
                })
                .reduce(Sum::default, Sum::add)
        });
        sum.add(opened)
    };
    gather(Path::new(archive), &GatherLimits::default(), &mut |found| {
        match found {
            Gathered::Bundle(bundle) => bundles.push(bundle),
            Gathered::Missed(_) => sum.missed += 1,
            Gathered::Parcel(_) => {}
        }
        if bundles.len() >= 12 * workers {
            let taken = std::mem::take(&mut bundles);
            sum = read_all(taken, std::mem::take(&mut sum));
        }
        ControlFlow::Continue(())
    });
    sum = read_all(bundles, sum);
    if let Some(file) = option("--reviews") {
        std::fs::write(file, sum.addresses.join("\n")).expect("a place to write to");
    }
    if let Some(file) = option("--kept") {
        std::fs::write(file, sum.kept_addresses.join("\n")).expect("a place to write to");
    }
    println!(
        "{}",
        serde_json::json!({
            "pages": sum.pages, "bytes": sum.bytes, "kept": sum.kept, "reviews": sum.reviews,
            "failed": sum.failed, "missed": sum.missed,
        })
    );
}

fn open(bundle: &Bundle, unpacker: &mut Unpacker, way: &str) -> Sum {
    let mut sum = Sum::default();
    let limits = ReadLimits::default();
    let _ended: ControlFlow<()> = bundle.open(unpacker, &mut |record| {
        let page = match record {
            Record::Page(page) => page,
            Record::Missed(_) => {
                sum.missed += 1;
                return ControlFlow::Continue(());
            }
            Record::PassedOver(_) => return ControlFlow::Continue(()),
        };
        sum.pages += 1;
        sum.bytes += page.bytes.len() as u64;
        let is_first = matches!(way, "first-pass" | "ingest");
        if is_first {
            if !may_hold_review(page.bytes, page.content_type) {
                return ControlFlow::Continue(());
            }
            sum.kept += 1;
            sum.kept_addresses.push(page.address.to_owned());
        }
        match way {
            "whole" | "ingest" => {
                let source = SourceBytes {
                    bytes: page.bytes,
                    address: page.address,
                    content_type: page.content_type,
                    fetched: Day::new(2026, 1, 15).expect("a day"),
                };
                let reading = std::panic::catch_unwind(|| read(&source, &limits));
                match reading {
                    Ok(reading) if !reading.findings.is_empty() => {
                        sum.reviews += 1;
                        sum.addresses.push(page.address.to_owned());
                    }
                    Ok(_) => {}
                    Err(_) => sum.failed += 1,
                }
            }
            "dom_smoothie" => {
                let text = text_of(page.bytes, page.content_type);
                let read = dom_smoothie::Readability::new(text, Some(page.address), None)
                    .and_then(|mut readability| readability.parse());
                sum.failed += u64::from(read.is_err());
            }
            _ => {}
        }
        ControlFlow::Continue(())
    });
    sum
}

/// The text as a careful user of a library decodes it: UTF-8, or else what the page declares.
fn text_of(bytes: &[u8], content_type: Option<&str>) -> String {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let head = String::from_utf8_lossy(bytes.get(..4096).unwrap_or(bytes));
    let declared = [content_type.unwrap_or_default(), &head]
        .iter()
        .find_map(|text| {
            let (_, rest) = text.split_once("charset=")?;
            let label = rest.trim_start_matches(['"', '\'', ' ']);
            let end = label.find(['"', '\'', ' ', '>', ';', '/'])?;
            encoding_rs::Encoding::for_label(label.get(..end)?.as_bytes())
        });
    declared
        .unwrap_or(encoding_rs::WINDOWS_1252)
        .decode(bytes)
        .0
        .into_owned()
}
