//! Critics who may be one person, one critic who may be two, outlets that may be one: what speaks for
//! it, for a person to decide.
//!
//! A name alone never suggests anything: people share names. Beside a name that may be one's, a
//! suggestion needs something else that speaks for it; and nothing is suggested of two who reviewed
//! one film for one outlet.

mod kept;
mod names;
mod outlets;
mod two;

#[cfg(test)]
mod tests;

pub use kept::AlikeNames;
pub use names::{Likeness, likeness};
pub use outlets::{KnownOutlet, OutletLikeness, OutletSign, OutletsMayBeOne, outlets_may_be_one};
pub use two::{MayBeTwo, may_be_two};

use names::family_of;
use ovation_terms::{CriticId, Day, FilmId, OutletId, fold};
use std::collections::{BTreeMap, BTreeSet};

/// A review as far as it says who is who.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wrote {
    /// Where it ran.
    pub outlet: Option<OutletId>,
    /// The film.
    pub film: Option<FilmId>,
    /// Day published.
    pub day: Option<Day>,
    /// Whether it is for the film, where that is known.
    pub is_for: Option<bool>,
}

/// What is known of a critic.
#[derive(Clone, Debug, Default)]
pub struct KnownCritic {
    /// All names: the one listed first; the further ones are what people said, and those of critics
    /// taken for this one.
    pub names: Vec<String>,
    /// The reviews, as far as known.
    pub reviews: Vec<Wrote>,
}

impl KnownCritic {
    fn outlets(&self) -> BTreeSet<OutletId> {
        self.reviews.iter().filter_map(|it| it.outlet).collect()
    }

    fn films(&self) -> BTreeSet<FilmId> {
        self.reviews.iter().filter_map(|it| it.film).collect()
    }

    fn places(&self) -> BTreeSet<(OutletId, FilmId)> {
        let reviews = self.reviews.iter();
        reviews
            .filter_map(|it| Some((it.outlet?, it.film?)))
            .collect()
    }

    /// The first and last day, where there are three dated reviews.
    fn span(&self) -> Option<(Day, Day)> {
        let days: Vec<Day> = self.reviews.iter().filter_map(|it| it.day).collect();
        let is_enough = days.len() >= 3;
        Some((*days.iter().min()?, *days.iter().max()?)).filter(|_| is_enough)
    }
}

/// What speaks for or against two names being one person's, beside the names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LikenessSign {
    /// One is also called as the other is: a person said so, or a critic of that name was taken for one
    /// of the two before.
    CalledSo,
    /// Both wrote for this outlet.
    SameOutlet(OutletId),
    /// One wrote for one outlet up to this day, the other for another from then on.
    OneAfterTheOther(Day),
    /// So many others wrote for an outlet of each.
    SharedStaff(usize),
    /// Nobody else of the record has the family's name.
    RareName,
    /// So many films were reviewed by both, for different outlets: two people, or one who sells a
    /// review twice.
    SameFilms(usize),
}

impl LikenessSign {
    /// The sort of evidence, as an answer keeps it.
    pub fn code(self) -> &'static str {
        match self {
            Self::CalledSo => "called-so",
            Self::SameOutlet(_) => "same-outlet",
            Self::OneAfterTheOther(_) => "one-after-the-other",
            Self::SharedStaff(_) => "shared-staff",
            Self::RareName => "rare-name",
            Self::SameFilms(_) => "same-films",
        }
    }

    /// Whether it speaks for it.
    pub fn speaks_for(self) -> bool {
        !matches!(self, Self::SameFilms(_))
    }

    fn weight(self) -> f64 {
        match self {
            Self::CalledSo => 0.3,
            Self::SameOutlet(_) => 0.15,
            Self::OneAfterTheOther(_) => 0.05,
            Self::SharedStaff(_) => 0.08,
            Self::RareName => 0.1,
            Self::SameFilms(_) => -0.3,
        }
    }
}

/// Two critics who may be one.
#[derive(Clone, Debug, PartialEq)]
pub struct MayBeOne {
    /// The one with fewer reviews, who would be given up.
    pub from: CriticId,
    /// The one who would stay.
    pub into: CriticId,
    /// How the names are alike.
    pub likeness: Likeness,
    /// What else speaks for or against it.
    pub signs: Vec<LikenessSign>,
    /// 0 to 1, for the order of the list only.
    pub strength: f64,
}

/// Names that share a block's key and no more: `J. Smith` of a record of all papers.
const LARGEST_BLOCK: usize = 60;

/// Fewer critics say nothing of how rare a name is.
const FEWEST_FOR_RARITY: usize = 100;

/// So many others who wrote for an outlet of each make the outlets near.
const FEWEST_SHARED: usize = 2;

/// The critics of a record who may be one, likeliest first.
pub fn may_be_one(critics: &BTreeMap<CriticId, KnownCritic>) -> Vec<MayBeOne> {
    let mut names = AlikeNames::default();
    let named = critics.iter();
    names.follow(named.map(|(id, known)| (*id, known.names.as_slice())));
    may_be_one_of(&names, critics)
}

/// The same of critics whose names were compared before.
pub fn may_be_one_of(
    names: &AlikeNames,
    critics: &BTreeMap<CriticId, KnownCritic>,
) -> Vec<MayBeOne> {
    let record = Record {
        critics,
        names,
        staff: staff_of(critics),
    };
    let pairs = names.pairs();
    let mut found: Vec<MayBeOne> = pairs
        .filter_map(|(one, other, likeness)| record.judged(one, other, likeness))
        .collect();
    found.sort_by(|a, b| {
        let strength = b.strength.total_cmp(&a.strength);
        strength.then((a.into, a.from).cmp(&(b.into, b.from)))
    });
    found
}

