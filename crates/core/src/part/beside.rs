//! What lies beside the applications of a part: in the report of all parts each application must be reached by the files that reached it
//! when it was checked, wherever the folder of the check was.

use std::collections::{HashMap, HashSet};

use super::{Beside, Difference, PartHead};
use crate::decisions::whole;
use crate::texts::Texts;

/// The files of one kind, by the folders they lie in, from the root.
struct Lying<'h> {
    folder: &'h str,
    files: HashMap<String, &'h Beside>,
    /// Above these none is sought.
    roots: HashSet<String>,
}

impl<'h> Lying<'h> {
    fn of(folder: &'h str, files: &'h [Beside], roots: &[String]) -> Self {
        let lying = files.iter().filter_map(|file| {
            let of = file.folder.as_deref()?;
            Some((whole(folder, of), file))
        });
        Self {
            folder,
            files: lying.collect(),
            roots: roots.iter().map(|root| whole(folder, root)).collect(),
        }
    }
}

impl PartHead {
    /// How some of its applications are reached otherwise by what lies beside them than among all parts, of which `all` is said.
    pub fn reached_otherwise(&self, all: &Self, paths: &Texts) -> Option<Difference> {
        let waivers = (
            Lying::of(&self.folder, &self.waivers, &self.waiver_roots),
            Lying::of(&all.folder, &all.waivers, &all.waiver_roots),
        );
        let answers = (
            Lying::of(&self.folder, &self.answers, &self.answer_roots),
            Lying::of(&all.folder, &all.answers, &all.answer_roots),
        );
        let kinds = [waivers, answers];
        // Where nothing lies anywhere, nothing can be reached.
        let kinds: Vec<_> = kinds
            .into_iter()
            .filter(|(_, all)| !all.files.is_empty())
            .collect();
        if kinds.is_empty() {
            return None;
        }
        let mut cursor = paths.from(0);
        let mut last = String::new();
        while let Some(path) = cursor.next_text() {
            // The applications of a folder come one after the other.
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            if folder == last && !last.is_empty() {
                continue;
            }
            folder.clone_into(&mut last);
            for (own, all) in &kinds {
                if let Some(difference) = otherwise(own, all, path) {
                    return Some(difference);
                }
            }
        }
        None
    }
}

/// Goes up from an application on both sides, until no file is sought any more.
fn otherwise(own: &Lying<'_>, all: &Lying<'_>, path: &str) -> Option<Difference> {
    let (here, there) = (whole(own.folder, path), whole(all.folder, path));
    let (mut here, mut there) = (&*here, &*there);
    loop {
        (here, there) = match (here.rsplit_once('/'), there.rsplit_once('/')) {
            (Some((here, _)), Some((there, _))) => (here, there),
            (None, None) => return None,
            _ => return Some(Difference::of_folder(own.folder, all.folder)),
        };
        let ends = own.roots.contains(here);
        if ends != all.roots.contains(there) {
            return Some(Difference::of_folder(own.folder, all.folder));
        }
        let (one, other) = (own.files.get(here), all.files.get(there));
        if one.map(|file| &file.text) != other.map(|file| &file.text) {
            let named = one.or(other)?;
            return Some(Difference::of_file(
                &named.path,
                one.copied(),
                other.copied(),
            ));
        }
        if ends {
            return None;
        }
    }
}
