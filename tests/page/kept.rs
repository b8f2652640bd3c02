//! Unfinished applications in the browser's storage, of every call of the page and whatever else stands there.

use serde_json::json;

use super::watched::Watched;

/// Puts an unfinished application into the storage.
fn keep(watched: &mut Watched, call: &str, place: &str, title: &str) {
    let text = format!("call: {call}\ntitle: {title}\n");
    let entry = json!({ "file": "application.yaml", "name": title, "text": text, "on": 1_700_000_000_000_i64 });
    let key = format!("atbilst:{call}:{place}");
    watched.browser.value(&format!(
        "localStorage.setItem({}, {})",
        json!(key),
        json!(entry.to_string())
    ));
}

#[test]
fn those_of_every_call_are_offered_and_what_is_none_hides_no_other() {
    let Some(mut watched) = Watched::open("en", Some("second-call")) else {
        return;
    };
    keep(&mut watched, "2.1.2.1.i", "a", "A reading room");
    keep(&mut watched, "2.1.2.1.i", "b", "A laboratory");
    for entry in ["{broken", "null", "{\"file\":1}"] {
        let key = format!("atbilst:2.1.2.1.i:{entry}");
        watched.browser.value(&format!(
            "localStorage.setItem({}, {})",
            json!(key),
            json!(entry)
        ));
    }
    watched.reload();
    let offers =
        "[...document.querySelectorAll('.draft p')].map(one => one.innerText).sort().join('|')";
    let offers = watched.browser.value(offers);
    let offers = offers.as_str().unwrap_or_default();
    assert!(
        offers.starts_with("A laboratory, application.yaml")
            && offers.contains("|A reading room, "),
        "{offers}"
    );
    // What is gone on with is kept in a place of its own: a window that has it open, too, overwrites nothing.
    watched.browser.value(
        "[...document.querySelectorAll('.draft')].find(one => one.innerText.includes('laboratory')).querySelector('button').click()",
    );
    watched
        .browser
        .wait("document.getElementById('f-title')?.value === 'A laboratory'");
    assert_eq!(
        watched
            .browser
            .value("document.getElementById('keeping').checked"),
        true
    );
    keep(&mut watched, "2.1.2.1.i", "b", "As the other window has it");
    watched
        .browser
        .value("document.getElementById('f-title').focus()");
    watched.browser.type_words(" in Riga");
    let kept = watched
        .browser
        .value("Object.values(localStorage).join(' ')");
    let kept = kept.as_str().unwrap_or_default();
    for title in ["A reading room", "As the other window has it", "in Riga"] {
        assert!(kept.contains(title), "{title}: {kept}");
    }
    watched.is_quiet();
}
