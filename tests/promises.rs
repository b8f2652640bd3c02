//! What is promised: of hostile input, of faults around a check, of every application, of the house.

#[path = "helpers/engine.rs"]
mod engine;
#[path = "helpers/files.rs"]
mod files;
#[path = "helpers/folder.rs"]
mod folder;
#[path = "helpers/program.rs"]
mod program;

mod promises {
    mod architecture;
    #[cfg(unix)]
    mod bounds;
    mod circles;
    mod documents;
    #[cfg(unix)]
    mod faults;
    mod hostile;
    mod places;
    mod properties;
    mod security;
}
