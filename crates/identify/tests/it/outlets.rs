use ovation_identify::{Index, OutletAnswer, site_of};
use ovation_terms::OutletId;

fn index() -> Index {
    let mut index = Index::new();
    index.add_outlet(OutletId(1), "The Evening Reel", Some("eveningreel.example"));
    index.add_outlet(OutletId(2), "Gazette", None);
    index.add_outlet(OutletId(3), "Cine Blog", Some("cineblog.blogspot.com"));
    index.add_outlet(OutletId(4), "Double", Some("double.example"));
    index.add_outlet(OutletId(5), "Double", Some("double-two.example"));
    index
}

fn answer(index: &Index, name: Option<&str>, url: Option<&str>) -> String {
    match index.outlet(name, url) {
        OutletAnswer::One(outlet) => outlet.chosen.unwrap().to_string(),
        OutletAnswer::Ambiguous(outlet) => {
            let ids: Vec<String> = outlet.candidates.iter().map(ToString::to_string).collect();
            format!("? {}", ids.join(" "))
        }
        OutletAnswer::New { name, domain } => format!("new {name} {}", domain.unwrap_or_default()),
        OutletAnswer::Missing => "missing".to_owned(),
    }
}

#[test]
fn finds_the_outlet_by_domain_and_by_name() {
    let index = index();
    let cases: [(Option<&str>, Option<&str>, &str); 12] = [
        (None, Some("https://www.eveningreel.example/reviews/1"), "1"),
        (None, Some("http://film.eveningreel.example/reviews/1"), "1"),
        (
            Some("Evening Reel Media Ltd."),
            Some("https://eveningreel.example/1"),
            "1",
        ),
        (Some("EVENING REEL"), None, "1"),
        (Some("eveningreel.example"), None, "1"),
        (Some("The Gazette"), Some("https://gazette.example/1"), "2"),
        (None, Some("https://cineblog.blogspot.com/2020/1"), "3"),
        (
            None,
            Some("https://otherblog.blogspot.com/2020/1"),
            "new otherblog.blogspot.com otherblog.blogspot.com",
        ),
        (
            Some("New Paper"),
            Some("https://newpaper.example/1"),
            "new New Paper newpaper.example",
        ),
        (Some("Double"), None, "? 4 5"),
        (Some("Double"), Some("https://double.example/1"), "4"),
        (Some("  "), None, "missing"),
    ];
    for (name, url, expected) in cases {
        assert_eq!(answer(&index, name, url), expected, "{name:?} {url:?}");
    }
}

#[test]
fn the_site_of_an_address_is_its_registered_domain() {
    let cases = [
        ("https://www.eveningreel.co.uk/a", Some("eveningreel.co.uk")),
        (
            "https://film.reviews.eveningreel.com.au/a",
            Some("eveningreel.com.au"),
        ),
        (
            "https://someone.wordpress.com/a",
            Some("someone.wordpress.com"),
        ),
        ("https://someone.github.io/a", Some("someone.github.io")),
        ("https://amp.eveningreel.com/a", Some("eveningreel.com")),
        (
            "https://www-eveningreel-com.cdn.ampproject.org/c/s/www.eveningreel.com/a",
            Some("eveningreel.com"),
        ),
        ("http://127.0.0.1:8000/a", Some("127.0.0.1")),
        ("http://[::1]/a", Some("[::1]")),
        ("ftp://eveningreel.com/a", None),
        ("reviews/1.html", None),
    ];
    for (url, site) in cases {
        assert_eq!(site_of(url).as_deref(), site, "{url}");
    }
}

