//! Text as written turned into the text it means: character references, line ends, NUL.

use memchr::{memchr, memchr3};
use std::borrow::Cow;
use std::sync::LazyLock;

/// How text is decoded, by where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decoding {
    /// In HTML: references are decoded, NUL is dropped.
    Text,
    /// In SVG and MathML, and in elements such as `title`: NUL is replaced.
    Replacing,
    /// In an attribute: as [`Decoding::Replacing`], but `&copy=` and the like stand for themselves.
    Attribute,
    /// In a script and the like: references stand for themselves, NUL is replaced.
    Raw,
}

/// Whether anything in a text may need decoding.
pub(super) fn is_coded(raw: &str) -> bool {
    memchr3(b'&', b'\r', 0, raw.as_bytes()).is_some()
}

/// Hands on the decoded text in pieces.
pub(super) fn decode(raw: &str, decoding: Decoding, mut take: impl FnMut(&str)) {
    let bytes = raw.as_bytes();
    let has_references = matches!(
        decoding,
        Decoding::Text | Decoding::Replacing | Decoding::Attribute
    );
    let (mut done, mut from) = (0, 0);
    while let Some(at) = bytes
        .get(from..)
        .and_then(|rest| memchr3(b'&', b'\r', 0, rest))
        .map(|at| at + from)
    {
        let rest = raw.get(at + 1..).unwrap_or("");
        from = at + 1;
        let (length, replaced) = match bytes.get(at) {
            Some(b'&') => {
                if !has_references {
                    continue;
                }
                match reference(rest, decoding == Decoding::Attribute) {
                    Some((length, letters)) => (length, letters),
                    None => continue,
                }
            }
            Some(b'\r') => {
                let is_pair = rest.starts_with('\n');
                (usize::from(is_pair), ['\n', '\0'])
            }
            _ if decoding == Decoding::Text => (0, ['\0', '\0']),
            _ => (0, ['\u{fffd}', '\0']),
        };
        take(raw.get(done..at).unwrap_or(""));
        let mut room = [0; 4];
        for letter in replaced.into_iter().filter(|letter| *letter != '\0') {
            take(letter.encode_utf8(&mut room));
        }
        done = at + 1 + length;
        from = done;
    }
    take(raw.get(done..).unwrap_or(""));
}

/// A text with its references decoded as in an attribute, so that `?a=1&copy=2` stays as it is.
pub fn decoded(raw: &str) -> Cow<'_, str> {
    if !is_coded(raw) {
        return Cow::Borrowed(raw);
    }
    let mut made = String::with_capacity(raw.len());
    decode(raw, Decoding::Attribute, |piece| made.push_str(piece));
    Cow::Owned(made)
}

/// A text as it stands in HTML, in an attribute too.
pub fn escaped(words: &str) -> String {
    words
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// The character reference that a text behind `&` begins with: its length and the one or two
/// characters (the second may be NUL, for none) it stands for.
pub(super) fn reference(rest: &str, in_attribute: bool) -> Option<(usize, [char; 2])> {
    let bytes = rest.as_bytes();
    match bytes.first()? {
        b'#' => numeric(bytes),
        first if first.is_ascii_alphabetic() => named(rest, in_attribute),
        _ => None,
    }
}

fn numeric(bytes: &[u8]) -> Option<(usize, [char; 2])> {
    let is_hex = matches!(bytes.get(1), Some(b'x' | b'X'));
    let (start, radix) = if is_hex { (2, 16) } else { (1, 10) };
    let mut code: u32 = 0;
    let mut end = start;
    while let Some(digit) = bytes.get(end).and_then(|b| char::from(*b).to_digit(radix)) {
        code = code.saturating_mul(radix).saturating_add(digit);
        end += 1;
    }
    if end == start {
        return None;
    }
    if bytes.get(end) == Some(&b';') {
        end += 1;
    }
    let letter = match code {
        0 => '\u{fffd}',
        0x80..=0x9f => windows_1252(code),
        _ => char::from_u32(code).unwrap_or('\u{fffd}'),
    };
    Some((end, [letter, '\0']))
}

/// What pages mean by numbers that Unicode gives to control characters
/// (<https://html.spec.whatwg.org/#numeric-character-reference-end-state>).
fn windows_1252(code: u32) -> char {
    const LETTERS: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž',
        '\u{8f}', '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}',
        'ž', 'Ÿ',
    ];
    let letter = LETTERS.get(code.wrapping_sub(0x80) as usize).copied();
    letter.unwrap_or('\u{fffd}')
}

/// Names that count without `;` too (<https://html.spec.whatwg.org/#named-character-references>).
const BARE: &str = "\
    AElig AMP Aacute Acirc Agrave Aring Atilde Auml COPY Ccedil ETH Eacute Ecirc Egrave Euml GT \
    Iacute Icirc Igrave Iuml LT Ntilde Oacute Ocirc Ograve Oslash Otilde Ouml QUOT REG THORN \
    Uacute Ucirc Ugrave Uuml Yacute aacute acirc acute aelig agrave amp aring atilde auml \
    brvbar ccedil cedil cent copy curren deg divide eacute ecirc egrave eth euml frac12 frac14 \
    frac34 gt iacute icirc iexcl igrave iquest iuml laquo lt macr micro middot nbsp not ntilde \
    oacute ocirc ograve ordf ordm oslash otilde ouml para plusmn pound quot raquo reg sect shy \
    sup1 sup2 sup3 szlig thorn times uacute ucirc ugrave uml uuml yacute yen yuml";

