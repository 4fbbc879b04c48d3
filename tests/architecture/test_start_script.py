"""`./start` and `./check` say in one sentence what stands in the way, and recover from a bad try.

They run here in a folder of their own with a stand-in for Python, which fails on demand."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = "bash sh dirname cat cksum tr grep cut mkdir flock tail rm mv cp chmod env id sed mktemp ls"

# Makes a folder for `-m venv`, with itself as its Python; what it was asked is written down.
PYTHON = """#!/bin/sh
echo "$*" >> "$ASKED"
case "$*" in
  *version_info*) exit $TOO_OLD ;;
  -V) echo "Python 3.12.0"; exit 0 ;;
  "-m venv "*)
    if [ -n "$VENV_SAYS" ]; then echo "$VENV_SAYS"; exit 1; fi
    mkdir -p "$3/bin" "$3/site"; cp "$0" "$3/bin/python"; exit 0 ;;
  *sysconfig*) echo "$(dirname "$0")/../site"; exit 0 ;;
  "-m pip"*) if [ -n "$PIP_SAYS" ]; then echo "$PIP_SAYS"; exit 1; fi; exit 0 ;;
  *pytest*) echo "3 passed in 0.1s"; exit 0 ;;
  *socket*) exit 0 ;;
  *alongside.cli.main*) echo "alongside was run"; exit 0 ;;
