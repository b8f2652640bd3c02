//! The files of a check: read and checked side by side, counted and written in the order of their paths.

use std::collections::HashSet;
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};

use anyhow::Context as _;
use rayon::prelude::*;

use crate::cli::manifest::BesideReport;
use crate::cli::progress;
use crate::discover::Input;
use atbilst_core::check::{Checked, Checker, Scratch, Unreadable};
use atbilst_core::language::Catalogue;
use atbilst_core::part::{LeftOut, PackedBlock};
use atbilst_core::report::{Report, Selection};
use atbilst_render::{Format, OutcomeTexts, Style};

use super::changed::Changed;
use super::part_file::PartFile;
use super::so_far::{CheckedSoFar, EarlyWriter};
use super::sources::{NoText, Sources};

/// So many files are checked one after another by one thread.
const CHUNK: usize = 32;

/// So many chunks of each thread are checked before any of them is counted and written.
const CHUNKS: usize = 4;

/// One check of all its files.
pub(super) struct CheckRun<'a> {
    pub(super) checker: &'a Checker<'a>,
    pub(super) sources: &'a Sources,
    /// What is left out, for the notes of the report.
    pub(super) left_out: LeftOut,
    /// What was named on the command line, as reports name it.
    pub(super) named: Vec<String>,
    /// Which of the files there are taken.
    pub(super) selection: Selection,
    /// What code scanning keeps its results under.
    pub(super) category: Option<String>,
    /// Which applications are told of, where not all are.
    pub(super) changed: Option<Changed>,
}

/// A report that was written.
pub(super) struct ReportOfRun {
    pub(super) report: Report,
    /// What it says of files that are left out.
    pub(super) notes: Vec<String>,
    /// The applications that are judged together with those that it tells of.
    pub(super) beside: Vec<BesideReport>,
}

