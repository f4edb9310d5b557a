//! Flat tables as Parquet: named columns of text, numbers, days and truth values, any of them
//! absent in any row.
//!
//! # Source
//! <https://parquet.apache.org/docs/file-format/>

use anyhow::Context;
use ovation_terms::Day;
use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::Type;
use std::io::Write;
use std::sync::Arc;

/// Rows of one row group: large enough for columns to compress, small enough to hold.
const GROUP_ROWS: usize = 10_000;
/// Bytes of text held before a row group is written, whatever the rows.
const GROUP_BYTES: usize = 64 << 20;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// UTF-8 text.
    Text,
    /// A civil date.
    Day,
    /// A whole number.
    Whole,
    /// A number.
    Number,
    /// True or false.
    Truth,
}

/// One value of a row, of the kind its column has; another kind is written as absent.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    /// Text.
    Text(String),
    /// A date.
    Day(Day),
    /// A whole number.
    Whole(i64),
    /// A number.
    Number(f64),
    /// True or false.
    Truth(bool),
    /// Nothing.
    None,
}

impl Value {
    /// Text, or nothing.
    pub(crate) fn text(words: Option<impl Into<String>>) -> Self {
        words.map_or(Self::None, |words| Self::Text(words.into()))
    }
}

/// Writes rows to a Parquet file.
pub(crate) struct ColumnFile<W: Write + Send> {
    writer: SerializedFileWriter<W>,
    kinds: Vec<Kind>,
    rows: Vec<Vec<Value>>,
    held_bytes: usize,
}

impl<W: Write + Send> ColumnFile<W> {
    /// Begins a file with these columns, in this order; `about` is kept in its footer.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub(crate) fn begin(
        output: W,
        columns: &[(&str, Kind)],
        about: &[(&str, &str)],
    ) -> anyhow::Result<Self> {
        let mut fields = Vec::with_capacity(columns.len());
        for (name, kind) in columns {
            let (physical, logical) = match kind {
                Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
                Kind::Day => (Physical::INT32, Some(LogicalType::Date)),
                Kind::Whole => (Physical::INT64, None),
                Kind::Number => (Physical::DOUBLE, None),
                Kind::Truth => (Physical::BOOLEAN, None),
            };
            let field = Type::primitive_type_builder(name, physical)
                .with_repetition(Repetition::OPTIONAL)
                .with_logical_type(logical)
                .build()?;
            fields.push(Arc::new(field));
        }
        let schema = Type::group_type_builder("rows")
            .with_fields(fields)
            .build()?;
        let about = about
            .iter()
            .map(|(key, value)| KeyValue::new((*key).to_owned(), (*value).to_owned()))
            .collect();
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_key_value_metadata(Some(about))
            .build();
        let writer = SerializedFileWriter::new(output, Arc::new(schema), Arc::new(properties))
            .context("cannot begin the Parquet file")?;
        Ok(Self {
            writer,
            kinds: columns.iter().map(|(_, kind)| *kind).collect(),
            rows: Vec::new(),
            held_bytes: 0,
        })
    }

    /// Adds a row, a value for each column.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub(crate) fn push(&mut self, row: Vec<Value>) -> anyhow::Result<()> {
        for value in &row {
            if let Value::Text(text) = value {
                self.held_bytes += text.len();
            }
        }
        self.rows.push(row);
        if self.rows.len() >= GROUP_ROWS || self.held_bytes >= GROUP_BYTES {
            self.flush()?;
        }
        Ok(())
    }

    /// Writes what is held and the footer, without which the file is none, and gives the output
    /// back.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub(crate) fn end(mut self) -> anyhow::Result<W> {
        self.flush()?;
        self.writer
            .into_inner()
            .context("cannot end the Parquet file")
    }

    fn flush(&mut self) -> anyhow::Result<()> {
        self.held_bytes = 0;
        let rows = std::mem::take(&mut self.rows);
        if rows.is_empty() {
            return Ok(());
        }
        let mut group = self.writer.next_row_group()?;
        let mut place = 0;
        while let Some(mut column) = group.next_column()? {
            let kind = self.kinds.get(place).copied().unwrap_or(Kind::Text);
            let values = rows
                .iter()
                .map(|row| row.get(place).unwrap_or(&Value::None));
            write_column(&mut column, kind, values).with_context(|| {
                format!("cannot write column {} of the Parquet file", place + 1)
            })?;
            column.close()?;
            place += 1;
        }
        group.close()?;
        Ok(())
    }
}

