//! A report as it is compared: what holds for all of it, and of each application where it stands in the text. An application is
//! taken apart only while it is looked at, so that memory stays near the size of the text.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

use super::shape::{Shape, VERSION_1, VERSION_2};
use super::tree::{Fault, Part, Reader, Tree};

const APPLICATIONS: &str = "applications";

/// A report.
#[derive(Debug)]
pub(crate) struct ParsedReport<'t> {
    /// The parts that it may have.
    pub(crate) shape: &'static Shape,
    /// All of it but the applications.
    pub(super) head: Tree<'t>,
    pub(super) applications: Vec<ParsedApplication<'t>>,
    /// The rules of which it tells why they came out as they did; two of them where there are more.
    pub(super) traced: BTreeSet<String>,
    /// The day of law that was asked for, where an application says that one was.
    pub(super) as_of: Option<String>,
}

/// One application of a report.
#[derive(Debug)]
pub(super) struct ParsedApplication<'t> {
    pub(super) path: Cow<'t, str>,
    pub(super) sha256: Option<Cow<'t, str>>,
    pub(super) call: Option<Cow<'t, str>>,
    text: &'t str,
}

/// Why a text is no report that can be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NotReport {
    /// It is no JSON, or does not say that it is a report of a version that is known.
    Foreign,
    /// It says that it is a report of this version, which is not known.
    Version(String),
    /// A part of it is none of a report: what is the matter with it, and its JSON Pointer.
    Part(Fault, String),
}

impl<'t> ParsedReport<'t> {
    /// Reads a report of any version that is known.
    ///
    /// # Errors
    /// What is not as a check writes it.
    pub(crate) fn read(text: &'t str) -> Result<Self, NotReport> {
        let shape = match version(text).as_deref() {
            Some("atbilst-report/1") => &*VERSION_1,
            Some("atbilst-report/2") => &*VERSION_2,
            _ => {
                return Err(match other_version(text) {
                    Some(version) => NotReport::Version(version),
                    None => NotReport::Foreign,
                });
            }
        };
        Self::by(shape, Reader::strict(), text)
    }

    /// Reads a report that was just made, as far as a report of this shape goes.
    ///
    /// # Errors
    /// What the shape does not allow.
    pub(crate) fn read_as(shape: &'static Shape, text: &'t str) -> Result<Self, NotReport> {
        let lenient = !std::ptr::eq(shape, &raw const *VERSION_2);
        let reader = Reader::trusting(lenient);
        Self::by(shape, reader, text)
    }

    fn by(shape: &'static Shape, reader: Reader, text: &'t str) -> Result<Self, NotReport> {
        let mut report = Self {
            shape,
            head: Tree::Null,
            applications: Vec::new(),
            traced: BTreeSet::new(),
            as_of: None,
        };
        let mut json = serde_json::Deserializer::from_str(text);
        let whole = Whole {
            report: &mut report,
            reader: &reader,
            applications: false,
        };
        let read = reader.within(text, || whole.deserialize(&mut json));
        let read = read.and_then(|head| json.end().map(|()| head));
        match read {
            Ok(head) => Ok(Self { head, ..report }),
            Err(error) if error.is_data() => {
                let (fault, part) = reader.fault();
                Err(NotReport::Part(fault, part))
            }
            Err(_) => Err(NotReport::Foreign),
        }
    }

    /// All that is said of an application.
    pub(super) fn taken_apart(&self, one: &ParsedApplication<'t>) -> Tree<'t> {
        // It was read before.
        let reader = Reader::trusting(true);
        application(self.shape, &reader, one.text).unwrap_or(Tree::Null)
    }

    /// Notes the application of a text.
    fn add(&mut self, text: &'t str, reader: &Reader) -> serde_json::Result<()> {
        let tree = application(self.shape, reader, text)?;
        let mut rules = tree
            .items("trace")
            .iter()
            .filter_map(|trace| trace.text("rule"));
        // One, or all of them.
        while self.traced.len() < 2
            && let Some(rule) = rules.next()
        {
            self.traced.insert(rule.to_owned());
        }
        let day = tree
            .get("as_of")
            .filter(|day| day.text("from") == Some("option"));
        if self.as_of.is_none() {
            self.as_of = day.and_then(|day| day.text("date")).map(str::to_owned);
        }
        self.applications.push(ParsedApplication {
            path: tree.kept("path").unwrap_or_default(),
            sha256: tree.kept("sha256"),
            call: tree.kept("call"),
            text,
        });
        Ok(())
    }
}

/// The version that a report is of, where it is none that is known.
pub(crate) fn other_version(text: &str) -> Option<String> {
    let version = version(text)?;
    let number = version.strip_prefix("atbilst-report/")?;
    (!["1", "2"].contains(&number)).then(|| version.clone().into_owned())
}

/// The version of a report, as it names it itself.
fn version(text: &str) -> Option<Cow<'_, str>> {
    #[derive(serde::Deserialize)]
    struct Named<'t> {
        #[serde(borrow)]
        schema: Cow<'t, str>,
    }
    let named: Named<'_> = serde_json::from_str(text).ok()?;
    Some(named.schema)
}

fn application<'t>(shape: &Shape, reader: &Reader, text: &'t str) -> serde_json::Result<Tree<'t>> {
    let list = shape.field(APPLICATIONS);
    let shape = list.and_then(|list| list.items.as_deref());
    let shape = shape.ok_or_else(|| serde_json::Error::custom(""))?;
    let mut json = serde_json::Deserializer::from_str(text);
    reader.within(text, || Part { shape, reader }.deserialize(&mut json))
}

/// Reads all of a report, and within it the applications, one after another.
struct Whole<'t, 'r> {
    report: &'r mut ParsedReport<'t>,
    reader: &'r Reader,
    /// Whether what is read are the applications.
    applications: bool,
}

impl<'t> DeserializeSeed<'t> for Whole<'t, '_> {
    type Value = Tree<'t>;

    fn deserialize<D: Deserializer<'t>>(self, part: D) -> Result<Tree<'t>, D::Error> {
        match self.applications {
            true => part.deserialize_seq(self),
            false => part.deserialize_map(self),
        }
    }
}

impl<'t> Visitor<'t> for Whole<'t, '_> {
    type Value = Tree<'t>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a report")
    }

    fn visit_map<A: MapAccess<'t>>(self, object: A) -> Result<Tree<'t>, A::Error> {
        let Self { report, reader, .. } = self;
        let whole = report.shape;
        reader.fields(whole, object, |name, shape, object| match name {
            APPLICATIONS => object.next_value_seed(Whole {
                report: &mut *report,
                reader,
                applications: true,
            }),
            _ => object.next_value_seed(Part { shape, reader }),
        })
    }

    fn visit_seq<A: SeqAccess<'t>>(self, mut list: A) -> Result<Tree<'t>, A::Error> {
        let Self { report, reader, .. } = self;
        while let Some(one) = list.next_element::<&RawValue>()? {
            let number = report.applications.len();
            let added = report.add(one.get(), reader);
            added.map_err(|_| reader.at(number, A::Error::custom("")))?;
        }
        Ok(Tree::Null)
    }
}
