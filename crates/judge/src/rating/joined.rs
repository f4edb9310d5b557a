//! Words that are joined: by hyphens, or as scripts without spaces join them.

use super::tokens::Token;
use super::vocabulary::Lexicon;
use ovation_language::data::ratings::{MINUS, PLUS};
use ovation_language::words::listed;

/// The signs without hyphens between words (`four-star`), and words of scripts without spaces in
/// their parts.
pub(super) fn plain(tokens: &[Token], words: &Lexicon) -> Vec<Token> {
    let mut made: Vec<Token> = Vec::with_capacity(tokens.len());
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Minus => {
                let is_between = match (made.last(), tokens.get(at + 1)) {
                    (Some(Token::Word(before)), Some(Token::Word(after))) => {
                        // `B-` is a grade; in `four-and-a-half` the letter is none.
                        made.len() > 1
                            || !words.letters.contains_key(&before.to_uppercase())
                            || is_sign(after)
                    }
                    (Some(Token::Number(_)), Some(Token::Word(after))) => {
                        words.stars.contains(after)
                    }
                    _ => false,
                };
                if !is_between {
                    made.push(Token::Minus);
                }
            }
            Token::Word(word) => match words.parts(word) {
                Some(parts) => made.extend(parts.into_iter().map(Token::Word)),
                None => made.push(token.clone()),
            },
            _ => made.push(token.clone()),
        }
    }
    made
}

/// Whether a word raises or lowers the letter before it.
fn is_sign(word: &str) -> bool {
    listed(PLUS, word) || listed(MINUS, word)
}
