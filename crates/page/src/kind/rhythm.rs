//! How a text runs: its lines, and what stands in them whatever the language, counted in one pass.

/// Counts of a text's lines and words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Rhythm {
    pub(super) lines: usize,
    /// Lines that end with a question mark.
    pub(super) asking: usize,
    /// Lines that begin with a number, as the entries of a list do.
    pub(super) numbered: usize,
    /// Lines of a few words that end no sentence.
    pub(super) short: usize,
    /// Lines that break off, as excerpts do.
    pub(super) cut: usize,
    /// Lines under another that is short: entries with a head.
    pub(super) headed: usize,
    /// Times of day: `20:30`.
    pub(super) clocks: usize,
    /// Days in digits: `14.02.2019`.
    pub(super) days: usize,
    /// Words that begin with a capital within a sentence.
    pub(super) names: usize,
    pub(super) words: usize,
    /// Words with a digit.
    pub(super) numbers: usize,
    /// Letters of the longest line.
    pub(super) longest: usize,
}

/// Bytes of a short line.
const SHORT: usize = 70;

/// Counts what stands in a text.
pub(super) fn rhythm(text: &str) -> Rhythm {
    let mut made = Rhythm::default();
    let mut was_short = false;
    for line in text.lines() {
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        made.lines += 1;
        made.longest = made.longest.max(line.len());
        let ends = |marks: &[char]| line.ends_with(marks);
        let is_asking = ends(&['?', '？']);
        let is_sentence = ends(&['.', '!', '。', '！', ',', ';', '"', '”', '»', '…']);
        let is_short = line.len() <= SHORT && !is_sentence && !is_asking;
        made.asking += usize::from(is_asking);
        made.cut += usize::from(ends(&['…']) || line.ends_with("...") || line.ends_with("[…]"));
        made.short += usize::from(is_short);
        made.headed += usize::from(was_short && !is_short);
        was_short = is_short;
        made.words_of(line);
    }
    made
}

impl Rhythm {
    fn words_of(&mut self, line: &str) {
        let mut ends_sentence = true;
        for (number, word) in line.split_ascii_whitespace().enumerate() {
            self.words += 1;
            let has_digit = word.bytes().any(|byte| byte.is_ascii_digit());
            self.numbers += usize::from(has_digit);
            if has_digit {
                self.clocks += usize::from(is_clock(word));
                self.days += usize::from(is_day(word));
                self.numbered += usize::from(number == 0 && is_place(word));
            }
            let is_name = word.chars().next().is_some_and(char::is_uppercase);
            self.names += usize::from(is_name && !ends_sentence);
            ends_sentence = word.ends_with(['.', '!', '?', ':', '”', '"', '»', '…']);
        }
    }
}

/// Numbers in a word that are parted by this mark.
fn parted(word: &str, mark: char) -> Option<Vec<u32>> {
    let word = word.trim_matches(|letter: char| !letter.is_ascii_digit());
    let parts = word.split(mark).map(|part| part.parse().ok());
    parts.collect()
}

/// Whether a word is a time of day: `20:30`, `20h30`.
fn is_clock(word: &str) -> bool {
    let word = word.trim_matches(|letter: char| !letter.is_ascii_digit());
    word.split_once([':', 'h']).is_some_and(|(hour, minute)| {
        let below = |part: &str, most: u32| part.parse::<u32>().is_ok_and(|number| number < most);
        below(hour, 25) && minute.len() == 2 && below(minute, 60)
    })
}

/// Whether a word is a day: `14.02.2019`, `14/2/19`.
fn is_day(word: &str) -> bool {
    ['.', '/', '-'].into_iter().any(|mark| {
        let parts = parted(word, mark);
        matches!(parts.as_deref(), Some([one, other, year])
            if (1..=31).contains(one) && (1..=31).contains(other) && (*year < 100 || (1900..2100).contains(year)))
    })
}

/// Whether a word is the number of an entry: `1.`, `#12`, `3)`.
pub(super) fn is_place(word: &str) -> bool {
    let inner = word.trim_matches(['#', '.', ')', '(', ':', '-', '–']);
    inner.len() < word.len()
        && inner.len() <= 3
        && !inner.is_empty()
        && inner.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_what_stands_in_them_are_counted() {
        let text = "1. The Salt Road\nA film by Mira Holt that opens on 14.02.2019 at 20:30.\n\
                    What did you want to say?\nIt began long ago…";
        let made = rhythm(text);
        assert_eq!(
            (made.lines, made.asking, made.numbered, made.short, made.cut),
            (4, 1, 1, 1, 1)
        );
        assert_eq!((made.clocks, made.days, made.headed), (1, 1, 1));
        assert_eq!(made.names, 4);
    }

    #[test]
    fn times_days_and_places_are_told_from_other_numbers() {
        let table = [
            ("20:30", (true, false, false)),
            ("20h30", (true, false, false)),
            ("16:9", (false, false, false)),
            ("99:10", (false, false, false)),
            ("14.02.2019", (false, true, false)),
            ("12/2/12,", (false, true, false)),
            ("192.168.0", (false, false, false)),
            ("#12", (false, false, true)),
            ("3)", (false, false, true)),
            ("2019", (false, false, false)),
        ];
        for (word, wanted) in table {
            let made = (is_clock(word), is_day(word), is_place(word));
            assert_eq!(made, wanted, "{word}");
        }
    }
}
