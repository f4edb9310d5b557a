//! Sitemaps: lists of a site's pages, or of further sitemaps.

use crate::{Named, PageKind, ReadLimits, Reading, SourceBytes, encoding};
use memchr::memmem;
use ovation_page::decode_entities;
use ovation_terms::{Complaint, ComplaintKind, MediaKind};
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

/// A text that is a list of addresses, one a line, which sitemaps may be too.
pub(crate) fn read_list(
    text: &str,
    encoding: &'static str,
    source: &SourceBytes<'_>,
    limits: &ReadLimits,
    complaints: Vec<Complaint>,
) -> Option<Reading> {
    let lines = || text.lines().map(str::trim).filter(|line| !line.is_empty());
    let is_address = |line: &str| {
        (line.starts_with("http://") || line.starts_with("https://"))
            && !line.contains(char::is_whitespace)
    };
    if lines().next().is_none() || !lines().all(is_address) {
        return None;
    }
    let addresses = lines().map(str::to_owned);
    Some(listing(
        addresses, "pages", source, limits, encoding, complaints,
    ))
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
            "{} of what it lists are no addresses of the web (`http` or `https`)",
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
