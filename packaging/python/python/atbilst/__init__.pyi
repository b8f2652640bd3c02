from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from os import PathLike
from typing import Any, Literal, Union, final

from . import rules as rules
from .rules import RuleBook

_Language = Literal["lv", "en"]
_Content = Union[str, bytes, bytearray, memoryview, PathLike[str]]
_Name = Union[str, PathLike[str], None]
_Rules = Union[RuleBook, str, PathLike[str], Sequence[Union[RuleBook, str, PathLike[str]]], None]
_Day = Union[date, str, None]
_Table = Literal["findings", "applications"]
_Verdict = Literal["complies", "needs_review", "does_not_comply", "unreadable"]

__all__ = [
    "Application",
    "Checks",
    "Finding",
    "Law",
    "Portfolio",
    "PortfolioReport",
    "Report",
    "Table",
    "check",
    "check_many",
    "explain",
    "rules",
    "schema",
    "to_arrow",
]

def check(
    application: _Content,
    *,
    name: _Name = None,
    lang: _Language = "en",
    as_of: _Day = None,
    today: _Day = None,
    rules: _Rules = None,
) -> Report:
    """Checks one application: a text, bytes, or the path of a file.

    :param name: what reports call it; a file is called by its path
    :param as_of: the day whose law is applied, whatever the application says
    :param today: the day of the check; otherwise the clock's, or that of ``SOURCE_DATE_EPOCH``
    :param rules: rule books that count beside the ones of the module; one of the same call takes the place of that one
    :raises OSError: the file cannot be read
    :raises RuleBookError: a rule book has mistakes
    """

def check_many(
    applications: Iterable[_Content | tuple[str | PathLike[str], _Content]] | Mapping[str, _Content],
    *,
    lang: _Language = "en",
    as_of: _Day = None,
    today: _Day = None,
    rules: _Rules = None,
    jobs: int | None = None,
) -> Checks:
    """Checks applications side by side and gives the results in their order, as they are asked for.

    A file that cannot be read is ``unreadable`` and stops nothing. What the iterable raises is raised after the results before it.
    It is asked for 64 texts a thread at a time, and for fewer where it is slow: what it gave is checked within a few thousandths of a
    second. With ``jobs=1`` one is taken and its result given before the next is taken.

    :param applications: each as for :func:`check`, or a pair of what reports call it and it; or a mapping of names to texts
    :param jobs: how many threads, at most 1024; 0 or nothing is one for each processor, 1 none beside the caller's (as a process needs that was forked)
    """

def explain(name: str, *, lang: _Language = "en", rules: _Rules = None) -> str:
    """A rule, a code or a field in plain words, as Markdown.

    :raises LookupError: nothing is called so
    """

def schema(call: str | None = None, *, lang: _Language = "en", rules: _Rules = None) -> dict[str, Any]:
    """The JSON Schema of the form of a call; the call is named where there are several."""

def to_arrow(applications: Iterable[Application], table: _Table = "findings") -> Table:
    """The findings, or the applications, of what was checked as a table."""

@final
class Report:
    """The record of one check."""

    @property
    def applications(self) -> list[Application]:
        """In the order of their paths."""
    @property
    def portfolios(self) -> list[PortfolioReport]:
        """What was said of all applications of a call together, for each call."""
    @property
    def findings(self) -> list[Finding]:
        """All findings; those over all applications last."""
    @property
    def notes(self) -> list[str]:
        """What a reader should know beside the findings."""
    @property
    def verdicts(self) -> dict[_Verdict, int]:
        """How many applications have each verdict."""
    def to_json(self) -> str:
        """The report for programs, to the byte as ``atbilst check --format json`` writes it."""
    def to_dict(self) -> dict[str, Any]:
        """The same as Python has it."""
    def write(self, format: str) -> bytes:
        """The report in a format of ``atbilst check --format``; ``html`` of up to 1,000 applications with what each rule looked at."""
    def to_arrow(self, table: _Table = "findings") -> Table:
        """The findings, or the applications, as a table."""
    def __len__(self) -> int: ...

