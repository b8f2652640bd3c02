//! The page in a real browser: nothing is asked of a network, nothing goes wrong, the filter works from the keyboard, what is hostile
//! is text, and it fits a telephone and paper. `ATBILST_SCREENSHOTS=FOLDER` keeps pictures to look at.

use std::path::{Path, PathBuf};

use base64ct::{Base64, Encoding as _};
use serde_json::{Value, json};

use crate::applications;
use crate::chromium::Chromium;
use crate::folder::Folder;
use crate::program;

const FILES: usize = 200;

/// The page on some files.
fn page(folder: &Folder, name: &str, arguments: &[&str]) -> PathBuf {
    let mut command = program::atbilst();
    command
        .args(["check", "--today", program::TODAY, "--format=json"])
        .args(arguments);
    let path = folder.at(&format!("{name}.html"));
    let output = program::run(command.arg(format!("--report=html={}", path.display())));
    assert!(matches!(output.code, Some(0 | 1)), "{}", output.err);
    path
}

fn browser() -> Option<Chromium> {
    let browser = Chromium::start();
    if browser.is_none() {
        program::skipped("chromium is not installed; .ci/browser installs it");
    }
    browser
}

/// Nothing but the page itself was asked for, and nothing was complained of.
fn is_quiet(browser: &Chromium, path: &Path) {
    let own = format!("file://{}", path.display());
    for event in &browser.events {
        let method = event["method"].as_str().unwrap_or_default();
        let asked = &event["params"]["request"]["url"];
        if method == "Network.requestWillBeSent" {
            assert_eq!(asked, &Value::from(own.as_str()));
        }
        let complains = [
            "Runtime.exceptionThrown",
            "Runtime.consoleAPICalled",
            "Log.entryAdded",
        ];
        assert!(!complains.contains(&method), "{event}");
    }
}

#[test]
fn the_page_works_without_a_network_and_without_a_mouse() {
    let Some(mut browser) = browser() else { return };
    let folder = Folder::new();
    std::fs::create_dir(folder.at("applications")).expect("a folder");
    applications::write(&folder.at("applications"), FILES);
    let path = page(&folder, "page", &[&folder.name("applications")]);
    browser.resize(1100, 900);
    browser.open(&path);
    let all = FILES as u64 + 1;
    let rows = "document.querySelectorAll('#rows tr').length";
    let told = "document.getElementById('selection').textContent";
    browser.wait(&format!("{rows} === 50"));

    // Tab leads to the search; what is typed there narrows the list, also without the marks of letters.
    let focus = "document.activeElement.id";
    for _ in 0..200 {
        if browser.value(focus) == "search" {
            break;
        }
        browser.press("Tab", 9);
    }
    assert_eq!(browser.value(focus), "search");
    browser.type_words("00123");
    browser.wait(&format!("{rows} === 1"));
    let said = browser.value(told);
    assert!(
        said.as_str()
            .is_some_and(|said| said.contains(&format!("1 of {all}"))),
        "{said}"
    );
    // The state stands in the address: a tile is a link, and the way back works.
    browser.value("document.querySelector('.tile.complies a').click()");
    browser.wait("document.getElementById('verdict').value === 'complies' && document.getElementById('search').value === ''");
    let others = "document.querySelectorAll('#rows .chip:not(.complies)').length";
    assert_eq!(browser.value(others), 0);
    browser.value("document.querySelector('th[data-sort=money] button').click()");
    browser.wait("document.querySelector('th[data-sort=money]').ariaSort === 'ascending'");
    browser.value("document.querySelector('#by-rule ~ div a').click()");
    browser.wait("document.getElementById('rule').value !== ''");
    let first = "document.querySelector('#rows a').textContent";
    let name = browser.value(first);
    // One application by itself, from the keyboard.
    browser.value("document.querySelector('#rows a').focus()");
    browser.press("Enter", 13);
    browser.wait("document.querySelector('#told details[open]') !== null");
    let dossier = browser.value("document.getElementById('told').textContent");
    let name = name.as_str().expect("a name");
    assert!(
        dossier
            .as_str()
            .is_some_and(|dossier| dossier.contains(name)),
        "{name}"
    );
    assert_eq!(
        browser.value("document.querySelectorAll('#told .finding').length > 0"),
        true
    );
    browser.value("document.getElementById('close').click()");
    browser.wait("document.getElementById('dossier').hidden");
    assert_eq!(
        browser.value("document.getElementById('rule').value !== ''"),
        true
    );
    browser.value("document.querySelector('button[type=reset]').click()");
    browser.wait(&format!("{rows} === 50"));

    // What is hostile is text.
    assert_ne!(browser.value("document.title"), "taken");
    let running = "[...document.scripts].filter(one => one.type === '').length";
    assert_eq!(browser.value(running), 1);
    let nodes = browser.value("document.getElementsByTagName('*').length");
    assert!(
        nodes.as_u64().is_some_and(|nodes| nodes < 5_000),
        "{nodes} elements"
    );
    assert_eq!(browser.value("document.images.length"), 0);
    for (number, hostile) in applications::HOSTILE.iter().enumerate() {
        // Of every tenth application the purpose is hostile.
        let place = number * 10 + 9;
        browser.value(&format!("location.hash = '#a={place}'"));
        let shown = serde_json::to_string(&*atbilst_render::escape::shown(hostile)).expect("JSON");
        browser.wait(&format!(
            "document.getElementById('told').textContent.includes({shown})"
        ));
    }
    is_quiet(&browser, &path);
}

