//! Whom a statement is given to, in invented articles: each kind in ten instances and more.

use ovation_press::{PressContext, read_press};

/// Who is named for each statement, in order.
fn named(text: &str) -> Vec<String> {
    let reading = read_press(text, &PressContext::default());
    let words = |said: &ovation_press::Statement| {
        let span = said.named?;
        text.get(span.start..span.end).map(str::to_owned)
    };
    reading
        .statements
        .iter()
        .map(|said| words(said).unwrap_or_default())
        .collect()
}

/// Checks that all statements of each text are given to one, and says of which they are not.
fn check(cases: impl IntoIterator<Item = (String, String)>) {
    let (mut wrong, mut all) = (String::new(), 0);
    for (text, wanted) in cases {
        all += 1;
        let given = named(&text);
        if given.is_empty() || given.iter().any(|name| *name != wanted) {
            wrong = format!("{wrong}\n{text}\nwanted `{wanted}`, given {given:?}");
        }
    }
    assert!(all >= 10, "{all}");
    assert!(wrong.is_empty(), "{wrong}");
}

const PEOPLE: [&str; 10] = [
    "Ada Marlow",
    "Bo Tarn",
    "Nora Vale",
    "Ines Albaretto",
    "Marek Toll",
    "Lena Okafor",
    "Tomas Brandt",
    "Ruth Adeyemi",
    "Pell Harmon",
    "Clara Winthrop",
];

#[test]
fn a_name_behind_its_role_at_a_body_speaks_not_the_body() {
    let roles = [
        "Port Rose Film Festival Director",
        "Lake Pictures President",
        "Bay Film Festival Chairman",
        "Quay Film Society Chairman",
        "Northern Film Festival Director",
    ];
    check(PEOPLE.iter().zip(roles.iter().cycle()).map(|(name, role)| {
        let text = format!(
            "The line-up stands since Monday.\n\n“It is the strongest year that we have had in a long time,” \
             said {role} {name}. “Every one of these films moved us.”"
        );
        (text, (*name).to_owned())
    }));
}

#[test]
fn what_belongs_to_somebody_speaks_for_itself() {
    let owned = ["lawyer", "publicist", "spokesman", "manager", "attorney"];
    check(PEOPLE.iter().zip(owned.iter().cycle()).map(|(name, role)| {
        let last = name.split(' ').next_back().unwrap_or_default();
        let text = format!(
            "{name} left the film in March after a quarrel over money.\n\n“None of this is true and the court \
             will see that very soon,” {last}’s {role} said."
        );
        (text, format!("{last}’s {role}"))
    }));
}

#[test]
fn a_name_with_a_particle_in_capitals_is_one_name() {
    let names = [
        ("Robert De Marlo", "De Marlo"),
        ("Ada De Witt", "De Witt"),
        ("Kevin Von Stahl", "Von Stahl"),
        ("Lena Von Brandt", "Von Brandt"),
        ("Pia La Torre", "La Torre"),
        ("Leo Du Lac", "Du Lac"),
        ("Marco Della Riva", "Della Riva"),
        ("Ines Del Campo", "Del Campo"),
        ("Pia Di Nardo", "Di Nardo"),
        ("Paulo Da Costa", "Da Costa"),
    ];
    check(names.iter().map(|(name, short)| {
        let text = format!(
            "The jury met {name} and the crew on Friday.\n\n“I wanted to make it by the sea for many years,” \
             {short} said."
        );
        (text, (*name).to_owned())
    }));
}

#[test]
fn a_bodys_short_name_stands_for_the_full_one() {
    let bodies = [
        ("Film Society of Port Rose", "Film Society"),
        ("Film Guild of Harbour Bay", "Film Guild"),
        ("Film Institute of Lake Town", "Film Institute"),
        ("Film Foundation of New Quay", "Film Foundation"),
        ("Film Commission of North Bay", "Film Commission"),
        ("Film Academy of Old Town", "Film Academy"),
        ("Actors Guild of Lake County", "Actors Guild"),
        ("Writers Guild of Port Rose", "Writers Guild"),
        ("Directors Guild of Harbour Bay", "Directors Guild"),
        ("Producers Guild of New Quay", "Producers Guild"),
    ];
    check(bodies.iter().map(|(full, short)| {
        let text = format!(
            "The {full} opens its hall on Monday.\n\n“It is the strongest year that we have had in a long \
             time,” the {short} said."
        );
        (text, (*full).to_owned())
    }));
}

#[test]
fn a_line_that_is_broken_within_a_sentence_goes_on_in_the_next() {
    check(PEOPLE.iter().map(|name| {
        let text = format!(
            "{name} stated, “She is one of the greatest players of our time. When I wrote her\n\nrole in the \
             film, I could see no one else that could play that part better than\n\nher and I was right.”"
        );
        (text, (*name).to_owned())
    }));
    let broken =
        "Bo Tarn said, “It was the best time that I have ever had on a\n\nset by the sea.”";
    let reading = read_press(broken, &PressContext::default());
    let first = reading.statements.first().unwrap();
    assert_eq!(reading.statements.len(), 1);
    assert!(broken.ends_with(broken.get(first.parts.last().unwrap().start..).unwrap()));
}

#[test]
fn a_quotation_over_paragraphs_stays_with_who_began_it() {
    check(PEOPLE.iter().map(|name| {
        let last = name.split(' ').next_back().unwrap_or_default();
        let text = format!(
            "“We built the whole village by hand,” {name} said.\n\n“It took us most of the winter, and I \
             would do it all again,” {last} added. “Nobody who was there will forget it.”"
        );
        (text, (*name).to_owned())
    }));
}

#[test]
fn one_in_a_crowd_is_shown_as_printed_and_never_as_whom_the_article_is_about() {
    let crowd = [
        "one fan",
        "another fan",
        "a source",
        "an insider",
        "a viewer",
    ];
    check(PEOPLE.iter().zip(crowd.iter().cycle()).map(|(name, one)| {
        let text = format!(
            "{name} came to the premiere on Monday night and waved.\n\n“I have waited for this film for years \
             and it was worth it,” {one} said."
        );
        (text, (*one).to_owned())
    }));
}
