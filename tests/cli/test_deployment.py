"""The operator's commands, run as an operator runs them: in a process of their own."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from http.client import HTTPConnection
from pathlib import Path

import pytest

from alongside.cli.serve import served_at
from cli.conftest import FEW

pytestmark = pytest.mark.a_minute
SERVICE = {"ALONGSIDE_MODE": "demo", "ALONGSIDE_SECRET_KEY": "k" * 50}
needs_proc = pytest.mark.skipif(not Path("/proc").is_dir(), reason="needs /proc to see processes")


@pytest.fixture(scope="module")
def demo(county: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo that these tests share; none changes what another one looks at."""
    return shutil.copytree(county, tmp_path_factory.mktemp("demo") / "var")


@pytest.fixture(scope="module")
def archive(demo: Path) -> tuple[Path, int]:
    """A backup of the demo, and how many rows are in it."""
    path = demo.parent / "backup.zip"
    told = json.loads(_run(demo, "backup", "--to", str(path), "--json").stdout)
    return path, told["rows"]


def _run(
    var: Path, *arguments: str, given: str = "", **more: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "alongside.cli.main", *arguments],
        cwd=var if var.exists() else var.parent,
        env=FEW | {"ALONGSIDE_VAR": str(var), "ALONGSIDE_LOG_LEVEL": "WARNING"} | more,
        input=given,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_demo_twice_changes_nothing(demo: Path) -> None:
    with sqlite3.connect(demo / "alongside.sqlite3") as database:
        before = database.execute("SELECT count(*) FROM foundation_auditrow").fetchone()

    again = _run(demo, "demo")

    assert again.returncode == 0
    assert "Sam Brightwell" in again.stdout
    with sqlite3.connect(demo / "alongside.sqlite3") as database:
        assert database.execute("SELECT count(*) FROM foundation_auditrow").fetchone() == before


def test_backup_then_verify_then_restore_into_an_empty_folder_is_equal(
    demo: Path, archive: tuple[Path, int], tmp_path: Path
) -> None:
    path, rows = archive
    verified = _run(demo, "restore", "--verify", str(path), "--json")
    restored = _run(tmp_path, "restore", str(path), "--json", **SERVICE)

    assert rows > 1_000
    for done in (verified, restored):
        assert done.returncode == 0, done.stderr
        assert json.loads(done.stdout) == {
            "equal": True, "rows": rows, "differ": [], "erased_again": 0
        }  # fmt: skip
    assert _run(tmp_path, "audit", "verify", **SERVICE).returncode == 0


def test_who_was_deleted_stays_deleted_after_an_old_backup(
    own_county: Path, archive: tuple[Path, int], tmp_path: Path
) -> None:
    restored = tmp_path / "restored"
    restored.mkdir()
    jean = "jean@three-rivers.example"
    assert _run(own_county, "person", "erase", jean, "--yes").returncode == 0
    erased = (own_county / "erased.txt").read_bytes()
    (restored / "erased.txt").write_bytes(erased + b"no id\n")

    again = _run(restored, "restore", str(archive[0]), "--json", **SERVICE)

    assert json.loads(again.stdout)["erased_again"] == 1
    assert _run(restored, "person", "show", jean, **SERVICE).returncode == 2
    with sqlite3.connect(restored / "alongside.sqlite3") as database:
        found = database.execute(
            "SELECT count(*) FROM people_person WHERE name LIKE 'Jean P%'"
        ).fetchone()
    assert found == (0,)


def test_restore_refuses_a_database_that_is_not_empty(
    demo: Path, archive: tuple[Path, int]
) -> None:
    done = _run(demo, "restore", str(archive[0]))

    assert done.returncode == 2
    assert "not empty" in done.stderr


def test_audit_verify_finds_a_row_changed_in_the_database(own_county: Path) -> None:
    with sqlite3.connect(own_county / "alongside.sqlite3") as database:
        database.execute(
            "UPDATE foundation_auditrow SET action = 'other'"
            " WHERE sequence = 7 AND chain = 'service'"
        )

    done = _run(own_county, "audit", "verify", "--json")

    assert done.returncode == 1
    assert [fault["row"] for fault in json.loads(done.stdout)["faults"]] == [7]


