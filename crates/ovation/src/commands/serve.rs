//! `ovation serve`: the site and the API over a record.

use super::Common;
use super::desk::rating_of;
use crate::cli::ServeArgs;
use crate::clock;
use crate::printer::{self, Outcome};
use anyhow::Context;
use ovation_ingest::judge_by;
use ovation_ledger::{Ledger, Limits, Opening};
use ovation_site::{Convert, Explain, ScoreExplainer, ServeLimits, SiteSettings};
use ovation_terms::JudgingSet;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;

/// What the site's record is opened within: whoever sends a change hears in seconds that another program is writing,
/// not after a minute. (Waiting for a connection and for the lock may each take so long.)
pub(crate) const API_LIMITS: Limits = Limits {
    lock_wait: Duration::from_secs(3),
    ..Limits::USUAL
};

/// Serves until interrupted.
pub(crate) async fn run(common: &Common, args: ServeArgs) -> anyhow::Result<Outcome> {
    let ledger = common
        .open_at(&common.record, Opening::Existing, API_LIMITS)
        .await?;
    let settings = SiteSettings {
        name: args.name,
        base_url: args.base_url,
        about: explainer(),
        convert: converter(),
        index: common.index.clone(),
        notice: None,
    };
    let listener = listen(&args.listen).await?;
    printer::line(format!(
        "serving {} at {}",
        common.record,
        address_of(&listener)?
    ));
    serve(listener, ledger, settings).await
}

/// What the page that explains scores is told of the judge.
pub(crate) fn explainer() -> Explain {
    Arc::new(|set| {
        let judge = judge_by(JudgingSet::USUAL.then(set));
        let bounds = judge.bounds();
        ScoreExplainer {
            rating_rows: judge.table.rows(),
            rating_version: judge.table.version().to_owned(),
            model_version: judge.text_version(),
            bounds: (bounds.low, bounds.high),
            accepted_error: judge.accepted_error,
        }
    })
}

/// How ratings that editors send are converted: by the published table, as on the terminal's desk.
pub(crate) fn converter() -> Convert {
    Arc::new(|printed| rating_of(printed).map_err(|error| format!("{error:#}")))
}

/// Takes the address.
pub(crate) async fn listen(address: &str) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| {
        format!("cannot serve at `{address}`: choose another with --listen 127.0.0.1:0")
    })
}

/// The address a person can open.
pub(crate) fn address_of(listener: &TcpListener) -> anyhow::Result<String> {
    Ok(format!("http://{}/", listener.local_addr()?))
}

/// Answers requests until interrupted (Ctrl-C or a termination signal).
pub(crate) async fn serve(
    listener: TcpListener,
    ledger: Ledger,
    settings: SiteSettings,
) -> anyhow::Result<Outcome> {
    let router = ovation_site::router(ledger, settings, Arc::new(clock::now));
    ovation_site::serve(listener, router, serve_limits(), interrupted())
        .await
        .context("serving ended")?;
    Ok(Outcome::Done)
}

/// As many connections as the process may have descriptors for.
fn serve_limits() -> ServeLimits {
    #[cfg(unix)]
    {
        let descriptors = rustix::process::getrlimit(rustix::process::Resource::Nofile).current;
        let descriptors = descriptors.and_then(|most| usize::try_from(most).ok());
        // Where there is no limit, one all the same.
        ServeLimits::with_descriptors(descriptors.unwrap_or(usize::MAX))
    }
    #[cfg(not(unix))]
    {
        ServeLimits::default()
    }
}

async fn interrupted() {
    let by_key = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut by_signal) => {
                tokio::select! { _ = by_key => {}, _ = by_signal.recv() => {} }
            }
            Err(_unavailable) => {
                let _ended = by_key.await;
            }
        }
    }
    #[cfg(not(unix))]
    {
        let _ended = by_key.await;
    }
}
