//! Lists of pages: what is fetched is never dropped, and what is not fetched says why.

use super::small_site::{Answer, SmallSite};
use super::{Record, Run, no_review, review};
use crate::CrawlLimits;
use ovation_terms::ParcelFate;
use proptest::prelude::*;
use std::fmt::Write as _;

const HTML: &str = "text/html";
const TEXT: &str = "text/plain";
const XML: &str = "application/xml";

fn passed(summary: &crate::Summary, why: &str) -> u64 {
    summary.passed_over.get(why).copied().unwrap_or(0)
}

fn unreadable(summary: &crate::Summary, why: &str) -> u64 {
    let reasons = summary.parcels.reasons.get(&ParcelFate::Unreadable);
    reasons
        .and_then(|reasons| reasons.get(why))
        .copied()
        .unwrap_or(0)
}

#[test]
fn pages_that_a_list_names_are_read_and_not_only_fetched() {
    let (record, site) = (Record::new(), SmallSite::open());
    let mut list = String::new();
    for page in 0..40 {
        site.put(&format!("/{page}"), Answer::Body(HTML, review(page)));
        writeln!(list, "{}/{page}", site.address).unwrap();
    }
    site.put("/list.txt", Answer::Body(TEXT, list));
    let summary = record.ingest(&[format!("{}/list.txt", site.address)], &Run::default());
    assert_eq!(summary.found, 40);
    assert_eq!(
        summary.parcels.to_string(),
        "taken in 41 = read 41 + no review 0 + waiting 0 + unreadable 0 + passed over 0"
    );
    record.assert_sound(&summary);
    let again = record.ingest(&[format!("{}/list.txt", site.address)], &Run::default());
    assert_eq!((again.found, again.new_entries), (40, 0));
}

#[test]
fn every_way_that_an_address_can_fail_is_counted_with_its_reason() {
    let (record, site) = (Record::new(), SmallSite::open());
    let at = &site.address;
    site.put(
        "/robots.txt",
        Answer::Body(TEXT, "User-agent: *\nDisallow: /closed\n".to_owned()),
    );
    site.put("/good", Answer::Body(HTML, review(1)));
    site.put("/plain", Answer::Body(HTML, no_review(1)));
    site.put("/moved", Answer::Redirect(format!("{at}/good")));
    site.put("/cut", Answer::Cut(review(2)));
    site.put("/broken", Answer::Status(500));
    site.put("/gone", Answer::Status(410));
    site.put(
        "/leaflet.pdf",
        Answer::Body("application/pdf", "%PDF-1.7".to_owned()),
    );
    site.put("/round", Answer::Redirect(format!("{at}/round")));
    let names = [
        "good",
        "good#end",
        "plain",
        "moved",
        "cut",
        "broken",
        "gone",
        "missing",
        "leaflet.pdf",
        "round",
        "closed/a",
        "list.txt",
    ];
    let list: Vec<String> = names.iter().map(|name| format!("{at}/{name}")).collect();
    site.put("/list.txt", Answer::Body(TEXT, list.join("\n")));
    let summary = record.ingest(&[format!("{at}/list.txt")], &Run::default());
    record.assert_sound(&summary);
    assert_eq!(summary.found, 1);
    assert_eq!((summary.parcels.read, summary.parcels.no_review), (2, 1));
    for (why, count) in [
        ("not-found", 1),
        ("gone", 1),
        ("unknown-format", 1),
        ("refused", 2),
    ] {
        assert_eq!(
            unreadable(&summary, why),
            count,
            "{why} {:?}",
            summary.parcels
        );
    }
    // A server in trouble, and an answer that breaks off.
    assert_eq!(
        unreadable(&summary, "unreachable"),
        2,
        "{:?}",
        summary.parcels
    );
    assert_eq!(passed(&summary, "same-page"), 1);
    // The list names itself, and one page twice.
    assert_eq!(passed(&summary, "asked-once"), 2);
    assert_eq!(summary.parcels.passed_over, 3);
    assert!(summary.is_partly());
}

