//! Who wrote a page and where it ran, where markup does not settle it: a table for each kind of fault.
//! All invented.

use super::forms::critics;
use ovation_read::{ReadLimits, Reading, SourceBytes, read};
use ovation_terms::Day;

const BODY: &str = "<p>The film opens in an empty ferry hall and stays there for an hour. The Lamp Keeper \
trusts the audience to watch, and the director lets every scene run a little too long. The actors are \
wonderful, and the camera finds something to look at in each frame of the picture.</p>\
<p>Not all of it works: the script leans on a stolen ledger, and the score tells us what to feel. But the \
performances carry this drama through its slower scenes, and the cinematography is a pleasure.</p>\
<p>By the last reel the movie has earned its quiet ending. It is one of the better films of the year.</p>";

/// A page of a site: what its head has, what stands above, below the headline, and behind the text.
struct Parts<'a> {
    title: &'a str,
    head: &'a str,
    above: &'a str,
    below: &'a str,
    behind: &'a str,
    footer: &'a str,
}

impl Default for Parts<'_> {
    fn default() -> Self {
        Self {
            title: "Review: The Lamp Keeper (2024) | Quay Review",
            head: "",
            above: "",
            below: "",
            behind: "",
            footer: "",
        }
    }
}

fn reading(parts: &Parts<'_>) -> Reading {
    let Parts {
        title,
        head,
        above,
        below,
        behind,
        footer,
    } = parts;
    let html = format!(
        "<html lang=en><head><title>{title}</title>{head}</head><body><header>{above}</header><main>\
         <article><h1>Review: The Lamp Keeper (2024)</h1>{below}{BODY}{behind}</article></main>\
         <footer>{footer}</footer></body></html>"
    );
    let source = SourceBytes {
        bytes: html.as_bytes(),
        address: "https://quay.example/the-lamp-keeper",
        content_type: Some("text/html"),
        fetched: Day::new(2026, 6, 1).unwrap(),
    };
    read(&source, &ReadLimits::default())
}

fn who(parts: &Parts<'_>) -> Vec<String> {
    let reading = reading(parts);
    let finding = reading.findings.first();
    let finding = finding.unwrap_or_else(|| panic!("{}: {}", parts.below, reading.why_kind));
    critics(finding).into_iter().map(str::to_owned).collect()
}

fn below(below: &str) -> Parts<'_> {
    Parts {
        below,
        ..Parts::default()
    }
}

fn behind(behind: &str) -> Parts<'_> {
    Parts {
        behind,
        ..Parts::default()
    }
}

fn footer(footer: &str) -> Parts<'_> {
    Parts {
        footer,
        ..Parts::default()
    }
}

#[test]
fn words_of_menus_and_months_are_nobody() {
    let lines = [
        "<p>May 9, 2024 | Film Reviews</p>",
        "<p>Film Reviews</p><p>May 9, 2024</p>",
        "<p class=meta>Latest Reviews · May 9, 2024</p>",
        "<p class=meta>March Archive, May 9, 2024</p>",
        "<p><a href=/contact>Contact Us</a> | May 9, 2024</p>",
        "<p>May 9, 2024</p><p>Home Cinema</p>",
        "<p>Leave Comment</p><p>9 May 2024</p>",
        "<p>June Movie Reviews</p><p>June 9, 2024</p>",
        "<p>Previous Post | May 9, 2024 | Next Post</p>",
        "<p class=author>May 9, 2024</p>",
        "<p class=byline>Home</p><p class=date>May 9, 2024</p>",
        "<p>The Verdict</p>",
    ];
    for line in lines {
        assert_eq!(who(&below(line)), [""; 0], "{line}");
    }
}

