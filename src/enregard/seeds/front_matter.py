"""Read front matter: the headers at the head of a Markdown seed, in any of the forms that generators read.

These are YAML between `---`, TOML between `+++`, JSON, lines of `name: value`, Pandoc's title block of `%`
lines, and Nikola's comment of `.. name: value` lines. All may follow blank lines and HTML comments.
"""

import json
import re
import tomllib
from collections.abc import Callable, Sequence

from enregard.article.article import Header
from enregard.article.blanks import BLANKS, one_line
from enregard.errors import EnregardError
from enregard.messages import _
from enregard.seeds.key_lines import read_key_lines, read_nikola, read_pandoc
from enregard.seeds.values import Pair, headers_of, pairs_of, too_deep
from enregard.seeds.yaml_values import read_yaml

_FENCE = re.compile(
    r"(---|\+\+\+|;;;)[ \t]*(ya?ml|json|toml|js|javascript|coffee|cson)?[ \t]*", re.IGNORECASE
)
_ENDS = {
    "---": re.compile(r"(?:---|\.\.\.)[ \t]*"),
    "+++": re.compile(r"\+\+\+[ \t]*"),
    ";;;": re.compile(r";;;[ \t]*"),
}
_LANGUAGES = {"---": "yaml", "+++": "toml", ";;;": "json", "yml": "yaml"}
_KEY = re.compile(r"""["']?[\w.-]+["']?[ \t]*[:=](?:\s|$)|\[[\w.-]+\]\s*$""")
_JSON = re.compile(r'\{\s*(?:$|"[^"]*"\s*:)')
_TOML_LINE = re.compile(r"\(at line (\d+), column \d+\)")


def split_front_matter(lines: Sequence[str]) -> tuple[list[Header], int]:
    """Return the headers in the front matter of `lines`, and the number of lines up to its end (0 if absent).

    Raises EnregardError, with the line, for front matter that is not closed or cannot be read.
    """
    first = _first(lines, 0)
    if first == len(lines):
        return [], 0
    comments = False
    while (end := _comment_end(lines, first)) is not None:
        if pairs := read_nikola(lines[first:end], first + 1):
            return headers_of(pairs), end
        comments = True
        first = _first(lines, end)
    pairs, taken = (
        _fenced(lines, first, comments) or _json(lines, first) or _unfenced(lines, first) or ((), 0)
    )
    return headers_of(pairs), taken


_Found = tuple[Sequence[Pair], int]


def _first(lines: Sequence[str], start: int) -> int:
    """Return the index of the first line from `start` that is not blank."""
    return next((at for at in range(start, len(lines)) if lines[at].strip(BLANKS)), len(lines))


def _comment_end(lines: Sequence[str], first: int) -> int | None:
    """Return the index after the HTML comment of whole lines that starts at `first`; None without one."""
    if first == len(lines) or not lines[first].lstrip(BLANKS).startswith("<!--"):
        return None
    for at in range(first, len(lines)):
        line = lines[at] if at > first else lines[at].lstrip(BLANKS)[4:]
        if "-->" in line:
            return None if line.partition("-->")[2].strip(BLANKS) else at + 1
    return None


def _fenced(lines: Sequence[str], first: int, after_comment: bool) -> _Found | None:
    """Return the fenced front matter that starts at line `first`; None if absent."""
    fence = _FENCE.fullmatch(lines[first]) if first < len(lines) else None
    if fence is None:
        return None
    follows = bool(fence[2]) or (first + 1 < len(lines) and _KEY.match(lines[first + 1]) is not None)
    if not follows and (after_comment or fence[1] == "+++"):
        return None  # a thematic break, or MyST's mark between blocks
    for index in range(first + 1, len(lines)):
        if _ENDS[fence[1]].fullmatch(lines[index]):
            given = (fence[2] or fence[1]).lower()
            read = _READERS.get(_LANGUAGES.get(given, given))
            if read is None:
                what = _(
                    "the front matter is a program ({given}), which is never run: write it as YAML",
                    given=given,
                )
                raise EnregardError(what, line=first + 1)
            source = "\n".join(lines[first + 1 : index])
            return read("{" + source + "}" if fence[1] == ";;;" else source, first + 2), index + 1
    if follows:
        what = _("the front matter is not closed: end it with a {fence} line", fence=fence[1])
        raise EnregardError(what, line=first + 1)
    return None


def _json(lines: Sequence[str], first: int) -> _Found | None:
    """Return the JSON object that starts at line `first`; None if absent."""
    if first == len(lines) or not _JSON.match(lines[first].strip(BLANKS)):
        return None
    source = "\n".join(lines[first:])
    start = len(source) - len(source.lstrip(BLANKS))
    try:
        end = _DECODER.raw_decode(source, start)[1]
    except (ValueError, RecursionError):
        end = len(source)  # reported below
    pairs = _read_json(source[start:end], first + 1)
    rest = source[end:].partition("\n")[0].strip(BLANKS)
    if rest:
        line = first + source.count("\n", 0, end) + 1
        raise EnregardError(
            _("text follows the front matter on its last line: put it on a new line"), line=line
        )
    return pairs, first + source.count("\n", 0, end) + 1


def _unfenced(lines: Sequence[str], first: int) -> _Found | None:
    return read_pandoc(lines, first) or read_key_lines(lines, first)


_DECODER = json.JSONDecoder(parse_float=str, parse_int=str)


def _read_json(source: str, first: int) -> Sequence[Pair]:
    """Return the object in a JSON document whose first line is line `first`."""
    try:
        found = _DECODER.decode(source)
    except json.JSONDecodeError as error:
        what = _(
            "the front matter is not valid JSON ({problem}): check commas, quotes and brackets",
            problem=error.msg,
        )
        raise EnregardError(what, line=first + error.lineno - 1) from error
    except RecursionError:
        raise too_deep(first) from None
    lines = source.split("\n")
    return pairs_of(found, lambda name: _line_of(json.dumps(name, ensure_ascii=False), ":", lines, first))


def _read_toml(source: str, first: int) -> Sequence[Pair]:
    """Return the table in a TOML document whose first line is line `first`."""
    try:
        found = tomllib.loads(source, parse_float=str)
    except RecursionError:
        raise too_deep(first) from None
    except ValueError as error:
        at = _TOML_LINE.search(str(error))
        problem = one_line(_TOML_LINE.sub("", str(error)))
        what = _(
            "the front matter is not valid TOML ({problem}): put texts in quotes, and lists in brackets",
            problem=problem,
        )
        raise EnregardError(what, line=first + (int(at[1]) - 1 if at else 0)) from error
    lines = source.split("\n")
    return pairs_of(found, lambda name: _line_of(name, "=", lines, first))


def _line_of(name: str, sign: str, lines: Sequence[str], first: int) -> int:
    """Return the line where `name` gets its value, or line `first` if it is written in another way."""
    form = re.compile(rf"""(?:^|[\s{{,\["'])({re.escape(name)})["'\]]*\s*(?:{sign}|$)""")
    return next((first + at for at, line in enumerate(lines) if form.search(line)), first)


_READERS: dict[str, Callable[[str, int], Sequence[Pair]]] = {
    "yaml": read_yaml,
    "toml": _read_toml,
    "json": _read_json,
}
