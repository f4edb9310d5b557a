//! Which column holds which field.

mod known;

use super::TableOptions;
use super::field::Field;
use super::names::{KNOWN, NamePart, forms, holds_part, is_part_of_a_name, scale_in, words};
use super::profile::Profile;
use super::rows::RawRow;
use super::whose::{Whose, whose};
use ovation_knowledge::Export;
use ovation_terms::{Complaint, ComplaintKind, fold};
use serde::Serialize;
use std::collections::BTreeMap;

/// One column, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct ColumnUse {
    /// The name as printed; a column without one is named by its letter, `column C`.
    pub column: String,
    /// What it holds; none where it is not used.
    pub field: Option<Field>,
    /// Why, for a reader.
    pub why: String,
}

/// The columns of one table and what they hold.
pub(super) struct Columns {
    names: Vec<String>,
    places: BTreeMap<Field, usize>,
    /// The column with the critic's last name, where that of the critic has the first name only.
    last_name: Option<usize>,
    /// Why each column that is used is.
    why: BTreeMap<usize, String>,
    profiles: Vec<Profile>,
    /// Columns for which the operator said that a field is left out.
    left_out: Vec<Field>,
    /// Whether a column without a name holds anything.
    filled: Vec<bool>,
    /// The export that these are the columns of.
    export: Option<&'static Export>,
    /// The column that says what is rated: a film, a series.
    kind: Option<usize>,
    /// The column with the number of a season.
    season: Option<usize>,
    /// Columns with films' ids in catalogues that no field is for, or with films' pages in any.
    ids: Vec<(usize, Option<&'static str>)>,
}

impl Columns {
    /// Follows the operator's mapping and guesses the rest by names and values.
    pub(super) fn settle(
        names: Vec<String>,
        options: &TableOptions,
        sample: &[RawRow],
    ) -> Result<Self, Complaint> {
        let profiles = (0..names.len())
            .map(|at| Profile::of(sample.iter().filter_map(|row| row.cell(at))))
            .collect();
        let filled = vec![false; names.len()];
        let mut columns = Self {
            names,
            places: BTreeMap::new(),
            last_name: None,
            why: BTreeMap::new(),
            profiles,
            left_out: Vec::new(),
            filled,
            export: None,
            kind: None,
            season: None,
            ids: Vec::new(),
        };
        columns.follow(options)?;
        columns.follow_export(options);
        columns.take_own_rating(options);
        columns.take_catalogue_ids();
        columns.guess(options);
        columns.take_kind();
        columns.check()?;
        Ok(columns)
    }

    fn follow(&mut self, options: &TableOptions) -> Result<(), Complaint> {
        for (field, wanted) in &options.map {
            if wanted.is_empty() {
                self.left_out.push(*field);
                continue;
            }
            let same = |name: &String| *name == *wanted;
            let alike = |name: &String| fold(name) == fold(wanted) && !fold(wanted).is_empty();
            let at = self
                .names
                .iter()
                .position(same)
                .or_else(|| self.names.iter().position(alike))
                .or_else(|| {
                    (0..self.names.len()).find(|at| fold(&self.shown(*at)) == fold(wanted))
                });
            let Some(at) = at else {
                let detail = format!(
                    "`--map {field}={wanted}` names no column; the columns are {}",
                    self.listed()
                );
                return Err(missing(detail));
            };
            self.take(*field, at, "as `--map` says".to_owned());
        }
        Ok(())
    }

    /// The column that says what is rated.
    pub(super) fn kind(&self) -> Option<usize> {
        self.kind
    }

    /// The column with the number of a season.
    pub(super) fn season(&self) -> Option<usize> {
        self.season
    }

    /// Columns with ids in catalogues that no field is for, or with films' pages in any.
    pub(super) fn ids(&self) -> &[(usize, Option<&'static str>)] {
        &self.ids
    }

    /// The export that these are the columns of.
    pub(super) fn export(&self) -> Option<&'static Export> {
        self.export
    }

