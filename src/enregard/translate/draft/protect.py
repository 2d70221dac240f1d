"""Find what must not be translated: addresses, file names, placeholders, emoji."""

import re
from bisect import bisect
from collections.abc import Iterator
from itertools import count

from enregard.article.edits import Span

TAG = (
    r"</?[a-zA-Z][\w-]{0,30}"
    r"(?:\s+[\w:.-]{1,40}(?:\s*=\s*(?:\"[^\"<>]{0,1000}\"|'[^'<>]{0,1000}'|[^\s\"'<>=`]{1,1000}))?){0,20}"
    r"\s*/?>"
)
"""An HTML tag with its attributes."""

COMMENT = r"<!--(?!-?>)[^<>]{0,1000}?-->"

_IN_A_WORD = (
    r"(?<!\w)\w{1,60}(?:<(?P<tag>[a-zA-Z]+)>\w{1,20}</(?P=tag)>\w*)+",
    r"<(?P<initial>[a-zA-Z]+)>\w{1,20}</(?P=initial)>\w+",
)
"""Words with tags in them, such as H<sub>2</sub>O: word alignment cannot place marks inside a word."""

_TLD = (
    # Without domains that are French words, since the blank after a full stop may be missing.
    r"(?:com|org|net|info|edu|gov|int|io|eu|fr|be|ch|ca|lu|uk|dz|tn|sn|cd|af|us|tv|fm|co|app|dev|news|media)"
)
_FILE = (
    r"(?:txt|md|csv|tsv|json|xml|ya?ml|toml|ini|cfg|conf|log|po|mo|pdf|docx?|xlsx?|pptx?|od[tsp]|rtf|epub|tex"
    r"|html?|css|js|ts|py|rb|rs|go|java|cpp|sh|bat|exe|dll|so|deb|rpm|apk|iso|zip|gz|xz|bz2|tar|tgz|7z|rar"
    r"|jpe?g|png|gif|svg|webp|tiff?|bmp|ico|mp3|mp4|ogg|wav|flac|avi|mkv|mov|webm|sql|sqlite|db|bak|tmp|lock)"
)
_EMOJI = (
    "[\U0001f000-\U0001f1e5\U0001f200-\U0001f2ff\U0001f300-\U0001faff\u2600-\u27bf\u2b05-\u2b55"
    "\u231a-\u23ff\u2190-\u21ff\u25a0-\u25ff][\ufe0e\ufe0f\U0001f3fb-\U0001f3ff\u20e3\U000e0020-\U000e007f]*"
)
_OTHER = "\u0370-\u1aff\u1f00-\u1fff\u2e80-\ua4cf\ua840-\ud7ff\uf900-\ufaff\ufe70-\ufefc"
# Latin letters that the model hardly saw in training: it drops them and what follows. Each was tried in
# three names and three sentences.
_RARE = (
    "ĀĂĄąĆĈĉĊċĎďĐđĒēĔĕĖĘĚĜĝĞĠġĢģĤĥĦħĨĩĪĬĭĮįİĲĳĴĵĶķĸĹĺĻļĽľĿŀŁŃŅņŇňŉŊŋŌŎŏŐŔŕŖŗŘŚŜŝŢţŤťŦŧŨũŪŬŭŮůŰűŲųŴŵŶŷŹźŻżſ"
    "\u0180-\u0217\u021a-\u024f\u1e00-\u1eff"
)
_TO_BLANK = "[^\\s<>«»“”]"

