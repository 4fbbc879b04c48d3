"""What the web server loads in each of its processes: the application, tied to the server."""

from __future__ import annotations

import os

from alongside.config.wsgi import application
from alongside.foundation.lifeline import end_with

__all__ = ["application"]

end_with(int(os.environ["ALONGSIDE_SERVER_PROCESS"]))
