//! Whether a quotation is printed as it was said: exact, altered, or not found.
//!
//! Words are compared, not marks or capitals: `Don’t` is `don't`. Words left out at an ellipsis are no alteration;
//! a `not` that came or went is told apart from every other change.

use ovation_terms::fold;
use serde::Serialize;

/// A byte span of the text, `start..end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset after the last.
    pub end: usize,
}

/// A piece of the comparison, in the order of the words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Words in both.
    Same(String),
    /// Words of the text that the quotation leaves out.
    Dropped(String),
    /// Words of the quotation that the text does not have.
    Added(String),
}

/// What became of a quotation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case", tag = "result")]
pub enum QuoteCheck {
    /// Word for word in the text.
    Exact {
        /// Where it stands.
        at: Span,
        /// Whether words were left out where the quotation shows an ellipsis.
        is_shortened: bool,
    },
    /// In the text with other words.
    Altered {
        /// Where it stands.
        at: Span,
        /// The difference, word by word.
        changes: Vec<Change>,
        /// Whether a word of denial was dropped or added: the meaning may be the opposite.
        is_negation_changed: bool,
    },
    /// Not in the text.
    NotFound,
}

/// Words of a quotation beyond this are not compared.
const MOST_WORDS: usize = 400;
/// Words of a text beyond this are not searched.
const MOST_TEXT: usize = 60_000;
/// Share of the quotation's words that must be in the text, in order, for it to count as altered.
const SHARE: usize = 60;

/// A word as compared, and where it is printed.
struct Word {
    folded: String,
    start: usize,
    end: usize,
    /// Whether the quotation breaks off before it: `…`.
    is_after_gap: bool,
}

/// Compares a quotation with a text.
pub fn check_quote(quote: &str, text: &str) -> QuoteCheck {
    let quoted = words_of(quote, MOST_WORDS);
    let printed = words_of(text, MOST_TEXT);
    if quoted.is_empty() || printed.is_empty() {
        return QuoteCheck::NotFound;
    }
    if let Some((at, is_shortened)) = exact(&quoted, &printed) {
        return QuoteCheck::Exact { at, is_shortened };
    }
    altered(quote, text, &quoted, &printed)
}

/// The words of a text, contractions in one piece.
fn words_of(text: &str, most: usize) -> Vec<Word> {
    let mut words = Vec::new();
    let mut begun: Option<usize> = None;
    let mut is_gap = false;
    let mut finish = |start: usize, end: usize, is_gap: &mut bool| {
        let folded = text.get(start..end).map(fold).unwrap_or_default();
        if !folded.is_empty() {
            words.push(Word {
                folded,
                start,
                end,
                is_after_gap: *is_gap,
            });
            *is_gap = false;
        }
    };
    let mut chars = text.char_indices().peekable();
    while let Some((at, letter)) = chars.next() {
        let next = chars.peek().map(|&(_, next)| next);
        let is_inner = matches!(letter, '\'' | '’' | 'ʼ')
            && next.is_some_and(char::is_alphanumeric)
            && begun.is_some();
        if letter.is_alphanumeric() || is_inner {
            begun.get_or_insert(at);
            continue;
        }
        if let Some(start) = begun.take() {
            finish(start, at, &mut is_gap);
        }
        is_gap |= letter == '…' || letter == '.' && next == Some('.');
    }
    if let Some(start) = begun {
        finish(start, text.len(), &mut is_gap);
    }
    words.truncate(most);
    words
}

/// Finds each stretch between ellipses, in order.
fn exact(quoted: &[Word], printed: &[Word]) -> Option<(Span, bool)> {
    let mut pieces: Vec<&[Word]> = Vec::new();
    let mut from = 0;
    for at in 1..=quoted.len() {
        if at == quoted.len() || quoted.get(at).is_some_and(|word| word.is_after_gap) {
            pieces.extend(quoted.get(from..at));
            from = at;
        }
    }
    let mut place = 0;
    let mut first: Option<usize> = None;
    let mut last_end = 0;
    let mut is_shortened = false;
    for piece in pieces {
        let rest = printed.get(place..)?;
        let found = rest.windows(piece.len()).position(|window| {
            window
                .iter()
                .zip(piece)
                .all(|(one, other)| one.folded == other.folded)
        })?;
        is_shortened |= first.is_some() && found > 0;
        let at = place + found;
        first = first.or_else(|| printed.get(at).map(|word| word.start));
        place = at + piece.len();
        last_end = printed.get(place - 1).map_or(0, |word| word.end);
    }
    Some((
        Span {
            start: first?,
            end: last_end,
        },
        is_shortened,
    ))
}

