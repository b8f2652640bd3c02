//! Rule books, and what comes out of them.

#[path = "helpers/cases.rs"]
mod cases;
#[path = "helpers/change.rs"]
mod change;
#[path = "helpers/engine.rs"]
mod engine;
#[path = "helpers/files.rs"]
mod files;
#[path = "helpers/folder.rs"]
mod folder;
#[path = "helpers/program.rs"]
mod program;

mod law {
    mod agreement;
    mod alike;
    mod books;
    mod certain;
    mod cures;
    mod embedded;
    mod examples;
    mod explain;
    mod mistakes;
    mod outcomes;
    mod portfolio;
    mod requirements;
    mod scalars;
    mod schema;
    mod waivers;
}
