use crate::place::Place;
use serde_json::Value;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::Stdio;

#[test]
fn the_demo_reads_its_small_web_serves_it_and_says_what_to_try() {
    let place = Place::new();
    let mut demo = place
        .command(&["demo", "--listen", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(demo.stdout.take().unwrap()).lines();
    let mut said = String::new();
    while !said.contains("Ctrl-C") {
        said.push_str(&lines.next().unwrap().unwrap());
        said.push('\n');
    }
    let address = said
        .split("http://")
        .nth(1)
        .unwrap()
        .split('/')
        .next()
        .unwrap()
        .to_owned();
    let get = |path: &str| {
        let mut stream = TcpStream::connect(&address).unwrap();
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    };
    let home = get("/");
    assert!(home.starts_with("HTTP/1.1 200"), "{home}");
    assert!(
        home.contains("invented"),
        "the demo says that it is invented"
    );
    let tries: Vec<&str> = said
        .lines()
        .filter(|line| line.contains(". http://"))
        .collect();
    assert_eq!(tries.len(), 3, "{said}");
    for line in tries {
        let path = line
            .split(&address)
            .nth(1)
            .unwrap()
            .split_whitespace()
            .next()
            .unwrap();
        let answer = get(path);
        let ok = answer.starts_with("HTTP/1.1 200") || answer.starts_with("HTTP/1.1 30");
        assert!(ok, "{path}: {}", answer.lines().next().unwrap_or_default());
    }
    demo.kill().unwrap();
    demo.wait().unwrap();
}

#[test]
fn the_demo_record_is_sound_and_says_why_pages_were_left_out() {
    let place = Place::new();
    let summary: Value = place.json(0, &["demo", "--no-serve", "--keep", "ovation.db"]);
    assert!(summary["found"].as_u64().unwrap() >= 120, "{summary}");
    assert!(summary["counted"].as_u64().unwrap() >= 100, "{summary}");
    assert!(
        summary["waiting"].as_u64().unwrap() >= 1,
        "one film waits for a person: {summary}"
    );
    assert!(
        summary["reasons"]["no-review"].as_u64().unwrap() >= 4,
        "{summary}"
    );
    // What feeds have the beginning of was read from its own page.
    assert!(
        summary["passed_over"]["page-read"].as_u64().unwrap() >= 15,
        "{summary}"
    );
    place.assert_sound();
}
