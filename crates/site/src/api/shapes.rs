//! The API's answers, as serialised.

use crate::ask::Clocks;
use crate::links;
use crate::view::{EvidenceLine, FilmScore, Mark, evidence_of};
use ovation_ledger::{FieldChange, Head, ReviewRecord, Tally, WaitingReview};
use ovation_score::{Fate, INTERVAL_LEVEL, Point};
use ovation_terms::{Ballot, Entry, FilmRecord, Probability, ReviewRead, Verdict};
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// What went wrong (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Problem {
    /// A name of the kind of trouble, stable for programs.
    #[serde(rename = "type")]
    pub(super) kind: String,
    /// The kind of trouble in words.
    pub(super) title: String,
    /// The HTTP status.
    pub(super) status: u16,
    /// What was expected and what came.
    pub(super) detail: String,
    /// The address asked for.
    pub(super) instance: String,
}

/// A film's name in another catalogue.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Key {
    /// Which catalogue: `imdb`, `wikidata`.
    scheme: String,
    /// The film's id in it.
    value: String,
}

/// A film.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Film {
    /// Its number in this record.
    id: i64,
    /// The title it is listed under.
    title: String,
    /// Other titles: original, other languages.
    other_titles: Vec<String>,
    /// Year of first release, where known.
    year: Option<i16>,
    /// Directors' names.
    directors: Vec<String>,
    /// Ids in other catalogues.
    keys: Vec<Key>,
    /// Path of its page.
    page: String,
}

impl Film {
    pub(super) fn of(film: &FilmRecord) -> Self {
        let key = |key: &ovation_terms::FilmKey| Key {
            scheme: key.scheme.clone(),
            value: key.value.clone(),
        };
        Self {
            id: film.id.0,
            title: film.title.clone(),
            other_titles: film.other_titles.clone(),
            year: film.year,
            directors: film.directors.clone(),
            keys: film.keys.iter().map(key).collect(),
            page: links::film(film),
        }
    }
}

/// One film.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FilmAnswer {
    /// The film.
    pub(super) film: Film,
}

/// A film that was found, with its score now.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FilmFound {
    /// The film.
    #[serde(flatten)]
    pub(super) film: Film,
    /// Its reviews in every state.
    pub(super) reviews: u64,
    /// Its score now.
    pub(super) score: Score,
}

/// Films, best first.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct FilmsAnswer {
    /// The films.
    pub(super) films: Vec<FilmFound>,
    /// Give this as `cursor` for the films that follow; none at the end, and for a search.
    pub(super) next: Option<String>,
}

/// Both clocks of a question; none means now.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ClocksAsked {
    /// Reviews published by the end of this day.
    #[schema(format = Date)]
    as_of: Option<String>,
    /// What the record knew by then, RFC 3339.
    #[schema(format = DateTime)]
    known_at: Option<String>,
}

impl ClocksAsked {
    fn of(clocks: Clocks) -> Self {
        Self {
            as_of: clocks.as_of.map(|day| day.to_string()),
            known_at: clocks.known_at.map(|at| at.to_string()),
        }
    }
}

/// Where the ledger stood when the answer was made.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Ledger {
    /// Number of the last entry; 0 when there is none.
    seq: i64,
    /// Its digest.
    hash: String,
    /// When it was made, RFC 3339.
    #[schema(format = DateTime)]
    at: Option<String>,
}

impl Ledger {
    pub(super) fn of(head: &Head) -> Self {
        Self {
            seq: head.seq.0,
            hash: head.hash.to_string(),
            at: head.at.map(|at| at.to_string()),
        }
    }
}

/// A share of positive reviews with its interval, in percent.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Approval {
    /// 100 x positives / n.
    percent: f64,
    /// Lower end of the interval.
    low: f64,
    /// Upper end of the interval.
    high: f64,
    /// The probability that the interval holds: 0.9.
    interval: f64,
}

/// The mean of the printed ratings.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AverageRating {
    /// 0 to 10.
    mean: f64,
    /// How many reviews in the score had a rating.
    rated: u64,
}

/// How far the ratings lie apart.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Spread {
    /// Standard deviation, 0 to 10.
    deviation: f64,
    /// Lower end of its interval.
    low: f64,
    /// Upper end of its interval.
    high: f64,
    /// `divided` or `of one mind`, only where the whole interval supports it.
    word: Option<String>,
}

/// Ratings weighted by outlet.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct WeightedScore {
    /// 0 to 100.
    score: f64,
    /// Reviews in it with a printed rating.
    rated: u64,
    /// Reviews in it whose rating is what the model expects of their text: none was printed.
    expected: u64,
    /// Reviews in the score that had neither, and so no part in it.
    unrated: u64,
}

/// What a critic of average leniency would say, in percent.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct AdjustedApproval {
    /// 0 to 100.
    percent: f64,
    /// Lower end of the interval.
    low: f64,
    /// Upper end of the interval.
    high: f64,
    /// The probability that the interval holds: 0.9.
    interval: f64,
    /// Signed reviews it rests on.
    signed: u64,
}

