"""Rule books: what a call asks for, in one YAML file."""

from ._native import Mistake, RuleBook, RuleBookError, embedded, load, loads

__all__ = ["Mistake", "RuleBook", "RuleBookError", "embedded", "load", "loads"]
