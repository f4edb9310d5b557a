//! Critics who may be one person, one who may be two, outlets that may be one: a list to decide from,
//! and what is entered by an answer.

mod kept;

pub use kept::KeptSuggestions;

use super::{DeskError, SplitBy, merged, split};
use async_recursion::async_recursion as boxed;
use ovation_identify::{
    KnownCritic, KnownOutlet, LikenessSign, MayBeOne, MayBeTwo, OutletSign, OutletsMayBeOne,
};
use ovation_ledger::{Ledger, Sort, Transaction};
use ovation_terms::{
    CriticId, EntryBody, OutletId, Remark, Suggested, SuggestionAnswered, counted,
};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What is suggested: two critics or outlets that may be one, or a critic who may be two people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "kind")]
pub enum Suggestion {
    /// Two critics may be one: `ovation merge critic FROM INTO`.
    MayBeOne {
        /// The one with fewer reviews.
        from: NamedOne,
        /// The one who would stay.
        into: NamedOne,
        /// Why, each a sentence; what speaks against it last.
        reasons: Vec<String>,
        /// The sorts of evidence that speak for it.
        signs: Vec<String>,
    },
    /// One may be two of one name: `ovation split critic CRITIC --outlet OUTLET`.
    MayBeTwo {
        /// The critic.
        critic: NamedOne,
        /// The outlet whose reviews may be another's.
        outlet: OutletId,
        /// Why.
        reasons: Vec<String>,
        /// The sorts of evidence that speak for it.
        signs: Vec<String>,
    },
    /// Two outlets may be one: `ovation merge outlet FROM INTO`.
    OutletsMayBeOne {
        /// The one with fewer reviews.
        from: NamedOne,
        /// The one that would stay.
        into: NamedOne,
        /// Why, each a sentence; what speaks against it last.
        reasons: Vec<String>,
        /// The sorts of evidence that speak for it.
        signs: Vec<String>,
    },
}

/// A critic or an outlet as a list shows one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NamedOne {
    /// The number.
    pub id: i64,
    /// The name.
    pub name: String,
    /// Reviews that stand.
    pub reviews: usize,
}

impl Suggestion {
    /// What it is about, as an answer names it.
    pub fn about(&self) -> Suggested {
        match self {
            Self::MayBeOne { from, into, .. } => {
                Suggested::one_critic(CriticId(from.id), CriticId(into.id))
            }
            Self::MayBeTwo { critic, .. } => Suggested::TwoCritics {
                critic: CriticId(critic.id),
            },
            Self::OutletsMayBeOne { from, into, .. } => {
                Suggested::one_outlet(OutletId(from.id), OutletId(into.id))
            }
        }
    }

    /// Why, each a sentence.
    pub fn reasons(&self) -> &[String] {
        match self {
            Self::MayBeOne { reasons, .. }
            | Self::MayBeTwo { reasons, .. }
            | Self::OutletsMayBeOne { reasons, .. } => reasons,
        }
    }

    /// The sorts of evidence that speak for it.
    pub fn signs(&self) -> &[String] {
        match self {
            Self::MayBeOne { signs, .. }
            | Self::MayBeTwo { signs, .. }
            | Self::OutletsMayBeOne { signs, .. } => signs,
        }
    }

    fn add_reason(&mut self, reason: String) {
        match self {
            Self::MayBeOne { reasons, .. }
            | Self::MayBeTwo { reasons, .. }
            | Self::OutletsMayBeOne { reasons, .. } => reasons.push(reason),
        }
    }
}

/// The entry that an answer makes: of a "yes" the merge or the split, of a "no" that it was said.
///
/// # Errors
/// [`DeskError::NotSo`] where nothing of the sort is suggested (any more).
#[boxed]
pub async fn suggestion_answered(
    (ledger, kept): (&Ledger, &mut KeptSuggestions),
    transaction: &mut Transaction,
    about: Suggested,
    is_yes: bool,
    remark: Remark,
) -> Result<EntryBody, DeskError> {
    let all = match about {
        Suggested::OneOutlet { .. } => kept.outlets(ledger).await?,
        Suggested::OneCritic { .. } | Suggested::TwoCritics { .. } => kept.critics(ledger).await?,
    };
    let Some(found) = all.iter().find(|it| it.about() == about).cloned() else {
        return Err(DeskError::NotSo(format!(
            "nothing is suggested of that: it was answered, or nothing speaks for it ({})",
            about.denied()
        )));
    };
    if !is_yes {
        return Ok(EntryBody::SuggestionAnswered(SuggestionAnswered {
            about,
            signs: found.signs().to_vec(),
            open: false,
            remark,
        }));
    }
    match found {
        Suggestion::MayBeOne { from, into, .. } => {
            let (from, into) = (from.id.to_string(), into.id.to_string());
            merged(ledger, Sort::Critic, &from, &into, remark).await
        }
        Suggestion::OutletsMayBeOne { from, into, .. } => {
            let (from, into) = (from.id.to_string(), into.id.to_string());
            merged(ledger, Sort::Outlet, &from, &into, remark).await
        }
        Suggestion::MayBeTwo { critic, outlet, .. } => {
            let by = SplitBy {
                outlets: vec![outlet],
                ..SplitBy::default()
            };
            let into = transaction.next_critic();
            split(ledger, CriticId(critic.id), &by, None, into, remark).await
        }
    }
}

