//! A connection that breaks at any one message to the server, whether the server still gets it or
//! not, loses nothing that was acknowledged and doubles nothing: whether the process ends with it or
//! goes on.

use crate::script::{Copies, assert_kept, outcome, run};
use crate::support::{POSTGRES_ADDRESS, fresh_schema, setting, stride};
use ovation_ledger::{Head, Ledger, Opening};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

/// What becomes of the message at which the connection breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Message {
    /// The server never gets it.
    Lost,
    /// The server gets it, and its answer is lost.
    Unanswered,
}

/// Stands between the record and its server, and breaks the connection once.
struct Between {
    /// Of the address, what stands for the server.
    place: String,
    broken: Arc<Notify>,
    messages: Arc<AtomicUsize>,
}

impl Between {
    async fn open(server: String, at: usize, message: Message) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let place = listener.local_addr().unwrap().to_string();
        let (broken, messages) = (Arc::new(Notify::new()), Arc::new(AtomicUsize::new(0)));
        let (told, count) = (broken.clone(), messages.clone());
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let (told, count, server) = (told.clone(), count.clone(), server.clone());
                tokio::spawn(async move {
                    if carry(client, &server, &count, at, message).await {
                        told.notify_one();
                    }
                });
            }
        });
        Self {
            place,
            broken,
            messages,
        }
    }
}

/// Carries bytes both ways until one side ends; gives whether it broke the connection.
async fn carry(
    mut client: TcpStream,
    server: &str,
    count: &AtomicUsize,
    at: usize,
    message: Message,
) -> bool {
    let Ok(mut server) = TcpStream::connect(server).await else {
        return false;
    };
    // Messages are small and answered at once: none shall wait for more to go with it.
    for side in [&client, &server] {
        side.set_nodelay(true).unwrap();
    }
    let (mut asked, mut told) = (vec![0; 1 << 16], vec![0; 1 << 16]);
    loop {
        tokio::select! {
            read = client.read(&mut asked) => {
                let Ok(length @ 1..) = read else { return false };
                let breaks = count.fetch_add(1, Ordering::SeqCst) + 1 == at;
                if breaks && message == Message::Lost {
                    return true;
                }
                if server.write_all(&asked[..length]).await.is_err() || breaks {
                    return breaks;
                }
            }
            read = server.read(&mut told) => {
                let Ok(length @ 1..) = read else { return false };
                if client.write_all(&told[..length]).await.is_err() {
                    return false;
                }
            }
        }
    }
}

/// The host and port in a server's address.
fn place_of(address: &str) -> &str {
    let (_, rest) = address.split_once('@').unwrap();
    rest.split_once('/').unwrap().0
}

/// Breaks at every second message from the `first` on (a third of them, if not asked to be thorough);
/// the other test takes those between.
async fn breaks_at_messages(test: &str, first: usize, goes_on: bool) {
    let Some(server) = setting(POSTGRES_ADDRESS) else {
        println!("SKIPPED: no PostgreSQL; `cargo x test` starts one");
        return;
    };
    let address = fresh_schema(&server, test).await;
    run(&address, Copies::Within, &mut |_| {}).await.unwrap();
    let ledger = Ledger::open(&address, Opening::Existing).await.unwrap();
    let wanted = outcome(&ledger).await;
    ledger.close().await;
    let (mut breaks, mut survived) = (0, 0);
    let stride = stride(3);
    for at in (first..).step_by(2 * stride) {
        let message = if goes_on && at / 2 % 2 == 0 {
            Message::Lost
        } else {
            Message::Unanswered
        };
        let when = format!("broken at message {at}, {message:?}");
        let address = fresh_schema(&server, test).await;
        let made = Ledger::open(&address, Opening::Create).await.unwrap();
        made.close().await;
        let between = Between::open(place_of(&server).to_owned(), at, message).await;
        let through = address.replacen(place_of(&server), &between.place, 1);
        let mut acknowledged: Vec<Head> = Vec::new();
        let mut tell = |head| acknowledged.push(head);
        let script = run(&through, Copies::Within, &mut tell);
        let ended = if goes_on {
            Some(script.await)
        } else {
            tokio::select! {
                ended = script => Some(ended),
                () = between.broken.notified() => None,
            }
        };
        if between.messages.load(Ordering::SeqCst) < at {
            ended.unwrap().unwrap();
            break;
        }
        breaks += 1;
        survived += usize::from(ended.is_some_and(|ended| ended.is_ok()));
        let ledger = Ledger::open(&address, Opening::Create).await.unwrap();
        assert_kept(&ledger, &acknowledged, &when).await;
        ledger.close().await;
        run(&address, Copies::Within, &mut |_| {}).await.unwrap();
        let ledger = Ledger::open(&address, Opening::Existing).await.unwrap();
        assert_kept(&ledger, &acknowledged, &when).await;
        assert_eq!(outcome(&ledger).await, wanted, "{when}");
        ledger.close().await;
    }
    println!("{breaks} breaks, {survived} survived");
    assert!(breaks * stride > 50, "only {breaks} messages were counted");
    if goes_on {
        // What breaks while the record is opened is told; what breaks later is done again.
        assert!(
            survived * 4 > breaks * 3,
            "only {survived} of {breaks} went on"
        );
    }
}

#[tokio::test]
async fn a_process_that_dies_at_an_odd_message_loses_nothing() {
    breaks_at_messages("dies at an odd message", 1, false).await;
}

#[tokio::test]
async fn a_process_that_dies_at_an_even_message_loses_nothing() {
    breaks_at_messages("dies at an even message", 2, false).await;
}

#[tokio::test]
async fn a_process_that_goes_on_after_an_odd_message_doubles_nothing() {
    breaks_at_messages("goes on after an odd message", 1, true).await;
}

#[tokio::test]
async fn a_process_that_goes_on_after_an_even_message_doubles_nothing() {
    breaks_at_messages("goes on after an even message", 2, true).await;
}
