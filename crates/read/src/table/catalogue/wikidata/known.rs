//! Which classes are films, and which properties say what: rows of the knowledge.

use ovation_terms::WorkKind;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ClassRow {
    id: String,
    name: String,
    film: bool,
    work: Option<WorkKind>,
    #[expect(dead_code, reason = "stands in the file for those who keep it")]
    source: String,
    #[expect(dead_code, reason = "stands in the file for those who keep it")]
    checked: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct PropertyRow {
    id: String,
    holds: Option<Holds>,
    scheme: Option<String>,
    #[expect(dead_code, reason = "stands in the file for those who keep it")]
    source: String,
    #[expect(dead_code, reason = "stands in the file for those who keep it")]
    checked: String,
}

#[derive(Deserialize)]
struct WikidataFile {
    class: Vec<ClassRow>,
    property: Vec<PropertyRow>,
}

/// What a property holds of a film.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Holds {
    Directors,
    Cast,
    Countries,
    Genres,
    Date,
    Title,
}

/// What is read of a property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Property {
    /// What the entity is an instance of.
    Class,
    /// A value of a film.
    Value(Holds),
    /// Its id in this catalogue.
    Key(String),
}

/// The property that says what an entity is an instance of.
const INSTANCE_OF: &str = "P31";

/// The classes and properties that are known.
#[derive(Debug, Default)]
pub(super) struct KnownProperties {
    /// Name and which kind of work it is of, if any.
    classes: BTreeMap<String, (String, Option<WorkKind>)>,
    properties: BTreeMap<String, Property>,
}

static SHIPPED: LazyLock<KnownProperties> = LazyLock::new(|| {
    // The file is part of the program; a test reads it.
    KnownProperties::of(ovation_knowledge::WIKIDATA).unwrap_or_default()
});

impl KnownProperties {
    /// What comes with the program.
    pub(super) fn shipped() -> &'static Self {
        &SHIPPED
    }

    pub(super) fn of(text: &str) -> Option<Self> {
        let file: WikidataFile = toml::from_str(text).ok()?;
        let mut known = Self::default();
        known
            .properties
            .insert(INSTANCE_OF.to_owned(), Property::Class);
        for row in file.class {
            let work = row.work.or(row.film.then_some(WorkKind::Film));
            known.classes.insert(row.id, (row.name, work));
        }
        for row in file.property {
            let wanted = match (row.holds, row.scheme) {
                (Some(holds), None) => Property::Value(holds),
                (None, Some(scheme)) => Property::Key(scheme),
                _ => return None,
            };
            known.properties.insert(row.id, wanted);
        }
        Some(known)
    }

    pub(super) fn classes(&self) -> impl Iterator<Item = &str> {
        self.classes.keys().map(String::as_str)
    }

    /// A class's name and which kind of work it is of, if any.
    pub(super) fn class(&self, id: &str) -> Option<(&str, Option<WorkKind>)> {
        let (name, work) = self.classes.get(id)?;
        Some((name, *work))
    }

    pub(super) fn property(&self, id: &str) -> Option<&Property> {
        self.properties.get(id)
    }
}
