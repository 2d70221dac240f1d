"""Texts that make a careless program slow: each is a function from a length to a text of about that length.

A token is repeated alone, between letters, between words, on lines or in paragraphs; it is opened many times
and never closed, or closed as often; or it alternates with another.
"""

import os
from collections.abc import Callable, Iterator
from itertools import permutations
from string import punctuation

FAST = os.environ.get("FAST")
Make = Callable[[int], str]

TOKENS = (
    *punctuation,
    *(
        " ",
        "\t",
        "\u00a0",
        "\u202f",
        "\u200b",
        "\a",
        "\n",
        "\r",
        "\x85",
        "\u2028",
        "\ufffc",
        "\u0301",
        "\u202e",
    ),
    *("a", "A", "é", "É", "œ", "ň", "字", "😀", "1", "\u0663", "²"),
    *("«", "»", "“", "”", "‘", "’", "„", "–", "—", "…", "•", "·", "‑", "\u00ad"),
    *(
        "--",
        "---",
        "...",
        "..",
        "``",
        "```",
        "**",
        "__",
        "~~",
        "$$",
        "%%",
        "&&",
        "??",
        "!!",
        ";;",
        "::",
        "''",
    ),
    *(
        "%s",
        "%(a)s",
        "{a}",
        "{{",
        "}}",
        "{%",
        "%}",
        "{#",
        "${",
        "$a",
        "\\a",
        "\\(",
        "\\)",
        "\\[",
        "\\]",
        "\\n",
    ),
    *("&#", "&#x", "&a", "&amp;", "&#9;", "&lt;", '\\"', "<!--", "-->", "<!", "<?", "?>", "<![CDATA[", "]]>"),
    *(
        "<a",
        "<a>",
        "</a>",
        "<a ",
        "<a b='",
        '<a b="',
        "<b>",
        "<br>",
        "<meta",
        "</",
        "/>",
        "<1>",
        "</1>",
        "<2/>",
    ),
    *(
        "[",
        "](",
        "](x)",
        "![",
        "[^",
        "[^a]",
        "[a]",
        "[a][",
        "[[",
        "]]",
        "[x](y)",
        "![x](y)",
        "[a]: b",
        "()",
        "(a",
    ),
    *("_a", "a_", "*a", "a*", "*a ", "a* ", "**a", "`a", "a`", "~a", "^a", "=a", "a=", '="', "a: ", ": "),
    *("> ", "- ", "* ", "+ ", "1. ", "1) ", "# ", "    ", "  ", "| ", "|-", "|-|", ":-", "a|b", "= ", "=="),
    *(
        "http://",
        "https://a.fr/",
        "www.",
        "www.a.",
        "a@",
        "a@b.",
        "a@b.fr",
        "@a",
        "#a",
        "a.b",
        "a.fr",
        "a/",
        "./",
    ),
    *(
        "/..",
        "~/",
        "a_b",
        "a-b",
        "--a",
        "-a",
        "a()",
        "a-",
        "é-",
        "A-",
        "a'",
        "l’",
        "'a",
        "d'",
        "qu'",
        "0x",
        "a1",
    ),
    *(
        "M.",
        "M. ",
        "p. ",
        "J.",
        "J. ",
        "A.-",
        "etc.",
        "etc. ",
        "No. ",
        "Mr. ",
        "a. ",
        "a.",
        "A.",
        "A. ",
        "? ",
        "! ",
    ),
    *(
        "12 ",
        "123 ",
        "1 000 ",
        "1.000",
        "1,0",
        "1,",
        "1.",
        "1h",
        "14 h ",
        "1/2",
        "1-",
        "1:",
        "1er ",
        "-1",
        "9" * 30,
    ),
    *("5 % ", "10 € ", "$1 ", "XX", "IV ", "1er mai 2021 ", "mai ", "2021-07-", "lundi ", "May 1, "),
    *(
        "un ",
        "le ",
        "mot ",
        "word ",
        "ne ",
        "pas ",
        "not ",
        "deux ",
        "mille ",
        "hundred ",
        "et ",
        "de ",
        "de la ",
    ),
    *(
        "Paul ",
        "Paul Durand ",
        "PAUL ",
        "PARIS DE ",
        "Jean-Paul",
        "Paul, ",
        "L'",
        "« Paul » ",
        '"Paul" ',
        "(AFP)",
    ),
    *(
        "KABOUL, ",
        "A B ",
        "Aa",
        "aA",
        "É'",
        "français ",
        "anglais ",
        "Par A ",
        "Reuters ",
        "Un. ",
        "Oui ! ",
        "a, ",
    ),
    *("NX1 ", "NX1", "\ufffd", "\x1b[", "a\u0301", "e\u0301 ", "\u0915", "\u05d0", "\ud800"),
)
"""What the texts are made of."""

_LINES = (
    *(
        "title: a",
        "titre : a",
        "Abc : x",
        "- a",
        "a: &a [*a]",
        "? a",
        "a = 1",
        "[a]",
        "[[a]]",
        "a.b = 1",
        '"""',
    ),
    *(
        'msgid "a"',
        '"a"',
        "#. a",
        "#, fuzzy",
        '#~ msgid "a"',
        "# a",
        "## a",
        "a\n===",
        "a\n---",
        "|a|b|",
        "|-|-|",
    ),
    *(
        "a,b",
        '"a","b"',
        "[^a]: b",
        "[a]: <b>",
        "[a]: b 'c",
        "<div>",
        "<!-- a",
        "a  ",
        "a\\",
        "::: a",
        "```a",
        "~~~",
    ),
    *(
        "Publié le 1er mai 2021",
        "Par Paul Durand",
        "Source : a",
        "Mots-clés : a",
        "<tu>",
        "{",
        "}",
        '{"a": 1}',
    ),
    *(
        "I. Un",
        "A. Un",
        "a) un",
        "(1) un",
        "* * *",
        "1 2 3",
        "a | b",
        "a\tb",
        ": a",
        "    a",
        "\ta",
        "> a",
        ">> a",
    ),
    *("Un mot.", "Il vient. Il part.", "« Il vient.", "une ligne de mots qui est presque aussi longue que"),
)

