//! Columns by what they are called and by what they hold, and what was learnt of them.

use crate::tables::{options, review, rows, rows_with};
use ovation_read::Field;
use ovation_terms::MediaKind;

#[test]
fn the_critic_is_known_by_many_names_where_the_values_are_names() {
    for name in [
        "Member",
        "Journalist",
        "Voter",
        "Name",
        "by",
        "Contributor",
        "Critique",
        "Juror",
        "Autor",
        "Kritiker",
        "Reviewer Name",
        "Full name",
        "Mitglied",
        "Membre",
        "Giornalista",
        "Periodista",
        "Nome",
        "Nombre",
        "Medlem",
        "Namn",
        "Lid",
        "Dziennikarz",
        "Имя",
        "Участник",
        "姓名",
        "記者",
        "film critic",
        "Name of the critic",
        "juryMember",
        "Critic (optional)",
    ] {
        let table = format!(
            "Film,{name},Rating\nThe Salt Road,Ada Marsh,4/5\nLow Tide,Bo Lind,3/5\n\
             Low Tide,Cy van der Meer,2/5\n"
        );
        let (rows, facts) = rows_with(table.as_bytes(), &options(MediaKind::Table)).unwrap();
        assert_eq!(
            facts.columns.get(&Field::Critic).map(String::as_str),
            Some(name),
            "{name}"
        );
        assert_eq!(review(&rows[0]).0.critics[0].value, "Ada Marsh", "{name}");
        assert_eq!(facts.unused_columns, [""; 0], "{name}");
    }
}

#[test]
fn a_name_that_means_several_things_is_told_by_its_values() {
    let held = |table: &str| {
        rows_with(table.as_bytes(), &options(MediaKind::Table))
            .unwrap()
            .1
            .columns
    };
    let as_text = held(
        "Titre,Critique,Note\nA,Un film lent et beau qui ne finit jamais vraiment.,4\n\
         B,On sort de la salle avec une seule envie: y revenir.,3\n",
    );
    assert_eq!(
        as_text.get(&Field::Text).map(String::as_str),
        Some("Critique")
    );
    assert_eq!(
        as_text.get(&Field::Rating).map(String::as_str),
        Some("Note")
    );
    let as_critic = held("Titre,Critique,Note\nA,Ada Marsh,4\nB,Bo Lind,3\n");
    assert_eq!(
        as_critic.get(&Field::Critic).map(String::as_str),
        Some("Critique")
    );
    // What is called a review holds its writers in some sheets, in any language.
    for name in [
        "Kritik",
        "Recensione",
        "Reseña",
        "Recension",
        "Anmeldelse",
        "Рецензия",
    ] {
        let table = format!("Film,{name},Rating\nA,Ada Marsh,4/5\nB,Bo Lind,3/5\n");
        let people = held(&table);
        assert_eq!(people.get(&Field::Critic).map(String::as_str), Some(name));
        let table = format!(
            "Film,Critic,{name},Rating\nA,Ada Marsh,A slow and lovely film.,4/5\n\
             B,Bo Lind,It never finds its feet at all.,3/5\n"
        );
        assert_eq!(
            held(&table).get(&Field::Text).map(String::as_str),
            Some(name)
        );
    }
    // A family name alone would make one person of two.
    let family = held("Film,Last name,Rating\nA,Marsh,4/5\nB,Marsh,3/5\n");
    assert_eq!(family.get(&Field::Critic), None);
    let remarks = held(
        "Film,Critic,Stars,Note\nA,Ada Marsh,4/5,seen twice at the festival\n\
         B,Bo Lind,3/5,left before the end credits\n",
    );
    assert_eq!(
        remarks.get(&Field::Rating).map(String::as_str),
        Some("Stars")
    );
    let both = held("Name,Film,Rating\nAda Marsh,The Salt Road,4/5\nBo Lind,Low Tide,3/5\n");
    assert_eq!(both.get(&Field::Critic).map(String::as_str), Some("Name"));
    let film = held("Name,Critic,Rating\nThe Salt Road,Ada Marsh,4/5\nLow Tide,Bo Lind,3/5\n");
    assert_eq!(film.get(&Field::Film).map(String::as_str), Some("Name"));
    let flags = held("Film,Member,Critic,Rating\nA,yes,Ada Marsh,4/5\nB,no,Bo Lind,3/5\n");
    assert_eq!(
        flags.get(&Field::Critic).map(String::as_str),
        Some("Critic")
    );
}

