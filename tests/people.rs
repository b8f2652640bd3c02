//! What a person at a terminal meets: help, questions, corrections, colours, languages.

#[path = "people/atbilst.rs"]
mod atbilst_command;
#[path = "people/fix.rs"]
mod fix;
#[path = "people/manners.rs"]
mod manners;
#[cfg(unix)]
#[path = "people/walk.rs"]
mod walk;
