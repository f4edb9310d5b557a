//! The peer: folded titles as terms, and terms within two slips. `tantivy CATALOGUE FILMS FOLDER QUESTIONS`
//! makes the index in the folder and asks. Prints one JSON object a line.

use films_bench::{SORTS, asked, film, folded, memory_mb, on_core, on_cores, rows, told};
use ovation_terms::fold;
use std::error::Error;
use std::time::Instant;
use tantivy::collector::TopDocs;
use tantivy::query::FuzzyTermQuery;
use tantivy::schema::{FAST, STRING, Schema};
use tantivy::{Index, TantivyDocument, Term, doc};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let [catalogue, films, folder, count] = arguments.as_slice() else {
        return Err("expected CATALOGUE FILMS FOLDER QUESTIONS".into());
    };
    let (films, count): (usize, usize) = (films.parse()?, count.parse()?);
    let rows = rows(catalogue)?;
    let mut schema = Schema::builder();
    let title = schema.add_text_field("title", STRING);
    let number = schema.add_i64_field("film", FAST);
    let index = Index::create_in_dir(folder, schema.build())?;
    let (begun, core) = (Instant::now(), on_cores());
    let mut writer = index.writer_with_num_threads::<TantivyDocument>(1, 400_000_000)?;
    for at in 0..films {
        let film = film(&rows, at);
        for known in folded(&film) {
            writer.add_document(doc!(title => known, number => film.id.0))?;
        }
    }
    writer.commit()?;
    let segments = index.searchable_segment_ids()?;
    if segments.len() > 1 {
        writer.merge(&segments).wait()?;
    }
    writer.wait_merging_threads()?;
    println!(
        "{}",
        serde_json::json!({"core_s": on_cores() - core, "wall_s": begun.elapsed().as_secs_f64(),
            "most_memory_mb": memory_mb("VmHWM"), "segments": index.searchable_segment_ids()?.len()})
    );
    let searcher = index.reader()?.searcher();
    for sort in SORTS {
        let (mut spent, mut found) = (Vec::new(), 0);
        for (asked, _) in asked(&rows, films, sort, count) {
            let folded = fold(&asked);
            let most = if folded.chars().count() >= 10 { 2 } else { 1 };
            let term = Term::from_field_text(title, &folded);
            let core = on_core();
            let query = FuzzyTermQuery::new(term, most, true);
            let films = searcher.search(&query, &TopDocs::with_limit(10).order_by_score())?;
            spent.push(on_core() - core);
            found += usize::from(!films.is_empty());
        }
        let mut line = told(&mut spent);
        line.insert("asked".to_owned(), sort.into());
        line.insert("found".to_owned(), found.into());
        println!("{}", serde_json::Value::from(line));
    }
    Ok(())
}
