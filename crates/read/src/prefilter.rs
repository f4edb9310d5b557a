//! The first pass over an archive: which pages are worth reading.
//!
//! Most pages of the web review no film, and to tell that of a page takes far less than reading
//! it. What is looked for is what a page about a film can hardly do without: the word for film in
//! some language, often for its length or often at all. Markup of films counts as well, as its
//! names are such words. Only where these are few are the words of film-making and the markup of
//! reviews looked for. The bytes are searched as they are, in the encodings that pages come in,
//! outside scripts and styles, where every page holds every word.

mod words;

use aho_corasick::packed;
use memchr::memmem;
use words::{AIDING, CORE, SKIPPED, Skipped};

/// Mentions of film from which on a page of any length is read.
const MANY: usize = 8;
/// Mentions from which on a page is read that has one for so many bytes.
const SOME: usize = 4;
const SOME_IN_BYTES: usize = 33_000;
/// A page with fewer mentions is read if it has one for so many bytes: a capsule names film once,
/// and so does the menu of a news site, over ten times the bytes.
const FEW_IN_BYTES: usize = 10_000;
/// Kinds of aiding words that are hoped for: a review has two to six of them. Where that many
/// would not be enough, they are not looked for, as that takes three times as long.
const AIDING_AT_MOST: usize = 5;

/// Whether a page may hold a review of a film, so that reading it is worth the time.
///
/// Made for archives of everything, of which it rejects most at a few times the speed of
/// unpacking them; on labelled pages it keeps every review that the reader finds. Feeds, and
/// pages in UTF-16, are always kept. `content_type` is what the page was served with.
pub fn may_hold_review(bytes: &[u8], content_type: Option<&str>) -> bool {
    if is_feed(bytes, content_type) || is_wide(bytes) {
        return true;
    }
    let mut stretches = Stretches::default();
    let Some(searcher) = CORE.as_ref() else {
        return true;
    };
    let mut mentions = 0;
    let mut at = 0;
    let mut skipped = 0;
    while let Some(found) = find(searcher, bytes, at) {
        let pattern = found.pattern().as_usize();
        match SKIPPED.get(pattern) {
            None => {
                mentions += 1;
                if mentions >= MANY {
                    return true;
                }
                at = found.end();
            }
            Some(kind) => {
                let end = end_of(kind, bytes, found.end());
                if let Some(end) = end {
                    stretches.push(found.start(), end);
                    skipped += end - found.start();
                }
                at = end.unwrap_or(found.end());
            }
        }
    }
    let length = bytes.len().saturating_sub(skipped);
    if is_dense(mentions, length) {
        return true;
    }
    let is_enough = |mentions: usize| mentions * FEW_IN_BYTES >= length;
    is_enough(mentions + AIDING_AT_MOST) && is_enough(mentions + stretches.aiding(bytes))
}

fn is_dense(mentions: usize, length: usize) -> bool {
    mentions >= MANY
        || (mentions >= SOME && mentions * SOME_IN_BYTES >= length)
        || (mentions >= 1 && mentions * FEW_IN_BYTES >= length)
}

fn find(searcher: &packed::Searcher, bytes: &[u8], at: usize) -> Option<aho_corasick::Match> {
    searcher.find_in(bytes, (at..bytes.len()).into())
}

/// Where a stretch that is passed over ends; `None` when it is no such stretch after all.
fn end_of(kind: &Skipped, bytes: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    if kind.is_tag {
        let tag_end = memchr::memchr(b'>', rest)?;
        // Structured data stands in scripts.
        if memmem::find(rest.get(..tag_end)?, b"ld+json").is_some() {
            return None;
        }
    }
    memmem::find(rest, kind.end).map(|at| from + at + kind.end.len())
}

/// The stretches of a page that are passed over.
#[derive(Default)]
struct Stretches(Vec<(usize, usize)>);

impl Stretches {
    fn push(&mut self, start: usize, end: usize) {
        self.0.push((start, end));
    }

    /// How many kinds of aiding words stand outside of them.
    fn aiding(&self, bytes: &[u8]) -> usize {
        let Some(searcher) = AIDING.as_ref() else {
            return AIDING_AT_MOST;
        };
        let mut kinds = 0_u64;
        let mut at = 0;
        for (start, end) in self.0.iter().copied().chain([(bytes.len(), bytes.len())]) {
            let stretch = bytes.get(at..start).unwrap_or_default();
            for found in searcher.find_iter(stretch) {
                kinds |= words::aiding_kind(found.pattern().as_usize());
            }
            at = end;
        }
        kinds.count_ones() as usize
    }
}

