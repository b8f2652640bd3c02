//! What a page reports is what the program that wrote it reports, to the byte.

use std::path::Path;

use serde_json::{Value, json};

use atbilst_page::door::Door;

use super::asked::{ask, json};
use crate::engine::{EMBEDDED, book};
use crate::program;

/// The core as a page begins it, with all that the program wrote into the page.
fn begun(arguments: &[&str]) -> Door {
    let page = program::run(program::atbilst().args(["page", "-"]).args(arguments));
    let about = page
        .out
        .split_once("id=\"about\">")
        .expect("what it is about")
        .1;
    let about = about.split_once("</script>").expect("its end").0;
    let about: Value = serde_json::from_str(about).expect("JSON");
    let mut texts = String::new();
    let given = about["books"].as_array().expect("books").iter();
    let given: Vec<_> = given
        .map(|book| {
            let text = book["text"].as_str().expect("a text");
            texts.push_str(text);
            json!({ "name": book["name"], "compared": book["compared"], "length": text.len() })
        })
        .collect();
    let begin = json!({
        "do": "begin", "books": given, "today": program::TODAY,
        "version": about["version"], "commit": about["commit"], "home": about["home"],
    });
    let mut door = Door::default();
    assert_ne!(ask(&mut door, &begin, &texts), "");
    door
}

fn programs(folder: &Path, path: &str, lang: &str, format: &str, rules: &[&str]) -> String {
    let mut command = program::within(folder);
    command.args(["check", path, "--lang", lang, "--format", format]);
    program::run(command.args(["--today", program::TODAY]).args(rules)).out
}

fn is_same(ours: &str, theirs: &str, what: &str) {
    let mut lines = ours.lines().zip(theirs.lines());
    let differs = lines.find(|(page, program)| page != program);
    assert_eq!(differs, None, "{what}");
    assert_eq!(ours, theirs, "{what}");
}

const FORMATS: [(&str, &str); 3] = [("html", "lv"), ("html", "en"), ("json", "lv")];

/// Of one application, whatever book the page is made from, and whatever is wrong with it.
#[test]
fn a_report_is_the_programs() {
    let folder = tempfile::tempdir().expect("a folder");
    let broken = "call: 9.9.9.i\ntitle: [\n".to_owned();
    for name in [
        None,
        Some("second-call"),
        Some("grant"),
        Some("consortium"),
        Some("minimal"),
    ] {
        let path = name.map(|name| program::here().join(format!("tests/books/{name}.yaml")));
        let path = path.map(|path| path.to_string_lossy().into_owned());
        let rules: Vec<&str> = path.iter().flat_map(|path| ["--rules", path]).collect();
        let mut door = begun(&rules);
        let of = name.map_or_else(|| EMBEDDED[0].clone(), book);
        let complete = of.complete.to_string();
        let empty = format!("call: {}\n", of.call);
        for text in [&complete, &empty, &broken] {
            std::fs::write(folder.path().join("a.yaml"), text).expect("written");
            for (format, lang) in FORMATS {
                let report =
                    json!({ "do": "report", "lang": lang, "path": "a.yaml", "format": format });
                let ours = ask(&mut door, &report, text);
                let theirs = programs(folder.path(), "a.yaml", lang, format, &rules);
                is_same(&ours, &theirs, &format!("{name:?} {format} {lang}"));
            }
        }
    }
}

/// Of a folder: what is no application is passed over, and answers and waivers in it are applied.
#[test]
fn a_report_on_a_folder_is_the_programs() {
    let folder = tempfile::tempdir().expect("a folder");
    let complete = std::fs::read_to_string("examples/complete.yaml").expect("a file");
    let review = std::fs::read_to_string("examples/review/local-government-capacity.yaml");
    let all = [
        ("in/b.yaml", complete.as_str()),
        ("in/a/c.yml", "call: 2.1.2.1.i\n"),
        ("in/mkdocs.yaml", "site_name: ours\nnav: [a, b]\n"),
        ("in/a/broken.yaml", "key: [\n"),
        ("in/a/cut.yaml", "call: 2.1.2.1.i\ntitle: [\n"),
        ("in/a/review.yaml", &review.expect("a file")),
        ("in/empty.yaml", ""),
    ];
    std::fs::create_dir_all(folder.path().join("in/a")).expect("a folder");
    let mut door = begun(&[]);
    for (path, text) in all {
        std::fs::write(folder.path().join(path), text).expect("a file");
        ask(&mut door, &json!({ "do": "add", "path": path }), text);
    }
    for (format, lang) in FORMATS {
        let told = json(&mut door, &json!({ "do": "together", "lang": lang }), "");
        let report = json!({ "do": "report_together", "lang": lang, "format": format });
        let ours = ask(&mut door, &report, "");
        let theirs = programs(folder.path(), "in", lang, format, &[]);
        is_same(&ours, &theirs, &format!("{format} {lang}"));
        assert_eq!(
            told["foreign"],
            json!(["in/a/broken.yaml", "in/empty.yaml", "in/mkdocs.yaml"])
        );
        assert_eq!(told["rows"].as_array().map(Vec::len), Some(4));
    }
}
