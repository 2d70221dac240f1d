"""Say which programs and libraries that `enregard add` can use are installed."""

from importlib.metadata import PackageNotFoundError, version

from enregard.adding.pandoc import find_pandoc
from enregard.errors import EnregardError
from enregard.messages import _
from enregard.review.doctor import Finding

_EXTRAS = {"pandoc": "word", "trafilatura": "web", "feedparser": "web", "pdfplumber": "pdf"}


def examine_converters() -> Finding:
    """Return what is installed, and how to install the rest. None of it is needed for anything else."""
    found, missing = [], []
    for package, extra in _EXTRAS.items():
        try:
            found.append(find_pandoc()[1] if package == "pandoc" else f"{package} {version(package)}")
        except (PackageNotFoundError, EnregardError):
            missing.append(extra)
    if missing:
        extras = ",".join(dict.fromkeys(missing))
        found.append(_('for more formats: pip install "enregard[{extras}]"', extras=extras))
    return Finding(_("documents to add"), ", ".join(found))
