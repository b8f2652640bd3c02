//! Names as git writes them where it is not asked for `-z`: a name with a letter like ā stands in quotes, each byte of the letter as
//! three octal digits.

use std::path::{Path, PathBuf};

use super::files::path_of;

/// The name that is meant by one in quotes, or without those that `xargs` took away; `None` where it has no escape, or a file is
/// called just so.
pub(super) fn unquoted(path: &Path) -> Option<PathBuf> {
    let written = path.to_str()?;
    if !written.contains('\\') || path.symlink_metadata().is_ok() {
        return None;
    }
    let inner = written
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    match inner {
        Some(inner) => read(inner),
        // Elsewhere it may be the sign between folders.
        None => read(written).filter(|path| path.symlink_metadata().is_ok()),
    }
}

fn read(inner: &str) -> Option<PathBuf> {
    let mut bytes = Vec::with_capacity(inner.len());
    let mut rest = inner.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        if first != b'\\' {
            bytes.push(first);
            continue;
        }
        let (&sign, after) = rest.split_first()?;
        let octal = || {
            let digits = std::str::from_utf8(rest.get(..3)?).ok()?;
            u8::from_str_radix(digits, 8).ok()
        };
        let (byte, after) = match sign {
            b'a' => (0x07, after),
            b'b' => (0x08, after),
            b't' => (b'\t', after),
            b'n' => (b'\n', after),
            b'v' => (0x0b, after),
            b'f' => (0x0c, after),
            b'r' => (b'\r', after),
            b'"' | b'\\' => (sign, after),
            _ => (octal()?, rest.get(3..)?),
        };
        bytes.push(byte);
        rest = after;
    }
    Some(path_of(&bytes))
}

#[cfg(test)]
mod tests {
    use super::unquoted;
    use std::path::Path;

    #[test]
    fn a_name_is_what_git_quotes() {
        for (written, name) in [
            (
                r#""apps/R\304\253gas dome.yaml""#,
                Some("apps/Rīgas dome.yaml"),
            ),
            (r#""a\"b\\c\td.yaml""#, Some("a\"b\\c\td.yaml")),
            (r#""a.yaml""#, None),
            (r#""a\9.yaml""#, None),
            (r#""a\30""#, None),
            (r#""a\"#, None),
            (r"R\304\253ga.yaml", None),
        ] {
            assert_eq!(
                unquoted(Path::new(written)).as_deref(),
                name.map(Path::new),
                "{written}"
            );
        }
    }
}
