//! What an article tells, put together from what was found in it.

use crate::claims::{self, FoundClaim};
use crate::credits::{find_comparisons, find_credits};
use crate::films::{self, Film, TitleWeights};
use crate::linear::thousandths;
use crate::people::{self, People};
use crate::scorer::Weights;
use crate::speakers::{self, Around, Resolved, Sign, SpeakerWeights};
use crate::speech::{Bounds, Scene};
use crate::statement::{self, Said};
use crate::told::ToldWeights;
use crate::{
    Claim, Comparison, Credit, Event, FilmNamed, PressContext, PressReading, Span, SpeechKind,
    Statement, days, events, marks, occasion, sure, tokens,
};
use ovation_terms::{Day, ToldDay};

/// Tokens from, and to before.
pub(crate) type TokenSpan = (usize, usize);

/// What an article is read by.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ReadWeights<'w> {
    /// Of reported speech.
    pub(crate) speech: &'w Weights,
    /// Of titles.
    pub(crate) titles: &'w TitleWeights,
    /// Of speakers.
    pub(crate) speakers: &'w SpeakerWeights,
    /// Of events and claims.
    pub(crate) told: &'w ToldWeights,
}

/// Reads an article's text.
pub(crate) fn read_with(
    text: &str,
    context: &PressContext<'_>,
    by: &ReadWeights<'_>,
    bounds: Bounds,
) -> PressReading {
    read_noting(text, context, by, bounds, &mut |_| {})
}

/// What may speak for a statement being shown; none where a rule forbids it.
pub(crate) type ShownSigns = Option<Vec<Sign>>;

/// As [`read_with`]; `note` is given of each statement what speaks for its being shown.
pub(crate) fn read_noting(
    text: &str,
    context: &PressContext<'_>,
    by: &ReadWeights<'_>,
    bounds: Bounds,
    note: &mut dyn FnMut(ShownSigns),
) -> PressReading {
    let tokens = tokens::tokenize(text);
    let stretches = marks::find_stretches(&tokens);
    let scene = Scene::new(&tokens, &stretches);
    let said = statement::read_statements(&scene, by.speech, bounds);
    let mut is_speech = statement::speech_stretches(&scene, by.speech, bounds, &said);
    let people = People::find(&scene, &said);
    let films = films::find_films(
        &scene,
        &people,
        &is_speech,
        context.titles,
        context.headline.unwrap_or_default(),
        by.titles,
    );
    let ruled = claims::rule_claims(&tokens);
    let films = claims::without_publishers(films, &ruled);
    let people = people.without(&films::spans_of(&films));
    let titles = titles_in_marks(&scene, &films, &mut is_speech);
    let headline = context.headline.unwrap_or_default();
    let mentions = films::spans_of(&films);
    let finder = claims::SpanFinder::new(&scene, &mentions, &ruled, headline);
    let mut claimed = claims::choose(&finder, &by.told.claims);
    claims::without_repeats(&tokens, &mut claimed);
    let article = ReadParts {
        scene: &scene,
        films: &films,
        people: &people,
        published: context.published,
        headline,
        speakers: by.speakers,
        told: by.told,
    };
    PressReading {
        statements: article.statements(&said, &is_speech, &titles, note),
        events: article.events(),
        claims: claimed
            .into_iter()
            .map(|claim| article.claim(claim))
            .collect(),
        credits: article.credits(),
        comparisons: article.comparisons(),
        films: article.films_named(),
        people: article.people_named(),
    }
}

/// Titles that stand between quotation marks, marks included: what turned out to be one is no speech,
/// whatever stands around it.
fn titles_in_marks(scene: &Scene<'_>, films: &[Film], is_speech: &mut [bool]) -> Vec<Span> {
    let mut titles = Vec::new();
    for &(from, to) in films.iter().flat_map(|film| &film.mentions) {
        let Some(number) = stretch_of(scene, from) else {
            continue;
        };
        let stretch = scene.stretches.get(number);
        let Some(stretch) = stretch.filter(|it| it.open + 1 == from && it.end <= to + 3) else {
            continue;
        };
        if let Some(is_speech) = is_speech.get_mut(number) {
            *is_speech = false;
            titles.push(span_of(scene, (stretch.open, stretch.end)));
        }
    }
    titles
}

