"""Runs Pagefind, which makes an index of pages that a browser searches without a server of its own.

Given a folder, Pagefind numbers pages in the order in which the file system lists them, and no two systems
give the same index. As a service, which is how its own packages for Python and Node.js use it, it takes page
after page: messages are JSON in base64, each with a comma after it. The package for Python sleeps a tenth of
a second before each answer; hence this module.
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

_WANTED = ("pagefind.js", "pagefind-entry.json", "wasm.{lang}.pagefind")
_SUFFIXES = (".pf_meta", ".pf_index", ".pf_fragment")
_MARK = b"pagefind_dcd"  # at the head of what is compressed


@cache
def program() -> Path | None:
    """Where Pagefind's program is; None where there is none for this machine."""
    spec = find_spec("pagefind_bin")
    if spec is None or spec.origin is None:
        return None
    found = (Path(spec.origin).with_name(name) for name in ("pagefind", "pagefind.exe"))
    return next((path for path in found if path.is_file()), None)


def index(pages: Iterable[tuple[str, str]], lang: str, left_out: Sequence[str] = ()) -> dict[str, bytes]:
    """The files of an index of `pages`, each an address and the HTML to be searched, in the order given.

    `left_out` are selectors of what in them is not. Words are reduced to stems as in the language `lang`.
    Raises EnregardError where Pagefind fails.
    """
    path = program()
    if path is None:
        raise EnregardError("Pagefind is not installed: run `pip install pagefind-bin`")
    config = {"force_language": lang, "keep_index_url": True, "exclude_selectors": list(left_out)}
    requests = [_request("NewIndex", config=config)]
    requests += (
        _request("AddFile", index_id=0, url=address, file_contents=html, file_path=None)
        for address, html in pages
    )
    # Not written by it: the answer to that comes before all is on the disk.
    requests.append(_request("GetFiles", index_id=0))
    wanted = {name.format(lang=lang) for name in _WANTED}
    return {
        file["path"]: base64.b64decode(file["content"])
        for file in sorted(_converse(path, requests)["files"], key=lambda file: str(file["path"]))
        if file["path"] in wanted or file["path"].endswith(_SUFFIXES)
    }


def fragments(files: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """The name that an index gives each of its pages, and the page's address."""
    for path, data in files.items():
        if path.endswith(".pf_fragment"):
            yield PurePosixPath(path).stem, json.loads(gzip.decompress(data).removeprefix(_MARK))["url"]


def _request(kind: str, **payload: object) -> Mapping[str, object]:
    return {"type": kind, **payload}


def _converse(path: Path, requests: list[Mapping[str, object]]) -> dict[str, Any]:
    """Send all requests, and wait for an answer to each. Returns the last."""
    import subprocess  # late: a build with nothing to do indexes nothing
    from threading import Thread

    try:
        process = subprocess.Popen(
            [path, "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
    except OSError as error:
        raise EnregardError(f"cannot be run ({error.strerror}): install it again", path=path) from error
    with process:
        assert process.stdin is not None and process.stdout is not None  # noqa: S101, PT018 - pipes
        try:
            # Answers are read meanwhile: neither side can then wait for the other for ever.
            sender = Thread(target=_send, args=(process.stdin, requests), daemon=True)
            sender.start()
            answers = _answers(process.stdout)
            answer: dict[str, Any] | None = None
            for _ in requests:
                answer = next(answers, None)
                if answer is None:
                    raise EnregardError(
                        "Pagefind has ended early, perhaps for want of memory: set search = false"
                    )
                if answer["type"] == "Error":
                    raise EnregardError(
                        f"Pagefind cannot index the site ({answer.get('message')}): set search = false"
                    )
            return answer or {}
        finally:
            process.kill()
            sender.join()
            with suppress(OSError):  # what it no longer reads
                process.stdin.close()


def _send(pipe: IO[bytes], requests: Iterable[Mapping[str, object]]) -> None:
    """Send requests. The stream stays open: at its end the program ends, whatever it still has to do."""
    with suppress(OSError):  # it has ended, which whoever reads finds out
        for number, payload in enumerate(requests, 1):
            message = json.dumps({"message_id": number, "payload": payload}, ensure_ascii=False)
            pipe.write(base64.b64encode(message.encode("utf-8", "replace")) + b",")
        pipe.flush()


def _answers(pipe: IO[bytes]) -> Iterator[dict[str, Any]]:
    """The answers, as they come; they come in the order of the requests."""
    begun: list[bytes] = []
    while data := pipe.read1(1 << 16):  # type: ignore[attr-defined]
        *ended, rest = data.split(b",")
        for part in ended:
            message = b"".join([*begun, part])
            begun = []
            if message:
                yield json.loads(base64.b64decode(message))["payload"]
        begun.append(rest)
