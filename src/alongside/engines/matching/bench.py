"""The inner steps of matching, for who measures them one by one. Nothing else should need them."""

from ._canonical import numbers
from ._graph import Graph, allowed
from ._plan import Plan, plan, weights
from ._table import Table

__all__ = ["Graph", "Plan", "Table", "allowed", "numbers", "plan", "weights"]