/// The number of the stretch in quotation marks that a token stands in.
fn stretch_of(scene: &Scene<'_>, at: usize) -> Option<usize> {
    let number = scene.inside.get(at).copied().unwrap_or(0) as usize;
    number.checked_sub(1)
}

fn span_of(scene: &Scene<'_>, (from, to): TokenSpan) -> Span {
    let (start, end) = scene.tokens.bytes(from, to);
    Span { start, end }
}

/// An article whose films and people are found.
struct ReadParts<'s, 'a> {
    scene: &'s Scene<'a>,
    films: &'s [Film],
    people: &'s People,
    published: Option<Day>,
    headline: &'s str,
    told: &'s ToldWeights,
    speakers: &'s SpeakerWeights,
}

impl ReadParts<'_, '_> {
    fn span(&self, tokens: TokenSpan) -> Span {
        span_of(self.scene, tokens)
    }

    fn title(&self, number: usize) -> Option<String> {
        let film = self.films.get(number)?;
        Some(events::words_of(self.scene.tokens, film.first).to_owned())
    }

    /// The title of the film that is named nearest to a token.
    fn title_near(&self, at: usize) -> Option<String> {
        let film = events::film_near(self.scene.tokens, self.films, at)?;
        self.title(film)
    }

    fn day(&self, when: Option<TokenSpan>) -> Option<ToldDay> {
        when.and_then(|when| days::day_of(self.scene.tokens, when, self.published))
    }

    fn statements(
        &self,
        said: &[Said],
        is_speech: &[bool],
        titles: &[Span],
        note: &mut dyn FnMut(ShownSigns),
    ) -> Vec<Statement> {
        let mut in_title = vec![false; self.scene.tokens.len()];
        for &(from, to) in self.films.iter().flat_map(|film| &film.mentions) {
            if let Some(places) = in_title.get_mut(from..to) {
                places.fill(true);
            }
        }
        let is_title = |at: usize| in_title.get(at) == Some(&true);
        let around = Around {
            scene: self.scene,
            people: self.people,
            headline: self.headline,
            is_title: &is_title,
        };
        let speakers = speakers::resolve(&around, said, self.speakers);
        let statements = said.iter().zip(speakers);
        statements
            .map(|(said, who)| self.statement(said, who, is_speech, &is_title))
            // A film's title alone is nobody's words.
            .filter(|(statement, _)| {
                let is_title = |span: &Span| titles.contains(span);
                statement.kind != SpeechKind::Direct || !statement.quoted.iter().all(is_title)
            })
            .map(|(statement, signs)| {
                note(signs);
                statement
            })
            .collect()
    }

