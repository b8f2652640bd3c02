//! Which applications an auditor looks at: drawn from a report by a method and a seed, so that anybody can draw them again.
//!
//! Whatever is left to chance comes from SHA-256: the ticket of an application is the hash of the seed, a line break and its path, and the
//! smallest tickets are drawn, which is a simple random sample without replacement (R. Rivest, “Consistent Sampling with
//! Replacement”, 2018, on ticket numbers). Amounts are reckoned in whole cents. Knows nothing of files or of how it is shown.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use sha2::{Digest, Sha256};

use crate::finding::Verdict;
use crate::named::named;
use crate::stored::{StoredApplication, StoredReport};

named! {
    /// How applications are chosen.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum SampleMethod {
        /// With a chance that grows with the money: a fixed interval of money from a random start, over applications in random order;
        /// what is at least as large as the interval is certain (Guidance on sampling methods for audit authorities, EGESIF_16-0014-01, part 6.3).
        MonetaryUnit = "monetary-unit",
        /// Each with the same chance.
        Random = "random",
        /// The same within strata, of which each gives in proportion to its number (W. Cochran, Sampling Techniques, 1977, part 5.3).
        Stratified = "stratified",
        /// No sample but a ranking: the worst verdict first, then the most failures, then the most money.
        Risk = "risk",
        /// No sample but a ranking: the most of a limit reached first, then the fewest days left to a last day, then the most money.
        Nearness = "nearness",
    }
}

impl SampleMethod {
    /// Whether it ranks and leaves nothing to chance.
    pub const fn is_ranking(self) -> bool {
        matches!(self, Self::Risk | Self::Nearness)
    }
}

/// What is asked for.
#[derive(Clone, Debug)]
pub struct SampleRequest<'q> {
    /// How.
    pub method: SampleMethod,
    /// How many.
    pub size: usize,
    /// What chance comes from.
    pub seed: &'q str,
    /// What makes the strata: `verdict`, or the path of a field by which the rule book groups applications.
    pub by: &'q str,
}

/// A sample.
#[derive(Debug)]
pub struct Sample<'r> {
    /// From how many applications it was drawn.
    pub population: usize,
    /// Their known money.
    pub money: Decimal,
    /// How many could not be drawn, because they cannot be read, or have no known money where it decides.
    pub left_out: usize,
    /// The interval in which money is taken, where it is.
    pub interval: Option<Decimal>,
    /// The amount at which it begins.
    pub start: Option<Decimal>,
    /// The strata, how many applications each has and how many were drawn.
    pub strata: Vec<Stratum<'r>>,
    /// The chosen, in the order of the report; of a ranking, in its order.
    pub chosen: Vec<Chosen<'r>>,
}

/// A part of the applications from which a sample of its own is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stratum<'r> {
    /// What they have in common.
    pub name: &'r str,
    /// How many there are.
    pub population: usize,
    /// How many were drawn.
    pub drawn: usize,
}

/// An application that was chosen.
#[derive(Clone, Copy, Debug)]
pub struct Chosen<'r> {
    /// The application.
    pub application: &'r StoredApplication,
    /// Its stratum.
    pub stratum: Option<&'r str>,
    /// Whether it was certain to be chosen, because its money is at least the interval.
    pub certain: bool,
}

/// What an application without a value in the field of the strata belongs to.
const NO_STRATUM: &str = "";

impl<'r> Sample<'r> {
    /// Draws it. Of fewer applications than asked for all are taken.
    pub fn draw(report: &'r StoredReport, asked: &SampleRequest<'_>) -> Self {
        let read = |one: &&StoredApplication| one.verdict != Verdict::Unreadable.name();
        let all: Vec<&StoredApplication> = report.applications.iter().filter(read).collect();
        let all: Vec<_> = match asked.method {
            SampleMethod::MonetaryUnit => all.into_iter().filter(|one| cents(one) > 0).collect(),
            _ => all,
        };
        let money = all.iter().filter_map(|one| one.money());
        let mut sample = Self {
            population: all.len(),
            money: money.fold(Decimal::ZERO, |sum, one| sum.saturating_add(one)),
            left_out: report.applications.len().saturating_sub(all.len()),
            interval: None,
            start: None,
            strata: Vec::new(),
            chosen: Vec::new(),
        };
        match asked.method {
            SampleMethod::Random => {
                let drawn = smallest(all, asked.size, asked.seed);
                sample.chosen.extend(drawn.into_iter().map(chance));
            }
            SampleMethod::Stratified => sample.stratified(all, asked),
            SampleMethod::MonetaryUnit => sample.monetary_unit(all, asked),
            SampleMethod::Risk | SampleMethod::Nearness => {
                let mut ranked = all;
                match asked.method {
                    SampleMethod::Risk => ranked.sort_by_cached_key(|one| Reverse(risk(one))),
                    _ => ranked.sort_by_cached_key(|one| Reverse(nearness(one))),
                }
                ranked.truncate(asked.size);
                sample.chosen.extend(ranked.into_iter().map(chance));
                return sample;
            }
        }
        sample
            .chosen
            .sort_by(|a, b| a.application.path.cmp(&b.application.path));
        sample
    }

