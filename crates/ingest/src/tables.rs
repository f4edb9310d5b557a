//! What is asked of tables, and what is told of them.

use ovation_gather::Parcel;
use ovation_read::{ColumnUse, DayOrder, Field, TableFacts, TableOptions, Unread};
use ovation_terms::{Complaint, ComplaintKind, MediaKind};
use ovation_terms::{counted, for_shell, grouped};
use serde::Serialize;
use std::collections::BTreeMap;

/// How tables are to be read, as the operator says.
#[derive(Clone, Debug, Default)]
pub struct TableAsked {
    /// Field to column; an empty column leaves the field out.
    pub map: BTreeMap<Field, String>,
    /// Namespace of a table's own film numbers.
    pub ids_of: Option<String>,
    /// Order of dates like 3/4/2024.
    pub date_order: Option<DayOrder>,
    /// The sheets of workbooks to read; none: the only one that holds rows.
    pub sheets: Vec<String>,
    /// The top of the scale of numbers printed without one.
    pub scale: Option<String>,
    /// What printed ratings are worth, 0 to 1.
    pub worth: BTreeMap<String, String>,
    /// Who signed the rows of tables that have no column for it.
    pub critic: Option<String>,
    /// Where the rows of tables that have no column for it ran.
    pub outlet: Option<String>,
    /// Lines to pass over at the top.
    pub skip: u64,
    /// Whether a table without critics is read without asking.
    pub unsigned: bool,
    /// Whether the rows are shown even where there is a question.
    pub is_preview: bool,
}

impl TableAsked {
    /// The sheets of a source to read one by one; a single none for what has no sheets.
    pub(super) fn sheets_of(&self, media: MediaKind) -> Vec<Option<String>> {
        if media != MediaKind::Spreadsheet || self.sheets.is_empty() {
            return vec![None];
        }
        self.sheets.iter().cloned().map(Some).collect()
    }

    /// Whether anything is said of how tables are read.
    pub(super) fn says_something(&self) -> bool {
        let said = [&self.ids_of, &self.scale, &self.critic, &self.outlet];
        !self.map.is_empty()
            || !self.sheets.is_empty()
            || !self.worth.is_empty()
            || self.date_order.is_some()
            || said.into_iter().any(Option::is_some)
    }

    /// Options for one table.
    pub(super) fn options(
        &self,
        parcel: &Parcel,
        media: MediaKind,
        sheet: Option<String>,
        today: ovation_terms::Day,
    ) -> TableOptions {
        let name = parcel.name();
        let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
        TableOptions {
            map: self.map.clone(),
            ids_of: self.ids_of.clone(),
            date_order: self.date_order,
            sheet,
            scale: self.scale.clone(),
            worth: self.worth.clone(),
            critic: self.critic.clone(),
            outlet: self.outlet.clone(),
            skip: self.skip,
            ..TableOptions::new(stem, media, today)
        }
    }

    /// The question that a table raises which nobody signed.
    ///
    /// A table that says where its reviews ran or stand, and has no column that looks like critics,
    /// is taken for what it is: reviews without a name.
    pub(super) fn question(&self, facts: &TableFacts) -> Option<Complaint> {
        let is_left_out = self.map.get(&Field::Critic).is_some_and(String::is_empty);
        if self.unsigned || is_left_out || facts.signed > 0 || facts.reviews == 0 {
            return None;
        }
        // A person's export of their own ratings has no column for who they are.
        let says_where = facts.export.is_some()
            || [Field::Outlet, Field::Url]
                .iter()
                .any(|field| facts.columns.contains_key(field));
        let candidates: Vec<&String> = facts.may_be_critics.iter().take(5).collect();
        let detail = match (candidates.first(), facts.columns.get(&Field::Critic)) {
            (None, _) if says_where => return None,
            (None, Some(column)) => format!(
                "no row names its critic: the column `{column}` is empty in all {}; name the \
                 right one with `--map critic=COLUMN`, or say `--unsigned` if nobody signed them",
                grouped(facts.reviews)
            ),
            (None, None) => format!(
                "no row names its critic, and no column looks like it; {}say `--map \
                 critic=COLUMN`, or `--unsigned` if nobody signed the {}",
                if facts.unused_columns.is_empty() {
                    String::new()
                } else {
                    format!("not used: {}; ", quoted(&facts.unused_columns))
                },
                counted(facts.reviews, "review", "reviews")
            ),
            (Some(first), _) => {
                let names: Vec<String> = candidates.iter().map(|name| (*name).clone()).collect();
                format!(
                    "no row names its critic; not used, and likely the critic: {}; say `--map \
                     critic={}`, or `--unsigned` if nobody signed the {}",
                    quoted(&names),
                    for_shell(first),
                    counted(facts.reviews, "review", "reviews")
                )
            }
        };
        Some(Complaint::lost(ComplaintKind::MissingColumns, "", detail))
    }
}