/// One outlet under the names and addresses that rosters and exports give it.
#[test]
fn one_outlet_is_one_however_it_is_written() {
    let mut index = Index::new();
    index.add_outlet(OutletId(1), "The Quay Review", Some("quayreview.example"));
    index.add_outlet(OutletId(2), "Der Hafenbote", None);
    index.add_outlet(OutletId(3), "Le Phare", None);
    index.add_outlet(OutletId(4), "Lantern", None);
    let cases: [(Option<&str>, Option<&str>, &str); 26] = [
        (Some("Quay Review"), None, "1"),
        (Some("Quay Review, The"), None, "1"),
        (Some("THE QUAY REVIEW"), None, "1"),
        (Some("the quay review"), None, "1"),
        (Some("The Quay Review (UK)"), None, "1"),
        (Some("The Quay Review (U.S.)"), None, "1"),
        (Some("The&nbsp;Quay Review"), None, "1"),
        (Some("The\u{a0}Quay\u{ad} Review"), None, "1"),
        (Some("The Quay Review."), None, "1"),
        (Some("The Quay-Review"), None, "1"),
        (Some("quayreview.example"), None, "1"),
        (Some("www.quayreview.example"), None, "1"),
        (Some("https://www.quayreview.example/"), None, "1"),
        (None, Some("https://amp.quayreview.example/film/x"), "1"),
        (None, Some("https://m.quayreview.example/film/x?amp=1"), "1"),
        (Some("Hafenbote, Der"), None, "2"),
        (Some("Hafenbote"), None, "2"),
        (Some("Phare"), None, "3"),
        // Others.
        (Some("Quay Reviews"), None, "new Quay Reviews "),
        (
            Some("The Quay Review (Nigeria)"),
            None,
            "new The Quay Review (Nigeria) ",
        ),
        (Some("Quay"), None, "new Quay "),
        (Some("Phare Ouest"), None, "new Phare Ouest "),
        (Some("The Lantern"), None, "4"),
        // What is no outlet says nothing of it.
        (None, Some("https://www.metacritic.com/movie/x"), "missing"),
        (
            Some("Lantern"),
            Some("https://www.rottentomatoes.com/m/x"),
            "4",
        ),
        (Some("Metacritic"), None, "missing"),
    ];
    for (name, url, expected) in cases {
        assert_eq!(answer(&index, name, url), expected, "{name:?} {url:?}");
    }
}

/// Each form of a name with every other: the outlets that a record makes of them, one after the other.
fn outlets_of(forms: &[(&str, &str)]) -> Vec<i64> {
    let mut index = Index::new();
    let mut next = 0;
    let said = |text: &&str| !text.is_empty();
    let forms = forms.iter();
    forms
        .map(
            |(name, url)| match index.outlet(Some(*name).filter(said), Some(*url).filter(said)) {
                OutletAnswer::One(outlet) => outlet.chosen.unwrap().0,
                OutletAnswer::New { name, domain } => {
                    next += 1;
                    index.add_outlet(OutletId(next), &name, domain.as_deref());
                    next
                }
                OutletAnswer::Ambiguous(_) | OutletAnswer::Missing => 0,
            },
        )
        .collect()
}

#[test]
fn an_address_and_the_name_that_it_says_are_one_outlet() {
    let same = [
        [("Lantern Post", ""), ("www.lanternpost.com", "")],
        [("The Lantern Post", ""), ("thelanternpost.com", "")],
        [("Lantern Post", ""), ("https://www.lanternpost.co.uk/", "")],
        [("LanternPost.de", ""), ("LanternPost", "")],
        [("lantern-post.fr", ""), ("The Lantern-Post", "")],
        [
            ("", "https://www.lanternpost.it/film/x"),
            ("Lantern Post", ""),
        ],
        [("Lantern Post", ""), ("Lanternpost.pl", "")],
        [("Lantern Post RSS Feed", ""), ("lanternpost.net", "")],
        [("Lantern Post", ""), ("LANTERNPOST.AT", "")],
        [("lanternpost.in", ""), ("www.lanternpost.in", "")],
        [("lanternpost.film", ""), ("Lantern Post Film", "")],
        [("Quay-Film Club", ""), ("quayfilm.club", "")],
        [
            ("lanternpost.com.au - the harbour's leading site", ""),
            ("lanternpost.com.au", ""),
        ],
        [
            ("Lantern Post", "https://m.lanternpost.es/x"),
            ("lanternpost.es", ""),
        ],
        [
            ("lanternpost.ru", "https://amp.lanternpost.ru/x"),
            ("Lantern Post", ""),
        ],
    ];
    for forms in same {
        assert_eq!(outlets_of(&forms), [1, 1], "{forms:?}");
    }
    let apart = [
        [("metro-daily.co.uk", ""), ("metro-daily.se", "")],
        [("", "https://lanternpost.it/1"), ("lanternpost.de", "")],
        [("film.lanternpost.com", ""), ("Film", "")],
        [("Lantern Post", ""), ("lanternposts.com", "")],
        [("Post", ""), ("thepost.com.lantern.example", "")],
        [("Lantern", ""), ("lanternpost.com", "")],
        [("Sun", ""), ("sun.example", "")],
        [("The Lantern Post", ""), ("The Lantern Posts", "")],
        [("Lantern Post (Nigeria)", ""), ("lanternpost.com", "")],
        [
            ("lantern.blogspot.com", ""),
            ("lighthouse.blogspot.com", ""),
        ],
    ];
    for forms in apart {
        assert_eq!(outlets_of(&forms), [1, 2], "{forms:?}");
    }
}

