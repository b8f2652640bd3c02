//! A page that cannot work says so, in every language, and what to do then.

use serde_json::json;

use super::watched::Watched;

/// How a page comes to be broken, and the reason that is shown then.
type Broken = (&'static str, fn(&str) -> String, &'static str);

fn without(page: &str, from: &str, to: &str, instead: &str) -> String {
    let (before, rest) = page.split_once(from).expect("it stands in the page");
    let (_, after) = rest.split_once(to).expect("its end too");
    format!("{before}{from}{instead}{to}{after}")
}

const CORE: &str = "id=\"core\">";
const END: &str = "</script>";

/// Opened, the page shows one reason in both languages, and nothing else.
fn shows(watched: &mut Watched, why: &str, how: &str) {
    watched
        .browser
        .wait("document.querySelector('#failed:not([hidden])') !== null");
    let mut shown = watched.browser.value(
        "[...document.querySelectorAll('#failed [data-why]:not([hidden])')].map(one => [one.closest('section').lang, one.dataset.why])",
    );
    if let Some(all) = shown.as_array_mut() {
        all.sort_by_key(|one| one[0].to_string());
    }
    assert_eq!(shown, json!([["en", why], ["lv", why]]), "{how}");
    let whole = watched.browser.value("document.body.innerText");
    let whole = whole.as_str().expect("a text");
    assert!(whole.contains("Veidlapu nevar atvērt"), "{how}: {whole}");
    assert!(
        whole.contains("The form cannot be opened"),
        "{how}: {whole}"
    );
    watched.picture(&format!("failed-{why}"));
}

#[test]
fn a_page_that_does_not_open_says_why() {
    let Some(mut watched) = Watched::open("lv", None) else {
        return;
    };
    let page = std::fs::read_to_string(watched.folder.at("page.html")).expect("a page");
    let broken: [Broken; 6] = [
        ("no core", |page| without(page, CORE, END, ""), "damaged"),
        (
            "a core that was changed",
            |page| without(page, CORE, END, "H4sIAAAAAAACAwXB"),
            "damaged",
        ),
        (
            "cut off in the core",
            |page| {
                page.split_at(page.find(CORE).expect("it") + 99)
                    .0
                    .to_owned()
            },
            "damaged",
        ),
        (
            "cut off in the script",
            |page| page.split_at(page.len() - 5_000).0.to_owned(),
            "damaged",
        ),
        (
            "a script that was changed",
            |page| page.replace("createElement(", "createElement ("),
            "damaged",
        ),
        (
            "a rule book that the core does not know",
            |page| page.replace("\\nmoney: ", "\\nfrom_later_versions: "),
            "stale",
        ),
    ];
    for (how, make, why) in broken {
        let changed = make(&page);
        assert_ne!(changed, page, "{how}");
        watched.folder.write("broken.html", changed);
        watched.browser.open(&watched.folder.at("broken.html"));
        shows(&mut watched, why, how);
    }
}

#[test]
fn a_browser_that_cannot_run_it_is_told() {
    let Some(mut watched) = Watched::begun("en", None) else {
        return;
    };
    for missing in ["WebAssembly", "DecompressionStream"] {
        let source = json!({ "source": format!("delete globalThis.{missing};") });
        let added = watched
            .browser
            .ask("Page.addScriptToEvaluateOnNewDocument", source);
        watched.browser.open(&watched.folder.at("page.html"));
        shows(&mut watched, "browser", missing);
        watched
            .browser
            .ask("Page.removeScriptToEvaluateOnNewDocument", added);
    }
}
