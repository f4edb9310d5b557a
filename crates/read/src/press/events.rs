//! What happened to films: premieres, screenings, ovations, prizes, releases.
//!
//! A word or two in a sentence say that something happened; the film is the one named nearest, or the one
//! the article spoke of last; festival, day and minutes are read from the same sentence.

mod kind;

pub use kind::EventKind;

use super::films::{FILM, Film, is_year, tokens_text};
use super::lexicon::{Class, WordSet};
use super::numbers::minutes_near;
use super::speech::Scene;
use super::tokens::Tokens;
use std::sync::LazyLock;

/// An event by tokens.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Found {
    pub(crate) kind: EventKind,
    /// Number of the film in the list; none where the article does not say.
    pub(crate) film: Option<usize>,
    /// For a festival: its name.
    pub(crate) name: Option<(usize, usize)>,
    pub(crate) words: (usize, usize),
    pub(crate) place: Option<(usize, usize)>,
    pub(crate) when: Option<(usize, usize)>,
    pub(crate) minutes: Option<f64>,
    pub(crate) is_world: bool,
}

macro_rules! set {
    ($name:ident, $words:expr) => {
        static $name: LazyLock<WordSet> = LazyLock::new(|| WordSet::new($words));
    };
}

set!(
    PREMIERE,
    "premiere premieres premiered premiering première premières premièred weltpremiere uraufführung estreno estrenó estrena anteprima estreia estreou"
);
set!(
    SCREENING,
    "screening screenings screened screens screen played aired shown projected unveiled debuted debut entries competed bowed"
);
set!(
    OVATION,
    "ovation ovations applause applaudissements ovación ovazione applausi aplausos"
);
set!(
    PRIZE,
    "award awards oscar oscars prize palme trophy trophies bafta baftas golden globe césar emmy prix honor honors honour \
    honours statuette prêmio prêmios premio premios preis bär medal"
);
set!(
    WIN,
    "won win wins winning awarded received receives bagged bags earned took takes victory honored honoured collected scooped \
    landed accept accepts accepted accepting given venceu ganhou ganó vinto gewann remporté reçu nabbed claimed"
);
set!(
    RELEASE,
    "release releases released releasing opens opened opening hit hits hitting arrive arrives arrived streaming streams slated \
    lands landed drops lançado lançamento estreia estreno estrena sortie kinostart uscita scheduled due"
);
set!(
    CINEMA,
    "theaters theatres cinemas theater theatre cinema screens theatrically theatrical nationwide worldwide streaming netflix kinos salles \
    cines salas cinemas platforms prime hulu"
);
set!(TRAILER, "trailer teaser tráiler");
set!(
    LAUNCH,
    "unveiled unveils launched launches launch launching released releases dropped drops debuted debuts out unveil release"
);
set!(
    FESTIVAL,
    "festival fest festivals biennale mostra berlinale filmfest filmfestival"
);
set!(
    FEST_VERB,
    "opened opens kicked kicks begins began runs ran held returns returned closed wrapped starts started celebrates took takes"
);
set!(
    NOMINATED,
    "nominated nomination nominations nominee nominees eligible shortlisted snubbed bid race contender"
);

/// Finds the events of an article.
pub(crate) fn find_events(scene: &Scene<'_>, films: &[Film]) -> Vec<Found> {
    let (tokens, inside) = (scene.tokens, scene.inside.as_slice());
    let main = films
        .iter()
        .enumerate()
        .max_by(|(a, one), (b, other)| one.mentions.len().cmp(&other.mentions.len()).then(b.cmp(a)))
        .map(|(number, _)| number);
    let mut found: Vec<Found> = Vec::new();
    for number in 0..tokens.sentences.len().saturating_sub(1) {
        let (from, to) = tokens.sentence(u32::try_from(number).unwrap_or(u32::MAX));
        // A heading sums up what the text tells.
        if scene.is_heading(from) {
            continue;
        }
        let sentence = Sentence {
            tokens,
            films,
            main,
            from,
            to,
            inside,
        };
        sentence.read(&mut found);
    }
    let mut kept: Vec<Found> = Vec::new();
    for event in found {
        match kept.iter_mut().find(|other| {
            other.kind == event.kind
                && other.film == event.film
                && (other.name.is_some() == event.name.is_some())
        }) {
            Some(other) => {
                // The same event again: keep the first, with what the later one adds.
                other.minutes = other.minutes.or(event.minutes);
                other.when = other.when.or(event.when);
                other.place = other.place.or(event.place);
                other.is_world |= event.is_world;
            }
            None => kept.push(event),
        }
    }
    kept
}

