//! What an article says of how a film was received: a score with its source, takings, praise.
//!
//! Clauses are weighed by learned weights (`models/told`); what the languages' rules read is a candidate and a
//! feature among others, and gives figures, numbers of reviews and publishers.

mod choose;
mod features;
mod figure;
mod scorers;
mod spans;

pub(crate) use choose::{ClaimWeights, KIND_NAMES, SpanFinder, choose};
pub(crate) use features::Place as ClaimPlace;
pub(crate) use figure::count_of;

use super::films::Film;
use super::phrases::{is_one, is_one_in_any_case, phrases};
use super::tokens::Tokens;
use figure::{Is, SHARE, numbers, reviews_beside};
use ovation_language::data::press;
use ovation_language::lexicon::{Class, word_set};
use scorers::SCORERS;
use serde::Serialize;

/// What a claim is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ClaimKind {
    /// A score somebody publishes: `97% on Rotten Tomatoes`.
    Score,
    /// Takings, a hit, a flop.
    BoxOffice,
    /// What critics, reviews or audiences are said to think.
    Reception,
}

/// A claim by tokens.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct FoundClaim {
    pub(crate) kind: ClaimKind,
    pub(crate) words: (usize, usize),
    /// The number it states: a percentage, a score, a sum.
    pub(crate) figure: Option<(usize, usize)>,
    /// Of how many reviews the score is.
    pub(crate) reviews: Option<(usize, usize)>,
    /// Who publishes the score.
    pub(crate) source: Option<(usize, usize)>,
    /// How likely it is one.
    pub(crate) likelihood: f32,
    /// Whether that is enough to show it.
    pub(crate) is_sure: bool,
}

word_set!(SCORE, CLAIMS_SCORE);
word_set!(MONEY, CLAIMS_MONEY);
word_set!(VERDICT, CLAIMS_VERDICT);
word_set!(JUDGES, CLAIMS_JUDGES);
word_set!(PRAISE, CLAIMS_PRAISE);
phrases!(BOX_OFFICE, CLAIMS_BOX_OFFICE);

/// Finds what the rules read as claims.
pub(crate) fn rule_claims(tokens: &Tokens<'_>) -> Vec<FoundClaim> {
    let mut claims: Vec<FoundClaim> = Vec::new();
    for number in 0..tokens.sentences.len().saturating_sub(1) {
        let (from, to) = tokens.sentence(u32::try_from(number).unwrap_or(u32::MAX));
        read_sentence(tokens, from, to, &mut claims);
    }
    claims
}

/// Leaves out the same words again, as in a headline and its article: one claim.
pub(crate) fn without_repeats(tokens: &Tokens<'_>, claims: &mut Vec<FoundClaim>) {
    let mut keys: Vec<String> = Vec::new();
    claims.retain(|claim| {
        let key = ovation_terms::fold(super::films::tokens_text(
            tokens,
            claim.words.0,
            claim.words.1,
        ));
        let is_new = !keys
            .iter()
            .any(|other| other.contains(&key) || key.contains(other.as_str()));
        keys.push(key);
        is_new
    });
}

/// The films but for those that are named only as publishers of scores.
pub(crate) fn without_publishers(mut films: Vec<Film>, claims: &[FoundClaim]) -> Vec<Film> {
    let publishers = claims.iter().filter_map(|claim| claim.source);
    let mut publishers: Vec<(usize, usize)> = publishers.collect();
    publishers.sort_unstable();
    films.retain(|film| {
        let is_publisher = |&(from, to): &(usize, usize)| {
            let next = publishers.partition_point(|&(_, end)| end <= from);
            publishers.get(next).is_some_and(|&(start, _)| start < to)
        };
        !film.mentions.iter().all(is_publisher)
    });
    films
}

