"""Pages of fixed words, the gallery and what watches the service: for everybody."""

from __future__ import annotations

from web.access.rows import DONE, Row, everybody

ROWS = {
    "help:healthz": Row(get=everybody()),
    "help:readyz": Row(get=everybody()),
    "help:help_now": Row(get=everybody()),
    "help:worker": Row(get=everybody()),
    "help:about": Row(get=everybody()),
    "help:privacy": Row(get=everybody()),
    "help:accessibility": Row(get=everybody()),
    "help:cookies": Row(get=everybody()),
    "shared:leave": Row(get=everybody(DONE)),
    "shared:gallery": Row(get=everybody()),
}
