//! By-lines as pages, feeds and tables print them, and the people they name; all invented.

use super::{BylineSetting, clean, people, people_in_cell};

const OUTLET: BylineSetting<'_> = BylineSetting {
    outlet: Some("The Lantern"),
    keeps_agencies: false,
};

/// By-lines of one person.
const ONE: [&str; 76] = [
    "Ada MarlowCritic at large",
    "ByAda MarlowCritic at large",
    "Ada MarlowFilm Critic",
    "Ada Marlow",
    "ada marlow",
    "ADA MARLOW",
    "Ada  Marlow",
    "Ada\u{a0}Marlow",
    "Ada&nbsp;Marlow",
    "A\u{ad}da Mar\u{200b}low",
    "By Ada Marlow",
    "by Ada Marlow",
    "BY ADA MARLOW",
    "By: Ada Marlow",
    "ByAda Marlow",
    "Reviewed by Ada Marlow",
    "Review by Ada Marlow",
    "Film review by Ada Marlow",
    "Words by Ada Marlow",
    "Posted by Ada Marlow",
    "von Ada Marlow",
    "Eine Kritik von Ada Marlow",
    "Text: Ada Marlow",
    "par Ada Marlow, critique",
    "par Ada Marlow",
    "por Ada Marlow",
    "a cura di Ada Marlow",
    "door Ada Marlow",
    "Автор: Ada Marlow",
    "Marlow, Ada",
    "MARLOW, ADA",
    "Ada Marlow, Film Critic",
    "Ada Marlow, Chief Film Critic",
    "Ada Marlow | Staff Writer",
    "Ada Marlow - Film Critic",
    "Ada Marlow – Contributor",
    "Ada Marlow (critic)",
    "Ada Marlow (The Lantern)",
    "Ada Marlow [staff]",
    "Ada Marlow Film Critic",
    "Film critic Ada Marlow",
    "Ada Marlow for the Lantern",
    "Ada Marlow for The Lantern",
    "ADA MARLOW FOR THE LANTERN",
    "Ada Marlow, Lantern",
    "Ada Marlow, The Lantern",
    "Ada Marlow | Lantern",
    "Ada Marlow - The Lantern",
    "Ada Marlow The Lantern",
    "Ada Marlow of the Lantern",
    "Ada Marlow in Cannes",
    "Ms. Ada Marlow",
    "Ms Ada Marlow",
    "Dr. Ada Marlow",
    "Frau Ada Marlow",
    "Ada Marlow, PhD",
    "Ada Marlow*",
    "\u{201c}Ada Marlow\u{201d}",
    "Ada Marlow <ada@lantern.example>",
    "ada.marlow@lantern.example (Ada Marlow)",
    "@adamarlow Ada Marlow",
    "Ada Marlow June 14, 2024",
    "Ada Marlow Jun. 14, 2024 at 9:00 am",
    "Ada Marlow on June 14, 2024",
    "Ada Marlow vendredi 14 juin 2024",
    "Ada Marlow | 14. Juni 2024",
    "June 14, 2024 | Ada Marlow",
    "Ada Marlow June",
    "Ada Marlow 5 min read",
    "Ada Marlow USA WEEK",
    "Ada Marlow, Marlow Institute of ships",
    "Ada Marlow, HARBOUR RADIO",
    "and Ada Marlow",
    "More by Ada Marlow",
    "View all posts by Ada Marlow",
    "Escrita por Ada Marlow",
];

#[test]
fn one_person_is_one_however_the_byline_is_printed() {
    for printed in ONE {
        let found = people(printed, OUTLET);
        assert_eq!(found.len(), 1, "{printed}: {found:?}");
        assert_eq!(found[0].to_lowercase(), "ada marlow", "{printed}");
    }
}

