//! The files of one run, checked side by side, and counted and written in order.

use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use crate::discover::{Input, Origin};
use atbilst_core::check::{Assembly, Checked, Checker, Scratch, Unreadable};
use atbilst_core::finding::Outcome;
use atbilst_core::language::Catalogue;
use atbilst_core::report::{Application, Report};
use atbilst_render::in_order;
use atbilst_render::{Format, Stream, Style};

use crate::cli::{files, interrupt, output, progress};

/// So many files are checked at a time by one worker.
const SHARE: usize = 32;

/// The files of one run.
pub(super) struct Run<'a> {
    pub(super) checker: &'a Checker<'a>,
    /// How many bytes of a file are taken.
    pub(super) limit: usize,
    pub(super) inputs: &'a [Input],
    /// What was left out, for the notes of the report.
    pub(super) notes: Vec<String>,
    /// What was named on the command line, as reports name it.
    pub(super) named: Vec<String>,
    /// What came through standard input, which can be read only once.
    pub(super) piped: Option<Result<Vec<u8>, Unreadable>>,
}

impl Run<'_> {
    /// Checks every file and writes the report. Applications that the format writes at once are forgotten then, unless they are
    /// to be `kept` for other reports.
    pub(super) fn report(
        &self,
        format: &Format,
        kept: bool,
        catalogue: &Catalogue,
        style: &Style,
        out: &mut (dyn Write + Send),
    ) -> io::Result<Report> {
        let frame = Report {
            inputs: self.named.clone(),
            ..self.checker.empty_report()
        };
        let stream = format.stream.map(|stream| stream(&frame));
        let stream = stream.as_ref();
        let mut after = After {
            assembly: self.checker.assemble(self.inputs.len()),
            stream,
            kept: (kept || stream.is_none()).then(|| Vec::with_capacity(self.inputs.len())),
            out,
        };
        let bar = progress::bar(self.inputs.len(), style.quiet);
        let shares: Vec<_> = self.inputs.chunks(SHARE).collect();
        in_order::run(
            shares.len(),
            Worker::default,
            |worker, place| {
                self.share(
                    worker,
                    shares.get(place).copied().unwrap_or_default(),
                    stream,
                )
            },
            |share| {
                bar.inc(share.checked.len() as u64);
                after.take(share)
            },
        )?;
        bar.finish_and_clear();
        let After {
            assembly,
            kept,
            out,
            ..
        } = after;
        let again = |path: &str| self.again(path);
        let mut report = assembly.report(Vec::new(), &again);
        report.inputs.clone_from(&self.named);
        report.notes.extend_from_slice(&self.notes);
        let kept = kept.unwrap_or_default();
        if format.stream.is_some() {
            (format.write)(&report, catalogue, style, out)?;
            report.applications = kept;
        } else {
            report.applications = kept;
            let writing = output::is_file().then(interrupt::writing);
            (format.write)(&report, catalogue, style, out)?;
            if writing.is_some() {
                out.flush()?;
            }
        }
        Ok(report)
    }

    /// Checks some files, and sets them where they can be written as soon as they are judged.
    fn share(&self, worker: &mut Worker, inputs: &[Input], stream: Option<&Stream<'_>>) -> Share {
        let checked: Vec<_> = inputs.iter().map(|input| self.one(worker, input)).collect();
        let text = stream.map(|stream| set(stream, checked.iter().map(|one| &one.application)));
        Share { checked, text }
    }

    fn one(&self, worker: &mut Worker, input: &Input) -> Checked {
        let Worker { scratch, buffer } = worker;
        let path = &input.shown;
        match self.read(input, buffer) {
            Err(why) => self.checker.unreadable(path, &why),
            Ok(()) => survived(self.checker, path, scratch, |scratch| {
                self.checker.check(scratch, path, buffer)
            }),
        }
    }

    fn read(&self, input: &Input, buffer: &mut Vec<u8>) -> Result<(), Unreadable> {
        match (&input.origin, &self.piped) {
            (Origin::Stdin, Some(piped)) => {
                buffer.clear();
                piped
                    .as_ref()
                    .map(|bytes| buffer.extend_from_slice(bytes))
                    .map_err(Clone::clone)
            }
            (Origin::Failed(kind, words), _) => Err(files::refused(*kind, words)),
            (origin, _) => files::read(input.path(), *origin == Origin::Folder, self.limit, buffer),
        }
    }

    fn again(&self, path: &str) -> Option<Vec<u8>> {
        let place = self
            .inputs
            .binary_search_by(|input| (*input.shown).cmp(path))
            .ok()?;
        let mut bytes = Vec::new();
        self.read(self.inputs.get(place)?, &mut bytes)
            .ok()
            .map(|()| bytes)
    }
}