impl CheckRun<'_> {
    /// Checks every file and writes the report; what it says of files that are left out is told by itself, too. Applications that the format writes at once are forgotten then, unless they are
    /// to be `kept` for other reports.
    pub(super) fn report(
        &self,
        format: &Format,
        kept: bool,
        mut part: Option<PartFile<'_>>,
        catalogue: &Catalogue,
        style: &Style,
        out: &mut (dyn Write + Send),
    ) -> anyhow::Result<ReportOfRun> {
        let cannot_write = || catalogue.say("cli.cannot_write", &[]);
        let frame = Report {
            inputs: self.named.clone(),
            ..self.checker.empty_report()
        };
        let inputs = &self.sources.inputs;
        let mut so_far = CheckedSoFar::new(self.checker, &frame, format, kept, inputs.len(), out);
        let writer = so_far.early_writer();
        let mut left_out = self.left_out.clone();
        let mut beside = Vec::new();
        let bar = progress::bar(inputs.len(), style.quiet, catalogue.language());
        let memories: Mutex<Vec<ThreadMemory>> = Mutex::default();
        let memories = || memories.lock().unwrap_or_else(PoisonError::into_inner);
        let batch = CHUNK.saturating_mul(CHUNKS.saturating_mul(rayon::current_num_threads()));
        let packs = part.is_some();
        let mut rest = inputs.iter();
        loop {
            let batch: Vec<Input> = rest.by_ref().take(batch).collect();
            if batch.is_empty() {
                break;
            }
            let chunks = batch.par_chunks(CHUNK).map(|chunk| {
                let free = memories().pop();
                let mut memory = free.unwrap_or_default();
                let checked = self.checked(&mut memory, chunk, writer, packs);
                memories().push(memory);
                bar.inc(chunk.len() as u64);
                checked
            });
            let chunks: Vec<_> = chunks.collect();
            for chunk in chunks {
                left_out.append(chunk.left_out);
                if let (Some(part), Some(block)) = (&mut part, chunk.block) {
                    part.add(block)?;
                }
                let aside = chunk.applications.iter().filter(|one| one.only_counted);
                let aside = aside.map(|one| &one.application);
                beside.extend(aside.filter_map(|one| Some((Arc::clone(&one.path), one.sha256?))));
                let taken = so_far.take(chunk.applications, chunk.text);
                taken.with_context(cannot_write)?;
            }
        }
        bar.finish_and_clear();
        let selection = self.selection_without_applications(&left_out);
        if let Some(part) = part {
            part.end(&left_out, &selection.listed)?;
        }
        let notes = left_out.notes(catalogue);
        let report = so_far.finish(
            |assembly| {
                let mut report = assembly.report(self.sources);
                report.inputs.clone_from(&self.named);
                report.category.clone_from(&self.category);
                left_out.count(&mut report.summary);
                report.selection = selection;
                report.notes.extend_from_slice(&notes);
                if let Some(shard) = report.selection.shard {
                    let about = [("shard", shard.to_string().into())];
                    report.notes.push(catalogue.say("note.shard", &about));
                }
                report
            },
            format,
            catalogue,
            style,
        );
        Ok(ReportOfRun {
            report: report.with_context(cannot_write)?,
            notes,
            beside,
        })
    }

    /// Checks some files, and writes into memory what can be written as soon as it is judged.
    fn checked(
        &self,
        memory: &mut ThreadMemory,
        inputs: &[Input],
        early: Option<EarlyWriter<'_>>,
        packs: bool,
    ) -> CheckedChunk {
        let mut chunk = CheckedChunk {
            applications: Vec::with_capacity(inputs.len()),
            left_out: LeftOut::default(),
            text: None,
            block: None,
        };
        for input in inputs {
            self.one(memory, input, &mut chunk);
        }
        let told = chunk.applications.iter().filter(|one| !one.only_counted);
        let written = told.map(|one| &one.application);
        chunk.text = early.map(|early| early.text(written, &mut memory.outcomes));
        chunk.block = packs.then(|| PackedBlock::of(chunk.applications.iter()));
        chunk
    }

    fn one(&self, memory: &mut ThreadMemory, input: &Input, chunk: &mut CheckedChunk) {
        let ThreadMemory {
            scratch, buffer, ..
        } = memory;
        let path = &input.shown;
        let changed = self.changed.as_ref();
        let aside = changed.is_some_and(|changed| !changed.has(input));
        if aside && !self.checker.judges_together() {
            return;
        }
        let named = !input.may_be_foreign();
        let strict = named || self.selection.strict;
        let checked = match self.sources.read(input, buffer) {
            Err(NoText::Report) => return chunk.left_out.reports.push(Arc::clone(path)),
            Err(NoText::Output) => return chunk.left_out.outputs.push(Arc::clone(path)),
            Err(NoText::Unreadable(Unreadable::TooLarge)) if !strict => {
                let says = |part: &[u8]| self.checker.may_be_application(part);
                match self.sources.any_part(input, buffer, says) {
                    Err(NoText::Report) => return chunk.left_out.reports.push(Arc::clone(path)),
                    Ok(false) => None,
                    _ => Some(self.checker.unreadable(path, &Unreadable::TooLarge)),
                }
            }
            Err(NoText::Unreadable(why)) => Some(self.checker.unreadable(path, &why)),
            Ok(()) if !named && self.checker.is_book(buffer) => {
                return chunk.left_out.books.push(Arc::clone(path));
            }
            Ok(()) => survived(self.checker, path, scratch, |scratch| match named {
                true => Some(self.checker.check(scratch, path, buffer)),
                false => self.checker.check_found(scratch, path, buffer, strict),
            }),
        };
        match checked {
            Some(mut checked) => {
                checked.only_counted = aside;
                chunk.applications.push(checked);
            }
            None => chunk.left_out.foreign.push(Arc::clone(path)),
        }
    }

    /// What a list named beside applications, as far as it makes a difference: those are in the report.
    fn selection_without_applications(&self, left_out: &LeftOut) -> Selection {
        let mut selection = self.selection.clone();
        let other: HashSet<&str> = left_out.all().collect();
        selection.listed.retain(|name| {
            self.sources.inputs.find(name).is_none() || other.contains(name.as_str())
        });
        selection
    }
}

/// A mistake of the tool at one file must neither stop the others nor look like a pass.
fn survived(
    checker: &Checker<'_>,
    path: &Arc<str>,
    scratch: &mut Scratch,
    check: impl FnOnce(&mut Scratch) -> Option<Checked>,
) -> Option<Checked> {
    catch_unwind(AssertUnwindSafe(|| check(scratch))).unwrap_or_else(|panic| {
        *scratch = Scratch::default();
        Some(checker.failed(path, &words(&*panic)))
    })
}

fn words(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_default()
}

/// What a thread keeps from one file to the next.
#[derive(Default)]
struct ThreadMemory {
    scratch: Scratch,
    /// The bytes of the file.
    buffer: Vec<u8>,
    outcomes: OutcomeTexts,
}

/// Some files, checked.
struct CheckedChunk {
    applications: Vec<Checked>,
    /// What is none.
    left_out: LeftOut,
    /// As they are written if nothing of them is waived.
    text: Option<io::Result<Vec<u8>>>,
    /// As they stand in a part.
    block: Option<io::Result<PackedBlock>>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Ending;
    use crate::cli::check::{FailOn, ending};
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
            Some(checker.check(scratch, &sound, COMPLETE))
        });
        let report = checker.report(
            [passed, failed].into_iter().flatten().collect(),
            &|_: &str| None,
        );
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
