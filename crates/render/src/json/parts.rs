//! What many findings share, law and help: set for each anew, or once for all of them.

use std::sync::Arc;

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::value::RawValue;

use super::shape::Text;
use atbilst_core::finding::Law;

/// A part of the report that many share: as it is, or set already.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Part<'a, T> {
    Made(T),
    Set(&'a RawValue),
}

/// What findings share, as it is to be written.
pub(super) trait Parts {
    fn law<'a>(&'a self, law: &'a Arc<[Law]>) -> Part<'a, Vec<JsonLaw<'a>>>;
    fn help<'a>(&'a self, help: &'a Arc<str>) -> Part<'a, &'a str>;
}

/// Each made anew.
pub(super) struct Made;

impl Parts for Made {
    fn law<'a>(&'a self, law: &'a Arc<[Law]>) -> Part<'a, Vec<JsonLaw<'a>>> {
        Part::Made(JsonLaw::all(law))
    }

    fn help<'a>(&'a self, help: &'a Arc<str>) -> Part<'a, &'a str> {
        Part::Made(help)
    }
}

#[derive(Serialize)]
pub(super) struct JsonLaw<'a> {
    source: &'a str,
    point: Option<&'a str>,
    quote: Option<&'a str>,
    url: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<Text<NaiveDate>>,
}

impl<'a> JsonLaw<'a> {
    pub(super) fn all(law: &'a [Law]) -> Vec<Self> {
        law.iter().map(Self::of).collect()
    }

    fn of(law: &'a Law) -> Self {
        Self {
            source: &law.source,
            point: law.point.as_deref(),
            quote: law.quote.as_deref(),
            url: &law.url,
            since: law.since.map(Text),
        }
    }
}
