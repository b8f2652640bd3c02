//! What is to be said of a check as a whole, beside its findings.

use chrono::NaiveDate;

use super::{Assembly, OfBook};
use crate::check::Checker;
use crate::language::Value;
use crate::reading::{AsOf, AsOfSource};
use crate::report::Portfolio;
use crate::waivers::WaiverEffect;

/// Days after which a rule book should be compared with the law again.
const STALE_DAYS: i64 = 365;

/// The day whose law is applied, where nobody can have read it: one that was asked for and comes after the book was compared with the
/// law, or one that an application states and comes long after.
pub(super) fn late(as_of: &AsOf, verified_on: NaiveDate) -> Option<NaiveDate> {
    let days = as_of.date.signed_duration_since(verified_on).num_days();
    let allowed = match as_of.from {
        AsOfSource::Option => 0,
        AsOfSource::Field(_) | AsOfSource::Value(_) => STALE_DAYS,
    };
    (days > allowed).then_some(as_of.date)
}

impl Assembly<'_> {
    /// All that is to be said: of books, of what was not compared, of single applications, of waivers and of answers, of rules of these
    /// ids.
    pub(super) fn notes_of_all(
        &mut self,
        portfolios: &mut [Portfolio],
        waivers: &[WaiverEffect],
        rules: &[&str],
    ) -> Vec<String> {
        let catalogue = self.checker.catalogue;
        let mut notes = self.checker.notes(&self.books);
        let any = self.kept.iter().any(|kept| !kept.members.is_empty());
        if any && !self.strays.is_empty() {
            notes.push(catalogue.say("note.strays", &self.strays.about(catalogue)));
        }
        // Those of a shard are judged together elsewhere.
        if !self.checker.judges_together() {
            notes.push(catalogue.say("note.no_portfolio", &[]));
        }
        let undecided = portfolios.iter_mut();
        notes.extend(undecided.flat_map(|one| one.undecided.drain(..)));
        notes.append(&mut self.notes);
        notes.extend(std::mem::take(&mut self.asides).notes(catalogue));
        notes.extend(self.counted.notes(self.checker));
        notes.extend(self.ids_of_several());
        // What is of another part is told where all are put together.
        let part = self.checker.collects;
        let waivers = waivers.iter().filter(|one| !(part && one.nothing_checked));
        notes.extend(waivers.filter_map(|effect| effect.note(catalogue)));
        notes.extend(self.answers.notes(catalogue, rules, part));
        notes
    }
}

impl Checker<'_> {
    /// What a reader should know of the books that were applied.
    fn notes(&self, books: &[OfBook]) -> Vec<String> {
        let mut notes = Vec::new();
        for (book, own) in self.books.iter().zip(books) {
            let call = ("call", Value::from(&*book.call));
            if own.applied && book.replaces {
                let about = [call.clone(), ("name", (&*book.name).into())];
                notes.push(self.catalogue.say("note.replaced_book", &about));
            }
            let age = self.settings.today.signed_duration_since(book.verified_on);
            if let Some(day) = own.late {
                let about = [
                    call.clone(),
                    ("day", day.into()),
                    ("date", book.verified_on.into()),
                ];
                notes.push(self.catalogue.say("note.late_law", &about));
            } else if own.applied && age.num_days() > STALE_DAYS {
                let about = [call.clone(), ("date", book.verified_on.into())];
                notes.push(self.catalogue.say("note.stale_book", &about));
            }
            if let Some(first) = own.first_day.filter(|_| !own.early.is_empty()) {
                let [count, names] = own.early.about(self.catalogue);
                let about = [call, ("date", first.into()), count, names];
                notes.push(self.catalogue.say("note.before_the_law", &about));
            }
        }
        notes
    }
}
