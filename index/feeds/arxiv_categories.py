"""The categories of arXiv, as its taxonomy lists them (arxiv.org/category_taxonomy).

One that it does not have finds nothing, on no day, and says no word: so it is named before it is
asked for. What arXiv adds later can be asked for by a query, ``cat:cs.XY``.
"""

from __future__ import annotations

import re
from typing import Final

from index.errors import CarrelError, did_you_mean

_BELOW: Final = {
    "astro-ph": "CO EP GA HE IM SR",
    "cond-mat": "dis-nn mes-hall mtrl-sci other quant-gas soft stat-mech str-el supr-con",
    "cs": "AI AR CC CE CG CL CR CV CY DB DC DL DM DS ET FL GL GR GT HC IR IT LG LO MA MM MS NA NE"
    " NI OH OS PF PL RO SC SD SE SI SY",
    "econ": "EM GN TH",
    "eess": "AS IV SP SY",
    "math": "AC AG AP AT CA CO CT CV DG DS FA GM GN GR GT HO IT KT LO MG MP NA NT OA OC PR QA RA RT"
    " SG SP ST",
    "nlin": "AO CD CG PS SI",
    "physics": "acc-ph ao-ph app-ph atm-clus atom-ph bio-ph chem-ph class-ph comp-ph data-an ed-ph"
    " flu-dyn gen-ph geo-ph hist-ph ins-det med-ph optics plasm-ph pop-ph soc-ph space-ph",
    "q-bio": "BM CB GN MN NC OT PE QM SC TO",
    "q-fin": "CP EC GN MF PM PR RM ST TR",
    "stat": "AP CO ME ML OT TH",
}
"""Archive → what is below it."""

_ALONE: Final = (
    *("gr-qc", "hep-ex", "hep-lat", "hep-ph", "hep-th", "math-ph"),
    *("nucl-ex", "nucl-th", "quant-ph"),
)
_KNOWN: Final = frozenset(
    {
        *_ALONE,
        *_BELOW,
        *(f"{archive}.*" for archive in _BELOW),
        *(f"{archive}.{name}" for archive, names in _BELOW.items() for name in names.split()),
    }
)


def categories(what: str) -> list[str]:
    """The categories in ``cs.CL cs.LG`` or ``cs.CL+cs.LG``; a whole archive is ``cs`` or ``cs.*``.

    Raises:
        CarrelError: there is none, or one that arXiv does not have.
    """
    found = list(dict.fromkeys(re.split(r"[\s,+]+", what.strip()))) if what.strip() else []
    if not found:
        raise CarrelError("an arXiv feed needs a category", hint='what = "cs.CL"')
    for name in found:
        if name not in _KNOWN:
            hint = _nearest(name) or "write it as in cs.CL or hep-th"
            raise CarrelError(f'"{name[:40]}" is no category of arXiv', hint=hint)
    return found


def whole_archive(category: str) -> str:
    """The archive that a category is all of, or ``""``."""
    name = category.removesuffix(".*")
    return name if name in _BELOW else ""


def _nearest(name: str) -> str:
    """What was probably meant."""
    alike = [known for known in _KNOWN if known.casefold() == name.casefold()]
    if alike:
        return f"did you mean {alike[0]}?"
    archive, _, below = name.partition(".")
    if archive in _BELOW and below:
        return did_you_mean(name, sorted(_KNOWN))
    return did_you_mean(archive.lower(), sorted({*_ALONE, *_BELOW}))
