//! The guide's advice on markup is followed by this reader too.

use ovation_read::{ReadLimits, SourceBytes, read};
use ovation_terms::{Day, Evidence};

const GUIDE: &str = include_str!("../../README.md");

#[test]
fn the_markup_that_the_guide_recommends_leaves_nothing_to_guess() {
    let mut formats = Vec::new();
    for block in GUIDE.split("```html\n").skip(1) {
        let text = "The film follows one night of fog on the quay; the director keeps every scene \
            short, the actors are wonderful, and the movie earns its quiet ending.";
        let markup = block.split("```").next().unwrap().replace('…', text);
        let page = format!(
            "<html lang=\"en\"><head><title>A lamp in the fog</title></head><body>{markup}</body></html>"
        );
        let source = SourceBytes {
            bytes: page.as_bytes(),
            address: "https://quad.example/the-lamplighter",
            content_type: Some("text/html; charset=utf-8"),
            fetched: Day::new(2024, 6, 1).unwrap(),
        };
        let reading = read(&source, &ReadLimits::default());
        let finding = reading
            .findings
            .first()
            .unwrap_or_else(|| panic!("{markup}"));
        let title = finding.film.title.as_ref().unwrap();
        assert_eq!(title.value, "The Lamplighter");
        let Evidence::Markup { format, .. } = &title.evidence else {
            panic!("{:?}", title.evidence);
        };
        formats.push(format.to_string());
        assert_eq!(finding.critics[0].value, "Cy Marrow");
        let day = finding.published.as_ref().unwrap().value;
        assert_eq!(day, Day::new(2024, 3, 4).unwrap());
        let rating = &finding.rating.as_ref().unwrap().value;
        assert_eq!(rating.best.as_deref(), Some("5"), "{rating:?}");
        if formats.len() == 1 {
            assert_eq!(finding.film.year.as_ref().unwrap().value, 2024);
            assert_eq!(finding.film.directors[0].value, "Ines Calloway");
            assert_eq!(finding.film.keys.len(), 1);
            assert_eq!(finding.outlet.as_ref().unwrap().value, "The Quad");
        }
    }
    assert_eq!(formats, ["json-ld", "h-review"]);
}
