"""Check a publication after a run was killed, and after the next one."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

import polib

MANIFEST = ".enregard-manifest.json"
_LINK = re.compile(r'\s(?:href|src)="([^"]*)"')
_CACHE = re.compile(r"(?:memory|reviewed|site)\.sqlite(?:-wal|-shm)?")

Files = Mapping[str, bytes]


def files(folder: Path) -> dict[str, bytes]:
    """Read every file under `folder`, hidden ones too."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def reviewed(folder: Path) -> Counter[tuple[str, str]]:
    """Count the reviewed entries under `folder`, in whatever file, by French and English."""
    found: Counter[tuple[str, str]] = Counter()
    for path in sorted(folder.rglob("*.po")):
        for entry in polib.pofile(path.read_text("utf-8")):
            if entry.msgstr and not entry.fuzzy:
                found[entry.msgid, entry.msgstr] += 1
    return found


def broken_records(folder: Path) -> Iterator[str]:
    """Yield PO files that do not parse or are cut off."""
    for path in sorted(folder.rglob("*.po")):
        text = path.read_text("utf-8")
        try:
            polib.pofile(text)
        except (OSError, ValueError) as error:
            yield f"{path.name} does not parse: {error}"
        if not text.endswith("\n"):
            yield f"{path.name} is cut off"


def site_faults(build: Path) -> Iterator[str]:
    """Yield the faults of a site that should be whole: unlisted or changed files, and dead links."""
    found = files(build)
    try:
        listed = json.loads(found[MANIFEST])["files"]
    except (KeyError, ValueError) as error:
        yield f"no manifest: {error!r}"
        return
    if set(listed) != set(found) - {MANIFEST}:
        yield f"the manifest lists other files: {sorted(set(listed) ^ (set(found) - {MANIFEST}))[:3]}"
    for name in set(listed) & set(found):
        if hashlib.sha256(found[name]).hexdigest() != listed[name]["sha256"]:
            yield f"{name} is not as listed"
    yield from dead_links(found, (name for name in found if name.endswith(".html")))


def reachable(found: Files, start: str = "index.html") -> set[str]:
    """Return the pages that a reader can reach from `start`."""
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name in seen or name not in found:
            continue
        seen.add(name)
        if name.endswith(".html"):
            waiting += _targets(name, found[name])
    return seen


def dead_links(found: Files, pages: Iterable[str]) -> Iterator[str]:
    """Yield the links to files that do not exist."""
    for name in pages:
        for target in _targets(name, found[name]):
            if target not in found:
                yield f"{name} links to {target}, which does not exist"


def _targets(name: str, page: bytes) -> Iterator[str]:
    """Yield the files of the site that a page links to."""
    for link in _LINK.findall(page.decode("utf-8")):
        parts = urlsplit(unescape(link))
        if parts.scheme or parts.netloc or not parts.path:
            continue
        steps: list[str] = []
        path = PurePosixPath(unquote(parts.path))
        for step in (path if path.is_absolute() else PurePosixPath(name).parent / path).parts:
            if step == "..":
                steps = steps[:-1]
            elif step != "/":
                steps.append(step)
        target = "/".join(steps)
        yield target if not parts.path.endswith("/") else f"{target}/index.html".lstrip("/")


def mixture_faults(build: Path, old: Files, new: Files) -> Iterator[str]:
    """Yield the faults of a half-patched site: missing files, files of neither version, dead links."""
    found = files(build)
    for name, content in found.items():
        if content not in (old.get(name), new.get(name)):
            yield f"{name} is neither the old nor the new version"
    for name in set(old) & set(new) - set(found):
        yield f"{name} is missing"
    yield from dead_links(found, (name for name in reachable(found) if name.endswith(".html")))


def litter(root: Path) -> Iterator[str]:
    """Yield the temporary files that a run has left in the publication."""
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        top, _, rest = name.partition("/")
        if top == ".enregard":
            if rest and not _CACHE.fullmatch(rest):
                yield name
        elif path.name.startswith(".") and name != f"build/{MANIFEST}":
            yield name
