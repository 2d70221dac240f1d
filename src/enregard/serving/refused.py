"""Tell the person who corrects why something was refused."""


class RefusedError(Exception):
    """A request was refused; nothing was written. If `conflict`, the text was changed elsewhere."""

    def __init__(self, what: str, *, conflict: bool = False) -> None:
        super().__init__(what)
        self.conflict = conflict
