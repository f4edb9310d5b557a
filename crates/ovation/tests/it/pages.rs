use crate::place::{Place, text};
use std::io::Write;

fn page(kind: &str, critic: &str) -> String {
    match kind {
        "microdata" => format!(
            r#"<html lang="en"><body><article itemscope itemtype="https://schema.org/Review">
            <h1 itemprop="name">A lamp in the fog</h1>
            <div itemprop="itemReviewed" itemscope itemtype="https://schema.org/Movie">
            <span itemprop="name">The Lamplighter</span></div>
            by <span itemprop="author">{critic}</span>
            <time itemprop="datePublished" datetime="2024-03-02">2 March 2024</time>
            <div itemprop="reviewRating" itemscope itemtype="https://schema.org/Rating">
            <span itemprop="ratingValue">8</span>/<span itemprop="bestRating">10</span></div>
            <p itemprop="reviewBody">A patient film, and a glowing one; the quay scenes are superb.</p>
            </article></body></html>"#
        ),
        "h-review" => format!(
            r#"<html lang="en"><body><div class="h-review"><h1 class="p-name">Lamplight</h1>
            <span class="p-item h-item"><span class="p-name">The Lamplighter</span></span>
            <span class="p-author h-card">{critic}</span>
            <time class="dt-published" datetime="2024-03-03">3 March</time>
            <data class="p-rating" value="4">4</data> of <data class="p-best" value="5">5</data>
            <div class="e-content"><p>A glowing film, patient, and a joy to its last minute.</p></div>
            </div></body></html>"#
        ),
        _ => format!(
            r#"<html lang="en"><head><title>Review: The Lamplighter (2024) | The Quad</title>
            <meta property="og:site_name" content="The Quad"></head><body><article>
            <h1>Review: The Lamplighter (2024)</h1><p class="byline">By {critic}</p>
            <time datetime="2024-03-04">March 4, 2024</time>
            <p>The film follows a lamplighter through one night of fog, and the director keeps every
            scene short and every face in view. The actors are wonderful, the script is funny.</p>
            <p>By the last reel the movie has earned its quiet ending, and then some.</p>
            <p>Rating: 4/5</p></article></body></html>"#
        ),
    }
}

#[test]
fn a_folder_and_an_archive_of_pages_in_every_markup_give_the_same_reviews() {
    let place = Place::new();
    let catalogue = place.write("films.csv", "title,year\nThe Lamplighter,2024\n");
    place.json(0, &["catalog", "import", text(&catalogue)]);
    let kinds = [
        ("microdata", "Ada Quill"),
        ("h-review", "Bo Finch"),
        ("plain", "Cy Marrow"),
    ];
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (kind, critic) in kinds {
        place.write(&format!("pages/{kind}.html"), page(kind, critic));
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file(format!("{kind}.html"), options).unwrap();
        archive.write_all(page(kind, critic).as_bytes()).unwrap();
    }
    let archive = place.write("pages.zip", archive.finish().unwrap().into_inner());
    let folder = place.path("pages");
    let summary = place.json(0, &["ingest", text(&folder)]);
    assert_eq!(summary["found"], 3, "{summary}");
    assert_eq!(summary["counted"], 3, "{summary}");
    let score = place.json(0, &["score", "The Lamplighter"]);
    assert_eq!(score["score"]["positives"], 3);
    let mean = score["score"]["average"]["mean"].as_f64().unwrap();
    assert!((mean - 8.0).abs() < 1e-9, "{mean}");

    let other = Place::new();
    other.json(0, &["catalog", "import", text(&catalogue)]);
    let summary = other.json(0, &["ingest", text(&archive)]);
    assert_eq!(summary["counted"], 3, "{summary}");
    let same = other.json(0, &["score", "The Lamplighter"]);
    assert_eq!(same["score"], score["score"]);
    place.assert_sound();
}

#[test]
fn reading_shows_where_each_value_stands() {
    let place = Place::new();
    let file = place.write("page.html", page("plain", "Cy Marrow"));
    let ran = place.run(&["read", text(&file)]);
    assert_eq!(ran.code, 0, "{}\n{}", ran.out, ran.err);
    for words in [
        "The Lamplighter",
        "2024",
        "Cy Marrow",
        "The Quad",
        "2024-03-04",
        "4/5",
    ] {
        assert!(ran.out.contains(words), "{words} in {}", ran.out);
    }
    assert!(ran.out.contains("bytes "), "{}", ran.out);
    assert!(
        !place.path("ovation.db").exists(),
        "reading needs no record and makes none"
    );
}

#[test]
fn a_page_that_is_no_review_is_left_out_with_its_reason() {
    let place = Place::new();
    let news = place.write(
        "news.html",
        "<html lang=en><head><title>Festival announces its programme</title></head><body><article>\
         <h1>Festival announces its programme</h1><p>The festival will open on Friday, the \
         organisers said, and tickets go on sale this week at the box office.</p></article></body>",
    );
    let summary = place.json(3, &["ingest", text(&news)]);
    assert_eq!(summary["found"], 0);
    assert_eq!(summary["unreadable"], 1);
    assert_eq!(summary["reasons"]["no-review"], 1);
    let again = place.json(3, &["ingest", text(&news)]);
    assert_eq!(again["new_entries"], 0);
}
