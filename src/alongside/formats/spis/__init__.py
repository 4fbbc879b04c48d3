"""The Social Prescribing Information Standard 1.1 (PRSB; since 2026 NHS England's, OGL 3.0).

The standard says which facts travel with a referral, and no wire format. Ours is JSON: each node of
the standard by its name, groups as objects, what may stand several times as a list. `nodes.txt` is
the standard's outline: for each node M (must be sent), R (sent if held) or O, a star for several, a
mark where its count begins at one, and after a tab its kind with its length or precision.
"""

from alongside.formats.spis._conformance import Conformance, Departure, Finding, conformance
from alongside.formats.spis._nodes import VERSION, Node, NodePath, nodes
from alongside.formats.spis._plan import Measured, Plan, PlannedGoal, nodes_of_plan
from alongside.formats.spis._reading import NotReadable, faults_of, read_document, told
from alongside.formats.spis._referral import (
    SpisReferral,
    as_nodes,
    from_nodes,
    left_out,
    write_document,
)
from alongside.formats.spis._words import leaves

__all__ = [
    "VERSION",
    "Conformance",
    "Departure",
    "Finding",
    "Measured",
    "Node",
    "NodePath",
    "NotReadable",
    "Plan",
    "PlannedGoal",
    "SpisReferral",
    "as_nodes",
    "conformance",
    "faults_of",
    "from_nodes",
    "leaves",
    "left_out",
    "nodes",
    "nodes_of_plan",
    "read_document",
    "told",
    "write_document",
]
