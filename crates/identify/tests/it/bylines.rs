use ovation_identify::{CriticAnswer, Index, clean_byline};
use ovation_terms::{CriticId, OutletId};
use proptest::prelude::*;

const REEL: OutletId = OutletId(1);
const GAZETTE: OutletId = OutletId(2);
const UNSEEN: OutletId = OutletId(3);

fn index() -> Index {
    let mut index = Index::new();
    let critics = [
        (1, "Rosa Quill", Some(REEL)),
        (2, "Rosa Quill", Some(GAZETTE)),
        (3, "Anton Färber", Some(REEL)),
        (4, "Staff", Some(REEL)),
        (5, "Staff", None),
        (6, "Ines Vale", None),
        (7, "J. Marlow", Some(REEL)),
        (8, "J.-P. Finch", Some(REEL)),
        (9, "\u{9648}\u{67cf}\u{6797}", Some(REEL)),
        (10, "\u{738b}\u{5f3a}", Some(REEL)),
    ];
    for (id, name, outlet) in critics {
        index.add_critic(CriticId(id), name);
        if let Some(outlet) = outlet {
            index.note_byline(CriticId(id), outlet);
        }
    }
    index
}

fn answer(index: &Index, name: &str, outlet: Option<OutletId>) -> String {
    match index.critic(name, outlet) {
        CriticAnswer::One(critic) => critic.chosen.unwrap().to_string(),
        CriticAnswer::Ambiguous(critic) => {
            let ids: Vec<String> = critic.candidates.iter().map(ToString::to_string).collect();
            format!("? {}", ids.join(" "))
        }
        CriticAnswer::New => "new".to_owned(),
    }
}

#[test]
fn finds_the_critic_by_name_and_outlet() {
    let index = index();
    let cases = [
        ("Rosa Quill", Some(REEL), "1"),
        ("By ROSA QUILL, Staff Writer", Some(GAZETTE), "2"),
        ("Rosa Quill", Some(UNSEEN), "? 1 2"),
        ("Rosa Quill", None, "? 1 2"),
        // the only one of the name
        ("Anton Farber", Some(UNSEEN), "3"),
        ("Anton Färber", None, "3"),
        ("Ines Vale", Some(REEL), "6"),
        // initials are never the whole name
        ("R. Quill", Some(REEL), "new"),
        ("A. Färber", None, "new"),
        // one word is somebody else elsewhere
        ("Staff", Some(REEL), "4"),
        ("Staff", Some(UNSEEN), "new"),
        ("Staff", None, "5"),
        ("Nobody Yet", Some(REEL), "new"),
        // so are initials elsewhere, and names without spaces of two letters
        ("J. Marlow", Some(REEL), "7"),
        ("J. Marlow", Some(UNSEEN), "new"),
        ("J.-P. Finch", Some(UNSEEN), "new"),
        ("\u{9648}\u{67cf}\u{6797}", Some(UNSEEN), "9"),
        ("\u{738b}\u{5f3a}", Some(UNSEEN), "new"),
    ];
    for (name, outlet, expected) in cases {
        assert_eq!(answer(&index, name, outlet), expected, "{name} {outlet:?}");
    }
}

#[test]
fn strips_what_is_not_the_name_from_a_byline() {
    let cases = [
        ("By Rosa Quill", "Rosa Quill"),
        ("by  Rosa   Quill", "Rosa Quill"),
        ("Reviewed by: Rosa Quill", "Rosa Quill"),
        ("Film review by Rosa Quill | Film Critic", "Rosa Quill"),
        ("Rosa Quill, Staff Writer", "Rosa Quill"),
        ("Rosa Quill (Contributor)", "Rosa Quill"),
        ("Par Claire Dumont", "Claire Dumont"),
        ("Par Dumont", "Par Dumont"),
        ("par Claire Dumont", "Claire Dumont"),
        ("Eine Kritik von Anton Färber", "Anton Färber"),
        ("von Anton Färber", "Anton Färber"),
        ("Crítica de Inés Vale", "Inés Vale"),
        ("Recensione di Aldo Neri", "Aldo Neri"),
        ("door Joke Vliet", "Joke Vliet"),
        // names that only look so
        ("Byron Stone", "Byron Stone"),
        ("Di Marco", "Di Marco"),
        ("von Hagen", "von Hagen"),
        ("Paul By", "Paul By"),
        ("By", "By"),
        ("Rosa Quill, Jr.", "Rosa Quill Jr."),
        ("   ", ""),
    ];
    for (printed, name) in cases {
        assert_eq!(clean_byline(printed), name, "{printed}");
    }
}

proptest! {
    #[test]
    fn cleaning_a_byline_never_panics_and_is_done_once(printed in "\\PC{0,60}|(by|von|par|Review by)? ?[A-Z][a-z]+ [A-Z][a-zé]+(, critic|)") {
        let once = clean_byline(&printed);
        prop_assert_eq!(clean_byline(&once), once);
        let _ = index().critic(&printed, Some(REEL));
    }

    #[test]
    fn a_critic_once_added_is_found_again_at_the_same_outlet(name in "\\PC{1,40}") {
        let mut index = Index::new();
        index.add_critic(CriticId(1), &name);
        index.note_byline(CriticId(1), REEL);
        prop_assert_eq!(answer(&index, &name, Some(REEL)), "1");
    }
}
