//! Remarks behind a title that are no part of it: `- 4K Restoration`, `: The Director's Cut`,
//! `(1976) 50th Anniversary`, `[Remastered]`.

use ovation_knowledge::{List, current};
use ovation_language::data::film::{TITLE_AND, TITLE_COUNTERS};
use ovation_terms::fold;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Remarks that may stand behind one another: `[Remastered] (OV)`.
const MOST: usize = 4;

/// What a remark behind a title says of the film.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum EditionSort {
    /// A restored or remastered copy.
    Restoration,
    /// Another cut.
    Cut,
    /// An anniversary of the film.
    Anniversary,
    /// A way of showing it: a format, a language, a release anew.
    Showing,
}

/// The lists of `knowledge/` with the words of each sort.
const SORTS: [(List, EditionSort); 4] = [
    (List::Restorations, EditionSort::Restoration),
    (List::Cuts, EditionSort::Cut),
    (List::Anniversaries, EditionSort::Anniversary),
    (List::Showings, EditionSort::Showing),
];

/// Words by which remarks are known.
struct KnownEditions {
    beside: BTreeSet<String>,
    /// One or two words, folded and parted by a space, with what they tell.
    telling: BTreeMap<String, EditionSort>,
    /// Words that a remark may end with.
    ends: BTreeSet<String>,
    /// Words that a telling part of one begins with.
    starts: BTreeSet<String>,
}

static REMARKS: LazyLock<KnownEditions> = LazyLock::new(|| {
    let telling = SORTS.iter().flat_map(|(list, sort)| {
        let words = current().list(*list).iter();
        words.map(|words| (folded_words(words).join(" "), *sort))
    });
    let telling: BTreeMap<String, EditionSort> = telling.collect();
    let beside = current().list(List::BesideEditions).iter();
    let beside: BTreeSet<String> = beside.map(|word| fold(word)).collect();
    let last = |words: &String| words.rsplit(' ').next().map(str::to_owned);
    let ends = telling.keys().filter_map(last);
    let ends = ends.chain(beside.iter().cloned()).collect();
    let first = |words: &String| words.split(' ').next().map(str::to_owned);
    let starts = telling.keys().filter_map(first).collect();
    KnownEditions {
        beside,
        telling,
        ends,
        starts,
    }
});

/// A title without its remarks; a year in parentheses stays behind it.
///
/// Gives none where nothing behind the title is such a remark, or where nothing would be left.
pub(crate) fn without_remarks(printed: &str) -> Option<(String, EditionSort)> {
    if !may_have_one(printed) {
        return None;
    }
    let mut title = printed.trim().to_owned();
    let mut sort = None;
    for _ in 0..MOST {
        let Some((rest, found)) = without_one(&title) else {
            break;
        };
        if !is_title(&rest) {
            break;
        }
        sort = sort.or(Some(found));
        title = rest;
    }
    sort.map(|sort| (title, sort))
}

/// Whether the last word is one that remarks end with: this is asked of every title, and most have none.
fn may_have_one(printed: &str) -> bool {
    let printed = printed.trim_end_matches(|c: char| !c.is_alphanumeric());
    let last = printed
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or_default();
    // `(2015-Uncut)`: behind the year.
    let last = last.trim_start_matches(|c: char| c.is_ascii_digit() || "([-–—".contains(c));
    let folded = fold(last);
    let first = printed
        .split(char::is_whitespace)
        .next()
        .unwrap_or_default();
    let has_mark = printed.contains([':', '-', '–', '—', '|']);
    if has_mark && REMARKS.starts.contains(&fold(first)) {
        return true;
    }
    folded.is_empty() || REMARKS.ends.contains(&folded) || {
        let whole = printed
            .rsplit(char::is_whitespace)
            .next()
            .unwrap_or_default();
        let whole = fold(whole);
        REMARKS.ends.contains(&whole) || is_count(&whole)
    }
}

/// Something that may be called a film: more than an article or a lone letter.
fn is_title(words: &str) -> bool {
    let bare = words.split(['(', '[']).next().unwrap_or_default();
    let is_small = |word: &str| REMARKS.beside.contains(word);
    let words = folded_words(bare);
    !words.is_empty() && !words.iter().all(|word| is_small(word))
}

fn without_one(title: &str) -> Option<(String, EditionSort)> {
    in_brackets(title)
        .or_else(|| behind_a_mark(title))
        .or_else(|| run_at_the_end(title))
        .or_else(|| sign_at_the_end(title))
        .or_else(|| in_front(title))
}

/// `Preview: Title`, `4K Restoration – Title`.
fn in_front(title: &str) -> Option<(String, EditionSort)> {
    let marks = [": ", " - ", " – ", " — ", " | "];
    let found = marks.iter().filter_map(|mark| title.split_once(mark));
    let (head, rest) = found.min_by_key(|(head, _)| head.len())?;
    let sort = sort_of(head)?;
    matches!(sort, EditionSort::Showing | EditionSort::Restoration)
        .then(|| (rest.trim().to_owned(), sort))
}

