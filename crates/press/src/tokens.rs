//! A text cut into words and marks, each with its class, sentence and paragraph.
//!
//! Everything after this works on tokens; a token is 28 bytes, holds no text, and points back by
//! byte offsets.

use ovation_language::data::names;
use ovation_language::lexicon::{self, Class};
use ovation_language::words::listed;

/// One word or mark.
#[derive(Clone, Copy, Debug)]
pub struct Token {
    /// Byte offset of its first letter.
    pub start: u32,
    /// Byte offset after its last.
    pub end: u32,
    /// Digest of the word in small letters, straight apostrophes; of the sign for a mark.
    pub word: u32,
    /// Digest of the last three letters.
    pub suffix: u32,
    /// What sort of word or mark.
    pub class: Class,
    /// Whether it begins with a capital.
    pub is_capital: bool,
    /// Whether white space stands before it.
    pub is_spaced: bool,
    /// Number of its sentence, from 0 in the text.
    pub sentence: u32,
    /// Number of its paragraph, from 0.
    pub paragraph: u32,
}

impl Token {
    /// What stands before the first and after the last token.
    pub const NONE: Self = Self {
        start: 0,
        end: 0,
        word: 0,
        suffix: 0,
        class: Class::Edge,
        is_capital: false,
        is_spaced: true,
        sentence: u32::MAX,
        paragraph: u32::MAX,
    };

    /// Whether it is a word or a number, not a mark.
    pub fn is_word(&self) -> bool {
        self.class.is_word()
    }
}

/// A text's tokens, with where sentences begin.
#[derive(Debug)]
pub struct Tokens<'a> {
    /// The text.
    pub text: &'a str,
    /// In order.
    pub list: Vec<Token>,
    /// Index of each sentence's first token, with the count of tokens at the end.
    pub sentences: Vec<usize>,
    /// Index of each paragraph's first token, with the count of tokens at the end.
    pub paragraphs: Vec<usize>,
}

impl<'a> Tokens<'a> {
    /// The token at an index; [`Token::NONE`] outside.
    pub fn at(&self, index: usize) -> &Token {
        self.list.get(index).unwrap_or(&Token::NONE)
    }

    /// The token `offset` places from an index.
    pub fn near(&self, index: usize, offset: isize) -> &Token {
        index
            .checked_add_signed(offset)
            .map_or(&Token::NONE, |at| self.at(at))
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The words of a token.
    pub fn text_of(&self, index: usize) -> &'a str {
        let token = self.at(index);
        self.text
            .get(token.start as usize..token.end as usize)
            .unwrap_or("")
    }

    /// Byte span of tokens `from..to`.
    pub fn bytes(&self, from: usize, to: usize) -> (usize, usize) {
        if to <= from {
            let start = self.at(from).start as usize;
            return (start, start);
        }
        (self.at(from).start as usize, self.at(to - 1).end as usize)
    }

    /// Tokens of a sentence, as `from..to`.
    pub fn sentence(&self, number: u32) -> (usize, usize) {
        span_of(&self.sentences, number, self.len())
    }

    /// Tokens of a paragraph, as `from..to`.
    pub fn paragraph(&self, number: u32) -> (usize, usize) {
        span_of(&self.paragraphs, number, self.len())
    }
}

fn span_of(bounds: &[usize], number: u32, len: usize) -> (usize, usize) {
    let number = number as usize;
    let from = bounds.get(number).copied().unwrap_or(len);
    (from, bounds.get(number + 1).copied().unwrap_or(len))
}

/// Cuts a text into tokens. Texts of 4 GiB and more are cut there.
pub fn tokenize(text: &str) -> Tokens<'_> {
    let mut list = Vec::with_capacity(text.len() / 5 + 8);
    let mut cutter = Cutter {
        text,
        at: 0,
        is_spaced: true,
        sentence: 0,
        paragraph: 0,
        is_sentence_over: false,
        sentences: vec![0],
        paragraphs: vec![0],
        last_word: 0,
        last_letters: 0,
    };
    cutter.run(&mut list);
    let Cutter {
        mut sentences,
        mut paragraphs,
        ..
    } = cutter;
    sentences.push(list.len());
    paragraphs.push(list.len());
    let mut tokens = Tokens {
        text,
        list,
        sentences,
        paragraphs,
    };
    name_wills(&mut tokens);
    tokens
}

/// `Will` before a name is a name too, but for the head of a question: `Will Roy return?`
fn name_wills(tokens: &mut Tokens<'_>) {
    let wills: Vec<usize> = (0..tokens.len())
        .filter(|&at| tokens.at(at).class == Class::Be && tokens.at(at).is_capital)
        .filter(|&at| {
            let (from, to) = tokens.sentence(tokens.at(at).sentence);
            let asks = (from..to)
                .rev()
                .take(3)
                .any(|end| tokens.text_of(end) == "?");
            is_auxiliary_name(tokens.text_of(at))
                && tokens.at(at + 1).class == Class::Name
                && (at > from || !asks)
        })
        .collect();
    for at in wills {
        if let Some(token) = tokens.list.get_mut(at) {
            token.class = Class::Name;
        }
    }
}

