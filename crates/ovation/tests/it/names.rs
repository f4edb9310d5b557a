//! Whatever something is or was called, every command that takes a name finds it; a name of several
//! lists them, a name of nobody proposes the nearest, and nothing is changed by either.

use crate::place::Place;

const TABLE: &str = "\
film,year,imdb,critic,outlet,url,date,rating,text\n\
The Lamplighter,2024,tt9000001,Ada Quill,Meridian,https://meridian.example/1,2024-03-01,4/5,A patient and glowing film.\n\
Glass Orchard,2023,tt9000002,Ada Quill,Meridian,https://meridian.example/2,2024-03-02,2/5,Dull and overlong.\n\
The Lamplighter,2024,tt9000001,Adela Quillon,Meridian Weekly,https://weekly.example/1,2024-03-03,4/5,Warm and wise.\n\
The Lamp Lighters,2024,tt9000003,Bo Finch,Harbinger,https://harbinger.example/1,2024-03-04,3/5,Long but kind.\n\
The Lamplighter,2024,tt9000001,Bo Finch,Harbinger,https://harbinger.example/2,2024-03-05,5/5,Superb.\n\
Salt Road,2020,tt9000004,Cy Marrow,Row F,https://rowf.example/1,2024-03-05,5/5,Superb and salty.\n\
Salt Road,2020,tt9000004,Ada Quill,Harbinger,https://harbinger.example/3,2024-03-06,1/5,Flat as a pan.\n";

/// A record in which one critic, one outlet and one film have every kind of name.
fn named() -> Place {
    let place = Place::new();
    place.write("reviews.csv", TABLE);
    place.json(0, &["ingest", "reviews.csv"]);
    for change in [
        // Former and other names.
        ["critic", "Ada Quill", "--name", "Ada Thorne"].as_slice(),
        &["critic", "Ada Thorne", "--also", "阿达"],
        &["outlet", "Meridian", "--name", "The Meridian Post"],
        &["outlet", "The Meridian Post", "--also", "Меридиан"],
        &[
            "film",
            "The Lamplighter (2024)",
            "--other-title",
            "El farolero",
        ],
        &[
            "film",
            "The Lamplighter (2024)",
            "--title",
            "The Lamplighter’s Son",
        ],
        // Merged.
        &["merge", "critic", "Adela Quillon", "Ada Thorne"],
        &["merge", "outlet", "Meridian Weekly", "The Meridian Post"],
        &[
            "merge",
            "film",
            "The Lamp Lighters (2024)",
            "The Lamplighter’s Son",
        ],
    ] {
        place.json(0, change);
    }
    place
}

const CRITIC: [&str; 5] = [
    "Ada Thorne",
    "ada thorne",
    "Ada Quill",
    "阿达",
    "Adela Quillon",
];
const OUTLET: [&str; 6] = [
    "The Meridian Post",
    "Meridian",
    "Меридиан",
    "Meridian Weekly",
    "meridian.example",
    "MERIDIAN WEEKLY",
];
const FILM: [&str; 8] = [
    "The Lamplighter’s Son",
    "The Lamplighter (2024)",
    "The Lamplighter",
    "El farolero",
    "The Lamp Lighters",
    "imdb:tt9000001",
    "tt9000001",
    "tt9000003",
];

fn id(place: &Place, sort: &str, words: &str) -> String {
    place.json(0, &[sort, words])[sort].to_string()
}

/// What a command prints without the moment at which it does.
fn steady(out: &str) -> Vec<String> {
    fn strip(value: &mut serde_json::Value) {
        match value {
            serde_json::Value::Object(all) => {
                for key in ["at", "hash"] {
                    all.remove(key);
                }
                all.values_mut().for_each(strip);
            }
            serde_json::Value::Array(all) => all.iter_mut().for_each(strip),
            _ => {}
        }
    }
    let steadied = |line: &str| match serde_json::from_str::<serde_json::Value>(line) {
        Ok(mut value) => {
            strip(&mut value);
            value.to_string()
        }
        Err(_) => line.to_owned(),
    };
    out.lines().map(steadied).collect()
}

