//! The figures of all works with reviews, in memory: what lists, rankings, search and comparison answer from.
//!
//! They are of the record as it stood at one entry and follow it: an entry moves the figures of the films it
//! changes and no other. A score here has the same bits as one made from the reviews themselves.

mod browse;
mod film;
mod names;
mod near;

pub(crate) use browse::{Browse, BrowseOrder, FilmsFound, Wanted};
pub(crate) use film::{Facet, FilmFigure, Terms, VotesTold};
pub(crate) use names::{NameSort, NameSuggestion, Names};

use crate::error::SiteError;
use film::figure_of;
use ovation_ledger::{Head, Ledger, NameOf};
use ovation_score::{ScoreIndex, Scratch};
use ovation_terms::{CriticId, FilmId, FilmRecord, OutletId, Seq, Vote, WorkKind};
use std::collections::BTreeMap;
use std::sync::Arc;
use tokio::sync::Mutex;

/// Most people of film press whose names are held.
const PEOPLE: u32 = 50_000;
/// Films whose records are read at a time.
const READ_AT_A_TIME: usize = 2_000;

/// Kinds of entries after which the catalogue's own words of any film may be others.
const MOVES_CATALOGUE: [&str; 4] = ["films-changed", "merged", "unmerged", "import-undone"];
/// Kinds of entries after which somebody may be called otherwise, or be there for the first time.
const MOVES_NAMES: [&str; 7] = [
    "critic-added",
    "outlet-added",
    "names-set",
    "merged",
    "unmerged",
    "critic-split",
    "outlet-placed",
];
/// Kinds of entries after which film press says otherwise.
const MOVES_PRESS: [&str; 6] = [
    "press-read",
    "press-settled",
    "merged",
    "unmerged",
    "source-deleted",
    "source-restored",
];

/// The figures, once somebody asked.
#[derive(Clone, Debug, Default)]
pub(crate) struct Figures(Arc<Mutex<Option<Arc<Board>>>>);

/// All figures as of one head.
#[derive(Clone, Debug, Default)]
pub(crate) struct Board {
    /// The head; none before the first.
    seq: Option<Seq>,
    /// In the order of their numbers.
    pub(crate) films: Vec<Arc<FilmFigure>>,
    pub(crate) terms: Arc<Terms>,
    pub(crate) names: Arc<Names>,
    pub(crate) critics: Arc<Vec<NameOf>>,
    pub(crate) outlets: Arc<Vec<NameOf>>,
    /// Countries that were set of outlets, by the outlet.
    pub(crate) placed: Arc<BTreeMap<OutletId, String>>,
    festivals: Arc<BTreeMap<FilmId, Vec<String>>>,
    people: Arc<Vec<(String, u64)>>,
    /// How many reviews each has.
    pub(crate) of_critic: Arc<BTreeMap<i64, u32>>,
    pub(crate) of_outlet: Arc<BTreeMap<i64, u32>>,
    /// Reviews in every state, with a film or without.
    pub(crate) reviews: u64,
}

/// A film and what its reviews come to; nothing, where none lives any more.
type Changed = (FilmId, Option<VotesTold>);

/// What came in since a head, as far as figures are concerned.
#[derive(Debug)]
struct Moved {
    /// Films whose reviews are others; none when every film is better taken for changed.
    films: Option<Vec<FilmId>>,
    catalogue: bool,
    names: bool,
    press: bool,
}

impl Moved {
    const ALL: Self = Self {
        films: None,
        catalogue: true,
        names: true,
        press: true,
    };

    async fn since(ledger: &Ledger, seq: Seq) -> Result<Self, SiteError> {
        let kinds = ledger.kinds_since(seq).await?;
        let any = |those: &[&str]| those.iter().any(|kind| kinds.contains(*kind));
        Ok(Self {
            films: ledger.films_changed_since(seq).await?,
            catalogue: any(&MOVES_CATALOGUE),
            names: any(&MOVES_NAMES),
            press: any(&MOVES_PRESS),
        })
    }
}

