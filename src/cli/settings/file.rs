//! The file of settings as its words tell: each setting with its place, and every mistake with its own.

use std::path::{Component, Path, PathBuf};

use atbilst_core::language::{Catalogue, Value};
use atbilst_core::suggest::nearest;
use atbilst_render::is_report;
use atbilst_yaml::source::Lines;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::cli::files;

use super::known::{Kind, Known, SETTINGS};
use super::{Setting, SettingValue};

/// What a file says.
#[derive(Debug, Default)]
pub(super) struct FileSettings {
    pub(super) settings: Vec<Setting>,
    /// What is wrong with it, each with its place.
    pub(super) mistakes: Vec<String>,
}

/// Reads the text of a file that is called so. Paths in it lead on from its folder.
pub(super) fn read(name: &str, text: &str, folder: &Path, catalogue: &Catalogue) -> FileSettings {
    let mut reading = Reading {
        name,
        lines: Lines::of(text),
        folder,
        catalogue,
        file: FileSettings::default(),
    };
    match DeTable::parse(text) {
        Ok(table) => reading.table(table.get_ref()),
        Err(error) => {
            let at = error.span().map_or(0, |span| span.start);
            let about = [("why", error.message().into())];
            reading.mistake(at, "settings.not_toml", &about);
        }
    }
    reading.file
}

struct Reading<'a> {
    name: &'a str,
    lines: Lines<'a>,
    folder: &'a Path,
    catalogue: &'a Catalogue,
    file: FileSettings,
}

type Node<'a> = Spanned<DeValue<'a>>;

impl Reading<'_> {
    fn mistake(&mut self, at: usize, key: &str, about: &[(&str, Value<'_>)]) {
        let (place, sentence) = (self.place(at), self.catalogue.say(key, about));
        self.file.mistakes.push(format!("{place}: {sentence}"));
    }

    fn place(&self, at: usize) -> String {
        let position = self.lines.position(u32::try_from(at).unwrap_or(u32::MAX));
        format!("{}:{}:{}", self.name, position.line, position.column)
    }

    fn table(&mut self, table: &DeTable<'_>) {
        for (key, value) in table.iter() {
            let name = key.get_ref();
            let Some(known) = SETTINGS.iter().find(|known| known.name == &**name) else {
                let names = SETTINGS.iter().map(|known| known.name);
                self.unknown(key.span().start, name, names);
                continue;
            };
            if let Some(value) = self.value(known, value) {
                let from = self.place(key.span().start);
                self.file.settings.push(Setting { known, value, from });
            }
        }
    }

    fn unknown<'n>(
        &mut self,
        at: usize,
        found: &str,
        names: impl Iterator<Item = &'n str> + Clone,
    ) {
        let all: Vec<&str> = names.clone().collect();
        let similar = nearest(found, names.map(|name| (name, name))).unwrap_or_default();
        let key = match similar {
            "" => "settings.unknown",
            _ => "settings.unknown_similar",
        };
        let about = [
            ("found", found.into()),
            ("similar", similar.into()),
            ("names", all.join(", ").into()),
        ];
        self.mistake(at, key, &about);
    }

    fn value(&mut self, known: &Known, node: &Node<'_>) -> Option<SettingValue> {
        let value = match (known.kind, node.get_ref()) {
            (Kind::Paths | Kind::Files, _) => {
                let paths = self.texts(node)?;
                let paths = paths.iter().map(|path| self.folder.join(path));
                Some(SettingValue::Paths(paths.collect()))
            }
            (Kind::Patterns, _) => Some(SettingValue::Patterns {
                folder: self.folder.to_owned(),
                patterns: self.texts(node)?,
            }),
            (Kind::FileOrNone, DeValue::Boolean(false)) => Some(SettingValue::Flag(false)),
            (Kind::File | Kind::FileOrNone, DeValue::String(file)) => {
                Some(SettingValue::Paths(vec![self.folder.join(&**file)]))
            }
            (Kind::Reports, _) => self.reports(node).map(SettingValue::Reports),
            (Kind::Flag | Kind::Unless, DeValue::Boolean(flag)) => Some(SettingValue::Flag(*flag)),
            (Kind::Word, DeValue::String(word)) => Some(SettingValue::Word(word.to_string())),
            (Kind::Word, DeValue::Datetime(day)) => Some(SettingValue::Word(day.to_string())),
            (Kind::Number, DeValue::Integer(number)) => {
                Some(SettingValue::Word(number.as_str().to_owned()))
            }
            _ => None,
        };
        if value.is_none() && known.kind != Kind::Reports {
            self.mistake(node.span().start, known.kind.wanted(), &[]);
        }
        value
    }

    /// A text, or a list of texts.
    fn texts(&mut self, node: &Node<'_>) -> Option<Vec<String>> {
        let items = match node.get_ref() {
            DeValue::String(text) => return Some(vec![text.to_string()]),
            DeValue::Array(items) => items.iter(),
            _ => {
                self.mistake(node.span().start, "settings.texts", &[]);
                return None;
            }
        };
        let mut texts = Vec::new();
        for item in items {
            match item.get_ref() {
                DeValue::String(text) => texts.push(text.to_string()),
                _ => {
                    self.mistake(item.span().start, "settings.texts", &[]);
                    return None;
                }
            }
        }
        Some(texts)
    }

    /// The files of reports by their formats. None leads out of the folder of the settings: whoever wrote them is not who runs the check.
    fn reports(&mut self, node: &Node<'_>) -> Option<Vec<(String, PathBuf)>> {
        let DeValue::Table(table) = node.get_ref() else {
            self.mistake(node.span().start, "settings.reports", &[]);
            return None;
        };
        let mut reports = Vec::new();
        for (format, file) in table.iter() {
            let Some(path) = file.get_ref().as_str() else {
                self.mistake(file.span().start, "settings.text", &[]);
                return None;
            };
            // Standard output.
            if path == "-" {
                reports.push((format.get_ref().to_string(), PathBuf::from(path)));
                continue;
            }
            let inside =
                |part: Component<'_>| matches!(part, Component::Normal(_) | Component::CurDir);
            let place = self.folder.join(path);
            if !Path::new(path).components().all(inside) || !leads_into(&place, self.folder) {
                self.mistake(file.span().start, "settings.report_outside", &[]);
                return None;
            }
            if !is_for_a_report(&place) {
                let endings = [&OF_DATA[..], &OF_TEXT].concat().join(", ");
                self.mistake(
                    file.span().start,
                    "settings.report_elsewhere",
                    &[("found", path.into()), ("endings", endings.into())],
                );
                return None;
            }
            reports.push((format.get_ref().to_string(), place));
        }
        Some(reports)
    }
}

