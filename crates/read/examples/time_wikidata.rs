//! How fast a dump of Wikidata is read: `time_wikidata FILE` (uncompressed) prints megabytes a second of
//! the pass for films and of the pass for names, on one core.

use ovation_read::{WikidataRow, read_wikidata_films, read_wikidata_names};
use std::collections::BTreeSet;
use std::fs::File;
use std::ops::ControlFlow;
use std::time::Instant;

#[expect(
    clippy::print_stdout,
    reason = "a program that prints what it measured"
)]
#[expect(clippy::cast_precision_loss, reason = "a size as a rate")]
fn main() -> std::io::Result<()> {
    let Some(path) = std::env::args().nth(1) else {
        return Err(std::io::Error::other("expected a file"));
    };
    let megabytes = std::fs::metadata(&path)?.len() as f64 / 1e6;
    let begun = Instant::now();
    let (mut films, mut wanted, mut wrong) = (0, BTreeSet::new(), 0);
    let entities = read_wikidata_films(File::open(&path)?, &mut |row| {
        match row {
            Ok(WikidataRow::Film(film)) => {
                films += 1;
                wanted.extend(film.directors.iter().chain(&film.cast).copied());
            }
            Ok(WikidataRow::NoFilm(_) | WikidataRow::Class { .. } | WikidataRow::Work { .. }) => {}
            Err(_) => wrong += 1,
        }
        ControlFlow::Continue(())
    });
    let seconds = begun.elapsed().as_secs_f64();
    println!(
        "{megabytes:.0} MB, {entities} entities, {films} films, {wrong} bad lines: {:.0} MB/s",
        megabytes / seconds
    );
    let begun = Instant::now();
    let mut named = 0;
    read_wikidata_names(File::open(&path)?, &wanted, &mut |_, _| named += 1);
    let seconds = begun.elapsed().as_secs_f64();
    println!(
        "{named} of {} names: {:.0} MB/s",
        wanted.len(),
        megabytes / seconds
    );
    Ok(())
}