/// The longest of the names in [`BARE`].
const BARE_LENGTH: usize = 6;

struct Names {
    /// Names without `&` and `;` in order, and what they stand for.
    all: Vec<(&'static str, [char; 2])>,
    bare: Vec<&'static str>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| {
    let all = include_str!("entities.txt").lines();
    let all = all.filter_map(|line| {
        let (name, codes) = line.split_once(' ')?;
        let mut codes = codes.split(' ');
        let mut letter = || char::from_u32(u32::from_str_radix(codes.next()?, 16).ok()?);
        Some((name, [letter()?, letter().unwrap_or('\0')]))
    });
    let mut bare: Vec<&str> = BARE.split_ascii_whitespace().collect();
    bare.sort_unstable();
    Names {
        all: all.collect(),
        bare,
    }
});

fn named(rest: &str, in_attribute: bool) -> Option<(usize, [char; 2])> {
    // The longest name has 31 letters; a longer word is none, but may begin with one.
    let word = rest.bytes().take(32).take_while(u8::is_ascii_alphanumeric);
    let length = word.count();
    let word = rest.get(..length)?;
    let after = rest.as_bytes().get(length);
    if after == Some(&b';')
        && let Some(letters) = common(word).or_else(|| look_up(word))
    {
        return Some((length + 1, letters));
    }
    for length in (2..=length.min(BARE_LENGTH)).rev() {
        let name = word.get(..length)?;
        if NAMES.bare.binary_search(&name).is_ok() {
            let after = rest.as_bytes().get(length);
            let is_own = after.is_some_and(|b| *b == b'=' || b.is_ascii_alphanumeric());
            if in_attribute && is_own {
                return None;
            }
            return Some((length, look_up(name)?));
        }
    }
    None
}

/// The names that make up most references of pages.
fn common(name: &str) -> Option<[char; 2]> {
    let letter = match name {
        "amp" => '&',
        "quot" => '"',
        "lt" => '<',
        "gt" => '>',
        "nbsp" => '\u{a0}',
        _ => return None,
    };
    Some([letter, '\0'])
}

fn look_up(name: &str) -> Option<[char; 2]> {
    let at = NAMES
        .all
        .binary_search_by_key(&name, |known| known.0)
        .ok()?;
    NAMES.all.get(at).map(|known| known.1)
}

/// Where the white space that a text begins with ends. References to white space count.
pub(super) fn space_end(raw: &str) -> usize {
    let bytes = raw.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b' ' | b'\t' | b'\n' | b'\r' | 0x0c => at += 1,
            b'&' => match raw.get(at + 1..).and_then(|rest| reference(rest, false)) {
                Some((length, [' ' | '\t' | '\n' | '\r' | '\u{c}', '\0'])) => at += 1 + length,
                _ => break,
            },
            _ => break,
        }
    }
    at
}

/// Whether a text has anything but white space and NUL, which is dropped.
pub(super) fn has_words(raw: &str) -> bool {
    let mut rest = raw;
    loop {
        rest = rest.get(space_end(rest)..).unwrap_or("");
        match rest.strip_prefix('\0') {
            Some(after) => rest = after,
            None => return !rest.is_empty(),
        }
    }
}

/// Whether there is a NUL in a text.
pub(super) fn has_nul(raw: &str) -> bool {
    memchr(0, raw.as_bytes()).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(raw: &str, decoding: Decoding) -> String {
        let mut text = String::new();
        decode(raw, decoding, |part| text.push_str(part));
        text
    }

    #[test]
    fn references_are_decoded_as_browsers_do() {
        let cases = [
            (
                "a &amp; b &lt;c&gt; &quot;d&quot;&nbsp;e",
                "a & b <c> \"d\"\u{a0}e",
            ),
            (
                "&#8217; &#x2019; &#X2019 &#146; &#0; &#x110000;",
                "’ ’ ’ ’ \u{fffd} \u{fffd}",
            ),
            (
                "&copy 2020 &copycat &notin; &notit; &not",
                "© 2020 ©cat ∉ ¬it; ¬",
            ),
            (
                "AT&T & co; &# &#x; &unknown; &;",
                "AT&T & co; &# &#x; &unknown; &;",
            ),
            ("&CounterClockwiseContourIntegral;&nGt;", "∳≫⃒"),
            ("a\r\nb\rc\0d", "a\nb\ncd"),
            ("&#13;&#10;", "\r\n"),
            ("é&eacute;&é;", "éé&é;"),
        ];
        for (raw, text) in cases {
            assert_eq!(decoded(raw, Decoding::Text), text, "{raw}");
        }
    }

    #[test]
    fn addresses_keep_what_only_looks_like_a_reference() {
        let raw = "?a=1&copy=2&amp;c&lt3&reg;&not";
        assert_eq!(decoded(raw, Decoding::Attribute), "?a=1&copy=2&c&lt3®¬");
        assert_eq!(decoded(raw, Decoding::Raw), raw);
        assert_eq!(decoded("a\0", Decoding::Replacing), "a\u{fffd}");
    }

    #[test]
    fn the_table_is_whole_and_in_order() {
        assert_eq!(NAMES.all.len(), 2125);
        assert_eq!(NAMES.bare.len(), 106);
        assert!(NAMES.all.is_sorted_by(|a, b| a.0 < b.0));
        assert!(NAMES.bare.iter().all(|name| look_up(name).is_some()));
        assert!(NAMES.bare.iter().all(|name| name.len() <= BARE_LENGTH));
        assert!(NAMES.all.iter().all(|(name, _)| name.len() < 32));
    }
}
