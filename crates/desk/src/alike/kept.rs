//! What a record suggests, kept and followed from entry to entry.

use super::{NamedOne, Suggestion, Told, codes, not_denied, outlet_reasons};
use crate::DeskError;
use async_recursion::async_recursion as boxed;
use ovation_identify::{
    AlikeNames, KnownCritic, KnownOutlet, OutletsMayBeOne, Wrote, may_be_one_of, may_be_two,
    outlets_may_be_one,
};
use ovation_ledger::{Ledger, Signed, SignedChanges};
use ovation_terms::{CriticId, OutletId, Pair, ReviewId, Seq};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What a record suggests of its critics and outlets, likeliest first. The first question reads who signed
/// what; each further one only what entries changed since.
///
/// Nothing is suggested for a name alone, nor what a person said no to, unless evidence of another sort speaks
/// for it since; and nothing is joined: a person does that, and can take it back.
///
/// Takes some 300 bytes of memory for each signed review.
#[derive(Debug, Default)]
pub struct KeptSuggestions(Option<Kept>);

#[derive(Debug)]
struct Kept {
    /// The entry it is of.
    seq: Seq,
    signed: BTreeMap<ReviewId, Vec<Signed>>,
    by_critic: BTreeMap<CriticId, BTreeSet<ReviewId>>,
    by_outlet: BTreeMap<OutletId, BTreeSet<ReviewId>>,
    critics: BTreeMap<CriticId, KnownCritic>,
    outlets: BTreeMap<OutletId, KnownOutlet>,
    alike: AlikeNames,
    /// What was made of it; none before it is asked for.
    of_critics: Option<Arc<[Suggestion]>>,
    of_outlets: Option<Arc<[Suggestion]>>,
}

impl KeptSuggestions {
    /// What the record suggests of its critics: who may be one person, and who may be two.
    ///
    /// # Errors
    /// What the record says.
    #[boxed]
    pub async fn critics(&mut self, ledger: &Ledger) -> Result<Arc<[Suggestion]>, DeskError> {
        let kept = self.follow(ledger).await?;
        if let Some(made) = &kept.of_critics {
            return Ok(Arc::clone(made));
        }
        let made: Arc<[Suggestion]> = not_denied(ledger, kept.critics_made()).await?.into();
        kept.of_critics = Some(Arc::clone(&made));
        Ok(made)
    }

    /// What it suggests of its outlets.
    ///
    /// # Errors
    /// What the record says.
    #[boxed]
    pub async fn outlets(&mut self, ledger: &Ledger) -> Result<Arc<[Suggestion]>, DeskError> {
        let kept = self.follow(ledger).await?;
        if let Some(made) = &kept.of_outlets {
            return Ok(Arc::clone(made));
        }
        let made: Arc<[Suggestion]> = not_denied(ledger, kept.outlets_made()).await?.into();
        kept.of_outlets = Some(Arc::clone(&made));
        Ok(made)
    }

    /// Brings what is kept to the record's last entry.
    async fn follow(&mut self, ledger: &Ledger) -> Result<&mut Kept, DeskError> {
        // What enters while this reads is read once more with the next entries, which changes nothing.
        let head = ledger.head().await?.seq;
        // Where reading fails nothing half followed is kept.
        let followed = match self.0.take() {
            Some(kept) => kept.followed(ledger, head).await?,
            None => None,
        };
        let kept = match followed {
            Some(kept) => kept,
            None => Kept::read(ledger, head).await?,
        };
        Ok(self.0.insert(kept))
    }
}

impl Kept {
    async fn read(ledger: &Ledger, head: Seq) -> Result<Self, DeskError> {
        let mut kept = Self {
            seq: head,
            signed: BTreeMap::new(),
            by_critic: BTreeMap::new(),
            by_outlet: BTreeMap::new(),
            critics: BTreeMap::new(),
            outlets: BTreeMap::new(),
            alike: AlikeNames::default(),
            of_critics: None,
            of_outlets: None,
        };
        let mut changed = Changed::default();
        ledger
            .each_signed(&mut |review, signed| kept.add(review, signed, &mut changed))
            .await?;
        changed.names = Some(Names::read(ledger).await?);
        kept.take_up(&changed);
        Ok(kept)
    }

