//! The bytes of every source are kept, whichever way it came in, and read again as they were read then.

use super::small_site::{Answer, SmallSite};
use super::{Record, Run, no_review, review, today};
use crate::{Again, KeepCopies, Kept, Origin, Place, TableAsked, read_again};
use ovation_film_index::IndexPlace;
use ovation_gather::Parcel;
use ovation_ledger::SourceCopy;
use ovation_terms::{Day, Hash, Moment, Seq, SourceFacts, SourceId};
use std::io::Write as _;
use std::path::{Path, PathBuf};

const TABLE: &str = "film,year,critic,outlet,date,rating,text\n\
    The Lamp 1,2024,Ada Quill,Meridian,3/4/2024,4/5,\"A lamp, and a quay.\"\n\
    The Lamp 2,2024,Bo Finch,Row F,3/25/2024,2/5,Nothing for me.\n";

/// Every source of a record with what is kept of it.
fn sources(record: &Record) -> Vec<(SourceId, SourceFacts, SourceCopy)> {
    let numbers = (1..).map(SourceId);
    let told = numbers.map_while(|source| {
        let told = record
            .runtime
            .block_on(record.ledger.copy_of_source(source));
        told.unwrap().map(|(facts, copy)| (source, facts, copy))
    });
    told.collect()
}

/// All of a record's sources are kept, and read as they were.
fn assert_kept(record: &Record, way: &str) -> Vec<Again> {
    let mut read = Vec::new();
    for (source, facts, copy) in sources(record) {
        let SourceCopy::Kept { bytes, until, .. } = copy else {
            panic!("{way}: {facts:?}: {copy:?}");
        };
        assert_eq!(Hash::of(&bytes), facts.hash, "{way}");
        assert_eq!(bytes.len() as u64, facts.size_bytes, "{way}");
        assert_eq!(until, today().day().plus_days(400), "{way}");
        let Kept::Read(again) = again(record, source) else {
            panic!("{way}: {facts:?} is not read");
        };
        assert_eq!(again.reviews, [], "{way}: {facts:?}");
        assert_eq!(again.press, [], "{way}: {facts:?}");
        assert_eq!(again.evidence.troubles, [], "{way}: {facts:?}");
        read.push(*again);
    }
    read
}

fn again(record: &Record, source: SourceId) -> Kept {
    let place = IndexPlace::default();
    let read = read_again(&record.ledger, source, TableAsked::default(), today, &place);
    record.runtime.block_on(read).unwrap().unwrap()
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file(*name, options).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A workbook with a sheet for each name, all of the same two reviews.
fn workbook(names: &[&str]) -> Vec<u8> {
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let head = r#"<?xml version="1.0" encoding="UTF-8"?>"#;
    let cells = |number: usize, row: &str| {
        let cell = |text| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
        let cells: String = row.split(',').map(cell).collect();
        format!("<row r=\"{number}\">{cells}</row>")
    };
    let mut sheets = String::new();
    let mut relation = String::new();
    let mut members: Vec<(String, String)> = Vec::new();
    for (number, name) in (1..).zip(names) {
        let sheet = format!("<sheet name=\"{name}\" sheetId=\"{number}\" r:id=\"r{number}\"/>");
        sheets.push_str(&sheet);
        let one = format!(
            "<Relationship Id=\"r{number}\" Type=\"{relations}/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        );
        relation.push_str(&one);
        let rows = [
            "film,year,critic,rating".to_owned(),
            format!("The Lamp {name},2024,Ada Quill,4/5"),
            format!("The Quay {name},2024,Bo Finch,2/5"),
        ];
        let rows: String = (1..)
            .zip(&rows)
            .map(|(number, row)| cells(number, row))
            .collect();
        members.push((
            format!("xl/worksheets/sheet{number}.xml"),
            format!("{head}<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData></worksheet>"),
        ));
    }
    members.push((
        "xl/workbook.xml".to_owned(),
        format!("{head}<workbook xmlns=\"{main}\" xmlns:r=\"{relations}\"><sheets>{sheets}</sheets></workbook>"),
    ));
    members.push((
        "xl/_rels/workbook.xml.rels".to_owned(),
        format!("{head}<Relationships xmlns=\"{package}\">{relation}</Relationships>"),
    ));
    members.push((
        "_rels/.rels".to_owned(),
        format!(
            "{head}<Relationships xmlns=\"{package}\"><Relationship Id=\"r1\" Type=\"{relations}/officeDocument\" \
             Target=\"xl/workbook.xml\"/></Relationships>"
        ),
    ));
    members.push((
        "[Content_Types].xml".to_owned(),
        format!(
            "{head}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default \
             Extension=\"xml\" ContentType=\"application/xml\"/></Types>"
        ),
    ));
    let members: Vec<(&str, &[u8])> = members
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_bytes()))
        .collect();
    zipped(&members)
}

