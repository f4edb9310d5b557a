//! What the names of columns say beside their field: scales, and parts of a critic's name; and languages
//! in words.

use ovation_read::{Field, ReadLimits, TableFacts, TableOptions, TableRow, read_table};
use ovation_terms::{Day, MediaKind, ReviewFinding};
use std::ops::ControlFlow;

fn read(table: &str) -> (Vec<ReviewFinding>, TableFacts) {
    let mut rows = Vec::new();
    let options = TableOptions::new("t", MediaKind::Table, Day::new(2024, 6, 1).unwrap());
    let limits = ReadLimits::default();
    let facts = read_table(table.as_bytes(), &options, &limits, &mut |row| {
        if let TableRow::Review { finding, .. } = row {
            rows.push(*finding);
        }
        ControlFlow::Continue(())
    });
    (rows, facts.unwrap())
}

#[test]
fn the_scale_that_a_columns_name_states_is_taken() {
    for (name, best) in [
        ("rating (of 4)", "4"),
        ("Score %", "100"),
        ("stars/5", "5"),
        ("Note sur 20", "20"),
        ("Punkte von 10", "10"),
        ("Wertung in Prozent", "100"),
        ("Voto (su 10)", "10"),
        ("Puan (10 üzerinden)", "10"),
        ("評価（5点満点）", "5"),
        ("평점 (10점 만점)", "10"),
    ] {
        let table = format!("critic;film;{name}\nAda Marsh;Low Tide;3\nBo Lind;Low Tide;2\n");
        let (rows, facts) = read(&table);
        assert_eq!(
            facts.columns.get(&Field::Rating).map(String::as_str),
            Some(name)
        );
        let rating = &rows[0].rating.as_ref().unwrap().value;
        assert_eq!(rating.best.as_deref(), Some(best), "{name}");
    }
}

#[test]
fn a_first_and_a_last_name_are_one_critic() {
    for (first, last) in [
        ("First name", "Last name"),
        ("Given name", "Surname"),
        ("Vorname", "Nachname"),
        ("Vorname", "Name"),
        ("Prénom", "Nom"),
        ("Prénom", "Nom de famille"),
        ("Nombre", "Apellidos"),
        ("Nome", "Cognome"),
        ("Nome", "Sobrenome"),
        ("Voornaam", "Achternaam"),
        ("Förnamn", "Efternamn"),
        ("Fornavn", "Efternavn"),
        ("Fornavn", "Etternavn"),
        ("Etunimi", "Sukunimi"),
        ("Imię", "Nazwisko"),
        ("Jméno", "Příjmení"),
        ("Имя", "Фамилия"),
        ("Ad", "Soyad"),
        ("名", "姓"),
        ("이름", "성"),
    ] {
        for order in [[first, last], [last, first]] {
            let cells = |one: &str, other: &str| {
                if order[0] == first {
                    format!("{one};{other}")
                } else {
                    format!("{other};{one}")
                }
            };
            let table = format!(
                "{};film;rating\n{};Low Tide;3/5\n{};Salt Road;2/5\n{};Salt Road;1/5\n",
                order.join(";"),
                cells("Ada", "Marsh"),
                cells("Bo", "van der Lind"),
                cells("", "Zed"),
            );
            let (rows, facts) = read(&table);
            let critics: Vec<&str> = rows
                .iter()
                .map(|row| row.critics[0].value.as_str())
                .collect();
            assert_eq!(
                critics,
                ["Ada Marsh", "Bo van der Lind", "Zed"],
                "{first} {last}"
            );
            // Told of both columns, and nothing is left to ask.
            let used: Vec<_> = facts
                .uses
                .iter()
                .filter(|used| used.field == Some(Field::Critic))
                .collect();
            assert_eq!(used.len(), 2, "{first} {last}");
            assert!(
                used.iter().all(|used| used.why.contains("joined with")),
                "{used:?}"
            );
            assert!(facts.unused_columns.is_empty());
        }
    }
    let (rows, _) = read("姓,名,film,rating\n山田,花子,Low Tide,3/5\n佐藤,健,Low Tide,2/5\n");
    assert_eq!(rows[0].critics[0].value, "山田花子");
    // One part alone is nobody, and a column of whole names goes before parts.
    let (rows, _) = read("First name,film,rating\nAda,Low Tide,3/5\nBo,Low Tide,2/5\n");
    assert!(rows[0].critics.is_empty());
    let (rows, _) = read(
        "critic,First name,Last name,film,rating\nAda Marsh,Zed,Young,Low Tide,3/5\n\
         Bo Lind,Al,Old,Low Tide,2/5\n",
    );
    assert_eq!(rows[0].critics[0].value, "Ada Marsh");
}

