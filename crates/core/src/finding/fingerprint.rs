//! What names a finding from run to run.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Identity of a finding over time: rule, application, pointer and found value; never line, message or language.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize,
)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// Hashes what identifies a finding. `subject` is the application's id, or its path where it has none;
    /// `occurrence` tells equal findings of one file apart, from 0.
    pub fn new(rule: &str, subject: &str, pointer: &str, found: &str, occurrence: usize) -> Self {
        let mut hash = Sha256::new();
        for part in [rule, subject, pointer, found] {
            // Of one width everywhere: the same finding has one identity on every machine.
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        if occurrence > 0 {
            hash.update((occurrence as u64).to_le_bytes());
        }
        Self(hash.finalize().into())
    }

    /// Hashes what a finding rests on: everything that was looked at, in whatever order it was.
    pub fn of_all(looked_at: Vec<String>) -> Self {
        let mut all = LookedAt::default();
        looked_at.into_iter().for_each(|part| all.add(part));
        all.fingerprint()
    }
}

/// What was looked at, each with how often: where every item is held against every other, most of it is the same.
#[derive(Debug, Default)]
pub(crate) struct LookedAt(BTreeMap<String, u64>);

impl LookedAt {
    pub(crate) fn add(&mut self, part: String) {
        let times = self.0.entry(part).or_default();
        *times = times.saturating_add(1);
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Hashes it, in order, each as often as it was looked at.
    pub(crate) fn fingerprint(&self) -> Fingerprint {
        let mut hash = Sha256::new();
        for (part, &times) in &self.0 {
            for _ in 0..times {
                hash.update((part.len() as u64).to_le_bytes());
                hash.update(part);
            }
        }
        Fingerprint(hash.finalize().into())
    }
}

impl std::fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "sha256:{}", Hex(&self.0))
    }
}

/// Bytes as lower-case hexadecimal digits.
#[derive(Debug)]
pub struct Hex<'a>(pub &'a [u8]);

impl std::fmt::Display for Hex<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut digits = [0; 64];
        self.0.chunks(digits.len() / 2).try_for_each(|bytes| {
            let digits = base16ct::lower::encode_str(bytes, &mut digits);
            f.write_str(digits.map_err(|_| std::fmt::Error)?)
        })
    }
}