/// How many words from its cue, occasion or festival the time of a statement stands at most.
const WHEN_REACH: usize = 8;

/// Tokens from, and to before.
type Reach = (usize, usize);

/// The festival and the time that frame a statement: named in the sentence of its cue or of its occasion,
/// outside its own words.
pub(crate) fn told_around(
    scene: &Scene<'_>,
    parts: &[Reach],
    at: usize,
    occasion: Option<Reach>,
) -> (Option<Reach>, Option<Reach>) {
    let tokens = scene.tokens;
    let is_frame = |(from, to): Reach| {
        let is_said = parts.iter().any(|part| from < part.1 && part.0 < to);
        !is_said && scene.inside.get(from).copied().unwrap_or(0) == 0
    };
    let look = |number: u32| {
        let (from, to) = tokens.sentence(number);
        let sentence = Sentence {
            tokens,
            films: &[],
            main: None,
            from,
            to,
            inside: &scene.inside,
        };
        let place = sentence.festival().filter(|&span| is_frame(span));
        let when = sentence.when().map(|(span, _)| span);
        (place, when.filter(|&span| is_frame(span)))
    };
    let here = tokens.at(at).sentence;
    let (mut place, when) = look(here);
    let anchors = [
        Some(at),
        occasion.map(|told| told.0),
        place.map(|told| told.0),
    ];
    let is_near = |(from, to): Reach| {
        let mut anchors = anchors.iter().flatten();
        anchors.any(|&at| from <= at + WHEN_REACH && at <= to + WHEN_REACH)
    };
    let mut when = when.filter(|&when| is_near(when));
    let there = occasion.map(|(first, _)| tokens.at(first).sentence);
    if let Some(there) = there.filter(|there| *there != here) {
        let (before, then) = look(there);
        place = place.or(before);
        when = when.or(then);
    }
    (place, when)
}

struct Sentence<'s, 'a> {
    tokens: &'s Tokens<'a>,
    films: &'s [Film],
    main: Option<usize>,
    from: usize,
    to: usize,
    inside: &'s [u32],
}

impl Sentence<'_, '_> {
    fn read(&self, found: &mut Vec<Found>) {
        let tokens = self.tokens;
        let is_said = |at: usize| self.inside.get(at).is_some_and(|&inside| inside != 0);
        let has = |set: &WordSet| {
            (self.from..self.to).find(|&at| set.has(tokens.at(at).word) && !is_said(at))
        };
        let festival = self.festival();
        let when = self.when();
        let cinema = has(&CINEMA);
        let mut push = |kind, at: usize, minutes: Option<f64>, film: Option<usize>| {
            found.push(Found {
                kind,
                film,
                name: None,
                words: (self.from, self.to),
                place: festival,
                when: when.map(|(span, _)| span),
                minutes,
                is_world: kind == EventKind::Premiere
                    && tokens
                        .text_of(at.saturating_sub(1))
                        .eq_ignore_ascii_case("world"),
            });
        };
        let mut is_shown = false;
        if let Some(at) = has(&OVATION) {
            let minutes = minutes_near(tokens, at).map(|(minutes, _)| minutes);
            let is_standing = tokens
                .text_of(at.saturating_sub(1))
                .eq_ignore_ascii_case("standing");
            if minutes.is_some() || is_standing {
                push(EventKind::Ovation, at, minutes, self.film(at));
                is_shown = true;
            }
        }
        if let Some(at) = self.pair("press", "conference")
            && self.film(at).is_some()
        {
            push(EventKind::PressConference, at, None, self.film(at));
        }
        if let Some(at) = has(&TRAILER)
            && let Some(launch) = (self.from..self.to)
                .find(|&other| LAUNCH.has(tokens.at(other).word) && other.abs_diff(at) <= 8)
        {
            push(EventKind::TrailerLaunch, launch, None, self.film(at));
            is_shown = true;
        }
        if let Some(at) = has(&PREMIERE)
            && self.film(at).is_some()
            && !matches!(tokens.text_of(at + 1), "date" | "night's")
            && (self.mention_near(at).is_some() || !self.is_of_others(at))
        {
            let is_release =
                festival.is_none() && cinema.is_some() && !tokens.near(at, -1).is_word_of("world");
            push(
                if is_release {
                    EventKind::Release
                } else {
                    EventKind::Premiere
                },
                at,
                None,
                self.film(at),
            );
            is_shown = true;
        }
        if let Some(at) = has(&PRIZE)
            && let Some(win) = (self.from..self.to).find(|&other| {
                WIN.has(tokens.at(other).word)
                    && !is_said(other)
                    && other.abs_diff(at) <= 16
                    && !self.is_to_come(other)
            })
            && has(&NOMINATED).is_none()
        {
            for film in self.prized(win.max(at)) {
                push(EventKind::Award, at, None, Some(film));
            }
        }
        if let Some(at) = self
            .pair("in", "competition")
            .or_else(|| self.pair("official", "selection"))
            .or_else(|| self.pair("certain", "regard"))
            && self.film(at).is_some()
        {
            push(EventKind::Competition, at, None, self.film(at));
        }
        if !is_shown {
            let release = (self.from..self.to)
                .find(|&at| RELEASE.has(tokens.at(at).word) && !is_said(at) && self.is_release(at));
            if let Some(at) = release
                && (cinema.is_some() || when.is_some_and(|(_, is_day)| is_day))
                && festival.is_none()
                && let Some(film) = self.film(at)
            {
                push(EventKind::Release, at, None, Some(film));
                is_shown = true;
            } else if let Some((at, film)) = self.year_film() {
                push(EventKind::Release, at, None, Some(film));
            }
        }
        if !is_shown && festival.is_some() {
            let shown = has(&SCREENING).or_else(|| self.mention_near(usize::MAX).map(|(at, _)| at));
            if let Some(at) = shown
                && let Some(film) = self.film(at)
                && (self.mention_near(at).is_some()
                    || has(&SCREENING).is_some_and(|at| self.speaks_of_film(at)))
                && has(&PRIZE).is_none()
            {
                push(EventKind::Screening, at, None, Some(film));
            }
        }
        if !is_shown
            && let Some(at) = self.pair("screening", "of")
            && let Some((_, film)) = self.mention_near(at)
        {
            push(EventKind::Screening, at, None, Some(film));
        }
        if let Some((at, film)) = self.anniversary() {
            push(EventKind::Anniversary, at, None, Some(film));
        }
        if let Some(name) = festival
            && name.0 <= self.from + 4
            && (name.1..(name.1 + 2).min(self.to)).any(|at| FEST_VERB.has(tokens.at(at).word))
        {
            found.push(Found {
                kind: EventKind::Festival,
                film: None,
                name: Some(name),
                words: (self.from, self.to),
                place: None,
                when: when.map(|(span, _)| span),
                minutes: None,
                is_world: false,
            });
        }
    }

