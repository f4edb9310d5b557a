//! Any bytes as a web archive, plain or packed: every record is read, passed over or missed, the
//! same ones on every run.
#![no_main]

mod shared;

use ovation_gather::{GatherLimits, walk};
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::LazyLock;

/// One file for each process, in memory where the system has such a place.
static FILE: LazyLock<PathBuf> = LazyLock::new(|| {
    let memory = PathBuf::from("/dev/shm");
    let folder = if memory.is_dir() { memory } else { std::env::temp_dir() };
    folder.join(format!("ovation-fuzz-{}.warc", std::process::id()))
});

/// What a walk of the file gave: addresses, sizes and complaints.
fn walked(is_read: bool) -> Vec<String> {
    let mut told = Vec::new();
    walk(&FILE, &GatherLimits::default(), &mut |found| {
        match found {
            Ok(parcel) => {
                let bytes = parcel.bytes();
                let size = bytes.as_ref().map_or(0, |bytes| bytes.len());
                told.push(format!("{} {size}", parcel.address()));
                if is_read && let Ok(bytes) = bytes {
                    shared::checked(&bytes, parcel.content_type());
                }
            }
            Err(missed) => told.push(format!("{} {}", missed.address, missed.complaint)),
        }
        ControlFlow::Continue(())
    });
    told
}

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if std::fs::write(&*FILE, bytes).is_err() {
        return;
    }
    assert_eq!(walked(true), walked(false));
});
