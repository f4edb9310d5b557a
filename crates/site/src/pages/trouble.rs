//! The page of an error: what went wrong, and the way on.

use super::Frame;
use crate::error::SiteError;
use crate::front::Site;
use crate::show;
use askama::Template;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use ovation_ledger::Head;

#[derive(Template)]
#[template(path = "trouble.html")]
struct TroublePage {
    frame: Frame,
    status: u16,
    heading: &'static str,
    what: String,
    advice: &'static str,
}

/// The page of an error; a plain sentence should even that not be printable.
pub(crate) fn trouble(site: &Site, error: &SiteError, head: Option<&Head>) -> Response {
    let what = format!("{}.", show::sentence(&error.to_string()));
    let printed = TroublePage {
        frame: Frame::new(&site.settings, head, "trouble", error.heading(), "/"),
        status: error.status().as_u16(),
        heading: error.heading(),
        what: what.clone(),
        advice: error.advice(),
    }
    .render();
    match printed {
        Ok(page) => {
            let kind = [(CONTENT_TYPE, "text/html; charset=utf-8")];
            (error.status(), kind, page).into_response()
        }
        Err(_) => (error.status(), what).into_response(),
    }
}
