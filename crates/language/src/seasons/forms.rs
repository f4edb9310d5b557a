//! The forms in which a season or an episode stands among the words of a title.

use super::{SeasonForm, TitleToken, gap};
use crate::data::NUMBERS;
use crate::data::other::{
    SEASON, SEASON_BEFORE, SEASON_FIFTH, SEASON_FIRST, SEASON_FOURTH, SEASON_LETTER,
    SEASON_NUMBERED, SEASON_SECOND, SEASON_SIXTH, SEASON_THIRD,
};
use ovation_terms::WorkSaid;

/// The form of a season or an episode that begins at a token.
pub(super) fn found_at(title: &str, tokens: &[TitleToken<'_>], at: usize) -> Option<SeasonForm> {
    by_letter(title, tokens, at)
        .or_else(|| by_cross(title, tokens, at))
        .or_else(|| by_word(title, tokens, at))
        .or_else(|| by_number(title, tokens, at))
        .or_else(|| by_ordinal(title, tokens, at))
}

fn season(number: u16) -> WorkSaid {
    WorkSaid::Season {
        number: Some(number),
    }
}

/// A form whose first token is where the title ends.
fn form(first: TitleToken<'_>, end: usize, says: WorkSaid, is_plain: bool) -> SeasonForm {
    SeasonForm {
        end,
        says,
        is_plain,
        cut: first.start,
        needs_mark: false,
    }
}

/// The token right behind another, with nothing between.
fn glued<'t>(title: &str, tokens: &[TitleToken<'t>], at: usize) -> Option<TitleToken<'t>> {
    let (first, next) = (tokens.get(at)?, tokens.get(at + 1)?);
    gap(title, *first, *next).is_empty().then_some(*next)
}

/// `S02`, `S2E5`, `T02`.
fn by_letter(title: &str, tokens: &[TitleToken<'_>], at: usize) -> Option<SeasonForm> {
    let first = *tokens.get(at).filter(|first| first.is_in(SEASON_LETTER))?;
    let number = glued(title, tokens, at)?;
    if !number.is_number() || number.text.len() > 2 {
        return None;
    }
    let is_capital = first.text.chars().all(char::is_uppercase);
    let is_first = first.text.eq_ignore_ascii_case("s");
    if number.text.len() != 2 && !(is_capital && is_first) {
        return None;
    }
    let is_episode = tokens.get(at + 2).is_some_and(|behind| {
        gap(title, number, *behind).trim().is_empty() && behind.text.eq_ignore_ascii_case("e")
    });
    if is_episode && tokens.get(at + 3).is_some_and(TitleToken::is_number) {
        return Some(form(first, at + 4, WorkSaid::Episode, true));
    }
    let says = season(number.text.parse().ok()?);
    Some(form(first, at + 2, says, number.text.starts_with('0')))
}

/// `2x05`.
fn by_cross(title: &str, tokens: &[TitleToken<'_>], at: usize) -> Option<SeasonForm> {
    let first = *tokens.get(at).filter(|first| first.is_number())?;
    glued(title, tokens, at).filter(|cross| cross.text == "x")?;
    let number = glued(title, tokens, at + 1)?;
    let is_episode = first.text.len() <= 2 && number.is_number() && number.text.len() == 2;
    is_episode.then(|| form(first, at + 3, WorkSaid::Episode, true))
}

/// `Season 2`, `Season Two`, `Staffel II`; in scripts without spaces the word may end the token before the
/// number. `Series 2` is one only behind a mark: a film may be called so.
fn by_word(title: &str, tokens: &[TitleToken<'_>], at: usize) -> Option<SeasonForm> {
    let first = *tokens.get(at)?;
    let cut = season_word(first);
    let needs_mark = cut.is_none();
    if needs_mark && !first.is_in(SEASON_NUMBERED) {
        return None;
    }
    let (number, end) = number_behind(title, tokens, at)?;
    let cut = cut.unwrap_or(0);
    let is_plain = !needs_mark && (cut > 0 || has_no_spaces(first.text));
    Some(SeasonForm {
        cut: first.start + cut,
        needs_mark,
        ..form(first, end, season(number), is_plain)
    })
}

/// `2nd season`, `2. Staffel`, `2-й сезон`, `第2季`.
fn by_number(title: &str, tokens: &[TitleToken<'_>], at: usize) -> Option<SeasonForm> {
    let first = *tokens.get(at)?;
    if !first.is_number() || first.text.len() > 2 {
        return None;
    }
    let is_suffix = |suffix: &&TitleToken<'_>| {
        let between = gap(title, first, **suffix);
        between
            .chars()
            .all(|sign| matches!(sign, '-' | '.' | '’' | '\''))
            && suffix.text.chars().count() <= 3
            && !suffix.is_number()
            && !suffix.is_in(SEASON)
    };
    let suffix = tokens.get(at + 1).filter(is_suffix);
    let (last, behind) = suffix.map_or((first, at + 1), |suffix| (*suffix, at + 2));
    let word = tokens.get(behind).filter(|word| word.is_in(SEASON))?;
    let between = gap(title, last, *word);
    if !between.chars().all(|sign| matches!(sign, ' ' | '.' | '-')) {
        return None;
    }
    let (cut, begin) = before_number(tokens, at);
    let says = season(first.text.parse().ok()?);
    Some(SeasonForm {
        cut,
        ..form(first, behind + 1, says, begin < at)
    })
}

/// `Second season`, `zweite Staffel`.
fn by_ordinal(title: &str, tokens: &[TitleToken<'_>], at: usize) -> Option<SeasonForm> {
    let (first, word) = (*tokens.get(at)?, *tokens.get(at + 1)?);
    let is_season = word.is_in(SEASON) && gap(title, first, word).trim().is_empty();
    let number = ordinal(first).filter(|_| is_season)?;
    Some(form(first, at + 2, season(number), false))
}

/// Where a word for a season begins in a token: at its beginning, or at its end in scripts without spaces.
fn season_word(token: TitleToken<'_>) -> Option<usize> {
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
fn before_number(tokens: &[TitleToken<'_>], at: usize) -> (usize, usize) {
    let start = tokens.get(at).map_or(0, |token| token.start);
    let Some(before) = at.checked_sub(1).and_then(|before| tokens.get(before)) else {
        return (start, at);
    };
    let signs = SEASON_BEFORE.iter();
    let sign = signs
        .filter(|_| before.end == start)
        .find(|sign| before.text.ends_with(**sign));
    match sign {
        Some(sign) => (before.end - sign.len(), at - 1),
        None => (start, at),
    }
}

/// The number behind a word for a season, and the first token behind that.
fn number_behind(title: &str, tokens: &[TitleToken<'_>], at: usize) -> Option<(u16, usize)> {
    let (word, number) = (*tokens.get(at)?, *tokens.get(at + 1)?);
    let between = gap(title, word, number).trim();
    if !between.chars().all(|sign| matches!(sign, '#' | '.' | '№')) {
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

fn ordinal(token: TitleToken<'_>) -> Option<u16> {
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
