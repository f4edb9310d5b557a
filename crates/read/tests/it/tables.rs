//! Tables: columns, encodings, quoting, and rows that are broken in every way.

use ovation_read::{Field, ReadLimits, TableFacts, TableOptions, TableRow, read_table};
use ovation_terms::{Complaint, ComplaintKind, Day, MediaKind, ReviewFinding};
use proptest::prelude::*;
use std::ops::ControlFlow;

pub(crate) fn options(media: MediaKind) -> TableOptions {
    TableOptions::new("reviews", media, Day::new(2024, 6, 1).unwrap())
}

pub(crate) fn rows_with(
    bytes: &[u8],
    options: &TableOptions,
) -> Result<(Vec<TableRow>, TableFacts), Complaint> {
    let mut rows = Vec::new();
    let facts = read_table(bytes, options, &ReadLimits::default(), &mut |row| {
        rows.push(row);
        ControlFlow::Continue(())
    })?;
    Ok((rows, facts))
}

pub(crate) fn rows(bytes: impl AsRef<[u8]>) -> Vec<TableRow> {
    rows_with(bytes.as_ref(), &options(MediaKind::Table))
        .unwrap()
        .0
}

pub(crate) fn review(row: &TableRow) -> (&ReviewFinding, &[Complaint]) {
    match row {
        TableRow::Review {
            finding,
            complaints,
            ..
        } => (finding, complaints),
        TableRow::Lost(complaint) => panic!("lost: {complaint}"),
    }
}

fn lost(row: &TableRow) -> &Complaint {
    match row {
        TableRow::Lost(complaint) => complaint,
        TableRow::Review { finding, .. } => panic!("read: {finding:?}"),
    }
}

fn title(row: &TableRow) -> String {
    review(row).0.film.title.as_ref().unwrap().value.clone()
}

fn text(row: &TableRow) -> String {
    review(row).0.text.as_ref().unwrap().value.clone()
}

#[test]
fn guesses_columns_by_their_names_in_several_languages() {
    let headers = [
        "film,critic,publisher,date,rating,text,verdict",
        "Movie Title;Reviewer Name;Publication;Review Date;Score;Review;Recommended",
        "Film\tKritiker\tZeitung\tDatum\tWertung\tKritik\tUrteil",
        "titre,auteur,media,date,note,texte,avis",
        "titolo,autore,testata,data,voto,testo,verdetto",
        "película,autor,medio,fecha,puntuación,reseña,veredicto",
        "фильм,автор,издание,дата,оценка,рецензия,вердикт",
    ];
    for header in headers {
        let delimiter = ["\t", ";", ","]
            .into_iter()
            .find(|d| header.contains(d))
            .unwrap();
        let cells = [
            "The Salt Road",
            "Ada Marsh",
            "The Lantern",
            "2024-03-01",
            "4/5",
            "Lovely.",
            "positive",
        ];
        let table = format!("{header}\n{}\n", cells.join(delimiter));
        let rows = rows(table);
        let (finding, complaints) = review(&rows[0]);
        assert_eq!(complaints, [], "{header}");
        assert_eq!(title(&rows[0]), "The Salt Road", "{header}");
        assert_eq!(finding.critics[0].value, "Ada Marsh", "{header}");
        assert_eq!(
            finding.outlet.as_ref().unwrap().value,
            "The Lantern",
            "{header}"
        );
        assert_eq!(
            finding.published.as_ref().unwrap().value.to_string(),
            "2024-03-01",
            "{header}"
        );
        assert_eq!(
            finding.rating.as_ref().unwrap().value.printed,
            "4/5",
            "{header}"
        );
        assert_eq!(text(&rows[0]), "Lovely.", "{header}");
        assert_eq!(
            finding.stated.as_ref().map(|s| s.value),
            Some(true),
            "{header}"
        );
    }
}

