//! Why a record of a web archive is no page.

use std::fmt;

/// Why a record of a web archive is no page, or a file or member is no source of its own. The text form
/// (`kebab-case`) is counted and shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum PassedOver {
    /// What the crawler asked.
    Request,
    /// The same answer as an earlier one, which is not kept again.
    Revisit,
    /// What the crawler notes of the archive or a record (`metadata`, `warcinfo`).
    Metadata,
    /// A later part of a record that was kept in parts.
    Continuation,
    /// Something else than an answer of a web server.
    NotWeb,
    /// The server sent the crawler elsewhere.
    Redirect,
    /// The server answered with an error.
    ErrorStatus,
    /// A part of something.
    PartOnly,
    /// An answer without a body.
    NoContent,
    /// A picture, a script, a style sheet and the like, by its type.
    NoPage,
    /// A file or folder that is hidden, or that systems leave behind.
    Hidden,
    /// A link to something that is read where it stands.
    Link,
    /// An index or a log beside the records of a packaged web archive.
    ArchivePart,
}

impl PassedOver {
    /// The text form, such as `error-status`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Revisit => "revisit",
            Self::Metadata => "metadata",
            Self::Continuation => "continuation",
            Self::NotWeb => "not-web",
            Self::Redirect => "redirect",
            Self::ErrorStatus => "error-status",
            Self::PartOnly => "part-only",
            Self::NoContent => "no-content",
            Self::NoPage => "no-page",
            Self::Hidden => "hidden",
            Self::Link => "link",
            Self::ArchivePart => "archive-part",
        }
    }

    /// What a reader is told.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Request => "the crawler's own requests",
            Self::Revisit => "answers that the archive holds already",
            Self::Metadata => "the crawler's notes",
            Self::Continuation => "later parts of a record kept in parts",
            Self::NotWeb => "answers of something else than a web server",
            Self::Redirect => "redirects",
            Self::ErrorStatus => "answers with an error",
            Self::PartOnly => "parts of a file",
            Self::NoContent => "answers without a body",
            Self::NoPage => "pictures, scripts and other files that are no page",
            Self::Hidden => "hidden files and folders, and what systems leave behind",
            Self::Link => "links to what is read where it stands",
            Self::ArchivePart => "indexes and logs beside the records of a web archive",
        }
    }
}

impl fmt::Display for PassedOver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
