//! What stands around the names of a by-line: labels, addresses, days, times.

use crate::data::{MONTHS, byline, dates as date_words};
use crate::dates::{self, DayOrder};
use ovation_terms::visible;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// White space collapsed, letters that nobody sees taken out, and the commonest entities decoded.
pub fn tidy(words: &str) -> String {
    let decoded;
    let words = if words.contains('&') {
        let pairs = [
            ("&nbsp;", " "),
            ("&#160;", " "),
            ("&amp;", "&"),
            ("&#38;", "&"),
            ("&#39;", "'"),
            ("&apos;", "'"),
            ("&rsquo;", "’"),
            ("&#8217;", "’"),
            ("&quot;", "\""),
        ];
        let mut made = words.to_owned();
        for (entity, letter) in pairs {
            made = made.replace(entity, letter);
        }
        decoded = made;
        decoded.as_str()
    } else {
        words
    };
    let words = visible(words);
    let mut made = String::with_capacity(words.len());
    for line in words.split(['\n', '\r']) {
        let start = made.len();
        for word in line.split_whitespace() {
            let at = made.len();
            if at > start {
                made.push(' ');
            } else if at > 0 && !made.ends_with('\n') {
                made.push('\n');
            }
            made.push_str(word);
        }
    }
    made
}

/// Without addresses of mail and of pages, and without handles (`@ada`).
pub(super) fn without_addresses(words: &str) -> String {
    let is_marked = words.contains('@') || words.contains("://") || words.contains("www.");
    if !is_marked {
        return words.to_owned();
    }
    let is_address = |word: &str| {
        word.contains('@') || word.contains("://") || word.to_ascii_lowercase().contains("www.")
    };
    let lines = words.split('\n').map(|line| {
        let kept = line.split(' ').filter(|word| !is_address(word));
        kept.collect::<Vec<_>>().join(" ")
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// Without what leads from who comments to the comment: `Ada says:`.
pub(super) fn without_says(words: &str) -> &str {
    let lower = words.to_lowercase();
    if lower.len() != words.len() {
        return words;
    }
    let ends = byline::SAYS.iter().filter_map(|says| {
        let before = lower.trim_end().strip_suffix(says)?;
        before.ends_with(' ').then(|| before.trim_end().len())
    });
    let end = ends.filter(|end| *end > 0).min();
    end.and_then(|end| words.get(..end)).unwrap_or(words)
}

/// Words that stand before a name, longer ones first, so that `film review by` is not taken for
/// `film`.
static BEFORE: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let lists = [byline::BEFORE, byline::LABELS, byline::OPENINGS];
    let words = lists.into_iter().flatten().map(|words| words.trim());
    let mut words: Vec<&str> = words.filter(|words| *words != "about").collect();
    words.sort_by_key(|words| (std::cmp::Reverse(words.len()), *words));
    words.dedup();
    words
});

/// The same by their first letter in lower case: by-lines are asked by the million, and hardly one begins
/// like a label.
static BEFORE_BY_LETTER: LazyLock<BTreeMap<char, Vec<&'static str>>> = LazyLock::new(|| {
    let mut by_letter: BTreeMap<char, Vec<&str>> = BTreeMap::new();
    for label in BEFORE.iter() {
        let first = label.chars().flat_map(char::to_lowercase).next();
        by_letter
            .entry(first.unwrap_or(' '))
            .or_default()
            .push(label);
    }
    by_letter
});

/// Without `By`, `Reviewed by`, `Text:` at the start.
///
/// A particle that belongs to a name stays: `von`, `di`, `av` count as "by" only in lower case
/// at the very start, or in capitals before them, and when two words or more follow.
pub(super) fn without_label(words: &str) -> &str {
    let mut words = words.trim();
    let labels_for = |words: &str| {
        let first = words.chars().flat_map(char::to_lowercase).next()?;
        BEFORE_BY_LETTER.get(&first)
    };
    while let Some(labels) = labels_for(words)
        && let Some(rest) = labels.iter().find_map(|label| behind(words, label))
    {
        words = rest;
    }
    words
}

