//! Named features of a candidate: a trigger with a film, in its sentence, in its article.

use super::candidates::{About, KINDS, Mention, Trigger, kinds_told};
use super::words::{BEST, CINEMA, NOMINATED, OTHER_WORK, PRIZE, RELEASE, TRAILER, WIN};
use super::{Sentence, is_one_in_any_case};
use crate::films::{FILM, is_year};
use crate::linear::{PressFeature, places, seen, seen_pair};
use crate::phrases::is_one;
use ovation_language::data::press;
use ovation_language::lexicon::Class;

places! {
    Headline => "headline",
    Position => "sentence's place",
    Holds => "sentence holds",
    Word => "sentence's word",
    Trigger => "trigger",
    Before => "before trigger",
    Before2 => "two before trigger",
    Behind => "behind trigger",
    Behind2 => "two behind trigger",
    PairBefore => "pair up to trigger",
    PairBehind => "pair from trigger",
    Near => "near trigger",
    NearClass => "class near trigger",
    TriggerClass => "trigger's class",
    Stands => "film stands",
    FilmBefore => "trigger with film before",
    FilmBehind => "trigger with film behind",
    Between => "between",
    Apart => "between stands",
    FilmIs => "film is",
    BeforeFilm => "before film",
    BehindFilm => "behind film",
    Films => "films in sentence",
    Rule => "rule says",
    RuleOther => "rule says of another",
    Festival => "festival is",
    Named => "film is named alone",
    ListBefore => "before named film",
    ListBehind => "behind named film",
    ListNear => "near named film",
    Prior => "sentence before tells",
    Next => "sentence behind tells",
    Article => "article tells",
    Opening => "opening tells",
    ArticleFilms => "films in article",
}

/// What a sentence holds, by its number in the model's file.
#[derive(Clone, Copy)]
enum Holds {
    Day = 1,
    FullDate,
    Festival,
    Cinema,
    Prize,
    Win,
    Nominated,
    Not,
    Future,
    If,
    Question,
    Mark,
    Film,
    OtherWork,
    Best,
    Trailer,
    Release,
    Heading,
    Money,
    It,
}

/// The features that all candidates of a sentence share.
pub(super) fn of_sentence(
    sentence: &Sentence<'_, '_>,
    is_heading: bool,
    out: &mut Vec<PressFeature>,
) {
    let tokens = sentence.tokens;
    let mut held = 0_u32;
    let mut hold = |what: Holds| held |= 1 << what as u32;
    match sentence.when() {
        Some((_, true)) => hold(Holds::FullDate),
        Some((_, false)) => hold(Holds::Day),
        None => {}
    }
    if is_heading {
        hold(Holds::Heading);
    }
    if sentence.festival().is_some() {
        hold(Holds::Festival);
    }
    for at in sentence.from..sentence.to {
        let token = tokens.at(at);
        let word = token.word;
        let what = match token.class {
            Class::Not => Some(Holds::Not),
            Class::If => Some(Holds::If),
            Class::It => Some(Holds::It),
            Class::Open | Class::Mark => Some(Holds::Mark),
            Class::Be if is_one(tokens, at, press::EVENTS_MAY) => Some(Holds::Future),
            _ if tokens.text_of(at) == "?" => Some(Holds::Question),
            _ if tokens.text_of(at).starts_with(['$', '€', '£', '₹']) => Some(Holds::Money),
            _ => None,
        };
        if let Some(what) = what {
            hold(what);
        }
        if !token.is_word() {
            continue;
        }
        for (set, what) in [
            (&*PRIZE, Holds::Prize),
            (&*WIN, Holds::Win),
            (&*NOMINATED, Holds::Nominated),
            (&*CINEMA, Holds::Cinema),
            (&*FILM, Holds::Film),
            (&*OTHER_WORK, Holds::OtherWork),
            (&*BEST, Holds::Best),
            (&*TRAILER, Holds::Trailer),
            (&*RELEASE, Holds::Release),
        ] {
            if set.has(word) {
                hold(what);
            }
        }
        if matches!(
            token.class,
            Class::Small | Class::Ed | Class::Ing | Class::Said
        ) {
            out.push(Place::Word.of(word));
        }
    }
    out.sort_unstable();
    out.dedup();
    let all = (1..32).filter(|what| held >> what & 1 == 1);
    out.extend(all.map(|what| Place::Holds.of(what)));
    let place = match (
        tokens.at(sentence.from).sentence,
        tokens.at(sentence.from).paragraph,
    ) {
        (0, _) => 1,
        (1 | 2, _) => 2,
        (_, 0..=3) => 3,
        _ => 4,
    };
    out.push(Place::Position.of(place));
}

