//! Several people in one by-line: told apart, and each put in order.

use super::BylineSetting;
use super::around::{without_day, without_label};
use super::name::{self, is_agency, is_full, is_given, is_media, is_role, is_suffix};
use crate::data::byline;
use crate::outlets::outlet_key;

/// A part of a by-line that stands for itself.
pub(super) struct Segment<'a> {
    pub(super) words: &'a str,
    /// Whether what stands before it may as well part a name from a paper's: a dash, a bar.
    pub(super) is_weak: bool,
}

/// Signs that part people from people.
const LISTS: [&str; 4] = [";", "、", "\n", "；"];
/// Signs that part people from whatever else a line says.
const SEAMS: [&str; 8] = [" | ", " · ", " • ", " – ", " — ", " - ", "·", "•"];

/// The parts of a by-line.
pub(super) fn segments(text: &str) -> Vec<Segment<'_>> {
    let mut parts = vec![Segment {
        words: text,
        is_weak: false,
    }];
    for (seam, is_weak) in LISTS
        .iter()
        .map(|seam| (*seam, false))
        .chain(SEAMS.iter().map(|seam| (*seam, true)))
        .chain([("|", false)])
    {
        let mut made = Vec::new();
        for part in parts {
            for (at, words) in part.words.split(seam).enumerate() {
                let is_weak = if at == 0 { part.is_weak } else { is_weak };
                made.push(Segment { words, is_weak });
            }
        }
        parts = made;
    }
    parts.retain(|part| !part.words.trim().is_empty());
    parts
}

/// The names in a part of a by-line. Behind the first name only what is one beyond doubt counts.
pub(super) fn names(
    words: &str,
    setting: BylineSetting<'_>,
    is_first: bool,
    is_weak: bool,
) -> Vec<String> {
    let words = without_day(without_label(without_day(words)));
    // Before it is parted at the `and` of `Privacy and Digital Security Expert`.
    let words = name::without_told_role(words);
    let mut found = Vec::new();
    for part in joint(words) {
        // `and Cy Quill`: the first stood in another element.
        let part = part.trim();
        let led = part
            .split_once(' ')
            .filter(|(word, _)| byline::AND.contains(word));
        let part = led.map_or(part, |(_, rest)| rest);
        found.extend(listed(
            without_label(part),
            setting,
            is_first && found.is_empty(),
        ));
    }
    if is_first {
        return found;
    }
    let agencies = setting.keeps_agencies;
    found.retain(|name| {
        let is_person = is_full(name) && !is_media(name) && (!is_weak || is_given(name));
        is_person || (agencies && is_agency(name)) || is_spaceless(name)
    });
    found
}

/// A name in a script that writes no spaces.
fn is_spaceless(name: &str) -> bool {
    let is_it = |letter: char| matches!(letter, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}');
    let count = name.chars().count();
    (2..=8).contains(&count) && name.chars().all(|c| is_it(c) || c == ' ')
}

/// Parts at `and`, `&`, `/`, `+`: only where each side may be a person's whole name.
fn joint(words: &str) -> Vec<&str> {
    let mut parts = vec![words];
    let fits = |pieces: &[&str]| pieces.iter().all(|piece| may_be_whole(piece));
    for sign in [" / ", "/", " & ", "&", " + "] {
        parts = split_where(parts, |part| {
            let pieces: Vec<&str> = part.split(sign).map(str::trim).collect();
            fits(&pieces).then_some(pieces)
        });
    }
    split_where(parts, |part| {
        let pieces = at_words(part);
        fits(&pieces).then_some(pieces)
    })
}

fn split_where<'a>(
    parts: Vec<&'a str>,
    split: impl Fn(&'a str) -> Option<Vec<&'a str>>,
) -> Vec<&'a str> {
    let parts = parts.into_iter();
    parts
        .flat_map(|part| {
            split(part)
                .filter(|pieces| pieces.len() > 1)
                .unwrap_or_else(|| vec![part])
        })
        .collect()
}

/// Pieces between words that join two people; these stand in lower case, or in capitals as all does.
fn at_words(words: &str) -> Vec<&str> {
    let is_shouted = !words.chars().any(char::is_lowercase);
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut at = 0;
    for word in words.split(' ') {
        let is_seam = at > start
            && byline::AND
                .iter()
                .any(|and| *and == word || (is_shouted && *and == word.to_lowercase()));
        if is_seam {
            pieces.push(words.get(start..at).unwrap_or("").trim());
            start = at + word.len();
        }
        at += word.len() + 1;
    }
    pieces.push(words.get(start..).unwrap_or("").trim());
    pieces
}

