//! Critics who may be one person, and one who may be two: a list to decide from.

use super::DeskError;
use ovation_identify::{KnownCritic, LikenessSign, MayBeOne, MayBeTwo, may_be_one, may_be_two};
use ovation_ledger::Ledger;
use ovation_terms::{CriticId, OutletId, counted};
use serde::Serialize;
use std::collections::BTreeMap;

/// What is suggested: two critics who may be one, or one who may be two.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
#[non_exhaustive]
pub enum Suggestion {
    /// Two may be one: `ovation merge critic FROM INTO`.
    MayBeOne {
        /// The one with fewer reviews.
        from: NamedCritic,
        /// The one who would stay.
        into: NamedCritic,
        /// Why, each a sentence; what speaks against it last.
        reasons: Vec<String>,
    },
    /// One may be two of one name: `ovation split critic CRITIC --outlet OUTLET`.
    MayBeTwo {
        /// The critic.
        critic: NamedCritic,
        /// The outlet whose reviews may be another's.
        outlet: OutletId,
        /// Why.
        reasons: Vec<String>,
    },
}

/// A critic as a list shows one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NamedCritic {
    /// The number.
    pub id: CriticId,
    /// The name.
    pub name: String,
    /// Reviews that stand.
    pub reviews: usize,
}

/// What the record suggests of its critics, likeliest first. Nothing is suggested for a name alone,
/// and nothing is joined: a person does that, and can take it back.
///
/// # Errors
/// What the record says.
pub async fn suggestions(ledger: &Ledger) -> Result<Vec<Suggestion>, DeskError> {
    let mut critics: BTreeMap<CriticId, KnownCritic> = BTreeMap::new();
    ledger
        .each_critic(&mut |id, name| critics.entry(id).or_default().names.push(name))
        .await?;
    ledger
        .each_critic_alias(&mut |id, name| {
            if let Some(known) = critics.get_mut(&id) {
                known.names.push(name);
            }
        })
        .await?;
    ledger
        .each_signed(&mut |critic, outlet, film, day| {
            if let Some(known) = critics.get_mut(&critic) {
                known.reviews.push((outlet, film, day));
            }
        })
        .await?;
    critics.retain(|_, known| !known.reviews.is_empty());
    let mut outlets: BTreeMap<OutletId, String> = BTreeMap::new();
    ledger
        .each_outlet(&mut |id, name, _| {
            outlets.insert(id, name);
        })
        .await?;
    let told = Told { critics, outlets };
    let ones = may_be_one(&told.critics);
    let twos = may_be_two(&told.critics);
    let ones = ones.iter().map(|it| told.one(it));
    let twos = twos.iter().map(|it| told.two(it));
    Ok(ones.chain(twos).collect())
}

struct Told {
    critics: BTreeMap<CriticId, KnownCritic>,
    outlets: BTreeMap<OutletId, String>,
}

impl Told {
    fn named(&self, id: CriticId) -> NamedCritic {
        let known = self.critics.get(&id);
        let name = known.and_then(|known| known.names.first().cloned());
        NamedCritic {
            id,
            name: name.unwrap_or_default(),
            reviews: known.map_or(0, |known| known.reviews.len()),
        }
    }

    fn outlet(&self, id: OutletId) -> String {
        let name = self.outlets.get(&id).cloned();
        name.unwrap_or_else(|| format!("outlet {id}"))
    }

    fn one(&self, found: &MayBeOne) -> Suggestion {
        let signs = found.signs.iter().map(|sign| match sign {
            LikenessSign::SameOutlet(outlet) => format!(
                "both wrote for {}, and never on one film",
                self.outlet(*outlet)
            ),
            LikenessSign::OneAfterTheOther(day) => {
                format!("one wrote for one outlet only, the other for another from {day} on")
            }
            LikenessSign::SameFilms(films) => {
                let films = counted(u64::try_from(*films).unwrap_or(u64::MAX), "film", "films");
                format!("against it: {films} reviewed by both, for different outlets")
            }
        });
        let mut reasons = vec![found.likeness.sentence().to_owned()];
        reasons.extend(signs);
        Suggestion::MayBeOne {
            from: self.named(found.from),
            into: self.named(found.into),
            reasons,
        }
    }

    fn two(&self, found: &MayBeTwo) -> Suggestion {
        let (one, other) = found.outlets;
        let films = counted(
            u64::try_from(found.films).unwrap_or(u64::MAX),
            "film",
            "films",
        );
        Suggestion::MayBeTwo {
            critic: self.named(found.critic),
            outlet: other,
            reasons: vec![format!(
                "{films} reviewed for both {} and {}: two of one name, or one who sells a review twice",
                self.outlet(one),
                self.outlet(other)
            )],
        }
    }
}
