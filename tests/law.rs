//! Rule books, and what comes out of them.

#[path = "helpers/change.rs"]
mod change;
#[path = "helpers/program.rs"]
mod program;

mod law {
    mod agreement;
    mod books;
    mod embedded;
    mod examples;
    mod explain;
    mod mistakes;
    mod outcomes;
    mod portfolio;
    mod scalars;
    mod schema;
    mod waivers;
}