    fn guess(&mut self, options: &TableOptions) {
        let wanted = |columns: &Self, field: Field| {
            !options.map.contains_key(&field)
                && !columns.places.contains_key(&field)
                && !columns.left_out.contains(&field)
        };
        let forms: Vec<Vec<String>> = self.names.iter().map(|name| forms(name)).collect();
        // Names that settle it, then names that mean other things too, then single words of names.
        for is_sure in [true, false] {
            if !is_sure && wanted(self, Field::Critic) {
                self.join_parts_of_names();
            }
            for known in KNOWN.iter().filter(|known| known.is_sure == is_sure) {
                if !wanted(self, known.field) {
                    continue;
                }
                let found = known.names.iter().find_map(|name| {
                    // The whole name goes before a part of it.
                    let of_form = |nth: usize| {
                        (0..self.names.len()).find(|at| {
                            let form = forms.get(*at).and_then(|forms| forms.get(nth));
                            form == Some(name) && self.may_take(*at, known.field, is_sure)
                        })
                    };
                    (0..3).find_map(of_form)
                });
                if let Some(at) = found {
                    let why = if is_sure {
                        "by its name"
                    } else {
                        "by its name and its values"
                    };
                    self.take(known.field, at, why.to_owned());
                }
            }
        }
        for at in 0..self.names.len() {
            if is_part_of_a_name(self.name(at)) {
                continue;
            }
            let words = words(self.name(at));
            let telling = [words.last(), words.first()];
            let known = telling.into_iter().flatten().find_map(|word| {
                KNOWN.iter().find(|known| {
                    known.names.contains(word)
                        && wanted(self, known.field)
                        && self.may_take(at, known.field, false)
                })
            });
            if let Some(known) = known.filter(|_| words.len() > 1) {
                self.take(
                    known.field,
                    at,
                    "by a word of its name and by its values".to_owned(),
                );
            }
        }
    }

    /// A first and a last name in columns of their own are one critic.
    fn join_parts_of_names(&mut self) {
        let find = |part: NamePart, is_sure: bool| {
            let mut free = self.free();
            free.find(|at| {
                holds_part(self.name(*at), part, is_sure)
                    && self.profiles.get(*at).is_some_and(|it| it.count > 0)
            })
        };
        let pair = |first_sure, last_sure| {
            Some((
                find(NamePart::First, first_sure)?,
                find(NamePart::Last, last_sure)?,
            ))
        };
        let pairs = [(true, true), (true, false), (false, true)];
        let found = pairs
            .into_iter()
            .find_map(|(first, last)| pair(first, last));
        let Some((first, last)) = found else { return };
        let why = |other: &str| format!("a part of the critic's name, joined with `{other}`");
        let (why_first, why_last) = (why(self.name(last)), why(self.name(first)));
        self.take(Field::Critic, first, why_first);
        self.why.insert(last, why_last);
        self.last_name = Some(last);
    }

    /// The column with the critic's last name, where that of the critic has the first name only.
    pub(super) fn last_name(&self) -> Option<usize> {
        self.last_name
    }

    /// Whether a column is free and its values are no hindrance.
    fn may_take(&self, at: usize, field: Field, is_sure: bool) -> bool {
        let is_free = !self.why.contains_key(&at);
        // An average is no critic's rating, and what others gave is not this one's.
        if field == Field::Rating && whose(self.name(at)) == Whose::Others {
            return false;
        }
        let fits = |profile: &Profile| {
            if is_sure {
                !profile.contradicts(field)
            } else {
                profile.fits(field)
            }
        };
        is_free && self.profiles.get(at).is_some_and(fits)
    }

    fn take(&mut self, field: Field, at: usize, why: String) {
        self.places.insert(field, at);
        self.why.insert(at, why);
    }

