//! The manifest of a check: every report and every file that it rests on, each with its SHA-256, as `sha256sum -c` reads it; and whether
//! the files are still those.

use std::fmt::Write as _;
use std::io;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

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

/// An application that is judged together with those of a report, and of which it does not tell.
pub(super) type BesideReport = (Arc<str>, [u8; 32]);

/// Writes the manifest of a check, once its reports are written.
pub(super) fn write(
    path: &Path,
    reports: &[ReportFile],
    part: Option<&Target>,
    rules: &[PathBuf],
    (report, together): (&Report, &[BesideReport]),
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
    let (streamed, applications): (Vec<_>, Vec<_>) =
        applications.partition(|one| &*one.path == "-");
    if !streamed.is_empty() {
        output::note(&output::about(path, "manifest.streamed", catalogue));
    }
    let applications = applications.into_iter();
    listed.extend(applications.filter_map(|one| Some((one.path.to_string(), one.sha256?))));
    listed.extend(together.iter().map(|(path, sum)| (path.to_string(), *sum)));
    let own = FileIdentity::at(path);
    let is_own =
        |(name, _): &(String, _)| own.is_some() && FileIdentity::at(&discover::called(name)) == own;
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
    let mut bytes = text.into_bytes();
    for (name, sum) in &listed {
        let file = discover::called(name);
        let name = file.as_os_str().as_encoded_bytes();
        let escaped = escaped(name);
        let mark = if escaped == name { "" } else { "\\" };
        bytes.extend(format!("{mark}{}  ", Hex(sum)).bytes());
        bytes.extend(escaped);
        bytes.push(b'\n');
    }
    targets::save(path, &mut |out| out.write_all(&bytes))
        .with_context(|| output::about(path, "target.cannot_write", catalogue))
}

/// A file, and its SHA-256 in small digits.
pub(super) type Entry = (PathBuf, String);

/// Whether a text is a manifest, which its first line says: its lines, but for those that begin with `#`, each with a name.
///
/// # Errors
/// The number of a line that is none of a manifest.
pub(super) fn entries(text: &[u8]) -> Option<Result<Vec<Entry>, usize>> {
    let text = text.strip_suffix(b"\n").unwrap_or(text);
    let lines = text.split(|byte| *byte == b'\n');
    let lines = lines.map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    let lines = (1_usize..).zip(lines);
    let lines = lines.filter(|(_, line)| !line.starts_with(b"#") && !line.is_empty());
    let mut lines = lines.map(|(number, line)| entry(line).ok_or(number));
    let Some(first) = lines.next() else {
        let own = format!("# {} ", Tool::NAME);
        return text.starts_with(own.as_bytes()).then(|| Ok(Vec::new()));
    };
    let first = first.ok()?;
    Some(std::iter::once(Ok(first)).chain(lines).collect())
}

fn entry(line: &[u8]) -> Option<Entry> {
    let (line, escaped) = match line.strip_prefix(b"\\") {
        Some(line) => (line, true),
        None => (line, false),
    };
    let (sum, name) = line.split_at_checked(64)?;
    let name = name
        .strip_prefix(b"  ")
        .or_else(|| name.strip_prefix(b" *"))?;
    let is_sum = sum.iter().all(u8::is_ascii_hexdigit);
    let name = if escaped {
        unescaped(name)
    } else {
        name.to_owned()
    };
    let sum = str::from_utf8(sum).ok().filter(|_| is_sum)?;
    Some((file_of(name)?, sum.to_lowercase()))
}

/// The file that these bytes name.
#[cfg(unix)]
fn file_of(name: Vec<u8>) -> Option<PathBuf> {
    use std::os::unix::ffi::OsStringExt as _;
    Some(std::ffi::OsString::from_vec(name).into())
}

/// The file that these bytes name.
#[cfg(not(unix))]
fn file_of(name: Vec<u8>) -> Option<PathBuf> {
    String::from_utf8(name).ok().map(PathBuf::from)
}

/// Says of each file of a manifest that is not what it was, from the folder that is named, or that of the manifest.
pub(super) fn verify(
    manifest: &Path,
    entries: &[Entry],
    folder: Option<&Path>,
    catalogue: &Catalogue,
) -> anyhow::Result<Ending> {
    if entries.is_empty() {
        bail!(output::about(manifest, "manifest.nothing", catalogue));
    }
    let own = manifest
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let own = folder.or(own).unwrap_or(Path::new("."));
    // As paths lead from where the check was made, which may lie above the manifest.
    let real = std::fs::canonicalize(own)
        .with_context(|| output::about(own, "manifest.unreadable", catalogue))?;
    let first = entries.first().map_or(Path::new(""), |(path, _)| path);
    let mut above = real
        .ancestors()
        .take(if folder.is_some() { 1 } else { usize::MAX });
    let base = above
        .find(|base| base.join(first).is_file())
        .unwrap_or(&real);
    let mut lines = Vec::new();
    let mut unread = 0_usize;
    for (path, was) in entries {
        let mut parts = path.components();
        let leads_out = path.is_absolute() || parts.any(|part| part == Component::ParentDir);
        let key = match sum(&base.join(path)) {
            _ if folder.is_some() && leads_out => "manifest.outside",
            Ok(sum) if Hex(&sum).to_string() == *was => continue,
            Ok(_) => "manifest.changed",
            Err(error) if error.kind() == io::ErrorKind::NotFound => "manifest.missing",
            Err(_) => {
                unread = unread.saturating_add(1);
                "manifest.unreadable"
            }
        };
        lines.push(catalogue.say(key, &[("path", (&*discover::shown(path)).into())]));
    }
    let about = [
        ("count", entries.len().into()),
        ("wrong", lines.len().into()),
        ("folder", base.to_string_lossy().into()),
    ];
    let (key, ending) = match lines.len() {
        0 => ("manifest.same", Ending::Clean),
        // Whether it is as it was nobody can tell.
        wrong if wrong == unread => ("manifest.not_read", Ending::NotChecked),
        _ => ("manifest.differs", Ending::Findings),
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
fn escaped(name: &[u8]) -> Vec<u8> {
    let written = |byte: &u8| match byte {
        b'\\' => vec![b'\\'; 2],
        b'\n' => b"\\n".to_vec(),
        b'\r' => b"\\r".to_vec(),
        byte => vec![*byte],
    };
    name.iter().flat_map(written).collect()
}

fn unescaped(name: &[u8]) -> Vec<u8> {
    let (mut bytes, mut rest) = (Vec::with_capacity(name.len()), name.iter());
    while let Some(&byte) = rest.next() {
        match (byte, rest.as_slice().first()) {
            (b'\\', Some(after)) => {
                bytes.push(match after {
                    b'n' => b'\n',
                    b'r' => b'\r',
                    other => *other,
                });
                rest.next();
            }
            (byte, _) => bytes.push(byte),
        }
    }
    bytes
}
