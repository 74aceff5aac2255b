"""All that is fuzzed."""

from __future__ import annotations

from tests.fuzz import asking, binary, fetched, incoming, net, outgoing, tables

TARGETS = (
    *incoming.TARGETS,
    *net.TARGETS,
    *fetched.TARGETS,
    *asking.TARGETS,
    *tables.TARGETS,
    *outgoing.TARGETS,
    *binary.TARGETS,
)
"""In the order in which papers pass them."""
