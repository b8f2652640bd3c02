"""Results are values: equal where they say the same, usable as keys, and the same in another process."""

import concurrent.futures
import copy
import multiprocessing
import pickle

import pytest

import atbilst
from atbilst import rules

DAY = "2026-01-31"


def results(text, **how):
    report = atbilst.check(text, name="a.yaml", today=DAY, **how)
    portfolio = report.portfolios[0]
    (alone,) = atbilst.check_many([("a.yaml", text)], today=DAY, **how)
    finding = next(found for found in report.findings if found.law)
    values = [report, report.applications[0], alone, portfolio, *report.findings, *finding.law]
    return [*values, *alone.findings, *portfolio.findings]


@pytest.fixture
def late(complete):
    return complete.replace("submitted: 2022-", "submitted: 2023-", 1)


def test_what_says_the_same_is_equal(late, complete):
    ours, again = results(late), results(late)
    for one, same in zip(ours, again):
        assert one == same and hash(one) == hash(same)
        assert one is not same and not one != same
    report, application, alone = ours[:3]
    assert application == alone and len({application, alone, *again[1:3]}) == 1
    others = [atbilst.check(late, name="a.yaml", today=DAY, lang="lv"), atbilst.check(late, name="b.yaml", today=DAY)]
    for other in others:
        assert report != other
        assert application != other.applications[0]
        assert report.findings[0] != other.findings[0]
    # One file, of which another day says otherwise.
    elsewhen = atbilst.check(late, name="a.yaml", today=DAY, as_of="2026-01-01")
    assert application != elsewhen.applications[0]
    assert report != 5 and application != "a.yaml" and {report: 1}[results(late)[0]] == 1


@pytest.mark.parametrize("own", [False, True])
def test_a_result_is_the_same_in_another_place(late, own):
    how = {"rules": rules.load("tests/books/second-call.yaml"), "lang": "lv"} if own else {}
    text = f"call: {how['rules'].call}\n" if own else late
    values = [one for one in results(text, **how)] if not own else [atbilst.check(text, today=DAY, **how)]
    values += values[0].applications + values[0].findings
    for one in values:
        for same in (pickle.loads(pickle.dumps(one)), copy.copy(one), copy.deepcopy(one)):
            assert same == one and type(same) is type(one)
            assert getattr(same, "to_dict")() == one.to_dict()
    report = values[0]
    same = pickle.loads(pickle.dumps(report))
    for name in ("html", "sarif", "human"):
        assert same.write(name) == report.write(name)


def test_a_portfolio_and_its_report_are_the_same_in_another_place(examples):
    portfolio = atbilst.Portfolio(lang="lv", today=DAY, inputs=["x"])
    for path in examples:
        portfolio.add(path)
    same = pickle.loads(pickle.dumps(portfolio))
    report = portfolio.finish()
    assert same.finish() == report == pickle.loads(pickle.dumps(report))
    over_all = report.portfolios[0].findings[0]
    assert pickle.loads(pickle.dumps(over_all)) == over_all
    assert pickle.loads(pickle.dumps(report.portfolios)) == report.portfolios


def test_a_rule_book_is_the_same_in_another_place():
    for book in (*rules.embedded(), rules.load("rules/2.1.2.1.i.yaml")):
        same = pickle.loads(pickle.dumps(book))
        assert same == book and (same.name, same.to_dict()) == (book.name, book.to_dict())
        one = atbilst.check("call: 2.1.2.1.i", rules=book, today=DAY)
        assert atbilst.check("call: 2.1.2.1.i", rules=same, today=DAY) == one


def test_a_mistake_is_the_same_in_another_place():
    with pytest.raises(rules.RuleBookError) as raised:
        rules.loads("call: 1\nverzion: 2\n")
    error = raised.value
    for same in (pickle.loads(pickle.dumps(error)), copy.copy(error)):
        assert type(same) is rules.RuleBookError and str(same) == str(error)
        assert same.mistakes == error.mistakes and same.mistakes
    mistake = error.mistakes[0]
    told = {"line": mistake.line, "column": mistake.column, "message": mistake.message, "help": mistake.help}
    assert mistake.to_dict() == told and rules.Mistake(**told) == mistake
    for call in (lambda: atbilst.check("nowhere", lang="fr"), lambda: rules.load("nowhere.yaml")):
        with pytest.raises(Exception) as raised:
            call()
        same = pickle.loads(pickle.dumps(raised.value))
        assert (type(same), str(same)) == (type(raised.value), str(raised.value))


def test_what_another_version_pickled_is_refused(complete):
    kept = pickle.dumps(atbilst.check(complete), protocol=0)
    other = kept.replace(b"Vatbilst 0.", b"Vatbilst 9.")
    assert other != kept
    with pytest.raises(ValueError, match="atbilst 9.*to_json"):
        pickle.loads(other)


def test_results_come_from_other_processes(late, complete):
    texts = [late, complete] * 4
    spawn = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(2, mp_context=spawn) as pool:
        reports = list(pool.map(atbilst.check, texts))
    assert reports == [atbilst.check(text) for text in texts]


def test_threads_add_to_one_portfolio(examples):
    portfolio, alone = (atbilst.Portfolio(today=DAY) for _ in range(2))
    texts = [(f"{number}/{path}", path.read_bytes()) for number in range(20) for path in examples]
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda one: portfolio.add(one[1], name=one[0]), texts))
        parts = [pool.submit(portfolio.to_bytes), pool.submit(len, portfolio), pool.submit(repr, portfolio)]
        assert parts[1].result() == len(texts)
    for name, text in texts:
        alone.add(text, name=name)
    assert portfolio.finish() == alone.finish()
