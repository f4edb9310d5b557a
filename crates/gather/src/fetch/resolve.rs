//! DNS that gives only addresses the guard lets pass, so that what is checked is what is
//! connected to: a name cannot be public when asked and private when used.

use super::address::{Guard, refused_host};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use std::{error::Error, fmt, net::SocketAddr, sync::Arc};

/// A name that leads to a private place only.
#[derive(Debug)]
pub(crate) struct RefusedName(pub(crate) String);

impl fmt::Display for RefusedName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for RefusedName {}

/// The system's resolver behind the guard.
pub(crate) struct GuardedDns {
    pub(crate) guard: Arc<Guard>,
}

impl Resolve for GuardedDns {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = Arc::clone(&self.guard);
        Box::pin(async move {
            let found: Vec<SocketAddr> =
                tokio::net::lookup_host((name.as_str(), 0)).await?.collect();
            let passing = passing(name.as_str(), found, &guard)?;
            Ok(Box::new(passing.into_iter()) as Addrs)
        })
    }
}

/// Those addresses of a name that may be connected to.
fn passing(
    name: &str,
    found: Vec<SocketAddr>,
    guard: &Guard,
) -> Result<Vec<SocketAddr>, RefusedName> {
    let mut reason = None;
    let passing: Vec<SocketAddr> = found
        .into_iter()
        .filter(|address| match guard.refuses_ip(address.ip()) {
            Some(why) => {
                reason.get_or_insert((address.ip(), why));
                false
            }
            None => true,
        })
        .collect();
    match reason {
        Some((ip, why)) if passing.is_empty() => Err(RefusedName(refused_host(
            &format!("{name} leads to {ip}, which"),
            why,
        ))),
        _ => Ok(passing),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn addresses(ips: &[&str]) -> Vec<SocketAddr> {
        ips.iter()
            .map(|ip| SocketAddr::new(ip.parse().unwrap(), 0))
            .collect()
    }

    #[test]
    fn a_name_keeps_only_its_public_addresses() {
        let found = addresses(&["10.0.0.1", "8.8.8.8", "::1"]);
        let kept = passing("reviews.example", found, &Guard::default()).unwrap();
        assert_eq!(kept, addresses(&["8.8.8.8"]));
    }

    #[test]
    fn a_name_of_private_addresses_only_is_refused_with_the_address() {
        let refused = passing(
            "reviews.example",
            addresses(&["169.254.169.254"]),
            &Guard::default(),
        )
        .unwrap_err()
        .to_string();
        assert!(
            refused.starts_with("reviews.example leads to 169.254.169.254, which is a link-local")
        );
        let opened = Guard {
            allow_private: true,
            opened: Vec::new(),
        };
        assert_eq!(
            passing("a.example", addresses(&["10.0.0.1"]), &opened)
                .unwrap()
                .len(),
            1
        );
    }

    #[test]
    fn opening_an_address_does_not_open_names_that_lead_to_it() {
        let guard = Guard {
            allow_private: false,
            opened: vec!["127.0.0.1:0".parse().unwrap()],
        };
        assert!(passing("rebind.example", addresses(&["127.0.0.1"]), &guard).is_err());
    }
}
