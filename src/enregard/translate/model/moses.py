"""Normalise French punctuation as OPUS-MT did before training: with the scripts of Moses.

OPUS-MT's `preprocess.sh` runs three of them: `replace-unicode-punctuation`, `remove-non-printing-char` and
`normalize-punctuation -l fr`. The text that gets here has straight apostrophes and quotes already, and plain
blanks; what is left are guillemets, dashes, wide signs, and how signs and blanks stand together. One rule is
left out: a no-break space between digits does not become a comma, which would change the number.
"""

import re
import unicodedata

_SIGNS = str.maketrans(
    {
        "–": "-", "−": "-", "━": "-", "—": " - ", "…": "...",
        "’": "'", "‘": "'", "‚": "'", "´": "'", "′": "'", "`": "'",
        "“": '"', "”": '"', "„": '"', "″": '"', "《": '"', "》": '"',
        "，": ",", "、": ",", "。": ".", "．": ".", "：": ":", "∶": ":", "？": "?", "！": "!", "；": ";",
        "（": "(", "）": ")", "【": "[", "】": "]", "〈": "<", "〉": ">", "％": "%", "～": "~", "·": ".",
        **{chr(ord("０") + digit): str(digit) for digit in range(10)},
    }
)  # fmt: skip
_QUOTES = re.compile(r"« ?| ?»")
_DOUBLED = re.compile("''|´´")
_INSIDE = re.compile(r"(?<=\() | (?=\))")
_OUTSIDE = (
    (re.compile(r"(?<=[^ ])\("), " ("),
    (re.compile(r"\)(?=[^ .!:?;,])"), ") "),
    (re.compile(r"\) (?=[.!:?;,])"), ")"),
)
_BEFORE_SIGN = re.compile(r" (?=[:;?!])|(?<=[0-9]) (?=%)")
_COMMA_INSIDE = re.compile(r'(,)"')
_STOP_INSIDE = re.compile(r'(?<!\.)(\.{1,100})"(?=\s*[^<\s])')


def normalise(plain: str) -> str:
    """Return a French sentence as OPUS-MT's training data would have it."""
    plain = "".join(" " if unicodedata.category(sign) in ("Cc", "Zs") else sign for sign in plain)
    plain = "".join(sign for sign in plain if unicodedata.category(sign) not in ("Cf", "Cn", "Co", "Cs"))
    plain = _DOUBLED.sub('"', _QUOTES.sub('"', " ".join(plain.split())).translate(_SIGNS))
    plain = " ".join(plain.split())
    for pattern, new in _OUTSIDE:
        plain = pattern.sub(new, plain)
    plain = _BEFORE_SIGN.sub("", _INSIDE.sub("", plain))
    return _STOP_INSIDE.sub(r'"\1', _COMMA_INSIDE.sub(r'"\1', plain))
