//! What a row is known by.

use crate::canonical_url;
use crate::keys::{film_sign, is_known_by_row_only};
use ovation_terms::{ReviewFinding, ReviewKey, fold};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a row says, as numbers of texts that [`TableSigns`] holds once each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowSign {
    /// Digest of what it says.
    pub content: ReviewKey,
    /// Digest of the table's own id of it.
    pub id: Option<ReviewKey>,
    /// Digest of its critic, film and outlet.
    who: ReviewKey,
    /// Whether it names a critic or an outlet: else many rows have its film alone.
    is_told: bool,
    /// Whether nothing tells it but the table: it has no address, and no text that is a sign.
    is_alone: bool,
    fields: [u32; FIELDS],
}

/// Critic, film, outlet, day, rating, address, and the rest.
pub(super) const FIELDS: usize = 7;
pub(super) const CRITIC: usize = 0;
pub(super) const FILM: usize = 1;
pub(super) const OUTLET: usize = 2;
pub(super) const DAY: usize = 3;
pub(super) const RATING: usize = 4;
pub(super) const URL: usize = 5;

impl RowSign {
    /// Digest of its critic, film and outlet; none where it names neither critic nor outlet.
    pub fn who(&self) -> Option<ReviewKey> {
        self.is_told.then_some(self.who)
    }

    /// By what the row is known again, as [`row_identity`] tells.
    pub fn identity(&self) -> ReviewKey {
        self.id.unwrap_or(self.who)
    }

    /// Whether nothing tells the row but the table it stands in: the record cannot know it by its
    /// address or its text.
    pub fn is_alone(&self) -> bool {
        self.is_alone
    }

    /// The number of the text in a field; 0 where it is empty.
    pub(super) fn field(&self, field: usize) -> u32 {
        self.fields.get(field).copied().unwrap_or(0)
    }
}

/// The rows of a table, in order.
#[derive(Clone, Debug, Default)]
pub struct TableSigns {
    numbers: BTreeMap<Arc<str>, u32>,
    /// Text by number; 0 is the empty text.
    texts: Vec<Arc<str>>,
    rows: Vec<Option<RowSign>>,
}

/// By what a row is known again whatever else changes in it: the table's own id of it, else its critic, film
/// and outlet as printed, folded.
pub fn row_identity(finding: &ReviewFinding, id: Option<&str>) -> ReviewKey {
    id.map_or_else(|| who_of(finding), id_key)
}

fn id_key(id: &str) -> ReviewKey {
    ReviewKey::of_parts(&[b"row id", id.trim().as_bytes()])
}

fn who_of(finding: &ReviewFinding) -> ReviewKey {
    let [critic, film, outlet] = who_texts(finding);
    ReviewKey::of_parts(&[
        b"row of",
        critic.as_bytes(),
        film.as_bytes(),
        outlet.as_bytes(),
    ])
}

fn who_texts(finding: &ReviewFinding) -> [String; 3] {
    let critics: Vec<String> = finding.critics.iter().map(|one| fold(&one.value)).collect();
    let outlet = finding.outlet.as_ref();
    [
        critics.join(" "),
        film_sign(&finding.film),
        outlet.map_or_else(String::new, |outlet| fold(&outlet.value)),
    ]
}

impl TableSigns {
    /// Adds a row.
    pub fn push(&mut self, finding: &ReviewFinding, content: ReviewKey, id: Option<&str>) {
        let sign = self.sign(finding, content, id);
        self.rows.push(Some(sign));
    }

    /// Adds a row that could not be read.
    pub fn push_lost(&mut self) {
        self.rows.push(None);
    }

    /// The sign of a row that is not of this table, with its texts among this table's.
    pub fn sign(
        &mut self,
        finding: &ReviewFinding,
        content: ReviewKey,
        id: Option<&str>,
    ) -> RowSign {
        let [critic, film, outlet] = who_texts(finding);
        // Whoever nobody signs and nothing prints is told by nothing.
        let is_told = !critic.is_empty() || !outlet.is_empty();
        let day = finding.published.as_ref();
        let rating = finding.rating.as_ref();
        let url = finding.url.as_ref();
        let year = finding.film.year.as_ref();
        let stated = finding.stated.as_ref();
        let texts = [
            critic,
            film,
            outlet,
            day.map_or_else(String::new, |day| day.value.to_string()),
            rating.map_or_else(String::new, |rating| rating.value.printed.clone()),
            url.map_or_else(String::new, |url| {
                canonical_url(&url.value).unwrap_or_else(|| url.value.clone())
            }),
            match (year, stated) {
                (None, None) => String::new(),
                _ => format!(
                    "{:?} {:?}",
                    year.map(|year| year.value),
                    stated.map(|stated| stated.value)
                ),
            },
        ];
        RowSign {
            content,
            id: id.map(id_key),
            who: who_of(finding),
            is_told,
            is_alone: is_known_by_row_only(finding),
            fields: texts.map(|text| self.number(&text)),
        }
    }

    fn number(&mut self, text: &str) -> u32 {
        if self.texts.is_empty() {
            self.texts.push(Arc::from(""));
        }
        if text.is_empty() {
            return 0;
        }
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        let text: Arc<str> = text.into();
        self.texts.push(Arc::clone(&text));
        self.numbers.insert(text, number);
        number
    }

    pub(super) fn text(&self, number: u32) -> &str {
        let text = self.texts.get(number as usize);
        text.map_or("", |text| &**text)
    }

    /// The rows in order; none where one could not be read.
    pub fn rows(&self) -> impl Iterator<Item = Option<&RowSign>> {
        self.rows.iter().map(Option::as_ref)
    }

    /// The row of a number, counted from nought.
    pub fn at(&self, place: usize) -> Option<&RowSign> {
        self.rows.get(place)?.as_ref()
    }

    /// How many rows there are, those that could not be read among them.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}
