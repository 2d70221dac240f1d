"""Parse HTML strictly enough to detect unbalanced tags."""

from html.parser import HTMLParser

VOID = frozenset({"br", "hr", "img", "input", "link", "meta"})


class Page(HTMLParser):
    """The elements of one page; raises AssertionError on an unmatched end tag."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == [], f"left open: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"attribute twice in {tag}: {names}"
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, f"</{tag}> closes another element"

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    @property
    def words(self) -> str:
        """The page's text content."""
        return "".join(self.text)

    def attributes(self, name: str) -> list[str]:
        """Return every value of the attribute `name`."""
        return [attrs[name] for _, attrs in self.tags if name in attrs]

    def named(self, tag: str) -> list[dict[str, str]]:
        """Return the attributes of every element `tag`."""
        return [attrs for name, attrs in self.tags if name == tag]
