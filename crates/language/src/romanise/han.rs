//! How runs of Han characters are read: in Mandarin one syllable each; in Japanese as read from Chinese, in
//! the language's own words, or mixed.

use super::by_rank;
use super::letters::longest;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The readings as a file.
const FILE: &str = include_str!("../../scripts/han.tsv");
/// Readings of words and further ones of characters, as a file.
const WORDS_FILE: &str = include_str!("../../scripts/han-words.tsv");
/// The longest word of that file, in characters.
const LONGEST_WORD: usize = 3;
/// Most readings of a run of characters, and of those of one sort.
const MOST: usize = 40;
const MOST_OF_SORT: usize = 24;
/// Most readings of one character in Japanese, cut and voiced ones among them.
const MOST_OF_ONE: usize = 6;
/// The mark that repeats the character before.
const REPEATS: char = '\u{3005}';

struct Readings {
    mandarin: Vec<&'static str>,
    /// In words of Japanese.
    own: Vec<&'static str>,
    /// As read from Chinese.
    taken: Vec<&'static str>,
}

static HAN: LazyLock<BTreeMap<char, Readings>> = LazyLock::new(|| {
    let lines = FILE.lines().filter(|line| !line.starts_with('#'));
    let read = lines.filter_map(|line| {
        let mut parts = line.split('\t');
        let letter = parts.next()?.chars().next()?;
        let mut words = || {
            parts
                .next()
                .unwrap_or_default()
                .split_whitespace()
                .collect()
        };
        let readings = Readings {
            mandarin: words(),
            own: words(),
            taken: words(),
        };
        Some((letter, readings))
    });
    let mut read: BTreeMap<char, Readings> = read.collect();
    for (word, further) in WORDS.iter() {
        let mut letters = word.chars();
        if let (Some(letter), None) = (letters.next(), letters.next())
            && let Some(readings) = read.get_mut(&letter)
        {
            readings.own.retain(|reading| !further.contains(reading));
            readings.own.splice(0..0, further.iter().copied());
        }
    }
    read
});

/// Words that are read otherwise than their characters, and characters with further readings.
static WORDS: LazyLock<BTreeMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let lines = WORDS_FILE.lines().filter(|line| !line.starts_with('#'));
    let rows = lines.filter_map(|line| line.split_once('\t'));
    rows.map(|(word, readings)| (word, readings.split(' ').collect()))
        .collect()
});

/// The first word of a run that is read otherwise than its characters: what stands before it, its readings,
/// what stands behind.
fn word_in(run: &[char]) -> Option<(&[char], &'static [&'static str], &[char])> {
    (0..run.len()).find_map(|start| {
        let (before, rest) = run.split_at(start);
        (2..=LONGEST_WORD.min(rest.len())).rev().find_map(|many| {
            let (word, behind) = rest.split_at(many);
            let word: String = word.iter().collect();
            Some((before, WORDS.get(word.as_str())?.as_slice(), behind))
        })
    })
}

/// The readings of a run with a word in it that is read otherwise than its characters.
fn with_word(run: &[char], behind: &str) -> Vec<String> {
    let Some((before, word, rest)) = word_in(run) else {
        return Vec::new();
    };
    let of = |part: &[char], behind: &str| match part {
        [] => vec![String::new()],
        part => japanese(part, behind),
    };
    let parts = [of(before, ""), owned(word), of(rest, behind)];
    joined(&parts, MOST_OF_SORT, <[String]>::concat)
}

pub(super) fn is_han(letter: char) -> bool {
    matches!(u32::from(letter), 0x3005 | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff)
}

/// The readings of a run in Mandarin.
pub(super) fn mandarin(run: &[char]) -> Vec<String> {
    let each: Vec<Vec<String>> = readings(run)
        .map(|known| owned(known.map_or(&[], |known| known.mandarin.as_slice())))
        .collect();
    joined(&each, MOST, <[String]>::concat)
}

