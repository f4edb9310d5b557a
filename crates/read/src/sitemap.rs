//! Sitemaps: lists of a site's pages, or of further sitemaps.

use crate::{Named, PageKind, ReadLimits, Reading, SourceBytes, encoding};
use memchr::memmem;
use ovation_page::decode_entities;
use ovation_terms::{Complaint, ComplaintKind, MediaKind, excerpt};
use std::collections::BTreeSet;

/// Reads a sitemap or an index of sitemaps, well-formed or not.
///
/// # Source
/// sitemaps.org, protocol 0.9: `loc` in `url` or `sitemap`; 50,000 of them at most.
pub(crate) fn read_sitemap(source: &SourceBytes<'_>, limits: &ReadLimits) -> Reading {
    let mut complaints = Vec::new();
    let bytes = encoding::within(source.bytes, limits.sitemap_bytes, &mut complaints);
    let decoded = encoding::decode_page(bytes, source.content_type);
    complaints.extend(decoded.complaint());
    let is_index = decoded.text.contains("<sitemapindex") || decoded.text.contains(":sitemapindex");
    let addresses = locations(&decoded.text);
    let what = if is_index { "sitemaps" } else { "pages" };
    let encoding = decoded.encoding.name();
    listing(addresses, what, source, limits, encoding, complaints)
}

/// A line of a list that is no address has fewer words than a sentence of prose.
const ODD_LINE_WORDS: usize = 12;

/// What a line of a list of addresses holds.
enum AddressLine<'t> {
    /// An address.
    Address(&'t str),
    /// Nothing, or a comment behind `#`.
    Nothing,
    /// Something else, and why it is no address.
    Odd(&'static str),
}

impl<'t> AddressLine<'t> {
    fn of(line: &'t str) -> Self {
        let line = line.trim_matches(|letter: char| letter.is_whitespace() || letter == '\u{feff}');
        if line.is_empty() || line.starts_with('#') {
            return Self::Nothing;
        }
        let (first, rest) = match line.split_once(char::is_whitespace) {
            Some((first, rest)) => (first, rest.trim_start()),
            None => (line, ""),
        };
        let scheme = first.split_once("://").map(|(scheme, _)| scheme);
        let is_web = scheme.is_some_and(|scheme| {
            scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https")
        });
        if !is_web {
            return Self::Odd(match scheme {
                Some(_) => "the address is none of the web (`http` or `https`)",
                None => "it begins with no `http://` or `https://`",
            });
        }
        if url::Url::parse(first).is_err() {
            return Self::Odd("no address can be read from it");
        }
        if rest.is_empty() || rest.starts_with('#') {
            Self::Address(first)
        } else {
            Self::Odd("behind the address stands something else; a comment begins with `#`")
        }
    }
}

/// A text that is a list of addresses, one a line, which sitemaps may be too. Empty lines and comments are
/// passed over; of any other line that is no address is told which it is and why, and the rest is taken.
pub(crate) fn read_list(
    text: &str,
    encoding: &'static str,
    source: &SourceBytes<'_>,
    limits: &ReadLimits,
    mut complaints: Vec<Complaint>,
) -> Option<Reading> {
    let (mut addresses, mut odd) = (Vec::new(), Vec::new());
    for (number, line) in (1..).zip(text.lines()) {
        match AddressLine::of(line) {
            AddressLine::Address(address) => addresses.push(address.to_owned()),
            AddressLine::Nothing => {}
            AddressLine::Odd(_) if line.split_whitespace().count() > ODD_LINE_WORDS => return None,
            AddressLine::Odd(why) => odd.push((number, line.trim(), why)),
        }
    }
    // A text that mentions some addresses is no list of them.
    let words = odd.iter().filter(|(_, line, _)| is_words(line)).count();
    if addresses.is_empty() || words >= addresses.len() {
        return None;
    }
    for (number, line, why) in odd {
        let detail = format!("`{}` is passed over: {why}", excerpt(line, ODD_LINE_WORDS));
        let place = format!("line {number}");
        complaints.push(Complaint::lost(ComplaintKind::BadRow, place, detail));
    }
    let addresses = addresses.into_iter();
    Some(listing(
        addresses, "pages", source, limits, encoding, complaints,
    ))
}

/// Whether a line is words, rather than an address gone wrong or a path.
fn is_words(line: &str) -> bool {
    line.contains(char::is_whitespace) && !line.contains("://") && !line.starts_with(['/', '.'])
}

fn listing(
    addresses: impl Iterator<Item = String>,
    what: &str,
    source: &SourceBytes<'_>,
    limits: &ReadLimits,
    encoding: &'static str,
    mut complaints: Vec<Complaint>,
) -> Reading {
    let base = url::Url::parse(source.address).ok();
    let mut met = BTreeSet::new();
    let mut links = Vec::new();
    let mut named = Named::default();
    for address in addresses {
        let url = match (url::Url::parse(&address), &base) {
            (Ok(url), _) => Some(url),
            (Err(_), Some(base)) => base.join(&address).ok(),
            (Err(_), None) => None,
        };
        let Some(mut url) = url.filter(|url| matches!(url.scheme(), "http" | "https")) else {
            named.unusable += 1;
            continue;
        };
        url.set_fragment(None);
        if links.len() >= limits.sitemap_links {
            named.beyond += 1;
        } else if met.insert(url.to_string()) {
            links.push(url.to_string());
        } else {
            named.repeated += 1;
        }
    }
    if named.beyond > 0 {
        let detail = format!(
            "expected at most {} addresses (`sitemap_links`), found {} more, which were left out; \
             give the list in parts",
            limits.sitemap_links, named.beyond
        );
        complaints.push(Complaint::lost(ComplaintKind::TooMany, "", detail));
    }
    if named.unusable > 0 {
        let detail = format!(
            "what it lists and is no address of the web (`http` or `https`): {}",
            named.unusable
        );
        complaints.push(Complaint::lost(ComplaintKind::BadMarkup, "", detail));
    }
    if links.is_empty() {
        let detail = "the sitemap lists no address";
        complaints.push(Complaint::lost(ComplaintKind::NoReview, "", detail));
    }
    Reading {
        media: MediaKind::Feed,
        encoding,
        title: None,
        kind: PageKind::Sitemap,
        why_kind: format!("a sitemap of {} {what}", links.len()),
        text: String::new(),
        article: None,
        findings: Vec::new(),
        links,
        named,
        complaints,
    }
}

/// The addresses in `loc` elements, whatever their prefix; those of pictures and videos of a page
/// (`image:loc`, `video:content_loc`) are no pages.
fn locations(text: &str) -> impl Iterator<Item = String> {
    memmem::find_iter(text.as_bytes(), b"<loc").filter_map(move |at| {
        let rest = text.get(at..)?;
        let (tag, behind) = rest.split_once('>')?;
        if !matches!(tag.trim_end(), "<loc") && !tag.starts_with("<loc ") {
            return None;
        }
        let content = match behind.trim_start().strip_prefix("<![CDATA[") {
            Some(marked) => marked.split("]]>").next()?.to_owned(),
            None => decode_entities(behind.split('<').next()?),
        };
        let content = content.trim();
        (!content.is_empty()).then(|| content.to_owned())
    })
}
