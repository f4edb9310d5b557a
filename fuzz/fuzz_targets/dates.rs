//! Any text as a date: in a page's byline and machine-readable time, and in a table's cells.
#![no_main]

mod shared;

use ovation_read::{ReadLimits, TableOptions, TableRow, read_table};
use ovation_terms::{Day, MediaKind};
use std::ops::ControlFlow;

libfuzzer_sys::fuzz_target!(|date: &str| {
    let page = format!(
        "<html lang=\"de\"><head><title>Kritik: The Lamplighter</title>\
         <meta property=\"article:published_time\" content=\"{date}\"></head><body><article>\
         <h1>The Lamplighter</h1><p class=\"byline\">Von Cy Marrow, {date}</p>\
         <time datetime=\"{date}\">{date}</time><p>Der Film ist geduldig, die Schauspieler \
         wunderbar, und die Regie hat keine Eile.</p><p>4/5</p></article></body></html>"
    );
    shared::checked(page.as_bytes(), Some("text/html; charset=utf-8"));

    let cell = date.replace('"', "\"\"");
    let table = format!("film,critic,rating,date\nA,B,3/5,\"{cell}\"\nC,D,4/5,2024-01-31\n");
    let today = Day::new(2024, 6, 1).expect("a day of the calendar");
    let options = TableOptions::new("fuzz", MediaKind::Table, today);
    let mut rows = 0;
    let limits = ReadLimits::default();
    let done = read_table(table.as_bytes(), &options, &limits, &mut |row| {
        if let TableRow::Review { finding, .. } = &row
            && let Some(day) = &finding.published
        {
            assert!(day.value.year() >= 1895, "{date:?} became {}", day.value);
        }
        rows += 1;
        ControlFlow::Continue(())
    });
    assert!(done.is_err() || rows >= 1, "no row of {date:?} was told");
});