/// The readings of a run in Japanese; `behind` is what follows it in kana, romanised: the end of a verb or an
/// adjective, perhaps.
pub(super) fn japanese(run: &[char], behind: &str) -> Vec<String> {
    let last = run.len().saturating_sub(1);
    let mut own: Vec<Vec<String>> = Vec::new();
    let mut taken: Vec<Vec<String>> = Vec::new();
    for (place, known) in readings(run).enumerate() {
        let Some(known) = known else {
            return Vec::new();
        };
        let ends = if place == last { behind } else { "" };
        own.push(own_readings(&known.own, place > 0, ends));
        taken.push(owned(&known.taken));
    }
    let or = |first: &[Vec<String>], second: &[Vec<String>]| -> Vec<Vec<String>> {
        let pairs = first.iter().zip(second);
        let chosen = pairs.map(|(first, second)| if first.is_empty() { second } else { first });
        chosen.cloned().collect()
    };
    let own_words = joined(&or(&own, &taken), MOST_OF_SORT, <[String]>::concat);
    let mut taken_words = Vec::new();
    for way in joined_parts(&or(&taken, &own), MOST_OF_SORT / 3) {
        for word in [with_doubled(&way), way.concat()] {
            if !taken_words.contains(&word) {
                taken_words.push(word);
            }
        }
    }
    let mut made = Vec::new();
    if run.len() == 1 {
        made.extend(own_words.into_iter().chain(taken_words));
    } else {
        let mut sorts = [taken_words.into_iter(), own_words.into_iter()];
        while sorts.iter().any(|sort| sort.len() > 0) {
            made.extend(sorts.iter_mut().filter_map(Iterator::next));
        }
        let mixed: Vec<Vec<String>> = taken
            .iter()
            .zip(&own)
            .map(|(taken, own)| {
                taken
                    .iter()
                    .take(2)
                    .chain(own.iter().take(2))
                    .cloned()
                    .collect()
            })
            .collect();
        made.extend(joined(&mixed, MOST_OF_SORT, <[String]>::concat));
    }
    let mut kept: Vec<String> = Vec::new();
    for word in with_word(run, behind).into_iter().chain(made) {
        if kept.len() < MOST && !kept.contains(&word) {
            kept.push(word);
        }
    }
    kept
}

/// What is known of each character; the mark of repetition stands for the one before.
fn readings(run: &[char]) -> impl Iterator<Item = Option<&'static Readings>> {
    let mut before = None;
    run.iter().map(move |letter| {
        if *letter != REPEATS {
            before = HAN.get(letter);
        }
        before
    })
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn joined(each: &[Vec<String>], most: usize, join: impl Fn(&[String]) -> String) -> Vec<String> {
    let parts = joined_parts(each, most).into_iter();
    parts.map(|parts| join(&parts)).collect()
}

fn joined_parts(each: &[Vec<String>], most: usize) -> Vec<Vec<String>> {
    let sizes: Vec<usize> = each.iter().map(Vec::len).collect();
    let chosen = by_rank(&sizes, most).into_iter();
    let parts = chosen.map(|chosen| {
        let parts = each.iter().zip(chosen);
        parts.filter_map(|(words, at)| words.get(at).cloned())
    });
    parts.map(Iterator::collect).collect()
}

/// A character's own readings within a run: verbs as the nouns they make, cut where their end stands behind
/// them, and voiced behind another character.
fn own_readings(words: &[&str], is_behind: bool, ends: &str) -> Vec<String> {
    let each: Vec<Vec<String>> = words.iter().map(|word| cut(word, ends)).collect();
    let most = each.iter().map(Vec::len).max().unwrap_or(0);
    let mut made: Vec<String> = Vec::new();
    // The likeliest of each word first: a long one has many.
    for place in 0..most {
        for way in each.iter().filter_map(|ways| ways.get(place)) {
            let voiced = voiced(way).filter(|_| is_behind);
            for way in std::iter::once(way.clone()).chain(voiced) {
                if made.len() < MOST_OF_ONE && !made.contains(&way) {
                    made.push(way);
                }
            }
        }
    }
    made
}

