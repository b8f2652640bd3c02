//! The command line, as a person and a script meet it.

#[path = "helpers/cases.rs"]
mod cases;
#[path = "helpers/engine.rs"]
mod engine;
#[path = "helpers/files.rs"]
mod files;
#[path = "helpers/folder.rs"]
mod folder;
#[path = "helpers/program.rs"]
mod program;

mod cli {
    mod completions;
    mod console;
    mod days;
    mod fix;
    mod folders;
    mod foreign;
    mod lists;
    mod manners;
    mod parts;
    mod parts_places;
    mod settings;
    mod settings_found;
    mod settings_of_verbs;
    mod short;
    mod since;
    #[cfg(unix)]
    mod walk;
}
