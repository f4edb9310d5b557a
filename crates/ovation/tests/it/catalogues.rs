//! Several catalogues at once, in the forms in which they are published, joined by ids.

use crate::place::{Place, text};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};
use std::io::Write as _;
use std::path::PathBuf;

const BASICS: &str = "tconst\ttitleType\tprimaryTitle\toriginalTitle\tisAdult\tstartYear\tendYear\truntimeMinutes\tgenres\n\
    tt9000001\tmovie\tThe Tin Orchard\tThe Tin Orchard\t0\t2024\t\\N\t92\tDrama,War\n\
    tt9000002\tmovie\t\"Sail on\" captain\t\"Sail on\" captain\t0\t1940\t\\N\t\\N\t\\N\n\
    tt9000003\ttvMovie\tQuiet Water\tQuiet Water\t0\t1999\t\\N\t\\N\t\\N\n\
    tt9000004\tmovie\tQuiet Water\tQuiet Water\t0\t1999\t\\N\t\\N\t\\N\n\
    tt9000005\ttvSeries\tHarbour Nine\tHarbour Nine\t0\t2020\t2022\t\\N\t\\N\n\
    tt9000006\ttvEpisode\tEpisode #1.1\tEpisode #1.1\t0\t2020\t\\N\t\\N\t\\N\n\
    tt9000007\tvideoGame\tHarbour Nine\tHarbour Nine\t0\t2021\t\\N\t\\N\t\\N\n";

/// IMDb's files as a user has them.
fn imdb(place: &Place) -> Vec<PathBuf> {
    [
        ("title.basics.tsv", BASICS),
        (
            "title.akas.tsv",
            "titleId\tordering\ttitle\tregion\tlanguage\ttypes\tattributes\tisOriginalTitle\n\
             tt9000001\t1\tEl huerto de hojalata\tMX\tes\t\\N\t\\N\t0\n\
             tt9000005\t1\tPuerto Nueve\tMX\tes\t\\N\t\\N\t0\n",
        ),
        (
            "title.crew.tsv",
            "tconst\tdirectors\twriters\ntt9000001\tnm0000001\t\\N\ntt9000005\tnm0000001\t\\N\n",
        ),
        (
            "title.principals.tsv",
            "tconst\tordering\tnconst\tcategory\tjob\tcharacters\n\
             tt9000001\t2\tnm0000003\tactress\t\\N\t[\"Mrs Salt\"]\n\
             tt9000001\t1\tnm0000002\tactor\t\\N\t\\N\n\
             tt9000001\t3\tnm0000001\tdirector\t\\N\t\\N\n\
             tt9000005\t1\tnm0000002\tactor\t\\N\t\\N\n",
        ),
        (
            "name.basics.tsv",
            "nconst\tprimaryName\tbirthYear\n\
             nm0000001\tInes Falk\t1950\nnm0000002\tOtto Brand\t\\N\nnm0000003\tNora Vale\t\\N\n",
        ),
        (
            "title.ratings.tsv",
            "tconst\taverageRating\tnumVotes\ntt9000001\t7.1\t912\ntt9000005\t8.0\t5000\n",
        ),
    ]
    .map(|(name, bytes)| place.write(name, bytes))
    .into()
}

fn import(place: &Place, code: i32, files: &[PathBuf]) -> Value {
    let mut arguments = vec!["catalog", "import"];
    arguments.extend(files.iter().map(|file| text(file)));
    place.json(code, &arguments)
}

fn film(place: &Place, id: &str) -> Value {
    place.json(0, &["film", id])
}

#[test]
fn imdbs_files_are_joined_in_any_order_and_works_are_what_they_are_said_to_be() {
    let mut found = Vec::new();
    for turned in [false, true] {
        let place = Place::new();
        let mut files = imdb(&place);
        if turned {
            files.reverse();
        }
        let said = import(&place, 0, &files);
        assert_eq!((&said["films"], &said["cast"]), (&5.into(), &2.into()));
        assert_eq!((&said["directors"], &said["votes"]), (&2.into(), &2.into()));
        assert_eq!(said["series"], 1);
        assert_eq!(
            said["other_kinds_by"],
            json!({"tvEpisode": 1, "videoGame": 1})
        );
        let tin = film(&place, "tt9000001");
        assert_eq!(tin["directors"], json!(["Ines Falk"]));
        assert_eq!(tin["cast"], json!(["Otto Brand", "Nora Vale"]));
        assert_eq!(tin["votes"], 912);
        assert_eq!(tin["runtime_minutes"], 92);
        assert_eq!(film(&place, "tt9000005")["work"], json!({"kind": "series"}));
        assert_eq!(tin["other_titles"], json!(["El huerto de hojalata"]));
        assert_eq!(film(&place, "tt9000002")["title"], "\"Sail on\" captain");
        let again = import(&place, 0, &files);
        assert_eq!(again["new_entries"], 0, "{again}");
        place.assert_sound();
        found.push(tin);
    }
    assert_eq!(found[0], found[1]);
}

