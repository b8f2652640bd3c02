//! The same keys and texts as another reader finds: `yaml_serde`, the continuation of `serde_yaml`, of quite another ancestry
//! (libyaml). Every YAML file of the repository is read by both.

use std::fs;
use std::path::PathBuf;

use atbilst_yaml::{Document, Kind, Limits, NodeId, utf8};
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::compare::read_with;
use super::read::fatal;
use crate::files::files;
use crate::program;

/// Files that the two read differently, each with the reason.
const DIFFERENCES: &[(&str, &str)] = &[
    (
        "tests/yaml/differs/byte-order-mark.yaml",
        "libyaml takes a byte-order mark and what follows for two documents",
    ),
    (
        "tests/yaml/differs/colon-in-flow.yaml",
        "libyaml refuses a colon on the line below its quoted key, which YAML 1.2 allows within brackets",
    ),
];

/// Our tree, walked by the other reader: whatever it finds must be what the node says.
#[derive(Clone, Copy)]
struct Same<'a>(Document<'a>, NodeId);

impl<'de> DeserializeSeed<'de> for Same<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, other: D) -> Result<(), D::Error> {
        match self.0.kind(self.1) {
            Kind::Scalar => other.deserialize_str(self),
            Kind::Sequence => other.deserialize_seq(self),
            Kind::Mapping => other.deserialize_map(self),
        }
    }
}

impl<'de> Visitor<'de> for Same<'_> {
    type Value = ();

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} {:?}", self.0.kind(self.1), self.0.scalar(self.1))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<(), E> {
        if text == self.0.scalar(self.1) {
            Ok(())
        } else {
            Err(E::invalid_value(de::Unexpected::Str(text), &self))
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut other: A) -> Result<(), A::Error> {
        let mut items = self.0.items(self.1);
        loop {
            let Some(item) = items.next() else {
                let more = other.next_element::<de::IgnoredAny>()?;
                return if more.is_none() {
                    Ok(())
                } else {
                    Err(de::Error::custom("the other has more items"))
                };
            };
            if other.next_element_seed(Same(self.0, item))?.is_none() {
                return Err(de::Error::custom("the other has fewer items"));
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut other: A) -> Result<(), A::Error> {
        let mut entries = self.0.entries(self.1);
        loop {
            let Some((key, value)) = entries.next() else {
                let more = other.next_key::<de::IgnoredAny>()?;
                return if more.is_none() {
                    Ok(())
                } else {
                    Err(de::Error::custom("the other has more keys"))
                };
            };
            if other.next_key_seed(Same(self.0, key))?.is_none() {
                return Err(de::Error::custom("the other has fewer keys"));
            }
            other.next_value_seed(Same(self.0, value))?;
        }
    }
}

/// What the two disagree on; `Ok` where they agree, a refusal by both included.
pub(super) fn compare(bytes: &[u8]) -> Result<(), String> {
    let text = utf8(bytes).map_err(|problem| problem.kind.key().to_owned())?;
    let (tree, problems) = read_with(text, &Limits::default());
    let ours = fatal(&problems);
    if let Some(kind) = ours.first() {
        return Err(format!("refused: {kind}"));
    }
    let document = Document { text, tree: &tree };
    let Some(root) = document.root() else {
        return Ok(());
    };
    Same(document, root)
        .deserialize(serde_yaml::Deserializer::from_str(text))
        .map_err(|error| error.to_string())
}

/// Every YAML file of the repository.
pub(super) fn repository_files() -> Vec<PathBuf> {
    files(program::here(), &["yaml"])
}

#[test]
fn both_readers_find_the_same_keys_and_texts() {
    let root = program::here();
    let files = repository_files();
    let mut agreed = 0;
    for file in &files {
        let bytes = fs::read(file).expect("a file that was listed can be read");
        let name = file
            .strip_prefix(root)
            .unwrap_or(file)
            .to_string_lossy()
            .replace('\\', "/");
        // What we refuse has nothing to compare; tests of the refusals are elsewhere.
        let found = match compare(&bytes) {
            Err(kind) if kind.starts_with("refused: ") || kind.starts_with("yaml.") => continue,
            found => found,
        };
        match DIFFERENCES.iter().find(|(known, _)| *known == name) {
            Some((_, why)) => assert!(found.is_err(), "{name} no longer differs: {why}"),
            None => assert_eq!(found, Ok(()), "{name}"),
        }
        agreed += usize::from(found.is_ok());
    }
    assert!(agreed > 0, "no file was compared");
    eprintln!("the same in {agreed} of {} files", files.len());
}
