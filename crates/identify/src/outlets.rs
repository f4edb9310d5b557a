//! Which outlet a review ran in.

use crate::address::site_of;
use crate::no_outlets;
use crate::postings::Postings;
use ovation_language::bylines::tidy;
use ovation_language::outlets::{outlet_key, without_motto};
use ovation_terms::{Attribution, OutletId, Probability, fold};
use std::collections::{BTreeMap, BTreeSet};

/// The answer to "which outlet?".
#[derive(Clone, Debug, PartialEq)]
pub enum OutletAnswer {
    /// This one.
    One(Attribution<OutletId>),
    /// Several outlets of that name fit, and no address tells them apart.
    Ambiguous(Attribution<OutletId>),
    /// An outlet the record does not know.
    New {
        /// Its name as printed; its domain where no name was given.
        name: String,
        /// Its registered domain, where an address was given.
        domain: Option<String>,
    },
    /// Neither a name nor an address.
    Missing,
}

/// The outlets, found by domain and by name.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outlets {
    names: Postings,
    domains: Postings,
    table: Vec<OutletId>,
    has_domain: BTreeMap<OutletId, BTreeSet<String>>,
}

impl Outlets {
    pub(crate) fn add(&mut self, outlet: OutletId, name: &str, domain: Option<&str>) {
        let Ok(place) = u32::try_from(self.table.len()) else {
            return;
        };
        self.table.push(outlet);
        self.names.add(&name_key(name), place, 0);
        if let Some(key) = whole_address_key(name) {
            self.names.add(&key, place, 0);
        }
        if let Some(domain) = domain {
            self.domains.add(&domain.to_lowercase(), place, 0);
            let known = self.has_domain.entry(outlet).or_default();
            known.insert(domain.to_lowercase());
        }
    }

    /// Answers a name and an address. The address decides where its domain is known: names are
    /// printed in many ways (`The Daily Reel`, `Daily Reel Media Ltd.`), domains are not.
    pub(crate) fn find(&self, name: Option<&str>, url: Option<&str>) -> OutletAnswer {
        let name = name
            .map(|name| tidy(name).replace('\n', " "))
            .filter(|name| !name.is_empty() && !no_outlets::has_name(name));
        let given = name.as_deref().and_then(domain_as_name);
        let name = match &given {
            // An address in place of a name.
            Some(domain) if name.as_deref().is_some_and(|name| name.contains('/')) => {
                Some(domain.clone())
            }
            _ => name,
        };
        // Where others' reviews are gathered, or things sold, the address tells of no outlet.
        let is_outlets = |domain: &String| !no_outlets::has_domain(domain);
        let domain = url.and_then(site_of).filter(is_outlets);
        let domain = domain.or_else(|| given.filter(is_outlets));
        let name = name.filter(|name| !no_outlets::has_domain(name));
        let mut named: BTreeSet<OutletId> = name
            .as_deref()
            .map(|name| self.owners(&self.names, &name_key(name)))
            .unwrap_or_default();
        if let Some(key) = name.as_deref().and_then(whole_address_key)
            && named.is_empty()
        {
            named = self.owners(&self.names, &key);
        }
        // Two addresses that differ in their endings alone are two outlets'.
        let is_address = name
            .as_deref()
            .is_some_and(|name| domain_as_name(name).is_some());
        let named: BTreeSet<OutletId> = match &domain {
            Some(domain) if is_address => named
                .into_iter()
                .filter(|id| self.may_have(*id, domain))
                .collect(),
            _ => named,
        };
        let there: BTreeSet<OutletId> = domain
            .as_deref()
            .map(|domain| self.owners(&self.domains, domain))
            .unwrap_or_default();
        let both: Vec<OutletId> = named.intersection(&there).copied().collect();
        if let [only] = both.as_slice() {
            return one(*only, 0.99, "name and domain agree");
        }
        match (there.len(), named.len()) {
            (1, _) => single(&there, 0.97, "the domain agrees"),
            (0, 1) => single(&named, 0.9, "the name agrees"),
            (0, 0) => match (name, domain) {
                (None, None) => OutletAnswer::Missing,
                (Some(name), domain) => OutletAnswer::New { name, domain },
                (None, Some(domain)) => OutletAnswer::New {
                    name: domain.clone(),
                    domain: Some(domain),
                },
            },
            (0, _) => several(&named, "have this name"),
            _ => several(&there, "have this domain"),
        }
    }

    /// Whether an outlet has this domain, or none that is known.
    fn may_have(&self, outlet: OutletId, domain: &str) -> bool {
        let known = self.has_domain.get(&outlet);
        known.is_none_or(|known| known.contains(domain))
    }

    fn owners(&self, postings: &Postings, text: &str) -> BTreeSet<OutletId> {
        postings
            .of(text)
            .filter_map(|posting| self.table.get(posting.owner as usize).copied())
            .collect()
    }
}

/// What names are compared by: that of an address is what it says before its ending, so that
/// `www.lanternpost.example` is the Lantern Post.
fn name_key(name: &str) -> String {
    let name = without_motto(name.trim());
    let label = domain_as_name(name).and_then(|domain| {
        let label = domain.split('.').next()?.to_owned();
        let host = name.trim().to_lowercase();
        let host = host.split("://").last()?.trim_end_matches('/').to_owned();
        let host = host.strip_prefix("www.").unwrap_or(&host).to_owned();
        // `film.lantern.example` is a part of the Lantern, or another's.
        (host == domain && label.chars().count() > 3).then_some(label)
    });
    let Some(label) = label else {
        return outlet_key(name);
    };
    // `thelantern.example` is the Lantern.
    let bare = label
        .strip_prefix("the")
        .filter(|bare| bare.chars().count() > 3);
    outlet_key(bare.unwrap_or(&label))
}

/// What an address says with its ending: `lanternpost.film` is the Lantern Post Film.
fn whole_address_key(name: &str) -> Option<String> {
    let name = without_motto(name.trim());
    let domain = domain_as_name(name)?;
    let host = name.to_lowercase();
    let is_whole = host.strip_prefix("www.").unwrap_or(&host) == domain;
    (is_whole && domain.matches('.').count() == 1).then(|| fold(&domain))
}

fn one(outlet: OutletId, p: f64, why: &str) -> OutletAnswer {
    OutletAnswer::One(Attribution {
        chosen: Some(outlet),
        p: Probability::clamped(p),
        why: why.to_owned(),
        candidates: Vec::new(),
    })
}

fn single(outlets: &BTreeSet<OutletId>, p: f64, why: &str) -> OutletAnswer {
    outlets
        .first()
        .map_or(OutletAnswer::Missing, |outlet| one(*outlet, p, why))
}

fn several(outlets: &BTreeSet<OutletId>, what: &str) -> OutletAnswer {
    OutletAnswer::Ambiguous(Attribution {
        chosen: None,
        p: Probability::HALF,
        why: format!("{} outlets {what}", outlets.len()),
        candidates: outlets.iter().copied().take(10).collect(),
    })
}

/// `dailyreel.example` or `https://www.dailyreel.example/` given as a name is a domain.
fn domain_as_name(name: &str) -> Option<String> {
    let is_plain = !name.contains(' ') && !name.ends_with('.');
    if name.contains("://") {
        return is_plain.then(|| site_of(name))?;
    }
    let looks = is_plain && name.contains('.') && name.chars().all(|c| !c.is_whitespace());
    looks.then(|| site_of(&format!("https://{name}")))?
}