def test_check_says_each_line_with_its_remedy(demo: Path) -> None:
    done = _run(demo, "check", "--json")

    lines = {line["subject"]: line for line in json.loads(done.stdout)}
    assert done.returncode == 0
    assert lines["migrations"]["level"] == lines["audit"]["level"] == "PASS"
    assert lines["backups"]["level"] == "WARN"
    assert lines["backups"]["remedy"].startswith("alongside backup")


def test_init_makes_a_service_once(tmp_path: Path) -> None:
    given = ["--name", "Severn Peers", "--host", "peers.example.org"]
    person = ["--person", "Sam Okoro", "--email", "sam@example.org"]
    here = tmp_path / "var"

    first = _run(here, "init", *given, *person, "--json")
    again = _run(here, "init", *given, *person)

    assert first.returncode == 0, first.stderr
    assert len(json.loads(first.stdout)["password"]) >= 16
    assert (here / "alongside.env").stat().st_mode & 0o777 == 0o600
    assert here.stat().st_mode & 0o777 == 0o700
    assert again.returncode == 2
    assert "there is a service already" in again.stderr
    demo = _run(here, "demo")
    assert demo.returncode == 2
    assert "real service" in demo.stderr


def test_init_with_a_bad_address_leaves_nothing_half_made_and_then_asks(tmp_path: Path) -> None:
    given = ["--name", "Severn Peers", "--host", "p.example.org", "--person", "Sam", "--email"]
    answers = "Severn Peers\npeers.example.org\nSam Okoro\nsam@example.org\n"

    refused = _run(tmp_path, "init", *given, "not an address")

    assert refused.returncode == 1
    assert not (tmp_path / "alongside.env").exists()
    done = _run(tmp_path, "init", given=answers)
    assert done.returncode == 0, done.stderr
    assert "Severn Peers is set up" in done.stdout


@pytest.mark.parametrize("missing", ["ALONGSIDE_SECRET_KEY", "ALONGSIDE_HOSTS", "ALONGSIDE_HTTPS"])
def test_service_refuses_to_start_without(missing: str, tmp_path: Path) -> None:
    settings = {
        "ALONGSIDE_SECRET_KEY": "k" * 50,
        "ALONGSIDE_HOSTS": "peers.example.org",
        "ALONGSIDE_HTTPS": "on",
    }
    del settings[missing]

    done = _run(tmp_path, "serve", "--port", "1", **settings)
    refused = _run(tmp_path, "check", **settings)

    assert done.returncode == 2
    assert refused.returncode == 1
    assert missing in refused.stdout


def test_serve_before_init_says_what_to_do(tmp_path: Path) -> None:
    settings = {
        "ALONGSIDE_SECRET_KEY": "k" * 50,
        "ALONGSIDE_HOSTS": "peers.example.org",
        "ALONGSIDE_HTTPS": "on",
    }

    done = _run(tmp_path, "serve", "--port", "45871", **settings)

    assert done.returncode == 2
    assert "alongside" in done.stderr


@pytest.mark.parametrize(
    ("host", "port", "hosts", "address"),
    [
        ("127.0.0.1", 8121, "", "http://127.0.0.1:8121"),
        ("localhost", 80, "", "http://localhost"),
        ("::1", 8000, "", "http://[::1]:8000"),
        ("0.0.0.0", 8000, "", "http://127.0.0.1:8000"),
        ("0.0.0.0", 8000, "127.0.0.1, laptop,192.168.1.7,10.0.0.9", "http://192.168.1.7:8000"),
        ("::", 8000, "localhost,fe80::1", "http://127.0.0.1:8000"),
    ],
)
def test_where_a_browser_reaches_it(
    monkeypatch: pytest.MonkeyPatch, host: str, port: int, hosts: str, address: str
) -> None:
    monkeypatch.setenv("ALONGSIDE_HOSTS", hosts)

    assert served_at(host, port) == address


