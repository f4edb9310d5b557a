//! Titles that name a season of a series: `Harbour Nine: Season 2`, `Harbour Nine S02`, `2. Staffel`.

use crate::data::NUMBERS;
use crate::data::film::TITLE_ARTICLES;
use crate::data::columns::{SEASON_KIND, SERIES};
use crate::data::other::{
    EPISODE, SEASON, SEASON_BEFORE, SEASON_FIFTH, SEASON_FIRST, SEASON_FOURTH, SEASON_LETTER,
    SEASON_NUMBERED, SEASON_SECOND, SEASON_SIXTH, SEASON_THIRD,
};
use ovation_terms::{WorkSaid, fold};

/// What a title says of a series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeasonTitle {
    /// The title of the series, with the year behind it where one stands there.
    pub series: String,
    /// What of it is named.
    pub says: WorkSaid,
    /// Whether it is said beyond doubt: behind a mark, in brackets, or as `S02`. Else a film may be called so:
    /// `Open Season 2`.
    pub is_sure: bool,
}

/// A run of letters or of digits.
#[derive(Clone, Copy, Debug)]
struct Token<'t> {
    text: &'t str,
    start: usize,
    end: usize,
}

impl Token<'_> {
    fn is_number(&self) -> bool {
        self.text.bytes().all(|byte| byte.is_ascii_digit())
    }

    fn is_in(&self, words: &[&str]) -> bool {
        words.contains(&self.text.to_lowercase().as_str())
    }
}

/// A season's number, or that of an episode, as it stands among the tokens.
struct Found {
    /// The first token of it, and the first behind it.
    begin: usize,
    end: usize,
    says: WorkSaid,
    /// Whether it stands in a form that titles of films do not have.
    is_plain: bool,
    /// Where the title ends within the first token.
    cut: usize,
    /// Whether it is a season only behind a mark.
    needs_mark: bool,
}

/// What parts a title from what stands behind it.
const MARKS: [char; 12] = [':', '-', '–', '—', '|', '·', '(', '[', ',', ';', '/', '・'];

/// Longest title that is looked at, in bytes.
const LONGEST: usize = 400;

/// What a title says of a season or an episode of a series, or of a series as a whole behind it in
/// brackets; none where it says nothing of that. `Season of the Fox`, `Part Two` and `Chapter 2` say nothing.
pub fn season_in(title: &str) -> Option<SeasonTitle> {
    let title = title.trim();
    if title.len() > LONGEST || !may_say_so(title) {
        return None;
    }
    if let Some(series) = series_in_brackets(title) {
        return Some(series);
    }
    let tokens = tokens_of(title);
    let found = (0..tokens.len()).find_map(|at| {
        let found = found_at(title, &tokens, at)?;
        said_by(title, &tokens, &found)
    });
    found
}

/// The number of the season, or that it is an episode, that a headline names anywhere; a whole series is not
/// told by it.
pub fn season_named(headline: &str) -> Option<WorkSaid> {
    if headline.len() > LONGEST * 2 || !may_say_so(headline) {
        return None;
    }
    let tokens = tokens_of(headline);
    (0..tokens.len()).find_map(|at| {
        let found = found_at(headline, &tokens, at)?;
        (!found.needs_mark).then(|| with_episode(&tokens, &found))
    })
}

/// What is said by a cell that tells the kind of a work; none where it tells of a film or of something that
/// is no work of film at all.
pub fn kind_in(cell: &str) -> Option<WorkSaid> {
    let folded = fold(cell);
    let is_in = |words: &[&str]| words.iter().any(|word| fold(word) == folded);
    if folded.is_empty() {
        None
    } else if is_in(SEASON_KIND) {
        Some(WorkSaid::Season { number: None })
    } else if is_in(SERIES) {
        Some(WorkSaid::Series)
    } else {
        season_named(cell)
    }
}

/// Whether a look is worth it: most titles have neither a digit nor a word for seasons and series.
fn may_say_so(title: &str) -> bool {
    if title.bytes().any(|byte| byte.is_ascii_digit()) || title.ends_with([')', ']']) {
        return true;
    }
    let lower = title.to_lowercase();
    let mut words = SEASON.iter().chain(SEASON_NUMBERED);
    words.any(|word| lower.contains(word))
}

/// `Harbour Nine (TV Series)`, `Harbour Nine (Miniserie, 2019)`.
fn series_in_brackets(title: &str) -> Option<SeasonTitle> {
    let (head, inside) = title.strip_suffix([')', ']'])?.rsplit_once(['(', '['])?;
    let head = head.trim();
    let is_year = |word: &str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = inside
        .split(|letter: char| letter.is_whitespace() || matches!(letter, ',' | '–' | '-' | '—'))
        .filter(|part| !part.is_empty())
        .collect();
    let year = parts.iter().copied().find(|part| is_year(part));
    let words: Vec<&str> = parts.iter().copied().filter(|part| !is_year(part)).collect();
    let words = fold(&words.join(" "));
    // `(TV)` and `(Show)` are said of films too.
    let is_series = words.chars().count() > 4 && SERIES.iter().any(|known| fold(known) == words);
    if !is_series || fold(head).is_empty() {
        return None;
    }
    Some(SeasonTitle {
        series: match year {
            Some(year) => format!("{head} ({year})"),
            None => head.to_owned(),
        },
        says: WorkSaid::Series,
        is_sure: true,
    })
}

