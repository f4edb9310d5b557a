//! Sentences of a text, and which of them tell something.

/// A sentence without the white space around it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Sentence<'a> {
    pub(crate) text: &'a str,
}

/// Marks that end a sentence with a space behind them.
const STOPS: [char; 4] = ['.', '!', '?', '…'];
/// Marks that end one wherever they stand.
const WIDE_STOPS: [char; 3] = ['。', '！', '？'];
/// Marks that may stand between the stop and the space.
const CLOSING: [char; 8] = ['"', '\'', '”', '’', '»', ')', ']', '」'];
/// Signs that ratings are drawn with.
const DRAWN: [char; 6] = ['★', '☆', '⭐', '½', '✩', '✭'];

/// Cuts a text into its sentences.
pub(crate) fn sentences<'a>(text: &'a str) -> Vec<Sentence<'a>> {
    let mut made = Vec::new();
    let (mut start, mut is_ending) = (0, false);
    let mut push = |slice: Option<&'a str>| {
        let text = slice.unwrap_or("").trim();
        if text.chars().any(char::is_alphanumeric) {
            made.push(Sentence { text });
        }
    };
    for (at, letter) in text.char_indices() {
        let before = text.get(start..at);
        if WIDE_STOPS.contains(&letter) {
            let end = at + letter.len_utf8();
            push(text.get(start..end));
            start = end;
        } else if letter == '\n'
            || is_ending && letter.is_whitespace() && !ends_short(before.unwrap_or(""))
        {
            push(before);
            start = at;
        }
        is_ending = STOPS.contains(&letter) || is_ending && CLOSING.contains(&letter);
    }
    push(text.get(start..));
    made
}

/// `J.`, `Mr.`: a short word with a capital and a stop end no sentence.
fn ends_short(before: &str) -> bool {
    let Some(before) = before.strip_suffix('.') else {
        return false;
    };
    let word = before
        .rsplit(|letter: char| !letter.is_alphanumeric())
        .next();
    word.is_some_and(|word| {
        let is_short = (1..=2).contains(&word.chars().count());
        is_short && word.starts_with(char::is_uppercase)
    })
}

impl<'a> Sentence<'a> {
    /// Its words in small letters, without elided articles.
    pub(crate) fn words(self) -> impl Iterator<Item = String> + 'a {
        self.printed().map(|word| {
            let word = word.rsplit(['\'', '’']).next().unwrap_or(word);
            word.to_lowercase()
        })
    }

    fn printed(self) -> impl Iterator<Item = &'a str> {
        let parts = self.text.split(|letter: char| {
            !(letter.is_alphanumeric() || matches!(letter, '\'' | '’' | '-'))
        });
        parts
            .map(|word| word.trim_matches(['\'', '’', '-']))
            .filter(|word| !word.is_empty())
    }

    /// How many words behind the first begin with a capital.
    pub(crate) fn capitals(self) -> usize {
        let words = self.printed().skip(1);
        words
            .filter(|word| word.starts_with(char::is_uppercase))
            .count()
    }

    /// Whether it says something: no printed rating, no credits, no heading, no list of names.
    pub(crate) fn tells(self) -> bool {
        let text = self.text;
        let has_digit = text.chars().any(|letter| letter.is_ascii_digit());
        let has_case = text
            .chars()
            .any(|letter| letter.is_lowercase() || letter.is_uppercase());
        let length = self.printed().count();
        let is_drawn = text.chars().any(|letter| DRAWN.contains(&letter));
        if is_drawn || is_counted(text) || has_case && has_digit && length <= 6 {
            return false;
        }
        let is_whole =
            text.ends_with(STOPS) || text.ends_with(WIDE_STOPS) || text.ends_with(CLOSING);
        if !is_whole || is_labelled(text) {
            return false;
        }
        // Names only: no word of any length in small letters behind the first.
        let mut small = self
            .printed()
            .skip(1)
            .filter(|word| !word.starts_with(char::is_uppercase) && word.chars().count() > 3);
        !has_case || length < 2 || small.next().is_some()
    }
}

/// `4/5`, `3 out of 4`: a number, a word or two of few letters or a stroke, and a number.
fn is_counted(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_number = |word: &str| {
        let word = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        !word.is_empty()
            && word
                .chars()
                .all(|letter| letter.is_ascii_digit() || ".,".contains(letter))
    };
    let has_stroke = words.iter().any(|word| {
        let parts = word.split_once('/');
        parts.is_some_and(|(top, of)| is_number(top) && is_number(of))
    });
    let is_apart = |pair: &[&str]| {
        let (first, last) = (pair.first(), pair.last());
        let between = pair
            .get(1..pair.len().saturating_sub(1))
            .unwrap_or_default();
        first.is_some_and(|word| is_number(word))
            && last.is_some_and(|word| is_number(word))
            && between
                .iter()
                .all(|word| word.chars().count() <= 3 && !is_number(word))
    };
    has_stroke || words.windows(3).any(is_apart) || words.windows(4).any(is_apart)
}

/// `Director: Mara Vale.`: one to three words, a colon, and little behind it.
fn is_labelled(text: &str) -> bool {
    let Some((label, rest)) = text.split_once([':', '：']) else {
        return false;
    };
    label.split_whitespace().count() <= 3 && rest.split_whitespace().count() <= 4
}
