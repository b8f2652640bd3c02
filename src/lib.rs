//! atbilst, "it complies": holds project applications against the encoded rules of a funding call.
//!
//! ```text
//! arguments ─► discover ─► bytes ─► yaml ─► application ─┐
//!                                    ▲       │ problems  │
//! rules/*.yaml (or --rules) ─────────┴─► rulebook        ├─► findings ─► report ─► render ─► stdout
//!                                            │           │
//!                                judge (each application)┤
//!                                portfolio (all of them) ┘
//! ```

// No input may stop the program: nothing here may panic on one.
#![warn(
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable,
    clippy::unwrap_used
)]
#![cfg_attr(test, allow(clippy::arithmetic_side_effects))]

pub mod application;
pub mod bench;
pub mod check;
pub mod condition;
pub mod discover;
pub mod draft;
pub mod explain;
pub mod finding;
pub mod fix;
pub mod form;
pub mod in_order;
pub mod invisible;
pub mod judge;
pub mod language;
pub mod law;
pub mod own_rules;
pub mod portfolio;
pub mod render;
pub mod report;
pub mod rulebook;
pub mod scalar;
pub mod schema;
pub mod source;
pub mod suggest;
pub mod tool;
pub mod trace;
pub mod trial;
pub mod verify;
pub mod waivers;
pub mod yaml;