#[test]
fn a_line_with_a_label_names_who_stands_behind_it() {
    let cases: [(&str, &[&str]); 12] = [
        ("<p>By Ada Marlow</p>", &["Ada Marlow"]),
        ("<p>by <a href=/about>Ada Marlow</a></p>", &["Ada Marlow"]),
        ("<p>By <b>Ada Marlow</b> | May 9, 2024</p>", &["Ada Marlow"]),
        ("<div>By: Ada Marlow</div>", &["Ada Marlow"]),
        ("<div>By:Ada Marlow</div>", &["Ada Marlow"]),
        ("<p>Words by Ada Marlow</p>", &["Ada Marlow"]),
        (
            "<p>Reviewed by Ada Marlow on May 9, 2024</p>",
            &["Ada Marlow"],
        ),
        ("<p>Posted by Ada Marlow at 9:30 am</p>", &["Ada Marlow"]),
        ("<p>May 9, 2024 by Ada Marlow</p>", &["Ada Marlow"]),
        ("<p>A review by Ada Marlow</p>", &["Ada Marlow"]),
        (
            "<p>By Ada Marlow and Cy Quill</p>",
            &["Ada Marlow", "Cy Quill"],
        ),
        (
            "<p>By Ada Marlow</p><p>Photos by Cy Quill</p>",
            &["Ada Marlow"],
        ),
    ];
    for (line, wanted) in cases {
        assert_eq!(who(&below(line)), wanted, "{line}");
    }
}

#[test]
fn nicknames_and_initials_stay_whole() {
    let cases = [
        ("<p>By Ada M.</p>", "Ada M."),
        ("<p class=byline>By A. J. Marlow</p>", "A. J. Marlow"),
        ("<p class=byline>By A.J. Marlow</p>", "A.J. Marlow"),
        ("<p>By: Ada J. Marlow</p>", "Ada J. Marlow"),
        ("<p class=byline>By Ada Marlow Jr.</p>", "Ada Marlow Jr."),
        (
            "<p>By <a rel=author href=/author/mothlight>Mothlight</a></p>",
            "Mothlight",
        ),
        ("<p>By <a rel=author href=/author/moth>moth</a></p>", "moth"),
        (
            "<span class=author><a href=/author/kmarlow>KMarlow</a></span>",
            "KMarlow",
        ),
        (
            "<p class=byline>By Ada &ldquo;Moth&rdquo; Marlow</p>",
            "Ada “Moth” Marlow",
        ),
        ("<p class=byline>By Ada O’Marlow</p>", "Ada O’Marlow"),
        ("<p class=byline>By Jean-Luc Marlow</p>", "Jean-Luc Marlow"),
        ("<p class=byline>By Mia von Hagen</p>", "Mia von Hagen"),
    ];
    for (line, wanted) in cases {
        assert_eq!(who(&below(line)), [wanted], "{line}");
    }
}

#[test]
fn whoever_owns_the_site_wrote_nothing_that_the_page_does_not_sign() {
    let footers = [
        "<p>© 2024 Marlow Press Ltd</p>",
        "<p>© 2024 Quay Review</p>",
        "<p>Copyright 2024 Quay Review. All rights reserved.</p>",
        "<p>Theme by Tom Pixel</p>",
        "<p>Powered by Harbour CMS</p>",
        "<p>Site design: Tom Pixel</p>",
        "<p>© Harbour Media Group</p>",
        "<p>Hosted by Harbour Pages</p>",
        "<p>Quay Review is published by Harbour House</p>",
        "<aside><h3>Recent comments</h3><ul><li class=comment-author>Tom Pixel</li></ul></aside>",
        "<ul><li class=author>Ada Marlow</li><li class=author>Cy Quill</li>\
         <li class=author>Tom Pixel</li><li class=author>Ida Stone</li></ul>",
    ];
    for line in footers {
        assert_eq!(who(&footer(line)), [""; 0], "{line}");
    }
}

