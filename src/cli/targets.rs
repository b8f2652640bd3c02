//! Reports written beside what is shown: each whole or not at all, and never over what the check reads.

mod place;

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, BufWriter, IsTerminal as _, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, anyhow, bail};
use tempfile::NamedTempFile;

use atbilst_core::language::Catalogue;
use atbilst_core::report::Report;
use atbilst_render::{Dialect, FORMATS, Format, MARKDOWN, Style, format};

use super::interrupt::{self, UnfinishedFile};
use super::output;
use super::settings::source::FILE as SETTINGS;
use place::{Place, folder};

/// A report as it was asked for: its format, and the name of its file.
#[derive(Clone, Debug)]
pub(super) struct ReportRequest {
    format: &'static Format,
    path: PathBuf,
}

impl ReportRequest {
    /// Whether it is to be shown.
    pub(super) fn is_to_output(&self) -> bool {
        matches!(Place::of(&self.path), Ok(Place::Output))
    }
}

impl std::str::FromStr for ReportRequest {
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

/// A report and where it goes.
#[derive(Clone, Debug)]
pub(super) struct ReportFile {
    pub(super) format: &'static Format,
    target: Target,
}

/// What is written beside what is shown, by its name, and where that leads.
#[derive(Clone, Debug)]
pub(super) struct Target {
    pub(super) path: PathBuf,
    place: Place,
}

impl Target {
    /// Follows a name, and refuses, before any work is done, one that leads nowhere, or to where something else is written.
    fn of<'a>(
        path: &Path,
        mut others: impl Iterator<Item = &'a Self>,
        catalogue: &Catalogue,
    ) -> anyhow::Result<Self> {
        let refuse = |key| output::about(path, key, catalogue);
        let place = Place::of(path).with_context(|| refuse("target.cannot_write"))?;
        let again = others.any(|other| other.place == place);
        match &place {
            Place::File(real) if real.file_name() == Some(OsStr::new(SETTINGS)) => {
                bail!(refuse("target.over_input"))
            }
            Place::Open(real) if real.is_file() => bail!(refuse("target.open")),
            Place::File(real) if real.is_dir() => {
                let folder = io::Error::from(io::ErrorKind::IsADirectory);
                return Err(folder).with_context(|| refuse("target.cannot_write"));
            }
            Place::File(real) if again && is_replaced(real) => bail!(refuse("target.twice")),
            Place::File(real) if is_replaced(real) => {
                let there = std::fs::metadata(real);
                if there.is_ok_and(|there| there.permissions().readonly()) {
                    bail!(refuse("target.protected"));
                }
                // A folder that takes no file is found out before another report is replaced.
                temporary(real).with_context(|| refuse("target.cannot_write"))?;
            }
            Place::Error if again => bail!(refuse("target.twice")),
            Place::Output | Place::Error | Place::Open(_) | Place::File(_) => {}
        }
        let path = path.to_owned();
        Ok(Self { path, place })
    }

    /// The same for a part of a check, beside its reports; `shown` is whether something else goes to standard output.
    pub(super) fn of_part(
        path: &Path,
        reports: &[ReportFile],
        shown: bool,
        catalogue: &Catalogue,
    ) -> anyhow::Result<Self> {
        let reports = reports.iter().map(|report| &report.target);
        let target = Self::of(path, reports, catalogue)?;
        match target.place {
            Place::Output if shown => bail!(catalogue.say("target.output_twice", &[])),
            Place::Output if io::stdout().is_terminal() => {
                bail!(catalogue.say("target.part_on_terminal", &[]))
            }
            _ => Ok(target),
        }
    }

    /// The same for the manifest, beside reports and a part.
    pub(super) fn of_manifest(
        path: &Path,
        reports: &[ReportFile],
        part: Option<&Self>,
        catalogue: &Catalogue,
    ) -> anyhow::Result<Self> {
        let reports = reports.iter().map(|report| &report.target);
        Self::of(path, reports.chain(part), catalogue)
    }

    /// Its name, and the file where it leads to one.
    pub(super) fn file(&self) -> Option<(&Path, &Path)> {
        match &self.place {
            Place::File(real) => Some((&self.path, real)),
            Place::Output | Place::Error | Place::Open(_) => None,
        }
    }
}

