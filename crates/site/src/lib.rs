//! Pages and the JSON API over the record: server-rendered, without script.
//!
//! Give [`router`] a ledger, settings and a clock; it answers every address of the site, and
//! [`serve()`] keeps it answering on a listener. The path
//! of a request: `front` (the outermost layer) asks the ledger where its head stands, looks for an
//! answer kept for that head, and otherwise lets a handler of `pages` or `api` make one. A handler
//! fills a page struct from the ledger and the score; its template only prints.
//!
//! - `ask`: path, query and head of a request, checked; `links`: addresses of pages.
//! - `view`: what several pages and the API show of a film, a review, a score.
//! - `show`: numbers, days and names as readers see them. `chart`: SVG charts with their tables.
//! - `quotation`: the quote check. `pages`: page structs. `api`: JSON answers. `error`: what went wrong, as page or problem.
//! - `matching`: the films, ready for questions of which one is meant.
//! - `figures`: the figures of all films in memory, for lists, search and comparison; `panels`: whose reviews count, by name.
//! - `front`, `kept`, `packing`: conditional requests, compression, headers; answers kept in memory.

mod api;
mod ask;
mod assets;
mod chart;
mod error;
mod escape;
mod figures;
mod fits;
mod front;
mod kept;
mod links;
mod matching;
mod packing;
mod pages;
mod panels;
mod plate;
mod quotation;
mod score_indexes;
mod serve;
mod settings;
mod show;
mod view;

pub use api::openapi;
pub use front::router;
pub use quotation::{
    LikelierForm, QuoteHit, QuoteOutcome, QuotePlace, QuoteResult, QuoteScope, search_quote,
};
pub use serve::{ServeLimits, serve};
pub use settings::{Clock, Convert, Explain, ScoreExplainer, SiteSettings};
