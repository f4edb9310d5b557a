//! The fetcher against a server on loopback.

use crate::packing::{gz, tar};
use ovation_gather::{
    FetchSettings, Fetcher, GatherError, GatherLimits, Gathered, Missed, Parcel, gather_parcel,
};
use ovation_terms::ComplaintKind;
use std::{ops::ControlFlow, time::Duration};
use wiremock::{
    Mock, MockServer, ResponseTemplate,
    matchers::{header, method, path},
};

fn settings() -> FetchSettings {
    FetchSettings {
        allow_private: true,
        pause_ms_per_host: 0,
        respect_robots: false,
        ..FetchSettings::default()
    }
}

async fn serve(server: &MockServer, at: &str, answer: ResponseTemplate) {
    Mock::given(method("GET"))
        .and(path(at))
        .respond_with(answer)
        .mount(server)
        .await;
}

fn page(text: &str) -> ResponseTemplate {
    ResponseTemplate::new(200).set_body_raw(text, "text/html; charset=utf-8")
}

fn to(target: &str) -> ResponseTemplate {
    ResponseTemplate::new(302).insert_header("location", target)
}

async fn fetch(server: &MockServer, at: &str, settings: FetchSettings) -> Result<Parcel, Missed> {
    Fetcher::new(settings)
        .unwrap()
        .fetch(&format!("{}{at}", server.uri()))
        .await
}

async fn missed(server: &MockServer, at: &str, settings: FetchSettings) -> (ComplaintKind, String) {
    let missed = fetch(server, at, settings).await.unwrap_err();
    (missed.complaint.kind, missed.complaint.detail)
}

#[tokio::test]
async fn a_page_comes_with_its_type_and_final_address() {
    let server = MockServer::start().await;
    serve(&server, "/old", to("/reviews/pier.html?x=1#top")).await;
    serve(&server, "/reviews/pier.html", page("<p>fine")).await;
    let parcel = fetch(&server, "/old", settings()).await.unwrap();
    assert_eq!(parcel.bytes().unwrap().as_ref(), b"<p>fine");
    assert_eq!(
        parcel.address(),
        format!("{}/reviews/pier.html?x=1", server.uri())
    );
    assert_eq!(parcel.asked(), format!("{}/old", server.uri()));
    assert_eq!(parcel.content_type(), Some("text/html; charset=utf-8"));
    assert_eq!(parcel.name(), "pier.html");
}

#[tokio::test]
async fn who_asks_is_said() {
    let server = MockServer::start().await;
    Mock::given(header("user-agent", "circle/2 (+https://circle.example)"))
        .respond_with(page("known"))
        .mount(&server)
        .await;
    let named = FetchSettings {
        user_agent: "circle/2 (+https://circle.example)".into(),
        ..settings()
    };
    assert!(fetch(&server, "/", named).await.is_ok());
    let nameless = FetchSettings {
        user_agent: "\n".into(),
        ..settings()
    };
    assert!(matches!(
        Fetcher::new(nameless),
        Err(GatherError::UserAgent { .. })
    ));
}

#[tokio::test]
async fn loopback_is_refused_before_anything_is_asked() {
    let server = MockServer::start().await;
    serve(&server, "/", page("inside")).await;
    let strict = FetchSettings {
        allow_private: false,
        ..settings()
    };
    let (kind, detail) = missed(&server, "/", strict.clone()).await;
    assert_eq!(kind, ComplaintKind::Refused);
    assert!(
        detail.contains("this machine itself") && detail.contains("allow"),
        "{detail}"
    );
    let port = server.address().port();
    let fetcher = Fetcher::new(strict).unwrap();
    for address in [
        format!("http://localhost:{port}/"),
        format!("http://2130706433:{port}/"),
        format!("http://[::ffff:127.0.0.1]:{port}/"),
        "file:///etc/passwd".to_owned(),
        "/etc/passwd".to_owned(),
        "http://user:secret@reviews.example/".to_owned(),
    ] {
        let missed = fetcher.fetch(&address).await.unwrap_err();
        assert_eq!(missed.complaint.kind, ComplaintKind::Refused, "{address}");
        assert!(!missed.address.contains("secret"));
    }
    assert_eq!(server.received_requests().await.unwrap().len(), 0);
}

