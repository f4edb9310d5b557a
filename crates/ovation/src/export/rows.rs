//! Films, reviews, scores and entries as rows of their tables.

use crate::columns::Value;
use anyhow::Context;
use ovation_ledger::EntryText;
use ovation_score::{Fate, Leniencies, Question, Score, adjusted, fates, score, timeline};
use ovation_terms::{Ballot, FilmId, ReviewRead, SpeechKind, withholds};
use std::collections::BTreeMap;

fn whole(count: u64) -> Value {
    Value::Whole(i64::try_from(count).unwrap_or(i64::MAX))
}

fn number(value: Option<f64>) -> Value {
    value.map_or(Value::None, Value::Number)
}

fn text_of(text: &str) -> Value {
    Value::text((!text.is_empty()).then_some(text))
}

/// The numbers of those who signed beside the critic.
fn numbers_of(ballot: &Ballot) -> String {
    let numbers = ballot.also_by.iter().map(|it| it.critic.to_string());
    numbers.collect::<Vec<_>>().join(" ")
}

/// The rows of reviews and of verdicts.
pub(crate) fn review_rows(
    ballots: &[Ballot],
    readings: &BTreeMap<ovation_terms::ReviewId, ReviewRead>,
) -> (Vec<Vec<Value>>, Vec<Vec<Value>>) {
    let (mut reviews, mut verdicts) = (Vec::new(), Vec::new());
    for (place, fate) in fates(ballots, &Question::default()) {
        let Some(ballot) = ballots.get(place) else {
            continue;
        };
        let in_score = matches!(fate, Fate::In { .. });
        let reasons = match &fate {
            Fate::Out(reasons) => ovation_terms::Standing::new(reasons.clone()).to_codes(),
            _ => ballot.standing.to_codes(),
        };
        reviews.push(vec![
            Value::Whole(ballot.review.0),
            if ballot.film.0 == 0 {
                Value::None
            } else {
                Value::Whole(ballot.film.0)
            },
            ballot.critic.map_or(Value::None, |id| Value::Whole(id.0)),
            text_of(&ballot.critic_name),
            text_of(&numbers_of(ballot)),
            ballot.outlet.map_or(Value::None, |id| Value::Whole(id.0)),
            text_of(&ballot.outlet_name),
            Value::text(ballot.country.as_deref()),
            Value::text(ballot.language.as_deref()),
            Value::text(ballot.url.as_deref()),
            ballot.published.map_or(Value::None, Value::Day),
            Value::text(ballot.rating_printed.as_deref()),
            number(ballot.rating),
            Value::text(fate.state().map(ovation_terms::State::code)),
            text_of(&reasons),
            Value::Truth(in_score),
            Value::Text(ballot.first_recorded.to_string()),
            Value::Text(ballot.recorded.to_string()),
            Value::Whole(ballot.entry.0),
            Value::Text(ballot.entry_hash.to_string()),
        ]);
        let Some(p) = ballot.p else { continue };
        // What an editor set has no reading's verdict behind it.
        let verdict = readings
            .get(&ballot.review)
            .and_then(|read| read.verdict.as_ref())
            .filter(|verdict| Some(verdict.basis) == ballot.basis);
        verdicts.push(vec![
            Value::Whole(ballot.review.0),
            Value::Number(p.get()),
            Value::Truth(p.is_positive()),
            Value::text(ballot.basis.map(ovation_terms::Basis::code)),
            Value::text(verdict.map(|verdict| verdict.made_by.as_str())),
            verdict.map_or(Value::None, |verdict| text_of(&verdict.why)),
            Value::Truth(matches!(fate, Fate::In { unsure: true })),
        ]);
    }
    (reviews, verdicts)
}

/// The row of a film's score.
pub(crate) fn score_row(
    film: FilmId,
    ballots: &[Ballot],
    leniencies: Option<&Leniencies>,
) -> Vec<Value> {
    let question = Question::default();
    let score: Score = score(ballots, &question);
    let adjusted = leniencies.and_then(|all| adjusted(ballots, &question, all));
    vec![
        Value::Whole(film.0),
        whole(score.n),
        whole(score.positives),
        whole(score.unsure),
        whole(score.found),
        whole(score.counted),
        whole(score.waiting),
        whole(score.excluded),
        Value::Truth(score.headline),
        number(score.approval.map(|found| found.percent)),
        number(score.approval.map(|found| found.low)),
        number(score.approval.map(|found| found.high)),
        number(score.average.map(|found| found.mean)),
        whole(score.average.map_or(0, |found| found.rated)),
        number(score.spread.map(|found| found.deviation)),
        Value::text(
            score
                .spread
                .and_then(|found| found.word)
                .map(|word| word.to_string()),
        ),
        number(adjusted.map(|found| found.percent)),
        number(adjusted.map(|found| found.low)),
        number(adjusted.map(|found| found.high)),
    ]
}

/// The rows of a film's timeline.
pub(crate) fn timeline_rows(film: FilmId, ballots: &[Ballot]) -> Vec<Vec<Value>> {
    timeline(ballots, &Question::default())
        .into_iter()
        .map(|point| {
            vec![
                Value::Whole(film.0),
                Value::Day(point.day),
                whole(point.n),
                whole(point.positives),
                Value::Number(point.percent),
                Value::Number(point.low),
                Value::Number(point.high),
                number(point.average),
            ]
        })
        .collect()
}

