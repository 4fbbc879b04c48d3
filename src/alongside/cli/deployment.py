"""What `init`, `demo` and `upgrade` share: the settings file, and an up-to-date database."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path

Say = Callable[[str], None]


def var_folder() -> Path:
    """The deployment's folder, as the environment names it."""
    return Path(os.environ.get("ALONGSIDE_VAR") or "var").resolve()


def write_settings(values: Mapping[str, str]) -> Path:
    """Writes `alongside.env`, readable by its owner alone, whole or not at all.

    Raises FileExistsError when there is one: a deployment's key is made once."""
    folder = var_folder()
    # The database and the imported files stand in it: nobody else on the machine looks inside.
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / "alongside.env"
    if path.exists():
        raise FileExistsError(path)
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)  # before the key is in it
    part.write_text("".join(f"{name}={value}\n" for name, value in values.items()), "utf-8")
    os.replace(part, path)
    return path


def new_key() -> str:
    """A fresh secret key."""
    return secrets.token_urlsafe(48)


def bring_up_to_date(say: Say) -> None:
    """Migrates the database, makes the shared cache and reads `data/`. Safe to run again."""
    from django.core.management import call_command

    from alongside.domain.catalogue import public as catalogue
    from alongside.foundation import clock

    say("Making the database ready")
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    say("Reading the catalogue of conditions, languages and principles")
    catalogue.sync(at=clock.now())
