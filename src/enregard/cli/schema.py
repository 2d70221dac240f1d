"""The command `schema`."""

import click

from enregard.cli.console import say
from enregard.cli.options import command


@click.command()
@click.argument("name", metavar="site|model", type=click.Choice(["site", "model"]))
@command
def schema(name: str) -> int:
    """Print the JSON schema of site.toml or model.toml.

    Editors complete and check the files with it. `enregard new` puts both schemas next to the files. After an
    update of enregard, renew one with `enregard schema site > site/site.schema.json`.
    """
    import json

    from enregard.publication import publication
    from enregard.system.schema import schema_of
    from enregard.translate.model import pin

    if name == "site":
        made = schema_of(publication.Settings, "The settings of a site", publication.SCHEMA)
    else:
        made = schema_of(pin.Pin, "The translation model and its sources", pin.SCHEMA)
    for line in json.dumps(made, indent=2, ensure_ascii=False).splitlines():
        say(line)
    return 0
