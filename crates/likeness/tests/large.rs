//! Many names: what is too large is said, and their order makes no difference.

#![allow(clippy::expect_used)]

use atbilst_likeness::{Folder, Found, Name, groups};

fn found(titles: impl Iterator<Item = String>) -> Found {
    let mut folder = Folder::default();
    let names: Vec<(u32, Name)> = (0..).zip(titles.map(|title| folder.name(&title))).collect();
    let found = groups(names.iter().cloned());
    assert_eq!(found, groups(names.into_iter().rev()));
    found
}

#[test]
fn a_thousand_of_the_same_name_are_one_group() {
    let all = found((0..1_000).map(|at| format!("Ogres novada platforma, {}. daļa", at % 3)));
    assert_eq!(all.groups.len(), 1);
    let group = all.groups.first().expect("a group");
    assert_eq!(group.members, (0..1_000).collect::<Vec<_>>());
    assert_eq!(group.links.len(), 999);
    assert_eq!(all.too_large, []);
}

#[test]
fn names_that_differ_by_a_number_are_no_group() {
    let all = found((0..5_000).map(|at| format!("Paraugprojekts {at}")));
    assert_eq!(all, Found::default());
}

#[test]
fn another_word_in_many_is_no_misspelling() {
    let letters = |at: u32| -> String {
        let place = |turn: u32| at.wrapping_mul(2_654_435_761) >> (turn * 4) & 15;
        (0..8)
            .filter_map(|turn| char::from_u32(u32::from(b'a') + place(turn)))
            .collect()
    };
    let all = found((0..2_000).map(|at| format!("Ogres novada {} vienotā platforma", letters(at))));
    assert_eq!(all.too_large, []);
    assert!(all.groups.iter().all(|group| group.members.len() < 10));
}

#[test]
fn what_is_too_large_to_be_compared_is_said() {
    // A hundred words of which each is any other with one letter wrong.
    let letters = (0..120)
        .filter_map(|at| char::from_u32(u32::from('\u{5d0}') + at))
        .filter(|c| c.is_alphabetic());
    let letters: Vec<char> = letters
        .chain('а'..='я')
        .chain('ა'..='ჰ')
        .chain('가'..='갠')
        .collect();
    assert!(letters.len() > 80);
    let all = found(
        letters
            .iter()
            .map(|letter| format!("Ogres novada a{letter}bcdef vienotā platforma")),
    );
    let told = all.too_large.first().expect("a block that is too large");
    assert_eq!(all.too_large.len(), 1);
    assert!(told.names > 64 && told.names <= letters.len(), "{told:?}");
}

/// Which word another is, misspelt, may hang on its ending: of names of the same words not only the first is looked at.
#[test]
fn a_name_is_found_by_any_that_is_spelled_otherwise() {
    let titles = ["platformas", "1 daļa platforma", "platfroma"];
    let all = found(titles.iter().map(|title| (*title).to_owned()));
    let group = all.groups.first().expect("a group");
    assert_eq!(group.members, [0, 1, 2]);
    let titles = ["2 platforma, 1. daļa", "platforma 2, 3. daļa", "platforma"];
    let all = found(titles.iter().map(|title| (*title).to_owned()));
    let group = all.groups.first().expect("a group");
    assert_eq!(group.members, [0, 1, 2]);
}
