//! What a new version of a book changes: in words, and in what it says of applications.

use super::atbilst;
use crate::folder::Folder;

const OLD: &str = "tests/books/minimal.yaml";

/// The small book with some changes, and three applications beside it, both by their names.
fn changed(changes: &[(&str, &str)]) -> (Folder, [String; 2]) {
    let folder = Folder::new();
    let mut text = std::fs::read_to_string(OLD).expect("the book");
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    folder.write("new.yaml", text);
    for (id, amount, animal) in [
        ("1", "900.00", "horse"),
        ("2", "950.00", "dog"),
        ("3", "10.00", "dog"),
    ] {
        let text = format!(
            "call: 9.9.8.i\nid: \"{id}\"\nsubmitted: 2030-05-10\nanimal: {animal}\namount: {amount}\nparts: [ {{ name: Jumts, cost: {amount} }} ]\n"
        );
        folder.write(&format!("applications/{id}.yaml"), text);
    }
    let names = ["new.yaml", "applications"].map(|name| folder.name(name));
    (folder, names)
}

#[test]
fn the_same_book_changes_nothing() {
    let (_folder, [_, applications]) = changed(&[]);
    for language in ["lv", "en"] {
        let said = atbilst(&["rules", "diff", OLD, OLD, &applications], language);
        assert_eq!(said.code, Some(0), "{}", said.folded());
    }
    let said = atbilst(
        &["rules", "diff", "2.1.2.1.i", "rules/2.1.2.1.i.yaml"],
        "en",
    );
    assert_eq!(
        (said.out.trim(), said.code),
        ("The two books say the same.", Some(0))
    );
}

#[test]
fn no_part_of_a_book_changes_unsaid() {
    let title = "title: { lv: Izdomāts paraugs „Staļļi”, en: Invented example “Stables” }\n";
    let with = |waivers: &str| format!("{title}waivers: {{ months: {waivers} }}\n");
    let (_folder, [new, _]) = changed(&[(title, &with("6"))]);
    let said = atbilst(&["rules", "diff", OLD, &new], "en");
    assert!(
        said.folded().contains("`waivers` is new: { months: 6 }"),
        "{}",
        said.folded()
    );
}

#[test]
fn what_changed_is_said_in_words_with_the_applications_it_touches() {
    let changes = [
        // a limit that moves, one that comes, a code that goes, a rule that goes and one that is worded otherwise
        (
            "is: 1000.00, law: { source: page, quote: ne vairāk kā 1000 eiro } }",
            "is: 940.00, law: { source: page, quote: ne vairāk kā 940 eiro } }\n      - { from: 2030-08-01, is: 1100.00, law: { source: page, quote: ne vairāk kā 1100 eiro } }",
        ),
        ("amount: 1000.01 }", "amount: 940.01 }"),
        ("amount: 1000.00 }", "amount: 940.00 }"),
        ("amount: 999.99 }", "amount: 939.99 }"),
        ("at_most: 1900.00", "at_most: 1850.00"),
        (
            "    dog: { title: { lv: suns, en: dog }, law: { source: page, quote: Suņu } }\n",
            "    cat: { title: { lv: kaķis, en: cat }, law: { source: page, quote: Suņu } }\n",
        ),
        ("  - id: part-named\n", "  - id: part-has-name\n"),
        (
            "help: { lv: Iesniedziet laikus., en: Submit in time. }",
            "help: { lv: Iesniedziet agrāk., en: Submit earlier. }",
        ),
        (
            "note: { kind: text, not_judged: true",
            "remark: { kind: text, not_judged: true",
        ),
    ];
    let (_folder, [new, applications]) = changed(&changes);
    let en = atbilst(&["rules", "diff", OLD, &new, &applications], "en");
    assert_eq!(en.code, Some(1), "{}", en.folded());
    let text = en.folded();
    for sentence in [
        "“largest amount”, from 1 January 2030 on, moved from EUR 1,000.00 to EUR 940.00.",
        "“largest amount” changes on 1 August 2030: from then on it is EUR 1,100.00.",
        "The list `animals` has a new code `cat`.",
        "The list `animals` no longer has the code `dog`.",
        "There is a new rule `part-has-name` (“The part has a name”).",
        "The rule `part-named` (“The part has a name”) is gone.",
        "`in-time.help.en` was: Submit in time. – and is: Submit earlier.",
        "`all-amounts.require.at_most` was: 1900.00 – and is: 1850.00",
        "The form has a new field `remark` (“Note”).",
        "The form no longer has the field `note` (“Note”).",
        "The examples of the rule `amount-limit` changed.",
        "2.yaml: complies → does not comply amount-limit: holds → fails",
        "3 applications compared; 3 judged otherwise.",
    ] {
        assert!(text.contains(sentence), "{sentence}\n{text}");
    }
    let lv = atbilst(&["rules", "diff", OLD, &new, &applications], "lv");
    let text = lv.folded().replace('\u{a0}', " ");
    for sentence in [
        "Vērtība „lielākā summa”, kas ir spēkā no 2030. gada 1. janvāra, mainīta: bija 1 000,00 €, tagad ir 940,00 €.",
        "Vērtība „lielākā summa” mainās 2030. gada 1. augustā: no šīs dienas tā ir 1 100,00 €.",
        "Sarakstā `animals` vairs nav koda `dog`.",
        "2.yaml: atbilst → neatbilst",
    ] {
        assert!(text.contains(sentence), "{sentence}\n{text}");
    }
}