fn read_sentence(tokens: &Tokens<'_>, from: usize, to: usize, claims: &mut Vec<FoundClaim>) {
    let mut done = from;
    for at in from..to {
        if at < done {
            continue;
        }
        let token = tokens.at(at);
        let found = if SCORERS.begins_at(tokens, at) {
            score(tokens, at, from, to)
        } else if let Some(name) = publisher_behind(tokens, at, to) {
            let words = (at, name + 1);
            let found = claim(
                ClaimKind::Score,
                words,
                Some((at, at + 2)),
                Some((name, name + 1)),
            );
            let beside = numbers(
                tokens,
                from.max(at.saturating_sub(AROUND)),
                to.min(at + AROUND),
            );
            Some(FoundClaim {
                reviews: reviews_beside(&beside, (at, at + 2)),
                ..found
            })
        } else if let Some(found) = average(tokens, at, from, to) {
            Some(found)
        } else if is_money(tokens, at) {
            money(tokens, at, from, to)
        } else if token.is_word() && is_box_office(tokens, at) {
            box_office(tokens, at, from, to)
        } else if JUDGES.has(token.word) {
            reception(tokens, at, from, to)
        } else if is_one(tokens, at, press::ACCLAIM) {
            let end = clause_end(tokens, at, to);
            Some(claim(ClaimKind::Reception, (at, end), None, None))
        } else if is_one(tokens, at, press::CLAIMS_START)
            && (at.saturating_sub(3)..at + 6)
                .any(|place| place != at && is_one(tokens, place, press::CLAIMS_START_OF))
            && (from..to).any(|place| is_one(tokens, place, press::CLAIMS_START_NEAR))
        {
            let words = (clause_start(tokens, at, from), clause_end(tokens, at, to));
            Some(claim(ClaimKind::BoxOffice, words, None, None))
        } else {
            None
        };
        if let Some(found) = found {
            done = found.words.1;
            // One that grew back over the one before takes its place.
            if claims
                .last()
                .is_some_and(|last| last.words.1 > found.words.0)
            {
                continue;
            }
            claims.push(found);
        }
    }
}

fn claim(
    kind: ClaimKind,
    words: (usize, usize),
    figure: Option<(usize, usize)>,
    source: Option<(usize, usize)>,
) -> FoundClaim {
    FoundClaim {
        kind,
        words,
        figure,
        reviews: None,
        source,
        likelihood: 1.0,
        is_sure: true,
    }
}

/// How many words around a score its numbers are looked for.
const AROUND: usize = 30;

word_set!(RATED, CLAIMS_RATED);

/// A score of many reviews whose publisher is not named: `18 critics give it 94 %`, `a 94 percent
/// rating from 18 reviews`, `an average of 7.8/10 based on 41 reviews`, `certified fresh at 91`.
fn average(tokens: &Tokens<'_>, at: usize, from: usize, to: usize) -> Option<FoundClaim> {
    let high = to.min(at + AROUND);
    let is_number = tokens.at(at).class == Class::Number;
    let is_small = matches!(tokens.at(at).class, Class::Small | Class::Name);
    let is_share = (at..at + 2).any(|place| SHARE.has(tokens.at(place).word));
    let end = if is_number { high } else { to.min(at + 8) };
    // Few words are numbers: what is dearer is asked of those alone.
    if !(is_number || is_small || is_share)
        || !figure::is_number_at(tokens, at, end)
        || (at..high).any(|place| SCORERS.begins_at(tokens, place))
    {
        return None;
    }
    let found = numbers(tokens, at, end);
    let first = found.first().filter(|first| first.words.0 == at)?;
    let said = |low: usize, high: usize, set: &ovation_language::lexicon::WordSet| {
        (low.max(from)..high.min(to)).find(|&place| set.has(tokens.at(place).word))
    };
    let (figure, reviews) = match first.is {
        Is::Scaled => {
            let end = first.words.1;
            let reviews = reviews_beside(&numbers(tokens, at, high), first.words);
            let is_share = is_one(tokens, end, press::FIGURE_SHARE_OF)
                && said(end, end + 3, &JUDGES).is_some();
            let is_percent = tokens.text_of(at + 1) == "%" || first.words.1 <= at + 2;
            let is_rated = is_percent && said(end, end + 2, &RATED).is_some()
                || said(at.saturating_sub(3), at, &AVERAGE).is_some();
            // `fell 45 percent`: how much more or less, of anything.
            let is_change = said(at.saturating_sub(3), at, &CHANGED).is_some();
            if is_change && !is_rated || reviews.is_none() && !is_share && !is_rated {
                return None;
            }
            (first.words, reviews)
        }
        Is::Reviews => {
            let is_score = |other: &&figure::Number| {
                other.is == Is::Scaled
                    || other.is == Is::Bare
                        && said(other.words.0.saturating_sub(3), other.words.0, &SCORE).is_some()
            };
            let score = found.iter().find(is_score)?;
            (score.words, Some(first.words))
        }
        Is::Bare => {
            let low = at.saturating_sub(3);
            let is_fresh =
                (low.max(from)..at).any(|place| is_one(tokens, place, press::CLAIMS_FRESH));
            let is_certified = (low.saturating_sub(1).max(from)..at)
                .any(|place| is_one_in_any_case(tokens, place, press::CLAIMS_CERTIFIED));
            if !(is_fresh && is_certified) {
                return None;
            }
            (
                first.words,
                reviews_beside(&numbers(tokens, at, high), first.words),
            )
        }
    };
    let mut start = at;
    while start > from
        && at - start < 4
        && matches!(
            tokens.at(start - 1).class,
            Class::A | Class::The | Class::Small | Class::In
        )
    {
        start -= 1;
    }
    let end = said(figure.1, figure.1 + 2, &RATED).map_or(figure.1, |place| place + 1);
    let words = (start, end.max(first.words.1));
    let found = claim(ClaimKind::Score, words, Some(figure), None);
    Some(FoundClaim { reviews, ..found })
}

