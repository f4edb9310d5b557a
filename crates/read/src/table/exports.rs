//! Exports of a person's ratings, known by the names of their columns: rows of `knowledge/`.

use super::Field;
use ovation_knowledge::{Export, current};
use ovation_terms::fold;

/// The export that has columns of these names.
pub(super) fn export_of(names: &[String]) -> Option<&'static Export> {
    let names: Vec<String> = names.iter().map(|name| fold(name)).collect();
    let has = |name: &String| names.contains(&fold(name));
    let mut all = current().exports().iter();
    all.find(|export| export.all.iter().all(has) && !export.none.iter().any(has))
}

/// Which column each field of an export is read from; none where the field is left out.
pub(super) fn fields(export: &Export) -> impl Iterator<Item = (Field, Option<&str>)> {
    export.columns.iter().filter_map(|(field, column)| {
        let field: Field = field.parse().ok()?;
        Some((field, Some(column.as_str()).filter(|it| !it.is_empty())))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_export_is_known_by_its_columns_and_they_are_fields() {
        assert_eq!(
            Field::ALL.map(Field::code),
            ovation_knowledge::EXPORT_FIELDS
        );
        for export in current().exports() {
            let read = fields(export).count();
            assert_eq!(read, export.columns.len(), "{}", export.name);
            assert!(export_of(&export.all).is_some(), "{}", export.name);
        }
        let plain = ["Film", "Year", "Critic", "Rating"].map(str::to_owned);
        assert!(export_of(&plain).is_none());
    }
}
