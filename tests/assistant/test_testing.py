"""The pytest plugin in a project of somebody else's, as docs/voice.md shows it, heard by pocket."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "voice.md").read_text(encoding="utf-8")
CONFTEST = """
import pytest

@pytest.fixture(scope="session")
def vitrine_store():
    return {store!r}
"""


def test_the_documented_test_passes_in_a_project_of_its_own(
    sample_store: Path, tmp_path: Path
) -> None:
    (found,) = re.findall(r"```python\n(# test_by_voice\.py\n.*?)```", PAGE, re.DOTALL)
    (tmp_path / "test_by_voice.py").write_text(found)
    (tmp_path / "conftest.py").write_text(CONFTEST.format(store=str(sample_store)))
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:vitrine", "-p", "assistant.testing"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert re.search(r"\d{2,} passed", ran.stdout)
