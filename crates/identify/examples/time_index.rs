//! Times the stored index of films on a real catalogue multiplied with seeded changes.
//!
//! `cargo run --release -p ovation-identify --example time_index CATALOGUE.tsv FILMS FILE` reads titles
//! (columns `imdb_id`, `title`, `original_title`, `year`, ..., `votes` last), writes an index of so many films
//! to the file, opens it, and asks for titles as they are, with slips, and of films that are not there. Prints
//! one JSON object a line.
#![expect(
    clippy::print_stdout,
    reason = "a measuring program prints what it measured"
)]

use ovation_identify::{FilmAnswer, Index, IndexBytes, StoredFilms, StoredFilmsWriter};
use ovation_terms::{Evidence, FilmId, FilmKey, FilmMention, FilmRecord, Sourced};
use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::sync::Arc;
use std::time::Instant;

#[derive(Debug)]
struct Bytes(File);

impl IndexBytes for Bytes {
    fn read_at(&self, at: u64, into: &mut [u8]) -> std::io::Result<()> {
        std::os::unix::fs::FileExt::read_exact_at(&self.0, into, at)
    }
    fn size(&self) -> std::io::Result<u64> {
        self.0.metadata().map(|of| of.len())
    }
}

/// Numbers from a seed, the same on every machine (SplitMix64).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut made = self.0;
        made = (made ^ (made >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        made = (made ^ (made >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        made ^ (made >> 31)
    }
    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % (end.max(1) as u64)).unwrap_or(0)
    }
}

struct Row {
    title: String,
    original: String,
    year: Option<i16>,
    votes: Option<u64>,
}

fn rows(file: &str) -> Result<Vec<Row>, Box<dyn Error>> {
    let text = std::fs::read_to_string(file)?;
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        Some(Row {
            title: (*cells.get(1)?).to_owned(),
            original: (*cells.get(2)?).to_owned(),
            year: cells.get(3)?.parse().ok(),
            votes: cells.last()?.parse().ok(),
        })
    };
    Ok(text.lines().skip(1).filter_map(row).collect())
}

/// The film of a number: those of the catalogue first, then the same with a word of another title, a
/// number, another letter, and another year.
fn film(rows: &[Row], number: usize) -> FilmRecord {
    let mut chance = Chance(number as u64);
    let Some(row) = rows.get(number % rows.len()) else {
        return FilmRecord::numbered(FilmId(0));
    };
    let mut title = row.title.clone();
    let mut year = row.year;
    let is_changed = number >= rows.len();
    if is_changed {
        let other = rows
            .get(chance.below(rows.len()))
            .map_or("", |row| &row.title);
        let words: Vec<&str> = other.split_whitespace().collect();
        match chance.below(4) {
            0 => title = format!("{title} {}", words.first().unwrap_or(&"")),
            1 => title = format!("{} {title}", words.last().unwrap_or(&"")),
            2 => title = format!("{title} {}", 2 + chance.below(9)),
            _ => title = slip(&title, &mut chance),
        }
        year = year.map(|year| year - i16::try_from(chance.below(90)).unwrap_or(0));
    }
    FilmRecord {
        other_titles: (!is_changed && row.original != row.title)
            .then(|| row.original.clone())
            .into_iter()
            .collect(),
        title,
        year,
        votes: row
            .votes
            .map(|votes| if is_changed { votes / 50 } else { votes }),
        keys: vec![FilmKey::new("imdb", format!("tt{number:08}"))],
        directors: vec![format!("Person {}", chance.below(900_000))],
        ..FilmRecord::numbered(FilmId(i64::try_from(number).unwrap_or(0) + 1))
    }
}

fn slip(title: &str, chance: &mut Chance) -> String {
    let mut letters: Vec<char> = title.chars().collect();
    let place = chance.below(letters.len());
    if let Some(letter) = letters.get_mut(place) {
        *letter = char::from(b'a' + u8::try_from(chance.below(26)).unwrap_or(0));
    }
    letters.into_iter().collect()
}

fn mention(title: &str, year: Option<i16>) -> FilmMention {
    let at = || Evidence::Address { url: String::new() };
    FilmMention {
        title: Some(Sourced::new(title.to_owned(), at())),
        year: year.map(|year| Sourced::new(year, at())),
        ..FilmMention::default()
    }
}

fn resident() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mut lines = status
        .lines()
        .filter(|line| line.starts_with("VmHWM") || line.starts_with("VmRSS"));
    let found: Vec<&str> = lines.by_ref().collect();
    found.join(", ").replace('\t', " ")
}

fn core_seconds() -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds: f64 = told
        .split(' ')
        .next()
        .and_then(|n| n.parse().ok())
        .unwrap_or(0.0);
    nanoseconds / 1e9
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [catalogue, count, file] = arguments.as_slice() else {
        return Err("expected CATALOGUE.tsv FILMS FILE".into());
    };
    let count: usize = count.parse()?;
    let rows = rows(catalogue)?;
    let (begun, on_core) = (Instant::now(), core_seconds());
    let mut writer =
        StoredFilmsWriter::new(BufWriter::with_capacity(1 << 20, File::create(file)?))?;
    for number in 0..count {
        writer.add(&film(&rows, number))?;
    }
    writer.finish(1, [0; 32])?.flush()?;
    println!(
        "{}",
        format_args!(
            "{{\"films\": {count}, \"build_s\": {:.1}, \"build_core_s\": {:.1}, \"file_mb\": {}, \"resident\": \"{}\"}}",
            begun.elapsed().as_secs_f64(),
            core_seconds() - on_core,
            std::fs::metadata(file)?.len() / 1_000_000,
            resident()
        )
    );
    let begun = Instant::now();
    let stored = StoredFilms::open(Arc::new(Bytes(File::open(file)?))).ok_or("not an index")?;
    let index = Index::over(Arc::new(stored));
    println!("{{\"open_s\": {:.3}}}", begun.elapsed().as_secs_f64());
    for (kind, change) in [("as it is", 0), ("slip", 1), ("not there", 2)] {
        let mut chance = Chance(77);
        let (mut spent, mut linked) = (Vec::new(), 0_u32);
        let on_core = core_seconds();
        let asked: Vec<FilmMention> = (0..20_000)
            .map(|_| {
                let film = film(&rows, chance.below(count));
                let title = match change {
                    0 => film.title,
                    1 => slip(&film.title, &mut chance),
                    _ => format!("{} qx", film.title),
                };
                mention(&title, film.year)
            })
            .collect();
        let made = core_seconds() - on_core;
        for mention in &asked {
            let begun = Instant::now();
            linked += u32::from(matches!(index.film(mention), FilmAnswer::One(_)));
            spent.push(begun.elapsed().as_secs_f64() * 1e3);
        }
        let core = core_seconds() - on_core - made;
        spent.sort_by(f64::total_cmp);
        let at = |share: usize| spent.get(spent.len() * share / 100).copied().unwrap_or(0.0);
        println!(
            "{{\"asked\": \"{kind}\", \"matches_per_core_s\": {:.0}, \"p50_ms\": {:.3}, \"p99_ms\": {:.3}, \"linked\": {linked}, \"damaged\": {}}}",
            f64::from(20_000_u32) / core,
            at(50),
            at(99),
            index.is_damaged()
        );
    }
    println!("{{\"resident_at_end\": \"{}\"}}", resident());
    Ok(())
}