#[test]
fn the_hint_for_an_unknown_table_is_sensible_or_none() {
    let hint = |table: &str| {
        rows_with(table.as_bytes(), &options(MediaKind::Table))
            .unwrap_err()
            .detail
    };
    let sensible = hint(
        "critic_name,what,how good\nAda Marsh,The Salt Road,4/5\nBo Lind,Low tide at noon,3/5\n",
    );
    assert!(
        sensible.contains("--map film=what,rating=\"how good\""),
        "{sensible}"
    );
    let none = hint("alpha,beta\nAda Marsh,https://a.example\nBo Lind,https://b.example\n");
    assert!(
        !none.contains("rating=") && !none.contains("film="),
        "{none}"
    );
}

#[test]
fn columns_that_are_not_used_are_named_with_the_reason() {
    let table =
        "Film,Critic,Rating,Score,Town,,\nA,Ada Marsh,4/5,3,Riga,x,\nB,Bo Lind,2/5,2,Oslo,,\n";
    let (_, facts) = rows_with(table.as_bytes(), &options(MediaKind::Table)).unwrap();
    assert_eq!(facts.unused_columns, ["Score", "Town", "column F"]);
    let why = |name: &str| {
        let used = facts.uses.iter().find(|used| used.column == name).unwrap();
        used.why.clone()
    };
    assert_eq!(why("Score"), "rating is read from `Rating`");
    assert_eq!(why("Town"), "its name says nothing that is known");

    let late = "{\"film\":\"A\",\"rating\":\"4/5\"}\n".repeat(1_200)
        + "{\"film\":\"B\",\"rating\":\"4/5\",\"member\":\"Ada Marsh\"}\n";
    let (_, facts) = rows_with(late.as_bytes(), &options(MediaKind::JsonLines)).unwrap();
    assert_eq!(facts.unused_columns, ["member"]);
}

#[test]
fn dates_that_cannot_be_read_or_may_be_read_two_ways_are_counted() {
    let table = "film,critic,rating,date\nA,Ada Marsh,4/5,2024-02-31\nB,Ada Marsh,4/5,3/4/2024\n\
         C,Ada Marsh,4/5,soon\nD,Ada Marsh,4/5,45366\nE,Ada Marsh,4/5,n/a\nF,Ada Marsh,4/5,2999-01-01\n\
         G,Ada Marsh,4/5,4-Mar-24\nH,Ada Marsh,4/5,4 марта 2024\nI,Ada Marsh,4/5,\n";
    let (rows, facts) = rows_with(table.as_bytes(), &options(MediaKind::Table)).unwrap();
    let unread = &facts.unread[&Field::Date];
    assert_eq!(unread.count, 3, "{unread:?}");
    assert_eq!(unread.examples, ["2024-02-31", "soon", "2999-01-01"]);
    assert_eq!(
        (facts.two_ways.count, facts.two_ways.examples.len()),
        (1, 1)
    );
    let dated = rows.iter().filter(|row| review(row).0.published.is_some());
    assert_eq!(dated.count(), 3);
}

#[test]
fn the_scale_in_a_columns_name_and_what_the_operator_says_go_with_each_rating() {
    let rows = rows("Film,Critic,Rating (out of 5)\nA,Ada Marsh,4\nB,Bo Lind,3\n");
    let rating = &review(&rows[0]).0.rating.as_ref().unwrap().value;
    assert_eq!((rating.best.as_deref(), rating.is_said), (Some("5"), false));

    let mut options = options(MediaKind::Table);
    options.scale = Some("10".to_owned());
    options.worth.insert("Awful!".to_owned(), "0.1".to_owned());
    let table = "Film,Critic,Rating\nA,Ada Marsh,8\nB,Bo Lind,awful\nC,Bo Lind,Fine\n";
    let (rows, _) = rows_with(table.as_bytes(), &options).unwrap();
    let rating = |at: usize| review(&rows[at]).0.rating.as_ref().unwrap().value.clone();
    assert_eq!(
        (rating(0).best.as_deref(), rating(0).is_said),
        (Some("10"), true)
    );
    assert_eq!(
        (rating(1).worth.as_deref(), rating(1).is_said),
        (Some("0.1"), true)
    );
    assert_eq!(rating(2).worth, None);
}
