import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch):
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


@pytest.fixture
def program():
    """The program of the same wheel."""
    path = shutil.which("atbilst")
    assert path, "the program is not beside the module"

    def run(*arguments):
        return subprocess.run([path, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE).stdout

    return run


@pytest.fixture(scope="session")
def examples():
    return sorted(path.relative_to(ROOT) for path in (ROOT / "examples").rglob("*.yaml"))


@pytest.fixture(scope="session")
def complete():
    return (ROOT / "examples/complete.yaml").read_text()
