"""Read the attacks that tests put into a publication."""

from pathlib import Path

_DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink"'
    ' xmlns:h="http://www.w3.org/1999/xhtml" xmlns:m="http://www.w3.org/1998/Math/MathML"'
    ' xmlns:i="http://www.inkscape.org/namespaces/inkscape" width="60" height="60">%s</svg>\n'
)


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


def drawings(name: str, host: str) -> list[bytes]:
    """Return the SVG files that the file `name` describes. Each asks a host of its own below `host`."""
    lines = Path(__file__).with_name(name).read_text("utf-8").splitlines()
    wanted = [line for line in lines if line and not line.startswith("#")]
    return [
        (line if line.startswith(("<?", "<!", "<svg")) else _DRAWING % line)
        .replace("⏎", "\n")
        .replace("HOST", f"{number}.{host}")
        .encode()
        for number, line in enumerate(wanted)
    ]
