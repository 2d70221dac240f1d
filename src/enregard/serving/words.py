"""Send the messages of the server's own scripts and pages in the language of the browser."""

import json
import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from enregard.messages import _, in_language, language, ngettext, number

STATIC = Path(__file__).with_name("static")

_TEXT = r'\s*("(?:[^"\\]|\\.)*")'
_CALLS = re.compile(rf"(?<![\w.])(?:_\({_TEXT}|ngettext\({_TEXT},{_TEXT})")


def words_script() -> str:
    """Return the script with the messages of the other scripts.

    A message with a plural has its forms, and the index of the form for each number.
    """
    messages: dict[str, object] = {}
    for singular, plural in _messages():
        if plural:
            messages[f"{singular}\0{plural}"] = in_language(language()).forms(singular, plural)
        else:
            messages[singular] = _(singular)
    words = json.dumps({"lang": language() or "en", "messages": messages})
    return f"globalThis.enregardWords = {words};\n" + (STATIC / "words.js").read_text("utf-8")


def environment() -> Environment:
    """Return an environment for the server's own pages, in the language of the browser."""
    made = Environment(
        loader=PackageLoader("enregard.serving"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    made.globals.update(_=_, ngettext=ngettext, number=number, lang=language() or "en")
    return made


@cache
def _messages() -> tuple[tuple[str, str], ...]:
    """Return the messages in the scripts, each with its plural or an empty string."""
    scripts = [path.read_text("utf-8") for path in sorted(STATIC.glob("*.js"))]
    calls = (match for script in scripts for match in _CALLS.finditer(script))
    return tuple(
        (json.loads(match[1] or match[2]), json.loads(match[3]) if match[3] else "") for match in calls
    )
