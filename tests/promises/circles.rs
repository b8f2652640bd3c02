//! Below the rooms: no file leads back to itself by way of those it uses, but where the thing itself does. A file and the folder of
//! its name are one place, so what passes between those two is no circle.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::files::files;

/// The circles that there are, by their first file, and why.
const OF_THE_THING: &[(&str, &str)] = &[
    // A quantity holds conditions on its items, and a condition compares quantities.
    ("crates/core/src", "condition::operators"),
    // A finding knows its application, which knows its findings.
    ("packaging/python/src", "application"),
];

#[test]
fn no_file_leads_back_to_itself() {
    let crates = std::fs::read_dir("crates").expect("the crates");
    let crates = crates.map(|found| found.expect("a crate").path().join("src"));
    let others = ["src", "packaging/python/src"].map(|place| Path::new(place).to_owned());
    let mut found = Vec::new();
    for source in crates.chain(others) {
        let modules = Modules::of(&source);
        let place = source.to_string_lossy().into_owned();
        let circles = modules.circles().into_iter();
        found.extend(circles.map(|circle| (place.clone(), circle)));
    }
    for (place, circle) in &found {
        let first = (place.as_str(), circle[0].as_str());
        assert!(
            OF_THE_THING.contains(&first),
            "{place}: each of these leads to the next and back: {circle:?}"
        );
    }
    assert_eq!(
        found.len(),
        OF_THE_THING.len(),
        "none is gone, or it is taken from the table"
    );
}

/// The files of a crate by the paths of their modules; that of the crate itself is empty.
struct Modules(BTreeMap<String, Module>);

#[derive(Default)]
struct Module {
    /// What `use` brings in, and whether it is given on.
    uses: Vec<(bool, String)>,
    /// What is named by its path.
    paths: Vec<String>,
    text: String,
}

impl Modules {
    fn of(source: &Path) -> Self {
        let mut modules = BTreeMap::new();
        for path in files(source, &["rs"]) {
            let inside = path
                .strip_prefix(source)
                .expect("inside")
                .with_extension("");
            let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
            let name = match parts.join("::") {
                root if root == "lib" || root == "main" => String::new(),
                name => name,
            };
            let text = std::fs::read_to_string(&path).expect("a source file");
            modules.insert(name, Module::of(&text));
        }
        Self(modules)
    }

    /// The files that each uses, without those that hold it or that it holds.
    fn used_by(&self, name: &str, module: &Module) -> BTreeSet<String> {
        let given_on = |to: &str, public| public && is_inside(to, name);
        let brought = module.uses.iter().filter_map(|(public, path)| {
            let to = self.resolve(name, path, 0)?;
            (!given_on(&to, *public)).then_some(to)
        });
        let named = module.paths.iter();
        let named = named.filter_map(|path| self.resolve(name, path, 0));
        brought
            .chain(named)
            .filter(|to| !is_inside(to, name) && !is_inside(name, to))
            .collect()
    }

    /// The module in which that stands which a path names, seen from a module; none where it is not of this crate.
    fn resolve(&self, from: &str, path: &str, depth: u8) -> Option<String> {
        let path = path.split(" as ").next()?;
        let mut parts = path.split("::").peekable();
        let mut at = from.to_owned();
        match *parts.peek()? {
            "crate" => at.clear(),
            "self" | "super" => {}
            child if self.0.contains_key(&joined(from, child)) => {}
            _ => return None,
        }
        while let Some(step) = parts.next_if(|part| matches!(*part, "crate" | "self" | "super")) {
            if step == "super" {
                at = at
                    .rsplit_once("::")
                    .map_or("", |(above, _)| above)
                    .to_owned();
            }
        }
        while let Some(part) = parts.next_if(|part| self.0.contains_key(&joined(&at, part))) {
            at = joined(&at, part);
        }
        let Some(item) = parts.next().filter(|item| *item != "*" && *item != "self") else {
            return Some(at);
        };
        // What a module only gives on stands elsewhere.
        let module = self.0.get(&at).filter(|_| depth < 8)?;
        let elsewhere = module.uses.iter().find_map(|(public, path)| {
            let (around, last) = path.rsplit_once("::")?;
            let last = last.rsplit_once(" as ").map_or(last, |(_, name)| name);
            match last {
                "*" if *public => {
                    let to = self.resolve(&at, around, depth + 1)?;
                    self.0[&to].defines(item).then_some(to)
                }
                last if last == item => self.resolve(&at, path, depth + 1),
                _ => None,
            }
        });
        elsewhere.or(Some(at))
    }

