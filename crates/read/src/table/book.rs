//! Workbooks (`.xlsx`): which sheets there are, and the cells of one as text.
//!
//! The cells are read by `calamine`, one by one, so that neither a sheet that says to be a million
//! rows wide nor one far cell takes memory. What it would believe of a made-up file (how many
//! strings there are, how far a member unpacks) is checked before.

use crate::ReadLimits;
use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Xlsx};
use ovation_terms::{Complaint, ComplaintKind, fold};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};

type Book<'a> = Xlsx<Cursor<&'a [u8]>>;

/// One row: its number as the spreadsheet shows it, and its cells.
pub(super) type Numbered = (u64, Vec<String>);

/// The cells of one sheet.
pub(super) struct SheetCells {
    pub(super) name: String,
    /// Names of all sheets that hold rows.
    pub(super) sheets: Vec<String>,
    /// Rows that hold anything, in their order.
    pub(super) rows: Vec<Numbered>,
    /// Where reading ended early, and why.
    pub(super) broken: Option<Complaint>,
}

/// Reads one sheet: the one that is named, else the only one that holds rows.
pub(super) fn read_sheet(
    bytes: &[u8],
    wanted: Option<&str>,
    limits: &ReadLimits,
) -> Result<SheetCells, Complaint> {
    check_members(bytes, limits)?;
    // A fault of the library is one file's trouble, not the batch's.
    let work = || read_checked(bytes, wanted, limits);
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(work))
        .unwrap_or_else(|_panic| Err(damaged("its parts do not fit together")))
}

fn damaged(why: &str) -> Complaint {
    let detail = format!("the workbook cannot be read ({why}); save it again, or save it as CSV");
    Complaint::lost(ComplaintKind::BadMarkup, "", detail)
}

/// Unpacks every member and forgets it, to know that none grows beyond the limit and that none
/// promises strings it does not hold: the library makes room for as many as are promised.
fn check_members(bytes: &[u8], limits: &ReadLimits) -> Result<(), Complaint> {
    let damage = |error: &dyn std::fmt::Display| damaged(&error.to_string());
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| damage(&error))?;
    if archive.len() > limits.book_members {
        let detail = format!(
            "the workbook has {} parts, and {} are read at most",
            archive.len(),
            limits.book_members
        );
        return Err(Complaint::lost(ComplaintKind::TooMany, "", detail));
    }
    let mut left = limits.book_bytes as u64;
    for at in 0..archive.len() {
        let member = match archive.by_index(at) {
            Ok(member) => member,
            // Pictures and the like may be packed in ways that nobody asks for.
            Err(zip::result::ZipError::UnsupportedArchive(_)) => continue,
            Err(error) => return Err(damage(&error)),
        };
        let is_strings = member
            .name()
            .is_ok_and(|name| name.to_ascii_lowercase().ends_with("sharedstrings.xml"));
        let mut part = member.take(left + 1);
        let taken = if is_strings {
            let mut strings = Vec::new();
            part.read_to_end(&mut strings)
                .map_err(|error| damage(&error))?;
            if promises_too_much(&strings) {
                return Err(damaged("it promises more text than it holds"));
            }
            strings.len() as u64
        } else {
            std::io::copy(&mut part, &mut std::io::sink()).map_err(|error| damage(&error))?
        };
        let Some(rest) = left.checked_sub(taken) else {
            let detail = format!(
                "the workbook holds more than {} MiB unpacked, the most that is read; save the \
                 sheet as CSV",
                limits.book_bytes >> 20
            );
            return Err(Complaint::lost(ComplaintKind::Expansion, "", detail));
        };
        left = rest;
    }
    Ok(())
}

/// Whether a part says that it holds more strings than it has room for, or hides in another
/// encoding what it says.
fn promises_too_much(strings: &[u8]) -> bool {
    if strings.starts_with(b"\xff\xfe") || strings.starts_with(b"\xfe\xff") || strings.contains(&0)
    {
        return true;
    }
    let most = strings.len() as u64;
    memchr::memmem::find_iter(strings, b"uniqueCount").any(|at| {
        let behind = strings.get(at + b"uniqueCount".len()..).unwrap_or_default();
        let mut digits = behind
            .iter()
            .skip_while(|byte| byte.is_ascii_whitespace() || b"=\"'+".contains(byte))
            .take_while(|byte| byte.is_ascii_digit());
        let count = digits.try_fold(0_u64, |count, digit| {
            count.checked_mul(10)?.checked_add(u64::from(digit - b'0'))
        });
        count.is_none_or(|count| count > most)
    })
}

