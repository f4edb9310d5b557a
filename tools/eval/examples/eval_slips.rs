//! How often a film that the catalogue does not have is taken for a slip of the pen for one it has.
//!
//! `cargo run --release -p ovation-eval --example eval_slips -- CATALOGUE.tsv.gz [SHOWN]`: every
//! second film of the catalogue (columns id, title, original title, year) is known, the others are
//! asked for, with and without their year. Then slips are made in the titles that are known.

#![expect(clippy::print_stdout, reason = "an example prints")]
#![expect(clippy::expect_used, reason = "an example stops at the first trouble")]

use flate2::read::GzDecoder;
use ovation_identify::{FilmAnswer, Index};
use ovation_terms::{Evidence, FilmId, FilmMention, FilmRecord, Sourced};
use std::io::{BufRead, BufReader};

fn mention(title: &str, year: Option<i16>) -> FilmMention {
    let at = || Evidence::Address { url: String::new() };
    FilmMention {
        title: Some(Sourced::new(title.to_owned(), at())),
        year: year.map(|year| Sourced::new(year, at())),
        ..FilmMention::default()
    }
}

/// A title with one slip: two letters exchanged, one lost, one doubled.
fn slipped(title: &str, which: usize) -> String {
    let mut letters: Vec<char> = title.chars().collect();
    let at = letters.len() * 2 / 3;
    match which {
        0 if at + 1 < letters.len() => letters.swap(at, at + 1),
        1 => drop(letters.remove(at.min(letters.len() - 1))),
        _ => letters.insert(at, letters.get(at).copied().unwrap_or('e')),
    }
    letters.into_iter().collect()
}

fn main() {
    let mut args = std::env::args().skip(1);
    let path = args.next().expect("a catalogue");
    let shown: usize = args
        .next()
        .and_then(|shown| shown.parse().ok())
        .unwrap_or(0);
    let file = std::fs::File::open(&path).expect("the catalogue");
    let lines = BufReader::new(GzDecoder::new(file)).lines().skip(1);
    let films: Vec<(String, Option<i16>)> = lines
        .map_while(Result::ok)
        .filter_map(|line| {
            let mut cells = line.split('\t').skip(1);
            let title = cells.next()?.to_owned();
            let year = cells.nth(1).and_then(|year| year.parse().ok());
            Some((title, year))
        })
        .collect();
    let mut index = Index::new();
    for (number, (title, year)) in films
        .iter()
        .enumerate()
        .filter(|(number, _)| number % 2 == 0)
    {
        index.add_film(&FilmRecord {
            title: title.clone(),
            year: *year,
            ..FilmRecord::numbered(FilmId(i64::try_from(number).unwrap_or(i64::MAX - 1) + 1))
        });
    }
    for with_year in [true, false] {
        let (mut asked, mut flagged, mut lines) = (0_u32, 0_u32, 0_usize);
        for (title, year) in films.iter().skip(1).step_by(2) {
            let answer = index.film(&mention(title, year.filter(|_| with_year)));
            match answer {
                FilmAnswer::Slip(film) => {
                    flagged += 1;
                    if lines < shown {
                        lines += 1;
                        let known = film.candidates.first();
                        let known = known.and_then(|id| films.get(usize::try_from(id.0).ok()? - 1));
                        println!("{title} ({year:?}) for {known:?}");
                    }
                    asked += 1;
                }
                FilmAnswer::Unknown(_) => asked += 1,
                _ => {}
            }
        }
        let share = f64::from(flagged) / f64::from(asked.max(1));
        println!(
            "year {with_year}: {flagged} of {asked} unknown films taken for slips, {share:.5}"
        );
        for which in 0..3 {
            let (mut asked, mut found) = (0_u32, 0_u32);
            for (title, year) in films.iter().step_by(40) {
                let slip = slipped(title, which);
                if ovation_terms::fold(&slip) == ovation_terms::fold(title) {
                    continue;
                }
                match index.film(&mention(&slip, year.filter(|_| with_year))) {
                    FilmAnswer::Slip(_) => {
                        found += 1;
                        asked += 1;
                    }
                    FilmAnswer::Unknown(_) => asked += 1,
                    _ => {}
                }
            }
            println!("slip {which}: {found} of {asked} seen");
        }
    }
}
