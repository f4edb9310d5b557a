//! Titles as printed, and the forms under which they are compared.
//!
//! `Lantern Keeper, The (2011)`, `The Lantern Keeper` and `Lantern Keeper` can be the same film.
//! How much a form takes away decides how much it proves.

mod editions;
mod long_words;
mod numbers;
mod printed;
mod spellings;
mod variants;

use editions::without_remarks;
use numbers::{is_number, with_digits};
use ovation_language::data::film::TITLE_ARTICLES;
use ovation_language::romanised;
use ovation_terms::fold;
pub use printed::PrintedTitle;
use std::borrow::Cow;

/// How a form came about, strongest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Strength {
    /// The title's own letters; at most the notation differs (`Title, The`).
    Same = 0,
    /// Another spelling of the same words: numerals, number words, `and`.
    Spelling = 1,
    /// A part of it: the title without its subtitle, or what stands in parentheses.
    Part = 2,
    /// The title without its subtitle, where what is left ends with its number in a row of films.
    NumberedPart = 3,
    /// The title without its number in a row of films: only of what is printed.
    WithoutNumber = 4,
    /// The title's letters in those of another script, in one of the ways that there are.
    Romanised = 5,
    /// Without its article, perhaps in another spelling.
    Bare = 6,
    /// What stands behind its colon: only of a film's title.
    Subtitle = 7,
    /// Its long words and its numbers, whatever stands between them.
    Words = 8,
}

impl Strength {
    pub(crate) fn of(sort: u8) -> Self {
        match sort {
            0 => Self::Same,
            1 => Self::Spelling,
            2 => Self::Part,
            3 => Self::NumberedPart,
            4 => Self::WithoutNumber,
            5 => Self::Romanised,
            6 => Self::Bare,
            7 => Self::Subtitle,
            _ => Self::Words,
        }
    }
}

/// A form under which a title is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Form {
    /// Folded letters, never empty.
    pub(crate) letters: String,
    /// How it came about.
    pub(crate) strength: Strength,
    /// Whether it comes from a further title in parentheses and not from the title itself.
    pub(crate) in_parentheses: bool,
    /// Whether a number was left out with the subtitle: then it is another film of the row.
    pub(crate) lost_number: bool,
    /// Whether a remark on a cut, a copy or a showing was left off.
    pub(crate) is_edition: bool,
}

/// A title taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Title {
    /// Folded forms, the title's own first; no form twice, none empty.
    pub(crate) forms: Vec<Form>,
    /// The year printed behind it in parentheses.
    pub(crate) year: Option<i16>,
    /// The title without what stands in parentheses behind it and without remarks, its article in
    /// front.
    pub(crate) main: String,
    /// Whether what stands behind the colon or dash is or has a number, as a sequel's.
    pub(crate) is_numbered: bool,
}

/// Longest title that is looked at, in bytes; what is longer is no title and only costs time.
const LONGEST: usize = 400;
/// A subtitle of fewer words beside its article, or of fewer letters, is no title by itself: `Part 2`, `The Movie`.
const TELLING_WORDS: usize = 2;
const TELLING_LETTERS: usize = 9;
/// Of fewer Latin letters a title in another script tells nothing: too many others are written so.
const SHORTEST_ROMANISED: usize = 5;

impl Title {
    /// Takes a printed title apart.
    pub(crate) fn of(printed: &str) -> Self {
        let printed = cut(printed.trim(), LONGEST);
        let mut title = Self::of_whole(printed);
        if let Some((rest, _)) = without_remarks(printed) {
            let rest = Self::of_whole(&rest);
            title.year = title.year.or(rest.year);
            title.main = rest.main;
            // The remark in brackets is no further title.
            title.forms.retain(|form| {
                !form.in_parentheses || rest.forms.iter().any(|it| it.letters == form.letters)
            });
            for form in rest.forms {
                let mut known = title.forms.iter_mut();
                match known.find(|known| known.letters == form.letters) {
                    Some(known) => {
                        *known = Form {
                            is_edition: true,
                            ..form
                        };
                    }
                    None => title.forms.push(Form {
                        is_edition: true,
                        ..form
                    }),
                }
            }
        }
        title
    }