fn is_feed(bytes: &[u8], content_type: Option<&str>) -> bool {
    let is_stated = content_type.is_some_and(|stated| {
        let stated = stated.to_ascii_lowercase();
        stated.contains("rss+xml") || stated.contains("atom+xml") || stated.contains("feed+json")
    });
    let head = bytes.get(..1024).unwrap_or(bytes);
    is_stated
        || [
            &b"<rss"[..],
            b"<feed",
            b"<rdf:RDF",
            b"<sitemapindex",
            b"<urlset",
        ]
        .iter()
        .any(|root| memmem::find(head, root).is_some())
}

/// Whether the bytes are UTF-16, in which no word is found as it stands here.
fn is_wide(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\xff\xfe")
        || bytes.starts_with(b"\xfe\xff")
        || bytes
            .get(..64)
            .is_some_and(|head| memchr::memchr_iter(0, head).count() > 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(words: &str, length: usize) -> Vec<u8> {
        let mut html = format!("<html><body><p>{words}</p>");
        while html.len() < length {
            html.push_str("<p>The council met on Monday about the harbour and the roads.</p>");
        }
        html.into_bytes()
    }

    #[test]
    fn pages_about_films_are_kept_in_every_language() {
        for words in [
            "The film drags in its second half.",
            "A movie for a rainy night.",
            "Ein Kinoabend, der lange nachhallt.",
            "Un grand moment de cin\u{e9}ma.",
            "Una pel\u{ed}cula honesta.",
            "Um bom filme.",
            "\u{424}\u{438}\u{43b}\u{44c}\u{43c} \u{43e}\u{43a}\u{430}\u{437}\u{430}\u{43b}\u{441}\u{44f} \u{441}\u{43b}\u{430}\u{431}\u{44b}\u{43c}.",
            "\u{3053}\u{306e}\u{6620}\u{753b}\u{306f}\u{9577}\u{3044}\u{3002}",
            "\u{8fd9}\u{90e8}\u{7535}\u{5f71}\u{5f88}\u{957f}\u{3002}",
            "De bioscoop zat vol.",
        ] {
            assert!(may_hold_review(&page(words, 3_000), None), "{words}");
        }
        let (cyrillic, _, _) = encoding_rs::WINDOWS_1251
            .encode("\u{43d}\u{43e}\u{432}\u{44b}\u{439} \u{444}\u{438}\u{43b}\u{44c}\u{43c}");
        let mut bytes = b"<html><p>".to_vec();
        bytes.extend(cyrillic.iter());
        assert!(may_hold_review(&bytes, None));
    }

    #[test]
    fn pages_that_hardly_mention_film_are_rejected() {
        assert!(!may_hold_review(&page("", 3_000), None));
        assert!(!may_hold_review(
            &page("<a>Film</a> <a>Sport</a>", 60_000),
            None
        ));
        let in_a_script = "<script>var film = 'film film film film film film film film';</script>";
        assert!(!may_hold_review(&page(in_a_script, 3_000), None));
    }

    #[test]
    fn a_long_page_is_kept_for_many_mentions_and_markup_counts() {
        let often = "The film. ".repeat(8);
        assert!(may_hold_review(&page(&often, 900_000), None));
        let markup = r#"<script type="application/ld+json">{"@type": "Review", "itemReviewed":
            {"@type": "Movie", "name": "X"}}</script>"#;
        assert!(may_hold_review(&page(markup, 9_000), None));
    }

    #[test]
    fn words_of_film_making_stand_in_for_the_word_film() {
        let words =
            "The director keeps every scene short; starring nobody, with a dull screenplay.";
        assert!(may_hold_review(&page(words, 9_000), None));
        assert!(!may_hold_review(&page(words, 200_000), None));
    }

    #[test]
    fn feeds_and_wide_encodings_are_kept() {
        assert!(may_hold_review(
            b"<?xml version='1.0'?><rss><channel/></rss>",
            None
        ));
        let wide: Vec<u8> = "<html><p>x"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert!(may_hold_review(&[&b"\xff\xfe"[..], &wide].concat(), None));
    }
}
