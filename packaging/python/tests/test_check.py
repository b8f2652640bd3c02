"""One text and many: the answers of the program, as Python has them."""

import datetime
import decimal
import json
import os
import threading
import time
from pathlib import Path

import pytest

import atbilst

DAY = "2026-01-31"


@pytest.mark.parametrize("lang", ["lv", "en"])
def test_the_report_is_the_programs_to_the_byte(program, examples, lang):
    assert len(examples) > 10
    for path in examples:
        ours = atbilst.check(path, lang=lang, today=DAY).to_json()
        theirs = program("check", path, "--format", "json", "--lang", lang, "--today", DAY)
        assert ours.encode() == theirs, path


def test_every_other_format_is_the_programs(program, examples):
    path = next(path for path in examples if path.stem == "selection-deadline")
    report = atbilst.check(path, lang="lv", today=DAY)
    for name in ["jsonl", "sarif", "csv", "junit", "markdown", "yaml", "html"]:
        theirs = program("check", path, "--format", name, "--lang", "lv", "--today", DAY)
        assert report.write(name) == theirs, name


def test_many_are_checked_as_each_alone(examples):
    singly = [atbilst.check(path, today=DAY).applications[0].to_dict() for path in examples]
    for one in singly:
        # What is said of all applications together is said in a report.
        one.pop("together", None)
    for jobs in [0, 1, 3]:
        many = [one.to_dict() for one in atbilst.check_many(examples, today=DAY, jobs=jobs)]
        assert many == singly
    pairs = ((path, path.read_bytes()) for path in examples)
    assert [one.to_dict() for one in atbilst.check_many(pairs, today=DAY)] == singly


def test_texts_may_be_named_by_a_mapping(complete):
    many = atbilst.check_many({"a.yaml": complete, "b.yaml": complete.encode()}, today=DAY)
    assert [(one.path, one.verdict) for one in many] == [("a.yaml", "complies"), ("b.yaml", "complies")]


def test_the_name_of_a_file_is_a_text_and_hardly_meant_so():
    with pytest.warns(UserWarning, match="pathlib.Path"):
        (application,) = atbilst.check("examples/complete.yaml", today=DAY).applications
    assert application.verdict == "does_not_comply"


def test_text_bytes_and_file_are_one(examples, complete):
    path = Path("examples/complete.yaml")
    content = complete.encode()
    every = (path, complete, content, bytearray(content), memoryview(content))
    reports = [atbilst.check(given, name=str(path), today=DAY) for given in every]
    assert len({report.to_json() for report in reports}) == 1
    assert [report.applications[0].verdict for report in reports] == ["complies"] * 5


def test_a_name_that_is_no_unicode_is_that_of_the_program(program, complete, tmp_path):
    for odd in (b"a\xff.yaml", b"a\xfe.yaml", b"a\\xff.yaml", "ā b.yaml".encode()):
        path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + odd))
        path.write_text(complete)
        theirs = json.loads(program("check", path, "--format", "json", "--today", DAY))
        for name in (path, os.fspath(path)):
            ours = atbilst.check(complete, name=name, today=DAY).applications[0].path
            assert ours == theirs["applications"][0]["path"]
        (many,) = atbilst.check_many([(os.fspath(path), complete)], today=DAY)
        assert [many.path, atbilst.check(path, today=DAY).applications[0].path] == [ours, ours]


def test_a_text_that_is_no_unicode_is_found_to_be_none(complete):
    (application,) = atbilst.check(complete.replace("Parauga", "\udcff\ud800", 1)).applications
    assert [found.rule for found in application.findings] == ["yaml-syntax"]