fn warc(pages: &[(&str, String)]) -> Vec<u8> {
    let mut archive = Vec::new();
    for (address, html) in pages {
        let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{html}");
        let record = format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2024-03-09T10:00:00Z\r\nWARC-Target-URI: {address}\r\n\
             Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
            block.len()
        );
        archive.extend(gzipped(record.as_bytes()));
    }
    archive
}

fn feed() -> String {
    let items: Vec<String> = (1..4)
        .map(|number| {
            let page = review(number);
            let body = page.split("<article>").nth(1).unwrap();
            let body = body.split("</article>").next().unwrap().replace('<', "&lt;");
            format!(
                "<item><title>Review: The Lamp {number} (2024)</title><link>https://quay.example/{number}</link>\
                 <pubDate>Fri, 01 Mar 2024 10:00:00 GMT</pubDate><description>{body}&lt;p>Rating: 4/5&lt;/p>\
                 </description></item>"
            )
        })
        .collect();
    let items = items.concat();
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Quay film reviews</title>\
         <link>https://quay.example/</link>{items}</channel></rss>"
    )
}

fn letter() -> String {
    let page = review(7);
    format!(
        "From: Ada Quill <ada@quay.example>\r\nTo: list@quay.example\r\nSubject: The Lamp 7 review\r\n\
         Date: Fri, 01 Mar 2024 10:00:00 +0000\r\nMIME-Version: 1.0\r\n\
         Content-Type: text/html; charset=utf-8\r\n\r\n{page}\r\n"
    )
}

fn write(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(&path, bytes).unwrap();
    path
}

#[test]
fn the_bytes_of_every_source_are_kept_whichever_way_it_came_in() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let text = "Review: The Lamp 9 (2024)\nBy Ada Quill\n\nThe film is a lamp, and a good one.\nRating: 4/5\n";
    let line =
        "{\"film\":\"The Lamp\",\"year\":2024,\"critic\":\"Ada Quill\",\"rating\":\"4/5\"}\n";
    write(folder, "folder/a.html", review(1).as_bytes());
    write(folder, "folder/deep/b.html", no_review(2).as_bytes());
    write(folder, "folder/t.csv", TABLE.as_bytes());
    let page = review(1);
    let members: [(&str, &[u8]); 3] = [
        ("a.html", page.as_bytes()),
        ("t.csv", TABLE.as_bytes()),
        ("same.html", page.as_bytes()),
    ];
    let archived = [
        ("https://quay.example/1", review(1)),
        ("https://quay.example/2", no_review(2)),
        ("https://quay.example/3", review(3)),
    ];
    // The way in, and how many sources and copies it makes.
    let ways: [(&str, Vec<u8>, (usize, u64)); 12] = [
        ("page.html", review(1).into_bytes(), (1, 1)),
        ("packed.html.gz", gzipped(review(1).as_bytes()), (1, 1)),
        ("text.txt", text.as_bytes().to_vec(), (1, 1)),
        ("letter.eml", letter().into_bytes(), (1, 1)),
        ("feed.xml", feed().into_bytes(), (1, 1)),
        ("table.csv", TABLE.as_bytes().to_vec(), (1, 1)),
        ("table.csv.gz", gzipped(TABLE.as_bytes()), (1, 1)),
        ("lines.jsonl", line.as_bytes().to_vec(), (1, 1)),
        ("book.xlsx", workbook(&["One"]), (1, 1)),
        // The same page under two names is kept once.
        ("all.zip", zipped(&members), (3, 2)),
        ("crawl.warc.gz", warc(&archived), (3, 3)),
        ("folder", Vec::new(), (3, 3)),
    ];
    for (name, bytes, (count, copies)) in ways {
        let path = if bytes.is_empty() {
            folder.join(name)
        } else {
            write(folder, name, &bytes)
        };
        for beside in [false, true] {
            let record = Record::new();
            let run = Run {
                beside,
                ..Run::default()
            };
            let summary = record.ingest(&[path.display().to_string()], &run);
            record.assert_sound(&summary);
            assert_eq!(summary.kept_copies, count as u64, "{name}: {summary:?}");
            let read = assert_kept(&record, name);
            assert_eq!(read.len(), count, "{name}");
            let same: u64 = read.iter().map(|again| again.same).sum();
            assert!(same >= summary.found, "{name}: {same} of {}", summary.found);
            let counts = record
                .runtime
                .block_on(record.ledger.copy_counts())
                .unwrap();
            assert_eq!(counts.copies, copies, "{name}");
            // Read again it is neither entered nor kept anew.
            let head = record.runtime.block_on(record.ledger.head()).unwrap();
            record.ingest(&[path.display().to_string()], &run);
            assert_eq!(record.runtime.block_on(record.ledger.head()).unwrap(), head);
            assert_eq!(
                record
                    .runtime
                    .block_on(record.ledger.copy_counts())
                    .unwrap(),
                counts
            );
        }
    }
}

