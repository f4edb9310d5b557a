//! `ovation match`: a table of titles, each with its film. The record is only read.

use super::Common;
use crate::cli::MatchArgs;
use crate::printer::{self, Outcome, grouped};
use anyhow::Context;
use ovation_ingest::{MatchCounts, TitlesMatched, match_titles, titles_in};
use ovation_ledger::Opening;
use ovation_read::TitleColumns;
use std::fs::File;
use std::io::BufWriter;
use std::path::Path;

/// Matches the file and writes it with the columns of the match behind its own.
pub(crate) async fn run(common: &Common, args: MatchArgs) -> anyhow::Result<Outcome> {
    let columns = TitleColumns {
        title: args.title,
        year: args.year,
        director: args.director,
    };
    let file = args.file.as_path();
    if let Some(out) = &args.out {
        let whole = |path: &Path| path.canonicalize().ok();
        anyhow::ensure!(
            whole(out).is_none() || whole(out) != whole(file),
            "`{}` is the table itself: choose another name for -o",
            out.display()
        );
    }
    let table = titles_in(file, &columns)
        .map_err(|complaint| anyhow::anyhow!("{}: {complaint}", file.display()))?;
    let ledger = common.open(Opening::ReadOnly).await?;
    let found = match_titles(&ledger, &common.index, table).await?;
    match (&args.out, common.json) {
        (Some(out), is_json) => {
            write(&found, out).with_context(|| format!("cannot write `{}`", out.display()))?;
            if is_json {
                printer::json(&found.counts)?;
            }
        }
        (None, true) => printer::json(&found.to_json()?)?,
        (None, false) => {
            let mut made = Vec::new();
            found.write(&mut made, ',')?;
            printer::text(String::from_utf8_lossy(&made).trim_end_matches('\n'));
        }
    }
    if !common.json {
        printer::note(counted(&found.counts));
    }
    Ok(if found.counts.unread > 0 {
        Outcome::Partly
    } else {
        Outcome::Done
    })
}

fn write(found: &TitlesMatched, out: &Path) -> std::io::Result<()> {
    let with_tabs = out
        .extension()
        .is_some_and(|ending| ending.eq_ignore_ascii_case("tsv"));
    let mut file = BufWriter::new(File::create(out)?);
    found.write(&mut file, if with_tabs { '\t' } else { ',' })
}

fn counted(counts: &MatchCounts) -> String {
    format!(
        "{} rows: {} sure, {} to be asked, {} with no film of the record, {} that could not be read",
        grouped(counts.rows),
        grouped(counts.sure),
        grouped(counts.asks),
        grouped(counts.none),
        grouped(counts.unread)
    )
}