/// Leaves out what a person said no to, unless something of another sort speaks for it since.
async fn not_denied(ledger: &Ledger, made: Vec<Suggestion>) -> Result<Vec<Suggestion>, DeskError> {
    let answers = ledger.suggestion_answers().await?;
    if answers.is_empty() {
        return Ok(made);
    }
    let critics = roots(ledger, Sort::Critic).await?;
    let outlets = roots(ledger, Sort::Outlet).await?;
    let root = |roots: &BTreeMap<i64, i64>, id: i64| {
        let mut id = id;
        // Merges make no rings.
        while let Some(into) = roots.get(&id) {
            id = *into;
        }
        id
    };
    let mut denied: BTreeMap<Suggested, BTreeSet<String>> = BTreeMap::new();
    for (about, signs) in answers {
        let critic = |id: CriticId| CriticId(root(&critics, id.0));
        let outlet = |id: OutletId| OutletId(root(&outlets, id.0));
        let about = match about {
            Suggested::OneCritic { one, other } => {
                Suggested::one_critic(critic(one), critic(other))
            }
            Suggested::OneOutlet { one, other } => {
                Suggested::one_outlet(outlet(one), outlet(other))
            }
            Suggested::TwoCritics { critic: id } => Suggested::TwoCritics { critic: critic(id) },
        };
        denied.entry(about).or_default().extend(signs);
    }
    let kept = made.into_iter().filter_map(|mut suggestion| {
        let Some(known) = denied.get(&suggestion.about()) else {
            return Some(suggestion);
        };
        let is_new = suggestion.signs().iter().any(|it| !known.contains(it));
        is_new.then(|| {
            suggestion.add_reason(
                "a person said no before; something of another sort speaks for it since".to_owned(),
            );
            suggestion
        })
    });
    Ok(kept.collect())
}

/// Those that are taken for another, with whom.
async fn roots(ledger: &Ledger, sort: Sort) -> Result<BTreeMap<i64, i64>, DeskError> {
    let given_up = ledger.given_up(sort).await?;
    Ok(given_up.into_iter().map(|it| (it.id, it.into)).collect())
}

fn codes<'a>(codes: impl Iterator<Item = &'a str>) -> Vec<String> {
    let each: BTreeSet<String> = codes.map(str::to_owned).collect();
    each.into_iter().collect()
}

fn number(count: usize, one: &str, many: &str) -> String {
    counted(u64::try_from(count).unwrap_or(u64::MAX), one, many)
}

fn outlet_reasons(found: &OutletsMayBeOne) -> Vec<String> {
    let mut reasons = vec![found.likeness.sentence().to_owned()];
    reasons.extend(found.signs.iter().map(|sign| match sign {
        OutletSign::SameDomain => "both stand at one domain".to_owned(),
        OutletSign::OnlyAddress => "only one of them has an address".to_owned(),
        OutletSign::SharedCritics(critics) => {
            format!("{} wrote for both", number(*critics, "critic", "critics"))
        }
        OutletSign::SameReviews(reviews) => format!(
            "against it: {} of one critic on one film in both",
            number(*reviews, "review", "reviews")
        ),
    }));
    reasons
}

/// The names behind the numbers.
struct Told<'k> {
    critics: &'k BTreeMap<CriticId, KnownCritic>,
    outlets: &'k BTreeMap<OutletId, KnownOutlet>,
}

impl Told<'_> {
    fn named(&self, id: CriticId) -> NamedOne {
        let known = self.critics.get(&id);
        let name = known.and_then(|known| known.names.first().cloned());
        NamedOne {
            id: id.0,
            name: name.unwrap_or_default(),
            reviews: known.map_or(0, |known| known.reviews.len()),
        }
    }

    fn outlet(&self, id: OutletId) -> String {
        let known = self.outlets.get(&id);
        let name = known.and_then(|known| known.names.first().cloned());
        name.unwrap_or_else(|| format!("outlet {id}"))
    }

    fn one(&self, found: &MayBeOne) -> Suggestion {
        let signs = found.signs.iter().map(|sign| match sign {
            LikenessSign::CalledSo => "one is known by the other's name, too".to_owned(),
            LikenessSign::SameOutlet(outlet) => format!(
                "both wrote for {}, and never on one film",
                self.outlet(*outlet)
            ),
            LikenessSign::OneAfterTheOther(day) => {
                format!("one wrote for one outlet only, the other for another from {day} on")
            }
            LikenessSign::SharedStaff(critics) => format!(
                "they wrote for outlets that share {}",
                number(*critics, "other critic", "other critics")
            ),
            LikenessSign::RareName => "nobody else of the record has that family name".to_owned(),
            LikenessSign::SameFilms(films) => {
                let films = number(*films, "film", "films");
                format!("against it: {films} reviewed by both, for different outlets")
            }
        });
        let mut reasons = vec![found.likeness.sentence().to_owned()];
        reasons.extend(signs);
        Suggestion::MayBeOne {
            from: self.named(found.from),
            into: self.named(found.into),
            reasons,
            signs: codes(
                found
                    .signs
                    .iter()
                    .filter(|it| it.speaks_for())
                    .map(|it| it.code()),
            ),
        }
    }

    fn two(&self, found: &MayBeTwo) -> Suggestion {
        let (one, other) = found.outlets;
        let films = number(found.films, "film", "films");
        let mut reasons = vec![format!(
            "{films} reviewed for both {} and {}: two of one name, or one who sells a review twice",
            self.outlet(one),
            self.outlet(other)
        )];
        if found.opposite > 0 {
            let at_once = match found.opposite_at_once {
                0 => String::new(),
                count => format!(", {count} of them within two months"),
            };
            reasons.push(format!(
                "{} with opposite verdicts{at_once}",
                number(found.opposite, "film", "films")
            ));
        }
        Suggestion::MayBeTwo {
            critic: self.named(found.critic),
            outlet: other,
            reasons,
            signs: codes(found.codes().into_iter()),
        }
    }
}
