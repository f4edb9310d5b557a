//! Addresses of the same page, written alike.

use ovation_knowledge::{List, current};
use std::borrow::Cow;
use url::{Host, Url};

/// Longest address that is looked at, in bytes: what browsers and servers take.
const LONGEST: usize = 8_192;

/// File names that stand for their folder.
const FOLDER_PAGES: [&str; 6] = [
    "index.html",
    "index.htm",
    "index.php",
    "index.asp",
    "index.aspx",
    "default.aspx",
];

/// The one way to write the address of a page; none when it is no `http` or `https` address.
///
/// Scheme and host in lower case, `https` for `http`, no `www.`, no default port, no user, no
/// fragment, no tracking parameters, no AMP form (`/amp`, `amp.` hosts, `?amp=1`, AMP caches), no
/// `index.html`, no slash at the end; the remaining parameters sorted. For comparing and for keys:
/// it is not promised that the result can be fetched.
pub fn canonical_url(url: &str) -> Option<String> {
    canonical(url, 0)
}

fn canonical(text: &str, depth: u8) -> Option<String> {
    let url = parse(text)?;
    if let Some(inner) = inside_amp_cache(&url)
        && depth < 3
    {
        return canonical(&inner, depth + 1);
    }
    let host = bare_host(&url)?;
    // A port of its own is a server of its own; there the scheme says which.
    let (scheme, port) = match url.port() {
        None | Some(80 | 443) => ("https", String::new()),
        Some(port) => (url.scheme(), format!(":{port}")),
    };
    let mut made = format!("{scheme}://{host}{port}{}", bare_path(url.path()));
    let mut kept: Vec<(Cow<'_, str>, Cow<'_, str>)> = url
        .query_pairs()
        .filter(|(name, value)| !is_noise(name, value))
        .collect();
    kept.sort();
    kept.dedup();
    if !kept.is_empty() {
        let query = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(kept)
            .finish();
        made.push('?');
        made.push_str(&query);
    }
    Some(made)
}

/// The registered domain of an address (`reviews.dailyreel.example` gives `dailyreel.example`), by
/// the Public Suffix List. On shared hosts, such as blog platforms, of which the list's private
/// section knows, it is the whole name of the blog. An IP address or a name without a registered
/// domain stands for itself.
pub fn site_of(url: &str) -> Option<String> {
    let url = parse(url)?;
    if let Some(inner) = inside_amp_cache(&url) {
        let inner = parse(&inner)?;
        return site_of_host(&bare_host(&inner)?);
    }
    site_of_host(&bare_host(&url)?)
}

fn site_of_host(host: &str) -> Option<String> {
    let is_name = host.parse::<std::net::IpAddr>().is_err() && !host.starts_with('[');
    if is_name && let Some(blog) = blog_on_a_platform(host) {
        return Some(blog.to_owned());
    }
    let domain = is_name.then(|| psl::domain_str(host)).flatten();
    let site = domain.unwrap_or(host);
    (!site.is_empty()).then(|| site.to_owned())
}

/// `films.platform.example` of a platform that `knowledge/` lists, without anything before it.
fn blog_on_a_platform(host: &str) -> Option<&str> {
    let platform = current().list(List::OwnNames).iter().find(|platform| {
        host.strip_suffix(platform.as_str())
            .is_some_and(|rest| rest.len() > 1 && rest.ends_with('.'))
    })?;
    let before = host.strip_suffix(platform.as_str())?.strip_suffix('.')?;
    let label = before.rsplit('.').next()?;
    let start = host.len().checked_sub(label.len() + 1 + platform.len())?;
    host.get(start..)
}

fn parse(text: &str) -> Option<Url> {
    let text = text.trim();
    if text.len() > LONGEST {
        return None;
    }
    let url = if text.starts_with("//") {
        Url::parse(&format!("https:{text}"))
    } else {
        Url::parse(text)
    };
    url.ok()
        .filter(|url| matches!(url.scheme(), "http" | "https"))
}

