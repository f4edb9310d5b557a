//! A small site on loopback that answers as it is told.

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

/// What the site answers to a path.
#[derive(Clone, Debug)]
pub(super) enum Answer {
    /// A body of a type.
    Body(&'static str, String),
    /// A status without a page.
    Status(u16),
    /// Elsewhere.
    Redirect(String),
    /// A body that ends before its stated length.
    Cut(String),
}

pub(super) struct SmallSite {
    pub(super) address: String,
    answers: Arc<Mutex<BTreeMap<String, Answer>>>,
    whole: Arc<AtomicU64>,
}

impl SmallSite {
    pub(super) fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let answers: Arc<Mutex<BTreeMap<String, Answer>>> = Arc::default();
        let whole = Arc::new(AtomicU64::new(0));
        let (told, served) = (Arc::clone(&answers), Arc::clone(&whole));
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { continue };
                let mut asked = [0; 4096];
                let length = stream.read(&mut asked).unwrap_or(0);
                let asked = String::from_utf8_lossy(&asked[..length]).into_owned();
                let path = asked.split(' ').nth(1).unwrap_or("/").to_owned();
                let answer = told.lock().unwrap().get(&path).cloned();
                let (head, body) = match answer.unwrap_or(Answer::Status(404)) {
                    Answer::Body(kind, body) => {
                        if path != "/robots.txt" {
                            served.fetch_add(1, Ordering::SeqCst);
                        }
                        let length = body.len();
                        let head = format!(
                            "200 OK\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\n"
                        );
                        (head, body)
                    }
                    Answer::Status(status) => (
                        format!("{status} No\r\nContent-Length: 0\r\n"),
                        String::new(),
                    ),
                    Answer::Redirect(to) => (
                        format!("302 Found\r\nLocation: {to}\r\nContent-Length: 0\r\n"),
                        String::new(),
                    ),
                    Answer::Cut(body) => {
                        let length = body.len() + 1000;
                        let head = format!(
                            "200 OK\r\nContent-Type: text/html\r\nContent-Length: {length}\r\n"
                        );
                        (head, body)
                    }
                };
                let _gone = write!(stream, "HTTP/1.1 {head}Connection: close\r\n\r\n{body}");
            }
        });
        Self {
            address,
            answers,
            whole,
        }
    }

    /// Answers a path.
    pub(super) fn put(&self, path: &str, answer: Answer) {
        self.answers.lock().unwrap().insert(path.to_owned(), answer);
    }

    /// How many bodies were given whole so far.
    pub(super) fn whole(&self) -> u64 {
        self.whole.load(Ordering::SeqCst)
    }
}
