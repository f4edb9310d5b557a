//! A title as a source prints it, for a film that enters the record by it.

use super::{editions::without_remarks, year_of};

/// What a printed title says, for a film of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedTitle {
    /// The title without the year and without remarks on cut, copy or showing behind it.
    pub title: String,
    /// The year in parentheses behind it.
    pub year: Option<i16>,
    /// Whether letters of it were lost on the way (`S?r?nit?`): it is no title to make a film of.
    pub is_damaged: bool,
}

impl PrintedTitle {
    /// Takes a printed title apart.
    pub fn of(printed: &str) -> Self {
        let printed = printed.trim();
        let without = without_remarks(printed).map(|(title, _)| title);
        let title = without.unwrap_or_else(|| printed.to_owned());
        let parted = title.strip_suffix(')').and_then(|rest| {
            let (head, inside) = rest.rsplit_once('(')?;
            let head = head.trim_end();
            let year = year_of(inside).filter(|_| !head.is_empty())?;
            Some((head.to_owned(), year))
        });
        let (title, year) = match parted {
            Some((title, year)) => (title, Some(year)),
            None => (title, None),
        };
        Self {
            is_damaged: is_damaged(&title),
            title,
            year,
        }
    }
}

/// Whether letters were lost: `?` or the mark for lost letters within a word, or what text looks like
/// that was read in the wrong encoding.
fn is_damaged(title: &str) -> bool {
    if title.contains('\u{fffd}') {
        return true;
    }
    let letters: Vec<char> = title.chars().collect();
    let mut lost = 0;
    let mut wrong = 0;
    for (at, letter) in letters.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| letters.get(at));
        let behind = letters.get(at + 1);
        let is_letter = |letter: Option<&char>| letter.is_some_and(|letter| letter.is_alphabetic());
        if *letter == '?' && is_letter(behind) && (is_letter(before) || before.is_none()) {
            lost += 1;
        }
        // The first byte of a letter of two, read as Latin: what follows is no letter that does.
        let is_first = matches!(u32::from(*letter), 0xc2..=0xc5 | 0xce..=0xd3);
        let is_second = behind.is_some_and(|behind| {
            matches!(u32::from(*behind), 0x80..=0xbf | 0x152..=0x178 | 0x192 | 0x2c6..=0x2dc | 0x2018..=0x203a | 0x20ac | 0x2122)
        });
        wrong += usize::from(is_first && is_second);
    }
    lost > 0 || wrong > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_film_is_made_of_its_title_and_of_nothing_behind_it() {
        for (printed, title, year) in [
            ("Salt Fever (1989)", "Salt Fever", Some(1989)),
            ("1931 (2019)", "1931", Some(2019)),
            ("1931", "1931", None),
            ("Salt Fever (1989) [Remastered]", "Salt Fever", Some(1989)),
            ("Salt Fever - Director's Cut", "Salt Fever", None),
            ("The Ferry Job (2015/III)", "The Ferry Job", Some(2015)),
            ("Harbour 2049", "Harbour 2049", None),
            ("(2019)", "(2019)", None),
        ] {
            let found = PrintedTitle::of(printed);
            assert_eq!(
                (found.title.as_str(), found.year),
                (title, year),
                "{printed}"
            );
        }
    }

    #[test]
    fn a_title_whose_letters_were_lost_is_told_from_a_question() {
        for printed in [
            "S?r?nit?",
            "?den",
            "Stra\u{fffd}e",
            "StraÃŸe",
            "Ð¡Ñ‡Ð°ÑÑ‚ÑŒÐµ Ð¼Ð¾Ñ‘",
            "8Â½ Rooms",
        ] {
            assert!(PrintedTitle::of(printed).is_damaged, "{printed}");
        }
        for printed in [
            "Who Is Ada?",
            "What? No!",
            "Sérénité",
            "Łódka",
            "Счастье моё",
            "À nos amours",
            "Ça ira",
            "Who's There?",
        ] {
            assert!(!PrintedTitle::of(printed).is_damaged, "{printed}");
        }
    }
}
