//! What is wrong with a file of rows.

/// What is wrong with a row, or with a file that has none.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WrongRow {
    /// It is no file of rows.
    #[error("{file}: {why}")]
    NoRows {
        /// Its name.
        file: String,
        /// What the parser says.
        why: String,
    },
    /// One row says what no row may.
    #[error("{file}: {heading} {number} {what}")]
    Row {
        /// The file's name.
        file: String,
        /// The heading that it stands under: `row`, `site`, `export`.
        heading: String,
        /// The row's number among those of its heading, from 1.
        number: usize,
        /// What is wrong with it.
        what: String,
    },
}

/// All that is wrong with a file of rows.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", lines(.rows))]
#[non_exhaustive]
pub struct WrongRows {
    /// One for each row that is wrong, in their order.
    pub rows: Vec<WrongRow>,
}

fn lines(rows: &[WrongRow]) -> String {
    let lines: Vec<String> = rows.iter().map(ToString::to_string).collect();
    lines.join("\n")
}