word_set!(CHANGED, CLAIMS_CHANGED);
word_set!(AVERAGE, CLAIMS_AVERAGE);

/// `97% on Rotten Tomatoes`, `a Metacritic score of 51`, `an A- CinemaScore`.
fn score(tokens: &Tokens<'_>, at: usize, from: usize, to: usize) -> Option<FoundClaim> {
    let scorer = SCORERS.at(tokens, at)?;
    let source_end = scorer.end;
    let low = from.max(at.saturating_sub(14));
    let high = to.min(at + 14);
    let beside = numbers(
        tokens,
        from.max(at.saturating_sub(AROUND)),
        to.min(at + AROUND),
    );
    // The nearest, but one with its sign or scale before one that says nothing of itself.
    let scores = beside.iter().filter(|number| number.is != Is::Reviews);
    let near = scores.filter(|number| (low..high).contains(&number.words.0));
    let figure = near.min_by_key(|number| {
        let bare = usize::from(number.is == Is::Bare);
        (
            number.words.0.abs_diff(at) + BARE_IS_FARTHER * bare,
            number.words.0,
        )
    })?;
    let has_score =
        (low..high).any(|place| SCORE.has(tokens.at(place).word) && place != at) || scorer.is_score;
    if !(has_score || figure.is == Is::Scaled) {
        return None;
    }
    let reviews = reviews_beside(&beside, figure.words);
    let (figure, figure_end) = figure.words;
    let mut start = at.min(figure);
    while start > from
        && start + 6 > at.min(figure)
        && matches!(
            tokens.at(start - 1).class,
            Class::A | Class::The | Class::Small | Class::Number
        )
    {
        start -= 1;
    }
    let end = source_end.max(figure_end);
    let found = claim(
        ClaimKind::Score,
        (start, end),
        Some((figure, figure_end)),
        Some((at, source_end)),
    );
    Some(FoundClaim { reviews, ..found })
}

/// By how many words a number without a sign or scale counts as farther from a publisher's name.
const BARE_IS_FARTHER: usize = 4;

/// The name of whoever publishes a percentage: `97% on Filmometer`, `97 percent fresh on Filmometer`.
fn publisher_behind(tokens: &Tokens<'_>, at: usize, to: usize) -> Option<usize> {
    let is_percent = tokens.at(at).class == Class::Number
        && (tokens.text_of(at + 1) == "%" || figure::begins_percent(tokens.text_of(at + 1)));
    if !is_percent {
        return None;
    }
    let on = (at + 2..to.min(at + 9)).find(|&place| is_one(tokens, place, press::CLAIMS_ON))?;
    // `fresh with critics`, `positive among reviewers`.
    let is_said = (at + 2..on).all(|place| {
        let word = tokens.at(place).word;
        SCORE.has(word) || JUDGES.has(word) || is_one(tokens, place, press::CLAIMS_SAID)
    });
    // `on the aggregator Filmometer`.
    let mut at_name = on + 1;
    while at_name < on + 4 && is_one(tokens, at_name, press::CLAIMS_SITE) {
        at_name += 1;
    }
    let name = tokens.at(at_name);
    // A known one is read with all that stands around it.
    let is_name = name.class == Class::Name && at_name < to && !SCORERS.begins_at(tokens, at_name);
    (is_said && is_name).then_some(at_name)
}

fn is_money(tokens: &Tokens<'_>, at: usize) -> bool {
    let text = tokens.text_of(at);
    text.starts_with(['$', '€', '£', '₹'])
        || tokens.near(at, -1).class == Class::Sign
            && matches!(tokens.text_of(at.saturating_sub(1)), "₹" | "$" | "€" | "£")
        || is_sum_in_words(tokens, at)
}

/// `2.4 million crowns at the box office`: a sum without a sign.
fn is_sum_in_words(tokens: &Tokens<'_>, at: usize) -> bool {
    let sentence = tokens.at(at).sentence;
    tokens.at(at).class == Class::Number
        && is_sum(tokens, at + 1)
        && (at + 2..at + 8)
            .any(|place| tokens.at(place).sentence == sentence && is_box_office(tokens, place))
}

