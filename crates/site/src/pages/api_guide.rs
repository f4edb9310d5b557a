//! The API in words, for people who write programs.

use super::{Frame, page};
use crate::ask::Ask;
use crate::error::SiteError;
use crate::front::Site;
use askama::Template;
use axum::extract::State;
use axum::response::Response;

#[derive(Template)]
#[template(path = "api.html")]
struct GuidePage {
    frame: Frame,
    routes: [(&'static str, &'static str); 11],
}

pub(super) async fn guide(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    page(&GuidePage {
        frame: site.frame(&ask, "api", "For programs", "/api"),
        routes: [
            (
                "/api/v1/films?q=",
                "films by title, year or a catalogue's id",
            ),
            ("/api/v1/films/{id}", "one film"),
            ("/api/v1/films/{id}/score", "its score, at two clocks"),
            ("/api/v1/films/{id}/timeline", "the score at every date"),
            ("/api/v1/films/{id}/reviews", "its reviews, by cursor"),
            (
                "/api/v1/films/{id}/receipt",
                "all that recomputes the score",
            ),
            ("/api/v1/reviews/{id}", "one review with its evidence"),
            ("/api/v1/critics/{id}", "one critic"),
            ("/api/v1/outlets/{id}", "one outlet"),
            ("/api/v1/desk", "reviews that wait for a person"),
            ("/api/v1/health", "whether the record answers, and its head"),
        ],
    })
}
