//! What lists of films leave out of titles or put before them: counting words, `the movie`, an owner's
//! name. The words stand in the languages' files.

use super::is_article;
use ovation_language::data::film::{TITLE_COUNTERS, TITLE_PRESENTS, TITLE_REMARKS};
use ovation_terms::fold;

/// `Tide Wars Vol. 2` as `Tide Wars 2`: a counting word before a number is left out. Takes a title with
/// its numbers as digits.
pub(super) fn without_counters(title: &str) -> Option<String> {
    let words: Vec<&str> = title.split_whitespace().collect();
    let mut kept: Vec<&str> = Vec::new();
    let mut changed = false;
    for (place, word) in words.iter().enumerate() {
        let next = words.get(place + 1).copied().unwrap_or_default();
        if place > 0 && is_number(next) && is_counter(word) {
            changed = true;
        } else {
            kept.push(word);
        }
    }
    changed.then(|| kept.join(" "))
}

/// `Tide Wars: Episode 7 - The Drowned City` as `Tide Wars: The Drowned City`: a part of the title that
/// only counts is left out. Takes a title with its numbers as digits.
pub(super) fn without_count(title: &str) -> Option<String> {
    let parts = parts_of(title);
    if parts.len() < 3 {
        return None;
    }
    let counts = |part: &str| {
        let mut words = part.split_whitespace();
        let (first, second) = (words.next(), words.next());
        let is_count = first.is_some_and(is_counter) && second.is_some_and(is_number);
        is_count && words.next().is_none()
    };
    let last = parts.len() - 1;
    let mut kept = Vec::new();
    for (place, part) in parts.iter().enumerate() {
        if place == 0 || place == last || !counts(part) {
            kept.push(part.as_str());
        }
    }
    (kept.len() < parts.len()).then(|| kept.join(": "))
}

/// `Tide Wars the Movie: The Drowned City` and `Tide Wars: The Movie` without what only says that it is a
/// film.
pub(super) fn without_remark(title: &str) -> Option<String> {
    let parts = parts_of(title);
    let mut kept: Vec<String> = Vec::new();
    let mut changed = false;
    for (place, part) in parts.iter().enumerate() {
        let lower = part.to_lowercase();
        let remark = TITLE_REMARKS.iter().find(|remark| {
            let before = lower.strip_suffix(**remark);
            before.is_some_and(|before| {
                before.ends_with(' ') && place == 0 || before.is_empty() && place > 0
            })
        });
        match remark {
            Some(remark) => {
                changed = true;
                let words = part.split_whitespace().count() - remark.split(' ').count();
                let left: Vec<&str> = part.split_whitespace().take(words).collect();
                if !left.is_empty() {
                    kept.push(left.join(" "));
                }
            }
            None => kept.push(part.clone()),
        }
    }
    (changed && !kept.is_empty()).then(|| kept.join(": "))
}

/// `Ada Vale's The Tin Orchard` and `Ada Vale Presents: Tin Orchard` without the owner. A possessive alone
/// tells nothing (`Marlow's War`): an article must follow.
pub(super) fn after_owner(title: &str) -> Option<String> {
    let words: Vec<&str> = title.split_whitespace().collect();
    let place = words.iter().enumerate().position(|(place, word)| {
        let bare = word.trim_end_matches(':').to_lowercase();
        let next = words.get(place + 1).copied().unwrap_or_default();
        let owns = ["'s", "’s", "'", "’"]
            .iter()
            .any(|mark| word.ends_with(mark));
        place > 0 && TITLE_PRESENTS.contains(&bare.as_str()) || owns && is_article(next)
    })?;
    let rest: Vec<&str> = words.into_iter().skip(place + 1).collect();
    (!rest.is_empty()).then(|| rest.join(" "))
}

/// `Tide Wars 3: The Drowned City` as `Tide Wars 3`: the subtitle is another in each language, the number is
/// not. Takes a title with its numbers as digits, without counting words.
pub(super) fn numbered_part(title: &str) -> Option<String> {
    let parts = parts_of(title);
    let first = parts.first().filter(|_| parts.len() > 1)?;
    split_number(first).map(|_| first.clone())
}