    fn check(&self) -> Result<(), Complaint> {
        let has = |fields: &[Field]| fields.iter().any(|field| self.places.contains_key(field));
        let has_film = has(&[
            Field::Film,
            Field::FilmId,
            Field::Imdb,
            Field::Tmdb,
            Field::Wikidata,
        ]);
        let has_review = has(&[Field::Rating, Field::Verdict, Field::Text, Field::Url]);
        if has_film && has_review {
            return Ok(());
        }
        let wanted = match (has_film, has_review) {
            (false, true) => "a column with the film's title or id",
            (true, false) => "a column with the rating, the verdict, the text or the address",
            _ => {
                "a column with the film's title or id and one with the rating, the verdict, the \
                 text or the address"
            }
        };
        let mut hints: Vec<String> = Vec::new();
        let mut hinted: Vec<usize> = Vec::new();
        let mut hint = |fields: &[Field]| {
            let found = fields.iter().find_map(|field| {
                let mut free = self.free().filter(|at| !hinted.contains(at));
                let fits = |at: &usize| self.profiles.get(*at).is_some_and(|p| p.may_hold(*field));
                free.find(fits).map(|at| (*field, at))
            });
            if let Some((field, at)) = found {
                hinted.push(at);
                hints.push(format!("{field}={}", quoted_for_shell(&self.shown(at))));
            }
        };
        if !has_film {
            hint(&[Field::Film]);
        }
        if !has_review {
            hint(&[Field::Rating, Field::Verdict, Field::Url, Field::Text]);
        }
        let how = if hints.is_empty() {
            "nothing in them looks like it: say which column is which with `--map FIELD=COLUMN`"
                .to_owned()
        } else {
            format!("if it is so, say `--map {}`", hints.join(","))
        };
        let grid = if has_film && !has_review && self.looks_like_grid() {
            "; a table with a column for each critic is not read: give it a row for each review"
        } else {
            ""
        };
        Err(missing(format!(
            "expected {wanted}, found the columns {}; {how}{grid}",
            self.listed()
        )))
    }

    /// Whether several columns that are called like people hold ratings.
    fn looks_like_grid(&self) -> bool {
        let of_ratings = self.free().filter(|at| {
            let rated = self.profiles.get(*at);
            rated.is_some_and(|profile| profile.fits(Field::Rating))
        });
        of_ratings.count() >= 3
    }

    /// Columns that hold no field.
    fn free(&self) -> impl Iterator<Item = usize> + '_ {
        (0..self.names.len()).filter(|at| !self.why.contains_key(at))
    }

    /// Where a field stands.
    pub(super) fn place(&self, field: Field) -> Option<usize> {
        self.places.get(&field).copied()
    }

    /// The columns' names as printed.
    pub(super) fn all_names(&self) -> &[String] {
        &self.names
    }

    /// The column's name as printed.
    pub(super) fn name(&self, at: usize) -> &str {
        self.names.get(at).map_or("", String::as_str)
    }

    /// The column's name, or its letter where it has none.
    fn shown(&self, at: usize) -> String {
        match self.name(at) {
            "" => format!("column {}", letter(at)),
            name => name.to_owned(),
        }
    }

    /// The top of the scale that the rating column's name states, or the export's is known to be.
    pub(super) fn scale(&self) -> Option<String> {
        let named = scale_in(self.name(self.place(Field::Rating)?));
        named.or_else(|| self.export.map(|export| export.scale.clone()))
    }

    /// Notes that a column without a name holds something.
    pub(super) fn note_filled(&mut self, row: &RawRow) {
        for (at, filled) in self.filled.iter_mut().enumerate() {
            let is_unnamed = self.names.get(at).is_some_and(String::is_empty);
            *filled |= is_unnamed && row.cell(at).is_some();
        }
    }

    /// Whether any column has no name.
    pub(super) fn has_unnamed(&self) -> bool {
        self.names.iter().any(String::is_empty)
    }

    pub(super) fn by_field(&self) -> BTreeMap<Field, String> {
        let named = |(field, at): (&Field, &usize)| {
            let last = self.last_name.filter(|_| *field == Field::Critic);
            let last = last.map_or_else(String::new, |at| format!(" + {}", self.shown(at)));
            (*field, self.shown(*at) + &last)
        };
        self.places.iter().map(named).collect()
    }

