//! Which works a list is asked for, in which order, and what else could be asked: facets with their counts.

use super::{Board, Facet, FilmFigure, VotesTold};
use ovation_score::{Score, ranking_order};
use ovation_terms::{FilmId, OutletId, WorkKind};
use std::cmp::{Ordering, Reverse};
use std::collections::BTreeMap;

/// How a list is ordered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum BrowseOrder {
    /// By the lower end of the interval.
    #[default]
    Rank,
    /// By approval.
    Score,
    /// Most reviews first.
    Reviews,
    /// The newest review first.
    Latest,
    /// The newest film first.
    Year,
    Title,
    /// Ratings farthest apart first, as far as the interval of their spread supports.
    Divided,
}

impl BrowseOrder {
    /// Each with its name in an address and with its words.
    pub(crate) const ALL: [(Self, &str, &str); 7] = [
        (Self::Rank, "rank", "Ranking"),
        (Self::Score, "score", "Approval"),
        (Self::Reviews, "reviews", "Number of reviews"),
        (Self::Latest, "latest", "Latest review"),
        (Self::Year, "year", "Year"),
        (Self::Title, "title", "Title"),
        (Self::Divided, "divided", "Most divided"),
    ];

    pub(crate) fn codes() -> [&'static str; 7] {
        Self::ALL.map(|(_, code, _)| code)
    }

    pub(crate) fn from_code(text: &str) -> Option<Self> {
        let found = Self::ALL.into_iter().find(|(_, code, _)| *code == text);
        found.map(|(order, ..)| order)
    }
}

/// What a list is asked for. A facet's word that no film has is told apart from none asked.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wanted {
    pub(crate) kind: WorkKind,
    pub(crate) order: BrowseOrder,
    pub(crate) year: Option<i16>,
    /// The first year of ten.
    pub(crate) decade: Option<i16>,
    /// Of each facet asked for the number of its word.
    pub(crate) terms: BTreeMap<Facet, u16>,
    pub(crate) outlet: Option<OutletId>,
    /// Approval from and to, as whole per cent.
    pub(crate) least: Option<u8>,
    pub(crate) most: Option<u8>,
    /// At least so many reviews in the score.
    pub(crate) reviews: Option<u64>,
}

/// The dimensions of a filter. A facet's counts hold with every other dimension's filter applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Dimension {
    Years,
    Term(Facet),
    Outlet,
    Score,
    Reviews,
}

/// A value that a list could be narrowed to, and how many works it would have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FoundFacet<T> {
    pub(crate) value: T,
    pub(crate) count: u32,
}

/// What was found.
#[derive(Debug, Default)]
pub(crate) struct FilmsFound {
    /// Places in the board's list, ordered.
    pub(crate) films: Vec<usize>,
    pub(crate) decades: Vec<FoundFacet<i16>>,
    pub(crate) years: Vec<FoundFacet<i16>>,
    pub(crate) terms: BTreeMap<Facet, Vec<FoundFacet<u16>>>,
    /// Those with most films first.
    pub(crate) outlets: Vec<FoundFacet<u32>>,
}

/// A question to a board.
#[derive(Debug)]
pub(crate) struct Browse<'a> {
    pub(crate) board: &'a Board,
    /// Scores by a panel in place of those by everybody; films without any are left out.
    pub(crate) panel: Option<&'a BTreeMap<FilmId, VotesTold>>,
}

