//! Titles that name a season of a series: `Harbour Nine: Season 2`, `Harbour Nine S02`, `2. Staffel`.

mod forms;

use crate::data::columns::{SEASON_KIND, SERIES};
use crate::data::film::TITLE_ARTICLES;
use crate::data::other::{EPISODE, SEASON, SEASON_NUMBERED};
use forms::found_at;
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
struct TitleToken<'t> {
    text: &'t str,
    start: usize,
    end: usize,
}

impl TitleToken<'_> {
    fn is_number(&self) -> bool {
        self.text.bytes().all(|byte| byte.is_ascii_digit())
    }

    fn is_in(&self, words: &[&str]) -> bool {
        words.contains(&self.text.to_lowercase().as_str())
    }
}

/// A season's number, or that of an episode, as it stands among the tokens.
struct SeasonForm {
    /// The first token behind it.
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
    // `Open Season 2: Season 3` is the third of `Open Season 2`.
    let mut open = None;
    for at in (0..tokens.len()).rev() {
        let said = found_at(title, &tokens, at).and_then(|form| said_by(title, &tokens, &form));
        match said {
            Some(said) if said.is_sure => return Some(said),
            Some(said) => open = Some(said),
            None => {}
        }
    }
    open
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
    let words: Vec<&str> = parts
        .iter()
        .copied()
        .filter(|part| !is_year(part))
        .collect();
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

fn tokens_of(title: &str) -> Vec<TitleToken<'_>> {
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
            tokens.push(TitleToken {
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
fn gap<'t>(title: &'t str, before: TitleToken<'_>, behind: TitleToken<'_>) -> &'t str {
    title.get(before.end..behind.start).unwrap_or_default()
}

/// What a form found says, or that of one of its episodes where the tokens behind it name one.
fn with_episode(tokens: &[TitleToken<'_>], found: &SeasonForm) -> WorkSaid {
    let mut behind = tokens.iter().skip(found.end).take(6);
    if behind.any(|token| token.is_in(EPISODE)) {
        WorkSaid::Episode
    } else {
        found.says
    }
}

/// What the whole title says by a form within it; none where words go on behind it or nothing stands before.
fn said_by(title: &str, tokens: &[TitleToken<'_>], found: &SeasonForm) -> Option<SeasonTitle> {
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
    let is_parted = rest
        .trim_start()
        .starts_with(|c: char| is_mark(c) || matches!(c, ')' | ']' | '.'));
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
