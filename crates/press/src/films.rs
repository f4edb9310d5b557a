//! Titles of films in running text, in quotation marks or not.
//!
//! Every run of words in capitals, with small words and signs between, may be a title. Signs of each run
//! (its words, what stands around it, how it stands elsewhere in the article, lists of titles and names) have
//! learned weights at first sight; what is not hopeless is looked at again beside the other runs by learned trees
//! (`models/titles`); of runs that overlap the best set is taken.

pub(crate) mod article_features;
pub(crate) mod choose;
mod cues;
pub(crate) mod signs;
pub(crate) mod spans;
pub(crate) mod trees;
pub(crate) mod weights;
mod words;

pub use weights::TitleModel;
pub(crate) use weights::{TitleWeights, bundled};

use super::known::KnownTitles;
use super::people::People;
use super::speech::Scene;
use super::tokens::Tokens;
use article_features::ArticleFeatures;
use choose::{Sight, best_runs, first_sight};
use ovation_language::data::titles;
use ovation_language::lexicon::{Class, word_set};
use ovation_language::words::listed;
use signs::TitleSigns;
use spans::{CandidateRun, Marks, find_runs, folded};
use std::collections::BTreeMap;

/// A film as the article names it.
#[derive(Clone, Debug)]
pub(crate) struct Film {
    /// Tokens of its first mention.
    pub(crate) first: (usize, usize),
    /// Tokens of all mentions, in order.
    pub(crate) mentions: Vec<(usize, usize)>,
    /// Whether the headline names it.
    pub(crate) is_in_headline: bool,
}

impl Film {
    /// How much the article is about it: its mentions, with the headline's for two more.
    pub(crate) fn times(&self) -> usize {
        self.mentions.len() + if self.is_in_headline { 2 } else { 0 }
    }
}

/// Where films are mentioned, in order.
pub(crate) fn spans_of(films: &[Film]) -> Vec<(usize, usize)> {
    let mentions = films.iter().flat_map(|film| film.mentions.iter().copied());
    let mut spans: Vec<(usize, usize)> = mentions.collect();
    spans.sort_unstable();
    spans
}

/// Number of the film that an article is about: the one named most often, of several the first.
pub(crate) fn main_film(films: &[Film]) -> Option<usize> {
    let numbered = films.iter().enumerate();
    numbered
        .max_by_key(|(number, film)| (film.times(), std::cmp::Reverse(*number)))
        .map(|(number, _)| number)
}

// Words for a film and for films.
word_set!(pub(crate) FILM, FILMS_FILM);

/// Below this at first sight a run is not looked at again.
pub const HOPELESS: f32 = -3.0;
/// What the first sight counts beside the trees: weights of single signs hold where the trees have seen too little.
const FIRST: f32 = 0.5;
/// What is added to every run: a title that is missed and a wrong one weigh the same in what is reported, but
/// nearly all runs are none.
const LEAN: f32 = 1.2;

/// Finds the films of an article. `is_speech` says of each stretch whether it is somebody's words.
pub(crate) fn find_films(
    scene: &Scene<'_>,
    people: &People,
    is_speech: &[bool],
    known: Option<&KnownTitles>,
    headline: &str,
    weights: &TitleWeights,
) -> Vec<Film> {
    let tokens = scene.tokens;
    let runs = find_runs(scene, is_speech);
    let features = ArticleFeatures::new(scene, people, &runs, headline_keys(headline), weights);
    let at_sight = first_sight(&features, &runs, weights);
    let sight = Sight::new(tokens, &runs, &at_sight);
    let mut signs = TitleSigns::new();
    let mut rows = weights.trees.rows();
    let mut scores = at_sight.clone();
    // The runs that are looked at again, and their scores.
    let mut again: Vec<(usize, f32)> = Vec::new();
    for (at, (run, &own)) in runs.iter().zip(&at_sight).enumerate() {
        // Only what a catalogue's word could save is looked up there.
        let most = weight_of_known(run);
        let is_known = most > 0.0
            && own + most >= HOPELESS
            && known.is_some_and(|known| known.has(&folded(tokens, run)));
        let known = if is_known { most } else { 0.0 };
        if own + known >= HOPELESS {
            features.signs(run, Some(&sight.others(tokens, at)), &mut signs);
            weights.trees.add(&mut rows, &signs);
            again.push((at, FIRST * own + LEAN + known));
        }
    }
    weights
        .trees
        .judge(&rows, again.iter_mut().map(|(_, score)| score));
    for (at, score) in again {
        if let Some(place) = scores.get_mut(at) {
            *place = score;
        }
    }
    let mut films: BTreeMap<String, Film> = BTreeMap::new();
    for at in best_runs(tokens.len(), &runs, &scores) {
        let Some(run) = runs.get(at) else { continue };
        let span = (run.from, with_number(tokens, run));
        let key = ovation_terms::fold(tokens_text(tokens, span.0, span.1));
        let film = films.entry(key).or_insert_with(|| Film {
            first: span,
            mentions: Vec::new(),
            is_in_headline: false,
        });
        film.mentions.push(span);
        film.is_in_headline |= features.headline.contains_key(&run.key);
    }
    films.remove("");
    merge_short_forms(tokens, &mut films);
    let mut films: Vec<Film> = films.into_values().collect();
    films.sort_by_key(|film| film.first);
    films
}

