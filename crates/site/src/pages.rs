//! Pages: a struct each, with its template; and the addresses they stand at.

mod api_guide;
mod awards;
mod browse;
mod compare;
mod festivals;
mod film;
mod home;
mod how;
mod lists;
mod log;
mod names;
mod panel;
mod people;
mod quotes;
mod review;
mod search;
mod series;
mod suggest;
mod texts;
mod trouble;
mod waiting;

pub(crate) use festivals::FILMS as PROGRAMME_FILMS;
pub(crate) use lists::kind_asked;
pub(crate) use names::HABIT_FILMS;
pub(crate) use names::own_fate;
pub(crate) use review::{fate_of, for_readers};
pub(crate) use series::reviewed as reviewed_series;
pub(crate) use trouble::trouble;

use crate::ask::{Ask, QUESTION};
use crate::assets::{self, FIRST_FONTS, ICON_PATH, STYLE_PATH};
use crate::error::SiteError;
use crate::front::Site;
use crate::settings::SiteSettings;
use crate::show;
use askama::Template;
use axum::Router;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use ovation_ledger::Head;

/// Every page of the site.
pub(crate) fn routes() -> Router<Site> {
    Router::new()
        .route("/", get(home::home))
        .route("/search", get(search::search))
        .route("/search/suggest", get(suggest::suggest))
        .route("/opensearch.xml", get(suggest::opensearch))
        .route("/compare", get(compare::compare))
        .route("/panel", get(panel::panel))
        .route("/films", get(browse::films))
        .route("/films/{id}", get(film::film))
        .route("/films/{id}/{slug}", get(film::film))
        .route("/posters/{id}/{hash}", get(film::poster_file))
        .route("/critics", get(lists::critics))
        .route("/critics/{id}", get(names::critic))
        .route("/critics/{id}/{slug}", get(names::critic))
        .route("/outlets", get(lists::outlets))
        .route("/outlets/{id}", get(names::outlet))
        .route("/outlets/{id}/{slug}", get(names::outlet))
        .route("/people", get(people::people))
        .route("/people/{name}", get(people::person))
        .route("/festivals", get(festivals::festivals))
        .route("/festivals/{name}", get(festivals::festival))
        .route("/festivals/{name}/{year}", get(festivals::festival))
        .route("/awards", get(awards::awards))
        .route("/awards/{name}", get(awards::award))
        .route("/series", get(series::series))
        .route("/texts/{sort}/{id}", get(texts::texts))
        .route("/quotes", get(quotes::quotes))
        .route("/reviews/{id}", get(review::review))
        .route("/waiting", get(waiting::waiting))
        .route("/unreadable", get(waiting::unreadable))
        .route("/how-scores-are-made", get(how::how))
        .route("/log", get(log::log))
        .route("/log/{id}", get(log::entry))
        .route("/api", get(api_guide::guide))
        .route("/robots.txt", get(robots))
        .route("/favicon.ico", get(favicon))
        .merge(assets::routes())
}

/// The parts of an address's query that the page there reads; whatever else stands behind it (where a reader
/// came from, most often) makes no page of its own.
pub(crate) fn parts_read(path: &str) -> Vec<&'static str> {
    let mut steps = path.trim_matches('/').split('/');
    let (first, second) = (steps.next().unwrap_or(""), steps.next());
    match (first, second) {
        ("films", Some(_)) => [
            &QUESTION[..],
            &["state", "verdict", "outlet", "basis", "page"],
        ]
        .concat(),
        ("films", None) => browse::PARTS.to_vec(),
        ("compare", None) => compare::PARTS.to_vec(),
        ("panel", None) => panel::PARTS.to_vec(),
        ("search", Some("suggest")) => vec!["q", "format"],
        ("critics" | "outlets", None) => vec!["letter", "page"],
        ("critics" | "outlets", Some(_))
        | ("waiting" | "unreadable" | "festivals" | "awards", None) => vec!["page"],
        ("people", None) => vec!["q", "page"],
        ("search", None) => vec!["q"],
        ("quotes", None) => vec!["words", "film"],
        ("log", None) => vec!["before"],
        _ => Vec::new(),
    }
}

async fn robots() -> &'static str {
    "User-agent: *\nAllow: /\n"
}

async fn favicon() -> Response {
    crate::front::redirect(&ICON_PATH)
}

/// What every page has around its content.
#[derive(Debug)]
pub(crate) struct Frame {
    /// The site's name.
    site: String,
    /// The page's own title.
    title: String,
    description: String,
    /// The page's one address; none for an error's page.
    canonical: Option<String>,
    notice: Option<String>,
    style: &'static str,
    icon: &'static str,
    /// Typefaces that every page needs.
    fonts: &'static [String],
    /// The part of the site for the navigation: `films`, `critics`, ...
    part: &'static str,
    head: Option<HeadLine>,
}

/// Where the ledger stands, for the foot of a page.
#[derive(Debug)]
struct HeadLine {
    seq: String,
    href: String,
    at: Option<(String, String)>,
    hash: String,
}

impl Frame {
    /// A page at `path` (canonical, with the query that belongs to it).
    fn new(
        settings: &SiteSettings,
        head: Option<&Head>,
        part: &'static str,
        title: impl Into<String>,
        path: &str,
    ) -> Self {
        let base = settings.base_url.as_deref().unwrap_or_default();
        Self {
            site: settings.name.clone(),
            title: title.into(),
            description: "The open record of how films are received: every score with its \
                interval, and every figure traced to the words it came from."
                .to_owned(),
            canonical: (part != "trouble").then(|| format!("{}{path}", base.trim_end_matches('/'))),
            notice: settings.notice.clone(),
            style: &STYLE_PATH,
            icon: &ICON_PATH,
            fonts: &FIRST_FONTS,
            part,
            head: head.map(|head| HeadLine {
                seq: show::count(u64::try_from(head.seq.0).unwrap_or(0)),
                href: crate::links::entry(head.seq),
                at: head.at.map(|at| (show::iso(at), show::moment(at))),
                hash: head.hash.to_string().chars().take(12).collect(),
            }),
        }
    }

    fn described(mut self, description: impl Into<String>) -> Self {
        self.description = description.into();
        self
    }

    /// Whether the small search form stands in the masthead.
    fn has_quick_search(&self) -> bool {
        !matches!(self.part, "home" | "search")
    }
}

impl Site {
    fn frame(&self, ask: &Ask, part: &'static str, title: impl Into<String>, path: &str) -> Frame {
        Frame::new(&self.settings, Some(&ask.head), part, title, path)
    }
}

/// Prints a page.
fn page(template: &impl Template) -> Result<Response, SiteError> {
    Ok(Html(template.render()?).into_response())
}

/// Links to the pages before and after in a long list.
#[derive(Debug)]
struct Pages {
    before: Option<String>,
    after: Option<String>,
    /// `Page 2`, `Page 2 of 7`
    words: String,
}

impl Pages {
    /// `more` tells whether another page follows; `total` is the number of pages where known.
    fn new(ask: &Ask, path: &str, page: u32, more: bool, total: Option<u32>) -> Self {
        let to = |page: u32| {
            let number = if page == 1 {
                String::new()
            } else {
                page.to_string()
            };
            format!("{path}{}", ask.query.set("page", &number))
        };
        Self {
            before: (page > 1).then(|| to(page - 1)),
            after: more.then(|| to(page + 1)),
            words: match total {
                Some(total) => format!("Page {page} of {}", total.max(1)),
                None => format!("Page {page}"),
            },
        }
    }

    fn are_needed(&self) -> bool {
        self.before.is_some() || self.after.is_some()
    }
}
