//! Any bytes as a feed, by its content type or by its first words.
#![no_main]

mod shared;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let (kind, feed) = bytes.split_first().unwrap_or((&0, &[]));
    let content_type = match kind % 4 {
        0 => "application/rss+xml",
        1 => "application/atom+xml",
        2 => "application/feed+json",
        _ => "text/xml",
    };
    shared::checked(feed, Some(content_type));
});
