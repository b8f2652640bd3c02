//! The page itself: style, script, the compiled core and the rule books in one file that asks nothing of any network.

use std::io;

use base64ct::{Base64, Encoding as _};
use flate2::read::GzDecoder;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use atbilst_core::language::{Catalogue, Language};
use atbilst_core::law::Source;
use atbilst_core::rulebook::RuleBook;
use atbilst_core::tool::Tool;

const CORE: &[u8] = include_bytes!("../built/core.wasm.gz");
const SCRIPT: &[u8] = include_bytes!("../built/page.js.gz");
const FAILED: &str = include_str!("../app/failed.js");
const STYLE: &str = include_str!("../app/page.css");

/// What the page may do besides: no other page that this program writes may.
const POLICY: &str = "'wasm-unsafe-eval'; worker-src blob:";

/// Whether a file that begins so is such a page.
pub fn is_page(beginning: &[u8]) -> bool {
    String::from_utf8_lossy(beginning).contains(POLICY)
}

/// The page for these books. It begins with the form of the `first` call, in the catalogue's language.
///
/// # Errors
///
/// Where the script that the program carries cannot be unpacked.
pub fn page(
    books: &[RuleBook],
    first: &str,
    catalogue: &Catalogue,
    tool: Tool,
) -> io::Result<String> {
    let script = io::read_to_string(GzDecoder::new(SCRIPT))?;
    let language = catalogue.language();
    let title = match books {
        [book] => book.title.get(language).clone(),
        _ => catalogue.say("applicant.title", &[]),
    };
    let about = json!({
        "call": first, "language": language.name(), "languages": Language::NAMES,
        "version": tool.version, "commit": tool.commit, "home": tool.home,
        "books": books.iter().map(written).collect::<Vec<_>>(),
    });
    let policy = format!(
        "default-src 'none'; style-src '{}'; script-src '{}' '{}' {POLICY}; img-src data:; \
         base-uri 'none'; form-action 'none'",
        source_of(STYLE),
        source_of(FAILED),
        source_of(&script),
    );
    Ok(format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <link rel=\"icon\" href=\"data:,\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<div id=\"page\"></div>\n\
         <div id=\"failed\" class=\"failed\" role=\"alert\" hidden>{failed}</div>\n<script>{FAILED}</script>\n\
         <noscript><p>{noscript}</p></noscript>\n\
         <script type=\"application/octet-stream\" id=\"core\">{core}</script>\n\
         <script type=\"application/json\" id=\"about\">{about}</script>\n\
         <script>{script}</script>\n</body>\n</html>\n",
        lang = language.name(),
        title = escaped(&title),
        noscript = escaped(&catalogue.say("applicant.no_script", &[])),
        failed = failed(language),
        core = Base64::encode_string(CORE),
        // No text of a book ends the element.
        about = about.to_string().replace('<', "\\u003c"),
    ))
}

/// A book as the page holds it, with which of its sources were at hand and compared, so that the page reports it as the program does.
fn written(book: &RuleBook) -> Value {
    let compared = |source: &Source| source.captured.as_ref().is_some_and(|one| one.compared);
    let compared: Vec<_> = book.sources.iter().map(compared).collect();
    json!({ "name": &*book.name, "text": book.text, "compared": compared })
}

/// Why the page may not open and what to do then, in every language, for nobody can choose one: `failed.js` shows one of the reasons.
fn failed(first: Language) -> String {
    let others = Language::ALL.into_iter();
    let others = others.filter(|language| *language != first);
    let told = std::iter::once(first).chain(others).map(|language| {
        let catalogue = Catalogue::of(language);
        let told = |key: &str| escaped(&catalogue.say(key, &[]));
        let reasons = [
            ("browser", "applicant.failure.browser"),
            ("damaged", "applicant.failure.damaged"),
            ("stale", "applicant.failure.stale"),
        ];
        let reasons = reasons.map(|(why, key)| {
            format!(
                "<div data-why=\"{why}\"><h1>{}</h1><p>{}</p></div>",
                told("applicant.failure.title"),
                told(key)
            )
        });
        format!(
            "<section lang=\"{}\">{}</section>",
            language.name(),
            reasons.concat()
        )
    });
    told.collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// How a policy names a style or script that may stand in the page.
fn source_of(text: &str) -> String {
    format!("sha256-{}", Base64::encode_string(&Sha256::digest(text)))
}
