"""The model as readers are told about it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """What readers are told about the model that drafts the translations."""

    name: str
    version: str
    licence: str
    credit: str
