//! The applications of several parts, one after another in the order of their paths. Whether the parts are of one check, and whether all
//! are there, is seen before anything is written.

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap, HashMap};
use std::path::{Path, PathBuf};

use anyhow::{anyhow, bail};
use sha2::{Digest as _, Sha256};

use super::stored::StoredPart;
use crate::THIS;
use crate::cli::output;
use atbilst_core::check::Checked;
use atbilst_core::language::Catalogue;
use atbilst_core::message::aggregate::Cited;
use atbilst_core::part::{Difference, PartEnd, PartHead, PartMistake, PartReader, ProgramOfPart};

/// Parts of one check.
pub(super) struct Joined {
    parts: Vec<(PathBuf, PartReader<StoredPart>)>,
    /// The path of the next application of each part that has one, and which part that is.
    next: BinaryHeap<Reverse<(String, usize)>>,
}

impl Joined {
    /// Opens them. What they say of how they were made, and at their ends, is put together.
    ///
    /// # Errors
    /// Which part is not of the same check, or is damaged, and what is wrong with it.
    pub(super) fn open(
        paths: &[PathBuf],
        catalogue: &Catalogue,
    ) -> anyhow::Result<(Self, PartHead, PartEnd)> {
        let mut parts: Vec<(PathBuf, PartReader<StoredPart>)> = Vec::new();
        let mut end = PartEnd::of_nothing();
        if let Some(path) = paths.iter().find(|path| !StoredPart::may_be(path)) {
            bail!(output::about(path, "merge.no_file", catalogue));
        }
        for path in paths {
            let stored = StoredPart::at(path).map_err(PartMistake::Io);
            let part = stored.and_then(PartReader::open);
            let part = part.map_err(|mistake| refused(path, mistake, catalogue))?;
            let said = PartEnd::read(part.end());
            end.join(said.map_err(|mistake| refused(path, mistake, catalogue))?);
            parts.push((path.clone(), part));
        }
        let Some((first, one)) = parts.first() else {
            bail!(catalogue.say("cli.nothing_to_check", &[]));
        };
        let mut head = one.head.clone();
        if (&*head.tool.version, head.tool.commit.as_deref()) != (THIS.version, THIS.commit) {
            let this = ProgramOfPart {
                version: THIS.version.to_owned(),
                commit: THIS.commit.map(str::to_owned),
            };
            let about = [
                ("part", first.to_string_lossy().into()),
                ("own", head.tool.to_string().into()),
                ("other", this.to_string().into()),
            ];
            bail!(catalogue.say("merge.differs_from_program", &about));
        }
        for (path, part) in parts.iter().skip(1) {
            if let Some(difference) = part.head.differs_from(&one.head) {
                return Err(differs(path, first, &difference, catalogue));
            }
            head.join(&part.head);
        }
        complete(&parts, catalogue)?;
        twice(&parts, catalogue)?;
        spelled_twice(&parts, catalogue)?;
        for (at, (path, part)) in parts.iter().enumerate() {
            if let Some(difference) = part.head.reached_otherwise(&head, part.paths()) {
                let other = if at == 0 { parts.get(1) } else { parts.first() };
                let other = other.map_or(&**path, |(other, _)| &**other);
                return Err(differs(path, other, &difference, catalogue));
            }
        }
        head.shard = None;
        let next = parts.iter().zip(0..);
        let next = next.filter_map(|((_, part), at)| Some(Reverse((part.next_path()?, at))));
        let joined = Self {
            next: next.collect(),
            parts,
        };
        Ok((joined, head, end))
    }

    /// How many applications there are.
    pub(super) fn len(&self) -> usize {
        let counts = self.parts.iter().map(|(_, part)| part.paths().len());
        counts.fold(0, usize::saturating_add)
    }

    /// The next application.
    ///
    /// # Errors
    /// Which part cannot be read, and why.
    pub(super) fn next(&mut self, catalogue: &Catalogue) -> anyhow::Result<Option<Checked>> {
        let Some(Reverse((_, at))) = self.next.pop() else {
            return Ok(None);
        };
        let Some((path, part)) = self.parts.get_mut(at) else {
            return Ok(None);
        };
        let checked = part.next_application();
        let checked = checked.map_err(|mistake| refused(path, mistake, catalogue))?;
        let after = part.next_path();
        self.next.extend(after.map(|path| Reverse((path, at))));
        Ok(checked)
    }

    /// What a finding over all may show of an application.
    ///
    /// # Errors
    /// Which part cannot be read, and why.
    pub(super) fn cited(&self, path: &str, catalogue: &Catalogue) -> anyhow::Result<Option<Cited>> {
        for (file, part) in &self.parts {
            let cited = part.cited(path);
            let cited = cited.map_err(|mistake| refused(file, mistake, catalogue))?;
            if cited.is_some() {
                return Ok(cited);
            }
        }
        Ok(None)
    }
}