/// Whether a piece may be one person: a whole name, `Marlow, Ada`, a list that has one, an agency.
fn may_be_whole(piece: &str) -> bool {
    let piece = piece.trim().trim_matches(',').trim();
    let piece = without_label(piece);
    let is_name = |words: &str| {
        let bare = words.trim();
        is_full(bare) || is_lower_name(bare)
    };
    if is_name(piece) || is_agency(piece) || is_spaceless(piece) {
        return true;
    }
    piece.contains(',') && piece.split(',').any(|part| !part.trim().is_empty())
}

/// `ada marlow`: two or three words all in small letters.
fn is_lower_name(words: &str) -> bool {
    let count = words.split(' ').count();
    (2..=3).contains(&count)
        && words
            .chars()
            .all(|c| c.is_lowercase() || matches!(c, ' ' | '-' | '\'' | '’' | '.'))
}

/// The names of a list with commas: roles, places and papers are left out, `Marlow, Ada` is turned.
fn listed(words: &str, setting: BylineSetting<'_>, is_first: bool) -> Vec<String> {
    if !words.contains([',', '，']) {
        return name::of(words, setting).into_iter().collect();
    }
    let pieces = words.split([',', '，']).map(str::trim);
    let pieces: Vec<&str> = pieces.filter(|piece| !piece.is_empty()).collect();
    let Some((first, rest)) = pieces.split_first() else {
        return Vec::new();
    };
    let outlet = setting.outlet.map(outlet_key);
    let is_outlet = |piece: &str| outlet.as_deref() == Some(outlet_key(piece).as_str());
    let mut suffix = None;
    let mut kept: Vec<&str> = vec![*first];
    for piece in rest {
        if is_suffix(piece) {
            suffix = suffix.or(Some((kept.len() - 1, *piece)));
        } else if !name::is_degree(piece) && !is_role(piece) && !is_outlet(piece) {
            kept.push(piece);
        }
    }
    let with_suffix = |at: usize, name: String| match suffix {
        Some((place, suffix)) if place == at => format!("{name} {suffix}"),
        _ => name,
    };
    let of = |piece: &str| name::of(piece, setting);
    let turned = |family: &str, given: &str| of(&format!("{given} {family}"));
    let is_turned = |family: &str, given: &str| is_family(family) && may_be_given(given, family);
    match kept.as_slice() {
        [only] => of(only)
            .map(|name| with_suffix(0, name))
            .into_iter()
            .collect(),
        [family, given] if is_turned(family, given) => {
            let name = turned(family, given);
            let place = suffix.map_or(0, |(place, _)| place);
            name.map(|name| with_suffix(place, name))
                .into_iter()
                .collect()
        }
        // `Marlow, A., Quill, C.`
        many if many.len() % 2 == 0
            && many
                .chunks(2)
                .all(|pair| matches!(pair, [family, given] if is_turned(family, given))) =>
        {
            let pairs = many.chunks(2);
            let pairs = pairs.filter_map(|pair| match pair {
                [family, given] => turned(family, given),
                _ => None,
            });
            pairs.collect()
        }
        many => {
            let mut names = Vec::new();
            for (at, piece) in many.iter().enumerate() {
                let name = of(piece).map(|name| with_suffix(at, name));
                let is_one = |name: &String| {
                    is_full(name) && !is_media(name) || setting.keeps_agencies && is_agency(name)
                };
                // The first may be a pen name of one word.
                // Behind it a piece is a person only as a whole, and written as the first is.
                let is_whole = |name: &String| {
                    let is_low = |words: &str| words.contains(char::is_lowercase);
                    let same_case = is_low(name) || !many.first().is_some_and(|it| is_low(it));
                    name.split(' ').count() >= piece.split(' ').count() && same_case
                };
                let counts = |name: &String| {
                    at == 0 && is_first
                        || is_one(name) && (at == 0 || is_whole(name) || is_agency(name))
                };
                names.extend(name.filter(counts));
            }
            names
        }
    }
}

/// One word, with the particles that go with it: `Marlow`, `von Hagen`, `De la Cruz`.
fn is_family(words: &str) -> bool {
    let mut bare = words.split(' ').filter(|word| !is_particle(word));
    let first = bare.next();
    first.is_some_and(|word| starts_name(word) && word.chars().count() > 1 && !word.ends_with('.'))
        && bare.next().is_none()
}

/// One or two words or initials that go before a family's name.
fn may_be_given(words: &str, family: &str) -> bool {
    let count = words.split(' ').count();
    let is_low = family.starts_with(char::is_lowercase) && !family.contains(' ');
    count <= 2
        && words.split(' ').all(|word| starts_name(word) || is_low)
        && !is_media(words)
        && !(is_given(family) && count == 2 && !is_given(words))
}

fn is_particle(word: &str) -> bool {
    byline::PARTICLES.contains(&word.to_lowercase().as_str())
}

fn starts_name(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_alphabetic)
        && !word.contains(|c: char| c.is_ascii_digit())
        && !word.starts_with(char::is_lowercase)
}
