//! What ours and the peer share: a catalogue multiplied with seeded changes, what is asked of it, and how
//! processor time is told.

use ovation_terms::{FilmId, FilmKey, FilmRecord, fold};
use rustix::time::{ClockId, clock_gettime};
use std::error::Error;

/// Numbers from a seed, the same on every machine (SplitMix64).
#[derive(Debug)]
pub struct Chance(pub u64);

impl Chance {
    /// The next number.
    pub fn any(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut made = self.0;
        made = (made ^ (made >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        made = (made ^ (made >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        made ^ (made >> 31)
    }

    /// A number below this one.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.any() % (end.max(1) as u64)).unwrap_or(0)
    }
}

/// A film of the catalogue that is multiplied.
#[derive(Debug)]
pub struct Row {
    title: String,
    original: String,
    year: Option<i16>,
    votes: Option<u64>,
}

/// Reads a catalogue: columns of id, title, original title, year, and votes as the last.
///
/// # Errors
/// What the file says.
pub fn rows(file: &str) -> Result<Vec<Row>, Box<dyn Error>> {
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
    let rows: Vec<Row> = text.lines().skip(1).filter_map(row).collect();
    if rows.is_empty() {
        return Err("the catalogue has no films".into());
    }
    Ok(rows)
}

/// The film of a number: those of the catalogue first, then the same with a word of another title, a
/// number, another letter, and another year.
pub fn film(rows: &[Row], number: usize) -> FilmRecord {
    let mut chance = Chance(number as u64);
    let row = &rows[number % rows.len()];
    let mut title = row.title.clone();
    let mut year = row.year;
    let is_changed = number >= rows.len();
    if is_changed {
        let other = &rows[chance.below(rows.len())].title;
        let words: Vec<&str> = other.split_whitespace().collect();
        match chance.below(4) {
            0 => title = format!("{title} {}", words.first().unwrap_or(&"")),
            1 => title = format!("{} {title}", words.last().unwrap_or(&"")),
            2 => title = format!("{title} {}", 2 + chance.below(9)),
            _ => title = with_another_letter(&title, &mut chance),
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

fn with_another_letter(title: &str, chance: &mut Chance) -> String {
    let mut letters: Vec<char> = title.chars().collect();
    let place = chance.below(letters.len());
    if let Some(letter) = letters.get_mut(place) {
        *letter = char::from(b'a' + u8::try_from(chance.below(26)).unwrap_or(0));
    }
    letters.into_iter().collect()
}

/// A slip of the pen: a letter exchanged, left out, added, or swapped with the next.
fn slip(title: &str, chance: &mut Chance) -> String {
    let mut letters: Vec<char> = title.chars().collect();
    let sort = chance.below(4);
    let place = chance.below(letters.len());
    let letter = char::from(b'a' + u8::try_from(chance.below(26)).unwrap_or(0));
    match sort {
        0 => return with_another_letter(title, chance),
        1 => drop(letters.remove(place)),
        2 => letters.insert(place, letter),
        _ if place + 1 < letters.len() => letters.swap(place, place + 1),
        _ => {}
    }
    letters.into_iter().collect()
}

/// The sorts of questions.
pub const SORTS: [&str; 4] = ["as it is", "one slip", "two slips", "not there"];

/// So many questions of a sort: title and year.
///
/// Titles that are not there have the letters of one that is, in another order.
pub fn asked(rows: &[Row], films: usize, sort: &str, count: usize) -> Vec<(String, Option<i16>)> {
    let mut chance = Chance(77);
    (0..count)
        .map(|_| {
            let film = film(rows, chance.below(films));
            let title = match sort {
                "as it is" => film.title,
                "one slip" => slip(&film.title, &mut chance),
                "two slips" => {
                    let once = slip(&film.title, &mut chance);
                    slip(&once, &mut chance)
                }
                _ => {
                    let mut letters: Vec<char> = film.title.chars().collect();
                    for at in 1..letters.len() {
                        letters.swap(at, chance.below(at + 1));
                    }
                    letters.into_iter().collect()
                }
            };
            (title, film.year)
        })
        .collect()
}

/// The titles of a film that slips are sought for, folded.
pub fn folded(film: &FilmRecord) -> Vec<String> {
    let mut titles: Vec<String> = std::iter::once(&film.title)
        .chain(&film.other_titles)
        .map(|title| fold(title))
        .collect();
    titles.dedup();
    titles.retain(|title| !title.is_empty());
    titles
}

/// Processor time of this thread, in seconds.
pub fn on_core() -> f64 {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

/// Processor time of this process, in seconds.
pub fn on_cores() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

/// Memory of this process, in megabytes: what `VmHWM` or `VmRSS` says.
pub fn memory_mb(sort: &str) -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with(sort));
    let kilobytes = line.and_then(|line| line.split_whitespace().nth(1));
    kilobytes.and_then(|it| it.parse::<u64>().ok()).unwrap_or(0) / 1024
}

/// Rate, median and 99th of a hundred of processor times.
pub fn told(spent: &mut [f64]) -> serde_json::Map<String, serde_json::Value> {
    spent.sort_by(f64::total_cmp);
    let at = |share: usize| {
        let place = (spent.len() * share / 100).min(spent.len().saturating_sub(1));
        spent.get(place).copied().unwrap_or(0.0)
    };
    let sum: f64 = spent.iter().sum();
    let mut made = serde_json::Map::new();
    let micro = |seconds: f64| (seconds * 1e7).round() / 10.0;
    made.insert(
        "per_second".to_owned(),
        (spent.len() as f64 / sum).round().into(),
    );
    made.insert("p50_us".to_owned(), micro(at(50)).into());
    made.insert("p99_us".to_owned(), micro(at(99)).into());
    made.insert("most_us".to_owned(), micro(at(100)).into());
    made
}
