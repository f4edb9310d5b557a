//! Files of catalogues as they come: titles of every script, rows that are broken, imports that end early.

use crate::place::{Place, text};
use bzip2::Compression;
use bzip2::read::BzEncoder;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Stdio;

const BASICS: &str = "tconst\ttitleType\tprimaryTitle\toriginalTitle\tisAdult\tstartYear\tendYear\truntimeMinutes\tgenres\n";
const AKAS: &str =
    "titleId\tordering\ttitle\tregion\tlanguage\ttypes\tattributes\tisOriginalTitle\n";

fn import(place: &Place, code: i32, files: &[PathBuf]) -> Value {
    let mut arguments = vec!["catalog", "import"];
    arguments.extend(files.iter().map(|file| text(file)));
    place.json(code, &arguments)
}

fn basics_row(id: &str, title: &str, year: &str) -> String {
    format!("{id}\tmovie\t{title}\t{title}\t0\t{year}\t\\N\t90\tDrama\n")
}

#[test]
fn titles_of_every_script_and_length_find_their_film_with_what_is_known_of_it() {
    let place = Place::new();
    let long = "Lamp ".repeat(60);
    let (mut basics, mut akas) = (BASICS.to_owned(), AKAS.to_owned());
    let (mut crew, mut principals) = (
        "tconst\tdirectors\twriters\n".to_owned(),
        "tconst\tordering\tnconst\tcategory\tjob\tcharacters\n".to_owned(),
    );
    let titles = [
        ("ประภาคารเกลือ", "TH", "th"),
        ("منارة الملح", "EG", "ar"),
        ("מגדלור המלח", "IL", "he"),
        ("Соляной маяк", "RU", "ru"),
        ("Ο φάρος του αλατιού", "GR", "el"),
        ("塩の灯台", "JP", "ja"),
        ("소금 등대", "KR", "ko"),
        ("नमक का प्रकाशस्तंभ", "IN", "hi"),
        ("盐之灯塔", "CN", "cmn"),
        ("Le phare de sel", "FR", "fr"),
        ("\"Sel\" \"et\" phare", "CA", "\\N"),
        ("It", "US", "en"),
        (long.trim(), "GB", "en"),
    ];
    for (at, (title, region, language)) in titles.iter().enumerate() {
        let id = format!("tt{:07}", 9_000_001 + at);
        basics.push_str(&basics_row(&id, &format!("Quay {at}"), "1999"));
        writeln!(akas, "{id}\t1\t{title}\t{region}\t{language}\t\\N\t\\N\t0").unwrap();
        writeln!(crew, "{id}\tnm0000001\t\\N").unwrap();
        writeln!(principals, "{id}\t1\tnm0000002\tactor\t\\N\t\\N").unwrap();
    }
    let files = [
        place.write("title.akas.tsv", akas),
        place.write("title.basics.tsv", basics),
        place.write("title.crew.tsv", crew),
        place.write("title.principals.tsv", principals),
        place.write(
            "name.basics.tsv",
            "nconst\tprimaryName\nnm0000001\tアヤ・クイル\nnm0000002\tOtto Brand\n",
        ),
    ];
    let said = import(&place, 0, &files);
    assert_eq!((&said["films"], &said["titles"]), (&13.into(), &13.into()));
    for (at, (title, ..)) in titles.iter().enumerate() {
        let found = place.json(0, &["film", title]);
        assert_eq!(found["title"], format!("Quay {at}"), "{title}");
        assert_eq!(found["year"], 1999, "{title}");
        assert_eq!(found["directors"], json!(["アヤ・クイル"]), "{title}");
        assert_eq!(found["cast"], json!(["Otto Brand"]), "{title}");
        assert_eq!(found["genres"], json!(["Drama"]), "{title}");
    }
    // A spreadsheet's title in another script means the film.
    let sheet = place.write("seen.csv", "title,year\nประภาคารเกลือ,1999\n塩の灯台,1999\n");
    let matched = place.json(0, &["match", text(&sheet)]);
    let told = matched.to_string();
    assert!(told.contains("Quay 0") && told.contains("Quay 5"), "{told}");
    place.assert_sound();
}

/// What stands between two good rows; the films that it makes; how many complaints, and what one of them says.
fn broken_rows() -> Vec<(String, u64, u64, &'static str)> {
    let two = [
        basics_row("tt9000001", "Quiet Water", "1999"),
        basics_row("tt9000002", "Quiet Water", "1999"),
    ]
    .concat();
    vec![
        (String::new(), 0, 0, ""),
        (two, 2, 0, ""),
        (
            basics_row("tt9000003", "The \0Lamp\0", "2001"),
            1,
            1,
            "NUL bytes",
        ),
        (
            basics_row("tt9000003", "The Lamp\tagain", "2001"),
            0,
            1,
            "expected 9 fields, found 11",
        ),
        (
            "tt9000003\tmovie\tThe Lamp\n".to_owned(),
            0,
            1,
            "expected 9 fields, found 3",
        ),
        (
            BASICS.to_owned(),
            0,
            1,
            "names of the columns stand here again",
        ),
        (
            basics_row("tt9000003", "\\N", "2001"),
            0,
            1,
            "expected a title",
        ),
        (basics_row("tt9000003", "The Lamp", "soon"), 1, 1, "`soon`"),
        (basics_row("tt9000003", "The Lamp", "\\N"), 1, 0, ""),
        (
            basics_row("nm9000003", "The Lamp", "2001"),
            0,
            2,
            "nm9000003",
        ),
        (
            basics_row("\\N", "The Lamp", "2001"),
            0,
            1,
            "title's number",
        ),
        (basics_row("tt9000003", "\"The \"Lamp", "2001"), 1, 0, ""),
        (
            format!(
                "\n\n{}\r\n",
                basics_row("tt9000003", "It", "2001").trim_end()
            ),
            1,
            0,
            "",
        ),
    ]
}