/// A film's score.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Score {
    /// The film's number.
    film: i64,
    /// Which figure was asked for: `approval`.
    formula: String,
    /// Whose reviews, as in the address; none means everybody's.
    panel: Option<String>,
    /// Both clocks as asked.
    clocks: ClocksAsked,
    /// Where the ledger stood.
    ledger: Ledger,
    /// Reviews in the score.
    n: u64,
    /// Of them, those with p of at least one half.
    positives: u64,
    /// Of them, those that wait for a person.
    unsure: u64,
    /// Whether there are enough reviews for a number: five.
    headline: bool,
    /// The approval; none without reviews. Not to be shown as a headline unless `headline`.
    approval: Option<Approval>,
    /// The average rating; none where no review had one.
    average_rating: Option<AverageRating>,
    /// How far the ratings lie apart; none for fewer than two.
    spread: Option<Spread>,
    /// The weighted score, where it was asked for.
    weighted: Option<WeightedScore>,
    /// The adjusted approval, where it was asked for.
    adjusted: Option<AdjustedApproval>,
    /// Ratings in each tenth of the scale, worst first.
    histogram: Vec<u64>,
    /// Reviews found at both clocks: counted + waiting + excluded.
    found: u64,
    /// In the score without reservation.
    counted: u64,
    /// Waiting for a person.
    waiting: u64,
    /// Out, with a reason.
    excluded: u64,
    /// Why reviews wait or are out.
    reasons: BTreeMap<String, u64>,
}

impl Score {
    pub(super) fn of(scored: &FilmScore, head: &Head) -> Self {
        let score = &scored.score;
        Self {
            film: scored.film.id.0,
            formula: scored.question.formula.code().to_owned(),
            panel: panel_of(scored),
            clocks: clocks_of(scored),
            ledger: Ledger::of(head),
            n: score.n,
            positives: score.positives,
            unsure: score.unsure,
            headline: score.headline,
            approval: score.approval.map(|found| Approval {
                percent: found.percent,
                low: found.low,
                high: found.high,
                interval: INTERVAL_LEVEL,
            }),
            average_rating: score.average.map(|found| AverageRating {
                mean: found.mean,
                rated: found.rated,
            }),
            spread: score.spread.map(|found| Spread {
                deviation: found.deviation,
                low: found.low,
                high: found.high,
                word: found.word.map(|word| word.to_string()),
            }),
            weighted: score.weighted.map(|found| WeightedScore {
                score: found.score,
                rated: found.rated,
                expected: found.expected,
                unrated: found.unrated,
            }),
            adjusted: score.adjusted.map(|found| AdjustedApproval {
                percent: found.percent,
                low: found.low,
                high: found.high,
                interval: INTERVAL_LEVEL,
                signed: found.signed,
            }),
            histogram: score.histogram.to_vec(),
            found: score.found,
            counted: score.counted,
            waiting: score.waiting,
            excluded: score.excluded,
            reasons: score.reasons.clone(),
        }
    }
}

fn panel_of(scored: &FilmScore) -> Option<String> {
    let panel = &scored.question.panel;
    (!panel.is_everybody()).then(|| panel.to_string())
}

fn clocks_of(scored: &FilmScore) -> ClocksAsked {
    ClocksAsked::of(Clocks {
        as_of: scored.question.as_of,
        known_at: scored.question.known_at,
    })
}

/// A film's score.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ScoreAnswer {
    /// The score.
    pub(super) score: Score,
}

/// The score at the end of a day on which it changed.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TimelinePoint {
    /// The day.
    #[schema(format = Date)]
    day: String,
    /// Reviews in the score.
    n: u64,
    /// Of them, the positive ones.
    positives: u64,
    /// The approval.
    approval: Approval,
    /// Average rating, 0 to 10.
    average_rating: Option<f64>,
}

/// The score at every date.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Timeline {
    /// The film's number.
    film: i64,
    /// `approval`.
    formula: String,
    /// Both clocks as asked.
    clocks: ClocksAsked,
    /// Where the ledger stood.
    ledger: Ledger,
    /// From the first review on.
    points: Vec<TimelinePoint>,
    /// Where the film was shown and when it opened, as film press tells.
    marks: Vec<TimelineMark>,
}

/// A day to mark on a timeline.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TimelineMark {
    /// The day.
    #[schema(format = Date)]
    day: String,
    /// `premiere`, `screening` or `release`.
    kind: &'static str,
    /// In words, with the place where one is told: `World premiere, Lantern Film Festival`.
    words: String,
    /// Whether an article states the day; else it was counted from an article's own.
    is_stated: bool,
    /// Entries of the articles that tell of it.
    entries: Vec<i64>,
}

