//! Critics who may be one person, and one critic who may be two: what speaks for it, for a person to
//! decide.
//!
//! A name alone never suggests anything: people share names. Beside a name that may be one's, a
//! suggestion needs an outlet that both wrote for, or one outlet after the other; and nothing is
//! suggested of two who reviewed one film for one outlet.

use ovation_terms::{CriticId, Day, FilmId, OutletId, fold};
use std::collections::{BTreeMap, BTreeSet};

/// What is known of a critic.
#[derive(Clone, Debug, Default)]
pub struct KnownCritic {
    /// All names: the one listed first.
    pub names: Vec<String>,
    /// The reviews: outlet, film and day, as far as known.
    pub reviews: Vec<(Option<OutletId>, Option<FilmId>, Option<Day>)>,
}

/// How two names are alike.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// The same words, however written: `ada-marlow`, `Ada Marlow`.
    Same,
    /// The same words in another order: `Marlow Ada`.
    Order,
    /// One has a word or an initial more: `Ada M. Marlow`.
    Longer,
    /// One has initials where the other has words: `A. Marlow`.
    Initials,
    /// A letter differs: `Ada Marlowe`.
    Spelling,
}

impl Likeness {
    /// In words.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Same => "the names are the same but for how they are written",
            Self::Order => "the names have the same words in another order",
            Self::Longer => "one name has a word or an initial more",
            Self::Initials => "one name has initials where the other has words",
            Self::Spelling => "the names differ in one letter",
        }
    }

    fn weight(self) -> f64 {
        match self {
            Self::Same => 0.8,
            Self::Order => 0.75,
            Self::Longer => 0.65,
            Self::Initials => 0.5,
            Self::Spelling => 0.45,
        }
    }
}

/// What speaks for or against two names being one person's, beside the names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LikenessSign {
    /// Both wrote for this outlet.
    SameOutlet(OutletId),
    /// One wrote for one outlet up to this day, the other for another from then on.
    OneAfterTheOther(Day),
    /// So many films were reviewed by both, for different outlets: two people, or one who sells a
    /// review twice.
    SameFilms(usize),
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

/// A critic who may be two people of one name.
#[derive(Clone, Debug, PartialEq)]
pub struct MayBeTwo {
    /// The critic.
    pub critic: CriticId,
    /// Two outlets for which the same films were reviewed.
    pub outlets: (OutletId, OutletId),
    /// How many films.
    pub films: usize,
}

/// The critics of a record who may be one, likeliest first.
pub fn may_be_one(critics: &BTreeMap<CriticId, KnownCritic>) -> Vec<MayBeOne> {
    let mut blocks: BTreeMap<String, BTreeSet<CriticId>> = BTreeMap::new();
    for (id, critic) in critics {
        for name in &critic.names {
            for key in block_keys(name) {
                blocks.entry(key).or_default().insert(*id);
            }
        }
    }
    let mut pairs: BTreeSet<(CriticId, CriticId)> = BTreeSet::new();
    for block in blocks.values().filter(|block| block.len() <= LARGEST_BLOCK) {
        let ids: Vec<CriticId> = block.iter().copied().collect();
        for (at, one) in ids.iter().enumerate() {
            pairs.extend(ids.iter().skip(at + 1).map(|other| (*one, *other)));
        }
    }
    let mut found: Vec<MayBeOne> = pairs
        .into_iter()
        .filter_map(|(one, other)| judged(one, critics.get(&one)?, other, critics.get(&other)?))
        .collect();
    found.sort_by(|a, b| {
        let strength = b.strength.total_cmp(&a.strength);
        strength.then((a.into, a.from).cmp(&(b.into, b.from)))
    });
    found
}

