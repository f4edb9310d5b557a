//! What a printed rating says, before any scale is applied.

use super::joined::plain;
use super::tokens::Token;
use super::vocabulary::{Lexicon, Worth};
use ovation_language::Language;
use ovation_language::data::ratings::{MINUS, PLUS};
use ovation_language::words::listed;
use std::collections::BTreeSet;

/// What was printed.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Form {
    /// Points and the printed top.
    Fraction { points: f64, top: f64 },
    /// Points in stars, without a top.
    Stars { points: f64 },
    /// A letter of the table.
    Letter { letter: String },
    /// 0 to 100 and beyond.
    Percent { points: f64 },
    /// A thumb.
    Thumb { up: bool },
    /// A rating with a name, and what it is worth.
    Named { value: f64 },
    /// A number and nothing else.
    Bare { points: f64 },
}

/// The points of a fraction; those a little above a top of ten are praise, and the top: `11/10`, `12/10`.
/// Beyond these a number is more likely misread.
pub(super) fn praised(points: f64, top: f64) -> f64 {
    let is_praise = (top - 10.0).abs() < 1e-9 && points <= 15.0 && points.fract() == 0.0;
    if is_praise { points.min(top) } else { points }
}

/// Why the signs are no rating.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Misread {
    /// Nothing was printed.
    Empty,
    /// Only words that announce a rating.
    LabelOnly,
    /// Two numbers with a dash between: the range of a scale.
    Range,
    /// A number below zero.
    Negative,
    /// More glyphs in a row than a rating has.
    Decoration,
    /// Two ratings that differ.
    Two,
    /// A word that is worth different things in different languages.
    Differs,
    /// None of the known forms.
    Unknown,
}

/// Reads all the signs or none: what is left over makes a rating unreadable. `language` is that of
/// the text, where it is known.
pub(super) fn read(
    tokens: &[Token],
    words: &Lexicon,
    language: Option<&Language>,
) -> Result<Form, Misread> {
    if tokens.is_empty() {
        return Err(Misread::Empty);
    }
    let tokens = plain(tokens, words);
    let mut reader = GrammarReader {
        rest: &tokens,
        words,
        language,
        differs: false,
    };
    // A lone `A` is a grade and `un sur cinq` one of five, so the longest known reading goes before
    // dropping words that may be a label or an article.
    loop {
        let read = reader.all();
        if read.is_ok() || !reader.word_of(&words.labels) {
            return match read {
                Err(Misread::Unknown) if reader.differs => Err(Misread::Differs),
                Err(Misread::Empty) => Err(Misread::LabelOnly),
                read => read,
            };
        }
    }
}

/// Of two readings that say the same, the one that names the top.
fn agree(first: Form, second: Form) -> Result<Form, Misread> {
    let close = |a: f64, b: f64| (a - b).abs() < 1e-9;
    match (&first, &second) {
        (Form::Fraction { points: a, top: s }, Form::Fraction { points: b, top: t })
            if close(a * t, b * s) =>
        {
            Ok(first)
        }
        (Form::Fraction { points, .. }, Form::Stars { points: others })
            if close(*points, *others) =>
        {
            Ok(first)
        }
        (Form::Stars { points }, Form::Fraction { points: others, .. })
            if close(*points, *others) =>
        {
            Ok(second)
        }
        _ => Err(Misread::Two),
    }
}

struct GrammarReader<'a> {
    rest: &'a [Token],
    words: &'a Lexicon,
    language: Option<&'a Language>,
    /// Whether a word was met that languages differ on.
    differs: bool,
}

