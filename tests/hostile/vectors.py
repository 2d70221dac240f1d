"""The ways to make a page run a script that are tried on everything that a publication holds."""

from pathlib import Path


def vectors() -> list[str]:
    """Each way, as it stands in a file."""
    lines = Path(__file__).with_name("xss.txt").read_text("utf-8").splitlines()
    return [
        line.replace("⏎", "\n").replace("⇥", "\t").replace("␀", "\0")
        for line in lines
        if (line and not line.startswith("# ")) or line == "# <script>alert(1)</script>"
    ]


def one_line(vector: str) -> str:
    """`vector` where a line end or a NUL character would be refused before it could do anything."""
    return " ".join(vector.replace("\0", " ").split())