fn tokens_of(title: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut start = 0;
    let mut kind = 0_u8;
    let of = |letter: char| match letter {
        digit if digit.is_ascii_digit() => 2,
        letter if letter.is_alphanumeric() => 1,
        _ => 0,
    };
    for (at, letter) in title.char_indices().chain([(title.len(), ' ')]) {
        let now = of(letter);
        if now == kind {
            continue;
        }
        if kind != 0 {
            let text = title.get(start..at).unwrap_or_default();
            tokens.push(Token {
                text,
                start,
                end: at,
            });
        }
        start = at;
        kind = now;
    }
    tokens
}

/// What stands between two tokens.
fn gap<'t>(title: &'t str, before: Token<'_>, behind: Token<'_>) -> &'t str {
    title.get(before.end..behind.start).unwrap_or_default()
}

/// The form of a season or an episode that begins at a token.
fn found_at(title: &str, tokens: &[Token<'_>], at: usize) -> Option<Found> {
    let first = *tokens.get(at)?;
    let next = tokens.get(at + 1).copied();
    let glued = next.filter(|next| gap(title, first, *next).is_empty());
    let found = |end: usize, says: WorkSaid, is_plain: bool| Found {
        begin: at,
        end,
        says,
        is_plain,
        cut: first.start,
        needs_mark: false,
    };
    let season = |number: u16| WorkSaid::Season {
        number: Some(number),
    };
    // `S02`, `S2E5`, `T02`.
    if first.is_in(SEASON_LETTER)
        && let Some(number) = glued.filter(|next| next.is_number() && next.text.len() <= 2)
    {
        let is_capital = first.text.chars().all(char::is_uppercase);
        let is_whole = number.text.len() == 2;
        let is_first = first.text.eq_ignore_ascii_case("s");
        if is_whole || is_capital && is_first {
            let is_episode = tokens.get(at + 2).is_some_and(|behind| {
                gap(title, number, *behind).trim().is_empty() && behind.text.eq_ignore_ascii_case("e")
            });
            let says = if is_episode && tokens.get(at + 3).is_some_and(Token::is_number) {
                WorkSaid::Episode
            } else {
                season(number.text.parse().ok()?)
            };
            let end = if says == WorkSaid::Episode { at + 4 } else { at + 2 };
            let is_plain = number.text.starts_with('0') || says == WorkSaid::Episode;
            return Some(found(end, says, is_plain));
        }
    }
    // `2x05`.
    if first.is_number()
        && first.text.len() <= 2
        && let Some(cross) = glued.filter(|next| next.text == "x" || next.text == "×")
        && let Some(number) = tokens.get(at + 2)
        && gap(title, cross, *number).is_empty()
        && number.is_number()
        && number.text.len() == 2
    {
        return Some(found(at + 3, WorkSaid::Episode, true));
    }
    // `Season 2`, `Season Two`, `Staffel II`, and with no space `シーズン2`.
    if let Some(cut) = season_word(first)
        && let Some((number, end)) = number_behind(title, tokens, at)
    {
        return Some(Found {
            cut: first.start + cut,
            ..found(end, season(number), cut > 0 || has_no_spaces(first.text))
        });
    }
    // `Series 2`, only behind a mark: a film may be called so.
    if first.is_in(SEASON_NUMBERED)
        && let Some((number, end)) = number_behind(title, tokens, at)
    {
        return Some(Found {
            needs_mark: true,
            ..found(end, season(number), false)
        });
    }
    // `2nd season`, `2. Staffel`, `2ª temporada`, `第2季`.
    if first.is_number() && first.text.len() <= 2 {
        let mut behind = at + 1;
        let mut last = first;
        if let Some(suffix) = tokens.get(behind)
            && gap(title, first, *suffix).chars().all(|c| matches!(c, '-' | '.' | '’' | '\''))
            && suffix.text.chars().count() <= 3
            && !suffix.is_number()
            && !suffix.is_in(SEASON)
        {
            last = *suffix;
            behind += 1;
        }
        if let Some(word) = tokens.get(behind)
            && word.is_in(SEASON)
            && gap(title, last, *word).chars().all(|c| c == ' ' || c == '.' || c == '-')
        {
            let (cut, begin) = before_number(tokens, at);
            let number = season(first.text.parse().ok()?);
            return Some(Found {
                begin,
                cut,
                ..found(behind + 1, number, begin < at)
            });
        }
    }
    // `Second season`, `zweite Staffel`.
    if let Some(word) = next.filter(|next| next.is_in(SEASON))
        && gap(title, first, word).trim().is_empty()
        && let Some(number) = ordinal(first)
    {
        return Some(found(at + 2, season(number), false));
    }
    None
}

/// Where a word for a season begins in a token: at its beginning, or at its end in scripts without spaces.
fn season_word(token: Token<'_>) -> Option<usize> {
    if token.is_in(SEASON) {
        return Some(0);
    }
    let mut words = SEASON.iter().filter(|word| has_no_spaces(word));
    words.find_map(|word| {
        let head = token.text.strip_suffix(word)?;
        Some(head.len())
    })
}

/// Whether a word is of a script that parts words by no spaces.
fn has_no_spaces(word: &str) -> bool {
    word.chars()
        .all(|c| matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}'))
}

/// Where the title ends before the number of a season, which may have a sign before it (`第2季`), and the token
/// in which that is.
fn before_number(tokens: &[Token<'_>], at: usize) -> (usize, usize) {
    let start = tokens.get(at).map_or(0, |token| token.start);
    let Some(before) = at.checked_sub(1).and_then(|before| tokens.get(before)) else {
        return (start, at);
    };
    let signs = SEASON_BEFORE.iter();
    let sign = signs.filter(|_| before.end == start).find(|sign| before.text.ends_with(**sign));
    match sign {
        Some(sign) => (before.end - sign.len(), at - 1),
        None => (start, at),
    }
}

/// The number behind a word for a season, and the first token behind that.
fn number_behind(title: &str, tokens: &[Token<'_>], at: usize) -> Option<(u16, usize)> {
    let (word, number) = (*tokens.get(at)?, *tokens.get(at + 1)?);
    let between = gap(title, word, number).trim();
    if !(between.is_empty() || matches!(between, "#" | "." | "№" | "n°" | "nº")) {
        return None;
    }
    let value = if number.is_number() {
        number.text.parse::<u16>().ok()?
    } else {
        written(number.text)?
    };
    Some((value, at + 2))
}

/// A number in letters: `Two`, `zwei`, `II`.
fn written(word: &str) -> Option<u16> {
    const ROMAN: [&str; 10] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"];
    if let Some(at) = ROMAN.iter().position(|roman| *roman == word) {
        return u16::try_from(at + 1).ok();
    }
    let lower = word.to_lowercase();
    let mut known = NUMBERS.iter().filter(|(known, _)| *known == lower);
    let value = known.find_map(|(_, value)| *value)?;
    (1..=20_u16).find(|number| f64::from(*number).to_bits() == value.to_bits())
}

fn ordinal(token: Token<'_>) -> Option<u16> {
    let lists = [
        SEASON_FIRST,
        SEASON_SECOND,
        SEASON_THIRD,
        SEASON_FOURTH,
        SEASON_FIFTH,
        SEASON_SIXTH,
    ];
    let at = lists.iter().position(|words| token.is_in(words))?;
    u16::try_from(at + 1).ok()
}

/// What a form found says, or that of one of its episodes where the tokens behind it name one.
fn with_episode(tokens: &[Token<'_>], found: &Found) -> WorkSaid {
    let mut behind = tokens.iter().skip(found.end).take(6);
    if behind.any(|token| token.is_in(EPISODE)) {
        WorkSaid::Episode
    } else {
        found.says
    }
}

/// What the whole title says by a form within it; none where words go on behind it or nothing stands before.
fn said_by(title: &str, tokens: &[Token<'_>], found: &Found) -> Option<SeasonTitle> {
    let is_mark = |letter: char| MARKS.contains(&letter);
    let before = title.get(..found.cut)?;
    let head = before.trim_end_matches(|letter: char| letter.is_whitespace() || is_mark(letter));
    let between = before.get(head.len()..)?;
    let has_mark = between.contains(is_mark);
    if found.needs_mark && !has_mark || !is_title(head) {
        return None;
    }
    let last = tokens.get(found.end.checked_sub(1)?)?;
    let rest = title.get(last.end..)?;
    let goes_on = tokens.get(found.end).is_some();
    let is_parted = rest.trim_start().starts_with(|c: char| is_mark(c) || matches!(c, ')' | ']' | '.'));
    let says = with_episode(tokens, found);
    if goes_on && !is_parted && says != WorkSaid::Episode {
        return None;
    }
    let year = rest.split(['(', '[']).skip(1).find_map(|part| {
        let year = part.get(..4)?;
        let is_year = year.bytes().all(|byte| byte.is_ascii_digit());
        (is_year && part.get(4..)?.starts_with([')', ']'])).then_some(year)
    });
    Some(SeasonTitle {
        series: match year {
            Some(year) => format!("{head} ({year})"),
            None => head.to_owned(),
        },
        says,
        is_sure: has_mark || found.is_plain,
    })
}

/// Whether a title is left: more than an article.
fn is_title(head: &str) -> bool {
    let lower = head.to_lowercase();
    !fold(head).is_empty() && !TITLE_ARTICLES.contains(&lower.trim())
}

#[cfg(test)]
mod tests;
