//! The page: every finding, number and hash of the JSON report, and nothing that could run or hide.

use atbilst_core::language::Language;
use atbilst_render::escape;

use super::{CHECKED, catalogue, findings};

#[test]
fn the_page_says_what_the_json_says() {
    let (_, made) = &*CHECKED;
    let told: Vec<&str> = made
        .html
        .split("<p class=\"print\">sha256:")
        .skip(1)
        .map(|rest| &rest[..64])
        .collect();
    // On the page the findings over all applications come first.
    let all = findings(&made.json);
    let together = catalogue().say("table.together", &[]);
    let (mut expected, single): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|finding| finding[0] == together);
    expected.extend(single);
    let expected: Vec<&str> = expected
        .iter()
        .map(|finding| finding[3].trim_start_matches("sha256:"))
        .collect();
    assert_eq!(told, expected);
    for verdict in ["complies", "needs_review", "does_not_comply", "unreadable"] {
        let count = made
            .html
            .matches(&format!("data-verdict=\"{verdict}\""))
            .count();
        assert_eq!(Some(count as u64), made.json["summary"][verdict].as_u64());
        let number = atbilst_core::language::Value::from(count);
        let tile = format!(
            "<li class=\"tile {verdict}\"><b>{}</b>",
            number.write(Language::En)
        );
        assert!(made.html.contains(&tile), "{tile}");
    }
    for application in made.json["applications"].as_array().expect("applications") {
        let hash = application["sha256"].as_str().expect("a hash");
        assert!(made.html.contains(&format!("SHA-256 {hash}")));
    }
    assert_eq!(made.html.matches("<script").count(), 1);
    assert!(!made.html.contains("<img"));
    assert!(made.html.contains("&#60;script&#62;document.title"));
    let hidden = made
        .html
        .chars()
        .find(|&c| c != '\n' && escape::is_hidden(c));
    assert_eq!(hidden, None);
    for book in made.json["rule_books"].as_array().expect("books") {
        assert!(made.html.contains(book["sha256"].as_str().expect("a hash")));
    }
}