fn quoted(names: &[String]) -> String {
    let shown: Vec<String> = names
        .iter()
        .take(20)
        .map(|name| format!("`{}`", name.chars().take(60).collect::<String>()))
        .collect();
    let more = names.len().saturating_sub(20);
    if more > 0 {
        format!("{} and {more} more", shown.join(", "))
    } else {
        shown.join(", ")
    }
}

/// What is told of one table.
#[derive(Clone, Debug, Serialize)]
pub struct TableTold {
    /// The source.
    pub address: String,
    /// The sheet, of a workbook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sheet: Option<String>,
    /// Rows below the names of the columns: `reviews` + `unreadable` + `blank`.
    pub rows: u64,
    /// Rows that are reviews.
    pub reviews: u64,
    /// Rows that could not be read.
    pub unreadable: u64,
    /// Rows that hold nothing.
    pub blank: u64,
    /// Of a sheet: rows above the names of the columns, which were not read.
    pub above: u64,
    /// Every column, what it holds, and why.
    pub columns: Vec<ColumnUse>,
    /// Columns that were not used.
    pub not_used: Vec<String>,
    /// Values that could not be read and were left out, by field.
    pub unread: BTreeMap<Field, Unread>,
    /// Dates that may be read two ways and were left out.
    pub two_ways: Unread,
    /// Whose export it is, where its columns tell; its scale is known by that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub export: Option<String>,
    /// Rows that are no reviews, by what they are.
    pub passed_over: BTreeMap<String, u64>,
    /// Cells that were mended, by what was wrong with them.
    pub mended: BTreeMap<String, u64>,
    /// Of what was said of all rows (`--critic`, `--outlet`), what a column says itself.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_heard: Vec<Field>,
}

impl TableTold {
    pub(super) fn of(address: &str, facts: TableFacts) -> Self {
        Self {
            address: address.to_owned(),
            sheet: facts.sheet,
            rows: facts.reviews + facts.lost + facts.blank,
            reviews: facts.reviews,
            unreadable: facts.lost,
            blank: facts.blank,
            above: facts.above,
            not_used: facts.unused_columns,
            columns: facts.uses,
            unread: facts.unread,
            two_ways: facts.two_ways,
            export: facts.export,
            passed_over: facts.passed_over,
            mended: facts.mended,
            not_heard: facts.not_heard,
        }
    }

    /// Whether values were left out.
    pub fn lacks_values(&self) -> bool {
        !self.unread.is_empty() || self.two_ways.count > 0
    }

    /// Tells a person what to know, line by line: what was not used, and what could not be read.
    pub fn tell(&self, line: &mut dyn FnMut(String)) {
        let name = &self.address;
        if !self.not_used.is_empty() {
            line(format!("{name}: not used: {}", quoted(&self.not_used)));
        }
        if let Some(export) = &self.export {
            line(format!("{name}: read as an export of {export}"));
        }
        for field in &self.not_heard {
            line(format!(
                "{name}: --{field} was not used: the table has a column for it"
            ));
        }
        for (what, count) in &self.passed_over {
            line(format!("{name}: {} passed over: {what}", rows(*count)));
        }
        for (what, count) in &self.mended {
            let cells = counted(*count, "cell", "cells");
            line(format!("{name}: {cells} mended: {what}"));
        }
        for (field, unread) in &self.unread {
            line(format!(
                "{name}: {} with a {field} that could not be read, and was left out: {}",
                rows(unread.count),
                examples(unread)
            ));
        }
        if self.two_ways.count > 0 {
            line(format!(
                "{name}: {} with a date that may be read two ways, and was left out: {}; say \
                 which comes first with --dates day-first or month-first",
                rows(self.two_ways.count),
                examples(&self.two_ways)
            ));
        }
        if self.above > 0 {
            line(format!(
                "{name}: {} above the names of the columns not read",
                rows(self.above)
            ));
        }
    }
}

fn rows(count: u64) -> String {
    counted(count, "row", "rows")
}

fn examples(unread: &Unread) -> String {
    let mut shown = quoted(&unread.examples);
    if unread.count > unread.examples.len() as u64 {
        shown.push_str(", ...");
    }
    shown
}
