//! Names made to cost much.

use atbilst_likeness::{Folder, Names, find};

use crate::cpu;
use crate::titles::Draw;

/// Measures each set.
#[allow(clippy::print_stdout)]
pub(crate) fn measure() {
    let mut draw = Draw(13);
    let letters = |draw: &mut Draw, count: usize| -> String {
        (0..count)
            .map(|_| char::from(b'a' + u8::try_from(draw.below(26)).unwrap_or(0)))
            .collect()
    };
    let sets: Vec<(&str, Vec<String>)> = vec![
        (
            "100,000 with one long prefix and a number",
            (0..100_000)
                .map(|at| format!("Ogres novada pašvaldības vienotās platformas izveide {at}"))
                .collect(),
        ),
        (
            "100,000 equal",
            (0..100_000)
                .map(|_| "Ogres novada vienotā platforma".to_owned())
                .collect(),
        ),
        (
            "100,000 of one word and a number",
            (0..100_000)
                .map(|at| format!("Paraugprojekts {at}"))
                .collect(),
        ),
        (
            "100,000 with another word of ten letters",
            (0..100_000)
                .map(|_| format!("Ogres novada {} vienotā platforma", letters(&mut draw, 10)))
                .collect(),
        ),
        (
            "100,000 with another word of four letters",
            (0..100_000)
                .map(|_| format!("Ogres novada {} vienotā platforma", letters(&mut draw, 4)))
                .collect(),
        ),
        (
            "10,000 with one word misspelt at random",
            (0..10_000)
                .map(|_| {
                    let mut word: Vec<char> = "koplietošanas".chars().collect();
                    for _ in 0..2 {
                        let at = draw.below(word.len());
                        word.iter_mut().skip(at).take(1).for_each(|c| {
                            *c = char::from(b'a' + u8::try_from(at * 7 % 26).unwrap_or(0))
                        });
                        word.insert(
                            draw.below(13),
                            char::from(b'a' + u8::try_from(draw.below(26)).unwrap_or(0)),
                        );
                    }
                    format!(
                        "Ogres novada {} vienotā platforma",
                        word.into_iter().collect::<String>()
                    )
                })
                .collect(),
        ),
        (
            "100,000 of six of thirty words and a number",
            (0..100_000)
                .map(|at| {
                    let words: Vec<String> = (0..6)
                        .map(|_| {
                            format!(
                                "vārds{}",
                                char::from(b'a' + u8::try_from(draw.below(30) % 26).unwrap_or(0))
                            )
                        })
                        .collect();
                    format!("{} {at}", words.join(" "))
                })
                .collect(),
        ),
        (
            "100 of 20,000 words",
            (0..100)
                .map(|at| format!("{} {at}", "platforma skola ".repeat(10_000)))
                .collect(),
        ),
        (
            "100 of one word of 300,000 letters",
            (0..100)
                .map(|at| format!("{}{}", "a".repeat(300_000), char::from(b'a' + at % 26)))
                .collect(),
        ),
    ];
    for (what, texts) in sets {
        let mut folder = Folder::default();
        let start = cpu();
        let mut names = Names::default();
        texts
            .iter()
            .zip(0..)
            .for_each(|(text, member)| names.add(member, &folder.name(text)));
        let folding = cpu().saturating_sub(start);
        let start = cpu();
        let found = find(&names);
        let largest = found
            .groups
            .iter()
            .map(|group| group.members.len())
            .max()
            .unwrap_or(0);
        println!(
            "{what}: folding {folding:.0?}, searching {:.0?}, {} groups, the largest {largest}, {} too large {:?}",
            cpu().saturating_sub(start),
            found.groups.len(),
            found.too_large.len(),
            found.too_large.iter().max_by_key(|block| block.names)
        );
    }
}
