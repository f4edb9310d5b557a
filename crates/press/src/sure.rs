//! Which statements are sure enough to be shown as somebody's.
//!
//! A statement is sure where its speaker is a person of the article, a body with a name, or a role that
//! stands for one of them, and where the reader is sure of the words. A number, a pronoun, a relative
//! word or a possessive without its name is no speaker, in any language whose file says which they are.

use super::films;
use super::people::{People, is_not_person};
use super::speech::Scene;
use super::statement::Said;
use super::tokens::Tokens;
use ovation_language::data::press;
use ovation_language::lexicon::Class;
use ovation_terms::SpeechKind;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// How sure the reader must be, as a likelihood. Set on labelled film press so that nine in ten of what is shown
/// there are right (`ovation eval press`), a figure of the same articles; what bounds set so give on publishers
/// held out stands in decision 44.
struct From {
    /// Of words in quotation marks with a cue: the marks tell their place.
    direct: f32,
    /// Of words partly in marks.
    mixed: f32,
    /// Of quotations that go on without a cue of their own.
    continued: f32,
    /// Of reported speech: below this fewer than nine in ten are right.
    reported: f32,
}

const FROM: From = From {
    direct: 0.7,
    mixed: 0.85,
    continued: 0.9,
    reported: 0.985,
};

/// Words that report somebody's thought; fewer are a link between sentences.
const LEAST_REPORTED: usize = 4;

/// Words in marks that are somebody's: fewer are a title, or a word held at arm's length.
const LEAST_QUOTED: usize = 3;

/// The lists `sure_...` of `[press]` in the languages' files, of all languages together.
struct SureWords {
    pronoun: BTreeSet<&'static str>,
    relative: BTreeSet<&'static str>,
    number: BTreeSet<&'static str>,
    ordinary: BTreeSet<&'static str>,
    phrase: BTreeSet<&'static str>,
}

impl SureWords {
    /// Whether a word stands for somebody, joins a clause or counts: no name.
    fn is_no_name(&self, word: &str) -> bool {
        [&self.pronoun, &self.relative, &self.number]
            .iter()
            .any(|list| list.contains(word))
    }
}

static WORDS: LazyLock<SureWords> = LazyLock::new(|| {
    let set = |words: &[&'static str]| words.iter().copied().collect();
    SureWords {
        pronoun: set(press::SURE_PRONOUN),
        relative: set(press::SURE_RELATIVE),
        number: set(press::SURE_NUMBER),
        ordinary: set(press::SURE_ORDINARY),
        phrase: set(press::SURE_PHRASE),
    }
});

fn folded(word: &str) -> String {
    word.to_lowercase().replace('’', "'")
}

/// Whether words can be nobody's name: numbers, pronouns, relative words, and nothing else.
pub fn is_no_speaker(words: &str) -> bool {
    let mut parts = words
        .split(|letter: char| !(letter.is_alphanumeric() || matches!(letter, '\'' | '’' | '-')))
        .filter(|part| !part.is_empty());
    parts.all(|part| {
        let part = folded(part);
        part.chars().all(|letter| !letter.is_alphabetic())
            || part.starts_with(|letter: char| letter.is_ascii_digit())
            || WORDS.is_no_name(&part)
    })
}

/// What is known of a statement besides its words.
pub(super) struct Told<'a> {
    pub(super) said: &'a Said,
    pub(super) kind: SpeechKind,
    /// Who said it, as shown.
    pub(super) named: Option<(usize, usize)>,
    /// Its stretches in marks that are speech.
    pub(super) verbatim: &'a [(usize, usize)],
    /// Whether a token is within a film's title.
    pub(super) is_title: &'a dyn Fn(usize) -> bool,
}

/// Whether a statement is sure.
pub(super) fn is_sure(scene: &Scene<'_>, people: &People, told: &Told<'_>) -> bool {
    let Some((from, to)) = told.named else {
        return false;
    };
    let least = match told.kind {
        SpeechKind::Indirect => FROM.reported,
        _ if told.said.is_continued => FROM.continued,
        SpeechKind::Direct => FROM.direct,
        SpeechKind::Mixed => FROM.mixed,
    };
    // A quotation without a cue of its own is a person's, not a body's that stands near.
    let is_near = told.said.cue.is_some() || people.is_whole(from, to);
    is_near
        && told.said.score.exp() >= least
        && says_something(scene.tokens, told)
        && stands_for(scene.tokens, people, told.said.source, (from, to))
        && is_speaker(scene, people, (from, to), told.is_title)
}

/// Whether reported words are more than a phrase that links two sentences.
fn says_something(tokens: &Tokens<'_>, told: &Told<'_>) -> bool {
    let words: Vec<String> = told
        .said
        .parts
        .iter()
        .flat_map(|&(from, to)| from..to)
        .filter(|&at| tokens.at(at).is_word())
        .map(|at| folded(tokens.text_of(at)))
        .collect();
    if WORDS.phrase.contains(&*words.join(" ")) || words.is_empty() {
        return false;
    }
    if told.kind == SpeechKind::Indirect {
        return words.len() >= LEAST_REPORTED;
    }
    told.verbatim.iter().any(|&(from, to)| {
        let words = (from..to).filter(|&at| tokens.at(at).is_word());
        words.count() >= LEAST_QUOTED
    })
}

