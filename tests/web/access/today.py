"""Today: the first page of a coordinator's day, and of the service's administrator. A safeguarding
lead begins with worries."""

from __future__ import annotations

from web.access.rows import Row, only

ROWS = {"today:today": Row(get=only("coordinator", "coordinator_elsewhere", "org_admin"))}
