//! What is given to the page, whatever it is: dropped, too large, no text, a folder with other things in it; and what is kept of it.

use serde_json::json;

use super::watched::Watched;
use crate::program;

const NOTICE: &str = "document.querySelector('.notice:not([hidden])')?.textContent ?? ''";
const SAVE: &str = "document.querySelector('header .first').click()";
const CHECK_ALL: &str = "document.querySelector('.below .first').click()";

/// The notice that everybody sees.
fn notice(watched: &mut Watched) -> String {
    watched.browser.wait(&format!("({NOTICE}) !== ''"));
    let said = watched.browser.value(NOTICE);
    said.as_str().unwrap_or_default().to_owned()
}

fn written(watched: &Watched, name: &str, bytes: impl AsRef<[u8]>) -> std::path::PathBuf {
    let path = watched.folder.at(&format!("in/{name}"));
    std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
    std::fs::write(&path, bytes).expect("a file");
    path
}

/// A file and a folder, dropped on a page that was opened from a disk, are read; an empty folder says so.
#[test]
fn what_is_dropped_is_read() {
    let Some(mut watched) = Watched::open("en", None) else {
        return;
    };
    let complete = program::here().join("examples/complete.yaml");
    watched.browser.drop_onto(std::slice::from_ref(&complete));
    watched
        .browser
        .wait("document.querySelector('.bar strong').className === 'pass'");
    let text = std::fs::read(&complete).expect("a file");
    written(&watched, "a.yaml", &text);
    written(&watched, "deeper/b.yaml", &text);
    written(&watched, "mkdocs.yml", "site_name: ours\n");
    let folder = watched.folder.at("in");
    watched.browser.drop_onto(std::slice::from_ref(&folder));
    watched
        .browser
        .wait("document.querySelector('.tile.complies b')?.lastChild.data === '2'");
    let rows = watched
        .browser
        .value("[...document.querySelectorAll('tbody th')].map(one => one.textContent)");
    assert_eq!(rows, json!(["in/a.yaml", "in/deeper/b.yaml"]));
    let passed_over = watched
        .browser
        .value("document.querySelector('.foreign').textContent");
    assert!(
        passed_over
            .as_str()
            .is_some_and(|said| said.contains("in/mkdocs.yml")),
        "{passed_over}"
    );
    // No one file is open before the person that could be saved.
    assert_eq!(
        watched
            .browser
            .value("document.querySelectorAll('header .first').length"),
        0
    );
    let empty = watched.folder.at("empty");
    std::fs::create_dir(&empty).expect("a folder");
    watched.browser.drop_onto(std::slice::from_ref(&empty));
    assert!(notice(&mut watched).contains(".yaml"));
    watched.is_quiet();
}

/// Bytes that are no text, or not all of it, are checked and reported on as they are, in every language, and nothing takes their place.
#[test]
fn bytes_that_are_no_text_stay_as_they_are() {
    let Some(mut watched) = Watched::open("en", None) else {
        return;
    };
    let complete =
        std::fs::read_to_string(program::here().join("examples/complete.yaml")).expect("a file");
    let wide: Vec<u8> = complete.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut broken = complete.clone().into_bytes();
    broken.extend_from_slice(b"# \xff\xfe\n");
    for (name, bytes) in [
        ("broken.yaml", broken),
        ("wide.yaml", [&[0xff, 0xfe][..], &wide].concat()),
        ("photo.jpg", vec![0xff, 0xd8, 0xff, 0xe0, 0, 1, 2, 3]),
    ] {
        let path = written(&watched, name, &bytes);
        watched.take(&path);
        for _ in 0..2 {
            let state = watched
                .browser
                .value("document.querySelector('.bar strong').className");
            assert_eq!(state, "mend", "{name}");
            watched
                .browser
                .value("document.querySelector('.language').click()");
        }
        watched.browser.value(SAVE);
        assert!(notice(&mut watched).contains(name), "{name}");
        assert!(!watched.folder.at(name).exists(), "{name}");
        watched
            .browser
            .value("document.querySelector('.data').click()");
        let report = format!("{}.json", name.trim_end_matches(".yaml"));
        let report: serde_json::Value =
            serde_json::from_slice(&watched.saved(&report)).expect("a report");
        assert_eq!(report["applications"][0]["verdict"], "unreadable", "{name}");
    }
    watched.is_quiet();
}

