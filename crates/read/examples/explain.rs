//! Prints what was considered for every field of a page, and why it lost.
//!
//! `cargo run -p ovation-read --example explain -- FILE [ADDRESS]`

#![expect(clippy::print_stdout, reason = "an example prints")]
#![expect(clippy::expect_used, reason = "an example stops at the first trouble")]

use ovation_read::{ReadLimits, SourceBytes, read_explained};
use ovation_terms::Day;

fn main() {
    let mut args = std::env::args().skip(1);
    let file = args.next().expect("a file");
    let bytes = std::fs::read(&file).expect("a page");
    let source = SourceBytes {
        bytes: &bytes,
        address: &args.next().unwrap_or(file),
        content_type: None,
        fetched: Day::new(2026, 11, 1).expect("a day"),
    };
    let (reading, explanation) = read_explained(&source, &ReadLimits::default());
    println!("{}, needed {:.1}", reading.kind, explanation.needed);
    for sign in explanation.kind {
        println!("  {:+.1} {}", sign.weight, sign.what);
    }
    for one in explanation.considered {
        let mark = if one.is_chosen { '*' } else { ' ' };
        let weight = one
            .weight
            .map_or(String::new(), |weight| format!(" [{weight:.1}]"));
        println!("{mark} {}: {}{weight}: {}", one.field, one.value, one.why);
    }
}
