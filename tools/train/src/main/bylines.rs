//! Invented pages that are signed, or not, in many ways: `corpus/fields/bylines.tsv`. Learned from, never
//! measured.

use ovation_eval::reading::GoldPage;
use std::path::Path;

const BODY: &str = "<p>The film opens in an empty ferry hall and stays there for an hour. It trusts the \
audience to watch, and the director lets every scene run a little too long. The actors are wonderful, and \
the camera finds something to look at in each frame of the picture.</p><p>Not all of it works: the script \
leans on a stolen ledger, and the score tells us what to feel. But the performances carry this drama \
through its slower scenes, and the cinematography is a pleasure.</p><p>By the last reel the movie has \
earned its quiet ending. It is one of the better films of the year.</p>";

/// The pages with their labels; each is a site of its own.
pub(crate) fn invented(file: &Path) -> Vec<(GoldPage, String)> {
    let rows = std::fs::read_to_string(file).expect("the invented by-lines");
    let rows = rows.lines().enumerate().skip(1);
    rows.filter_map(|(number, row)| {
        let mut cells = row.split('\t');
        let mut cell = || cells.next().unwrap_or("");
        let (critic, outlet, title, headline) = (cell(), cell(), cell(), cell());
        let (head, above, below, behind, footer) = (cell(), cell(), cell(), cell(), cell());
        let html = format!(
            "<html><head><title>{title}</title>{head}</head><body><header>{above}</header><main>\
             <article><h1>{headline}</h1>{below}{BODY}{behind}</article></main><footer>{footer}\
             </footer></body></html>"
        );
        let some = |cell: &str| (!cell.is_empty()).then(|| cell.to_owned());
        let gold = GoldPage {
            id: format!("invented {number}"),
            site: format!("invented {number}"),
            critic: some(critic),
            outlet: some(outlet),
            ..GoldPage::default()
        };
        (!title.is_empty()).then_some((gold, html))
    })
    .collect()
}