#[test]
fn a_dump_that_was_cut_off_is_told_and_the_import_goes_on_without_doubles() {
    let place = Place::new();
    let whole = place.write("title.basics.tsv", BASICS);
    // What an import that was killed leaves behind: the films until then.
    let cut = BASICS.find("tt9000003").unwrap() + 20;
    place.write("title.basics.tsv", &BASICS[..cut]);
    let said = import(&place, 3, std::slice::from_ref(&whole));
    assert_eq!(
        (&said["films"], &said["unreadable"]),
        (&2.into(), &1.into())
    );
    place.write("title.basics.tsv", BASICS);
    let said = import(&place, 0, std::slice::from_ref(&whole));
    // Two films of one title and year are two by their ids.
    assert_eq!((&said["films"], &said["known"]), (&3.into(), &2.into()));
    let said = import(&place, 0, std::slice::from_ref(&whole));
    assert_eq!((&said["films"], &said["known"]), (&0.into(), &5.into()));
    // The same of a packed file that ends in the middle.
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    let many: Vec<String> = (0..3000)
        .map(|n| format!("tt91{n:05}\tmovie\tFilm {n}\tFilm {n}\t0\t1990\t\\N\t{n}\t\\N\n"))
        .collect();
    let many = many.concat();
    packed
        .write_all(format!("{}\n{many}", BASICS.lines().next().unwrap()).as_bytes())
        .unwrap();
    let packed = packed.finish().unwrap();
    let half = place.write("more.tsv.gz", &packed[..packed.len() / 2]);
    let said = import(&place, 3, std::slice::from_ref(&half));
    let first = said["films"].as_i64().unwrap();
    assert!(first > 100 && first < 3000, "{said}");
    place.write("more.tsv.gz", &packed);
    let said = import(&place, 0, std::slice::from_ref(&half));
    assert_eq!(said["films"].as_i64(), Some(3000 - first));
    place.assert_sound();
}

#[test]
fn movielens_and_tmdbs_list_meet_imdb_by_ids() {
    for turn in 0..4 {
        let place = Place::new();
        let mut files = vec![
            place.write("title.basics.tsv", BASICS),
            place.write(
                "movies.csv",
                "movieId,title,genres\n1,\"Tin Orchard, The (2024)\",Drama\n2,Quiet Water (1999),Drama\n",
            ),
            place.write("links.csv", "movieId,imdbId,tmdbId\n1,9000001,501\n2,9000003,502\n"),
            place.write(
                "movie_ids.json",
                "{\"adult\":false,\"id\":501,\"original_title\":\"Der Blechgarten\",\"popularity\":2.4,\"video\":false}\n\
                 {\"adult\":false,\"id\":502,\"original_title\":\"Quiet Water\",\"popularity\":2.4,\"video\":false}\n\
                 {\"adult\":false,\"id\":503,\"original_title\":\"Nachtboot\",\"popularity\":1.0,\"video\":false}\n",
            ),
        ];
        files.rotate_left(turn);
        let said = import(&place, 0, &files);
        assert_eq!(said["films"], 6, "{said}");
        let tin = film(&place, "movielens:1");
        let ids: Vec<_> = tin["keys"]
            .as_array()
            .unwrap()
            .iter()
            .map(|key| key["value"].as_str().unwrap())
            .collect();
        assert_eq!(ids.len(), 3, "{tin}");
        assert!(ids.contains(&"tt9000001") && ids.contains(&"501"), "{tin}");
        // Of two films of one title and year the ids tell which.
        assert_eq!(
            film(&place, "tmdb:502")["id"],
            film(&place, "tt9000003")["id"]
        );
        assert_eq!(film(&place, "tmdb:503")["title"], "Nachtboot");
    }
}

