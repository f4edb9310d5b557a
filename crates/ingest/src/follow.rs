//! Following lists: the pages that feeds, sitemaps and lists of addresses name, one after the other.

use super::account::Ticket;
use super::archives::Why;
use super::produce::{Gone, Producer};
use super::{ItemLeftOut, Piece};
use ovation_gather::Missed;
use ovation_read::{ItemHolds, Named, NamedItem, Reading};
use ovation_terms::{Complaint, ComplaintKind};
use std::collections::{BTreeSet, VecDeque};
use std::sync::Arc;
use url::Url;

/// Bounds on what lists may have fetched in one ingest.
#[derive(Clone, Debug)]
pub struct CrawlLimits {
    /// Addresses asked for because a list names them; 50,000, which take most of a day at a second each.
    pub pages: u64,
    /// Lists within lists: 4 are an index of sitemaps, its sitemaps, and two more such steps.
    pub depth: usize,
    /// Hosts that are asked; 100.
    pub hosts: usize,
    /// Bytes of all that is fetched; 8 GiB.
    pub bytes: u64,
}

impl Default for CrawlLimits {
    fn default() -> Self {
        Self {
            pages: 50_000,
            depth: 4,
            hosts: 100,
            bytes: 8 << 30,
        }
    }
}

/// Pages fetched before they are read and made durable: a crawl that is broken off loses no more.
const FETCHED_AT_ONCE: usize = 16;

/// An address that was named twice, or led to a page that was read already.
pub(super) const ASKED_ONCE: Why = (
    "asked-once",
    "addresses named again, which are asked for once",
);
const SAME_PAGE: Why = (
    "same-page",
    "addresses that lead to a page which was read already",
);
const NOT_FOLLOWED: Why = (
    "not-followed",
    "addresses of a list; --follow-items fetches them",
);
const BEYOND: Why = ("beyond-limit", "what stands beyond a limit");
const NO_ADDRESS: Why = (
    "no-address",
    "what a list has that is no address of the web",
);

/// An address to be fetched.
struct Asked {
    ticket: Ticket,
    address: String,
    /// Lists around it.
    depth: usize,
}

/// What is to be fetched, and what was.
#[derive(Default)]
pub(super) struct Crawl {
    queue: VecDeque<Asked>,
    /// Addresses asked for so far, without fragments, and those they led to: lists may name each other,
    /// and themselves.
    asked: BTreeSet<String>,
    hosts: BTreeSet<String>,
    pages: u64,
    bytes: u64,
    /// Limits that were complained of.
    told: BTreeSet<&'static str>,
    /// Pages fetched and not read yet.
    waiting: usize,
}

/// A list that was read.
pub(super) struct Listing {
    address: Arc<str>,
    links: Vec<String>,
    named: Named,
    is_feed: bool,
    depth: usize,
}

impl Listing {
    /// Takes the list out of a reading; none for a page.
    pub(super) fn of(address: &str, reading: &mut Reading, depth: usize) -> Option<Self> {
        reading.kind.is_listing().then(|| Self {
            address: Arc::from(address),
            is_feed: !reading.named.items.is_empty(),
            links: std::mem::take(&mut reading.links),
            named: std::mem::take(&mut reading.named),
            depth,
        })
    }

    /// Whether it names anything.
    pub(super) fn names_any(&self) -> bool {
        !self.links.is_empty() || !self.named.items.is_empty()
    }

    /// Whether its items speak for themselves.
    pub(super) fn is_feed(&self) -> bool {
        self.is_feed
    }
}