fn bare_host(url: &Url) -> Option<String> {
    let host = match url.host()? {
        Host::Domain(name) => name.trim_end_matches('.').to_lowercase(),
        address => return Some(address.to_string()),
    };
    let mut bare = host.as_str();
    while let Some(rest) = bare
        .strip_prefix("www.")
        .or_else(|| bare.strip_prefix("amp."))
        .filter(|rest| rest.contains('.'))
    {
        bare = rest;
    }
    (!bare.is_empty()).then(|| bare.to_owned())
}

/// AMP caches carry the page's own address: `https://dailyreel-example.cdn.ampproject.org/c/s/
/// dailyreel.example/reviews/1`, `https://www.google.com/amp/s/dailyreel.example/reviews/1`.
///
/// # Source
/// <https://amp.dev/documentation/guides-and-tutorials/learn/amp-caches-and-cors/amp-cache-urls>
fn inside_amp_cache(url: &Url) -> Option<String> {
    let host = url.host_str()?;
    let path = url.path();
    let is_of = |cache: &String| {
        let front = host.strip_suffix(cache.as_str());
        front.is_some_and(|front| front.is_empty() || front.ends_with('.'))
    };
    let rest = if current().list(List::AmpCaches).iter().any(is_of) {
        ["/c/", "/v/", "/r/", "/i/"]
            .iter()
            .find_map(|front| path.strip_prefix(front))?
    } else if host.starts_with("www.google.") || host.starts_with("google.") {
        path.strip_prefix("/amp/")?
    } else {
        return None;
    };
    let inner = rest.strip_prefix("s/").unwrap_or(rest);
    let query = url
        .query()
        .map(|query| format!("?{query}"))
        .unwrap_or_default();
    (!inner.is_empty()).then(|| format!("https://{inner}{query}"))
}

fn bare_path(path: &str) -> String {
    let mut path = plain_escapes(path);
    // One form may hide in another (`/index.html/amp`).
    loop {
        let barer = barer_path(&path);
        if barer == path {
            return path;
        }
        path = barer;
    }
}

fn barer_path(path: &str) -> String {
    let mut parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    match parts
        .last()
        .map(|last| last.to_ascii_lowercase())
        .as_deref()
    {
        Some("amp" | "amp.html") if parts.len() > 1 => drop(parts.pop()),
        Some(page) if FOLDER_PAGES.contains(&page) => drop(parts.pop()),
        _ => {}
    }
    if parts.len() > 1 && parts.first() == Some(&"amp") {
        parts.remove(0);
    }
    let mut made = String::new();
    for part in &parts {
        made.push('/');
        made.push_str(part);
    }
    for (ending, plain) in [(".amp.html", ".html"), (".amp", "")] {
        if let Some(bare) = made.strip_suffix(ending) {
            return format!("{bare}{plain}");
        }
    }
    made
}

/// Undoes escapes that need not be (`%7E` is `~`) and writes the others in capitals. A sign that begins
/// none is one itself (`%25`): what follows it must not become an escape.
///
/// # Source
/// RFC 3986, section 6.2.2
fn plain_escapes(path: &str) -> String {
    let mut made = String::with_capacity(path.len());
    let mut parts = path.split('%');
    made.extend(parts.next());
    for part in parts {
        let code = part
            .get(..2)
            .filter(|code| code.bytes().all(|digit| digit.is_ascii_hexdigit()))
            .and_then(|code| u8::from_str_radix(code, 16).ok());
        match (code, part.get(2..)) {
            (Some(byte), Some(rest))
                if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') =>
            {
                made.push(char::from(byte));
                made.push_str(rest);
            }
            (Some(_), Some(rest)) => {
                made.push('%');
                made.extend(part.chars().take(2).map(|digit| digit.to_ascii_uppercase()));
                made.push_str(rest);
            }
            _ => {
                made.push_str("%25");
                made.push_str(part);
            }
        }
    }
    made
}

fn is_noise(name: &str, value: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let amp = (lower == "amp" && matches!(value, "" | "1" | "true" | "yes"))
        || (lower == "outputtype" && value.eq_ignore_ascii_case("amp"));
    amp || (lower.is_empty() && value.is_empty())
        || current().has(List::Tracking, &lower)
        || current()
            .list(List::TrackingFamilies)
            .iter()
            .any(|family| lower.starts_with(family.as_str()))
}
