//! What film press says: statements and who made them.
//!
//! Takes an article's plain text, paragraphs by line breaks. Pure, and quick: one pass over words, no
//! tree of grammar; a small linear model (`models/speech`) says what is reported speech.

mod claims;
mod credits;
mod days;
mod events;
mod films;
mod findings;
mod known;
mod marks;
mod model;
mod numbers;
mod occasion;
mod people;
mod phrases;
mod scorer;
mod speech;
mod statement;
mod sure;
mod tokens;

pub use claims::ClaimKind;
pub use credits::CreditKind;
pub use events::EventKind;
pub use films::TitleModel;
pub use findings::read_press_article;
pub use known::KnownTitles;
pub use sure::is_no_speaker;

pub use ovation_terms::SpeechKind;

use films::TitleWeights;
use ovation_terms::{Day, ToldDay};
use people::People;
use scorer::Weights;
use serde::Serialize;
use speech::{Bounds, Scene};

/// What the learners of `tools/train` share with the reader: how an article comes apart into what is
/// weighed. No part of the interface.
#[doc(hidden)]
pub mod learning {
    /// Reported speech.
    pub mod speech {
        pub use crate::marks::{Stretch, Style, find_stretches};
        pub use crate::model::store;
        pub use crate::scorer::{PLACES, Signs, logistic, place};
        pub use crate::speech::{
            Scene, Setting, cue_signs, end_signs, may_be_cue, source_signs, sources, start_signs,
            stretch_signs, unnamed_signs,
        };
        pub use crate::tokens::{Token, Tokens, tokenize};
    }

    /// Titles of films.
    pub mod titles {
        pub use crate::films::{
            CUE_STEPS, GROUPS, Group, HOPELESS, Lists, PLACES, Rows, TitleRun, TitleSigns,
            TitleWeights, Trees, VALUES, number_of_words, sign_name, sum, title_runs,
        };
    }
}

/// A byte span of the text, `start..end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Span {
    /// Offset of the first byte.
    pub start: usize,
    /// Offset after the last.
    pub end: usize,
}

/// Somebody's words in an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Statement {
    /// How they are given.
    pub kind: SpeechKind,
    /// The words, in one or more pieces, marks included.
    pub parts: Vec<Span>,
    /// The stretches in quotation marks among them, marks included.
    pub quoted: Vec<Span>,
    /// Those of them that are surely somebody's words, not a title or a word held at arm's length.
    pub verbatim: Vec<Span>,
    /// The words that name the speaker nearest to the statement, often a pronoun.
    pub speaker: Option<Span>,
    /// Where the speaker is named in full: for `she` and `the director`, whom they stand for. The printed
    /// words where nobody is named.
    pub named: Option<Span>,
    /// The cue's main word: `said`, `according`.
    pub cue: Option<Span>,
    /// Whether the speaker is taken from the statement before or beside it.
    pub is_continued: bool,
    /// Whether it is sure that somebody who is named, or a named body, says so; what is not is not shown.
    pub is_sure: bool,
    /// How likely the reader takes its words to be reported here, in thousandths.
    pub likelihood: u16,
    /// The film it is about: the one named in its sentence, else the one the article spoke of last.
    pub film: Option<String>,
    /// On what occasion it was said: `press conference`.
    pub occasion: Option<Span>,
    /// The festival at which it was said.
    pub place: Option<Span>,
    /// When it was said, as printed.
    pub when: Option<Span>,
    /// The day it was said, where it can be told.
    pub day: Option<ToldDay>,
}

/// A film named in an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FilmNamed {
    /// The title as printed where it stands first.
    pub title: String,
    /// Where it stands, each time.
    pub mentions: Vec<Span>,
}

/// Something that happened, or will, as an article says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Event {
    /// What kind.
    pub kind: EventKind,
    /// The film's title, or the festival's name.
    pub film: Option<String>,
    /// The sentence that says so.
    pub words: Span,
    /// The festival.
    pub place: Option<Span>,
    /// The day, month or year, as printed.
    pub when: Option<Span>,
    /// The day, where it can be told.
    pub day: Option<ToldDay>,
    /// Minutes of an ovation, where stated as a number.
    pub minutes: Option<f64>,
    /// Whether it is said to be the first showing in the world.
    pub is_world: bool,
    /// Of an award: the prize.
    pub prize: Option<Span>,
    /// Of an award: who or what has it.
    pub winner: Option<Span>,
}

/// What an article says of a film's reception.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Claim {
    /// What it is about.
    pub kind: ClaimKind,
    /// The words that say so.
    pub words: Span,
    /// The number in it: a percentage, a score, a sum.
    pub figure: Option<Span>,
    /// Of how many reviews a score is, where that is said.
    pub reviews: Option<Span>,
    /// Who publishes the score.
    pub source: Option<Span>,
    /// The film's title.
    pub film: Option<String>,
}

