"""Say which programs and libraries that `enregard add` can use are installed."""

from importlib.metadata import PackageNotFoundError, version

from enregard.adding.pandoc import find_pandoc
from enregard.errors import EnregardError
from enregard.messages import _
from enregard.review.doctor import Finding

_EXTRAS = {"trafilatura": "web", "feedparser": "web", "pdfplumber": "pdf"}


def examine_converters() -> Finding:
    """Return what is installed, and how to install the rest. None of it is needed for anything else."""
    found = []
    for package, extra in _EXTRAS.items():
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            found.append(
                _('no {package} (to add it: pip install "enregard[{extra}]")', package=package, extra=extra)
            )
    return Finding(_("documents to add"), ", ".join([*found, _pandoc()]))


def _pandoc() -> str:
    try:
        return find_pandoc()[1]
    except EnregardError as error:
        return _("`enregard add` {needs}", needs=error.what)