fn read_checked(
    bytes: &[u8],
    wanted: Option<&str>,
    limits: &ReadLimits,
) -> Result<SheetCells, Complaint> {
    let mut book: Book<'_> = match Xlsx::new(Cursor::new(bytes)) {
        Ok(book) => book,
        Err(calamine::XlsxError::Password) => {
            let detail = "the workbook is protected by a password; save it without one";
            return Err(Complaint::lost(ComplaintKind::UnknownFormat, "", detail));
        }
        Err(error) => return Err(damaged(&error.to_string())),
    };
    let mut sheets = Vec::new();
    let mut hidden = Vec::new();
    let listed: Vec<_> = book.sheets_metadata().to_vec();
    for sheet in listed {
        if sheet.typ != SheetType::WorkSheet {
            continue;
        }
        if holds_rows(&mut book, &sheet.name) {
            if sheet.visible == SheetVisible::Visible {
                sheets.push(sheet.name);
            } else {
                hidden.push(sheet.name);
            }
        }
    }
    let name = choose(wanted, &sheets, &hidden)?;
    let mut cells = SheetCells {
        name: name.clone(),
        sheets,
        rows: Vec::new(),
        broken: None,
    };
    let mut rows = collect(&mut book, &name, limits, &mut cells.broken)?;
    fill_merged(&mut book, &name, limits, &mut rows);
    cells.rows = rows
        .into_iter()
        .map(|(row, cells)| (u64::from(row) + 1, cells))
        .collect();
    Ok(cells)
}

/// Whether a sheet has cells in more than one row.
fn holds_rows(book: &mut Book<'_>, name: &str) -> bool {
    let Ok(mut reader) = book.worksheet_cells_reader(name) else {
        return false;
    };
    let mut first = None;
    while let Ok(Some(cell)) = reader.next_cell() {
        let (row, _) = cell.get_position();
        if matches!(cell.get_value(), DataRef::Empty) {
            continue;
        }
        if *first.get_or_insert(row) != row {
            return true;
        }
    }
    false
}

fn choose(wanted: Option<&str>, sheets: &[String], hidden: &[String]) -> Result<String, Complaint> {
    let quoted = |names: &[String]| {
        let shown: Vec<String> = names
            .iter()
            .take(20)
            .map(|name| format!("`{}`", name.chars().take(60).collect::<String>()))
            .collect();
        shown.join(", ")
    };
    let missing = |detail| Err(Complaint::lost(ComplaintKind::MissingColumns, "", detail));
    if let Some(wanted) = wanted {
        let all = || sheets.iter().chain(hidden);
        let found = all()
            .find(|name| *name == wanted)
            .or_else(|| all().find(|name| fold(name) == fold(wanted)));
        return match found {
            Some(name) => Ok(name.clone()),
            None => missing(format!(
                "no sheet `{}` with rows; the sheets are {}",
                wanted.chars().take(60).collect::<String>(),
                quoted(&[sheets, hidden].concat())
            )),
        };
    }
    match sheets {
        [one] => Ok(one.clone()),
        [] if hidden.is_empty() => {
            let detail = "no sheet of the workbook holds rows";
            Err(Complaint::lost(ComplaintKind::Empty, "", detail))
        }
        [] => missing(format!(
            "only hidden sheets hold rows: {}; name the one to read with `--sheet NAME`",
            quoted(hidden)
        )),
        several => missing(format!(
            "several sheets hold rows: {}; name those to read with `--sheet NAME`, once for each",
            quoted(several)
        )),
    }
}

/// The cells of a sheet, by row.
fn collect(
    book: &mut Book<'_>,
    name: &str,
    limits: &ReadLimits,
    broken: &mut Option<Complaint>,
) -> Result<BTreeMap<u32, Vec<String>>, Complaint> {
    let mut reader = book
        .worksheet_cells_reader(name)
        .map_err(|error| damaged(&error.to_string()))?;
    let formats: Vec<Shown> = reader
        .styles()
        .iter()
        .map(|style| {
            let format = style.number_format.as_ref();
            Shown::of(format.map_or("", |format| format.format_code.as_str()))
        })
        .collect();
    let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    let mut count = 0;
    loop {
        let (cell, style) = match reader.next_cell_with_style_id() {
            Ok(Some(found)) => found,
            Ok(None) => break,
            Err(error) => {
                let detail =
                    format!("the sheet breaks off here ({error}); rows after it were not read");
                let place = rows.keys().last().map_or(1, |row| row + 1);
                let place = format!("line {place}");
                *broken = Some(Complaint::lost(ComplaintKind::BadMarkup, place, detail));
                break;
            }
        };
        let plain = Shown::PLAIN;
        let words = printed(cell.get_value(), formats.get(style).unwrap_or(&plain));
        if words.is_empty() {
            continue;
        }
        let (row, column) = cell.get_position();
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if column >= limits.columns {
            let detail = format!(
                "expected at most {} columns, found a cell in column {}",
                limits.columns,
                column.saturating_add(1)
            );
            let place = format!("line {}", u64::from(row) + 1);
            return Err(Complaint::lost(ComplaintKind::TooMany, place, detail));
        }
        let cells = rows.entry(row).or_default();
        if cells.len() <= column {
            count += column + 1 - cells.len();
            cells.resize(column + 1, String::new());
        }
        if let Some(cell) = cells.get_mut(column) {
            *cell = words;
        }
        if count > limits.sheet_cells {
            let detail = format!(
                "expected at most {} cells; the rows from here on were not read: save the sheet \
                 as CSV",
                limits.sheet_cells
            );
            let place = format!("line {}", u64::from(row) + 1);
            rows.remove(&row);
            *broken = Some(Complaint::lost(ComplaintKind::TooMany, place, detail));
            break;
        }
    }
    Ok(rows)
}

