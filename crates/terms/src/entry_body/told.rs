//! What an entry says, in words: one sentence, for the terminal and for pages.

use crate::{
    EntryBody, FilmsAdded, ImportStanding, JudgingSet, NamesSet, Pair, PressRead, PressSettled,
    Remark, ReviewJudged, ReviewRead, ReviewSeen, RowsKept, TableRead, counted, shortened,
};

impl EntryBody {
    /// What it says, for a reader, without the first letter in upper case; of each text that somebody
    /// else wrote at most so many words. A private note is told where the entry has it:
    /// [`for_readers`](crate::for_readers) takes it out.
    pub fn sentence(&self, most_words: usize) -> String {
        let short = |text: &str| shortened(text, most_words);
        let words = match self {
            Self::SourceRead(it) => {
                format!("source {} read: {}", it.source, short(&it.facts.address))
            }
            Self::FilmsAdded(it) => films_added(it, most_words),
            Self::FilmsChanged(it) => it.sentence(),
            Self::CriticAdded(it) => format!("critic {} met: {}", it.critic, short(&it.name)),
            Self::OutletAdded(it) => format!("outlet {} met: {}", it.outlet, short(&it.name)),
            Self::ReviewRead(it) => review_read(it, most_words),
            Self::ReviewSeen(it) => review_seen(it, most_words),
            Self::UnreadableFound(it) => {
                let complaint = short(&it.complaint.to_string());
                format!("could not be read: {} ({complaint})", short(&it.address))
            }
            Self::ReviewSettled(it) => {
                let decision = short(&it.decision.sentence());
                format!("review {} settled: {decision}", it.review)
            }
            Self::PressRead(it) => press_read(it, most_words),
            Self::Merged(it) => {
                let (one, other) = sides(it.pair);
                format!("{one} and {other} are one: {one} is taken for {other}")
            }
            Self::Unmerged(it) => {
                let (one, other) = sides(it.pair);
                format!("{one} and {other} are two again")
            }
            Self::SourceDeleted(it) => {
                format!("source {} deleted at its owner’s request", it.source)
            }
            Self::SourceRestored(it) => format!("source {} restored", it.source),
            Self::ReviewWithdrawn(it) => format!("review {}: {}", it.review, it.by.sentence()),
            Self::ReviewReinstated(it) => format!("review {} stands again", it.review),
            Self::ReviewJudged(it) => review_judged(it),
            Self::JudgeLearned(it) => format!(
                "the judge learned from {} and {}",
                counted(it.known, "known verdict", "known verdicts"),
                counted(it.settled, "settled case", "settled cases")
            ),
            Self::JudgingSet(it) => judging_set(it),
            Self::LeaningsSet(it) => {
                let leanings = counted(it.leanings.len() as u64, "leaning", "leanings");
                format!("{leanings} of critics and outlets brought in")
            }
            Self::RatingRuleSet(it) => format!("ratings of {}", it.rule.sentence()),
            Self::RatingRuleCleared(it) => {
                format!("no longer holds: ratings of {}", it.rule.sentence())
            }
            Self::OutletWeighed(it) => {
                let weight = it.weight.unwrap_or(1.0);
                format!("outlet {} weighs {weight} in weighted scores", it.outlet)
            }
            Self::OutletPlaced(it) => {
                let country = it.country.as_deref();
                let country = country.unwrap_or("the country its domain tells");
                format!("outlet {} is of {country}", it.outlet)
            }
            Self::ReadableAgain(it) => format!("{} is there again", short(&it.address)),
            Self::RowsKept(it) => rows_kept(it),
            Self::TableRead(it) => table_read(it),
            Self::ImportUndone(it) => import_undone(it),
            Self::ImportRestored(it) => format!("import of source {} stands again", it.source),
            Self::NamesSet(it) => names_set(it, most_words),
            Self::CriticSplit(it) => {
                let reviews = counted(it.reviews.len() as u64, "review is", "reviews are");
                let (critic, into, name) = (it.critic, it.into, short(&it.name));
                format!("critic {critic} was two: {reviews} by critic {into}, {name}")
            }
            Self::PressSettled(it) => press_settled(it, most_words),
            Self::IngestEnded(it) => format!("an ingest ended: {}", it.parcels),
            Self::SuggestionAnswered(it) => it.sentence(),
        };
        let remark = self.remark().map(|remark| remarked(remark, most_words));
        format!("{words}{}", remark.unwrap_or_default())
    }
}

/// What a person said beside it, in brackets, where anything was said.
fn remarked(remark: &Remark, most_words: usize) -> String {
    let reason = shortened(&remark.reason, most_words);
    let note = shortened(remark.private(), most_words);
    match (reason.as_str(), note.as_str()) {
        ("", "") => String::new(),
        (reason, "") => format!(" ({reason})"),
        ("", note) => format!(" (note: {note})"),
        (reason, note) => format!(" ({reason}; note: {note})"),
    }
}