/// The features of a film that is named, whatever stands around it.
pub(super) fn of_listed(
    sentence: &Sentence<'_, '_>,
    mention: Mention,
    count: usize,
    out: &mut Vec<PressFeature>,
) {
    let tokens = sentence.tokens;
    let low = sentence.from.max(mention.from.saturating_sub(NEAR));
    let high = sentence.to.min(mention.to + NEAR);
    for at in (low..mention.from).chain(mention.to..high) {
        out.push(Place::ListNear.of(seen(tokens, at)));
    }
    for at in sentence.from.max(mention.from.saturating_sub(2))..mention.from {
        out.push(Place::ListBefore.of(seen(tokens, at)));
    }
    for at in mention.to..sentence.to.min(mention.to + 2) {
        out.push(Place::ListBehind.of(seen(tokens, at)));
    }
    // A line with hardly anything but the title, which may begin or end in another line.
    let inside = (mention.to.min(sentence.to)).saturating_sub(mention.from.max(sentence.from));
    let rest = (sentence.to - sentence.from).saturating_sub(inside);
    let rest = match rest {
        0..=2 => 1,
        3..=6 => 2,
        7..=14 => 3,
        _ => 4,
    };
    out.push(Place::Named.of(rest));
    out.push(Place::Named.of(10 + u32::try_from(count.min(6)).unwrap_or(6)));
}

/// What the sentences before and behind tell, as words that may tell an event.
pub(super) fn of_words_around(beside: [Option<&Sentence<'_, '_>>; 2], out: &mut Vec<PressFeature>) {
    for (sentence, place) in beside.into_iter().zip([Place::Prior, Place::Next]) {
        let Some(sentence) = sentence else { continue };
        let first = out.len();
        for at in sentence.from..sentence.to {
            let token = sentence.tokens.at(at);
            if token.is_word() && kinds_told(token.word) != 0 {
                out.push(place.of(token.word));
            }
        }
        if let Some(own) = out.get_mut(first..) {
            own.sort_unstable();
        }
        out.dedup();
    }
}

/// What an article tells as a whole: how often it has words of each kind, and which in its first sentences.
pub(super) fn of_article(
    sentences: &[Sentence<'_, '_>],
    films: usize,
    out: &mut Vec<PressFeature>,
) {
    let mut counts = [0_u32; KINDS.len()];
    for (number, sentence) in sentences.iter().enumerate() {
        for at in sentence.from..sentence.to {
            let token = sentence.tokens.at(at);
            let kinds = if token.is_word() {
                kinds_told(token.word)
            } else {
                0
            };
            if kinds == 0 {
                continue;
            }
            for (kind, count) in counts.iter_mut().enumerate() {
                *count += kinds >> kind & 1;
            }
            if number < 3 {
                out.push(Place::Opening.of(token.word));
            }
        }
    }
    out.sort_unstable();
    out.dedup();
    for (kind, count) in (0_u32..).zip(counts) {
        let many = match count {
            0 => 0,
            1 => 1,
            2..=4 => 2,
            5..=9 => 3,
            _ => 4,
        };
        out.push(Place::Article.of(kind * 8 + many));
    }
    let many = match films {
        0..=3 => u32::try_from(films).unwrap_or(0),
        4..=7 => 4,
        8..=14 => 5,
        _ => 6,
    };
    out.push(Place::ArticleFilms.of(many));
}

