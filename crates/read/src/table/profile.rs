//! What a column's values look like.

use super::Field;
use super::values::{is_absent, stated_verdict};
use ovation_language::data::{byline, names};
use ovation_language::dates::{DayOrder, parse_in_cell};
use ovation_language::words::listed;
use ovation_terms::{decimal, fold};
use std::collections::BTreeSet;

/// Shares of a column's values, as far as the sample goes.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Profile {
    /// Values that are not blank.
    pub(super) count: usize,
    /// How many of them differ.
    distinct: usize,
    people: f64,
    addresses: f64,
    days: f64,
    years: f64,
    ratings: f64,
    numbers: f64,
    verdicts: f64,
    /// Values of three words at most.
    brief: f64,
    /// Letters of a value, on average.
    letters: f64,
}

/// The share of values that must look like the field.
const MOST: f64 = 0.7;

/// A ladder of rating words has no more steps than this.
const LADDER: usize = 12;

impl Profile {
    pub(super) fn of<'a>(values: impl Iterator<Item = &'a str>) -> Self {
        let mut made = Self::default();
        let mut seen = BTreeSet::new();
        for value in values.filter(|value| !is_absent(value)) {
            let short: String = value.chars().take(200).collect();
            made.count += 1;
            made.letters += to_f64(value.chars().take(5_000).count());
            let note = |share: &mut f64, is: bool| *share += f64::from(u8::from(is));
            note(&mut made.people, is_person(&short));
            note(&mut made.addresses, is_address(&short));
            note(&mut made.days, is_day(&short));
            note(&mut made.years, is_year(&short));
            note(&mut made.ratings, is_rating(&short));
            note(&mut made.numbers, is_number(&short));
            note(&mut made.verdicts, stated_verdict(&short).is_some());
            note(&mut made.brief, short.split_whitespace().nth(3).is_none());
            seen.insert(short);
        }
        made.distinct = seen.len();
        let count = to_f64(made.count.max(1));
        for share in [
            &mut made.people,
            &mut made.addresses,
            &mut made.days,
            &mut made.years,
            &mut made.ratings,
            &mut made.numbers,
            &mut made.verdicts,
            &mut made.brief,
            &mut made.letters,
        ] {
            *share /= count;
        }
        made
    }

    /// Whether the values are such as the field holds.
    pub(super) fn fits(&self, field: Field) -> bool {
        if self.count == 0 {
            return false;
        }
        let is_words = self.numbers < 0.3 && self.days < 0.3 && self.addresses < 0.3;
        match field {
            Field::Critic | Field::Director => {
                self.people >= MOST && is_words && self.verdicts < 0.5 && self.letters <= 60.0
            }
            Field::Outlet => {
                is_words && self.ratings < 0.5 && self.verdicts < 0.5 && self.letters <= 60.0
            }
            Field::Film | Field::Headline => {
                self.days < 0.3
                    && self.addresses < 0.3
                    && self.verdicts < 0.5
                    && (self.ratings < 0.5 || self.distinct > LADDER)
                    && self.letters <= 100.0
            }
            // A film's day of release says its year.
            Field::Year => self.years >= MOST || self.days >= MOST,
            Field::Date => self.days >= 0.5,
            Field::Rating => self.ratings >= MOST || self.is_ladder(),
            Field::Scale => self.numbers >= MOST && self.distinct <= LADDER,
            Field::Text => self.letters >= 20.0 && self.brief < 0.6 && self.addresses < 0.3,
            Field::Url => self.addresses >= MOST,
            Field::Verdict => self.verdicts >= MOST,
            Field::Language => self.brief >= MOST && is_words && self.letters <= 12.0,
            Field::Id => self.letters <= 64.0,
            Field::Imdb | Field::Tmdb | Field::Wikidata | Field::FilmId => {
                self.addresses >= MOST || (self.letters <= 16.0 && self.people < MOST)
            }
        }
    }

    /// Whether the values can't be the field, whatever the column is called: a column called
    /// `Review` with nothing but addresses.
    pub(super) fn contradicts(&self, field: Field) -> bool {
        let is_link = self.addresses >= MOST;
        let is_link_elsewhere = is_link
            && matches!(
                field,
                Field::Text | Field::Headline | Field::Critic | Field::Date
            );
        // `Kritik`, `Recensione`: the review in most sheets, whoever wrote it in some.
        is_link_elsewhere || field == Field::Text && self.looks_like_people()
    }

    /// Whether the values look like people's names and like nothing else: two to four words with
    /// capitals, over and over.
    pub(super) fn looks_like_people(&self) -> bool {
        self.count >= 2 && self.distinct >= 2 && self.fits(Field::Critic)
    }

    /// Whether a few short words come again and again, as the steps of a ladder do.
    fn is_ladder(&self) -> bool {
        self.count >= 3
            && self.distinct <= LADDER
            && self.distinct < self.count
            && self.brief >= 0.9
            && self.letters <= 20.0
            && self.verdicts < MOST
            && self.numbers < 0.3
            && self.days < 0.3
            && self.addresses < 0.3
    }

    /// What the column may hold, told by the values alone: for a hint, never to be taken unasked.
    pub(super) fn may_hold(&self, field: Field) -> bool {
        // One value tells nothing of a column.
        if self.count < 2 {
            return false;
        }
        match field {
            Field::Film => self.fits(field) && self.numbers < 0.3 && self.people < MOST,
            Field::Critic => self.looks_like_people(),
            Field::Rating => self.ratings >= MOST && self.years < MOST,
            _ => self.fits(field),
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of a sample")]
fn to_f64(count: usize) -> f64 {
    count as f64
}

/// `Ada Marsh`, `Marsh, Ada`, `A. Marsh`, `Ada Marsh; Bo Lind`, `Ada`: words with capitals, no
/// digits, none of the small words of a sentence.
pub(crate) fn is_person(value: &str) -> bool {
    let names = value.split([';', '&', '/']);
    names.into_iter().all(|name| {
        let name = name.trim();
        let words: Vec<&str> = name
            .split([' ', ',', '\u{a0}'])
            .filter(|word| !word.is_empty())
            .collect();
        let is_name = |word: &&str| {
            let first = word
                .trim_start_matches(['\'', '’', '"', '(', '“'])
                .chars()
                .next();
            // Scripts without capitals have none to show.
            first.is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
        };
        let is_particle = |word: &&str| {
            let lists = [
                names::PARTICLES,
                names::PARTICLES_LOOSE,
                names::ELIDED,
                byline::AND,
            ];
            lists.iter().any(|list| listed(list, word))
        };
        let is_article = |word: &&str| {
            let begins_small = word.starts_with(char::is_lowercase);
            !begins_small && listed(names::NOT_FIRST, &word.to_lowercase())
        };
        (1..=6).contains(&words.len())
            && name.chars().count() <= 60
            && !name.contains(|c: char| c.is_ascii_digit() || "?!:@#%*★☆".contains(c))
            && !words.first().is_some_and(is_article)
            && words.iter().all(|word| is_name(word) || is_particle(word))
            && words.iter().any(is_name)
    })
}

fn is_address(value: &str) -> bool {
    ["http://", "https://", "www."].iter().any(|start| {
        value
            .get(..start.len())
            .is_some_and(|s| s.eq_ignore_ascii_case(start))
    })
}

fn is_day(value: &str) -> bool {
    // A bare number may be the day count of a spreadsheet, which only a date's name makes it.
    !value
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.')
        && [DayOrder::DayFirst, DayOrder::MonthFirst]
            .into_iter()
            .any(|order| matches!(parse_in_cell(value, Some(order), true), Ok(Some(_))))
}

fn is_year(value: &str) -> bool {
    let digits = value.strip_suffix(".0").unwrap_or(value);
    digits.len() == 4
        && digits
            .parse::<u16>()
            .is_ok_and(|year| (1874..=2100).contains(&year))
}

fn is_number(value: &str) -> bool {
    value.contains(|c: char| c.is_ascii_digit())
        && value
            .chars()
            .all(|c| c.is_ascii_digit() || ".,-+%/ ".contains(c))
}

/// Points, points of a top, a percentage, stars, a school grade.
fn is_rating(value: &str) -> bool {
    let words = value.split_whitespace().count();
    let letters = value.chars().filter(|c| c.is_alphabetic()).count();
    if value.contains(['★', '☆', '⭐', '✭', '½', '👍', '👎']) {
        return words <= 3;
    }
    let grade = fold(value);
    let is_grade = letters == 1
        && value.chars().count() <= 2
        && grade
            .chars()
            .next()
            .is_some_and(|c| ('a'..='f').contains(&c));
    if is_grade || value == "+" || value == "-" || value == "−" {
        return true;
    }
    if is_year(value) {
        return false;
    }
    let first: String = value
        .chars()
        .take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ','))
        .collect();
    decimal(&first).is_some_and(|points| (0.0..=100.0).contains(&points))
        && letters <= 12
        && words <= 4
        && !is_day(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[&str]) -> Profile {
        Profile::of(values.iter().copied())
    }

    #[test]
    fn people_are_told_from_titles_outlets_and_verdicts() {
        for people in [
            &["Ada Marsh", "Bo Lind", "Cy van der Meer"][..],
            &["Marsh, Ada", "Lind, Bo"],
            &["A. Marsh", "B. Lind; Ada Marsh"],
            &["山田太郎", "佐藤花子"],
            &["Ольга Речная", "Пётр Лужин"],
        ] {
            assert!(of(people).looks_like_people(), "{people:?}");
        }
        for others in [
            &["The Salt Road", "A Night in the Fog"][..],
            &["4/5", "3/5"],
            &["https://a.example/1", "https://b.example/2"],
            &["fresh", "rotten"],
            &["yes", "no"],
            &["2024-03-01", "2024-03-02"],
            &[
                "It drags, and then it soars.",
                "Nobody is to blame but the script.",
            ],
            &["17", "44"],
        ] {
            assert!(!of(others).looks_like_people(), "{others:?}");
        }
    }

    #[test]
    fn ratings_are_told_by_their_signs_and_ladders_by_their_steps() {
        for ratings in [
            &["4/5", "3.5/5"][..],
            &["★★★", "★★"],
            &["B+", "A"],
            &["85%", "40 %"],
            &["4", "3,5"],
            &["Good", "Awful", "Good", "Awful"],
        ] {
            assert!(of(ratings).fits(Field::Rating), "{ratings:?}");
        }
        for others in [
            &["2019", "2021"][..],
            &["Ada Marsh", "Bo Lind"],
            &["3/4/2012", "5/4/2012"],
        ] {
            assert!(!of(others).fits(Field::Rating), "{others:?}");
        }
    }
}
