"""Two papers of one that was wrongly joined, by which source means which.

The paper that keeps its id keeps its place in the library, and with it all that was marked under
its ids; the other begins unmarked, save for what was marked under an id that it alone has. Each
notes the other's ids, so that no later import joins them again.

The log gets a line of each, first of the paper that leaves. If the power fails between them,
the other still says all that it said: nothing is lost, and it can be parted again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from index.errors import CarrelError
from index.identity import fingerprint
from index.provenance import accounts_of, shown

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from index.columns.draft import ColumnsDraft
    from index.paper import Account, Paper
    from index.paperlog import PaperLog

_TITLE = "title:"


def part(
    log: PaperLog, draft: ColumnsDraft, ordinal: int, leaving: Collection[int]
) -> tuple[Paper, Paper]:
    """Part a paper in the log and in the draft; what stays, and what is a paper of its own now.

    Args:
        log: held by `writing`.
        draft: columns of everything that is in the log.
        ordinal: the paper.
        leaving: the places of accounts that mean another paper, from 0.

    Raises:
        CarrelError: it cannot be parted so, or the log cannot be written; nothing changed.
    """
    pair = parted(log.read_at(*draft.locate(ordinal)), leaving)
    lines = pair[::-1]
    for paper, span in zip(lines, log.append(lines), strict=True):
        draft.place(draft.put(paper), span)
    return pair


def parted(paper: Paper, leaving: Collection[int]) -> tuple[Paper, Paper]:
    """The paper that keeps its id, and the other one.

    Raises:
        CarrelError: nothing would be left on one side.
    """
    accounts = accounts_of(paper)
    if len(accounts) < 2:
        raise CarrelError("only one source speaks of this paper, so there is nothing to part")
    if not leaving or not set(leaving) < set(range(len(accounts))):
        raise CarrelError(
            "some sources have to stay and some to go",
            hint=f"name some of 1 to {len(accounts)}, as carrel show --sources numbers them",
        )
    gone = _of([each for place, each in enumerate(accounts) if place in leaving])
    kept = _of([each for place, each in enumerate(accounts) if place not in leaving])
    if paper.id in (gone.id, *gone.aliases) and paper.id not in (kept.id, *kept.aliases):
        kept, gone = gone, kept
    return _apart(paper, kept, gone)


def _of(accounts: Sequence[Account]) -> Paper:
    """What some accounts are about. Each keeps what it says, as the paper will have other ids."""
    return replace(shown(accounts), accounts=tuple(accounts))


def _apart(paper: Paper, kept: Paper, gone: Paper) -> tuple[Paper, Paper]:
    ours = [one for one in (kept.id, *kept.aliases) if one != paper.id]
    theirs = [one for one in (gone.id, *gone.aliases) if one not in (paper.id, *ours)]
    titles = [one for one in ours if one.startswith(_TITLE) and one in (gone.id, *gone.aliases)]
    own = [one for one in theirs if not one.startswith(_TITLE)] or [_derived_id(gone)]
    theirs = [one for one in theirs if one not in own]
    stays = replace(
        kept,
        id=paper.id,
        aliases=tuple(ours),
        apart=tuple(dict.fromkeys((*paper.apart, *own))),
        joined=tuple(one for one in paper.joined if one in ours),
    )
    leaves = replace(
        gone,
        id=own[0],
        aliases=tuple(dict.fromkeys((*own[1:], *theirs, *titles))),
        apart=tuple(
            dict.fromkeys(
                one
                for one in (*paper.apart, paper.id, *ours)
                if one not in own and (one == paper.id or not one.startswith(_TITLE))
            )
        ),
        joined=tuple(one for one in paper.joined if one in (*own[1:], *theirs)),
    )
    return stays, leaves


def _derived_id(paper: Paper) -> str:
    """An id for want of one, made of what the paper says and of who says it."""
    sources = " ".join(each.source for each in paper.accounts)
    return _TITLE + fingerprint(f"{paper.title} {' '.join(paper.authors)} {sources}")
