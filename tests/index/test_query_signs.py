from __future__ import annotations

import pytest

from index.query.query import And, Fact, Node, Not, Or, Pattern, Query, Word

A, B = Word("a"), Word("b")


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("+unread", Fact("is", "unread")),
        ("+survey", Fact("tag", "survey")),
        ("-+later", Not(Fact("is", "later"))),
        ("@7d", Fact("date", "7d")),
        ("@7-days-ago", Fact("date", "7d")),
        ("@2-weeks-ago--1-day-ago", Fact("date", "2w..1d")),
        ("@2026-08-01", Fact("date", "2026-08-01..")),
        ("@2026-08-01--2026-08-05", Fact("date", "2026-08-01..2026-08-05")),
        ("@7d..mon", Fact("date", "7d..mon")),
        ("=000_402e", Fact("source", "000_402e")),
        ("~feed", Not(Fact("source", "feed"))),
        ("!re", Not(Pattern("re"))),
        ("!(a|b)+c a", And((Not(Pattern("(a|b)+c")), A))),
        ("(a OR !b)", Or((A, Not(Pattern("b"))))),
        ("!/a b/", Not(Pattern("a b"))),
        ("-!a", Pattern("a")),
    ],
)
def test_reads_sigils(text: str, root: Node) -> None:
    assert Query.parse(text).root == root


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("a – b & c", "a b c"),
        ("Why? #BERT = @scale!", 'Why? "#BERT" "@scale!"'),
        ("A = B ~10x +5M =3 + ~ # ! @", 'A B "~10x" "+5M" "=3"'),
        ("c++ C# x!", "c++ C# x!"),
        ("!= !! a", "a"),
        ("(+ a)", "a"),
        ("a / b and/or /etc/passwd", 'a b and/or "/etc/passwd"'),
        ("#1: a @home", '"#1:" a "@home"'),
        ("ends in @7days", 'ends in "@7days"'),
        ("+CRF, +c++", '"+CRF," "+c++"'),
        ("for all: a study", 'for "all:" a study'),
        ("state~of~the~art ~ ~10", '"state~of~the~art" "~10"'),
        ('"a"@7d', 'a "@7d"'),
        ("SE(3)-Equivariant", 'SE 3 "-Equivariant"'),
        ('"a"-b (c)-(d)', 'a "-b" c d'),
        ("a OR –", "a"),
        ("– OR a", "a"),
        ("(–) -& a", "a"),
        ('a ""', "a"),
        ("title:– a", "a"),
        ("GPT-4: Technical Report", '"GPT-4:" Technical Report'),
        ("Abstract: what is it", '"Abstract:" what is it'),
        ("at 16:9", 'at "16:9"'),
        ("https://x.org/a", '"https://x.org/a"'),
        ("std::vector", '"std::vector"'),
    ],
)
def test_pasted_text_is_searched_for(text: str, canonical: str) -> None:
    assert str(Query.parse(text)) == canonical
