//! What holds of any names.

use atbilst_likeness::{Folder, Link, Name, Names, Place, Reason, alike, find, groups, written};
use proptest::prelude::*;

fn name(text: &str) -> Name {
    Folder::default().name(text)
}

/// Words that are often alike.
fn titles() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "platforma",
        "platfroma",
        "platformas",
        "viena",
        "veina",
        "Ogres",
        "skola",
        "sklao",
        "datu",
        "datu",
        "1",
        "2",
        "II",
        "daļa",
        "kārta",
        "un",
        "0",
        "–",
        "е",
        "А",
        "informācijas",
        "infromacijas",
        "reģistrs",
    ]);
    prop::collection::vec(word, 0..7).prop_map(|words| words.join(" "))
}

proptest! {
    #[test]
    fn any_text_can_be_folded(text in "\\PC{0,40}", place in 0_u8..20) {
        let folded = name(&text);
        if let Some(word) = written(&text, Place(place)) {
            prop_assert!(!word.is_empty());
            prop_assert!(folded.word(Place(place)).is_some());
        } else {
            prop_assert!(folded.word(Place(place)).is_none());
        }
        prop_assert_eq!(alike(&folded, &folded).is_some(), !folded.is_empty());
    }

    #[test]
    fn which_comes_first_makes_no_difference(one in titles(), other in titles()) {
        let (one, other) = (name(&one), name(&other));
        prop_assert_eq!(alike(&one, &other), alike(&other, &one).map(Reason::swapped));
    }

    #[test]
    fn all_pairs_are_found_whatever_the_order(titles in prop::collection::vec(titles(), 0..9)) {
        let names: Vec<(u32, Name)> = (0..).zip(titles.iter().map(|title| name(title))).collect();
        let found = groups(names.clone());
        prop_assert_eq!(&found, &groups(names.iter().rev().cloned()));
        let mut all = Names::default();
        names.iter().for_each(|(_, name)| all.add(name));
        prop_assert_eq!(&found, &find(&all, |_| true));
        let together = |one: u32, other: u32| {
            found.groups.iter().any(|group| group.members.contains(&one) && group.members.contains(&other))
        };
        for (one, a) in &names {
            for (other, b) in names.iter().filter(|(other, _)| other > one) {
                prop_assert!(alike(a, b).is_none() || together(*one, *other), "{:?} {:?}", titles[*one as usize], titles[*other as usize]);
            }
        }
        for group in &found.groups {
            prop_assert_eq!(group.links.len() + 1, group.members.len());
            for &Link { one, other, reason } in &group.links {
                prop_assert_eq!(alike(&names[one as usize].1, &names[other as usize].1), Some(reason));
            }
        }
    }
}
