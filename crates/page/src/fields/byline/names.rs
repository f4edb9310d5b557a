//! The names in a by-line's words.

use super::person::{is_person, tidy_name};
use super::{is_full_name, is_written_without_case};
use ovation_language::bylines::{self, BylineSetting};
use ovation_language::data::byline;
use ovation_language::pattern;
use std::ops::Range;

/// What stands in front of an author's name: with a sign behind it, it may touch the name.
fn label() -> String {
    let labels = pattern::any(byline::LABELS.iter().copied());
    format!(r"(?:^|[|·•,\s(])(?i:{labels}(?:\s?[:：]\s*|\s+))")
}

pattern!(BY_LABEL, &label());
pattern!(
    BY,
    &format!(
        r"{}(\p{{Lu}}[\p{{L}}'’.\-]*(?:\s(?:\p{{Lu}}|d[aeiou]s?\s|v[ao]n\s|el\s|al\s)[\p{{L}}'’.\-]*){{0,3}}(?:\s(?:&|{})\s\p{{Lu}}[\p{{L}}'’.\-]+(?:\s\p{{Lu}}[\p{{L}}'’.\-]+){{1,2}})?)",
        label(),
        pattern::any(byline::AND.iter().copied())
    )
);

/// What each match has: quick to say no.
static BY_SIGNS: std::sync::LazyLock<Option<aho_corasick::AhoCorasick>> =
    std::sync::LazyLock::new(|| {
        let signs = byline::LABELS
            .iter()
            .flat_map(|label| pattern::spellings(label));
        let mut builder = aho_corasick::AhoCorasickBuilder::new();
        builder.ascii_case_insensitive(true).build(signs).ok()
    });

/// The byline in a text.
fn by(text: &str) -> Option<regex::Captures<'_>> {
    // Sought with the label alone first, for letters of all scripts make a large pattern.
    after_label(text).and_then(|_| BY.captures(text))
}

/// What stands behind a by-line's label, from the first capital on, and whether the label opens the text.
fn labelled(text: &str) -> Option<(&str, bool)> {
    let may_be = BY_SIGNS.as_ref().is_none_or(|signs| signs.is_match(text));
    let mut from = 0;
    while let Some(label) = BY_LABEL.find_at(text, from).filter(|_| may_be) {
        let rest = text.get(label.end()..).unwrap_or("");
        let has_sign = label.as_str().trim_end().ends_with([':', '：']);
        let is_caseless = rest.chars().next().is_some_and(is_written_without_case);
        if rest.starts_with(char::is_uppercase) || has_sign && is_caseless {
            return Some((rest, label.start() == 0));
        }
        let last = label.as_str().chars().next_back();
        let next = label.end() - last.map_or(0, char::len_utf8);
        from = next.max(label.start() + 1);
        while !text.is_char_boundary(from) {
            from += 1;
        }
    }
    None
}

/// What stands behind a by-line's label.
fn after_label(text: &str) -> Option<&str> {
    labelled(text).map(|(rest, _)| rest)
}

/// Whether a by-line's label opens a text.
pub(super) fn is_labelled(text: &str) -> bool {
    labelled(text).is_some_and(|(_, opens)| opens)
}

/// How the names of a printed by-line are read.
pub(super) struct Names<'a> {
    pub(super) setting: BylineSetting<'a>,
}

impl Names<'_> {
    pub(super) fn is_name(&self, name: &str) -> bool {
        is_person(name, self.setting.outlet)
    }

    /// The names behind `By` in a line; where that names nobody whole, the words in capitals there.
    pub(super) fn behind_label(&self, text: &str) -> Vec<String> {
        let rest = after_label(text).and_then(|rest| rest.lines().next());
        let people = rest.map(|rest| bylines::people(rest, self.setting));
        let people = people.unwrap_or_default();
        let is_sure = people
            .iter()
            .all(|name| self.is_name(name) && name.split_whitespace().count() <= 4);
        let is_dense = |name: &String| name.chars().all(is_written_without_case);
        if is_sure
            && people
                .iter()
                .any(|name| is_full_name(name) || is_dense(name))
        {
            return people;
        }
        let Some(name) = by(text).and_then(|parts| parts.get(1)) else {
            return Vec::new();
        };
        let names = bylines::people(name.as_str(), self.setting).into_iter();
        let names = names.map(|name| tidy_name(&name));
        names.filter(|name| self.is_name(name)).collect()
    }

    /// The names in a byline's words: behind `By`, or the first line that is one, with those below it.
    pub(super) fn of(&self, raw: &str) -> Vec<String> {
        let signed = self.behind_label(raw);
        if !signed.is_empty() || by(raw).is_some() {
            return signed;
        }
        let lines = raw.split(['\n', '|', '·', '•', '–']);
        let mut lines = lines
            .map(bylines::without_day)
            .filter(|line| !line.is_empty());
        let first = lines
            .next()
            .map(|line| self.people(line))
            .unwrap_or_default();
        if !first.first().is_some_and(|name| is_full_name(name)) {
            return first;
        }
        let more = lines.map_while(|line| {
            let names = self.people(line);
            let is_more = !names.is_empty() && names.iter().all(|name| is_full_name(name));
            is_more.then_some(names)
        });
        let more: Vec<String> = more.take(5).flatten().collect();
        first.into_iter().chain(more).collect()
    }

    /// The names in words that are a by-line and no more.
    pub(super) fn people(&self, words: &str) -> Vec<String> {
        let people = bylines::people(words, self.setting).into_iter();
        let people = people.map(|name| tidy_name(&name));
        people.filter(|name| self.is_name(name)).collect()
    }
}

/// Where a name stands in words that begin at a place of the page; all of them where it was put in
/// order.
pub(super) fn place_of(words: &str, name: &str, start: usize) -> Range<usize> {
    match words.find(name) {
        Some(at) => start + at..start + at + name.len(),
        None => start..start + words.len(),
    }
}