    /// A film's mention in the sentence, nearest to a token. What is spoken of comes first as a rule: a film
    /// that follows counts as twice as far.
    fn mention_near(&self, at: usize) -> Option<(usize, usize)> {
        self.films
            .iter()
            .enumerate()
            .flat_map(|(number, film)| film.mentions.iter().map(move |&(from, _)| (from, number)))
            .filter(|&(from, _)| self.from <= from && from < self.to)
            .min_by_key(|&(from, _)| {
                if at == usize::MAX {
                    from
                } else if from > at {
                    2 * (from - at)
                } else {
                    at - from
                }
            })
    }

    /// The film an event at a token is about.
    fn film(&self, at: usize) -> Option<usize> {
        if let Some((_, number)) = self.mention_near(at) {
            return Some(number);
        }
        // The film named last before, or the article's main one.
        let earlier = self
            .films
            .iter()
            .enumerate()
            .filter_map(|(number, film)| {
                let place = film.mentions.partition_point(|&(from, _)| from < self.from);
                let &(from, _) = film.mentions.get(place.checked_sub(1)?)?;
                let near = self
                    .tokens
                    .at(self.from)
                    .paragraph
                    .saturating_sub(self.tokens.at(from).paragraph)
                    <= 2;
                near.then_some((from, number))
            })
            .max()
            .map(|(_, number)| number);
        let only = (self.films.len() == 1).then_some(0);
        only.or(earlier).or(self.main)
    }

    /// Films that a prize was for: all after `for`, else the nearest.
    fn prized(&self, at: usize) -> Vec<usize> {
        let tokens = self.tokens;
        let after: Vec<usize> = (at..self.to)
            .find(|&place| tokens.text_of(place) == "for")
            .map(|place| {
                let mut numbers: Vec<usize> = self
                    .films
                    .iter()
                    .enumerate()
                    .filter(|(_, film)| {
                        film.mentions
                            .iter()
                            .any(|&(from, _)| place < from && from < self.to)
                    })
                    .map(|(number, _)| number)
                    .collect();
                numbers.dedup();
                numbers
            })
            .unwrap_or_default();
        if after.is_empty() {
            if let Some((_, number)) = self.mention_near(at) {
                return vec![number];
            }
            return if self.speaks_of_film(at) {
                self.film(at).into_iter().collect()
            } else {
                Vec::new()
            };
        }
        after
    }

