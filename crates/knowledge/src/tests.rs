use super::*;
use std::path::Path;

#[test]
fn every_file_that_comes_along_is_right_and_every_list_has_a_value() {
    for (file, text) in SHIPPED {
        let read = Knowledge::default().with(file, text);
        assert!(read.is_ok(), "{}", read.unwrap_err());
    }
    for list in List::ALL {
        assert!(!shipped().list(*list).is_empty(), "{}", list.name());
    }
    assert!(shipped().exports().len() >= 10);
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data");
    let files = std::fs::read_dir(folder).unwrap();
    let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut files: Vec<String> = names
        .filter(|name| Path::new(name).extension().is_some_and(|it| it == "toml"))
        .map(|name| format!("knowledge/{name}"))
        .collect();
    files.sort();
    let mut known = SHIPPED.map(|(file, _)| file.to_owned());
    known.sort_unstable();
    assert_eq!(files, known, "a file of the folder is not read");
}

/// A row under a heading, with all that a row must say beside its body.
fn row(heading: &str, body: &str) -> String {
    format!("[[{heading}]]\nnoted = \"2031-05-06\"\nsource = \"the owner\"\n{body}\n")
}

fn told(text: &str) -> String {
    let told = Knowledge::default().with("own.toml", text);
    told.map_or_else(|wrong| wrong.to_string(), |_| String::new())
}

#[test]
fn rows_add_values_and_take_them_away() {
    let row = |rest: &str| row("row", &format!("list = \"hosts.own_names\"\n{rest}"));
    let known = Knowledge::default()
        .with(
            "a.toml",
            &row("values = [\"lamps.example\", \"oars.example\"]"),
        )
        .unwrap();
    assert_eq!(
        known.list(List::OwnNames),
        ["lamps.example", "oars.example"]
    );
    let less = known
        .clone()
        .with("b.toml", &row("values = [\"lamps.example\"]\ndrop = true"))
        .unwrap();
    assert_eq!(less.list(List::OwnNames), ["oars.example"]);
    assert!(less.has(List::OwnNames, "oars.example"));
    assert_ne!(known.own_mark(), less.own_mark());
    assert_eq!(shipped().own_mark(), None);
    assert!(less.list(List::OpenMail).is_empty());
}

#[test]
fn a_row_of_a_site_feeds_all_its_lists_and_takes_back_what_it_names() {
    let site = row(
        "site",
        "sort = \"aggregator\"\nhosts = [\"Lampscores.example\"]\nnames = [\"Lamp Scores\"]\n\
         scorers = [\"lamp scores\"]\nscores = [\"lampmeter\"]",
    );
    let known = shipped().clone().with("own.toml", &site).unwrap();
    assert!(known.has(List::NoOutletHosts, "lampscores.example"));
    assert!(known.has(List::NoOutletNames, "Lamp Scores"));
    assert!(known.has(List::Scorers, "lamp scores") && known.has(List::Scorers, "lampmeter"));
    assert!(known.has(List::Scores, "lampmeter") && !known.has(List::Scores, "lamp scores"));
    let none = known
        .with("b.toml", &format!("{site}drop = true\n"))
        .unwrap();
    for list in [List::NoOutletHosts, List::Scorers, List::Scores] {
        assert_eq!(none.list(list), shipped().list(list), "{}", list.name());
    }
}

const EXPORT: &str = "name = \"Lamp diary\"\nall = [\"Lamp\", \"Glow\"]\nscale = \"7\"\n\
                      columns = { film = \"Lamp\", rating = \"Glow\", url = \"\" }";

#[test]
fn exports_of_an_operator_stand_before_those_that_come_along() {
    let known = shipped()
        .clone()
        .with("own.toml", &row("export", EXPORT))
        .unwrap();
    let first = known.exports().first().unwrap();
    assert_eq!(
        (first.name.as_str(), first.scale.as_str()),
        ("Lamp diary", "7")
    );
    assert_eq!(known.exports().len(), shipped().exports().len() + 1);
    let name = shipped().exports().first().unwrap().name.clone();
    let dropped = row("export", &format!("name = {name:?}\ndrop = true"));
    let less = known.with("b.toml", &dropped).unwrap();
    assert!(less.exports().iter().all(|export| export.name != name));
}

