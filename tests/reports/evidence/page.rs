//! The page: every finding, number and hash of the JSON report, and nothing that could run or hide.

use base64ct::{Base64, Encoding as _};
use flate2::read::GzDecoder;
use serde_json::Value;

use atbilst_core::language::Language;
use atbilst_render::escape;

use super::{CHECKED, catalogue, findings};

/// The chunks of the page as the script puts them together.
fn unpacked(html: &str) -> String {
    let mut text = String::new();
    let chunks = html.split("<script type=\"text/plain\" id=\"chunk").skip(1);
    for chunk in chunks {
        let (_, packed) = chunk.split_once('>').expect("its content");
        let (packed, _) = packed.split_once('<').expect("its end");
        let packed = Base64::decode_vec(packed).expect("base64");
        let chunk: Value = serde_json::from_reader(GzDecoder::new(&*packed)).expect("JSON");
        let own = chunk["own"].as_array().expect("what one says alone");
        let apps = chunk["apps"].as_array().expect("applications");
        for (own, application) in own.iter().zip(apps) {
            for code in application.as_array().expect("what it says") {
                let code = code.as_i64().expect("a place");
                let said = match usize::try_from(code) {
                    Ok(shared) => &chunk["shared"][shared],
                    Err(_) => &own[usize::try_from(-1 - code).expect("a place")],
                };
                text.push_str(said.as_str().expect("a text"));
            }
        }
    }
    text
}

#[test]
fn the_page_says_what_the_json_says() {
    let (_, made) = &*CHECKED;
    // What is said of each application is packed.
    let whole = format!("{}{}", made.html, unpacked(&made.html));
    let told: Vec<&str> = whole
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
        let count = whole
            .matches(&format!("data-verdict=\"{verdict}\""))
            .count();
        assert_eq!(Some(count as u64), made.json["summary"][verdict].as_u64());
        let number = atbilst_core::language::Value::from(count);
        let tile = format!(
            "<li class=\"tile {verdict}\"><a href=\"#v={verdict}\"><b>{}</b>",
            number.write(Language::En)
        );
        assert!(made.html.contains(&tile), "{tile}");
    }
    for application in made.json["applications"].as_array().expect("applications") {
        let hash = application["sha256"].as_str().expect("a hash");
        assert!(whole.contains(&format!("SHA-256 {hash}")));
    }
    assert_eq!(whole.matches("<script>").count(), 1);
    let packed = whole.matches("<script type=\"text/plain\" id=").count();
    assert_eq!(whole.matches("<script").count(), packed + 1);
    assert!(!whole.contains("<img"));
    assert!(whole.contains("&#60;script&#62;document.title"));
    let hidden = whole.chars().find(|&c| c != '\n' && escape::is_hidden(c));
    assert_eq!(hidden, None);
    for book in made.json["rule_books"].as_array().expect("books") {
        assert!(made.html.contains(book["sha256"].as_str().expect("a hash")));
    }
}
