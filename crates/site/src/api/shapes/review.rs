//! Reviews, how they changed, and those that wait.

use super::Film;
use super::score::{ClocksAsked, Ledger};
use crate::ask::Clocks;
use crate::links;
use crate::view::{EvidenceLine, evidence_of};
use ovation_ledger::{FieldChange, Head, ReviewRecord, WaitingReview};
use ovation_score::Fate;
use ovation_terms::{Ballot, Entry, Probability, ReviewRead, Verdict};
use serde::Serialize;
use utoipa::ToSchema;

/// A critic or an outlet by number and name.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct NameRef {
    /// Number in this record.
    id: i64,
    /// Name.
    name: String,
}

/// A value of a review with the place it was read from.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct Evidence {
    /// Which value: `Rating`, `Critic`.
    name: String,
    /// The value.
    value: String,
    /// Where it stands: `json-ld /reviewRating/ratingValue`.
    place: String,
    /// The source's words, at most a few.
    quote: Option<String>,
}

/// What a machine's verdict was made of.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct Judged {
    /// Versions of the table and models, such as `ratings-1 minilm-2+linear-1 mix-3`.
    made_by: String,
    /// Why, in words.
    why: String,
    /// The probability by the rating alone, in this critic's hand.
    by_rating: Option<f64>,
    /// The probability by the text alone.
    by_text: Option<f64>,
    /// How far the habit of critic and outlet moved it, in log-odds towards "for the film".
    habit: Option<f64>,
    /// The sentence of the text that weighed most.
    sentence: Option<String>,
    /// Languages of text that the models were tested on; empty where no text was read.
    tested_on: Vec<String>,
}

impl Judged {
    fn of(verdict: &Verdict) -> Option<Self> {
        let grounds = verdict.grounds.as_ref()?;
        let get = |p: Option<Probability>| p.map(Probability::get);
        Some(Self {
            made_by: verdict.made_by.clone(),
            why: verdict.why.clone(),
            by_rating: get(grounds.rating),
            by_text: get(grounds.text),
            habit: grounds.habit,
            sentence: grounds.sentence.clone(),
            tested_on: grounds.tested_on.clone(),
        })
    }
}

/// A review.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct Review {
    /// Its number in this record.
    id: i64,
    /// The film's number; none while it waits for one.
    film: Option<i64>,
    /// Who wrote it; none when unsigned.
    critic: Option<NameRef>,
    /// Who signed it beside the critic: a joint review, which counts once.
    also_by: Vec<NameRef>,
    /// Where it ran; none when not known.
    outlet: Option<NameRef>,
    /// Where it stands on the web.
    url: Option<String>,
    /// Day published.
    #[schema(format = Date)]
    published: Option<String>,
    /// When this record first had it, RFC 3339.
    #[schema(format = DateTime)]
    first_recorded: String,
    /// The rating as printed.
    rating_printed: Option<String>,
    /// The rating from 0 to 1.
    rating: Option<f64>,
    /// Probability that the critic is for the film.
    p: Option<f64>,
    /// What p rests on: `editor`, `stated`, `aggregator`, `rating`, `model`.
    basis: Option<String>,
    /// What the machine weighed; none where no machine judged.
    judged: Option<Judged>,
    /// `counted`, `waiting` or `excluded`.
    state: String,
    /// Whether it takes part in the score.
    in_score: bool,
    /// Why it waits or is out.
    reasons: Vec<String>,
    /// At most 60 words of it.
    excerpt: Option<String>,
    /// Number and digest of the ledger's entry behind it.
    entry: i64,
    /// That entry's digest.
    entry_hash: String,
    /// Where each value stands.
    evidence: Vec<Evidence>,
    /// Path of its page.
    page: String,
}