@final
class Application:
    """One file and what was said of it."""

    @property
    def path(self) -> str: ...
    @property
    def verdict(self) -> _Verdict: ...
    @property
    def call(self) -> str | None: ...
    @property
    def id(self) -> str | None: ...
    @property
    def title(self) -> str | None:
        """The title of the project, where the rule book says which field it is."""
    @property
    def applicant(self) -> str | None: ...
    @property
    def registration_number(self) -> str | None: ...
    @property
    def money(self) -> Decimal | None:
        """Its money in euro."""
    @property
    def groups(self) -> dict[str, str]:
        """What stands in the fields by which its call groups applications, by their paths."""
    @property
    def as_of(self) -> date | None:
        """The day whose law was applied."""
    @property
    def sha256(self) -> str | None: ...
    @property
    def outcomes(self) -> dict[str, str]:
        """The worst outcome of each rule by its id."""
    @property
    def findings(self) -> list[Finding]:
        """In the order of their places."""
    @property
    def together(self) -> list[str]:
        """The rules over all applications with a finding that concerns this one."""
    def to_dict(self) -> dict[str, Any]:
        """What the report for programs says of it."""

@final
class Finding:
    """Something that a person must see."""

    @property
    def path(self) -> str | None:
        """The file it stands in; ``None`` where it is about all applications of a call."""
    @property
    def rule(self) -> str: ...
    @property
    def outcome(self) -> Literal["fail", "review", "waived", "answered"]: ...
    @property
    def level(self) -> Literal["error", "warning"]: ...
    @property
    def message(self) -> str:
        """What was found and what is asked."""
    @property
    def help(self) -> str | None:
        """What to do."""
    @property
    def found(self) -> str | None:
        """The value at the place, as it was written."""
    @property
    def expected(self) -> str | None:
        """The value that would do."""
    @property
    def line(self) -> int | None:
        """From 1; ``None`` where it is about all applications of a call, as are column and pointer."""
    @property
    def column(self) -> int | None:
        """From 1, in characters."""
    @property
    def pointer(self) -> str | None:
        """JSON Pointer into the application."""
    @property
    def slip(self) -> bool:
        """Whether only the way is wrong in which something is written."""
    @property
    def write(self) -> str | None:
        """The lines to write in its place, ready to paste."""
    @property
    def law(self) -> list[Law]:
        """By which law; empty for the rules of the form."""
    @property
    def fingerprint(self) -> str:
        """Its identity over time."""
    def to_dict(self) -> dict[str, Any]: ...

@final
class Law:
    """A sentence of law that a rule rests on."""

    def __new__(
        cls, id: str, source: str, point: str | None, quote: str | None, url: str, since: date | None
    ) -> Law: ...
    @property
    def id(self) -> str: ...
    @property
    def source(self) -> str: ...
    @property
    def point(self) -> str | None: ...
    @property
    def quote(self) -> str | None: ...
    @property
    def url(self) -> str: ...
    @property
    def since(self) -> date | None:
        """The day since which the applied value is in force."""
    def to_dict(self) -> dict[str, Any]: ...

@final
class PortfolioReport:
    """What was said of all applications of one call together."""

    @property
    def call(self) -> str: ...
    @property
    def as_of(self) -> date: ...
    @property
    def applications(self) -> int:
        """How many took part."""
    @property
    def findings(self) -> list[Finding]: ...
    def to_dict(self) -> dict[str, Any]: ...

@final
class Portfolio:
    """Applications of one check, to be judged together: added here, or in other processes and merged.

    What is kept of an application are its findings and what the rules over all need, never its text; of up to 1,000 also what each rule
    looked at, which the page report shows. Several threads may add to it.

    :param inputs: what the report says was asked for
    """

    def __new__(
        cls,
        *,
        lang: _Language = "en",
        as_of: _Day = None,
        today: _Day = None,
        rules: _Rules = None,
        inputs: Sequence[str] | None = None,
    ) -> Portfolio: ...
    def add(self, application: _Content, *, name: _Name = None) -> None:
        """Checks an application and adds it.

        :raises ValueError: one of this name is there already
        """
    def merge(self, part: bytes | bytearray) -> None:
        """Adds all of another portfolio, as :meth:`to_bytes` or ``atbilst check --part`` wrote it.

        :raises ValueError: it is damaged, was made by another program, day, language or rule book, or has an application that is there already
        """
    def to_bytes(self) -> bytes:
        """The portfolio as a part of a check: for :meth:`merge`, and for ``atbilst merge``."""
    def finish(self) -> Report:
        """The report of one check over all, in the order of their paths. The portfolio is empty then."""
    def __len__(self) -> int: ...

@final
class Table:
    """A table that pyarrow, Polars, DuckDB and pandas take as it is (the Arrow PyCapsule interface)."""

    @property
    def num_rows(self) -> int: ...
    @property
    def column_names(self) -> list[str]: ...
    def __arrow_c_schema__(self) -> object: ...
    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object: ...
    def __len__(self) -> int: ...

@final
class Checks(Iterator[Application]):
    """The results of :func:`check_many`, one after another."""

    def __iter__(self) -> Checks: ...
    def __next__(self) -> Application: ...