/// `tsumetai` before `tai` as `tsume`, `tatsu` before `chi` as `ta`, `kataru` before nothing as `katari`.
fn cut(word: &str, ends: &str) -> Vec<String> {
    let syllables = syllables(word);
    let is_cut = word.ends_with(['u', 'i']);
    if ends.is_empty() {
        let noun = noun_of(&syllables);
        return noun.into_iter().chain([word.to_owned()]).collect();
    }
    let mut made = Vec::new();
    // `ageru` before `ge` as `a`: the syllable that stands behind it is its own.
    let own = (1..syllables.len())
        .rev()
        .filter(|at| syllables.get(*at).is_some_and(|own| ends.starts_with(own)));
    made.extend(own.filter_map(|at| Some(syllables.get(..at)?.concat())));
    if !is_cut || is_particle(ends) {
        made.push(word.to_owned());
    }
    let mut written: Vec<&str> = (1..=ends.len())
        .rev()
        .filter_map(|end| ends.get(..end))
        .collect();
    written.retain(|end| word.len() > end.len());
    made.extend(
        written
            .iter()
            .find_map(|end| word.strip_suffix(*end))
            .map(str::to_owned),
    );
    for less in 1..syllables.len().min(3) {
        let kept = syllables.get(..syllables.len() - less).unwrap_or_default();
        made.push(kept.concat());
    }
    if is_cut {
        made.push(word.to_owned());
    }
    made
}

/// Whether what stands behind a word in kana may be a particle: then the word stands whole.
fn is_particle(ends: &str) -> bool {
    PARTICLES.iter().any(|particle| ends.starts_with(particle))
}

/// The particles of Japanese, in Latin letters.
const PARTICLES: [&str; 11] = [
    "no", "ha", "he", "wo", "ga", "to", "ni", "de", "mo", "ya", "kara",
];

/// The noun that a verb makes: `kataru` gives `katari`.
fn noun_of(syllables: &[&str]) -> Option<String> {
    let (last, before) = syllables.split_last()?;
    let front = last.strip_suffix('u').filter(|_| !before.is_empty())?;
    let end = match *last {
        "tsu" => "chi".to_owned(),
        "su" => "shi".to_owned(),
        _ => format!("{front}i"),
    };
    Some(before.concat() + &end)
}

/// Parts romanised Japanese into syllables: each ends with its vowel, or is an `n`.
fn syllables(word: &str) -> Vec<&str> {
    let mut made = Vec::new();
    let mut start = 0;
    for (at, letter) in word.char_indices() {
        let next = word.get(at + 1..).and_then(|rest| rest.chars().next());
        let is_alone = letter == 'n' && next.is_none_or(|next| !"aiueoy".contains(next));
        if "aiueo".contains(letter) || is_alone {
            made.extend(word.get(start..=at));
            start = at + 1;
        }
    }
    made
}

/// A word's first consonant as it is within a compound: `hi` gives `bi`.
fn voiced(word: &str) -> Option<String> {
    const VOICED: [(&str, &str); 8] = [
        ("ch", "j"),
        ("sh", "j"),
        ("ts", "z"),
        ("k", "g"),
        ("s", "z"),
        ("t", "d"),
        ("h", "b"),
        ("f", "b"),
    ];
    let mut ways = VOICED.iter();
    ways.find_map(|(plain, voiced)| Some(format!("{voiced}{}", word.strip_prefix(plain)?)))
}

/// Readings from Chinese as a compound: `netsu` and `ketsu` give `nekketsu`.
fn with_doubled(parts: &[String]) -> String {
    let mut made = String::new();
    for part in parts {
        let first = part.get(..1).unwrap_or_default();
        let kept = match first {
            "k" | "s" | "t" | "p" | "c" => {
                let cut = ["tsu", "chi"].iter().find_map(|end| made.strip_suffix(end));
                let cut = cut.or_else(|| made.strip_suffix("ku").filter(|_| first == "k"));
                cut.filter(|cut| !cut.is_empty()).map(str::to_owned)
            }
            _ => None,
        };
        if let Some(kept) = kept {
            made = kept;
            made.push_str(if first == "c" { "t" } else { first });
        }
        made.push_str(part);
    }
    made
}

/// What follows a run in kana, romanised: at most four of them.
pub(super) fn behind(text: &[char]) -> String {
    let kana = text.iter().take(4);
    let kana = kana.take_while(|letter| matches!(u32::from(**letter), 0x3041..=0x3096));
    let mut made = String::new();
    for letter in kana {
        if let Some((_, _, known)) = longest(&[*letter]) {
            made.push_str(known.ways.first().map_or("", String::as_str));
        }
    }
    made
}