/// A sum beside a word of takings.
fn money(tokens: &Tokens<'_>, at: usize, from: usize, to: usize) -> Option<FoundClaim> {
    let mut figure_end = at + 1;
    while figure_end < to && is_sum(tokens, figure_end) {
        figure_end += 1;
    }
    // `crowns`, where no sign says what it is a sum of.
    let is_named = is_sum_in_words(tokens, at) && tokens.at(figure_end).class == Class::Small;
    figure_end += usize::from(is_named && figure_end < to);
    let low = from.max(at.saturating_sub(8));
    let high = to.min(figure_end + 9);
    let is_taking = (low..high).any(|place| {
        (MONEY.has(tokens.at(place).word)
            || is_one(tokens, place, press::CLAIMS_HAD)
            || is_box_office(tokens, place))
            && !tokens.at(place).is_capital
    });
    if !is_taking {
        return None;
    }
    let end = clause_end(tokens, figure_end - 1, to).min(figure_end + 9);
    let mut start = at;
    // The verb with the sum: `has grossed $20 million`.
    for back in 1..=3 {
        let Some(place) = at.checked_sub(back).filter(|&place| place >= from) else {
            break;
        };
        if MONEY.has(tokens.at(place).word) {
            start = place;
        }
    }
    Some(claim(
        ClaimKind::BoxOffice,
        (start, end),
        Some((at, figure_end)),
        None,
    ))
}

fn is_box_office(tokens: &Tokens<'_>, at: usize) -> bool {
    BOX_OFFICE.end_at(tokens, at).is_some()
}

/// `million` behind the number of a sum; one letter stands for it only as a capital.
fn is_sum(tokens: &Tokens<'_>, at: usize) -> bool {
    let text = tokens.text_of(at);
    if text.len() > 1 {
        is_one(tokens, at, press::CLAIMS_SUM)
    } else {
        tokens.at(at).is_capital && is_one_in_any_case(tokens, at, press::CLAIMS_SUM)
    }
}

/// `a hit at the box office`, `called a box office failure`.
fn box_office(tokens: &Tokens<'_>, at: usize, from: usize, to: usize) -> Option<FoundClaim> {
    let low = from.max(at.saturating_sub(8));
    let high = to.min(at + 7);
    let verdict = (low..high).find(|&place| VERDICT.has(tokens.at(place).word))?;
    let mut start = clause_start(tokens, at.min(verdict), from);
    // The word that judges: `declared`, `called`.
    for back in 1..=3 {
        let Some(place) = start.checked_sub(back).filter(|&place| place >= from) else {
            break;
        };
        if is_one(tokens, place, press::CLAIMS_CALLED) {
            start = place;
        }
    }
    let end = (verdict + 1).max(BOX_OFFICE.end_at(tokens, at).unwrap_or(at + 1));
    Some(claim(ClaimKind::BoxOffice, (start, end), None, None))
}

/// `critics praised it`, `mixed reviews`.
fn reception(tokens: &Tokens<'_>, at: usize, from: usize, to: usize) -> Option<FoundClaim> {
    let low = from.max(at.saturating_sub(5));
    let high = to.min(at + 6);
    let praise = (low..high)
        .filter(|&place| PRAISE.has(tokens.at(place).word))
        .min_by_key(|&place| place.abs_diff(at))?;
    if praise < at {
        let mut start = praise;
        while start > from
            && matches!(
                tokens.at(start - 1).class,
                Class::A | Class::Also | Class::Small | Class::Be | Class::Ed | Class::Said
            )
            && praise - start < 4
        {
            start -= 1;
        }
        return Some(claim(ClaimKind::Reception, (start, at + 1), None, None));
    }
    let end = clause_end(tokens, praise, to).min(praise + 10);
    Some(claim(ClaimKind::Reception, (at, end), None, None))
}

/// Where the words around a token begin: after a mark, a pronoun, an auxiliary or a name.
fn clause_start(tokens: &Tokens<'_>, at: usize, from: usize) -> usize {
    let mut start = at;
    while start > from && at - start < 10 {
        let before = tokens.at(start - 1);
        let stops = before.class.is_break()
            || matches!(
                before.class,
                Class::Be
                    | Class::He
                    | Class::Who
                    | Class::That
                    | Class::If
                    | Class::What
                    | Class::Name
                    | Class::Capitals
                    | Class::And
                    | Class::I
            );
        if stops {
            break;
        }
        start -= 1;
    }
    start
}

/// Where they end: before a mark or a new clause.
fn clause_end(tokens: &Tokens<'_>, at: usize, to: usize) -> usize {
    let mut end = at + 1;
    while end < to && end - at < 12 {
        let next = tokens.at(end);
        let stops = (next.class.is_break() && next.class != Class::Sign)
            || matches!(
                next.class,
                Class::Who | Class::That | Class::If | Class::And | Class::Saying | Class::What
            )
            || next.class == Class::Ing && !is_one(tokens, end, press::CLAIMS_START_OF);
        if stops {
            break;
        }
        end += 1;
    }
    end
}
