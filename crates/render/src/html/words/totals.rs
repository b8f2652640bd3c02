//! What all applications of a report come to, for its first page.

use rust_decimal::Decimal;

use super::Words;
use crate::escape::shown;
use crate::html::chart::length;
use crate::words::{has_money, money_unknown, of_complying};
use atbilst_core::finding::{Counts, Outcome, Verdict};
use atbilst_core::report::OfRule;

/// The verdicts over applications that could be read.
const JUDGED: [Verdict; 3] = [
    Verdict::Complies,
    Verdict::NeedsReview,
    Verdict::DoesNotComply,
];

/// The money behind a verdict, as a piece of a bar.
pub(in crate::html) struct MoneyPiece {
    pub(in crate::html) verdict: &'static str,
    pub(in crate::html) at: String,
    pub(in crate::html) length: String,
    pub(in crate::html) title: String,
}

/// The values of a grouping.
pub(in crate::html) struct GroupTable<'a> {
    pub(in crate::html) title: &'a str,
    pub(in crate::html) rows: Vec<GroupRow>,
}

/// What stands behind one value of a grouping.
pub(in crate::html) struct GroupRow {
    /// How the list is filtered by it.
    pub(in crate::html) link: Option<String>,
    pub(in crate::html) name: String,
    pub(in crate::html) applications: String,
    /// The number and the money of each verdict.
    pub(in crate::html) cells: [(String, String); 3],
    pub(in crate::html) money: String,
}

/// A text as a part of an address.
fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    let byte = |byte: u8| match plain(byte) {
        true => char::from(byte).to_string(),
        false => format!("%{byte:02X}"),
    };
    text.bytes().map(byte).collect()
}

impl<'a> Words<'a> {
    /// What is to be said of some of those with a verdict.
    pub(in crate::html) fn of_them(&self, verdict: &Verdict) -> Option<String> {
        let said = || of_complying(self.report, self.catalogue);
        (*verdict == Verdict::Complies).then(said).flatten()
    }

    pub(in crate::html) fn verdicts(&self) -> [Verdict; 4] {
        Verdict::ALL
    }

    pub(in crate::html) fn outcomes(&self) -> [Outcome; 7] {
        Outcome::ALL
    }

    /// How many applications got a verdict.
    pub(in crate::html) fn of_verdict(&self, verdict: &Verdict) -> String {
        self.number(self.report.summary.of(*verdict))
    }

    /// The known money of the applications with a verdict, where a rule book says what their money is.
    pub(in crate::html) fn money_of(&self, verdict: &Verdict) -> Option<String> {
        let known = *verdict != Verdict::Unreadable && has_money(self.report);
        known.then(|| self.number(self.report.totals.all.money(*verdict)))
    }

    /// The rules with findings, and what they come to.
    pub(in crate::html) fn by_rule(&self) -> Vec<OfRule<'_>> {
        self.report.by_rule().collect()
    }

    /// What a rule is called among them.
    pub(in crate::html) fn name_of(&self, of_rule: &OfRule<'_>) -> String {
        self.text(&of_rule.name()).into_owned()
    }

    /// What chooses a rule in the list of applications: its id, where no rule of another call is named alike.
    pub(in crate::html) fn choice_of(&self, of_rule: &OfRule<'_>) -> String {
        match of_rule.named_alike {
            true => self.anchor_of(&of_rule.book.as_ref(), &of_rule.rule.id),
            false => self.text(&of_rule.rule.id).into_owned(),
        }
    }

    /// The report in one sentence or two.
    pub(in crate::html) fn lead(&self) -> String {
        let (summary, tally) = (&self.report.summary, &self.report.totals.all);
        let about = [
            ("count", summary.applications.into()),
            ("fails", summary.of(Verdict::DoesNotComply).into()),
            ("reviews", summary.of(Verdict::NeedsReview).into()),
            ("money", tally.all_money().into()),
            ("complying", tally.money(Verdict::Complies).into()),
        ];
        let mut said = vec![self.catalogue.say("page.lead", &about)];
        if has_money(self.report) {
            said.push(self.catalogue.say("page.lead_money", &about));
            said.extend(money_unknown(self.report, self.catalogue));
        }
        said.join(" ")
    }

    /// The verdicts over applications that could be read.
    pub(in crate::html) fn judged(&self) -> [Verdict; 3] {
        JUDGED
    }

    /// The money behind each verdict as pieces of a bar.
    pub(in crate::html) fn money_bar(&self) -> Vec<MoneyPiece> {
        let tally = &self.report.totals.all;
        let share = |money: Decimal| length(money, tally.all_money());
        let mut at = Decimal::ZERO;
        let pieces = JUDGED.into_iter().map(|verdict| {
            let money = tally.money(verdict);
            let piece = MoneyPiece {
                verdict: verdict.name(),
                at: format!("{at:.2}"),
                length: share(money).to_string(),
                title: format!("{}: {}", self.verdict(&verdict), self.number(money)),
            };
            at = at.saturating_add(share(money));
            piece
        });
        let some = !tally.all_money().is_zero();
        pieces.filter(|_| some).collect()
    }

    /// Each grouping with its values, and what stands behind them.
    pub(in crate::html) fn group_tables(&self) -> Vec<(usize, GroupTable<'a>)> {
        let all = self.report.all_groupings().into_iter().enumerate();
        let tables = all.filter_map(|(place, grouping)| {
            let values = self.report.totals.groups.get(&grouping.path)?;
            let rows = values.iter().map(|(value, tally)| GroupRow {
                link: (!value.is_empty()).then(|| format!("g{place}={}", encoded(value))),
                name: match &**value {
                    "" => self.say("form.nothing"),
                    value => shown(grouping.called(value)).into_owned(),
                },
                applications: self.number(tally.applications()),
                cells: JUDGED
                    .map(|one| (self.number(tally.of(one)), self.number(tally.money(one)))),
                money: self.number(tally.all_money()),
            });
            let rows: Vec<_> = rows.collect();
            let title = &*grouping.title;
            Some((place, GroupTable { title, rows }))
        });
        tables.filter(|(_, table)| table.rows.len() > 1).collect()
    }

    /// How many outcomes of one kind.
    pub(in crate::html) fn of_outcome(&self, outcome: &Outcome) -> String {
        self.number(self.report.summary.outcomes.of(*outcome))
    }

    /// How many findings of each kind.
    pub(in crate::html) fn kinds(&self, counts: &Counts) -> [String; 3] {
        [Outcome::Fail, Outcome::Review, Outcome::Waived]
            .map(|outcome| self.number(counts.of(outcome)))
    }
}
