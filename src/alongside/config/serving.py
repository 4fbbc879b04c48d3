"""What the web server loads in each of its processes: the application, warm, tied to the server."""

from __future__ import annotations

import os
import sys

from django.urls import get_resolver

from alongside.config.wsgi import application
from alongside.foundation.lifeline import end_with

__all__ = ["application"]

# Loads every page's code now, so that the first person does not wait for it.
get_resolver().url_patterns  # noqa: B018
end_with(int(os.environ["ALONGSIDE_SERVER_PROCESS"]))
# Whoever writes holds the others up until the commit, and gives the interpreter away at each of a
# dozen statements: with the usual five milliseconds it would wait longer for it than it works.
sys.setswitchinterval(0.001)
