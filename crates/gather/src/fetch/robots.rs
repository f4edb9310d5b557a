//! robots.txt: asked for once a day for each site, and kept to.
//!
//! # Source
//! RFC 9309. A file that is not there (4xx) or not reached within the redirects allows all
//! (2.3.1.3, 2.3.1.2); a server in trouble or out of reach closes the site for now (2.3.1.4). We
//! also take 429 for trouble: it says that we asked too much.

use super::{Answer, Fetcher, Trail, Trouble, Wanted, refused, words};
use ovation_terms::{Complaint, ComplaintKind};
use reqwest::{Response, Url};
use robotxt::{BYTE_LIMIT, Robots};
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::{sync::OnceCell, time::Instant};

/// How long rules hold: RFC 9309 section 2.4 has no more than a day.
const KEPT: Duration = Duration::from_hours(24);
/// How long a site stays closed after its rules could not be had.
const CLOSED: Duration = Duration::from_mins(5);
/// Sites remembered at most.
const SITES: usize = 10_000;
/// The longest `Crawl-delay` kept to; longer ones are mistakes or wishes to be left out, which
/// `Disallow` is for.
const LONGEST_DELAY: Duration = Duration::from_secs(30);

#[derive(Debug)]
enum Rules {
    Told(Robots),
    Closed(Complaint),
}

#[derive(Debug)]
struct Kept {
    rules: Rules,
    until: Instant,
}

type Cell = Arc<OnceCell<Kept>>;

/// The rules of the sites asked so far.
#[derive(Debug)]
pub(super) struct RobotsShelf {
    product: String,
    sites: Mutex<BTreeMap<String, Cell>>,
}

/// The product name in front of a user agent, which robots.txt addresses.
pub(super) fn product(user_agent: &str) -> Option<String> {
    let name = user_agent.split(['/', ' ']).next().unwrap_or_default();
    let is_token = !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    is_token.then(|| name.to_owned())
}

impl RobotsShelf {
    pub(super) fn new(product: String) -> Self {
        Self {
            product,
            sites: Mutex::default(),
        }
    }

    fn cell(&self, site: &str, now: Instant) -> Cell {
        let holds = |cell: &Cell| cell.get().is_none_or(|kept| kept.until > now);
        let mut sites = self.sites.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(cell) = sites.get(site).filter(|cell| holds(cell)) {
            return Arc::clone(cell);
        }
        if sites.len() >= SITES {
            sites.retain(|_, cell| holds(cell));
        }
        if sites.len() >= SITES {
            sites.pop_first();
        }
        let cell = Cell::default();
        sites.insert(site.to_owned(), Arc::clone(&cell));
        cell
    }
}

impl Fetcher {
    /// Whether robots.txt lets this address be asked for; gives the delay it asks for.
    pub(super) async fn robots_permit(&self, url: &Url) -> Result<Duration, Complaint> {
        let site = url.origin().ascii_serialization();
        let cell = self.robots.cell(&site, Instant::now());
        let kept = cell
            .get_or_init(|| async {
                let rules = self.robots_rules(url).await;
                let holds = if matches!(rules, Rules::Told(_)) {
                    KEPT
                } else {
                    CLOSED
                };
                Kept {
                    rules,
                    until: Instant::now() + holds,
                }
            })
            .await;
        match &kept.rules {
            Rules::Told(robots) if robots.is_url_allowed(url) => {
                Ok(robots.crawl_delay().unwrap_or_default().min(LONGEST_DELAY))
            }
            Rules::Told(_) => Err(refused(format!(
                "{site}/robots.txt asks programs not to fetch this address; save the page from a \
                 browser and give the file, or ask the site"
            ))),
            Rules::Closed(why) => Err(Complaint::lost(
                why.kind,
                "",
                format!(
                    "{site}/robots.txt could not be had, so nothing is fetched from there for \
                     now: {}",
                    why.detail
                ),
            )),
        }
    }

    async fn robots_rules(&self, url: &Url) -> Rules {
        let told = |txt: &[u8]| Rules::Told(Robots::parse(txt, &self.robots.product));
        match self.robots_bytes(url).await {
            Ok(txt) => told(&txt),
            Err(Trouble {
                status: Some(status),
                ..
            }) if status.is_client_error() && status.as_u16() != 429 => told(b""),
            Err(Trouble { complaint, .. }) if complaint.kind == ComplaintKind::TooMany => told(b""),
            Err(Trouble { complaint, .. }) => Rules::Closed(complaint),
        }
    }

    async fn robots_bytes(&self, url: &Url) -> Result<Vec<u8>, Trouble> {
        let mut url = url
            .join("/robots.txt")
            .map_err(|error| refused(format!("there is no place for its robots.txt ({error})")))?;
        let mut trail = Trail::new(&url, &self.settings.limits);
        loop {
            self.check(&url)?;
            match self
                .request(&url, Wanted::Rules, self.pause(), &mut trail)
                .await?
            {
                Answer::Redirect(next) => url = trail.follow(&url, next)?,
                Answer::Body { bytes, .. } => return Ok(bytes),
            }
        }
    }
}

/// The body up to the size that RFC 9309 section 2.5 has read at least; rules behind it are not
/// seen.
pub(super) async fn body(mut response: Response) -> Result<Vec<u8>, Complaint> {
    let mut bytes = Vec::new();
    while bytes.len() < BYTE_LIMIT
        && let Some(chunk) = response
            .chunk()
            .await
            .map_err(|error| words::error_complaint(&error))?
    {
        bytes.extend_from_slice(&chunk);
    }
    bytes.truncate(BYTE_LIMIT);
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::product;

    #[test]
    fn the_product_stands_before_the_version() {
        assert_eq!(
            product("ovation/1.0 (+https://a.example)").as_deref(),
            Some("ovation")
        );
        assert_eq!(product("critics-circle").as_deref(), Some("critics-circle"));
        assert_eq!(product("/1.0"), None);
        assert_eq!(product("Mozilla; x"), None);
        assert_eq!(product(""), None);
    }
}
