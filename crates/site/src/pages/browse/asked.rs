//! What a list's address asks for, held against what there is.

use crate::ask::Ask;
use crate::error::SiteError;
use crate::figures::{Board, BrowseOrder, Facet, NameSort, Wanted};
use crate::pages::kind_asked;
use crate::panels::numbered;
use ovation_terms::OutletId;

/// The filters, and what of them names nothing in the record.
#[derive(Clone, Debug, Default)]
pub(super) struct BrowseAsked {
    pub(super) wanted: Wanted,
    /// In sentences.
    pub(super) unknown: Vec<String>,
}

impl BrowseAsked {
    /// Reads an address.
    ///
    /// # Errors
    /// [`SiteError::BadQuery`] for a value of another form than is wanted.
    pub(super) fn read(ask: &Ask, board: &Board) -> Result<Self, SiteError> {
        const YEAR: &str = "a year like `2019`";
        const PERCENT: &str = "a whole per cent, 0 to 100";
        let query = &ask.query;
        let percent = |name: &str| {
            let read = query.read::<u8>(name, PERCENT)?;
            match read.filter(|value| *value > 100) {
                Some(value) => Err(SiteError::bad(name, PERCENT, &value.to_string())),
                None => Ok(read),
            }
        };
        let mut asked = Self {
            wanted: Wanted {
                kind: kind_asked(ask)?,
                order: query
                    .choice("order", &BrowseOrder::codes(), BrowseOrder::from_code)?
                    .unwrap_or_default(),
                year: query.read("year", YEAR)?,
                decade: decade(ask)?,
                least: percent("min")?,
                most: percent("max")?,
                reviews: query.read("reviews", "a number of reviews")?,
                ..Wanted::default()
            },
            unknown: Vec::new(),
        };
        for facet in Facet::ALL {
            if let Some(text) = query.get(facet.code()) {
                match board.terms.find(facet, text) {
                    Some(term) => {
                        asked.wanted.terms.insert(facet, term);
                    }
                    None => asked.unknown.push(format!(
                        "No film with reviews has the {} “{text}”.",
                        facet.code()
                    )),
                }
            }
        }
        if let Some(text) = query.get("outlet") {
            match outlet_of(board, text) {
                Ok(outlet) => asked.wanted.outlet = Some(outlet),
                Err(why) => asked.unknown.push(why),
            }
        }
        Ok(asked)
    }
}

fn decade(ask: &Ask) -> Result<Option<i16>, SiteError> {
    const DECADE: &str = "the first year of a decade, like `2010`";
    let read = ask.query.read::<i16>("decade", DECADE)?;
    match read.filter(|year| year % 10 != 0) {
        Some(year) => Err(SiteError::bad("decade", DECADE, &year.to_string())),
        None => Ok(read),
    }
}

/// The outlet of `3-the-evening-lantern`, `3`, or of a name, whole or typed in part.
fn outlet_of(board: &Board, text: &str) -> Result<OutletId, String> {
    if let Some(id) = numbered(text) {
        return match board.outlet(OutletId(id)) {
            Some(_) => Ok(OutletId(id)),
            None => Err(format!("The record has no outlet {id}.")),
        };
    }
    let found = board.names.find(text, &[NameSort::Outlet], 1);
    match found.first() {
        Some(outlet) => Ok(OutletId(outlet.id)),
        None => Err(format!("The record knows no outlet called “{text}”.")),
    }
}
