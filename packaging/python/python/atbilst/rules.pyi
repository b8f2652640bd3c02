from datetime import date
from os import PathLike
from typing import Any, Literal, final

_Language = Literal["lv", "en"]

__all__ = ["Mistake", "RuleBook", "RuleBookError", "embedded", "load", "loads"]

def load(path: str | PathLike[str], *, lang: _Language = "en") -> RuleBook:
    """Reads a rule book from a file and tries its examples.

    :raises OSError: the file cannot be read
    :raises RuleBookError: the book has mistakes, told in ``lang``
    """

def loads(text: str, *, name: str = "rules.yaml", lang: _Language = "en") -> RuleBook:
    """The same from a text."""

def embedded() -> list[RuleBook]:
    """The rule books of the module."""

@final
class RuleBook:
    """A rule book that was read and whose examples hold."""

    @property
    def name(self) -> str: ...
    @property
    def call(self) -> str: ...
    @property
    def version(self) -> str: ...
    @property
    def verified_on(self) -> date:
        """The day it was last compared with its sources."""
    @property
    def sha256(self) -> str: ...
    @property
    def rules(self) -> list[str]:
        """The ids of its rules, in order; those over all applications last."""
    def title(self, *, lang: _Language = "en") -> str: ...
    def to_dict(self) -> dict[str, Any]:
        """The book as plain data: every value is the text it is written as."""

class RuleBookError(ValueError):
    """A rule book has mistakes."""

    mistakes: list[Mistake]

@final
class Mistake:
    """One mistake of a rule book."""

    def __new__(cls, line: int, column: int, message: str, help: str | None = None) -> Mistake: ...
    @property
    def line(self) -> int: ...
    @property
    def column(self) -> int: ...
    @property
    def message(self) -> str: ...
    @property
    def help(self) -> str | None: ...
    def to_dict(self) -> dict[str, Any]: ...
