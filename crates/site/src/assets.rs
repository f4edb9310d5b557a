//! The stylesheet and the icon, served from the binary under addresses that name their content.
//!
//! The stylesheet is one file to a reader and several in the source, joined in the order of the list below:
//! what comes later wins. `print.css` stays last.

use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use ovation_terms::Hash;
use std::sync::LazyLock;

const STYLE: &str = concat!(
    include_str!("../assets/css/base.css"),
    include_str!("../assets/css/lists.css"),
    include_str!("../assets/css/home.css"),
    include_str!("../assets/css/film.css"),
    include_str!("../assets/css/browse.css"),
    include_str!("../assets/css/press.css"),
    include_str!("../assets/css/reviews.css"),
    include_str!("../assets/css/records.css"),
    include_str!("../assets/css/print.css"),
);
/// The folder of what never changes.
pub(crate) const FOLDER: &str = "/assets/";

const ICON: &str = include_str!("../assets/icon.svg");

/// Content under an address with its digest never changes.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// Address of the stylesheet: `/assets/style.0123456789abcdef.css`.
pub(crate) static STYLE_PATH: LazyLock<String> = LazyLock::new(|| named("style", STYLE, "css"));
/// Address of the icon.
pub(crate) static ICON_PATH: LazyLock<String> = LazyLock::new(|| named("icon", ICON, "svg"));

fn named(stem: &str, content: &str, ending: &str) -> String {
    let digest: String = Hash::of(content.as_bytes())
        .to_string()
        .chars()
        .take(16)
        .collect();
    format!("/assets/{stem}.{digest}.{ending}")
}

pub(crate) async fn style() -> Response {
    serve("text/css; charset=utf-8", STYLE)
}

pub(crate) async fn icon() -> Response {
    serve("image/svg+xml", ICON)
}

fn serve(kind: &'static str, content: &'static str) -> Response {
    ([(CONTENT_TYPE, kind), (CACHE_CONTROL, FOR_EVER)], content).into_response()
}
