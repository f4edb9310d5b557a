//! Sites that are no outlets though reviews stand there: aggregators, shops, forwarders, archives.
//!
//! They are data: `knowledge/outlets.toml`, compiled in.

use ovation_language::outlets::outlet_key;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::LazyLock;

const BUNDLED: &str = ovation_knowledge::OUTLETS;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    site: Vec<Site>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(
    not(test),
    expect(dead_code, reason = "what a row says for its readers")
)]
struct Site {
    sort: OutletSort,
    hosts: Vec<String>,
    names: Vec<String>,
    since: String,
    source: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum OutletSort {
    Aggregator,
    Shop,
    Forwarder,
    Archive,
}

/// What is known of such sites.
#[derive(Debug, Default)]
struct KnownNames {
    domains: BTreeSet<String>,
    names: BTreeSet<String>,
}

static KNOWN: LazyLock<KnownNames> = LazyLock::new(|| {
    // The file is read by this crate's tests; one that does not read names no site.
    let file: Option<File> = toml::from_str(BUNDLED).ok();
    let mut known = KnownNames::default();
    for site in file.into_iter().flat_map(|file| file.site) {
        known.domains.extend(site.hosts);
        known
            .names
            .extend(site.names.iter().map(|name| outlet_key(name)));
    }
    known
});

/// Whether a registered domain is such a site's.
pub(crate) fn has_domain(domain: &str) -> bool {
    KNOWN.domains.contains(domain)
}

/// Whether a name is such a site's.
pub(crate) fn has_name(name: &str) -> bool {
    KNOWN.names.contains(&outlet_key(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_reads_and_says_when_and_where_it_was_looked_up() {
        let file: File = toml::from_str(BUNDLED).unwrap();
        assert!(file.site.iter().any(|site| site.sort == OutletSort::Shop));
        for site in &file.site {
            assert!(!site.hosts.is_empty() && !site.names.is_empty(), "{site:?}");
            assert_eq!(site.since.len(), 10, "{site:?}");
            assert!(site.source.starts_with("https://"), "{site:?}");
            for host in &site.hosts {
                let domain = crate::site_of(&format!("https://www.{host}/x"));
                assert_eq!(domain.as_deref(), Some(host.as_str()));
                assert!(has_domain(host));
            }
            assert!(site.names.iter().all(|name| has_name(name)), "{site:?}");
        }
        assert!(!has_domain("quayreview.example") && !has_name("The Quay Review"));
    }
}
