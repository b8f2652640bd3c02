"""Checks project applications in YAML against the encoded rules of a funding call.

    >>> import atbilst
    >>> report = atbilst.check("call: 2.1.2.1.i", lang="en")
    >>> report.applications[0].verdict
    'does_not_comply'
"""

from . import rules
from ._native import (
    Application,
    Checks,
    Finding,
    Law,
    Portfolio,
    PortfolioReport,
    Report,
    Table,
    check,
    check_many,
    explain,
    schema,
    to_arrow,
)

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
