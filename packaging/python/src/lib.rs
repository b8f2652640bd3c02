//! The check as a module of Python: texts in, results out. What the module offers is typed in `python/atbilst/__init__.pyi`, which its
//! users read. Knows nothing of rules; it hands the core what Python gives, and Python what the core says.

// No input may stop the interpreter: nothing here may panic on one.
#![warn(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable
)]

mod application;
mod arguments;
mod arrow;
mod books;
mod check;
mod explain;
mod finding;
mod input;
mod json;
mod many;
mod pickle;
mod portfolio;
mod reduced;
mod report;

/// What `atbilst/__init__.py` gives on.
#[pyo3::pymodule]
mod _native {
    #[pymodule_export]
    use crate::application::Application;
    #[pymodule_export]
    use crate::arrow::{Table, to_arrow};
    #[pymodule_export]
    use crate::books::{Mistake, RuleBook, RuleBookError, embedded, load, loads};
    #[pymodule_export]
    use crate::check::check;
    #[pymodule_export]
    use crate::explain::{explain, schema};
    #[pymodule_export]
    use crate::finding::{Finding, Law};
    #[pymodule_export]
    use crate::many::{Checks, check_many};
    #[pymodule_export]
    use crate::pickle::{
        application_again, book_again, finished_again, portfolio_again, report_again, within,
    };
    #[pymodule_export]
    use crate::portfolio::Portfolio;
    #[pymodule_export]
    use crate::report::{PortfolioReport, Report};
}
