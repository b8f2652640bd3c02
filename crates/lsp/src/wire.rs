//! Messages as they are framed: a length in a header, then JSON. What is no message is told from the end of all messages, takes
//! no more memory than a message may, and is not waited for.

use std::io::{self, BufRead, Read, Write};

use lsp_server::{Message, ResponseError};
use serde_json::{Value, json};

use crate::address::Spellings;

/// Most bytes of a message: the largest text that is read, with every sign of it written out.
const LIMIT: u64 = 64 << 20;

/// Most bytes of a line of the header, and most lines.
const LINE: u64 = 1 << 12;
const LINES: u32 = 64;

/// What came in.
pub(crate) enum Incoming {
    Message(Message),
    /// Something that is no message.
    Malformed,
    /// A header that does not say where its message ends, or so far away that none is: what comes behind it cannot be told apart.
    Lost,
}

/// The next message; `None` at the end.
pub(crate) fn read(input: &mut impl BufRead) -> io::Result<Option<Incoming>> {
    let (mut length, mut lines) = (None, 0_u32);
    loop {
        let mut line = Vec::new();
        if input.by_ref().take(LINE).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let is_cut = !line.ends_with(b"\n") && line.len() as u64 >= LINE;
        let line = line.trim_ascii();
        match (line.is_empty(), lines) {
            // Blank lines between messages are nobody's mistake.
            (true, 0) => continue,
            (true, _) => break,
            (false, _) => {}
        }
        lines = lines.saturating_add(1);
        if is_cut || lines > LINES {
            return Ok(Some(Incoming::Lost));
        }
        let line = String::from_utf8_lossy(line);
        if let Some((name, value)) = line.split_once(':')
            && name.trim().eq_ignore_ascii_case("Content-Length")
        {
            length = value.trim().parse::<u64>().ok();
        }
    }
    let Some(length) = length.filter(|&length| length <= LIMIT) else {
        return Ok(Some(Incoming::Lost));
    };
    let mut bytes = Vec::new();
    input.by_ref().take(length).read_to_end(&mut bytes)?;
    if (bytes.len() as u64) < length {
        return Ok(None);
    }
    let message = serde_json::from_slice(&bytes);
    Ok(Some(message.map_or(Incoming::Malformed, Incoming::Message)))
}

/// Writes a message.
pub(crate) fn write(
    message: &Message,
    spellings: &Spellings,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut value = serde_json::to_value(message)?;
    spellings.give(&mut value);
    if let Some(fields) = value.as_object_mut() {
        fields.insert("jsonrpc".to_owned(), "2.0".into());
    }
    write_value(&value, out)
}

/// Answers what is no message, and so has no id.
pub(crate) fn write_refusal(error: &ResponseError, out: &mut dyn Write) -> io::Result<()> {
    write_value(
        &json!({ "jsonrpc": "2.0", "id": null, "error": error }),
        out,
    )
}

fn write_value(value: &Value, out: &mut dyn Write) -> io::Result<()> {
    let text = value.to_string();
    write!(out, "Content-Length: {}\r\n\r\n{text}", text.len())
}
