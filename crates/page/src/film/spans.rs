//! Parts of a line that may be a title: between marks, without what is said about the film, and runs of
//! words that the text takes up.

use super::without_year;
use ovation_language::data::{credits, headlines};
use ovation_language::words::{self, FILM, REVIEW};

/// A part of a line.
pub(super) struct Piece {
    pub(super) words: String,
    /// Something was left off at its end.
    pub(super) is_trimmed: bool,
}

/// What parts a line besides the marks that the forms know.
const SEAMS: [&str; 14] = [
    " | ", " - ", " – ", " — ", " · ", " « ", " » ", " :: ", " • ", " / ", " > ", "｜", " ~ ", "|",
];

/// The most pieces of one line.
const MOST: usize = 10;

/// The line as a whole first, then its parts.
pub(super) fn pieces(line: &str) -> Vec<Piece> {
    let mut found = vec![Piece {
        words: line.to_owned(),
        is_trimmed: false,
    }];
    let mut parts = vec![line];
    for seam in SEAMS {
        parts = parts
            .into_iter()
            .flat_map(|part| part.split(seam))
            .collect();
    }
    let parts = parts.into_iter().map(str::trim);
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    if parts.len() > 1 {
        found.extend(parts.iter().take(MOST).map(|part| Piece {
            words: (*part).to_owned(),
            is_trimmed: false,
        }));
    }
    let whole = found.len();
    for at in 0..whole {
        let Some(piece) = found.get(at) else { break };
        let cut = trimmed(&piece.words);
        if let Some(cut) = cut.filter(|_| found.len() < MOST * 2) {
            found.push(Piece {
                words: cut,
                is_trimmed: true,
            });
        }
    }
    found
}

/// A piece without the cast or director behind the title, without a remark in brackets, without a bare
/// year at its end: `The Salt Road, starring Ada Marsh (2019)`, `The Salt Road (film)`, `The Salt Road. 2019`.
fn trimmed(piece: &str) -> Option<String> {
    let (bare, year) = without_year(piece);
    let mut made = bare.to_owned();
    let lower = bare.to_lowercase();
    if lower.len() == bare.len() {
        let cast = credits::CAST.iter().filter(|word| !word.ends_with(':'));
        let ends = cast.chain(headlines::DIRECTED_BY);
        let cuts = ends.filter_map(|word| {
            let at = lower.find(&format!(" {word} "))?;
            (at > 0).then_some(at)
        });
        if let Some(at) = cuts.min() {
            bare.get(..at)?.clone_into(&mut made);
        }
    }
    if let Some(open) = made.rfind(['(', '[', '（', '【'])
        && made.ends_with([')', ']', '）', '】'])
    {
        let inner = made.get(open..).unwrap_or("");
        if words::has(inner, FILM) || words::has(inner, REVIEW) {
            made.truncate(open);
        }
    }
    let digits = made.trim_end().rsplit([' ', '.', ',', '|']).next();
    if let Some(digits) = digits.filter(|it| super::years::is_year(it)) {
        let rest = made.trim_end().len() - digits.len();
        let before = made.get(..rest).unwrap_or("").trim_end();
        if before.ends_with(['.', ',', '|', '-', '–']) {
            made = before.to_owned();
        }
    }
    let is_mark = |c: char| matches!(c, ',' | '.' | '|' | '-' | '–' | ':') || c.is_whitespace();
    let mut made = made.trim().trim_end_matches(is_mark);
    // `Salt review`: a word for a review or film at either end is no part of the title.
    let is_said = |word: &str| {
        let word = word
            .trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase();
        REVIEW.contains(&word.as_str()) || FILM.contains(&word.as_str())
    };
    // `Salt: The Movie` keeps its own.
    let is_short = |rest: &str| {
        let last = rest.split_whitespace().next_back().unwrap_or("");
        rest.contains(':') && last.chars().count() <= 3 && last.chars().all(char::is_alphabetic)
    };
    while let Some((rest, last)) = made.rsplit_once(char::is_whitespace)
        && is_said(last)
        && !is_short(rest)
    {
        made = rest.trim_end_matches(is_mark);
    }
    while let Some((first, rest)) = made.split_once(char::is_whitespace)
        && is_said(first)
    {
        made = rest.trim_start_matches(is_mark);
    }
    let is_new = made.len() < bare.len() || (year.is_some() && made != piece);
    (is_new && !made.is_empty()).then(|| made.to_owned())
}