    fn of_whole(printed: &str) -> Self {
        let mut title = Self::default();
        let (main, parentheses) = title.take_parentheses(printed);
        let main = article_in_front(main);
        title.main = main.clone().into_owned();
        title.add(fold(&main), Strength::Same);
        if !parentheses.is_empty() {
            // `Title (Part 2)`: what stands in parentheses may belong to the title.
            title.add(
                fold(&article_in_front(printed_without_year(printed))),
                Strength::Same,
            );
        }
        title.add_spellings(&main, Strength::Spelling);
        for inside in parentheses {
            let (inside, strength) = other_title(inside);
            let known = title.forms.len();
            if fold(inside).chars().count() >= 3 {
                let inside = article_in_front(inside);
                title.add(fold(&inside), strength);
                for form in title.forms.iter_mut().skip(known) {
                    form.in_parentheses = true;
                }
            }
        }
        // Before its part without a subtitle, which has the same letters and proves less.
        let digits = with_digits(&main).unwrap_or_else(|| main.clone().into_owned());
        let numbered = variants::without_counters(&digits).unwrap_or_else(|| digits.clone());
        if let Some(part) = variants::numbered_part(&numbered) {
            title.add(fold(&part), Strength::NumberedPart);
        }
        if let Some(before) = before_subtitle(&main)
            && fold(before).chars().count() >= 4
        {
            let known = title.forms.len();
            title.add(fold(before), Strength::Part);
            title.add_spellings(before, Strength::Part);
            let behind = main.get(before.len()..).unwrap_or_default();
            title.is_numbered = behind.split_whitespace().any(is_number);
            let after = digits.get(before.len()..).unwrap_or_default();
            let lost_number = after.contains(|letter: char| letter.is_ascii_digit());
            for form in title.forms.iter_mut().skip(known) {
                form.lost_number = lost_number;
            }
        }
        title.add_variants(&main, &digits, &numbered);
        title
    }

    /// What stands behind its first colon or dash, where that may be all of the title that is printed: some
    /// words, and no remark.
    pub(crate) fn subtitle(&self) -> Option<Form> {
        let behind = self.main.get(before_subtitle(&self.main)?.len()..)?;
        let behind = behind.trim_start_matches([':', ' ', '-', '–', '—']);
        let letters = fold(behind);
        let is_telling = bare(behind).split_whitespace().count() >= TELLING_WORDS
            && letters.chars().count() >= TELLING_LETTERS;
        is_telling.then_some(Form {
            letters,
            strength: Strength::Subtitle,
            in_parentheses: false,
            lost_number: false,
            is_edition: false,
        })
    }

    /// Only its long words and its numbers, where they are enough to tell it.
    pub(crate) fn long_words(&self) -> Option<Form> {
        let title = with_digits(&self.main).unwrap_or_else(|| self.main.clone());
        Some(Form {
            letters: long_words::of(&title)?,
            strength: Strength::Words,
            in_parentheses: false,
            lost_number: false,
            is_edition: false,
        })
    }

    /// The title by its long words alone.
    pub(crate) fn by_long_words(&self) -> Option<Self> {
        let form = self.long_words()?;
        Some(Self {
            forms: vec![form],
            ..self.clone()
        })
    }

    /// Whether it has a subtitle.
    pub(crate) fn has_subtitle(printed: &str) -> bool {
        before_subtitle(printed).is_some()
    }

    /// The form under which titles that are nearly it are looked for.
    pub(crate) fn near(&self) -> Option<&str> {
        let mut forms = self.forms.iter();
        let edition = forms.find(|form| form.is_edition && form.strength == Strength::Same);
        let form = edition.map(|form| form.letters.as_str());
        form.or_else(|| self.plain())
    }