@pytest.mark.parametrize(
    ("more", "address"),
    [
        ({}, "http://127.0.0.1"),
        ({"ALONGSIDE_SERVED_AT": "http://127.0.0.1:8121"}, "http://127.0.0.1:8121"),
        (
            {
                "ALONGSIDE_SERVED_AT": "http://127.0.0.1:8121",
                "ALONGSIDE_ADDRESS": "https://demo.example.org/",
            },
            "https://demo.example.org",
        ),
        (
            {
                "ALONGSIDE_SERVED_AT": "http://127.0.0.1:8121",
                "ALONGSIDE_MODE": "service",
                "ALONGSIDE_SECRET_KEY": "k" * 50,
                "ALONGSIDE_HOSTS": "peers.example.org",
                "ALONGSIDE_HTTPS": "on",
            },
            "https://peers.example.org",
        ),
    ],
)
def test_links_of_a_demo_begin_where_it_is_served(
    tmp_path: Path, more: dict[str, str], address: str
) -> None:
    settings = FEW | {"ALONGSIDE_VAR": str(tmp_path), "ALONGSIDE_MODE": "demo"} | more

    done = subprocess.run(
        [sys.executable, "-c", "from alongside.config import settings as s; print(s.SITE_ADDRESS)"],
        env=settings | {"ALONGSIDE_SECRET_KEY": "k" * 50},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout.strip() == address, done.stderr


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _get(port: int, path: str) -> int | None:
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request("GET", path)
        return connection.getresponse().status
    except OSError:
        return None
    finally:
        connection.close()


def _page(port: int, path: str) -> str:
    connection = HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path)
        return connection.getresponse().read().decode()
    finally:
        connection.close()


def _until(met: object, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if met():  # type: ignore[operator]
            return True
        time.sleep(0.1)
    return False


@pytest.fixture
def server(demo: Path) -> subprocess.Popen[str]:
    port = _free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "alongside.cli.main", "serve", "--port", str(port)],
        cwd=demo,
        env=FEW | {"ALONGSIDE_VAR": str(demo)},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    process.port = port
    assert _until(lambda: _get(port, "/healthz") == 200, 60)
    yield process
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    process.stderr.close()


def _children(pid: int) -> list[int]:
    # A process that a thread started stands under that thread.
    told = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for each in told for child in each.read_text().split()]


@needs_proc
def test_serve_starts_what_was_killed_again_logs_json_and_ends_when_told(
    server: subprocess.Popen[str],
) -> None:
    worker = next(pid for pid in _children(server.pid) if _is_worker(pid))
    web = next(pid for pid in _children(server.pid) if _is_web(pid))

    os.kill(worker, signal.SIGKILL)

    assert _get(server.port, "/readyz") == 200
    assert _get(server.port, "/find/results?near=WR14&secret=sam@example.org") is not None
    assert _until(
        lambda: any(pid != worker and _is_worker(pid) for pid in _children(server.pid)), 60
    )
    os.kill(web, signal.SIGKILL)
    assert _until(lambda: any(pid != web and _is_web(pid) for pid in _children(server.pid)), 60)
    assert _until(lambda: _get(server.port, "/readyz") == 200, 60)
    server.send_signal(signal.SIGTERM)
    _, errors = server.communicate(timeout=30)
    lines = [json.loads(line) for line in errors.splitlines()]
    assert any(line.get("route") for line in lines)
    assert "example.org" not in errors
    assert "WR14" not in errors


def test_links_of_a_served_demo_are_followed(server: subprocess.Popen[str]) -> None:
    here = f"http://127.0.0.1:{server.port}"
    group = re.search(r"/groups/[0-9a-f-]{36}/", _page(server.port, "/find/results"))
    assert group is not None

    drawn = _page(server.port, f"{group[0]}ask/")
    sent = _page(server.port, "/outbox/")
    link = re.search(r'<a href="(/r/[^"]+)">http://127\.0\.0\.1', sent)

    assert f"{here}/r/" in drawn
    # Written when the demo was made, which was served nowhere: followed from here all the same.
    assert link is not None
    assert _get(server.port, link[1]) == 200


@needs_proc
def test_serve_killed_outright_leaves_no_process_behind(server: subprocess.Popen[str]) -> None:
    family = _children(server.pid)
    assert family

    server.kill()

    assert _until(lambda: not any(_alive(pid) for pid in family), 60)


def _is_web(pid: int) -> bool:
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False
    return b"spawn_main" in words or b"main\0serve" in words


def _is_worker(pid: int) -> bool:
    try:
        return b"worker\0--parent" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def _alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