/// The critics who may be two people, those with the most films in two outlets first.
pub fn may_be_two(critics: &BTreeMap<CriticId, KnownCritic>) -> Vec<MayBeTwo> {
    let mut found = Vec::new();
    for (id, critic) in critics {
        let mut films: BTreeMap<OutletId, BTreeSet<FilmId>> = BTreeMap::new();
        for (outlet, film, _) in &critic.reviews {
            if let (Some(outlet), Some(film)) = (outlet, film) {
                films.entry(*outlet).or_default().insert(*film);
            }
        }
        let outlets: Vec<_> = films.iter().collect();
        let pairs = outlets.iter().enumerate().flat_map(|(at, (one, of_one))| {
            let rest = outlets.iter().skip(at + 1);
            rest.map(move |(other, of_other)| {
                (**one, **other, of_one.intersection(of_other).count())
            })
        });
        let most = pairs.max_by_key(|(_, _, count)| *count);
        if let Some((one, other, films)) = most.filter(|(_, _, count)| *count > 0) {
            found.push(MayBeTwo {
                critic: *id,
                outlets: (one, other),
                films,
            });
        }
    }
    found.sort_by_key(|it| (std::cmp::Reverse(it.films), it.critic));
    found
}

/// Names that share a block's key and no more: `J. Smith` of a record of all papers.
const LARGEST_BLOCK: usize = 60;

/// What names that may be alike share: the last word with the first letter, and all words in order.
fn block_keys(name: &str) -> Vec<String> {
    let words = words_of(name);
    let mut sorted = words.clone();
    sorted.sort();
    let mut keys = vec![sorted.concat(), fold(name)];
    if let (Some(first), Some(last)) = (words.first(), words.last())
        && words.len() > 1
    {
        let initial = first.chars().next().unwrap_or(' ');
        keys.push(format!("{initial} {last}"));
        // A letter of the family's name may differ.
        keys.push(format!(
            "{first} {}",
            last.chars().take(3).collect::<String>()
        ));
    }
    keys
}

fn words_of(name: &str) -> Vec<String> {
    let words = name.split(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | '-' | '_'));
    words.map(fold).filter(|word| !word.is_empty()).collect()
}

/// How two names are alike, if they are.
pub fn likeness(one: &str, other: &str) -> Option<Likeness> {
    if fold(one).is_empty() {
        return None;
    }
    if fold(one) == fold(other) {
        return Some(Likeness::Same);
    }
    let (a, b) = (words_of(one), words_of(other));
    if a.len() < 2 || b.len() < 2 {
        return None;
    }
    let sorted = |words: &[String]| {
        let mut words = words.to_vec();
        words.sort();
        words
    };
    if sorted(&a) == sorted(&b) {
        return Some(Likeness::Order);
    }
    let (short, long) = if a.len() <= b.len() {
        (&a, &b)
    } else {
        (&b, &a)
    };
    if short.last() == long.last() {
        let mut rest = long.iter();
        let is_part = short.iter().all(|word| rest.any(|it| it == word));
        if is_part && short.iter().all(|word| word.chars().count() > 1) {
            return Some(Likeness::Longer);
        }
        let is_initial = |x: &str, y: &str| x.chars().count() == 1 && y.starts_with(x);
        let mut rest = long.iter();
        let fits = short
            .iter()
            .all(|word| rest.any(|it| it == word || is_initial(word, it) || is_initial(it, word)));
        if fits
            && short
                .first()
                .zip(long.first())
                .is_some_and(|(x, y)| x == y || is_initial(x, y) || is_initial(y, x))
        {
            return Some(Likeness::Initials);
        }
    }
    let (x, y) = (a.concat(), b.concat());
    let is_close = a.len() == b.len() && x.chars().count().min(y.chars().count()) >= 8;
    (is_close && x.chars().next() == y.chars().next() && strsim::osa_distance(&x, &y) == 1)
        .then_some(Likeness::Spelling)
}