/// `Title IMAX`, `Title 4K`, `Title OmU`: one word, written as a sign is and not as titles are.
fn sign_at_the_end(title: &str) -> Option<(String, EditionSort)> {
    let (head, word) = title.trim_end().rsplit_once(char::is_whitespace)?;
    let capitals = |words: &str| words.chars().filter(|letter| letter.is_uppercase()).count();
    let has_small = head.chars().any(char::is_lowercase);
    let has_digit = word.starts_with(|c: char| c.is_ascii_digit()) && !word.ends_with("th");
    let is_sign = has_small && (capitals(word) >= 2 || has_digit);
    let sort = sort_of(word).filter(|_| is_sign)?;
    Some((head.trim_end().to_owned(), sort))
}

/// `Title (4K Restoration)`, `Title [Remastered]`, `Title (2015-Director's Cut)`.
fn in_brackets(title: &str) -> Option<(String, EditionSort)> {
    let before = title.strip_suffix([')', ']'])?;
    let open = before.rfind(['(', '['])?;
    let (head, inside) = (before.get(..open)?.trim_end(), before.get(open + 1..)?);
    if let Some(sort) = sort_of(inside) {
        return Some((head.to_owned(), sort));
    }
    let year = inside.get(..4).filter(|year| is_year(year))?;
    let rest = inside.get(4..)?;
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || "-–—,:;/".contains(c));
    let sort = sort_of(rest)?;
    Some((format!("{head} ({year})"), sort))
}

/// `Title - 4K Restoration`, `Title: The Director's Cut`, `Title (1976) 50th Anniversary`.
fn behind_a_mark(title: &str) -> Option<(String, EditionSort)> {
    let marks = [
        ": ", " - ", " – ", " — ", " | ", ") ", "] ", ", ", " / ", " + ",
    ];
    let mut places: Vec<(usize, usize)> = marks
        .iter()
        .flat_map(|mark| title.match_indices(mark).map(|(at, mark)| (at, mark.len())))
        .collect();
    places.sort_unstable();
    places.into_iter().find_map(|(at, length)| {
        let behind = title.get(at + length..)?;
        let behind =
            behind.trim_start_matches(|c: char| c.is_whitespace() || "-–—:|,/".contains(c));
        let sort = sort_of(behind)?;
        let is_bracket = title.get(at..)?.starts_with([')', ']']);
        let head = title.get(..at + usize::from(is_bracket))?;
        Some((head.trim_end().to_owned(), sort))
    })
}

/// `Title 4K Restoration`, `Title 50th Anniversary Edition`: two words at least, and no mark before.
fn run_at_the_end(title: &str) -> Option<(String, EditionSort)> {
    let starts: Vec<usize> = title
        .char_indices()
        .filter(|(at, letter)| *at > 0 && letter.is_whitespace())
        .map(|(at, _)| at)
        .collect();
    starts.into_iter().find_map(|at| {
        let (head, behind) = title.split_at_checked(at)?;
        if folded_words(behind).len() < 2 {
            return None;
        }
        let first = folded_words(behind).into_iter().next()?;
        // `The Ship and the Restored Version`, `Harbour 2049 Uncut Version`: small words and bare numbers
        // belong to the title.
        let is_number = first.bytes().all(|byte| byte.is_ascii_digit());
        let is_start = !is_small_word(&first) && !is_number;
        let sort = sort_of(behind).filter(|sort| *sort != EditionSort::Showing && is_start)?;
        Some((head.trim_end().to_owned(), sort))
    })
}

fn is_small_word(word: &str) -> bool {
    REMARKS.beside.contains(word) && !word.chars().any(|letter| letter.is_ascii_digit())
}

/// What words say that are a remark and nothing else.
fn sort_of(words: &str) -> Option<EditionSort> {
    let known = &*REMARKS;
    let lower = words.trim();
    if lower.is_empty() || lower.len() > 80 || lower.contains(['(', '[', '?', '!']) {
        return None;
    }
    if is_both_parts(lower) {
        return Some(EditionSort::Showing);
    }
    let all = folded_words(lower);
    let mut sort = None;
    let mut at = 0;
    while let Some(word) = all.get(at) {
        let pair = all.get(at + 1).map(|next| format!("{word} {next}"));
        let told = |words: &str| known.telling.get(words);
        if let Some(found) = pair.as_deref().and_then(told) {
            sort = sort.or(Some(*found));
            at += 2;
        } else if let Some(found) = told(word) {
            sort = sort.or(Some(*found));
            at += 1;
        } else if known.beside.contains(word) || is_count(word) {
            at += 1;
        } else {
            return None;
        }
    }
    sort
}

