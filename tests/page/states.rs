//! Every state of the page is for everybody: nothing that axe knows stands in the way, light, dark and in forced colours, in both languages,
//! and nothing is cut off on a telephone. What a screen reader meets comes in the order of the page, with its name.

use std::time::Duration;

use serde_json::{Value, json};

use super::watched::Watched;
use crate::chromium::Chromium;
use crate::program;

const CHECK_ALL: &str = "document.querySelector('.below .first').click()";

const LOOKS: [(&str, &str); 3] = [
    ("prefers-color-scheme", "light"),
    ("prefers-color-scheme", "dark"),
    ("forced-colors", "active"),
];

fn is_for_everybody(watched: &mut Watched, state: &str) {
    for (name, value) in LOOKS {
        let look = json!({ "features": [{ "name": name, "value": value }] });
        watched.browser.ask("Emulation.setEmulatedMedia", look);
        watched.is_accessible(&format!("{state}, {value}"));
    }
    let none = json!({ "features": [] });
    watched.browser.ask("Emulation.setEmulatedMedia", none);
    watched.browser.resize(360, 800);
    let width = "document.documentElement.scrollWidth";
    let width = watched.browser.value(width);
    assert!(width.as_u64() <= Some(360), "{state} is {width} wide");
    watched.browser.resize(1600, 1000);
    watched.picture(state);
}

#[test]
fn every_state_is_for_everybody() {
    for lang in ["lv", "en"] {
        let Some(mut watched) = Watched::open(lang, None) else {
            return;
        };
        let state = |state: &str| format!("{state}-{lang}");
        watched.browser.value(CHECK_ALL);
        is_for_everybody(&mut watched, &state("nothing-filled-in"));
        watched.take(&program::here().join("examples/violations/wrong-type.yaml"));
        is_for_everybody(&mut watched, &state("opened"));
        watched.browser.value(CHECK_ALL);
        let all = "document.querySelectorAll('aside details').forEach(one => one.open = true)";
        watched.browser.value(all);
        is_for_everybody(&mut watched, &state("mistakes"));
        watched.take(&program::here().join("examples/review/local-government-capacity.yaml"));
        watched.browser.value(CHECK_ALL);
        is_for_everybody(&mut watched, &state("questions"));
        watched.take(&program::here().join("examples/complete.yaml"));
        watched.browser.value(CHECK_ALL);
        is_for_everybody(&mut watched, &state("complies"));
        let many = ["complete", "violations/period-order", "review/odd"];
        let many = many.map(|name| program::here().join(format!("examples/{name}.yaml")));
        watched.choose(&many);
        watched
            .browser
            .wait("document.querySelector('.tile') !== null");
        is_for_everybody(&mut watched, &state("many"));
        watched
            .browser
            .value("document.querySelector('tbody button').click()");
        watched
            .browser
            .wait("document.querySelector('[data-view=folder]') !== null");
        is_for_everybody(&mut watched, &state("one-of-many"));
        // Changed and in no folder, it is not given up unasked.
        watched.take(&program::here().join("examples/review/odd.yaml"));
        watched
            .browser
            .value("document.getElementById('f-title').focus()");
        watched.browser.type_words("More");
        watched.choose(std::slice::from_ref(&many[0]));
        watched
            .browser
            .wait("document.querySelector('dialog') !== null");
        is_for_everybody(&mut watched, &state("asked"));
        watched
            .browser
            .value("document.querySelector('dialog .first').click()");
        // Something is held over the page, is dropped, and is nothing.
        let empty = watched.folder.at("empty");
        std::fs::create_dir(&empty).expect("a folder");
        let data = json!({ "items": [], "files": [empty], "dragOperationsMask": 1 });
        // Browsers say again and again that something is held there.
        let held = |browser: &mut Chromium, kind: &str| {
            let event = json!({ "type": kind, "x": 300, "y": 400, "data": data });
            browser.ask("Input.dispatchDragEvent", event);
            std::thread::sleep(Duration::from_millis(50));
            browser.value("document.querySelector('.drop:not([hidden])') !== null") == true
        };
        held(&mut watched.browser, "dragEnter");
        assert!((0..100).any(|_| held(&mut watched.browser, "dragOver")));
        watched.is_accessible(&state("held"));
        watched.browser.drop_onto(&[empty]);
        watched
            .browser
            .wait("document.querySelector('.notice:not([hidden])') !== null");
        is_for_everybody(&mut watched, &state("nothing-there"));
        // Kept in the browser, saved so that the page can be left, and offered again.
        watched
            .browser
            .value("document.getElementById('keeping').click()");
        watched
            .browser
            .value("document.querySelector('header .first').click()");
        watched.reload();
        watched
            .browser
            .wait("document.querySelector('.drafts') !== null");
        is_for_everybody(&mut watched, &state("offered"));
        watched.is_quiet();
    }
}

/// What a screen reader is given: roles, names and descriptions.
fn tree(watched: &mut Watched) -> Vec<(String, String, String)> {
    watched.browser.ask("Accessibility.enable", json!({}));
    let all = watched
        .browser
        .ask("Accessibility.getFullAXTree", json!({}));
    let nodes = all["nodes"].as_array().expect("nodes");
    let text = |node: &Value, what: &str| {
        let value = node[what]["value"].as_str();
        value.unwrap_or_default().to_owned()
    };
    let mut told = Vec::new();
    // Parents before their children, as they are read.
    let mut at = vec![&nodes[0]];
    while let Some(node) = at.pop() {
        if node["ignored"] != true {
            told.push((
                text(node, "role"),
                text(node, "name"),
                text(node, "description"),
            ));
        }
        let inside = node["childIds"].as_array().into_iter().flatten();
        let inside = inside.filter_map(|id| nodes.iter().find(|one| one["nodeId"] == *id));
        let inside: Vec<_> = inside.collect();
        at.extend(inside.into_iter().rev());
    }
    told
}

#[test]
fn a_screen_reader_meets_the_page_in_its_order() {
    let Some(mut watched) = Watched::open("lv", None) else {
        return;
    };
    watched.browser.value(CHECK_ALL);
    let told = tree(&mut watched);
    let parts = [
        "banner",
        "heading",
        "navigation",
        "main",
        "alert",
        "textbox",
        "complementary",
    ];
    let places = parts.map(|role| told.iter().position(|one| one.0 == role));
    assert!(
        places.is_sorted() && places[0].is_some(),
        "{parts:?}: {places:?}"
    );
    let nameless: Vec<_> = told
        .iter()
        .filter(|(role, name, _)| {
            let asked = ["textbox", "combobox", "radio", "checkbox", "button", "link"];
            asked.contains(&role.as_str()) && name.is_empty()
        })
        .collect();
    assert!(nameless.is_empty(), "{nameless:?}");
    // With its field the hint is read, and then what is asked.
    let title = told
        .iter()
        .find(|one| one.0 == "textbox" && one.1 == "Projekta nosaukums");
    let (_, _, description) = title.expect("the field");
    let asked = description.find("Aizpildiet lauku „Projekta nosaukums”");
    let hint = description.find("Ierakstiet projekta pilno nosaukumu.");
    assert!(hint.is_some() && hint < asked, "{description}");
}
