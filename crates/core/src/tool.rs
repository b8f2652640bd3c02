//! Which program made a report: its version and the commit it was built from.

/// The program that made a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tool {
    /// Its version.
    pub version: &'static str,
    /// The commit, with `+changes` where the sources were changed since; `None` where nobody knows it.
    pub commit: Option<&'static str>,
    /// The address of its home; `None` where whoever built it named none.
    pub home: Option<&'static str>,
}

impl Tool {
    /// Its name.
    pub const NAME: &'static str = "atbilst";
}

impl Default for Tool {
    /// The version of this library, whose commit only the program that holds it can know.
    fn default() -> Self {
        Self {
            version: env!("CARGO_PKG_VERSION"),
            commit: None,
            home: None,
        }
    }
}
