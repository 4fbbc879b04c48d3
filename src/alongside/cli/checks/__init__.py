"""What `alongside check` looks at: each look gives lines of PASS, WARN or FAIL with a remedy."""

from alongside.cli.checks.data import data_lines
from alongside.cli.checks.line import Line
from alongside.cli.checks.running import running_lines

__all__ = ["Line", "data_lines", "running_lines"]
