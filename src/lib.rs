//! atbilst, "it complies": holds project applications against the encoded rules of a funding call.

pub mod finding;
pub mod language;
pub mod render;
pub mod report;
pub mod source;
pub mod yaml;
