//! A pause between requests to one host.

use reqwest::Url;
use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};
use tokio::time::{Instant, sleep_until};

/// Hosts remembered at most; those whose pause is over are forgotten first.
const HOSTS: usize = 10_000;

/// When each host may be asked next.
#[derive(Debug, Default)]
pub(super) struct Pace {
    next: Mutex<BTreeMap<String, Instant>>,
}

impl Pace {
    /// Waits for this request's turn at its host.
    pub(super) async fn turn(&self, url: &Url, pause: Duration) {
        if !pause.is_zero() {
            let host = url.host_str().unwrap_or_default();
            sleep_until(self.book(host, Instant::now(), pause)).await;
        }
    }

    /// The moment of a request's turn; the host is taken for `pause` after it.
    fn book(&self, host: &str, now: Instant, pause: Duration) -> Instant {
        let mut next = self.next.lock().unwrap_or_else(PoisonError::into_inner);
        if next.len() >= HOSTS {
            next.retain(|_, free| *free > now);
        }
        let turn = next.get(host).copied().map_or(now, |free| free.max(now));
        next.insert(host.to_owned(), turn + pause);
        turn
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_to_one_host_stand_in_line_and_others_do_not_wait() {
        let pace = Pace::default();
        let now = Instant::now();
        let pause = Duration::from_secs(2);
        assert_eq!(pace.book("a.example", now, pause), now);
        assert_eq!(pace.book("a.example", now, pause), now + pause);
        assert_eq!(pace.book("a.example", now, pause), now + pause * 2);
        assert_eq!(pace.book("b.example", now, pause), now);
        let later = now + Duration::from_mins(1);
        assert_eq!(pace.book("a.example", later, pause), later);
    }
}
