"""Applications together: whatever the split and the order, the report of one check."""

import json
import pickle
import random

import pytest

import atbilst

DAY = "2026-01-31"


def names(examples):
    return sorted(str(path) for path in examples)


def test_whatever_the_split_it_is_the_report_of_the_program(program, examples):
    inputs = names(examples)
    whole = program("check", *inputs, "--format", "json", "--lang", "lv", "--today", DAY)
    for seed, count in enumerate([1, 2, 7]):
        chance = random.Random(seed)
        parts = [[] for _ in range(count)]
        for name in inputs:
            chance.choice(parts).append(name)
        made = []
        for part in parts:
            portfolio = atbilst.Portfolio(lang="lv", today=DAY, inputs=part)
            chance.shuffle(part)
            for name in part:
                portfolio.add(open(name, "rb").read(), name=name)
            assert len(portfolio) == len(part)
            made.append(portfolio.to_bytes())
        chance.shuffle(made)
        together = atbilst.Portfolio(lang="lv", today=DAY)
        for part in made:
            together.merge(part)
        assert together.finish().to_json().encode() == whole
        assert len(together) == 0


def test_parts_go_to_the_program_and_back(program, examples, tmp_path):
    inputs = names(examples)
    half = len(inputs) // 2
    portfolio = atbilst.Portfolio(lang="lv", today=DAY, inputs=inputs[:half])
    for name in inputs[:half]:
        portfolio.add(open(name).read(), name=name)
    (tmp_path / "one").write_bytes(portfolio.to_bytes())
    program("check", *inputs[half:], "--part", tmp_path / "two", "--lang", "lv", "--today", DAY)
    whole = program("check", *inputs, "--format", "json", "--lang", "lv", "--today", DAY)
    merged = program("merge", tmp_path / "two", tmp_path / "one", "--format", "json")
    assert merged == whole
    portfolio.merge((tmp_path / "two").read_bytes())
    assert portfolio.finish().to_json().encode() == whole


def test_the_page_shows_what_each_rule_looked_at_as_that_of_the_program(program, examples):
    inputs = names(examples)
    portfolio = atbilst.Portfolio(lang="lv", today=DAY, inputs=inputs)
    for name in inputs:
        portfolio.add(open(name, "rb").read(), name=name)
    again = pickle.loads(pickle.dumps(portfolio))
    whole = program("check", *inputs, "--format", "html", "--lang", "lv", "--today", DAY)
    for one in (portfolio, again):
        report = one.finish()
        assert report.write("html") == whole
        assert pickle.loads(pickle.dumps(report)).write("html") == whole


def test_of_many_the_page_shows_no_more_than_that_of_the_program(program, complete, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    portfolio = atbilst.Portfolio(lang="lv", today=DAY, inputs=["."])
    for number in range(1001):
        text = complete.replace("2.1.2.1.i-0001", f"2.1.2.1.i-{number:04}")
        (tmp_path / f"{number:04}.yaml").write_text(text)
        portfolio.add(text, name=f"{number:04}.yaml")
    whole = program("check", ".", "--format", "html", "--lang", "lv", "--today", DAY)
    assert portfolio.finish().write("html") == whole


def test_what_a_part_of_the_program_says_besides_counts(program, complete, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    late = complete.replace("end: 2026-06-30", "end: 2026-09-01")
    (tmp_path / "a.yaml").write_text(late)
    (tmp_path / "compose.yaml").write_text("services: {}\n")
    waiver = {
        "rule": "implementation-end",
        "path": "a.yaml",
        "reason": "The term was prolonged by an order.",
        "approver": "Head of the department",
        "document": "12-3/46",
        "issued": "2026-01-05",
        "expires": "2026-12-01",
    }
    (tmp_path / "atbilst-waivers.yaml").write_text(json.dumps({"waivers": [waiver]}))
    how = ("--lang", "lv", "--today", DAY)
    program("check", ".", "--part", "one", *how)
    portfolio = atbilst.Portfolio(lang="lv", today=DAY)
    portfolio.merge((tmp_path / "one").read_bytes())
    whole = program("check", ".", "--format", "json", *how)
    report = portfolio.finish()
    assert report.to_json().encode() == whole
    assert [one.outcome for one in report.findings][:1] == ["waived"]


def test_what_is_not_of_the_same_check_is_refused(complete):
    def part(**how):
        portfolio = atbilst.Portfolio(**{"lang": "en", "today": DAY, **how})
        portfolio.add(complete, name="a.yaml")
        return portfolio.to_bytes()

    portfolio = atbilst.Portfolio(lang="en", today=DAY)
    for other in ({"lang": "lv"}, {"today": "2026-02-01"}, {"as_of": "2024-01-01"}):
        with pytest.raises(ValueError, match="not of the same check"):
            portfolio.merge(part(**other))
    sound = part()
    for spoiled in (b"", sound[:-1], sound[:50], sound[:300] + b"\0" + sound[301:], b"call: 2.1.2.1.i"):
        with pytest.raises(ValueError, match="part"):
            portfolio.merge(spoiled)
    assert len(portfolio) == 0
    portfolio.merge(sound)
    for again in (lambda: portfolio.merge(sound), lambda: portfolio.add(complete, name="a.yaml")):
        with pytest.raises(ValueError, match="a.yaml"):
            again()
    assert len(portfolio) == 1
