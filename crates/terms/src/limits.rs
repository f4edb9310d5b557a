//! Every limit of reading, by name.

/// How much of a source is read. Hitting a limit yields what was read so far and a complaint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadLimits {
    /// Bytes of a page or feed; the rest is not read. Default 8 MiB: the largest of some hundred
    /// article pages measured was under 2 MiB.
    pub page_bytes: usize,
    /// Elements within each other; what is nested deeper is read as if it stood beside, and named
    /// `too-deep`. Default 512, the depth at which browsers stop nesting too.
    pub depth: usize,
    /// Nodes (elements, texts, comments) of a page's tree; the page is read up to there and named
    /// `too-many`. Default 400,000.
    pub nodes: usize,
    /// Attributes of one element; the others are not read and named `too-many`. Default 500.
    pub attributes: usize,
    /// Elements that the HTML rules open again in the next block because they were never closed
    /// (`<b>`, `<font>`): what lets a small page grow. Then they are closed, and the page is named
    /// `expansion`. Default 50,000.
    pub copies: usize,
    /// Steps of work for each byte of a page, beyond a million: it stands in for time, which would
    /// differ between machines. The page is read up to there and named `too-much-work`. Default 64;
    /// ordinary pages take less than one.
    pub steps_per_byte: usize,
    /// Bytes of a page's visible text; the rest is left out and named `too-large`. Default 4 MiB:
    /// a thousand times an article.
    pub text_bytes: usize,
    /// Bytes of one structured-data block. Default 2 MiB.
    pub markup_bytes: usize,
    /// Values within each other in structured data; a block that is nested deeper is left out and
    /// named `too-deep`. Default 64: blocks of pages measured stay under 12.
    pub json_depth: usize,
    /// Reviews taken from one page. Default 50.
    pub reviews: usize,
    /// Bytes of one field of a table. Default 1 MiB: no review is that long.
    pub field_bytes: usize,
    /// Bytes of one row of a table; the rest of the row is skipped unread. Default 4 MiB.
    pub row_bytes: usize,
    /// Columns of a table. Default 1,000.
    pub columns: usize,
    /// Bytes of a workbook, packed and, all its parts together, unpacked. Default 256 MiB.
    pub book_bytes: usize,
    /// Parts of a workbook. Default 10,000.
    pub book_members: usize,
    /// Cells of one sheet, empty ones before a filled one included; the rows after them are lost
    /// with a complaint. Default 4,000,000.
    pub sheet_cells: usize,
    /// Rows that are looked at before the first is handed on, to settle columns, film ids and the
    /// order of day and month. Default 1,000.
    pub sample_rows: usize,
    /// Bytes of rows held while sampling. Default 8 MiB.
    pub sample_bytes: usize,
    /// Lines that one quoted field may span before its quotation mark counts as never closed.
    /// Default 2,000.
    pub field_lines: usize,
    /// Items of a feed. Default 5,000.
    pub feed_entries: usize,
    /// Bytes of a sitemap. Default 50 MiB, the most that the protocol allows.
    pub sitemap_bytes: usize,
    /// Addresses of a sitemap. Default 50,000, the most that the protocol allows.
    pub sitemap_links: usize,
}

impl Default for ReadLimits {
    fn default() -> Self {
        Self {
            page_bytes: 8 << 20,
            depth: 512,
            nodes: 400_000,
            attributes: 500,
            copies: 50_000,
            steps_per_byte: 64,
            text_bytes: 4 << 20,
            markup_bytes: 2 << 20,
            json_depth: 64,
            reviews: 50,
            field_bytes: 1 << 20,
            row_bytes: 4 << 20,
            columns: 1_000,
            book_bytes: 256 << 20,
            book_members: 10_000,
            sheet_cells: 4_000_000,
            sample_rows: 1_000,
            sample_bytes: 8 << 20,
            field_lines: 2_000,
            feed_entries: 5_000,
            sitemap_bytes: 50 << 20,
            sitemap_links: 50_000,
        }
    }
}
