//! The words in the bytes of a source, whatever its form: enough to look for a text in them, no reading of them.

/// How far into bytes it is looked whether they are text.
const HEAD: usize = 8 * 1024;

/// The words of bytes that are text, of whatever form: without marks between `<` and `>` and with written characters
/// put in, twice, for a feed has markup in its markup. None for bytes that are no text.
pub fn plain_text(bytes: &[u8]) -> Option<String> {
    if bytes.iter().take(HEAD).any(|byte| *byte == 0) {
        return None;
    }
    let text = String::from_utf8_lossy(bytes);
    let once = unescaped(&without_tags(&text));
    Some(unescaped(&without_tags(&once)))
}

/// The text without what stands between `<` and `>`; a `<` that no letter, `/`, `!` or `?` follows is one of the text.
fn without_tags(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('<') {
        plain.push_str(before);
        let is_tag =
            after.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
        rest = match after.split_once('>') {
            // What is marked as characters is text.
            Some(_) if after.starts_with("![CDATA[") => after.get(8..).unwrap_or_default(),
            Some((_, behind)) if is_tag => behind,
            _ => after,
        };
        plain.push(' ');
    }
    plain.push_str(rest);
    plain
}

/// Named characters that stand within and between words.
const NAMED: [(&str, char); 12] = [
    ("amp", '&'),
    ("apos", '\''),
    ("quot", '"'),
    ("lt", '<'),
    ("gt", '>'),
    ("nbsp", ' '),
    ("rsquo", '\u{2019}'),
    ("lsquo", '\u{2018}'),
    ("rdquo", '\u{201d}'),
    ("ldquo", '\u{201c}'),
    ("ndash", '\u{2013}'),
    ("mdash", '\u{2014}'),
];

/// The text with the characters that are written as `&name;`, `&#1;`, `\u0001` or `\n` put in.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['&', '\\']) {
        let (before, after) = rest.split_at(at);
        plain.push_str(before);
        if let Some((character, length)) = written(after) {
            plain.push(character);
            rest = after.get(length..).unwrap_or_default();
        } else {
            let mut letters = after.chars();
            plain.extend(letters.next());
            rest = letters.as_str();
        }
    }
    plain.push_str(rest);
    plain
}

/// The character that a text begins with in writing, and how many bytes that takes.
fn written(text: &str) -> Option<(char, usize)> {
    if let Some(rest) = text.strip_prefix('\\') {
        if let Some(digits) = rest.strip_prefix('u').and_then(|rest| rest.get(..4)) {
            return Some((char::from_u32(u32::from_str_radix(digits, 16).ok()?)?, 6));
        }
        return match rest.chars().next()? {
            'n' | 't' | 'r' => Some((' ', 2)),
            '"' => Some(('"', 2)),
            '/' => Some(('/', 2)),
            _ => None,
        };
    }
    let (name, _) = text.strip_prefix('&')?.split_once(';')?;
    let length = name.len() + 2;
    if let Some(number) = name.strip_prefix('#') {
        let hex = number.strip_prefix(['x', 'X']);
        let code = match hex {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return Some((char::from_u32(code)?, length));
    }
    let mut named = NAMED.iter();
    let (_, character) = named.find(|(known, _)| *known == name)?;
    Some((*character, length))
}

#[cfg(test)]
mod tests {
    use super::plain_text;

    #[test]
    fn the_words_of_a_copy_are_found_whatever_is_around_them() {
        let words = "a lamp that doesn't go out";
        let cases: [&[u8]; 6] = [
            b"a lamp that doesn't go out",
            b"<p class=x>a <em>lamp</em>\nthat doesn&#39;t<br/>go &amp out</p>",
            b"<item><description>&lt;p&gt;a lamp that doesn&amp;#39;t go&lt;/p&gt; out</description></item>",
            b"<content><![CDATA[<b>a lamp</b> that doesn't go out]]></content>",
            br#"{"text":"a lamp\nthat doesn\u0027t go out"}"#,
            b"film,text\nThe Lamp,a lamp that doesn't go out\n",
        ];
        for bytes in cases {
            let text = plain_text(bytes).unwrap();
            let mut wanted = words.split(' ');
            let mut next = wanted.next();
            for word in text.split(|c: char| !(c.is_alphanumeric() || c == '\'')) {
                if Some(word) == next {
                    next = wanted.next();
                }
            }
            assert_eq!(next, None, "{text}");
        }
        assert_eq!(plain_text(b"PK\x03\x04\x00"), None);
        assert_eq!(plain_text("3 < 4 &".as_bytes()).unwrap().trim(), "3   4 &");
    }
}
