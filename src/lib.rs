//! atbilst, "it complies": holds project applications against the encoded rules of a funding call.

pub mod language;
pub mod source;
pub mod yaml;