#[test]
fn follows_the_operators_mapping_and_leaves_out_what_is_mapped_to_nothing() {
    let mut options = options(MediaKind::Table);
    options.map.insert(Field::Film, "what".to_owned());
    options.map.insert(Field::Rating, "POINTS given".to_owned());
    options.map.insert(Field::Text, String::new());
    let table = "what,Points Given,text\nThe Salt Road,7/10,Never read\n";
    let (rows, facts) = rows_with(table.as_bytes(), &options).unwrap();
    let (finding, _) = review(&rows[0]);
    assert_eq!(title(&rows[0]), "The Salt Road");
    assert_eq!(finding.rating.as_ref().unwrap().value.printed, "7/10");
    assert_eq!(finding.text, None);
    assert_eq!(facts.unused_columns, ["text"]);
}

#[test]
fn names_the_columns_it_found_when_those_needed_are_missing() {
    let dogs = b"name of dog,owner,age\nRex,Ada Marsh,4\nBello,Bo Lind,7\n";
    let complaint = rows_with(dogs, &options(MediaKind::Table)).unwrap_err();
    assert_eq!(complaint.kind, ComplaintKind::MissingColumns);
    assert!(
        complaint.detail.contains("`name of dog`, `owner`, `age`"),
        "{complaint}"
    );

    let mut options = options(MediaKind::Table);
    options.map.insert(Field::Film, "absent".to_owned());
    let complaint = rows_with(b"film,rating\nA,1/5\n", &options).unwrap_err();
    assert!(
        complaint.detail.contains("`--map film=absent`"),
        "{complaint}"
    );
}

#[test]
fn reads_the_same_from_every_encoding() {
    let table = "film;critic;rating\nDie Straße;Jürgen Öhm;4/5\nCafé des Années;Zoë Brontë;3/5\n";
    let utf8 = table.as_bytes().to_vec();
    let with_mark = [b"\xef\xbb\xbf".as_slice(), &utf8].concat();
    let western = encoding_rs::WINDOWS_1252.encode(table).0.into_owned();
    let wide: Vec<u8> = table.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let wide_with_mark = [b"\xff\xfe".as_slice(), &wide].concat();
    let wide_big: Vec<u8> = table.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let wide_big = [b"\xfe\xff".as_slice(), &wide_big].concat();
    let expected = rows(&utf8);
    assert_eq!(title(&expected[0]), "Die Straße");
    for bytes in [with_mark, western, wide, wide_with_mark, wide_big] {
        assert_eq!(rows(&bytes), expected);
    }
}

#[test]
fn decides_a_late_byte_beyond_ascii_as_windows_1252() {
    let mut table = b"film,rating\n".to_vec();
    for _ in 0..9000 {
        table.extend_from_slice(b"The Salt Road,4/5\n");
    }
    table.extend_from_slice(b"Stra\xdfe,3/5\n");
    let rows = rows(&table);
    assert_eq!(title(rows.last().unwrap()), "Straße");
}

#[test]
fn bare_numbers_in_the_film_column_are_ids_within_the_table() {
    let table = "film\trating\n8\t4/5\n8\t3/5\n12\t1/5\n";
    let (rows, facts) = rows_with(table.as_bytes(), &options(MediaKind::Table)).unwrap();
    assert!(facts.film_ids);
    let film = &review(&rows[2]).0.film;
    assert_eq!(film.title, None);
    assert_eq!(film.keys[0].to_string(), "table:reviews:12");
    // One number alone may well be a film's title.
    let (rows, facts) = rows_with(
        b"film,rating\n1917,4/5\n1917,3/5\n",
        &options(MediaKind::Table),
    )
    .unwrap();
    assert!(!facts.film_ids);
    assert_eq!(title(&rows[0]), "1917");
}

#[test]
fn tabs_keep_quotation_marks_unless_the_table_quotes_a_whole_column() {
    let plain = "film\trating\ttext\nA\t1/5\t\"Dune\" is long\nB\t2/5\t\"Good\"\n";
    assert_eq!(text(&rows(plain)[0]), "\"Dune\" is long");
    let quoted =
        "film\trating\ttext\nA\t1/5\t\"one\"\nB\t2/5\t\"two \"\"x\"\"\"\nC\t3/5\t\"three\"\n";
    assert_eq!(text(&rows(quoted)[1]), "two \"x\"");
}