#[test]
fn several_people_are_told_apart() {
    let cases: [(&str, &[&str]); 26] = [
        ("Ada Marlow and Cy Quill", &["Ada Marlow", "Cy Quill"]),
        ("By Ada Marlow and Cy Quill", &["Ada Marlow", "Cy Quill"]),
        ("Ada Marlow & Cy Quill", &["Ada Marlow", "Cy Quill"]),
        ("Ada Marlow / Cy Quill", &["Ada Marlow", "Cy Quill"]),
        ("Ada Marlow/Cy Quill", &["Ada Marlow", "Cy Quill"]),
        ("Ada Marlow, Cy Quill", &["Ada Marlow", "Cy Quill"]),
        ("Ada Marlow; Cy Quill", &["Ada Marlow", "Cy Quill"]),
        ("Ada Marlow|Cy Quill", &["Ada Marlow", "Cy Quill"]),
        ("Ada Marlow with Cy Quill", &["Ada Marlow", "Cy Quill"]),
        ("Ada Marlow et Cy Quill", &["Ada Marlow", "Cy Quill"]),
        ("Ada Marlow und Cy Quill", &["Ada Marlow", "Cy Quill"]),
        ("Ada Marlow y Cy Quill", &["Ada Marlow", "Cy Quill"]),
        ("Ada Marlow e Cy Quill", &["Ada Marlow", "Cy Quill"]),
        ("Ada Marlow и Cy Quill", &["Ada Marlow", "Cy Quill"]),
        ("ADA MARLOW AND CY QUILL", &["ADA MARLOW", "CY QUILL"]),
        ("ada marlow and cy quill", &["ada marlow", "cy quill"]),
        (
            "Ada Marlow, Cy Quill and Tom Reyes",
            &["Ada Marlow", "Cy Quill", "Tom Reyes"],
        ),
        (
            "Ada Marlow, Cy Quill & Tom Reyes",
            &["Ada Marlow", "Cy Quill", "Tom Reyes"],
        ),
        (
            "Ada Marlow, Cy Quill, and Tom Reyes",
            &["Ada Marlow", "Cy Quill", "Tom Reyes"],
        ),
        (
            "Joe Quill, Jr., and Ada Marlow",
            &["Joe Quill Jr.", "Ada Marlow"],
        ),
        (
            "Joe Quill Jr. and Ada Marlow",
            &["Joe Quill Jr.", "Ada Marlow"],
        ),
        ("Marlow, Ada and Quill, Cy", &["Ada Marlow", "Cy Quill"]),
        ("Marlow, Ada; Quill, Cy", &["Ada Marlow", "Cy Quill"]),
        ("Marlow, A., Quill, C.", &["A. Marlow", "C. Quill"]),
        (
            "Ada Marlow, Film Critic, and Cy Quill, Editor",
            &["Ada Marlow", "Cy Quill"],
        ),
        ("Ada Marlow\nCy Quill", &["Ada Marlow", "Cy Quill"]),
    ];
    for (printed, wanted) in cases {
        assert_eq!(people(printed, OUTLET), wanted, "{printed}");
    }
}

#[test]
fn what_belongs_to_a_name_stays() {
    let cases = [
        ("Joe Quill, Jr.", "Joe Quill Jr."),
        ("Joe Quill III", "Joe Quill III"),
        ("Quill, Joe, Jr.", "Joe Quill Jr."),
        ("Quill, John W., Jr.", "John W. Quill Jr."),
        ("von Hagen, Mia", "Mia von Hagen"),
        ("Mia von Hagen", "Mia von Hagen"),
        ("De la Cruz, Ines", "Ines De la Cruz"),
        ("Ines de la Cruz", "Ines de la Cruz"),
        ("Abby Derby", "Abby Derby"),
        ("Byron Stone", "Byron Stone"),
        ("Vera May", "Vera May"),
        ("Orlando", "Orlando"),
        ("R. Quill", "R. Quill"),
        ("A.B. Quill", "A.B. Quill"),
        ("Jean-Luc Marlow", "Jean-Luc Marlow"),
        ("Ada O'Hara", "Ada O'Hara"),
        ("Yo-Lan Ma", "Yo-Lan Ma"),
        ("M. Night Quill", "M. Night Quill"),
        ("Ada Jane MARLOW", "Ada Jane MARLOW"),
        ("Jean Luc DE LA TOUR", "Jean Luc DE LA TOUR"),
        ("Associated Press", "Associated Press"),
        ("Critic 12", "Critic 12"),
        ("Иван Лодочников", "Иван Лодочников"),
        ("山田太郎", "山田太郎"),
    ];
    for (printed, wanted) in cases {
        assert_eq!(people(printed, OUTLET), [wanted], "{printed}");
    }
}

#[test]
fn sites_desks_logins_and_addresses_are_nobody() {
    for printed in [
        "admin",
        "Admin",
        "Staff",
        "The Lantern",
        "Lantern",
        "Lantern Staff",
        "The Lantern Staff",
        "Editorial Team",
        "Film Critic",
        "staff writer",
        "ada.marlow@lantern.example",
        "a.marlow@lantern.example",
        "@adamarlow",
        "ada-marlow",
        "ada_marlow",
        "https://lantern.example/writers/ada",
        "www.lantern.example",
        "Redaktion",
        "La rédaction",
        "Редакция",
        "June 14, 2024",
        "Anonymous",
        "2 min read",
        "4:03PM",
        "Written by",
        "lantern.example",
        "",
        " - ",
    ] {
        let found = people(printed, OUTLET);
        assert!(found.is_empty(), "{printed}: {found:?}");
    }
}

#[test]
fn a_cell_may_hold_a_login_that_spells_a_name() {
    let cases = [
        ("ada-marlow", Some("Ada Marlow")),
        ("ada.marlow", Some("Ada Marlow")),
        ("ada_jane_marlow", Some("Ada Jane Marlow")),
        ("adamarlow", Some("adamarlow")),
        ("reader7", Some("reader7")),
        ("Marlow, Ada", Some("Ada Marlow")),
        ("Ada Marlow, Lantern", Some("Ada Marlow")),
        ("a.marlow@lantern.example", None),
        ("admin", None),
        ("Staff", None),
        ("Lantern", None),
        ("staff-writer", None),
    ];
    for (printed, wanted) in cases {
        let found = people_in_cell(printed, Some("Lantern"));
        let wanted: Vec<&str> = wanted.into_iter().collect();
        assert_eq!(found, wanted, "{printed}");
    }
}

