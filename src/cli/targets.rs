//! Reports written to files: each whole or not at all, and never over what the check reads.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use tempfile::NamedTempFile;

use atbilst_core::language::Catalogue;
use atbilst_core::report::Report;
use atbilst_render::{Dialect, FORMATS, Format, Style, format};

use super::interrupt::{self, UnfinishedFile};
use super::output;

/// A report that was asked for: its format and its file.
#[derive(Clone, Debug)]
pub(crate) struct ReportFile {
    pub(crate) format: &'static Format,
    path: PathBuf,
}

impl std::str::FromStr for ReportFile {
    type Err = String;

    /// `FORMAT=FILE`
    fn from_str(text: &str) -> Result<Self, String> {
        let target = text.split_once('=').and_then(|(name, path)| {
            let format = format(name)?;
            let path = PathBuf::from(path);
            path.file_name().is_some().then_some(Self { format, path })
        });
        target.ok_or_else(|| {
            let names: Vec<_> = FORMATS.iter().map(|format| format.name).collect();
            format!("{}=…", names.join("|"))
        })
    }
}

/// Refuses, before any work is done, what must not be written: over a file that the check reads, or two reports to one file.
pub(super) fn examine<'p>(
    targets: &[ReportFile],
    shown: &Format,
    read: impl Iterator<Item = &'p Path> + Clone,
    catalogue: &Catalogue,
) -> anyhow::Result<()> {
    let refuse = |key, path: &Path| output::about(path, key, catalogue);
    let is_read = |real: &Path| {
        let same = |path: &Path| std::fs::canonicalize(path).is_ok_and(|path| path == *real);
        read.clone().any(same)
    };
    if let Some(summary) = step_summary(targets, shown)
        && std::fs::canonicalize(&summary).is_ok_and(|real| is_read(&real))
    {
        bail!(refuse("target.over_input", &summary));
    }
    let mut taken = Vec::new();
    for target in targets {
        let folder = folder(&target.path);
        let real = std::fs::canonicalize(folder)
            .with_context(|| refuse("target.cannot_write", &target.path))?
            .join(target.path.file_name().unwrap_or_default());
        if real.is_dir() {
            let folder = io::Error::from(io::ErrorKind::IsADirectory);
            return Err(folder).with_context(|| refuse("target.cannot_write", &target.path));
        }
        // Only what is there already can be one of the files that are read.
        let real = match std::fs::canonicalize(&real) {
            Ok(real) if is_read(&real) => bail!(refuse("target.over_input", &target.path)),
            Ok(real) => real,
            Err(_) => real,
        };
        if taken.contains(&real) && is_replaced(&real) {
            bail!(refuse("target.twice", &target.path));
        }
        taken.push(real);
    }
    Ok(())
}

/// Writes every report, also where one before it could not be written.
pub(super) fn write(
    targets: &[ReportFile],
    report: &Report,
    csv: Dialect,
    catalogue: &Catalogue,
) -> anyhow::Result<()> {
    let style = Style {
        csv,
        ..Style::default()
    };
    let mut done = Ok(());
    for target in targets {
        let written = write_one(target, report, &style, catalogue)
            .with_context(|| output::about(&target.path, "target.cannot_write", catalogue));
        done = done.and(written);
    }
    done
}

fn write_one(
    target: &ReportFile,
    report: &Report,
    style: &Style,
    catalogue: &Catalogue,
) -> io::Result<()> {
    let render = |out: &mut (dyn Write + Send)| {
        let mut out = BufWriter::with_capacity(1 << 16, out);
        (target.format.write)(report, catalogue, style, &mut out)?;
        out.flush()
    };
    // A link stays one: what it leads to is replaced.
    let path = std::fs::canonicalize(&target.path).unwrap_or_else(|_| target.path.clone());
    if !is_replaced(&path) {
        return render(&mut std::fs::OpenOptions::new().write(true).open(&path)?);
    }
    let (mut temporary, _unfinished) = temporary(&path)?;
    render(temporary.as_file_mut())?;
    temporary.as_file().sync_all()?;
    temporary.persist(&path)?;
    Ok(())
}

/// The summary that GitHub shows of a job, where there is one and Markdown is asked for.
pub(super) fn step_summary(targets: &[ReportFile], shown: &Format) -> Option<PathBuf> {
    let mut formats = targets.iter().map(|target| target.format).chain([shown]);
    let asked = formats.any(|format| format.name == "markdown");
    let path = asked.then(|| std::env::var_os("GITHUB_STEP_SUMMARY"))??;
    (!path.is_empty()).then(|| path.into())
}

/// Adds the report to that summary.
pub(super) fn to_step_summary(
    path: &Path,
    report: &Report,
    catalogue: &Catalogue,
) -> anyhow::Result<()> {
    let Some(format) = format("markdown") else {
        return Ok(());
    };
    let mut text = Vec::new();
    let mut append = || -> io::Result<()> {
        (format.write)(report, catalogue, &Style::default(), &mut text)?;
        let mut file = std::fs::OpenOptions::new()
            .append(true)
            .create(true)
            .open(path)?;
        file.write_all(&text)
    };
    append().with_context(|| output::about(path, "target.cannot_write", catalogue))
}

/// What is there and is no ordinary file, a pipe or `/dev/null`, is written to as it is.
fn is_replaced(path: &Path) -> bool {
    std::fs::metadata(path).map_or(true, |there| there.is_file())
}

fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// A file that will take the place of another, as readable as any new file. It is known to be unfinished before it is there,
/// so that no signal comes between.
pub(super) fn temporary(path: &Path) -> io::Result<(NamedTempFile, Option<UnfinishedFile>)> {
    let mut unfinished = None;
    let create = |path: &Path| {
        unfinished = Some(interrupt::unfinished(path));
        File::create_new(path)
    };
    let file = tempfile::Builder::new()
        .prefix(".atbilst-")
        .make_in(folder(path), create)?;
    Ok((file, unfinished))
}