#[test]
fn what_the_web_answered_is_kept_with_its_content_type() {
    let (record, site) = (Record::new(), SmallSite::open());
    let at = &site.address;
    site.put("/1", Answer::Body("text/html; charset=utf-8", review(1)));
    site.put("/2", Answer::Body("text/html", no_review(2)));
    site.put(
        "/list",
        Answer::Body("text/plain", format!("{at}/1\n{at}/2\n")),
    );
    let summary = record.ingest(&[format!("{at}/list")], &Run::default());
    record.assert_sound(&summary);
    assert_eq!(summary.kept_copies, 3);
    assert_kept(&record, "the web");
    let hows = sources(&record).into_iter().map(|(_, _, copy)| match copy {
        SourceCopy::Kept { how, .. } => how,
        other => panic!("{other:?}"),
    });
    assert!(
        hows.into_iter()
            .any(|how| how.contains("text/html; charset=utf-8"))
    );
}

#[test]
fn sheets_of_one_workbook_are_kept_once_and_read_again_each_for_itself() {
    let record = Record::new();
    let parcel = Parcel::from_bytes("book.xlsx", None, workbook(&["One", "Two"]));
    let asked = TableAsked {
        sheets: vec!["One".to_owned(), "Two".to_owned()],
        ..TableAsked::default()
    };
    let run = Run {
        tables: asked,
        ..Run::default()
    };
    let summary = record.ingest_origins(vec![Origin::Parcels(vec![parcel])], &run);
    assert_eq!((summary.found, summary.kept_copies), (4, 2), "{summary:?}");
    let counts = record
        .runtime
        .block_on(record.ledger.copy_counts())
        .unwrap();
    assert_eq!((counts.copies, counts.sources), (1, 2));
    for again in assert_kept(&record, "workbook") {
        assert_eq!(again.same, 2, "{again:?}");
    }
}

#[test]
fn nothing_is_kept_where_nothing_is_to_be_and_the_entries_are_the_same() {
    let page = || {
        vec![Origin::Parcels(vec![Parcel::from_bytes(
            "a.html",
            None,
            review(1).into_bytes(),
        )])]
    };
    let none = Run {
        keep: KeepCopies::None,
        ..Run::default()
    };
    let (kept, bare) = (Record::new(), Record::new());
    kept.ingest_origins(page(), &Run::default());
    let summary = bare.ingest_origins(page(), &none);
    assert_eq!(summary.kept_copies, 0);
    let entries = |record: &Record| {
        record
            .runtime
            .block_on(record.ledger.entries(Seq(0), 100))
            .unwrap()
    };
    assert_eq!(entries(&kept), entries(&bare));
    let Kept::Gone(_, copy) = again(&bare, SourceId(1)) else {
        panic!("it was kept");
    };
    assert_eq!(copy, SourceCopy::NeverKept);
    // What is known already is kept when it is read again and is to be kept now.
    assert_eq!(bare.ingest_origins(page(), &Run::default()).kept_copies, 1);
    assert_kept(&bare, "later");
    let dry = Run {
        dry: true,
        ..Run::default()
    };
    let record = Record::new();
    record.ingest_origins(page(), &dry);
    assert_eq!(
        record
            .runtime
            .block_on(record.ledger.copy_counts())
            .unwrap()
            .copies,
        0
    );
}

