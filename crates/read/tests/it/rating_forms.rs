//! The forms of ratings in `docs/reference/rating-forms.md`: every example reads as it says.

use ovation_read::{ReadLimits, SourceBytes, read};
use ovation_terms::{Day, PrintedRating};

fn rows() -> Vec<Vec<String>> {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../docs/reference/rating-forms.md"
    );
    let text = std::fs::read_to_string(path).unwrap();
    let row = |line: &str| {
        let cells = line.trim_matches('|').split(" | ");
        cells.map(|cell| cell.trim().to_owned()).collect()
    };
    let is_row = |line: &&str| line.starts_with("| ") && line.contains("`<");
    text.lines().filter(is_row).map(row).collect()
}

fn rating_of(example: &str) -> Option<PrintedRating> {
    let paragraph = "<p>The director of <em>The Salt Road</em> trusts her actors, and the film \
        repays it: every scene is beautiful, the plot never dull, the performances superb.</p>";
    let page = format!(
        "<!doctype html><title>The Salt Road review | The Lantern</title><body><header><a href=/>\
         The Lantern</a></header><main><article><h1>The Salt Road review</h1>{}{example}</article>\
         </main><footer><p>© The Lantern</p></footer>",
        paragraph.repeat(5)
    );
    let source = SourceBytes {
        bytes: page.as_bytes(),
        address: "https://lantern.example/2024/03/01/the-salt-road",
        content_type: Some("text/html"),
        fetched: Day::new(2024, 6, 1).unwrap(),
    };
    let reading = read(&source, &ReadLimits::default());
    assert_eq!(reading.findings.len(), 1, "{example}: {}", reading.why_kind);
    let rating = reading.findings.into_iter().next().unwrap().rating;
    rating.map(|rating| rating.value)
}

#[test]
fn every_form_in_the_reference_reads_as_it_says() {
    let rows = rows();
    assert!(rows.len() > 60, "the tables are missing");
    let mut wrong = Vec::new();
    for row in rows {
        let example = row[1].trim_matches('`');
        let wanted = row
            .get(2)
            .map_or(String::new(), |cell| cell.replace('`', ""));
        let given = rating_of(example).map_or(String::new(), |rating| match rating.best {
            Some(best) => format!("{} of {best}", rating.printed),
            None => rating.printed,
        });
        if given != wanted {
            wrong.push(format!("{}: wanted `{wanted}`, given `{given}`", row[0]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
