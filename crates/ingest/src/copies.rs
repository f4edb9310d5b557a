//! How long the bytes of sources are kept, and what whoever reads them again needs to know.

use crate::{IngestError, Intake, TableAsked};
use ovation_gather::Parcel;
use ovation_ledger::{PackedCopy, Transaction};
use ovation_read::{DayOrder, Field};
use ovation_terms::{Day, file_of};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// Days for which copies are kept where nobody says otherwise: a year and a month, so that what was read on a
/// festival's day can still be looked at after the next one.
pub const KEPT_DAYS: u32 = 400;

/// How long the bytes of sources are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeepCopies {
    /// Not at all.
    None,
    /// For so many days, of which the day of reading is not one.
    Days(u32),
    /// For ever.
    Forever,
}

impl Default for KeepCopies {
    fn default() -> Self {
        Self::Days(KEPT_DAYS)
    }
}

impl KeepCopies {
    /// Through which day what is read today is kept; the outer none: not at all, the inner none: for ever.
    pub fn until(self, today: Day) -> Option<Option<Day>> {
        match self {
            Self::None => None,
            // So many days that no calendar has them are for ever.
            Self::Days(days) => {
                let days = i32::try_from(days).ok();
                Some(days.and_then(|days| today.plus_days(days)))
            }
            Self::Forever => Some(None),
        }
    }
}

impl fmt::Display for KeepCopies {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::None => out.write_str("none"),
            Self::Days(days) => write!(out, "days={days}"),
            Self::Forever => out.write_str("forever"),
        }
    }
}

impl FromStr for KeepCopies {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wanted = || {
            format!(
                "expected `none`, `forever` or `days=N` with N from 1, such as `days={KEPT_DAYS}`, \
                 found `{text}`"
            )
        };
        match text {
            "none" => Ok(Self::None),
            "forever" => Ok(Self::Forever),
            text => {
                let days = text.strip_prefix("days=").ok_or_else(wanted)?;
                let days: u32 = days.parse().map_err(|_not_one| wanted())?;
                (days > 0).then_some(Self::Days(days)).ok_or_else(wanted)
            }
        }
    }
}

/// The bytes of a source, to be kept.
#[derive(Clone, Debug)]
pub struct SourceBytesKept {
    /// They themselves, packed.
    pub copy: PackedCopy,
    /// How they were read.
    pub how: HowRead,
}

/// What of a source does not stand in its bytes and says how they are read. Kept with the copy, as JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HowRead {
    /// The content type that a server gave.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// The file's name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Of a table: what the operator said of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<TableHow>,
}

/// What the operator said of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct TableHow {
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    map: BTreeMap<String, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ids_of: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    month_first: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sheet: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    scale: Option<String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    worth: BTreeMap<String, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    critic: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outlet: Option<String>,
}

impl HowRead {
    /// Of a page, feed, letter or text.
    pub(super) fn page(content_type: Option<&str>) -> Self {
        Self {
            content_type: content_type.map(str::to_owned),
            ..Self::default()
        }
    }

    /// Of a table.
    pub(super) fn table(parcel: &Parcel, asked: &TableAsked, sheet: Option<&String>) -> Self {
        Self {
            content_type: parcel.content_type().map(str::to_owned),
            name: parcel.name().to_owned(),
            table: Some(TableHow {
                map: asked
                    .map
                    .iter()
                    .map(|(field, column)| (field.to_string(), column.clone()))
                    .collect(),
                ids_of: asked.ids_of.clone(),
                month_first: asked.date_order.map(|order| order == DayOrder::MonthFirst),
                sheet: sheet.cloned(),
                scale: asked.scale.clone(),
                worth: asked.worth.clone(),
                critic: asked.critic.clone(),
                outlet: asked.outlet.clone(),
            }),
        }
    }

    /// The sheet of a workbook.
    pub(super) fn sheet(&self) -> Option<&str> {
        self.table.as_ref()?.sheet.as_deref()
    }

    /// The file's name; where none was noted, the end of its address.
    pub(super) fn name_of<'a>(&'a self, address: &'a str) -> &'a str {
        if self.name.is_empty() {
            file_of(address)
        } else {
            &self.name
        }
    }

    /// Reads what was kept; nothing is known where nothing was noted.
    ///
    /// # Errors
    /// [`IngestError::Fault`] where it is not what this program writes.
    pub fn of(text: &str) -> Result<Self, IngestError> {
        if text.is_empty() {
            return Ok(Self::default());
        }
        serde_json::from_str(text).map_err(|error| {
            IngestError::Fault(format!("how a kept copy is read cannot be told: {error}"))
        })
    }