/// Somebody's part in a film, as an article states it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Credit {
    /// What the person does.
    pub kind: CreditKind,
    /// The name, in full where the article has it so.
    pub person: Span,
    /// The film's title.
    pub film: String,
    /// The sentence that says so.
    pub words: Span,
    /// Whether the work is still to come.
    pub is_announced: bool,
}

/// Two films that an article compares.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// The film that is compared.
    pub film: String,
    /// The film that it is compared with.
    pub other: String,
    /// The sentence that does so.
    pub words: Span,
}

/// What is known of an article besides its text. Nothing of it is needed.
#[derive(Clone, Copy, Debug, Default)]
pub struct PressContext<'a> {
    /// Its headline.
    pub headline: Option<&'a str>,
    /// The day it was published.
    pub published: Option<Day>,
    /// Titles of a catalogue's films, which it may name: they need less to speak for them.
    pub titles: Option<&'a KnownTitles>,
}

/// What one article says.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct PressReading {
    /// Who said what, in the order of the text.
    pub statements: Vec<Statement>,
    /// Films named, by first mention.
    pub films: Vec<FilmNamed>,
    /// People named, by first mention: where their fullest names stand.
    pub people: Vec<Span>,
    /// What happened.
    pub events: Vec<Event>,
    /// What is said of the reception.
    pub claims: Vec<Claim>,
    /// Who made or plays in which film.
    pub credits: Vec<Credit>,
    /// Films compared.
    pub comparisons: Vec<Comparison>,
}

/// Reads an article's text.
pub fn read_press(text: &str, context: &PressContext<'_>) -> PressReading {
    let weights = (model::bundled(), films::bundled());
    read_with(text, context, weights, model::BOUNDS)
}

/// A reader with weights of its own, to measure what was just learned.
#[derive(Debug)]
pub struct PressReader {
    weights: Weights,
    titles: TitleWeights,
}

impl Default for PressReader {
    /// The reader with the bundled model.
    fn default() -> Self {
        Self {
            weights: model::bundled().clone(),
            titles: films::bundled().clone(),
        }
    }
}

impl PressReader {
    /// A reader from a model file's bytes, as `learn_press` of `tools/train` makes them; none for another form.
    pub fn from_bytes(file: &[u8]) -> Option<Self> {
        model::load(file).map(|weights| Self {
            weights,
            titles: films::bundled().clone(),
        })
    }

    /// A reader with weights of titles, as `learn_titles` of `tools/train` makes them; none for another form.
    pub fn with_titles(model: &TitleModel) -> Option<Self> {
        TitleWeights::parse(&model.weights, &model.trees, &model.lists).map(|titles| Self {
            weights: model::bundled().clone(),
            titles,
        })
    }

    /// Reads an article's text.
    pub fn read(&self, text: &str, context: &PressContext<'_>) -> PressReading {
        let weights = (&self.weights, &self.titles);
        read_with(text, context, weights, model::BOUNDS)
    }
}

