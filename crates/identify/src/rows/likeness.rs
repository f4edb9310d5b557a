//! How far two rows go together.

use super::alike::{are_alike, are_one_title};
use super::places::Places;
use super::signs::{CRITIC, DAY, FIELDS, FILM, OUTLET, RATING, RowSign, TableSigns, URL};
use std::collections::BTreeMap;

/// How two rows go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RowLikeness {
    /// The more the better.
    pub(super) points: i32,
    /// Whether they are one where nothing else is as near; else they may be, and nobody knows.
    pub(super) is_enough: bool,
}

/// What of a table tells its rows apart.
pub(super) struct Telling<'a> {
    words: &'a BTreeMap<usize, RowSign>,
    signs: &'a TableSigns,
    places: &'a Places,
    /// Which fields differ from row to row.
    fields: [bool; FIELDS],
    /// How many rows of the table agree with one in a name and the day.
    pairs: BTreeMap<(usize, u32, u32), u32>,
}

/// A column in which so many of ten filled cells say the same tells nothing.
const MOSTLY: usize = 9;

/// The points of a name, of a day or an address, of another cell and of a place.
const NAME: i32 = 6;
const SLIP: i32 = 4;
const DATE: i32 = 6;
const CELL: i32 = 2;
const PLACE: i32 = 2;

impl<'a> Telling<'a> {
    pub(super) fn of(
        news: &[usize],
        words: &'a BTreeMap<usize, RowSign>,
        signs: &'a TableSigns,
        places: &'a Places,
    ) -> Self {
        let mut fields = [true; FIELDS];
        for field in [CRITIC, FILM, OUTLET, DAY, URL] {
            if let Some(tells) = fields.get_mut(field) {
                *tells = differs(signs, field);
            }
        }
        let mut pairs = BTreeMap::new();
        let keys = |sign: &RowSign| {
            let day = sign.field(DAY);
            [CRITIC, FILM].map(|name| (name, sign.field(name), day))
        };
        for sign in news.iter().filter_map(|at| signs.at(*at)) {
            pairs.extend(keys(sign).map(|key| (key, 0)));
        }
        if !pairs.is_empty() {
            for key in signs.rows().flatten().flat_map(keys) {
                if let Some(count) = pairs.get_mut(&key) {
                    *count += 1;
                }
            }
        }
        Self {
            words,
            signs,
            places,
            fields,
            pairs,
        }
    }

    fn tells(&self, field: usize) -> bool {
        self.fields.get(field).copied().unwrap_or(false)
    }

    /// Whether only this row of the table has both its name of a kind and its day.
    fn is_only(&self, field: usize, is: &RowSign) -> bool {
        let (name, day) = (is.field(field), is.field(DAY));
        name != 0 && day != 0 && self.pairs.get(&(field, name, day)) == Some(&1)
    }