#[test]
fn classes_and_properties_of_wikidata_are_added_changed_and_taken_away() {
    let known = shipped();
    let class = |known: &Knowledge, id: &str| {
        let class = known.wikidata_classes().get(id)?;
        Some((class.name.clone(), class.work))
    };
    assert_eq!(
        class(known, "Q11424"),
        Some(("film".to_owned(), Some(WikidataWork::Film)))
    );
    let value = WikidataProperty::Value(WikidataValue::Directors);
    assert_eq!(known.wikidata_properties().get("P57"), Some(&value));
    let own = [
        row(
            "wikidata_class",
            "id = \"Q4200001\"\nname = \"lamp film\"\nfilm = true",
        ),
        row("wikidata_class", "id = \"Q24862\"\ndrop = true"),
        row(
            "wikidata_property",
            "id = \"P9990001\"\nscheme = \"lampbase\"",
        ),
        row("wikidata_property", "id = \"P136\"\ndrop = true"),
    ];
    let own = known.clone().with("own.toml", &own.concat()).unwrap();
    assert_eq!(
        class(&own, "Q4200001"),
        Some(("lamp film".to_owned(), Some(WikidataWork::Film)))
    );
    assert_eq!(class(&own, "Q24862"), None);
    let key = WikidataProperty::Key("lampbase".to_owned());
    assert_eq!(own.wikidata_properties().get("P9990001"), Some(&key));
    assert_eq!(own.wikidata_properties().get("P136"), None);
}

#[test]
fn a_wrong_row_is_refused_with_its_file_and_why() {
    let good = row(
        "row",
        "list = \"hosts.open_mail\"\nvalues = [\"post.example\"]",
    );
    let site = row("site", "sort = \"shop\"\nhosts = [\"lamps.example\"]");
    let export = row("export", EXPORT);
    let class = row(
        "wikidata_class",
        "id = \"Q42\"\nname = \"lamp\"\nfilm = true",
    );
    let property = row("wikidata_property", "id = \"P42\"\nholds = \"cast\"");
    for text in [&good, &site, &export, &class, &property] {
        assert_eq!(told(text), "");
    }
    for (text, expected) in [
        (
            good.replace("open_mail", "open_male"),
            "row 1 is wrong: `hosts.open_male` is no list",
        ),
        (
            good.replace("2031-05-06", "May 2031"),
            "expected a day like `2031-05-06`, found `May 2031`",
        ),
        (
            good.replace("\"2031-05-06\"", "2031-05-06"),
            "expected a day like `2031-05-06`",
        ),
        (good.replace("noted", "nodded"), "(`noted`)"),
        (good.replace("the owner", " "), "a source"),
        (good.replace("\"post.example\"", ""), "has no values"),
        (good.replace("\"post.example\"", "\"\""), "an empty value"),
        (good.replace("values", "valeus"), "valeus"),
        ("row = 7".to_owned(), "found `row`"),
        ("row = [7]".to_owned(), "row 1 is no row"),
        ("[[lamp]]\nname = 3".to_owned(), "found `lamp`"),
        ("[[row]".to_owned(), "line 1"),
        (
            format!("{good}drop = \"yes\""),
            "expected `drop` as true or false",
        ),
        (site.replace("shop", "ship"), "site 1 is wrong: "),
        (site.replace("lamps.example", "lamps"), "a domain like"),
        (site.replace("\"lamps.example\"", ""), "has no hosts"),
        (export.replace("film =", "flim ="), "`flim` is no field"),
        (export.replace("\"7\"", "\"much\""), "a scale like `10`"),
        (export.replace("\"Lamp\", \"Glow\"", ""), "names of columns"),
        (
            export.replace("Lamp diary", " "),
            "export 1 is wrong: its name is empty",
        ),
        (
            class.replace("Q42", "42"),
            "wikidata_class 1 is wrong: expected a number like",
        ),
        (class.replace("film = true", ""), "film"),
        (
            property.replace("holds = \"cast\"", ""),
            "expected `holds` or the `scheme`",
        ),
        (
            property.replace("cast", "coast"),
            "wikidata_property 1 is wrong: ",
        ),
    ] {
        let told = told(&text);
        assert!(
            told.starts_with("own.toml: ") && told.contains(expected),
            "{told}"
        );
    }
}

#[test]
fn every_wrong_row_is_told_and_none_costs_another() {
    let wrong = row("row", "list = \"hosts.lamps\"\nvalues = [\"a.example\"]");
    let good = row("row", "list = \"hosts.sending\"\nvalues = [\"lamps\"]");
    let text = [
        wrong.as_str(),
        good.as_str(),
        &row("export", "name = \"Lamps\""),
        wrong.as_str(),
    ]
    .concat();
    let told = told(&text);
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(lines.len(), 3, "{told}");
    for (line, start) in lines.iter().zip(["export 1", "row 1", "row 3"]) {
        assert!(line.starts_with(&format!("own.toml: {start} ")), "{line}");
    }
    let (rows, wrong) = rows::read("own.toml", &text);
    assert_eq!((rows.len(), wrong.len()), (1, 3));
}
