//! Which elements are not shown.

use ovation_html::{Document, NodeId};

/// Whether a hidden element is a part that was sent later, which a script puts in its place.
///
/// # Source
/// React's server rendering (`react-dom/server`): such parts are `<div hidden id="S:0">`.
pub(super) fn is_streamed(document: &Document<'_>, node: NodeId) -> bool {
    document
        .attr(node, "id")
        .is_some_and(|id| id.starts_with("S:"))
}

/// Whether a `style` hides its element.
pub(super) fn is_undisplayed(style: &str) -> bool {
    let mut rest = style;
    while let Some((_, after)) = rest.split_once("display") {
        let value = after.trim_start().strip_prefix(':').map(str::trim_start);
        if value.is_some_and(|value| value.starts_with("none")) {
            return true;
        }
        rest = after;
    }
    false
}