#[test]
fn agencies_stand_beside_people_only_where_they_are_asked_for() {
    let kept = BylineSetting {
        keeps_agencies: true,
        ..OUTLET
    };
    assert_eq!(people("Ada Marlow/AFP", kept), ["Ada Marlow", "AFP"]);
    assert_eq!(people("Ada Marlow, dpa", kept), ["Ada Marlow", "dpa"]);
    assert_eq!(people("Ada Marlow/AFP", OUTLET), ["Ada Marlow"]);
}

/// Pairs of by-lines judged by reading: the same person, or others. No two people are joined, and
/// nine of ten spellings of one are.
#[test]
fn pairs_of_bylines_are_judged_as_a_reader_would() {
    let others = [
        "Ida Marlow",
        "Ada Barlow",
        "Ada Marlowe",
        "A. Marlow",
        "Ada Jane Marlow",
        "Ada Marlow Jr.",
        "Marlow",
        "Adam Arlow Quill",
        "Cy Quill",
        "Ada Quill",
        "Marlow Quill",
        "Ada May",
    ];
    let key = |printed: &str| {
        let names = people(printed, OUTLET);
        names
            .iter()
            .map(|name| ovation_terms::fold(name))
            .collect::<Vec<_>>()
    };
    let same: Vec<(&str, &str)> = ONE.iter().map(|printed| (*printed, "Ada Marlow")).collect();
    let apart = others
        .iter()
        .flat_map(|other| ONE.iter().step_by(6).map(move |one| (*one, *other)));
    let apart: Vec<(&str, &str)> = apart.collect();
    assert!(same.len() + apart.len() >= 120);
    let joined = same
        .iter()
        .filter(|(one, other)| key(one) == key(other))
        .count();
    assert!(joined * 10 >= same.len() * 9, "{joined} of {}", same.len());
    for (one, other) in apart {
        assert_ne!(key(one), key(other), "{one} / {other}");
        assert_ne!(
            ovation_terms::fold(&clean(one)),
            ovation_terms::fold(&clean(other)),
            "{one} / {other}"
        );
    }
}

/// What somebody is, told in several words, beside a name and alone.
const ROLES: [&str; 16] = [
    "Executive Editor",
    "Executive Content Editor",
    "Sports Editor",
    "Home Security Expert",
    "Privacy and Digital Security Expert",
    "Shopping writer",
    "Senior TV Critic",
    "Deputy Film Editor",
    "Weekend Arts Columnist",
    "Special Correspondent",
    "Lead Games Reviewer",
    "Associate Features Producer",
    "Science & Tech Reporter",
    "Stellvertretender Redakteur",
    "Capo Redattore",
    "Jefe Redactor",
];

#[test]
fn a_role_of_several_words_is_nobody_and_no_part_of_a_name() {
    for role in ROLES {
        assert!(people(role, OUTLET).is_empty(), "{role}");
        for line in [
            format!("Ada Marlow, {role}"),
            format!("By Ada Marlow, {role}"),
            format!("Ada Marlow {role}"),
            format!("ADA MARLOW, {role}"),
        ] {
            let found = people(&line, OUTLET);
            assert_eq!(found.len(), 1, "{line}: {found:?}");
            assert_eq!(found[0].to_lowercase(), "ada marlow", "{line}");
        }
    }
    // Names that only look so.
    for name in ["Ada Editor", "Cy Writer", "Ada Home", "Joe Expert"] {
        assert_eq!(people(name, OUTLET), [name]);
    }
}

#[test]
fn what_a_page_prints_beside_names_is_nobody() {
    for words in [
        "About The Author",
        "View Full Profile",
        "View Profile",
        "Email Twitter",
        "Email Facebook Twitter",
        "Share Reply",
        "Log In",
        "Quay Review Submissions",
        "Abendkurier Redaktion",
        "Lantern Post Team",
        "LBC News",
        "QRS Radio",
        "NTV Magazine Online",
    ] {
        let found = people(words, OUTLET);
        assert!(found.is_empty(), "{words}: {found:?}");
    }
}

#[test]
fn who_comments_is_named_without_the_word_that_leads_to_the_comment() {
    for line in [
        "Ada Marlow says:",
        "Ada Marlow said:",
        "Ada Marlow wrote:",
        "Ada Marlow dice:",
        "Ada Marlow escribi\u{f3}:",
        "Ada Marlow schreibt:",
        "Ada Marlow meint:",
        "Ada Marlow a dit :",
        "Ada Marlow \u{e9}crit :",
        "Ada Marlow ha scritto:",
        "Ada Marlow disse:",
        ", by Ada Marlow",
        "Ada Marlow Post author",
        "Par Ada Marlow",
    ] {
        assert_eq!(people(line, OUTLET), ["Ada Marlow"], "{line}");
    }
    assert_eq!(people_in_cell("Sol dice:", None), ["Sol"]);
    assert_eq!(people("Ada Dice", OUTLET), ["Ada Dice"]);
    assert_eq!(
        people("Par Ada Marlow et Cy Quill", OUTLET),
        ["Ada Marlow", "Cy Quill"]
    );
}
