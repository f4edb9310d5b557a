//! The stylesheet, the typefaces and the icon, served from the binary under addresses that name their content.
//!
//! The stylesheet is one file to a reader and several in the source, joined in the order of the list below:
//! what comes later wins. `print.css` stays last. Addresses of typefaces get their digests where it is joined.

use axum::Router;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use ovation_terms::Hash;
use std::sync::LazyLock;

const SHEETS: &str = concat!(
    include_str!("../assets/css/fonts.css"),
    include_str!("../assets/css/base.css"),
    include_str!("../assets/css/lists.css"),
    include_str!("../assets/css/home.css"),
    include_str!("../assets/css/film.css"),
    include_str!("../assets/css/browse.css"),
    include_str!("../assets/css/press.css"),
    include_str!("../assets/css/reviews.css"),
    include_str!("../assets/css/records.css"),
    include_str!("../assets/css/people.css"),
    include_str!("../assets/css/print.css"),
);
/// The folder of what never changes.
pub(crate) const FOLDER: &str = "/assets/";

const ICON: &str = include_str!("../assets/icon.svg");

macro_rules! fonts {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_bytes!(concat!("../assets/fonts/", $name, ".woff2")).as_slice())),*]
    };
}

/// The typefaces, by script and cut; licences stand beside the files.
const FONTS: [(&str, &[u8]); 8] = fonts![
    "display-latin",
    "display-latin-ext",
    "display-cyrillic",
    "text-latin",
    "text-latin-ext",
    "text-cyrillic",
    "text-italic-latin",
    "text-bold-latin",
];

/// Those that every page needs, which a browser may ask for before it has read the stylesheet.
const FIRST: [&str; 2] = ["display-latin", "text-latin"];

/// Content under an address with its digest never changes.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

static STYLE: LazyLock<String> = LazyLock::new(|| {
    let mut sheet = SHEETS.to_owned();
    for (name, content) in FONTS {
        let plain = format!("/assets/{name}.woff2");
        sheet = sheet.replace(&plain, &named(name, content, "woff2"));
    }
    sheet
});

/// Address of the stylesheet: `/assets/style.0123456789abcdef.css`.
pub(crate) static STYLE_PATH: LazyLock<String> =
    LazyLock::new(|| named("style", STYLE.as_bytes(), "css"));
/// Address of the icon.
pub(crate) static ICON_PATH: LazyLock<String> =
    LazyLock::new(|| named("icon", ICON.as_bytes(), "svg"));
/// Addresses of the typefaces to ask for first.
pub(crate) static FIRST_FONTS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let first = FONTS.iter().filter(|(name, _)| FIRST.contains(name));
    first
        .map(|(name, content)| named(name, content, "woff2"))
        .collect()
});

fn named(stem: &str, content: &[u8], ending: &str) -> String {
    let digest: String = Hash::of(content).to_string().chars().take(16).collect();
    format!("/assets/{stem}.{digest}.{ending}")
}

/// Every asset at its address.
pub(crate) fn routes<S: Clone + Send + Sync + 'static>() -> Router<S> {
    let mut router = Router::new()
        .route(
            &STYLE_PATH,
            get(|| async { serve("text/css; charset=utf-8", STYLE.as_bytes()) }),
        )
        .route(
            &ICON_PATH,
            get(|| async { serve("image/svg+xml", ICON.as_bytes()) }),
        );
    for (name, content) in FONTS {
        let path = named(name, content, "woff2");
        router = router.route(&path, get(move || async { serve("font/woff2", content) }));
    }
    router
}

fn serve(kind: &'static str, content: &'static [u8]) -> Response {
    ([(CONTENT_TYPE, kind), (CACHE_CONTROL, FOR_EVER)], content).into_response()
}
