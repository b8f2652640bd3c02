//! The manifest of a check: every report and every file that it rests on, each with its SHA-256, as `sha256sum -c` reads it; and whether
//! the files are still those.

use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use sha2::{Digest, Sha256};

use atbilst_core::finding::Hex;
use atbilst_core::language::Catalogue;
use atbilst_core::report::Report;
use atbilst_core::tool::Tool;
use atbilst_render::escape::shown;

use super::identity::FileIdentity;
use super::targets::{self, ReportFile, Target};
use super::{Ending, books, output};
use crate::discover;

/// Writes the manifest of a check, once its reports are written.
pub(super) fn write(
    path: &Path,
    reports: &[ReportFile],
    part: Option<&Target>,
    rules: &[PathBuf],
    report: &Report,
    catalogue: &Catalogue,
) -> anyhow::Result<()> {
    let written = reports.iter().filter_map(ReportFile::file);
    let written = written.chain(part.and_then(Target::file));
    let written = written.map(|(path, _)| path.to_owned());
    let rules = books::files(rules, catalogue)?;
    // The captured words of the law are part of what a rule book rests on.
    let words = rules.iter().flat_map(|path| {
        let mut books = report.rule_books.iter();
        let book = books.find(|book| Path::new(&*book.name) == path);
        let sources = book.into_iter().flat_map(|book| &*book.sources);
        let captured = sources.filter_map(|source| source.captured.as_ref());
        let captured = captured.filter(|captured| captured.compared);
        captured.map(|captured| path.with_file_name(&captured.path))
    });
    let beside = written.chain(words).chain(rules.iter().cloned());
    let mut listed: Vec<(String, [u8; 32])> = Vec::new();
    for file in beside {
        let sum =
            sum(&file).with_context(|| output::about(&file, "manifest.unreadable", catalogue))?;
        listed.push((discover::shown(&file).to_string(), sum));
    }
    let others = report.waivers.iter().chain(&report.answers);
    listed.extend(others.map(|file| (file.path.to_string(), file.sha256)));
    let applications = report.applications.iter();
    // What came through standard input is no file.
    let applications = applications.filter(|one| &*one.path != "-");
    listed.extend(applications.filter_map(|one| Some((one.path.to_string(), one.sha256?))));
    let own = FileIdentity::at(path);
    let is_own =
        |(name, _): &(String, _)| own.is_some() && FileIdentity::at(Path::new(name)) == own;
    if listed.iter().any(is_own) {
        bail!(output::about(path, "target.over_input", catalogue));
    }
    let tool = &report.settings.tool;
    let mut text = format!("# {} {}", Tool::NAME, tool.version);
    if let Some(commit) = tool.commit {
        let _ = write!(text, " ({commit})");
    }
    let _ = writeln!(text, ", {}", report.settings.today);
    let arguments = std::env::args_os().skip(1);
    let arguments: Vec<_> = arguments
        .map(|one| shown(&one.to_string_lossy()).into_owned())
        .collect();
    let _ = writeln!(text, "# {} {}", Tool::NAME, arguments.join(" "));
    for (name, sum) in &listed {
        let escaped = escaped(name);
        let mark = if escaped == *name { "" } else { "\\" };
        let _ = writeln!(text, "{mark}{}  {escaped}", Hex(sum));
    }
    targets::save(path, &mut |out| out.write_all(text.as_bytes()))
        .with_context(|| output::about(path, "target.cannot_write", catalogue))
}

/// Whether a text is a manifest, which its first line says: its lines, but for those that begin with `#`, each with a name.
///
/// # Errors
/// The number of a line that is none of a manifest.
pub(super) fn entries(text: &str) -> Option<Result<Vec<(String, String)>, usize>> {
    let lines = (1_usize..).zip(text.lines());
    let lines = lines.filter(|(_, line)| !line.starts_with('#') && !line.is_empty());
    let mut lines = lines.map(|(number, line)| entry(line).ok_or(number));
    let first = lines.next()?.ok()?;
    Some(std::iter::once(Ok(first)).chain(lines).collect())
}

