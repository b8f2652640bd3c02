//! Applications in the order of their paths, as far as they are checked: counted, and written or kept; at the end a report.

use std::io::{self, BufReader, BufWriter, Seek as _, Write};

use tempfile::SpooledTempFile;

use crate::cli::{interrupt, output};
use atbilst_core::check::{Assembly, Checked, Checker};
use atbilst_core::finding::Finding;
use atbilst_core::language::Catalogue;
use atbilst_core::report::{Application, Report};
use atbilst_render::{Early, Format, OutcomeTexts, Style, WriteApplication, WritePart};

/// How an application is written before the report is complete.
#[derive(Clone, Copy)]
pub(in crate::cli) struct EarlyWriter<'a> {
    write: WriteApplication,
    /// What holds for all applications.
    frame: &'a Report,
}

impl EarlyWriter<'_> {
    pub(in crate::cli) fn text<'r>(
        self,
        mut applications: impl Iterator<Item = &'r Application>,
        outcomes: &mut OutcomeTexts,
    ) -> io::Result<Vec<u8>> {
        let mut text = Vec::new();
        applications.try_for_each(|one| (self.write)(self.frame, one, outcomes, &mut text))?;
        Ok(text)
    }
}

/// All applications up to some point.
pub(in crate::cli) struct CheckedSoFar<'a> {
    assembly: Assembly<'a>,
    early: Option<Early>,
    /// What is still to be written before the first.
    begin: Option<WritePart>,
    writer: Option<EarlyWriter<'a>>,
    outcomes: OutcomeTexts,
    /// Those that are still to be shown.
    kept: Option<Vec<Application>>,
    /// Those that are set aside until what stands before them is known.
    aside: Option<Aside>,
    out: &'a mut (dyn Write + Send),
}

impl<'a> CheckedSoFar<'a> {
    /// None yet, of so many at most. Those that the format writes at once are forgotten then, unless they are to be `kept` for other
    /// reports.
    pub(in crate::cli) fn new(
        checker: &'a Checker<'a>,
        frame: &'a Report,
        format: &Format,
        kept: bool,
        most: usize,
        out: &'a mut (dyn Write + Send),
    ) -> Self {
        let early = match format.early {
            // What is kept anyway need not be set aside.
            Some(Early::Aside { .. }) if kept => None,
            early => early,
        };
        let write = match early {
            Some(Early::Shown { write, .. } | Early::Aside { write, .. }) => Some(write),
            None => None,
        };
        Self {
            assembly: checker.assemble(most),
            early,
            begin: match early {
                Some(Early::Shown { begin, .. }) => Some(begin),
                _ => None,
            },
            writer: write.map(|write| EarlyWriter { write, frame }),
            outcomes: OutcomeTexts::default(),
            kept: (kept || early.is_none()).then(|| Vec::with_capacity(most)),
            aside: matches!(early, Some(Early::Aside { .. })).then(Aside::new),
            out,
        }
    }

    /// How applications are written as soon as they are judged, where they are.
    pub(in crate::cli) fn early_writer(&self) -> Option<EarlyWriter<'a>> {
        self.writer
    }

    /// Takes the next ones, with what was written of those that are told of as if nothing of them were waived and each rule told by itself.
    pub(in crate::cli) fn take(
        &mut self,
        checked: Vec<Checked>,
        text: Option<io::Result<Vec<u8>>>,
    ) -> io::Result<()> {
        let told = checked.into_iter().filter_map(|one| {
            let aside = one.only_counted;
            let application = self.assembly.add(one);
            (!aside).then_some(application)
        });
        let applications: Vec<_> = told.collect();
        self.begin()?;
        if let Some(early) = self.writer {
            let otherwise = |finding: &Finding| {
                finding.waived.is_some() || finding.answered.is_some() || !finding.also.is_empty()
            };
            let decided = |application: &Application| application.findings.iter().any(otherwise);
            let text = match text {
                Some(text) if !applications.iter().any(decided) => text?,
                _ => early.text(applications.iter(), &mut self.outcomes)?,
            };
            match &mut self.aside {
                Some(aside) => aside.0.write_all(&text)?,
                None => self.out.write_all(&text)?,
            }
        }
        if let Some(kept) = &mut self.kept {
            kept.extend(applications);
        }
        Ok(())
    }

    /// Writes what stands before the first application, once.
    fn begin(&mut self) -> io::Result<()> {
        match (self.begin.take(), self.writer) {
            (Some(begin), Some(early)) => begin(early.frame, self.out),
            _ => Ok(()),
        }
    }

    /// Writes the report, which is made of all that was taken.
    pub(in crate::cli) fn finish(
        mut self,
        report: impl FnOnce(Assembly<'a>) -> Report,
        format: &Format,
        catalogue: &Catalogue,
        style: &Style,
    ) -> io::Result<Report> {
        self.begin()?;
        let (mut report, out) = (report(self.assembly), self.out);
        let kept = self.kept.unwrap_or_default();
        if let Some(Early::Shown { end, .. }) = self.early {
            end(&report, out)?;
            report.show(kept);
            return Ok(report);
        }
        report.show(kept);
        let writing = output::is_file().then(interrupt::writing);
        match (self.early, self.aside) {
            (Some(Early::Aside { around, .. }), Some(aside)) => {
                around(&report, &mut aside.read()?, out)?;
            }
            _ => format.write(&report, catalogue, style, out)?,
        }
        if writing.is_some() {
            out.flush()?;
        }
        Ok(report)
    }
}

/// Text that is set aside: in memory as long as it is short, then in a file without a name.
struct Aside(BufWriter<SpooledTempFile>);

/// So much of it stays in memory.
const IN_MEMORY: usize = 4 << 20;

impl Aside {
    fn new() -> Self {
        Self(BufWriter::with_capacity(
            1 << 16,
            SpooledTempFile::new(IN_MEMORY),
        ))
    }

    /// All of it again.
    fn read(self) -> io::Result<BufReader<SpooledTempFile>> {
        let mut file = self.0.into_inner()?;
        file.rewind()?;
        Ok(BufReader::with_capacity(1 << 16, file))
    }
}
