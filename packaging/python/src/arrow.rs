//! Applications and findings as tables, handed on by the Arrow PyCapsule interface.

use std::borrow::Cow;
use std::sync::Arc;

use arrow_array::ffi::FFI_ArrowSchema;
use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_array::types::Date32Type;
use arrow_array::{
    ArrayRef, BooleanArray, Date32Array, Decimal128Array, RecordBatch, RecordBatchIterator,
    StringArray, UInt32Array,
};
use arrow_schema::{ArrowError, Schema, SchemaRef};
use chrono::NaiveDate;
use pyo3::exceptions::{PyRuntimeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use rust_decimal::Decimal;

use atbilst_core::finding::{Finding, Hex};
use atbilst_core::report::Application;

use crate::application;
use crate::input::wrong_type;

/// Digits of an amount, and those of its cents.
const MONEY: (u8, i8) = (38, 2);

/// What stands in a column of what is told of a `T`.
#[derive(Clone, Copy, Debug)]
enum Column<T> {
    Text(fn(&T) -> Option<Cow<'_, str>>),
    Money(fn(&T) -> Option<Decimal>),
    Day(fn(&T) -> Option<NaiveDate>),
    Count(fn(&T) -> u32),
    Flag(fn(&T) -> bool),
}

/// What is told of an application.
const APPLICATION: [(&str, Column<Application>); 10] = [
    ("path", Column::Text(|one| text(&one.path))),
    ("verdict", Column::Text(|one| text(one.verdict.name()))),
    (
        "call",
        Column::Text(|one| one.call.as_deref().map(Cow::from)),
    ),
    ("id", Column::Text(|one| one.id.as_deref().map(Cow::from))),
    ("title", Column::Text(|one| identity(one, 0))),
    ("applicant", Column::Text(|one| identity(one, 1))),
    ("registration_number", Column::Text(|one| identity(one, 2))),
    ("money", Column::Money(|one| one.subject.money)),
    (
        "as_of",
        Column::Day(|one| one.as_of.as_ref().map(|day| day.date)),
    ),
    (
        "sha256",
        Column::Text(|one| one.sha256.map(|hash| Hex(&hash).to_string().into())),
    ),
];

/// What is told of a finding beside what is told of its application.
const FINDING: [(&str, Column<Finding>); 12] = [
    ("rule", Column::Text(|one| text(&one.rule))),
    ("outcome", Column::Text(|one| text(one.outcome.name()))),
    ("level", Column::Text(|one| text(one.level.name()))),
    ("message", Column::Text(|one| text(&one.message))),
    (
        "help",
        Column::Text(|one| one.help.as_deref().map(Cow::from)),
    ),
    (
        "found",
        Column::Text(|one| one.found.as_deref().map(Cow::from)),
    ),
    (
        "expected",
        Column::Text(|one| one.expected.as_deref().map(Cow::from)),
    ),
    ("line", Column::Count(|one| one.place.location.start.line)),
    (
        "column",
        Column::Count(|one| one.place.location.start.column),
    ),
    ("pointer", Column::Text(|one| text(&one.place.pointer))),
    ("slip", Column::Flag(|one| one.slip.is_some())),
    (
        "fingerprint",
        Column::Text(|one| Some(one.fingerprint.to_string().into())),
    ),
];

#[expect(clippy::unnecessary_wraps, reason = "a cell may be empty")]
fn text(text: &str) -> Option<Cow<'_, str>> {
    Some(text.into())
}

fn identity(application: &Application, part: usize) -> Option<Cow<'_, str>> {
    let part = application.subject.identity.get(part)?.as_deref();
    part.filter(|text| !text.is_empty()).map(Cow::from)
}

impl<T> Column<T> {
    fn filled<'t>(self, rows: impl Iterator<Item = &'t T>) -> Result<ArrayRef, ArrowError>
    where
        T: 't,
    {
        Ok(match self {
            Self::Text(get) => Arc::new(StringArray::from_iter(rows.map(get))),
            Self::Money(get) => {
                let cells = rows.map(|row| get(row).map(cents));
                let (digits, decimals) = MONEY;
                let column = Decimal128Array::from_iter(cells);
                Arc::new(column.with_precision_and_scale(digits, decimals)?)
            }
            Self::Day(get) => {
                let cells = rows.map(|row| get(row).map(Date32Type::from_naive_date));
                Arc::new(Date32Array::from_iter(cells))
            }
            Self::Count(get) => Arc::new(UInt32Array::from_iter_values(rows.map(get))),
            Self::Flag(get) => Arc::new(BooleanArray::from_iter(rows.map(|row| Some(get(row))))),
        })
    }
}