def test_what_is_told_of_an_application(complete):
    late = complete.replace("submitted: 2022-", "submitted: 2023-")
    assert late != complete
    report = atbilst.check(late, today=DAY)
    (application,) = report.applications
    assert application.verdict == "does_not_comply"
    assert report.verdicts == {"complies": 0, "needs_review": 0, "does_not_comply": 1, "unreadable": 0}
    assert application.as_of.year == 2023
    assert isinstance(application.money, decimal.Decimal)
    assert application.outcomes["selection-deadline"] == "fail"
    finding = next(found for found in application.findings if found.rule == "selection-deadline")
    assert late.splitlines()[finding.line - 1].startswith("submitted:")
    assert finding.expected == "2022-12-31"
    assert finding.law and finding.law[0].url.startswith("https://")
    assert finding.to_dict()["fingerprint"] == finding.fingerprint
    assert [law.to_dict() for law in finding.law] == finding.to_dict()["law"]
    assert application.groups and all(application.groups.values())
    told = json.loads(report.to_json())
    assert application.to_dict() == told["applications"][0]
    assert [one.to_dict() for one in report.portfolios] == told["portfolio"]
    over_all = report.portfolios[0].findings[0]
    assert (over_all.path, over_all.line, over_all.pointer) == (None, None, None)


def test_the_day_whose_law_is_applied(complete):
    for day in ("2024-05-01", datetime.date(2024, 5, 1)):
        (application,) = atbilst.check(complete, as_of=day, today=DAY).applications
        assert application.as_of == datetime.date(2024, 5, 1)


def test_the_day_of_the_check(complete, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert atbilst.check(complete).to_dict()["today"] == "2023-11-15"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    with pytest.raises(ValueError, match="yesterday"):
        atbilst.check(complete)


@pytest.mark.parametrize(
    "text",
    ["", "\0", "- a\n" * 10, "call: 2.1.2.1.i\n\tx: y", "call: " + "[" * 5000, b"\xff\xfe", b"call: \xc3", "a: &a [*a]"],
)
def test_whatever_is_no_application_is_told(text):
    (application,) = atbilst.check(text).applications
    assert application.verdict in ("unreadable", "does_not_comply")
    assert application.findings


def test_a_text_over_the_limit_is_told():
    (application,) = atbilst.check("#" * (5 * 2**20 + 1)).applications
    assert [found.rule for found in application.findings] == ["yaml-syntax"]


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda text: atbilst.check(3), TypeError, "int"),
        (lambda text: atbilst.check(None), TypeError, "NoneType"),
        (lambda text: atbilst.check(text, lang="fr"), ValueError, "lv, en"),
        (lambda text: atbilst.check(text, as_of="31.12.2022"), ValueError, "31.12.2022"),
        (lambda text: atbilst.check(Path("nowhere.yaml")), FileNotFoundError, "nowhere.yaml"),
        (lambda text: atbilst.check(Path("/dev/null")), OSError, "not an ordinary file"),
        (lambda text: atbilst.check(Path("examples")), IsADirectoryError, "examples"),
        (lambda text: atbilst.check(text, rules="nowhere.yaml"), FileNotFoundError, "nowhere.yaml"),
        (lambda text: atbilst.check(text).write("pdf"), ValueError, "sarif"),
        (lambda text: atbilst.check(text).to_arrow("rows"), ValueError, "applications"),
        (lambda text: atbilst.check(text, as_of=5), TypeError, "datetime.date or a text as 2026-01-31 is asked for, not int"),
        (lambda text: atbilst.check(text, lang=5), TypeError, "lang"),
        (lambda text: atbilst.check(text, name=5), TypeError, "name: a text .* or a path is asked for, not int"),
        (lambda text: atbilst.check(text, rules=5), TypeError, "rules: a RuleBook.* is asked for, not int"),
        (lambda text: atbilst.check(text, rules=[5]), TypeError, "rules: a RuleBook.* is asked for, not int"),
        (lambda text: atbilst.check_many(5), TypeError, "applications: a list of texts.* is asked for, not int"),
        (lambda text: atbilst.check_many(text), TypeError, "a list of texts.*, not str"),
        (lambda text: atbilst.check_many(text.encode()), TypeError, "a list of texts.*, not bytes"),
        (lambda text: list(atbilst.check_many([5])), TypeError, "application: a text .* is asked for, not int"),
        (lambda text: list(atbilst.check_many([["a", text]])), TypeError, "a pair .name, text. is asked for, not list"),
        (lambda text: atbilst.check(text, rules=b"a"), TypeError, "not bytes"),
        (lambda text: list(atbilst.check_many([("a", text, 5)])), TypeError, "a pair .* not a tuple of 3"),
        (lambda text: list(atbilst.check_many([(5, text)])), TypeError, "name: .* not int"),
        (lambda text: atbilst.check_many([], jobs=-1), ValueError, "from 0 .* to 1024 is asked for, not -1"),
        (lambda text: atbilst.check_many([], jobs=10**9), ValueError, "not 1000000000"),
        (lambda text: atbilst.check_many([], jobs=10**99), ValueError, "from 0 .* to 1024"),
        (lambda text: atbilst.check_many([], jobs="2"), TypeError, "jobs: a whole number is asked for, not str"),
        (lambda text: atbilst.to_arrow([1]), TypeError, "a list of Applications.* asked for, not int"),
        (lambda text: atbilst.to_arrow(atbilst.check(text)), TypeError, "asked for, not Report"),
        (lambda text: atbilst.Portfolio().add(5), TypeError, "not int"),
        (lambda text: atbilst.Portfolio().merge(text), TypeError, "part"),
        (lambda text: atbilst.explain("selection-dedline"), LookupError, "selection-deadline"),
        (lambda text: atbilst.schema("1.1"), ValueError, "2.1.2.1.i"),
    ],
)
def test_what_is_asked_wrongly_is_refused(complete, call, error, words):
    with pytest.raises(error, match=words):
        call(complete)