    /// The title in Latin letters, in at most so many ways of each language; none where it is in them, or too
    /// short to tell anything.
    pub(crate) fn romanised(&self, most: usize) -> Option<Self> {
        let mut made = Self {
            forms: Vec::new(),
            ..self.clone()
        };
        for letters in romanised(&self.main, most) {
            if letters.len() >= SHORTEST_ROMANISED {
                made.add(letters, Strength::Romanised);
            }
        }
        (!made.forms.is_empty()).then_some(made)
    }

    /// How many words it has beside an article; of scripts without spaces two letters are one.
    pub(crate) fn words(&self) -> usize {
        let words = bare(&self.main).split_whitespace();
        let dense = |word: &str| {
            word.chars()
                .filter(|letter| u32::from(*letter) >= 0x2e80)
                .count()
        };
        words.map(|word| (dense(word) / 2).max(1)).sum()
    }

    /// The form that stands for the title in keys.
    pub(crate) fn plain(&self) -> Option<&str> {
        self.forms.first().map(|form| form.letters.as_str())
    }

    fn add(&mut self, letters: String, strength: Strength) {
        if !letters.is_empty() && self.forms.iter().all(|known| known.letters != letters) {
            self.forms.push(Form {
                letters,
                strength,
                in_parentheses: false,
                lost_number: false,
                is_edition: false,
            });
        }
    }

    fn add_spellings(&mut self, title: &str, strength: Strength) {
        self.add_numbered(title, strength);
        for variant in spellings::variants(title) {
            self.add(fold(&variant), strength);
            self.add_numbered(&variant, strength);
        }
    }

    fn add_numbered(&mut self, title: &str, strength: Strength) {
        let of_bare = match strength {
            Strength::Spelling => Strength::Bare,
            other => other,
        };
        if let Some(numbered) = with_digits(title) {
            let folded = fold(&numbered);
            if let Some(bare) = without_article(&numbered) {
                self.add(folded, strength);
                self.add(fold(bare), of_bare);
                return;
            }
            self.add(folded, strength);
        }
        if let Some(bare) = without_article(title) {
            self.add(fold(bare), of_bare);
        }
    }

    /// Adds what is left of a title without what lists leave out. Only a counting word proves as much as
    /// the title: the rest may make another film.
    fn add_variants(&mut self, main: &str, digits: &str, numbered: &str) {
        self.add(fold(numbered), Strength::Spelling);
        // A remark is nothing beside a subtitle, and may be all that tells two films apart without one.
        let remark = variants::without_remark(digits);
        let is_told = remark.as_ref().is_some_and(|rest| rest.contains(": "));
        let of_remark = if is_told {
            Strength::Spelling
        } else {
            Strength::Part
        };
        let (lost, of_lost) = match variants::without_number(numbered) {
            Some((rest, true)) => (Some(rest), Strength::Part),
            Some((rest, false)) => (Some(rest), Strength::WithoutNumber),
            None => (None, Strength::Part),
        };
        let parts = [
            (remark, of_remark),
            (variants::without_count(digits), Strength::Part),
            (variants::after_owner(main), Strength::Part),
            (lost, of_lost),
        ];
        for (part, strength) in parts {
            let letters = fold(part.as_deref().unwrap_or_default());
            if letters.chars().count() >= 4 {
                self.add(letters, strength);
            }
        }
    }

    /// Takes the parentheses at the end away, innermost text returned in printed order.
    fn take_parentheses<'a>(&mut self, printed: &'a str) -> (&'a str, Vec<&'a str>) {
        let mut rest = printed;
        let mut taken = Vec::new();
        while let Some(before) = rest.strip_suffix([')', ']']) {
            let Some(open) = before.rfind(['(', '[']) else {
                break;
            };
            let (head, inside) = (before.get(..open), before.get(open + 1..));
            let (Some(head), Some(inside)) = (head, inside) else {
                break;
            };
            if fold(head).is_empty() {
                break;
            }
            match year_of(inside) {
                Some(year) if self.year.is_none() => self.year = Some(year),
                _ if is_namesake(inside.trim()) => {}
                _ => taken.push(inside.trim()),
            }
            rest = head.trim_end();
        }
        taken.reverse();
        (rest, taken)
    }
}

