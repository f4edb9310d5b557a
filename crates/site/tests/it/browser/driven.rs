//! A browser of its own for a test, and a site on a loopback port for it to visit.

use crate::site::Site;
use std::net::TcpListener;
use std::process::Stdio;
use thirtyfour::common::capabilities::chromium::ChromiumLikeCapabilities;
use thirtyfour::prelude::*;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

const MISSING: &str = "the browser tests need Chromium and its driver: \
    install the Debian packages `chromium` and `chromium-driver`";

/// How the browser shows pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    Desktop,
    Dark,
    Phone,
}

const FINDINGS: &str = r"
    const done = arguments[arguments.length - 1];
    document.querySelectorAll('details').forEach(d => d.open = true);
    axe.run().then(told => done(told.violations.map(broken =>
        broken.id + ': ' + broken.nodes.map(node => node.html.slice(0, 160)).join(' | ')).join('\n')));";

/// The rules of accessibility, which are axe's and not ours: `OVATION_AXE` names their file. Where it is not set,
/// that is said.
#[expect(clippy::print_stdout, reason = "a test that did not run says so")]
pub(super) fn rules_of_accessibility() -> Option<String> {
    #[expect(clippy::disallowed_methods, reason = "where the rules of others are")]
    let file = std::env::var("OVATION_AXE").unwrap_or_default();
    if file.is_empty() {
        println!("SKIPPED: OVATION_AXE names no file; `cargo x test` fetches the rules");
        return None;
    }
    Some(std::fs::read_to_string(file).unwrap())
}

pub(super) struct Browser {
    pub(super) driver: WebDriver,
    base: String,
    chromedriver: Child,
    pub(super) site: Site,
    _profile: tempfile::TempDir,
}

/// The smallest contrast of any text on the page with what is behind it, times a hundred; large
/// text, which needs less, is measured against the smaller need (WCAG 2.2, 1.4.3).
pub(super) const WORST_CONTRAST: &str = r"
    const parse = c => c.match(/[\d.]+/g).map(Number);
    const linear = v => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
    const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
    const behind = el => {
        for (let at = el; at; at = at.parentElement) {
            const c = parse(getComputedStyle(at).backgroundColor);
            if (c.length === 3 || c[3] > 0) return c;
        }
        return [255, 255, 255];
    };
    document.querySelectorAll('details').forEach(d => d.open = true);
    let worst = 2100;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const el = walker.currentNode.parentElement;
        if (!walker.currentNode.data.trim() || el.closest('svg')) continue;
        const style = getComputedStyle(el);
        const size = parseFloat(style.fontSize);
        const large = size >= 24 || (size >= 18.66 && parseInt(style.fontWeight) >= 700);
        const [a, b] = [light(parse(style.color)), light(behind(el))].sort((x, y) => y - x);
        const ratio = (a + 0.05) / (b + 0.05) * (large ? 1.5 : 1);
        worst = Math.min(worst, Math.round(ratio * 100));
    }
    return worst;";

impl Browser {
    pub(super) async fn open(look: Look) -> Self {
        let site = Site::new().await;
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        listener.set_nonblocking(true).unwrap();
        let router = site.router.clone();
        let listener = tokio::net::TcpListener::from_std(listener).unwrap();
        tokio::spawn(async move { axum::serve(listener, router).await });
        // The driver's HTTP client is built without one of its own.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let (chromedriver, port) = start_chromedriver().await;
        let profile = tempfile::tempdir().unwrap();
        let mut caps = DesiredCapabilities::chrome();
        for flag in [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--lang=en-US",
            "--window-size=1280,900",
        ] {
            caps.add_arg(flag).unwrap();
        }
        caps.add_arg(&format!("--user-data-dir={}", profile.path().display()))
            .unwrap();
        match look {
            Look::Desktop => {}
            Look::Dark => caps
                .add_arg("--blink-settings=preferredColorScheme=0")
                .unwrap(),
            Look::Phone => {
                let phone = serde_json::json!({
                    "deviceMetrics": { "width": 360, "height": 740, "pixelRatio": 2.0 }
                });
                caps.add_experimental_option("mobileEmulation", phone)
                    .unwrap();
            }
        }
        let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), caps).await;
        Self {
            driver: driver.expect(MISSING),
            base,
            chromedriver,
            site,
            _profile: profile,
        }
    }

    pub(super) async fn visit(&self, path: &str) {
        self.driver
            .goto(format!("{}{path}", self.base))
            .await
            .unwrap();
    }

    /// The first element that fits.
    pub(super) async fn one(&self, css: &str) -> WebElement {
        let found = self.driver.query(By::Css(css)).first().await;
        found.unwrap_or_else(|error| panic!("no `{css}`: {error}"))
    }

    /// Waits until the address holds these words and the page is there.
    pub(super) async fn wait_for(&self, words: &str) {
        let there = format!(
            "return document.readyState === 'complete' && location.href.includes({words:?}) ? 1 : 0"
        );
        let wait = std::time::Duration::from_secs(10);
        let arrived = tokio::time::timeout(wait, async {
            while self.number(&there).await != 1 {
                tokio::task::yield_now().await;
            }
        });
        assert!(arrived.await.is_ok(), "did not come to {words}");
    }

    pub(super) async fn number(&self, script: &str) -> i64 {
        let found = self.driver.execute(script, Vec::new()).await.unwrap();
        found.json().as_i64().unwrap()
    }

    /// What the rules of accessibility find on the page with everything unfolded, a line each.
    pub(super) async fn broken_rules(&self, rules: &str) -> String {
        self.driver.execute(rules, Vec::new()).await.unwrap();
        let found = self.driver.execute_async(FINDINGS, Vec::new()).await;
        found.unwrap().convert().unwrap()
    }

    pub(super) async fn press(&self, key: Key) {
        self.driver
            .action_chain()
            .send_keys(key)
            .perform()
            .await
            .unwrap();
    }

    pub(super) async fn focused(&self) -> WebElement {
        self.driver.active_element().await.unwrap()
    }

    pub(super) async fn close(mut self) {
        self.driver.quit().await.unwrap();
        self.chromedriver.kill().await.unwrap();
    }
}

/// Starts chromedriver on a free port that it chooses itself and tells on its output. Started beside others it
/// now and then finds its port taken on one of its two addresses and ends; then it is started again.
async fn start_chromedriver() -> (Child, u16) {
    for _ in 0..5 {
        if let Some(started) = try_chromedriver().await {
            return started;
        }
    }
    panic!("chromedriver did not say where it listens; {MISSING}");
}

async fn try_chromedriver() -> Option<(Child, u16)> {
    let mut child = Command::new("chromedriver")
        .arg("--port=0")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .expect(MISSING);
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    while let Some(line) = lines.next_line().await.unwrap() {
        let port = line
            .rsplit_once(" on port ")
            .and_then(|(_, port)| port.trim_end_matches('.').parse().ok())
            // Its first line repeats what it was asked for.
            .filter(|port| *port > 0);
        if let Some(port) = port {
            // Its output must be read on, or it stops when the pipe is full.
            tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
            return Some((child, port));
        }
    }
    None
}
