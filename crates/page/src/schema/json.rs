//! JSON as pages write it.

use super::decode_entities;
use serde_json::Value;

/// Parses JSON as pages write it: in comments or CDATA, with trailing commas, raw line breaks in
/// strings, single quotes, several values one after the other, cut off at its end, or all of it
/// escaped for HTML.
pub(super) fn parse_tolerantly(raw: &str) -> Result<Value, serde_json::Error> {
    let raw = raw.trim_matches(|c: char| c.is_whitespace() || matches!(c, ';' | '\u{feff}'));
    let first = match serde_json::from_str(raw) {
        Ok(value) => return Ok(value),
        Err(error) => error,
    };
    let repaired = repair(raw);
    if let Ok(value) = serde_json::from_str(&repaired.text) {
        return Ok(value);
    }
    if raw.contains("&quot;") || raw.contains("&#34;") {
        let decoded = repair(&decode_entities(raw));
        if let Ok(value) = serde_json::from_str(&decoded.text) {
            return Ok(value);
        }
    }
    // Several objects one after the other.
    let mut values = Vec::new();
    for value in serde_json::Deserializer::from_str(&repaired.text).into_iter::<Value>() {
        match value {
            Ok(value) if value.is_object() || value.is_array() => values.push(value),
            _ => break,
        }
    }
    if !values.is_empty() {
        return Ok(Value::Array(values));
    }
    // Cut off: what is open is closed.
    if first.is_eof() && !repaired.open.is_empty() {
        let text = repaired.text.trim_end().trim_end_matches([',', ':']);
        let mut closed = text.to_owned();
        closed.extend(repaired.open.iter().rev());
        if let Ok(value) = serde_json::from_str(&closed) {
            return Ok(value);
        }
    }
    Err(first)
}

/// How deep the values of a JSON text stand within each other.
pub(super) fn nesting(raw: &str) -> usize {
    let (mut depth, mut most) = (0_usize, 0);
    let mut is_quoted = false;
    let mut bytes = raw.bytes();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\\' if is_quoted => {
                bytes.next();
            }
            b'{' | b'[' if !is_quoted => {
                depth += 1;
                most = most.max(depth);
            }
            b'}' | b']' if !is_quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    most
}

/// A text made JSON, as far as that goes.
struct Repaired {
    text: String,
    /// What would close it, outermost first.
    open: Vec<char>,
}

/// Drops comments, CDATA marks and trailing commas outside strings; makes single quotes double;
/// escapes what a string must not hold.
fn repair(raw: &str) -> Repaired {
    let mut made = String::with_capacity(raw.len());
    let mut open = Vec::new();
    let mut letters = raw.chars().peekable();
    let mut string: Option<char> = None;
    while let Some(letter) = letters.next() {
        if let Some(quote) = string {
            match letter {
                '\\' => match letters.next() {
                    // JSON knows few escapes; pages also write \' and the like.
                    Some(next) if "\"\\/bfnrtu".contains(next) => made.extend(['\\', next]),
                    Some(next) if !next.is_control() => made.push(next),
                    _ => {}
                },
                _ if letter == quote => {
                    string = None;
                    made.push('"');
                }
                '"' => made.push_str("\\\""),
                _ if letter.is_control() => made.push(' '),
                _ => made.push(letter),
            }
            continue;
        }
        match letter {
            '"' | '\'' => {
                string = Some(letter);
                made.push('"');
            }
            '/' if letters.peek() == Some(&'*') => skip_to(&mut letters, "*/"),
            '/' if letters.peek() == Some(&'/') => skip_to(&mut letters, "\n"),
            '<' if letters.peek() == Some(&'!') => {
                // `<!--` and `<![CDATA[`, whose ends are dropped below.
                while letters
                    .next_if(|c| matches!(c, '!' | '-') || c.is_ascii_uppercase())
                    .is_some()
                    || letters.next_if_eq(&'[').is_some()
                {}
            }
            '-' if letters.peek() == Some(&'-') => skip_to(&mut letters, ">"),
            ']' if letters.peek() == Some(&']') && !open.contains(&']') => {
                skip_to(&mut letters, ">");
            }
            '}' | ']' => {
                let kept = made.trim_end().trim_end_matches(',').len();
                made.truncate(kept);
                made.push(letter);
                open.pop();
            }
            '{' | '[' => {
                open.push(if letter == '{' { '}' } else { ']' });
                made.push(letter);
            }
            ';' => made.push(' '),
            // `"ratingValue": 7,5`: within an object a key would follow.
            ',' if open.last() == Some(&'}')
                && made.ends_with(|c: char| c.is_ascii_digit())
                && letters.peek().is_some_and(char::is_ascii_digit) =>
            {
                made.push('.');
            }
            _ => made.push(letter),
        }
    }
    if string.is_some() {
        open.push('"');
    }
    let text = made.trim().trim_end_matches(',').to_owned();
    Repaired { text, open }
}

/// Skips letters up to and with an end of one or two.
fn skip_to(letters: &mut std::iter::Peekable<std::str::Chars<'_>>, end: &str) {
    let mut wanted = end.chars();
    let (first, second) = (wanted.next(), wanted.next());
    let mut before = None;
    if second.is_some() {
        // The star of `/*` is no start of `*/`.
        letters.next();
    }
    for next in letters.by_ref() {
        let is_end = match second {
            Some(second) => before == first && next == second,
            None => Some(next) == first,
        };
        if is_end {
            break;
        }
        before = Some(next);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_read_as_pages_write_it() {
        let wanted = serde_json::json!({"a": "x y", "b": [1]});
        let cases = [
            r#"{"a": "x y", "b": [1]}"#,
            r#"{"a": "x y", "b": [1,],}"#,
            "{\"a\": \"x\ny\", \"b\": [1]};",
            r#"/* made by a plugin */ {"a": "x y", "b": [1]}"#,
            "// made by a plugin\n{\"a\": \"x y\", // why\n \"b\": [1]}",
            r#"<!-- {"a": "x y", "b": [1]} -->"#,
            "//<![CDATA[\n{\"a\": \"x y\", \"b\": [1]}\n//]]>",
            "<![CDATA[{\"a\": \"x y\", \"b\": [1]}]]>",
            "/*<![CDATA[*/{\"a\": \"x y\", \"b\": [1]}/*]]>*/",
            "{'a': 'x y', 'b': [1]}",
            "{&quot;a&quot;: &quot;x y&quot;, &quot;b&quot;: [1]}",
            r#"{"a": "x\ y", "b": [1]}"#,
            r#"{"a": "x y", "b": [1"#,
            "\u{feff}{\"a\": \"x y\", \"b\": [1]}",
        ];
        for raw in cases {
            let value = parse_tolerantly(raw);
            assert_eq!(value.ok(), Some(wanted.clone()), "{raw}");
        }
        let two = parse_tolerantly(r#"{"a": 1} {"b": 2}"#);
        assert_eq!(two.ok(), Some(serde_json::json!([{"a": 1}, {"b": 2}])));
        let comma = parse_tolerantly(r#"{"a": 7,5, "b": [1,2], "c": 10,0}"#);
        let wanted = serde_json::json!({"a": 7.5, "b": [1, 2], "c": 10.0});
        assert_eq!(comma.ok(), Some(wanted));
        let quoted = parse_tolerantly(r#"{'a': 'x "y" z'}"#);
        assert_eq!(quoted.ok(), Some(serde_json::json!({"a": "x \"y\" z"})));
        assert!(parse_tolerantly(r#"{"a: 1}"#).is_err());
        assert!(parse_tolerantly("").is_err());
    }
}