impl Review {
    pub(in crate::api) fn of(ballot: &Ballot, fate: &Fate, read: Option<&ReviewRead>) -> Self {
        let reasons = match fate {
            Fate::Out(reasons) => reasons.as_slice(),
            _ => ballot.standing.reasons(),
        };
        let text = read.and_then(|read| read.finding.text.as_ref());
        let evidence = |line: EvidenceLine| Evidence {
            name: line.name.to_owned(),
            quote: line.has_words().then_some(line.quote),
            value: line.value,
            place: line.place,
        };
        Self {
            id: ballot.review.0,
            film: (ballot.film.0 > 0).then_some(ballot.film.0),
            critic: ballot.critic.map(|id| NameRef {
                id: id.0,
                name: ballot.critic_name.clone(),
            }),
            also_by: ballot
                .also_by
                .iter()
                .map(|signer| NameRef {
                    id: signer.critic.0,
                    name: signer.name.clone(),
                })
                .collect(),
            outlet: ballot.outlet.map(|id| NameRef {
                id: id.0,
                name: ballot.outlet_name.clone(),
            }),
            url: ballot.url.as_deref().and_then(crate::show::safe_url),
            published: ballot.published.map(|day| day.to_string()),
            first_recorded: ballot.first_recorded.to_string(),
            rating_printed: ballot.rating_printed.clone(),
            rating: ballot.rating,
            p: ballot.p.map(Probability::get),
            basis: ballot.basis.map(|basis| basis.code().to_owned()),
            judged: read.and_then(|read| Judged::of(read.verdict.as_ref()?)),
            state: fate
                .state()
                .map_or("excluded", |state| state.code())
                .to_owned(),
            in_score: matches!(fate, Fate::In { .. }),
            reasons: reasons
                .iter()
                .map(|reason| reason.code().to_owned())
                .collect(),
            excerpt: text.map(|text| crate::show::excerpt(&text.value, crate::view::EXCERPT_WORDS)),
            entry: ballot.entry.0,
            entry_hash: ballot.entry_hash.to_string(),
            evidence: read
                .map(|read| evidence_of(read).into_iter().map(evidence).collect())
                .unwrap_or_default(),
            page: links::review(ballot.review),
        }
    }
}

/// A film's reviews, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ReviewsAnswer {
    /// The reviews.
    pub(in crate::api) reviews: Vec<Review>,
    /// Give this as `cursor` for the reviews that follow; none at the end.
    pub(in crate::api) next: Option<String>,
    /// Both clocks as asked.
    pub(in crate::api) clocks: ClocksAsked,
    /// Where the ledger stood.
    pub(in crate::api) ledger: Ledger,
}

impl ReviewsAnswer {
    pub(in crate::api) fn new(
        reviews: Vec<Review>,
        next: Option<String>,
        clocks: Clocks,
        head: &Head,
    ) -> Self {
        Self {
            reviews,
            next,
            clocks: ClocksAsked::of(clocks),
            ledger: Ledger::of(head),
        }
    }
}

/// One review.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct ReviewAnswer {
    /// The review.
    pub(in crate::api) review: Review,
    /// Numbers of the entries about it, oldest first.
    pub(in crate::api) history: Vec<i64>,
    /// What its page said otherwise when it was read again, oldest first.
    pub(in crate::api) changes: Vec<Change>,
}

/// A value that changed between two readings.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct Change {
    /// The later reading's entry.
    entry: i64,
    /// When it was recorded, RFC 3339.
    #[schema(format = DateTime)]
    recorded: String,
    /// `text`, `rating`, `headline`, `published`, `critic`, `outlet`, `film`, `verdict`, `address`,
    /// `language`.
    field: String,
    /// As it was; of a text at most 30 words around the change.
    before: Option<String>,
    /// As it is.
    after: Option<String>,
}

/// Words shown of a changed text, before and after each.
const CHANGED_WORDS: usize = 30;

impl Change {
    pub(in crate::api) fn all(record: &ReviewRecord) -> Vec<Self> {
        let shown =
            |value: Option<String>| value.map(|it| crate::show::excerpt(&it, CHANGED_WORDS));
        let of_entry = |(entry, told): (&Entry, Vec<FieldChange>)| {
            let (seq, at) = (entry.seq.0, entry.at.to_string());
            told.into_iter().map(move |change| Self {
                entry: seq,
                recorded: at.clone(),
                field: change.field.to_owned(),
                before: shown(change.before),
                after: shown(change.after),
            })
        };
        record.changes().into_iter().flat_map(of_entry).collect()
    }
}

/// A review on the desk.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct Waiting {
    /// The review.
    review: Review,
    /// The film's title as the source prints it.
    film_printed: Option<String>,
    /// The films it may be about, likeliest first.
    candidates: Vec<Film>,
    /// By how many points settling it could move a published score.
    effect: f64,
}

impl Waiting {
    pub(in crate::api) fn of(waits: &WaitingReview, read: Option<&ReviewRead>) -> Self {
        let fate = crate::pages::own_fate(&waits.ballot, false);
        Self {
            review: Review::of(&waits.ballot, &fate, read),
            film_printed: waits.film_title_printed.clone(),
            candidates: waits.candidates.iter().map(Film::of).collect(),
            effect: waits.effect,
        }
    }
}

/// What waits for a person, the largest effect first.
#[derive(Debug, Serialize, ToSchema)]
pub(in crate::api) struct DeskAnswer {
    /// The reviews.
    pub(in crate::api) waiting: Vec<Waiting>,
    /// How many wait in all.
    pub(in crate::api) total: u64,
    /// The next page's number; none at the end.
    pub(in crate::api) next: Option<u32>,
}