_COUNTED = (
    *(
        "mot{} ",
        "Nom{} ",
        "{} ",
        "[^{}] ",
        "[^{}]: a\n",
        "[a{0}]: b{0}\n",
        "[a{0}] ",
        "# Titre {}\n\n",
        "<{}>",
    ),
    *(
        "</{}>",
        "<{}/>",
        "Phrase {}.\n",
        "Phrase {}.\n\n",
        "a{}: b\n",
        "a{} = 1\n",
        "[a{}]\n",
        "- {}\n",
        "{}. a\n",
    ),
    *(
        'msgid "Mot {0}"\nmsgstr "Word {0}"\n\n',
        '#~ msgid "Mot {0}"\n#~ msgstr "Word {0}"\n\n',
        "<a{}> ",
        "</a{}> ",
    ),
    *(
        "a{0},b{0}\n",
        "http://a{}.fr ",
        "a{}@b.fr ",
        "`a{}` ",
        "*a{}* ",
        "[a](b{}) ",
        "![a{0}](b{0}.jpg) ",
        "NX{} ",
    ),
    *(
        "{{a{}}} ",
        "${}, ",
        "« Nom{} » ",
        "&#{}; ",
        "<tu{}/>",
        "a{0}: &a{0} b\n",
        "# accepted: a{}\n",
        "le {} mai ",
    ),
)
_OPENERS = (
    *(("[", "]"), ("![", "](x)"), ("(", ")"), ("«", "»"), ("« ", " »"), ("“", "”"), ("{", "}"), ("{{", "}}")),
    *(
        ("<a>", "</a>"),
        ("<!--", "-->"),
        ("<1>", "</1>"),
        ("*a", "a*"),
        ("**a", "a**"),
        ("`", "`"),
        ("<", ">"),
    ),
    *(
        ("[a](", ")"),
        ("[[", "]]"),
        ("\\(", "\\)"),
        ("{%", "%}"),
        ("'", "'"),
        ('"', '"'),
        ("[^", "]"),
        ("~~a", "~~"),
    ),
    *(
        ("<g>", "</g>"),
        ("> ", "a\n"),
        ("~~a", "a~~"),
        ("_a", "a_"),
        ("$a", "a$"),
        ("<div>", "</div>"),
        ("[a](", "b)"),
    ),
)


def repeated(token: str) -> Make:
    """Repeat a token."""
    return lambda length: token * max(1, length // len(token))


def _counted(token: str) -> Make:
    return lambda length: "".join(
        token.format(number) for number in range(max(1, length // (len(token) + 2)))
    )


def _within(before: str, token: str, after: str) -> Make:
    return lambda length: before + repeated(token)(length) + after


def _nested(opening: str, closing: str) -> Make:
    def make(length: int) -> str:
        count = max(1, length // len(opening + closing))
        return opening * count + "a" + closing * count

    return make


def single() -> Iterator[tuple[str, Make]]:
    """Yield the texts made of one token, each with a name."""
    for token in TOKENS:
        name = ascii(token)[1:-1]
        yield name, repeated(token)
        yield f"a {name} b", _within("a", token, "b")
        yield f"mot {name}", repeated(f"mot {token} ")
        if "\n" not in token:
            yield f"{name} a line", repeated(f"{token}\n")
            yield f"{name} a paragraph", repeated(f"{token}\n\n")
    for line in _LINES:
        yield f"{line!a} a line", repeated(f"{line}\n")
        yield f"{line!a} a paragraph", repeated(f"{line}\n\n")
    for token in _COUNTED:
        yield f"numbered {token!a}", _counted(token)
    for opening, closing in _OPENERS:
        yield f"{opening} in {opening} {closing}", _nested(opening, closing)
        yield f"{opening} and {closing}", repeated(f"{opening}a{closing} ")
        yield f"{opening} once", _within(opening, "a ", "")
        yield f"{closing} at the end", _within("", "a ", closing)
    # Runs of growing length: no two are alike.
    yield "runs of `", lambda length: " ".join("`" * n for n in range(1, int((2 * length) ** 0.5)))
    yield "runs of *", lambda length: " ".join("*" * n + "a" for n in range(1, int((2 * length) ** 0.5)))
    yield "square table", lambda length: _square(int((length / 4) ** 0.5) + 1)
    yield "wide table", lambda length: _table(length // 8, 2)
    yield "long table", lambda length: _table(2, length // 4)


def _square(size: int) -> str:
    return _table(size, size)


def _table(columns: int, rows: int) -> str:
    return "|a" * columns + "|\n" + "|-" * columns + "|\n" + ("|b" * columns + "|\n") * rows


def pairs() -> Iterator[tuple[str, Make]]:
    """Yield the texts made of two tokens in turn, or of many of one before many of the other."""
    for one, other in permutations(TOKENS, 2):
        yield f"{one!a} and {other!a} in turn", repeated(one + other)
        yield f"{one!a}, then {other!a}", _then(one, other)


def _then(one: str, other: str) -> Make:
    return lambda length: repeated(one)(length // 2) + repeated(other)(length // 2)
