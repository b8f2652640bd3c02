//! What is promised: of hostile input, of faults around a check, of every application, of the house.

#[path = "helpers/program.rs"]
mod program;

mod promises {
    mod architecture;
    mod bounds;
    mod faults;
    mod hostile;
    mod properties;
    mod security;
}
