//! What can go wrong while answering, as a status and as words for a reader.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use ovation_ledger::LedgerError;
use std::sync::Arc;

/// What went wrong. `front` turns it into a page, or into a problem document under `/api/`.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub(crate) enum SiteError {
    #[error("the record has no {what} {id}")]
    NotFound { what: &'static str, id: String },
    #[error("nothing stands at this address")]
    NoPage,
    #[error("`{name}`: expected {wanted}, found `{found}`")]
    BadQuery {
        name: String,
        wanted: String,
        found: String,
    },
    #[error("the address has {length} bytes; at most {most} are read")]
    TooLong { length: usize, most: usize },
    #[error("this address can be read (GET), not written to")]
    MethodNotAllowed,
    #[error("the answer took longer than {seconds} seconds")]
    TooSlow { seconds: u64 },
    #[error("the record could not be read")]
    Ledger(#[from] LedgerError),
    #[error("the page could not be written")]
    Template(#[from] askama::Error),
    #[error("the answer could not be written as JSON")]
    Json(#[from] serde_json::Error),
    #[error("the answer could not be made")]
    Crashed,
}

impl SiteError {
    /// A query value that cannot be taken; what was found is cut to 60 characters.
    pub(crate) fn bad(name: &str, wanted: impl Into<String>, found: &str) -> Self {
        Self::BadQuery {
            name: name.chars().take(60).collect(),
            wanted: wanted.into(),
            found: found.chars().take(60).collect(),
        }
    }

    pub(crate) fn no_such(what: &'static str, id: impl std::fmt::Display) -> Self {
        Self::NotFound {
            what,
            id: id.to_string(),
        }
    }

    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::NotFound { .. } | Self::NoPage => StatusCode::NOT_FOUND,
            Self::BadQuery { .. } => StatusCode::BAD_REQUEST,
            Self::TooLong { .. } => StatusCode::URI_TOO_LONG,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooSlow { .. } => StatusCode::SERVICE_UNAVAILABLE,
            Self::Ledger(_) | Self::Template(_) | Self::Json(_) | Self::Crashed => {
                StatusCode::INTERNAL_SERVER_ERROR
            }
        }
    }

    /// A stable name for programs, as in a problem document's `type`.
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::NotFound { .. } => "not-found",
            Self::NoPage => "no-page",
            Self::BadQuery { .. } => "bad-query",
            Self::TooLong { .. } => "address-too-long",
            Self::MethodNotAllowed => "method-not-allowed",
            Self::TooSlow { .. } => "too-slow",
            Self::Ledger(_) | Self::Template(_) | Self::Json(_) | Self::Crashed => "failed",
        }
    }

    /// The heading of the error's page.
    pub(crate) fn heading(&self) -> &'static str {
        match self {
            Self::NotFound { .. } | Self::NoPage => "Not in the record",
            Self::BadQuery { .. } => "That could not be read",
            Self::TooLong { .. } => "That address is too long",
            Self::MethodNotAllowed => "This page can only be read",
            Self::TooSlow { .. } => "That took too long",
            Self::Ledger(_) | Self::Template(_) | Self::Json(_) | Self::Crashed => {
                "Something went wrong here"
            }
        }
    }

    /// What the reader can do about it.
    pub(crate) fn advice(&self) -> &'static str {
        match self {
            Self::NotFound { .. } | Self::NoPage => {
                "It may have been mistyped. Search for the film, critic or outlet instead."
            }
            Self::BadQuery { .. } => {
                "Change that part of the address, or start again from the page without it."
            }
            Self::TooLong { .. } => "Shorten what you are searching for.",
            Self::MethodNotAllowed => "Open the address as a page.",
            Self::TooSlow { .. } => "Nothing is lost. Try again in a moment.",
            Self::Ledger(_) | Self::Template(_) | Self::Json(_) | Self::Crashed => {
                "Nothing is lost, and the failure is in the operator's log. Try again in a moment."
            }
        }
    }
}

/// Carries the error to `front`, which alone knows how the answer should look.
#[derive(Clone, Debug)]
pub(crate) struct Trouble(pub(crate) Arc<SiteError>);

impl IntoResponse for SiteError {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(Trouble(Arc::new(self)));
        response
    }
}
