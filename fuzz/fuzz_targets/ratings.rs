//! Any text as a printed rating: on a page, and converted.
#![no_main]

mod shared;

use ovation_judge::RatingTable;
use ovation_terms::PrintedRating;

libfuzzer_sys::fuzz_target!(|printed: &str| {
    let rating = PrintedRating::of(printed);
    if let Ok(converted) = RatingTable::bundled().convert(&rating, None) {
        let in_range = (0.0..=1.0).contains(&converted.value);
        assert!(in_range, "{printed:?} became {}", converted.value);
    }
    let mut page = String::from(
        "<html><head><title>The Lamplighter (2024) review</title></head><body><article>\
         <h1>The Lamplighter (2024)</h1><p>By Cy Marrow</p><p>The film is patient, and the \
         actors are wonderful; the director never hurries, and the script is funny.</p><p>",
    );
    page.push_str(printed);
    page.push_str("</p></article></body></html>");
    shared::checked(page.as_bytes(), Some("text/html; charset=utf-8"));
});