#[test]
fn what_is_wrong_with_a_row_is_said_and_the_other_rows_are_films() {
    for (between, films, complaints, said) in broken_rows() {
        let place = Place::new();
        let (first, last) = (
            basics_row("tt9000010", "First", "1980"),
            basics_row("tt9000011", "Last", "1981"),
        );
        let file = place.write(
            "title.basics.tsv",
            format!("{BASICS}{first}{between}{last}"),
        );
        let code = if complaints > 0 { 3 } else { 0 };
        let told = import(&place, code, std::slice::from_ref(&file));
        assert_eq!(told["films"], films + 2, "{between:?}: {told}");
        assert_eq!(told["unreadable"], complaints, "{between:?}: {told}");
        assert!(
            told["lines"].to_string().contains(said),
            "{between:?}: {told}"
        );
        let again = import(&place, code, &[file]);
        assert_eq!(
            (&again["films"], &again["new_entries"]),
            (&0.into(), &0.into()),
            "{between:?}"
        );
    }
}

#[test]
fn a_file_that_bears_the_name_of_another_is_read_as_what_it_is_and_that_is_said() {
    let place = Place::new();
    let rows = basics_row("tt9000001", "The Tin Orchard", "2024");
    let akas = format!("{AKAS}tt9000001\t1\tEl huerto\tMX\tes\t\\N\t\\N\t0\n");
    let files = [
        place.write("title.akas.tsv", format!("{BASICS}{rows}")),
        place.write("title.basics.tsv", akas),
    ];
    let said = import(&place, 3, &files);
    assert_eq!(
        (&said["films"], &said["titles"], &said["unreadable"]),
        (&1.into(), &1.into(), &2.into())
    );
    let lines = said["lines"].to_string();
    assert!(
        lines.contains("it is named title.basics and has the columns of title.akas"),
        "{lines}"
    );
    assert_eq!(
        place.json(0, &["film", "El huerto"])["title"],
        "The Tin Orchard"
    );
}

#[test]
fn files_in_any_order_of_rows_say_the_same() {
    let mut ids: Vec<usize> = (0..300).collect();
    let mut found = Vec::new();
    for turned in [false, true] {
        let place = Place::new();
        if turned {
            // Back to front in strides, so that the rows of one film stand apart.
            ids = (0..7)
                .flat_map(|from| (0..300).rev().filter(move |id| id % 7 == from))
                .collect();
        }
        let id = |at: usize| format!("tt{:07}", 9_000_000 + at);
        let mut basics = BASICS.to_owned();
        let mut akas = AKAS.to_owned();
        for at in &ids {
            basics.push_str(&basics_row(&id(*at), &format!("Quay {at}"), "1980"));
        }
        for order in 0..3 {
            for at in &ids {
                writeln!(
                    akas,
                    "{}\t{order}\tMuelle {at} {order}\tMX\tes\t\\N\t\\N\t0",
                    id(*at)
                )
                .unwrap();
            }
        }
        let files = [
            place.write("title.basics.tsv", basics),
            place.write("title.akas.tsv", akas),
        ];
        let said = import(&place, 0, &files);
        assert_eq!(
            (&said["films"], &said["titles"]),
            (&300.into(), &900.into())
        );
        let mut film = place.json(0, &["film", "Muelle 123 2"]);
        film.as_object_mut().unwrap().remove("id");
        found.push(film);
    }
    assert_eq!(found[0], found[1]);
}

/// IMDb's files with so many films.
fn many(place: &Place, films: usize) -> Vec<PathBuf> {
    let (mut basics, mut akas) = (BASICS.to_owned(), AKAS.to_owned());
    let mut principals = "tconst\tordering\tnconst\tcategory\tjob\tcharacters\n".to_owned();
    for at in 0..films {
        let id = format!("tt{at:07}", at = at + 1);
        basics.push_str(&basics_row(&id, &format!("Quay {at}"), "1980"));
        writeln!(akas, "{id}\t1\tMuelle {at}\tMX\tes\t\\N\t\\N\t0").unwrap();
        writeln!(principals, "{id}\t1\tnm0000001\tactor\t\\N\t\\N").unwrap();
    }
    vec![
        place.write("title.basics.tsv", basics),
        place.write("title.akas.tsv", akas),
        place.write("title.principals.tsv", principals),
        place.write(
            "name.basics.tsv",
            "nconst\tprimaryName\nnm0000001\tInes Falk\n",
        ),
    ]
}

