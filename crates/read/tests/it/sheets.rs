//! Workbooks: sheets, typed cells, merged ones, headings above the names, and made-up files.

use crate::workbook::{Cell, Sheet, workbook, zipped};
use Cell::{Blank, Formatted, Number, Truth, Words};
use ovation_read::{ReadLimits, TableFacts, TableOptions, TableRow, read_table, sniff};
use ovation_terms::{Complaint, ComplaintKind, Day, MediaKind, ReviewFinding};
use proptest::prelude::*;
use std::ops::ControlFlow;

fn options(sheet: Option<&str>) -> TableOptions {
    TableOptions {
        sheet: sheet.map(str::to_owned),
        ..TableOptions::new(
            "poll",
            MediaKind::Spreadsheet,
            Day::new(2024, 6, 1).unwrap(),
        )
    }
}

fn read_with(
    bytes: &[u8],
    options: &TableOptions,
    limits: &ReadLimits,
) -> Result<(Vec<TableRow>, TableFacts), Complaint> {
    let mut rows = Vec::new();
    let facts = read_table(bytes, options, limits, &mut |row| {
        rows.push(row);
        ControlFlow::Continue(())
    })?;
    Ok((rows, facts))
}

fn read(bytes: &[u8]) -> (Vec<ReviewFinding>, TableFacts) {
    let (rows, facts) = read_with(bytes, &options(None), &ReadLimits::default()).unwrap();
    let findings = rows
        .into_iter()
        .map(|row| match row {
            TableRow::Review { finding, .. } => *finding,
            TableRow::Lost(complaint) => panic!("lost: {complaint}"),
        })
        .collect();
    (findings, facts)
}

const NAMES: &[Cell] = &[
    Words("Film"),
    Words("Member"),
    Words("Date"),
    Words("Rating"),
    Words("Recommended"),
];

#[test]
fn typed_cells_read_as_a_person_sees_them() {
    let book = workbook(&[Sheet::new(
        "Poll",
        &[
            NAMES,
            &[
                Words("The Salt Road"),
                Words("Ada Marsh"),
                Formatted("45366", 0),
                Number("4"),
                Truth(true),
            ],
            &[
                Words("1917"),
                Words("Bo Lind"),
                Formatted("45366.5", 0),
                Formatted("0.85", 1),
                Truth(false),
            ],
            &[
                Words("Low Tide"),
                Words("Cy Vane"),
                Words("2024-03-02"),
                Formatted("3.5", 2),
                Blank,
            ],
        ],
    )]);
    assert_eq!(sniff("poll.xlsx", None, &book), MediaKind::Spreadsheet);
    assert_eq!(sniff("poll", None, &book), MediaKind::Spreadsheet);
    let (findings, facts) = read(&book);
    let ratings: Vec<&str> = findings
        .iter()
        .map(|it| it.rating.as_ref().unwrap().value.printed.as_str())
        .collect();
    assert_eq!(ratings, ["4", "85%", "3.5/5"]);
    let days: Vec<String> = findings
        .iter()
        .map(|it| it.published.as_ref().unwrap().value.to_string())
        .collect();
    assert_eq!(days, ["2024-03-15", "2024-03-15", "2024-03-02"]);
    let stated: Vec<Option<bool>> = findings
        .iter()
        .map(|it| it.stated.as_ref().map(|stated| stated.value))
        .collect();
    assert_eq!(stated, [Some(true), Some(false), None]);
    assert_eq!(findings[2].critics[0].value, "Cy Vane");
    assert_eq!((facts.reviews, facts.signed), (3, 3));
    assert_eq!(facts.sheet.as_deref(), Some("Poll"));
}

#[test]
fn headings_groups_empty_rows_and_merged_cells_are_understood() {
    let mut sheet = Sheet::new(
        "Grid",
        &[
            &[Words("Critics' poll, spring")],
            &[],
            &[Words("What"), Blank, Words("Who")],
            &[
                Words("Film"),
                Words("Year"),
                Words("Critic"),
                Words("Rating"),
            ],
            &[
                Words("The Salt Road"),
                Number("2023"),
                Words("Ada Marsh"),
                Words("4/5"),
            ],
            &[Blank, Blank, Words("Bo Lind"), Words("2/5")],
            &[],
            &[
                Words("Low Tide"),
                Number("2024"),
                Words("Ada Marsh"),
                Words("3/5"),
            ],
        ],
    );
    sheet.merged = vec!["A3:B3", "A5:A6", "B5:B6", "A1:D1"];
    let (findings, facts) = read(&workbook(&[sheet]));
    let told: Vec<(String, i16, String)> = findings
        .iter()
        .map(|it| {
            (
                it.film.title.as_ref().unwrap().value.clone(),
                it.film.year.as_ref().unwrap().value,
                it.critics[0].value.clone(),
            )
        })
        .collect();
    let row = |film: &str, year, critic: &str| (film.to_owned(), year, critic.to_owned());
    assert_eq!(
        told,
        [
            row("The Salt Road", 2023, "Ada Marsh"),
            row("The Salt Road", 2023, "Bo Lind"),
            row("Low Tide", 2024, "Ada Marsh"),
        ]
    );
    assert_eq!(facts.above, 2, "rows with a heading and a group of columns");
}