    /// How an old row and a new one go together; none where they do not.
    ///
    /// They are one, corrected, where two thirds of the cells agree by which a row is known. That one
    /// name is another altogether must be borne out by the place, or by the day.
    pub(super) fn likeness(&self, old: usize, at: usize) -> Option<RowLikeness> {
        let (was, is) = (self.words.get(&old)?, self.signs.at(at)?);
        let mut cells = Cells::default();
        for field in 0..FIELDS {
            self.compare(&mut cells, field, was.field(field), is.field(field));
        }
        let is_near = self.places.shares_gap(old, at);
        let is_in_place = self.places.is_in_place(old, at);
        let mut points = cells.points;
        points += if is_near { PLACE } else { 0 };
        points += if is_in_place { PLACE } else { 0 };
        if cells.agree == 0 || cells.named == 0 && !is_near {
            return None;
        }
        let two_thirds = cells.agree * 3 >= cells.counted * 2;
        // A title that is nearly another may be the next film's: what was written on one day is one.
        let (day_was, day_is) = (was.field(DAY), is.field(DAY));
        let told_by = if day_was != 0 && day_is != 0 {
            day_was == day_is
        } else {
            was.field(RATING) == is.field(RATING)
        };
        let same_name = if was.field(CRITIC) == is.field(CRITIC) {
            CRITIC
        } else {
            FILM
        };
        let is_only = day_was == day_is && self.is_only(same_name, is);
        let is_enough = match cells.other_names {
            // Nobody reviews a film twice without it being told from the other.
            0 if cells.same_names == 2 => true,
            0 if cells.is_other_title && !told_by => two_thirds && is_in_place,
            // By its film or its critic alone a row is known where it stood.
            0 => two_thirds && (cells.counted > 1 || is_near),
            1 => {
                let rest = cells.others == 0 && cells.equal >= 2 && is_near;
                rest || (two_thirds && (is_near || is_only))
            }
            _ => false,
        };
        let may_be = is_enough
            || (two_thirds && cells.other_names < 2 && cells.counted > 1)
            || (is_only && cells.named > 0 && cells.agree * 2 >= cells.counted)
            || (is_in_place && cells.telling > 0 && {
                // Alone between its neighbours, one of three is enough to ask.
                let part = if self.places.is_alone(at) { 3 } else { 2 };
                cells.agree * part >= cells.counted
            });
        may_be.then_some(RowLikeness { points, is_enough })
    }

    fn compare(&self, cells: &mut Cells, field: usize, was: u32, is: u32) {
        let is_name = field == CRITIC || field == FILM;
        let identifies =
            is_name || ((field == OUTLET || field == URL || field == DAY) && self.tells(field));
        let text = |number| self.signs.text(number);
        match (was, is) {
            (0, 0) => {}
            // What was filled in, or left out, speaks for nothing.
            (0, _) | (_, 0) if !is_name => cells.others += 1,
            (0, _) | (_, 0) => {
                cells.counted += 1;
                cells.others += 1;
            }
            _ if was == is => {
                cells.points += match field {
                    CRITIC | FILM => NAME,
                    DAY => DATE,
                    URL if identifies => DATE,
                    RATING => CELL,
                    OUTLET if identifies => CELL,
                    _ => 1,
                };
                cells.counted += i32::from(identifies);
                cells.agree += i32::from(identifies);
                cells.telling += i32::from(identifies && self.tells(field));
                cells.named += i32::from(is_name);
                cells.same_names += i32::from(is_name);
                cells.equal += i32::from(!is_name);
            }
            _ if field == CRITIC && are_alike(text(was), text(is)) => cells.slip(),
            _ if field == FILM && are_one_title(text(was), text(is)) => {
                cells.slip();
                cells.is_other_title = true;
            }
            _ => {
                cells.counted += i32::from(identifies);
                cells.other_names += i32::from(is_name);
                cells.others += i32::from(!is_name);
            }
        }
    }
}

/// What two rows have in common.
#[derive(Default)]
struct Cells {
    points: i32,
    /// Cells by which a row is known, and of them those that agree.
    counted: i32,
    agree: i32,
    /// And of these those in columns that do not say the same everywhere.
    telling: i32,
    /// Names that agree.
    named: i32,
    /// Names that are the same to the letter.
    same_names: i32,
    /// Names that are others altogether.
    other_names: i32,
    /// A title is nearly the other.
    is_other_title: bool,
    /// Further cells that are equal, and that are not.
    equal: i32,
    others: i32,
}

impl Cells {
    fn slip(&mut self) {
        self.points += SLIP;
        self.counted += 1;
        self.agree += 1;
        self.telling += 1;
        self.named += 1;
        self.others += 1;
    }
}

/// Whether a column does not say the same nearly everywhere.
fn differs(signs: &TableSigns, field: usize) -> bool {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    for sign in signs.rows().flatten() {
        let cell = sign.field(field);
        if cell != 0 {
            *counts.entry(cell).or_default() += 1;
        }
    }
    let filled: usize = counts.values().sum();
    let most = counts.values().max().copied().unwrap_or(0);
    most * 10 < filled * MOSTLY
}
