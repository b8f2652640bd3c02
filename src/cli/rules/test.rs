//! `atbilst rules test`: the examples of each book, and with `--coverage` what they leave untouched.

use atbilst_books::bench::coverage::coverage;
use atbilst_books::trial;

use super::super::Ending;
use super::super::arguments::TestArguments;
use super::load;
use super::{Bench, ending};

pub(super) fn run(arguments: &TestArguments, bench: &Bench<'_>) -> anyhow::Result<Ending> {
    let mut out = String::new();
    let mut clean = true;
    for loaded in load::all(&arguments.books, bench)? {
        let book = &loaded.book;
        let mut mistakes = trial::mistakes(book);
        let examples: usize = book.heads().map(|head| head.examples.len()).sum();
        let about = [
            ("path", (&*book.name).into()),
            ("count", examples.into()),
            ("rules", book.heads().count().into()),
            ("wrong", mistakes.len().into()),
        ];
        let mut said = vec![bench.catalogue.say("bench.tested", &about)];
        if arguments.coverage {
            let coverage = coverage(book);
            let percent = coverage.percent();
            let about = [
                ("count", coverage.all.into()),
                ("touched", coverage.touched.into()),
                ("percent", percent.into()),
            ];
            said.push(bench.catalogue.say("bench.covered", &about));
            mistakes.extend(coverage.untouched);
        }
        if !mistakes.is_empty() {
            out.push_str(&bench.mistakes(&book.name, &book.text, &mistakes));
        }
        out.push_str(&said.join(" "));
        out.push('\n');
        clean &= mistakes.is_empty();
    }
    bench.print(&out)?;
    Ok(ending(clean))
}