fn entry(line: &str) -> Option<(String, String)> {
    let (line, escaped) = match line.strip_prefix('\\') {
        Some(line) => (line, true),
        None => (line, false),
    };
    let (sum, name) = line.split_once("  ").or_else(|| line.split_once(" *"))?;
    let is_sum = sum.len() == 64 && sum.bytes().all(|byte| byte.is_ascii_hexdigit());
    let name = if escaped {
        unescaped(name)
    } else {
        name.to_owned()
    };
    is_sum.then(|| (name, sum.to_lowercase()))
}

/// Says of each file of a manifest that is not what it was, from the folder that is named, or that of the manifest.
pub(super) fn verify(
    manifest: &Path,
    entries: &[(String, String)],
    folder: Option<&Path>,
    catalogue: &Catalogue,
) -> anyhow::Result<Ending> {
    let own = manifest
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let own = folder.or(own).unwrap_or(Path::new("."));
    // As paths lead from where the check was made, which may lie above the manifest.
    let real = std::fs::canonicalize(own)
        .with_context(|| output::about(own, "manifest.unreadable", catalogue))?;
    let first = entries.first().map_or("", |(name, _)| name);
    let mut above = real
        .ancestors()
        .take(if folder.is_some() { 1 } else { usize::MAX });
    let base = above
        .find(|base| base.join(first).is_file())
        .unwrap_or(&real);
    let mut lines = Vec::new();
    for (name, was) in entries {
        let path = Path::new(name);
        let leads_out = path.is_absolute() || name.split('/').any(|part| part == "..");
        let key = match sum(&base.join(path)) {
            _ if folder.is_some() && leads_out => "manifest.outside",
            Ok(sum) if Hex(&sum).to_string() == *was => continue,
            Ok(_) => "manifest.changed",
            Err(error) if error.kind() == io::ErrorKind::NotFound => "manifest.missing",
            Err(_) => "manifest.unreadable",
        };
        lines.push(catalogue.say(key, &[("path", name.as_str().into())]));
    }
    let about = [
        ("count", entries.len().into()),
        ("wrong", lines.len().into()),
        ("folder", base.to_string_lossy().into()),
    ];
    let (key, ending) = match lines.is_empty() {
        true => ("manifest.same", Ending::Clean),
        false => ("manifest.differs", Ending::Findings),
    };
    lines.push(catalogue.say(key, &about));
    output::to_stdout(|out| {
        let mut lines = lines.iter();
        lines.try_for_each(|line| writeln!(out, "{}", shown(line)))
    })
    .context(catalogue.say("cli.cannot_write", &[]))?;
    Ok(ending)
}

fn sum(path: &Path) -> io::Result<[u8; 32]> {
    if !std::fs::metadata(path)?.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let mut hash = Sha256::new();
    let mut file = std::fs::File::open(path)?;
    let mut buffer = vec![0; 1 << 16];
    loop {
        let read = io::Read::read(&mut file, &mut buffer)?;
        match buffer.get(..read) {
            None | Some([]) => return Ok(hash.finalize().into()),
            Some(bytes) => hash.update(bytes),
        }
    }
}

/// A name as `sha256sum` writes it where it holds a backslash or ends a line.
fn escaped(name: &str) -> String {
    let name = name.replace('\\', "\\\\").replace('\n', "\\n");
    name.replace('\r', "\\r")
}

fn unescaped(name: &str) -> String {
    let (mut text, mut letters) = (String::new(), name.chars());
    while let Some(letter) = letters.next() {
        match (letter, letter == '\\') {
            (_, true) => match letters.next() {
                Some('n') => text.push('\n'),
                Some('r') => text.push('\r'),
                other => text.extend(other),
            },
            (letter, false) => text.push(letter),
        }
    }
    text
}