    /// The files that lead to each other, each circle in the order of their names.
    fn circles(&self) -> BTreeSet<Vec<String>> {
        let uses: BTreeMap<_, _> = (self.0.iter())
            .map(|(name, module)| (name.clone(), self.used_by(name, module)))
            .collect();
        let reached: BTreeMap<_, _> = (uses.keys())
            .map(|name| (name.as_str(), reached(&uses, name)))
            .collect();
        let circles = reached.iter().map(|(name, there)| {
            let back = there.iter().filter(|to| reached[*to].contains(name));
            back.map(|to| (*to).to_owned()).collect::<Vec<_>>()
        });
        circles.filter(|all| !all.is_empty()).collect()
    }
}

/// Everything that a file leads to.
fn reached<'a>(uses: &'a BTreeMap<String, BTreeSet<String>>, from: &'a str) -> BTreeSet<&'a str> {
    let (mut seen, mut next) = (BTreeSet::new(), vec![from]);
    while let Some(at) = next.pop() {
        let used = uses[at].iter().map(String::as_str);
        next.extend(used.filter(|to| seen.insert(*to)));
    }
    seen
}

impl Module {
    fn of(text: &str) -> Self {
        // Its tests stand last, and may look at it from above.
        let program = text.split("\n#[cfg(test)]").next().unwrap_or_default();
        let mut module = Self::default();
        let mut used = String::new();
        for line in program.lines().map(str::trim) {
            let starts = ["use ", "pub use ", "pub(crate) use ", "pub(super) use "];
            if line.starts_with("//") {
                continue;
            }
            if !used.is_empty() || starts.iter().any(|start| line.starts_with(start)) {
                used.push_str(line);
                if let Some(whole) = used.strip_suffix(';') {
                    let (before, tree) = whole.split_once("use ").expect("a use");
                    let paths = expanded(tree).into_iter();
                    let public = !before.is_empty();
                    module.uses.extend(paths.map(|path| (public, path)));
                    used.clear();
                }
            } else {
                module.paths.extend(paths_in(line));
                module.text.push_str(line);
                module.text.push('\n');
            }
        }
        module
    }

    fn defines(&self, item: &str) -> bool {
        let kinds = ["struct", "enum", "fn", "trait", "type", "const", "static"];
        let mut words = self.text.split(|c: char| !is_part(c)).peekable();
        while let Some(word) = words.next() {
            if kinds.contains(&word) && words.peek() == Some(&item) {
                return true;
            }
        }
        false
    }
}

/// The paths of a `use`, each by itself.
fn expanded(tree: &str) -> Vec<String> {
    let Some((before, rest)) = tree.split_once('{') else {
        return vec![tree.trim().to_owned()];
    };
    let inside = rest.rsplit_once('}').map_or(rest, |(inside, _)| inside);
    let (mut parts, mut depth) = (vec![String::new()], 0);
    for c in inside.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        parts.last_mut().expect("one").push(c);
    }
    let parts = parts.iter().map(|part| part.trim());
    let parts = parts.filter(|part| !part.is_empty());
    parts
        .flat_map(|part| expanded(part).into_iter())
        .map(|part| format!("{}{part}", before.trim()))
        .collect()
}

/// Every path of a line of code.
fn paths_in(line: &str) -> Vec<String> {
    let texts = line.split('"').step_by(2);
    let words = texts.flat_map(|code| code.split(|c: char| !is_part(c) && c != ':'));
    let words = words.map(|word| word.trim_matches(':'));
    words
        .filter(|word| word.contains("::"))
        .map(str::to_owned)
        .collect()
}

fn is_part(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn joined(module: &str, part: &str) -> String {
    if module.is_empty() {
        return part.to_owned();
    }
    format!("{module}::{part}")
}

/// Whether a module is another, or stands in it; the crate itself holds them all.
fn is_inside(module: &str, of: &str) -> bool {
    let rest = module.strip_prefix(of);
    of.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}