impl<'a> Browse<'a> {
    /// What a film's reviews come to, by the panel where one is asked.
    pub(crate) fn told(&self, film: &'a FilmFigure) -> Option<&'a VotesTold> {
        match self.panel {
            Some(panel) => panel.get(&film.id),
            None => Some(&film.told),
        }
    }

    /// Finds, counts and orders.
    pub(crate) fn find(&self, wanted: &Wanted) -> FilmsFound {
        let mut counts = Counts::new(self.board);
        let mut films = Vec::new();
        for (place, film) in self.board.films.iter().enumerate() {
            if film.kind != wanted.kind {
                continue;
            }
            let Some(told) = self.told(film) else {
                continue;
            };
            match misses(film, &told.score, wanted) {
                Misses::None => {
                    films.push(place);
                    counts.take(film, None);
                }
                Misses::One(dimension) => counts.take(film, Some(dimension)),
                Misses::More => {}
            }
        }
        self.order(&mut films, wanted.order);
        let mut found = counts.told();
        found.films = films;
        found
    }

    fn order(&self, places: &mut [usize], order: BrowseOrder) {
        // Films are in the order of their numbers, and sorting is stable: equals stand by number.
        let mut keyed: Vec<(usize, &FilmFigure, &VotesTold)> = places
            .iter()
            .filter_map(|place| {
                let film = self.board.films.get(*place)?;
                Some((*place, film.as_ref(), self.told(film)?))
            })
            .collect();
        keyed.sort_by(|(_, a, told_a), (_, b, told_b)| compare(order, (a, told_a), (b, told_b)));
        for (place, (sorted, ..)) in places.iter_mut().zip(keyed) {
            *place = sorted;
        }
    }
}

fn compare(
    order: BrowseOrder,
    (a, told_a): (&FilmFigure, &VotesTold),
    (b, told_b): (&FilmFigure, &VotesTold),
) -> Ordering {
    let rank = || ranking_order(&told_a.score, &told_b.score);
    match order {
        BrowseOrder::Rank => rank(),
        BrowseOrder::Score => {
            let key = |score: &Score| {
                let percent = score.approval.filter(|_| score.headline);
                percent.map_or(-1.0, |approval| approval.percent)
            };
            key(&told_b.score)
                .total_cmp(&key(&told_a.score))
                .then_with(rank)
        }
        BrowseOrder::Reviews => told_b.score.found.cmp(&told_a.score.found),
        BrowseOrder::Latest => told_b.latest.cmp(&told_a.latest),
        BrowseOrder::Year => Reverse(a.year).cmp(&Reverse(b.year)).then_with(rank),
        BrowseOrder::Title => a.folded.cmp(&b.folded),
        BrowseOrder::Divided => {
            let key = |score: &Score| score.spread.map_or(-1.0, |spread| spread.low);
            key(&told_b.score)
                .total_cmp(&key(&told_a.score))
                .then_with(rank)
        }
    }
}

enum Misses {
    None,
    One(Dimension),
    More,
}

/// Which of the filters leaves a film out, if one alone does.
fn misses(film: &FilmFigure, score: &Score, wanted: &Wanted) -> Misses {
    let in_years = wanted.year.is_none_or(|year| film.year == Some(year))
        && wanted.decade.is_none_or(|decade| {
            film.year
                .is_some_and(|year| (decade..decade.saturating_add(10)).contains(&year))
        });
    let in_outlet = wanted
        .outlet
        .is_none_or(|outlet| u32::try_from(outlet.0).is_ok_and(|outlet| film.ran_in(outlet)));
    let percent = score.approval.filter(|_| score.headline);
    let percent = percent.map(|approval| approval.percent.round());
    let in_score = (wanted.least.is_none() && wanted.most.is_none())
        || percent.is_some_and(|percent| {
            wanted.least.is_none_or(|least| f64::from(least) <= percent)
                && wanted.most.is_none_or(|most| percent <= f64::from(most))
        });
    let has_reviews = wanted.reviews.is_none_or(|least| score.n >= least);
    let terms = wanted.terms.iter().map(|(facet, term)| {
        let holds = film.terms(*facet).binary_search(term).is_ok();
        (holds, Dimension::Term(*facet))
    });
    let mut failed = [
        (in_years, Dimension::Years),
        (in_outlet, Dimension::Outlet),
        (in_score, Dimension::Score),
        (has_reviews, Dimension::Reviews),
    ]
    .into_iter()
    .chain(terms)
    .filter(|(holds, _)| !holds)
    .map(|(_, dimension)| dimension);
    match (failed.next(), failed.next()) {
        (None, _) => Misses::None,
        (Some(one), None) => Misses::One(one),
        (Some(_), Some(_)) => Misses::More,
    }
}

struct Counts {
    years: BTreeMap<i16, u32>,
    terms: BTreeMap<Facet, Vec<u32>>,
    outlets: Vec<u32>,
}

impl Counts {
    fn new(board: &Board) -> Self {
        let last = board.outlets.last().map_or(0, |outlet| outlet.id);
        let terms = Facet::ALL.map(|facet| (facet, vec![0; board.terms.len(facet)]));
        Self {
            years: BTreeMap::new(),
            terms: terms.into(),
            outlets: vec![0; usize::try_from(last).unwrap_or(0) + 1],
        }
    }

    /// Counts a film where it would be found: everywhere, or in the one dimension that leaves it out.
    fn take(&mut self, film: &FilmFigure, only: Option<Dimension>) {
        let is_for = |dimension| only.is_none_or(|only| only == dimension);
        if is_for(Dimension::Years)
            && let Some(year) = film.year
        {
            *self.years.entry(year).or_insert(0) += 1;
        }
        for (facet, counts) in &mut self.terms {
            if is_for(Dimension::Term(*facet)) {
                for term in film.terms(*facet) {
                    if let Some(count) = counts.get_mut(usize::from(*term)) {
                        *count += 1;
                    }
                }
            }
        }
        if is_for(Dimension::Outlet) {
            for (outlet, _) in film.told.outlets.iter() {
                if let Some(count) = self.outlets.get_mut(*outlet as usize) {
                    *count += 1;
                }
            }
        }
    }

    fn told(self) -> FilmsFound {
        let mut decades: BTreeMap<i16, u32> = BTreeMap::new();
        for (year, count) in &self.years {
            *decades.entry(year.div_euclid(10) * 10).or_insert(0) += count;
        }
        let newest_first = |counts: BTreeMap<i16, u32>| {
            let all = counts.into_iter().rev();
            all.map(|(value, count)| FoundFacet { value, count })
                .collect()
        };
        let terms = self.terms.into_iter();
        FilmsFound {
            films: Vec::new(),
            decades: newest_first(decades),
            years: newest_first(self.years),
            terms: terms.map(|(facet, all)| (facet, most_first(all))).collect(),
            outlets: most_first(self.outlets),
        }
    }
}

/// Those that are there, with most first.
fn most_first<T: TryFrom<usize>>(counts: Vec<u32>) -> Vec<FoundFacet<T>> {
    let there = counts.into_iter().enumerate();
    let mut there: Vec<(usize, u32)> = there.filter(|(_, count)| *count > 0).collect();
    there.sort_by_key(|(place, count)| (Reverse(*count), *place));
    let there = there.into_iter();
    there
        .filter_map(|(place, count)| {
            let value = T::try_from(place).ok()?;
            Some(FoundFacet { value, count })
        })
        .collect()
}