impl Producer<'_> {
    /// Accounts for all that a list names: what stands in it whole, what is to be fetched, and what is
    /// neither.
    pub(super) fn take_listing(&mut self, listing: Listing) -> Result<(), Gone> {
        let Listing {
            address,
            links,
            named,
            is_feed,
            depth,
        } = listing;
        let follows = self.settings.follow_items;
        let mut whole = 0;
        let mut fetched_anyway = Vec::new();
        for item in named.items {
            let ticket = self
                .account
                .take_in(item.link.as_deref().unwrap_or(&address));
            match item {
                NamedItem {
                    holds: ItemHolds::Review,
                    link,
                    ..
                } => {
                    ticket.tell();
                    whole += 1;
                    fetched_anyway.extend(link);
                }
                NamedItem {
                    link: Some(link), ..
                } if follows => self.ask(ticket, &link, depth + 1)?,
                item => self.left_out.push((ticket, left_out(&address, item))),
            }
        }
        self.sender.send(Piece::ItemsRead(whole))?;
        let links = if is_feed { fetched_anyway } else { links };
        if follows {
            for link in links {
                let ticket = self.account.take_in(&link);
                self.ask(ticket, &link, depth + 1)?;
            }
        } else if !is_feed {
            self.pass_many(&address, NOT_FOLLOWED, links.len() as u64);
        }
        self.pass_many(&address, ASKED_ONCE, named.repeated);
        self.pass_many(&address, BEYOND, named.beyond);
        self.pass_many(&address, NO_ADDRESS, named.unusable);
        Ok(())
    }

    /// Takes parcels in that are passed over there and then.
    pub(super) fn pass_many(&mut self, within: &Arc<str>, why: Why, count: u64) {
        if count > 0 {
            self.account.take_in_passed(count);
            *self
                .passed_over
                .entry((Arc::clone(within), why))
                .or_default() += count;
        }
    }

    /// Tells of the items whose pages were not fetched: whoever keeps the record knows by now whether
    /// these were read by another way.
    pub(super) fn send_left_out(&mut self) -> Result<(), Gone> {
        for (ticket, item) in std::mem::take(&mut self.left_out) {
            ticket.tell();
            self.sender.send(Piece::ItemLeftOut(item))?;
        }
        Ok(())
    }

    /// A parcel that was taken in is passed over.
    fn pass(&mut self, ticket: Ticket, why: Why) {
        let within = Arc::from(ticket.address());
        ticket.tell();
        *self.passed_over.entry((within, why)).or_default() += 1;
    }

    /// Puts an address into the queue.
    fn ask(&mut self, ticket: Ticket, address: &str, depth: usize) -> Result<(), Gone> {
        let address = plain(address);
        let most = self.settings.crawl.depth;
        if self.crawl.asked.contains(&address) {
            self.pass(ticket, ASKED_ONCE);
            return Ok(());
        }
        if depth > most {
            let detail = format!(
                "lists within lists are followed {most} deep (`depth`); give the inner list itself, or \
                 allow more with --max-depth"
            );
            return self.refuse(ticket, "depth", ComplaintKind::TooDeep, &detail);
        }
        self.crawl.asked.insert(address.clone());
        self.crawl.queue.push_back(Asked {
            ticket,
            address,
            depth,
        });
        Ok(())
    }

    /// An address beyond a limit: the first one is missed and says so, the others are passed over.
    fn refuse(
        &mut self,
        ticket: Ticket,
        limit: &'static str,
        kind: ComplaintKind,
        detail: &str,
    ) -> Result<(), Gone> {
        if !self.crawl.told.insert(limit) {
            self.pass(ticket, BEYOND);
            return Ok(());
        }
        let detail = format!("{detail}; this address and others beyond the limit were not fetched");
        let missed = Missed {
            address: ticket.address().to_owned(),
            complaint: Complaint::lost(kind, "", detail),
        };
        self.sender.miss(ticket, missed)
    }

    /// Takes an address that the operator named.
    pub(super) fn take_address(&mut self, address: &str) -> Result<(), Gone> {
        let ticket = self.account.take_in(address);
        self.ask(ticket, address, 0)
    }

    /// Fetches and reads what is in the queue, and what that names, until nothing is left.
    pub(super) fn follow(&mut self) -> Result<(), Gone> {
        loop {
            while let Some(asked) = self.crawl.queue.pop_front() {
                self.fetch(asked)?;
                if self.crawl.waiting >= FETCHED_AT_ONCE {
                    self.crawl.waiting = 0;
                    self.catch_up()?;
                    self.sender.flush()?;
                }
            }
            self.crawl.waiting = 0;
            self.catch_up()?;
            if self.crawl.queue.is_empty() {
                return Ok(());
            }
        }
    }

    fn fetch(&mut self, asked: Asked) -> Result<(), Gone> {
        let Asked {
            ticket,
            address,
            depth,
        } = asked;
        let limits = &self.settings.crawl;
        // What the operator named is fetched whatever lists name.
        if depth > 0 {
            let host = host_of(&address);
            let (limit, what, most) = if self.crawl.pages >= limits.pages {
                ("pages", "pages", limits.pages)
            } else if self.crawl.bytes >= limits.bytes {
                ("bytes", "bytes", limits.bytes)
            } else if !self.crawl.hosts.contains(&host) && self.crawl.hosts.len() >= limits.hosts {
                ("hosts", "hosts", limits.hosts as u64)
            } else {
                self.crawl.pages += 1;
                self.crawl.hosts.insert(host);
                ("", "", 0)
            };
            if !limit.is_empty() {
                let detail = format!(
                    "lists may have at most {most} {what} fetched in one run (`{limit}`); give the \
                     lists in parts, or allow more with --max-{limit}"
                );
                return self.refuse(ticket, limit, ComplaintKind::TooMany, &detail);
            }
        }
        let Some(fetcher) = &self.settings.fetcher else {
            let detail = "there is nothing to fetch it with in this run";
            let complaint = Complaint::lost(ComplaintKind::Unreachable, "", detail);
            return self.sender.miss(ticket, Missed { address, complaint });
        };
        match self.runtime.block_on(fetcher.fetch(&address)) {
            Err(missed) => self.sender.miss(ticket, missed),
            Ok(parcel) => {
                self.crawl.bytes += parcel.packed_bytes().unwrap_or(0);
                let reached = plain(parcel.address());
                if reached != address && !self.crawl.asked.insert(reached) {
                    self.pass(ticket, SAME_PAGE);
                    return Ok(());
                }
                self.crawl.waiting += 1;
                if parcel.is_archive() {
                    ticket.open();
                    return self.take_parcel(parcel, depth);
                }
                self.take(ticket, parcel, depth)
            }
        }
    }
}

