//! Texts in quotation marks, in one pass.

/// A pair of marks: what opens, what closes, what the words may not hold besides, and how many
/// letters they may have.
struct Marks {
    open: char,
    close: &'static [char],
    not: &'static [char],
    least: usize,
    most: usize,
    /// Also an apostrophe: stands before and behind words only.
    is_single: bool,
}

const fn double(open: char, close: &'static [char], not: &'static [char], most: usize) -> Marks {
    Marks {
        open,
        close,
        not,
        least: 1,
        most,
        is_single: false,
    }
}

const MARKS: [Marks; 9] = [
    double('“', &['”'], &['“', '”'], 90),
    double('„', &['“', '”'], &['„', '“', '”'], 90),
    double('«', &['»'], &['«', '»'], 90),
    double('"', &['"'], &['"'], 90),
    double('『', &['』'], &['『', '』'], 60),
    double('「', &['」'], &['「', '」'], 60),
    double('《', &['》'], &['《', '》'], 60),
    Marks {
        open: '‘',
        close: &['’'],
        not: &['‘', '’'],
        least: 2,
        most: 90,
        is_single: true,
    },
    Marks {
        open: '\'',
        close: &['\''],
        not: &['\''],
        least: 2,
        most: 90,
        is_single: true,
    },
];

/// Texts in quotation marks.
pub(in super::super) fn quoted(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let bytes = text.as_bytes();
    // What was taken by a quotation opens no other.
    let (mut at, mut taken) = (0, 0);
    while let Some(rest) = bytes.get(at..) {
        // No mark begins with another byte.
        let is_first = |byte: &u8| matches!(byte, b'"' | b'\'' | 0xc2 | 0xe2 | 0xe3);
        let Some(next) = rest.iter().position(is_first) else {
            break;
        };
        at += next;
        let Some(open) = text.get(at..).and_then(|rest| rest.chars().next()) else {
            at += 1;
            continue;
        };
        let marks = MARKS.iter().find(|marks| marks.open == open);
        if let Some((words, end)) = marks.and_then(|marks| marks.at(text, at, taken)) {
            let words = words.trim_matches([' ', ',', '.', ';']);
            if !words.is_empty() {
                found.push(words);
            }
            (at, taken) = (end, end);
        } else {
            at += open.len_utf8();
        }
    }
    found
}

impl Marks {
    /// The words that the marks at a place enclose, and where what belongs to them ends.
    fn at<'t>(&self, text: &'t str, at: usize, taken: usize) -> Option<(&'t str, usize)> {
        if self.is_single && at > 0 {
            let before = text.get(taken..at)?.chars().next_back()?;
            if !(before.is_whitespace() || before == '(') {
                return None;
            }
        }
        let start = at + self.open.len_utf8();
        let rest = text.get(start..)?;
        // A guillemet may have a space on its inner side.
        let room = if self.open == '«' { 2 } else { 0 };
        let mut count = 0;
        let mut letters = rest.char_indices();
        let (length, close) = loop {
            let (place, letter) = letters.next()?;
            if self.not.contains(&letter) {
                break (place, letter);
            }
            count += 1;
            if count > self.most + room {
                return None;
            }
        };
        if !self.close.contains(&close) || count < self.least {
            return None;
        }
        let mut words = rest.get(..length)?;
        if self.open == '«' {
            words = spaced(words);
            if words.chars().count() > self.most {
                return None;
            }
        }
        let mut end = start + length + close.len_utf8();
        if self.is_single {
            let after = text.get(end..)?.chars().next();
            let fits =
                |c: char| c.is_whitespace() || matches!(c, ',' | '.' | ':' | ';' | '?' | '!' | ')');
            if !after.is_none_or(fits) {
                return None;
            }
            end += after.map_or(0, char::len_utf8);
        }
        Some((words, end))
    }
}

/// Words without one space at either side, as long as anything is left.
fn spaced(words: &str) -> &str {
    let one = |words: &str, rest: Option<&str>| rest.is_some_and(|r| !r.is_empty() && r != words);
    let mut letters = words.chars();
    let first = letters.next().filter(|c| c.is_whitespace());
    let inner = first.map(|_| letters.as_str());
    let words = if one(words, inner) {
        inner.unwrap_or(words)
    } else {
        words
    };
    let mut letters = words.chars();
    let last = letters.next_back().filter(|c| c.is_whitespace());
    let inner = last.map(|_| letters.as_str());
    if one(words, inner) {
        inner.unwrap_or(words)
    } else {
        words
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    pattern!(
        QUOTED,
        r#"“([^“”]{1,90})”|„([^„“”]{1,90})[“”]|«\s?([^«»]{1,90}?)\s?»|"([^"]{1,90})"|『([^『』]{1,60})』|「([^「」]{1,60})」|《([^《》]{1,60})》|(?:^|[\s(])‘([^‘’]{2,90}?)’(?:[\s,.:;?!)]|$)|(?:^|[\s(])'([^']{2,90}?)'(?:[\s,.:;?!)]|$)"#
    );

    fn slowly(text: &str) -> Vec<&str> {
        let parts = QUOTED.captures_iter(text);
        let parts = parts.filter_map(|parts| parts.iter().skip(1).flatten().next());
        let parts = parts.map(|part| part.as_str().trim_matches([' ', ',', '.', ';']));
        parts.filter(|part| !part.is_empty()).collect()
    }

    proptest! {
        #[test]
        fn quotations_are_found_as_by_a_pattern(
            text in "([a-c .,(\n\u{a0}é]|“|”|„|«|»|\"|『|』|「|」|《|》|‘|’|'|[a ]{80,95}){0,24}",
        ) {
            prop_assert_eq!(quoted(&text), slowly(&text));
        }
    }
}