#[tokio::test]
async fn a_redirect_into_the_private_network_is_refused() {
    let server = MockServer::start().await;
    let inside = MockServer::start().await;
    serve(&inside, "/", page("inside")).await;
    serve(&server, "/number", to(&inside.uri())).await;
    serve(
        &server,
        "/meta",
        to("http://169.254.169.254/latest/meta-data/"),
    )
    .await;
    serve(&server, "/file", to("file:///etc/passwd")).await;
    let port = inside.address().port();
    serve(&server, "/name", to(&format!("http://localhost:{port}/"))).await;
    let strict = FetchSettings {
        allow_private: false,
        ..settings()
    };
    let fetcher = Fetcher::with_opened(strict, vec![*server.address()]).unwrap();
    for at in ["/number", "/meta", "/file", "/name"] {
        let missed = fetcher
            .fetch(&format!("{}{at}", server.uri()))
            .await
            .unwrap_err();
        assert_eq!(
            missed.complaint.kind,
            ComplaintKind::Refused,
            "{at}: {}",
            missed.complaint
        );
    }
    assert_eq!(server.received_requests().await.unwrap().len(), 4);
    assert_eq!(inside.received_requests().await.unwrap().len(), 0);
}

#[tokio::test]
async fn redirects_in_a_circle_and_without_end_are_seen() {
    let server = MockServer::start().await;
    serve(&server, "/a", to("/b")).await;
    serve(&server, "/b", to("/a#again")).await;
    let (kind, detail) = missed(&server, "/a", settings()).await;
    assert_eq!(kind, ComplaintKind::Refused);
    assert!(detail.contains("circle"), "{detail}");
    for hop in 0..8 {
        serve(&server, &format!("/{hop}"), to(&format!("/{}", hop + 1))).await;
    }
    serve(&server, "/8", page("the end")).await;
    assert!(fetch(&server, "/3", settings()).await.is_ok());
    let (kind, _) = missed(&server, "/2", settings()).await;
    assert_eq!(kind, ComplaintKind::TooMany);
}

#[tokio::test]
async fn error_statuses_say_what_they_mean() {
    let server = MockServer::start().await;
    for (at, status, words) in [
        ("/gone", 410, "410 Gone"),
        ("/wall", 403, "save the page from a browser"),
        ("/busy", 503, "try again later"),
        ("/odd", 302, "302 Found"),
    ] {
        serve(&server, at, ResponseTemplate::new(status)).await;
        let (kind, detail) = missed(&server, at, settings()).await;
        let wanted = if status == 410 {
            ComplaintKind::Gone
        } else {
            ComplaintKind::Unreachable
        };
        assert_eq!(kind, wanted);
        assert!(detail.contains(words), "{detail}");
    }
}

#[tokio::test]
async fn what_is_no_page_feed_or_table_is_not_taken() {
    let server = MockServer::start().await;
    serve(
        &server,
        "/a.png",
        ResponseTemplate::new(200).set_body_raw("x", "image/png"),
    )
    .await;
    let packed =
        ResponseTemplate::new(200).set_body_raw(&b"\xfd7zXZ\0\0"[..], "application/octet-stream");
    serve(&server, "/a.xz", packed).await;
    for at in ["/a.png", "/a.xz"] {
        assert_eq!(
            missed(&server, at, settings()).await.0,
            ComplaintKind::UnknownFormat,
            "{at}"
        );
    }
}

