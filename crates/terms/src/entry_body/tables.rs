//! What entries about tables and imports say.

use super::{About, Told};
use crate::{Texts, counted, kind};

impl Told for kind::RowsKept {
    fn sentence(it: &Self::Body, _: usize) -> String {
        let rows = it.runs.iter().map(|run| run.count.unsigned_abs()).sum();
        format!(
            "{} of source {} as in source {}",
            counted(rows, "row", "rows"),
            it.source,
            it.earlier
        )
    }

    fn about(_: &Self::Body) -> About<'_> {
        About::default()
    }

    fn texts(_: &mut Self::Body) -> Texts<'_> {
        Texts::default()
    }
}

impl Told for kind::TableRead {
    fn sentence(it: &Self::Body, _: usize) -> String {
        let rows = counted(it.rows, "row", "rows");
        match it.earlier {
            None => format!("table read, source {}: {rows}", it.source),
            Some(earlier) => format!(
                "table read again, source {}: {rows}; since source {earlier} {} added, {} changed, {} \
                 removed",
                it.source, it.added, it.changed, it.removed
            ),
        }
    }

    fn about(_: &Self::Body) -> About<'_> {
        About::default()
    }

    fn texts(_: &mut Self::Body) -> Texts<'_> {
        Texts::default()
    }
}

impl Told for kind::ImportUndone {
    fn sentence(it: &Self::Body, _: usize) -> String {
        format!(
            "import of source {} taken back: {} out, {} as before",
            it.source,
            counted(it.reviews.len() as u64, "review", "reviews"),
            it.readings.len()
        )
    }

    fn about(it: &Self::Body) -> About<'_> {
        About::remarked(&it.remark)
    }

    fn texts(it: &mut Self::Body) -> Texts<'_> {
        Texts::remarked(&mut it.remark)
    }
}

impl Told for kind::ImportRestored {
    fn sentence(it: &Self::Body, _: usize) -> String {
        format!("import of source {} stands again", it.source)
    }

    fn about(it: &Self::Body) -> About<'_> {
        About::remarked(&it.remark)
    }

    fn texts(it: &mut Self::Body) -> Texts<'_> {
        Texts::remarked(&mut it.remark)
    }
}
