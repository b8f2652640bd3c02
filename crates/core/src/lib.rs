//! The core of atbilst: applications held against the rule book of a funding call.
//!
//! ```
//! use atbilst_core::{Catalogue, Checker, Language, Scratch, Settings, embedded};
//!
//! let today = chrono::NaiveDate::from_ymd_opt(2026, 1, 31).expect("a day");
//! let checker = Checker::new(embedded::books(), Catalogue::of(Language::default()), Settings::on(today));
//! let checked = checker.check(&mut Scratch::default(), &"late.yaml".into(), b"call: 2.1.2.1.i");
//! assert_eq!(checked.application.verdict.name(), "does_not_comply");
//! ```
//!
//! The way of the data, one room a step:
//!
//! ```text
//! bytes ─► atbilst_yaml: a tree with places ─► reading: book + values + the day whose law applies
//!                                                 │            ▲
//!                                                 │            └─ rulebook ◄─ a book, read strictly
//!                                                 ▼
//!                                 evaluate: outcomes, as data ─► message: findings, in a language ─► report
//!                                 evaluate::aggregate: all applications of a call together ─┘
//! ```
//!
//! [`check`] goes this way for one text after another and puts them together; [`fix`] corrects what is only written wrongly; [`waivers`]
//! say which findings somebody answers for. Nothing here knows files, a clock, threads or a terminal: the bytes, the day and the order
//! come from whoever calls.

// No input may stop the program: nothing here may panic on one.
#![warn(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unreachable
)]

pub mod answers;
pub mod application;
pub mod check;
pub mod compare;
pub mod condition;
pub mod context;
pub mod data;
pub mod decisions;
pub mod evaluate;
pub mod finding;
pub mod fix;
mod fold;
pub mod form;
pub mod language;
pub mod law;
pub mod message;
mod named;
pub mod order;
pub mod own_rules;
pub mod part;
pub mod reading;
pub mod report;
pub mod rulebook;
pub mod sample;
pub mod scalar;
pub mod settings;
pub mod shard;
pub mod stored;
pub mod suggest;
pub mod texts;
pub mod tool;
pub mod waivers;

pub use check::{Checker, Scratch, Settings};
pub use language::{Catalogue, Language};
pub use reading::Reading;
pub use report::Report;
pub use rulebook::{RuleBook, embedded};