/// The part of the text nearest to the quotation, by words to be changed; the text's other words are free.
fn altered(quote: &str, text: &str, quoted: &[Word], printed: &[Word]) -> QuoteCheck {
    let rows = quoted.len();
    // Cost of the best alignment ending at each word of the text, and where it begins.
    let mut cost: Vec<usize> = (0..=rows).collect();
    let mut begin: Vec<usize> = vec![0; rows + 1];
    let mut best = (usize::MAX, 0, 0);
    for (number, word) in printed.iter().enumerate() {
        let mut corner = (
            cost.first().copied().unwrap_or(0),
            begin.first().copied().unwrap_or(0),
        );
        if let Some(first) = begin.first_mut() {
            *first = number + 1;
        }
        for row in 1..=rows {
            let same = quoted
                .get(row - 1)
                .is_some_and(|other| other.folded == word.folded);
            let (left, from_left) = (
                cost.get(row).copied().unwrap_or(0),
                begin.get(row).copied().unwrap_or(0),
            );
            let (above, from_above) = (
                cost.get(row - 1).copied().unwrap_or(0),
                begin.get(row - 1).copied().unwrap_or(0),
            );
            let swap = (
                corner.0 + if same { 0 } else { 2 },
                if row == 1 { number } else { corner.1 },
            );
            let drop = (left + 1, from_left);
            let add = (above + 1, from_above);
            let least = [swap, drop, add]
                .into_iter()
                .min_by_key(|&(cost, _)| cost)
                .unwrap_or(swap);
            corner = (left, from_left);
            if let (Some(cost), Some(begin)) = (cost.get_mut(row), begin.get_mut(row)) {
                (*cost, *begin) = least;
            }
        }
        let end = (
            cost.get(rows).copied().unwrap_or(usize::MAX),
            begin.get(rows).copied().unwrap_or(0),
            number + 1,
        );
        if end.0 < best.0 {
            best = end;
        }
    }
    let (_, from, to) = best;
    let Some(part) = printed.get(from..to).filter(|part| !part.is_empty()) else {
        return QuoteCheck::NotFound;
    };
    let steps = align(quoted, part);
    let shared = steps
        .iter()
        .filter(|step| matches!(step, Step::Both(..)))
        .count();
    if shared * 100 < rows * SHARE || shared < rows.min(3) {
        return QuoteCheck::NotFound;
    }
    let (changes, is_negation_changed) = tell(quote, text, quoted, part, &steps);
    let at = Span {
        start: part.first().map_or(0, |word| word.start),
        end: part.last().map_or(0, |word| word.end),
    };
    QuoteCheck::Altered {
        at,
        changes,
        is_negation_changed,
    }
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Both(usize),
    Dropped(usize),
    Added(usize),
}

/// The longest words in common, in order.
fn align(quoted: &[Word], part: &[Word]) -> Vec<Step> {
    let (rows, columns) = (quoted.len(), part.len());
    let width = columns + 1;
    let mut shared = vec![0_u32; (rows + 1) * width];
    let at = |shared: &[u32], row: usize, column: usize| {
        shared.get(row * width + column).copied().unwrap_or(0)
    };
    let is_same = |row: usize, column: usize| match (quoted.get(row), part.get(column)) {
        (Some(one), Some(other)) => one.folded == other.folded,
        _ => false,
    };
    for row in (0..rows).rev() {
        for column in (0..columns).rev() {
            let value = if is_same(row, column) {
                at(&shared, row + 1, column + 1) + 1
            } else {
                at(&shared, row + 1, column).max(at(&shared, row, column + 1))
            };
            if let Some(place) = shared.get_mut(row * width + column) {
                *place = value;
            }
        }
    }
    let mut steps = Vec::with_capacity(rows + columns);
    let (mut row, mut column) = (0, 0);
    while row < rows || column < columns {
        if row < rows && column < columns && is_same(row, column) {
            steps.push(Step::Both(row));
            row += 1;
            column += 1;
        } else if column < columns
            && (row == rows || at(&shared, row, column + 1) >= at(&shared, row + 1, column))
        {
            steps.push(Step::Dropped(column));
            column += 1;
        } else {
            steps.push(Step::Added(row));
            row += 1;
        }
    }
    steps
}

fn tell(
    quote: &str,
    text: &str,
    quoted: &[Word],
    part: &[Word],
    steps: &[Step],
) -> (Vec<Change>, bool) {
    let mut changes: Vec<Change> = Vec::new();
    let mut denials = (0_usize, 0_usize);
    for step in steps {
        let (word, source, make): (Option<&Word>, &str, fn(String) -> Change) = match *step {
            Step::Both(at) => (quoted.get(at), quote, Change::Same),
            Step::Added(at) => (quoted.get(at), quote, Change::Added),
            Step::Dropped(at) => (part.get(at), text, Change::Dropped),
        };
        let Some(word) = word else { continue };
        if is_denial(&word.folded) {
            match step {
                Step::Added(_) => denials.0 += 1,
                Step::Dropped(_) => denials.1 += 1,
                Step::Both(_) => {}
            }
        }
        let printed = source.get(word.start..word.end).unwrap_or("").to_owned();
        match (changes.last_mut(), make(printed.clone())) {
            (Some(Change::Same(words)), Change::Same(_))
            | (Some(Change::Dropped(words)), Change::Dropped(_))
            | (Some(Change::Added(words)), Change::Added(_)) => {
                words.push(' ');
                words.push_str(&printed);
            }
            (_, change) => changes.push(change),
        }
    }
    (changes, denials.0 != denials.1)
}

/// Words of denial, folded, in six languages; `n't` is part of its word.
fn is_denial(word: &str) -> bool {
    matches!(
        word,
        "not"
            | "no"
            | "never"
            | "none"
            | "nothing"
            | "nobody"
            | "neither"
            | "nor"
            | "without"
            | "hardly"
            | "cannot"
            | "aint"
            | "ne"
            | "pas"
            | "jamais"
            | "rien"
            | "sans"
            | "nicht"
            | "nie"
            | "niemals"
            | "kein"
            | "keine"
            | "keinen"
            | "nichts"
            | "ohne"
            | "nunca"
            | "nada"
            | "ningun"
            | "jamas"
            | "sin"
            | "non"
            | "mai"
            | "niente"
            | "senza"
            | "nao"
            | "sem"
    ) || matches!(
        word,
        "dont"
            | "doesnt"
            | "didnt"
            | "isnt"
            | "arent"
            | "wasnt"
            | "werent"
            | "wont"
            | "wouldnt"
            | "cant"
            | "couldnt"
            | "shouldnt"
            | "hasnt"
            | "havent"
            | "hadnt"
            | "mustnt"
            | "neednt"
    )
}