/// Whether the words printed beside a statement surely mean whom it is given to: the name, a pronoun of the
/// person's own gender, or the person's role.
fn stands_for(
    tokens: &Tokens<'_>,
    people: &People,
    source: Option<(usize, usize)>,
    named: (usize, usize),
) -> bool {
    let Some((from, to)) = source else {
        return false;
    };
    let is_name = |at: &usize| matches!(tokens.at(*at).class, Class::Name | Class::Capitals);
    let words =
        |(from, to): (usize, usize)| (from..to).filter(is_name).map(|at| tokens.at(at).word);
    // `Ada's lawyer` is not Ada.
    let last = words((from, to)).next_back();
    let genitive = (from..to)
        .rev()
        .find(|&at| tokens.at(at).class == Class::Genitive);
    if genitive.is_some_and(|at| at + 1 < to && !(at + 1..to).any(|at| is_name(&at))) {
        return false;
    }
    if let Some(last) = last {
        return words(named).any(|word| word == last);
    }
    let pronoun = (to == from + 1).then(|| tokens.at(from)).filter(|token| {
        matches!(
            token.class,
            Class::He | Class::Him | Class::Her | Class::His
        )
    });
    if let Some(pronoun) = pronoun {
        return people.agrees(named, pronoun.word);
    }
    let role = (from..to)
        .map(|at| tokens.at(at))
        .find(|token| token.class == Class::Role);
    role.is_some_and(|role| people.has_role(named, role.word))
}

/// Whether tokens name a person or a body.
fn is_speaker(
    scene: &Scene<'_>,
    people: &People,
    (from, to): (usize, usize),
    is_title: &dyn Fn(usize) -> bool,
) -> bool {
    let tokens = scene.tokens;
    // The name itself: what stands before it may say what its bearer does.
    let named: Vec<usize> = (from..to)
        .filter(|&at| matches!(tokens.at(at).class, Class::Name | Class::Capitals))
        .collect();
    let (Some(&first), Some(&last)) = (named.first(), named.last()) else {
        return false;
    };
    let is_plain = (from..to).all(|at| {
        let token = tokens.at(at);
        match token.class {
            Class::Name | Class::Capitals | Class::Stop | Class::In | Class::And | Class::Dash => {
                true
            }
            // `The Film Guild`, `the critic Ada Wren`: before the name, not behind it.
            Class::The | Class::Title | Class::Role => at < last,
            _ => false,
        }
    });
    let text = |at: usize| folded(tokens.text_of(at));
    if people.is_whole(from, to)
        && !is_title(first)
        && !WORDS.ordinary.contains(&*text(first))
        && !is_not_person(tokens, from, to)
    {
        return true;
    }
    let is_nobody = |at: usize| {
        let word = text(at);
        WORDS.is_no_name(&word) || word.starts_with(|letter: char| letter.is_ascii_digit())
    };
    if !is_plain || named.iter().all(|&at| is_nobody(at)) || is_title(first) {
        return false;
    }
    if named.len() > 1 {
        return named.iter().any(|&at| !WORDS.ordinary.contains(&*text(at)));
    }
    // `Head of`, `Critics`: a word that most texts write small.
    if films::bundled().habits(tokens.at(first).word).is_ordinary {
        return false;
    }
    // One word with a capital at the head of a sentence may be any word; elsewhere it is a name.
    let word = tokens.at(first).word;
    !WORDS.ordinary.contains(&*text(first))
        && (0..tokens.len()).any(|at| {
            let token = tokens.at(at);
            token.word == word
                && token.is_capital
                && !scene.is_heading(at)
                && tokens.sentence(token.sentence).0 != at
                && !matches!(
                    tokens.near(at, -1).class,
                    Class::Open | Class::Mark | Class::Colon | Class::Dash
                )
        })
}

#[cfg(test)]
mod tests {
    use super::{WORDS, is_no_speaker};
    use ovation_language::Language;

    #[test]
    fn every_language_of_the_guide_has_every_list() {
        for language in ["en", "fr", "de", "es", "it", "pt", "ru"] {
            let language = Language::of(language).unwrap();
            for kind in ["pronoun", "relative", "number", "ordinary", "phrase"] {
                let list = language.list(&format!("press.sure_{kind}"));
                assert!(!list.is_empty(), "{}: {kind}", language.code);
            }
        }
        assert!(WORDS.phrase.contains("in fact"));
    }

    #[test]
    fn numbers_pronouns_and_relative_words_are_no_speakers() {
        for words in [
            "100",
            "who",
            "She",
            "ellas",
            "который",
            "12th",
            "quem",
            "zwei",
            "qui",
            "",
        ] {
            assert!(is_no_speaker(words), "{words}");
        }
        for words in ["Ada Wren", "Film Quay", "the 100 Club"] {
            assert!(!is_no_speaker(words), "{words}");
        }
    }
}