/// No law reaches back: an amount that changes on a day changes nothing before it.
#[test]
fn a_later_amount_changes_nothing_for_an_earlier_day() {
    let later = [(
        "      - { from: 2031-01-01, is: unknown, law: { source: page } }\n",
        "      - { from: 2031-01-01, is: 1.00, law: { source: page, quote: ne vairāk kā 1000 eiro } }\n",
    )];
    let (_folder, [new, applications]) = changed(&later);
    let judged = |day: &str| {
        atbilst(
            &["rules", "diff", OLD, &new, &applications, "--as-of", day],
            "en",
        )
        .folded()
    };
    assert!(judged("2030-12-31").contains("3 applications compared; 0 judged otherwise."));
    assert!(
        judged("2031-01-01").contains("3.yaml: needs review → does not comply"),
        "{}",
        judged("2031-01-01")
    );
}

/// What the office states of applications decides about them in either version, from the file beside them or the one that is named.
#[test]
fn what_the_office_states_is_stated_in_both_versions() {
    let old = "tests/books/office.yaml";
    let mut text = std::fs::read_to_string(old).expect("the book");
    for amount in ["is: 50.00 }", "grant: 50.00 }", "grant: 50.01 }"] {
        text = text.replace(amount, &amount.replace(": 5", ": 9"));
    }
    let stated = "stated:\n  - { application: \"1\", field: debt, is: 2.00, register: Reģistrs, by: Anna, on: 2026-01-05 }\n  - { application: \"1\", field: owner, is: Anna, register: Reģistrs, by: Anna, on: 2026-01-05 }\n";
    let folder = Folder::new();
    folder.write("new.yaml", text);
    folder.write(
        "applications/1.yaml",
        "call: 9.9.8.i\nid: \"1\"\nsubmitted: 2030-05-10\ngrant: 60.00\n",
    );
    folder.write("stated.yaml", stated);
    let names = ["new.yaml", "applications", "stated.yaml"].map(|name| folder.name(name));
    let [new, applications, office] = &names;
    let judged = |more: &[&str]| {
        let arguments = [&["rules", "diff", old, new, applications], more].concat();
        atbilst(&arguments, "en").folded()
    };
    let told = "1.yaml: does not comply → complies";
    let awaited = judged(&[]);
    let review = "1.yaml: needs review → complies";
    assert!(awaited.contains(review), "{awaited}");
    let named = judged(&["--office", office]);
    assert!(named.contains(told), "{named}");
    folder.write("applications/atbilst-answers.yaml", stated);
    let beside = judged(&[]);
    assert!(beside.contains(told), "{beside}");
    assert!(beside.contains("1 application compared; 1 judged otherwise."));
}
