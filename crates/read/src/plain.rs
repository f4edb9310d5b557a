//! Plain text and Markdown: turned into a page of the plainest kind, and read as one.

mod front;

use crate::{ReadLimits, Reading, SourceBytes, encoding, sitemap};
use ovation_html::escaped;
use ovation_language::data::columns;
use ovation_terms::MediaKind;

/// Longest first line that is taken for a title, in characters.
const TITLE_CHARS: usize = 160;

/// Longest front matter, in bytes.
const FRONT_BYTES: usize = 64 << 10;

/// Reads a text: a list of addresses is a sitemap, anything else an article.
pub(crate) fn read_text(source: &SourceBytes<'_>, limits: &ReadLimits) -> Reading {
    let mut complaints = Vec::new();
    let bytes = encoding::within(source.bytes, limits.page_bytes, &mut complaints);
    let decoded = encoding::decode_page(bytes, source.content_type);
    complaints.extend(decoded.complaint());
    let name = decoded.encoding.name();
    let text = decoded.text.trim_start_matches('\u{feff}');
    if let Some(list) = sitemap::read_list(text, name, source, limits, complaints.clone()) {
        return list;
    }
    let (front, body) = split_front(text);
    let html = if is_markdown(source) || !front.is_empty() {
        of_markdown(&front, body)
    } else {
        of_plain(body)
    };
    let mut reading = ovation_page::read_html(
        &html,
        source.address,
        source.fetched,
        limits,
        complaints,
        None,
    );
    reading.media = MediaKind::Text;
    reading.encoding = name;
    front::apply(&front, source.fetched, &mut reading);
    reading
}

fn is_markdown(source: &SourceBytes<'_>) -> bool {
    let address = source.address.to_ascii_lowercase();
    let address = address.split(['?', '#']).next().unwrap_or_default();
    let mime = source.content_type.unwrap_or_default();
    mime.to_ascii_lowercase().contains("markdown")
        || [".md", ".markdown", ".mkd", ".mdown"]
            .iter()
            .any(|ending| address.trim_end_matches(".gz").ends_with(ending))
}

/// What stands in front of a Markdown text, as names and values.
type Front = Vec<(String, Vec<String>)>;

/// Splits off the front matter of static site builders: YAML between `---`, TOML between `+++`.
///
/// Only what such files hold in practice is read: names with a plain or quoted value or a list of
/// them. What is nested deeper has no place in a page's head.
fn split_front(text: &str) -> (Front, &str) {
    let nothing = (Front::new(), text);
    let fence = match text.get(..3) {
        Some("---") => "---",
        Some("+++") => "+++",
        _ => return nothing,
    };
    let Some((first, rest)) = text.split_once('\n') else {
        return nothing;
    };
    if first.trim_end() != fence {
        return nothing;
    }
    let mut at = 0;
    let mut front = Front::new();
    for line in rest.split_inclusive('\n') {
        at += line.len();
        if at > FRONT_BYTES {
            return nothing;
        }
        if line.trim_end() == fence {
            let body = rest.get(at..).unwrap_or_default();
            // A rule in front of a text is no front matter.
            return if front.is_empty() {
                nothing
            } else {
                (front, body)
            };
        }
        note(line.trim_end(), fence, &mut front);
    }
    nothing
}

fn note(line: &str, fence: &str, front: &mut Front) {
    let parting = if fence == "---" { ':' } else { '=' };
    if let Some(item) = line.trim_start().strip_prefix("- ") {
        if let Some((_, values)) = front.last_mut() {
            values.push(unquoted(item));
        }
        return;
    }
    let Some((name, value)) = line.split_once(parting) else {
        return;
    };
    // What stands indented belongs to the name above: `film:` and below it `  title: ...`.
    let within = line
        .starts_with([' ', '\t'])
        .then(|| front.iter().rev().find(|(_, values)| values.is_empty()))
        .flatten()
        .map(|(above, _)| format!("{above}."));
    let name = format!("{}{}", within.unwrap_or_default(), name.trim());
    let name = name.as_str();
    if name.is_empty() || name.contains(|c: char| !(c.is_alphanumeric() || "_-. ".contains(c))) {
        return;
    }
    let value = value.trim();
    let values = match value
        .strip_prefix('[')
        .and_then(|list| list.strip_suffix(']'))
    {
        Some(list) => list.split(',').map(unquoted).collect(),
        None => vec![unquoted(value)],
    };
    let values = values.into_iter().filter(|value| !value.is_empty());
    let name = name.trim().trim_start_matches("params.");
    front.push((name.to_ascii_lowercase(), values.collect()));
}

fn unquoted(value: &str) -> String {
    let value = value.trim();
    for quote in ['"', '\''] {
        let inner = value
            .strip_prefix(quote)
            .and_then(|value| value.strip_suffix(quote));
        if let Some(inner) = inner {
            return inner.replace("\\\"", "\"").replace("''", "'");
        }
    }
    value.to_owned()
}

