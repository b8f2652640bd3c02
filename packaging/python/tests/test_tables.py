"""Tables as others take them, without a word of JSON between."""

import json

import pytest

import atbilst

DAY = "2026-01-31"


@pytest.fixture(scope="module")
def checked():
    from pathlib import Path

    root = Path(__file__).resolve().parents[3]
    paths = sorted((root / "examples").rglob("*.yaml"))
    return list(atbilst.check_many(((path.name, path) for path in paths), today=DAY))


@pytest.fixture(scope="module")
def rows(checked):
    """The findings as the report for programs tells them."""
    return [(one.path, found["rule"], found["kind"]) for one in checked for found in one.to_dict()["findings"]]


def test_pyarrow(checked, rows):
    pa = pytest.importorskip("pyarrow")
    table = pa.table(atbilst.to_arrow(checked))
    table.validate(full=True)
    columns = (table.column(name).to_pylist() for name in ("path", "rule", "outcome"))
    assert list(zip(*columns)) == rows
    assert pa.types.is_decimal(table.schema.field("money").type)
    applications = pa.table(atbilst.to_arrow(checked, "applications"))
    assert applications.column("verdict").to_pylist() == [one.verdict for one in checked]
    assert applications.column("money").to_pylist() == [one.money for one in checked]
    assert applications.column("as_of").to_pylist() == [one.as_of for one in checked]


def test_an_empty_table_has_its_columns():
    pa = pytest.importorskip("pyarrow")
    full = pa.table(atbilst.check("call: 2.1.2.1.i").to_arrow())
    empty = pa.table(atbilst.to_arrow([]))
    assert empty.num_rows == 0 and empty.schema == full.schema


def test_polars(checked, rows):
    pl = pytest.importorskip("polars")
    frame = pl.DataFrame(atbilst.to_arrow(checked))
    assert frame.select("path", "rule", "outcome").rows() == rows


def test_duckdb(checked, rows):
    duckdb = pytest.importorskip("duckdb")
    findings = atbilst.to_arrow(checked)
    counted = duckdb.sql("select rule, count(*) from findings group by rule").fetchall()
    assert dict(counted) == {rule: sum(row[1] == rule for row in rows) for _, rule, _ in rows}


def test_pandas(checked, rows):
    pd = pytest.importorskip("pandas")
    pa = pytest.importorskip("pyarrow")
    frame = pa.table(atbilst.to_arrow(checked)).to_pandas()
    assert isinstance(frame, pd.DataFrame)
    assert list(frame[["path", "rule", "outcome"]].itertuples(index=False, name=None)) == rows


def test_a_table_outlives_what_it_was_made_of():
    pa = pytest.importorskip("pyarrow")
    tables = [pa.table(atbilst.check("call: 2.1.2.1.i", name=str(number)).to_arrow()) for number in range(200)]
    assert [table.column("path")[0].as_py() for table in tables] == [str(number) for number in range(200)]


def test_a_table_of_many_rows_is_whole(checked):
    pa = pytest.importorskip("pyarrow")
    many = checked * (70_000 // len(checked) + 1)
    table = atbilst.to_arrow(many, "applications")
    read = pa.table(table)
    assert len(table) == table.num_rows == read.num_rows == len(many) > 2**16
    assert read.column("path").to_pylist() == [one.path for one in many]


def test_the_schema_is_json():
    assert json.dumps(atbilst.schema())