fn cut(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// `2015`, and as one catalogue tells namesakes of a year apart, `2015/III`.
fn year_of(text: &str) -> Option<i16> {
    let text = text.trim();
    let text = match text.split_once('/') {
        Some((year, behind)) if is_namesake(behind) => year,
        _ => text,
    };
    let digits = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    digits
        .then(|| text.parse().ok())?
        .filter(|year| (1880..2200).contains(year))
}

/// `III`, as a catalogue numbers namesakes; it is no part of the title.
fn is_namesake(text: &str) -> bool {
    let is_roman = |byte: u8| matches!(byte, b'I' | b'V' | b'X' | b'L' | b'C');
    (1..=7).contains(&text.len()) && text.bytes().all(is_roman)
}

fn printed_without_year(printed: &str) -> &str {
    match printed.strip_suffix(')').and_then(|t| t.rsplit_once('(')) {
        Some((head, inside)) if year_of(inside).is_some() => head.trim_end(),
        _ => printed,
    }
}

/// `a.k.a. Other Title` gives the other title, which is as good as the first; anything else in
/// parentheses may be a title or a remark.
fn other_title(inside: &str) -> (&str, Strength) {
    for mark in ["a.k.a.", "a.k.a", "aka", "A.K.A.", "AKA", "Aka"] {
        if let Some(rest) = inside.strip_prefix(mark)
            && rest.starts_with([' ', ':', '.'])
        {
            return (rest.trim_start_matches([' ', ':', '.']), Strength::Same);
        }
    }
    (inside, Strength::Part)
}

/// `Title, The` becomes `The Title`; `Title, The: Subtitle` and `Title: Subtitle, The` become
/// `The Title: Subtitle`.
fn article_in_front(title: &str) -> Cow<'_, str> {
    if !title.contains(',') {
        return Cow::Borrowed(title);
    }
    if let Some((before, last)) = title.trim_end().rsplit_once(',')
        && is_article(last.trim())
        && !before.trim().is_empty()
    {
        return Cow::Owned(format!("{} {}", last.trim(), before.trim()));
    }
    let (head, tail) = match title.find([':', '(']) {
        Some(place) => title.split_at(place),
        None => (title, ""),
    };
    if let Some((before, last)) = head.trim_end().rsplit_once(',') {
        let last = last.trim();
        if is_article(last) && !before.trim().is_empty() {
            let gap = if tail.is_empty() { "" } else { " " };
            return Cow::Owned(format!("{last} {}{gap}{tail}", before.trim_end()));
        }
    }
    Cow::Borrowed(title)
}

fn is_article(word: &str) -> bool {
    TITLE_ARTICLES
        .iter()
        .any(|article| article.eq_ignore_ascii_case(word) || *article == word)
}

/// A title without its article in front.
pub(crate) fn bare(title: &str) -> &str {
    without_article(title).unwrap_or(title)
}

fn without_article(title: &str) -> Option<&str> {
    let title = title.trim_start();
    if let Some((first, rest)) = title.split_once(' ')
        && is_article(first)
    {
        return (!fold(rest).is_empty()).then_some(rest);
    }
    for elided in ["l'", "L'", "l’", "L’"] {
        if let Some(rest) = title.strip_prefix(elided) {
            return (!fold(rest).is_empty()).then_some(rest);
        }
    }
    None
}

/// Where a subtitle begins: after a colon, or a dash between spaces.
fn before_subtitle(title: &str) -> Option<&str> {
    let place = [": ", " - ", " – ", " — "]
        .iter()
        .filter_map(|mark| title.find(mark))
        .min()?;
    title.get(..place)
}

#[cfg(test)]
mod tests;