    /// How the table is to be read; what is asked for now comes first.
    pub fn asked(&self, now: TableAsked) -> TableAsked {
        let Some(then) = &self.table else { return now };
        let mut map: BTreeMap<Field, String> = then
            .map
            .iter()
            .filter_map(|(field, column)| Some((field.parse().ok()?, column.clone())))
            .collect();
        map.extend(now.map);
        let order = then.month_first.map(|month_first| {
            if month_first {
                DayOrder::MonthFirst
            } else {
                DayOrder::DayFirst
            }
        });
        let mut worth = then.worth.clone();
        worth.extend(now.worth);
        let sheets = then.sheet.iter().cloned().collect();
        TableAsked {
            map,
            ids_of: now.ids_of.or_else(|| then.ids_of.clone()),
            date_order: now.date_order.or(order),
            sheets: if now.sheets.is_empty() {
                sheets
            } else {
                now.sheets
            },
            scale: now.scale.or_else(|| then.scale.clone()),
            critic: now.critic.or_else(|| then.critic.clone()),
            outlet: now.outlet.or_else(|| then.outlet.clone()),
            worth,
            ..now
        }
    }
}

impl Intake {
    /// Keeps the bytes of the source that has just begun, with the entries of its batch.
    pub(super) fn keep_copy(&mut self, transaction: &mut Transaction) -> Result<(), IngestError> {
        let today = self.today();
        let Some(until) = self.keep_copies().until(today) else {
            return Ok(());
        };
        let Some((source, address, kept)) = self.take_copy() else {
            return Ok(());
        };
        let failed = |why: String| IngestError::Copy { address, why };
        let kept = kept.map_err(failed.clone())?;
        let holds = self.holds_deleted(&kept.copy);
        if holds.map_err(|error| failed.clone()(error.to_string()))? {
            transaction.withhold_copy(source, kept.copy.hash(), today);
            return Ok(());
        }
        let how = serde_json::to_string(&kept.how).map_err(|error| failed(error.to_string()))?;
        if self.copies_in_folder() {
            transaction.keep_copies_in_folder()?;
        }
        transaction.keep_copy(source, kept.copy, how, until);
        self.note_kept();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{HowRead, KeepCopies, TableHow};
    use crate::TableAsked;
    use ovation_read::{DayOrder, Field};
    use ovation_terms::Day;

    #[test]
    fn how_long_copies_are_kept_is_said_in_words_and_counted_in_days() {
        let today = Day::new(2026, 6, 1).unwrap();
        let cases = [
            ("none", Some(KeepCopies::None), None),
            ("forever", Some(KeepCopies::Forever), Some(None)),
            (
                "days=1",
                Some(KeepCopies::Days(1)),
                Some(Day::new(2026, 6, 2)),
            ),
            (
                "days=400",
                Some(KeepCopies::Days(400)),
                Some(Day::new(2027, 7, 6)),
            ),
            (
                "days=4000000000",
                Some(KeepCopies::Days(4_000_000_000)),
                Some(None),
            ),
            ("days=0", None, None),
            ("days=-1", None, None),
            ("days", None, None),
            ("400", None, None),
            ("", None, None),
        ];
        for (text, wanted, until) in cases {
            let read = text.parse::<KeepCopies>();
            assert_eq!(read.clone().ok(), wanted, "{text}");
            match read {
                Ok(read) => {
                    assert_eq!(read.to_string(), text);
                    assert_eq!(read.until(today), until, "{text}");
                }
                Err(why) => assert!(why.contains("`days=N`"), "{why}"),
            }
        }
    }

    #[test]
    fn how_a_table_was_read_comes_back_and_what_is_asked_for_now_comes_first() {
        let how = HowRead {
            content_type: Some("text/csv".to_owned()),
            name: "reviews.csv".to_owned(),
            table: Some(TableHow {
                map: [
                    ("film".to_owned(), "movie".to_owned()),
                    ("critic".to_owned(), "who".to_owned()),
                ]
                .into(),
                month_first: Some(true),
                scale: Some("10".to_owned()),
                ..TableHow::default()
            }),
        };
        let text = serde_json::to_string(&how).unwrap();
        let back = HowRead::of(&text).unwrap();
        assert_eq!(back, how);
        let asked = back.asked(TableAsked {
            map: [(Field::Critic, "by".to_owned())].into(),
            ..TableAsked::default()
        });
        assert_eq!(asked.map[&Field::Film], "movie");
        assert_eq!(asked.map[&Field::Critic], "by");
        assert_eq!(asked.date_order, Some(DayOrder::MonthFirst));
        assert_eq!(asked.scale.as_deref(), Some("10"));
        assert_eq!(HowRead::of("").unwrap(), HowRead::default());
        assert!(HowRead::of("{").is_err());
    }
}
