"""What single TeX commands mean in Unicode: the tables behind `index.tex.readable`.

Only signs of the Basic Multilingual Plane are used, which fonts and terminals agree on: a
calligraphic O stays an O, but the double-struck R of the real numbers is ℝ. Commands that are
missing here are shown by name or by their argument, so the tables need not be complete.
"""

from __future__ import annotations

from typing import Final


def _pairs(table: str) -> dict[str, str]:
    words = table.split()
    return dict(zip(words[::2], words[1::2], strict=True))


SYMBOLS: Final = _pairs(
    """
    alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι
    kappa κ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ varrho ϱ sigma σ varsigma ς tau τ
    upsilon υ phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ
    Upsilon Υ Phi Φ Psi Ψ Omega Ω eps ε ell ℓ hbar ℏ imath ı jmath ȷ partial ∂ nabla ∇ infty ∞
    Re ℜ Im ℑ aleph ℵ emptyset ∅ varnothing ∅ wp ℘ degree ° circ ∘ prime ′ top ⊤ bot ⊥ angle ∠
    times × div ÷ pm ± mp ∓ cdot · ast ∗ star ⋆ bullet • diamond ⋄ dagger † ddagger ‡
    oplus ⊕ ominus ⊖ otimes ⊗ odot ⊙ cap ∩ cup ∪ bigcap ⋂ bigcup ⋃ setminus ∖ vee ∨ lor ∨ wedge ∧
    land ∧ neg ¬ lnot ¬ sum ∑ prod ∏ coprod ∐ int ∫ oint ∮ bigoplus ⨁ bigotimes ⨂
    le ≤ leq ≤ leqslant ≤ ge ≥ geq ≥ geqslant ≥ ne ≠ neq ≠ ll ≪ gg ≫ lesssim ≲ gtrsim ≳ lt < gt >
    equiv ≡ sim ∼ simeq ≃ approx ≈ cong ≅ asymp ≍ doteq ≐ propto ∝ triangleq ≜ coloneqq ≔
    prec ≺ succ ≻ preceq ⪯ succeq ⪰ preccurlyeq ≼ succcurlyeq ≽ in ∈ notin ∉ ni ∋ subset ⊂
    supset ⊃ subseteq ⊆ supseteq ⊇ subsetneq ⊊ perp ⊥ parallel ∥ mid | nmid ∤ vdash ⊢ models ⊨
    forall ∀ exists ∃ nexists ∄ therefore ∴ because ∵ to → rightarrow → leftarrow ← gets ←
    leftrightarrow ↔ uparrow ↑ downarrow ↓ updownarrow ↕ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔
    implies ⇒ iff ⇔ mapsto ↦ longrightarrow ⟶ longleftarrow ⟵ longmapsto ⟼ hookrightarrow ↪
    rightharpoonup ⇀ rightleftharpoons ⇌ nearrow ↗ searrow ↘ leadsto ⇝
    ldots … cdots ⋯ dots … dotsc … dotsb ⋯ vdots ⋮ ddots ⋱ langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋
    lceil ⌈ rceil ⌉ vert | Vert ‖ lvert | rvert | lVert ‖ rVert ‖ lbrace { rbrace }
    textbraceleft { textbraceright }
    lbrack [ rbrack ] backslash \\ textbackslash \\ square □ Box □ blacksquare ■ triangle △
    checkmark ✓ xmark ✗
    copyright © textcopyright © textregistered ® texttrademark ™ S § P ¶ pounds £ euro € yen ¥
    textdegree ° textemdash — textendash – textquoteleft ‘ textquoteright ’ textquotedblleft “
    textquotedblright ” textbar | textless < textgreater > textasciitilde ~ textasciicircum ^
    textunderscore _ textdollar $ textpm ± texttimes × textmu µ
    AA Å LaTeX LaTeX TeX TeX BibTeX BibTeX R ℝ RR ℝ NN ℕ ZZ ℤ QQ ℚ CC ℂ
    """
)
"""Command → sign, in prose and in formulas."""

LETTERS: Final = _pairs(
    """
    i ı j ȷ o ø O Ø l ł L Ł ss ß ae æ AE Æ oe œ OE Œ aa å dh ð DH Ð th þ TH Þ dj đ DJ Đ
    """
)
"""Command → letter, in prose; the space behind such a command is not shown."""