/// Runs each command with each name and with the number, and wants the same of all.
fn same_for(place: &Place, number: &str, names: &[&str], commands: &[&[&str]]) {
    for command in commands {
        let with = |name: &str| {
            let said: Vec<String> = command.iter().map(|it| it.replace("NAME", name)).collect();
            let said: Vec<&str> = said.iter().map(String::as_str).collect();
            let ran = place.run(&said);
            (ran.code, steady(&ran.out), ran.err)
        };
        let by_number = with(number);
        assert_eq!(by_number.0, 0, "{command:?}: {}", by_number.2);
        assert!(!by_number.1.is_empty(), "{command:?} says nothing");
        for name in names {
            assert_eq!(with(name), by_number, "{command:?} with `{name}`");
        }
    }
}

#[test]
fn every_command_finds_a_critic_by_whatever_they_are_or_were_called() {
    let place = named();
    let number = id(&place, "critic", "Ada Thorne");
    same_for(
        &place,
        &number,
        &CRITIC,
        &[
            &["critic", "NAME"],
            &[
                "critic",
                "NAME",
                "--name",
                "Somebody Else",
                "--dry-run",
                "--json",
            ],
            &["log", "--critic", "NAME", "--json"],
            &["score", "tt9000002", "--panel", "critics:NAME", "--json"],
            &["receipt", "tt9000002", "--panel", "critics:NAME"],
            &[
                "split",
                "critic",
                "NAME",
                "--review",
                "1",
                "--dry-run",
                "--json",
            ],
            &["merge", "critic", "NAME", "Bo Finch", "--dry-run", "--json"],
            &["merge", "critic", "Bo Finch", "NAME", "--dry-run", "--json"],
        ],
    );
    // The desk and rules change the record; each name leads to the same number there too.
    for name in CRITIC {
        let rule = [
            "judging",
            "rule",
            "--critic",
            name,
            "--bare",
            "/10",
            "--dry-run",
        ];
        let ruled = place.json(0, &rule);
        assert!(
            ruled.to_string().contains(&format!("\"critic\":{number}")),
            "{ruled}"
        );
        let desk = place.json(0, &["desk", "4", "--critic", name, "--dry-run"]);
        assert!(!desk.to_string().contains("critic-added"), "{name}: {desk}");
    }
}

#[test]
fn every_command_finds_an_outlet_by_whatever_it_is_or_was_called() {
    let place = named();
    let number = id(&place, "outlet", "The Meridian Post");
    same_for(
        &place,
        &number,
        &OUTLET,
        &[
            &["outlet", "NAME"],
            &[
                "outlet",
                "NAME",
                "--domain",
                "post.example",
                "--dry-run",
                "--json",
            ],
            &["weigh", "NAME", "2", "--dry-run", "--json"],
            &["country", "NAME", "SE", "--dry-run", "--json"],
            &["log", "--outlet", "NAME", "--json"],
            &["score", "tt9000002", "--panel", "outlets:NAME", "--json"],
            &[
                "score",
                "tt9000002",
                "--formula",
                "weighted-score",
                "--weights",
                "NAME=2",
                "--json",
            ],
            &[
                "split",
                "critic",
                "Ada Thorne",
                "--outlet",
                "NAME",
                "--dry-run",
                "--json",
            ],
            &[
                "merge",
                "outlet",
                "NAME",
                "Harbinger",
                "--dry-run",
                "--json",
            ],
        ],
    );
}

