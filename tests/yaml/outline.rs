//! The outline of a text: what is whole as the strict reader has it, and what is not, as a person means it.

use atbilst_yaml::outline::{Cursor, Outline};
use atbilst_yaml::{Document, Kind, Limits, NodeId, Style};
use proptest::prelude::*;

use super::compare::read_with;
use super::read::File;
use crate::files::files;

/// Calls with every scalar, and whether it is a key.
fn scalars(document: Document<'_>, node: NodeId, visit: &mut dyn FnMut(NodeId, bool)) {
    match document.kind(node) {
        Kind::Scalar => visit(node, false),
        Kind::Mapping => {
            for (key, value) in document.entries(node) {
                visit(key, true);
                scalars(document, value, visit);
            }
        }
        Kind::Sequence => document
            .items(node)
            .for_each(|item| scalars(document, item, visit)),
    }
}

#[test]
fn what_is_whole_stands_where_the_strict_reader_has_it() {
    let mut seen = 0;
    for folder in ["examples", "rules", "tests/books"] {
        for path in files(folder, &["yaml"]) {
            let text = std::fs::read_to_string(&path).expect("a text");
            let (tree, problems) = read_with(&text, &Limits::default());
            if !problems.is_empty() {
                continue;
            }
            let (document, outline) = (
                Document {
                    text: &text,
                    tree: &tree,
                },
                Outline::of(&text),
            );
            let root = document.root().expect("something");
            scalars(document, root, &mut |node, is_key| {
                let span = document.span(node);
                let block = matches!(document.node(node).style, Style::Literal | Style::Folded);
                if span.is_empty() || block || document.pointer(node).is_empty() {
                    return;
                }
                seen += 1;
                let place = match outline.cursor(&text, span.start) {
                    Some(Cursor::Key { entry, .. }) => (outline.pointer(&text, entry), true),
                    Some(Cursor::Value { entry, .. }) => {
                        (outline.pointer(&text, Some(entry)), false)
                    }
                    None => (String::new(), false),
                };
                assert_eq!(
                    place,
                    (document.pointer(node), is_key),
                    "{}: {:?}",
                    path.display(),
                    span.of(&text)
                );
            });
        }
    }
    assert!(seen > 10_000, "{seen}");
}

/// What is written at `¦`: a key or a value, where, and so much of it.
fn written(text: &str) -> String {
    let at = text.find('¦').expect("a place");
    let text = text.replacen('¦', "", 1);
    let outline = Outline::of(&text);
    match outline.cursor(&text, u32::try_from(at).expect("short")) {
        Some(Cursor::Key { of, word, .. }) => {
            format!("key in {} {}", outline.pointer(&text, of), word.of(&text))
        }
        Some(Cursor::Value { entry, word }) => {
            format!(
                "value of {} {}",
                outline.pointer(&text, Some(entry)),
                word.of(&text)
            )
        }
        None => "nothing".to_owned(),
    }
}

#[test]
fn what_is_not_whole_is_what_a_person_means() {
    let file = File::read("tests/yaml/outline.yaml");
    let cases = file.document();
    let mut wrong = Vec::new();
    for case in cases.items(cases.root().expect("there are cases")) {
        let field = |name| cases.scalar(cases.get(case, name).expect("a case has its fields"));
        let found = written(field("text"));
        if found.trim_end() != field("is") {
            wrong.push(format!("{:?}: {found}, not {}", field("text"), field("is")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

proptest! {
    #[test]
    fn any_text_has_an_outline(text in "([-a{}\\[\\]:,#'\"|> \t\r\n\u{feff}ā]|- |: |\n  ){0,60}") {
        let outline = Outline::of(&text);
        for at in 0..=text.len() {
            let _ = outline.cursor(&text, u32::try_from(at).expect("short"));
        }
        for (index, entry) in outline.entries().iter().enumerate() {
            prop_assert!(entry.parent.is_none_or(|parent| parent < index));
            prop_assert!(text.get(entry.name.start as usize..entry.name.end as usize).is_some());
            prop_assert!(text.get(entry.value.start as usize..entry.value.end as usize).is_some());
        }
    }
}