#[test]
fn an_id_with_a_bare_title_is_not_given_to_the_film_of_that_title() {
    let place = Place::new();
    let basics = place.write("title.basics.tsv", BASICS);
    import(&place, 0, &[basics]);
    let list = place.write(
        "movie_ids.jsonl",
        "{\"adult\":false,\"id\":77,\"original_title\":\"The Tin Orchard\",\"popularity\":2.4,\"video\":false}\n",
    );
    let said = import(&place, 3, &[list]);
    assert_eq!((&said["films"], &said["changed"]), (&0.into(), &0.into()));
    assert!(said["lines"].to_string().contains("no year"), "{said}");
    assert_eq!(
        film(&place, "tt9000001")["keys"].as_array().unwrap().len(),
        1
    );
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "values are written where they are said"
)]
fn statement(value: Value) -> Value {
    json!([{"mainsnak": {"datavalue": {"value": value}}, "rank": "normal"}])
}

fn entity(id: &str, label: &str, claims: &Value) -> String {
    json!({"type": "item", "id": id, "labels": {
        "en": {"language": "en", "value": label},
        "de": {"language": "de", "value": format!("{label} (de)")},
    }, "aliases": [], "claims": claims})
    .to_string()
}

#[test]
fn wikidata_is_joined_by_ids_and_conflicts_are_shown_and_what_people_set_stays() {
    let place = Place::new();
    import(&place, 0, &imdb(&place));
    place.json(
        0,
        &[
            "film",
            "tt9000001",
            "--year",
            "2025",
            "--cast",
            "Ada Quill",
            "--reason",
            "r",
        ],
    );
    let work = |class: &str| json!({"P31": statement(json!({"id": class}))});
    let mut claims = work("Q11424");
    claims["P57"] = statement(json!({"id": "Q9000010"}));
    claims["P161"] = statement(json!({"id": "Q9000011"}));
    claims["P577"] = statement(json!({"time": "+2023-05-01T00:00:00Z", "precision": 11}));
    claims["P345"] = statement(json!("tt9000001"));
    let dump = [
        // Names stand before and behind the film.
        entity("Q9000010", "Ada Marlow", &work("Q5")),
        entity("Q9000001", "The Tin Orchard", &claims),
        "{\"type\":\"item\",broken".to_owned(),
        entity("Q9000002", "Harbour Nine", &work("Q5398426")),
        entity("Q9000011", "Rhea Stone", &work("Q5")),
    ]
    .join(",\n");
    let mut packed = GzEncoder::new(Vec::new(), Compression::fast());
    packed
        .write_all(format!("[\n{dump}\n]\n").as_bytes())
        .unwrap();
    let file = place.write("all.json.gz", packed.finish().unwrap());
    let said = import(&place, 3, std::slice::from_ref(&file));
    assert_eq!((&said["films"], &said["entities"]), (&0.into(), &4.into()));
    assert_eq!(
        (&said["unreadable"], &said["conflicts"]),
        (&1.into(), &1.into())
    );
    // A series of the title, which has an id and no year.
    assert_eq!(said["contradictions"], 1);
    let lines = said["lines"].to_string();
    assert!(lines.contains("year 2023, before 2024"), "{lines}");
    assert!(
        lines.contains("directors Ada Marlow, before Ines Falk"),
        "{lines}"
    );
    let tin = film(&place, "wikidata:Q9000001");
    assert_eq!(
        (&tin["year"], &tin["cast"]),
        (&2025.into(), &json!(["Ada Quill"]))
    );
    assert_eq!(tin["directors"], json!(["Ada Marlow"]));
    assert!(
        tin["other_titles"]
            .to_string()
            .contains("The Tin Orchard (de)")
    );
    let again = import(&place, 3, std::slice::from_ref(&file));
    assert_eq!(
        (&again["new_entries"], &again["conflicts"]),
        (&0.into(), &0.into())
    );
    let files = imdb(&place);
    let crew = import(&place, 0, &[files[2].clone(), files[4].clone()]);
    assert_eq!(crew["conflicts"], 0, "the file said so before");
    import(&place, 3, std::slice::from_ref(&file));
    let other = place.write("crew.tsv", std::fs::read(&files[2]).unwrap());
    let crew = import(&place, 0, &[other, files[4].clone()]);
    assert_eq!(
        (&crew["directors"], &crew["conflicts"]),
        (&1.into(), &1.into())
    );
    place.json(
        0,
        &["film", "tt9000001", "--clear", "cast", "--reason", "r"],
    );
    assert_eq!(film(&place, "tt9000001")["cast"], json!(["Rhea Stone"]));
    place.assert_sound();
}
