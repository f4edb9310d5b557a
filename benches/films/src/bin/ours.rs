//! Our index: `ours build CATALOGUE FILMS FILE`, `ours ask CATALOGUE FILMS FILE QUESTIONS`,
//! `ours near CATALOGUE FILMS FILE QUESTIONS` (how many films are within two slips, and the questions for
//! the peers), `ours titles CATALOGUE FILMS` (the titles, for the peers). Prints one JSON object a line.

use films_bench::{SORTS, asked, film, folded, memory_mb, on_core, rows, told};
use ovation_identify::{FilmAnswer, Index, IndexBytes, StoredFilms, StoredFilmsWriter};
use ovation_terms::{Evidence, FilmMention, Sourced, fold};
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

fn mention(title: &str, year: Option<i16>) -> FilmMention {
    let at = || Evidence::Address { url: String::new() };
    FilmMention {
        title: Some(Sourced::new(title.to_owned(), at())),
        year: year.map(|year| Sourced::new(year, at())),
        ..FilmMention::default()
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["build", catalogue, films, file] => build(catalogue, films.parse()?, file),
        ["ask", catalogue, films, file, count] => {
            ask(catalogue, films.parse()?, file, count.parse()?)
        }
        ["near", catalogue, films, file, count] => {
            near(catalogue, films.parse()?, file, count.parse()?)
        }
        ["titles", catalogue, films] => titles(catalogue, films.parse()?),
        _ => Err("expected build, ask, near or titles, a catalogue, a number of films".into()),
    }
}

fn build(catalogue: &str, films: usize, file: &str) -> Result<(), Box<dyn Error>> {
    let rows = rows(catalogue)?;
    let made = on_core();
    let mut sum = 0;
    for number in 0..films.min(200_000) {
        sum += film(&rows, number).title.len();
    }
    let making_a_film = (on_core() - made) / films.clamp(1, 200_000) as f64;
    let (begun, core) = (Instant::now(), on_core());
    let mut writer =
        StoredFilmsWriter::new(BufWriter::with_capacity(1 << 20, File::create(file)?))?;
    for number in 0..films {
        writer.add(&film(&rows, number))?;
    }
    let added = on_core() - core;
    writer.finish(1, [0; 32])?.flush()?;
    println!(
        "{}",
        serde_json::json!({"films": films, "core_s": on_core() - core, "adding_core_s": added,
            "of_that_inventing_films_s": making_a_film * films as f64, "wall_s": begun.elapsed().as_secs_f64(),
            "file_mb": std::fs::metadata(file)?.len() / 1_000_000, "most_memory_mb": memory_mb("VmHWM"),
            "letters": sum})
    );
    Ok(())
}

fn opened(file: &str) -> Result<Arc<StoredFilms>, Box<dyn Error>> {
    let bytes = Arc::new(Bytes(File::open(file)?));
    Ok(Arc::new(StoredFilms::open(bytes).ok_or("not an index")?))
}

fn ask(catalogue: &str, films: usize, file: &str, count: usize) -> Result<(), Box<dyn Error>> {
    let rows = rows(catalogue)?;
    let before = memory_mb("VmRSS");
    let (begun, core) = (Instant::now(), on_core());
    let index = Index::over(opened(file)?);
    println!(
        "{}",
        serde_json::json!({"open_core_s": on_core() - core, "open_wall_s": begun.elapsed().as_secs_f64(),
            "memory_mb": memory_mb("VmRSS").saturating_sub(before)})
    );
    for sort in SORTS {
        let asked = asked(&rows, films, sort, count);
        let (mut spent, mut linked) = (Vec::new(), 0_u32);
        for (title, year) in &asked {
            let mention = mention(title, *year);
            let core = on_core();
            let answer = index.film(&mention);
            spent.push(on_core() - core);
            linked += u32::from(matches!(answer, FilmAnswer::One(_)));
        }
        let mut line = told(&mut spent);
        line.insert("asked".to_owned(), sort.into());
        line.insert("linked".to_owned(), linked.into());
        line.insert("damaged".to_owned(), index.is_damaged().into());
        println!("{}", serde_json::Value::from(line));
    }
    Ok(())
}

fn near(catalogue: &str, films: usize, file: &str, count: usize) -> Result<(), Box<dyn Error>> {
    let rows = rows(catalogue)?;
    let stored = opened(file)?;
    for sort in SORTS {
        for (title, _) in asked(&rows, films, sort, count) {
            let folded = fold(&title);
            let core = on_core();
            let near = stored.near_titles(&folded);
            let spent = on_core() - core;
            let films: Vec<(usize, i64)> = near
                .into_iter()
                .map(|(distance, film)| (distance, film.0))
                .collect();
            println!(
                "{}",
                serde_json::json!({"asked": sort, "title": folded, "films": films, "core_s": spent})
            );
        }
    }
    Ok(())
}

fn titles(catalogue: &str, films: usize) -> Result<(), Box<dyn Error>> {
    let rows = rows(catalogue)?;
    let mut out = BufWriter::with_capacity(1 << 20, std::io::stdout().lock());
    for number in 0..films {
        let film = film(&rows, number);
        for title in folded(&film) {
            writeln!(out, "{}\t{title}", film.id.0)?;
        }
    }
    out.flush()?;
    Ok(())
}
