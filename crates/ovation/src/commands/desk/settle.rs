//! Settling one waiting review after the other, each with one key.

use super::answer::create_film;
use super::print_waiting;
use crate::cli::DeskArgs;
use crate::clock;
use crate::commands::Common;
use crate::printer::{self, Outcome};
use anyhow::Context;
use console::{Key, Term};
use ovation_ledger::{Ledger, Opening, ReviewRecord, WaitingReview};
use ovation_terms::{Actor, Decision, Happening, ReviewSettled, Seq, excerpt};
use std::collections::BTreeSet;
use std::io::{BufReader, Read as _};

const KEYS: &str = "f for · a against · 1-9 that film · n a new film · c right as it stands · \
     x out · s skip · u undo the last · q end";

/// Words of the text that are shown.
const SHOWN: usize = 60;

/// Where keys come from: a terminal, or what is piped in.
enum Keys {
    Terminal(Term),
    Piped(std::io::Bytes<BufReader<std::io::Stdin>>),
}

impl Keys {
    fn open() -> Self {
        let term = Term::stdout();
        if term.is_term() && console::user_attended() {
            Self::Terminal(term)
        } else {
            Self::Piped(BufReader::new(std::io::stdin()).bytes())
        }
    }

    /// The next key; none at the end.
    fn next(&mut self) -> anyhow::Result<Option<char>> {
        match self {
            Self::Terminal(term) => Ok(match term.read_key()? {
                Key::Char(key) => Some(key),
                Key::Escape => None,
                _ => Some('?'),
            }),
            Self::Piped(bytes) => loop {
                match bytes.next().transpose()? {
                    Some(b'\n' | b'\r' | b' ') => {}
                    Some(byte) => break Ok(Some(char::from(byte))),
                    None => break Ok(None),
                }
            },
        }
    }
}

/// Shows the waiting reviews, worst effect first, and takes a key for each.
pub(super) async fn run(common: &Common, args: &DeskArgs) -> anyhow::Result<Outcome> {
    let ledger = Ledger::open(&common.record, Opening::Existing).await?;
    let actor = Actor::person(&args.by.person);
    let mut keys = Keys::open();
    let mut skipped = BTreeSet::new();
    let mut settled: Vec<(Seq, Seq)> = Vec::new();
    printer::note(KEYS);
    'next: loop {
        // Asked for anew each time: an answer may have settled others, or changed their order.
        let most = u32::try_from(skipped.len()).unwrap_or(u32::MAX) + 1;
        let waiting = ledger.waiting(most, 0).await?;
        let next = waiting
            .into_iter()
            .find(|waits| !skipped.contains(&waits.ballot.review));
        let Some(waits) = next else { break };
        let record = ledger.review(waits.ballot.review).await?;
        let record = record.context("the review is gone")?;
        print_waiting(&waits);
        if let Some(text) = &record.read.finding.text {
            printer::line(format!("         {}", excerpt(&text.value, SHOWN)));
        }
        loop {
            let Some(key) = keys.next()? else { break 'next };
            match key {
                'q' => break 'next,
                's' => {
                    skipped.insert(waits.ballot.review);
                    continue 'next;
                }
                'u' => {
                    undo(&ledger, &actor, settled.pop()).await?;
                    continue 'next;
                }
                key => {
                    let Some(range) = settle(&ledger, &actor, &waits, &record, key).await? else {
                        printer::note(KEYS);
                        continue;
                    };
                    // What still waits after an answer comes again, but not before the others.
                    let after = ledger.review(waits.ballot.review).await?;
                    if after.is_some_and(|it| it.ballot.standing == waits.standing) {
                        skipped.insert(waits.ballot.review);
                    }
                    settled.push(range);
                    continue 'next;
                }
            }
        }
    }
    let left = ledger.tally().await?.waiting;
    if common.json {
        let told = serde_json::json!({ "settled": settled.len(), "waiting": left });
        printer::json(&told)?;
    } else {
        printer::line(format!("{} settled, {left} wait", settled.len()));
    }
    Ok(Outcome::Done)
}

/// Enters the decision that a key stands for; none where it stands for none here.
async fn settle(
    ledger: &Ledger,
    actor: &Actor,
    waits: &WaitingReview,
    record: &ReviewRecord,
    key: char,
) -> anyhow::Result<Option<(Seq, Seq)>> {
    let mut draft = ledger.begin().await?;
    let decision = match key {
        'f' => Decision::Verdict(true),
        'a' => Decision::Verdict(false),
        'c' => Decision::Confirm(waits.standing.reasons().to_vec()),
        'x' => Decision::Exclude,
        'n' => match create_film(&mut draft, actor, record, (None, None)) {
            Ok(film) => Decision::Film(film),
            Err(error) => {
                printer::note(error);
                return Ok(None);
            }
        },
        digit => {
            let place = digit.to_digit(10).and_then(|digit| digit.checked_sub(1));
            let place = place.and_then(|place| usize::try_from(place).ok());
            match place.and_then(|place| waits.candidates.get(place)) {
                Some(film) => Decision::Film(film.id),
                None => return Ok(None),
            }
        }
    };
    let made = Happening::ReviewSettled(ReviewSettled {
        review: waits.ballot.review,
        decision,
        note: String::new(),
    });
    draft.enter(clock::now(), actor, made)?;
    let committed = draft.commit().await?;
    Ok(Some((committed.first, committed.last)))
}

/// Undoes the last answer; a film that it created stays in the catalogue, without reviews.
async fn undo(ledger: &Ledger, actor: &Actor, last: Option<(Seq, Seq)>) -> anyhow::Result<()> {
    let Some((_, last)) = last else {
        printer::note("nothing to undo");
        return Ok(());
    };
    let opposite = ledger.opposite(last, "").await?;
    let mut draft = ledger.begin().await?;
    for happening in opposite {
        draft.enter(clock::now(), actor, happening)?;
    }
    draft.commit().await?;
    printer::note(format!("entry {last} undone"));
    Ok(())
}
