//! The page's lines: what stands in them, and in which block.

use super::super::tree::Page;
use std::ops::Range;

/// A line of the page's text and the block it stands in.
pub(in super::super) struct Line {
    pub(in super::super) range: Range<usize>,
    pub(in super::super) block: usize,
    /// Bytes in links.
    pub(super) links: usize,
    /// Letters, those of dense scripts counted threefold.
    pub(super) weight: usize,
    /// Commas and ends of sentences, 20 at most.
    pub(super) stops: usize,
}

impl Line {
    /// Whether a good part of it is links.
    pub(in super::super) fn is_linked(&self) -> bool {
        self.links * 3 > self.range.len()
    }

    /// Whether it is nearly nothing but links.
    pub(super) fn is_links(&self) -> bool {
        self.links * 10 >= self.range.len() * 8
    }

    /// Whether it reads as running text.
    pub(super) fn is_prose(&self) -> bool {
        self.weight >= 30
            && (self.stops > 0 || self.weight >= 120)
            && self.links * 2 < self.range.len()
    }

    /// Letters of running text.
    pub(super) fn prose(&self) -> usize {
        if self.is_prose() { self.weight } else { 0 }
    }
}

/// The page's lines.
pub(in super::super) fn lines(page: &Page<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut start = 0;
    for part in page.text.split_inclusive('\n') {
        let words = part.trim_end_matches('\n');
        let (weight, stops) = measure(words);
        lines.push(Line {
            range: start..start + words.len(),
            block: 0,
            links: 0,
            weight,
            stops,
        });
        start += part.len();
    }
    // Elements come in document order, inner after outer, so the last block to cover a line's
    // start is the innermost. Only blocks that begin or go on in a line are looked at.
    let mut first = 0;
    for (at, element) in page.elements.iter().enumerate() {
        let (is_block, is_link) = (element.is_block(), element.name == "a");
        if (!is_block && !is_link) || element.text.is_empty() {
            continue;
        }
        let words = page.range(at);
        // Elements begin in order, and so do lines.
        while lines
            .get(first)
            .is_some_and(|line| line.range.end <= element.text.start)
        {
            first += 1;
        }
        let mut first = first;
        while lines
            .get(first)
            .is_some_and(|line| line.range.end <= words.start)
        {
            first += 1;
        }
        for line in lines.iter_mut().skip(first) {
            if line.range.start >= words.end {
                break;
            }
            if is_block {
                line.block = at;
            } else {
                let from = words.start.max(line.range.start);
                line.links += words.end.min(line.range.end).saturating_sub(from);
            }
        }
    }
    lines
}

/// The lines that stand in an element, by number.
pub(super) fn lines_in(page: &Page<'_>, lines: &[Line], at: usize) -> Range<usize> {
    let words = page.range(at);
    if words.is_empty() {
        return 0..0;
    }
    let first = lines.partition_point(|line| line.range.end <= words.start);
    let last = lines.partition_point(|line| line.range.start < words.end);
    first..last.max(first)
}

/// Whether letters are of a script that needs few of them, and no spaces.
fn is_dense(letter: char) -> bool {
    ('\u{3040}'..='\u{30ff}').contains(&letter)
        || ('\u{4e00}'..='\u{9fff}').contains(&letter)
        || ('\u{ac00}'..='\u{d7af}').contains(&letter)
}

/// Letters of a text, those of dense scripts counted threefold.
pub(in super::super) fn weight(words: &str) -> usize {
    measure(words).0
}

/// Letters and stops of a text.
fn measure(words: &str) -> (usize, usize) {
    let (mut plain, mut follow, mut rare) = (0, 0, 0);
    // In parts so short that bytes hold their counts, which is many times faster.
    for part in words.as_bytes().chunks(255) {
        let (mut stops, mut follows, mut rares) = (0_u8, 0_u8, 0_u8);
        for byte in part {
            stops += u8::from(matches!(byte, b',' | b'.' | b';' | b'!' | b'?'));
            follows += u8::from(byte & 0xc0 == 0x80);
            // What dense letters and stops beyond ASCII begin with, the ellipsis aside.
            rares |= u8::from(matches!(byte, 0xd8 | 0xe0 | 0xe3..=0xef));
        }
        plain += usize::from(stops);
        follow += usize::from(follows);
        rare |= rares;
    }
    if rare == 0 {
        let is_ascii = follow == 0;
        let dots = || memchr::memmem::find_iter(words.as_bytes(), "…").count();
        let stops = plain + if is_ascii { 0 } else { dots() };
        return (words.len() - follow, stops.min(20));
    }
    let (mut weight, mut stops) = (0, 0);
    for letter in words.chars() {
        weight += if is_dense(letter) { 3 } else { 1 };
        stops += usize::from(matches!(
            letter,
            ',' | '.' | ';' | '!' | '?' | '、' | '。' | '，' | '।' | '؟' | '،' | '…' | '！' | '？'
        ));
    }
    (weight, stops.min(20))
}

/// Whether a text ends as a sentence does.
pub(super) fn ends_sentence(words: &str) -> bool {
    let is_close = |letter: char| {
        matches!(
            letter,
            '"' | '\'' | '”' | '’' | '“' | '»' | '«' | ')' | ']' | '*' | ' ' | '」'
        ) || letter.is_ascii_digit()
    };
    words.trim_end_matches(is_close).ends_with([
        '.', '!', '?', '…', ':', ';', '。', '！', '？', '।', '؟', '」', '۔', '။',
    ])
}