#[test]
fn of_several_sheets_one_is_asked_for_by_name() {
    let rows: &[&[Cell]] = &[
        NAMES,
        &[
            Words("The Salt Road"),
            Words("Ada Marsh"),
            Blank,
            Words("4/5"),
        ],
    ];
    let mut hidden = Sheet::new("Old", rows);
    hidden.is_hidden = true;
    let one_line: &[&[Cell]] = &[&[Words("made by hand")]];
    let book = workbook(&[
        Sheet::new("Spring", rows),
        Sheet::new("Notes", one_line),
        Sheet::new("Autumn", rows),
        hidden,
    ]);
    let limits = ReadLimits::default();
    let complaint = read_with(&book, &options(None), &limits).unwrap_err();
    assert!(
        complaint.detail.contains("`Spring`, `Autumn`"),
        "{complaint}"
    );
    assert!(complaint.detail.contains("--sheet"), "{complaint}");
    for (asked, found) in [("Autumn", "Autumn"), ("spring", "Spring"), ("Old", "Old")] {
        let (rows, facts) = read_with(&book, &options(Some(asked)), &limits).unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!(facts.sheet.as_deref(), Some(found));
    }
    let complaint = read_with(&book, &options(Some("Summer")), &limits).unwrap_err();
    assert!(complaint.detail.contains("`Summer`"), "{complaint}");
}

#[test]
fn what_is_too_large_or_made_to_mislead_ends_with_a_reason() {
    let limits = ReadLimits {
        book_bytes: 100_000,
        sheet_cells: 50,
        ..ReadLimits::default()
    };
    let refused = |bytes: &[u8]| read_with(bytes, &options(None), &limits).unwrap_err();

    let bomb = zipped(&[("xl/workbook.xml".to_owned(), " ".repeat(10_000_000))]);
    assert!(bomb.len() < 100_000);
    assert_eq!(refused(&bomb).kind, ComplaintKind::Expansion);

    let promise = zipped(&[(
        "xl/sharedStrings.xml".to_owned(),
        "<sst uniqueCount=\"9000000000000000\"></sst>".to_owned(),
    )]);
    assert_eq!(refused(&promise).kind, ComplaintKind::BadMarkup);

    assert_eq!(
        refused(b"PK\x03\x04 and then nothing").kind,
        ComplaintKind::BadMarkup
    );
    let no_sheet = workbook(&[]);
    assert!(read_with(&no_sheet, &options(None), &limits).is_err());

    // More cells than may be: the rows before stand, and what follows is said to be lost.
    let row: &[Cell] = &[
        Words("The Salt Road"),
        Words("Ada Marsh"),
        Blank,
        Words("4/5"),
    ];
    let mut rows: Vec<&[Cell]> = vec![NAMES];
    rows.extend([row; 40]);
    let book = workbook(&[Sheet::new("Poll", &rows)]);
    let (rows, facts) = read_with(&book, &options(None), &limits).unwrap();
    assert!(facts.reviews > 5, "{facts:?}");
    assert!(matches!(rows.last(), Some(TableRow::Lost(it)) if it.kind == ComplaintKind::TooMany));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn a_damaged_workbook_never_makes_it_panic(
        at in any::<prop::sample::Index>(),
        byte in any::<u8>(),
        cut in any::<prop::sample::Index>(),
    ) {
        let rows: &[&[Cell]] = &[NAMES, &[Words("A"), Words("Ada Marsh"), Number("1"), Number("2")]];
        let whole = workbook(&[Sheet::new("Poll", rows)]);
        let mut changed = whole.clone();
        let place = at.index(changed.len());
        changed[place] = byte;
        let _ = read_with(&changed, &options(None), &ReadLimits::default());
        let shorter = &whole[..cut.index(whole.len())];
        let _ = read_with(shorter, &options(None), &ReadLimits::default());
    }
}
