//! Which classes are films, and which properties say what: rows of the knowledge.

use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ClassRow {
    id: String,
    name: String,
    film: bool,
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
    Runtime,
    /// Of a class: the classes above it.
    Subclass,
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
    /// Name and whether it is one of films.
    classes: BTreeMap<String, (String, bool)>,
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
            known.classes.insert(row.id, (row.name, row.film));
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

    /// The classes by number, with name and whether they are of films.
    pub(super) fn numbered(&self) -> impl Iterator<Item = (u64, &str, bool)> {
        self.classes.iter().filter_map(|(id, (name, is_film))| {
            let number = id.strip_prefix('Q')?.parse().ok()?;
            Some((number, name.as_str(), *is_film))
        })
    }

    /// The properties that only works have, and those that say what is below a class.
    pub(super) fn telling(&self) -> impl Iterator<Item = &str> {
        let tells = |wanted: &Property| match wanted {
            Property::Key(_) => true,
            Property::Value(holds) => {
                matches!(holds, Holds::Directors | Holds::Cast | Holds::Subclass)
            }
            Property::Class => false,
        };
        let all = self.properties.iter();
        all.filter(move |(_, wanted)| tells(wanted))
            .map(|(id, _)| id.as_str())
    }

    /// A class's name and whether it is one of films.
    pub(super) fn class(&self, id: &str) -> Option<(&str, bool)> {
        let (name, is_film) = self.classes.get(id)?;
        Some((name, *is_film))
    }

    pub(super) fn property(&self, id: &str) -> Option<&Property> {
        self.properties.get(id)
    }
}