/// `part 1 & 2`, `Parts One and Two`: the whole of a film in parts. One part is a film of its own.
fn is_both_parts(words: &str) -> bool {
    let all = folded_words(words);
    let all: Vec<&str> = all.iter().map(String::as_str).collect();
    let is_number = |word: &str| word.len() == 1 && word.bytes().all(|b| b.is_ascii_digit());
    let is_part = |word: &str| {
        let one = word.strip_suffix('s').unwrap_or(word);
        TITLE_COUNTERS.contains(&word) || TITLE_COUNTERS.contains(&one)
    };
    match all.as_slice() {
        [part, one, and, two] => {
            is_part(part) && TITLE_AND.contains(and) && is_number(one) && is_number(two)
        }
        [part, one, two] => is_part(part) && is_number(one) && is_number(two),
        _ => false,
    }
}

/// Words folded, hyphens within a word and apostrophes taken out.
fn folded_words(words: &str) -> Vec<String> {
    let parts = words.split(|letter: char| {
        letter.is_whitespace() || matches!(letter, ',' | ';' | ':' | '/' | '|' | '+' | '–' | '—')
    });
    let folded = parts.map(|word| {
        if word == "&" {
            "and".to_owned()
        } else {
            fold(word)
        }
    });
    folded.filter(|word| !word.is_empty()).collect()
}

/// `50`, `50th`, `25e`, `1080p`, a year.
fn is_count(word: &str) -> bool {
    let digits = word.chars().take_while(char::is_ascii_digit).count();
    let behind = word.chars().count() - digits;
    (1..=4).contains(&digits) && behind <= 2
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_on_cut_copy_and_showing_are_no_part_of_the_title() {
        for (printed, title) in [
            ("Il Faro (4K Restoration)", "Il Faro"),
            ("Il Faro (Re-Release)", "Il Faro"),
            ("Il Faro - 4K Restoration", "Il Faro"),
            ("Il Faro 4K Restoration", "Il Faro"),
            (
                "Temple of Reeds: 50th Anniversary Edition",
                "Temple of Reeds",
            ),
            (
                "Temple of Reeds (1976) 50th Anniversary",
                "Temple of Reeds (1976)",
            ),
            (
                "The Long Tide (2006) - a 70mm Presentation",
                "The Long Tide (2006)",
            ),
            (
                "Kestrel Season (2015-Director's Cut)",
                "Kestrel Season (2015)",
            ),
            ("Kestrel Season: The Director’s Cut", "Kestrel Season"),
            ("Kestrel Season – English Subs", "Kestrel Season"),
            ("Salt Fever [Remastered]", "Salt Fever"),
            ("Salt Fever (in 3D)", "Salt Fever"),
            ("Nine Bridges (2022) – part 1 & 2", "Nine Bridges (2022)"),
            ("Nine Bridges (OV)", "Nine Bridges"),
            ("Nine Bridges (OmU)", "Nine Bridges"),
            ("Nine Bridges | IMAX", "Nine Bridges"),
            ("Nine Bridges, Extended Cut", "Nine Bridges"),
            ("Der Turm (restaurierte Fassung)", "Der Turm"),
            ("Der Turm – Kinofassung", "Der Turm"),
            ("Le Port (version restaurée)", "Le Port"),
            ("La Tierra - Versión restaurada en 4K", "La Tierra"),
            ("Il Mare - Edizione restaurata", "Il Mare"),
            ("Salt Fever [Remastered] (OV)", "Salt Fever"),
            ("Salt Fever: Final Cut", "Salt Fever"),
            ("Nine Bridges IMAX", "Nine Bridges"),
            ("Preview: Nine Bridges", "Nine Bridges"),
            ("Sneak Preview - Nine Bridges", "Nine Bridges"),
            ("4K Restoration: Nine Bridges", "Nine Bridges"),
            ("Nine Bridges OmU", "Nine Bridges"),
            ("Nine Bridges 4K", "Nine Bridges"),
            ("Nine Bridges + Q&A", "Nine Bridges"),
            ("Harbour 2049 Director's Cut", "Harbour 2049"),
            (
                "Temple of Reeds 50th Anniversary Edition",
                "Temple of Reeds",
            ),
        ] {
            let found = without_remarks(printed).map(|(title, _)| title);
            assert_eq!(found.as_deref(), Some(title), "{printed}");
        }
    }

    #[test]
    fn what_belongs_to_a_title_stays() {
        for printed in [
            "The Final Cut",
            "The Restoration",
            "Salt Fever: Part 2",
            "Salt Fever (Part 2)",
            "Salt Fever: The Reckoning",
            "The Anniversary",
            "Happy Anniversary",
            "Extended Family",
            "Preview of a Murder",
            "Harbour 2049",
            "1917",
            "The 50th Anniversary",
            "Redux",
            "4K",
            "Salt & Sand",
            "New Edition",
            "The Uncut Diamond",
            "Versions",
            "Harbour 13",
            "The Last Preview",
            "Extended: A Family",
            "Preview of a Murder: The Salt Road",
            "Nine 3",
        ] {
            assert_eq!(without_remarks(printed), None, "{printed}");
        }
    }
}
