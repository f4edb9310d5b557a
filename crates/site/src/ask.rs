//! What a request asks: path, query and the head it is answered for, all checked.

use crate::error::SiteError;
use axum::extract::{FromRequestParts, RawPathParams};
use axum::http::request::Parts;
use ovation_desk::{DeskError, outlet_called, panel_called};
use ovation_ledger::{Head, Ledger};
use ovation_score::{OutletWeights, Panel, Question};
use ovation_terms::{Day, Moment};
use std::str::FromStr;
use url::form_urlencoded;

/// Longest path and query together that is read, in bytes.
pub(crate) const ADDRESS_BYTES: usize = 4096;
/// Longest single query value, in characters; a title of 200 characters is still found.
const VALUE_CHARS: usize = 200;
/// Longest quotation that is checked, in characters.
const WORDS_CHARS: usize = 1_200;
/// Longest panel, in characters: some fifty critics with their names.
const PANEL_CHARS: usize = 1_200;
/// Highest page number of a list.
const PAGE_MOST: u32 = 100_000;

/// The names that a question's parts have in an address.
pub(crate) const QUESTION: [&str; 5] = ["as_of", "known_at", "formula", "panel", "weights"];

/// A request's path parameters, query and head.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    /// Where the ledger stands for this answer.
    pub(crate) head: Head,
    params: Vec<(String, String)>,
    pub(crate) query: Query,
}

impl Ask {
    /// A number in the path, such as a film's; anything else is "not in the record".
    pub(crate) fn id<T: FromStr>(&self, what: &'static str) -> Result<T, SiteError> {
        let text = self.param("id");
        // Only one spelling of a number leads to a page: no `+1`, no `01`.
        let plain = text.len() <= 18
            && !text.starts_with('0')
            && !text.is_empty()
            && text.bytes().all(|byte| byte.is_ascii_digit());
        let shown = || text.chars().take(60).collect::<String>();
        if plain {
            text.parse()
                .ok()
                .ok_or_else(|| SiteError::no_such(what, shown()))
        } else {
            Err(SiteError::no_such(what, shown()))
        }
    }