impl Figures {
    /// The figures as they stand at `head`, or later.
    ///
    /// They are made in a task of their own: who asks may give up, and the next who asks finds them.
    pub(crate) async fn at(&self, ledger: &Ledger, head: &Head) -> Result<Arc<Board>, SiteError> {
        let (held, ledger, head) = (self.0.clone(), ledger.clone(), *head);
        let task = tokio::spawn(async move {
            let mut held = held.lock().await;
            if let Some(board) = held.as_ref()
                && board.seq >= Some(head.seq)
            {
                return Ok(board.clone());
            }
            let board = match held.as_ref() {
                Some(board) => {
                    let moved = Moved::since(&ledger, board.seq.unwrap_or(Seq(0))).await?;
                    Board::clone(board)
                        .followed(&ledger, head.seq, moved)
                        .await?
                }
                None => {
                    Board::default()
                        .followed(&ledger, head.seq, Moved::ALL)
                        .await?
                }
            };
            let board = Arc::new(board);
            *held = Some(board.clone());
            Ok::<_, SiteError>(board)
        });
        task.await.ok().ok_or(SiteError::Crashed)?
    }
}

impl Board {
    /// A film's figures.
    pub(crate) fn film(&self, id: FilmId) -> Option<&Arc<FilmFigure>> {
        let place = self.films.binary_search_by_key(&id, |film| film.id);
        place.ok().and_then(|place| self.films.get(place))
    }

    /// How many films have reviews.
    pub(crate) fn reviewed_films(&self) -> u64 {
        let films = self.films.iter();
        films.filter(|film| film.kind == WorkKind::Film).count() as u64
    }

    /// A critic by number.
    pub(crate) fn critic(&self, id: CriticId) -> Option<&NameOf> {
        by_number(&self.critics, id.0)
    }

    /// An outlet by number.
    pub(crate) fn outlet(&self, id: OutletId) -> Option<&NameOf> {
        by_number(&self.outlets, id.0)
    }

    /// Takes up what moved; where films are read, they are read as the record knows them now, which is that head or a
    /// later one: an answer made of both is made again.
    async fn followed(
        mut self,
        ledger: &Ledger,
        seq: Seq,
        moved: Moved,
    ) -> Result<Self, SiteError> {
        if moved.press {
            self.read_press(ledger).await?;
        }
        let mut changed = if let Some(films) = &moved.films {
            let mut scratch = Scratch::default();
            let mut changed = Vec::new();
            for film in films {
                let votes = ledger.votes_of_film(*film, None).await?;
                changed.push((*film, VotesTold::alive(votes, &mut scratch)));
            }
            changed
        } else {
            self.films.clear();
            all_told(ledger).await?
        };
        changed.retain(|(film, told)| {
            if told.is_none() {
                self.films.retain(|known| known.id != *film);
            }
            told.is_some()
        });
        let ids: Vec<FilmId> = if moved.catalogue || moved.press {
            let known = self.films.iter().map(|film| film.id);
            let mut ids: Vec<FilmId> = known.chain(changed.iter().map(|(id, _)| *id)).collect();
            ids.sort_unstable();
            ids.dedup();
            ids
        } else {
            changed.iter().map(|(id, _)| *id).collect()
        };
        let records = records_of(ledger, &ids).await?;
        let titles_moved = moved.catalogue || ids.iter().any(|id| self.film(*id).is_none());
        if moved.names {
            let names = ledger.all_names().await?;
            self.critics = Arc::new(names.critics);
            self.outlets = Arc::new(names.outlets);
            self.placed = Arc::new(ledger.outlet_countries(None).await?);
        }
        let mut loose = (BTreeMap::new(), BTreeMap::new());
        self.reviews = 0;
        ledger
            .each_without_film(&mut |critics, outlet| {
                self.reviews += 1;
                for critic in critics {
                    *loose.0.entry(critic.0).or_insert(0) += 1;
                }
                if let Some(outlet) = outlet {
                    *loose.1.entry(outlet.0).or_insert(0) += 1;
                }
            })
            .await?;
        let work = tokio::task::spawn_blocking(move || {
            self.put(changed, &records);
            self.count(loose);
            if titles_moved || moved.names || moved.press {
                self.names = Arc::new(Names::of(&self));
            }
            self.seq = Some(seq);
            self
        });
        work.await.ok().ok_or(SiteError::Crashed)
    }