/// Days from 1 January 1970, before it negative.
fn days_since_1970(day: Day) -> i32 {
    let begin = jiff::civil::Date::constant(1970, 1, 1);
    let hours = day.date().duration_since(begin).as_hours();
    // Civil dates span under eight million days.
    i32::try_from(hours / 24).unwrap_or_default()
}

fn write_column<'v>(
    column: &mut SerializedColumnWriter<'_>,
    kind: Kind,
    values: impl Iterator<Item = &'v Value>,
) -> anyhow::Result<()> {
    /// Present values, and for each row 1 where there is one.
    fn gather<'v, T>(
        values: impl Iterator<Item = &'v Value>,
        pick: impl Fn(&Value) -> Option<T>,
    ) -> (Vec<T>, Vec<i16>) {
        let mut present = Vec::new();
        let mut levels = Vec::new();
        for value in values {
            let picked = pick(value);
            levels.push(i16::from(picked.is_some()));
            present.extend(picked);
        }
        (present, levels)
    }
    match kind {
        Kind::Text => {
            let (present, levels) = gather(values, |value| match value {
                Value::Text(text) => Some(ByteArray::from(text.as_str())),
                _ => None,
            });
            column
                .typed::<ByteArrayType>()
                .write_batch(&present, Some(&levels), None)?;
        }
        Kind::Day => {
            let (present, levels) = gather(values, |value| match value {
                Value::Day(day) => Some(days_since_1970(*day)),
                _ => None,
            });
            column
                .typed::<Int32Type>()
                .write_batch(&present, Some(&levels), None)?;
        }
        Kind::Whole => {
            let (present, levels) = gather(values, |value| match value {
                Value::Whole(number) => Some(*number),
                _ => None,
            });
            column
                .typed::<Int64Type>()
                .write_batch(&present, Some(&levels), None)?;
        }
        Kind::Number => {
            let (present, levels) = gather(values, |value| match value {
                Value::Number(number) => Some(*number),
                _ => None,
            });
            column
                .typed::<DoubleType>()
                .write_batch(&present, Some(&levels), None)?;
        }
        Kind::Truth => {
            let (present, levels) = gather(values, |value| match value {
                Value::Truth(is_true) => Some(*is_true),
                _ => None,
            });
            column
                .typed::<BoolType>()
                .write_batch(&present, Some(&levels), None)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytes::Bytes;
    use parquet::file::reader::{FileReader, SerializedFileReader};
    use parquet::record::RowAccessor;

    #[test]
    fn what_is_written_is_read_back_with_what_is_absent_absent() {
        let columns = [
            ("film", Kind::Text),
            ("published", Kind::Day),
            ("year", Kind::Whole),
            ("rating", Kind::Number),
            ("stated_for", Kind::Truth),
        ];
        let mut file = ColumnFile::begin(Vec::new(), &columns, &[("ovation", "test")]).unwrap();
        file.push(vec![
            Value::Text("The Lamplighter".to_owned()),
            Value::Day(Day::new(1969, 12, 31).unwrap()),
            Value::Whole(-2024),
            Value::Number(0.75),
            Value::Truth(false),
        ])
        .unwrap();
        file.push(vec![Value::None; 5]).unwrap();
        // More rows than one group holds, the last of them too short.
        for number in 0..i64::try_from(GROUP_ROWS).unwrap() {
            file.push(vec![Value::None, Value::None, Value::Whole(number)])
                .unwrap();
        }
        let reader = SerializedFileReader::new(Bytes::from(file.end().unwrap())).unwrap();
        assert_eq!(reader.metadata().num_row_groups(), 2);
        let rows: Vec<_> = reader
            .get_row_iter(None)
            .unwrap()
            .map(Result::unwrap)
            .collect();
        assert_eq!(rows.len(), GROUP_ROWS + 2);
        assert_eq!(rows[0].get_string(0).unwrap(), "The Lamplighter");
        assert!(rows[0].to_string().contains("1969-12-31"), "{}", rows[0]);
        assert_eq!(rows[0].get_long(2).unwrap(), -2024);
        assert!((rows[0].get_double(3).unwrap() - 0.75).abs() < 1e-12);
        assert!(!rows[0].get_bool(4).unwrap());
        assert!(rows[1].get_string(0).is_err());
        assert_eq!(rows[GROUP_ROWS + 1].get_long(2).unwrap(), 9_999);
    }
}
