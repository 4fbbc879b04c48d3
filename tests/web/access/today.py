"""Today: the first page of a coordinator's day, and of the service's administrator. A safeguarding
lead begins with worries."""

from __future__ import annotations

from factories.catalogue import fill
from web.access.rows import Row, only

ROWS = {
    "today:today": Row(
        get=only("coordinator", "coordinator_elsewhere", "org_admin"),
        before=lambda world: fill(),  # days are counted without the bank holidays
    )
}
