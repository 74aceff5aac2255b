"""The categories of arXiv (its taxonomy, arxiv.org/category_taxonomy), and those that are meant.

One that there is not finds nothing, day after day, and nobody says why; so it is named here.
"""

from __future__ import annotations

import re
from typing import Final

from index.errors import CarrelError, did_you_mean

_SUBJECTS: Final = {
    "astro-ph": "CO EP GA HE IM SR",
    "cond-mat": "dis-nn mes-hall mtrl-sci other quant-gas soft stat-mech str-el supr-con",
    "cs": "AI AR CC CE CG CL CR CV CY DB DC DL DM DS ET FL GL GR GT HC IR IT LG LO MA MM MS NA NE"
    " NI OH OS PF PL RO SC SD SE SI SY",
    "econ": "EM GN TH",
    "eess": "AS IV SP SY",
    "gr-qc": "",
    "hep-ex": "",
    "hep-lat": "",
    "hep-ph": "",
    "hep-th": "",
    "math": "AC AG AP AT CA CO CT CV DG DS FA GM GN GR GT HO IT KT LO MG MP NA NT OA OC PR QA RA RT"
    " SG SP ST",
    "math-ph": "",
    "nlin": "AO CD CG PS SI",
    "nucl-ex": "",
    "nucl-th": "",
    "physics": "acc-ph ao-ph app-ph atm-clus atom-ph bio-ph chem-ph class-ph comp-ph data-an ed-ph"
    " flu-dyn gen-ph geo-ph hist-ph ins-det med-ph optics plasm-ph pop-ph soc-ph space-ph",
    "q-bio": "BM CB GN MN NC OT PE QM SC TO",
    "q-fin": "CP EC GN MF PM PR RM ST TR",
    "quant-ph": "",
    "stat": "AP CO ME ML OT TH",
}
"""Archives, and the subjects that each is divided into; some are not."""

_ALL: Final = ".*"


def categories(what: str) -> list[str]:
    """The categories in ``cs.CL cs.LG`` or ``cs.CL+cs.LG``, each once and as arXiv writes it.

    A whole archive is ``cs.*``, or ``hep-th`` where it is not divided.

    Raises:
        CarrelError: there is none, or one that arXiv has not.
    """
    names = re.split(r"[\s,+]+", what.strip()) if what.strip() else []
    if not names:
        raise CarrelError("an arXiv feed needs a category", hint='what = "cs.CL"')
    known = _known()
    for name in names:
        if name.casefold() not in known:
            hint = did_you_mean(name, known.values()) or "write it as in cs.CL or hep-th"
            raise CarrelError(f'"{name[:40]}" is no category of arXiv', hint=hint)
    return list(dict.fromkeys(known[name.casefold()] for name in names))


def archive_of(category: str) -> str:
    """What a feed of listings calls a category: ``cs.*`` is ``cs`` there."""
    return category.removesuffix(_ALL)


def _known() -> dict[str, str]:
    """Every name that a category is asked for by, in lower case, and the category."""
    known: dict[str, str] = {}
    for archive, subjects in _SUBJECTS.items():
        whole = f"{archive}{_ALL}" if subjects else archive
        for category in (whole, *(f"{archive}.{subject}" for subject in subjects.split())):
            known[category.casefold()] = category
        known[archive] = whole
    return known
