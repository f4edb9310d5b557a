//! One name: what belongs to it, and what only stands beside it.

use super::BylineSetting;
use super::around::{is_label, is_month};
use crate::data::names::{EITHER, MEN, WOMEN};
use crate::data::{byline, credits, film, headlines};
use crate::outlets::outlet_key;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The name in words that name one person at most; none where they name nobody.
pub(super) fn of(words: &str, setting: BylineSetting<'_>) -> Option<String> {
    let words = without_brackets(words.trim());
    let words = without_glued_role(trimmed(words));
    // Before what is cut off below leaves something that looks like a name.
    if is_phrase_of_nobody(words) {
        return None;
    }
    let words = without_honorific(words);
    let words = without_told_role(words);
    let words = without_role(words);
    let words = without_paper(words);
    let words = without_outlet(words, setting.outlet);
    let words = without_tail(words);
    let words = without_capitals(words);
    let words = without_degree(trimmed(words));
    let words = trimmed(words);
    if words.is_empty()
        || is_nobody(words)
        || is_login(words)
        || is_label(words)
        || is_no_name(words)
    {
        return None;
    }
    let is_outlet = setting
        .outlet
        .is_some_and(|outlet| outlet_key(outlet) == outlet_key(words));
    (!(is_outlet && may_be_site(words))).then(|| words.to_owned())
}

/// Whether a name that is an outlet's too is not a person's: `The Quay Review`, `Lantern`; a site
/// may be called after who writes it.
pub fn may_be_site(name: &str) -> bool {
    let mut words = name.split_whitespace();
    let first = words.next().unwrap_or("").to_lowercase();
    let count = name.split_whitespace().count();
    !(2..=4).contains(&count) || film::TITLE_ARTICLES.contains(&first.as_str()) || is_media(name)
}

/// Whether words are nobody's name: `admin`, `Staff`, `Film Critic`, `the editors`.
pub fn is_nobody(words: &str) -> bool {
    let lower = words.trim().trim_end_matches(['.', ':']).to_lowercase();
    let has_group = |group: &&str| {
        lower.match_indices(*group).any(|(at, found)| {
            let is_edge = |letter: Option<char>| letter.is_none_or(|it| !it.is_alphanumeric());
            let before = lower.get(..at).and_then(|text| text.chars().next_back());
            let after = lower
                .get(at + found.len()..)
                .and_then(|text| text.chars().next());
            is_edge(before) && is_edge(after)
        })
    };
    byline::NOBODY.contains(&lower.as_str())
        // What stands behind names may be an agency, which signs alone too.
        || byline::AFTER.contains(&lower.as_str()) && !is_media(words)
        || byline::GROUPS.iter().any(has_group)
        || !lower.contains(char::is_alphanumeric)
}

/// Words that as a whole are nobody's, whatever part of them looks like a name: `About the author`,
/// `Executive Content Editor`, `Email Twitter`, `BBC News`, `Quay Review editors`.
fn is_phrase_of_nobody(words: &str) -> bool {
    let lower = words.trim().trim_end_matches(['.', ':']).to_lowercase();
    let is_label = lower.contains(' ') && byline::BEFORE.contains(&lower.as_str());
    if is_label || byline::NOBODY.contains(&lower.as_str()) {
        return true;
    }
    let parts: Vec<&str> = lower.split(' ').collect();
    let Some((last, before)) = parts.split_last() else {
        return false;
    };
    if before.is_empty() {
        return false;
    }
    let are_all_nobodys = parts.iter().all(|word| byline::NOBODY.contains(word));
    let is_group = byline::GROUPS.contains(last) && !is_given(words);
    are_all_nobodys || is_group || is_told_role(&lower) || is_station(words)
}

/// What somebody is, told in several words: `Home Security Expert`; folded.
fn is_told_role(lower: &str) -> bool {
    let mut words = lower.split(' ').rev();
    let is_head = words
        .next()
        .is_some_and(|word| byline::ROLE_HEADS.contains(&word));
    let mut before = words.peekable();
    is_head
        && before.peek().is_some()
        && before.all(|word| {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            word.is_empty() || byline::ROLE_WORDS.contains(&word)
        })
}

/// `Ada Marlow Shopping writer`: what somebody is behind a whole name.
pub(super) fn without_told_role(words: &str) -> &str {
    // All of it is one: nothing of it is a name.
    if is_told_role(&words.to_lowercase()) {
        return words;
    }
    let places: Vec<usize> = words.match_indices(' ').map(|(at, _)| at).collect();
    let told = places.iter().skip(1).find(|at| {
        let rest = words.get(**at + 1..).unwrap_or("");
        is_told_role(&rest.to_lowercase())
    });
    told.and_then(|at| words.get(..*at)).unwrap_or(words)
}