#[test]
fn a_quoted_field_may_span_lines() {
    let rows = rows("film,text,rating\nA,\"first line\nsecond, line\",4/5\nB,short,2/5\n");
    assert_eq!(rows.len(), 2);
    assert_eq!(text(&rows[0]), "first line\nsecond, line");
    assert_eq!(title(&rows[1]), "B");
}

#[test]
fn a_quotation_mark_never_closed_costs_at_most_its_own_row() {
    let mut table = "film,text,rating\nA,\"never closed,4/5\n".to_owned();
    for number in 0..50 {
        table += &["Film ", &number.to_string(), ",fine,3/5\n"].concat();
    }
    let rows = rows(&table);
    assert_eq!(rows.len(), 51);
    let (finding, complaints) = review(&rows[0]);
    assert_eq!(finding.rating.as_ref().unwrap().value.printed, "4/5");
    assert!(
        complaints[0].detail.contains("never closed"),
        "{:?}",
        complaints[0]
    );
    assert_eq!(complaints[0].place, "line 2");

    // Closed by chance rows later: the rows between are rows all the same.
    let table =
        "film,text,rating\nA,\"never,4/5\nB,fine,3/5\nC,fine,2/5\nD,12\" disc,1/5\nE,\"x\",2/5\n";
    let titles: Vec<String> = self::rows(table).iter().map(title).collect();
    assert_eq!(titles, ["A", "B", "C", "D", "E"]);

    let broken = "film,text,rating\nA,\"never, closed,4/5\nB,fine,3/5\n";
    let rows = self::rows(broken);
    assert_eq!(lost(&rows[0]).place, "line 2");
    assert!(lost(&rows[0]).detail.contains("quotation mark"));
    assert_eq!(title(&rows[1]), "B");
}

#[test]
fn every_bad_row_gets_its_reason_and_the_others_are_read() {
    let big = "x".repeat(1_100_000);
    let huge = "y".repeat(6_000_000);
    let table = format!(
        "film,date,rating,text\nA,2024-01-01,4/5,fine\nB,2024-01-01,4/5\nC,2024-01-01,4/5,{big}\n\
         D,2024-01-01,4/5,{huge}\nE,1800-01-01,4/5,old\nF,2999-01-01,4/5,new\nG,2024-13-45,4/0,odd\n\
         H,2024-01-01,4/5,nul \0 here\n\nI,2024-01-01,4/5,last\n"
    );
    let rows = rows(&table);
    assert_eq!(rows.len(), 9);
    assert_eq!(lost(&rows[1]).kind, ComplaintKind::BadRow);
    assert!(lost(&rows[1]).detail.contains("expected 4 fields, found 3"));
    assert_eq!(lost(&rows[2]).kind, ComplaintKind::FieldTooLarge);
    assert!(lost(&rows[2]).detail.contains("`text`"));
    assert_eq!(lost(&rows[3]).kind, ComplaintKind::FieldTooLarge);
    assert_eq!(lost(&rows[3]).place, "line 5");
    for row in &rows[4..7] {
        let (finding, complaints) = review(row);
        assert_eq!(finding.published, None);
        assert_eq!(complaints[0].kind, ComplaintKind::BadDate);
        assert!(!complaints[0].lost);
    }
    assert_eq!(
        review(&rows[6]).0.rating.as_ref().unwrap().value.printed,
        "4/0"
    );
    assert_eq!(text(&rows[7]), "nul  here");
    assert_eq!(review(&rows[7]).1[0].kind, ComplaintKind::BadEncoding);
    assert_eq!(title(&rows[8]), "I");
}

#[test]
fn bytes_that_are_no_text_are_replaced_and_named() {
    let table =
        b"film,critic,rating\nStra\xc3\x9fe,J\xc3\xbcrgen,4/5\nBad \xff\xfe byte,Zo\xc3\xab,3/5\n";
    let rows = rows(table);
    assert_eq!(title(&rows[1]), "Bad \u{fffd}\u{fffd} byte");
    let complaint = &review(&rows[1]).1[0];
    assert_eq!(
        (complaint.kind, complaint.place.as_str()),
        (ComplaintKind::BadEncoding, "line 3")
    );
}