def test_a_file_that_cannot_be_read_stops_no_other():
    given = [Path("examples/complete.yaml"), Path("nowhere.yaml"), Path("examples"), Path("examples/complete.yaml")]
    verdicts = [one.verdict for one in atbilst.check_many(given, today=DAY)]
    assert verdicts == ["complies", "unreadable", "unreadable", "complies"]


def test_what_a_source_raises_comes_after_what_it_gave(complete):
    def source():
        yield complete
        yield complete
        raise RuntimeError("gone")

    results = atbilst.check_many(source(), today=DAY)
    assert [next(results).verdict, next(results).verdict] == ["complies", "complies"]
    with pytest.raises(RuntimeError, match="gone"):
        next(results)
    assert list(results) == []


@pytest.mark.parametrize(("pause", "jobs", "most"), [(0, 0, 64 * 1024), (0, 2, 128), (0.05, 2, 1), (0, 1, 1)])
def test_a_source_is_asked_for_no_more_than_is_needed(complete, pause, jobs, most):
    asked = 0

    def source():
        nonlocal asked
        while True:
            time.sleep(pause)
            asked += 1
            yield complete

    results = atbilst.check_many(source(), today=DAY, jobs=jobs)
    assert next(results).verdict == "complies"
    assert asked <= most
    assert [next(results).verdict for _ in range(3)] == ["complies"] * 3


def test_an_iterator_is_of_one_thread_at_a_time(complete):
    begun, go = threading.Event(), threading.Event()

    def source():
        begun.set()
        go.wait()
        yield complete

    results = atbilst.check_many(source(), today=DAY)
    given = []
    thread = threading.Thread(target=lambda: given.extend(results))
    thread.start()
    begun.wait()
    with pytest.raises(ValueError, match="thread"):
        next(results)
    go.set()
    thread.join()
    assert [one.verdict for one in given] == ["complies"]


def test_other_python_runs_while_it_checks(complete):
    ticks = 0
    done = threading.Event()

    def tick():
        nonlocal ticks
        while not done.is_set():
            ticks += 1

    thread = threading.Thread(target=tick)
    thread.start()
    text = complete + "\n".join(f"# {number}" for number in range(200_000))
    for _ in range(5):
        atbilst.check(text, today=DAY)
    done.set()
    thread.join()
    assert ticks > 0
