//! Measures the likeness of names: what is found of planted pairs, what is found wrongly, and how long it takes.
//! `cargo run --release --example measure` [names, as 20000]

mod changes;
mod hostile;
mod titles;

use std::collections::HashMap;
use std::time::Duration;

use atbilst_likeness::{Folder, Name, Names, Reason, alike, find};
use changes::{KINDS, pair};
use titles::{Draw, Title, action, subject, thing, title, whose};

#[allow(clippy::print_stdout)]
fn main() {
    let sizes: Vec<usize> = std::env::args()
        .skip(1)
        .filter_map(|size| size.parse().ok())
        .collect();
    if sizes.is_empty() {
        rule();
    }
    for size in if sizes.is_empty() {
        vec![2_000, 20_000, 1_000_000]
    } else {
        sizes
    } {
        search(size);
    }
    hostile::measure();
}

/// The rule of two names, on pairs.
#[allow(clippy::print_stdout)]
fn rule() {
    let mut draw = Draw(7);
    let mut folder = Folder::default();
    let all: Vec<Title> = (0..2_000).map(|_| title(&mut draw, false)).collect();
    let any = |draw: &mut Draw| all.get(draw.below(all.len())).cloned();
    let mut found = 0;
    for (kind, name) in KINDS.iter().enumerate() {
        let mut own = 0;
        for _ in 0..150 {
            let Some(title) = any(&mut draw) else {
                continue;
            };
            let (one, other) = pair(&title, kind, &mut draw);
            own += usize::from(alike(&folder.name(&one), &folder.name(&other)).is_some());
        }
        println!("{name:30} {:5.1} %", own as f64 / 1.5);
        found += own;
    }
    let mut wrong = 0;
    for what in ["applicant", "subject", "thing", "action"] {
        let mut own = 0;
        for _ in 0..300 {
            let Some(one) = any(&mut draw) else { continue };
            let mut other = one.clone();
            while other.text() == one.text() {
                match what {
                    "applicant" => other.whose = whose(&mut draw),
                    "subject" => other.subject = subject(&mut draw),
                    "thing" => other.thing = thing(&mut draw),
                    _ => other.action = action(&mut draw),
                }
            }
            own += usize::from(
                alike(&folder.name(&one.text()), &folder.name(&other.text())).is_some(),
            );
        }
        println!("hard negative, another {what:10} {own} of 300");
        wrong += if what == "action" { 0 } else { own };
    }
    let names: Vec<Name> = all.iter().map(|title| folder.name(&title.text())).collect();
    let start = cpu();
    let mut reasons: HashMap<&str, usize> = HashMap::new();
    let mut pairs = 0_usize;
    for (at, one) in names.iter().enumerate() {
        for (title, other) in all.iter().zip(&names).skip(at + 1) {
            pairs += 1;
            if let Some(reason) = alike(one, other)
                && all.get(at).is_some_and(|one| one.text() != title.text())
            {
                *reasons.entry(kind(reason)).or_default() += 1;
            }
        }
    }
    let each = cpu().saturating_sub(start).as_nanos() as f64 / pairs as f64;
    let unplanted: usize = reasons.values().sum();
    let recall = found as f64 / (150.0 * KINDS.len() as f64);
    let precision = found as f64 / (found + wrong + unplanted) as f64;
    println!(
        "unplanted {unplanted} of {pairs} {reasons:?}; {each:.0} ns a pair; recall {recall:.3}, precision {precision:.3}"
    );
}

fn kind(reason: Reason) -> &'static str {
    match reason {
        Reason::SameWords => "same",
        Reason::OtherPart { .. } => "part",
        Reason::OneMisspelt { .. } => "misspelt",
        Reason::OneMore { .. } => "more",
        Reason::TwoMisspelt { .. } => "two",
    }
}

/// The search, on many names of which one in fifty has a changed copy.
#[allow(clippy::print_stdout)]
fn search(size: usize) {
    let mut draw = Draw(11);
    let mut texts: Vec<String> = Vec::new();
    let mut planted: Vec<(u32, u32, usize)> = Vec::new();
    while texts.len() < size {
        let title = title(&mut draw, size > 2_000);
        let at = u32::try_from(texts.len()).unwrap_or(0);
        if draw.below(50) == 0 {
            let kind = draw.below(KINDS.len());
            let (one, other) = pair(&title, kind, &mut draw);
            texts.extend([one, other]);
            planted.push((at, at + 1, kind));
        } else {
            texts.push(title.text());
        }
    }
    let bytes: usize = texts.iter().map(String::len).sum();
    let mut folder = Folder::default();
    let texts_alone = peak();
    let start = cpu();
    let mut names = Names::default();
    for (text, member) in texts.iter().zip(0..) {
        names.add(member, &folder.name(text));
    }
    let folding = cpu().saturating_sub(start);
    // From here on the system counts anew.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
    let before = peak();
    let start = cpu();
    let found = find(&names);
    let searching = cpu().saturating_sub(start);
    let after = peak();
    let mut name = |at: u32| folder.name(texts.get(at as usize).map_or("", String::as_str));
    let is_alike =
        |&&(one, other, _): &&(u32, u32, usize)| alike(&name(one), &name(other)).is_some();
    let accepted: Vec<_> = planted.iter().filter(is_alike).collect();
    let groups: HashMap<u32, usize> = found
        .groups
        .iter()
        .enumerate()
        .flat_map(|(at, group)| group.members.iter().map(move |&m| (m, at)))
        .collect();
    let together = |one: &u32, other: &u32| {
        groups
            .get(one)
            .is_some_and(|group| groups.get(other) == Some(group))
    };
    let of_accepted = accepted
        .iter()
        .filter(|(one, other, _)| together(one, other))
        .count();
    let largest = found
        .groups
        .iter()
        .map(|group| group.members.len())
        .max()
        .unwrap_or(0);
    let links: usize = found.groups.iter().map(|group| group.links.len()).sum();
    println!(
        "{size} names of {} bytes: folding {:.2} us each, searching {searching:.0?}; MiB with the texts {texts_alone}, with the names {before}, while searching {after}; \
         planted {}, accepted by the rule {}, found {of_accepted}; {} groups, the largest {largest}, {links} links; {} too large {:?}",
        bytes / size.max(1),
        folding.as_nanos() as f64 / 1000.0 / size as f64,
        planted.len(),
        accepted.len(),
        found.groups.len(),
        found.too_large.len(),
        found.too_large.iter().max_by_key(|block| block.names)
    );
}

/// Time on a processor so far, where the system tells: other work on the machine does not count.
fn cpu() -> Duration {
    let told = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    let nanoseconds = told
        .split_whitespace()
        .next()
        .and_then(|first| first.parse().ok());
    Duration::from_nanos(nanoseconds.unwrap_or(0))
}

/// The most memory so far, where the system tells.
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM:"));
    let number = line.and_then(|line| line.split_whitespace().nth(1)?.parse::<usize>().ok());
    number.unwrap_or(0) / 1024
}