    /// `the film`, `the movie` in the sentence.
    fn speaks_of_film(&self, at: usize) -> bool {
        let low = self.from.max(at.saturating_sub(16));
        (low..self.to).any(|place| {
            FILM.has(self.tokens.at(place).word)
                && matches!(
                    self.tokens.near(place, -1).class,
                    Class::The | Class::His | Class::It | Class::Her
                )
        })
    }

    /// Whether a verb speaks of what may come: `set to win`, `will take`.
    fn is_to_come(&self, at: usize) -> bool {
        let low = self.from.max(at.saturating_sub(2));
        (low..at).any(|place| {
            matches!(
                self.tokens.text_of(place),
                "to" | "will" | "could" | "may" | "might" | "would" | "can" | "should"
            )
        })
    }

    /// Whether a premiere is that of a series or of films in general, where the sentence names none.
    fn is_of_others(&self, at: usize) -> bool {
        let tokens = self.tokens;
        let is_series = |place: usize| {
            matches!(
                tokens.text_of(place),
                "series" | "season" | "show" | "episodes"
            )
        };
        tokens.text_of(at).eq_ignore_ascii_case("premieres")
            && tokens.near(at, -1).class != Class::It
            || (self.from..self.to).any(is_series)
    }

    /// Whether `release` and the like speak of a film here, not of a poster or a statement.
    fn is_release(&self, at: usize) -> bool {
        let tokens = self.tokens;
        let near = |set: &[&str]| {
            (at.saturating_sub(3)..at + 5).any(|place| set.contains(&tokens.text_of(place)))
        };
        if near(&[
            "statement",
            "poster",
            "photo",
            "photos",
            "look",
            "song",
            "album",
            "video",
            "trailer",
            "teaser",
            "clip",
            "single",
            "report",
        ]) {
            return false;
        }
        let word = tokens.text_of(at);
        let before = tokens.text_of(at.saturating_sub(1));
        match word {
            "releases" if matches!(before, "new" | "latest" | "upcoming" | "of" | "theatrical") => {
                false
            }
            "hit" | "hits" | "hitting" | "opened" | "opens" | "opening" | "arrive" | "arrives"
            | "arrived" | "lands" | "landed" | "drops" => {
                (at + 1..at + 6).any(|place| CINEMA.has(tokens.at(place).word))
                    || (word.starts_with("open")
                        && (at + 1..at + 4)
                            .any(|place| matches!(tokens.at(place).class, Class::Day))
                        && self.mention_near(at).is_some())
            }
            "scheduled" | "slated" | "due" => (at + 1..at + 8).any(|place| {
                CINEMA.has(tokens.at(place).word) || RELEASE.has(tokens.at(place).word)
            }),
            "streaming" | "streams" => self.mention_near(at).is_some(),
            _ => self.mention_near(at).is_some() || self.speaks_of_film(at),
        }
    }

    /// `the 2002 movie`: its year of release.
    fn year_film(&self) -> Option<(usize, usize)> {
        let tokens = self.tokens;
        let at = (self.from..self.to)
            .find(|&at| is_year(tokens.text_of(at)) && FILM.has(tokens.at(at + 1).word))?;
        let film = self
            .mention_near(at)
            .filter(|&(from, _)| from.abs_diff(at) <= 5)
            .map(|(_, number)| number);
        let number = film.or_else(|| {
            (tokens.near(at, -1).class == Class::The)
                .then(|| self.film(at))
                .flatten()
        })?;
        Some((at, number))
    }

    fn anniversary(&self) -> Option<(usize, usize)> {
        let tokens = self.tokens;
        let at = (self.from..self.to).find(|&at| {
            let next = tokens.at(at + 1);
            let before = tokens.text_of(at.saturating_sub(1));
            match tokens.text_of(at) {
                "turned" | "turns" => {
                    next.class == Class::Number
                        && self
                            .mention_near(at)
                            .is_some_and(|(from, _)| from < at && at - from <= 8)
                }
                "anniversary" => {
                    before.ends_with("th")
                        || before.ends_with("st")
                        || before.ends_with("rd")
                        || before.ends_with("nd")
                }
                "years" => matches!(
                    tokens.text_of(at.saturating_sub(2)),
                    "completes" | "completed" | "clocks"
                ),
                _ => false,
            }
        })?;
        Some((at, self.mention_near(at)?.1))
    }

