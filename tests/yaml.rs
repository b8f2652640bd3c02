//! The reader of YAML: against the YAML test suite, hostile input, and another reader.
// What was skipped or measured is said.
#![allow(clippy::print_stderr)]

#[path = "helpers/files.rs"]
mod files;
#[path = "helpers/program.rs"]
mod program;

mod yaml {
    mod changes;
    mod compare;
    mod differential;
    mod hostile;
    mod mistakes;
    mod oracle;
    mod outline;
    mod plain;
    mod read;
    mod sample;
    mod suite;
}
