//! The files of one run, checked side by side: batch after batch, each while the one before it is counted and written.

use std::cell::RefCell;
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use rayon::prelude::*;
use thread_local::ThreadLocal;

use atbilst::check::{Assembly, Checked, Checker, Desk, Unreadable};
use atbilst::discover::{Input, Origin};
use atbilst::language::Catalogue;
use atbilst::render::{Format, Stream, Style};
use atbilst::report::{Application, Report};

use crate::cli::{files, progress};

/// So many files are checked before any of them is written, and so many are set by one worker at a time.
const BATCH: usize = 1_024;
const SHARE: usize = 64;

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
        let mut after = After {
            assembly: self.checker.assemble(self.inputs.len()),
            stream: format.stream.map(|stream| stream(&frame)),
            kept: (kept || format.stream.is_none()).then(|| Vec::with_capacity(self.inputs.len())),
            texts: Vec::new(),
            out,
        };
        let bar = progress::bar(self.inputs.len(), style.quiet);
        let workers = ThreadLocal::new();
        let mut checked = Vec::new();
        for batch in self.inputs.chunks(BATCH) {
            let before = std::mem::take(&mut checked);
            let (done, next) = rayon::join(|| after.take(before), || self.all(batch, &workers));
            done?;
            checked = next;
            bar.inc(batch.len() as u64);
        }
        after.take(checked)?;
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
            (format.write)(&report, catalogue, style, out)?;
        }
        Ok(report)
    }

    fn all(&self, inputs: &[Input], workers: &ThreadLocal<RefCell<Worker>>) -> Vec<Checked> {
        let each = inputs.par_iter().with_min_len(16);
        each.map(|input| self.one(&mut workers.get_or_default().borrow_mut(), input))
            .collect()
    }

    fn one(&self, worker: &mut Worker, input: &Input) -> Checked {
        let Worker { desk, buffer } = worker;
        let path = &input.shown;
        match self.read(input, buffer) {
            Err(why) => self.checker.unreadable(path, &why),
            Ok(()) => survived(self.checker, path, desk, |desk| {
                self.checker.check(desk, path, buffer)
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
    desk: &mut Desk,
    check: impl FnOnce(&mut Desk) -> Checked,
) -> Checked {
    catch_unwind(AssertUnwindSafe(|| check(desk))).unwrap_or_else(|panic| {
        *desk = Desk::default();
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
    desk: Desk,
    /// The bytes of the file.
    buffer: Vec<u8>,
}

/// What becomes of applications once they are checked.
struct After<'a> {
    assembly: Assembly<'a>,
    stream: Option<Stream<'a>>,
    /// Those that are still to be shown.
    kept: Option<Vec<Application>>,
    /// The texts of the batch; their memory is kept for the next.
    texts: Vec<Vec<u8>>,
    out: &'a mut (dyn Write + Send),
}

impl After<'_> {
    /// Counts a batch, in order, and writes or keeps it.
    fn take(&mut self, checked: Vec<Checked>) -> io::Result<()> {
        let assembly = &mut self.assembly;
        let counted = checked.into_iter().map(|checked| assembly.add(checked));
        let mut applications: Vec<_> = counted.collect();
        if let Some(stream) = &self.stream {
            set(&applications, stream, &mut self.texts)?;
            for text in &self.texts {
                self.out.write_all(text)?;
            }
        }
        if let Some(kept) = &mut self.kept {
            kept.append(&mut applications);
        }
        Ok(())
    }
}

/// Sets the texts of some applications side by side, in place of what the texts held.
fn set(
    applications: &[Application],
    stream: &Stream<'_>,
    texts: &mut Vec<Vec<u8>>,
) -> io::Result<()> {
    texts.resize_with(applications.len().div_ceil(SHARE), Vec::new);
    let shares = applications.par_chunks(SHARE).zip(texts);
    shares.try_for_each(|(applications, text)| {
        text.clear();
        stream(applications, text)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Ending;
    use crate::cli::arguments::FailOn;
    use crate::cli::check::ending;
    use atbilst::check::Settings;
    use atbilst::finding::Verdict;
    use atbilst::language::Language;
    use atbilst::own_rules::INTERNAL_ERROR;
    use atbilst::rulebook::RuleBook;
    use atbilst::rulebook::embedded::BOOKS;
    use atbilst::yaml::Limits;
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
            as_of: None,
            today: NaiveDate::default(),
            limits: Limits::default(),
            findings: 100,
            portfolio: true,
        };
        let checker = Checker::new(&books, &catalogue, settings);
        let mut desk = Desk::default();
        let broken: Arc<str> = "broken.yaml".into();
        let failed = survived(&checker, &broken, &mut desk, |_| {
            panic!("seven is not four")
        });
        let sound: Arc<str> = "sound.yaml".into();
        let passed = survived(&checker, &sound, &mut desk, |desk| {
            checker.check(desk, &sound, COMPLETE)
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