    fn pair(&self, one: &str, two: &str) -> Option<usize> {
        (self.from..self.to).find(|&at| {
            self.tokens.text_of(at).eq_ignore_ascii_case(one)
                && self.tokens.text_of(at + 1).eq_ignore_ascii_case(two)
        })
    }

    /// The festival named in the sentence: `Lake Festival`, `Festival de Lac`, or a name after `at` beside `festival`.
    fn festival(&self) -> Option<(usize, usize)> {
        let tokens = self.tokens;
        let at = (self.from..self.to)
            .find(|&at| FESTIVAL.has(tokens.at(at).word) && tokens.at(at).is_capital)?;
        let mut from = at;
        while from > self.from {
            let before = tokens.at(from - 1);
            if !(before.is_capital || before.class == Class::Number) || !before.is_word() {
                break;
            }
            from -= 1;
        }
        while from < at
            && (matches!(
                tokens.at(from).class,
                Class::The | Class::Number | Class::In
            ) || matches!(tokens.text_of(from), "Annual" | "Edition" | "Anual")
                || tokens
                    .text_of(from)
                    .starts_with(|letter: char| letter.is_ascii_digit()))
        {
            from += 1;
        }
        let mut to = at + 1;
        if from == at {
            // `Festival de Cannes`.
            while to < self.to
                && (tokens.at(to).is_capital
                    || (matches!(tokens.at(to).class, Class::In | Class::The)
                        && tokens.at(to + 1).is_capital))
            {
                to += 1;
            }
        }
        Some((from, to))
    }

    /// The day, month or year stated, and whether it is more than a weekday.
    fn when(&self) -> Option<((usize, usize), bool)> {
        let tokens = self.tokens;
        let mut best: Option<((usize, usize), bool)> = None;
        let mut at = self.from;
        while at < self.to {
            let token = tokens.at(at);
            let word = tokens.text_of(at);
            // `May` is a month only beside a number.
            let is_may = is_month(word) && tokens.at(at + 1).class == Class::Number;
            let is_day = is_may
                || token.class == Class::Day
                    && (token.is_capital || matches!(word, "today" | "yesterday" | "tonight"));
            if is_day || is_year(word) || is_day_number(tokens, at) {
                let from = at;
                let mut is_full = is_year(word);
                while at < self.to {
                    let next = tokens.at(at);
                    let joins = (next.class == Class::Day || is_month(tokens.text_of(at)))
                        && next.is_capital
                        || next.class == Class::Number && tokens.text_of(at).len() <= 4
                        || next.class == Class::Comma
                            && (matches!(tokens.at(at + 1).class, Class::Day | Class::Number)
                                || is_month(tokens.text_of(at + 1)))
                        || matches!(
                            tokens.text_of(at),
                            "night" | "evening" | "morning" | "de" | "of"
                        );
                    if !joins {
                        break;
                    }
                    if next.class == Class::Number || is_month(tokens.text_of(at)) {
                        is_full = true;
                    }
                    at += 1;
                }
                let to = at.max(from + 1);
                if best.is_none_or(|(_, full)| is_full && !full) {
                    best = Some(((from, to), is_full));
                }
                at = to;
            } else {
                at += 1;
            }
        }
        best
    }
}

fn is_day_number(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.at(at).class == Class::Number
        && tokens.text_of(at).len() <= 2
        && is_month(tokens.text_of(at + 1))
}

/// Whether a word is a month, as written in English.
pub(crate) fn is_month(word: &str) -> bool {
    matches!(
        word,
        "January"
            | "February"
            | "March"
            | "April"
            | "May"
            | "June"
            | "July"
            | "August"
            | "September"
            | "October"
            | "November"
            | "December"
    )
}

impl super::tokens::Token {
    fn is_word_of(&self, word: &str) -> bool {
        self.word == super::lexicon::digest(word)
    }
}

/// The words of a span, for tests and lines.
pub(crate) fn words_of<'a>(tokens: &Tokens<'a>, span: (usize, usize)) -> &'a str {
    tokens_text(tokens, span.0, span.1)
}

/// The film named nearest to a token: in its sentence, else last before, else most often.
pub(crate) fn film_near(tokens: &Tokens<'_>, films: &[Film], at: usize) -> Option<usize> {
    let (from, to) = tokens.sentence(tokens.at(at).sentence);
    let main = films
        .iter()
        .enumerate()
        .max_by(|(a, one), (b, other)| one.mentions.len().cmp(&other.mentions.len()).then(b.cmp(a)))
        .map(|(number, _)| number);
    let sentence = Sentence {
        tokens,
        films,
        main,
        from,
        to,
        inside: &[],
    };
    sentence.film(at)
}
