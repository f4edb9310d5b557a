//! Outlets that may be one.

use super::names::{is_outlet_tail, words_of};
use super::pairs_of;
use ovation_language::outlets::outlet_key;
use ovation_terms::{CriticId, FilmId, OutletId, fold};
use std::collections::{BTreeMap, BTreeSet};

/// What is known of an outlet.
#[derive(Clone, Debug, Default)]
pub struct KnownOutlet {
    /// All names: the one listed first.
    pub names: Vec<String>,
    /// Its registered domains.
    pub domains: BTreeSet<String>,
    /// Who wrote for it.
    pub critics: BTreeSet<CriticId>,
    /// Who reviewed what there.
    pub reviews: BTreeSet<(CriticId, FilmId)>,
}

/// How two outlets' names are alike, the likest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum OutletLikeness {
    /// The same name, however written: `Quay Review, The`.
    Same,
    /// One's name is what the other's address says: `quayreview.example`.
    Address,
    /// One has a word more that says nothing: `Lantern Magazine`.
    Longer,
    /// A letter differs.
    Spelling,
}

impl OutletLikeness {
    /// In words.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Same => "the names are the same but for how they are written",
            Self::Address => "one's name is what the other's address says",
            Self::Longer => "one name has a word more that any outlet may have",
            Self::Spelling => "the names differ in one letter",
        }
    }

    /// The text form: `address`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Address => "address",
            Self::Longer => "longer",
            Self::Spelling => "spelling",
        }
    }

    fn weight(self) -> f64 {
        match self {
            Self::Same => 0.8,
            Self::Address => 0.75,
            Self::Longer => 0.6,
            Self::Spelling => 0.45,
        }
    }
}

/// What speaks for or against two outlets being one, beside the names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutletSign {
    /// They stand at one registered domain.
    SameDomain,
    /// One has no address of its own, and the other's address says its name.
    OnlyAddress,
    /// So many critics wrote for both.
    SharedCritics(usize),
    /// So many reviews ran in both: one critic on one film.
    SameReviews(usize),
}

impl OutletSign {
    /// The sort of evidence, as an answer keeps it.
    pub fn code(self) -> &'static str {
        match self {
            Self::SameDomain => "same-domain",
            Self::OnlyAddress => "only-address",
            Self::SharedCritics(_) => "shared-critics",
            Self::SameReviews(_) => "same-reviews",
        }
    }

    /// Whether it speaks for it.
    pub fn speaks_for(self) -> bool {
        !matches!(self, Self::SameReviews(_))
    }
}

/// Two outlets that may be one.
#[derive(Clone, Debug, PartialEq)]
pub struct OutletsMayBeOne {
    /// The one with fewer reviews, which would be given up.
    pub from: OutletId,
    /// The one that would stay.
    pub into: OutletId,
    /// How the names are alike.
    pub likeness: OutletLikeness,
    /// What else speaks for or against it.
    pub signs: Vec<OutletSign>,
    /// 0 to 1, for the order of the list only.
    pub strength: f64,
}

/// The outlets of a record that may be one, likeliest first; none for a name alone.
pub fn outlets_may_be_one(outlets: &BTreeMap<OutletId, KnownOutlet>) -> Vec<OutletsMayBeOne> {
    let mut blocks: BTreeMap<String, BTreeSet<OutletId>> = BTreeMap::new();
    for (id, outlet) in outlets {
        for key in keys_of(outlet) {
            blocks.entry(key).or_default().insert(*id);
        }
    }
    let judged = |(one, other): (OutletId, OutletId)| {
        judged((one, outlets.get(&one)?), (other, outlets.get(&other)?))
    };
    let mut found: Vec<OutletsMayBeOne> = pairs_of(blocks.values())
        .into_iter()
        .filter_map(judged)
        .collect();
    found.sort_by(|a, b| {
        let strength = b.strength.total_cmp(&a.strength);
        strength.then((a.into, a.from).cmp(&(b.into, b.from)))
    });
    found
}

/// What outlets that may be alike share.
fn keys_of(outlet: &KnownOutlet) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for name in &outlet.names {
        keys.insert(bare(name));
        let key = outlet_key(name);
        keys.insert(format!("~{}", key.chars().take(6).collect::<String>()));
        keys.insert(key);
    }
    keys.extend(outlet.domains.iter().map(|domain| label_of(domain)));
    keys.retain(|key| key.chars().count() > 2);
    keys
}

/// The part of a registered domain that is its owner's: `quay-review.co.example` gives `quayreview`.
fn label_of(domain: &str) -> String {
    let label = domain.split('.').next().unwrap_or(domain);
    let plain = fold(label);
    let without = plain.strip_prefix("the").filter(|rest| rest.len() > 3);
    without.map_or_else(|| plain.clone(), str::to_owned)
}

/// A name's key without the words behind it that any outlet may have; never less than one word.
fn bare(name: &str) -> String {
    let words = words_of(name);
    let mut end = words.len();
    while end > 1 && words.get(end - 1).is_some_and(|word| is_outlet_tail(word)) {
        end -= 1;
    }
    outlet_key(&words.get(..end).unwrap_or_default().join(" "))
}

