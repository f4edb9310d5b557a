//! Pages from the web, asked for with manners and within limits.

mod address;
mod pace;
mod resolve;
mod robots;
mod trail;
mod words;

pub use address::refuses_address;

use crate::{
    GatherError, GatherLimits, Missed, Parcel,
    limits::size_words,
    magic::{HEAD_BYTES, Shape, ZSTD, shape},
    name::file_name,
};
use address::{Guard, refused_host};
use ovation_terms::{Complaint, ComplaintKind};
use pace::Pace;
use reqwest::{
    Client, Response, StatusCode, Url,
    header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderValue, LOCATION},
};
use resolve::GuardedDns;
use robots::RobotsShelf;
use std::{net::SocketAddr, sync::Arc, time::Duration};
use trail::Trail;

/// What a [`Fetcher`] keeps to.
#[derive(Clone, Debug)]
pub struct FetchSettings {
    /// Bounds on size, time and redirects.
    pub limits: GatherLimits,
    /// Who asks, as `name/version (+address of a page about it)`. The name before the first `/`
    /// or space is also the one looked for in robots.txt.
    pub user_agent: String,
    /// Whether addresses in private networks may be asked: an operator's own choice, never a
    /// page's. Names and numbers alike, on every port.
    pub allow_private: bool,
    /// Least time between two requests to one host, in milliseconds. A longer `Crawl-delay` in
    /// robots.txt is kept to, up to 30 seconds.
    pub pause_ms_per_host: u64,
    /// Whether robots.txt is asked for and kept to.
    pub respect_robots: bool,
}

impl Default for FetchSettings {
    /// Default limits, public addresses only, a second between requests, robots.txt kept to.
    fn default() -> Self {
        Self {
            limits: GatherLimits::default(),
            user_agent: concat!("ovation/", env!("CARGO_PKG_VERSION")).to_owned(),
            allow_private: false,
            pause_ms_per_host: 1000,
            respect_robots: true,
        }
    }
}

/// Gets pages from the web. One for the whole process: it remembers robots.txt and when each
/// host was last asked.
///
/// - Only `http` and `https`, no names or passwords in the address, any port.
/// - Only public addresses, unless the settings say otherwise: checked in the address itself, in
///   what DNS gives (the very address that is connected to), and again on every redirect.
/// - Redirects are followed up to `limits.redirects`, never in a circle, and never from `https`
///   down to `http`, where anybody on the way could change the page.
/// - robots.txt as RFC 9309 has it; no cookies, no `Referer`, no proxy from the environment (a
///   proxy would look names up by itself, out of the guard's sight).
/// - At most `limits.page_bytes`, counted after `Content-Encoding` is undone, and at most
///   `limits.fetch_timeout` for all of it.
#[derive(Debug)]
pub struct Fetcher {
    client: Client,
    settings: FetchSettings,
    guard: Arc<Guard>,
    robots: RobotsShelf,
    pace: Pace,
}

/// Sent as `Accept`: pages first, feeds and tables as well.
const ACCEPTED: &str = "text/html,application/xhtml+xml,application/atom+xml;q=0.9,\
                        application/rss+xml;q=0.9,application/feed+json;q=0.9,\
                        application/xml;q=0.8,text/csv;q=0.8,application/json;q=0.8,\
                        text/plain;q=0.7,*/*;q=0.1";

/// What is done with the body of an answer.
#[derive(Clone, Copy)]
enum Wanted {
    /// A source: of a type that is read, whole or not at all.
    Source,
    /// Rules for robots: of any type, and cut at the size.
    Rules,
}

/// An answer to one request.
enum Answer {
    Redirect(Url),
    Body {
        content_type: Option<String>,
        bytes: Vec<u8>,
    },
}

/// Why one request gave nothing.
struct Trouble {
    status: Option<StatusCode>,
    complaint: Complaint,
}

impl From<Complaint> for Trouble {
    fn from(complaint: Complaint) -> Self {
        Self {
            status: None,
            complaint,
        }
    }
}

impl Fetcher {
    /// A fetcher under these settings.
    ///
    /// # Errors
    /// [`GatherError::UserAgent`] when the name can't be sent or has no product name in front;
    /// [`GatherError::Client`] when TLS can't be set up.
    pub fn new(settings: FetchSettings) -> Result<Self, GatherError> {
        Self::with_opened(settings, Vec::new())
    }

