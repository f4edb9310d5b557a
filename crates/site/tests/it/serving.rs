//! What strangers who open connections can and cannot do.

use crate::site::Site;
use ovation_site::{ServeLimits, serve};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// A site that is served with few places and little patience.
struct Served {
    at: SocketAddr,
    end: oneshot::Sender<()>,
    done: JoinHandle<std::io::Result<()>>,
    _site: Site,
}

async fn served(limits: ServeLimits) -> Served {
    let site = Site::new().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    let (end, ended) = oneshot::channel::<()>();
    let router = site.router.clone();
    let done = tokio::spawn(serve(listener, router, limits, async {
        let _ended = ended.await;
    }));
    Served {
        at,
        end,
        done,
        _site: site,
    }
}

fn few() -> ServeLimits {
    ServeLimits {
        connections: 3,
        head: Duration::from_millis(200),
        connection: Duration::from_millis(400),
    }
}

/// All that a connection answers until it is closed.
async fn rest(mut stream: TcpStream) -> String {
    let mut bytes = Vec::new();
    // A reset is an end too.
    let _ended = stream.read_to_end(&mut bytes).await;
    String::from_utf8_lossy(&bytes).into_owned()
}

async fn first_page(at: SocketAddr) -> String {
    let mut stream = TcpStream::connect(at).await.unwrap();
    let asked = b"GET / HTTP/1.1\r\nhost: scores.example\r\nconnection: close\r\n\r\n";
    stream.write_all(asked).await.unwrap();
    rest(stream).await
}

#[tokio::test]
async fn who_says_nothing_keeps_nobody_out() {
    let served = served(few()).await;
    // More than there are places; each says nothing, or half a head.
    let mut silent = Vec::new();
    for number in 0..9 {
        let mut stream = TcpStream::connect(served.at).await.unwrap();
        if number % 2 == 0 {
            stream.write_all(b"GET / HTTP/1.1\r\nhos").await.unwrap();
        }
        silent.push(stream);
    }
    assert!(first_page(served.at).await.starts_with("HTTP/1.1 200"));
    for stream in silent {
        rest(stream).await;
    }
}

#[tokio::test]
async fn a_connection_that_stays_open_after_its_answer_gives_its_place_up() {
    let served = served(few()).await;
    let mut open = Vec::new();
    for _ in 0..6 {
        let mut stream = TcpStream::connect(served.at).await.unwrap();
        let asked = b"GET /films HTTP/1.1\r\nhost: scores.example\r\n\r\n";
        stream.write_all(asked).await.unwrap();
        open.push(stream);
    }
    for stream in open {
        assert!(rest(stream).await.starts_with("HTTP/1.1 200"));
    }
}

#[tokio::test]
async fn serving_ends_with_strangers_connected() {
    let served = served(few()).await;
    let silent = TcpStream::connect(served.at).await.unwrap();
    assert!(first_page(served.at).await.starts_with("HTTP/1.1 200"));
    served.end.send(()).unwrap();
    served.done.await.unwrap().unwrap();
    rest(silent).await;
    assert!(TcpStream::connect(served.at).await.is_err());
}

#[test]
fn places_leave_descriptors_for_the_record() {
    for (descriptors, connections) in [(128, 64), (1024, 960), (20, 16), (usize::MAX, 4096)] {
        let limits = ServeLimits::with_descriptors(descriptors);
        assert_eq!(limits.connections, connections, "{descriptors}");
    }
}
