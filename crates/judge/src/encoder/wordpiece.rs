//! Words cut into the pieces that the encoder knows.

use super::punctuation::is_punctuation;
use crate::JudgeError;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Words of more letters are unknown as a whole, as where the vocabulary was made.
const LONGEST_WORD: usize = 100;

/// Knows the pieces of words.
///
/// A text is cleaned (control characters out, white space made spaces), its accents are taken off,
/// its letters made small, typographers' marks made plain, Chinese characters and punctuation made words of their own; each word is
/// then cut from the left into the longest pieces known, those inside a word being marked `##`.
///
/// # Source
/// Devlin et al., BERT (2019), the uncased tokenizer; Wu et al. (2016) for word pieces.
#[derive(Clone, Debug)]
pub(super) struct WordPieces {
    starts: Pieces,
    insides: Pieces,
    unknown: u32,
    pub(super) first: u32,
    pub(super) last: u32,
    count: usize,
}

#[expect(
    clippy::disallowed_types,
    reason = "only looked up, never walked; several look-ups for each word of a text"
)]
type Pieces = std::collections::HashMap<Box<str>, u32>;

impl WordPieces {
    /// From a list of pieces, one a line, in the order of their numbers.
    pub(super) fn read(list: &str) -> Result<Self, JudgeError> {
        let (mut starts, mut insides) = (Pieces::new(), Pieces::new());
        let mut count = 0;
        for (piece, number) in list.lines().zip(0_u32..) {
            match piece.strip_prefix("##").filter(|inside| !inside.is_empty()) {
                Some(inside) => insides.insert(inside.into(), number),
                None => starts.insert(piece.into(), number),
            };
            count += 1;
        }
        let special = |name: &str| {
            let wanted = || JudgeError::Model(format!("a vocabulary without `{name}`"));
            starts.get(name).copied().ok_or_else(wanted)
        };
        Ok(Self {
            unknown: special("[UNK]")?,
            first: special("[CLS]")?,
            last: special("[SEP]")?,
            starts,
            insides,
            count,
        })
    }

    /// How many pieces are known.
    pub(super) fn len(&self) -> usize {
        self.count
    }

    /// The numbers of a text's pieces, at most `most`, without the marks of beginning and end.
    pub(super) fn cut(&self, text: &str, most: usize) -> Vec<u32> {
        let mut pieces = Vec::new();
        let mut word = String::new();
        for letter in text.chars().flat_map(plain) {
            if pieces.len() >= most {
                break;
            }
            if letter == '\t' || letter == '\n' || letter == '\r' || letter.is_whitespace() {
                self.finish(&mut word, &mut pieces);
                continue;
            }
            if is_unseen(letter) {
                continue;
            }
            if letter.is_ascii() {
                // By far most letters: nothing to take apart.
                let small = letter.to_ascii_lowercase();
                if small.is_ascii_punctuation() {
                    self.finish(&mut word, &mut pieces);
                    word.push(small);
                    self.finish(&mut word, &mut pieces);
                } else {
                    word.push(small);
                }
                continue;
            }
            if is_chinese(letter) {
                self.finish(&mut word, &mut pieces);
                word.push(letter);
                self.finish(&mut word, &mut pieces);
                continue;
            }
            let bare = std::iter::once(letter)
                .nfd()
                .filter(|part| !is_combining_mark(*part))
                .flat_map(char::to_lowercase);
            for small in bare {
                if is_punctuation(small) {
                    self.finish(&mut word, &mut pieces);
                    word.push(small);
                    self.finish(&mut word, &mut pieces);
                } else {
                    word.push(small);
                }
            }
        }
        self.finish(&mut word, &mut pieces);
        pieces.truncate(most);
        pieces
    }

    /// Cuts the word at hand into pieces and empties it.
    fn finish(&self, word: &mut String, pieces: &mut Vec<u32>) {
        if word.is_empty() {
            return;
        }
        let before = pieces.len();
        if word.len() > LONGEST_WORD && word.chars().nth(LONGEST_WORD).is_some() {
            pieces.push(self.unknown);
            word.clear();
            return;
        }
        let mut rest = word.as_str();
        let mut known = &self.starts;
        while !rest.is_empty() {
            let ends = rest.char_indices().rev().map(|(at, c)| at + c.len_utf8());
            let found = ends
                .filter_map(|end| rest.split_at_checked(end))
                .find_map(|(piece, after)| known.get(piece).map(|number| (*number, after)));
            let Some((number, after)) = found else {
                pieces.truncate(before);
                pieces.push(self.unknown);
                break;
            };
            pieces.push(number);
            rest = after;
            known = &self.insides;
        }
        word.clear();
    }
}

/// Typographers' quotation marks, dashes and dots as a typewriter has them: the texts that the
/// weights were fitted to know no others, and to a reader they are the same.
fn plain(letter: char) -> impl Iterator<Item = char> {
    let (plain, times) = match letter {
        '‘' | '’' | '‚' | '‛' | '′' | '´' => ('\'', 1),
        '“' | '”' | '„' | '‟' | '″' | '«' | '»' => ('"', 1),
        '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' => ('-', 1),
        '…' => ('.', 3),
        other => (other, 1),
    };
    std::iter::repeat_n(plain, times)
}

/// Characters that stand for nothing seen: controls, byte order marks, joiners, private ones.
fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(u32::from(letter),
            0xad | 0x600..=0x605 | 0x61c | 0x6dd | 0x70f | 0x180e | 0x200b..=0x200f | 0x202a..=0x202e
            | 0x2060..=0x206f | 0xe000..=0xf8ff | 0xfeff | 0xfff9..=0xfffb | 0xfffd
            | 0xe0001..=0xe007f | 0xf0000..=0x0010_ffff)
}

/// Characters of Chinese writing: each is a word.
fn is_chinese(letter: char) -> bool {
    matches!(u32::from(letter),
        0x4e00..=0x9fff | 0x3400..=0x4dbf | 0x20000..=0x2a6df | 0x2a700..=0x2b73f
        | 0x2b740..=0x2b81f | 0x2b820..=0x2ceaf | 0xf900..=0xfaff | 0x2f800..=0x2fa1f)
}
