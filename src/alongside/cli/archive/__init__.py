"""One checksummed file with everything of a deployment: the rows of every table, and its files.

The rows are written as the application sees them, not as one database stores them, so an archive
of SQLite can be restored into PostgreSQL and the other way round.
"""

from alongside.cli.archive.read import Broken, Manifest, read_manifest, restore
from alongside.cli.archive.write import write

__all__ = ["Broken", "Manifest", "read_manifest", "restore", "write"]
