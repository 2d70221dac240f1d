"""Set a French text in another typography, at random."""

import re
import unicodedata
from random import Random

_QUOTED = re.compile(r'"(\S[^"«»\n]*)"|«\s*([^«»"\n]*?)\s*»|“([^“”\n]*)”')
_BLANK_OF_SIGN = re.compile(r"(?<=\S)[ \u00a0\u202f](?=[:;!?»])|(?<=«)[ \u00a0\u202f]")


def retype(text: str, random: Random) -> str:
    """Change each kind of character with a chance of one half, but no word."""
    changes = (
        lambda text: re.sub("(?<=\\w)['’](?=\\w)", lambda _: random.choice("'’ʼ"), text),
        lambda text: _BLANK_OF_SIGN.sub(lambda _: random.choice(" \u00a0\u202f\u2009"), text),
        lambda text: text.replace("œ", "oe"),
        lambda text: text.replace("fi", "ﬁ"),
        lambda text: text.replace("...", "…"),
        lambda text: text.replace("…", "..."),
        lambda text: re.sub(r"(?<=[a-zé])-(?=[a-zé])", lambda _: random.choice("-‐‑"), text),
        lambda text: re.sub(r"(?<=\w )[-–—](?= \w)", lambda _: random.choice("-–—"), text),
        lambda text: re.sub(r"(?<=é)(?=[a-z]{3})", lambda _: random.choice("\u00ad\u200b"), text),
        lambda text: re.sub(r"(?<=\w) (?=\w)", lambda _: random.choice((" ", "\u00a0", "  ")), text),
        lambda text: _QUOTED.sub(lambda match: f"“{match[1] or match[2] or match[3] or ''}”", text),
        lambda text: unicodedata.normalize("NFD", text),
    )
    for change in changes:
        if random.random() < 0.5:
            text = change(text)
    return text
