//! Sites that are no outlets though reviews stand there: aggregators, shops, forwarders, archives. They
//! are rows of sites of `knowledge/`.

use ovation_knowledge::{List, current};
use ovation_language::outlets::outlet_key;
use std::collections::BTreeSet;
use std::sync::LazyLock;

static DOMAINS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    let domains = current().list(List::NoOutletHosts).iter();
    domains.map(String::as_str).collect()
});

static NAMES: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let names = current().list(List::NoOutletNames).iter();
    names.map(|name| outlet_key(name)).collect()
});

/// Whether a registered domain is such a site's.
pub(crate) fn has_domain(domain: &str) -> bool {
    DOMAINS.contains(domain)
}

/// Whether a name is such a site's.
pub(crate) fn has_name(name: &str) -> bool {
    NAMES.contains(&outlet_key(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_of_rows_are_registered_domains_and_names_are_known_in_any_form() {
        for host in current().list(List::NoOutletHosts) {
            let domain = crate::site_of(&format!("https://www.{host}/x"));
            assert_eq!(domain.as_deref(), Some(host.as_str()));
            assert!(has_domain(host));
        }
        for name in current().list(List::NoOutletNames) {
            assert!(has_name(name) && has_name(&name.to_uppercase()), "{name}");
        }
        assert!(!has_domain("quayreview.example") && !has_name("The Quay Review"));
    }
}