/// Runs of words of a line that stand in the text as well; `below` is [`words::spaced`].
pub(super) fn spans(line: &str, below: &str) -> Vec<String> {
    if words::is_dense(line) {
        return dense_spans(line, below);
    }
    let tokens: Vec<&str> = line.split_whitespace().take(24).collect();
    let is_capital = |token: &str| {
        let first = token.chars().find(|c| c.is_alphanumeric());
        first.is_some_and(|c| !c.is_lowercase())
    };
    let mut found = Vec::new();
    for (start, first) in tokens.iter().enumerate() {
        if !is_capital(first) {
            continue;
        }
        for length in 1..=9 {
            let Some(part) = tokens.get(start..start + length) else {
                break;
            };
            if !part.last().is_some_and(|last| is_capital(last)) {
                continue;
            }
            let span = part.join(" ");
            let key = words::spaced(&span);
            if words::mentions(below, &key) == 0 {
                // What is longer does not stand there either.
                break;
            }
            found.push(span);
        }
    }
    found
}

/// The same in scripts without spaces: the longest runs of letters that the text has twice.
fn dense_spans(line: &str, below: &str) -> Vec<String> {
    let letters: Vec<char> = line.chars().take(48).collect();
    let mut found: Vec<(String, usize)> = Vec::new();
    for length in (2..=14).rev() {
        for start in 0..letters.len().saturating_sub(length - 1) {
            let Some(part) = letters.get(start..start + length) else {
                break;
            };
            if !part.iter().all(|c| c.is_alphanumeric()) {
                continue;
            }
            let span: String = part.iter().collect();
            let count = words::mentions(below, &words::spaced(&span));
            let is_part = |(known, more): &(String, usize)| *more >= count && known.contains(&span);
            if count >= 2 && words::is_dense(&span) && !found.iter().any(is_part) {
                found.push((span, count));
            }
        }
    }
    found.truncate(12);
    found.into_iter().map(|(span, _)| span).collect()
}

/// Names that begin large right behind a word for a film in the first part of a text: `the movie The Salt
/// Road with`.
pub(super) fn behind_film(text: &str) -> Vec<String> {
    let end = text.floor_char_boundary(text.len().min(3000));
    let mut found = Vec::new();
    for line in text.get(..end).unwrap_or("").lines() {
        let tokens: Vec<&str> = line.split_whitespace().collect();
        for (at, word) in tokens.iter().enumerate() {
            let is_film = FILM.contains(&word.to_lowercase().as_str());
            if !is_film || found.len() >= 12 {
                continue;
            }
            let rest = tokens.get(at + 1..).unwrap_or_default();
            found.extend(large_run(rest));
        }
    }
    found
}

/// The words that begin large, and the small ones between them, up to the end of a phrase.
fn large_run(tokens: &[&str]) -> Option<String> {
    let is_large = |token: &str| {
        let first = token.chars().find(|c| c.is_alphanumeric());
        first.is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
    };
    let mut end = 0;
    for (at, token) in tokens.iter().take(9).enumerate() {
        let is_small = token.chars().count() <= 3 && at > 0;
        if is_large(token) {
            end = at + 1;
        } else if !is_small {
            break;
        }
        if token.ends_with([',', '.', '!', '?', ';', ')', '”', '"', '»']) {
            break;
        }
    }
    let run = tokens.get(..end).filter(|_| end > 0)?.join(" ");
    let run = run.trim_matches(|c: char| !c.is_alphanumeric());
    (!run.is_empty()).then(|| run.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_behind_a_title_is_left_off_in_a_piece_of_its_own() {
        let cases = [
            (
                "Diary > Movie: The Salt Road, starring Ada Marsh (2019)",
                "The Salt Road",
            ),
            ("The Salt Road (film)", "The Salt Road"),
            ("The Salt Road | 2019", "The Salt Road"),
            ("Movie review The Salt Road", "The Salt Road"),
            ("The Salt Road. 2019", "The Salt Road"),
            (
                "The Salt Road directed by Mira Holt | Lantern",
                "The Salt Road",
            ),
        ];
        for (line, title) in cases {
            let pieces = pieces(line);
            let is_there = pieces.iter().any(|piece| piece.words == title);
            let all: Vec<&str> = pieces.iter().map(|it| it.words.as_str()).collect();
            assert!(is_there, "{line}: {all:?}");
        }
    }

    #[test]
    fn a_film_named_in_running_text_is_found() {
        let text = "Last night we saw the movie The Salt Road with friends.";
        assert_eq!(behind_film(text), ["The Salt Road"]);
    }

    #[test]
    fn runs_of_words_that_the_text_takes_up_are_spans() {
        let below = words::spaced("We saw The Salt Road twice. The Salt Road is long.");
        let found = spans("Back to childhood with The Salt Road again", &below);
        assert!(
            found.contains(&"The Salt Road".to_owned()) && !found.iter().any(|it| it == "Back"),
            "{found:?}"
        );
        let below = words::spaced("今日は塩の道を観た。塩の道は長い。");
        assert!(spans("塩の道を町の映画館で観ました", &below).contains(&"塩の道".to_owned()));
    }
}
