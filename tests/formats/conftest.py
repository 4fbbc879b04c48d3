"""Files that mean harm, built once."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from support import SHARED


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with bombs, deep JSON, open quotation marks and other uploads of that kind."""
    folder = tmp_path_factory.mktemp("hostile")
    maker = SHARED / "data/security/make_hostile_files.py"
    subprocess.run([sys.executable, str(maker), str(folder)], check=True, capture_output=True)
    return folder
