//! Which program this is: its version and the commit it was built from.

/// The program that made a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tool {
    /// Its version.
    pub version: &'static str,
    /// The commit, with `+changes` where the sources were changed since; `None` where it was built without git.
    pub commit: Option<&'static str>,
}

impl Tool {
    /// Its name.
    pub const NAME: &'static str = env!("CARGO_PKG_NAME");

    /// This program.
    pub const THIS: Self = Self {
        version: env!("CARGO_PKG_VERSION"),
        commit: option_env!("ATBILST_COMMIT"),
    };
}