#[test]
fn a_wide_table_that_ends_within_a_letter_is_read_up_to_it() {
    let text = "film,critic,rating\nThe Salt Road,Ada Marsh,4/5";
    let wide = |letter: u16| letter.to_be_bytes();
    let mut bytes = vec![0xfe, 0xff];
    bytes.extend(text.encode_utf16().flat_map(wide));
    bytes.push(0);
    let read = rows(&bytes);
    assert_eq!(read.len(), 1);
    assert_eq!(title(&read[0]), "The Salt Road");
    // Nothing but the mark of the byte order and half a letter.
    let nothing = rows_with(&[0xfe, 0xff, 0], &options(MediaKind::Table));
    assert!(nothing.is_err() || nothing.is_ok_and(|(rows, _)| rows.is_empty()));
}

#[test]
fn a_table_without_text_is_named_empty() {
    for bytes in ["", "   \n\n", "\u{feff}"] {
        let complaint = rows_with(bytes.as_bytes(), &options(MediaKind::Table)).unwrap_err();
        assert_eq!(complaint.kind, ComplaintKind::Empty);
    }
}

#[test]
fn an_unknown_verdict_is_named_and_left_out() {
    let words = [
        ("fresh", Some(true)),
        ("Rotten", Some(false)),
        ("thumbs up", Some(true)),
        ("NOT recommended", Some(false)),
        ("0", Some(false)),
        ("👎", Some(false)),
        ("mixed", None),
    ];
    for (word, stated) in words {
        let rows = rows(format!("film,verdict\nA,{word}\n"));
        let (finding, complaints) = review(&rows[0]);
        assert_eq!(finding.stated.as_ref().map(|s| s.value), stated, "{word}");
        assert_eq!(complaints.is_empty(), stated.is_some(), "{word}");
    }
}

#[test]
fn json_lines_name_nested_values_by_their_path_and_a_broken_line_is_lost_alone() {
    let lines = concat!(
        r#"{"film":{"title":"The Salt Road","year":2019},"critic":["Ada Marsh","Bo Lind"],"rating":3.5,"scale":4}"#,
        "\n{broken\n[1,2]\n",
        r#"{"film":{"title":"Low Tide"},"rating":"B+"}"#,
        "\n"
    );
    let mut options = options(MediaKind::JsonLines);
    options.map.insert(Field::Year, "film.year".to_owned());
    let (rows, _) = rows_with(lines.as_bytes(), &options).unwrap();
    let (finding, _) = review(&rows[0]);
    assert_eq!(title(&rows[0]), "The Salt Road");
    assert_eq!(finding.film.year.as_ref().unwrap().value, 2019);
    assert_eq!(finding.critics.len(), 2);
    let rating = &finding.rating.as_ref().unwrap().value;
    assert_eq!(
        (rating.printed.as_str(), rating.best.as_deref()),
        ("3.5", Some("4"))
    );
    assert_eq!(lost(&rows[1]).place, "line 2");
    assert_eq!(lost(&rows[2]).place, "line 3");
    assert_eq!(title(&rows[3]), "Low Tide");
}

#[test]
fn breaking_off_stops_at_once() {
    let mut seen = 0;
    let table = "film,rating\nA,1/5\nB,2/5\nC,3/5\n";
    let limits = ReadLimits::default();
    let facts = read_table(
        table.as_bytes(),
        &options(MediaKind::Table),
        &limits,
        &mut |_| {
            seen += 1;
            ControlFlow::Break(())
        },
    );
    assert_eq!((seen, facts.unwrap().rows), (1, 1));
}

