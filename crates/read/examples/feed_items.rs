//! How many items a feed has: prints, for each file named, the count and the links among them.
//!
//! ```sh
//! cargo run --example feed_items -- feed.xml other.xml
//! ```
#![expect(clippy::print_stdout, reason = "an example for the terminal")]

use ovation_read::{ReadLimits, SourceBytes, read};
use ovation_terms::Day;

fn main() -> std::io::Result<()> {
    let Some(fetched) = Day::new(2026, 1, 1) else {
        return Ok(());
    };
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path)?;
        let source = SourceBytes {
            bytes: &bytes,
            address: "https://feeds.example/feed.xml",
            content_type: Some("application/rss+xml"),
            fetched,
        };
        let reading = read(&source, &ReadLimits::default());
        println!(
            "{path}\t{}\t{}\t{}\t{}",
            reading.why_kind,
            reading.links.len(),
            reading.findings.len(),
            reading.title.unwrap_or_default()
        );
    }
    Ok(())
}
