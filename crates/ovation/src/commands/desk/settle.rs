//! Settling one waiting review after the other, each with one key.

use super::answer::{create_film, settled as settled_entry};
use super::show;
use super::undo_entry;
use crate::cli::DeskArgs;
use crate::clock;
use crate::commands::Common;
use crate::printer::{self, Outcome};
use anyhow::Context;
use console::{Key, Term};
use ovation_desk::{self as desk, DeskError};
use ovation_ledger::{Ledger, LedgerError, Opening, ReviewRecord};
use ovation_terms::{Actor, Decision, FilmId, FilmRecord, ReviewId, Seq};
use std::collections::BTreeSet;
use std::io::{BufReader, Read as _};

/// The keys that mean something for a case: confirming is offered only where it makes it count.
fn keys_for(can_confirm: bool, is_asked: bool) -> String {
    let confirm = if can_confirm {
        "c right as it stands · "
    } else {
        ""
    };
    let asked = if is_asked {
        "r a review of a film · "
    } else {
        ""
    };
    format!(
        "{asked}f for · a against · 1-9 that film · n a new film · {confirm}x out · t the whole text · s skip · \
         u undo the last · q end"
    )
}

/// Where keys come from: a terminal, or what is piped in.
pub(super) enum Keys {
    Terminal(Term),
    Piped(std::io::Bytes<BufReader<std::io::Stdin>>),
}

impl Keys {
    pub(super) fn open() -> Self {
        let term = Term::stdout();
        if term.is_term() && console::user_attended() {
            Self::Terminal(term)
        } else {
            Self::Piped(BufReader::new(std::io::stdin()).bytes())
        }
    }

