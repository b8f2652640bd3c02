//! An official who fills in a form by keyboard alone, as it comes: the focus leads, and what is asked is answered from an application.

use std::time::{Duration, Instant};

use serde_json::Value;

use crate::chromium::Chromium;

/// What has the focus: its place in the form, and what it is.
const FOCUS: &str = "(() => { const e = document.activeElement; const at = e.closest('[data-at]')?.dataset.at ?? ''; \
    return { at, tag: e.tagName, type: e.type ?? '', id: e.id, value: e.value ?? '', name: e.textContent, \
    field: e.closest('.field') !== null, checked: e.checked ?? false, of: e.className, next: e.closest('.steps') !== null, below: e.closest('.below') !== null }; })()";

/// No form takes more steps.
const STEPS: usize = 2_000;

/// Fills in what the page asks for, section by section, until nothing leads on.
pub(crate) fn fill(browser: &mut Chromium, complete: &Value) {
    let mut sections = 1;
    for _ in 0..STEPS {
        let focus = browser.value(FOCUS);
        let text = |name: &str| focus[name].as_str().unwrap_or_default().to_owned();
        let at = text("at");
        if focus["below"] == true {
            return;
        } else if focus["next"] == true {
            // Forwards comes first; where there is only the way back, this is the last section.
            let onward = "document.querySelectorAll('.steps button').length";
            let more =
                browser.value("document.activeElement === document.querySelector('.steps button')");
            let last = sections > 1 && browser.value(onward) == 1;
            if more == true && !last {
                sections += 1;
                browser.press_typing("Enter", 13, "\r");
            }
        } else if focus["field"] == true && focus["tag"] != "BUTTON" {
            let answer = complete.pointer(&at).and_then(Value::as_str);
            if let Some(answer) =
                answer.filter(|answer| *answer != text("value") || text("type") == "radio")
            {
                answer_field(browser, answer, &text("tag"), &text("type"), &text("of"));
            }
        } else if text("of").contains("add") {
            let wanted = complete
                .pointer(&at)
                .and_then(Value::as_array)
                .map_or(0, Vec::len);
            let items = format!(
                "document.querySelectorAll('[data-list=\"{at}\"] > .items > [data-item]').length"
            );
            if browser.value(&items).as_u64() < Some(wanted as u64) {
                browser.press_typing("Enter", 13, "\r");
                continue;
            }
        }
        browser.press("Tab", 9);
    }
    panic!("the form does not end: {}", browser.value(FOCUS));
}

/// Answers one field in the way in which people write.
fn answer_field(browser: &mut Chromium, answer: &str, tag: &str, kind: &str, of: &str) {
    match (tag, kind) {
        ("SELECT", _) => {
            let start = Instant::now();
            while browser.value("document.activeElement.value") != answer {
                assert!(
                    start.elapsed() < Duration::from_secs(20),
                    "no choice {answer}"
                );
                browser.press("ArrowDown", 40);
            }
        }
        (_, "radio") if answer == "true" => browser.press_typing(" ", 32, " "),
        (_, "radio") => browser.press("ArrowDown", 40),
        _ => browser.type_words(&as_people_write(answer, of)),
    }
}

/// `640000.00` as `640 000,00`, `2022-12-20` as `20.12.2022`.
fn as_people_write(answer: &str, of: &str) -> String {
    if of.contains("of-money") {
        let (whole, cents) = answer.split_once('.').unwrap_or((answer, "00"));
        let mut grouped = String::new();
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index) % 3 == 0 {
                grouped.push(' ');
            }
            grouped.push(digit);
        }
        return format!("{grouped},{cents}");
    }
    let parts: Vec<_> = answer.split('-').collect();
    match parts.as_slice() {
        [year, month, day] if of.contains("of-date") => format!("{day}.{month}.{year}"),
        _ => answer.to_owned(),
    }
}

/// Leads the focus to what is chosen, by keyboard.
pub(crate) fn tab_to(browser: &mut Chromium, is: &str) {
    for _ in 0..STEPS {
        if browser.value(is) == true {
            return;
        }
        browser.press("Tab", 9);
    }
    panic!("the focus never comes to {is}");
}
