"""What the documentation shows runs."""

import re
from pathlib import Path

import pytest

TEXT = Path(__file__).resolve().parents[3].joinpath("docs/python.md").read_text()
BLOCKS = re.findall(r"```python\n(.*?)```", TEXT, re.DOTALL)


@pytest.mark.parametrize("block", BLOCKS, ids=[block.split("import ", 1)[1].split("\n")[0] for block in BLOCKS])
def test_a_block_runs(block, capsys):
    if "pyspark" in block:
        pytest.importorskip("pyspark")
    exec(compile(block, "docs/python.md", "exec"), {"__name__": "__main__"})
    assert capsys.readouterr().out
