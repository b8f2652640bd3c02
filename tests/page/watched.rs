//! A browser with the page open, whose every connection is watched at the socket.

use std::io::Read;
use std::net::TcpListener;
use std::path::{Path, PathBuf};

use base64ct::{Base64, Encoding as _};
use serde_json::json;

use crate::chromium::Chromium;
use crate::folder::Folder;
use crate::program;

/// What a browser asks for itself.
const BROWSERS_OWN: [&str; 3] = [".google.com", ".googleapis.com", ".gvt1.com"];

/// A browser all of whose connections would come to a listener of ours.
pub(crate) struct Watched {
    pub(crate) browser: Chromium,
    proxy: TcpListener,
    pub(crate) folder: Folder,
}

impl Watched {
    /// With the page of a book open; `None` where no browser is installed.
    pub(crate) fn open(language: &str, rules: Option<&str>) -> Option<Self> {
        let mut watched = Self::begun(language, rules)?;
        watched.reload();
        Some(watched)
    }

    /// With the page written and not opened yet, which a browser may yet be kept from reading.
    pub(crate) fn begun(language: &str, rules: Option<&str>) -> Option<Self> {
        let proxy = TcpListener::bind("127.0.0.1:0").expect("a port");
        proxy
            .set_nonblocking(true)
            .expect("a listener that does not wait");
        let address = proxy.local_addr().expect("its address");
        let arguments = [
            format!("--proxy-server={address}"),
            "--proxy-bypass-list=<-loopback>".to_owned(),
            "--disable-background-networking".to_owned(),
            "--disable-component-update".to_owned(),
            "--disable-sync".to_owned(),
        ];
        let Some(browser) = Chromium::start_with(&arguments) else {
            program::skipped("chromium is not installed; .ci/browser installs it");
            return None;
        };
        let folder = Folder::new();
        let page = folder.at("page.html");
        let mut command = program::atbilst();
        command.args(["page", "--lang", language]).arg(&page);
        if let Some(name) = rules {
            command.args(["--rules", &format!("tests/books/{name}.yaml")]);
        }
        let said = program::run(&mut command);
        assert_eq!(said.code, Some(0), "{}", said.err);
        let mut watched = Self {
            browser,
            proxy,
            folder,
        };
        watched.browser.resize(1600, 1000);
        watched.browser.save_into(&watched.folder.at("."));
        Some(watched)
    }

    pub(crate) fn reload(&mut self) {
        self.browser.open(&self.folder.at("page.html"));
        self.browser
            .wait("document.querySelector('main h2') !== null");
    }

    pub(crate) fn choose(&mut self, paths: &[PathBuf]) {
        // The page would ask whether what is open may be given up.
        self.browser.choose("#chooser", paths);
    }

    /// Opens one file, and waits until it is what the page is about. What is told in passing says so for a second alone, and a slow machine draws for longer.
    pub(crate) fn take(&mut self, path: &Path) {
        let name = path.file_name().expect("a name").to_string_lossy();
        self.choose(&[path.to_owned()]);
        self.browser.wait(&is_open(&name));
    }

    /// What was saved under a name, once it is whole.
    pub(crate) fn saved(&mut self, name: &str) -> Vec<u8> {
        let path = self.folder.at(name);
        for _ in 0..600 {
            if let Ok(bytes) = std::fs::read(&path)
                && !bytes.is_empty()
            {
                return bytes;
            }
            std::thread::sleep(std::time::Duration::from_millis(50));
        }
        panic!("{name} is not saved");
    }

    pub(crate) fn picture(&mut self, name: &str) {
        let Some(folder) = std::env::var_os("ATBILST_SCREENSHOTS") else {
            return;
        };
        for width in [360, 800, 1600] {
            self.browser.resize(width, 1000);
            let taken = self.browser.ask(
                "Page.captureScreenshot",
                json!({ "captureBeyondViewport": true }),
            );
            let taken = Base64::decode_vec(taken["data"].as_str().expect("a picture"));
            let path = Path::new(&folder).join(format!("{name}-{width}.png"));
            std::fs::write(path, taken.expect("base64")).expect("written");
        }
        self.browser.resize(1600, 1000);
    }

    /// Nothing was asked of any network, at the socket, and nothing was complained of.
    pub(crate) fn is_quiet(&mut self) {
        while let Ok((mut asked, _)) = self.proxy.accept() {
            let mut request = [0; 300];
            let length = asked.read(&mut request).unwrap_or_default();
            // The browser opened a way for later and closed it again: nothing went over it.
            if length == 0 {
                continue;
            }
            let request = String::from_utf8_lossy(&request[..length]);
            // The browser looks for a newer one of itself, whatever page is open.
            let itself = BROWSERS_OWN
                .iter()
                .any(|host| request.lines().next().unwrap_or_default().contains(host));
            assert!(itself, "asked of the network: {request}");
        }
        for event in &self.browser.events {
            let method = event["method"].as_str().unwrap_or_default();
            if method == "Network.requestWillBeSent" {
                let asked = event["params"]["request"]["url"]
                    .as_str()
                    .unwrap_or_default();
                let own = ["file://", "blob:", "data:"];
                assert!(own.iter().any(|own| asked.starts_with(own)), "{asked}");
            }
            let complains = [
                "Runtime.exceptionThrown",
                "Runtime.consoleAPICalled",
                "Log.entryAdded",
            ];
            assert!(!complains.contains(&method), "{event}");
        }
    }

    /// What axe finds on the page as it stands; nothing is asked where it is not installed.
    pub(crate) fn is_accessible(&mut self, where_: &str) {
        let axe = "crates/page/app/node_modules/axe-core/axe.min.js";
        let Ok(axe) = std::fs::read_to_string(axe) else {
            return program::skipped("axe-core is not installed; .ci/page installs it");
        };
        self.browser.value(&format!("{axe}; true"));
        self.browser.value(
            "window.found = null; axe.run().then(all => { window.found = all.violations; }); true",
        );
        self.browser.wait("window.found !== null");
        let found = self.browser.value(
            "window.found.map(one => one.id + ' ' + one.nodes.map(node => node.html).join(' '))",
        );
        assert_eq!(found, json!([]), "{where_}");
    }
}

/// What is true in the page while a file of this name is open in it.
pub(crate) fn is_open(name: &str) -> String {
    format!("document.querySelector('.bar .stays').textContent.includes('{name}')")
}
