//! The sentence that stands for a review: the one that carries its verdict.

use crate::sentences::{Sentence, sentences};
use ovation_language::Language;
use ovation_language::data::verdict;
use ovation_language::words::{List, WordTally};

/// What is known of a text beside its words.
#[derive(Clone, Copy, Debug, Default)]
pub struct PullHints<'a> {
    /// Its language, BCP 47.
    pub language: Option<&'a str>,
    /// Whether the critic is for the film; none where nobody judged.
    pub is_for: Option<bool>,
    /// The sentence that weighed most in the verdict; shortened with an ellipsis.
    pub weighed: Option<&'a str>,
}

/// A sentence chosen to stand for a review.
#[derive(Clone, Debug, PartialEq)]
pub struct Pull {
    /// The sentence, cut with an ellipsis where it is longer than may be shown.
    pub words: String,
    /// How well it carries the verdict, by which sentences of several reviews are compared; about -2 to 7.
    pub weight: f64,
}

/// Cuts a pull quote from a text: the one sentence that carries the verdict best.
///
/// Lines of credits, printed ratings, headings and lists of names are never chosen. Of the others each has a
/// weight: words of praise or blame on the verdict's side, the sentence that weighed most in the verdict, a place
/// near the end, a length that can be read at once. Sentences that ask, quote or count have less.
///
/// `words` is how many may be shown, at least one. None where the text has no sentence.
pub fn pull_quote(text: &str, hints: PullHints<'_>, words: usize) -> Option<Pull> {
    let all = sentences(text);
    let told: Vec<&Sentence<'_>> = all.iter().filter(|sentence| sentence.tells()).collect();
    let weigher = Weigher::new(hints);
    let mut best: Option<(f64, &Sentence<'_>)> = None;
    for (at, sentence) in told.iter().enumerate() {
        let weight = weigher.weight(sentence, told.len() - 1 - at);
        if best.is_none_or(|(most, _)| weight > most) {
            best = Some((weight, sentence));
        }
    }
    let (weight, sentence) = best?;
    Some(Pull {
        words: cut(sentence.text, words.max(1)),
        weight,
    })
}

/// At most so many words; what is cut ends in an ellipsis.
fn cut(sentence: &str, most: usize) -> String {
    if sentence.split_whitespace().count() <= most {
        return ovation_terms::shortened(sentence, most);
    }
    let kept: Vec<&str> = sentence.split_whitespace().take(most).collect();
    let kept = kept.join(" ");
    let kept = kept.trim_end_matches(|letter: char| ",;:–—-".contains(letter));
    format!("{kept} …")
}

/// Words of praise and of blame in a text's language, or in all where it is not known.
struct Weigher<'a> {
    praise: &'a [&'static str],
    blame: &'a [&'static str],
    but: &'a [&'static str],
    is_for: Option<bool>,
    weighed: Option<&'a str>,
    /// The language writes nouns with a capital, so that a capital tells no name.
    has_capital_nouns: bool,
}

