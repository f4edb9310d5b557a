//! Any bytes as a page, under the encodings servers name.
#![no_main]

mod shared;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let (kind, page) = bytes.split_first().unwrap_or((&0, &[]));
    let content_type = match kind % 4 {
        0 => None,
        1 => Some("text/html; charset=utf-8"),
        2 => Some("text/html; charset=windows-1251"),
        _ => Some("text/html; charset=utf-16le"),
    };
    shared::checked(page, content_type.or(Some("text/html")));
});
