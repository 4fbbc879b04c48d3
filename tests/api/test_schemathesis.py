"""The feed under requests made from its own document, good and bad: never a server error."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import LazySettings
from pytest_django.live_server_helper import LiveServer

from factories.catalogue import fill
from factories.directory import listed, organisation

pytestmark = pytest.mark.once

COMMAND = Path(sys.executable).with_name("schemathesis")


@pytest.mark.django_db(transaction=True)
def test_no_request_breaks_the_feed(
    live_server: LiveServer, settings: LazySettings, tmp_path: Path
) -> None:
    settings.API_RATE = 1_000_000
    fill()
    steward = organisation()
    for _number in range(3):
        listed(steward)

    done = subprocess.run(
        [
            COMMAND,
            "run",
            f"{live_server.url}/api/oruk/v3/openapi.json",
            "--phases=examples,coverage,fuzzing",
            "--checks=not_a_server_error,response_schema_conformance,status_code_conformance",
            "--max-examples=12",
            "--seed=1",
            "--no-color",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )

    assert "Tested: 9" in " ".join(done.stdout.split()) or "9 selected" in done.stdout, done.stdout
    assert done.returncode == 0, done.stdout[-4_000:]