/// What is merged over several cells holds for each of them.
fn fill_merged(
    book: &mut Book<'_>,
    name: &str,
    limits: &ReadLimits,
    rows: &mut BTreeMap<u32, Vec<String>>,
) {
    let Ok(regions) = book.merge_cells_by_sheet_name(name) else {
        return;
    };
    let mut left = limits.sheet_cells / 8;
    for region in regions {
        let (from, to) = (region.start, region.end);
        let at = |column: u32| usize::try_from(column).unwrap_or(usize::MAX);
        if at(to.1) >= limits.columns || to.0 < from.0 || to.1 < from.1 {
            continue;
        }
        let value = rows.get(&from.0).and_then(|cells| cells.get(at(from.1)));
        let Some(value) = value.filter(|value| !value.is_empty()).cloned() else {
            continue;
        };
        // Only down: a heading over several columns is no name of each.
        for (_, cells) in rows.range_mut(from.0..=to.0).skip(1) {
            if left == 0 {
                return;
            }
            left -= 1;
            if cells.len() <= at(from.1) {
                cells.resize(at(from.1) + 1, String::new());
            }
            if let Some(cell) = cells.get_mut(at(from.1))
                && cell.is_empty()
            {
                cell.clone_from(&value);
            }
        }
    }
}

/// How a number is shown, as far as it says what the number is.
struct Shown {
    is_percent: bool,
    /// What is written behind the number: `/5`.
    behind: String,
}

impl Shown {
    const PLAIN: Self = Self {
        is_percent: false,
        behind: String::new(),
    };

    /// Reads a format code such as `0%` or `0.0" / 10"`.
    fn of(code: &str) -> Self {
        let mut quoted = code.split('"');
        let bare: String = code.split('"').step_by(2).collect();
        let behind = quoted.nth(1).unwrap_or_default();
        let is_scale = behind.contains('/') && behind.contains(|c: char| c.is_ascii_digit());
        Self {
            is_percent: bare.contains('%'),
            behind: if is_scale {
                behind.to_owned()
            } else {
                String::new()
            },
        }
    }
}

/// A cell as a person reads it in the sheet.
fn printed(value: &DataRef<'_>, shown: &Shown) -> String {
    match value {
        DataRef::Empty => String::new(),
        // `#N/A`, `#REF!`: what the sheet shows, so that it is told as unreadable.
        DataRef::Error(error) => error.to_string(),
        DataRef::Int(number) => format!("{number}{}", shown.behind),
        DataRef::Float(number) if shown.is_percent => format!("{}%", number_text(number * 100.0)),
        DataRef::Float(number) => format!("{}{}", number_text(*number), shown.behind),
        DataRef::SharedString(words) => cleaned(words),
        DataRef::Bool(truth) => truth.to_string(),
        DataRef::String(words) | DataRef::DateTimeIso(words) | DataRef::DurationIso(words) => {
            cleaned(words)
        }
        DataRef::DateTime(moment) => {
            let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
            if moment.is_duration() || moment.as_f64() < 1.0 {
                format!("{hour:02}:{minute:02}:{second:02}")
            } else if (hour, minute, second) == (0, 0, 0) {
                format!("{year:04}-{month:02}-{day:02}")
            } else {
                format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
            }
        }
    }
}

fn cleaned(words: &str) -> String {
    if words.contains('\0') {
        words.replace('\0', "")
    } else {
        words.trim().to_owned()
    }
}

/// At most fifteen digits, as the spreadsheet shows: `4`, `3.5`, `0.3` and not
/// `0.30000000000000004`.
fn number_text(number: f64) -> String {
    if !number.is_finite() {
        return String::new();
    }
    let short: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    // Avoids "-0".
    format!("{}", short + 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_as_the_sheet_shows_them() {
        let with = |number, code| printed(&DataRef::Float(number), &Shown::of(code));
        assert_eq!(with(4.0, "General"), "4");
        assert_eq!(with(0.1 + 0.2, "General"), "0.3");
        assert_eq!(with(0.85, "0%"), "85%");
        assert_eq!(with(3.5, "0.0\"/5\""), "3.5/5");
        assert_eq!(with(3.5, "0.0\" pts\""), "3.5");
        assert_eq!(with(f64::NAN, ""), "");
        assert_eq!(printed(&DataRef::Bool(true), &Shown::PLAIN), "true");
    }

    #[test]
    fn strings_that_are_promised_and_not_there_are_noticed() {
        for (part, is_too_much) in [
            (&b"<sst uniqueCount=\"2\"><si/><si/></sst>"[..], false),
            (b"<sst uniqueCount=\"99999999999\"></sst>", true),
            (b"<sst uniqueCount = '9999999999999999999999'></sst>", true),
            (b"\xff\xfe<\0s\0", true),
        ] {
            assert_eq!(promises_too_much(part), is_too_much, "{part:?}");
        }
    }
}
