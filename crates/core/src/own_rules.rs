//! The rules of file and form, which are the tool's own and hold for every call.
//! Their sentences stand in the catalogues under `form.<id>`.

/// The tool's own rules, in the order in which they are judged: after one of the first five fails, the later ones may not be judged at all.
pub const OWN: [&str; 8] = [
    UNREADABLE_FILE,
    INTERNAL_ERROR,
    YAML_SYNTAX,
    DUPLICATE_KEY,
    UNKNOWN_CALL,
    UNKNOWN_FIELD,
    MISSING_FIELD,
    WRONG_TYPE,
];

/// The file cannot be opened or read.
pub const UNREADABLE_FILE: &str = "unreadable-file";
/// The tool itself made a mistake.
pub const INTERNAL_ERROR: &str = "internal-error";
/// The text is not YAML, not UTF-8, has more than one document, or passes a limit.
pub const YAML_SYNTAX: &str = "yaml-syntax";
/// A mapping has a key twice.
pub const DUPLICATE_KEY: &str = "duplicate-key";
/// There is no rule book for the call.
pub const UNKNOWN_CALL: &str = "unknown-call";
/// The form has no such field.
pub const UNKNOWN_FIELD: &str = "unknown-field";
/// A required field is absent or empty.
pub const MISSING_FIELD: &str = "missing-field";
/// A value does not have the form its field asks for.
pub const WRONG_TYPE: &str = "wrong-type";

/// Whether an id is one of the tool's own.
pub fn is_own(id: &str) -> bool {
    OWN.contains(&id)
}