fn of_markdown(front: &Front, body: &str) -> String {
    let all = |names: &[&str]| -> Vec<&str> {
        front
            .iter()
            .filter(|(name, _)| names.contains(&name.as_str()))
            .flat_map(|(_, values)| values.iter().map(String::as_str))
            .collect()
    };
    let first = |names: &[&str]| all(names).first().copied();
    let mut html = String::from("<html");
    if let Some(language) = first(&["lang", "language", "locale"]) {
        for part in [" lang=\"", &escaped(language), "\""] {
            html.push_str(part);
        }
    }
    html.push_str("><head>");
    let title = first(&["title"]);
    if let Some(title) = title {
        push_element(&mut html, "title", title);
    }
    let mut meta = |name: &str, value: &str| {
        for part in ["<meta ", name, " content=\"", &escaped(value), "\">"] {
            html.push_str(part);
        }
    };
    for author in all(&["author", "authors", "by", "byline"]) {
        meta("name=\"author\"", author);
    }
    if let Some(date) = first(&["date", "published", "pubdate", "publishdate"]) {
        meta("property=\"article:published_time\"", date);
    }
    if let Some(date) = first(&["updated", "lastmod", "last_modified_at", "modified"]) {
        meta("property=\"article:modified_time\"", date);
    }
    if let Some(words) = first(&["description", "summary", "excerpt"]) {
        meta("name=\"description\"", words);
    }
    for tag in all(&["tags", "categories", "category", "keywords"]) {
        meta("property=\"article:tag\"", tag);
    }
    html.push_str("</head><body><article>");
    let has_heading = body.trim_start().starts_with("# ");
    if let Some(title) = title.filter(|_| !has_heading) {
        push_element(&mut html, "h1", title);
    }
    let options = pulldown_cmark::Options::ENABLE_TABLES
        | pulldown_cmark::Options::ENABLE_STRIKETHROUGH
        | pulldown_cmark::Options::ENABLE_FOOTNOTES;
    pulldown_cmark::html::push_html(&mut html, pulldown_cmark::Parser::new_ext(body, options));
    if let Some((_, rating)) = front::first(front, columns::RATING) {
        push_element(&mut html, "p", &format!("Rating: {rating}"));
    }
    html.push_str("</article></body></html>");
    html
}

/// A plain text as a page: its first line, when short and on its own, is the title; blank lines
/// part paragraphs.
pub(crate) fn of_plain(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let mut html = String::from("<html><head>");
    let trimmed = text.trim_start();
    let (first, rest) = trimmed.split_once('\n').unwrap_or((trimmed, ""));
    let first = first.trim();
    let is_title = !rest.trim().is_empty()
        && first.chars().count() <= TITLE_CHARS
        && !first.ends_with(['.', ',', ';']);
    if is_title {
        push_element(&mut html, "title", first);
    }
    html.push_str("</head><body><article>");
    if is_title {
        push_element(&mut html, "h1", first);
    }
    let body = if is_title { rest } else { trimmed };
    for paragraph in body.split("\n\n") {
        // A short line inside a paragraph is one on purpose: a byline, a date, a rating.
        let lines: Vec<String> = paragraph.lines().map(|line| escaped(line.trim())).collect();
        if lines.iter().all(String::is_empty) {
            continue;
        }
        let is_short = lines.iter().all(|line| line.len() < 60);
        html.push_str("<p>");
        html.push_str(&lines.join(if is_short { "<br>\n" } else { "\n" }));
        html.push_str("</p>\n");
    }
    html.push_str("</article></body></html>");
    html
}

fn push_element(html: &mut String, name: &str, words: &str) {
    for part in ["<", name, ">", &escaped(words), "</", name, ">"] {
        html.push_str(part);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_read_in_both_forms() {
        let yaml =
            "---\ntitle: \"A: B\"\ntags: [film, 'review']\nauthors:\n  - Ada\n  - Bo\n---\nText";
        let (front, body) = split_front(yaml);
        assert_eq!(body, "Text");
        let expect = [
            ("title", vec!["A: B"]),
            ("tags", vec!["film", "review"]),
            ("authors", vec!["Ada", "Bo"]),
        ];
        assert_eq!(front.len(), 3);
        for ((name, values), (wanted, wants)) in front.iter().zip(expect) {
            assert_eq!((name.as_str(), values.len()), (wanted, wants.len()));
            assert!(values.iter().eq(wants), "{values:?}");
        }
        let (front, body) = split_front("+++\ndate = 2024-03-01\n+++\n\nText");
        assert_eq!(front, [("date".to_owned(), vec!["2024-03-01".to_owned()])]);
        assert_eq!(body.trim(), "Text");
        for none in [
            "---\nno end\n",
            "--- x\na: b\n---\n",
            "---\n---\ntext",
            "text",
        ] {
            assert_eq!(split_front(none).1, none);
        }
    }
}