/// What stands behind a label at the start.
fn behind<'a>(words: &'a str, label: &str) -> Option<&'a str> {
    let mut letters = words.char_indices();
    let mut is_same_case = true;
    for want in label.chars() {
        let (_, letter) = letters.next()?;
        is_same_case &= letter == want;
        if letter != want && !letter.to_lowercase().eq(want.to_lowercase()) {
            return None;
        }
    }
    let end = letters.next().map(|(place, _)| place)?;
    let rest = words.get(end..)?;
    let is_closed = label.ends_with([':', '：']);
    let first = rest.chars().next()?;
    // `ByAda Marlow`: only a tag stood between.
    let is_glued = label == "by" && first.is_uppercase() && !words.starts_with("BY");
    if !is_closed && !is_glued && !matches!(first, ' ' | ':' | '：') {
        return None;
    }
    let rest = rest.trim_start_matches([' ', ':', '：']);
    let has_sign = is_closed || matches!(first, ':' | '：');
    let is_particle =
        !has_sign && byline::PARTICLES.contains(&label) || byline::SMALL_BEFORE.contains(&label);
    // `Par Ada Marlow`: before a whole name, a word that begins no family's name may have a capital.
    let is_capital = |word: &str| word.starts_with(char::is_uppercase);
    let is_whole = rest.contains(' ') && rest.split_whitespace().take(2).all(is_capital);
    let is_same_case = is_same_case || !byline::PARTICLES.contains(&label) && is_whole;
    let follows = rest.split_whitespace().count();
    let is_only_word = byline::ONLY_LABEL.contains(&label) && !has_sign && follows < 2;
    // `von Hagen, Mia`: the particle of a name turned round.
    let is_turned = is_particle
        && rest
            .split_whitespace()
            .next()
            .is_some_and(|it| it.ends_with(','));
    if rest.is_empty()
        || is_turned
        || is_only_word
        || (is_particle && !has_sign && (!is_same_case || follows < 2))
    {
        return None;
    }
    // `Autor Ada`: a label that is a word of its own needs a sign or a name of two words.
    let is_word = byline::NOBODY.contains(&label) && label != "by" && !has_sign;
    (!is_word || follows >= 2).then_some(rest)
}

/// The part before a day and its weekday, or before a time or an age (`7 hours ago`, `5 min read`).
///
/// A day at the very start is cut off instead.
pub fn without_day(words: &str) -> &str {
    if !words.contains(|letter: char| letter.is_ascii_digit()) {
        return without_month(words.trim());
    }
    let days = dates::find_days(words, DayOrder::DayFirst);
    if let Some(first) = days.first() {
        let before = words.get(..first.range.start).unwrap_or("");
        let before = without_lead(before);
        if before.chars().any(char::is_alphabetic) {
            return before;
        }
        let end = days.last().map_or(first.range.end, |last| last.range.end);
        let after = words.get(end..).unwrap_or("");
        return without_time(after);
    }
    without_age(words)
}

/// What stands behind a day without a time at its start: `at 9:00 am EST | Ada Marlow`.
fn without_time(words: &str) -> &str {
    let words = words.trim_start_matches(|letter: char| !letter.is_alphanumeric());
    let Some(last) = words.rfind(|letter: char| letter.is_ascii_digit()) else {
        return words;
    };
    let mut rest = words
        .get(last + 1..)
        .unwrap_or("")
        .trim_start_matches([':', '.']);
    // `am`, `EST`, `Uhr` behind the figures.
    while let Some(word) = rest.split_whitespace().next() {
        let is_zone = word.chars().count() <= 4
            && (word.chars().all(|c| !c.is_lowercase())
                || word.chars().all(|c| !c.is_uppercase())
                || word.chars().count() <= 3);
        if !is_zone {
            break;
        }
        rest = rest.trim_start().get(word.len()..).unwrap_or("");
    }
    rest.trim_start_matches(|letter: char| !letter.is_alphanumeric())
}

