//! Where titles may stand: every run of words in capitals with small words and signs between, in every
//! length, and what stands between quotation marks.

use crate::speech::Scene;
use crate::tokens::Tokens;
use ovation_language::data::titles;
use ovation_language::lexicon::{Class, digest};
use ovation_language::words::listed;
use ovation_terms::fold;

/// Most tokens of a title outside marks.
pub(super) const LONGEST: usize = 14;

/// Most runs of an article that are looked at: those of some hundred ordinary articles. What stands in capitals
/// beyond them names no film.
const MOST_RUNS: usize = 40_000;

/// A run of tokens that may be a title.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct CandidateRun {
    /// First token.
    pub(crate) from: usize,
    /// After the last.
    pub(crate) to: usize,
    /// How it stands to quotation marks.
    pub(crate) marks: Marks,
    /// Digest of its words.
    pub(crate) key: u64,
}

/// How a run stands to quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Marks {
    /// Outside them, or within longer words.
    None,
    /// All of what stands between two of them, which are not taken for speech.
    Whole,
    /// All of what stands between two of them, and those are taken for speech.
    Speech,
    /// A part of what is written as a title between two of them.
    Part,
}

/// All runs of an article, by their first tokens, then their last.
pub(crate) fn find_runs(scene: &Scene<'_>, is_speech: &[bool]) -> Vec<CandidateRun> {
    let tokens = scene.tokens;
    let mut whole: Vec<(usize, usize, Marks)> = Vec::new();
    for (number, stretch) in scene.stretches.iter().enumerate() {
        let end = if stretch.is_closed {
            stretch.end - 1
        } else {
            stretch.end
        };
        if let Some((from, to)) = title_in_marks(tokens, stretch.open + 1, end) {
            let marks = if is_speech.get(number) == Some(&true) {
                Marks::Speech
            } else {
                Marks::Whole
            };
            whole.push((from, to, marks));
        }
    }
    whole.sort_unstable();
    let mut runs = Vec::new();
    let mut next_whole = 0;
    let mut cover: Option<(usize, usize, Marks)> = None;
    for from in 0..tokens.len() {
        if runs.len() >= MOST_RUNS {
            break;
        }
        while let Some(&span) = whole.get(next_whole)
            && span.0 <= from
        {
            cover = Some(span);
            next_whole += 1;
        }
        let around = cover.filter(|span| from < span.1);
        add_runs(tokens, from, around, &mut runs);
    }
    runs
}

fn add_runs(
    tokens: &Tokens<'_>,
    from: usize,
    around: Option<(usize, usize, Marks)>,
    runs: &mut Vec<CandidateRun>,
) {
    let first = tokens.at(from);
    let opens = first.is_word() && (first.is_capital || first.class == Class::Number)
        || tokens.text_of(from).starts_with('#');
    let is_whole_here = around.is_some_and(|span| span.0 == from);
    if !opens && !is_whole_here {
        return;
    }
    let limit = around.map_or(from + LONGEST, |span| span.1);
    let mut key = KEY;
    let mut gap = 0;
    let mut has_letter = false;
    for at in from..limit.min(from + LONGEST) {
        let token = tokens.at(at);
        if token.paragraph != first.paragraph {
            break;
        }
        let is_strong = token.is_word() && (token.is_capital || token.class == Class::Number);
        if is_strong || at == from {
            gap = 0;
        } else if around.is_none() {
            gap += 1;
            let is_joint = joins(tokens, at);
            if gap > 2 || !is_joint {
                break;
            }
        }
        key = mix(key, tokens, at);
        has_letter |= token.is_word() && token.class != Class::Number;
        let is_end = is_strong || at == from;
        let marks = match around {
            Some((begin, end, marks)) if begin == from && end == at + 1 => marks,
            Some(_) => Marks::Part,
            None => Marks::None,
        };
        let is_whole = matches!(marks, Marks::Whole | Marks::Speech);
        if (is_end || is_whole)
            && (has_letter || is_year_like(tokens, from, at + 1))
            && !(at > from && first.class == Class::Day && !has_letter)
        {
            runs.push(CandidateRun {
                from,
                to: at + 1,
                marks,
                key,
            });
        }
    }
}

const KEY: u64 = 0xcbf2_9ce4_8422_2325;

/// Adds a token to a key: words, and `&` as `and`.
fn mix(key: u64, tokens: &Tokens<'_>, at: usize) -> u64 {
    let token = tokens.at(at);
    let word = if token.is_word() {
        token.word
    } else if tokens.text_of(at) == "&" {
        digest("and")
    } else {
        return key;
    };
    (key ^ u64::from(word))
        .wrapping_mul(0x0000_0100_0000_01b3)
        .rotate_left(23)
}