    async fn read_press(&mut self, ledger: &Ledger) -> Result<(), SiteError> {
        let mut festivals: BTreeMap<FilmId, Vec<String>> = BTreeMap::new();
        for told in ledger.festival_films().await? {
            festivals.entry(told.film).or_default().push(told.festival);
        }
        self.festivals = Arc::new(festivals);
        let people = ledger.people("", PEOPLE, 0).await?.into_iter();
        self.people = Arc::new(
            people
                .map(|person| (person.name, person.statements + person.credits))
                .collect(),
        );
        Ok(())
    }

    /// Puts the figures of films in place of those they had.
    fn put(&mut self, changed: Vec<Changed>, records: &BTreeMap<FilmId, FilmRecord>) {
        let mut terms = Terms::clone(&self.terms);
        let mut films: BTreeMap<FilmId, Arc<FilmFigure>> = std::mem::take(&mut self.films)
            .into_iter()
            .map(|film| (film.id, film))
            .collect();
        for (id, told) in changed {
            let Some(told) = told else {
                continue;
            };
            let figure = match films.remove(&id) {
                Some(known) => FilmFigure {
                    told,
                    ..FilmFigure::clone(&known)
                },
                None => FilmFigure::numbered(id, told),
            };
            films.insert(id, Arc::new(figure));
        }
        for (id, record) in records {
            if let Some(film) = films.get_mut(id) {
                let festivals = self.festivals.get(id).map_or(&[][..], Vec::as_slice);
                let told = film.told.clone();
                *film = Arc::new(figure_of(record, festivals, told, &mut terms));
            }
        }
        self.films = films.into_values().collect();
        self.terms = Arc::new(terms);
    }

    fn count(&mut self, (mut critics, mut outlets): (BTreeMap<i64, u32>, BTreeMap<i64, u32>)) {
        for film in &self.films {
            self.reviews += film.told.score.found;
            for (held, ids) in [
                (&mut critics, &film.told.critics),
                (&mut outlets, &film.told.outlets),
            ] {
                for (id, count) in ids.iter() {
                    *held.entry(i64::from(*id)).or_insert(0) += count;
                }
            }
        }
        self.of_critic = Arc::new(critics);
        self.of_outlet = Arc::new(outlets);
    }
}

fn by_number(names: &[NameOf], id: i64) -> Option<&NameOf> {
    let place = names.binary_search_by_key(&id, |name| name.id);
    place.ok().and_then(|place| names.get(place))
}

/// What the reviews of every film come to. Votes come film after film, so that those of one alone are held at a time.
async fn all_told(ledger: &Ledger) -> Result<Vec<Changed>, SiteError> {
    let mut films: Vec<Changed> = Vec::new();
    let mut scratch = Scratch::default();
    let mut votes: Vec<Vote> = Vec::new();
    let mut finish = |votes: &mut Vec<Vote>| {
        if let Some(first) = votes.first() {
            let film = first.film;
            films.push((film, VotesTold::alive(std::mem::take(votes), &mut scratch)));
        }
    };
    ledger
        .each_vote(None, &mut |vote| {
            if votes.last().is_some_and(|last| last.film != vote.film) {
                finish(&mut votes);
            }
            votes.push(vote);
        })
        .await?;
    finish(&mut votes);
    Ok(films)
}

async fn records_of(
    ledger: &Ledger,
    ids: &[FilmId],
) -> Result<BTreeMap<FilmId, FilmRecord>, SiteError> {
    let mut records = BTreeMap::new();
    for piece in ids.chunks(READ_AT_A_TIME) {
        records.extend(ledger.films(piece).await?);
    }
    Ok(records)
}

/// The score of one film's votes.
pub(crate) fn score_of(votes: Vec<Vote>, scratch: &mut Scratch) -> ovation_score::Score {
    ScoreIndex::new(votes).score(None, scratch)
}