fn feed(at: &str) -> String {
    let whole = review(3).replace("<!doctype html>", "");
    let body = whole
        .split("<article>")
        .nth(1)
        .unwrap()
        .split("</article>")
        .next()
        .unwrap();
    format!(
        "<rss version=\"2.0\"><channel><title>Meridian</title><link>{at}</link>\
         <item><title>The Lamp 3 review</title><link>{at}/3</link><author>Ada Quill</author>\
         <description><![CDATA[{body}<p>Rating: 4/5</p>]]></description></item>\
         <item><title>The Lamp 4 review</title><link>4</link><description>It begins.</description></item>\
         <item><title>No address</title><description>It begins too.</description></item>\
         <item><title>The Lamp 4 review</title><link>{at}/4#again</link></item>\
         </channel></rss>"
    )
}

#[test]
fn the_items_of_a_feed_are_read_left_out_with_a_reason_or_followed() {
    let (record, site) = (Record::new(), SmallSite::open());
    let at = &site.address;
    site.put("/feed", Answer::Body(XML, feed(at)));
    site.put("/4", Answer::Body(HTML, review(4)));
    site.put("/3", Answer::Body(HTML, review(3)));
    let named = [format!("{at}/feed")];
    let still = Run {
        follow: false,
        ..Run::default()
    };
    let summary = record.ingest(&named, &still);
    record.assert_sound(&summary);
    assert_eq!(summary.found, 1, "{:?}", summary.left_out);
    assert_eq!(summary.parcels.taken_in, 5);
    assert_eq!(summary.parcels.read, 2);
    assert_eq!(unreadable(&summary, "excerpt"), 3);
    assert_eq!(
        summary.reasons["excerpt"], 2,
        "the same page's excerpt is one trouble"
    );
    assert!(summary.is_partly());
    let followed = record.ingest(&named, &Run::default());
    record.assert_sound(&followed);
    assert_eq!(followed.found, 2, "{:?}", followed.left_out);
    assert_eq!(
        unreadable(&followed, "excerpt"),
        1,
        "the one without an address"
    );
    let known = record.ingest(&named, &still);
    assert_eq!(unreadable(&known, "excerpt"), 1);
    assert_eq!(
        (passed(&known, "page-read"), known.new_entries),
        (2, 0),
        "its page is known"
    );
    assert_eq!(passed(&followed, "asked-once"), 1);
    assert_eq!(site.whole(), 5, "each page once, and the feed thrice");
}

#[test]
fn a_list_that_is_not_followed_says_how_many_addresses_it_has() {
    let (record, site) = (Record::new(), SmallSite::open());
    let at = &site.address;
    let sitemap = format!(
        "<urlset><url><loc>{at}/1</loc></url><url><loc>{at}/2</loc></url><url><loc>{at}/1</loc></url>\
         <url><loc>ftp://x.example/3</loc></url></urlset>"
    );
    site.put("/sitemap.xml", Answer::Body(XML, sitemap));
    let still = Run {
        follow: false,
        ..Run::default()
    };
    let summary = record.ingest(&[format!("{at}/sitemap.xml")], &still);
    record.assert_sound(&summary);
    assert_eq!(passed(&summary, "not-followed"), 2);
    assert_eq!(passed(&summary, "asked-once"), 1);
    assert_eq!(passed(&summary, "no-address"), 1);
    assert!(summary.is_partly());
}

