//! `ovation demo`: a bundled small web of invented outlets, critics and films, read by the same
//! code as everything else and served at once.

mod editorial;

use super::Common;
use super::catalog;
use super::ingest::{Plan, in_words, ingest};
use super::serve::{API_LIMITS, address_of, converter, explainer, listen, serve};
use crate::cli::DemoArgs;
use crate::printer::{self, Outcome, counted};
use anyhow::Context;
use include_dir::{Dir, include_dir};
use ovation_gather::Parcel;
use ovation_ingest::{Judging, Origin};
use ovation_ledger::{FilmOrder, Opening};
use ovation_site::SiteSettings;
use ovation_terms::WorkKind;

/// The small web: `web/<host>/<path>` stands for `https://<host>/<path>`.
static SMALL_WEB: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../corpus/demo");

const NOTICE: &str = "This is the demo record: every film, critic, outlet and review is invented.";

/// Builds the demo record and serves it.
pub(crate) async fn run(common: &Common, args: DemoArgs) -> anyhow::Result<Outcome> {
    let folder = tempfile::Builder::new()
        .prefix("ovation-demo-")
        .tempdir()
        .context("no temporary folder for the demo record; name a file with --keep")?;
    let record = match &args.keep {
        Some(file) => file.display().to_string(),
        None => folder.path().join("demo.db").display().to_string(),
    };
    let ledger = common.open_at(&record, Opening::Create, API_LIMITS).await?;
    let parcels = small_web();
    if !common.json {
        printer::line(format!(
            "reading a small web of {} pages ...",
            parcels.len()
        ));
    }
    let catalogue = SMALL_WEB
        .get_file("catalogue.csv")
        .context("the demo's catalogue is not bundled")?;
    catalog::import_bytes(&ledger, "catalogue.csv", catalogue.contents()).await?;
    let plan = Plan::usual(Judging::usual(), common.index.clone());
    let summary = ingest(&ledger, vec![Origin::Parcels(parcels)], plan).await?;
    editorial::enter(&ledger, &SMALL_WEB).await?;
    if common.json {
        printer::json(&summary)?;
    } else {
        printer::line(format!("{} ({:.1} s)", in_words(&summary), summary.seconds));
        printer::line(format!(
            "{} no film review; the log says why",
            counted(summary.unreadable, "page was", "pages were")
        ));
    }
    if args.no_serve {
        return Ok(Outcome::Done);
    }
    let listener = match listen(&args.listen).await {
        Ok(listener) => listener,
        // The usual place is taken: a demo should start all the same.
        Err(_taken) => listen("127.0.0.1:0").await?,
    };
    let address = address_of(&listener)?;
    let most = ledger
        .films_with_reviews(FilmOrder::MostReviews, WorkKind::Film, 1, 0)
        .await?;
    let film = most.first().map_or(1, |hit| hit.film.id.0);
    printer::text(format!("\nopen {address}\n\nthree things to try:"));
    printer::line(format!(
        "  1. {address}films/{film}  a film's score, its interval, and where each review says so"
    ));
    printer::line(format!(
        "  2. {address}api/v1/films/{film}/receipt  everything needed to recompute that score"
    ));
    printer::line(format!(
        "  3. {address}waiting  what waits for a person, and why it was not guessed"
    ));
    printer::text("\nCtrl-C ends it.");
    let settings = SiteSettings {
        name: "Ovation".to_owned(),
        base_url: None,
        about: explainer(),
        convert: converter(),
        index: common.index.clone(),
        notice: Some(NOTICE.to_owned()),
    };
    let outcome = serve(listener, ledger, settings).await;
    drop(folder);
    outcome
}

/// Every page, feed and table of the small web, each under its address.
fn small_web() -> Vec<Parcel> {
    let mut parcels = Vec::new();
    if let Some(web) = SMALL_WEB.get_dir("web") {
        collect(web, &mut parcels);
    }
    if let Some(table) = SMALL_WEB.get_file("critics-circle.csv") {
        parcels.push(Parcel::from_bytes(
            "critics-circle.csv",
            None,
            table.contents().to_vec(),
        ));
    }
    parcels
}

fn collect(dir: &Dir<'_>, parcels: &mut Vec<Parcel>) {
    for file in dir.files() {
        let Ok(path) = file.path().strip_prefix("web") else {
            continue;
        };
        let path = path.to_string_lossy().replace('\\', "/");
        let address = format!(
            "https://{}",
            path.strip_suffix("index.html").unwrap_or(&path)
        );
        parcels.push(Parcel::from_bytes(address, None, file.contents().to_vec()));
    }
    for inner in dir.dirs() {
        collect(inner, parcels);
    }
}
