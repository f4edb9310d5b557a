//! Workbooks made by hand, part by part.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;

/// A cell as the file holds it. (Each program's tests use some of the kinds.)
#[derive(Clone, Copy, Debug)]
pub(crate) enum Cell {
    /// Words, in the cell itself.
    Words(&'static str),
    /// A number as it stands.
    Number(&'static str),
    /// A number with the format of that place in [`FORMATS`].
    Formatted(&'static str, usize),
    /// A truth value.
    Truth(bool),
    /// Nothing.
    Blank,
}

/// Formats beyond the general one: a day, a percentage, points with their top.
pub(crate) const FORMATS: [&str; 3] = ["yyyy\\-mm\\-dd", "0%", "0.0&quot;/5&quot;"];

/// A sheet: its name, its rows, and regions merged, such as `A2:A3`.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) rows: Vec<Vec<Cell>>,
    pub(crate) merged: Vec<&'static str>,
    pub(crate) is_hidden: bool,
}

impl Sheet {
    pub(crate) fn new(name: &str, rows: &[&[Cell]]) -> Self {
        Self {
            name: name.to_owned(),
            rows: rows.iter().map(|row| row.to_vec()).collect(),
            ..Self::default()
        }
    }
}

/// The bytes of a workbook.
pub(crate) fn workbook(sheets: &[Sheet]) -> Vec<u8> {
    let mut types = String::from(
        "<?xml version=\"1.0\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>",
    );
    types.push('\n');
    let mut list = String::new();
    let mut relations = String::new();
    for (at, sheet) in sheets.iter().enumerate() {
        let number = at + 1;
        let state = if sheet.is_hidden {
            " state=\"hidden\""
        } else {
            ""
        };
        write!(
            list,
            "<sheet name=\"{}\" sheetId=\"{number}\" r:id=\"rId{number}\"{state}/>",
            sheet.name
        )
        .unwrap();
        write!(
            relations,
            "<Relationship Id=\"rId{number}\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet{number}.xml\"/>"
        )
        .unwrap();
    }
    let book = format!(
        "<?xml version=\"1.0\"?><workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" \
         xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>{list}</sheets></workbook>"
    );
    let relations = format!(
        "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{relations}</Relationships>"
    );
    let root = "<?xml version=\"1.0\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
    let mut formats = String::new();
    let mut uses = String::from("<xf numFmtId=\"0\"/>");
    for (at, code) in FORMATS.iter().enumerate() {
        let id = 170 + at;
        write!(formats, "<numFmt numFmtId=\"{id}\" formatCode=\"{code}\"/>").unwrap();
        write!(uses, "<xf numFmtId=\"{id}\" applyNumberFormat=\"1\"/>").unwrap();
    }
    let styles = format!(
        "<?xml version=\"1.0\"?><styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
         <numFmts>{formats}</numFmts><cellXfs>{uses}</cellXfs></styleSheet>"
    );
    let mut parts: Vec<(String, String)> = vec![
        ("[Content_Types].xml".to_owned(), types),
        ("_rels/.rels".to_owned(), root.to_owned()),
        ("xl/workbook.xml".to_owned(), book),
        ("xl/_rels/workbook.xml.rels".to_owned(), relations),
        ("xl/styles.xml".to_owned(), styles),
    ];
    for (at, sheet) in sheets.iter().enumerate() {
        parts.push((
            format!("xl/worksheets/sheet{}.xml", at + 1),
            sheet_xml(sheet),
        ));
    }
    zipped(&parts)
}

/// A zip archive of these members.
pub(crate) fn zipped(parts: &[(String, String)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, words) in parts {
        archive
            .start_file(name.as_str(), SimpleFileOptions::default())
            .unwrap();
        archive.write_all(words.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn sheet_xml(sheet: &Sheet) -> String {
    let mut rows = String::new();
    for (at, row) in sheet.rows.iter().enumerate() {
        let number = at + 1;
        write!(rows, "<row r=\"{number}\">").unwrap();
        for (column, cell) in row.iter().enumerate() {
            let place = format!(
                "{}{number}",
                char::from(b'A' + u8::try_from(column).unwrap())
            );
            match cell {
                Cell::Words(words) => write!(
                    rows,
                    "<c r=\"{place}\" t=\"inlineStr\"><is><t>{words}</t></is></c>"
                ),
                Cell::Number(number) => write!(rows, "<c r=\"{place}\"><v>{number}</v></c>"),
                Cell::Formatted(number, format) => write!(
                    rows,
                    "<c r=\"{place}\" s=\"{}\"><v>{number}</v></c>",
                    format + 1
                ),
                Cell::Truth(truth) => write!(
                    rows,
                    "<c r=\"{place}\" t=\"b\"><v>{}</v></c>",
                    u8::from(*truth)
                ),
                Cell::Blank => Ok(()),
            }
            .unwrap();
        }
        rows.push_str("</row>");
    }
    let mut merged = String::new();
    if !sheet.merged.is_empty() {
        for region in &sheet.merged {
            write!(merged, "<mergeCell ref=\"{region}\"/>").unwrap();
        }
        merged = format!("<mergeCells>{merged}</mergeCells>");
    }
    format!(
        "<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\">\
         <sheetData>{rows}</sheetData>{merged}</worksheet>"
    )
}