/// `Will`, `May`, not all in capitals.
fn is_auxiliary_name(word: &str) -> bool {
    let is_small = word.chars().skip(1).all(char::is_lowercase);
    is_small && listed(names::AUXILIARY, &word.to_lowercase())
}

/// Most tokens of a sentence: what goes on longer is cut there, so that what is sought in a whole sentence is sought
/// in so many.
const LONGEST_SENTENCE: usize = 400;

struct Cutter<'a> {
    text: &'a str,
    at: usize,
    is_spaced: bool,
    sentence: u32,
    paragraph: u32,
    /// A full stop stood here; the next word in capitals opens a sentence.
    is_sentence_over: bool,
    sentences: Vec<usize>,
    paragraphs: Vec<usize>,
    last_word: u32,
    /// Letters in the last word.
    last_letters: usize,
}

/// Fewest tokens of a line that may have been broken within a sentence.
const BROKEN_LINE: usize = 8;

impl Cutter<'_> {
    fn run(&mut self, list: &mut Vec<Token>) {
        while let Some(letter) = self.letter(self.at) {
            if self.at >= u32::MAX as usize - 8 {
                break;
            }
            if letter == '\n' || letter == '\r' || letter == '\u{2029}' {
                self.at += letter.len_utf8();
                self.is_spaced = true;
                if !self.goes_on(list) {
                    self.break_paragraph(list);
                }
            } else if letter.is_whitespace() || is_invisible(letter) {
                self.at += letter.len_utf8();
                self.is_spaced = true;
            } else if letter.is_alphanumeric() || "@#$€£_".contains(letter) {
                self.word(list);
            } else {
                self.mark(letter, list);
            }
        }
    }

    fn letter(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    /// Whether a line was broken within a sentence, as in letters of old: a long one that ends in a word or a comma
    /// before one in small letters.
    fn goes_on(&self, list: &[Token]) -> bool {
        let begin = self.paragraphs.last().copied().unwrap_or(0);
        let is_open = list.len() >= begin + BROKEN_LINE
            && list
                .last()
                .is_some_and(|last| last.is_word() || last.class == Class::Comma);
        let rest = self.text.get(self.at..).unwrap_or_default();
        is_open && rest.trim_start().starts_with(char::is_lowercase)
    }

    fn break_paragraph(&mut self, list: &[Token]) {
        self.is_sentence_over = false;
        if self.paragraphs.last() != Some(&list.len()) {
            self.paragraphs.push(list.len());
            self.paragraph += 1;
        }
        self.break_sentence(list);
    }

    fn break_sentence(&mut self, list: &[Token]) {
        self.is_sentence_over = false;
        if self.sentences.last() != Some(&list.len()) {
            self.sentences.push(list.len());
            self.sentence += 1;
        }
    }

    fn word(&mut self, list: &mut Vec<Token>) {
        let start = self.at;
        let mut end = start;
        let mut digest = lexicon::SEED;
        let mut tail = [0_u32; 3];
        let mut capitals = 0;
        let mut letters = 0;
        let mut is_number = false;
        let mut is_capital = false;
        let rest = self.text.get(start..).unwrap_or("");
        let mut chars = rest.char_indices().peekable();
        while let Some((offset, letter)) = chars.next() {
            let here = start + offset;
            if offset == 0 || letter.is_alphanumeric() || letter == '_' {
                if offset == 0 {
                    is_number = letter.is_ascii_digit() || "$€£".contains(letter);
                    is_capital = letter.is_uppercase();
                }
                if letter.is_uppercase() {
                    capitals += 1;
                }
                letters += 1;
                let small = lexicon::small(letter);
                digest = lexicon::mix(digest, small);
                tail.rotate_left(1);
                if let Some(last) = tail.last_mut() {
                    *last = small;
                }
                end = here + letter.len_utf8();
                continue;
            }
            let next = chars.peek().map(|&(_, next)| next);
            let is_inner = next.is_some_and(char::is_alphanumeric);
            match letter {
                '\'' | '’' | 'ʼ' if is_inner => {
                    // `Baker's`: the ending is a token of its own; `don't` and `l'été` stay words.
                    let after = rest.get(offset + letter.len_utf8()..).unwrap_or("");
                    let is_genitive = after.starts_with(['s', 'S'])
                        && !after.chars().nth(1).is_some_and(char::is_alphanumeric);
                    if is_genitive {
                        break;
                    }
                    // The elided article or pronoun of French and Italian: `l'`, `qu'`, `dell'`.
                    digest = lexicon::mix(digest, u32::from(b'\''));
                    end = here + letter.len_utf8();
                }
                '-' | '‑' if is_inner => {
                    digest = lexicon::mix(digest, u32::from(b'-'));
                    end = here + letter.len_utf8();
                }
                '.' | ',' if is_number && next.is_some_and(|next| next.is_ascii_digit()) => {
                    digest = lexicon::mix(digest, u32::from(b'.'));
                    end = here + letter.len_utf8();
                }
                // `U.S.`, `p.m.`, `J.J.`: one letter and a stop, again and again.
                '.' if letters <= 3 && is_inner && single_letters(rest, offset) => {
                    digest = lexicon::mix(digest, u32::from(b'.'));
                    end = here + 1;
                }
                _ => break,
            }
        }
        let suffix = tail.iter().fold(lexicon::SEED ^ 0x5f, |digest, &small| {
            lexicon::mix(digest, small)
        });
        let is_all_capitals = capitals > 1 && capitals == letters;
        let class = if is_number {
            Class::Number
        } else {
            lexicon::class_of(digest, is_capital, is_all_capitals, tail)
        };
        self.push(list, start, end, digest, suffix, class, is_capital);
        self.last_word = digest;
        self.last_letters = letters;
    }

    fn mark(&mut self, letter: char, list: &mut Vec<Token>) {
        let start = self.at;
        let mut end = start + letter.len_utf8();
        let rest = self.text.get(start..).unwrap_or("");
        // `''` and ` `` ` stand for double marks in wire copy; `'s` after a word is its ending.
        let mut class = lexicon::class_of_mark(letter);
        if rest.starts_with("''") || rest.starts_with("``") {
            end = start + 2;
            class = Class::Mark;
        } else if matches!(letter, '\'' | '’' | 'ʼ') && !self.is_spaced {
            let after = rest.get(letter.len_utf8()..).unwrap_or("");
            let is_genitive = after.starts_with(['s', 'S'])
                && !after.chars().nth(1).is_some_and(char::is_alphanumeric);
            if is_genitive && self.last_letters > 0 {
                end += 1;
                let word = lexicon::digest("'s");
                self.push(list, start, end, word, word, Class::Genitive, false);
                return;
            }
        } else if letter == '.' && rest.starts_with("..") {
            end = start + rest.bytes().take_while(|&byte| byte == b'.').count();
            class = Class::Ellipsis;
        } else if matches!(letter, '-' | '–' | '—') {
            end = start
                + rest
                    .chars()
                    .take_while(|&c| c == letter)
                    .map(char::len_utf8)
                    .sum::<usize>();
        }
        let word = lexicon::mix(lexicon::SEED ^ 0x2d, u32::from(letter));
        let is_abbreviation = letter == '.'
            && !self.is_spaced
            && (self.last_letters == 1 || lexicon::is_abbreviation(self.last_word));
        self.push(list, start, end, word, word, class, false);
        self.last_letters = 0;
        match class {
            Class::Stop if is_abbreviation => {}
            Class::Stop | Class::Ellipsis => self.is_sentence_over = true,
            _ => {}
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one token")]
    fn push(
        &mut self,
        list: &mut Vec<Token>,
        start: usize,
        end: usize,
        word: u32,
        suffix: u32,
        class: Class,
        is_capital: bool,
    ) {
        if self.is_sentence_over {
            let is_closing = matches!(
                class,
                Class::Mark | Class::Close | Class::Stop | Class::Ellipsis | Class::Bracket
            ) && !self.is_spaced;
            let is_opening = self.is_spaced
                && (is_capital
                    || matches!(
                        class,
                        Class::Number | Class::Mark | Class::Open | Class::Bracket
                    ));
            if is_opening {
                self.break_sentence(list);
            } else if !is_closing {
                self.is_sentence_over = false;
            }
        }
        let begun = self.sentences.last().copied().unwrap_or_default();
        if list.len() - begun >= LONGEST_SENTENCE {
            self.break_sentence(list);
        }
        list.push(Token {
            start: u32::try_from(start).unwrap_or(u32::MAX),
            end: u32::try_from(end).unwrap_or(u32::MAX),
            word,
            suffix,
            class,
            is_capital,
            is_spaced: self.is_spaced,
            sentence: self.sentence,
            paragraph: self.paragraph,
        });
        self.at = end;
        self.is_spaced = false;
    }
}

/// Whether what stands before the stop is a single letter: `U` in `U.S.`.
fn single_letters(rest: &str, offset: usize) -> bool {
    let before = rest.get(..offset).unwrap_or("");
    let mut letters = before.chars().rev();
    letters.next().is_some_and(char::is_alphabetic)
        && letters.next().is_none_or(|letter| letter == '.')
}

fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{2060}' | '\u{ad}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_endless_sentence_is_cut() {
        let text = "lamp and ".repeat(1_000);
        let tokens = tokenize(&text);
        let bounds = tokens.sentences.windows(2);
        assert!(
            bounds
                .clone()
                .all(|pair| pair[1] - pair[0] <= LONGEST_SENTENCE)
        );
        assert_eq!(bounds.count(), 2_000 / LONGEST_SENTENCE);
    }
}