impl GrammarReader<'_> {
    /// All that is left as one rating; where it is none, nothing is taken.
    fn all(&mut self) -> Result<Form, Misread> {
        let before = self.rest;
        let read = self.all_or_part();
        if read.is_err() {
            self.rest = before;
        }
        read
    }

    fn all_or_part(&mut self) -> Result<Form, Misread> {
        if self.rest.is_empty() {
            return Err(Misread::Empty);
        }
        for form in [Self::letter, Self::named] {
            if let Some(form) = self.whole(form) {
                return Ok(form);
            }
        }
        if let [Token::Minus, Token::Number(_) | Token::Part(_), ..] = self.rest {
            return Err(Misread::Negative);
        }
        let form = self.rating()?;
        if self.rest.is_empty() {
            return Ok(form);
        }
        // `★★★☆☆ (3/5)`, `3/5 ★★★`: the same said twice.
        let bracketed = self.take(&Token::Open);
        let again = self.rating()?;
        if bracketed {
            self.take(&Token::Close);
        }
        if self.rest.is_empty() {
            agree(form, again)
        } else {
            Err(Misread::Unknown)
        }
    }

    /// `thumbs up`, `two thumbs up`, `daumen hoch`.
    fn named(&mut self) -> Option<Form> {
        loop {
            let mut joined = String::new();
            for token in self.rest {
                let Token::Word(word) = token else {
                    return None;
                };
                joined.push_str(word);
            }
            if let Worth::Known(value) = self.words.named.of(&joined, self.language) {
                self.rest = &[];
                return Some(Form::Named { value });
            }
            if !self.word_of(&self.words.around_named) {
                return None;
            }
        }
    }

    /// Runs a reading that must use everything up; otherwise nothing is taken.
    fn whole(&mut self, read: fn(&mut Self) -> Option<Form>) -> Option<Form> {
        let before = self.rest;
        let form = read(self).filter(|_| self.rest.is_empty());
        if form.is_none() {
            self.rest = before;
        }
        form
    }

    fn rating(&mut self) -> Result<Form, Misread> {
        if let Some(up) = self.thumbs() {
            return Ok(Form::Thumb { up });
        }
        if let Some((points, shown)) = self.glyphs()? {
            return Ok(self.after_glyphs(points, shown));
        }
        let points = self.quantity().ok_or(Misread::Unknown)?;
        self.after_points(points)
    }

    /// Thumbs that all point one way.
    fn thumbs(&mut self) -> Option<bool> {
        let mut way = None;
        while let [Token::Thumb(up), rest @ ..] = self.rest {
            if way.is_some_and(|way| way != *up) {
                return None;
            }
            way = Some(*up);
            self.rest = rest;
        }
        way
    }

    /// A row of glyphs: their worth, and how many there are when hollow ones show the top.
    fn glyphs(&mut self) -> Result<Option<(f64, Option<usize>)>, Misread> {
        let (mut points, mut count, mut hollow) = (0.0, 0_usize, false);
        loop {
            let (worth, rest) = match self.rest {
                [Token::Glyph(worth), rest @ ..] => (*worth, rest),
                // `★★★½☆`: the fraction fills a place of the row.
                [Token::Part(part), rest @ ..]
                    if count > 0 && matches!(rest, [Token::Glyph(_), ..]) =>
                {
                    (*part, rest)
                }
                _ => break,
            };
            points += worth;
            count += 1;
            hollow |= worth == 0.0;
            self.rest = rest;
        }
        if count == 0 {
            return Ok(None);
        }
        if count > self.words.most_glyphs {
            return Err(Misread::Decoration);
        }
        // `★ 4`: one glyph as the name of the unit.
        if count == 1
            && points > 0.5
            && matches!(self.rest, [Token::Number(n), ..] if !is_one(*n) || !self.is_half_ahead())
        {
            points = self.quantity().ok_or(Misread::Unknown)?;
        } else if !hollow {
            points += self.trailing_half();
        }
        Ok(Some((points, hollow.then_some(count))))
    }

    fn after_glyphs(&mut self, points: f64, shown: Option<usize>) -> Form {
        let before = self.rest;
        let bracketed = self.take(&Token::Open);
        if self.slash_or_of()
            && let Some(top) = self.quantity().or_else(|| self.full_row())
        {
            self.unit();
            if bracketed {
                self.take(&Token::Close);
            }
            return Form::Fraction { points, top };
        }
        self.rest = before;
        match shown {
            Some(count) => Form::Fraction {
                points,
                top: f64::from(u32::try_from(count).unwrap_or(u32::MAX)),
            },
            None => Form::Stars { points },
        }
    }

    /// A row of full glyphs as the top of a scale: `**½ (out of ****)`.
    fn full_row(&mut self) -> Option<f64> {
        let mut count = 0.0;
        while let [Token::Glyph(worth), rest @ ..] = self.rest
            && is_one(*worth)
        {
            count += 1.0;
            self.rest = rest;
        }
        (count > 0.0).then_some(count)
    }

    fn after_points(&mut self, points: f64) -> Result<Form, Misread> {
        if let [Token::Minus, Token::Number(_), ..] = self.rest {
            return Err(Misread::Range);
        }
        if self.take(&Token::Percent) || self.word_of(&self.words.percent) {
            return Ok(Form::Percent { points });
        }
        // `half a star`.
        if points < 1.0 {
            self.word_of(&self.words.articles);
        }
        let in_stars = self.unit();
        let points = if in_stars {
            points + self.trailing_half()
        } else {
            points
        };
        let bracketed = self.take(&Token::Open);
        if self.slash_or_of() {
            if let [Token::Minus, Token::Number(_), ..] = self.rest {
                return Err(Misread::Negative);
            }
            let top = self.quantity().ok_or(Misread::Unknown)?;
            self.unit();
            if bracketed {
                self.take(&Token::Close);
            }
            return Ok(Form::Fraction { points, top });
        }
        if bracketed {
            return Err(Misread::Unknown);
        }
        // `beş üzerinden dört`: the top goes first.
        if self.word_of(&self.words.of_first) {
            let top = points;
            let points = self.quantity().ok_or(Misread::Unknown)?;
            self.unit();
            return Ok(Form::Fraction { points, top });
        }
        Ok(if in_stars {
            Form::Stars { points }
        } else {
            Form::Bare { points }
        })
    }

    /// `3`, `3.5`, `3½`, `3 1/2`, `3-1/2`, `½`, `three and a half`.
    fn quantity(&mut self) -> Option<f64> {
        let whole = match self.rest {
            [Token::Part(part), rest @ ..] => {
                self.rest = rest;
                return Some(*part);
            }
            [Token::Number(number), rest @ ..] => {
                self.rest = rest;
                *number
            }
            [Token::Word(word), rest @ ..] => {
                let worth = self.words.numbers.of(word, self.language);
                self.differs |= worth == Worth::Differs;
                let Worth::Known(number) = worth else {
                    return None;
                };
                self.rest = rest;
                number
            }
            _ => return None,
        };
        if whole.fract() == 0.0 {
            let dashed = matches!(self.rest, [Token::Minus, Token::Number(n), Token::Slash, ..] if is_one(*n));
            let before = self.rest;
            if dashed {
                self.take(&Token::Minus);
            }
            let half = self.trailing_half();
            if half > 0.0 {
                return Some(whole + half);
            }
            self.rest = before;
        }
        Some(whole)
    }

    fn is_half_ahead(&self) -> bool {
        matches!(self.rest, [Token::Number(a), Token::Slash, Token::Number(b), ..] if is_part(*a, *b))
    }

    /// A fraction below one that adds to what came before: `½`, `1/2`, `and a half`; else 0.
    fn trailing_half(&mut self) -> f64 {
        match self.rest {
            [Token::Part(part), rest @ ..] => {
                self.rest = rest;
                *part
            }
            [Token::Number(a), Token::Slash, Token::Number(b), rest @ ..] if is_part(*a, *b) => {
                self.rest = rest;
                a / b
            }
            _ => f64::from(u8::from(self.word_of(&self.words.half))) / 2.0,
        }
    }

    /// Takes a unit; true when it was stars.
    fn unit(&mut self) -> bool {
        if self.word_of(&self.words.stars) {
            return true;
        }
        if let [Token::Glyph(worth), rest @ ..] = self.rest
            && is_one(*worth)
            && !matches!(rest, [Token::Glyph(_), ..])
        {
            self.rest = rest;
            return true;
        }
        self.word_of(&self.words.units);
        false
    }

    fn slash_or_of(&mut self) -> bool {
        self.take(&Token::Slash) || self.word_of(&self.words.of)
    }

    fn letter(&mut self) -> Option<Form> {
        let [Token::Word(word), rest @ ..] = self.rest else {
            return None;
        };
        let mut letter = word.to_uppercase();
        self.rest = rest;
        match self.rest {
            [Token::Plus, rest @ ..] => {
                letter.push('+');
                self.rest = rest;
            }
            [Token::Minus, rest @ ..] => {
                letter.push('-');
                self.rest = rest;
            }
            [Token::Word(sign), rest @ ..] if listed(PLUS, sign) => {
                letter.push('+');
                self.rest = rest;
            }
            [Token::Word(sign), rest @ ..] if listed(MINUS, sign) => {
                letter.push('-');
                self.rest = rest;
            }
            _ => {}
        }
        self.words
            .letters
            .contains_key(&letter)
            .then_some(Form::Letter { letter })
    }

    fn take(&mut self, token: &Token) -> bool {
        match self.rest.split_first() {
            Some((first, rest)) if first == token => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    /// Takes one to four words that together, folded, stand in the set; the longest first.
    fn word_of(&mut self, set: &BTreeSet<String>) -> bool {
        for length in (1..=4).rev() {
            let Some(taken) = self.rest.get(..length) else {
                continue;
            };
            let mut joined = String::new();
            let all_words = taken.iter().all(|token| match token {
                Token::Word(word) => {
                    joined.push_str(word);
                    true
                }
                _ => false,
            });
            if all_words && set.contains(&joined) {
                self.rest = self.rest.get(length..).unwrap_or_default();
                return true;
            }
        }
        false
    }
}

/// The fractions that print as a part of a point: 1/2, 1/4, 3/4, 1/3, 2/3.
fn is_part(a: f64, b: f64) -> bool {
    [(1.0, 2.0), (1.0, 4.0), (3.0, 4.0), (1.0, 3.0), (2.0, 3.0)].contains(&(a, b))
}

fn is_one(number: f64) -> bool {
    (number - 1.0).abs() < 1e-9
}
