# Sourced by ./start and ./check: makes .venv, or makes it right, or says in one sentence why not.
# shellcheck shell=bash

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
VENV=$ROOT/.venv
LOG=$ROOT/var/setup.log
INSTALLED=$VENV/installed
BUILDING=$VENV/being-made
# Where this is set, every process compiles everything anew: several seconds each.
unset PYTHONDONTWRITEBYTECODE

say() { printf '%s\n' "$*"; }
stop() {
  printf '%s\n' "$*" >&2
  exit 1
}

# A Python of 3.11 or later, named by ALONGSIDE_PYTHON or found under its usual names.
find_python() {
  local name path
  for name in ${ALONGSIDE_PYTHON:+"$ALONGSIDE_PYTHON"} python3 python3.13 python3.12 python3.11; do
    path=$(command -v -- "$name") || continue
    if "$path" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
      printf '%s\n' "$path"
      return
    fi
  done
  return 1
}

# Says what a failed step means to the person who ran it. Never returns.
explain() {
  if grep -qiE 'no space left|disk quota exceeded|os error 28|errno 28' "$LOG"; then
    stop "The disk is full: free about 1 GB in $ROOT, then run this again."
  fi
  if grep -qiE 'ensurepip is not|no module named .?(ensurepip|venv)' "$LOG"; then
    stop "Python's venv module is missing: install it (on Debian or Ubuntu: apt install python3-venv), then run this again."
  fi
  if grep -qiE 'name resolution|dns error|name or service not known|network is unreachable|connection refused|connection reset|failed to establish|connecttimeout|timed out|error sending request|could not connect|no route to host|no matching distribution|proxyerror' "$LOG"; then
    stop "Nothing could be fetched: check that this machine has a network, then run this again. (Details: $LOG)"
  fi
  if grep -qiE 'permission denied|read-only file system' "$LOG"; then
    stop "This folder cannot be written to: $ROOT. Give yourself the right to, then run this again."
  fi
  stop "$1 failed: $(grep -v '^[[:space:]]*$' "$LOG" | tail -n 1) (Details: $LOG)"
}

# The requirements that .venv must hold for $1 (core or dev), where, and made by which Python.
wanted() {
  local files=("$ROOT/requirements/core.txt")
  if [ "$1" = dev ]; then files+=("$ROOT/requirements/dev.txt"); fi
  printf '%s %s %s\n' "$1" "$(cat "${files[@]}" | cksum | tr ' ' -)" "$ROOT"
}

ready() { [ -x "$VENV/bin/python" ] && grep -qxF "$(wanted "$1")" "$INSTALLED" 2>/dev/null; }

make_venv() {
  local python
  if [ -e "$VENV" ] && { [ -e "$BUILDING" ] || ! "$VENV/bin/python" -c 'import pip' 2>/dev/null; }; then
    say "  An earlier try was cut short: beginning again."
    rm -rf -- "$VENV"
  fi
  if [ -e "$INSTALLED" ] && ! cut -d ' ' -f 3- "$INSTALLED" | grep -qxF "$ROOT"; then
    say "  The folder was moved: beginning again."
    rm -rf -- "$VENV"
  fi
  if [ ! -e "$VENV" ]; then
    python=$(find_python) || stop "Alongside needs Python 3.11 or later: install it (on Debian or Ubuntu: apt install python3 python3-venv), then run this again."
    say "  Making .venv with $("$python" -V 2>&1)"
    mkdir -p "$VENV" 2>"$LOG" || explain "Making .venv"
    : >"$BUILDING"
    "$python" -m venv "$VENV" >"$LOG" 2>&1 || explain "Making .venv"
  fi
}

install_packages() {
  local list=$ROOT/requirements/$1.txt pip=("$VENV/bin/python" -m pip install --quiet --disable-pip-version-check --retries 2 --timeout 20 --require-hashes)
  : >"$BUILDING"
  say "  Installing what requirements/$1.txt lists"
  if [ ! -x "$VENV/bin/uv" ]; then "${pip[@]}" -r "$ROOT/requirements/uv.txt" >"$LOG" 2>&1 || true; fi
  if [ -x "$VENV/bin/uv" ]; then
    # uv does not read pip's settings; whoever told pip where to look meant this as well.
    if [ -n "${PIP_INDEX_URL:-}" ]; then export UV_DEFAULT_INDEX=${UV_DEFAULT_INDEX:-$PIP_INDEX_URL}; fi
    VIRTUAL_ENV=$VENV "$VENV/bin/uv" pip install --quiet --require-hashes -r "$list" >"$LOG" 2>&1 && return
    grep -qiE 'no space left|os error 28' "$LOG" && explain "Installing"
    say "  uv could not; trying pip"
  fi
  "${pip[@]}" -r "$list" >"$LOG" 2>&1 || explain "Installing"
}

# The project itself: a line that tells Python where it lies, and the command `alongside`.
link_project() {
  local packages
  packages=$("$VENV/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
  printf '%s\n' "$ROOT/src" >"$packages/alongside.pth"
  cat >"$VENV/bin/alongside" <<'COMMAND'
#!/bin/sh
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
exec "$here/python" -c 'import sys
from alongside.cli.main import main
sys.argv[0] = "alongside"
sys.exit(main())' "$@"
COMMAND
  chmod +x "$VENV/bin/alongside"
}

# Makes .venv hold what $1 (core or dev) needs. A second time it does nothing, in no time.
set_up() {
  mkdir -p "$ROOT/var" 2>/dev/null || stop "This folder cannot be written to: $ROOT. Give yourself the right to, then run this again."
  # One set-up at a time: two at once would build in each other's way.
  exec 9>"$ROOT/var/setup.lock"
  if command -v flock >/dev/null; then flock 9; fi
  if ! ready "$1"; then
    make_venv
    install_packages "$1"
    link_project >"$LOG" 2>&1 || explain "Setting up"
    { wanted core; if [ "$1" = dev ]; then wanted dev; fi; } >"$INSTALLED.new" && mv "$INSTALLED.new" "$INSTALLED"
    rm -f "$BUILDING"
  fi
  exec 9>&-
}