/// Whether words are only a label, a month or a day of the week.
pub(super) fn is_label(words: &str) -> bool {
    let lower = words
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase();
    let is_listed = BEFORE
        .iter()
        .any(|label| label.trim_end_matches([':', '：']) == lower);
    let is_page_word = [date_words::CHANGED, date_words::PUBLISHED]
        .iter()
        .any(|list| list.contains(&lower.as_str()));
    // A month may be a given name in capitals; alone, it is a day's more often.
    is_listed || is_page_word || is_month(&lower) && words.split(' ').count() == 1
}

/// `Ada Marlow 7 hours ago`: a number with a word behind it ends a name.
fn without_age(words: &str) -> &str {
    let mut from = 0;
    while let Some(at) = words
        .get(from..)
        .and_then(|rest| rest.find(|letter: char| letter.is_ascii_digit()))
    {
        let at = from + at;
        let rest = words.get(at..).unwrap_or("");
        let before = words.get(..at).unwrap_or("");
        let digits = rest
            .find(|letter: char| !letter.is_ascii_digit())
            .unwrap_or(rest.len());
        let after = rest.get(digits..).unwrap_or("");
        let is_word = before.ends_with([' ', '\n', '(']);
        let goes_on = after.chars().any(char::is_alphanumeric);
        if is_word && goes_on && before.chars().any(char::is_alphabetic) {
            return without_lead(before);
        }
        from = at + digits;
    }
    words.trim()
}

/// Without what leads to a day at the end: `on`, `le`, `vendredi`, `June`.
fn without_lead(words: &str) -> &str {
    let mut words =
        words.trim_end_matches(|letter: char| !letter.is_alphanumeric() && letter != '.');
    loop {
        let bare = words.trim_end_matches(|letter: char| !letter.is_alphanumeric());
        let start = bare
            .rfind(|letter: char| letter.is_whitespace() || matches!(letter, ',' | '|' | '·'))
            .map_or(0, |at| {
                at + bare
                    .get(at..)
                    .and_then(|it| it.chars().next())
                    .map_or(1, char::len_utf8)
            });
        let word = bare.get(start..).unwrap_or("");
        let lower = word.to_lowercase();
        let is_lead = dates::is_weekday(&lower)
            || is_month(&lower)
            || crate::data::page::SIGNED_ON.contains(&word)
            || date_words::FILLERS.contains(&lower.as_str())
            || date_words::CHANGED.contains(&lower.as_str())
            || date_words::PUBLISHED.contains(&lower.as_str());
        if word.is_empty() || !is_lead {
            return words.trim();
        }
        words = bare.get(..start).unwrap_or("").trim_end();
    }
}

/// Whether a word in small letters is a month's name, whole or short.
pub fn is_month(lower: &str) -> bool {
    lower.chars().count() >= 3 && MONTHS.iter().any(|names| names.contains(&lower))
}

/// `Ada Marlow June`: a month behind two words is what is left of a day. A name of two words may
/// end like one (`Vera May`).
fn without_month(words: &str) -> &str {
    let Some((before, last)) = words.rsplit_once(' ') else {
        return words;
    };
    let lower = last.trim_end_matches('.').to_lowercase();
    let is_day = is_month(&lower) || (lower.chars().count() >= 3 && dates::is_weekday(&lower));
    let is_whole = before.split(' ').count() >= 2 && !before.ends_with(',');
    if is_day && is_whole && !before.contains([',', '&', '\n']) && !has_joint(before) {
        before.trim_end()
    } else {
        words
    }
}

/// Whether two people are named, of whom the second may be called like a month.
fn has_joint(words: &str) -> bool {
    words
        .split(' ')
        .any(|word| byline::AND.contains(&word.to_lowercase().as_str()))
}