fn read_with(
    text: &str,
    context: &PressContext<'_>,
    (weights, title_weights): (&Weights, &TitleWeights),
    bounds: Bounds,
) -> PressReading {
    let tokens = tokens::tokenize(text);
    let stretches = marks::find_stretches(&tokens);
    let scene = Scene::new(&tokens, &stretches);
    let said = statement::read_statements(&scene, weights, bounds);
    let mut is_speech = statement::speech_stretches(&scene, weights, bounds, &said);
    let people = People::find(&scene, &said);
    let films = films::find_films(
        &scene,
        &people,
        &is_speech,
        context.titles,
        context.headline.unwrap_or_default(),
        title_weights,
    );
    let claimed = claims::find_claims(&tokens);
    let films = claims::without_publishers(films, &claimed);
    let people = people.without(&films::spans_of(&films));
    let span = |(from, to): (usize, usize)| {
        let (start, end) = tokens.bytes(from, to);
        Span { start, end }
    };
    let mut titles: Vec<Span> = Vec::new();
    // What turned out to be a title is not speech, whatever stands around it.
    for film in &films {
        for &(from, to) in &film.mentions {
            let number = scene.inside.get(from).copied().unwrap_or(0) as usize;
            let stretch = number
                .checked_sub(1)
                .and_then(|number| stretches.get(number));
            if stretch.is_some_and(|stretch| stretch.open + 1 == from && stretch.end <= to + 3)
                && let Some(is_speech) = number
                    .checked_sub(1)
                    .and_then(|number| is_speech.get_mut(number))
            {
                *is_speech = false;
                titles.extend(stretch.map(|stretch| span((stretch.open, stretch.end))));
            }
        }
    }
    let title = |number: usize| {
        let film = films.get(number)?;
        Some(events::words_of(&tokens, film.first).to_owned())
    };
    let mut in_title = vec![false; tokens.len()];
    for &(from, to) in films.iter().flat_map(|film| &film.mentions) {
        if let Some(places) = in_title.get_mut(from..to) {
            places.fill(true);
        }
    }
    let is_title = |at: usize| in_title.get(at) == Some(&true);
    let speakers = people.speakers(&scene, &said);
    let statements = said
        .iter()
        .zip(speakers)
        .map(|(said, named)| {
            let (quoted, all) = statement::marked(&scene, said);
            let kind = match quoted {
                0 => SpeechKind::Indirect,
                some if some == all => SpeechKind::Direct,
                _ => SpeechKind::Mixed,
            };
            let frame = said.cue.or_else(|| said.parts.first().map(|part| part.0));
            let occasion = frame.and_then(|at| occasion::occasion_of(&tokens, at));
            let around = frame.map(|at| events::told_around(&scene, &said.parts, at, occasion));
            let (place, when) = around.unwrap_or_default();
            let verbatim: Vec<(usize, usize)> = statement::stretches_of(&scene, said)
                .filter(|stretch| {
                    let number = scene.inside.get(stretch.open).copied().unwrap_or(0) as usize;
                    number
                        .checked_sub(1)
                        .and_then(|number| is_speech.get(number))
                        == Some(&true)
                })
                .map(|stretch| (stretch.open, stretch.end))
                .collect();
            Statement {
                place: place.map(span),
                when: when.map(span),
                day: when.and_then(|when| days::day_of(&tokens, when, context.published)),
                kind,
                parts: said.parts.iter().map(|&part| span(part)).collect(),
                quoted: statement::stretches_of(&scene, said)
                    .map(|stretch| span((stretch.open, stretch.end)))
                    .collect(),
                verbatim: verbatim.iter().map(|&part| span(part)).collect(),
                speaker: said.source.map(span),
                named: named.map(span),
                cue: said.cue.map(|cue| span((cue, cue + 1))),
                is_continued: said.is_continued,
                is_sure: sure::is_sure(
                    &scene,
                    &people,
                    &sure::Told {
                        said,
                        kind,
                        named,
                        verbatim: &verbatim,
                        is_title: &is_title,
                    },
                ),
                likelihood: statement::thousandths(said.score),
                film: said
                    .parts
                    .first()
                    .and_then(|part| events::film_near(&tokens, &films, part.0))
                    .and_then(title),
                occasion: occasion.map(span),
            }
        })
        // A film's title alone is nobody's words.
        .filter(|statement| {
            let is_title = |span: &Span| titles.contains(span);
            statement.kind != SpeechKind::Direct || !statement.quoted.iter().all(is_title)
        })
        .collect();
    let events = events::find_events(&scene, &films)
        .into_iter()
        .map(|found| Event {
            kind: found.kind,
            film: found.film.and_then(title).or_else(|| {
                found
                    .name
                    .map(|name| events::words_of(&tokens, name).to_owned())
            }),
            words: span(found.words),
            place: found.place.map(span),
            when: found.when.map(span),
            day: found
                .when
                .and_then(|when| days::day_of(&tokens, when, context.published)),
            minutes: found.minutes,
            is_world: found.is_world,
            prize: found.prize.map(span),
            winner: found.winner.map(span),
        })
        .collect();
    let claims = claimed
        .into_iter()
        .map(|found| Claim {
            kind: found.kind,
            words: span(found.words),
            figure: found.figure.map(span),
            reviews: found.reviews.map(span),
            source: found.source.map(span),
            film: events::film_near(&tokens, &films, found.words.0).and_then(title),
        })
        .collect();
    let is_person = |from: usize, to: usize| {
        to - from >= 2 && !people::is_not_person(&tokens, from, to)
            || people.is_name(&tokens, from, to)
    };
    let credits = credits::find_credits(&tokens, &films, &scene.inside, &is_person)
        .into_iter()
        .filter_map(|found| {
            Some(Credit {
                kind: found.kind,
                person: span(found.person),
                film: found.film.and_then(title)?,
                words: span(found.words),
                is_announced: found.is_announced,
            })
        })
        .collect();
    let comparisons = credits::find_comparisons(&tokens, &films)
        .into_iter()
        .filter_map(|found| {
            Some(Comparison {
                film: title(found.film)?,
                other: title(found.other)?,
                words: span(found.words),
            })
        })
        .collect();
    let films = films
        .iter()
        .map(|film| FilmNamed {
            title: events::words_of(&tokens, film.first).to_owned(),
            mentions: film.mentions.iter().map(|&mention| span(mention)).collect(),
        })
        .collect();
    let people = people
        .list
        .iter()
        .filter(|person| person.weight > 0)
        .map(|person| span((person.from, person.to)))
        .collect();
    PressReading {
        statements,
        films,
        people,
        events,
        claims,
        credits,
        comparisons,
    }
}

/// The number a word stands for, in digits or words.
pub fn number_of(word: &str) -> Option<f64> {
    numbers::number_of(word)
}