    /// Every column and what became of it, in their order; columns without name and values are
    /// none.
    pub(super) fn uses(&self) -> Vec<ColumnUse> {
        let holds = |at: usize| {
            if self.last_name == Some(at) {
                return Some(Field::Critic);
            }
            let mut places = self.places.iter();
            places
                .find(|(_, place)| **place == at)
                .map(|(field, _)| *field)
        };
        (0..self.names.len())
            .filter(|at| {
                !self.name(*at).is_empty()
                    || holds(*at).is_some()
                    || self.filled.get(*at).copied().unwrap_or_default()
            })
            .map(|at| ColumnUse {
                column: self.shown(at),
                field: holds(at),
                why: match self.why.get(&at) {
                    Some(why) => why.clone(),
                    None => self.why_not(at),
                },
            })
            .collect()
    }

    fn why_not(&self, at: usize) -> String {
        if whose(self.name(at)) == Whose::Others {
            return "an average, or what others gave: no critic's rating".to_owned();
        }
        let forms = forms(self.name(at));
        let mut known = KNOWN
            .iter()
            .filter(|known| known.names.iter().any(|name| forms.contains(name)));
        let empty = self
            .profiles
            .get(at)
            .is_none_or(|profile| profile.count == 0);
        match known.next().map(|known| known.field) {
            Some(field) if self.left_out.contains(&field) => {
                format!("`--map {field}=` leaves it out")
            }
            Some(field) if self.places.contains_key(&field) => {
                let other = self
                    .place(field)
                    .map_or_else(String::new, |at| self.shown(at));
                format!("{field} is read from `{other}`")
            }
            Some(_) if empty => "it is empty".to_owned(),
            Some(field) => format!("its values do not look like what `{field}` holds"),
            None => "its name says nothing that is known".to_owned(),
        }
    }

    pub(super) fn unused(&self) -> Vec<String> {
        let unused = self.uses().into_iter().filter(|used| used.field.is_none());
        unused.map(|used| used.column).collect()
    }

    /// Columns that are not used and may hold the critic: by a name that does elsewhere, or by
    /// values that look like people's names. The likelier first.
    pub(super) fn may_be_critics(&self) -> Vec<String> {
        let critics = self.place(Field::Critic);
        let is_filled = |at: usize| self.profiles.get(at).is_some_and(|it| it.count > 0);
        if critics.is_some_and(is_filled) {
            return Vec::new();
        }
        let is_named = |at: usize| {
            let (forms, words) = (forms(self.name(at)), words(self.name(at)));
            let mut known = KNOWN.iter().filter(|known| known.field == Field::Critic);
            known.any(|known| {
                let mut names = known.names.iter();
                names.any(|name| forms.contains(name) || words.contains(name))
            })
        };
        let looks = |at: usize| {
            let profile = self.profiles.get(at);
            profile.is_some_and(Profile::looks_like_people)
        };
        let mut found: Vec<(bool, bool, usize)> = self
            .free()
            .filter(|at| looks(*at) || is_named(*at))
            .map(|at| (!looks(at), !is_named(at), at))
            .collect();
        found.sort_unstable();
        found.into_iter().map(|(_, _, at)| self.shown(at)).collect()
    }

    fn listed(&self) -> String {
        let shown: Vec<String> = (0..self.names.len())
            .filter(|at| !self.name(*at).is_empty())
            .take(40)
            .map(|at| format!("`{}`", self.name(at).chars().take(60).collect::<String>()))
            .collect();
        let named = self.names.iter().filter(|name| !name.is_empty()).count();
        let more = named.saturating_sub(40);
        if more > 0 {
            format!("{} and {more} more", shown.join(", "))
        } else {
            shown.join(", ")
        }
    }
}

fn missing(detail: String) -> Complaint {
    Complaint::lost(ComplaintKind::MissingColumns, "line 1", detail)
}

/// The letter of a column, as spreadsheets name it: A, B, ..., Z, AA.
fn letter(at: usize) -> String {
    let mut letters = Vec::new();
    let mut left = at + 1;
    while left > 0 {
        let digit = u8::try_from((left - 1) % 26).unwrap_or_default();
        letters.push(char::from(b'A' + digit));
        left = (left - 1) / 26;
    }
    letters.into_iter().rev().collect()
}

/// A column's name, cut to a length that a message can hold, as it is typed behind `--map FIELD=`.
pub(super) fn quoted_for_shell(name: &str) -> String {
    let short: String = name.chars().take(40).collect();
    ovation_terms::for_shell(&short)
}
