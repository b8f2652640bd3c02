//! In what a part differs from another of which it is said that they are of one check, and what can be done.

use chrono::NaiveDate;

use super::{Beside, BookOfPart, FoundOfPart, PartHead};
use crate::language::Catalogue;
use crate::report::Patterns;

/// So many of the paths that were named are told.
const NAMED: usize = 3;

/// In what a part differs from another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The key of its name in the catalogues.
    what: &'static str,
    /// How it is of this one, and of the other.
    own: Told,
    other: Told,
    remedy: Remedy,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Told {
    Text(String),
    /// A key of the catalogues.
    Word(&'static str),
    /// An option that was not given.
    Without(&'static str),
    /// Files by what was named, and their number and sum.
    Found(String, FoundOfPart),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Remedy {
    /// The option that must be the same.
    Option(&'static str),
    /// A key of the catalogues.
    Said(&'static str),
}

impl Difference {
    fn new(what: &'static str, own: Told, other: Told, remedy: Remedy) -> Self {
        Self {
            what,
            own,
            other,
            remedy,
        }
    }

    /// A file lies beside the applications of the one and not of the other, or says something else.
    pub(super) fn of_file(path: &str, own: Option<&Beside>, other: Option<&Beside>) -> Self {
        let told = |file: Option<&Beside>, to: Option<&Beside>| match (file, to) {
            (None, _) => Told::Word("merge.value.no_file"),
            (Some(_), Some(_)) => Told::Word("merge.value.other_text"),
            (Some(file), None) => Told::Text(file.path.clone()),
        };
        match (own, other) {
            (Some(_), Some(_)) => Self::new(
                "merge.what.text",
                Told::Text(path.to_owned()),
                told(other, own),
                Remedy::Said("merge.remedy.files"),
            ),
            _ => Self::new(
                "merge.what.beside",
                told(own, other),
                told(other, own),
                Remedy::Said("merge.remedy.files"),
            ),
        }
    }

    /// They were made in different places of one tree.
    pub(super) fn of_folder(own: &str, other: &str) -> Self {
        let told = |folder: &str| Told::Text(folder.to_owned());
        Self::new(
            "merge.what.folder",
            told(own),
            told(other),
            Remedy::Said("merge.remedy.folder"),
        )
    }

    /// The sentence about two parts, by their names.
    pub fn say(&self, part: &str, first: &str, catalogue: &Catalogue) -> String {
        let told = |told: &Told| match told {
            Told::Text(text) => text.clone(),
            Told::Word(key) => catalogue.say(key, &[]),
            Told::Without(option) => {
                catalogue.say("merge.value.without", &[("option", (*option).into())])
            }
            Told::Found(names, found) => {
                let sum = found.names_sha256.get(..12).unwrap_or_default();
                let about = [
                    ("names", names.as_str().into()),
                    ("count", found.count.into()),
                    ("sha256", sum.into()),
                ];
                catalogue.say("merge.value.found", &about)
            }
        };
        let remedy = match self.remedy {
            Remedy::Option(option) => {
                catalogue.say("merge.remedy.option", &[("option", option.into())])
            }
            Remedy::Said(key) => catalogue.say(key, &[]),
        };
        let about = [
            ("part", part.into()),
            ("first", first.into()),
            ("what", catalogue.say(self.what, &[]).into()),
            ("own", told(&self.own).into()),
            ("other", told(&self.other).into()),
            ("remedy", remedy.into()),
        ];
        catalogue.say("merge.differs", &about)
    }
}

impl PartHead {
    /// In what it differs from another of the same check, where it must not.
    pub fn differs_from(&self, other: &Self) -> Option<Difference> {
        between(self, other)
    }
}

/// Each thing that must be the same, in the order in which it is told.
fn between(own: &PartHead, other: &PartHead) -> Option<Difference> {
    let pair = |what, option, show: &dyn Fn(&PartHead) -> Told| {
        let (own, other) = (show(own), show(other));
        (own != other).then(|| Difference::new(what, own, other, Remedy::Option(option)))
    };
    let made = |head: &PartHead| Told::Text(head.tool.to_string());
    let program = Difference::new(
        "merge.what.program",
        made(own),
        made(other),
        Remedy::Said("merge.remedy.program"),
    );
    let program = (own.tool != other.tool).then_some(program);
    program
        .or_else(|| {
            let show = |head: &PartHead| {
                let others = if std::ptr::eq(head, own) { other } else { own };
                books(head, others)
            };
            pair("merge.what.books", "--rules", &show)
        })
        .or_else(|| {
            pair("merge.what.language", "--lang", &|head| {
                Told::Text(head.language.clone())
            })
        })
        .or_else(|| {
            pair("merge.what.today", "--today", &|head| {
                Told::Text(head.today.to_string())
            })
        })
        .or_else(|| pair("merge.what.as_of", "--as-of", &|head| day(head.as_of)))
        .or_else(|| {
            pair("merge.what.waivers", "--waivers", &|head| {
                named(head.count_waivers, "--no-waivers", &head.waivers)
            })
        })
        .or_else(|| {
            pair("merge.what.answers", "--answers", &|head| {
                named(head.count_answers, "--no-answers", &head.answers)
            })
        })
        .or_else(|| file(&own.waivers, &other.waivers))
        .or_else(|| file(&own.answers, &other.answers))
        .or_else(|| {
            pair("merge.what.shards", "--shard", &|head| match head.shard {
                Some(shard) => Told::Text(shard.to_string()),
                None => Told::Without("--shard"),
            })
            .filter(|_| own.shard.map(|shard| shard.of) != other.shard.map(|shard| shard.of))
        })
        .or_else(|| options(own, other))
        .or_else(|| found(own, other))
}

/// What shards were cut from: of other files one would lack what no other has.
fn found(own: &PartHead, other: &PartHead) -> Option<Difference> {
    let told = |head: &PartHead| {
        let list = head.selection.list.then(|| "--files-from".to_owned());
        let names: Vec<String> = list
            .into_iter()
            .chain(head.inputs.iter().cloned())
            .collect();
        let mut shown = names
            .iter()
            .take(NAMED)
            .cloned()
            .collect::<Vec<_>>()
            .join(", ");
        if names.len() > NAMED {
            shown.push_str(", …");
        }
        Some(Told::Found(shown, head.found.clone()?))
    };
    (own.found != other.found).then(|| {
        Difference::new(
            "merge.what.found",
            told(own).unwrap_or(Told::Word("merge.value.none")),
            told(other).unwrap_or(Told::Word("merge.value.none")),
            Remedy::Said("merge.remedy.found"),
        )
    })
}

/// The rule books of the one that the other has not; where it has all, those there are.
fn books(head: &PartHead, other: &PartHead) -> Told {
    if head.rule_books == other.rule_books {
        return Told::Text(String::new());
    }
    let own = |book: &&BookOfPart| !other.rule_books.contains(book);
    let mut books: Vec<&BookOfPart> = head.rule_books.iter().filter(own).collect();
    if books.is_empty() {
        books = head.rule_books.iter().collect();
    }
    let books = books.into_iter().map(|book| {
        let sum = book.sha256.get(..12).unwrap_or(&book.sha256);
        format!("{} {} (SHA-256 {sum}…)", book.call, book.version)
    });
    match books.collect::<Vec<_>>().join(", ") {
        none if none.is_empty() => Told::Word("merge.value.none"),
        books => Told::Text(books),
    }
}

fn day(day: Option<NaiveDate>) -> Told {
    day.map_or(Told::Without("--as-of"), |day| Told::Text(day.to_string()))
}

/// Files that were named, and are for all.
fn named(count: bool, without: &'static str, files: &[Beside]) -> Told {
    if !count {
        return Told::Text(format!("`{without}`"));
    }
    let named = files.iter().filter(|file| file.folder.is_none());
    match named.map(|file| &*file.path).collect::<Vec<_>>().join(", ") {
        none if none.is_empty() => Told::Without(without),
        named => Told::Text(named),
    }
}

/// A file of one path that says different things.
fn file(own: &[Beside], others: &[Beside]) -> Option<Difference> {
    let mut own = own.iter();
    own.find_map(|one| {
        let other = others.iter().find(|other| other.path == one.path)?;
        (one != other).then(|| Difference::of_file(&one.path, Some(one), Some(other)))
    })
}

/// The options, each as it is typed.
fn options(own: &PartHead, other: &PartHead) -> Option<Difference> {
    let mebibytes = |bytes: usize| (bytes >> 20).to_string();
    let patterns = |patterns: &Option<Patterns>| {
        patterns.as_ref().map(|all| match &*all.folder {
            "." | "" => all.patterns.join(", "),
            folder => format!("{} ({folder})", all.patterns.join(", ")),
        })
    };
    let flag = |given: bool| given.then(String::new);
    let typed = |head: &PartHead| {
        let (limits, selection) = (&head.limits, &head.selection);
        [
            ("--no-portfolio", flag(!head.portfolio)),
            ("--strict", flag(selection.strict)),
            ("--filter", flag(selection.filter)),
            ("--files-from", flag(selection.list)),
            ("--gitignore", flag(selection.gitignore)),
            ("--include", patterns(&selection.include)),
            ("--exclude", patterns(&selection.exclude)),
            ("--since", selection.since.clone()),
            ("--category", head.category.clone()),
            ("--max-findings", Some(limits.findings.to_string())),
            ("--max-file-size", Some(mebibytes(limits.bytes))),
            ("--max-value-size", Some(mebibytes(limits.scalar))),
            ("--max-nodes", Some(limits.nodes.to_string())),
        ]
    };
    let told = |option: &'static str, value: Option<String>| match value {
        None => Told::Without(option),
        Some(value) => Told::Text(format!("`{}`", format!("{option} {value}").trim_end())),
    };
    let both = typed(own).into_iter().zip(typed(other));
    for ((option, one), (_, another)) in both {
        if one != another {
            return Some(Difference::new(
                "merge.what.options",
                told(option, one),
                told(option, another),
                Remedy::Option(option),
            ));
        }
    }
    let settings = |head: &PartHead| match head.selection.set_by.join("; ") {
        none if none.is_empty() => Told::Word("merge.value.none"),
        settings => Told::Text(settings),
    };
    // What no option says is of the program.
    let (same, depth) = (own.selection == other.selection, own.limits == other.limits);
    (!same || !depth).then(|| {
        Difference::new(
            "merge.what.settings",
            settings(own),
            settings(other),
            Remedy::Said("merge.remedy.settings"),
        )
    })
}