/// How many words around a trigger count as near.
const NEAR: usize = 6;

/// The features of a trigger.
pub(super) fn of_trigger(
    sentence: &Sentence<'_, '_>,
    trigger: Trigger,
    out: &mut Vec<PressFeature>,
) {
    let (tokens, at) = (sentence.tokens, trigger.at);
    let is_here = |place: usize| (sentence.from..sentence.to).contains(&place);
    let one = |offset: isize| {
        let place = at.checked_add_signed(offset);
        place
            .filter(|&place| is_here(place))
            .map_or(0, |place| seen(tokens, place))
    };
    out.push(Place::Trigger.of(tokens.at(at).word));
    out.push(Place::TriggerClass.of(tokens.at(at).class as u32 * 4
        + u32::from(tokens.at(at).is_capital) * 2
        + u32::from(sentence.is_said(at))));
    out.push(Place::Before.of(one(-1)));
    out.push(Place::Before2.of(one(-2)));
    out.push(Place::Behind.of(one(1)));
    out.push(Place::Behind2.of(one(2)));
    if at > sentence.from {
        out.push(Place::PairBefore.of(seen_pair(tokens, at - 1)));
    }
    if at + 1 < sentence.to {
        out.push(Place::PairBehind.of(seen_pair(tokens, at)));
    }
    let low = sentence.from.max(at.saturating_sub(NEAR));
    let high = sentence.to.min(at + NEAR + 1);
    for place in (low..high).filter(|&place| place != at) {
        let value = seen(tokens, place);
        out.push(if tokens.at(place).is_word() {
            Place::Near.of(value)
        } else {
            Place::NearClass.of(value)
        });
    }
}

/// How a film stands to a trigger: its number in the model's file.
fn distance(apart: usize) -> u32 {
    match apart {
        0 => 0,
        1 => 1,
        2..=3 => 2,
        4..=7 => 3,
        8..=14 => 4,
        _ => 5,
    }
}

/// What is known of a film, and of the others of its sentence.
#[derive(Clone, Copy)]
pub(super) struct FilmFacts<'f> {
    pub(super) about: About,
    /// Mentions in the sentence, in order.
    pub(super) mentions: &'f [Mention],
    pub(super) spoken_of: Option<usize>,
    pub(super) main: Option<usize>,
}

