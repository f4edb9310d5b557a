//! How scores are made: the formula in words, the conversion table, the model and its bounds.

use super::names::TallyShown;
use super::{Frame, page};
use crate::ask::Ask;
use crate::error::SiteError;
use crate::front::Site;
use crate::show;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ovation_score::HEADLINE_FROM;
use ovation_terms::Reason;

#[derive(Template)]
#[template(path = "how.html")]
struct HowPage {
    frame: Frame,
    headline_from: u64,
    rating_version: String,
    rows: Vec<RatingRow>,
    model: Option<String>,
    low: String,
    high: String,
    tally: TallyShown,
    reasons: Vec<(String, String, &'static str)>,
}

#[derive(Debug)]
struct RatingRow {
    scale: String,
    example: String,
    value: String,
    positive_from: String,
    source: String,
}

pub(super) async fn how(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    let about = &site.settings.about;
    let tally = site.ledger.tally().await?;
    let rows = about
        .rating_rows
        .iter()
        .map(|row| RatingRow {
            scale: row.scale.clone(),
            example: row.example.clone(),
            value: show::hundredth(row.value),
            positive_from: show::hundredth(row.positive_from),
            source: row.source.clone(),
        })
        .collect();
    let reasons = tally
        .reasons
        .iter()
        .map(|(code, count)| {
            let reason = Reason::from_code(code);
            let state = reason.map_or("", |reason| reason.state().code());
            let words = reason.map_or(code.as_str(), |reason| reason.sentence());
            (show::count(*count), show::sentence(words), state)
        })
        .collect();
    page(&HowPage {
        frame: site
            .frame(&ask, "how", "How scores are made", "/how-scores-are-made")
            .described(
                "From a review to a score: which reviews count, how a verdict is found, and what \
                 the interval means.",
            ),
        headline_from: HEADLINE_FROM,
        rating_version: about.rating_version.clone(),
        rows,
        model: about.model_version.clone(),
        low: show::hundredth(about.bounds.0),
        high: show::hundredth(about.bounds.1),
        tally: TallyShown::of(&tally),
        reasons,
    })
}
