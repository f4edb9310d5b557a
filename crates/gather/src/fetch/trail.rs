//! The way of one address through its redirects: where it has been and the time it has left.

use super::refused;
use crate::GatherLimits;
use ovation_terms::{Complaint, ComplaintKind};
use reqwest::Url;
use std::{collections::BTreeSet, time::Duration};
use tokio::time::{Instant, timeout};

pub(super) struct Trail {
    been: BTreeSet<String>,
    redirects: usize,
    most: usize,
    left: Duration,
    allowed: Duration,
}

impl Trail {
    pub(super) fn new(start: &Url, limits: &GatherLimits) -> Self {
        Self {
            been: BTreeSet::from([start.to_string()]),
            redirects: 0,
            most: limits.redirects,
            left: limits.fetch_timeout,
            allowed: limits.fetch_timeout,
        }
    }

    /// Goes on to where a redirect points, if it may.
    pub(super) fn follow(&mut self, from: &Url, mut next: Url) -> Result<Url, Complaint> {
        next.set_fragment(None);
        if self.been.contains(next.as_str()) {
            return Err(refused(
                "the server redirects in a circle; open the address in a browser: it may want \
                 cookies or a signed-in reader",
            ));
        }
        if self.redirects >= self.most {
            return Err(Complaint::lost(
                ComplaintKind::TooMany,
                "",
                format!(
                    "the server redirects more than {} times (`redirects`); give the address it \
                     ends at",
                    self.most
                ),
            ));
        }
        if from.scheme() == "https" && next.scheme() == "http" {
            return Err(refused(
                "the server redirects from https to http, where anybody on the way could change \
                 the page; if that is acceptable, give the http address itself",
            ));
        }
        self.redirects += 1;
        self.been.insert(next.to_string());
        Ok(next)
    }

    /// Waits for something no longer than the time that is left.
    pub(super) async fn timed<T>(&mut self, work: impl Future<Output = T>) -> Result<T, Complaint> {
        let started = Instant::now();
        let result = timeout(self.left, work).await.map_err(|_elapsed| {
            Complaint::lost(
                ComplaintKind::Unreachable,
                "",
                format!(
                    "the server took longer than {:?} in all (`fetch_timeout`); try again later",
                    self.allowed
                ),
            )
        });
        self.left = self.left.saturating_sub(started.elapsed());
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).unwrap()
    }

    #[test]
    fn a_redirect_from_https_to_http_is_refused_and_the_way_up_is_followed() {
        let start = url("https://a.example/");
        let mut trail = Trail::new(&start, &GatherLimits::default());
        let refusal = trail.follow(&start, url("http://a.example/b")).unwrap_err();
        assert_eq!(refusal.kind, ComplaintKind::Refused);
        let start = url("http://a.example/");
        let mut trail = Trail::new(&start, &GatherLimits::default());
        assert!(trail.follow(&start, url("https://a.example/")).is_ok());
    }

    #[test]
    fn a_circle_is_seen_through_fragments() {
        let start = url("http://a.example/");
        let mut trail = Trail::new(&start, &GatherLimits::default());
        let next = trail.follow(&start, url("http://a.example/b#one")).unwrap();
        let refusal = trail
            .follow(&next, url("http://a.example/#two"))
            .unwrap_err();
        assert!(refusal.detail.contains("circle"), "{refusal}");
    }
}