#[tokio::test]
async fn an_archive_from_the_web_is_opened_like_one_on_disk() {
    let server = MockServer::start().await;
    let members = [("a.html", &b"<html>"[..])];
    let zipped =
        ResponseTemplate::new(200).set_body_raw(crate::packing::zip(&members), "application/zip");
    serve(&server, "/a.zip", zipped).await;
    let tarred = ResponseTemplate::new(200).set_body_raw(gz(&tar(&members)), "application/gzip");
    serve(&server, "/a.tgz", tarred).await;
    for at in ["/a.zip", "/a.tgz"] {
        let parcel = fetch(&server, at, settings()).await.unwrap();
        assert!(parcel.is_archive());
        let mut given = Vec::new();
        gather_parcel(parcel, &GatherLimits::default(), &mut |found| {
            if let Gathered::Parcel(parcel) = found {
                given.push((
                    parcel.address().to_owned(),
                    parcel.bytes().unwrap().into_owned(),
                ));
            }
            ControlFlow::Continue(())
        });
        let expect = format!("{}{at}!/a.html", server.uri());
        assert_eq!(given, [(expect, b"<html>".to_vec())]);
    }
}

#[tokio::test]
async fn a_gzipped_table_is_unpacked_when_read() {
    let server = MockServer::start().await;
    let answer = ResponseTemplate::new(200).set_body_raw(gz(b"film,critic\n"), "application/gzip");
    serve(&server, "/t.csv.gz", answer).await;
    let parcel = fetch(&server, "/t.csv.gz", settings()).await.unwrap();
    assert_eq!(parcel.name(), "t.csv");
    assert_eq!(parcel.bytes().unwrap().as_ref(), b"film,critic\n");
}

#[tokio::test]
async fn a_large_answer_stops_at_the_limit_also_when_it_comes_compressed() {
    let server = MockServer::start().await;
    let limits = GatherLimits {
        page_bytes: 100_000,
        ..GatherLimits::default()
    };
    let tight = FetchSettings {
        limits,
        ..settings()
    };
    serve(&server, "/plain", page(&"x".repeat(100_001))).await;
    let bomb = ResponseTemplate::new(200)
        .insert_header("content-encoding", "gzip")
        .set_body_raw(gz(&vec![b' '; 20_000_000]), "text/html");
    serve(&server, "/bomb", bomb).await;
    let honest = ResponseTemplate::new(200)
        .insert_header("content-encoding", "gzip")
        .set_body_raw(gz(&vec![b' '; 100_000]), "text/html");
    serve(&server, "/honest", honest).await;
    assert_eq!(
        missed(&server, "/plain", tight.clone()).await.0,
        ComplaintKind::TooLarge
    );
    assert_eq!(
        missed(&server, "/bomb", tight.clone()).await.0,
        ComplaintKind::TooLarge
    );
    let parcel = fetch(&server, "/honest", tight).await.unwrap();
    assert_eq!(parcel.bytes().unwrap().len(), 100_000);
}

#[tokio::test]
async fn damaged_compression_is_said() {
    let server = MockServer::start().await;
    let answer = ResponseTemplate::new(200)
        .insert_header("content-encoding", "gzip")
        .set_body_raw("this is no gzip", "text/html");
    serve(&server, "/", answer).await;
    let (kind, detail) = missed(&server, "/", settings()).await;
    assert_eq!(kind, ComplaintKind::Unreachable);
    assert!(detail.contains("compression"), "{detail}");
}

#[tokio::test]
async fn a_server_that_does_not_answer_in_time_is_left() {
    let server = MockServer::start().await;
    serve(&server, "/", page("late").set_delay(Duration::from_mins(1))).await;
    let limits = GatherLimits {
        fetch_timeout: Duration::from_millis(50),
        ..GatherLimits::default()
    };
    let (kind, detail) = missed(
        &server,
        "/",
        FetchSettings {
            limits,
            ..settings()
        },
    )
    .await;
    assert_eq!(kind, ComplaintKind::Unreachable);
    assert!(detail.contains("fetch_timeout"), "{detail}");
}

#[tokio::test]
async fn nobody_listening_is_unreachable() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    drop(listener);
    let missed = Fetcher::new(settings())
        .unwrap()
        .fetch(&address)
        .await
        .unwrap_err();
    assert_eq!(missed.complaint.kind, ComplaintKind::Unreachable);
    assert!(
        missed.complaint.detail.contains("no connection"),
        "{}",
        missed.complaint
    );
}

