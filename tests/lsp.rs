//! The language server, through the program: what an editor sends, and what it is answered.

#[path = "helpers/cases.rs"]
mod cases;
#[path = "helpers/folder.rs"]
mod folder;
#[path = "helpers/program.rs"]
mod program;

mod lsp {
    mod addresses;
    mod books;
    mod client;
    mod manners;
    mod offered;
    mod protocol;
    mod session;
    mod settings;
}