/// The key of a run as [`find_runs`] makes it.
pub(crate) fn key_of(tokens: &Tokens<'_>, from: usize, to: usize) -> u64 {
    (from..to).fold(KEY, |key, at| mix(key, tokens, at))
}

/// A number that may be a whole title: `1917`.
fn is_year_like(tokens: &Tokens<'_>, from: usize, to: usize) -> bool {
    let word = tokens.text_of(from);
    to == from + 1 && (2..=4).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a token may stand within a title between words in capitals.
fn joins(tokens: &Tokens<'_>, at: usize) -> bool {
    let token = tokens.at(at);
    match token.class {
        Class::Genitive | Class::Colon | Class::Comma | Class::Ellipsis => true,
        Class::Dash => token.is_spaced && tokens.at(at + 1).is_capital,
        Class::Stop => {
            let next = tokens.at(at + 1);
            let is_short = tokens.near(at, -1).class == Class::Title;
            next.is_capital || next.class == Class::Comma || is_short
        }
        Class::Sign => matches!(tokens.text_of(at), "&" | "+") || !token.is_spaced,
        _ => token.is_word() && listed(titles::SMALL, tokens.text_of(at)),
    }
}

/// Whether what stands between marks is written as a title: capitals but for small words, ten words at most.
pub(crate) fn title_in_marks(
    tokens: &Tokens<'_>,
    from: usize,
    mut to: usize,
) -> Option<(usize, usize)> {
    while to > from && matches!(tokens.at(to - 1).class, Class::Comma | Class::Semicolon)
        || to > from + 1 && tokens.at(to - 1).class == Class::Stop && tokens.text_of(to - 1) == "."
    {
        to -= 1;
    }
    let mut words = 0;
    for at in from..to {
        let token = tokens.at(at);
        if !token.is_word() {
            if matches!(token.class, Class::Stop) && tokens.at(at + 1).is_word() && at > from + 3 {
                return None;
            }
            continue;
        }
        words += 1;
        let is_title_word = token.is_capital
            || matches!(
                token.class,
                Class::Number
                    | Class::In
                    | Class::And
                    | Class::The
                    | Class::A
                    | Class::To
                    | Class::Genitive
                    | Class::Be
                    | Class::His
                    | Class::Not
            )
            || (matches!(token.class, Class::Said | Class::Small)
                && words > 1
                && tokens.text_of(at).len() <= 3);
        if !is_title_word {
            return None;
        }
    }
    let first = tokens.at(from);
    let opens = first.is_capital || first.class == Class::Number;
    (opens && (1..=10).contains(&words)).then_some((from, to))
}

/// The folded words of a run, to compare titles by.
pub(crate) fn folded(tokens: &Tokens<'_>, run: &CandidateRun) -> String {
    fold(super::tokens_text(tokens, run.from, run.to))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::marks::find_stretches;
    use crate::tokens::tokenize;

    fn runs(text: &str) -> Vec<String> {
        let tokens = tokenize(text);
        let stretches = find_stretches(&tokens);
        let scene = Scene::new(&tokens, &stretches);
        let runs = find_runs(&scene, &[]);
        let words =
            |run: &CandidateRun| super::super::tokens_text(&tokens, run.from, run.to).to_owned();
        runs.iter().map(words).collect()
    }

    #[test]
    fn every_reading_of_a_title_is_a_run() {
        for (text, title) in [
            ("He made Harbor Cop: Axel R for us.", "Harbor Cop: Axel R"),
            ("It is Salt, Smoke & Blue again.", "Salt, Smoke & Blue"),
            (
                "They saw The Man with One Red Oar.",
                "The Man with One Red Oar",
            ),
            (
                "They saw Liza, Liza, Seas are Grey then.",
                "Liza, Liza, Seas are Grey",
            ),
            (
                "We like This Is Us … Now: A Sea Story.",
                "This Is Us … Now: A Sea Story",
            ),
            ("We like Mr. and Mrs. Marlow a lot.", "Mr. and Mrs. Marlow"),
            ("It is 1907 again.", "1907"),
        ] {
            assert!(
                runs(text).iter().any(|run| run == title),
                "{text}: {:?}",
                runs(text)
            );
        }
        assert!(runs("nothing here is in capitals, 12.5 percent of it.").is_empty());
    }

    #[test]
    fn a_text_all_in_capitals_has_no_more_runs_than_are_looked_at() {
        let text = "Salt Harbor Lantern ".repeat(20_000);
        assert!(runs(&text).len() < MOST_RUNS + LONGEST);
    }
}