fn judged(
    one: CriticId,
    of_one: &KnownCritic,
    other: CriticId,
    of_other: &KnownCritic,
) -> Option<MayBeOne> {
    let names = of_one.names.iter();
    let pairs = names.flat_map(|name| of_other.names.iter().map(move |it| (name, it)));
    let likeness = pairs.filter_map(|(name, it)| likeness(name, it)).min()?;
    let places = |critic: &KnownCritic| -> BTreeSet<(OutletId, FilmId)> {
        let reviews = critic.reviews.iter();
        reviews
            .filter_map(|(outlet, film, _)| Some(((*outlet)?, (*film)?)))
            .collect()
    };
    let (mine, theirs) = (places(of_one), places(of_other));
    // One outlet does not review a film twice by one person under two names.
    if mine.intersection(&theirs).next().is_some() {
        return None;
    }
    let outlets = |critic: &KnownCritic| -> BTreeSet<OutletId> {
        critic
            .reviews
            .iter()
            .filter_map(|(outlet, _, _)| *outlet)
            .collect()
    };
    let mut signs = Vec::new();
    let (here, there) = (outlets(of_one), outlets(of_other));
    signs.extend(
        here.intersection(&there)
            .take(3)
            .map(|outlet| LikenessSign::SameOutlet(*outlet)),
    );
    if signs.is_empty() {
        signs.extend(change_of_paper(of_one, of_other).map(LikenessSign::OneAfterTheOther));
    }
    let strength = likeness.weight()
        + if matches!(signs.first(), Some(LikenessSign::SameOutlet(_))) {
            0.15
        } else {
            0.05
        };
    if signs.is_empty() {
        return None;
    }
    let films = |critic: &KnownCritic| -> BTreeSet<FilmId> {
        critic
            .reviews
            .iter()
            .filter_map(|(_, film, _)| *film)
            .collect()
    };
    let both = films(of_one).intersection(&films(of_other)).count();
    let strength = if both > 0 { strength - 0.3 } else { strength };
    if both > 0 {
        signs.push(LikenessSign::SameFilms(both));
    }
    let (from, into) = if of_one.reviews.len() > of_other.reviews.len() {
        (other, one)
    } else if of_one.reviews.len() < of_other.reviews.len() {
        (one, other)
    } else {
        (one.max(other), one.min(other))
    };
    Some(MayBeOne {
        from,
        into,
        likeness,
        signs,
        strength,
    })
}

