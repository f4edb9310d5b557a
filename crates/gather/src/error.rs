//! What goes wrong: errors of set-up, and breaches of limits inside a byte stream.

use ovation_terms::{Complaint, ComplaintKind};
use std::{error::Error, fmt, io};

/// Why a [`Fetcher`](crate::Fetcher) could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum GatherError {
    /// The name given to web servers is no `User-Agent`.
    #[error("expected a user agent like `ovation/1.0 (+https://site.example)`, found `{found}`")]
    UserAgent {
        /// What was given.
        found: String,
    },
    /// The HTTP client could not be set up.
    #[error("the HTTP client could not be set up")]
    Client(#[source] reqwest::Error),
}

/// A complaint on its way through a byte stream, inside an [`io::Error`].
#[derive(Clone, Debug)]
pub(crate) struct Breach(pub(crate) Complaint);

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.detail)
    }
}

impl Error for Breach {}

/// Makes the [`io::Error`] that [`complaint_of`] turns back into the complaint.
pub(crate) fn breach(kind: ComplaintKind, detail: impl Into<String>) -> io::Error {
    io::Error::other(Breach(Complaint::lost(kind, "", detail)))
}

/// The complaint behind an error met while reading from [`Parcel::reader`](crate::Parcel::reader).
///
/// A breach of a limit or damaged compression gives the complaint it was raised with, however
/// often readers in between have wrapped it; any other error gives
/// [`ComplaintKind::Unreachable`] with the system's reason.
pub fn complaint_of(error: &io::Error) -> Complaint {
    let mut cause: Option<&(dyn Error + 'static)> = error.get_ref().map(|inner| inner as _);
    while let Some(inner) = cause {
        if let Some(Breach(complaint)) = inner.downcast_ref::<Breach>() {
            return complaint.clone();
        }
        // An io::Error shows as its source what its inner error has as source, so the inner
        // error itself has to be looked at by hand.
        cause = match inner
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref)
        {
            Some(nested) => Some(nested),
            None => inner.source(),
        };
    }
    let detail = match error.kind() {
        io::ErrorKind::NotFound => {
            "there is no such file or folder; check how the name is spelt".to_owned()
        }
        io::ErrorKind::PermissionDenied => {
            "not allowed to read it; change its permissions or run as its owner".to_owned()
        }
        _ => format!("could not be read: {error}; check the file or the disk"),
    };
    Complaint::lost(ComplaintKind::Unreachable, "", detail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_breach_is_found_through_layers_of_wrapping() {
        let inner = breach(ComplaintKind::Expansion, "grows too much");
        let wrapped = io::Error::other(io::Error::other(inner));
        assert_eq!(complaint_of(&wrapped).kind, ComplaintKind::Expansion);
        assert_eq!(wrapped.to_string(), "grows too much");
    }

    #[test]
    fn other_errors_say_what_to_do() {
        let complaint = complaint_of(&io::Error::from(io::ErrorKind::PermissionDenied));
        assert_eq!(complaint.kind, ComplaintKind::Unreachable);
        assert!(complaint.detail.contains("permissions"), "{complaint}");
        assert!(complaint.lost);
    }
}