#[test]
fn a_stream_that_breaks_keeps_the_rows_before_it() {
    struct Breaks(usize);
    impl std::io::Read for Breaks {
        fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
            if self.0 == 0 {
                return Err(std::io::Error::new(
                    std::io::ErrorKind::InvalidData,
                    "bad archive",
                ));
            }
            let row = b"film,rating\nA,1/5\nB,2/5\n";
            let taken = row.len().min(out.len());
            out[..taken].copy_from_slice(&row[..taken]);
            self.0 = 0;
            Ok(taken)
        }
    }
    let mut rows = Vec::new();
    let limits = ReadLimits::default();
    read_table(Breaks(1), &options(MediaKind::Table), &limits, &mut |row| {
        rows.push(row);
        ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(title(&rows[1]), "B");
    assert_eq!(lost(&rows[2]).kind, ComplaintKind::BadCompression);
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2000), json in any::<bool>()) {
        let media = if json { MediaKind::JsonLines } else { MediaKind::Table };
        let _ = rows_with(&bytes, &options(media));
    }

    #[test]
    fn every_line_of_a_table_is_a_review_or_lost(
        cells in proptest::collection::vec("[a-z\",\\n ]{0,12}", 1..40),
    ) {
        let table = format!("film,rating,text\n{}\nLast,1/5,end\n", cells.join("\n"));
        let rows = rows(&table);
        let last = rows.last().map(title);
        prop_assert_eq!(last, Some("Last".to_owned()));
    }

    #[test]
    fn quoted_fields_come_back_as_they_were_written(
        words in proptest::collection::vec("[a-z\",;\\n]{1,20}", 1..6),
    ) {
        let mut table = "film,rating,text\n".to_owned();
        for word in &words {
            table += &["A,1/5,\"x", &word.replace('"', "\"\""), "x\"\n"].concat();
        }
        let read: Vec<String> = rows(&table).iter().map(text).collect();
        let written: Vec<String> = words.iter().map(|word| format!("x{word}x")).collect();
        prop_assert_eq!(read, written);
    }
}

proptest! {
    #[test]
    fn every_row_and_every_column_of_any_table_is_accounted_for(
        names in proptest::collection::vec("[A-Za-z ]{0,8}|Film|Critic|Member|Rating|Date|Note|Critique", 1..8),
        cells in proptest::collection::vec(
            proptest::collection::vec("[A-Za-z ]{0,12}|[0-9]{0,6}|[0-9]{1,2}/[0-9]{1,2}/[0-9]{2,4}|★★", 0..9),
            0..30,
        ),
    ) {
        let line = |cells: &Vec<String>| cells.join(",");
        let lines: Vec<String> = cells.iter().map(line).collect();
        let table = format!("{}\n{}\n", line(&names), lines.join("\n"));
        if let Ok((rows, facts)) = rows_with(table.as_bytes(), &options(MediaKind::Table)) {
            prop_assert_eq!(facts.rows, rows.len() as u64);
            prop_assert_eq!(facts.rows, facts.reviews + facts.lost);
            let told = facts.reviews + facts.lost + facts.blank;
            // The line of names may be blank, and then the next one stands in.
            let given = table.lines().skip_while(|line| line.trim().is_empty()).count() as u64;
            prop_assert_eq!(told, given.saturating_sub(1), "{:?}", table);
            let used: usize = facts.uses.iter().filter(|used| used.field.is_some()).count();
            prop_assert_eq!(used, facts.columns.len());
            prop_assert_eq!(facts.uses.len() - used, facts.unused_columns.len());
            let header = table.lines().find(|line| !line.trim().is_empty()).unwrap_or("");
            for name in header.split(',').map(str::trim).filter(|name| !name.is_empty()) {
                let is_told = facts.uses.iter().any(|used| used.column == name);
                prop_assert!(is_told, "{} is not told of", name);
            }
        }
    }
}

#[test]
fn a_line_that_names_the_delimiter_to_spreadsheets_is_no_line_of_names() {
    for (line, delimiter) in [
        ("sep=;", ";"),
        ("sep=\t", "\t"),
        ("\"sep=|\"", "|"),
        ("SEP=,", ","),
    ] {
        let cells = ["The Salt Road", "Ada Marsh", "4/5"].join(delimiter);
        let names = ["Film", "Critic", "Rating"].join(delimiter);
        let rows = rows(format!("{line}\n{names}\n{cells}\n"));
        assert_eq!(rows.len(), 1, "{line}");
        assert_eq!(title(&rows[0]), "The Salt Road", "{line}");
    }
}