_KINDS: dict[str, tuple[str, tuple[str, ...]]] = {
    # By name: signs, and patterns. Every match has at least one of the signs, unless there are no signs.
    "placeholder": (
        "{%$&[<\\",
        (
            # TeX. Between single dollars there must be a sign of TeX, since prices have dollars too.
            r"\$\$[^$\n]{1,400}\$\$",
            r"(?<![\w$])\$(?=[^$\n]{0,200}[\\^_=+{}])[^\s$](?:[^$\n]{0,200}[^\s$])?\$(?![\w$])",
            r"\\\([^\n]{1,400}?\\\)|\\\[[^\n]{1,400}?\\\]",
            r"\{\{[^{}\n]{0,80}\}\}",
            r"\$?\{[^{}\n]{1,80}\}",
            r"%\([A-Za-z_]\w*\)[#0+-]*[0-9]*(?:\.[0-9]+)?[a-zA-Z]",
            r"%[0-9]+\$[-+0-9.]*[sdifxuc]\b",
            r"(?<![\w%])%[-+0#]*[0-9]*(?:\.[0-9]+)?[sdifxXucgG]\b(?!['’])",
            r"%%(?!\w)",
            r"(?<![\w$])\$(?!(?:US|CAN|CA|AU|NZ|HK)\b)[A-Za-z_]\w*",
            r"&(?:[a-zA-Z]{2,8}|#[0-9]{1,6});",
            r"\[\[[^\[\]\n]{1,80}\]\]",
            r"(?<!\S)\[[ xX]\](?!\S)",
            *_IN_A_WORD,
            TAG,
            COMMENT,
        ),
    ),
    "mail": ("@", (r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+",)),
    "handle": ("@", (r"(?<![\w@./])@[A-Za-z_]\w*(?:[.-]\w+)*(?:@[\w-]+(?:\.[\w-]+)+)?",)),
    "hashtag": ("#", (r"(?<![\w&/#])#[0-9]*[^\W\d]\w*",)),
    "address": (
        ":.",
        (
            rf"(?:[a-zA-Z][a-zA-Z0-9+.-]{{1,15}}://|www\.(?=\w)){_TO_BLANK}{{1,4000}}",
            rf"\b(?:mailto|tel|doi|urn|data|magnet):{_TO_BLANK}{{1,4000}}",
            rf"(?<![\w@.-])(?:[a-zA-Z0-9-]+\.)+{_TLD}(?![\w-])(?!\.\w)(?:[:/?#]{_TO_BLANK}{{0,4000}})?",
        ),
    ),
    "number": (
        "",
        (
            r"(?<![\w.])[0-9]{1,3}(?:\.[0-9]{1,3}){3}(?:/[0-9]+)?(?![\w.])",
            rf"\b10\.[0-9]{{4,9}}/{_TO_BLANK}{{1,4000}}",
            r"\bv[0-9]+(?:\.[0-9]+)+[\w.-]*\w",
            r"\b[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\b",
            r"\b(?=[0-9a-f]*[0-9])(?=[0-9a-f]*[a-f])[0-9a-f]{7,64}\b",
        ),
    ),
    "file": (
        "./\\_(",
        (
            r"(?<![\w@/.%+-])(?:[A-Za-z]:\\|~/|\.{1,2}/|/(?=[\w.-]+/))?(?:[\w.%+-]+[/\\]){0,60}"
            rf"[\w%+-]+(?:\.[\w%+-]+)*\.{_FILE}(?![\w-])(?!\.\w)",
            r"(?<!\S)(?:~|\.{1,2})?/(?:[\w.%+-]+/)+[\w.%+-]*[\w/]",
            r"\b[A-Za-z]:\\[^\s«»\"<>|]+\w",
            r"(?<![\w-])_*[^\W_]+(?:_+[^\W_]+)+_*(?![\w-])",
            r"(?<!\w)__\w+__(?!\w)",
            r"(?<![\w.])[A-Za-z_][\w.]{0,80}\(\)",
        ),
    ),
    "option": ("-", (r"(?<!\S)--[a-z][a-z0-9]*(?:(?:-[a-z0-9]+)+(?:=[^\s«»]+)?|=[^\s«»]+)",)),
    "script": (
        "",
        (
            rf"[{_OTHER}]+(?:[ ,'’-][{_OTHER}]+)*",
            rf"(?<![\w-])(?:\w{{1,40}}-){{0,3}}\w{{0,40}}[{_RARE}]\w{{0,40}}(?:-\w{{1,40}}){{0,3}}(?![\w-])",
        ),
    ),
    # Last, since tags and addresses may contain emoji.
    "emoji": ("", (r"[\U0001f1e6-\U0001f1ff]{2}", r"[0-9#*]\ufe0f?\u20e3", rf"{_EMOJI}(?:\u200d{_EMOJI})*")),
}
_PATTERNS = [(name, signs, re.compile("|".join(patterns))) for name, (signs, patterns) in _KINDS.items()]
_WIDE = re.compile(f"[{_RARE}\u0370-\u1fff\u2190-\u27bf\u2b05-\ud7ff\uf900-\U0010ffff]|\u20e3")
_BRACKETS = {")": "(", "]": "[", "}": "{"}
_WIDE_KINDS = frozenset({"emoji", "script"})
_MASK = re.compile("NX([0-9]{1,9})")
_ANY_SIGN = re.compile(r"[@#{}%$&\[<_/\\]|\.\w|\w\(\)|\w:\S|--|\d[a-f]|[a-f]\d|\w-\w+-")


def protected(plain: str) -> list[Span]:
    """Return the spans of the French `plain` that are not words, sorted and without overlaps.

    These are web, mail and IP addresses, handles, hashtags, files and paths, identifiers and calls,
    placeholders of templates and formats, options, hashes, words in other scripts, emoji and arrows. The
    punctuation after an address is not part of it.
    """
    signs, wide = _ANY_SIGN.search(plain), _WIDE.search(plain)
    if not signs and not wide:
        return []
    found: list[Span] = []
    for name, needed, pattern in _PATTERNS:
        if not (wide if name in _WIDE_KINDS else signs):
            continue
        if needed and not any(sign in plain for sign in needed):
            continue
        for match in pattern.finditer(plain):
            span = match.start(), _end(match, name)
            at = bisect(found, span)
            free = (not at or found[at - 1][1] <= span[0]) and (at == len(found) or span[1] <= found[at][0])
            if span[0] < span[1] and free:
                found.insert(at, span)
    return found


def _end(match: re.Match[str], name: str) -> int:
    """Return the end of the match, without punctuation or closing brackets that belong to the sentence."""
    if name not in {"address", "number"}:
        return match.end()
    words = match[0]
    while words and (
        (last := words[-1]) in ".,;:!?…'\"’*"
        or (last in _BRACKETS and words.count(last) > words.count(_BRACKETS[last]))
    ):
        words = words[:-1]
    return match.start() + len(words)


def masks(plain: str) -> Iterator[str]:
    """Yield short codes that do not occur in `plain`: the model copies them."""
    found = (match[1] for match in _MASK.finditer(plain))
    taken = {number[:length] for number in found for length in range(1, len(number) + 1)}
    return (f"NX{number}" for number in count(1) if str(number) not in taken)
