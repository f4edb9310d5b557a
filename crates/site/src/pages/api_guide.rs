//! The API in words, for people who write programs: made from `openapi.json`, so that no route is
//! missing.

use super::{Frame, page};
use crate::api::OPENAPI;
use crate::ask::Ask;
use crate::error::SiteError;
use crate::front::Site;
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

#[derive(Template)]
#[template(path = "api.html")]
struct GuidePage {
    frame: Frame,
    routes: &'static [Route],
}

/// One thing that can be asked or done, as the page's table shows it.
struct Route {
    method: String,
    address: String,
    /// The names of the query string's parameters.
    parameters: Vec<String>,
    summary: String,
}

/// What the page needs of an OpenAPI description.
#[derive(Deserialize)]
struct Description {
    paths: BTreeMap<String, BTreeMap<String, Operation>>,
}

#[derive(Deserialize)]
struct Operation {
    #[serde(default)]
    summary: String,
    #[serde(default)]
    parameters: Vec<Parameter>,
}

#[derive(Deserialize)]
struct Parameter {
    name: String,
    r#in: String,
}

static ROUTES: LazyLock<Vec<Route>> = LazyLock::new(|| routes(&OPENAPI));

pub(super) async fn guide(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    page(&GuidePage {
        frame: site.frame(&ask, "api", "For programs", "/api"),
        routes: &ROUTES,
    })
}

/// Every operation of the description, in the order of addresses; what reads before what writes.
fn routes(description: &str) -> Vec<Route> {
    let Ok(description) = serde_json::from_str::<Description>(description) else {
        return Vec::new();
    };
    let mut routes: Vec<Route> = Vec::new();
    for (address, operations) in description.paths {
        for (method, operation) in operations {
            routes.push(Route {
                method: method.to_ascii_uppercase(),
                address: address.clone(),
                parameters: (operation.parameters.into_iter())
                    .filter(|parameter| parameter.r#in == "query")
                    .map(|parameter| parameter.name)
                    .collect(),
                summary: operation.summary,
            });
        }
    }
    routes.sort_by_key(|route| route.method != "GET");
    routes
}

#[cfg(test)]
mod tests {
    use super::{OPENAPI, ROUTES};

    #[test]
    fn the_page_shows_each_operation_of_the_description() {
        let description: serde_json::Value = serde_json::from_str(&OPENAPI).unwrap();
        let paths = description["paths"].as_object().unwrap();
        let mut described: Vec<String> = (paths.iter())
            .flat_map(|(address, operations)| {
                let methods = operations.as_object().unwrap().keys();
                methods.map(move |method| format!("{} {address}", method.to_uppercase()))
            })
            .collect();
        let mut shown: Vec<String> = (ROUTES.iter())
            .map(|route| format!("{} {}", route.method, route.address))
            .collect();
        described.sort();
        shown.sort();
        assert_eq!(shown, described);
        assert!(ROUTES.iter().all(|route| !route.summary.is_empty()));
    }
}