    /// The same as of `head`; none where it is better read anew.
    async fn followed(mut self, ledger: &Ledger, head: Seq) -> Result<Option<Self>, DeskError> {
        if self.seq >= head {
            return Ok(Some(self));
        }
        let Some(changes) = ledger.signed_since(self.seq).await? else {
            return Ok(None);
        };
        let mut changed = Changed::default();
        let reviews = self.reviews_of(&changes);
        let mut now = ledger.signed(&reviews).await?;
        for review in reviews {
            for before in self.signed.remove(&review).unwrap_or_default() {
                self.forget(review, before, &mut changed);
            }
            for signed in now.remove(&review).unwrap_or_default() {
                self.add(review, signed, &mut changed);
            }
        }
        if changes.names {
            changed.names = Some(Names::read(ledger).await?);
        }
        self.take_up(&changed);
        self.seq = head;
        // What was said no to may be otherwise, too.
        (self.of_critics, self.of_outlets) = (None, None);
        Ok(Some(self))
    }

    /// The reviews that entries changed, with those of the two that became one or were taken apart.
    fn reviews_of(&self, changes: &SignedChanges) -> BTreeSet<ReviewId> {
        let mut reviews = changes.reviews.clone();
        for pair in &changes.joined {
            match pair {
                Pair::Critic { from, into } => {
                    let both = [from, into].map(|id| self.by_critic.get(id));
                    reviews.extend(both.into_iter().flatten().flatten());
                }
                Pair::Outlet { from, into } => {
                    let both = [from, into].map(|id| self.by_outlet.get(id));
                    reviews.extend(both.into_iter().flatten().flatten());
                }
                Pair::Film { from, into } => {
                    let is_of = |film| film == Some(*from) || film == Some(*into);
                    let of_film = self.signed.iter().filter(|(_, signed)| {
                        let mut signed = signed.iter();
                        signed.any(|signed| is_of(signed.film))
                    });
                    reviews.extend(of_film.map(|(review, _)| *review));
                }
            }
        }
        reviews
    }

    fn add(&mut self, review: ReviewId, signed: Signed, changed: &mut Changed) {
        self.signed.entry(review).or_default().push(signed);
        let of_critic = self.by_critic.entry(signed.critic).or_default();
        of_critic.insert(review);
        changed.critics.insert(signed.critic);
        if let Some(outlet) = signed.outlet {
            self.by_outlet.entry(outlet).or_default().insert(review);
            changed.outlets.insert(outlet);
        }
    }

    fn forget(&mut self, review: ReviewId, signed: Signed, changed: &mut Changed) {
        if let Some(of_critic) = self.by_critic.get_mut(&signed.critic) {
            of_critic.remove(&review);
        }
        changed.critics.insert(signed.critic);
        if let Some(outlet) = signed.outlet {
            if let Some(of_outlet) = self.by_outlet.get_mut(&outlet) {
                of_outlet.remove(&review);
            }
            changed.outlets.insert(outlet);
        }
    }