    /// A path parameter, empty when the route has none of that name.
    pub(crate) fn param(&self, name: &str) -> &str {
        self.params
            .iter()
            .find(|(known, _)| known == name)
            .map_or("", |(_, value)| value)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Ask {
    type Rejection = SiteError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, SiteError> {
        let params = RawPathParams::from_request_parts(parts, state)
            .await
            .map(|raw| {
                raw.iter()
                    .map(|(name, value)| (name.to_owned(), value.to_owned()))
                    .collect()
            })
            .ok()
            .ok_or(SiteError::NoPage)?;
        let head = parts.extensions.get::<Head>().copied();
        Ok(Self {
            head: head.ok_or(SiteError::Crashed)?,
            params,
            query: Query::parse(parts.uri.query().unwrap_or_default())?,
        })
    }
}

/// A query's names and values; empty values, as forms send them, are left out.
#[derive(Clone, Debug, Default)]
pub(crate) struct Query(Vec<(String, String)>);

impl Query {
    /// Reads `a=1&b=2`.
    ///
    /// # Errors
    /// [`SiteError::BadQuery`] for a name given twice or a value beyond the limit.
    pub(crate) fn parse(text: &str) -> Result<Self, SiteError> {
        let mut pairs: Vec<(String, String)> = Vec::new();
        for (name, value) in form_urlencoded::parse(text.as_bytes()) {
            let value = value.trim();
            if value.is_empty() {
                continue;
            }
            let most = match name.as_ref() {
                "words" => WORDS_CHARS,
                // Numbers and names of everybody who was picked.
                "panel" | "critics" | "outlets" => PANEL_CHARS,
                // Many questions in one.
                "queries" => ADDRESS_BYTES,
                _ => VALUE_CHARS,
            };
            if value.chars().count() > most {
                let wanted = format!("at most {most} characters");
                return Err(SiteError::bad(&name, wanted, value));
            }
            if pairs.iter().any(|(known, _)| *known == name) {
                return Err(SiteError::bad(&name, "one value", "several"));
            }
            pairs.push((name.into_owned(), value.to_owned()));
        }
        Ok(Self(pairs))
    }

    /// The value of a name.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// Refuses names nobody reads: a mistyped `asof` must not quietly answer for today.
    pub(crate) fn only(&self, names: &[&str]) -> Result<(), SiteError> {
        match self
            .0
            .iter()
            .find(|(name, _)| !names.contains(&name.as_str()))
        {
            None => Ok(()),
            Some((name, value)) => {
                let wanted = if names.is_empty() {
                    "no parameters here".to_owned()
                } else {
                    format!("one of the names {}", names.join(", "))
                };
                Err(SiteError::bad(name, wanted, value))
            }
        }
    }

    /// A value read by its type.
    pub(crate) fn read<T: FromStr>(
        &self,
        name: &str,
        wanted: &str,
    ) -> Result<Option<T>, SiteError> {
        self.get(name)
            .map(|text| {
                text.parse()
                    .ok()
                    .ok_or_else(|| SiteError::bad(name, wanted, text))
            })
            .transpose()
    }

    /// A value that is one of a few codes.
    pub(crate) fn choice<T>(
        &self,
        name: &str,
        codes: &[&str],
        from_code: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, SiteError> {
        self.get(name)
            .map(|text| {
                from_code(text).ok_or_else(|| {
                    SiteError::bad(name, format!("one of {}", codes.join(", ")), text)
                })
            })
            .transpose()
    }

    /// The two clocks, `as_of` and `known_at`.
    pub(crate) fn clocks(&self) -> Result<Clocks, SiteError> {
        const DAY: &str = "a day like `2024-03-01`";
        Ok(Clocks {
            as_of: self.read("as_of", DAY)?,
            known_at: self.read("known_at", "a day or a moment like `2024-03-01T12:00:00Z`")?,
        })
    }

    /// A whole question: both clocks, `formula`, `panel` and `weights`.
    /// Critics and outlets stand there by number or by any of their names.
    pub(crate) async fn question(&self, ledger: &Ledger) -> Result<Question, SiteError> {
        const FORMULA: &str =
            "`approval`, `average-rating`, `weighted-score` or `adjusted-approval`";
        const WEIGHTS: &str =
            "weights like `2:1.5,Meridian:0`, an outlet's number or name and what it weighs";
        let clocks = self.clocks()?;
        let mut weights = OutletWeights::new();
        for one in self
            .get("weights")
            .into_iter()
            .flat_map(|text| text.split(','))
        {
            let (outlet, weight) = one
                .rsplit_once(':')
                .and_then(|(outlet, weight)| Some((outlet, weight.parse::<f64>().ok()?)))
                .filter(|(_, weight)| weight.is_finite() && *weight >= 0.0)
                .ok_or_else(|| SiteError::bad("weights", WEIGHTS, one))?;
            let outlet = match outlet.parse() {
                Ok(id) => id,
                Err(_) => named("weights", outlet_called(ledger, outlet).await)?,
            };
            weights.insert(outlet, weight);
        }
        Ok(Question {
            as_of: clocks.as_of,
            known_at: clocks.known_at,
            formula: self.read("formula", FORMULA)?.unwrap_or_default(),
            panel: match self.get("panel") {
                Some(text) => named("panel", panel_called(ledger, text).await)?,
                None => Panel::default(),
            },
            weights,
        })
    }

    /// Number of a list's page, counted from 1.
    pub(crate) fn page(&self) -> Result<u32, SiteError> {
        let page = self.read("page", "a page number from 1")?.unwrap_or(1);
        if (1..=PAGE_MOST).contains(&page) {
            Ok(page)
        } else {
            Err(SiteError::bad(
                "page",
                "a page number from 1",
                &page.to_string(),
            ))
        }
    }

    /// The same query with one name set, or, with an empty value, dropped.
    pub(crate) fn set(&self, name: &str, value: &str) -> Self {
        let kept = self.0.iter().filter(|(known, _)| known != name).cloned();
        let new = (!value.is_empty()).then(|| (name.to_owned(), value.to_owned()));
        Self(kept.chain(new).collect())
    }

    /// Only the names given, in that order.
    pub(crate) fn keep(&self, names: &[&str]) -> Self {
        Self(
            names
                .iter()
                .filter_map(|name| Some(((*name).to_owned(), self.get(name)?.to_owned())))
                .collect(),
        )
    }
}

impl std::fmt::Display for Query {
    /// As it stands in an address: `?a=1&b=2`, or nothing.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.0.is_empty() {
            return Ok(());
        }
        let mut made = form_urlencoded::Serializer::new(String::new());
        made.extend_pairs(&self.0);
        write!(f, "?{}", made.finish())
    }
}

/// What words of a parameter name, or why it cannot be told.
pub(crate) fn named<T>(name: &'static str, called: Result<T, DeskError>) -> Result<T, SiteError> {
    called.map_err(|error| match error {
        DeskError::NotSo(why) => SiteError::BadName { name, why },
        other => other.into(),
    })
}

/// The two clocks as asked; none means now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Clocks {
    /// Reviews published by the end of this day.
    pub(crate) as_of: Option<Day>,
    /// What the ledger knew by then.
    pub(crate) known_at: Option<Moment>,
}

impl Clocks {
    /// Whether either is set back.
    pub(crate) fn are_set(&self) -> bool {
        self.as_of.is_some() || self.known_at.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drops_empty_values_and_refuses_repeats() {
        let query = Query::parse("q=lamp&as_of=&page=2").expect("a query");
        assert_eq!(query.get("as_of"), None);
        assert_eq!(query.set("page", "3").to_string(), "?q=lamp&page=3");
        assert_eq!(query.set("page", "").to_string(), "?q=lamp");
        assert!(Query::parse("q=a&q=b").is_err());
        assert!(Query::parse(&format!("q={}", "x".repeat(201))).is_err());
    }

    #[test]
    fn names_the_trouble_of_a_bad_day() {
        let query = Query::parse("as_of=2024-02-31").expect("a query");
        let error = query.clocks().expect_err("a day no calendar has");
        assert_eq!(
            error.to_string(),
            "`as_of`: expected a day like `2024-03-01`, found `2024-02-31`"
        );
    }
}
