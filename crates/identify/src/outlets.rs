//! Which outlet a review ran in.

use crate::address::site_of;
use crate::no_outlets;
use crate::postings::Postings;
use ovation_language::bylines::tidy;
use ovation_language::outlets::outlet_key as name_key;
use ovation_terms::{Attribution, OutletId, Probability};
use std::collections::BTreeSet;

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
}

impl Outlets {
    pub(crate) fn add(&mut self, outlet: OutletId, name: &str, domain: Option<&str>) {
        let Ok(place) = u32::try_from(self.table.len()) else {
            return;
        };
        self.table.push(outlet);
        self.names.add(&name_key(name), place, 0);
        if let Some(domain) = domain {
            self.domains.add(&domain.to_lowercase(), place, 0);
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
        let named: BTreeSet<OutletId> = name
            .as_deref()
            .map(|name| self.owners(&self.names, &name_key(name)))
            .unwrap_or_default();
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

    fn owners(&self, postings: &Postings, text: &str) -> BTreeSet<OutletId> {
        postings
            .of(text)
            .filter_map(|posting| self.table.get(posting.owner as usize).copied())
            .collect()
    }
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