/// Words in capitals and a word of papers and stations, and nothing else: `BBC News`. All in capitals
/// it may be a person's name as well.
fn is_station(words: &str) -> bool {
    let is_shouted = |word: &str| {
        word.chars().filter(|c| c.is_uppercase()).count() >= 3
            && !word.contains(|c: char| c.is_lowercase() || c == '.')
    };
    let is_media_word = |word: &str| {
        word.contains(char::is_lowercase) && byline::MEDIA.contains(&word.to_lowercase().as_str())
    };
    let parts: Vec<&str> = words.split(' ').collect();
    parts.first().is_some_and(|word| is_shouted(word))
        && parts.len() > 1
        && parts.iter().skip(1).all(|word| is_media_word(word))
}

/// `Ada MarlowCritic at large`: what somebody is, where only a tag stood between.
fn without_glued_role(words: &str) -> &str {
    let letters = words.char_indices().zip(words.chars().skip(1));
    let mut seams =
        letters.filter(|((_, before), behind)| before.is_lowercase() && behind.is_uppercase());
    let seam = seams.find_map(|((at, before), _)| {
        let at = at + before.len_utf8();
        let (before, rest) = words.split_at_checked(at)?;
        // What is left of a day; `LeMay` is a name.
        let head = before.rsplit(' ').next().unwrap_or("").chars().count();
        let is_day = head > 2 && is_month(&rest.to_lowercase());
        (is_day || is_role(rest)).then_some(at)
    });
    seam.and_then(|at| words.get(..at)).unwrap_or(words)
}

/// `ada-marlow`, `a.marlow`, `ada_marlow`: a name as programs write it.
fn is_login(words: &str) -> bool {
    let has_seam = words.contains(['-', '_', '.']);
    let inner = words.trim_matches('.');
    !words.contains(' ')
        && words.is_ascii()
        && has_seam
        && inner.contains(['-', '_', '.'])
        && words.bytes().all(|byte| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_.".contains(&byte)
        })
}

/// The name that a log-in of two or three words spells: `ada-marlow`.
pub(super) fn of_slug(words: &str) -> Option<String> {
    if !is_login(words) {
        return None;
    }
    let parts: Vec<&str> = words.split(['-', '_', '.']).collect();
    let is_word =
        |part: &&str| part.len() >= 2 && part.bytes().all(|byte| byte.is_ascii_lowercase());
    if !(2..=3).contains(&parts.len()) || !parts.iter().all(is_word) || is_nobody(&parts.join(" "))
    {
        return None;
    }
    let capital = |part: &&str| {
        let (first, rest) = part.split_at_checked(1).unwrap_or((part, ""));
        first.to_uppercase() + rest
    };
    Some(parts.iter().map(capital).collect::<Vec<_>>().join(" "))
}

/// Two to five words, of which the first and the last have a capital (where their script has any)
/// and none a digit.
pub(super) fn is_full(words: &str) -> bool {
    let count = words.split_whitespace().count();
    let is_capital = |word: &str| word.chars().next().is_some_and(|c| !c.is_lowercase());
    (2..=5).contains(&count)
        && words.split_whitespace().next().is_some_and(is_capital)
        && words.split_whitespace().last().is_some_and(is_capital)
        && !words.contains(|c: char| c.is_ascii_digit())
}

/// A news agency's sign: `dpa`, `AFP`.
pub(super) fn is_agency(word: &str) -> bool {
    let is_cased = word.chars().all(char::is_lowercase) || word.chars().all(char::is_uppercase);
    (2..=5).contains(&word.len()) && word.is_ascii() && is_cased
}

/// What somebody is: `Film Critic`.
pub(super) fn is_role(words: &str) -> bool {
    let bare = words
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase();
    byline::AFTER.contains(&bare.as_str()) || is_told_role(&bare)
}

/// Whether a line tells of somebody else's part in a film or a picture: `Directed by`, `Photo:`.
pub fn is_others_part(line: &str) -> bool {
    let lower = line.to_lowercase();
    let parts = [
        credits::CAST,
        credits::PRODUCER,
        credits::COMPOSER,
        credits::CINEMATOGRAPHER,
        credits::DIRECTOR,
    ];
    let mut labels = parts.into_iter().flatten();
    let picture = lower.split([' ', ':', '/']).next().unwrap_or("");
    labels.any(|label| {
        // Whole words: a label may begin a name.
        lower.match_indices(label).any(|(at, label)| {
            let before = lower.get(..at).and_then(|text| text.chars().next_back());
            let behind = lower.get(at + label.len()..);
            let behind = behind.and_then(|text| text.chars().next());
            let is_closed = label.ends_with([':', '.', ' ']);
            before.is_none_or(|letter| !letter.is_alphanumeric())
                && (is_closed || behind.is_none_or(|letter| !letter.is_alphanumeric()))
        })
    }) || headlines::CREDIT.contains(&picture.trim_end_matches('s'))
}

