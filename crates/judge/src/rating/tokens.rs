//! A printed rating cut into the signs that the grammar knows.

use ovation_language::data::glyphs::{LOOKS, THUMBS_DOWN, THUMBS_UP};
use ovation_terms::fold;
use unicode_normalization::UnicodeNormalization;

/// One sign of a printed rating.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// Digits with at most one decimal point or comma.
    Number(f64),
    /// A fraction in one character, such as ½.
    Part(f64),
    /// `/` or its look-alikes.
    Slash,
    /// A hyphen, minus or dash.
    Minus,
    /// `+`.
    Plus,
    /// `%`.
    Percent,
    /// `(` or `[`.
    Open,
    /// `)` or `]`.
    Close,
    /// A glyph of a row: 1 full, 0.5 half, 0 hollow.
    Glyph(f64),
    /// A thumb up (`true`) or down.
    Thumb(bool),
    /// Letters, folded.
    Word(String),
    /// Anything else, by itself.
    Other,
}

/// The glyphs that the table knows, as (glyph, worth).
pub(super) type Glyphs = Vec<(char, f64)>;

/// Cuts a text; the caller has checked its length.
pub(super) fn cut(text: &str, glyphs: &Glyphs) -> Vec<Token> {
    let mut tokens = Vec::new();
    let letters: Vec<char> = text.chars().flat_map(|c| spell(c, glyphs)).collect();
    let mut at = 0;
    while let Some(&letter) = letters.get(at) {
        at += 1;
        if let Some((_, worth)) = glyphs.iter().find(|(glyph, _)| *glyph == letter) {
            tokens.push(Token::Glyph(*worth));
            continue;
        }
        tokens.push(match letter {
            '0'..='9' => {
                let start = at - 1;
                at = number_end(&letters, at);
                read_number(letters.get(start..at).unwrap_or_default())
            }
            '.' | ',' if letters.get(at).is_some_and(char::is_ascii_digit) && starts(&tokens) => {
                let start = at - 1;
                at = number_end(&letters, at);
                read_number(letters.get(start..at).unwrap_or_default())
            }
            '/' | '⁄' | '∕' | '÷' => Token::Slash,
            '-' | '‐' | '‑' | '‒' | '–' | '—' | '−' => Token::Minus,
            '+' => Token::Plus,
            '%' => Token::Percent,
            '(' | '[' => Token::Open,
            ')' | ']' => Token::Close,
            _ if THUMBS_UP.contains(letter) => Token::Thumb(true),
            _ if THUMBS_DOWN.contains(letter) => Token::Thumb(false),
            '¼' => Token::Part(0.25),
            '½' => Token::Part(0.5),
            '¾' => Token::Part(0.75),
            '⅓' => Token::Part(1.0 / 3.0),
            '⅔' => Token::Part(2.0 / 3.0),
            ' ' | ':' | '=' | '.' | ',' | '"' | '\'' | '“' | '”' | '‘' | '’' | '!' => {
                continue;
            }
            _ if letter.is_whitespace() => continue,
            _ if letter.is_alphabetic() => {
                let start = at - 1;
                // An apostrophe between letters is of the word: `critic's`, `п'ять`.
                let is_letter = |at: usize| letters.get(at).is_some_and(|c| c.is_alphabetic());
                while letters.get(at).is_some_and(|c| {
                    c.is_alphabetic() || is_mark(*c) || (is_apostrophe(*c) && is_letter(at + 1))
                }) {
                    at += 1;
                }
                let word: String = letters.get(start..at).unwrap_or_default().iter().collect();
                Token::Word(fold(&word))
            }
            _ => Token::Other,
        });
    }
    tokens
}

/// Compatibility forms as their plain letters (full-width digits), but signs with a meaning of
/// their own here stay; what only changes the look of a glyph goes.
fn spell(letter: char, glyphs: &Glyphs) -> Vec<char> {
    let invisible = matches!(
        letter,
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{1f3fb}'..='\u{1f3ff}'
    ) || LOOKS.contains(letter);
    if invisible {
        Vec::new()
    } else if letter.is_ascii()
        || matches!(letter, '¼' | '½' | '¾' | '⅓' | '⅔')
        || glyphs.iter().any(|(glyph, _)| *glyph == letter)
    {
        vec![letter]
    } else {
        letter.nfkc().collect()
    }
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | 'ʼ')
}

fn is_mark(letter: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&letter)
}

/// Whether a decimal point here opens a number (`.5`) rather than ends a sentence.
fn starts(tokens: &[Token]) -> bool {
    !matches!(tokens.last(), Some(Token::Number(_)))
}

fn number_end(letters: &[char], mut at: usize) -> usize {
    while let Some(letter) = letters.get(at) {
        let next_is_digit = letters.get(at + 1).is_some_and(char::is_ascii_digit);
        if letter.is_ascii_digit() || (matches!(letter, '.' | ',') && next_is_digit) {
            at += 1;
        } else {
            break;
        }
    }
    at
}

/// Digits with one point or comma are a number; with two (`1.000,5`, `3.4.2012`) they are not.
fn read_number(letters: &[char]) -> Token {
    let text: String = letters
        .iter()
        .map(|c| if *c == ',' { '.' } else { *c })
        .collect();
    match text.parse::<f64>() {
        Ok(number) if number.is_finite() => Token::Number(number),
        _ => Token::Other,
    }
}
