"""What an export says of itself: which publication it is from, whose, and which model drafted it."""

from dataclasses import dataclass

from enregard.site.model import ModelInfo


@dataclass(frozen=True, slots=True)
class Colophon:
    """The publication that an export is made from. What it does not state is empty."""

    title: str
    model: ModelInfo
    title_fr: str = ""
    description: str = ""
    author: str = ""
    licence: str = ""
    address: str = ""
    """Where its site stands."""

    def facts(self) -> list[tuple[str, str]]:
        """Name and value of all that is stated, in words for programs."""
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
