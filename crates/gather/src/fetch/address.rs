//! The address guard: which places on the network may be asked.
//!
//! An address in a page or a feed is somebody else's choice. Without this guard it could make the
//! machine ask its own services, its network's devices or a cloud's metadata service.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use url::{Host, Url};

/// Longest URL that is asked for, in bytes; what servers commonly take.
const URL_BYTES: usize = 8 * 1024;

/// Why an IP address must not be fetched from, in words that follow "is"; `None` when it may be.
///
/// Only globally reachable unicast addresses pass. An IPv4 address inside an IPv6 one (mapped, or
/// behind the well-known NAT64 prefix) is judged as the IPv4 address it is; the other forms that
/// hide one (IPv4-compatible, 6to4, Teredo, local NAT64) never pass.
///
/// # Source
/// IANA IPv4 and IPv6 Special-Purpose Address Registries; RFC 6052 for NAT64.
pub fn refuses_address(ip: IpAddr) -> Option<&'static str> {
    match ip {
        IpAddr::V4(ip) => refuses_v4(ip),
        IpAddr::V6(ip) => refuses_v6(ip),
    }
}

fn refuses_v4(ip: Ipv4Addr) -> Option<&'static str> {
    Some(match ip.octets() {
        [0, ..] => "an unspecified address (0.0.0.0/8)",
        [127, ..] => "this machine itself (loopback, 127.0.0.0/8)",
        [10, ..] | [192, 168, ..] | [172, 16..=31, ..] => "in a private network",
        [100, 64..=127, ..] => "behind a provider's shared address (100.64.0.0/10)",
        [169, 254, ..] => {
            "a link-local address (169.254.0.0/16), where cloud machines keep their secrets"
        }
        [192, 0, 0, _] | [192, 88, 99, _] => "set aside for network protocols",
        [192, 0, 2, _] | [198, 51, 100, _] | [203, 0, 113, _] => "an address for documentation",
        [198, 18 | 19, ..] => "an address for benchmarks (198.18.0.0/15)",
        [224..=239, ..] => "a multicast address",
        [240..=255, ..] => "a reserved or broadcast address",
        _ => return None,
    })
}

fn refuses_v6(ip: Ipv6Addr) -> Option<&'static str> {
    if let Some(inside) = ip.to_ipv4_mapped() {
        return refuses_v4(inside);
    }
    Some(match ip.segments() {
        [0, 0, 0, 0, 0, 0, 0, 0] => "an unspecified address (::)",
        [0, 0, 0, 0, 0, 0, 0, 1] => "this machine itself (loopback, ::1)",
        [0x64, 0xff9b, 0, 0, 0, 0, high, low] => {
            let [a, b] = high.to_be_bytes();
            let [c, d] = low.to_be_bytes();
            return refuses_v4(Ipv4Addr::new(a, b, c, d));
        }
        [0xfe80..=0xfebf, ..] => "a link-local address (fe80::/10)",
        [0xfc00..=0xfdff, ..] => "in a private network (fc00::/7)",
        [0xff00..=0xffff, ..] => "a multicast address (ff00::/8)",
        [0x2001, 0xdb8, ..] | [0x3fff, 0..=0x0fff, ..] => "an address for documentation",
        [0x2001, 0..=0x01ff, ..] => "set aside for network protocols (2001::/23)",
        [0x2002, ..] => "an IPv4 address in disguise (6to4, 2002::/16)",
        // Everything global and unicast that is handed out lies in 2000::/3.
        [0x2000..=0x3fff, ..] => return None,
        _ => "not a public address",
    })
}

/// Why a host name must not be asked for before DNS is, as [`refuses_address`] words it.
fn refuses_name(name: &str) -> Option<&'static str> {
    let name = name.trim_end_matches('.').to_ascii_lowercase();
    let within = |domain: &str| {
        name.strip_suffix(domain)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    };
    if within("localhost") || name == "localhost.localdomain" || name == "ip6-localhost" {
        Some("this machine itself")
    } else if within("local") || within("internal") || within("home.arpa") || within("lan") {
        Some("a name of a private network")
    } else {
        None
    }
}

/// The guard of one fetcher.
#[derive(Clone, Debug, Default)]
pub(crate) struct Guard {
    /// The operator has opened all of the network.
    pub(crate) allow_private: bool,
    /// Exact addresses that the operator has opened. Only an address written out as a number in
    /// the URL can be one of them: a name is in the hands of whoever runs its DNS.
    pub(crate) opened: Vec<SocketAddr>,
}

impl Guard {
    /// Why an address that a name resolved to must not be connected to.
    pub(crate) fn refuses_ip(&self, ip: IpAddr) -> Option<&'static str> {
        if self.allow_private {
            None
        } else {
            refuses_address(ip)
        }
    }

    /// Why a URL must not be asked for, as a whole detail of a complaint.
    pub(crate) fn refuses_url(&self, url: &Url) -> Option<String> {
        if !matches!(url.scheme(), "http" | "https") {
            return Some(format!(
                "only http and https addresses are fetched, not `{}:`; for a file give its path \
                 instead",
                url.scheme()
            ));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Some(
                "the address has a name or password in it, which is not sent; take it out, and \
                 save pages that need signing in as files"
                    .to_owned(),
            );
        }
        if url.as_str().len() > URL_BYTES {
            return Some(format!(
                "the address is longer than {URL_BYTES} bytes; look for a shorter one to the same \
                 page"
            ));
        }
        if self.allow_private {
            return None;
        }
        let reason = match url.host() {
            None => return Some("the address names no host; check how it is spelt".to_owned()),
            Some(Host::Domain(name)) => refuses_name(name),
            Some(Host::Ipv4(ip)) => self.refuses_literal(IpAddr::V4(ip), url),
            Some(Host::Ipv6(ip)) => self.refuses_literal(IpAddr::V6(ip), url),
        };
        reason.map(|reason| refused_host(url.host_str().unwrap_or_default(), reason))
    }

    fn refuses_literal(&self, ip: IpAddr, url: &Url) -> Option<&'static str> {
        let port = url.port_or_known_default()?;
        if self.opened.contains(&SocketAddr::new(ip, port)) {
            return None;
        }
        refuses_address(ip)
    }
}

