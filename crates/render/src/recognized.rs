//! What this program wrote itself, known again by its beginning: a report that lies among applications is none.
//! Knows how each format begins, and reads no more of it.

/// So many bytes tell.
const BEGINNING: usize = 4 << 10;

/// Whether a text is a report of this program that a reader of YAML could take for an application: in JSON, in lines of JSON, in YAML,
/// or one of the lists of findings for CI servers.
pub fn is_report(text: &[u8]) -> bool {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    // Nearly every other text tells with its first letter.
    if !matches!(text.first(), Some(b's' | b'{' | b'[')) {
        return false;
    }
    let beginning = text.get(..text.len().min(BEGINNING)).unwrap_or(text);
    let beginning = String::from_utf8_lossy(beginning);
    let plain: String = beginning.split_whitespace().collect();
    // A version may follow.
    let with_schema = |start: &str, tool: &str| {
        let version = plain.strip_prefix(start);
        version.is_some_and(|version| version.trim_start_matches(is_version).starts_with(tool))
    };
    let of_lines = ["shape", "application"]
        .iter()
        .any(|kind| plain.starts_with(&format!("{{\"type\":\"{kind}\",\"path\":")));
    let of_lines = of_lines && plain.contains("\"sha256\":");
    let of_all = [
        "{\"type\":\"summary\",\"schema\":\"atbilst-report/",
        "{\"schema\":\"atbilst-report/",
    ];
    of_lines
        || of_all
            .iter()
            .any(|start| with_schema(start, "\",\"tool\":{\"name\":\"atbilst\""))
        || with_schema("schema:atbilst-report/", "tool:name:atbilst")
        || (plain.starts_with("{\"$schema\":\"https://docs.oasis-open.org/sarif/")
            && plain.contains("\"driver\":{")
            && plain.contains("\"name\":\"atbilst\""))
        || plain.starts_with("{\"source\":{\"name\":\"atbilst\"}")
        || (plain.starts_with("[{\"check_name\":") && plain.contains("\"fingerprint\":"))
}

fn is_version(c: char) -> bool {
    c.is_ascii_digit() || c == '.'
}
