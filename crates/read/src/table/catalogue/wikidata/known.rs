//! Which classes are films, and which properties say what: rows of `knowledge/`.

use ovation_knowledge::{Knowledge, WikidataProperty, WikidataValue, WikidataWork, current};
use ovation_terms::WorkKind;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What is read of a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Property<'k> {
    /// What the entity is an instance of.
    Class,
    /// A value of a film.
    Value(WikidataValue),
    /// Its id in this catalogue.
    Key(&'k str),
}

/// The property that says what an entity is an instance of.
const INSTANCE_OF: &str = "P31";

/// The classes and properties that are known.
#[derive(Debug)]
pub(super) struct KnownProperties<'k> {
    knowledge: &'k Knowledge,
    properties: BTreeMap<&'k str, Property<'k>>,
}

static IN_USE: LazyLock<KnownProperties<'static>> =
    LazyLock::new(|| KnownProperties::of(current()));

/// Those that the program goes by.
pub(super) fn in_use() -> &'static KnownProperties<'static> {
    &IN_USE
}

impl<'k> KnownProperties<'k> {
    pub(super) fn of(knowledge: &'k Knowledge) -> Self {
        let rows = knowledge.wikidata_properties().iter();
        let rows = rows.map(|(id, property)| {
            let property = match property {
                WikidataProperty::Value(value) => Property::Value(*value),
                WikidataProperty::Key(scheme) => Property::Key(scheme),
            };
            (id.as_str(), property)
        });
        let class = (INSTANCE_OF, Property::Class);
        Self {
            knowledge,
            properties: rows.chain([class]).collect(),
        }
    }

    pub(super) fn classes(&self) -> impl Iterator<Item = &'k str> {
        self.knowledge.wikidata_classes().keys().map(String::as_str)
    }

    /// The classes by number, with name and the kind of work they are of.
    pub(super) fn numbered(&self) -> impl Iterator<Item = (u64, &'k str, Option<WorkKind>)> {
        let all = self.knowledge.wikidata_classes().iter();
        all.filter_map(|(id, class)| {
            let number = id.strip_prefix('Q')?.parse().ok()?;
            Some((number, class.name.as_str(), class.work.map(kind_of)))
        })
    }

    /// The properties that only works have, and those that say what is below a class.
    pub(super) fn telling(&self) -> impl Iterator<Item = &'k str> {
        let tells = |wanted: &Property<'_>| match wanted {
            Property::Key(_) => true,
            Property::Value(value) => matches!(
                value,
                WikidataValue::Directors | WikidataValue::Cast | WikidataValue::Subclass
            ),
            Property::Class => false,
        };
        let all = self.properties.iter();
        all.filter(move |(_, wanted)| tells(wanted))
            .map(|(id, _)| *id)
    }

    /// A class's name and which kind of work it is of, if any.
    pub(super) fn class(&self, id: &str) -> Option<(&'k str, Option<WorkKind>)> {
        let class = self.knowledge.wikidata_classes().get(id)?;
        Some((&class.name, class.work.map(kind_of)))
    }

    pub(super) fn property(&self, id: &str) -> Option<Property<'k>> {
        self.properties.get(id).copied()
    }
}

fn kind_of(work: WikidataWork) -> WorkKind {
    match work {
        WikidataWork::Film => WorkKind::Film,
        WikidataWork::Series => WorkKind::Series,
        WikidataWork::Season => WorkKind::Season,
    }
}