#[test]
fn every_command_finds_a_film_by_whatever_it_is_or_was_called() {
    let place = named();
    let score = place.json(0, &["score", "The Lamplighter’s Son"]);
    let number = score["film"]["id"].to_string();
    same_for(
        &place,
        &number,
        &FILM,
        &[
            &["film", "NAME"],
            &["film", "NAME", "--year", "2025", "--dry-run", "--json"],
            &["score", "NAME"],
            &["receipt", "NAME"],
            &["log", "--film", "NAME", "--json"],
            &["quote", "a patient and glowing film", "--film", "NAME"],
            &["merge", "film", "Salt Road", "NAME", "--dry-run", "--json"],
            &["desk", "6", "--film", "NAME", "--dry-run", "--json"],
        ],
    );
}

#[test]
fn a_merge_is_taken_back_by_the_name_of_the_one_that_was_given_up() {
    let place = named();
    for (sort, name) in [
        ("critic", "adela quillon"),
        ("outlet", "Meridian Weekly"),
        ("film", "The Lamp Lighters (2024)"),
    ] {
        place.json(0, &["unmerge", sort, name]);
        let again = place.run(&["unmerge", sort, name]);
        assert_eq!(again.code, 1);
        assert!(again.err.contains("taken for another"), "{}", again.err);
    }
    place.assert_sound();
}

#[test]
fn a_name_of_several_lists_them_and_a_name_of_nobody_proposes_the_nearest() {
    let place = named();
    // Bo Finch is known by a name that the other has too.
    place.json(0, &["critic", "Bo Finch", "--also", "The Reviewer"]);
    place.json(0, &["critic", "Cy Marrow", "--also", "The Reviewer"]);
    let before = place.json(0, &["verify-chain"])["head"].clone();
    let numbers = [
        id(&place, "critic", "Bo Finch"),
        id(&place, "critic", "Cy Marrow"),
    ];
    let commands: [&[&str]; 6] = [
        &["critic", "NAME", "--name", "Somebody"],
        &["log", "--critic", "NAME"],
        &["score", "tt9000001", "--panel", "critics:NAME"],
        &["judging", "rule", "--critic", "NAME", "--bare", "/10"],
        &["desk", "1", "--critic", "NAME"],
        &["merge", "critic", "NAME", "Ada Thorne"],
    ];
    for command in commands {
        let with = |name: &str| {
            let said: Vec<String> = command.iter().map(|it| it.replace("NAME", name)).collect();
            place.run(&said.iter().map(String::as_str).collect::<Vec<_>>())
        };
        let several = with("The Reviewer");
        assert_eq!(several.code, 1, "{command:?}");
        assert!(several.err.contains("several critics"), "{}", several.err);
        for number in &numbers {
            assert!(
                several.err.contains(&format!("  {number}  ")),
                "{}",
                several.err
            );
        }
        // Slips of every kind of name.
        for (slip, meant) in [
            ("Ada Thornne", "Ada Thorne"),
            ("Ada Quil", "Ada Thorne"),
            ("Adela Qiullon", "Ada Thorne"),
            ("Bo Fnich", "Bo Finch"),
        ] {
            let nobody = with(slip);
            assert_eq!(nobody.code, 1, "{command:?} {slip}");
            assert!(
                nobody.err.contains(meant),
                "{command:?} {slip}: {}",
                nobody.err
            );
        }
    }
    for (command, meant) in [
        (
            ["weigh", "The Meridian Pots", "2"].as_slice(),
            "The Meridian Post",
        ),
        (&["country", "Harbimger", "SE"], "Harbinger"),
        (&["score", "The Lamplihter"], "The Lamplighter’s Son"),
        (
            &["film", "Glass Orchrad", "--year", "2020"],
            "Glass Orchard",
        ),
        (&["log", "--film", "Sallt Road"], "Salt Road"),
    ] {
        let nobody = place.run(command);
        assert_eq!(nobody.code, 1, "{command:?}");
        assert!(nobody.err.contains(meant), "{command:?}: {}", nobody.err);
    }
    assert_eq!(place.json(0, &["verify-chain"])["head"], before);
}
