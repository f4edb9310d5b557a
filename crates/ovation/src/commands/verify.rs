//! `ovation verify`: recompute a receipt, and hold every value of it against a ledger.

mod ledgers;

use super::Common;
use crate::cli::VerifyArgs;
use crate::printer::{self, Outcome, counted, grouped};
use anyhow::{Context, bail};
use ovation_score::{Difference, ReceiptText};
use serde_json::json;
use std::io::Read as _;
use std::path::Path;

/// Longest receipt that is read, in bytes: one of 20,000 reviews has about 16 MB.
const RECEIPT_BYTES: u64 = 256 << 20;

/// What verifying told.
#[derive(Default)]
struct Told {
    /// What does not hold: the fields, where that is known, and sentences.
    fields: Vec<String>,
    differences: Vec<String>,
    /// What was shown, and what was not and how it could be.
    shown: Vec<String>,
    not_shown: Vec<String>,
    /// Entries whose hashes were made anew, or (of a site) compared.
    entries: u64,
}

impl Told {
    fn add(&mut self, differences: Vec<Difference>) {
        for difference in differences {
            self.differences.push(difference.text);
            self.fields.push(difference.field);
        }
    }
}

/// Recomputes a receipt and, when asked, holds it against the record, an export or a site.
pub(crate) async fn run(common: &Common, args: VerifyArgs) -> anyhow::Result<Outcome> {
    let given = read(&args.file)?;
    let receipt = &given.receipt;
    let mut told = Told {
        differences: ovation_score::verify(receipt).differences,
        ..Told::default()
    };
    if told.differences.is_empty() {
        told.shown.push(format!(
            "every figure, and which reviews are in the score, follow from the reviews as they are \
             listed, by the rules `{}`",
            receipt.formula.rules
        ));
    }
    if args.against_record {
        ledgers::of_record(common, &given, &mut told).await?;
    }
    match &args.against {
        Some(place) if is_address(place) => {
            ledgers::of_site(place, &given, args.allow_private, &mut told).await?;
        }
        Some(folder) => ledgers::of_export(Path::new(folder), &given, &mut told)?,
        None => {}
    }
    if !args.against_record && args.against.is_none() {
        told.not_shown.push(
            "whether the film, the reviews (names, days, ratings, verdicts, reasons), the leniencies \
             and the hashes are those of the ledger, and whether a review was left out: hold it \
             against the record (--against-record), an export (--against FOLDER) or a site \
             (--against URL)"
                .to_owned(),
        );
    }
    if !receipt.is_of_present_form() {
        told.not_shown.push(format!(
            "whether the question (clocks, panel, formula, weights) is the one that was asked, where \
             another has the same answer, and when the receipt was made: the form `{}` keeps neither \
             twice; ask for the receipt again",
            receipt.schema
        ));
    }
    let ok = told.differences.is_empty();
    if common.json {
        printer::json(&json!({
            "ok": ok,
            "differences": told.differences,
            "fields": told.fields,
            "shown": told.shown,
            "not_shown": told.not_shown,
            "entries_checked": told.entries,
        }))?;
    } else {
        print(&told);
    }
    Ok(if ok { Outcome::Done } else { Outcome::Failed })
}

fn is_address(place: &str) -> bool {
    place.starts_with("http://") || place.starts_with("https://")
}

fn read(path: &Path) -> anyhow::Result<ReceiptText> {
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path)
        .with_context(|| format!("cannot read the receipt `{}`", path.display()))?;
    file.take(RECEIPT_BYTES + 1)
        .read_to_end(&mut bytes)
        .with_context(|| format!("cannot read the receipt `{}`", path.display()))?;
    if bytes.len() as u64 > RECEIPT_BYTES {
        bail!(
            "`{}` is longer than {} bytes, which no receipt is",
            path.display(),
            grouped(RECEIPT_BYTES)
        );
    }
    let text = std::str::from_utf8(&bytes)
        .with_context(|| format!("`{}` is no receipt of Ovation", path.display()))?;
    ReceiptText::read(text.strip_prefix('\u{feff}').unwrap_or(text))
        .with_context(|| format!("`{}` is no receipt of Ovation", path.display()))
}

/// Differences that are printed; `--json` gives all.
const MOST_PRINTED: usize = 40;

fn print(told: &Told) {
    if told.differences.is_empty() {
        let how = if told.not_shown.is_empty() {
            ""
        } else {
            ", as far as was asked"
        };
        let entries = match told.entries {
            0 => String::new(),
            entries => format!(
                ", and {}",
                counted(entries, "entry agrees", "entries agree")
            ),
        };
        printer::line(format!(
            "the receipt holds{how}: recomputed from itself{entries}"
        ));
    } else {
        printer::line("the receipt does not hold:");
        for difference in told.differences.iter().take(MOST_PRINTED) {
            printer::line(format!("  {difference}"));
        }
        if let Some(more) = told.differences.len().checked_sub(MOST_PRINTED + 1) {
            printer::line(format!("  and {} more; --json lists all", more + 1));
        }
    }
    for shown in &told.shown {
        printer::line(format!("  shown: {shown}"));
    }
    for not_shown in &told.not_shown {
        printer::line(format!("  not shown: {not_shown}"));
    }
}
