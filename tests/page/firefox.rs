//! The page in Debian's Firefox, where it is installed: it opens from a disk, is filled in, and says what it says elsewhere.

use std::io::{BufRead, BufReader};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tungstenite::stream::MaybeTlsStream;
use tungstenite::{Message, WebSocket};

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
    _profile: tempfile::TempDir,
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
            _profile: profile,
        };
        browser.ask("session.new", json!({ "capabilities": {} }));
        let tree = browser.ask("browsingContext.getTree", json!({}));
        browser.context = tree["contexts"][0]["context"].clone();
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
    browser.value(&format!(
        "{{ const files = new DataTransfer(); files.items.add(new File([{}], 'a.yaml')); const chooser = document.getElementById('chooser'); \
         chooser.files = files.files; chooser.dispatchEvent(new Event('change')); true }}",
        json!(text)
    ));
    browser.wait("document.querySelector('.bar strong').className === 'mend'");
    assert_eq!(
        browser.value("document.querySelectorAll('[data-fingerprint]').length"),
        1
    );
    let editor = "[...document.querySelectorAll('main > div')].some(one => one.shadowRoot)";
    browser.value("document.querySelector('[data-view=text]').click(); true");
    browser.wait(editor);
}
