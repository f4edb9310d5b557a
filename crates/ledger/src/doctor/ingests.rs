//! What ingests say of themselves at their end, held against the entries they made.

use ovation_terms::{EntryBody, IngestEnded};
use std::collections::BTreeMap;

/// What going through the entries in their order shows of ingests.
#[derive(Default)]
pub(super) struct Ingests {
    /// Kinds met so far.
    names: Vec<String>,
    /// The kind of each entry, the first one first, as its place among the names.
    kinds: Vec<u8>,
    ended: u64,
    taken_in: u64,
    troubles: Vec<String>,
}

impl Ingests {
    /// Looks at the next entry.
    pub(super) fn look_at(&mut self, seq: i64, kind: &str, body: &str) {
        let known = self.names.iter().position(|name| name == kind);
        let place = known.unwrap_or_else(|| {
            self.names.push(kind.to_owned());
            self.names.len() - 1
        });
        self.kinds.push(u8::try_from(place).unwrap_or(u8::MAX));
        if kind != "ingest-ended" {
            return;
        }
        // A body that cannot be read is another check's finding.
        if let Ok(EntryBody::IngestEnded(ended)) = serde_json::from_str(body) {
            self.ended += 1;
            self.taken_in += ended.parcels.taken_in;
            if let Some(trouble) = self.trouble_of(seq, &ended) {
                self.troubles.push(format!("entry {seq}: {trouble}"));
            }
        }
    }

    /// What does not add up, and what to say where all does.
    pub(super) fn told(&self) -> (&[String], String) {
        let well = format!(
            "{} parcels of {} ingests add up, and their entries are there",
            self.taken_in, self.ended
        );
        (&self.troubles, well)
    }

    fn trouble_of(&self, seq: i64, ended: &IngestEnded) -> Option<String> {
        if let Some(trouble) = ended.parcels.trouble() {
            return Some(trouble);
        }
        let mut there: BTreeMap<&str, u64> = BTreeMap::new();
        let mut behind = 0;
        for (first, last) in &ended.runs {
            if first.0 <= behind || last.0 < first.0 || last.0 >= seq {
                return Some(format!(
                    "it says that it made the entries {first} to {last}, which cannot be"
                ));
            }
            behind = last.0;
            let places = usize::try_from(first.0 - 1).ok()..usize::try_from(last.0).ok();
            let (Some(from), Some(to)) = (places.start, places.end) else {
                continue;
            };
            for kind in self.kinds.get(from..to).unwrap_or_default() {
                let name = self.names.get(usize::from(*kind));
                *there.entry(name.map_or("", String::as_str)).or_default() += 1;
            }
        }
        for (kind, said) in &ended.entered {
            let count = there.remove(kind.as_str()).unwrap_or(0);
            if count != *said {
                return Some(format!(
                    "it says that it made {said} entries `{kind}`, and there are {count}"
                ));
            }
        }
        if let Some((kind, count)) = there.first_key_value() {
            return Some(format!(
                "{count} entries `{kind}` are among those it made, and it does not say so"
            ));
        }
        let sources = ended.entered.get("source-read").copied().unwrap_or(0);
        (sources > ended.parcels.taken_in).then(|| {
            format!(
                "it read {sources} sources, and took in {} parcels",
                ended.parcels.taken_in
            )
        })
    }
}
