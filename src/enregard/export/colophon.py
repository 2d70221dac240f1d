"""The colophon of an export: publication, publisher and model."""

from dataclasses import dataclass

from enregard.publication.publication import Settings
from enregard.site.model import ModelInfo


@dataclass(frozen=True, slots=True)
class Colophon:
    """The publication and model of an export; unknown values are empty."""

    title: str
    model: ModelInfo
    title_fr: str = ""
    description: str = ""
    author: str = ""
    licence: str = ""
    address: str = ""
    """The address of its site."""

    @classmethod
    def of(cls, settings: Settings, model: ModelInfo) -> "Colophon":
        """Return the colophon of a publication with these settings and model."""
        return cls(
            settings.title,
            model,
            settings.title_fr,
            settings.description,
            settings.author,
            settings.licence,
            settings.base_url,
        )

    def facts(self) -> list[tuple[str, str]]:
        """Return the names and values of everything that is known."""
        named = [
            ("title", self.title),
            ("title-fr", self.title_fr),
            ("description", self.description),
            ("author", self.author),
            ("licence", self.licence),
            ("address", self.address),
            ("model", f"{self.model.name} {self.model.version}".strip()),
            ("model-licence", self.model.licence),
            ("model-credit", self.model.credit),
        ]
        return [(name, value) for name, value in named if value]
