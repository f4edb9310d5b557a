//! A review as a line of a list.

use super::{EXCERPT_WORDS, EvidenceLine, FilmTitle, evidence_of};
use crate::show::excerpt;
use crate::{links, show};
use ovation_quotes::pull_quote;
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
        Some(Basis::Rating) => "from the printed rating",
        Some(Basis::Model) => "read from the text by the model",
        None => "",
    }
}

/// Of a review's text the sentence or two that carry its verdict, else its beginning.
fn pulled(text: &str, read: Option<&ReviewRead>) -> String {
    let verdict = read.and_then(|read| read.verdict.as_ref());
    let grounds = verdict.and_then(|verdict| verdict.grounds.as_ref());
    let sentence = grounds.and_then(|grounds| grounds.sentence.as_deref());
    // A sentence that was shortened is found by its beginning.
    let begins = sentence.map(|sentence| sentence.trim_end_matches(['…', ' ']));
    let at = begins.and_then(|begins| text.find(begins));
    at.and_then(|at| pull_quote(text, at, EXCERPT_WORDS))
        .unwrap_or_else(|| excerpt(text, EXCERPT_WORDS))
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
    pub(crate) language: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) evidence: Vec<EvidenceLine>,
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
            excerpt: finding
                .and_then(|finding| finding.text.as_ref())
                .map(|text| pulled(&text.value, read))
                .filter(|text| !text.is_empty()),
            language: finding
                .and_then(|finding| finding.language.as_deref())
                .and_then(show::language_tag),
            url: ballot.url.as_deref().and_then(show::safe_url),
            evidence: read.map(evidence_of).unwrap_or_default(),
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
