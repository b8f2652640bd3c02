//! What the law says, and when: sources, citations, lists of codes and values over time.
//! Knows nothing of applications or conditions.

#![warn(clippy::arithmetic_side_effects)]

mod codes;
mod source;
mod table;
mod value;

pub use codes::{Code, CodeList};
pub use source::{Captured, Citation, Period, Source, SourceId};
pub use table::{Axis, BandEnd, InBands, Table};
pub use value::{Dated, DatedValue, InForce, ValueId};
