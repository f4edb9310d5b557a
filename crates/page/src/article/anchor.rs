//! The text that markup states, held against the page's lines.

use super::super::tree::Page;
use super::lines::Line;
use ovation_terms::fold;

/// What the stated text says of the lines that were kept.
pub(super) enum Anchor {
    /// Nothing: there is none, or it is another.
    None,
    /// It stands on the page: these of the kept lines are not in it.
    Stands(Vec<usize>),
    /// It does not stand on the page, or only its beginning: the paragraphs of it.
    Hidden(Vec<String>),
}

/// Letters of the stated text's beginning by which a line is looked for.
const PROBE: usize = 40;

/// How long a tag in a stated text may be.
const TAG_BYTES: usize = 500;
/// How much of a stated text is looked at, and how many lines are looked for in it: together they
/// bound the search.
const STATED_BYTES: usize = 200 << 10;
const LINES: usize = 2_000;

/// Holds the stated text against the kept lines, by number.
pub(super) fn anchor(page: &Page<'_>, lines: &[Line], kept: &[usize], stated: &str) -> Anchor {
    if stated.len() > STATED_BYTES || kept.len() > LINES {
        return Anchor::None;
    }
    let paragraphs = paragraphs(stated);
    let whole: String = paragraphs.iter().map(|part| fold(part)).collect();
    if whole.len() < 200 {
        return Anchor::None;
    }
    let mut found = 0;
    let mut shown = 0;
    let mut others = Vec::new();
    for number in kept {
        let Some(line) = lines.get(*number) else {
            continue;
        };
        let folded = fold(page.text.get(line.range.clone()).unwrap_or(""));
        shown += folded.len();
        let end = folded
            .char_indices()
            .nth(PROBE)
            .map_or(folded.len(), |(at, _)| at);
        let beginning = folded.get(..end).unwrap_or(&folded);
        if memchr::memmem::find(whole.as_bytes(), beginning.as_bytes()).is_some() {
            found += folded.len();
        } else {
            others.push(*number);
        }
    }
    // A stated summary is in the text, and most of the text not in it.
    if found * 100 >= whole.len() * 85 && found * 2 >= shown {
        Anchor::Stands(others)
    } else if shown * 2 < whole.len() && (shown < 400 || found * 2 > shown) {
        Anchor::Hidden(paragraphs)
    } else {
        Anchor::None
    }
}

/// A stated text's paragraphs: tags and entities decoded, white space collapsed.
fn paragraphs(stated: &str) -> Vec<String> {
    let decoded = super::super::schema::decode_entities(stated);
    let mut plain = String::with_capacity(decoded.len());
    let mut rest = decoded.as_str();
    while let Some((before, after)) = rest.split_once('<') {
        plain.push_str(before);
        let is_tag = after.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        let end = after.bytes().take(TAG_BYTES).position(|byte| byte == b'>');
        let tag = end
            .filter(|_| is_tag)
            .and_then(|end| after.split_at_checked(end));
        let Some((tag, after)) = tag else {
            plain.push('<');
            rest = after;
            continue;
        };
        let name = tag.trim_start_matches('/');
        let is_block = ["p", "br", "div", "h", "li", "ul", "ol", "blockquote"];
        let is_block = is_block.iter().any(|start| {
            name.strip_prefix(start)
                .is_some_and(|end| !end.starts_with(|c: char| c.is_ascii_lowercase()))
        });
        if is_block {
            plain.push('\n');
        }
        rest = after.get(1..).unwrap_or("");
    }
    plain.push_str(rest);
    plain
        .split('\n')
        .map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|part| !part.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stated_text_is_freed_of_tags() {
        let found = paragraphs("<p>The lamps &amp; <b>oil</b>.</p><p>Two<br/>lines, 1 < 2</p>");
        assert_eq!(found, ["The lamps & oil.", "Two", "lines, 1 < 2"]);
    }
}
