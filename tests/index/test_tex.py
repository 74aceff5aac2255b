from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from index.tex.readable import readable
from index.text import clean

anything = st.text(st.characters(exclude_categories=()), max_size=100)
fragments = st.lists(
    st.sampled_from(
        [
            *"\\ { } $ ^ _ ~ & [ ] ( ) ' ` \" % a 1 . é".split(),
            *r"\frac \sqrt \hat \emph \text \textbf \left \right \big \em \log \alpha \leq".split(),
            *r"\in \mathbb \mathcal \cite \href \footnote \not \item \begin \end \( \) \[".split(),
            *r"\] \' \" \c \v \o \unknown \mathcalO \sqrtn \url \\ \, \! \% \$ $$ `` ''".split(),
            " ",
            "word",
            "&amp;",
            "&#27;",
            "\x1b",
        ]
    ),
    max_size=40,
).map("".join)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("S$^{2}$FT", "S²FT"),
        (r"$\textbf{Only-IF}$", "Only-IF"),
        ("across $CO_2$ forcing", "across CO₂ forcing"),
        (r"$\widetilde{\mathcal{O}}(\sqrt{T})$ regret", "Õ(√T) regret"),
        (r"$n^{-1}$, $2^d$, $T^{4/5}$, $360^\circ$, $A^\top$", "n⁻¹, 2ᵈ, T^(4/5), 360°, Aᵀ"),
        (r"$x_{train}$, $L_p$, $\pi_{0.5}$", "x_train, Lₚ, π_0.5"),
        (r"$\frac{1}{2}$ of $\frac{a+b}{\epsilon^2}$", "1/2 of (a+b)/ε²"),
        (r"$\sqrt[3]{x+y}$", "³√(x+y)"),
        (r"$x\in\mathbb{R}^{n \times d}$", "x∈ℝ^(n × d)"),
        (r"$\left(\log\log n\right)$ and $d\log(n)$", "(log log n) and d log(n)"),
        (r"$T\leq 2$ and $\nabla f$", "T ≤ 2 and ∇ f"),
        (r"$\{0,1\}^n$ and ${\sim}$94%", "{0,1}ⁿ and ∼94%"),
        (r"\(x^2\) and \[y_1\] and $$z$$", "x² and y₁ and z"),
        (r"$a$$b$", "ab"),
        (r"$\not\in$, $\hat{x}$", "∉, x̂"),
        (r"\ell_1-norm", "ℓ₁-norm"),
    ],
)
def test_formulas(text: str, shown: str) -> None:
    assert readable(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "costs $12 and $5",
        "$5 and $10",
        "between $5-$10",
        "a $200 hand, $1.5M to $2M",
        "nearly $6.3 billion in 1998; $9.6 billion when lost, and $54 million",
        "below $3000.",
        "US$ and CA$ terms",
        "f_i and x^2 and {a} without TeX, ~10% of 5% of it",
        "AT&T; Q&A & co",
        "[/INST] [@click=app.quit]",
    ],
)
def test_what_is_no_tex_is_left_alone(text: str) -> None:
    assert readable(text) == text


def test_prices_and_formulas_share_a_text() -> None:
    assert readable(r"only $5 (vs. $\sim$10) for $k$ of $\alpha$") == "only $5 (vs. ∼10) for k of α"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (r"L\'evy", "Lévy"),
        (r"L\"owner, \v{S}koda, \c{c}, Gar\c cia, Erd\H{o}s", "Löwner, Škoda, ç, Garçia, Erdős"),
        (r"S\o ren, \AA ngstr\"{o}m, na\"{\i}ve, \ss", "Søren, Å ngström, naïve, ß"),
        (r"the model\'s, don\'t", "the model's, don't"),
        (r"\"quoted\" is, \"again\"", '"quoted" is, "again"'),
        (r"5\% of \$3 \& \#1 f\_i \{x\}", "5% of $3 & #1 f_i {x}"),
        (r"\emph{very \textbf{good}} and {\em better}", "very good and better"),
        (r"see \url{http://x.y/~z} at~last", "see http://x.y/~z at last"),
        (r"\href{http://a.b}{our code}\footnote{Soon.}", "our code (Soon.)"),
        (r"by \cite{lee2020}", "by [lee2020]"),
        (r"\begin{itemize}\item one \item two\end{itemize}", "• one • two"),
        (r"``quoted'' f''", "“quoted” f”"),
        (r"\foo{bar} x, \foo{a}{b}, \method is", "bar x, a b, method is"),
        (r"\widetildeO(\sqrtn) \emphfirst", "Õ(√n) first"),
        (r"\textcolor[rgb]{0,0.5}{Code}", "Code"),
        (r"a {b} \x c } d {", "a {b} x c } d {"),
        (r"one \\ two\, three", "one two three"),
        ("end\\", "end\\"),
    ],
)
def test_prose(text: str, shown: str) -> None:
    assert readable(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("R&amp;D &lt;b&gt; &eacute; &#8217; &#x2019;", "R&D <b> é ’ ’"),
        ("red&#27;[31m&#x9b;", "red[31m›"),
        ("&unknown; &; &#; &amp", "&unknown; &; &#; &amp"),
    ],
)
def test_entities(text: str, shown: str) -> None:
    assert readable(text) == shown


@given(anything | fragments)
@example("\\hat" * 3_000)
@example("{" * 3_000 + "}" * 3_000)
@example("$" + "x_{" * 3_000)
@example("\\frac" * 3_000 + "12")
@example("\\sqrt[" * 3_000)
@example("$" * 3_001)
def test_anything_becomes_clean_text(text: str) -> None:
    shown = readable(text)
    assert shown == clean(shown)


@given(anything | fragments)
def test_what_holds_no_tex_any_more_is_not_changed_again(text: str) -> None:
    shown = readable(text)
    if not set(shown) & set("\\$&`"):
        assert readable(shown) == shown


@given(st.text(st.characters(categories=("L", "Nd")), max_size=30))
def test_the_argument_of_any_command_is_kept(text: str) -> None:
    assert readable(rf"\whatever{{{text}}} \emph{{{text}}}") == clean(
        f"{text or 'whatever'} {text}"
    )


@pytest.mark.parametrize(
    "text",
    [
        "$" + "a" * 190_000 + "$",
        "$" + "ab " * 60_000 + "$",
        "&#" + "9" * 5_000 + ";",
        "\\hat" * 40_000 + " end",
    ],
    ids=["word", "words", "entity", "commands"],
)
def test_text_of_any_length_is_read_in_one_go(text: str) -> None:
    assert readable(text)