impl<'a> Weigher<'a> {
    fn new(hints: PullHints<'a>) -> Self {
        let language = hints.language.and_then(Language::of);
        let own = language.filter(|language| !language.list("verdict.praise").is_empty());
        let list = |key: &str, all: &'static [&'static str]| {
            own.map_or(all, |language| language.list(key))
        };
        let weighed = hints
            .weighed
            .map(|weighed| weighed.trim_end_matches(['…', ' ']));
        Self {
            praise: list("verdict.praise", verdict::PRAISE),
            blame: list("verdict.blame", verdict::BLAME),
            but: list("verdict.but", verdict::BUT),
            is_for: hints.is_for,
            weighed: weighed.filter(|weighed| !weighed.is_empty()),
            has_capital_nouns: language.is_none_or(|language| language.code == "de"),
        }
    }

    /// How well a sentence carries the verdict. `behind` is how many sentences stand behind it.
    fn weight(&self, sentence: &Sentence<'_>, behind: usize) -> f64 {
        let words: Vec<String> = sentence.words().collect();
        let count = |list: &[&str]| words.iter().filter(|word| begins_in(list, word)).count();
        let (praise, blame) = (count(self.praise), count(self.blame));
        let (with, against) = match self.is_for {
            Some(true) => (praise, blame),
            Some(false) => (blame, praise),
            None => (praise + blame, 0),
        };
        let mut weight = float(with.min(3)) - 0.7 * float(against.min(2));
        if self
            .weighed
            .is_some_and(|weighed| sentence.text.starts_with(weighed))
        {
            weight += 0.9;
        }
        if WordTally::of(sentence.text).has(List::Film) {
            weight += 0.8;
        }
        weight += match behind {
            0 => 0.8,
            1 => 0.6,
            2 => 0.3,
            _ => 0.0,
        };
        if words
            .first()
            .is_some_and(|first| self.but.contains(&first.as_str()))
        {
            weight += 0.7;
        }
        weight + Self::form(sentence, words.len()) - self.names(sentence)
    }

    /// What length and marks say.
    fn form(sentence: &Sentence<'_>, length: usize) -> f64 {
        let mut weight = match length {
            0..4 | 46.. => -0.8,
            4..6 => -0.3,
            8..=32 => 0.6,
            _ => 0.0,
        };
        if sentence.text.ends_with(['?', '？']) {
            weight -= 2.0;
        }
        if sentence.text.starts_with(['"', '“', '«', '„', '「']) {
            weight -= 1.0;
        }
        if sentence.text.chars().any(|letter| letter.is_ascii_digit()) {
            weight -= 0.6;
        }
        weight
    }

    /// Names beyond two tell of the plot or of who plays in it.
    fn names(&self, sentence: &Sentence<'_>) -> f64 {
        if self.has_capital_nouns {
            return 0.0;
        }
        0.25 * float(sentence.capitals().saturating_sub(2))
    }
}

/// Whether a word begins with one of a list; the short ones of a list are whole words.
fn begins_in(list: &[&str], word: &str) -> bool {
    let mut list = list.iter();
    list.any(|known| word == *known || known.chars().count() >= 4 && word.starts_with(known))
}

fn float(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::INFINITY, f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pulled(text: &str, is_for: bool) -> Option<String> {
        let hints = PullHints {
            language: Some("en"),
            is_for: Some(is_for),
            weighed: None,
        };
        pull_quote(text, hints, 20).map(|pull| pull.words)
    }

    #[test]
    fn the_sentence_on_the_verdicts_side_is_pulled() {
        let text = "J. Weir shot it in a week. A clerk counts the dead of a mill town. It is a tender, \
                    beautiful film. The letters are a bore and the middle sags.";
        assert_eq!(
            pulled(text, true).as_deref(),
            Some("It is a tender, beautiful film.")
        );
        assert_eq!(
            pulled(text, false).as_deref(),
            Some("The letters are a bore and the middle sags.")
        );
    }

    #[test]
    fn credits_ratings_and_headings_are_never_pulled() {
        for line in [
            "Director: Mara Vale.",
            "Rating: 4/5 stars.",
            "★★★★",
            "THE TIN ORCHARD",
            "Mara Vale, Ada Quill and Piet Roos.",
            "112 minutes.",
            "Our verdict: 3 out of 4.",
        ] {
            assert_eq!(pulled(line, true), None, "{line}");
            let both = format!("{line}\nSomebody goes home in the end.");
            assert_eq!(
                pulled(&both, true).as_deref(),
                Some("Somebody goes home in the end."),
                "{line}"
            );
        }
    }

    #[test]
    fn a_cut_sentence_shows_its_ellipsis() {
        let hints = PullHints::default();
        let pull = pull_quote("It went on and on, and nobody cared at all.", hints, 5).unwrap();
        assert_eq!(pull.words, "It went on and on …");
    }

    #[test]
    fn nothing_is_pulled_from_nothing() {
        assert_eq!(pull_quote("", PullHints::default(), 10), None);
    }
}
