//! The page in Debian's Firefox, where it is installed: it opens from a disk, is filled in, and says what it says elsewhere.

use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tungstenite::stream::MaybeTlsStream;
use tungstenite::{Message, WebSocket};

use super::watched::is_open;
use crate::folder::Folder;
use crate::program;

/// No page takes longer.
const PATIENCE: Duration = Duration::from_secs(60);

/// A browser, driven through WebDriver BiDi.
struct Firefox {
    child: Child,
    socket: WebSocket<MaybeTlsStream<TcpStream>>,
    context: Value,
    next: u64,
    profile: tempfile::TempDir,
}

impl Drop for Firefox {
    fn drop(&mut self) {
        // It may have gone by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Firefox {
    /// Starts it; `None` where it is not installed.
    fn start() -> Option<Self> {
        let profile = tempfile::tempdir().expect("a folder");
        // What is saved goes where the test looks for it.
        let saved = json!(profile.path());
        let settings = format!(
            "user_pref('browser.download.folderList', 2);\nuser_pref('browser.download.dir', {saved});\n\
             user_pref('browser.download.start_downloads_in_tmp_dir', false);\n"
        );
        std::fs::write(profile.path().join("user.js"), settings).expect("written");
        let mut child = Command::new("firefox-esr")
            .args(["--headless", "--no-remote", "--remote-debugging-port=0"])
            .arg("--profile")
            .arg(profile.path())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .ok()?;
        let mut lines = BufReader::new(child.stderr.take().expect("its words")).lines();
        let address = lines.find_map(|line| {
            let line = line.ok()?;
            let (_, address) = line.split_once("WebDriver BiDi listening on ")?;
            Some(address.to_owned())
        });
        std::thread::spawn(move || lines.for_each(drop));
        let address = format!("{}/session", address.expect("its address"));
        let (socket, _) = tungstenite::connect(address).expect("a connection");
        if let MaybeTlsStream::Plain(stream) = socket.get_ref() {
            stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        }
        let mut browser = Self {
            child,
            socket,
            context: Value::Null,
            next: 0,
            profile,
        };
        browser.ask("session.new", json!({ "capabilities": {} }));
        // The first window never has the focus.
        let window = browser.ask("browsingContext.create", json!({ "type": "window" }));
        browser.context = window["context"].clone();
        Some(browser)
    }

    fn ask(&mut self, method: &str, parameters: Value) -> Value {
        self.next += 1;
        let message = json!({ "id": self.next, "method": method, "params": parameters });
        self.socket
            .send(Message::text(message.to_string()))
            .expect("sent");
        loop {
            let Message::Text(text) = self.socket.read().expect("an answer in time") else {
                continue;
            };
            let told: Value = serde_json::from_str(&text).expect("JSON");
            if told["id"] == self.next {
                assert_eq!(told["type"], "success", "{method}: {told}");
                return told["result"].clone();
            }
        }
    }

    fn value(&mut self, expression: &str) -> Value {
        let asked = json!({ "expression": expression, "target": { "context": self.context }, "awaitPromise": true });
        let answer = self.ask("script.evaluate", asked);
        assert_eq!(answer["type"], "success", "{expression}: {answer}");
        answer["result"]["value"].clone()
    }

    /// Types where the focus is; a tabulator goes on to the next place.
    fn type_keys(&mut self, keys: &str) {
        let keys = keys.chars().flat_map(|key| {
            let key = if key == '\t' { '\u{e004}' } else { key };
            ["keyDown", "keyUp"].map(|kind| json!({ "type": kind, "value": key }))
        });
        let keys = json!([{ "type": "key", "id": "keys", "actions": keys.collect::<Vec<_>>() }]);
        let typed = json!({ "context": self.context, "actions": keys });
        self.ask("input.performActions", typed);
    }

    /// What was saved under a name.
    fn saved(&self, name: &str) -> String {
        let start = Instant::now();
        loop {
            match std::fs::read_to_string(self.profile.path().join(name)) {
                Ok(text) if !text.is_empty() => return text,
                _ => assert!(start.elapsed() < PATIENCE, "{name} is not saved"),
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn wait(&mut self, expression: &str) {
        let start = Instant::now();
        while self.value(expression) != json!(true) {
            assert!(start.elapsed() < PATIENCE, "never true: {expression}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

#[test]
fn the_page_opens_in_firefox() {
    let Some(mut browser) = Firefox::start() else {
        return program::skipped("firefox-esr is not installed; .ci/browser installs it");
    };
    let folder = Folder::new();
    let page = folder.at("page.html");
    let said = program::run(program::atbilst().args(["page", "--lang=lv"]).arg(&page));
    assert_eq!(said.code, Some(0), "{}", said.err);
    let url = format!("file://{}", page.display());
    let navigate = json!({ "context": browser.context, "url": url, "wait": "complete" });
    browser.ask("browsingContext.navigate", navigate);
    browser.wait("document.querySelector('main h2') !== null");

    // What is opened there has the findings that it has elsewhere.
    let text = program::here().join("examples/violations/period-order.yaml");
    let text = std::fs::read_to_string(text).expect("a file");
    let given = |name: &str, text: &str| {
        format!(
            "{{ const files = new DataTransfer(); files.items.add(new File([{}], '{name}')); const chooser = document.getElementById('chooser'); \
             chooser.files = files.files; chooser.dispatchEvent(new Event('change')); true }}",
            json!(text)
        )
    };
    browser.value(&given("order.yaml", &text));
    browser.wait("document.querySelector('.bar strong').className === 'mend'");
    assert_eq!(
        browser.value("document.querySelectorAll('[data-fingerprint]').length"),
        1
    );
    let short = "call: 2.1.2.1.i\nperiod:\n  start: 2026-01-01\n";
    browser.value(&given("a.yaml", short));
    browser.wait(&is_open("a.yaml"));

    // Filled in by keyboard: what contradicts is said when the field is left, what is clear is taken.
    browser.value("document.querySelectorAll('nav .section')[6].click(); document.getElementById('f-period-start').focus(); document.getElementById('f-period-start').select(); true");
    browser.type_keys("rīt\t");
    let said = "document.querySelector('[data-at=\"/period/start\"] .said').textContent !== ''";
    browser.wait(said);
    browser.value("document.getElementById('f-period-start').focus(); document.getElementById('f-period-start').select(); true");
    browser.type_keys("1.3.2023.\t");
    browser.wait(&format!("!({said})"));

    // In the text, what was typed in the form; in the form, what is typed in the text.
    let editor = "[...document.querySelectorAll('main > div')].find(one => one.shadowRoot)?.shadowRoot.querySelector('.cm-content')";
    browser.value("document.querySelector('[data-view=text]').click(); true");
    browser.wait(&format!(
        "({editor})?.textContent.includes('2023-03-01') === true"
    ));
    browser.value(&format!("({editor}).focus(); true"));
    browser.type_keys("ours: 1\u{e006}");
    browser.wait("document.querySelectorAll('[data-rule=unknown-field]').length === 1");
    browser.value("document.querySelector('[data-view=form]').click(); true");
    browser.value("document.querySelector('header .first').click(); true");
    let saved = browser.saved("a.yaml");
    assert!(
        saved.starts_with("ours: 1\n") && saved.contains("start: 2023-03-01"),
        "{saved}"
    );

    // Dropped: one, and several.
    let dropped = |names: &[&str]| {
        let files = names
            .iter()
            .map(|name| format!("files.items.add(new File([{}], '{name}'));", json!(text)));
        format!(
            "{{ const files = new DataTransfer(); {} document.dispatchEvent(new DragEvent('drop', {{ dataTransfer: files, cancelable: true, bubbles: true }})); true }}",
            files.collect::<String>()
        )
    };
    browser.value(&dropped(&["dropped.yaml"]));
    browser.wait(&is_open("dropped.yaml"));
    browser.value(&dropped(&["b.yaml", "c.yaml"]));
    browser.wait("document.querySelector('.tile.does_not_comply b')?.lastChild.data === '2'");
}