/// `Jr.`, `III`.
pub(super) fn is_suffix(words: &str) -> bool {
    let lower = words.trim().trim_end_matches('.').to_lowercase();
    byline::SUFFIXES.contains(&lower.as_str())
}

/// `PhD`, `M.A.`: as printed, for `Ma` is a name.
pub(super) fn is_degree(words: &str) -> bool {
    let bare = words.trim().trim_end_matches('.');
    bare.chars().filter(|c| c.is_uppercase()).count() >= 2
        && byline::DEGREES.contains(&bare.to_lowercase().as_str())
}

/// Whether a name has a word of papers, sites and agencies.
pub fn is_media(name: &str) -> bool {
    let is_it = |word: &str| {
        let word = word
            .trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase();
        byline::MEDIA.contains(&word.as_str())
    };
    // `The Plain Gazette`.
    let first = name.split_whitespace().next().unwrap_or("").to_lowercase();
    let has_article = first.chars().count() > 2 && film::TITLE_ARTICLES.contains(&first.as_str());
    let is_shouted = name.contains(' ')
        && name.split(' ').all(|word| {
            word.chars().count() <= 3 && !word.contains(char::is_lowercase) && word.is_ascii()
        });
    has_article
        || is_shouted
        || name
            .split(|c: char| c.is_whitespace() || c == '-')
            .any(is_it)
}

/// Whether the first word is a common given name.
pub fn is_given(name: &str) -> bool {
    static GIVEN: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
        [MEN, WOMEN, EITHER]
            .into_iter()
            .flatten()
            .copied()
            .collect()
    });
    let first = name.split_whitespace().next().unwrap_or("").to_lowercase();
    GIVEN.contains(first.as_str())
}

fn trimmed(words: &str) -> &str {
    let words = words.trim_matches(|letter: char| {
        letter.is_whitespace()
            || matches!(
                letter,
                ',' | ':'
                    | ';'
                    | '|'
                    | '-'
                    | '–'
                    | '—'
                    | '·'
                    | '•'
                    | '*'
                    | '†'
                    | '‡'
                    | '"'
                    | '“'
                    | '”'
                    | '@'
                    | '«'
                    | '»'
                    | '('
                    | ')'
                    | '['
                    | ']'
                    | '<'
                    | '>'
                    | '/'
                    | '&'
                    | '#'
                    | '='
                    | '~'
            )
    });
    // A stop ends a sentence, but for `Jr.` and `A.`.
    match words.strip_suffix('.') {
        Some(bare) => {
            let last = bare.rsplit([' ', '.']).next().unwrap_or("");
            let is_short = last.chars().count() <= 1 || is_suffix(last);
            if is_short && !bare.is_empty() {
                words
            } else {
                bare.trim_end()
            }
        }
        None => words,
    }
}

/// Without remarks in brackets; all in brackets is the name.
fn without_brackets(words: &str) -> &str {
    let inner = words
        .strip_prefix(['(', '['])
        .and_then(|rest| rest.strip_suffix([')', ']']));
    if let Some(inner) = inner.filter(|inner| !inner.contains(['(', ')'])) {
        return inner.trim();
    }
    match words.find(['(', '[', '<', '（']) {
        Some(at)
            if words
                .get(..at)
                .is_some_and(|it| it.chars().any(char::is_alphabetic)) =>
        {
            words.get(..at).unwrap_or(words).trim_end()
        }
        _ => words,
    }
}

/// `Ms. Ada Marlow`.
fn without_honorific(words: &str) -> &str {
    let Some((first, rest)) = words.split_once(' ') else {
        return words;
    };
    let lower = first.trim_end_matches('.').to_lowercase();
    let is_it = byline::HONORIFICS.contains(&lower.as_str());
    if is_it && rest.contains(' ') {
        rest.trim_start()
    } else {
        words
    }
}

/// What somebody is, the longest first, so that `critic` does not leave `film` of `film critic`.
static ROLES: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let mut roles = byline::AFTER.to_vec();
    roles.sort_by_key(|role| (std::cmp::Reverse(role.len()), *role));
    roles
});