    fn statement(
        &self,
        said: &Said,
        who: Resolved,
        is_speech: &[bool],
        is_title: &dyn Fn(usize) -> bool,
    ) -> (Statement, ShownSigns) {
        let (scene, tokens) = (self.scene, self.scene.tokens);
        let span = |tokens: TokenSpan| self.span(tokens);
        let (quoted, all) = statement::marked(scene, said);
        let kind = match quoted {
            0 => SpeechKind::Indirect,
            some if some == all => SpeechKind::Direct,
            _ => SpeechKind::Mixed,
        };
        let first = said.parts.first().map(|part| part.0);
        let frame = said.cue.or(first);
        let occasion = frame.and_then(|at| occasion::occasion_of(tokens, at));
        let around = frame.map(|at| events::told_around(scene, &said.parts, at, occasion));
        let (place, when) = around.unwrap_or_default();
        let stretches = statement::stretches_of(scene, said);
        let verbatim: Vec<TokenSpan> = stretches
            .filter(|stretch| {
                let number = stretch_of(scene, stretch.open);
                number.and_then(|number| is_speech.get(number)) == Some(&true)
            })
            .map(|stretch| (stretch.open, stretch.end))
            .collect();
        let told = sure::Told {
            said,
            kind,
            named: who.span,
            verbatim: &verbatim,
            is_title,
        };
        let may_be_sure = sure::is_sure(scene, self.people, &told);
        let signs = may_be_sure.then(|| speakers::signs_of(scene, said, kind, &who));
        let sureness = signs.as_ref().map(|signs| self.speakers.sureness(signs));
        let statement = Statement {
            place: place.map(span),
            when: when.map(span),
            day: self.day(when),
            kind,
            parts: said.parts.iter().map(|&part| span(part)).collect(),
            quoted: statement::stretches_of(scene, said)
                .map(|stretch| span((stretch.open, stretch.end)))
                .collect(),
            verbatim: verbatim.iter().map(|&part| span(part)).collect(),
            speaker: said.source.map(span),
            named: who.span.map(span),
            cue: said.cue.map(|cue| span((cue, cue + 1))),
            is_continued: said.is_continued,
            is_sure: sureness.is_some_and(|sureness| sureness >= self.speakers.bound),
            likelihood: statement::thousandths(said.score),
            film: first.and_then(|at| self.title_near(at)),
            occasion: occasion.map(span),
        };
        (statement, signs)
    }

    fn events(&self) -> Vec<Event> {
        let span = |tokens: TokenSpan| self.span(tokens);
        let name = |name: TokenSpan| events::words_of(self.scene.tokens, name).to_owned();
        let found = events::find_events(self.scene, self.films, self.headline, &self.told.events)
            .into_iter();
        found
            .map(|found| Event {
                kind: found.kind,
                film: found
                    .film
                    .and_then(|film| self.title(film))
                    .or_else(|| found.name.map(name)),
                words: span(found.words),
                place: found.place.map(span),
                when: found.when.map(span),
                day: self.day(found.when),
                minutes: found.minutes,
                is_world: found.is_world,
                prize: found.prize.map(span),
                winner: found.winner.map(span),
                likelihood: thousandths(found.likelihood),
                is_sure: found.is_sure,
            })
            .collect()
    }

    fn claim(&self, found: FoundClaim) -> Claim {
        let span = |tokens: TokenSpan| self.span(tokens);
        Claim {
            kind: found.kind,
            words: span(found.words),
            figure: found.figure.map(span),
            reviews: found.reviews.map(span),
            source: found.source.map(span),
            film: self.title_near(found.words.0),
            likelihood: thousandths(found.likelihood),
            is_sure: found.is_sure,
        }
    }

    fn credits(&self) -> Vec<Credit> {
        let tokens = self.scene.tokens;
        let is_person = |from: usize, to: usize| {
            to - from >= 2 && !people::is_not_person(tokens, from, to)
                || self.people.is_name(tokens, from, to)
        };
        let found = find_credits(tokens, self.films, &self.scene.inside, &is_person).into_iter();
        found
            .filter_map(|found| {
                Some(Credit {
                    kind: found.kind,
                    person: self.span(found.person),
                    film: found.film.and_then(|film| self.title(film))?,
                    words: self.span(found.words),
                    is_announced: found.is_announced,
                })
            })
            .collect()
    }

    fn comparisons(&self) -> Vec<Comparison> {
        let found = find_comparisons(self.scene.tokens, self.films).into_iter();
        found
            .filter_map(|found| {
                Some(Comparison {
                    film: self.title(found.film)?,
                    other: self.title(found.other)?,
                    words: self.span(found.words),
                })
            })
            .collect()
    }

    fn films_named(&self) -> Vec<FilmNamed> {
        let films = self.films.iter();
        films
            .map(|film| FilmNamed {
                title: events::words_of(self.scene.tokens, film.first).to_owned(),
                mentions: film.mentions.iter().map(|&span| self.span(span)).collect(),
            })
            .collect()
    }

    fn people_named(&self) -> Vec<Span> {
        let people = self.people.list.iter();
        people
            .filter(|person| person.weight > 0)
            .map(|person| self.span((person.from, person.to)))
            .collect()
    }
}
