//! Where in the page's text a value stands that was taken from a known part of it.

use super::Parts;
use super::fields::words_at;
use super::film::{self, Candidate};
use ovation_terms::{Evidence, Sourced};
use std::ops::Range;

/// Finds words within a part of a text: whole words only, and any white space for each of theirs. What was
/// taken from this part stands in it; nothing outside is looked at.
pub(super) fn locate(text: &str, within: Range<usize>, words: &str) -> Option<Range<usize>> {
    let part = text.get(within.clone())?;
    let mut pieces = words.split_whitespace();
    let first = pieces.next()?;
    let rest: Vec<&str> = pieces.collect();
    let is_part_of_word = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    let mut from = 0;
    while let Some(at) = part.get(from..).and_then(|rest| rest.find(first)) {
        let start = from + at;
        from = start + first.len();
        let mut end = from;
        let follows = rest.iter().all(|piece| {
            let behind = part.get(end..).unwrap_or_default();
            let trimmed = behind.trim_start();
            let is_next = trimmed.len() < behind.len() && trimmed.starts_with(piece);
            end += behind.len() - trimmed.len() + piece.len();
            is_next
        });
        if !follows {
            continue;
        }
        let whole = words.trim();
        // Scripts without spaces have no edges of words.
        let glued_before = is_part_of_word(whole.chars().next())
            && is_part_of_word(part.get(..start).and_then(|text| text.chars().next_back()))
            && whole.chars().next().is_some_and(is_spaced);
        let glued_behind = is_part_of_word(whole.chars().next_back())
            && is_part_of_word(part.get(end..).and_then(|text| text.chars().next()))
            && whole.chars().next_back().is_some_and(is_spaced);
        if !(glued_before || glued_behind) {
            return Some(within.start + start..within.start + end);
        }
    }
    None
}

/// Whether a letter is of a script that parts its words by spaces.
fn is_spaced(letter: char) -> bool {
    !matches!(letter as u32, 0x0e00..=0x0eff | 0x1000..=0x109f | 0x1780..=0x17ff | 0x2e80..=0xd7ff | 0xf900..=0xfaff | 0x20000..=0x3ffff)
}

/// Bytes around a year in which the title beside it stands.
const BESIDE: usize = 160;

impl Parts<'_> {
    fn words(&self, at: Option<Range<usize>>) -> Evidence {
        at.filter(|at| !at.is_empty())
            .map_or(Evidence::NotLocated, |at| words_at(&self.page, at))
    }

    /// A place in the article's text as one in the page's; none for a text that stands in no element.
    pub(super) fn in_page(&self, at: &Range<usize>) -> Option<Range<usize>> {
        if !self.article.hidden.is_empty() {
            return None;
        }
        let mut begin = 0;
        let lines = self.article.lines.iter();
        let lines = lines.filter(|line| self.page.text.get((*line).clone()).is_some());
        for line in lines {
            let end = begin + line.len();
            if at.start >= begin && at.end <= end {
                return Some(line.start + at.start - begin..line.start + at.end - begin);
            }
            begin = end + 1;
        }
        None
    }

    /// Where a candidate's year was taken from.
    pub(super) fn year_evidence(&self, best: &Candidate, year: i16) -> Evidence {
        let digits = year.to_string();
        let of_title = match best.from {
            "headline" => self
                .headline_words()
                .and_then(|at| locate(&self.page.text, at, &digits)),
            "credits" => {
                let stated = self.credits.as_ref().and_then(|it| it.year.clone());
                stated
                    .filter(|(stated, _)| *stated == year)
                    .map(|(_, at)| at)
            }
            _ => best
                .at
                .clone()
                .and_then(|at| locate(&self.page.text, at, &digits)),
        };
        if of_title.is_some() {
            return self.words(of_title);
        }
        match self.beside(&best.title, year) {
            Evidence::NotLocated if best.from == "headline" => self.within_headline(&digits),
            found => found,
        }
    }

    /// Where a year stands beside a title in the article's text, as [`film::year_beside`] reads it.
    pub(super) fn beside(&self, title: &str, year: i16) -> Evidence {
        let (text, digits) = (self.text.as_str(), year.to_string());
        let (mut from, mut last) = (0, 0);
        while let Some(at) = text.get(from..).and_then(|rest| rest.find(&digits)) {
            let start = from + at;
            from = start + digits.len();
            // Only this place of the year is in sight.
            let next = text.get(from..).and_then(|rest| rest.find(&digits));
            let end = next.map_or(text.len(), |next| from + next);
            let before = text
                .floor_char_boundary(start.saturating_sub(BESIDE))
                .max(last);
            let behind = text.ceil_char_boundary((from + BESIDE).min(end)).min(end);
            last = from;
            // As read with what stands before it, or with the title behind it.
            let is_read = [
                text.get(before..text.ceil_char_boundary((from + 1).min(behind))),
                text.get(before..behind),
            ]
            .into_iter()
            .flatten()
            .any(|part| film::year_beside(part, title) == Some(year));
            if is_read {
                return self.words(self.in_page(&(start..from)));
            }
        }
        Evidence::NotLocated
    }

    /// The second title in the line of credits.
    pub(super) fn other_title(&self, other: &str) -> Sourced<String> {
        Sourced::new(other.to_owned(), self.credited(other))
    }

    pub(super) fn credited(&self, title: &str) -> Evidence {
        let from = self.credits.as_ref().map(|credits| credits.from.clone());
        self.words(from.and_then(|from| locate(&self.page.text, from, title)))
    }

    fn headline_words(&self) -> Option<Range<usize>> {
        match &self.heading.headline.as_ref()?.evidence {
            Evidence::Words { start, end, .. } => Some(*start..*end),
            _ => None,
        }
    }

    /// Words of the headline: where they stand in it, or the markup that states it.
    pub(super) fn within_headline(&self, words: &str) -> Evidence {
        let Some(at) = self.headline_words() else {
            let headline = self.heading.headline.as_ref();
            return headline.map_or(Evidence::NotLocated, |it| it.evidence.clone());
        };
        let found = locate(&self.page.text, at.clone(), words);
        self.words(Some(found.unwrap_or(at)))
    }
}

#[cfg(test)]
mod tests {
    use super::locate;

    #[test]
    fn only_whole_words_of_the_part_are_found() {
        let text = "Upon Up, Up\n there Up";
        assert_eq!(locate(text, 0..text.len(), "Up"), Some(5..7));
        assert_eq!(locate(text, 7..text.len(), "Up"), Some(9..11));
        assert_eq!(locate(text, 0..4, "Up"), None);
        assert_eq!(locate(text, 0..text.len(), "Up there"), Some(9..18));
        assert_eq!(locate("映画塩の道", 0..15, "塩の"), Some(6..12));
    }
}
