//! The reports: what every format says, and the sentences in them.

#[path = "helpers/applications.rs"]
mod applications;
#[path = "helpers/cases.rs"]
mod cases;
#[path = "helpers/chromium.rs"]
mod chromium;
#[path = "helpers/engine.rs"]
mod engine;
#[path = "helpers/files.rs"]
mod files;
#[path = "helpers/folder.rs"]
mod folder;
#[path = "helpers/program.rs"]
mod program;

mod reports {
    mod answers;
    mod browser;
    mod compare;
    mod evidence;
    mod files;
    mod formats;
    mod language;
    mod manifest;
    mod office;
    mod render;
    mod sample;
    mod words;
}