/// The features of what an event may be about.
pub(super) fn of_film(
    sentence: &Sentence<'_, '_>,
    trigger: Trigger,
    facts: FilmFacts<'_>,
    out: &mut Vec<PressFeature>,
) {
    let (tokens, at) = (sentence.tokens, trigger.at);
    let count = facts.mentions.len();
    let many = match count {
        0..=3 => u32::try_from(count).unwrap_or(0),
        4..=6 => 4,
        _ => 5,
    };
    out.push(Place::Films.of(many));
    let About::Film(film) = facts.about else {
        out.push(Place::Stands.of(30));
        return;
    };
    let named = sentence.films.get(film);
    let is_main = facts.main == Some(film);
    let mut is = |what: u32| out.push(Place::FilmIs.of(what));
    if is_main {
        is(1);
    }
    if facts.spoken_of == Some(film) {
        is(2);
    }
    if named.is_some_and(|film| film.is_in_headline) {
        is(3);
    }
    let times = named.map_or(0, |film| film.mentions.len());
    is(10 + u32::try_from(times.min(4)).unwrap_or(0));
    let own = facts.mentions.iter().filter(|it| it.film == film);
    let gap = |it: &Mention| {
        if it.to <= at {
            at - it.to
        } else {
            2 * (it.from.saturating_sub(at + 1))
        }
    };
    let Some(nearest) = own.min_by_key(|it| gap(it)) else {
        let stands = 20
            + u32::from(is_main)
            + 2 * u32::from(facts.spoken_of == Some(film))
            + 4 * u32::from(count > 0);
        out.push(Place::Stands.of(stands));
        return;
    };
    let is_before = nearest.to <= at;
    let (low, high) = if is_before {
        (nearest.to, at)
    } else {
        (at + 1, nearest.from)
    };
    let stands = distance(high.saturating_sub(low)) + if is_before { 1 } else { 8 };
    out.push(Place::Stands.of(stands));
    let word = tokens.at(at).word;
    out.push(if is_before {
        Place::FilmBefore.of(word)
    } else {
        Place::FilmBehind.of(word)
    });
    let mut is = |what: u32| out.push(Place::FilmIs.of(what));
    let is_nearest = facts.mentions.iter().all(|it| gap(it) >= gap(nearest));
    is(if is_nearest { 20 } else { 21 });
    let others = facts.mentions.iter();
    let others = others.filter(|it| low <= it.from && it.to <= high && it.film != film);
    is(30 + u32::try_from(others.count().min(3)).unwrap_or(3));
    if sentence.is_said(nearest.from) {
        is(40);
    }
    if tokens.at(nearest.to).class == Class::Genitive {
        is(41);
    }
    if tokens.text_of(nearest.to) == "(" && is_year(tokens.text_of(nearest.to + 1)) {
        is(42);
    }
    if nearest.from <= sentence.from + 2 {
        is(43);
    }
    let mut breaks = 0_u32;
    for place in low..high.min(low + 14) {
        let token = tokens.at(place);
        let what = match token.class {
            Class::Comma => 1,
            Class::Semicolon => 2,
            Class::Colon => 3,
            Class::Dash => 4,
            Class::Bracket => 5,
            Class::Who | Class::That | Class::What => 6,
            Class::And => 7,
            Class::Name | Class::Capitals => 8,
            Class::He | Class::It => 9,
            _ => 0,
        };
        breaks |= 1 << what;
        if token.is_word() && high - low <= 12 {
            out.push(Place::Between.of(seen(tokens, place)));
        }
    }
    out.extend(
        (1..10)
            .filter(|what| breaks >> what & 1 == 1)
            .map(|what| Place::Apart.of(what)),
    );
    let before = nearest
        .from
        .checked_sub(1)
        .filter(|&place| place >= sentence.from);
    let before = before.map(|place| {
        let is_mark = !tokens.at(place).is_word() && place > sentence.from;
        seen(tokens, if is_mark { place - 1 } else { place })
    });
    out.push(Place::BeforeFilm.of(before.unwrap_or(0)));
    let behind = (nearest.to..sentence.to.min(nearest.to + 3))
        .find(|&place| tokens.at(place).is_word() || tokens.at(place).class == Class::Comma);
    out.push(Place::BehindFilm.of(behind.map_or(0, |place| seen(tokens, place))));
}

/// The features of a festival that an event may be about.
pub(super) fn of_festival(
    sentence: &Sentence<'_, '_>,
    name: super::Reach,
    times: u32,
    films: usize,
    out: &mut Vec<PressFeature>,
) {
    let tokens = sentence.tokens;
    let mut is = |what: u32| out.push(Place::Festival.of(what));
    is(1 + times.min(4));
    is(10 + u32::try_from(films.min(2)).unwrap_or(2));
    if name.0 <= sentence.from + 3 {
        is(20);
    }
    let before = name.0.saturating_sub(1);
    if is_one_in_any_case(tokens, before, press::SHOWINGS_IN) {
        is(21);
    }
    for place in name.1..sentence.to.min(name.1 + 3) {
        out.push(Place::Behind.of(seen(tokens, place)));
    }
    for place in sentence.from.max(name.0.saturating_sub(3))..name.0 {
        out.push(Place::Before.of(seen(tokens, place)));
    }
}
