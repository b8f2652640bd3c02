//! Reads a file of waivers strictly: a waiver with anything missing, unknown or malformed is none, and its place is told.

use sha2::{Digest, Sha256};

use super::{Entry, Scope, Waiver, WaiverFile, Waivers, is_absolute};
use crate::language::{Catalogue, Value};
use crate::own_rules::is_own;
use crate::scalar;
use atbilst_yaml as yaml;
use atbilst_yaml::invisible::is_blank;
use atbilst_yaml::source::{Lines, Span};
use atbilst_yaml::{Document, Kind, Limits, NodeId, Tree};

/// The fields of a waiver, in the order in which they are best written.
const FIELDS: [&str; 10] = [
    "rule",
    "application",
    "path",
    "call",
    "fingerprint",
    "reason",
    "approver",
    "document",
    "issued",
    "expires",
];

/// Why a waiver, or a whole file of them, waives nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The key of its sentence in the catalogue.
    pub key: String,
    /// The file and line.
    pub place: String,
    /// Whether the whole file waives nothing.
    pub whole: bool,
    about: Vec<(&'static str, String)>,
}

impl Mistake {
    /// Its sentence.
    #[must_use]
    pub fn say(&self, catalogue: &Catalogue) -> String {
        let about: Vec<(&str, Value<'_>)> = self
            .about
            .iter()
            .map(|(name, value)| (*name, value.as_str().into()))
            .collect();
        catalogue.say(&self.key, &about)
    }
}

/// Reads a file of waivers. `name` is its path as reports name it; paths within are relative to its folder.
#[must_use]
pub fn read(name: &str, bytes: &[u8]) -> Waivers {
    let mut waivers = Waivers {
        files: vec![WaiverFile {
            path: name.into(),
            sha256: Sha256::digest(bytes).into(),
        }],
        ..Waivers::default()
    };
    let lossy = String::from_utf8_lossy(bytes);
    let lines = Lines::of(&lossy);
    let mut tree = Tree::default();
    let mut problems = Vec::new();
    match yaml::decode(bytes) {
        Ok(text) => yaml::read(text, &Limits::default(), &mut tree, &mut problems),
        Err(problem) => problems.push(problem),
    }
    let document = Document {
        text: &lossy,
        tree: &tree,
    };
    let reader = Reader {
        name,
        document,
        lines: &lines,
    };
    if problems.is_empty() {
        reader.file(&mut waivers);
    } else {
        waivers.entries.extend(problems.iter().map(|problem| {
            let key = format!("{}.message", problem.kind.key());
            let about = problem.kind.args();
            Entry::Mistake(reader.mistake(true, &key, problem.span, about))
        }));
    }
    waivers
}

/// A path without `.` and `..`, as far as its words alone tell.
pub(super) fn plain(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "." => {}
            "" if !parts.is_empty() => {}
            ".." if parts
                .last()
                .is_some_and(|&last| last != ".." && !last.is_empty()) =>
            {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts.join("/")
}

struct Reader<'a> {
    name: &'a str,
    document: Document<'a>,
    lines: &'a Lines<'a>,
}

type Fallible<T> = Result<T, Mistake>;

impl<'a> Reader<'a> {
    fn file(&self, waivers: &mut Waivers) {
        let document = self.document;
        // A file with nothing in it, or with an empty list, waives nothing and is no mistake.
        let Some(root) = document.root().filter(|&root| !document.is_null(root)) else {
            return;
        };
        if let Some(mistake) = self.frame(root) {
            waivers.entries.push(Entry::Mistake(mistake));
        } else if let Some(list) = document.get(root, "waivers") {
            let entry = |item| match self.waiver(item) {
                Ok(waiver) => Entry::Waiver(waiver),
                Err(mistake) => Entry::Mistake(mistake),
            };
            waivers.entries.extend(document.items(list).map(entry));
        }
    }

    /// What is wrong with what stands around the waivers.
    fn frame(&self, root: NodeId) -> Option<Mistake> {
        let document = self.document;
        if document.kind(root) != Kind::Mapping {
            return Some(self.whole("waiver.not_a_list", document.span(root)));
        }
        document.entries(root).find_map(|(key, value)| {
            let name = document.scalar(key);
            if name != "waivers" {
                let about = vec![("found", name.to_owned())];
                let span = document.span(key);
                Some(self.mistake(true, "waiver.unknown_top", span, about))
            } else if document.kind(value) != Kind::Sequence && !document.is_null(value) {
                Some(self.whole("waiver.not_a_list", document.span(value)))
            } else {
                None
            }
        })
    }

