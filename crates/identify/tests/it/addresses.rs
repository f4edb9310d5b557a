use ovation_identify::canonical_url;
use proptest::prelude::*;

#[test]
fn every_way_to_write_the_address_of_a_page_is_one() {
    let page = "https://eveningreel.example/reviews/salt-harbour";
    for other in [
        "https://eveningreel.example/reviews/salt-harbour",
        "http://eveningreel.example/reviews/salt-harbour",
        "HTTP://WWW.EveningReel.Example:80/reviews/salt-harbour/",
        "https://www.eveningreel.example:443/reviews/salt-harbour#comments",
        "//eveningreel.example/reviews/salt-harbour",
        "  https://eveningreel.example/reviews/salt-harbour  ",
        "https://user:pass@eveningreel.example./reviews//salt-harbour",
        "https://eveningreel.example/reviews/salt-harbour/index.html",
        "https://eveningreel.example/reviews/salt%2Dharbour?",
        "https://eveningreel.example/reviews/salt-harbour?utm_source=feed&UTM_Medium=rss&fbclid=x",
        "https://eveningreel.example/reviews/salt-harbour?gclid=1&ref=home",
        "https://eveningreel.example/reviews/salt-harbour/amp",
        "https://eveningreel.example/reviews/salt-harbour/amp/",
        "https://eveningreel.example/reviews/salt-harbour.amp",
        "https://eveningreel.example/amp/reviews/salt-harbour",
        "https://eveningreel.example/reviews/salt-harbour?amp=1",
        "https://eveningreel.example/reviews/salt-harbour?amp",
        "https://eveningreel.example/reviews/salt-harbour?outputType=amp",
        "https://amp.eveningreel.example/reviews/salt-harbour",
        "https://eveningreel-example.cdn.ampproject.org/c/s/eveningreel.example/reviews/salt-harbour",
        "https://cdn.ampproject.org/v/s/www.eveningreel.example/reviews/salt-harbour/amp?amp=1",
        "https://www.google.com/amp/s/eveningreel.example/reviews/salt-harbour",
    ] {
        assert_eq!(canonical_url(other).as_deref(), Some(page), "{other}");
    }
}

#[test]
fn what_tells_pages_apart_stays() {
    let cases = [
        (
            "https://eveningreel.example/?p=12&utm_source=x",
            "https://eveningreel.example?p=12",
        ),
        (
            "https://eveningreel.example/r?b=2&a=1",
            "https://eveningreel.example/r?a=1&b=2",
        ),
        (
            "https://eveningreel.example/r?a=2&a=1",
            "https://eveningreel.example/r?a=1&a=2",
        ),
        (
            "http://eveningreel.example:8080/r",
            "http://eveningreel.example:8080/r",
        ),
        (
            "https://eveningreel.example/Reviews/A",
            "https://eveningreel.example/Reviews/A",
        ),
        (
            "https://film.eveningreel.example/r",
            "https://film.eveningreel.example/r",
        ),
        (
            "https://eveningreel.example/amplify",
            "https://eveningreel.example/amplify",
        ),
        (
            "https://eveningreel.example/amp",
            "https://eveningreel.example/amp",
        ),
        (
            "https://eveningreel.example/r/a%2fb",
            "https://eveningreel.example/r/a%2Fb",
        ),
        (
            "https://eveningreel.example/キ",
            "https://eveningreel.example/%E3%82%AD",
        ),
        ("https://amp.example/r", "https://amp.example/r"),
        ("https://www.example/r", "https://www.example/r"),
    ];
    for (url, expected) in cases {
        assert_eq!(canonical_url(url).as_deref(), Some(expected), "{url}");
    }
}

#[test]
fn what_is_no_web_address_has_no_canonical_form() {
    for url in [
        "",
        "reviews/1",
        "mailto:a@b.example",
        "file:///etc/hosts",
        "https://",
        "javascript:1",
    ] {
        assert_eq!(canonical_url(url), None, "{url}");
    }
    assert_eq!(
        canonical_url(&format!("https://a.example/{}", "x".repeat(9_000))),
        None
    );
}

proptest! {
    #[test]
    fn the_canonical_form_is_its_own_canonical_form(
        url in "\\PC{0,80}|(http|https)://(www\\.|amp\\.)?[a-z]{1,5}\\.example(:[0-9]{1,4})?(/[a-z%0-9. é]{0,6}|/amp|/index.html){0,4}/?(\\?[a-z=&+%0-9]{0,12})?(#[a-z]{0,4})?"
    ) {
        if let Some(once) = canonical_url(&url) {
            prop_assert_eq!(canonical_url(&once), Some(once.clone()), "{}", url);
        }
    }
}