/// Follows the names of all reports, and refuses, before any work is done, those that lead nowhere and two that lead to one file.
/// What goes to standard output is shown in the place of `format`, the format that was asked for.
pub(super) fn placed(
    requests: &[ReportRequest],
    format: Option<&'static Format>,
    catalogue: &Catalogue,
) -> anyhow::Result<(Option<&'static Format>, Vec<ReportFile>)> {
    let (mut shown, mut files) = (format, Vec::<ReportFile>::new());
    let mut taken = format.is_some();
    let for_terminal = |format: &Format| match format.binary && io::stdout().is_terminal() {
        true => Err(anyhow!(
            catalogue.say("target.terminal", &[("format", format.name.into())])
        )),
        false => Ok(()),
    };
    format.map_or(Ok(()), for_terminal)?;
    for ReportRequest { format, path } in requests {
        let others = files.iter().map(|file| &file.target);
        let target = Target::of(path, others, catalogue)?;
        match target.place {
            Place::Output if taken => bail!(catalogue.say("target.output_twice", &[])),
            Place::Output => {
                for_terminal(format)?;
                (shown, taken) = (Some(*format), true);
            }
            _ => files.push(ReportFile { format, target }),
        }
    }
    Ok((shown, files))
}

/// Refuses, before any work is done, what must not be written: over a file that the check reads.
pub(super) fn examine(
    targets: &[ReportFile],
    shown: &Format,
    is_read: impl Fn(&Path) -> bool,
    catalogue: &Catalogue,
) -> anyhow::Result<()> {
    let files = targets.iter().filter_map(ReportFile::file);
    let summary = step_summary(targets, shown);
    let mut all = files.chain(summary.as_deref().map(|path| (path, path)));
    match all.find(|(_, real)| is_read(real)) {
        Some((path, _)) => bail!(output::about(path, "target.over_input", catalogue)),
        None => Ok(()),
    }
}

impl ReportFile {
    /// Its name, and the file where it leads to one.
    pub(super) fn file(&self) -> Option<(&Path, &Path)> {
        self.target.file()
    }
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
            .with_context(|| output::about(&target.target.path, "target.cannot_write", catalogue));
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
    let mut render = |out: &mut dyn Write| target.format.write(report, catalogue, style, out);
    save_to(&target.target.place, &mut render)
}

/// Writes a file of that name: whole, or not at all.
pub(super) fn save(
    path: &Path,
    render: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    save_to(&Place::of(path)?, render)
}

fn save_to(
    place: &Place,
    render: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    if *place == Place::Output {
        return output::to_stdout(|out| render(out));
    }
    let mut writing = Writing::to(place)?;
    render(&mut writing)?;
    writing.end()
}

/// Something while it is written. A file is there only when it is whole.
pub(super) struct Writing {
    out: BufWriter<Box<dyn Write + Send>>,
    unfinished: Option<(NamedTempFile, PathBuf, Option<UnfinishedFile>)>,
}

impl Writing {
    /// Begins a part of a check.
    pub(super) fn of(target: &Target) -> io::Result<Self> {
        Self::to(&target.place)
    }

    fn to(place: &Place) -> io::Result<Self> {
        let mut unfinished = None;
        let out: Box<dyn Write + Send> = match place {
            Place::Output => output::listened(),
            Place::Error => Box::new(io::stderr()),
            Place::File(path) if is_replaced(path) => {
                let (file, known) = temporary(path)?;
                // Whoever may not read what is there may not read what takes its place either.
                if let Ok(there) = std::fs::metadata(path) {
                    file.as_file().set_permissions(there.permissions())?;
                }
                let out = file.as_file().try_clone()?;
                unfinished = Some((file, path.clone(), known));
                Box::new(out)
            }
            Place::Open(path) | Place::File(path) => {
                Box::new(std::fs::OpenOptions::new().write(true).open(path)?)
            }
        };
        let out = BufWriter::with_capacity(1 << 16, out);
        Ok(Self { out, unfinished })
    }

    /// Ends it, and gives a file its name.
    pub(super) fn end(mut self) -> io::Result<()> {
        self.out.flush()?;
        if let Some((file, path, _unfinished)) = self.unfinished {
            file.as_file().sync_all()?;
            file.persist(path)?;
        }
        Ok(())
    }
}

impl Write for Writing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// The summary that GitHub shows of a job, where there is one and Markdown is asked for.
pub(super) fn step_summary(targets: &[ReportFile], shown: &Format) -> Option<PathBuf> {
    let mut formats = targets.iter().map(|target| target.format).chain([shown]);
    let asked = formats.any(|format| format.name == "markdown");
    let path = asked.then(|| std::env::var_os("GITHUB_STEP_SUMMARY"))??;
    let path = PathBuf::from(path);
    let is_target = targets.iter().any(|target| target.target.path == path);
    (!path.as_os_str().is_empty() && !is_target).then_some(path)
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
    // What other runs of the same step have written counts as well.
    let there = std::fs::metadata(path).map_or(0, |there| there.len());
    let room = MARKDOWN.saturating_sub(usize::try_from(there).unwrap_or(usize::MAX));
    let style = Style {
        room,
        ..Style::default()
    };
    let mut text = Vec::new();
    let mut append = || -> io::Result<()> {
        format.write(report, catalogue, &style, &mut text)?;
        if text.len() > room {
            output::note(&output::about(path, "target.full", catalogue));
            return Ok(());
        }
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