#[test]
fn a_text_may_be_signed_at_its_end() {
    let cases = [
        ("<p><strong>Ada Marlow</strong></p>", "Ada Marlow"),
        ("<p><em>Ada Marlow</em></p>", "Ada Marlow"),
        ("<p>-<em>Ada Marlow</em></p>", "Ada Marlow"),
        ("<p>— Ada Marlow</p>", "Ada Marlow"),
        ("<p>– <b>Ada Marlow</b></p>", "Ada Marlow"),
        ("<p>By Ada Marlow</p>", "Ada Marlow"),
        ("<p>Review by <strong>Ada Marlow</strong></p>", "Ada Marlow"),
        ("<p><strong>BY ADA MARLOW</strong></p>", "ADA MARLOW"),
        ("<p>Reviewed by Ada Marlow</p>", "Ada Marlow"),
        (
            "<p class=author><a rel=author href=/author/ada>Ada Marlow</a></p>",
            "Ada Marlow",
        ),
    ];
    for (line, wanted) in cases {
        assert_eq!(who(&behind(line)), [wanted], "{line}");
    }
}

#[test]
fn names_stay_apart_from_what_a_tag_parts_them_from() {
    let lines = [
        "<div class=byline><span>By</span><span>Ada Marlow</span><span>Critic at large</span></div>",
        "<div><b>By</b><b>Ada Marlow</b></div>",
        "<div class=author><a href=/author/ada>Ada Marlow</a><span>Film Critic</span></div>",
        "<div class=byline>By<a href=/author/ada>Ada Marlow</a><time>May 9, 2024</time></div>",
        "<div class=byline><a rel=author href=/author/ada>Ada Marlow</a><i>5 min read</i></div>",
        "<p class=byline>By <span>Ada Marlow</span><span>Contributor</span></p>",
        "<p class=author><span>Ada Marlow</span><small>Staff Writer</small></p>",
        "<p class=byline>By <b>Ada Marlow</b> in <a href=/film>Film</a></p>",
        "<div class=byline><div>By</div><div>Ada Marlow</div></div>",
        "<div class=byline><span>By </span><span>Ada </span><span>Marlow</span></div>",
    ];
    for line in lines {
        assert_eq!(who(&below(line)), ["Ada Marlow"], "{line}");
    }
}

#[test]
fn a_site_is_called_what_its_places_agree_on() {
    let title = "Review: The Lamp Keeper (2024) | Quay Review";
    let cases: [(&str, &str, &str, &str, &str); 11] = [
        (title, "", "", "", "Quay Review"),
        (title, "", "<a href=/>Quay Review</a>", "", "Quay Review"),
        (
            title,
            "<meta name=author content='Ada Marlow'>",
            "",
            "<p>© Ada Marlow</p>",
            "Quay Review",
        ),
        (
            "Review: The Lamp Keeper (2024) - Ada Marlow's Films",
            "<meta name=author content='Ada Marlow'>",
            "<a href=/ class=brand>Ada Marlow's Films</a>",
            "<p>© Ada Marlow</p>",
            "Ada Marlow's Films",
        ),
        (
            "Review: The Lamp Keeper (2024) | Ada Marlow's Digital Home",
            "",
            "<a href=/ class=site-title>Ada Marlow's Digital Home</a>",
            "",
            "Ada Marlow's Digital Home",
        ),
        (
            "Review: The Lamp Keeper (2024) | Film | Quay Review",
            "",
            "<a href=/>Quay Review</a>",
            "",
            "Quay Review",
        ),
        (
            "Review: The Lamp Keeper (2024) | Quay Review",
            "<meta property=og:site_name content='Review: The Lamp Keeper (2024) - Quay Review'>",
            "",
            "",
            "Quay Review",
        ),
        (
            "Review: The Lamp Keeper (2024) | Quay Review",
            "",
            "<a href=/ class=logo><img alt='Logo Picture'></a>",
            "",
            "Quay Review",
        ),
        (
            "Quay Review | Review: The Lamp Keeper (2024)",
            "",
            "<a href=/>Quay Review</a>",
            "",
            "Quay Review",
        ),
        (
            "Review: The Lamp Keeper (2024)",
            "<link rel=alternate type=application/rss+xml title='Quay Review RSS Feed'>",
            "<a href=/ class=site-title>Quay Review</a>",
            "",
            "Quay Review",
        ),
        (
            "Review: The Lamp Keeper (2024)",
            "",
            "<div class=site-title>Quay Review</div><a href=/>&lt; Back</a>",
            "<p>© 2024 Quay Review</p>",
            "Quay Review",
        ),
    ];
    for (title, head, above, footer, wanted) in cases {
        let parts = Parts {
            title,
            head,
            above,
            footer,
            ..Parts::default()
        };
        let reading = reading(&parts);
        let outlet = reading.findings.first().and_then(|it| it.outlet.as_ref());
        let outlet = outlet.map(|outlet| outlet.value.as_str());
        assert_eq!(outlet, Some(wanted), "{title} {head} {above} {footer}");
    }
}