/// The day from which the one wrote after the other had ended, where each has three dated reviews.
fn change_of_paper(one: &KnownCritic, other: &KnownCritic) -> Option<Day> {
    let span = |critic: &KnownCritic| {
        let days: Vec<Day> = critic
            .reviews
            .iter()
            .filter_map(|(_, _, day)| *day)
            .collect();
        let is_enough = days.len() >= 3;
        Some((*days.iter().min()?, *days.iter().max()?)).filter(|_| is_enough)
    };
    let (a, b) = (span(one)?, span(other)?);
    if a.1 < b.0 {
        Some(b.0)
    } else if b.1 < a.0 {
        Some(a.0)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_may_be_one_persons_are_told() {
        use Likeness::{Initials, Longer, Order, Same, Spelling};
        let cases = [
            ("Ada Marlow", "ada-marlow", Some(Same)),
            ("Ada Marlow", "ADA MARLOW", Some(Same)),
            ("Ada Marlow", "Marlow Ada", Some(Order)),
            ("Ada Marlow", "Ada M. Marlow", Some(Longer)),
            ("Ada Marlow", "Ada Jane Marlow", Some(Longer)),
            ("Ada Marlow", "A. Marlow", Some(Initials)),
            ("Ada Jane Marlow", "A. J. Marlow", Some(Initials)),
            ("Ada Marlow", "Ada Marlowe", Some(Spelling)),
            ("Ada Marlow", "Ada Quill", None),
            ("Ada Marlow", "Ida Marlow", None),
            ("Ada Marlow", "B. Marlow", None),
            ("Marlow", "Ada Marlow", None),
            ("Jo Li", "Jo Lo", None),
            ("", "", None),
        ];
        for (one, other, wanted) in cases {
            assert_eq!(likeness(one, other), wanted, "{one} / {other}");
            assert_eq!(likeness(other, one), wanted, "{other} / {one}");
        }
    }

    type Read = (i64, i64, &'static str);

    fn record(critics: &[(i64, &str, &[Read])]) -> BTreeMap<CriticId, KnownCritic> {
        let made = critics.iter().map(|(id, name, reviews)| {
            let reviews = reviews.iter().map(|(outlet, film, day)| {
                (
                    Some(OutletId(*outlet)),
                    Some(FilmId(*film)),
                    day.parse().ok(),
                )
            });
            let critic = KnownCritic {
                names: vec![(*name).to_owned()],
                reviews: reviews.collect(),
            };
            (CriticId(*id), critic)
        });
        made.collect()
    }

    #[test]
    fn a_name_alone_suggests_nothing() {
        let alone = record(&[
            (1, "Ada Marlow", &[(1, 1, "2020-01-01")]),
            (2, "A. Marlow", &[(2, 2, "2020-01-01")]),
            (3, "Ada Marlow", &[(3, 3, "2020-01-01")]),
        ]);
        assert_eq!(may_be_one(&alone), []);
        let shared = record(&[
            (
                1,
                "Ada Marlow",
                &[(1, 1, "2020-01-01"), (1, 3, "2020-02-01")],
            ),
            (2, "A. Marlow", &[(1, 2, "2020-01-01")]),
        ]);
        let told = may_be_one(&shared);
        assert_eq!((told[0].from, told[0].into), (CriticId(2), CriticId(1)));
        assert_eq!(told[0].signs, [LikenessSign::SameOutlet(OutletId(1))]);
    }

    #[test]
    fn two_who_reviewed_one_film_for_one_outlet_are_two() {
        let two = record(&[
            (
                1,
                "Ada Marlow",
                &[(1, 1, "2020-01-01"), (1, 3, "2020-02-01")],
            ),
            (2, "A. Marlow", &[(1, 1, "2020-01-01")]),
        ]);
        assert_eq!(may_be_one(&two), []);
    }

    #[test]
    fn who_goes_from_one_outlet_to_another_may_be_one() {
        let old: &[Read] = &[
            (1, 1, "2019-01-01"),
            (1, 2, "2019-02-01"),
            (1, 3, "2019-03-01"),
        ];
        let new: &[Read] = &[
            (2, 4, "2020-01-01"),
            (2, 5, "2020-02-01"),
            (2, 6, "2020-03-01"),
        ];
        let told = may_be_one(&record(&[
            (1, "Ada Marlow", old),
            (2, "Ada M. Marlow", new),
        ]));
        assert_eq!(
            told[0].signs,
            [LikenessSign::OneAfterTheOther(
                "2020-01-01".parse().unwrap()
            )]
        );
        let both = may_be_one(&record(&[
            (1, "Ada Marlow", old),
            (
                2,
                "Ada M. Marlow",
                &[
                    (2, 4, "2019-01-15"),
                    (2, 5, "2020-02-01"),
                    (2, 6, "2020-03-01"),
                ],
            ),
        ]));
        assert_eq!(both, []);
    }

    #[test]
    fn one_name_with_a_film_in_two_outlets_may_be_two_people() {
        let told = may_be_two(&record(&[
            (
                1,
                "Ada Marlow",
                &[
                    (1, 1, "2020-01-01"),
                    (2, 1, "2020-01-02"),
                    (2, 2, "2020-01-02"),
                ],
            ),
            (2, "Cy Quill", &[(1, 1, "2020-01-01"), (2, 2, "2020-01-02")]),
        ]));
        assert_eq!(
            told,
            [MayBeTwo {
                critic: CriticId(1),
                outlets: (OutletId(1), OutletId(2)),
                films: 1
            }]
        );
    }
}