    fn waiver(&self, item: NodeId) -> Fallible<Waiver> {
        let document = self.document;
        if document.kind(item) != Kind::Mapping {
            return Err(self.refuse("waiver.not_a_waiver", item, &[]));
        }
        for (key, _) in document.entries(item) {
            let name = document.scalar(key);
            if !FIELDS.contains(&name) {
                let allowed = FIELDS.join(", ");
                let about = [("found", name), ("allowed", &allowed)];
                return Err(self.refuse("waiver.unknown_key", key, &about));
            }
        }
        let rule = self.need(item, "rule")?.to_owned();
        // What is missing or unreadable keeps rules from being judged, and nobody can answer for what was not judged.
        if is_own(&rule) {
            return Err(self.refuse("waiver.never", item, &[("rule", &rule)]));
        }
        let waiver = Waiver {
            rule,
            scope: self.scope(item)?,
            fingerprint: self.fingerprint(item)?,
            reason: self.need(item, "reason")?.to_owned(),
            approver: self.need(item, "approver")?.to_owned(),
            document: self.need(item, "document")?.to_owned(),
            issued: self.day(item, "issued")?,
            expires: self.day(item, "expires")?,
            place: self.place(document.span(item)),
            folder: None,
        };
        if waiver.expires < waiver.issued {
            let (issued, expires) = (waiver.issued.to_string(), waiver.expires.to_string());
            let about = [("issued", &*issued), ("expires", &*expires)];
            return Err(self.refuse("waiver.ends_first", item, &about));
        }
        Ok(waiver)
    }

    fn scope(&self, item: NodeId) -> Fallible<Scope> {
        let application = self.text(item, "application")?;
        let path = self.text(item, "path")?;
        let call = self.text(item, "call")?;
        match (application, path, call) {
            (Some(id), None, None) => Ok(Scope::Application(id.to_owned())),
            (None, Some(path), None) => {
                let folder = self.name.rsplit_once('/').map(|(folder, _)| folder);
                let whole = match folder {
                    Some(folder) if !is_absolute(path) => format!("{folder}/{path}"),
                    _ => path.to_owned(),
                };
                Ok(Scope::Path(path.to_owned(), plain(&whole)))
            }
            (None, None, Some(call)) => Ok(Scope::Call(call.to_owned())),
            _ => Err(self.refuse("waiver.one_scope", item, &[])),
        }
    }

    fn fingerprint(&self, item: NodeId) -> Fallible<Option<String>> {
        let Some(text) = self.text(item, "fingerprint")? else {
            return Ok(None);
        };
        let digits = text.strip_prefix("sha256:").unwrap_or("");
        let is_hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if digits.len() == 64 && digits.bytes().all(is_hex) {
            Ok(Some(text.to_owned()))
        } else {
            Err(self.refuse("waiver.not_a_fingerprint", item, &[("found", text)]))
        }
    }

    fn day(&self, item: NodeId, key: &str) -> Fallible<chrono::NaiveDate> {
        let text = self.need(item, key)?;
        let about = [("key", key), ("found", text)];
        scalar::date(text).ok_or_else(|| self.refuse("waiver.not_a_date", item, &about))
    }

    fn need(&self, item: NodeId, key: &str) -> Fallible<&'a str> {
        let missing = || self.refuse("waiver.missing", item, &[("key", key)]);
        self.text(item, key)?.ok_or_else(missing)
    }

    /// The text of a field; `None` where the field is absent, a mistake where it is there and holds no text.
    fn text(&self, item: NodeId, key: &str) -> Fallible<Option<&'a str>> {
        let document = self.document;
        let Some(value) = document.get(item, key) else {
            return Ok(None);
        };
        let text = document.scalar(value);
        let is_text =
            document.kind(value) == Kind::Scalar && !document.is_null(value) && !is_blank(text);
        if is_text {
            Ok(Some(text))
        } else {
            Err(self.refuse("waiver.not_a_text", value, &[("key", key)]))
        }
    }

    fn refuse(&self, key: &str, node: NodeId, about: &[(&'static str, &str)]) -> Mistake {
        let owned = |&(name, value): &(&'static str, &str)| (name, value.to_owned());
        let about = about.iter().map(owned).collect();
        self.mistake(false, key, self.document.span(node), about)
    }

    fn whole(&self, key: &str, span: Span) -> Mistake {
        self.mistake(true, key, span, Vec::new())
    }

    fn mistake(
        &self,
        whole: bool,
        key: &str,
        span: Span,
        about: Vec<(&'static str, String)>,
    ) -> Mistake {
        Mistake {
            key: key.to_owned(),
            place: self.place(span),
            whole,
            about,
        }
    }

    fn place(&self, span: Span) -> String {
        format!("{}:{}", self.name, self.lines.position(span.start).line)
    }
}
