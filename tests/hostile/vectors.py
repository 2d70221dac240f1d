"""Read the attacks that tests put everywhere in a publication."""

from pathlib import Path


def vectors() -> list[str]:
    """Return each attack with its control characters."""
    lines = Path(__file__).with_name("xss.txt").read_text("utf-8").splitlines()
    return [
        line.replace("⏎", "\n").replace("⇥", "\t").replace("␀", "\0")
        for line in lines
        if (line and not line.startswith("# ")) or line == "# <script>alert(1)</script>"
    ]


def one_line(vector: str) -> str:
    """Return `vector` for places that refuse line ends and NUL characters."""
    return " ".join(vector.replace("\0", " ").split())
