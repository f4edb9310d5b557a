//! What the languages' files are good for: invented sentences of each promised language.

use ovation_language::lexicon::Class;
use ovation_press::learning::speech::tokenize;
use ovation_press::{KnownTitles, PressContext, read_press};

/// What is told of in a text whose film the record knows: films, events and claims by their kind, credits by what somebody did and who.
fn told(text: &str) -> Vec<String> {
    let mut known = KnownTitles::default();
    for title in [
        "The Blue Lamp",
        "La Lampe Bleue",
        "Die Blaue Lampe",
        "La Lámpara Azul",
        "La Lampada Blu",
        "A Lâmpada Azul",
        "Северный Маяк",
    ] {
        known.add(title);
    }
    let context = PressContext {
        titles: Some(&known),
        ..PressContext::default()
    };
    let reading = read_press(text, &context);
    let events = reading
        .events
        .iter()
        .map(|event| event.kind.code().to_owned());
    let credits = reading.credits.iter().map(|credit| {
        let person = text.get(credit.person.start..credit.person.end).unwrap();
        format!("{} {person}", credit.kind.code())
    });
    let claims = reading.claim_findings(text).into_iter();
    let claims = claims.map(|claim| claim.kind.clone());
    let films = reading
        .films
        .iter()
        .map(|film| format!("film {}", film.title));
    films.chain(events).chain(credits).chain(claims).collect()
}

#[test]
fn words_of_press_tell_events_and_credits_in_every_promised_language() {
    let mut wrong = Vec::new();
    for (text, wanted) in [
        ("The film “The Blue Lamp” won the jury prize.", "award"),
        (
            "The film “The Blue Lamp” was directed by Nora Vale.",
            "director Nora Vale",
        ),
        (
            "Le film « La Lampe Bleue » a remporté le prix du jury.",
            "award",
        ),
        (
            "Le film « La Lampe Bleue » a été réalisé par Nora Vale.",
            "director Nora Vale",
        ),
        (
            "Der Film „Die Blaue Lampe“ gewann den Preis der Jury.",
            "award",
        ),
        (
            "Nora Vale inszenierte den Film „Die Blaue Lampe“.",
            "director Nora Vale",
        ),
        (
            "La película «La Lámpara Azul» ganó el premio del jurado.",
            "award",
        ),
        (
            "Nora Vale dirigió la película «La Lámpara Azul».",
            "director Nora Vale",
        ),
        (
            "Il film «La Lampada Blu» ha vinto il premio della giuria.",
            "award",
        ),
        (
            "Nora Vale dirigerà il film «La Lampada Blu».",
            "director Nora Vale",
        ),
        ("O filme «A Lâmpada Azul» ganhou o prêmio do júri.", "award"),
        (
            "Nora Vale dirigiu o filme «A Lâmpada Azul».",
            "director Nora Vale",
        ),
        ("Фильм «Северный Маяк» получил приз жюри.", "award"),
        (
            "Нора Вейл поставила фильм «Северный Маяк».",
            "director Нора Вейл",
        ),
    ] {
        let told = told(text);
        if !told.iter().any(|one| one == wanted) {
            wrong.push(format!("{text}: {told:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("; "));
}

#[test]
fn words_of_grammar_have_their_class_in_every_promised_language() {
    let cases: &[(&str, &[(&str, Class)])] = &[
        (
            "Then she said that it was over.",
            &[
                ("she", Class::He),
                ("said", Class::Said),
                ("that", Class::That),
            ],
        ),
        (
            "On Monday we wrote to him.",
            &[
                ("Monday", Class::Day),
                ("we", Class::I),
                ("him", Class::Him),
            ],
        ),
        (
            "Elle a déclaré que le tournage continue.",
            &[
                ("Elle", Class::He),
                ("déclaré", Class::Said),
                ("que", Class::That),
            ],
        ),
        (
            "Il est revenu lundi, ajoutant peu.",
            &[("lundi", Class::Day), ("ajoutant", Class::Saying)],
        ),
        (
            "Sie sagte, dass der Film fertig ist.",
            &[
                ("sagte", Class::Said),
                ("dass", Class::That),
                ("der", Class::The),
            ],
        ),
        (
            "Am Montag kamen zwei Millionen.",
            &[("Montag", Class::Day), ("Millionen", Class::Number)],
        ),
        (
            "Ella dijo que la película termina.",
            &[
                ("Ella", Class::He),
                ("dijo", Class::Said),
                ("la", Class::The),
            ],
        ),
        (
            "Volvió el jueves, añadiendo poco.",
            &[("jueves", Class::Day), ("añadiendo", Class::Saying)],
        ),
        (
            "Lei ha detto che il film è finito.",
            &[
                ("Lei", Class::He),
                ("detto", Class::Said),
                ("che", Class::That),
            ],
        ),
        (
            "Tornò giovedì, aggiungendo poco.",
            &[("giovedì", Class::Day), ("aggiungendo", Class::Saying)],
        ),
        (
            "Ela afirmou que isso foi feito.",
            &[("Ela", Class::He), ("isso", Class::It), ("foi", Class::Be)],
        ),
        (
            "Não voltou na segunda-feira, dizendo pouco.",
            &[
                ("Não", Class::Not),
                ("segunda-feira", Class::Day),
                ("dizendo", Class::Saying),
            ],
        ),
        (
            "Она сказала, что фильм был готов.",
            &[
                ("Она", Class::He),
                ("сказала", Class::Said),
                ("что", Class::That),
                ("был", Class::Be),
            ],
        ),
        (
            "В понедельник режиссёр добавил: мы не знали.",
            &[
                ("понедельник", Class::Day),
                ("режиссёр", Class::Role),
                ("добавил", Class::Said),
                ("мы", Class::I),
                ("не", Class::Not),
            ],
        ),
    ];
    for (text, wanted) in cases {
        let tokens = tokenize(text);
        for (word, class) in *wanted {
            let at = (0..tokens.len()).find(|&at| tokens.text_of(at) == *word);
            assert_eq!(
                at.map(|at| tokens.at(at).class),
                Some(*class),
                "{text}: {word}"
            );
        }
    }
}