    /// [`new`](Self::new), with some addresses opened that the guard would refuse, such as one
    /// server of the operator's own: by number and port, as they stand in the URL. Names that
    /// lead to them stay refused.
    ///
    /// # Errors
    /// As [`new`](Self::new).
    pub fn with_opened(
        settings: FetchSettings,
        opened: Vec<SocketAddr>,
    ) -> Result<Self, GatherError> {
        let bad_agent = || GatherError::UserAgent {
            found: settings.user_agent.clone(),
        };
        let agent =
            HeaderValue::from_str(&settings.user_agent).map_err(|_not_sendable| bad_agent())?;
        let product = robots::product(&settings.user_agent).ok_or_else(bad_agent)?;
        let guard = Arc::new(Guard {
            allow_private: settings.allow_private,
            opened,
        });
        let mut headers = HeaderMap::new();
        headers.insert(ACCEPT, HeaderValue::from_static(ACCEPTED));
        // The first that is set stays: whoever embeds this may have chosen another.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .user_agent(agent)
            .default_headers(headers)
            .no_proxy()
            .referer(false)
            .redirect(reqwest::redirect::Policy::none())
            .connect_timeout(settings.limits.connect_timeout)
            .dns_resolver(GuardedDns {
                guard: Arc::clone(&guard),
            })
            .build()
            .map_err(GatherError::Client)?;
        Ok(Self {
            client,
            guard,
            robots: RobotsShelf::new(product),
            pace: Pace::default(),
            settings,
        })
    }

    /// Gets one page, feed, table or text, or an archive, which
    /// [`gather_parcel`](crate::gather_parcel) opens.
    ///
    /// # Errors
    /// A [`Missed`] with the address as asked for (a password in it left out) and
    /// [`ComplaintKind::Refused`] (the guard, robots.txt, a redirect down to `http` or in a
    /// circle), [`ComplaintKind::Unreachable`] (no answer, an error status),
    /// [`ComplaintKind::TooMany`] (redirects), [`ComplaintKind::TooLarge`] or
    /// [`ComplaintKind::UnknownFormat`].
    pub async fn fetch(&self, url: &str) -> Result<Parcel, Missed> {
        match Box::pin(self.source(url)).await {
            Ok(parcel) => Ok(parcel),
            Err(complaint) => Err(Missed {
                address: without_password(url),
                complaint,
            }),
        }
    }

    async fn source(&self, asked: &str) -> Result<Parcel, Complaint> {
        let mut url = Url::parse(asked.trim()).map_err(|error| {
            refused(format!(
                "expected an address like `https://site.example/page` ({error})"
            ))
        })?;
        url.set_fragment(None);
        let mut trail = Trail::new(&url, &self.settings.limits);
        loop {
            self.check(&url)?;
            let mut pause = self.pause();
            if self.settings.respect_robots {
                let delay = Box::pin(self.robots_permit(&url)).await?;
                pause = pause.max(delay);
            }
            match self.request(&url, Wanted::Source, pause, &mut trail).await {
                Ok(Answer::Redirect(next)) => url = trail.follow(&url, next)?,
                Ok(Answer::Body {
                    content_type,
                    bytes,
                }) => {
                    return self.parcel(asked, &url, content_type, bytes);
                }
                Err(trouble) => return Err(trouble.complaint),
            }
        }
    }

    fn check(&self, url: &Url) -> Result<(), Complaint> {
        self.guard
            .refuses_url(url)
            .map_or(Ok(()), |detail| Err(refused(detail)))
    }

    fn pause(&self) -> Duration {
        Duration::from_millis(self.settings.pause_ms_per_host)
    }

    /// One request in its turn, within the time that is left.
    async fn request(
        &self,
        url: &Url,
        wanted: Wanted,
        pause: Duration,
        trail: &mut Trail,
    ) -> Result<Answer, Trouble> {
        self.pace.turn(url, pause).await;
        trail.timed(Box::pin(self.answer(url, wanted))).await?
    }