fn polite() -> FetchSettings {
    FetchSettings {
        respect_robots: true,
        user_agent: "circle/2".into(),
        ..settings()
    }
}

async fn robots_requests(server: &MockServer) -> usize {
    let requests = server.received_requests().await.unwrap();
    requests
        .iter()
        .filter(|request| request.url.path() == "/robots.txt")
        .count()
}

#[tokio::test]
async fn robots_txt_is_asked_for_once_and_kept_to() {
    let server = MockServer::start().await;
    let rules = "User-agent: circle\nDisallow: /private\n\nUser-agent: *\nDisallow: /\n";
    serve(
        &server,
        "/robots.txt",
        ResponseTemplate::new(200).set_body_string(rules),
    )
    .await;
    serve(&server, "/a", page("a")).await;
    serve(&server, "/b", to("/private/c")).await;
    serve(&server, "/private/c", page("c")).await;
    let fetcher = Fetcher::new(polite()).unwrap();
    let at = |path: &str| format!("{}{path}", server.uri());
    assert!(fetcher.fetch(&at("/a")).await.is_ok());
    for path in ["/private/c", "/b"] {
        let missed = fetcher.fetch(&at(path)).await.unwrap_err();
        assert_eq!(missed.complaint.kind, ComplaintKind::Refused);
        assert!(
            missed.complaint.detail.contains("robots.txt"),
            "{}",
            missed.complaint
        );
    }
    assert_eq!(robots_requests(&server).await, 1);
}

#[tokio::test]
async fn no_robots_txt_allows_all_and_a_broken_one_closes_the_site() {
    for (status, open) in [
        (404, true),
        (403, true),
        (500, false),
        (503, false),
        (429, false),
    ] {
        let server = MockServer::start().await;
        serve(&server, "/robots.txt", ResponseTemplate::new(status)).await;
        serve(&server, "/a", page("a")).await;
        let fetched = fetch(&server, "/a", polite()).await;
        assert_eq!(fetched.is_ok(), open, "{status}");
        if let Err(missed) = fetched {
            assert_eq!(missed.complaint.kind, ComplaintKind::Unreachable);
            assert!(
                missed
                    .complaint
                    .detail
                    .contains("robots.txt could not be had")
            );
        }
    }
}

#[tokio::test]
async fn an_endless_robots_txt_is_read_in_part() {
    let server = MockServer::start().await;
    let mut rules = "User-agent: *\nDisallow: /private\n".to_owned();
    rules.push_str(&"# a remark that goes on\n".repeat(100_000));
    serve(
        &server,
        "/robots.txt",
        ResponseTemplate::new(200).set_body_string(rules),
    )
    .await;
    serve(&server, "/a", page("a")).await;
    let fetcher = Fetcher::new(polite()).unwrap();
    assert!(fetcher.fetch(&format!("{}/a", server.uri())).await.is_ok());
    assert!(
        fetcher
            .fetch(&format!("{}/private", server.uri()))
            .await
            .is_err()
    );
}

#[tokio::test]
async fn robots_txt_may_be_redirected_but_not_into_the_private_network() {
    let server = MockServer::start().await;
    let inside = MockServer::start().await;
    serve(
        &server,
        "/robots.txt",
        to(&format!("{}/robots.txt", inside.uri())),
    )
    .await;
    serve(&server, "/a", page("a")).await;
    let strict = FetchSettings {
        allow_private: false,
        ..polite()
    };
    let fetcher = Fetcher::with_opened(strict, vec![*server.address()]).unwrap();
    let missed = fetcher
        .fetch(&format!("{}/a", server.uri()))
        .await
        .unwrap_err();
    assert_eq!(
        missed.complaint.kind,
        ComplaintKind::Refused,
        "{}",
        missed.complaint
    );
    assert_eq!(inside.received_requests().await.unwrap().len(), 0);
}

#[test]
fn a_fetch_can_go_to_another_thread() {
    fn sendable<T: Send>(_: &T) {}
    let fetcher = Fetcher::new(settings()).unwrap();
    sendable(&fetcher.fetch("http://a.example/"));
}