#[test]
fn a_language_in_words_becomes_its_code_and_what_is_none_is_told() {
    let (rows, facts) = read(
        "critic,film,rating,language\nAda Marsh,Low Tide,3/5,Deutsch\nBo Lind,Low Tide,2/5,French\n\
         Cy Moor,Low Tide,2/5,français\nDi Fenn,Low Tide,2/5,Klingon\nEd Wick,Low Tide,2/5,EN\n\
         Fay Orr,Low Tide,2/5,pt_BR\n",
    );
    let languages: Vec<_> = rows.iter().map(|row| row.language.as_deref()).collect();
    let expected = [
        Some("de"),
        Some("fr"),
        Some("fr"),
        None,
        Some("en"),
        Some("pt-br"),
    ];
    assert_eq!(languages, expected);
    let unread = &facts.unread[&Field::Language];
    assert_eq!(
        (unread.count, unread.examples.as_slice()),
        (1, &["Klingon".to_owned()][..])
    );
}

/// Who signed each row and where it ran, as read with what is said of all rows; and what of that was not
/// heard.
fn read_said(table: &str, critic: Option<&str>, outlet: Option<&str>) -> (String, String) {
    let mut rows = Vec::new();
    let options = TableOptions {
        critic: critic.map(str::to_owned),
        outlet: outlet.map(str::to_owned),
        ..TableOptions::new("t", MediaKind::Table, Day::new(2024, 6, 1).unwrap())
    };
    let limits = ReadLimits::default();
    let facts = read_table(table.as_bytes(), &options, &limits, &mut |row| {
        if let TableRow::Review { finding, .. } = row {
            let critics = finding.critics.iter().map(|it| it.value.clone());
            let outlet = finding.outlet.as_ref().map(|it| it.value.clone());
            let signed = critics.collect::<Vec<_>>().join("+");
            rows.push(format!("{signed} @ {}", outlet.unwrap_or_default()));
        }
        ControlFlow::Continue(())
    });
    let facts = facts.unwrap();
    let not_heard: Vec<String> = facts.not_heard.iter().map(ToString::to_string).collect();
    (rows.join("; "), not_heard.join(" "))
}

#[test]
fn what_is_said_of_all_rows_holds_where_no_column_says_it() {
    let own = "Name,Year,Rating\nThe Lamp,2012,4\nThe Quay,2013,3\n";
    let signed = "film,critic,rating\nThe Lamp,Cy Quill,4/5\nThe Quay,,3/5\n";
    let placed = "film,outlet,rating\nThe Lamp,Lantern,4/5\n";
    let halves = "film,first name,last name,critic,rating\nThe Lamp,Cy,Quill,Cy Quill,4/5\n";
    let cases = [
        (
            own,
            Some("Ada Marlow"),
            None,
            "Ada Marlow @ ; Ada Marlow @ ",
            "",
        ),
        (
            own,
            Some("By Ada Marlow"),
            None,
            "Ada Marlow @ ; Ada Marlow @ ",
            "",
        ),
        (
            own,
            Some("ada-marlow"),
            None,
            "Ada Marlow @ ; Ada Marlow @ ",
            "",
        ),
        (own, Some("Ada"), None, "Ada @ ; Ada @ ", ""),
        (
            own,
            Some("Ada Marlow and Cy Quill"),
            None,
            "Ada Marlow+Cy Quill @ ; Ada Marlow+Cy Quill @ ",
            "",
        ),
        (own, None, Some("Lantern"), " @ Lantern;  @ Lantern", ""),
        (
            own,
            Some("Ada Marlow"),
            Some("Lantern"),
            "Ada Marlow @ Lantern; Ada Marlow @ Lantern",
            "",
        ),
        (own, None, None, " @ ;  @ ", ""),
        (
            signed,
            Some("Ada Marlow"),
            None,
            "Cy Quill @ ;  @ ",
            "critic",
        ),
        (
            signed,
            Some("Ada Marlow"),
            Some("Lantern"),
            "Cy Quill @ Lantern;  @ Lantern",
            "critic",
        ),
        (
            placed,
            Some("Ada Marlow"),
            Some("Quay Review"),
            "Ada Marlow @ Lantern",
            "outlet",
        ),
        (halves, Some("Ada Marlow"), None, "Cy Quill @ ", "critic"),
    ];
    for (table, critic, outlet, rows, not_heard) in cases {
        let found = read_said(table, critic, outlet);
        assert_eq!(
            found,
            (rows.to_owned(), not_heard.to_owned()),
            "{table} {critic:?}"
        );
    }
}
