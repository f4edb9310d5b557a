//! The table of kinds is the one that entries are written by.

use super::{EntryBody, EntryKind, Subject};
use crate::{
    CriticId, FilmId, FilmsChanged, Merged, Pair, Remark, ReviewId, SourceId, SourceStanding,
    WithdrawnBy, for_readers,
};

#[test]
fn every_kind_is_read_by_the_name_it_is_written_by() {
    for kind in EntryKind::ALL {
        assert_eq!(EntryKind::of_code(kind.code()), Some(*kind));
        let body = format!(r#"{{"kind":"{}"}}"#, kind.code());
        if let Err(error) = serde_json::from_str::<EntryBody>(&body) {
            let told = error.to_string();
            assert!(!told.contains("unknown variant"), "{told}");
        }
    }
    assert_eq!(EntryKind::of_code("made-up"), None);
}

#[test]
fn an_entry_is_told_in_words_with_its_reason_once_and_its_note_only_to_keepers() {
    let remark = || Remark::new("asked by the owner", "by letter", "salt");
    let merged = |pair| {
        let remark = remark();
        EntryBody::Merged(Merged { pair, remark })
    };
    let critics = Pair::Critic {
        from: CriticId(2),
        into: CriticId(1),
    };
    let gone = crate::ReviewWithdrawn {
        review: ReviewId(7),
        by: WithdrawnBy::Outlet,
        remark: remark(),
    };
    let changed = FilmsChanged {
        why: String::new(),
        changes: vec![crate::FilmChange {
            film: FilmId(3),
            facts: vec![crate::FilmFact::Year(Some(1931))],
        }],
        by_catalogue: false,
        remark: remark(),
    };
    for (entry_body, words) in [
        (
            merged(critics),
            "critic 2 and critic 1 are one: critic 2 is taken for critic 1",
        ),
        (
            EntryBody::SourceDeleted(SourceStanding::new(SourceId(4), remark())),
            "source 4 deleted at its owner’s request",
        ),
        (
            EntryBody::ReviewWithdrawn(gone),
            "review 7: withdrawn by the outlet",
        ),
        (EntryBody::FilmsChanged(changed), "film 3: year 1931"),
    ] {
        assert_eq!(
            entry_body.sentence(12),
            format!("{words} (asked by the owner; note: by letter)")
        );
        assert_eq!(
            for_readers(entry_body).sentence(12),
            format!("{words} (asked by the owner)")
        );
    }
}

#[test]
fn a_long_text_of_somebody_else_is_cut_and_who_was_met_is_what_an_entry_is_about() {
    let name = "a ".repeat(40);
    let met = EntryBody::CriticAdded(crate::CriticAdded {
        critic: CriticId(5),
        name: name.clone(),
    });
    assert_eq!(met.sentence(3), "critic 5 met: a a a …");
    assert_eq!(met.subject(), Subject::Critic(CriticId(5), &name));
}
