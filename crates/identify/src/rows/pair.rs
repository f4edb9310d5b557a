//! Rows that no digest joins: which is which, corrected.

use super::likeness::{RowLikeness, Telling};
use super::places::Places;
use super::signs::{CRITIC, DAY, FILM, RowSign, TableSigns, URL};
use std::collections::{BTreeMap, BTreeSet};

/// No more pairs than this of one critic, of one film or of one day are held against each other.
const MOST: usize = 10_000;

/// A row is told from the next likely one by this many points: as much as a place, or a rating.
const CLEARLY: i32 = 2;

/// More rounds than this are not gone: what is open then is unsure.
const ROUNDS: usize = 100;

/// Which old row is which new one.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    /// Old rows with the new ones that they became.
    pub(super) sure: Vec<(usize, usize)>,
    /// New rows with the old ones that each may be, the likeliest first.
    pub(super) unsure: BTreeMap<usize, Vec<usize>>,
}

/// Pairs old rows with new ones that they became. A pair is one where each of the two is clearly the
/// likeliest for the other, so the order of rows and of looking does not matter; what is as like to two
/// is unsure.
pub(super) fn alike(
    olds: &[usize],
    news: &[usize],
    words: &BTreeMap<usize, RowSign>,
    signs: &TableSigns,
    places: &Places,
) -> Pairs {
    let telling = Telling::of(news, words, signs, places);
    let mut found: BTreeMap<(usize, usize), RowLikeness> = BTreeMap::new();
    for (old, at) in candidates(olds, news, words, signs, places) {
        if let Some(likeness) = telling.likeness(old, at) {
            found.insert((old, at), likeness);
        }
    }
    let mut open: Vec<Scored> = found
        .into_iter()
        .map(|((old, at), likeness)| Scored { old, at, likeness })
        .collect();
    let mut pairs = Pairs::default();
    for _ in 0..ROUNDS {
        let round = clear(&open);
        if round.is_empty() {
            break;
        }
        let gone: BTreeSet<usize> = round.iter().map(|(old, _)| *old).collect();
        let used: BTreeSet<usize> = round.iter().map(|(_, at)| *at).collect();
        open.retain(|one| !gone.contains(&one.old) && !used.contains(&one.at));
        pairs.sure.extend(round);
    }
    open.sort_by_key(|one| (one.at, -one.likeness.points, one.old));
    for one in open {
        pairs.unsure.entry(one.at).or_default().push(one.old);
    }
    pairs
}

#[derive(Clone, Copy)]
struct Scored {
    old: usize,
    at: usize,
    likeness: RowLikeness,
}

/// The best and the next best of a row's candidates, by points.
#[derive(Clone, Copy)]
struct Best {
    first: i32,
    next: i32,
}

/// The pairs of which each is clearly the likeliest for the other.
fn clear(open: &[Scored]) -> Vec<(usize, usize)> {
    let mut of_old: BTreeMap<usize, Best> = BTreeMap::new();
    let mut of_new: BTreeMap<usize, Best> = BTreeMap::new();
    for one in open {
        note(&mut of_old, one.old, one.likeness.points);
        note(&mut of_new, one.at, one.likeness.points);
    }
    let is_clear = |best: Option<&Best>, points: i32| {
        best.is_some_and(|best| best.first == points && points >= best.next + CLEARLY)
    };
    let clear = open.iter().filter(|one| {
        let points = one.likeness.points;
        one.likeness.is_enough
            && is_clear(of_old.get(&one.old), points)
            && is_clear(of_new.get(&one.at), points)
    });
    clear.map(|one| (one.old, one.at)).collect()
}

fn note(best: &mut BTreeMap<usize, Best>, row: usize, points: i32) {
    let held = best.entry(row).or_insert(Best {
        first: i32::MIN / 2,
        next: i32::MIN / 2,
    });
    if points > held.first {
        held.next = held.first;
        held.first = points;
    } else {
        held.next = held.next.max(points);
    }
}

/// Pairs worth looking at: those that agree in a name, a day or an address, or stand in one place.
fn candidates(
    olds: &[usize],
    news: &[usize],
    words: &BTreeMap<usize, RowSign>,
    signs: &TableSigns,
    places: &Places,
) -> BTreeSet<(usize, usize)> {
    let mut found = BTreeSet::new();
    let buckets: [&[usize]; 7] = [
        &[CRITIC, FILM],
        &[CRITIC, DAY],
        &[FILM, DAY],
        &[URL],
        &[FILM],
        &[CRITIC],
        &[DAY],
    ];
    for fields in buckets {
        let mut bucketed: BTreeMap<Vec<u32>, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        let key = |sign: &RowSign| -> Option<Vec<u32>> {
            let key: Vec<u32> = fields.iter().map(|field| sign.field(*field)).collect();
            (!key.contains(&0)).then_some(key)
        };
        for number in olds {
            if let Some(key) = words.get(number).and_then(key) {
                bucketed.entry(key).or_default().0.push(*number);
            }
        }
        for at in news {
            if let Some(key) = signs.at(*at).and_then(key) {
                bucketed.entry(key).or_default().1.push(*at);
            }
        }
        for (olds, news) in bucketed.into_values() {
            if olds.len() * news.len() <= MOST {
                for old in olds {
                    found.extend(news.iter().map(|at| (old, *at)));
                }
            }
        }
    }
    for old in olds {
        for gap in places.gaps(*old) {
            let news = places.added_in(gap);
            if news.len() * news.len() <= MOST {
                found.extend(news.iter().map(|at| (*old, *at)));
            }
        }
    }
    found
}

/// Pairs old rows with the new rows of the same critic, film and outlet, where there is one of each.
pub(super) fn same_who(
    old: &[usize],
    new: &[usize],
    words: &BTreeMap<usize, RowSign>,
    signs: &TableSigns,
) -> Vec<(usize, usize)> {
    let mut by_who: BTreeMap<_, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for number in old {
        if let Some(who) = words.get(number).and_then(RowSign::who) {
            by_who.entry(who).or_default().0.push(*number);
        }
    }
    for at in new {
        if let Some(who) = signs.at(*at).and_then(RowSign::who) {
            by_who.entry(who).or_default().1.push(*at);
        }
    }
    let pairs = by_who
        .into_values()
        .filter_map(|(olds, news)| match (&*olds, &*news) {
            ([old], [at]) => Some((*old, *at)),
            _ => None,
        });
    pairs.collect()
}