fn cents(amount: Decimal) -> i128 {
    let mut amount = amount;
    amount.rescale(2);
    amount.mantissa()
}

/// A table that pyarrow, Polars, DuckDB and pandas take as it is.
#[pyclass(frozen, module = "atbilst")]
#[derive(Debug)]
pub(crate) struct Table {
    /// At least one, which says what its columns are.
    batches: Vec<RecordBatch>,
    schema: SchemaRef,
}

/// So many rows stand in one batch: the texts of a column of one have no more than 2 GiB.
const ROWS: usize = 1 << 16;

/// The `findings` or the `applications` of checked applications as a table.
#[pyfunction]
#[pyo3(signature = (applications, table = "findings"))]
pub(crate) fn to_arrow(applications: &Bound<'_, PyAny>, table: &str) -> PyResult<Table> {
    let asked = "a list of Applications, or a generator of them,";
    let all = applications.try_iter();
    let all = all.map_err(|_| wrong_type("applications", asked, applications))?;
    let all = all.map(|one| {
        let one = one?.cast_into::<application::Application>();
        one.map_err(|other| wrong_type("applications", asked, &other.into_inner()))
    });
    let all: Vec<Bound<'_, application::Application>> = all.collect::<PyResult<_>>()?;
    Table::of(table, all.iter().map(|one| one.get().get()))
}

impl Table {
    /// The table of that name.
    pub(crate) fn of<'a>(
        name: &str,
        applications: impl Iterator<Item = &'a Application>,
    ) -> PyResult<Self> {
        let findings = |one: &'a Application| one.findings.iter().map(move |found| (one, found));
        let (of, found): (Vec<_>, Option<Vec<_>>) = match name {
            "applications" => (applications.collect(), None),
            "findings" => {
                let (of, found) = applications.flat_map(findings).unzip();
                (of, Some(found))
            }
            _ => {
                let why = format!("table: {name:?} is none of findings, applications");
                return Err(PyValueError::new_err(why));
            }
        };
        let rows = |from: usize| from..from.saturating_add(ROWS).min(of.len());
        let batches = (0..of.len().max(1)).step_by(ROWS).map(rows);
        let batches = batches.map(|rows| {
            let found = found.as_deref().and_then(|all| all.get(rows.clone()));
            batch(of.get(rows).unwrap_or_default(), found)
        });
        let batches: Vec<_> = batches.collect::<Result<_, _>>().map_err(broken)?;
        let first = batches.first().map(RecordBatch::schema);
        let schema = first.unwrap_or_else(|| Arc::new(Schema::empty()));
        Ok(Self { batches, schema })
    }
}

/// Applications, and of each a finding where findings are told, as rows.
fn batch(of: &[&Application], found: Option<&[&Finding]>) -> Result<RecordBatch, ArrowError> {
    let mut columns = Vec::new();
    for (name, column) in APPLICATION {
        columns.push((name, column.filled(of.iter().copied())?, true));
    }
    if let Some(found) = found {
        for (name, column) in FINDING {
            columns.push((name, column.filled(found.iter().copied())?, true));
        }
    }
    RecordBatch::try_from_iter_with_nullable(columns)
}

#[pymethods]
impl Table {
    /// How many rows it has.
    #[getter]
    fn num_rows(&self) -> usize {
        self.batches.iter().map(RecordBatch::num_rows).sum()
    }

    /// What its columns are called.
    #[getter]
    fn column_names(&self) -> Vec<String> {
        let fields = self.schema.fields().iter();
        fields.map(|field| field.name().clone()).collect()
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        let schema = FFI_ArrowSchema::try_from(&*self.schema).map_err(broken)?;
        PyCapsule::new_with_value(py, schema, c"arrow_schema")
    }

    /// Whoever asks for another schema must be ready for this one.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        let batches = self.batches.clone().into_iter().map(Ok);
        let rows = RecordBatchIterator::new(batches, Arc::clone(&self.schema));
        let stream = FFI_ArrowArrayStream::new(Box::new(rows));
        PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
    }

    fn __len__(&self) -> usize {
        self.num_rows()
    }

    fn __repr__(&self) -> String {
        let names = self.column_names().join(", ");
        format!("Table({} rows: {names})", self.num_rows())
    }
}

fn broken(why: ArrowError) -> PyErr {
    PyRuntimeError::new_err(why.to_string())
}
