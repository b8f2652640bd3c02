//! How a check is made. A report says it, so that the same check can be made again.

use chrono::NaiveDate;

use crate::tool::Tool;
use atbilst_yaml::Limits;

/// How a check is made.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// The day whose law is applied, whatever an application says.
    pub as_of: Option<NaiveDate>,
    /// The day of the check.
    pub today: NaiveDate,
    /// How much of a text is read.
    pub limits: Limits,
    /// How many findings are kept of one file; all are counted.
    pub findings: usize,
    /// Whether the applications of a call are also judged together.
    pub portfolio: bool,
    /// Whether waivers count.
    pub waivers: bool,
    /// Whether answers of persons to open questions count.
    pub answers: bool,
    /// The program that checks.
    pub tool: Tool,
}

impl Settings {
    /// A check on a day as it is made where nothing else is asked for.
    #[must_use]
    pub fn on(today: NaiveDate) -> Self {
        Self {
            as_of: None,
            today,
            limits: Limits::default(),
            findings: usize::MAX,
            portfolio: true,
            waivers: true,
            answers: true,
            tool: Tool::default(),
        }
    }
}
