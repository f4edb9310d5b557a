//! Who may change the record through a site.

use crate::support::{at, furnish, on_both};
use ovation_ledger::LedgerError;
use ovation_terms::{CriticId, Editor, Hash, Role};

fn editor(name: &str, role: Role, critic: Option<i64>) -> Editor {
    Editor {
        name: name.to_owned(),
        role,
        critic: critic.map(CriticId),
        since: at(1),
    }
}

on_both! {
    async fn a_token_opens_for_its_holder_until_it_is_replaced_or_dismissed(scratch: Scratch) {
        let ledger = scratch.ledger;
        let (first, second) = (Hash::of(b"first"), Hash::of(b"second"));
        let ada = editor("Ada Marlow", Role::Editor, None);
        ledger.admit_editor(&ada, &first).await.unwrap();
        assert_eq!(ledger.editor_of(&first).await.unwrap(), Some(ada.clone()));
        assert_eq!(ledger.editor_of(&second).await.unwrap(), None);
        let owner = editor("Ada Marlow", Role::Owner, Some(3));
        ledger.admit_editor(&owner, &second).await.unwrap();
        assert_eq!(ledger.editor_of(&first).await.unwrap(), None);
        assert_eq!(ledger.editor_of(&second).await.unwrap(), Some(owner.clone()));
        let bo = editor("Bo Lindqvist", Role::Critic, Some(7));
        ledger.admit_editor(&bo, &first).await.unwrap();
        assert_eq!(ledger.editors().await.unwrap(), [owner, bo.clone()]);
        assert!(ledger.dismiss_editor("Ada Marlow").await.unwrap());
        assert!(!ledger.dismiss_editor("Ada Marlow").await.unwrap());
        assert_eq!(ledger.editor_of(&second).await.unwrap(), None);
        assert_eq!(ledger.editors().await.unwrap(), [bo]);
    }

    async fn nobody_is_admitted_without_a_name_or_as_critic_of_nobody(scratch: Scratch) {
        let ledger = scratch.ledger;
        for odd in [editor(" ", Role::Editor, None), editor("Ada", Role::Critic, None)] {
            let told = ledger.admit_editor(&odd, &Hash::of(b"token")).await;
            assert!(matches!(told, Err(LedgerError::Refused { .. })), "{told:?}");
        }
        assert!(ledger.editors().await.unwrap().is_empty());
    }

    async fn who_is_admitted_outlasts_a_replay_and_is_in_no_copy(scratch: Scratch) {
        let ledger = &scratch.ledger;
        let ada = editor("Ada Marlow", Role::Editor, None);
        ledger.admit_editor(&ada, &Hash::of(b"token")).await.unwrap();
        let mut transaction = ledger.begin().await.unwrap();
        furnish(&mut transaction, 1, 1, 1);
        transaction.commit().await.unwrap();
        crate::support::assert_replays(ledger).await;
        assert_eq!(ledger.editors().await.unwrap(), std::slice::from_ref(&ada));
        let folder = tempfile::tempdir().unwrap();
        let copy = folder.path().join("copy.db");
        let address = copy.to_str().unwrap();
        let copy = ovation_ledger::Ledger::open(address, ovation_ledger::Opening::Create);
        let copy = copy.await.unwrap();
        ledger.copy_to(&copy, &mut |_| {}).await.unwrap();
        assert_eq!(copy.editors().await.unwrap(), []);
    }
}