/// A text with a mark before it is saved with it, and its report names the file by the hash that it has.
#[test]
fn a_mark_before_a_text_stays() {
    let Some(mut watched) = Watched::open("en", None) else {
        return;
    };
    let text = "\u{feff}call: 2.1.2.1.i\ntitle: Ours\n";
    let path = written(&watched, "marked.yaml", text);
    watched.choose(std::slice::from_ref(&path));
    watched
        .browser
        .wait("document.getElementById('f-title')?.value === 'Ours'");
    watched
        .browser
        .value("document.querySelector('.data').click()");
    let ours: serde_json::Value =
        serde_json::from_slice(&watched.saved("marked.json")).expect("a report");
    let mut command = program::atbilst();
    command.args(["check", "--format=json"]).arg(&path);
    let theirs = program::run(&mut command).json();
    let hash = |report: &serde_json::Value| report["applications"][0]["sha256"].clone();
    assert_eq!(hash(&ours), hash(&theirs));
    watched
        .browser
        .value("document.getElementById('f-title').select()");
    watched.browser.type_words("Yours");
    watched.browser.value(SAVE);
    let saved = watched.saved("marked.yaml");
    assert_eq!(
        String::from_utf8_lossy(&saved),
        text.replace("Ours", "Yours")
    );
    watched.is_quiet();
}

/// A file that is too large is not opened, so that nothing of it is lost; what is open stays.
#[test]
fn what_is_too_large_is_not_opened() {
    let Some(mut watched) = Watched::open("en", None) else {
        return;
    };
    let path = written(&watched, "large.yaml", "# 345678\n".repeat(4 << 20));
    watched
        .browser
        .value("document.getElementById('f-title').focus()");
    watched.browser.type_words("Ours");
    watched.choose(&[path]);
    assert!(notice(&mut watched).contains("large.yaml"));
    assert_eq!(
        watched
            .browser
            .value("document.getElementById('f-title').value"),
        "Ours"
    );
}

/// A file of a call that the page does not have says which.
#[test]
fn a_file_of_another_call_says_so() {
    let Some(mut watched) = Watched::open("en", None) else {
        return;
    };
    let path = written(&watched, "other.yaml", "call: 9.9.9.i\n");
    watched.choose(&[path]);
    watched
        .browser
        .wait("document.querySelector('main .hint').textContent.includes('9.9.9.i')");
}

/// What is kept in the browser is what was typed last, of each application by itself.
#[test]
fn each_unfinished_application_is_kept() {
    let Some(mut watched) = Watched::open("en", None) else {
        return;
    };
    watched
        .browser
        .value("document.getElementById('keeping').click()");
    let kept = "Object.values(localStorage).join(' ')";
    watched
        .browser
        .value("document.getElementById('f-title').focus()");
    watched.browser.type_words("First words");
    let has = |watched: &mut Watched, words: &str| {
        let kept = watched.browser.value(kept);
        kept.as_str().is_some_and(|kept| kept.contains(words))
    };
    assert!(has(&mut watched, "First words"));
    // Another file is opened, and changed.
    let path = written(&watched, "other.yaml", "call: 2.1.2.1.i\ntitle: Other\n");
    watched.choose(&[path]);
    watched
        .browser
        .wait("document.querySelector('dialog') !== null");
    watched
        .browser
        .value("[...document.querySelectorAll('dialog button')].at(-1).click()");
    watched
        .browser
        .wait("document.getElementById('f-title')?.value === 'Other'");
    watched
        .browser
        .value("document.getElementById('f-title').focus()");
    watched.browser.type_words("Second words");
    assert!(has(&mut watched, "First words") && has(&mut watched, "Second words"));
    // Saved, so that the browser does not ask whether the page may be left.
    watched.browser.value(SAVE);
    watched.reload();
    // A new one takes the place of neither; both can be gone on with.
    watched
        .browser
        .value("document.getElementById('f-title').focus()");
    watched.browser.type_words("Third words");
    watched.browser.value(SAVE);
    assert!(has(&mut watched, "First words") && has(&mut watched, "Third words"));
    watched.reload();
    assert_eq!(
        watched
            .browser
            .value("document.querySelectorAll('.draft').length"),
        3
    );
    watched.browser.value(CHECK_ALL);
    watched.is_quiet();
}