/// A title without its number in a row of films, and whether a subtitle is left: `Tide Wars 3` as
/// `Tide Wars`, `Tide Wars 3: The Drowned City` as `Tide Wars: The Drowned City`. Takes a title with its
/// numbers as digits, without counting words.
pub(super) fn without_number(title: &str) -> Option<(String, bool)> {
    let mut parts = parts_of(title);
    let has_subtitle = parts.len() > 1;
    let first = parts.first_mut()?;
    *first = split_number(first)?.to_owned();
    Some((parts.join(": "), has_subtitle))
}

/// Parts a number that counts films from a title: `Tide Wars` of `Tide Wars 3`. A larger number is a year or
/// belongs to the title.
fn split_number(title: &str) -> Option<&str> {
    let (before, last) = title.trim_end().rsplit_once(' ')?;
    let number: u32 = last.parse().ok()?;
    ((2..40).contains(&number) && !before.is_empty()).then_some(before)
}

/// The parts of a title between colons and dashes.
fn parts_of(title: &str) -> Vec<String> {
    let even = [" - ", " – ", " — "]
        .iter()
        .fold(title.to_owned(), |title, dash| title.replace(dash, ": "));
    even.split(": ")
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}

fn is_counter(word: &str) -> bool {
    let bare = word
        .trim_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase();
    TITLE_COUNTERS.contains(&bare.as_str())
}

fn is_number(word: &str) -> bool {
    let bare = fold(word);
    !bare.is_empty() && bare.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lists_leave_out_is_left_out() {
        type Change = fn(&str) -> Option<String>;
        let cases: [(Change, &str, Option<&str>); 14] = [
            (without_counters, "Tide Wars Vol. 2", Some("Tide Wars 2")),
            (without_counters, "Tide Wars: Part 2", Some("Tide Wars: 2")),
            (without_counters, "Harbour Teil 3", Some("Harbour 3")),
            (without_counters, "Chapter 27", None),
            (without_counters, "Part of the Harbour", None),
            (
                without_count,
                "Tide Wars: Episode 7 - The Drowned City",
                Some("Tide Wars: The Drowned City"),
            ),
            (without_count, "Tide Wars: Episode 7", None),
            (
                without_remark,
                "Tide Wars the Movie: The Drowned City",
                Some("Tide Wars: The Drowned City"),
            ),
            (
                without_remark,
                "Tide Wars: The Movie - Zero",
                Some("Tide Wars: Zero"),
            ),
            (without_remark, "The Movie", None),
            (
                after_owner,
                "Ada Vale's The Tin Orchard",
                Some("The Tin Orchard"),
            ),
            (
                after_owner,
                "Dr. Vales' The Tin Orchard",
                Some("The Tin Orchard"),
            ),
            (
                after_owner,
                "Keepers Presents: Salt Harbour",
                Some("Salt Harbour"),
            ),
            (after_owner, "Ada Vale's War", None),
        ];
        for (change, title, wanted) in cases {
            assert_eq!(change(title).as_deref(), wanted, "{title}");
        }
    }

    #[test]
    fn numbers_that_count_films_are_told_from_others() {
        assert_eq!(
            numbered_part("Tide Wars 3: The Drowned City").as_deref(),
            Some("Tide Wars 3")
        );
        assert_eq!(numbered_part("Harbour 1917: The Siege"), None);
        assert_eq!(numbered_part("Tide Wars 3"), None);
        let lost = |title: &str| without_number(title);
        assert_eq!(lost("Tide Wars 3"), Some(("Tide Wars".to_owned(), false)));
        assert_eq!(
            lost("Tide Wars 3: The Drowned City"),
            Some(("Tide Wars: The Drowned City".to_owned(), true))
        );
        assert_eq!(lost("1917"), None);
        assert_eq!(lost("Harbour 1917"), None);
    }
}