/// Endings of files into which settings may write a report, though settings of other programs have them, too: never over one of those.
const OF_DATA: [&str; 7] = ["json", "jsonl", "ndjson", "rdjson", "sarif", "yaml", "yml"];
/// Endings of files that no program runs or reads by itself: settings may write a report into any of them.
const OF_TEXT: [&str; 8] = ["csv", "xlsx", "html", "htm", "md", "xml", "txt", "log"];

/// Whether settings may write a report there: not over what is none, as `package.json`, and into nothing that a program would run.
fn is_for_a_report(file: &Path) -> bool {
    let ending = file.extension().and_then(|ending| ending.to_str());
    let is_one = |endings: &[&str]| ending.is_some_and(|ending| endings.contains(&ending));
    // A list of no findings is empty.
    let is_ours = |text: &[u8]| is_report(text) || matches!(text.trim_ascii(), b"" | b"[]");
    let is_free = || !file.exists() || files::beginning(file).is_ok_and(|text| is_ours(&text));
    is_one(&OF_TEXT) || (is_one(&OF_DATA) && is_free())
}

/// Whether a file that may not be there yet lies in a folder, whatever links are on the way, and in no hidden one below it: what git
/// keeps, and what says how a repository is built, are no places of reports.
fn leads_into(file: &Path, folder: &Path) -> bool {
    let real = |path: &Path| match path.as_os_str().is_empty() {
        true => std::fs::canonicalize("."),
        false => std::fs::canonicalize(path),
    };
    let is_hidden = |path: &Path| {
        let mut parts = path.components();
        parts.any(|part| part.as_os_str().as_encoded_bytes().starts_with(b"."))
    };
    let parent = file.parent().map(real);
    match (parent, real(folder)) {
        (Some(Ok(parent)), Ok(folder)) => {
            let below = parent.strip_prefix(&folder);
            below.is_ok_and(|below| !is_hidden(below)) && !file.is_symlink()
        }
        // Where there is no such folder, the report cannot be written, and that will be said.
        _ => true,
    }
}
