//! Measures how many bytes a second are parsed and read, over folders of pages (`*.html`, `*.gz`).
//!
//! `cargo run --release -p ovation-read --example time_pages -- [parse|read|both] FOLDER…`. Time is
//! that of the processor, where the system tells it (Linux), so that other work on the machine does
//! not count; that of single pages is the shortest of three rounds by the clock. The slowest page is
//! the one that takes longest for its size, of pages above 20 kB.

#![expect(clippy::print_stdout, reason = "an example prints")]
#![expect(clippy::expect_used, reason = "an example stops at the first trouble")]

use ovation_html::{HtmlLimits, parse};
use ovation_read::{ReadLimits, SourceBytes, read};
use ovation_terms::Day;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// Pages smaller than this say nothing of the time for a megabyte.
const SMALL_BYTES: usize = 20_000;

fn main() {
    let mut args = std::env::args().skip(1);
    let what = args.next().unwrap_or_default();
    let mut pages = Vec::new();
    for folder in args {
        gather(Path::new(&folder), &mut pages);
    }
    let size: usize = pages.iter().map(|page| page.bytes.len()).sum();
    println!("{} pages, {:.1} MB", pages.len(), megabytes(size));
    let decoded: Vec<String> = pages
        .iter()
        .map(|page| String::from_utf8_lossy(&page.bytes).into_owned())
        .collect();
    if what != "read" {
        let limits = HtmlLimits::default();
        time("parse", &pages, |at| {
            let text = decoded.get(at).map_or("", String::as_str);
            parse(text, &limits).len()
        });
    }
    if what != "parse" {
        let limits = ReadLimits::default();
        let fetched = Day::new(2026, 11, 1).expect("a day");
        time("read", &pages, |at| {
            let Some(page) = pages.get(at) else {
                return 0;
            };
            let source = SourceBytes {
                bytes: &page.bytes,
                address: "https://pages.example/2024/01/page",
                content_type: Some("text/html"),
                fetched,
            };
            read(&source, &limits).text.len()
        });
    }
}

struct PageBytes {
    path: PathBuf,
    bytes: Vec<u8>,
}

fn gather(folder: &Path, pages: &mut Vec<PageBytes>) {
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("a file").path())
        .collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            gather(&path, pages);
            continue;
        }
        let packed = std::fs::read(&path).expect("a file");
        let mut bytes = Vec::new();
        if packed.starts_with(&[0x1f, 0x8b]) {
            let mut reader = flate2::read::MultiGzDecoder::new(packed.as_slice());
            reader.read_to_end(&mut bytes).expect("a gzip file");
        } else if path.extension().is_some_and(|ending| ending == "html") {
            bytes = packed;
        } else {
            continue;
        }
        pages.push(PageBytes { path, bytes });
    }
}

/// Times a step over all pages: the best of three rounds.
fn time(name: &str, pages: &[PageBytes], step: impl Fn(usize) -> usize) {
    let mut best = Duration::MAX;
    let mut each = vec![Duration::MAX; pages.len()];
    let mut given = 0;
    for _ in 0..3 {
        let begun = used();
        for (at, known) in each.iter_mut().enumerate() {
            let start = Instant::now();
            given += step(at);
            *known = start.elapsed().min(*known);
        }
        best = best.min(used().saturating_sub(begun));
    }
    let size: usize = pages.iter().map(|page| page.bytes.len()).sum();
    println!(
        "{name}: {:.1} MB/s, {:.0} pages/s ({given})",
        megabytes(size) / best.as_secs_f64(),
        whole(pages.len()) / best.as_secs_f64()
    );
    let mut rates: Vec<(f64, &Path)> = pages
        .iter()
        .zip(&each)
        .filter(|(page, _)| page.bytes.len() >= SMALL_BYTES)
        .map(|(page, took)| {
            let rate = took.as_secs_f64() * 1000.0 / megabytes(page.bytes.len());
            (rate, page.path.as_path())
        })
        .collect();
    rates.sort_by(|a, b| b.0.total_cmp(&a.0));
    for (rate, path) in rates.iter().take(3) {
        println!("  slowest: {rate:.1} ms/MB {}", path.display());
    }
}

/// Processor time of this thread so far; the clock's where the system does not tell.
fn used() -> Duration {
    static START: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = told.and_then(|told| told.split(' ').next()?.parse().ok());
    nanos.map_or_else(|| START.elapsed(), Duration::from_nanos)
}

fn megabytes(bytes: usize) -> f64 {
    whole(bytes) / 1e6
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^52")]
fn whole(number: usize) -> f64 {
    number as f64
}
