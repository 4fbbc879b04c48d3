"""The Social Prescribing Information Standard 1.1 (PRSB; since 2026 NHS England's, OGL 3.0).

The standard says which facts travel with a referral, and no wire format. Ours is JSON: each node of
the standard by its name, groups as objects, what may stand several times as a list. `nodes.txt` is
the standard's outline: for each node M (must be sent), R (sent if held) or O, with a star for
several.
"""

from alongside.formats.spis._conformance import Conformance, Finding, conformance
from alongside.formats.spis._nodes import VERSION, Node, nodes
from alongside.formats.spis._referral import (
    NotReadable,
    SpisReferral,
    as_nodes,
    from_nodes,
    read_document,
    write_document,
)

__all__ = [
    "VERSION",
    "Conformance",
    "Finding",
    "Node",
    "NotReadable",
    "SpisReferral",
    "as_nodes",
    "conformance",
    "from_nodes",
    "nodes",
    "read_document",
    "write_document",
]