FUNCTIONS: Final = frozenset(
    """
    arccos arcsin arctan arg argmax argmin cos cosh cot coth csc deg det diag dim exp gcd hom inf
    ker lg lim liminf limsup ln log max min mod bmod pmod poly polylog rank sec sin sinh sup tan
    tanh Tr tr
    """.split()
)
"""Commands that print their own name, set off from letters around it."""

ACCENTS: Final = {
    "'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304",
    ".": "\u0307", "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328",
    "r": "\u030a", "d": "\u0323", "b": "\u0331",
}  # fmt: skip
"""Accent commands of prose → combining sign."""

MATH_ACCENTS: Final = {
    "hat": "\u0302", "widehat": "\u0302", "tilde": "\u0303", "widetilde": "\u0303",
    "Tilde": "\u0303", "bar": "\u0304", "overline": "\u0304", "vec": "\u20d7", "dot": "\u0307",
    "ddot": "\u0308", "check": "\u030c", "breve": "\u0306", "acute": "\u0301", "grave": "\u0300",
    "mathring": "\u030a", "underline": "\u0332",
}  # fmt: skip
"""Accent commands of formulas → combining sign, put on a single letter only."""

FONTS: Final = frozenset(
    """
    emph textbf textit texttt textrm textsc textsf textsl textup textmd textnormal text mbox hbox
    mathrm mathbf mathit mathsf mathtt mathcal mathscr mathfrak mathnormal boldsymbol bm pmb
    operatorname ensuremath smash underbrace overbrace mathop mathbin mathrel mathord
    url path nolinkurl uline uppercase lowercase MakeUppercase MakeLowercase
    """.split()
)
"""Commands that only dress their argument."""

PROSE_FONTS: Final = frozenset("text textrm textnormal textup mbox hbox url path".split())
"""Those of them whose argument is prose even within a formula."""

GLUED: Final = (
    "widetilde", "widehat", "boldsymbol", "mathcal", "mathbb", "mathbf", "mathrm", "mathsf",
    "mathtt", "mathit", "textbf", "textit", "texttt", "textsc", "textsf", "textsl", "tilde",
    "emph", "sqrt", "text", "url",
)  # fmt: skip
"""Commands that databases which drop braces leave stuck to their argument: ``sqrtn``."""

SILENT: Final = frozenset(
    """
    left right big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr bigm middle
    displaystyle textstyle scriptstyle limits nolimits it bf em rm sf tt sc sl cal bfseries itshape
    ttfamily scshape rmfamily sffamily normalfont small footnotesize tiny large Large huge
    noindent par centering xspace protect relax smallskip medskip bigskip
    hfill allowbreak nonumber boldmath unboldmath mathstrut strut
    """.split()
)
"""Commands that print nothing."""

CONTROL_SIGNS: Final = {
    "\\": " ", " ": " ", ",": " ", ";": " ", ":": " ", ">": " ",
    "!": "", "-": "", "/": "", "*": "", "|": "‖",
}  # fmt: skip
"""Sign behind a backslash → what it shows; every other one shows itself."""

SPACES: Final = frozenset("quad qquad enspace thinspace space item newline linebreak".split())
"""Commands that print a space."""

DROPPED: Final = {
    "label": "", "begin": " ", "end": " ", "vspace": " ", "hspace": " ", "color": "",
}  # fmt: skip
"""Commands whose argument is not text → what is shown instead."""

LABELLED: Final = frozenset("href hyperlink hypertarget textcolor colorbox".split())
"""Commands of whose two arguments only the second is text."""

FRACTIONS: Final = frozenset("frac tfrac dfrac cfrac nicefrac sfrac".split())

CITATIONS: Final = frozenset("cite citep citet citealp citealt citeauthor citeyear".split())
"""Commands whose argument is shown in brackets."""

DOUBLE_STRUCK: Final = dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True))
DOUBLE_STRUCK_FONTS: Final = frozenset({"mathbb", "mathds", "Bbb"})

SUPERSCRIPTS: Final = dict(
    zip(
        "0123456789+-=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθφχ∗*⋆′∘⊤ ",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵡ***′°ᵀ ",
        strict=True,
    )
)
SUBSCRIPTS: Final = dict(
    zip(
        "0123456789+-=()aehijklmnoprstuvxβγρφχ ",
        "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ ",
        strict=True,
    )
)
