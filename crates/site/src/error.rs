//! What can go wrong while answering, as a status and as words for a reader.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use ovation_desk::DeskError;
use ovation_ledger::LedgerError;
use ovation_terms::{Editor, ReviewId, Role};
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
    #[error("`{name}`: {why}")]
    BadName { name: &'static str, why: String },
    #[error("the address has {length} bytes; at most {most} are read")]
    TooLong { length: usize, most: usize },
    #[error("this address can be read (GET), not written to")]
    MethodNotAllowed,
    #[error("expected `Authorization: Bearer` with the token of somebody the operator admitted")]
    NoToken,
    #[error("{name} is admitted as {role}, who may not {what}")]
    NotAllowed {
        name: String,
        role: Role,
        what: &'static str,
    },
    #[error("what was sent could not be read: {0}")]
    BadBody(String),
    #[error("what was sent is longer than {most} bytes")]
    BodyTooLong { most: usize },
    #[error("review {review} has a newer entry, {newest}: look at it again ({told})")]
    Changed {
        review: ReviewId,
        newest: i64,
        /// Who said what.
        told: String,
    },
    #[error("{0}")]
    NotSo(String),
    #[error("the answer took longer than {seconds} seconds")]
    TooSlow { seconds: u64 },
    #[error("what was sent did not arrive within {seconds} seconds")]
    SlowBody { seconds: u64 },
    #[error("{}", told(.0))]
    Ledger(#[source] LedgerError),
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

    pub(crate) fn not_allowed(editor: &Editor, what: &'static str) -> Self {
        Self::NotAllowed {
            name: editor.name.clone(),
            role: editor.role,
            what,
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
            Self::BadQuery { .. } | Self::BadName { .. } | Self::BadBody(_) => {
                StatusCode::BAD_REQUEST
            }
            Self::NoToken => StatusCode::UNAUTHORIZED,
            Self::NotAllowed { .. } => StatusCode::FORBIDDEN,
            Self::Changed { .. } => StatusCode::CONFLICT,
            Self::BodyTooLong { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::SlowBody { .. } => StatusCode::REQUEST_TIMEOUT,
            Self::NotSo(_) | Self::Ledger(LedgerError::Refused { .. }) => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            Self::TooLong { .. } => StatusCode::URI_TOO_LONG,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::TooSlow { .. } | Self::Ledger(LedgerError::Locked { .. }) => {
                StatusCode::SERVICE_UNAVAILABLE
            }
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
            Self::BadQuery { .. } | Self::BadName { .. } => "bad-query",
            Self::TooLong { .. } => "address-too-long",
            Self::MethodNotAllowed => "method-not-allowed",
            Self::NoToken => "no-token",
            Self::NotAllowed { .. } => "not-allowed",
            Self::BadBody(_) => "bad-body",
            Self::BodyTooLong { .. } => "body-too-long",
            Self::Changed { .. } => "changed",
            Self::NotSo(_) | Self::Ledger(LedgerError::Refused { .. }) => "refused",
            Self::Ledger(LedgerError::Locked { .. }) => "locked",
            Self::TooSlow { .. } => "too-slow",
            Self::SlowBody { .. } => "slow-body",
            Self::Ledger(_) | Self::Template(_) | Self::Json(_) | Self::Crashed => "failed",
        }
    }

    /// The heading of the error's page.
    pub(crate) fn heading(&self) -> &'static str {
        match self {
            Self::NotFound { .. } | Self::NoPage => "Not in the record",
            Self::BadQuery { .. } | Self::BadName { .. } | Self::BadBody(_) => {
                "That could not be read"
            }
            Self::NoToken => "Not signed in",
            Self::NotAllowed { .. } => "Not yours to decide",
            Self::BodyTooLong { .. } => "That is too long",
            Self::Changed { .. } => "It changed meanwhile",
            Self::NotSo(_) | Self::Ledger(LedgerError::Refused { .. }) => {
                "The record cannot hold this"
            }
            Self::TooLong { .. } => "That address is too long",
            Self::MethodNotAllowed => "This page can only be read",
            Self::TooSlow { .. } | Self::SlowBody { .. } => "That took too long",
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
            Self::BadQuery { .. } | Self::BadName { .. } => {
                "Change that part of the address, or start again from the page without it."
            }
            Self::TooLong { .. } => "Shorten what you are searching for.",
            Self::NoToken | Self::NotAllowed { .. } => "Ask the operator of this site.",
            Self::BadBody(_) | Self::BodyTooLong { .. } => "Send what the API's description says.",
            Self::Changed { .. }
            | Self::NotSo(_)
            | Self::SlowBody { .. }
            | Self::Ledger(LedgerError::Refused { .. }) => "Nothing was entered.",
            Self::MethodNotAllowed => "Open the address as a page.",
            Self::TooSlow { .. } => "Nothing is lost. Try again in a moment.",
            Self::Ledger(_) | Self::Template(_) | Self::Json(_) | Self::Crashed => {
                "Nothing is lost, and the failure is in the operator's log. Try again in a moment."
            }
        }
    }
}

impl From<LedgerError> for SiteError {
    fn from(error: LedgerError) -> Self {
        Self::Ledger(error)
    }
}

impl From<DeskError> for SiteError {
    fn from(error: DeskError) -> Self {
        match error {
            DeskError::NotSo(why) => Self::NotSo(why),
            DeskError::Answered {
                review,
                newest,
                told,
            } => Self::Changed {
                review,
                newest: newest.0,
                told,
            },
            DeskError::Ledger(error) => Self::Ledger(error),
            other => Self::NotSo(other.to_string()),
        }
    }
}

/// What a reader is told of the record's trouble: why it refused, and no address of its database.
fn told(error: &LedgerError) -> &str {
    match error {
        LedgerError::Refused { why } => why,
        LedgerError::Locked { .. } => "the record is being written to; try again in a moment",
        _ => "the record could not be read",
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
