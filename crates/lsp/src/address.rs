//! Files by the addresses that editors give them, and the address of a rule book that is no file.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use lsp_types::Uri;
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use serde_json::Value;

/// The scheme of what is part of the program.
pub(crate) const SCHEME: &str = "atbilst";

/// What may not stand in an address as it is; `%` is looked at by itself.
const UNREADABLE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// What may not stand in the path of an address as it is.
const ESCAPED: &AsciiSet = &UNREADABLE.add(b'#').add(b'%').add(b'?');

/// Addresses that are none by the letter of the standard, with a blank or a letter as it is written, by what they are called here.
#[derive(Debug, Default)]
pub(crate) struct Spellings(HashMap<String, String>);

impl Spellings {
    /// Puts addresses that can be read in the place of those that a message names otherwise.
    pub(crate) fn take(&mut self, message: &mut Value) {
        match message {
            Value::Array(items) => items.iter_mut().for_each(|item| self.take(item)),
            Value::Object(fields) => {
                for (name, value) in fields {
                    match value {
                        Value::String(uri) if name == "uri" && uri.parse::<Uri>().is_err() => {
                            let plain = escaped(uri);
                            let said = std::mem::replace(uri, plain.clone());
                            self.0.insert(plain, said);
                        }
                        value => self.take(value),
                    }
                }
            }
            _ => {}
        }
    }

    /// Says them as the editor does.
    pub(crate) fn give(&self, message: &mut Value) {
        match message {
            _ if self.0.is_empty() => {}
            Value::String(text) => {
                if let Some(said) = self.0.get(text) {
                    text.clone_from(said);
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.give(item)),
            Value::Object(fields) => {
                for (name, mut value) in std::mem::take(fields) {
                    self.give(&mut value);
                    let name = self.0.get(&name).cloned().unwrap_or(name);
                    fields.insert(name, value);
                }
            }
            _ => {}
        }
    }
}

/// An address in which nothing stands as it is that may not.
fn escaped(uri: &str) -> String {
    let mut plain = String::new();
    for (number, part) in uri.split('%').enumerate() {
        if number > 0 {
            let digits = part.as_bytes().get(..2);
            let byte = digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
            plain.push_str(if byte { "%" } else { "%25" });
        }
        plain.extend(utf8_percent_encode(part, UNREADABLE));
    }
    plain
}

/// The file at an address; `None` where it is no file.
pub(crate) fn path(uri: &str) -> Option<PathBuf> {
    let rest = uri.strip_prefix("file://")?;
    let path = rest.get(rest.find('/')?..)?;
    let path = percent_decode_str(path).decode_utf8().ok()?;
    // `/c:/folder` is a path of Windows.
    let drive = path.strip_prefix('/');
    let drive = drive.filter(|path| cfg!(windows) && path.as_bytes().get(1) == Some(&b':'));
    Some(PathBuf::from(drive.unwrap_or(&path)))
}

/// The address of a file.
pub(crate) fn of_file(path: &Path) -> Option<Uri> {
    let path = std::path::absolute(path).ok()?;
    let path = path.to_str()?.replace('\\', "/");
    let begin = if path.starts_with('/') { "" } else { "/" };
    let path = utf8_percent_encode(&path, ESCAPED);
    format!("file://{begin}{path}").parse().ok()
}

/// The address of what is part of the program.
pub(crate) fn of_own(name: &str) -> Option<Uri> {
    let name = utf8_percent_encode(name, ESCAPED);
    format!("{SCHEME}:///{name}").parse().ok()
}

/// What is part of the program and has this address.
pub(crate) fn own(uri: &str) -> Option<String> {
    let name = uri.strip_prefix(SCHEME)?.strip_prefix(":")?;
    let name = percent_decode_str(name.trim_start_matches('/'));
    name.decode_utf8().ok().map(|name| name.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_keeps_its_address() {
        for name in ["/a/b.yaml", "/mape ar #1/ā [x] 100%.yaml"] {
            let uri = of_file(Path::new(name)).expect("an address");
            assert_eq!(path(uri.as_str()), Some(PathBuf::from(name)));
        }
        assert_eq!(path("untitled:Untitled-1"), None);
        let own_uri = of_own("rules/2.1.2.1.i.yaml").expect("an address");
        assert_eq!(
            own(own_uri.as_str()).as_deref(),
            Some("rules/2.1.2.1.i.yaml")
        );
    }
}
