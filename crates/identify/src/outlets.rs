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
    /// What domains say before their endings, by which a name without an address is known.
    labels: Postings,
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
            if let Some(label) = telling_label(domain, name) {
                self.labels.add(&label, place, 0);
            }
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
        if named.is_empty()
            && domain.is_none()
            && let Some(only) = name.as_deref().and_then(|name| self.at_address(name))
        {
            return one(only, 0.9, "the name is what its address says");
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

    /// The one outlet whose address says this name: `QFR` of `qfr.example`.
    fn at_address(&self, name: &str) -> Option<OutletId> {
        let found = self.owners(&self.labels, &name_key(name));
        found.first().copied().filter(|_| found.len() == 1)
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
        // `film.lantern.example` is a part of the Lantern, or another's.
        (host_in(name)? == domain && label.chars().count() > 3).then_some(label)
    });
    match label {
        Some(label) => outlet_key(without_the(&label)),
        None => outlet_key(name),
    }
}

/// The host of an address in place of a name, without what only says how its pages are shown.
fn host_in(name: &str) -> Option<String> {
    let host = name.trim().to_lowercase();
    let mut host = host.split("://").last()?.split('/').next()?;
    while let Some(rest) = SHOWN.iter().find_map(|front| host.strip_prefix(front))
        && rest.contains('.')
    {
        host = rest;
    }
    Some(host.to_owned())
}

/// Hosts in front of a site's own that show the same pages: on telephones, quickly.
const SHOWN: [&str; 4] = ["www.", "m.", "mobile.", "amp."];

/// `thelantern` of `thelantern.example` is the Lantern.
fn without_the(label: &str) -> &str {
    let bare = label.strip_prefix("the");
    bare.filter(|bare| bare.chars().count() > 3)
        .unwrap_or(label)
}

/// What a domain says before its ending, folded, where that tells of its outlet: a short one only where it is
/// made of the first letters of the outlet's name.
fn telling_label(domain: &str, name: &str) -> Option<String> {
    let label = fold(domain.split('.').next()?);
    let length = label.chars().count();
    let is_telling = length > 3 || length == 3 && label == first_letters(name);
    is_telling.then(|| fold(without_the(&label)))
}

/// The first letters of a name's words, an article in front left off: `qfr` of `The Quay Film Review`.
fn first_letters(name: &str) -> String {
    let words =
        name.split(|letter: char| letter.is_whitespace() || matches!(letter, '-' | '&' | '.'));
    let words = words.filter(|word| !word.is_empty());
    let is_article = |at: usize, word: &str| at == 0 && outlet_key(&format!("{word} x")) == "x";
    let firsts = words
        .enumerate()
        .filter(|(at, word)| !is_article(*at, word))
        .filter_map(|(_, word)| fold(word).chars().next());
    firsts.collect()
}

/// What an address says with its ending: `lanternpost.film` is the Lantern Post Film.
fn whole_address_key(name: &str) -> Option<String> {
    let name = without_motto(name.trim());
    let domain = domain_as_name(name)?;
    (host_in(name)? == domain && domain.matches('.').count() == 1).then(|| fold(&domain))
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
    let domain = looks.then(|| site_of(&format!("https://{name}")))??;
    is_ending_known(name.trim_end_matches('/')).then_some(domain)
}

/// Whether what a name ends with is the ending of addresses: `Mr.Lantern` and `Hafenblätt.de` are names, for no
/// address ends or is written so.
fn is_ending_known(name: &str) -> bool {
    let host = name.to_lowercase();
    let host = host.split('/').next().unwrap_or_default();
    let is_for_examples = ENDINGS_FOR_EXAMPLES
        .iter()
        .any(|ending| host.ends_with(ending));
    let is_listed = || psl::suffix(host.as_bytes()).is_some_and(|suffix| suffix.is_known());
    host.is_ascii() && (is_for_examples || is_listed())
}

/// Endings of addresses in examples and tests (RFC 2606, section 2).
const ENDINGS_FOR_EXAMPLES: [&str; 2] = [".example", ".test"];