/// Every two of a block that is not too large, each pair once.
fn pairs_of<'a, Id: Copy + Ord + 'a>(
    blocks: impl Iterator<Item = &'a BTreeSet<Id>>,
) -> BTreeSet<(Id, Id)> {
    let mut pairs = BTreeSet::new();
    for block in blocks.filter(|block| block.len() <= LARGEST_BLOCK) {
        let ids: Vec<Id> = block.iter().copied().collect();
        for (at, one) in ids.iter().enumerate() {
            pairs.extend(ids.iter().skip(at + 1).map(|other| (*one, *other)));
        }
    }
    pairs
}

/// Who wrote for each outlet.
fn staff_of(critics: &BTreeMap<CriticId, KnownCritic>) -> BTreeMap<OutletId, BTreeSet<CriticId>> {
    let mut staff: BTreeMap<OutletId, BTreeSet<CriticId>> = BTreeMap::new();
    for (id, critic) in critics {
        for outlet in critic.outlets() {
            staff.entry(outlet).or_default().insert(*id);
        }
    }
    staff
}

struct Record<'a> {
    critics: &'a BTreeMap<CriticId, KnownCritic>,
    names: &'a AlikeNames,
    staff: BTreeMap<OutletId, BTreeSet<CriticId>>,
}

impl Record<'_> {
    fn judged(&self, one: CriticId, other: CriticId, likeness: Likeness) -> Option<MayBeOne> {
        let (of_one, of_other) = (self.critics.get(&one)?, self.critics.get(&other)?);
        // One outlet does not review a film twice by one person under two names.
        if !of_one.places().is_disjoint(&of_other.places()) {
            return None;
        }
        let mut signs = self.signs(likeness, (one, of_one), (other, of_other));
        if signs.is_empty() {
            return None;
        }
        let both = of_one.films().intersection(&of_other.films()).count();
        if both > 0 {
            signs.push(LikenessSign::SameFilms(both));
        }
        let weights = signs.iter().map(|sign| sign.weight());
        let best = weights.clone().fold(0.0, f64::max);
        let strength = likeness.weight() + best + weights.fold(0.0, f64::min);
        let (from, into) = match of_one.reviews.len().cmp(&of_other.reviews.len()) {
            std::cmp::Ordering::Greater => (other, one),
            std::cmp::Ordering::Less => (one, other),
            std::cmp::Ordering::Equal => (one.max(other), one.min(other)),
        };
        Some(MayBeOne {
            from,
            into,
            likeness,
            signs,
            strength: strength.clamp(0.0, 1.0),
        })
    }

    /// What speaks for it beside the names.
    fn signs(
        &self,
        likeness: Likeness,
        (one, of_one): (CriticId, &KnownCritic),
        (other, of_other): (CriticId, &KnownCritic),
    ) -> Vec<LikenessSign> {
        let mut signs = Vec::new();
        if is_called(of_one, of_other) || is_called(of_other, of_one) {
            signs.push(LikenessSign::CalledSo);
        }
        let (here, there) = (of_one.outlets(), of_other.outlets());
        let shared = here.intersection(&there).take(3);
        signs.extend(shared.map(|outlet| LikenessSign::SameOutlet(*outlet)));
        if here.intersection(&there).next().is_none() {
            signs.extend(change_of_paper(of_one, of_other).map(LikenessSign::OneAfterTheOther));
            let staff = self.shared_staff((one, &here), (other, &there));
            if staff >= FEWEST_SHARED {
                signs.push(LikenessSign::SharedStaff(staff));
            }
        }
        let is_close = likeness < Likeness::Initials;
        let family = of_one.names.first().and_then(|name| family_of(name));
        let bearers = family.and_then(|family| self.names.of_family(&family));
        let alone = bearers.is_some_and(|it| it.iter().all(|id| *id == one || *id == other));
        let is_known = self.names.len() >= FEWEST_FOR_RARITY;
        let is_whole = |critic: &KnownCritic| {
            let name = critic.names.first();
            name.is_some_and(|name| name.split_whitespace().count() >= 2)
        };
        if is_close && alone && is_known && is_whole(of_one) && is_whole(of_other) {
            signs.push(LikenessSign::RareName);
        }
        signs
    }

    /// The most others who wrote for an outlet of each.
    fn shared_staff(
        &self,
        (one, here): (CriticId, &BTreeSet<OutletId>),
        (other, there): (CriticId, &BTreeSet<OutletId>),
    ) -> usize {
        let staff = |outlet: &OutletId| self.staff.get(outlet);
        let pairs = here
            .iter()
            .flat_map(|here| there.iter().map(move |there| (here, there)));
        let shared = pairs.filter_map(|(here, there)| {
            let both = staff(here)?.intersection(staff(there)?);
            Some(both.filter(|id| **id != one && **id != other).count())
        });
        shared.max().unwrap_or(0)
    }
}

/// Whether one's further names say how the other is called.
fn is_called(one: &KnownCritic, other: &KnownCritic) -> bool {
    let further = one.names.iter().skip(1);
    let mut further = further.map(|name| fold(name));
    let others: Vec<String> = other.names.iter().map(|name| fold(name)).collect();
    further.any(|name| !name.is_empty() && others.contains(&name))
}

/// The day from which the one wrote after the other had ended, where each has three dated reviews.
fn change_of_paper(one: &KnownCritic, other: &KnownCritic) -> Option<Day> {
    let (a, b) = (one.span()?, other.span()?);
    if a.1 < b.0 {
        Some(b.0)
    } else if b.1 < a.0 {
        Some(a.0)
    } else {
        None
    }
}
