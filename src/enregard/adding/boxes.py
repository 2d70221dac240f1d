"""Move the text of boxes behind the paragraphs that hold them: Pandoc reads boxes in part or not at all."""

from collections.abc import Callable
from dataclasses import dataclass, field

from enregard.adding.limits import scan_xml

_DEEPEST = 8  # boxes in boxes


@dataclass(frozen=True, slots=True)
class Format:
    """The names of elements in a format of documents.

    `paragraphs` hold boxes, or else `shapes` do. What is in `copies` repeats another box.
    """

    boxes: frozenset[str]
    paragraphs: frozenset[str]
    shapes: frozenset[str] = frozenset()
    copies: frozenset[str] = frozenset()
    kept: frozenset[str] = frozenset()
    """A box with one of these stays where it is: Pandoc reads it as a picture with a caption."""


WORD = Format(frozenset({"txbxContent"}), frozenset({"p"}), copies=frozenset({"Fallback"}))
LIBREOFFICE = Format(
    frozenset({"text-box", "custom-shape"}),
    frozenset({"p", "h"}),
    shapes=frozenset({"frame", "g", "custom-shape"}),
    kept=frozenset({"image"}),
)


def unboxed(data: bytes, form: Format) -> bytes:
    """Return a part of a document without boxes, but with their text.

    Raises EnregardError, as `scan_xml` does."""
    for _ in range(_DEEPEST):
        if not any(name.encode() in data for name in form.boxes):
            break
        mover = _Mover(data, form)
        scan_xml(data, mover.start, mover.end, offset=mover.reach)
        mover.reach(len(data))
        if not mover.moved:
            break
        data = b"".join([*mover.pieces, data[mover.done :]])
    return data


@dataclass(slots=True)
class _Holder:
    """An open element: its name, and the texts of the boxes to insert behind it."""

    name: str
    boxed: list[bytes] = field(default_factory=list)


@dataclass(slots=True)
class _Mover:
    """Copies `data` up to `done` into `pieces`, without the outermost boxes."""

    data: bytes
    form: Format
    pieces: list[bytes] = field(default_factory=list)
    done: int = 0
    moved: int = 0
    _at: int = 0
    _open: list[_Holder] = field(default_factory=list)
    _next: list[Callable[[], None]] = field(default_factory=list)
    """What to do at the next offset, where a tag that was met has ended."""
    _boxes: int = 0
    _copies: int = 0
    _box: int = 0
    """Where the outermost open box begins."""
    _text: int = 0
    """Where its text begins."""
    _is_kept: bool = False

    def reach(self, offset: int) -> None:
        self._at = offset
        for act in self._next:
            act()
        self._next.clear()

    def start(self, name: str, _: dict[str, str]) -> None:
        self._open.append(_Holder(name))
        self._copies += name in self.form.copies
        if name in self.form.boxes:
            if not self._boxes:
                self._is_kept = False
                self._box = self._at
                self._next.append(self._begin)
            self._boxes += 1
        self._is_kept |= name in self.form.kept

    def end(self, name: str) -> None:
        if name in self.form.boxes:
            self._boxes -= 1
            if not self._boxes and not self._is_kept:
                self._take(self.data[self._text : self._at])
        self._copies -= name in self.form.copies
        closed = self._open.pop()
        if closed.boxed:
            self._next.append(lambda: self._insert(closed.boxed))

    def _begin(self) -> None:
        self._text = self._at

    def _take(self, text: bytes) -> None:
        """Take a box with this text from its place, once its last tag has ended."""
        paragraph = next((it for it in reversed(self._open) if it.name in self.form.paragraphs), None)
        holder = paragraph or next((it for it in self._open if it.name in self.form.shapes), None)
        if holder is not None and not self._copies:
            holder.boxed.append(text)
        if holder is not None or self._copies:
            self._next.append(self._cut)

    def _cut(self) -> None:
        self.pieces.append(self.data[self.done : self._box])
        self.done = self._at
        self.moved += 1

    def _insert(self, boxed: list[bytes]) -> None:
        self.pieces += [self.data[self.done : self._at], *boxed]
        self.done = self._at
