"""A library that means harm: ``tests/data/hostile.jsonl``, and how it was made.

Run as ``python -m tests.hostile`` it writes the file anew; a test makes it again and compares.
Three hundred records put everything that steers a terminal, hides from the eye, is markup
to somebody or breaks a format into every field that text comes in. The file itself is ASCII, so
that it does no harm to who looks at it.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from index.library import Library
from index.tex.readable import readable
from tui.paths import Home
from tui.reading.reading import Reading

if TYPE_CHECKING:
    from collections.abc import Iterator

ALL = 317
"""How many papers it makes."""

EVIL_NAME = "\x1b]52;c;QUFB\x07\u202e[@click=app.quit]x[ꓸ].jsonl"
"""What the file is called when it is taken in."""

FILE = Path(__file__).with_name("data") / "hostile.jsonl"

MARKUP = (
    "[@click=app.quit]x[/]",
    "[/INST]",
    "[MASK]",
    "[/]",
    "[b]bold[/b]",
    "[link=javascript:alert(1)]here[/link]",
    "[red on blue",
    "\\[escaped]",
    "$[raw]",
    ":skull:",
    "{{ template }}",
    "%s %n %(name)s {0}",
    "<b onclick=alert(1)>html</b>",
    "&lt;script&gt;",
)
"""What is markup, or a placeholder, to somebody: it has to be shown as it is."""

STEERING = (
    *(f"C0 {code:02x} {chr(code)} byte" for code in range(32)),
    *(f"C1 {code:02x} {chr(code)} byte" for code in range(0x7F, 0xA0)),
    "CSI clear \x1b[2J\x1b[H screen",
    "CSI colour \x1b[31;1m red",
    "CSI title \x1b[21t report",
    "CSI cursor report \x1b[6n please",
    "CSI alternate \x1b[?1049l screen",
    "CSI mouse \x1b[?1003l off",
    "CSI paste \x1b[200~rm -rf ~\x1b[201~ bracket",
    "OSC title \x1b]0;owned\x07 bell",
    "OSC 8 \x1b]8;;https://evil.example/\x1b\\link\x1b]8;;\x1b\\ end",
    "OSC 52 \x1b]52;c;cm0gLXJmIH4=\x07 clipboard",
    "OSC 52 in C1 \x9d52;c;cm0gLXJmIH4=\x9c clipboard",
    "CSI in C1 \x9b2J clear",
    "DCS \x1bP+q544e\x1b\\ string",
    "APC \x1b_Gf=100;AAAA\x1b\\ graphics",
    "Reset \x1bc terminal",
    "Charset \x1b(0lqqk drawing",
    "Half a sequence \x1b[",
    "Half an OSC \x1b]52;c;",
    "Escape at the end \x1b",
    "Backspaces safe\b\b\b\bevil",
    "Carriage return honest\rforged",
    "Line\nbreaks\r\nand\ttabs\x0band\x0cfeeds",
    "UTF-8 of a C1 \u00c2\u009b31m misread",
)
"""What a terminal obeys."""

HIDING = (
    "Override \u202eevil\u202c text",
    "Isolates \u2066a\u2067b\u2068c\u2069 text",
    "Marks \u200e\u200f\u061c text",
    "Embedding \u202a\u202b text",
    "Zero\u200bwidth\u200c space\u200d signs\u2060 \ufeff here",
    "Soft\u00adhyphen",
    "Tags \U000e0041\U000e0042\U000e007f hidden",
    "Variation \ufe0f\ufe0e selectors \U000e0100",
    "Fillers \u3164\u115f\u1160\uffa0 here",
    "Lone \ud800 high surrogate",
    "Lone \udfff low surrogate",
    "Swapped \udc00\ud800 pair",
    "Noncharacter \uffff \ufffe \U0001ffff \ufdd0",
    "Private \ue000 \U000f0000 use",
    "Object \ufffc replacement \ufffd",
    "Annotation \ufff9a\ufffab\ufffb",
    "Separators \u2028 and \u2029",
    "Odd\u00a0spaces\u2003of\u3000every\u200akind",
    "Combining Z" + "\u0301\u0302\u0303\u0304\u0305" * 30 + "algo",
    "Enclosing e" + "\u20dd\u20de\u20e3" * 20,
    "Only marks " + "\u0336" * 40,
)
"""What an eye does not see, or sees elsewhere."""

WIDE = (
    "深い井戸と浅い桶についての長い覚え書き" * 4,
    "한국어 제목의 논문",
    "中文標題：機器學習",
    "שלום עולם in the middle",
    "مرحبا بالعالم",
    "עִבְרִית מְנֻקֶּדֶת",
    "Family \U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466 emoji",
    "Flags \U0001f1e9\U0001f1ea\U0001f1ea\U0001f1fa in a row",
    "Skin \U0001f44d\U0001f3fd\U0001f44d\U0001f3ff tones",
    "Keycap 1\ufe0f\u20e3 and heart \u2764\ufe0f",
    "हिन्दी क्षत्रिय शीर्षक",
    "ไทยที่มีสระซ้อน",
    "ﬁne ﬂow oﬃce ligatures",
    "Ａｌｌ ｗｉｄｅ ｌｅｔｔｅｒｓ",
    "Half \uff76\uff9e width kana",
    "Very wide \ufdfd signs \U00012031",
    "Box ╭─╮ drawing ▌● ★",
    "𝔐𝔞𝔱𝔥 𝒍𝒆𝒕𝒕𝒆𝒓𝒔 ℒ",
)
"""What breaks rows that are measured in characters."""

BREAKING = (
    "=cmd|' /C calc'!A0",
    "+SUM(A1:A9)",
    "-2+3",
    "@SUM(1)",
    "\t=1+1",
    '"quoted", with; separators',
    "}}@misc{owned, title={x}}",
    "{unbalanced",
    "unbalanced}",
    "back\\slash \\write18{rm} \\input{/etc/passwd}",
    "100% & #1 _under_ ^hat~ $money$",
    "$x_{i$ broken \\math {",
    "```code``` | table | row",
    "# heading\n- item",
    "--- yaml: true",
    "'; DROP TABLE papers; --",
    "is:starred OR tag:x",
    "../../../etc/passwd",
    "C:\\CON",
    "NULL",
    "<!-- comment --><script>alert(1)</script>",
    "carrel: forged message",
)
"""What breaks a format, a query or a table."""

HUGE = (
    "W" * 1_900,
    "Word " * 380,
    "深" * 1_900,
    "\u0301" * 1_900 + "x",
    "Spaces" + " " * 1_900 + "end",
)
"""Titles as long as they may be."""

ADDRESSES = (
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "file:///etc/passwd",
    "https://evil.example/\x1b]52;c;AAAA\x07",
    "https://evil.example/\u202egnp.exe",
    "https://user:pass@evil.example/{x}",
    "-h",
    "//evil.example",
    "https://evil.example/ --run",
    "https://evil.example/`reboot`",
    "https://evil.example/" + "a" * 3_000,
)
"""What must not be opened, and what must not be printed."""


MISSPELT = (
    "transfromer\x1b[31m",
    "[b]atention[/b]",
    "difusion\u202e",
    "reasonning\u0301\u0301\u0301\u0301\u0301\u0301",
    "Ｔransfrmer",
    "tr\u200bansformer",
    "/(a+)+$/",
    "(?i)[[:alpha:]]{1000}",
    "sort:day",
    "limit:1",
    "--any",
    "+unread",
    "x~2",
    'say "quote',
    "ﬃﬃﬃﬃ",
    "\u1161" * 300,
    "\U0001f44d" + "\U0001f3fd" * 300,
    "\u0915" + "\u0903\u094d" * 150,
)
"""Words that a suggestion may be made of, that look like a query, or that crowd into one cell."""

FACTS: tuple[dict[str, object], ...] = (
    {"year": "٢٠٢٥"},
    {"year": 1},
    {"conference": "iclr2025\x9b31m"},
    {"conference": "[@click=app.quit]2025"},
    {"conference": "=cmd|' /C calc'!A0"},
    {"conference": "A venue \u202e2025"},
    {"conference": "\u202e"},
    {"upvotes": "99\x1b[5n"},
    {"upvotes": 10**30},
    {"num_comments": -1e308},
    {"github_stars": "1e999"},
    {"status": "[/]\x07"},
    {"tldr": ';=1+1;"=2+2'},
    {"primary_category": "cs.CV}, note={x"},
    {"keywords": ";=cmd|' /C calc'!A0; @x;\u202e"},
    {"keywords": ["[/INST]", "a,b", "\x1b]0;x\x07"]},
    {"author": ["and others", "Anon, and {Group}", "x" * 3_900]},
    {"doi": '10.1000/"quoted"'},
    {"doi": "10.1000/\u115fhidden"},
    {"doi": "10.1000/}}@misc{owned"},
    {"site": "https://evil.example/$(reboot);&'x'"},
    {"pdf": "https://evil.example/@misc(owned,title=x)"},
    {"project": "https://\u0430rxiv.org/abs/1"},
    {"tags": "[b]x"},
    {"\x1b]52;c;QUFB\x07": "\x1b]52;c;QUFB\x07"},
    {"k" * 3_998 + "\ufb03": "v"},
)
"""Single facts that are shown, counted, sorted by or filtered by."""


def records() -> Iterator[dict[str, object]]:
    """Conference records with every text in the title, and then in every other field."""
    texts = (*MARKUP, *STEERING, *HIDING, *WIDE, *BREAKING, *HUGE)
    for number, text in enumerate(texts):
        yield {
            "title": f"{text} no. {number}",
            "abstract": f"About {text} we know {text}.",
            "author": f"{text[:200]};Plain Name",
            "keywords": f"{text[:200]};plain",
            "conference": "TERM2025",
            "arxiv": f"2501.{number:05}",
            "site": ADDRESSES[number % len(ADDRESSES)],
        }
    for number, text in enumerate((*STEERING[::2], *HIDING, *WIDE, *BREAKING)):
        yield {
            "title": f"Plain title {number}",
            "abstract": text,
            "author": text,
            "conference": text,
            "doi": f"10.1000/{text[:20]}",
            "pdf": ADDRESSES[number % len(ADDRESSES)],
            "github": f"https://code.example/{text[:20]}",
            "track": text,
            text[:40]: "a value",
        }
    for number, text in enumerate(MISSPELT):
        yield {"title": f"Spelt {text} no. {number}", "abstract": f"{text} {text}", "track": text}
    for number, fact in enumerate(FACTS):
        yield {"title": f"Fact no. {number}", "abstract": "One fact.", **fact}


def lines() -> str:
    """The text of the file."""
    return "".join(f"{json.dumps(record)}\n" for record in records())


def titles() -> list[str]:
    """Titles that a terminal shows sign for sign, as a reader should see them."""
    shown = (readable(str(record["title"])) for record in records())
    return [title for title in shown if title.isascii()]


def taken_in(home: Path) -> Path:
    """`home` as HOME of a reader who took all of it in, from a file whose name is part of it."""
    from tests.commandline import added, carrel

    shutil.copy(FILE, home / EVIL_NAME)
    added(home, home / EVIL_NAME)
    assert carrel(home, "search", "word").code == 0
    _decide(Home.below(home / "carrel"))
    return home


def _decide(home: Home) -> None:
    """Notes on every paper and a view, of the same texts."""
    library = Library(home.papers, home.cache)
    texts = (*MARKUP, *STEERING, *HIDING, *WIDE, *BREAKING)
    decisions = []
    for ordinal in range(len(library)):
        text = texts[ordinal % len(texts)]
        decisions.append((f"note:{text}\n  {text}\u2028end", (library.columns.id(ordinal),)))
    reading = Reading.open(home.journals, "elsewhere")
    reading.mark_together(decisions)
    reading.mark("view:evil OR \u202e[/]\x1b[2J", ["[@click=app.quit]x[/]\x9b\u202e"])
    reading.sync()


def main() -> int:
    """Write the file."""
    FILE.write_text(lines(), encoding="ascii", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