    /// Makes anew what is known of those that changed.
    fn take_up(&mut self, changed: &Changed) {
        let mut critics = changed.critics.clone();
        let mut outlets = changed.outlets.clone();
        if let Some(names) = &changed.names {
            self.critics.retain(|id, _| names.critics.contains_key(id));
            for (id, names) in &names.critics {
                let known = self.critics.entry(*id).or_insert_with(|| {
                    critics.insert(*id);
                    KnownCritic::default()
                });
                known.names.clone_from(names);
            }
            self.outlets.retain(|id, _| names.outlets.contains_key(id));
            for (id, named) in &names.outlets {
                let known = self.outlets.entry(*id).or_insert_with(|| {
                    outlets.insert(*id);
                    KnownOutlet::default()
                });
                known.names.clone_from(&named.names);
                known.domains.clone_from(&named.domains);
            }
        }
        for id in &critics {
            if let Some(known) = self.critics.get_mut(id) {
                let reviews = self.by_critic.get(id).into_iter().flatten();
                let signed = reviews.filter_map(|review| self.signed.get(review));
                let own = signed.flatten().filter(|signed| signed.critic == *id);
                known.reviews = own.map(wrote).collect();
            }
        }
        for id in &outlets {
            if let Some(known) = self.outlets.get_mut(id) {
                let reviews = self.by_outlet.get(id).into_iter().flatten();
                let signed = reviews.filter_map(|review| self.signed.get(review));
                let signed = signed.flatten();
                let both = signed.clone().filter_map(|it| Some((it.critic, it.film?)));
                known.reviews = both.collect();
                known.critics = signed.map(|signed| signed.critic).collect();
            }
        }
        // Nobody without a review is suggested.
        let writing = self.critics.iter().filter(|(_, it)| !it.reviews.is_empty());
        let named = writing.map(|(id, known)| (*id, known.names.as_slice()));
        self.alike.follow(named);
    }

    fn critics_made(&self) -> Vec<Suggestion> {
        let told = Told {
            critics: &self.critics,
            outlets: &self.outlets,
        };
        let ones = may_be_one_of(&self.alike, &self.critics);
        let twos = may_be_two(&self.critics);
        let ones = ones.iter().map(|it| told.one(it));
        ones.chain(twos.iter().map(|it| told.two(it))).collect()
    }

    fn outlets_made(&self) -> Vec<Suggestion> {
        let made = outlets_may_be_one(&self.outlets);
        made.iter().map(|it| self.one_outlet(it)).collect()
    }

    fn one_outlet(&self, found: &OutletsMayBeOne) -> Suggestion {
        let named = |id: OutletId| {
            let known = self.outlets.get(&id);
            let name = known.and_then(|known| known.names.first().cloned());
            let reviews = self.by_outlet.get(&id).into_iter().flatten();
            let signed = reviews.filter_map(|review| self.signed.get(review));
            NamedOne {
                id: id.0,
                name: name.unwrap_or_default(),
                reviews: signed.map(Vec::len).sum(),
            }
        };
        let speaking = found.signs.iter().filter(|it| it.speaks_for());
        Suggestion::OutletsMayBeOne {
            from: named(found.from),
            into: named(found.into),
            reasons: outlet_reasons(found),
            signs: codes(speaking.map(|it| it.code())),
        }
    }
}

/// Those that entries changed.
#[derive(Debug, Default)]
struct Changed {
    critics: BTreeSet<CriticId>,
    outlets: BTreeSet<OutletId>,
    /// What all are called, where that may have changed.
    names: Option<Names>,
}

/// What critics and outlets are called.
#[derive(Debug, Default)]
struct Names {
    critics: BTreeMap<CriticId, Vec<String>>,
    outlets: BTreeMap<OutletId, KnownOutlet>,
}

impl Names {
    async fn read(ledger: &Ledger) -> Result<Self, DeskError> {
        let Self {
            mut critics,
            mut outlets,
        } = Self::default();
        ledger
            .each_critic(&mut |id, name| critics.entry(id).or_default().push(name))
            .await?;
        ledger
            .each_critic_alias(&mut |id, name| {
                if let Some(names) = critics.get_mut(&id) {
                    names.push(name);
                }
            })
            .await?;
        ledger
            .each_outlet(&mut |id, name, domain| {
                let known: &mut KnownOutlet = outlets.entry(id).or_default();
                known.names.push(name);
                known.domains.extend(domain);
            })
            .await?;
        ledger
            .each_outlet_alias(&mut |id, name, domain| {
                if let Some(known) = outlets.get_mut(&id) {
                    known.names.push(name);
                    known.domains.extend(domain);
                }
            })
            .await?;
        Ok(Self { critics, outlets })
    }
}

fn wrote(signed: &Signed) -> Wrote {
    Wrote {
        outlet: signed.outlet,
        film: signed.film,
        day: signed.day,
        is_for: signed.is_for,
    }
}