fn refused(path: &Path, mistake: PartMistake, catalogue: &Catalogue) -> anyhow::Error {
    match mistake {
        PartMistake::NotAPart => anyhow!(output::about(path, "merge.not_a_part", catalogue)),
        PartMistake::Damaged => anyhow!(output::about(path, "merge.damaged", catalogue)),
        PartMistake::Changed => anyhow!(output::about(path, "merge.changed", catalogue)),
        PartMistake::OtherForm(form) => {
            let about = [
                ("path", path.to_string_lossy().into()),
                ("form", form.into()),
            ];
            anyhow!(catalogue.say("merge.other_form", &about))
        }
        PartMistake::Io(error) => {
            anyhow::Error::new(error).context(output::about(path, "merge.unreadable", catalogue))
        }
    }
}

fn differs(
    path: &Path,
    first: &Path,
    difference: &Difference,
    catalogue: &Catalogue,
) -> anyhow::Error {
    let (path, first) = (path.to_string_lossy(), first.to_string_lossy());
    anyhow!(difference.say(&path, &first, catalogue))
}

/// Of parts that say which of how many they are, all must be there.
fn complete(
    parts: &[(PathBuf, PartReader<StoredPart>)],
    catalogue: &Catalogue,
) -> anyhow::Result<()> {
    let shards: Vec<_> = parts
        .iter()
        .filter_map(|(_, part)| part.head.shard)
        .collect();
    let there: BTreeSet<u32> = shards.iter().map(|shard| shard.number).collect();
    let Some(of) = shards.first().map(|shard| shard.of) else {
        return Ok(());
    };
    let missing: Vec<u32> = (1..=of).filter(|number| !there.contains(number)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let few = missing.iter().take(10);
    let few: Vec<String> = few.map(|number| format!("{number}/{of}")).collect();
    let about = [
        ("count", missing.len().into()),
        ("names", few.join(", ").into()),
    ];
    bail!(catalogue.say("merge.missing", &about))
}

/// No application may stand in two parts.
fn twice(parts: &[(PathBuf, PartReader<StoredPart>)], catalogue: &Catalogue) -> anyhow::Result<()> {
    let mut cursors: Vec<_> = parts.iter().map(|(_, part)| part.paths().from(0)).collect();
    let mut next = BinaryHeap::new();
    for (part, cursor) in cursors.iter_mut().enumerate() {
        next.extend(
            cursor
                .next_text()
                .map(|path| Reverse((path.to_owned(), part))),
        );
    }
    let mut last: Option<(String, usize)> = None;
    while let Some(Reverse((path, part))) = next.pop() {
        if let Some((_, other)) = last.as_ref().filter(|(last, _)| *last == path) {
            return Err(in_two(parts, &path, *other, part, catalogue));
        }
        let after = cursors.get_mut(part).and_then(|cursor| cursor.next_text());
        next.extend(after.map(|path| Reverse((path.to_owned(), part))));
        last = Some((path, part));
    }
    Ok(())
}

fn in_two(
    parts: &[(PathBuf, PartReader<StoredPart>)],
    path: &str,
    one: usize,
    other: usize,
    catalogue: &Catalogue,
) -> anyhow::Error {
    let name = |part: usize| {
        let path = parts.get(part).map(|(path, _)| path.to_string_lossy());
        path.unwrap_or_default().into_owned()
    };
    let about = [
        ("path", path.into()),
        ("one", name(one).into()),
        ("other", name(other).into()),
    ];
    anyhow!(catalogue.say("merge.twice", &about))
}

/// Nor under two names. Where all lead down from one folder, what is called otherwise is another file.
fn spelled_twice(
    parts: &[(PathBuf, PartReader<StoredPart>)],
    catalogue: &Catalogue,
) -> anyhow::Result<()> {
    let heads = || parts.iter().map(|(_, part)| &part.head);
    let folders: BTreeSet<&str> = heads().map(|head| &*head.folder).collect();
    if folders.len() < 2 && heads().all(|head| head.elsewhere.is_empty()) {
        return Ok(());
    }
    let mut seen: HashMap<[u8; 32], usize> = HashMap::new();
    for (number, (_, part)) in parts.iter().enumerate() {
        let mut cursor = part.paths().from(0);
        while let Some(path) = cursor.next_text() {
            let place = part.head.place_of(path);
            if let Some(other) = seen.insert(Sha256::digest(&place).into(), number) {
                return Err(in_two(parts, path, other, number, catalogue));
            }
        }
    }
    Ok(())
}
