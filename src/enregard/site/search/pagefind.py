"""Run Pagefind, which indexes pages for search in the browser.

Given a folder, Pagefind numbers pages in the order in which the file system lists them, so the index differs
between systems. As a service, it takes one page after another: messages are JSON in base64, each followed by
a comma. Its own Python package uses the service too, but sleeps a tenth of a second before each answer.
"""

import base64
import gzip
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from typing import IO, Any

from enregard.errors import EnregardError
from enregard.messages import _
from enregard.system.processes import start

_FILES = ("pagefind.js", "pagefind-entry.json", "wasm.{lang}.pagefind")
_SUFFIXES = (".pf_meta", ".pf_index", ".pf_fragment")
_PREFIX = b"pagefind_dcd"  # at the start of decompressed files


@cache
def program() -> Path | None:
    """Return the path of Pagefind's program; None if it is not installed."""
    spec = find_spec("pagefind_bin")
    if spec is None or spec.origin is None:
        return None
    found = (Path(spec.origin).with_name(name) for name in ("pagefind", "pagefind.exe"))
    return next((path for path in found if path.is_file()), None)


def index(pages: Iterable[tuple[str, str]], lang: str, excluded: Sequence[str] = ()) -> dict[str, bytes]:
    """Index `pages`, each an address and its HTML, and return the files of the index.

    `excluded` are selectors of what not to index. Words are stemmed for the language `lang`. Raises
    EnregardError if Pagefind fails.
    """
    path = program()
    if path is None:
        raise EnregardError(_("Pagefind is not installed: run `pip install pagefind-bin`"))
    config = {"force_language": lang, "keep_index_url": True, "exclude_selectors": list(excluded)}
    requests: list[dict[str, object]] = [{"type": "NewIndex", "config": config}]
    requests += (
        {"type": "AddFile", "index_id": 0, "url": address, "file_contents": html, "file_path": None}
        for address, html in pages
    )
    # Pagefind could write the files itself, but answers before everything is on disk.
    requests.append({"type": "GetFiles", "index_id": 0})
    needed = {name.format(lang=lang) for name in _FILES}
    return {
        file["path"]: base64.b64decode(file["content"])
        for file in sorted(_converse(path, requests)["files"], key=lambda file: str(file["path"]))
        if file["path"] in needed or file["path"].endswith(_SUFFIXES)
    }


def fragments(files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield the name and the address of each page in an index."""
    for path, data in files.items():
        if path.endswith(".pf_fragment"):
            yield PurePosixPath(path).stem, json.loads(gzip.decompress(data).removeprefix(_PREFIX))["url"]


def _converse(path: Path, requests: list[dict[str, object]]) -> dict[str, Any]:
    """Send all requests, wait for the answers, and return the last."""
    import subprocess  # late: a build with nothing to do indexes nothing
    from threading import Thread

    try:
        process = start(
            [path.absolute(), "--service"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError as error:
        raise EnregardError(
            _("cannot run ({reason}): reinstall it", reason=error.strerror), path=path
        ) from error
    with process:
        assert process.stdin is not None and process.stdout is not None  # noqa: S101, PT018 - pipes
        try:
            # In a thread, so that neither side can block the other.
            sender = Thread(target=_send, args=(process.stdin, requests), daemon=True)
            sender.start()
            answers = _answers(process.stdout)
            answer: dict[str, Any] | None = None
            for _request in requests:
                answer = next(answers, None)
                if answer is None:
                    raise EnregardError(
                        _("Pagefind stopped early, perhaps because memory ran out: set search = false")
                    )
                if answer["type"] == "Error":
                    raise EnregardError(
                        _(
                            "Pagefind cannot index the site ({get}): set search = false",
                            get=answer.get("message"),
                        )
                    )
            return answer or {}
        finally:
            process.kill()
            sender.join()
            with suppress(OSError):  # Pagefind no longer reads
                process.stdin.close()


def _send(pipe: IO[bytes], requests: Iterable[dict[str, object]]) -> None:
    """Send requests. The stream stays open: when it closes, Pagefind stops, finished or not."""
    with suppress(OSError):  # Pagefind has ended: the reader will notice
        for number, payload in enumerate(requests, 1):
            message = json.dumps({"message_id": number, "payload": payload}, ensure_ascii=False)
            pipe.write(base64.b64encode(message.encode("utf-8", "replace")) + b",")
        pipe.flush()


def _answers(pipe: IO[bytes]) -> Iterator[dict[str, Any]]:
    """Yield the answers as they arrive, in the order of the requests."""
    begun: list[bytes] = []
    while data := pipe.read1(1 << 16):  # type: ignore[attr-defined]
        *ended, rest = data.split(b",")
        for part in ended:
            message = b"".join([*begun, part])
            begun = []
            if message:
                yield json.loads(base64.b64decode(message))["payload"]
        begun.append(rest)
