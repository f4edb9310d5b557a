//! A review as a line of a list.

use super::{EXCERPT_WORDS, FilmTitle};
use crate::show::excerpt;
use crate::{links, show};
use ovation_quotes::{Pull, PullHints, pull_quote};
use ovation_score::Fate;
use ovation_terms::{Ballot, Basis, FilmRecord, Probability, Reason, ReviewRead, State};

/// A name with its page.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    pub(crate) href: String,
    pub(crate) name: String,
}

/// For, against or not judged: a word and a shape, never colour alone.
#[derive(Clone, Copy, Debug)]
pub(crate) struct VerdictMark {
    pub(crate) class: &'static str,
    pub(crate) word: &'static str,
}

/// The mark of a probability.
fn mark_of(p: Option<Probability>) -> VerdictMark {
    match p {
        Some(p) if p.is_positive() => VerdictMark {
            class: "positive",
            word: "Positive",
        },
        Some(_) => VerdictMark {
            class: "negative",
            word: "Negative",
        },
        None => VerdictMark {
            class: "unjudged",
            word: "Not judged",
        },
    }
}

/// What a verdict rests on, for a reader.
pub(crate) fn basis_words(basis: Option<Basis>) -> &'static str {
    match basis {
        Some(Basis::Editor) => "decided by an editor",
        Some(Basis::Stated) => "stated by the critic",
        Some(Basis::Aggregator) => "as an aggregator has it",
        Some(Basis::Rating) => "from the printed rating",
        Some(Basis::Model) => "read from the text by the model",
        None => "",
    }
}

/// The sentence of a review that stands for it, in at most so many words. `is_for` is the verdict that counts; none
/// where nobody judged.
pub(crate) fn pulled(read: &ReviewRead, is_for: Option<bool>, words: usize) -> Option<Pull> {
    let text = read.finding.text.as_ref()?;
    let grounds = read
        .verdict
        .as_ref()
        .and_then(|verdict| verdict.grounds.as_ref());
    let hints = PullHints {
        language: read.finding.language.as_deref(),
        is_for,
        weighed: grounds.and_then(|grounds| grounds.sentence.as_deref()),
    };
    pull_quote(&text.value, hints, words)
}

/// A language as a page marks and names it.
#[derive(Clone, Debug)]
pub(crate) struct Language {
    /// For a `lang` attribute.
    pub(crate) tag: String,
    /// `German`; empty where it is the page's own or has no name here.
    pub(crate) name: &'static str,
}

/// The language that a review is written in, where it is known.
pub(crate) fn language_of(read: &ReviewRead) -> Option<Language> {
    let tag = show::language_tag(read.finding.language.as_deref()?)?;
    let known = ovation_language::Language::of(&tag);
    let name = known.map_or("", |language| language.name);
    let is_own = known.is_some_and(|language| language.code == "en");
    Some(Language {
        tag,
        name: if is_own { "" } else { name },
    })
}

/// A rating as printed, with its scale behind a bare number: `1/4`, `41 %`, `★★★½`.
fn with_scale(printed: &str, read: Option<&ReviewRead>) -> String {
    let is_bare = printed.chars().any(|letter| letter.is_ascii_digit())
        && printed
            .chars()
            .all(|letter| letter.is_ascii_digit() || matches!(letter, '.' | ',' | '½'));
    // A rating that a person set is not the one that was read.
    let stated = read.and_then(|read| read.finding.rating.as_ref());
    let is_read = stated.is_some_and(|rating| rating.value.printed == printed);
    let scale = read
        .and_then(|read| read.rating.as_ref())
        .map(|rating| rating.scale.as_str());
    match scale.filter(|_| is_bare && is_read) {
        Some("percent") => format!("{printed} %"),
        Some(scale) if scale.starts_with('/') => format!("{printed}{scale}"),
        _ => printed.to_owned(),
    }
}