/// `Lanterns` beside `Lanterns: The Return` is the same film's short form, and so is `the Lanterns franchise` beside
/// `Lanterns 7`.
fn merge_short_forms(tokens: &Tokens<'_>, films: &mut BTreeMap<String, Film>) {
    let shortened = |film: &Film| {
        let (from, to) = film.first;
        let colon = (from..to).find(|&at| tokens.text_of(at) == ":");
        let number = (tokens.at(to - 1).class == Class::Number).then_some(to - 1);
        [(colon, false), (number, true)].map(|(end, is_number)| {
            let short = end.map(|end| ovation_terms::fold(tokens_text(tokens, from, end)));
            (short.unwrap_or_default(), is_number)
        })
    };
    let long: Vec<(String, bool, String)> = films
        .iter()
        .flat_map(|(key, film)| shortened(film).map(|(short, number)| (short, number, key.clone())))
        .filter(|(short, ..)| !short.is_empty())
        .collect();
    for (short, is_number, whole) in &long {
        // Where two films share the words before their colons, the short form is the series.
        let sharing = long.iter().filter(|(other, ..)| other == short).count();
        let names_series = |film: &Film| {
            let mut mentions = film.mentions.iter();
            mentions.all(|&(_, to)| is_series(tokens.text_of(to)))
        };
        let is_form = films
            .get(short)
            .is_some_and(|film| !is_number || names_series(film));
        if sharing > 1 || short == whole || !is_form {
            continue;
        }
        if let Some(film) = films.remove(short)
            && let Some(whole) = films.get_mut(whole)
        {
            whole.mentions.extend(film.mentions);
            whole.is_in_headline |= film.is_in_headline;
            whole.mentions.sort_unstable();
        }
    }
}

fn is_series(word: &str) -> bool {
    listed(titles::SERIES_WORD, word)
}

/// The end of a title with the number that follows it: `Lanterns 7`, not `Lanterns 5 languages`.
fn with_number(tokens: &Tokens<'_>, run: &CandidateRun) -> usize {
    let (number, next) = (tokens.at(run.to), tokens.at(run.to + 1));
    let is_digit = number.class == Class::Number
        && number.end - number.start == 1
        && number.sentence == tokens.at(run.from).sentence;
    let is_counted = matches!(next.class, Class::Number | Class::Day)
        || next.class == Class::Small && tokens.text_of(run.to + 1).ends_with('s');
    run.to + usize::from(run.marks == Marks::None && is_digit && !is_counted)
}

/// Keys of the runs of a headline, and whether they stand between marks in it.
pub(crate) fn headline_keys(headline: &str) -> BTreeMap<u64, bool> {
    let tokens = super::tokens::tokenize(headline);
    let stretches = super::marks::find_stretches(&tokens);
    let scene = Scene::new(&tokens, &stretches);
    let mut keys = BTreeMap::new();
    for run in find_runs(&scene, &[]) {
        *keys.entry(run.key).or_insert(false) |= run.marks == Marks::Whole;
    }
    keys
}

/// What speaks for a title that a catalogue has: a large one holds every common word and most names of places,
/// hardly a run of four words that is none.
fn weight_of_known(run: &CandidateRun) -> f32 {
    match run.to - run.from {
        0 | 1 => 0.0,
        2 => 1.5,
        3 => 3.0,
        _ => 8.0,
    }
}

/// The words of tokens `from..to`.
pub(crate) fn tokens_text<'a>(tokens: &Tokens<'a>, from: usize, to: usize) -> &'a str {
    let (start, end) = tokens.bytes(from, to);
    tokens.text.get(start..end).unwrap_or("")
}

/// Whether a word is a year of films.
pub(crate) fn is_year(word: &str) -> bool {
    word.len() == 4
        && word
            .parse::<u16>()
            .is_ok_and(|year| (1895..2100).contains(&year))
}

fn is_year_in_brackets(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.text_of(at) == "(" && is_year(tokens.text_of(at + 1))
}
