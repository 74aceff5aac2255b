r"""Mathematics in a source's own wording, told apart from prose and from harm.

A bibliography is typeset: what it carries as TeX is carried out. So only mathematics made
entirely of known, harmless macros is kept as its source wrote it; ``\input``, ``\csname`` or
``^^5c`` never pass, and neither does a macro nobody here has heard of. Dollars that stand for
money are prose.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.tex.readable import resolved

_SPAN = re.compile(r"(?<![\\$])\$(?![\s$])((?:[^$\\]|\\.)+?)(?<!\s)\$(?![\d$])")
_MACRO = re.compile(r"\\([A-Za-z]+|.)")
_LONGEST = 400

_SYMBOL_MACROS = frozenset(" !#$%&,:;_{|}")
_LETTER_MACROS = frozenset(
    """
    alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu nu xi
    pi varpi rho varrho sigma varsigma tau upsilon phi varphi chi psi omega Gamma Delta Theta
    Lambda Xi Pi Sigma Upsilon Phi Psi Omega ell hbar imath jmath Re Im aleph partial nabla infty
    sum prod coprod int oint sqrt frac dfrac tfrac binom over
    arccos arcsin arctan arg cos cosh cot deg det dim exp gcd inf ker lim liminf limsup ln log max
    min mod bmod pmod Pr sec sin sinh sup tan tanh operatorname
    mathbb mathbf mathcal mathfrak mathit mathrm mathscr mathsf mathtt boldsymbol bm text textbf
    textit textrm textsc textsf texttt emph rm bf it cal displaystyle textstyle
    bar breve check ddot dot grave acute hat mathring tilde vec widehat widetilde overline
    underline overbrace underbrace
    left right big Big bigg Bigg bigl bigr Bigl Bigr langle rangle lceil rceil lfloor rfloor lvert
    rvert lVert rVert vert Vert mid
    cdot cdots dots ldots vdots ddots times div pm mp ast star circ bullet oplus otimes odot cap
    cup setminus wedge vee dagger ddagger
    le leq leqslant ge geq geqslant ll gg ne neq equiv approx sim simeq cong propto perp parallel
    prec succ preceq succeq lesssim gtrsim in ni notin subset subseteq supset supseteq not
    to gets mapsto rightarrow leftarrow leftrightarrow Rightarrow Leftarrow Leftrightarrow
    longrightarrow uparrow downarrow updownarrow nearrow searrow rightharpoonup implies iff
    forall exists neg lnot land lor emptyset varnothing top bot angle triangle square Box checkmark
    prime quad qquad limits nolimits colon degree
    """.split()
)


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a text."""

    text: str
    mathematics: bool = False
    """Whether `text` is safe TeX, its dollars included; prose otherwise, still raw."""


def segments(raw: str) -> tuple[Segment, ...]:
    """Split raw text at its mathematics, in time linear in its length, white space made even.

    Returns nothing when there is no mathematics to keep, or when keeping it would tear a group
    of the prose around it apart.
    """
    raw = " ".join(raw.split())
    parts: list[Segment] = []
    start = 0
    for match in _SPAN.finditer(raw):
        mathematics = resolved(match[1])
        if is_harmless(mathematics):
            parts.append(Segment(raw[start : match.start()]))
            parts.append(Segment(f"${mathematics}$", mathematics=True))
            start = match.end()
    if not parts:
        return ()
    parts.append(Segment(raw[start:]))
    if not all(part.mathematics or balanced(part.text) for part in parts):
        return ()
    return tuple(part for part in parts if part.text)


def is_harmless(mathematics: str) -> bool:
    """Whether TeX would only draw it."""
    macros = _MACRO.findall(mathematics)
    bare = _MACRO.sub("", mathematics)
    return (
        len(mathematics) <= _LONGEST
        and mathematics.isprintable()
        and all(macro in _LETTER_MACROS or macro in _SYMBOL_MACROS for macro in macros)
        and not any(char in bare for char in '\\$#%&@"')
        and "^^" not in mathematics
        and balanced(mathematics)
    )


def balanced(text: str) -> bool:
    """Whether braces match both for readers that heed a backslash before one and for those not."""
    return _matches(text) and _matches(_MACRO.sub("", text))


def _matches(text: str) -> bool:
    depth = 0
    for char in text:
        depth += (char == "{") - (char == "}")
        if depth < 0:
            return False
    return depth == 0
