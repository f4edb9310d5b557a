//! One film's figures: what lists, filters and orders ask of it.

use super::score_of;
use ovation_score::{Score, Scratch};
use ovation_terms::{Day, FilmId, FilmRecord, Reason, Vote, WorkKind, fold, slug};
use std::collections::BTreeMap;
use std::sync::Arc;

/// By what words of the catalogue films are filtered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Facet {
    Country,
    Genre,
    Language,
    Festival,
}

impl Facet {
    pub(crate) const ALL: [Self; 4] = [Self::Country, Self::Genre, Self::Language, Self::Festival];

    /// Its name in an address.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Country => "country",
            Self::Genre => "genre",
            Self::Language => "language",
            Self::Festival => "festival",
        }
    }
}

/// Words of one facet, each with a number.
#[derive(Clone, Debug, Default)]
pub(crate) struct Terms {
    of: BTreeMap<Facet, Numbered>,
}

#[derive(Clone, Debug, Default)]
struct Numbered {
    /// As first written, by number.
    words: Vec<Arc<str>>,
    /// By what they are in an address.
    numbers: BTreeMap<String, u16>,
}

impl Terms {
    /// The number of a word; none of a word without letters, or where there are too many.
    fn number(&mut self, facet: Facet, word: &str) -> Option<u16> {
        let code = slug(word);
        if code.is_empty() {
            return None;
        }
        let held = self.of.entry(facet).or_default();
        if let Some(number) = held.numbers.get(&code) {
            return Some(*number);
        }
        let number = u16::try_from(held.words.len()).ok()?;
        held.words.push(word.trim().into());
        held.numbers.insert(code, number);
        Some(number)
    }

    /// The number of what stands in an address.
    pub(crate) fn find(&self, facet: Facet, code: &str) -> Option<u16> {
        self.of.get(&facet)?.numbers.get(&slug(code)).copied()
    }

    /// A word as the catalogue writes it.
    pub(crate) fn word(&self, facet: Facet, number: u16) -> &str {
        let held = self.of.get(&facet);
        held.and_then(|held| held.words.get(usize::from(number)))
            .map_or("", |word| word)
    }

    /// How many words there are.
    pub(crate) fn len(&self, facet: Facet) -> usize {
        self.of.get(&facet).map_or(0, |held| held.words.len())
    }
}

/// What a film's reviews come to.
#[derive(Clone, Debug, Default)]
pub(crate) struct VotesTold {
    pub(crate) score: Arc<Score>,
    /// The day of the newest review.
    pub(crate) latest: Option<Day>,
    /// Who signed how many, by number.
    pub(crate) critics: Arc<[(u32, u32)]>,
    /// How many ran where, by number.
    pub(crate) outlets: Arc<[(u32, u32)]>,
}

/// Of a vote: its import was taken back, or its source deleted.
const GONE: u32 = 1 << (Reason::ImportUndone as u32) | 1 << (Reason::SourceDeleted as u32);

impl VotesTold {
    /// The same, where any of the reviews lives.
    pub(super) fn alive(votes: Vec<Vote>, scratch: &mut Scratch) -> Option<Self> {
        let lives = votes.iter().any(|vote| vote.reasons & GONE == 0);
        lives.then(|| Self::of(votes, scratch))
    }

    pub(crate) fn of(votes: Vec<Vote>, scratch: &mut Scratch) -> Self {
        let latest = votes.iter().map(|vote| vote.day).max();
        let critics = votes.iter().flat_map(Vote::signers).map(|critic| critic.0);
        let critics = counted(critics);
        let outlets = counted(votes.iter().filter_map(|vote| vote.outlet).map(|it| it.0));
        Self {
            score: Arc::new(score_of(votes, scratch)),
            latest,
            critics,
            outlets,
        }
    }
}

/// Numbers in their order, each with how often it is there.
fn counted(numbers: impl Iterator<Item = i64>) -> Arc<[(u32, u32)]> {
    let mut numbers: Vec<u32> = numbers.filter_map(|id| u32::try_from(id).ok()).collect();
    numbers.sort_unstable();
    let runs = numbers.chunk_by(|a, b| a == b);
    runs.filter_map(|run| Some((*run.first()?, u32::try_from(run.len()).ok()?)))
        .collect()
}

/// A film's figures.
#[derive(Clone, Debug)]
pub(crate) struct FilmFigure {
    pub(crate) id: FilmId,
    pub(crate) title: Box<str>,
    /// The title as lists sort it.
    pub(crate) folded: Box<str>,
    pub(crate) other_titles: Box<[Box<str>]>,
    pub(crate) year: Option<i16>,
    pub(crate) kind: WorkKind,
    /// `series`, `season 2`; empty of a film.
    pub(crate) kind_words: Box<str>,
    pub(crate) directors: Box<str>,
    pub(super) terms: [Box<[u16]>; 4],
    pub(crate) told: VotesTold,
}

impl FilmFigure {
    /// A film of which nothing is known but its reviews.
    pub(super) fn numbered(id: FilmId, told: VotesTold) -> Self {
        Self {
            id,
            title: "".into(),
            folded: "".into(),
            other_titles: Box::default(),
            year: None,
            kind: WorkKind::default(),
            kind_words: "".into(),
            directors: "".into(),
            terms: [const { &[] as &[u16] }; 4].map(Into::into),
            told,
        }
    }

    /// The numbers of a facet's words that hold for it.
    pub(crate) fn terms(&self, facet: Facet) -> &[u16] {
        let place = Facet::ALL.iter().position(|known| *known == facet);
        place
            .and_then(|place| self.terms.get(place))
            .map_or(&[], |terms| terms)
    }

    /// Whether a review of it ran in an outlet.
    pub(crate) fn ran_in(&self, outlet: u32) -> bool {
        let outlets = &self.told.outlets;
        outlets.binary_search_by_key(&outlet, |(id, _)| *id).is_ok()
    }
}

/// A film's figures from its record and what its reviews come to.
pub(super) fn figure_of(
    record: &FilmRecord,
    festivals: &[String],
    told: VotesTold,
    terms: &mut Terms,
) -> FilmFigure {
    // A catalogue gives no language of a film, but of the title it is listed under.
    let languages: Vec<String> = record
        .uses
        .iter()
        .filter(|known| known.title == record.title)
        .filter_map(|known| known.language.clone())
        .collect();
    let mut numbers = |facet: Facet, words: &[String]| {
        let mut numbers: Vec<u16> = words
            .iter()
            .filter_map(|word| terms.number(facet, word))
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        numbers.into_boxed_slice()
    };
    FilmFigure {
        id: record.id,
        title: record.title.as_str().into(),
        folded: fold(&record.title).into(),
        other_titles: record
            .other_titles
            .iter()
            .map(|title| title.as_str().into())
            .collect(),
        year: record.year,
        kind: record.work.kind(),
        kind_words: record.work.label().into(),
        directors: record.directors.join(", ").into(),
        terms: [
            numbers(Facet::Country, &record.countries),
            numbers(Facet::Genre, &record.genres),
            numbers(Facet::Language, &languages),
            numbers(Facet::Festival, festivals),
        ],
        told,
    }
}
