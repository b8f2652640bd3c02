//! What reports call a file.

use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A path as reports name it: with forward slashes, without `./` in front; a byte that is not Unicode as `\xNN`,
/// so that two paths never get one name.
pub fn path_name(path: &Path) -> Arc<str> {
    // As most are.
    if let Some(text) = path.to_str().filter(|text| !text.contains('\\')) {
        return text.strip_prefix("./").unwrap_or(text).into();
    }
    let mut text = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        if cfg!(windows) {
            text.push_str(&chunk.valid().replace('\\', "/"));
        } else {
            push_plain(&mut text, chunk.valid());
        }
        text.extend(chunk.invalid().iter().map(|byte| format!("\\x{byte:02x}")));
    }
    text.strip_prefix("./").unwrap_or(&text).into()
}

/// The file that reports call so.
#[cfg(unix)]
pub fn named_path(name: &str) -> PathBuf {
    use std::os::unix::ffi::OsStringExt as _;
    let mut bytes = Vec::with_capacity(name.len());
    let mut rest = name;
    while let Some((before, after)) = rest.split_once("\\x") {
        bytes.extend_from_slice(before.as_bytes());
        let byte = after
            .get(..2)
            .filter(|digits| !digits.contains(is_no_digit));
        match byte.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.extend_from_slice(b"\\x");
                rest = after;
            }
        }
    }
    bytes.extend_from_slice(rest.as_bytes());
    std::ffi::OsString::from_vec(bytes).into()
}

/// The file that reports call so.
#[cfg(not(unix))]
pub fn named_path(name: &str) -> PathBuf {
    name.into()
}

/// Bytes are written in small letters.
#[cfg(unix)]
fn is_no_digit(letter: char) -> bool {
    !matches!(letter, '0'..='9' | 'a'..='f')
}

/// A backslash of the name itself is written out where it would read as a byte.
fn push_plain(text: &mut String, name: &str) {
    let mut rest = name;
    while let Some((before, after)) = rest.split_once('\\') {
        text.push_str(before);
        let like_a_byte = matches!(after.as_bytes(), [b'x', high, low, ..]
            if [high, low].iter().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')));
        text.push_str(if like_a_byte { "\\x5c" } else { "\\" });
        rest = after;
    }
    text.push_str(rest);
}

/// A path as it is typed behind a command: in quotes where it has a blank, and never like an option.
pub fn typed(path: &str) -> String {
    let path = match path.starts_with('-') {
        true => format!("./{path}"),
        false => path.to_owned(),
    };
    let is_bare = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '/' | '\\' | ':');
    match path.chars().all(is_bare) && !path.is_empty() {
        true => path,
        false => format!("\"{path}\""),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::escape::tests::percent_decoded;

    #[cfg(unix)]
    #[test]
    fn no_two_paths_have_one_name_and_a_uri_leads_back_to_the_bytes() {
        use std::os::unix::ffi::OsStrExt as _;
        let mut names = BTreeSet::new();
        let odd: [&[u8]; 7] = [
            b"a\xff",
            b"a\xfe",
            b"a\\xff",
            b"a\\x5cxff",
            b"a\\\xff",
            "aā\n %".as_bytes(),
            b"a\\",
        ];
        for bytes in odd {
            let path = Path::new(std::ffi::OsStr::from_bytes(bytes));
            let name = path_name(path);
            assert_eq!(named_path(&name), path);
            let uri = super::super::uri(&name);
            assert_eq!(percent_decoded(&uri), bytes, "{uri}");
            assert!(names.insert(name.clone()), "{name}");
        }
    }
}
