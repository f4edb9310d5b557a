//! Who plays in the film and who made it besides the director, from lines of credits: `Cast: Ada Marsh, Piet Haan`,
//! `Written by Tomas Weir`, `Avec ...`. A director and a cast tell two films of one title apart.

use super::tree::Page;
use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};
use ovation_language::data::{byline, credits, names};
use ovation_language::words::listed;
use std::ops::Range;
use std::sync::LazyLock;

/// Names taken from one line.
const NAMES: usize = 12;
/// Longest line that can be one of credits, in bytes.
const LINE_BYTES: usize = 500;

/// Labels, whose ASCII letters may be written large, and the role they give.
static LABELS: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    let roles = [
        (credits::CAST, "cast"),
        (credits::WRITER, "writer"),
        (credits::PRODUCER, "producer"),
        (credits::COMPOSER, "composer"),
        (credits::CINEMATOGRAPHER, "cinematographer"),
    ];
    let labels = roles.into_iter();
    labels
        .flat_map(|(labels, role)| labels.iter().map(move |label| (*label, role)))
        .collect()
});

static WORDS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    #[expect(
        clippy::expect_used,
        reason = "words of the program, far below every limit"
    )]
    AhoCorasickBuilder::new()
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::LeftmostLongest)
        .build(LABELS.iter().map(|(label, _)| label))
        .expect("labels")
});

/// What stands between two names.
static AND: LazyLock<Vec<String>> =
    LazyLock::new(|| byline::AND.iter().map(|and| format!(" {and} ")).collect());

/// A name with its role and where it stands.
pub(super) type Credited = (&'static str, String, Range<usize>);

/// Finds who is credited in the lines where credits belong; of each role the first line that names somebody.
pub(super) fn find(page: &Page<'_>, scope: &[Range<usize>]) -> Vec<Credited> {
    let mut found: Vec<Credited> = Vec::new();
    for range in scope {
        let line = page.text.get(range.clone()).unwrap_or("");
        if line.len() <= LINE_BYTES {
            in_line(line, range.start, &mut found);
        }
    }
    found
}

fn in_line(line: &str, start: usize, found: &mut Vec<Credited>) {
    let mut labels = WORDS.find_iter(line).peekable();
    while let Some(label) = labels.next() {
        let Some((words, role)) = LABELS.get(label.pattern().as_usize()) else {
            continue;
        };
        let before = line.get(..label.start()).unwrap_or("").trim_end();
        // In the middle of a sentence `with` and its like are no labels.
        let is_apart = before.is_empty()
            || before.ends_with(['.', ';', '·', '|', '•', '–', '—', '/', ')', ',', '\u{a0}']);
        if !(is_apart || words.ends_with(':')) {
            continue;
        }
        if found.iter().any(|(known, ..)| known == role) {
            continue;
        }
        let end = labels.peek().map_or(line.len(), aho_corasick::Match::start);
        let rest = line.get(label.end()..end).unwrap_or("");
        names(rest, start + label.end(), role, found);
    }
}

/// Names in a row, up to the first thing that is none.
fn names(rest: &str, start: usize, role: &'static str, found: &mut Vec<Credited>) {
    let mut at = 0;
    for _ in 0..NAMES {
        let left = rest.get(at..).unwrap_or("");
        let skipped = left.len() - left.trim_start_matches([' ', ':', '\u{a0}']).len();
        at += skipped;
        let left = rest.get(at..).unwrap_or("");
        let end = left.find([',', ';', '.', '·', '|', '•', '(', '/', '&', '–', '—']);
        let mut end = end.unwrap_or(left.len());
        // An initial's stop is part of the name.
        while left.get(end..).is_some_and(|rest| rest.starts_with('.'))
            && left
                .get(..end)
                .and_then(|name| name.rsplit(' ').next())
                .is_some_and(|word| word.chars().count() == 1)
        {
            let next = left.get(end + 1..).unwrap_or("");
            end += 1 + next
                .find([',', ';', '.', '·', '|', '(', '/'])
                .unwrap_or(next.len());
        }
        let piece = left.get(..end).unwrap_or("");
        let mut offset = 0;
        for part in AND
            .iter()
            .find_map(|and| {
                piece
                    .split_once(and.as_str())
                    .map(|(one, other)| vec![(one, 0), (other, one.len() + and.len())])
            })
            .unwrap_or_else(|| vec![(piece, 0)])
        {
            let (words, from) = part;
            let name = words.trim();
            if !is_name(name) {
                return;
            }
            offset = offset.max(from);
            let lead = words.len() - words.trim_start().len();
            let place = start + at + from + lead;
            found.push((role, name.to_owned(), place..place + name.len()));
        }
        at += end;
        // What is played stands in brackets: `Ada Marsh (the keeper), Piet Haan`.
        let left = rest.get(at..).unwrap_or("");
        if let Some(inner) = left.strip_prefix('(')
            && let Some((played, _)) = inner.split_once(')')
        {
            at += played.len() + 2;
        }
        let left = rest.get(at..).unwrap_or("");
        match left.trim_start().chars().next() {
            Some(mark @ (',' | '/' | '&')) => {
                at += left.len() - left.trim_start().len() + mark.len_utf8();
            }
            _ => return,
        }
    }
}

/// Two to five words in capitals.
fn is_name(words: &str) -> bool {
    let count = words.split(' ').count();
    let is_part = |word: &str| {
        word.starts_with(char::is_uppercase)
            || listed(names::PARTICLES, word)
            || listed(names::PARTICLES_LOOSE, word)
    };
    let letters = words.chars().all(|letter| {
        letter.is_alphabetic() || matches!(letter, ' ' | '.' | '-' | '’' | '\'' | '\u{2010}')
    });
    (2..=5).contains(&count)
        && letters
        && words.starts_with(char::is_uppercase)
        && words.split(' ').all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(line: &str) -> String {
        let mut all = Vec::new();
        in_line(line, 0, &mut all);
        let words: Vec<String> = all
            .iter()
            .map(|(role, name, at)| {
                assert_eq!(line.get(at.clone()), Some(name.as_str()), "{line}");
                format!("{role} {name}")
            })
            .collect();
        words.join(", ")
    }

    #[test]
    fn lines_of_credits_name_cast_and_crew() {
        let cases = [
            (
                "Dir. Mira Holt. Starring Ada Marsh, Piet Haan and Ines Duarte. 97 mins.",
                "cast Ada Marsh, cast Piet Haan, cast Ines Duarte",
            ),
            (
                "Cast: Ada Marsh (the keeper), Piet van Haan; Screenplay: Tomas Weir",
                "cast Ada Marsh, cast Piet van Haan, writer Tomas Weir",
            ),
            (
                "De Mira Holt. Avec Ada Marsh, Léo Brun. 1 h 37.",
                "cast Ada Marsh, cast Léo Brun",
            ),
            (
                "Drehbuch: T. C. Weir · Mit: Ada Marsh",
                "writer T. C. Weir, cast Ada Marsh",
            ),
            (
                "В ролях: Анна Марш, Пётр Хаан",
                "cast Анна Марш, cast Пётр Хаан",
            ),
        ];
        for (line, wanted) in cases {
            assert_eq!(found(line), wanted, "{line}");
        }
    }

    #[test]
    fn sentences_give_no_credits() {
        for line in [
            "She arrives with Ada Marsh, and the film begins.",
            "Written by committee, it shows.",
            "The music: loud, and then louder.",
            "Er kommt mit Ada zurück.",
        ] {
            assert_eq!(found(line), "", "{line}");
        }
    }
}