/// A review ready to print.
#[derive(Debug)]
pub(crate) struct ReviewLine {
    pub(crate) id: String,
    pub(crate) href: String,
    pub(crate) film: Option<FilmTitle>,
    pub(crate) critic: Option<Named>,
    /// Who signed it beside the critic.
    pub(crate) also_by: Vec<Named>,
    pub(crate) outlet: Option<Named>,
    pub(crate) day: String,
    pub(crate) iso_day: String,
    /// The day is when it was recorded, not when it was published.
    pub(crate) day_is_recorded: bool,
    pub(crate) rating: Option<String>,
    /// The rating on 0 to 10, where that is not how it was printed.
    pub(crate) rating_of_ten: Option<String>,
    pub(crate) mark: VerdictMark,
    pub(crate) p: Option<String>,
    pub(crate) basis: &'static str,
    /// What the reader must know of its state; empty when simply counted.
    pub(crate) state: &'static str,
    pub(crate) reasons: String,
    pub(crate) headline: Option<String>,
    pub(crate) excerpt: Option<String>,
    pub(crate) language: Option<Language>,
    pub(crate) url: Option<String>,
}

impl ReviewLine {
    /// From a ballot, what became of it, what was read, and the film where the page is not its own.
    pub(crate) fn new(
        ballot: &Ballot,
        fate: &Fate,
        read: Option<&ReviewRead>,
        film: Option<&FilmRecord>,
    ) -> Self {
        let finding = read.map(|read| &read.finding);
        let reasons: &[Reason] = match fate {
            Fate::Out(reasons) => reasons,
            _ => ballot.standing.reasons(),
        };
        let state = match (fate, fate.state()) {
            (Fate::In { unsure: true }, _) => "In the score, unsure",
            (_, Some(State::Waiting)) => "Waiting",
            (_, Some(State::Excluded)) => "Excluded",
            _ => "",
        };
        let words: Vec<&str> = reasons.iter().map(|reason| reason.sentence()).collect();
        Self {
            id: ballot.review.to_string(),
            href: links::review(ballot.review),
            film: film.map(FilmTitle::of),
            critic: ballot.critic.map(|id| Named {
                href: links::critic(id, &ballot.critic_name),
                name: ballot.critic_name.clone(),
            }),
            also_by: ballot
                .also_by
                .iter()
                .map(|signer| Named {
                    href: links::critic(signer.critic, &signer.name),
                    name: signer.name.clone(),
                })
                .collect(),
            outlet: ballot.outlet.map(|id| Named {
                href: links::outlet(id, &ballot.outlet_name),
                name: ballot.outlet_name.clone(),
            }),
            day: show::day(ballot.published_or_recorded()),
            iso_day: ballot.published_or_recorded().to_string(),
            day_is_recorded: ballot.published.is_none(),
            rating: ballot
                .rating_printed
                .as_deref()
                .map(|printed| with_scale(printed, read)),
            rating_of_ten: ballot
                .rating
                .filter(|_| {
                    !ballot
                        .rating_printed
                        .as_deref()
                        .unwrap_or_default()
                        .ends_with("/10")
                })
                .map(|rating| show::tenth(rating * 10.0)),
            mark: mark_of(ballot.p),
            p: ballot.p.map(|p| show::hundredth(p.get())),
            basis: basis_words(ballot.basis),
            state,
            reasons: show::sentence(&words.join("; ")),
            headline: finding
                .and_then(|finding| finding.headline.as_ref())
                .map(|headline| excerpt(&headline.value, 30)),
            excerpt: read
                .and_then(|read| {
                    pulled(read, ballot.p.map(Probability::is_positive), EXCERPT_WORDS)
                })
                .map(|pull| pull.words),
            language: read.and_then(language_of),
            url: ballot.url.as_deref().and_then(show::safe_url),
        }
    }

    /// Who wrote it, for a heading.
    pub(crate) fn signed(&self) -> String {
        let first = self.critic.as_ref().map(|critic| critic.name.as_str());
        let also = self.also_by.iter().map(|signer| signer.name.as_str());
        let names: Vec<&str> = first.into_iter().chain(also).collect();
        match names.as_slice() {
            [] => "Unsigned".to_owned(),
            names => names.join(", "),
        }
    }
}
