//! What is alike and what is not, as a table.

#![allow(clippy::expect_used)]

use atbilst_likeness::{Folder, Place, Reason, Side, alike, groups, written};

struct Pair {
    line: usize,
    kind: String,
    names: [String; 2],
    words: [String; 2],
}

fn pairs() -> Vec<Pair> {
    let lines = include_str!("pairs.txt").lines().zip(1..);
    let told = lines.filter(|(line, _)| !line.starts_with('#') && !line.is_empty());
    told.map(|(line, number)| {
        let mut cells = line.split('|').map(|cell| characters(cell.trim()));
        let mut next = || cells.next().unwrap_or_default();
        Pair {
            line: number,
            kind: next(),
            names: [next(), next()],
            words: [next(), next()],
        }
    })
    .collect()
}

/// With what is written as `\u{...}`.
fn characters(cell: &str) -> String {
    let mut parts = cell.split("\\u{");
    let mut all = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (code, rest) = part.split_once('}').expect("a closing brace");
        let code = u32::from_str_radix(code, 16).expect("a hexadecimal number");
        all.push(char::from_u32(code).expect("a character"));
        all.push_str(rest);
    }
    all
}

/// What the table says of a reason: the kind, and the words as they are written.
fn told(reason: Option<Reason>, names: &[String; 2]) -> (&'static str, [String; 2]) {
    let [one, other] = names;
    let words = |of: &str, places: &[Place]| {
        let words = places
            .iter()
            .map(|&place| written(of, place).expect("a word that is there"));
        words.collect::<Vec<_>>().join(" ")
    };
    let both = |ones: &[Place], others: &[Place]| [words(one, ones), words(other, others)];
    let some = |place: Option<Place>| place.into_iter().collect::<Vec<_>>();
    match reason {
        None => ("-", both(&[], &[])),
        Some(Reason::SameWords) => ("same", both(&[], &[])),
        Some(Reason::OtherPart { one, other }) => ("part", both(&some(one), &some(other))),
        Some(Reason::OneMisspelt { one, other }) => ("misspelt", both(&[one], &[other])),
        Some(Reason::OneMore {
            side: Side::One,
            word,
        }) => ("more", both(&[word], &[])),
        Some(Reason::OneMore {
            side: Side::Other,
            word,
        }) => ("more", both(&[], &[word])),
        Some(Reason::TwoMisspelt { first, second }) => {
            ("two", both(&[first.0, second.0], &[first.1, second.1]))
        }
    }
}

#[test]
fn names_are_alike_as_the_table_says() {
    let mut folder = Folder::default();
    let mut wrong = Vec::new();
    for pair in pairs() {
        let [one, other] = pair.names.each_ref().map(|name| folder.name(name));
        let found = told(alike(&one, &other), &pair.names);
        if (found.0, &found.1) != (pair.kind.as_str(), &pair.words) {
            wrong.push(format!("line {}: {:?} is {found:?}", pair.line, pair.names));
        }
        let swapped = alike(&other, &one).map(Reason::swapped);
        assert_eq!(alike(&one, &other), swapped, "line {}", pair.line);
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_alike_is_found_among_others() {
    let mut folder = Folder::default();
    for pair in pairs() {
        let all = pair
            .names
            .iter()
            .map(String::as_str)
            .chain(["Kaut kas pavisam cits"])
            .zip(0..);
        let all: Vec<_> = all
            .map(|(name, member)| (member, folder.name(name)))
            .collect();
        let found = groups(all);
        let wanted: &[u32] = if pair.kind == "-" { &[] } else { &[0, 1] };
        let members: Vec<u32> = found
            .groups
            .iter()
            .flat_map(|group| group.members.clone())
            .collect();
        assert_eq!(members, wanted, "line {}: {:?}", pair.line, pair.names);
    }
}

/// The municipalities of Latvia in the genitive, as titles begin with them. Two of them are the same but for marks and endings.
#[test]
fn no_municipality_is_another_misspelt() {
    let towns = "Aglonas Aizkraukles Aizputes Aknīstes Alojas Alsungas Alūksnes Amatas Apes Auces Ādažu Babītes Baldones Baltinavas \
        Balvu Bauskas Beverīnas Brocēnu Burtnieku Carnikavas Cesvaines Cēsu Ciblas Dagdas Daugavpils Dobeles Dundagas Durbes \
        Engures Ērgļu Garkalnes Grobiņas Gulbenes Iecavas Ikšķiles Ilūkstes Inčukalna Jaunjelgavas Jaunpiebalgas Jaunpils Jelgavas \
        Jēkabpils Kandavas Kārsavas Kocēnu Kokneses Krāslavas Krimuldas Krustpils Kuldīgas Ķeguma Ķekavas Lielvārdes Limbažu \
        Līgatnes Līvānu Lubānas Ludzas Madonas Mazsalacas Mālpils Mārupes Mērsraga Naukšēnu Neretas Nīcas Ogres Olaines Ozolnieku \
        Pārgaujas Pāvilostas Pļaviņu Preiļu Priekules Priekuļu Raunas Rēzeknes Riebiņu Rojas Ropažu Rucavas Rugāju Rundāles Rūjienas \
        Salacgrīvas Salas Salaspils Saldus Saulkrastu Sējas Siguldas Skrīveru Skrundas Smiltenes Stopiņu Strenču Talsu Tērvetes \
        Tukuma Vaiņodes Valkas Varakļānu Vārkavas Vecpiebalgas Vecumnieku Ventspils Viesītes Viļakas Viļānu Zilupes Liepājas Rīgas \
        Jūrmalas Valmieras";
    let towns: Vec<&str> = towns.split_whitespace().collect();
    let mut folder = Folder::default();
    let mut name =
        |town: &str| folder.name(&format!("{town} novada pašvaldības vienotā platforma"));
    let names: Vec<_> = towns.iter().map(|town| name(town)).collect();
    let mut found = Vec::new();
    for (at, one) in names.iter().enumerate() {
        for (other_at, other) in names.iter().enumerate().skip(at + 1) {
            if alike(one, other).is_some() {
                found.push((towns[at], towns[other_at]));
            }
        }
    }
    assert_eq!(found, [("Priekules", "Priekuļu")]);
}