#[test]
fn limits_of_following_are_named_and_what_is_beyond_is_counted() {
    let (record, site) = (Record::new(), SmallSite::open());
    let at = &site.address;
    let mut list = String::new();
    for page in 0..9 {
        site.put(&format!("/{page}"), Answer::Body(HTML, review(page)));
        writeln!(list, "{at}/{page}").unwrap();
    }
    site.put("/list.txt", Answer::Body(TEXT, list));
    for depth in 0..6 {
        let next = format!("{at}/deep{}\n{at}/deep{}?again\n", depth + 1, depth + 1);
        site.put(&format!("/deep{depth}"), Answer::Body(TEXT, next.clone()));
        site.put(&format!("/deep{depth}?again"), Answer::Body(TEXT, next));
    }
    let cases = [
        (
            CrawlLimits {
                pages: 4,
                ..CrawlLimits::default()
            },
            "list.txt",
            "`pages`",
            4,
        ),
        (
            CrawlLimits {
                bytes: 1,
                ..CrawlLimits::default()
            },
            "list.txt",
            "`bytes`",
            0,
        ),
        (
            CrawlLimits {
                hosts: 0,
                ..CrawlLimits::default()
            },
            "list.txt",
            "`hosts`",
            0,
        ),
        (
            CrawlLimits {
                depth: 2,
                ..CrawlLimits::default()
            },
            "deep0",
            "`depth`",
            0,
        ),
    ];
    for (crawl, name, limit, found) in cases {
        let run = Run {
            crawl,
            ..Run::default()
        };
        let summary = record.ingest(&[format!("{at}/{name}")], &run);
        record.assert_sound(&summary);
        assert_eq!(summary.found, found, "{limit}");
        let told = summary
            .left_out
            .iter()
            .filter(|it| it.complaint.detail.contains(limit))
            .count();
        assert_eq!(told, 1, "{limit}: {:?}", summary.left_out);
        assert!(passed(&summary, "beyond-limit") > 0, "{limit}");
        assert!(summary.is_partly());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Lists that name each other, themselves, pages good and bad: whatever the web is like, every
    /// parcel has one fate, every page given is told of, a dry run says what the run does, and one
    /// thread says what eight say.
    #[test]
    fn whatever_lists_name_every_parcel_has_one_fate(
        nodes in prop::collection::vec((0_u8..9, prop::collection::vec(0_usize..14, 0..9)), 2..12),
        follow in any::<bool>(),
    ) {
        let site = SmallSite::open();
        let at = &site.address;
        for (number, (kind, named)) in nodes.iter().enumerate() {
            let links = || named.iter().map(|other| format!("{at}/{other}"));
            let answer = match kind {
                0 | 1 => Answer::Body(HTML, review(number % 5)),
                2 => Answer::Body(HTML, no_review(number)),
                3 => Answer::Body(TEXT, links().map(|link| format!("{link}#x")).collect::<Vec<_>>().join("\n")),
                4 => {
                    let each = links().map(|link| format!("<sitemap><loc>{link}</loc></sitemap>"));
                    Answer::Body(XML, format!("<sitemapindex>{}</sitemapindex>", each.collect::<String>()))
                }
                5 => {
                    let each = links().map(|link| format!("<item><title>T</title><link>{link}</link></item>"));
                    Answer::Body(XML, format!("<rss><channel>{}</channel></rss>", each.collect::<String>()))
                }
                6 => Answer::Status([404, 410, 500][number % 3]),
                7 => Answer::Redirect(format!("{at}/{}", named.first().copied().unwrap_or(number))),
                _ => Answer::Cut(review(number)),
            };
            site.put(&format!("/{number}"), answer);
        }
        let sources = [format!("{at}/0"), format!("{at}/1")];
        let record = Record::new();
        let run = |dry, threads| Run { dry, follow, threads, ..Run::default() };
        let dry = record.ingest(&sources, &run(true, 8));
        prop_assert_eq!(record.runtime.block_on(record.ledger.head()).unwrap().seq.0, 0);
        let before = site.whole();
        let summary = record.ingest(&sources, &run(false, 1));
        record.assert_sound(&summary);
        // Each page that was given is a source, or was reached by two addresses.
        prop_assert_eq!(site.whole() - before, summary.sources + passed(&summary, "same-page")
            + unreadable(&summary, "empty"));
        prop_assert_eq!(&dry.parcels, &summary.parcels);
        prop_assert_eq!(&dry.reasons, &summary.reasons);
        prop_assert_eq!(
            (dry.found, dry.counted, dry.waiting, dry.excluded, dry.unreadable, dry.new_entries, dry.twins),
            (summary.found, summary.counted, summary.waiting, summary.excluded, summary.unreadable,
                summary.new_entries, summary.twins)
        );
        let again = record.ingest(&sources, &run(false, 8));
        prop_assert_eq!(again.new_entries, 0);
        prop_assert_eq!(&again.parcels, &summary.parcels);
    }
}
