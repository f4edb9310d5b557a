//! Any text as a page's structured data.
#![no_main]

mod shared;

libfuzzer_sys::fuzz_target!(|block: &str| {
    let mut page = String::from(
        "<html><head><title>The Lamplighter (2024) review</title>\
         <script type=\"application/ld+json\">",
    );
    page.push_str(block);
    page.push_str(
        "</script></head><body><h1>The Lamplighter</h1><p>The film is patient, and the actors \
         are wonderful; the director never hurries.</p></body></html>",
    );
    shared::checked(page.as_bytes(), Some("text/html; charset=utf-8"));
});
