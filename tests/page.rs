//! The applicant's page: what its core answers, and the whole of it in a browser.

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

mod page {
    mod asked;
    mod browser;
    mod changes;
    mod core;
    mod failed;
    mod firefox;
    mod given;
    mod items;
    mod json;
    mod kept;
    mod lists;
    mod official;
    mod report;
    mod several;
    mod states;
    mod watched;
    mod words;
}