/// What an article says, as rows of five tables.
pub(crate) struct PressRows {
    pub(crate) statements: Vec<Vec<Value>>,
    pub(crate) events: Vec<Vec<Value>>,
    pub(crate) claims: Vec<Vec<Value>>,
    pub(crate) credits: Vec<Vec<Value>>,
    pub(crate) comparisons: Vec<Vec<Value>>,
}

/// The rows of an article; `ballots` are the reviews of the films it claims scores of, to set beside
/// the claims what this record counts.
pub(crate) fn press_rows(
    entry: ovation_terms::Seq,
    read: &ovation_terms::PressRead,
    ballots: &BTreeMap<FilmId, Vec<Ballot>>,
) -> PressRows {
    let film = |title: Option<&str>| {
        let known = title.and_then(|title| read.film(title));
        [
            known.map_or(Value::None, |film| Value::Whole(film.0)),
            Value::text(title),
        ]
    };
    // What every row begins with: where it stands, and the film it is about.
    let begun = |place: u64, title: Option<&str>| {
        let mut row = vec![Value::Whole(entry.0), whole(place)];
        row.extend(film(title));
        row
    };
    let day = |told: Option<ovation_terms::ToldDay>| {
        [
            told.map_or(Value::None, |told| Value::Day(told.day)),
            told.map_or(Value::None, |told| Value::Truth(told.is_stated)),
        ]
    };
    let words = |value: &Option<ovation_terms::Sourced<String>>| {
        Value::text(value.as_ref().map(|sourced| sourced.value.as_str()))
    };
    let statements = read
        .finding
        .statements
        .iter()
        .zip(0_u64..)
        .filter(|(one, _)| one.is_shown() && one.has_words())
        .map(|(one, place)| {
            let mut row = begun(place, one.film.as_deref());
            row.extend([
                words(&one.speaker),
                words(&one.speaker_printed),
                Value::Text(one.in_words()),
                Value::text(Some(match one.kind {
                    SpeechKind::Direct => "direct",
                    SpeechKind::Mixed => "mixed",
                    SpeechKind::Indirect => "indirect",
                })),
                words(&one.cue),
                words(&one.occasion),
                words(&one.place),
            ]);
            row.extend(day(one.day));
            row
        });
    let events = read.finding.events.iter().zip(0_u64..).map(|(one, place)| {
        let mut row = begun(place, one.film.as_deref());
        row.extend([text_of(&one.kind), words(&one.place)]);
        row.extend(day(one.day));
        row.extend([number(one.minutes), words(&one.prize), words(&one.winner)]);
        row
    });
    let published = read.finding.published.as_ref().map(|day| day.value);
    let claims = read.finding.claims.iter().zip(0_u64..).map(|(one, place)| {
        let ballots = one
            .film
            .as_deref()
            .filter(|_| one.kind == "score")
            .and_then(|title| ballots.get(&read.film(title)?));
        let then = published.zip(ballots).map(|(day, ballots)| {
            let question = Question {
                as_of: Some(day),
                ..Question::default()
            };
            score(ballots, &question)
        });
        let average = then.as_ref().and_then(|then| then.average.as_ref());
        let mut row = begun(place, one.film.as_deref());
        row.extend([
            text_of(&one.kind),
            words(&one.words),
            words(&one.figure),
            words(&one.publisher),
            published.map_or(Value::None, Value::Day),
            then.as_ref().map_or(Value::None, |then| whole(then.n)),
            then.as_ref()
                .map_or(Value::None, |then| whole(then.positives)),
            number(average.map(|average| average.mean)),
            one.reviews
                .as_ref()
                .map_or(Value::None, |reviews| whole(u64::from(reviews.value))),
        ]);
        row
    });
    let credits = read.finding.credits.iter().zip(0_u64..);
    let credits = credits.map(|(one, place)| {
        let mut row = begun(place, Some(&one.film));
        row.extend([
            text_of(&one.kind),
            words(&one.person),
            Value::Truth(one.is_announced),
        ]);
        row
    });
    let comparisons = read.finding.comparisons.iter().zip(0_u64..);
    let comparisons = comparisons.map(|(one, place)| {
        let mut row = begun(place, Some(&one.film));
        row.extend(film(Some(&one.other)));
        row
    });
    PressRows {
        claims: claims.collect(),
        credits: credits.collect(),
        comparisons: comparisons.collect(),
        statements: statements.collect(),
        events: events.collect(),
    }
}

/// The row of an entry. Unless `private`, without what is nobody else's business: private notes, which
/// stand beside the entry and not in its body, and of older versions whole bodies that hold a note or the
/// path of a file.
///
/// # Errors
/// A body that is no entry of this program's.
pub(crate) fn entry_row(entry: EntryText, private: bool) -> anyhow::Result<Vec<Value>> {
    let (mut body, mut words) = (Value::None, Value::None);
    let mut entry_body = entry
        .entry_body()
        .with_context(|| format!("cannot read entry {}", entry.seq))?;
    if private || !withholds(&entry_body) {
        let remark = entry_body.remark_mut();
        let has_note = remark.is_some_and(|remark| remark.private_note.is_some());
        body = Value::Text(entry.body);
        if private || !has_note {
            words = entry.words.map_or(Value::None, Value::Text);
        }
    }
    Ok(vec![
        Value::Whole(entry.seq.0),
        Value::Whole(entry.at.0),
        Value::Text(entry.actor),
        Value::Text(entry.kind),
        Value::Text(entry.hash.to_string()),
        body,
        words,
    ])
}