impl Timeline {
    pub(super) fn of(scored: &FilmScore, points: &[Point], marks: Vec<Mark>, head: &Head) -> Self {
        let mark = |mark: Mark| TimelineMark {
            day: mark.day.to_string(),
            kind: mark.kind,
            words: mark.words,
            is_stated: mark.is_stated,
            entries: mark.entries,
        };
        let point = |point: &Point| TimelinePoint {
            day: point.day.to_string(),
            n: point.n,
            positives: point.positives,
            approval: Approval {
                percent: point.percent,
                low: point.low,
                high: point.high,
                interval: INTERVAL_LEVEL,
            },
            average_rating: point.average,
        };
        Self {
            film: scored.film.id.0,
            formula: scored.question.formula.code().to_owned(),
            clocks: clocks_of(scored),
            ledger: Ledger::of(head),
            points: points.iter().map(point).collect(),
            marks: marks.into_iter().map(mark).collect(),
        }
    }
}

/// The score at every date.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TimelineAnswer {
    /// The timeline.
    pub(super) timeline: Timeline,
}

/// A critic or an outlet by number and name.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct NameRef {
    /// Number in this record.
    id: i64,
    /// Name.
    name: String,
}

/// A value of a review with the place it was read from.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Evidence {
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
pub(super) struct Judged {
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
pub(super) struct Review {
    /// Its number in this record.
    id: i64,
    /// The film's number; none while it waits for one.
    film: Option<i64>,
    /// Who wrote it; none when unsigned.
    critic: Option<NameRef>,
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
    /// What p rests on: `editor`, `stated`, `rating`, `model`.
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
    pub(super) fn of(ballot: &Ballot, fate: &Fate, read: Option<&ReviewRead>) -> Self {
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
pub(super) struct ReviewsAnswer {
    /// The reviews.
    pub(super) reviews: Vec<Review>,
    /// Give this as `cursor` for the reviews that follow; none at the end.
    pub(super) next: Option<String>,
    /// Both clocks as asked.
    pub(super) clocks: ClocksAsked,
    /// Where the ledger stood.
    pub(super) ledger: Ledger,
}

impl ReviewsAnswer {
    pub(super) fn new(
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
pub(super) struct ReviewAnswer {
    /// The review.
    pub(super) review: Review,
    /// Numbers of the entries about it, oldest first.
    pub(super) history: Vec<i64>,
    /// What its page said otherwise when it was read again, oldest first.
    pub(super) changes: Vec<Change>,
}

/// A value that changed between two readings.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Change {
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
    pub(super) fn all(record: &ReviewRecord) -> Vec<Self> {
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
pub(super) struct Waiting {
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
    pub(super) fn of(waits: &WaitingReview, read: Option<&ReviewRead>) -> Self {
        let fate = crate::pages::own_fate(&waits.ballot);
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
pub(super) struct DeskAnswer {
    /// The reviews.
    pub(super) waiting: Vec<Waiting>,
    /// How many wait in all.
    pub(super) total: u64,
    /// The next page's number; none at the end.
    pub(super) next: Option<u32>,
}

/// Reviews by state: found = counted + waiting + excluded.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct States {
    found: u64,
    counted: u64,
    waiting: u64,
    excluded: u64,
}

impl States {
    pub(super) fn of(tally: &Tally) -> Self {
        Self {
            found: tally.found,
            counted: tally.counted,
            waiting: tally.waiting,
            excluded: tally.excluded,
        }
    }
}

/// Somebody or something that a search found.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Found {
    /// Number in this record.
    pub(super) id: i64,
    /// Name now, or title with year.
    pub(super) name: String,
    /// The other name that the words fit, where they do not fit that one.
    pub(super) by: Option<String>,
    /// Reviews in every state.
    pub(super) reviews: u64,
    /// Path of its page.
    pub(super) page: String,
}

/// What a search found, best first.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SearchAnswer {
    /// Films.
    pub(super) films: Vec<Found>,
    /// Critics.
    pub(super) critics: Vec<Found>,
    /// Outlets.
    pub(super) outlets: Vec<Found>,
}

/// A critic.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Critic {
    /// Number in this record.
    pub(super) id: i64,
    /// Name: as first printed, or as an editor set it.
    pub(super) name: String,
    /// Other names that an editor said they are known by.
    pub(super) also: Vec<String>,
    /// The critic's reviews.
    pub(super) reviews: States,
    /// Path of the critic's page.
    pub(super) page: String,
}

/// One critic.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CriticAnswer {
    /// The critic.
    pub(super) critic: Critic,
}

/// An outlet.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Outlet {
    /// Number in this record.
    pub(super) id: i64,
    /// Name: as first printed, or as an editor set it.
    pub(super) name: String,
    /// Other names that an editor said it is known by.
    pub(super) also: Vec<String>,
    /// Registered domain, where known.
    pub(super) domain: Option<String>,
    /// Its reviews.
    pub(super) reviews: States,
    /// Path of its page.
    pub(super) page: String,
}

/// One outlet.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct OutletAnswer {
    /// The outlet.
    pub(super) outlet: Outlet,
}

/// Whether the record answers.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Health {
    /// `ok`.
    pub(super) status: &'static str,
    /// The version of this program.
    pub(super) version: &'static str,
    /// Where the ledger stands.
    pub(super) ledger: Ledger,
}

/// Whether the record answers.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct HealthAnswer {
    /// The state of the service.
    pub(super) health: Health,
}
