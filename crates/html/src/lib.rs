//! HTML parsed into a tree, tolerant of whatever pages hold.
//!
//! Follows the parsing rules of the HTML standard (<https://html.spec.whatwg.org/#parsing>) as
//! browsers with scripts on do, so that broken markup means here what it means to a reader. The
//! tree is a list of nodes that borrow from the source; cost and memory grow with the size of the
//! source and with nothing else, whatever stands in it: nesting is flattened and work is counted
//! against [`HtmlLimits`], and parsing never fails.
//!
//! ```
//! use ovation_html::{HtmlLimits, Tag, parse};
//!
//! let page = parse("<p class=lead>Tender &amp; funny<p>Go", &HtmlLimits::default());
//! let body = page.elements().find(|id| page.tag(*id) == Tag::Body).unwrap();
//! let lead = page.first_child(body).unwrap();
//! assert_eq!(page.attr(lead, "class"), Some("lead"));
//! assert_eq!(page.text(page.first_child(lead).unwrap()), "Tender & funny");
//! assert_eq!(page.children(body).count(), 2);
//! ```

mod adoption;
mod arena;
mod body;
mod builder;
mod doctype;
mod foreign;
mod modes;
mod scan;
mod stack;
mod table;
mod tags;
mod text;

pub use arena::{Document, NodeId, NodeKind};
pub use doctype::Doctype;
pub use tags::{Namespace, Tag};
pub use text::{decoded, escaped};

/// The README's example runs.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

/// How much of a page is parsed. Hitting a limit is noted as a [`Trouble`] and keeps what was
/// parsed so far; depth, attributes and copies leave out a part and go on.
///
/// Limits may be added; change those that matter of the default.
///
/// ```
/// let mut limits = ovation_html::HtmlLimits::default();
/// limits.nodes = 100;
/// assert!(!ovation_html::parse(&"<p>a".repeat(200), &limits).troubles().is_empty());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct HtmlLimits {
    /// Elements open within each other; what is nested deeper is kept, but flattened. Default 512,
    /// the depth at which browsers stop nesting.
    pub depth: usize,
    /// Nodes of the tree; parsing stops there. Default 400,000.
    pub nodes: usize,
    /// Attributes of one element; the others are left out. Default 500.
    pub attributes: usize,
    /// Elements that the parser makes by opening an unclosed one (`<b>`, `<font>`) again in the next
    /// block, which lets a small page grow; no more are opened again then. Default 50,000.
    pub copies: usize,
    /// Steps of work for each byte of the source, above a million that any page has: a node, an
    /// attribute or an open element looked at is one. Stands in for time, which would differ between
    /// machines; parsing stops there. Default 64; ordinary pages take less than one.
    pub steps_per_byte: usize,
    /// Whether the page is read as by a browser that runs scripts, for which `noscript` holds no
    /// elements. Default true.
    pub has_scripts: bool,
}

impl Default for HtmlLimits {
    fn default() -> Self {
        Self {
            depth: 512,
            nodes: 400_000,
            attributes: 500,
            copies: 50_000,
            steps_per_byte: 64,
            has_scripts: true,
        }
    }
}

/// A limit that was hit while parsing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Trouble {
    /// Which.
    pub kind: TroubleKind,
    /// Where in the source, in bytes.
    pub at: usize,
}

/// Which limit of [`HtmlLimits`] was hit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TroubleKind {
    /// Elements nested too deep; the deeper ones were flattened.
    Depth,
    /// Too many nodes; parsing stopped.
    Nodes,
    /// Too many attributes on an element; the others were left out.
    Attributes,
    /// Too many elements opened again; they were not any more.
    Copies,
    /// Too much work; parsing stopped.
    Work,
}

/// Parses a page.
///
/// Never fails; see [`Document::troubles`] for limits that were hit. A source of 4 GB or more is
/// parsed up to there.
pub fn parse<'a>(source: &'a str, limits: &HtmlLimits) -> Document<'a> {
    builder::Builder::new(source, limits).parse()
}
