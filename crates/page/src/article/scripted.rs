//! The text that only scripts show: where a page shows next to nothing, it may hold its text for
//! browsers without scripts, or as a string in a script.

use super::super::tree::Page;

/// How long a text must be to be the article's, and how much of a script is looked at.
const LEAST_BYTES: usize = 800;
const MOST_BYTES: usize = 2 << 20;
/// Beginnings of paragraphs, as scripts write them.
const OPENINGS: [&str; 3] = ["<p", "\\u003cp", "\\u003Cp"];

/// The longest text with paragraphs that a script or what replaces scripts holds, as HTML.
pub(super) fn scripted(page: &Page<'_>) -> Option<String> {
    let mut longest: Option<String> = None;
    let mut keep = |found: String| {
        let is_longer = longest
            .as_ref()
            .is_none_or(|known| known.len() < found.len());
        if found.len() >= LEAST_BYTES && is_longer {
            longest = Some(found);
        }
    };
    for at in page.find(page.all(), |e| matches!(e.name, "noscript" | "script")) {
        let Some(element) = page.element(at) else {
            continue;
        };
        let raw = element.raw_text();
        if raw.len() < LEAST_BYTES || raw.len() > MOST_BYTES {
            continue;
        }
        if element.name == "noscript" {
            if raw.contains("<p") && !raw.contains("<iframe") {
                keep(raw);
            }
        } else if let Some(found) = longest_string(&raw) {
            keep(found);
        }
    }
    longest
}

/// The longest of a script's strings that begins paragraphs, its escapes resolved.
fn longest_string(script: &str) -> Option<String> {
    let mut best: Option<&str> = None;
    let mut start = None;
    let mut is_escaped = false;
    for (at, byte) in script.bytes().enumerate() {
        if is_escaped {
            is_escaped = false;
        } else if byte == b'\\' {
            is_escaped = true;
        } else if byte == b'"' {
            let Some(from) = start.take() else {
                start = Some(at + 1);
                continue;
            };
            let string = script.get(from..at).unwrap_or("");
            let is_longer = string.len() > best.map_or(LEAST_BYTES, str::len);
            if is_longer && OPENINGS.iter().any(|opening| string.contains(opening)) {
                best = Some(string);
            }
        }
    }
    let string = format!("\"{}\"", best?);
    serde_json::from_str(&string).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_string_with_paragraphs_is_taken_from_a_script() {
        let text = "The lamps of the harbour. ".repeat(40);
        let script =
            format!(r#"push([1,"short"]);push([2,"\u003cp\u003e{text}\"Oil\".\u003c/p\u003e"])"#);
        let found = longest_string(&script).unwrap();
        assert!(found.starts_with("<p>The lamps") && found.ends_with("\"Oil\".</p>"));
        assert_eq!(longest_string(&format!("x = \"{text}\"")), None);
    }
}
