"""A folder of applications through DuckDB and Spark: the verdicts and the portfolio must be the program's. engines.py FOLDER WORK"""

import json
import os
import pathlib
import subprocess
import sys
import time

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from pyspark.sql import SparkSession

import atbilst

folder, work = sys.argv[1:]
DAY = "2026-01-31"
os.environ["PYSPARK_PYTHON"] = sys.executable


def timed(what, act):
    begun = time.monotonic()
    result = act()
    print(f"{what}: {time.monotonic() - begun:.2f} s", flush=True)
    return result


def report():
    command = ["atbilst", "check", folder, "--format", "json", "--lang", "en", "--today", DAY]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False)
    return json.loads(done.stdout)


wanted = timed("the program, its report and reading that", report)
verdicts = {one["path"]: one["verdict"] for one in wanted["applications"]}
paths = sorted(verdicts)
texts = pa.table({"path": paths, "content": [pathlib.Path(path).read_bytes() for path in paths]})
table = os.path.join(work, "applications.parquet")
pq.write_table(texts, table, row_group_size=2000)


def verdict(path, content):
    """A function of DuckDB: columns in, a column out."""
    pairs = zip(path.to_pylist(), content.to_pylist())
    return pa.array([one.verdict for one in atbilst.check_many(pairs, lang="en", today=DAY)])


def by_duckdb():
    database = duckdb.connect()
    database.create_function("verdict", verdict, ["VARCHAR", "BLOB"], "VARCHAR", type="arrow")
    rows = database.execute("select path, verdict(path, content) from read_parquet(?)", [table]).fetchall()
    return dict(rows)


assert timed("DuckDB, a function over a table", by_duckdb) == verdicts


def found(batches):
    for batch in batches:
        pairs = zip(batch["path"].to_pylist(), batch["content"].to_pylist())
        checked = pa.table(atbilst.to_arrow(atbilst.check_many(pairs, lang="en", today=DAY, jobs=1), "applications"))
        yield from checked.select(["path", "verdict"]).to_batches()


def parts(batches):
    portfolio = atbilst.Portfolio(lang="en", today=DAY)
    for batch in batches:
        for path, content in zip(batch["path"].to_pylist(), batch["content"].to_pylist()):
            portfolio.add(content, name=path)
    yield pa.record_batch({"part": pa.array([portfolio.to_bytes()], pa.binary())})


def session():
    return SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false").getOrCreate()


spark = timed("Spark, to begin", session)
applications = spark.read.parquet(table).repartition(7)


def by_spark():
    rows = applications.mapInArrow(found, "path string, verdict string").collect()
    return {row.path: row.verdict for row in rows}


timed("Spark, the first time", by_spark)
assert timed("Spark, verdicts", by_spark) == verdicts


def together():
    whole = atbilst.Portfolio(lang="en", today=DAY)
    for row in applications.mapInArrow(parts, "part binary").toLocalIterator():
        whole.merge(row.part)
    return whole.finish()


merged = timed("Spark, seven parts of a portfolio, merged", together)
assert [one.to_dict() for one in merged.portfolios] == wanted["portfolio"]
assert {one.path: one.verdict for one in merged.applications} == verdicts
spark.stop()
print(f"{len(verdicts)} applications: the verdicts and the portfolio of the program")