#[test]
fn a_value_that_the_reader_reads_otherwise_is_shown_with_then_and_now() {
    let record = Record::new();
    let parcel = Parcel::from_bytes("table.csv", None, TABLE.as_bytes().to_vec());
    record.ingest_origins(vec![Origin::Parcels(vec![parcel])], &Run::default());
    // Another reader: here one that is told to take another column.
    let asked = TableAsked {
        map: [(ovation_read::Field::Critic, "outlet".to_owned())].into(),
        ..TableAsked::default()
    };
    let place = IndexPlace::default();
    let read = read_again(&record.ledger, SourceId(1), asked, today, &place);
    let Kept::Read(again) = record.runtime.block_on(read).unwrap().unwrap() else {
        panic!("it is kept");
    };
    assert_eq!((again.same, again.reviews.len()), (0, 2), "{again:?}");
    let changed: Vec<_> = again.reviews.iter().flat_map(|it| &it.fields).collect();
    let critic = changed.iter().find(|change| change.field == "critics.1");
    let critic = critic.unwrap();
    assert_eq!(critic.then, Some("Ada Quill".into()), "{changed:?}");
    assert_eq!(critic.now, Some("Meridian".into()), "{changed:?}");
    let head = record.runtime.block_on(record.ledger.head()).unwrap();
    assert!(head.seq > Seq(0));
    assert_eq!(
        record.runtime.block_on(record.ledger.head()).unwrap(),
        head,
        "nothing is entered"
    );
}

#[test]
fn a_value_that_does_not_stand_where_the_record_says_is_named() {
    use super::super::again::places_of;
    use ovation_terms::{Evidence, ReviewFinding, Sourced};
    let words = |quote: &str, start: usize| Evidence::Words {
        quote: quote.to_owned(),
        before: String::new(),
        after: String::new(),
        start,
        end: start + quote.len(),
    };
    let cases = [
        (words("a lamp", 5), Some(Place::Here)),
        (words("a lamp", 4), Some(Place::Elsewhere)),
        (words("a quay", 5), Some(Place::Nowhere)),
        (Evidence::NotLocated, Some(Place::NotLocated)),
        (
            Evidence::Address {
                url: "x".to_owned(),
            },
            None,
        ),
    ];
    for (evidence, wanted) in cases {
        let finding = ReviewFinding {
            headline: Some(Sourced::new("it".to_owned(), evidence.clone())),
            ..ReviewFinding::default()
        };
        let places = places_of(&finding, b"<p>with a lamp</p>", "with a lamp");
        let counts = [
            (Place::Here, places.here),
            (Place::Elsewhere, places.elsewhere),
            (Place::Nowhere, places.nowhere),
            (Place::NotLocated, places.not_located),
        ];
        for (place, count) in counts {
            assert_eq!(count, u64::from(Some(place) == wanted), "{evidence:?}");
        }
        let named = matches!(wanted, Some(Place::Elsewhere | Place::Nowhere));
        assert_eq!(places.troubles.len(), usize::from(named));
    }
}

/// The day after the last on which what was read [`today`] for ten days is kept.
fn later() -> Moment {
    Moment(today().0 + 11 * 86_400_000_000)
}

#[test]
fn what_was_kept_long_enough_goes_and_says_when() {
    let record = Record::new();
    let ten = Run {
        keep: KeepCopies::Days(10),
        ..Run::default()
    };
    let page = |number: usize| {
        let bytes = review(number).into_bytes();
        vec![Origin::Parcels(vec![Parcel::from_bytes(
            format!("{number}.html"),
            None,
            bytes,
        )])]
    };
    record.ingest_origins(page(1), &ten);
    let forever = Run {
        keep: KeepCopies::Forever,
        ..Run::default()
    };
    record.ingest_origins(page(2), &forever);
    let last: Day = today().day().plus_days(10).unwrap();
    let expire = |day: Day| {
        record
            .runtime
            .block_on(record.ledger.expire_copies(day))
            .unwrap()
    };
    assert_eq!(expire(last).copies, 0);
    assert_eq!(expire(later().day()).copies, 1);
    let Kept::Gone(facts, copy) = again(&record, SourceId(1)) else {
        panic!("it is kept");
    };
    assert_eq!(facts.address, "1.html");
    assert_eq!(copy, SourceCopy::Expired { on: later().day() });
    assert!(matches!(again(&record, SourceId(2)), Kept::Read(_)));
    // Met again, it is kept again.
    let run = Run {
        clock: later,
        ..ten
    };
    assert_eq!(record.ingest_origins(page(1), &run).kept_copies, 1);
    assert!(matches!(again(&record, SourceId(1)), Kept::Read(_)));
}
