//! Titles and names of other scripts in Latin letters, as catalogues write them.
//!
//! Cyrillic, Greek, Georgian, Devanagari, Hangul, kana and Han are known; a letter that is none of these makes a
//! text unknown. Most scripts can be written in several ways, and Han characters are read in many: so there is
//! not one way but a list, likeliest first. The letters stand in `scripts`, not here.
//!
//! # Source
//! The readings of Han characters: Unicode Han Database, <https://www.unicode.org/reports/tr38/>.

mod han;
mod letters;
mod sounds;
mod units;

use ovation_terms::fold;
pub use sounds::{PhoneticKey, marks_written_out, phonetic_key};
use units::{Reading, Unit, units_of};

/// Longest text that is looked at, in letters; what is longer is no title.
const LONGEST: usize = 80;

/// The ways in which a text of another script is written in Latin letters, likeliest first: small letters and
/// digits alone, as folded titles are. At most `most` for each language that the text may be read in, of
/// Japanese up to twice as many.
///
/// Empty where the text has no letter of another script, or one that is not known.
pub fn romanised(text: &str, most: usize) -> Vec<String> {
    if text.is_ascii() {
        return Vec::new();
    }
    let letters = letters::prepared(text);
    if letters.len() > LONGEST {
        return Vec::new();
    }
    let has_kana = letters.iter().copied().any(letters::is_kana);
    let has_han = letters.iter().copied().any(han::is_han);
    let readings: &[Reading] = match (has_han, has_kana) {
        (true, false) => &[Reading::Mandarin, Reading::Japanese],
        (_, true) => &[Reading::Japanese],
        (false, false) => &[Reading::Plain],
    };
    let mut made: Vec<String> = Vec::new();
    for reading in readings {
        let Some(units) = units_of(&letters, *reading) else {
            continue;
        };
        for way in ways(&units, most) {
            let folded = fold(&way);
            let short = (*reading == Reading::Japanese).then(|| short_vowels(&folded));
            for way in short.into_iter().chain([folded]) {
                if !way.is_empty() && !made.contains(&way) {
                    made.push(way);
                }
            }
        }
    }
    made
}

/// Long vowels as catalogues write them that leave the mark out.
fn short_vowels(text: &str) -> String {
    text.replace("ou", "o")
        .replace("oo", "o")
        .replace("uu", "u")
}

/// The ways to write units one after the other, by how far they are from the first of each.
fn ways(units: &[Unit], most: usize) -> Vec<String> {
    // A letter of an alphabet is written one way throughout.
    let mut choices: Vec<(Option<&str>, &[String])> = Vec::new();
    let mut which = Vec::new();
    for unit in units {
        let same = unit.same.as_deref();
        let known = same.and_then(|_| choices.iter().position(|(known, _)| *known == same));
        which.push(known.unwrap_or_else(|| {
            choices.push((same, &unit.ways));
            choices.len() - 1
        }));
    }
    let sizes: Vec<usize> = choices.iter().map(|(_, ways)| ways.len()).collect();
    let written = |chosen: Vec<usize>| {
        let words = which.iter().filter_map(|choice| {
            let (_, ways) = choices.get(*choice)?;
            ways.get(*chosen.get(*choice)?).map(String::as_str)
        });
        words.collect()
    };
    by_rank(&sizes, most).into_iter().map(written).collect()
}

/// Choices of one of each, numbered from the likeliest, the likeliest together first; none where there is
/// nothing to choose from.
fn by_rank(sizes: &[usize], most: usize) -> Vec<Vec<usize>> {
    if sizes.is_empty() || sizes.contains(&0) {
        return Vec::new();
    }
    let farthest: usize = sizes.iter().map(|size| size - 1).sum();
    let mut made = Vec::new();
    for rank in 0..=farthest {
        let mut chosen = Vec::new();
        choose(sizes, rank, most, &mut chosen, &mut made);
        if made.len() >= most {
            break;
        }
    }
    made
}

fn choose(
    sizes: &[usize],
    rank: usize,
    most: usize,
    chosen: &mut Vec<usize>,
    made: &mut Vec<Vec<usize>>,
) {
    if made.len() >= most {
        return;
    }
    let Some((size, rest)) = sizes.split_first() else {
        if rank == 0 {
            made.push(chosen.clone());
        }
        return;
    };
    let farthest: usize = rest.iter().map(|size| size - 1).sum();
    for own in rank.saturating_sub(farthest)..=rank.min(size - 1) {
        chosen.push(own);
        choose(rest, rank - own, most, chosen, made);
        chosen.pop();
    }
}

#[cfg(test)]
mod tests;
