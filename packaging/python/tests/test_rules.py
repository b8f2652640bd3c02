"""Rule books, and what stands in them."""

from pathlib import Path

import pytest

import atbilst
from atbilst import rules

BOOKS = sorted(Path(__file__).resolve().parents[3].glob("tests/books/*.yaml"))
EMBEDDED = Path("rules/2.1.2.1.i.yaml")


def test_the_embedded_books():
    (book,) = rules.embedded()
    assert (book.name, book.call) == ("rules/2.1.2.1.i.yaml", "2.1.2.1.i")
    assert "selection-deadline" in book.rules
    assert book.title(lang="lv") != book.title(lang="en")
    assert book == rules.load(EMBEDDED) and hash(book) == hash(rules.load(EMBEDDED))
    assert book.to_dict()["call"] == "2.1.2.1.i"


@pytest.mark.parametrize("path", BOOKS, ids=lambda path: path.stem)
def test_another_call_is_another_book(path, program):
    try:
        book = rules.load(path)
    except rules.RuleBookError:
        pytest.skip("a book with mistakes, for other tests")
    assert book.call.encode() in program("rules", "list", path)
    schema = atbilst.schema(book.call, rules=book)
    assert schema["properties"]["call"]
    for given in (book, path, str(path), [book], [path]):
        (application,) = atbilst.check(f"call: {book.call}\n", rules=given).applications
        assert application.call == book.call


def test_mistakes_have_their_places():
    text = EMBEDDED.read_text().replace("\nversion:", "\nverzion:", 1)
    line = text[: text.index("\nverzion:")].count("\n") + 2
    with pytest.raises(rules.RuleBookError, match="verzion") as raised:
        rules.loads(text, name="own.yaml", lang="en")
    assert isinstance(raised.value, ValueError)
    assert line in [mistake.line for mistake in raised.value.mistakes]
    assert "own.yaml" in str(raised.value)
    with pytest.raises(rules.RuleBookError) as latvian:
        rules.loads(text, lang="lv")
    assert latvian.value.mistakes[0].message != raised.value.mistakes[0].message


def test_two_books_of_one_call():
    (book,) = rules.embedded()
    with pytest.raises(ValueError, match="2.1.2.1.i"):
        atbilst.check("call: 2.1.2.1.i", rules=[book, book])


def test_explain_is_the_programs(program):
    for name in ("selection-deadline", "submitted", "local_government"):
        for lang in ("lv", "en"):
            theirs = program("explain", name, "--markdown", "--lang", lang).decode()
            assert atbilst.explain(name, lang=lang).split() == theirs.replace("─" * 40, "").split()