esac
"""


@dataclass
class Room:
    """A clone with nothing in it but the commands."""

    folder: Path

    def run(self, *words: str, **faults: str) -> subprocess.CompletedProcess[str]:
        self.asked.write_text("")
        settings = {"TOO_OLD": "0", "VENV_SAYS": "", "PIP_SAYS": "", "ASKED": str(self.asked)}
        return subprocess.run(
            [str(self.folder / "clone" / words[0]), *words[1:]],
            env={"PATH": str(self.folder / "bin")} | settings | faults,
            capture_output=True,
            text=True,
            timeout=30,
        )

    @property
    def asked(self) -> Path:
        return self.folder / "asked"

    @property
    def venv(self) -> Path:
        return self.folder / "clone" / ".venv"


@pytest.fixture
def room(tmp_path: Path) -> Room:
    clone, bin_ = tmp_path / "clone", tmp_path / "bin"
    for folder in (clone / "tools", bin_):
        folder.mkdir(parents=True)
    for name in ("start", "check", "tools/setup.sh"):
        shutil.copy(ROOT / name, clone / name)
    shutil.copytree(ROOT / "requirements", clone / "requirements")
    for tool in TOOLS.split():
        if found := shutil.which(tool):
            (bin_ / tool).symlink_to(found)
    (bin_ / "python3").write_text(PYTHON)
    (bin_ / "python3").chmod(0o755)
    return Room(tmp_path)


def one_sentence(done: subprocess.CompletedProcess[str]) -> str:
    """The sentence with which the command ended, exit 1."""
    assert done.returncode == 1, done.stdout + done.stderr
    lines = done.stderr.strip().splitlines()
    assert len(lines) == 1, done.stderr
    return lines[0]


def test_start_sets_up_and_runs_the_demo(room: Room) -> None:
    done = room.run("start", "--setup")

    assert done.returncode == 0, done.stderr
    assert "alongside was run" in done.stdout
    assert done.stdout.rstrip().endswith("Run ./start to serve it.")


def test_second_start_installs_nothing(room: Room) -> None:
    room.run("start", "--setup")

    done = room.run("start", "--setup")

    assert done.returncode == 0
    assert "pip install" not in room.asked.read_text()
    assert "Installing" not in done.stdout


def test_start_installs_again_when_the_requirements_changed(room: Room) -> None:
    room.run("start", "--setup")
    with (room.folder / "clone/requirements/core.txt").open("a") as requirements:
        requirements.write("# newer\n")

    done = room.run("start", "--setup")

    assert done.returncode == 0
    assert "Installing" in done.stdout
    assert "beginning again" not in done.stdout


def test_moved_folder_is_set_up_again(room: Room) -> None:
    room.run("start", "--setup")
    marker = room.venv / "installed"
    marker.write_text(marker.read_text().replace("/clone", "/clone-before"))

    done = room.run("start", "--setup")

    assert done.returncode == 0
    assert "The folder was moved: beginning again." in done.stdout


@pytest.mark.parametrize("command", ["start", "check"])
def test_old_python_is_said(room: Room, command: str) -> None:
    said = one_sentence(room.run(command, TOO_OLD="1"))

    assert said.startswith("Alongside needs Python 3.11 or later: install it")
    assert not room.venv.exists()


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        ({"VENV_SAYS": "ensurepip is not available"}, "Python's venv module is missing: install"),
        ({"VENV_SAYS": "OSError: [Errno 28] No space left on device"}, "The disk is full: free"),
        ({"PIP_SAYS": "Failed to establish a new connection"}, "Nothing could be fetched: check"),
        ({"PIP_SAYS": "Temporary failure in name resolution"}, "Nothing could be fetched: check"),
        ({"PIP_SAYS": "error: No space left on device"}, "The disk is full: free"),
        ({"PIP_SAYS": "Permission denied: x"}, "This folder cannot be written to"),
        ({"PIP_SAYS": "THESE PACKAGES DO NOT MATCH THE HASHES"}, "Installing failed: THESE PACK"),
    ],
    ids=lambda value: next(iter(value.values())) if isinstance(value, dict) else "",
)
def test_what_stands_in_the_way_is_said_and_the_next_try_works(
    room: Room, fault: dict[str, str], sentence: str
) -> None:
    said = one_sentence(room.run("start", "--setup", **fault))

    again = room.run("start", "--setup")

    assert said.startswith(sentence)
    assert again.returncode == 0, again.stderr
    assert "An earlier try was cut short: beginning again." in again.stdout


def test_taken_port_is_said(room: Room) -> None:
    # With the real Python: it alone can tell.
    python = Path(sys.executable)
    (room.folder / "bin/python3").unlink()
    (room.folder / "bin/python3").symlink_to(python)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]

        said = one_sentence(room.run("start", "--port", str(port)))

    assert said.startswith(f"Cannot serve on 127.0.0.1 port {port} (")
    assert not room.venv.exists()


@pytest.mark.parametrize("port", ["0", "65536", "eighty", "-1", "99999999999"])
def test_port_that_is_none_is_said(room: Room, port: str) -> None:
    assert one_sentence(room.run("start", f"--port={port}")).startswith("The port must be a number")


def test_unknown_option_shows_how_to_use_the_command(room: Room) -> None:
    for command in ("start", "check"):
        done = room.run(command, "--no-such-option")

        assert done.returncode == 1
        assert done.stderr.startswith(f"usage: ./{command}")


def test_check_refuses_a_path_that_is_not_there(room: Room) -> None:
    assert one_sentence(room.run("check", "tests/nowhere")) == "There is no tests/nowhere here."


def with_steps(room: Room, **fails: str) -> Room:
    """A room set up for `check`, in which each step passes but those that fail with a word."""
    room.run("check")
    for name in ("ruff", "lint-imports", "mypy"):
        word = fails.get(name.replace("-", "_"), "")
        program = room.venv / "bin" / name
        program.write_text(f"#!/bin/sh\necho '{word}'\n[ -z '{word}' ]\n")
        program.chmod(0o755)
    return room


def test_check_runs_every_step_and_ends_in_the_summary_of_the_tests(room: Room) -> None:
    done = with_steps(room).run("check")

    assert done.returncode == 0, done.stdout + done.stderr
    assert [line for line in done.stdout.splitlines() if line.startswith("PASS")] == [
        "PASS  style",
        "PASS  format",
        "PASS  imports",
        "PASS  types",
    ]
    assert done.stdout.splitlines()[-1] == "3 passed in 0.1s"


def test_step_that_fails_hides_no_other_and_fails_the_whole(room: Room) -> None:
    done = with_steps(room, mypy="a wrong type").run("check", "tools")

    assert done.returncode == 1
    assert "PASS  imports" in done.stdout
    assert "FAIL  types\n      a wrong type" in done.stdout
    assert "Before these tests failed: types" in done.stdout
    assert done.stdout.splitlines()[-1] == "3 passed in 0.1s"


def test_what_is_missing_is_said_and_fails_only_in_ci(room: Room) -> None:
    # No browser is on this room's path, and no apt either.
    with_steps(room)

    here, ci = room.run("check"), room.run("check", CI="true")

    assert "Not on this machine: chromium" in here.stdout
    assert here.returncode == 0
    assert "Before these tests failed: missing: chromium" in ci.stdout
    assert ci.returncode == 1
