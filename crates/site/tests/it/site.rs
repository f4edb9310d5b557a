//! The site in process: one record for a test, and its pages asked for without a socket.

use crate::record;
use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Request, StatusCode};
use ovation_desk::IndexPlace;
use ovation_ledger::Ledger;
use ovation_site::{ScoreExplainer, SiteSettings, router};
use ovation_terms::{CriticId, Editor, Hash, Moment, Probability, Role, ScaleRow, SetRating};
use std::sync::Arc;
use tower::ServiceExt;

pub(crate) fn settings() -> SiteSettings {
    let row = |scale: &str, example: &str, value: f64| ScaleRow {
        scale: scale.to_owned(),
        example: example.to_owned(),
        value,
        positive_from: 0.6,
        source: "the scale’s middle".to_owned(),
    };
    SiteSettings {
        name: "Ovation".to_owned(),
        base_url: Some("https://scores.example".to_owned()),
        index: IndexPlace::default(),
        about: Arc::new(move |set| ScoreExplainer {
            rating_rows: vec![
                row("/5", "3.5/5", 0.7),
                row("/10", "8/10", 0.8),
                row("letters", "B+", 0.75),
            ],
            rating_version: "ratings-1".to_owned(),
            model_version: Some("linear-1".to_owned()),
            bounds: (0.25, 0.75),
            accepted_error: set.accepted_error.unwrap_or(0.02),
        }),
        convert: Arc::new(|printed| match printed {
            "4/5" => Ok(SetRating {
                printed: printed.to_owned(),
                value: 0.8,
                scale: "/5".to_owned(),
                p: Probability::clamped(0.97),
            }),
            other => Err(format!("the rating `{other}`: not on a scale")),
        }),
        notice: Some("All films, critics and outlets here are invented.".to_owned()),
    }
}

/// A site over a record of its own.
pub(crate) struct Site {
    pub(crate) ledger: Ledger,
    pub(crate) router: Router,
    _folder: tempfile::TempDir,
}

/// An answer, read whole.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }

    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }
}

impl Site {
    pub(crate) async fn new() -> Self {
        Self::with(settings()).await
    }

    /// A site with settings of its own.
    pub(crate) async fn with(settings: SiteSettings) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let ledger = record::filled(folder.path()).await;
        let clock = Arc::new(|| "2024-06-01T00:00:00Z".parse().unwrap());
        Self {
            router: router(ledger.clone(), settings, clock),
            ledger,
            _folder: folder,
        }
    }

    /// A site whose changes wait no longer than that for other writers, and the record's address.
    pub(crate) async fn hasty(lock_wait: std::time::Duration) -> (Self, String) {
        let folder = tempfile::tempdir().unwrap();
        record::filled(folder.path()).await.close().await;
        let address = folder.path().join("record.db").to_str().unwrap().to_owned();
        let limits = ovation_ledger::Limits {
            lock_wait,
            ..ovation_ledger::Limits::default()
        };
        let opening = ovation_ledger::Opening::Existing;
        let ledger = Ledger::open_within(&address, opening, limits)
            .await
            .unwrap();
        let clock = Arc::new(|| "2024-06-01T00:00:00Z".parse().unwrap());
        let site = Self {
            router: router(ledger.clone(), settings(), clock),
            ledger,
            _folder: folder,
        };
        (site, address)
    }

    /// Admits an editor; `token of` and the name is the token.
    pub(crate) async fn admit(&self, name: &str) {
        self.admit_as(name, Role::Editor, None).await;
    }

    /// Admits somebody of a role, who may be a critic of the record.
    pub(crate) async fn admit_as(&self, name: &str, role: Role, critic: Option<CriticId>) {
        let editor = Editor {
            name: name.to_owned(),
            role,
            critic,
            since: Moment(0),
        };
        let token = Hash::of(format!("token of {name}").as_bytes());
        self.ledger.admit_editor(&editor, &token).await.unwrap();
    }

    pub(crate) async fn ask(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: body.to_vec(),
        }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.ask(Request::get(path).body(Body::empty()).unwrap())
            .await
    }

    /// A page that must be there.
    pub(crate) async fn page(&self, path: &str) -> String {
        let answer = self.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
        answer.text().to_owned()
    }
}

/// Every sort of page.
pub(crate) const PAGES: [&str; 34] = [
    "/",
    "/search",
    "/search?q=lamp",
    "/search?q=nothing+like+it",
    "/films",
    "/films?order=title",
    "/films/1/the-lamplighters-daughter",
    "/films/1/the-lamplighters-daughter?state=all&as_of=2024-03-01&known_at=2024-04-01",
    "/films/2/scriptalert1-scriptimg-srcx-onerroralert2",
    "/films/3/two-winters",
    "/films/4/quiet-harbour",
    "/films/5/the-long-parade?page=2",
    "/films?order=divided&min=10&reviews=2",
    "/films?country=atlantis",
    "/panel",
    "/panel?critics=1-ada-marlow&outlets=1&countries=SE&languages=sv&film=lamp",
    "/compare",
    "/compare?films=1,3",
    "/critics",
    "/critics/1/ada-marlow",
    "/outlets/2/harbour-gazette",
    "/reviews/1",
    "/people",
    "/people?q=nobody",
    "/festivals",
    "/awards",
    "/series",
    "/texts/films/1",
    "/quotes?words=nothing+like+it",
    "/waiting",
    "/unreadable",
    "/how-scores-are-made",
    "/log",
    "/api",
];
