"""What the web server loads in each of its processes: the application, warm, tied to the server."""

from __future__ import annotations

import os

from django.urls import get_resolver

from alongside.config.wsgi import application
from alongside.foundation.lifeline import end_with

__all__ = ["application"]

# Loads every page's code now, so that the first person does not wait for it.
get_resolver().url_patterns  # noqa: B018
end_with(int(os.environ["ALONGSIDE_SERVER_PROCESS"]))