    fn stratified(&mut self, all: Vec<&'r StoredApplication>, asked: &SampleRequest<'_>) {
        let mut strata: BTreeMap<&'r str, Vec<&'r StoredApplication>> = BTreeMap::new();
        for one in all {
            strata.entry(stratum(one, asked.by)).or_default().push(one);
        }
        let counts: Vec<usize> = strata.values().map(Vec::len).collect();
        for ((name, own), drawn) in strata.into_iter().zip(allocated(asked.size, &counts)) {
            self.strata.push(Stratum {
                name,
                population: own.len(),
                drawn,
            });
            let drawn = smallest(own, drawn, asked.seed);
            self.chosen.extend(drawn.into_iter().map(|one| Chosen {
                stratum: Some(name),
                ..chance(one)
            }));
        }
    }

    fn monetary_unit(&mut self, all: Vec<&'r StoredApplication>, asked: &SampleRequest<'_>) {
        let (mut rest, mut size) = (all, asked.size);
        // What is at least the interval is certain; without it the interval of the others is another, until none is left.
        let (total, steps) = loop {
            let total = rest
                .iter()
                .map(|one| cents(one))
                .fold(0, u128::saturating_add);
            let steps = u128::try_from(size).unwrap_or(u128::MAX);
            let is_certain = |one: &&StoredApplication| cents(one).saturating_mul(steps) >= total;
            if steps == 0 || !rest.iter().any(is_certain) {
                break (total, steps);
            }
            let (certain, others): (Vec<_>, Vec<_>) = rest.into_iter().partition(is_certain);
            size = size.saturating_sub(certain.len());
            self.chosen.extend(certain.into_iter().map(|one| Chosen {
                certain: true,
                ..chance(one)
            }));
            rest = others;
        };
        let (Some(interval), Some(start)) = (
            total.checked_div(steps),
            number(asked.seed, "start").checked_rem(total),
        ) else {
            return;
        };
        self.interval = euro(interval);
        self.start = start.checked_div(steps).and_then(euro);
        rest.sort_by_cached_key(|one| (ticket(asked.seed, &one.path), &*one.path));
        let (mut passed, mut step) = (0_u128, 0_u128);
        for one in rest {
            passed = passed.saturating_add(cents(one));
            let next = step.saturating_mul(total).saturating_add(start);
            if step < steps && next.checked_div(steps).is_some_and(|next| next < passed) {
                self.chosen.push(chance(one));
                step = step.saturating_add(1);
            }
        }
    }
}

fn chance(application: &StoredApplication) -> Chosen<'_> {
    Chosen {
        application,
        stratum: None,
        certain: false,
    }
}

/// Those with the smallest tickets.
fn smallest<'r>(
    mut all: Vec<&'r StoredApplication>,
    size: usize,
    seed: &str,
) -> Vec<&'r StoredApplication> {
    all.sort_by_cached_key(|one| (ticket(seed, &one.path), &*one.path));
    all.truncate(size);
    all
}

fn ticket(seed: &str, name: &str) -> [u8; 32] {
    Sha256::digest(format!("{seed}\n{name}")).into()
}

/// The first sixteen bytes of a ticket as a number.
fn number(seed: &str, name: &str) -> u128 {
    let bytes = ticket(seed, name);
    bytes
        .iter()
        .take(16)
        .fold(0, |number, byte| (number << 8) | u128::from(*byte))
}

/// How many each stratum gives: its share, rounded down; what is left goes where the most was cut off, the first of equals.
fn allocated(size: usize, counts: &[usize]) -> Vec<usize> {
    let all = counts.iter().sum::<usize>().max(1);
    let size = size.min(all);
    let share = |count: &usize| size.saturating_mul(*count);
    let mut given: Vec<usize> = counts
        .iter()
        .map(|count| share(count).div_euclid(all))
        .collect();
    let mut places: Vec<usize> = (0..counts.len()).collect();
    let cut = |place: &usize| {
        counts
            .get(*place)
            .map_or(0, |count| share(count).rem_euclid(all))
    };
    places.sort_by_key(|place| Reverse(cut(place)));
    let left = size.saturating_sub(given.iter().sum());
    for place in places.into_iter().take(left) {
        if let Some(given) = given.get_mut(place) {
            *given = given.saturating_add(1);
        }
    }
    given
}

/// What an application belongs to.
fn stratum<'r>(one: &'r StoredApplication, by: &str) -> &'r str {
    match by {
        "verdict" => &one.verdict,
        path => one
            .groups
            .get(path)
            .and_then(Option::as_deref)
            .unwrap_or(NO_STRATUM),
    }
}

/// The worst verdict first, then the most failures, then the most money.
fn risk(one: &StoredApplication) -> (usize, usize, Option<Decimal>) {
    let worst = Verdict::ALL
        .iter()
        .position(|verdict| verdict.name() == one.verdict);
    let failures = one.findings.iter().filter(|finding| finding.kind == "fail");
    (worst.unwrap_or(0), failures.count(), one.money())
}

/// The most of a limit reached first, then the fewest days left, then the most money.
fn nearness(one: &StoredApplication) -> (Option<Decimal>, Option<Reverse<u64>>, Option<Decimal>) {
    let days = one.days().map(|(days, _)| Reverse(days));
    (one.percent().map(|(percent, _)| percent), days, one.money())
}

/// The known money of an application in cents.
fn cents(one: &StoredApplication) -> u128 {
    let cents = one
        .money()
        .and_then(|money| money.checked_mul(Decimal::ONE_HUNDRED));
    cents.and_then(|cents| cents.to_u128()).unwrap_or(0)
}

fn euro(cents: u128) -> Option<Decimal> {
    let cents = i128::try_from(cents).ok()?;
    Decimal::try_from_i128_with_scale(cents, 2).ok()
}