fn films_added(added: &FilmsAdded, most_words: usize) -> String {
    let why = shortened(&added.why, most_words);
    match added.films.as_slice() {
        [] => format!("no film added ({why})"),
        [film] => {
            let title = shortened(&film.title, most_words);
            format!("film {} added: {title} ({why})", film.id)
        }
        [first, ..] => {
            let films = counted(added.films.len() as u64, "film", "films");
            let title = shortened(&first.title, most_words);
            format!("{films} added, first {title} ({why})")
        }
    }
}

fn review_read(read: &ReviewRead, most_words: usize) -> String {
    let short = |text: &str| shortened(text, most_words);
    let finding = &read.finding;
    let title = finding.film.title.as_ref();
    let title = title.map_or("a film", |title| title.value.as_str());
    let critic = finding.critics.first();
    let critic = critic.map_or("unsigned", |critic| critic.value.as_str());
    let rating = finding.rating.as_ref();
    let rating = rating.map(|rating| format!(", {}", short(&rating.value.printed)));
    let codes = read.standing.to_codes();
    let codes = if codes.is_empty() {
        codes
    } else {
        format!(": {codes}")
    };
    format!(
        "review {} read: {} on {}{} ({}{codes})",
        read.review,
        short(critic),
        short(title),
        rating.unwrap_or_default(),
        read.standing.state(),
    )
}

fn review_seen(seen: &ReviewSeen, most_words: usize) -> String {
    let why = seen.why.as_deref().unwrap_or_default();
    let why = if why.is_empty() {
        String::new()
    } else {
        format!(" ({})", shortened(why, most_words))
    };
    format!(
        "review {} met again in source {}{why}",
        seen.review, seen.source
    )
}

fn review_judged(judged: &ReviewJudged) -> String {
    let p = judged.verdict.as_ref().map(|verdict| verdict.p.get());
    let said = p.map_or_else(
        || "no verdict".to_owned(),
        |p| format!("probability {p:.2}"),
    );
    let codes = judged.standing.to_codes();
    let codes = if codes.is_empty() {
        codes
    } else {
        format!(" ({codes})")
    };
    format!("review {} judged anew: {said}{codes}", judged.review)
}

fn press_read(read: &PressRead, most_words: usize) -> String {
    let finding = &read.finding;
    let headline = finding.headline.as_ref();
    let headline = headline.map(|headline| format!(": {}", shortened(&headline.value, most_words)));
    format!(
        "film press read in source {}{} ({}, {}, {})",
        read.source,
        headline.unwrap_or_default(),
        counted(finding.statements.len() as u64, "statement", "statements"),
        counted(finding.events.len() as u64, "event", "events"),
        counted(finding.claims.len() as u64, "claim", "claims"),
    )
}

fn judging_set(set: &JudgingSet) -> String {
    let reader = set
        .text_reader
        .map(|reader| format!("texts read by {reader}"));
    let error = set
        .accepted_error
        .map(|share| format!("accepted error {:.1} %", share * 100.0));
    let said: Vec<String> = reader.into_iter().chain(error).collect();
    format!("how verdicts are made was set: {}", said.join(", "))
}

fn rows_kept(kept: &RowsKept) -> String {
    let rows = kept.runs.iter().map(|run| run.count.unsigned_abs()).sum();
    format!(
        "{} of source {} as in source {}",
        counted(rows, "row", "rows"),
        kept.source,
        kept.earlier
    )
}

fn table_read(read: &TableRead) -> String {
    let rows = counted(read.rows, "row", "rows");
    match read.earlier {
        None => format!("table read, source {}: {rows}", read.source),
        Some(earlier) => format!(
            "table read again, source {}: {rows}; since source {earlier} {} added, {} changed, {} \
             removed",
            read.source, read.added, read.changed, read.removed
        ),
    }
}

fn import_undone(import: &ImportStanding) -> String {
    format!(
        "import of source {} taken back: {} out, {} as before",
        import.source,
        counted(import.reviews.len() as u64, "review", "reviews"),
        import.readings.len()
    )
}

fn names_set(set: &NamesSet, most_words: usize) -> String {
    let also = match set.names.also.as_slice() {
        [] => String::new(),
        names => format!(", also {}", shortened(&names.join(", "), most_words)),
    };
    let domain = set.names.domain.as_ref();
    let domain = domain.map(|domain| format!(", {}", shortened(domain, most_words)));
    format!(
        "{} is called {}{also}{}",
        set.whose,
        shortened(&set.names.name, most_words),
        domain.unwrap_or_default()
    )
}

fn press_settled(settled: &PressSettled, most_words: usize) -> String {
    let part = settled.part.map_or("article", |(part, _)| part.word());
    let decision = shortened(&settled.decision.sentence(), most_words);
    format!("film press settled: {part} {decision}")
}

/// The two of a pair: the one given up and the one it is taken for.
fn sides(pair: Pair) -> (String, String) {
    match pair {
        Pair::Film { from, into } => (format!("film {from}"), format!("film {into}")),
        Pair::Critic { from, into } => (format!("critic {from}"), format!("critic {into}")),
        Pair::Outlet { from, into } => (format!("outlet {from}"), format!("outlet {into}")),
    }
}