/// A mistake of the tool at one file must neither stop the others nor look like a pass.
fn survived(
    checker: &Checker<'_>,
    path: &Arc<str>,
    scratch: &mut Scratch,
    check: impl FnOnce(&mut Scratch) -> Checked,
) -> Checked {
    catch_unwind(AssertUnwindSafe(|| check(scratch))).unwrap_or_else(|panic| {
        *scratch = Scratch::default();
        checker.failed(path, &words(&*panic))
    })
}

fn words(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_default()
}

/// What one thread keeps from one file to the next.
#[derive(Default)]
struct Worker {
    scratch: Scratch,
    /// The bytes of the file.
    buffer: Vec<u8>,
}

/// Some files, checked.
struct Share {
    checked: Vec<Checked>,
    /// As they are written if nothing of them is waived.
    text: Option<io::Result<Vec<u8>>>,
}

/// What becomes of applications once they are checked.
struct After<'a> {
    assembly: Assembly<'a>,
    stream: Option<&'a Stream<'a>>,
    /// Those that are still to be shown.
    kept: Option<Vec<Application>>,
    out: &'a mut (dyn Write + Send),
}

impl After<'_> {
    /// Counts some files, and writes or keeps them.
    fn take(&mut self, share: Share) -> io::Result<()> {
        let checked = share.checked.into_iter();
        let applications: Vec<_> = checked.map(|one| self.assembly.add(one)).collect();
        if let (Some(stream), Some(text)) = (self.stream, share.text) {
            let mut counts = applications.iter().map(|application| &application.counts);
            let text = match counts.any(|counts| counts.of(Outcome::Waived) > 0) {
                true => set(stream, applications.iter())?,
                false => text?,
            };
            self.out.write_all(&text)?;
        }
        if let Some(kept) = &mut self.kept {
            kept.extend(applications);
        }
        Ok(())
    }
}

fn set<'r>(
    stream: &Stream<'_>,
    mut applications: impl Iterator<Item = &'r Application>,
) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    applications.try_for_each(|application| stream(application, &mut text))?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Ending;
    use crate::cli::arguments::FailOn;
    use crate::cli::check::ending;
    use atbilst_core::check::Settings;
    use atbilst_core::finding::Verdict;
    use atbilst_core::language::Language;
    use atbilst_core::own_rules::INTERNAL_ERROR;
    use atbilst_core::rulebook::RuleBook;
    use atbilst_core::rulebook::embedded::BOOKS;
    use chrono::NaiveDate;

    const COMPLETE: &[u8] = include_bytes!("../../../examples/complete.yaml");

    #[test]
    fn a_panic_at_one_file_is_a_finding_of_that_file_and_the_rest_goes_on() {
        let catalogue = Catalogue::load(Language::En);
        let books: Vec<RuleBook> = BOOKS
            .iter()
            .map(|book| RuleBook::read(book.path, book.text).expect("a sound book"))
            .collect();
        let settings = Settings {
            findings: 100,
            ..Settings::on(NaiveDate::default())
        };
        let checker = Checker::new(&books, &catalogue, settings);
        let mut scratch = Scratch::default();
        let broken: Arc<str> = "broken.yaml".into();
        let failed = survived(&checker, &broken, &mut scratch, |_| {
            panic!("seven is not four")
        });
        let sound: Arc<str> = "sound.yaml".into();
        let passed = survived(&checker, &sound, &mut scratch, |scratch| {
            checker.check(scratch, &sound, COMPLETE)
        });
        let report = checker.report(vec![passed, failed], &|_| None);
        let [first, second] = &*report.applications else {
            panic!("two files, {report:?}");
        };
        assert_eq!(
            (&*first.path, first.verdict),
            ("broken.yaml", Verdict::Unreadable)
        );
        assert_eq!(&*first.findings[0].rule, INTERNAL_ERROR);
        assert!(first.findings[0].message.contains("seven is not four"));
        assert_eq!(
            (&*second.path, second.verdict),
            ("sound.yaml", Verdict::Complies)
        );
        assert_eq!(ending(&report.summary, FailOn::Error), Ending::NotChecked);
    }
}