/// What to say of an item whose page was not fetched.
fn left_out(feed: &Arc<str>, item: NamedItem) -> ItemLeftOut {
    ItemLeftOut {
        feed: Arc::clone(feed),
        complaint: complaint_of(&item),
        page: item.link,
    }
}

fn complaint_of(item: &NamedItem) -> Complaint {
    let name = match (&item.link, &item.title) {
        (Some(link), _) => format!("item {link}"),
        (None, Some(title)) => format!("item `{title}`"),
        (None, None) => format!("item {}", item.number),
    };
    match (&item.holds, &item.link) {
        (ItemHolds::NoReview(why), _) => {
            Complaint::lost(ComplaintKind::NoReview, name, why.as_str())
        }
        (_, Some(_)) => Complaint::lost(
            ComplaintKind::Excerpt,
            name,
            "the feed has only the beginning of this page; --follow-items fetches the whole",
        ),
        (_, None) => Complaint::lost(
            ComplaintKind::Excerpt,
            name,
            "the feed has only the beginning of this page, and no address; save the page and give \
             the file",
        ),
    }
}

/// An address without its fragment, which no server sees.
fn plain(address: &str) -> String {
    match Url::parse(address.trim()) {
        Ok(mut url) => {
            url.set_fragment(None);
            url.to_string()
        }
        Err(_not_one) => address.trim().to_owned(),
    }
}

fn host_of(address: &str) -> String {
    let url = Url::parse(address).ok();
    let host = url.as_ref().and_then(Url::host_str);
    host.unwrap_or_default().to_owned()
}
