"""What this machine is called in the name of its journal."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_MAX_LENGTH = 40


def host_name(environ: Mapping[str, str]) -> str:
    """The machine's name, fit for a file name: ``CARREL_HOST``, else its host name.

    Only the first part of a dotted name counts, since many machines take on the domain of
    whatever network they are in.
    """
    name = environ.get("CARREL_HOST", "") or _system_name()
    label = re.sub(r"[^a-z0-9_-]+", "-", name.split(".")[0].lower()).strip("-")
    return label[:_MAX_LENGTH] or "host"


def _system_name() -> str:
    if hasattr(os, "uname"):
        return os.uname().nodename
    import socket

    return socket.gethostname()