    async fn answer(&self, url: &Url, wanted: Wanted) -> Result<Answer, Trouble> {
        let response = self
            .client
            .get(url.clone())
            .send()
            .await
            .map_err(|error| words::error_complaint(&error))?;
        self.check_peer(url, &response)?;
        let status = response.status();
        if matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308)
            && let Some(target) = response.headers().get(LOCATION)
        {
            let next = target
                .to_str()
                .ok()
                .and_then(|target| url.join(target).ok());
            return match next {
                Some(next) => Ok(Answer::Redirect(next)),
                None => Err(refused("the server redirects to something that is no address").into()),
            };
        }
        if !status.is_success() {
            let complaint = words::status_complaint(status, response.headers());
            return Err(Trouble {
                status: Some(status),
                complaint,
            });
        }
        let content_type = response
            .headers()
            .get(CONTENT_TYPE)
            .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned());
        if matches!(wanted, Wanted::Source)
            && let Some(stated) = &content_type
            && !words::reads_type(stated)
        {
            return Err(words::type_complaint(stated).into());
        }
        let bytes = match wanted {
            Wanted::Source => self.body(response).await?,
            Wanted::Rules => robots::body(response).await?,
        };
        Ok(Answer::Body {
            content_type,
            bytes,
        })
    }

    /// Looks once more at who answered. The resolver lets nothing else be connected to; this
    /// holds even if a change elsewhere should open a way around it.
    fn check_peer(&self, url: &Url, response: &Response) -> Result<(), Complaint> {
        let Some(peer) = response.remote_addr() else {
            return Ok(());
        };
        match self.guard.refuses_ip(peer.ip()) {
            Some(reason) if !self.guard.opened.contains(&peer) => Err(refused(refused_host(
                url.host_str().unwrap_or_default(),
                reason,
            ))),
            _ => Ok(()),
        }
    }

    /// The body, decoded as it streams, up to the limit.
    async fn body(&self, mut response: Response) -> Result<Vec<u8>, Complaint> {
        let most = self.settings.limits.page_bytes;
        let too_large = || {
            Complaint::lost(
                ComplaintKind::TooLarge,
                "",
                format!(
                    "the answer is larger than {} (`page_bytes`); download it, if it is a table, \
                     and give the file",
                    size_words(most)
                ),
            )
        };
        if response
            .content_length()
            .is_some_and(|length| length > most)
        {
            return Err(too_large());
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = response
            .chunk()
            .await
            .map_err(|error| words::error_complaint(&error))?
        {
            if (bytes.len() + chunk.len()) as u64 > most {
                return Err(too_large());
            }
            bytes.extend_from_slice(&chunk);
        }
        Ok(bytes)
    }

    fn parcel(
        &self,
        asked: &str,
        url: &Url,
        content_type: Option<String>,
        bytes: Vec<u8>,
    ) -> Result<Parcel, Complaint> {
        let limits = &self.settings.limits;
        let head = bytes.get(..HEAD_BYTES).unwrap_or(&bytes);
        // Dumps are given as files.
        let unread = match shape(file_name(url.path()), head) {
            Shape::Foreign(format) if format != ZSTD => Some(format),
            Shape::Xz => Some("xz"),
            Shape::Foreign(_)
            | Shape::Plain
            | Shape::Gzip
            | Shape::Bzip2
            | Shape::Zip
            | Shape::Tar
            | Shape::Warc
            | Shape::Broken(_) => None,
        };
        if let Some(format) = unread {
            return Err(Complaint::lost(
                ComplaintKind::UnknownFormat,
                "",
                format!("the answer is packed with {format}, which is not read from the web"),
            ));
        }
        tracing::debug!(source.url = %url, size_bytes = bytes.len(), "fetched {url}");
        let asked = (asked != url.as_str()).then(|| asked.to_owned());
        Ok(Parcel::fetched(
            url.to_string(),
            asked,
            content_type,
            bytes,
            limits,
        ))
    }
}

fn refused(detail: impl Into<String>) -> Complaint {
    Complaint::lost(ComplaintKind::Refused, "", detail)
}

/// An address fit to be shown and kept.
fn without_password(asked: &str) -> String {
    match Url::parse(asked.trim()) {
        // Without a host there is no place for a password to be.
        Ok(mut url) if url.password().is_some() => match url.set_password(None) {
            Ok(()) => url.into(),
            Err(()) => asked.to_owned(),
        },
        _ => asked.to_owned(),
    }
}