#[test]
fn a_site_may_be_called_like_who_writes_it() {
    let site = |head: &str, below: &str| {
        let parts = Parts {
            title: "Review: The Lamp Keeper (2024) | Ada Marlow",
            head,
            below,
            above: "<a href=/ class=site-title>Ada Marlow</a>",
            ..Parts::default()
        };
        let reading = reading(&parts);
        let finding = reading.findings.into_iter().next().unwrap();
        let outlet = finding.outlet.as_ref().map(|it| it.value.clone());
        (outlet.unwrap_or_default(), critics(&finding).join(", "))
    };
    let both = ("Ada Marlow".to_owned(), "Ada Marlow".to_owned());
    for (head, below) in [
        ("<meta name=author content='Ada Marlow'>", ""),
        ("", "<p>By Ada Marlow</p>"),
        ("", "<p class=author>Ada Marlow</p>"),
        ("", "<p>By <a href=/>Ada</a></p>"),
        ("", "<p><a rel=author href=/about>Ada Marlow</a></p>"),
    ] {
        assert_eq!(site(head, below), both, "{head} {below}");
    }
    // Somebody else's page on it is theirs.
    let guest = site(
        "",
        "<p class=byline>By <a rel=author href=/author/cy>Cy Quill</a></p>",
    );
    assert_eq!(guest, ("Ada Marlow".to_owned(), "Cy Quill".to_owned()));
}

#[test]
fn the_day_of_publication_stands_where_a_page_has_it() {
    let cases = [
        (
            "<span class=date><span>2024</span><span>05</span><span>09</span></span>",
            "",
        ),
        ("", "<meta name=date content='2024-05-09'>"),
        ("<time datetime=2024-05-09>May 9</time>", ""),
        ("<p>Published May 9, 2024. Updated June 1, 2024.</p>", ""),
        ("<p>Updated June 1, 2024. Published May 9, 2024.</p>", ""),
        (
            "<time itemprop=dateModified datetime=2024-06-01>June 1, 2024</time>\
             <time itemprop=datePublished datetime=2024-05-09>May 9, 2024</time>",
            "",
        ),
        (
            "<p>Updated: <time itemprop=datePublished datetime=2024-06-01>June 1, 2024</time></p>\
             <p>First published: May 9, 2024</p>",
            "",
        ),
        (
            "<p>Last updated <time>1 June 2024</time></p><p>Posted <time>9 May 2024</time></p>",
            "",
        ),
        (
            "<p>In cinemas from May 3, 2024</p><p>Published: May 9, 2024</p>",
            "",
        ),
        ("<p class=date>9. Mai 2024</p>", ""),
    ];
    for (line, head) in cases {
        let parts = Parts {
            head,
            below: line,
            ..Parts::default()
        };
        let reading = reading(&parts);
        let published = reading.findings.first().and_then(super::forms::published);
        assert_eq!(published.as_deref(), Some("2024-05-09"), "{line} {head}");
    }
}