fn likeness(one: &KnownOutlet, other: &KnownOutlet) -> Option<OutletLikeness> {
    let keys = |outlet: &KnownOutlet| -> BTreeSet<String> {
        outlet.names.iter().map(|name| outlet_key(name)).collect()
    };
    let (a, b) = (keys(one), keys(other));
    if a.intersection(&b).next().is_some() {
        return Some(OutletLikeness::Same);
    }
    let says = |outlet: &KnownOutlet, names: &BTreeSet<String>| {
        let mut labels = outlet.domains.iter().map(|domain| label_of(domain));
        labels.any(|label| label.len() > 3 && names.contains(&label))
    };
    if says(one, &b) || says(other, &a) {
        return Some(OutletLikeness::Address);
    }
    let bares = |outlet: &KnownOutlet| -> BTreeSet<String> {
        outlet.names.iter().map(|name| bare(name)).collect()
    };
    let (x, y) = (bares(one), bares(other));
    if x.intersection(&y).any(|name| name.chars().count() > 2) {
        return Some(OutletLikeness::Longer);
    }
    let mut pairs = a.iter().flat_map(|a| b.iter().map(move |b| (a, b)));
    let is_close = |a: &str, b: &str| {
        a.chars().count().min(b.chars().count()) >= 8 && strsim::osa_distance(a, b) == 1
    };
    pairs
        .any(|(a, b)| is_close(a, b))
        .then_some(OutletLikeness::Spelling)
}

fn judged(
    (one, of_one): (OutletId, &KnownOutlet),
    (other, of_other): (OutletId, &KnownOutlet),
) -> Option<OutletsMayBeOne> {
    let likeness = likeness(of_one, of_other)?;
    let mut signs = Vec::new();
    if of_one
        .domains
        .intersection(&of_other.domains)
        .next()
        .is_some()
    {
        signs.push(OutletSign::SameDomain);
    }
    let has_one_address = of_one.domains.is_empty() != of_other.domains.is_empty();
    if likeness == OutletLikeness::Address && has_one_address {
        signs.push(OutletSign::OnlyAddress);
    }
    let critics = of_one.critics.intersection(&of_other.critics).count();
    if critics > 0 {
        signs.push(OutletSign::SharedCritics(critics));
    }
    if signs.is_empty() {
        return None;
    }
    let reviews = of_one.reviews.intersection(&of_other.reviews).count();
    if reviews > 0 {
        signs.push(OutletSign::SameReviews(reviews));
    }
    let strength = likeness.weight() + if critics > 1 { 0.15 } else { 0.1 };
    let strength = if reviews > 0 {
        strength - 0.3
    } else {
        strength
    };
    let (from, into) = match of_one.reviews.len().cmp(&of_other.reviews.len()) {
        std::cmp::Ordering::Greater => (other, one),
        std::cmp::Ordering::Less => (one, other),
        std::cmp::Ordering::Equal => (one.max(other), one.min(other)),
    };
    Some(OutletsMayBeOne {
        from,
        into,
        likeness,
        signs,
        strength: strength.clamp(0.0, 1.0),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An outlet by name, domain and the critics who wrote there.
    type Outlet<'a> = (i64, &'a str, &'a str, &'a [i64]);

    fn record(outlets: &[Outlet<'_>]) -> BTreeMap<OutletId, KnownOutlet> {
        let made = outlets.iter().map(|(id, name, domain, critics)| {
            let outlet = KnownOutlet {
                names: vec![(*name).to_owned()],
                domains: domain.split_whitespace().map(str::to_owned).collect(),
                critics: critics.iter().map(|id| CriticId(*id)).collect(),
                reviews: critics
                    .iter()
                    .map(|it| (CriticId(*it), FilmId(*id)))
                    .collect(),
            };
            (OutletId(*id), outlet)
        });
        made.collect()
    }

    #[test]
    fn outlets_that_may_be_one_are_told_with_what_speaks_for_it() {
        use OutletLikeness::{Address, Longer, Same, Spelling};
        let cases: [(Outlet<'_>, Outlet<'_>, Option<OutletLikeness>); 14] = [
            (
                (1, "Quay Review", "", &[1]),
                (2, "Quay Review, The", "", &[1]),
                Some(Same),
            ),
            (
                (1, "Quay Review", "quay.example", &[1]),
                (2, "The Quay Review (UK)", "quay.test", &[1]),
                Some(Same),
            ),
            (
                (1, "The Lantern Post", "", &[1]),
                (2, "LP", "lanternpost.example", &[2]),
                Some(Address),
            ),
            (
                (1, "The Lantern Post", "", &[1]),
                (2, "LP", "thelanternpost.example", &[2]),
                Some(Address),
            ),
            (
                (1, "Lantern Post", "", &[1]),
                (2, "lantern-post.example", "lantern-post.example", &[3]),
                Some(Address),
            ),
            (
                (1, "Lantern", "", &[1]),
                (2, "Lantern Magazine", "", &[1, 2]),
                Some(Longer),
            ),
            (
                (1, "Harbour Times", "", &[1]),
                (2, "Harbour Times Online", "", &[1]),
                Some(Longer),
            ),
            (
                (1, "Reel & Gate", "", &[1]),
                (2, "Reel and Gate Media Ltd", "", &[1]),
                Some(Longer),
            ),
            (
                (1, "Abendkurier", "", &[1]),
                (2, "Abendkurier Verlag GmbH", "", &[1]),
                Some(Longer),
            ),
            (
                (1, "Evening Courier", "", &[1]),
                (2, "Evening Couriers", "", &[1]),
                Some(Spelling),
            ),
            // Names alone.
            (
                (1, "Quay Review", "quay.example", &[1]),
                (2, "Quay Review", "other.test", &[2]),
                None,
            ),
            (
                (1, "Lantern", "", &[1]),
                (2, "Lantern Magazine", "", &[2]),
                None,
            ),
            // Nothing alike.
            (
                (1, "Harbour Times", "", &[1]),
                (2, "Evening Times", "", &[1]),
                None,
            ),
            ((1, "The Reel", "", &[1]), (2, "The Gate", "", &[1]), None),
        ];
        for (one, other, wanted) in cases {
            let told = outlets_may_be_one(&record(&[one, other]));
            let told = told.first().map(|it| it.likeness);
            assert_eq!(told, wanted, "{} / {}", one.1, other.1);
        }
    }
}