    /// The next key; none at the end.
    pub(super) fn next(&mut self) -> anyhow::Result<Option<char>> {
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
    let ledger = common.open(Opening::Existing).await?;
    let actor = Actor::person(&args.by.person);
    let mut keys = Keys::open();
    let mut skipped = BTreeSet::new();
    let mut settled: Vec<(ReviewId, Seq)> = Vec::new();
    'next: loop {
        // Asked for anew each time: an answer may have settled others, or changed their order.
        let most = u32::try_from(skipped.len()).unwrap_or(u32::MAX) + 1;
        let waiting = ledger.waiting(most, 0).await?;
        let next = waiting
            .into_iter()
            .find(|waits| !skipped.contains(&waits.ballot.review));
        let Some(waits) = next else {
            // The last answer can be undone like every other.
            if settled.is_empty() || !asks_to_undo(&mut keys)? {
                break;
            }
            undo(&ledger, &actor, &mut settled, &mut skipped).await?;
            continue;
        };
        let record = ledger.review(waits.ballot.review).await?;
        let record = record.context("the review is gone")?;
        let candidates = show::candidates(&ledger, &record).await?;
        show::case(&record, &candidates, args.full);
        if waits.effect > 0.0 {
            printer::line(format!(
                "         could move a published score by {:.1} points",
                waits.effect
            ));
        }
        let can_confirm = desk::check(&ledger, &record, &desk::confirmed(&record)).await;
        let is_asked = desk::check(&ledger, &record, &desk::is_a_review()).await;
        let keys_here = keys_for(can_confirm.is_ok(), is_asked.is_ok());
        printer::note(&keys_here);
        loop {
            let Some(key) = keys.next()? else { break 'next };
            match key {
                'q' => break 'next,
                's' => {
                    skipped.insert(waits.ballot.review);
                    continue 'next;
                }
                't' => match &record.read.finding.text {
                    Some(words) => printer::text(&words.value),
                    None => printer::note("it has no text"),
                },
                'u' => {
                    undo(&ledger, &actor, &mut settled, &mut skipped).await?;
                    continue 'next;
                }
                key => match settle(&ledger, args, &record, &candidates, key).await? {
                    Taken::Nothing => printer::note(&keys_here),
                    // Somebody answered meanwhile: it is shown anew, if it still waits.
                    Taken::Overtaken => continue 'next,
                    Taken::Entered(last) => {
                        // What still waits after an answer comes again, but not before the others.
                        let after = ledger.review(waits.ballot.review).await?;
                        if after.is_some_and(|it| it.ballot.standing == waits.standing) {
                            skipped.insert(waits.ballot.review);
                        }
                        settled.push((waits.ballot.review, last));
                        continue 'next;
                    }
                },
            }
        }
    }
    let left = ledger.tally().await?.waiting;
    if common.json {
        let told = serde_json::json!({ "settled": settled.len(), "waiting": left });
        printer::json(&told)?;
    } else {
        let waits = if left == 1 { "waits" } else { "wait" };
        printer::line(format!("{} settled, {left} {waits}", settled.len()));
    }
    Ok(Outcome::Done)
}

/// Whether the last answer is to be undone, where nothing else is left to settle.
fn asks_to_undo(keys: &mut Keys) -> anyhow::Result<bool> {
    loop {
        printer::note("nothing else waits: u undo the last · q end");
        match keys.next()? {
            Some('u') => return Ok(true),
            Some('q') | None => return Ok(false),
            Some(_) => {}
        }
    }
}

/// What became of a key.
enum Taken {
    /// It stands for no answer here.
    Nothing,
    /// Somebody answered since the case was shown.
    Overtaken,
    /// With this entry as the last.
    Entered(Seq),
}

/// Enters the decision that a key stands for.
async fn settle(
    ledger: &Ledger,
    args: &DeskArgs,
    shown: &ReviewRecord,
    candidates: &[FilmRecord],
    key: char,
) -> anyhow::Result<Taken> {
    let actor = Actor::person(&args.by.person);
    let mut transaction = ledger.begin().await?;
    // Nobody else writes from here on.
    let review = shown.ballot.review;
    let record = ledger.review(review).await?.context("the review is gone")?;
    let decision = match key {
        'f' => Decision::Verdict(true),
        'a' => Decision::Verdict(false),
        'c' => desk::confirmed(&record),
        'r' => desk::is_a_review(),
        'x' => Decision::Exclude,
        'n' => Decision::Film(FilmId(0)),
        digit => {
            let place = digit.to_digit(10).and_then(|digit| digit.checked_sub(1));
            let place = place.and_then(|place| usize::try_from(place).ok());
            match place.and_then(|place| candidates.get(place)) {
                Some(film) => Decision::Film(film.id),
                None => return Ok(Taken::Nothing),
            }
        }
    };
    let seen = Some(desk::seen(shown));
    match desk::guard(&record, &decision, &actor, seen, args.over) {
        Err(DeskError::Answered { told, .. }) => {
            printer::note(format!(
                "review {review} was answered meanwhile, nothing was entered: {told}"
            ));
            return Ok(Taken::Overtaken);
        }
        other => other?,
    }
    match desk::check(ledger, &record, &decision).await {
        Err(DeskError::NotSo(why)) => {
            printer::note(why);
            return Ok(Taken::Nothing);
        }
        other => other?,
    }
    let mut made = Vec::new();
    let decision = if key == 'n' {
        match create_film(&mut transaction, &record, (None, None)) {
            Ok((film, added)) => {
                made.push(added);
                Decision::Film(film)
            }
            Err(error) => {
                printer::note(error);
                return Ok(Taken::Nothing);
            }
        }
    } else {
        decision
    };
    made.push(settled_entry(&record, decision, args.by.remark()?));
    match transaction.enter_act(clock::now(), &actor, made).await {
        Err(LedgerError::Refused { why }) => {
            printer::note(why);
            return Ok(Taken::Nothing);
        }
        other => drop(other?),
    }
    let committed = transaction.commit().await?;
    Ok(Taken::Entered(committed.last))
}

/// Undoes the last answer, with a film that was created for it.
async fn undo(
    ledger: &Ledger,
    actor: &Actor,
    settled: &mut Vec<(ReviewId, Seq)>,
    skipped: &mut BTreeSet<ReviewId>,
) -> anyhow::Result<()> {
    let Some((review, last)) = settled.pop() else {
        printer::note("nothing to undo");
        return Ok(());
    };
    undo_entry(ledger, actor, last).await?;
    // It is open again, and shown again.
    skipped.remove(&review);
    Ok(())
}