/// The detail about a host that must not be asked.
pub(crate) fn refused_host(host: &str, reason: &str) -> String {
    format!(
        "{host} is {reason}, and only public addresses are fetched; if it is yours and meant, \
         allow private addresses"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(address: &str) -> bool {
        let url = Url::parse(address).unwrap();
        Guard::default().refuses_url(&url).is_some()
    }

    #[test]
    fn every_way_to_write_a_private_address_is_refused() {
        for address in [
            "http://127.0.0.1/",
            "http://127.1/",
            "http://2130706433/",
            "http://0x7f000001/",
            "http://0177.0.0.1/",
            "http://0x7f.1/",
            "http://127.0.0.1./",
            "http://127.255.255.254:8080/",
            "http://0/",
            "http://0.0.0.0/",
            "http://10.0.0.1/",
            "http://172.16.0.1/",
            "http://172.31.255.255/",
            "http://192.168.1.1/",
            "http://169.254.169.254/latest/meta-data/",
            "http://100.64.0.1/",
            "http://100.127.255.255/",
            "http://192.0.0.192/",
            "http://192.0.2.1/",
            "http://198.18.0.1/",
            "http://198.51.100.7/",
            "http://203.0.113.7/",
            "http://224.0.0.1/",
            "http://240.0.0.1/",
            "http://255.255.255.255/",
            "http://[::]/",
            "http://[::1]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[::ffff:7f00:1]/",
            "http://[::ffff:169.254.169.254]/",
            "http://[::127.0.0.1]/",
            "http://[::8.8.8.8]/",
            "http://[64:ff9b::10.0.0.1]/",
            "http://[64:ff9b::7f00:1]/",
            "http://[64:ff9b:1::8.8.8.8]/",
            "http://[2002:7f00:1::]/",
            "http://[2001:0:1::1]/",
            "http://[2001:db8::1]/",
            "http://[3fff::1]/",
            "http://[fe80::1]/",
            "http://[fc00::1]/",
            "http://[fd00:ec2::254]/",
            "http://[fec0::1]/",
            "http://[ff02::1]/",
            "http://[100::1]/",
            "http://[5f00::1]/",
            "http://localhost/",
            "http://LOCALHOST./",
            "http://a.localhost/",
            "http://localhost../",
            "http://printer.local/",
            "http://metadata.google.internal/",
            "http://router.lan/",
            "http://router.home.arpa/",
            "http://①②⑦.0.0.1/",
            "http://127。0。0。1/",
        ] {
            assert!(refused(address), "{address} passes");
        }
    }

    #[test]
    fn public_addresses_pass() {
        for address in [
            "http://8.8.8.8/",
            "https://reviews.example:8443/a",
            "http://172.15.0.1/",
            "http://172.32.0.1/",
            "http://100.128.0.1/",
            "http://[2606:4700::1111]/",
            "http://[::ffff:8.8.8.8]/",
            "http://[64:ff9b::8.8.8.8]/",
            "http://notlocalhost.example/",
            "http://localhost.example/",
            "http://thelocal.example/",
            "http://mylan/",
        ] {
            assert!(!refused(address), "{address} is refused");
        }
    }

    #[test]
    fn other_schemes_and_credentials_are_refused_whatever_is_allowed() {
        let open = Guard {
            allow_private: true,
            opened: Vec::new(),
        };
        for address in [
            "file:///etc/passwd",
            "ftp://reviews.example/a",
            "gopher://reviews.example/",
            "data:text/html,hello",
            "javascript:alert(1)",
            "http://mira@reviews.example/",
            "https://mira:secret@reviews.example/",
            "https://:secret@reviews.example/",
        ] {
            let detail = open.refuses_url(&Url::parse(address).unwrap()).unwrap();
            assert!(!detail.contains("secret"), "{detail}");
        }
        assert_eq!(
            open.refuses_url(&Url::parse("http://127.0.0.1:9/").unwrap()),
            None
        );
    }

    #[test]
    fn an_opened_address_is_open_on_its_port_only() {
        let guard = Guard {
            allow_private: false,
            opened: vec!["127.0.0.1:8000".parse().unwrap()],
        };
        assert_eq!(
            guard.refuses_url(&Url::parse("http://127.0.0.1:8000/").unwrap()),
            None
        );
        assert!(
            guard
                .refuses_url(&Url::parse("http://127.0.0.1:8001/").unwrap())
                .is_some()
        );
        assert!(
            guard
                .refuses_url(&Url::parse("http://127.0.0.2:8000/").unwrap())
                .is_some()
        );
        assert!(
            guard
                .refuses_url(&Url::parse("http://localhost:8000/").unwrap())
                .is_some()
        );
    }
}
