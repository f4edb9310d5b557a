//! Answering on a listener until told to end, within bounds: nobody who opens connections and says nothing, or
//! reads an answer one byte a minute, keeps others out.

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};
use tower::ServiceExt;

/// What connections may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServeLimits {
    /// Connections at once; further ones wait until one of them ends.
    pub connections: usize,
    /// How long the head of a request may take, and how long a connection may say nothing between two.
    pub head: Duration,
    /// How long a connection may last. A request under way then gets as long again, and no longer.
    pub connection: Duration,
}

impl ServeLimits {
    /// The usual times, and connections as a process with so many file descriptors can hold: the record,
    /// its indexes and the log need some for themselves.
    pub fn with_descriptors(descriptors: usize) -> Self {
        Self {
            connections: descriptors.saturating_sub(64).clamp(16, 4096),
            ..Self::default()
        }
    }
}

impl Default for ServeLimits {
    /// 512 connections, ten seconds for a head, a minute for a connection.
    fn default() -> Self {
        Self {
            connections: 512,
            head: Duration::from_secs(10),
            connection: Duration::from_mins(1),
        }
    }
}

/// How long connections under way have to end once serving does.
const LAST_ANSWERS: Duration = Duration::from_secs(15);
/// How long no connection is taken after one could not be: the process is out of descriptors or memory.
const BREATH: Duration = Duration::from_millis(100);

/// Answers requests on `listener` with `router` until `ended` is; answers under way are finished.
///
/// # Errors
/// What the listener says when it can no longer be asked where it listens.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    limits: ServeLimits,
    ended: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    listener.local_addr()?;
    let most = u32::try_from(limits.connections.max(1)).unwrap_or(u32::MAX);
    let places = Arc::new(Semaphore::new(most as usize));
    let (ending, told) = watch::channel(());
    let mut ended = std::pin::pin!(ended);
    tokio::spawn(warm(router.clone()));
    loop {
        let next = async {
            // The place first: who cannot be served yet waits with the system, at no cost of ours.
            let place = places.clone().acquire_owned().await;
            (place, listener.accept().await)
        };
        let next = tokio::select! {
            () = &mut ended => break,
            next = next => next,
        };
        match next {
            (Ok(place), Ok((stream, _))) => {
                tokio::spawn(converse(
                    stream,
                    router.clone(),
                    limits,
                    told.clone(),
                    place,
                ));
            }
            (Ok(_), Err(error)) => {
                tracing::warn!("could not take a connection: {error}");
                tokio::time::sleep(BREATH).await;
            }
            // Nobody closes the places.
            (Err(_), _) => break,
        }
    }
    drop(listener);
    drop(ending);
    // All places are free again when every connection has ended.
    let _given_up = tokio::time::timeout(LAST_ANSWERS, places.acquire_many(most)).await;
    Ok(())
}

/// Asks for the first list, so that the figures of all films are made before a reader asks for any.
async fn warm(router: Router) {
    if let Ok(first) = Request::builder().uri("/films").body(Body::empty()) {
        let Ok(_answer) = router.oneshot(first).await;
    }
}

/// Answers the requests of one connection.
async fn converse(
    stream: TcpStream,
    router: Router,
    limits: ServeLimits,
    mut ending: watch::Receiver<()>,
    place: OwnedSemaphorePermit,
) {
    // Small answers go out at once.
    let _unset = stream.set_nodelay(true);
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new())
        .header_read_timeout(limits.head);
    let service = TowerToHyperService::new(router);
    let connection = http.serve_connection(TokioIo::new(stream), service);
    let mut connection = std::pin::pin!(connection);
    let is_done = tokio::select! {
        // How it ended concerns the other side alone.
        _done = connection.as_mut() => true,
        () = tokio::time::sleep(limits.connection) => false,
        _told = ending.changed() => false,
    };
    if !is_done {
        connection.as_mut().graceful_shutdown();
        let _given_up = tokio::time::timeout(limits.connection, connection).await;
    }
    drop(place);
}