#[test]
fn a_name_with_a_dot_within_is_an_address_only_where_addresses_end_so() {
    for forms in [
        [
            ("Mr.Lantern", "https://mrlantern.example/1"),
            ("Mr.Lantern", ""),
        ],
        [
            ("Hafenbl\u{e4}tt.de", "https://hafenblaett.de/1"),
            ("HAFENBL\u{c4}TT.DE", ""),
        ],
        [
            ("36.7\u{b0}", "https://thirtysix.example/1"),
            ("36.7\u{b0}", ""),
        ],
        [
            ("blog.HalfLit", "https://halflit.example/1"),
            ("Blog.halflit", ""),
        ],
        [("Vol.2", "https://volumes.example/1"), ("Vol.2", "")],
    ] {
        assert_eq!(outlets_of(&forms), [1, 1], "{forms:?}");
    }
    for forms in [
        [("blog.HalfLit", "https://halflit.example/1"), ("Blog", "")],
        [
            ("blog.HalfLit", "https://halflit.example/1"),
            ("Blog", "https://quay.example/1"),
        ],
        [("Mr.Lantern", "https://mrlantern.example/1"), ("Mr", "")],
        [("Film.Sehen", "https://filmsehen.example/1"), ("Film", "")],
        [
            ("Salt.Kritik", "https://saltkritik.example/1"),
            ("Salt", "https://salt.example/1"),
        ],
    ] {
        assert_eq!(outlets_of(&forms), [1, 2], "{forms:?}");
    }
}

/// A table's bare name, after a page of the outlet was read.
#[test]
fn a_name_without_an_address_is_the_outlet_whose_address_says_it() {
    let same = [
        [("Quay Film Review", "https://qfr.example/1"), ("QFR", "")],
        [
            ("The Quay Film Review", "https://www.qfr.test/1"),
            ("qfr", ""),
        ],
        [
            ("Quay-Film Review", "https://m.qfr.example/1"),
            ("QFR (UK)", ""),
        ],
        [
            ("Post", "https://lanternpost.example/1"),
            ("Lantern Post", ""),
        ],
        [
            ("Post", "https://thelanternpost.example/1"),
            ("The Lantern Post", ""),
        ],
        [
            ("Abend", "https://abend-kurier.example/1"),
            ("Abend-Kurier", ""),
        ],
        [
            ("Abend", "https://film.abendkurier.example/1"),
            ("ABENDKURIER", ""),
        ],
        [
            ("Le Phare", "https://amp.lephare-ouest.example/1"),
            ("LePhare-Ouest", ""),
        ],
        [
            ("Salt | Films", "https://salt-and-sand.example/1"),
            ("Salt and Sand", ""),
        ],
        [
            ("Otto", "https://ottoseesfilms.blogspot.com/1"),
            ("Otto Sees Films", ""),
        ],
        [("m.lanternpost.com", ""), ("Lantern Post", "")],
        [
            ("Lantern Post", ""),
            ("https://mobile.lanternpost.com/", ""),
        ],
    ];
    for forms in same {
        assert_eq!(outlets_of(&forms), [1, 1], "{forms:?}");
    }
    let apart = [
        // Not its first letters.
        [("Quay Review", "https://qfr.example/1"), ("QFR", "")],
        [("Evening Reel", "https://er.example/1"), ("ER", "")],
        [("Sun Film", "https://sun.example/1"), ("Sun", "")],
        // A part of what the address says.
        [("Post", "https://lanternpost.example/1"), ("Lantern", "")],
        // It has an address of its own.
        [
            ("Post", "https://lanternpost.example/1"),
            ("Lantern Post", "https://lanternpost.test/1"),
        ],
        [
            ("Quay Film Review", "https://qfr.example/1"),
            ("QFR", "https://qfr.test/1"),
        ],
    ];
    for forms in apart {
        assert_eq!(outlets_of(&forms), [1, 2], "{forms:?}");
    }
}

#[test]
fn an_address_that_may_be_several_outlets_lends_none_its_name() {
    // Two outlets whose addresses say the same.
    let two = [
        ("Post", "https://lanternpost.example/1"),
        ("Kurier", "https://lanternpost.test/1"),
        ("Lantern Post", ""),
    ];
    assert_eq!(outlets_of(&two), [1, 2, 3]);
    // Several outlets at one domain.
    let mut index = Index::new();
    index.add_outlet(OutletId(1), "Salt", Some("harbourmedia.example"));
    index.add_outlet(OutletId(2), "Sand", Some("harbourmedia.example"));
    assert_eq!(
        answer(&index, Some("Harbour Media"), None),
        "new Harbour Media "
    );
    assert_eq!(
        answer(&index, Some("Sand"), Some("https://harbourmedia.example/1")),
        "2"
    );
}