#[test]
fn the_page_fits_a_telephone_and_paper() {
    let Some(mut browser) = browser() else { return };
    let folder = Folder::new();
    for language in ["lv", "en"] {
        let lang = format!("--lang={language}");
        let inputs = [
            "examples/portfolio",
            "examples/violations/audit-performer.yaml",
        ];
        let arguments = [inputs[0], inputs[1], &lang, "--trace"];
        let path = page(&folder, language, &arguments);
        browser.resize(1100, 900);
        browser.open(&path);
        assert_eq!(browser.value("document.documentElement.lang"), language);
        picture(&mut browser, &format!("desktop-{language}"));
        browser.resize(360, 740);
        browser.value("document.querySelectorAll('details').forEach(one => { one.open = true; })");
        let width = browser.value("document.documentElement.scrollWidth");
        assert!(
            width.as_u64().is_some_and(|width| width <= 360),
            "{width} in {language}"
        );
        picture(&mut browser, &format!("telephone-{language}"));
        let hidden = "[...document.querySelectorAll('.evidence dd')].filter(one => one.scrollHeight > one.clientHeight + 1).length";
        assert_eq!(browser.value(hidden), 0);
        browser.value("document.querySelectorAll('details').forEach(one => { one.open = false; })");
        browser.ask("Emulation.setEmulatedMedia", json!({ "media": "print" }));
        let form = "getComputedStyle(document.getElementById('filter')).display";
        assert_eq!(browser.value(form), "none");
        let list = "getComputedStyle(document.querySelector('#list .wide')).overflowX";
        assert_eq!(browser.value(list), "visible");
        let printed = browser.ask("Page.printToPDF", json!({ "printBackground": true }));
        let printed = Base64::decode_vec(printed["data"].as_str().expect("a document"));
        let printed = printed.expect("base64");
        assert!(printed.starts_with(b"%PDF"));
        // Closed on the screen, open on paper.
        assert!(printed.len() > 100_000, "{} bytes", printed.len());
        keep(&format!("print-{language}.pdf"), &printed);
        browser.ask("Emulation.setEmulatedMedia", json!({ "media": "" }));
        is_quiet(&browser, &path);
    }
}

/// One application is printed on its sheet alone: two pages at most, with every requirement, what it looked at, and lines to sign.
#[test]
fn one_application_is_printed_on_its_sheet() {
    let Some(mut browser) = browser() else { return };
    let folder = Folder::new();
    for language in ["lv", "en"] {
        let lang = format!("--lang={language}");
        for example in [
            "complete",
            "violations/budget-envelope",
            "review/local-government-capacity",
        ] {
            let example = format!("examples/{example}.yaml");
            let path = page(&folder, language, &[&example, &lang]);
            browser.open(&path);
            let pages = browser.pages();
            assert!((1..=2).contains(&pages), "{example}: {pages} in {language}");
            let looked_at = browser.value("document.querySelectorAll('.requirements td p').length");
            assert!(looked_at.as_u64() > Some(20), "{example}: {looked_at}");
        }
    }
    // Of several, the one whose button is pressed.
    let path = page(&folder, "some", &["examples/portfolio", "--lang=en"]);
    browser.open(&path);
    browser.wait("!document.querySelector('[data-of=a1]').hidden");
    let whole = browser.pages();
    browser.value(
        "window.print = () => { window.printed = document.querySelectorAll('body.one .this').length; }",
    );
    browser.value("document.querySelector('[data-of=a1]').click()");
    assert_eq!(browser.value("window.printed"), 1);
    let pages = browser.pages();
    assert!(pages <= 2 && pages < whole, "{pages} of {whole}");
}

fn picture(browser: &mut Chromium, name: &str) {
    let whole = json!({ "captureBeyondViewport": true, "clip": { "x": 0, "y": 0, "width": browser.value("innerWidth"),
        "height": browser.value("Math.min(document.documentElement.scrollHeight, 9000)"), "scale": 1 } });
    let taken = browser.ask("Page.captureScreenshot", whole);
    let taken = Base64::decode_vec(taken["data"].as_str().expect("a picture"));
    let taken = taken.expect("base64");
    assert!(taken.len() > 10_000, "{name} shows something");
    keep(&format!("{name}.png"), &taken);
}

fn keep(name: &str, bytes: &[u8]) {
    if let Some(folder) = std::env::var_os("ATBILST_SCREENSHOTS") {
        std::fs::write(Path::new(&folder).join(name), bytes).expect("written");
    }
}