/// `Film critic Ada Marlow`, `Ada Marlow Film Critic`.
fn without_role(words: &str) -> &str {
    let lower = words.to_lowercase();
    // Lower case may be longer or shorter than what it is of; then places do not agree.
    if lower.len() != words.len() || !words.contains(' ') {
        return words;
    }
    for role in ROLES.iter() {
        if let Some(before) = lower.strip_suffix(role).and_then(|it| it.strip_suffix(' '))
            && (before.contains(' ') || role.contains(' '))
        {
            return words.get(..before.len()).unwrap_or(words).trim_end();
        }
        if role.contains(' ')
            && let Some(after) = lower.strip_prefix(role).and_then(|it| it.strip_prefix(' '))
            && after.contains(' ')
        {
            return words.get(words.len() - after.len()..).unwrap_or(words);
        }
    }
    words
}

/// `Ada Marlow for the Lantern`.
fn without_paper(words: &str) -> &str {
    let lower = words.to_lowercase();
    if lower.len() != words.len() {
        return words;
    }
    let seams = byline::WORKING_FOR.iter();
    let at = seams.filter_map(|seam| {
        let at = lower.find(&format!(" {seam} "))?;
        lower.get(..at)?.contains(' ').then_some(at)
    });
    at.min().and_then(|at| words.get(..at)).unwrap_or(words)
}

/// `Ada Marlow The Quay Review`: the outlet behind a whole name.
fn without_outlet<'a>(words: &'a str, outlet: Option<&str>) -> &'a str {
    let Some(key) = outlet.map(outlet_key).filter(|key| key.len() > 3) else {
        return words;
    };
    let places = words.match_indices(' ').map(|(at, _)| at);
    let mut behind = places.filter(|at| {
        let rest = words.get(at + 1..).unwrap_or("");
        let before = words.get(..*at).unwrap_or("");
        before.contains(' ') && outlet_key(rest) == key
    });
    let mut before = behind
        .next()
        .and_then(|at| words.get(..at))
        .unwrap_or(words);
    // `of the Lantern` leaves a particle.
    while before.len() < words.len()
        && let Some((rest, last)) = before.rsplit_once(' ')
        && last.starts_with(char::is_lowercase)
    {
        before = rest;
    }
    before
}

/// Up to the first word in small letters that is no part of names: `Ada Marlow in Cannes`.
fn without_tail(words: &str) -> &str {
    if !words.chars().any(char::is_uppercase) {
        return words;
    }
    let mut at = 0;
    let mut capitals = 0;
    for word in words.split(' ') {
        let is_small = word.starts_with(char::is_lowercase);
        let has_sign = word.contains(['\'', '’', '-']);
        if is_small && !has_sign && capitals >= 2 && !byline::PARTICLES.contains(&word) {
            return words.get(..at).unwrap_or(words).trim_end();
        }
        capitals += usize::from(word.starts_with(char::is_uppercase));
        at += word.len() + 1;
    }
    words
}

/// `Ada Marlow USA TODAY`: a paper's or an agency's name in capitals behind a whole name.
fn without_capitals(words: &str) -> &str {
    let mut at = 0;
    let mut mixed = 0;
    for word in words.split(' ') {
        let letters = word.chars().filter(|c| c.is_alphabetic()).count();
        let is_shouted = letters >= 2 && !word.contains(|c: char| c.is_lowercase() || c == '.');
        let is_cased = word.contains(char::is_lowercase);
        // One word in capitals may be the family's name: `André Oliver KLEIN`.
        let rest = words.get(at..).unwrap_or("");
        let is_paper = rest.contains(' ')
            && !rest.contains(char::is_lowercase)
            && !byline::PARTICLES.contains(&word.to_lowercase().as_str());
        if is_shouted && is_paper && mixed >= 2 && !is_suffix(word) && !is_degree(word) {
            return words.get(..at).unwrap_or(words).trim_end();
        }
        mixed += usize::from(is_cased);
        at += word.len() + 1;
    }
    words
}

/// `lantern.example`, `2 min read`, `4:03PM`: a site's address, a time.
fn is_no_name(words: &str) -> bool {
    let end = words.rsplit_once('.').map_or("", |(_, end)| end);
    let is_domain = !words.contains(' ')
        && (2..=8).contains(&end.len())
        && end.bytes().all(|byte| byte.is_ascii_lowercase())
        && words
            .split('.')
            .next()
            .is_some_and(|it| it.chars().count() > 2);
    let is_time = words.starts_with(|c: char| c.is_ascii_digit())
        && (words.contains(':') || words.contains(' ') && !words.contains(char::is_uppercase));
    is_domain || is_time
}

/// `Ada Marlow PhD`.
fn without_degree(words: &str) -> &str {
    match words.rsplit_once(' ') {
        Some((before, last)) if before.contains(' ') && is_degree(last) => {
            before.trim_end_matches([',', ' '])
        }
        _ => words,
    }
}