fn size_of_record(place: &Place) -> u64 {
    let facts = ["ovation.db", "ovation.db-wal"].map(|name| std::fs::metadata(place.path(name)));
    facts.into_iter().flatten().map(|facts| facts.len()).sum()
}

#[test]
fn an_import_killed_at_any_point_can_be_run_again_and_makes_no_film_twice() {
    const FILMS: usize = 12_000;
    let place = Place::new();
    let files = many(&place, FILMS);
    let mut arguments = vec!["catalog", "import", "--json"];
    arguments.extend(files.iter().map(|file| text(file)));
    for at_bytes in [1_u64, 2_000_000, 6_000_000] {
        let mut running = place
            .command(&arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        while running.try_wait().unwrap().is_none() && size_of_record(&place) < at_bytes {
            std::thread::yield_now();
        }
        let _already_ended = running.kill();
        running.wait().unwrap();
    }
    let ended = import(&place, 0, &files);
    let count = |key: &str| ended[key].as_u64().unwrap();
    assert_eq!(count("films") + count("known"), FILMS as u64, "{ended}");
    for at in [0, 7_777, FILMS - 1] {
        let film = place.json(0, &["film", &format!("Muelle {at}")]);
        assert_eq!(film["title"], format!("Quay {at}"));
        assert_eq!(film["cast"], json!(["Ines Falk"]));
    }
    let again = import(&place, 0, &files);
    assert_eq!(
        (&again["known"], &again["new_entries"]),
        (&FILMS.into(), &0.into())
    );
    place.assert_sound();
}

/// A film of Wikidata's dump.
fn entity(number: usize) -> String {
    let value =
        |value: Value| json!([{"mainsnak": {"datavalue": {"value": value}}, "rank": "normal"}]);
    json!({"type": "item", "id": format!("Q{}", 9_000_000 + number),
    "labels": {"en": {"language": "en", "value": format!("Quay {number}")}},
    "aliases": [], "claims": {
        "P31": value(json!({"id": "Q900000000"})),
        "P57": value(json!({"id": "Q8999999"})),
        "P577": value(json!({"time": "+1980-05-01T00:00:00Z", "precision": 11})),
    }})
    .to_string()
}

fn bz2(bytes: &[u8]) -> Vec<u8> {
    let mut packed = Vec::new();
    BzEncoder::new(bytes, Compression::fast())
        .read_to_end(&mut packed)
        .unwrap();
    packed
}

#[test]
fn a_dump_of_several_bzip2_streams_is_read_and_one_that_is_cut_gives_what_stands_before() {
    let class = json!({"type": "item", "id": "Q900000000", "labels": {}, "aliases": [], "claims": {
        "P279": [{"mainsnak": {"datavalue": {"value": {"id": "Q11424"}}}, "rank": "normal"}]}});
    let person = json!({"type": "item", "id": "Q8999999", "aliases": [], "claims": [],
        "labels": {"en": {"language": "en", "value": "Ines Falk"}}});
    let lines: Vec<String> = [class.to_string(), person.to_string()]
        .into_iter()
        .chain((0..2_000).map(entity))
        .collect();
    // Streams end within lines, as those of parallel packers do.
    let whole = format!("[\n{}\n]\n", lines.join(",\n"));
    let packed: Vec<u8> = whole.as_bytes().chunks(150_001).flat_map(bz2).collect();
    let place = Place::new();
    let half = place.write("latest-all.json.bz2", &packed[..packed.len() / 2]);
    let said = import(&place, 3, &[half]);
    let first = said["films"].as_u64().unwrap();
    assert!((100..2_000).contains(&first), "{said}");
    assert!(
        said["lines"]
            .to_string()
            .contains("the dump ends in the middle"),
        "{said}"
    );
    let file = place.write("latest-all.json.bz2", &packed);
    let said = import(&place, 0, &[file]);
    assert_eq!(
        (&said["films"], &said["known"]),
        (&(2_000 - first).into(), &first.into())
    );
    assert_eq!(
        place.json(0, &["film", "Quay 1999"])["directors"],
        json!(["Ines Falk"])
    );
}

#[test]
fn imdbs_files_are_read_from_bzip2_and_what_is_cut_in_the_first_block_is_an_error() {
    let place = Place::new();
    let rows: String = (1..50)
        .map(|at| basics_row(&format!("tt{at:07}"), &format!("Quay {at}"), "1980"))
        .collect();
    let packed = bz2(format!("{BASICS}{rows}").as_bytes());
    let file = place.write("title.basics.tsv.bz2", &packed);
    assert_eq!(import(&place, 0, &[file])["films"], 49);
    let cut = place.write("more.tsv.bz2", &packed[..packed.len() / 2]);
    let ran = place.run(&["catalog", "import", text(Path::new(&cut))]);
    assert_eq!(ran.code, 1, "{} {}", ran.out, ran.err);
    assert!(ran.err.contains("bzip2 data end too early"), "{}", ran.err);
}
