"""Name the English counterpart of a file: `carte.en.png` next to `carte.png`."""


def english_name(name: str) -> str:
    """Return the name of the English counterpart of `name`, or an empty string if it cannot have one.

    `carte.fr.png` and `carte.png` have the same one. `name` may include folders.
    """
    stem, _, suffix = name.rpartition(".")
    stem = stem.removesuffix(".fr")
    if "/" in suffix or not stem or stem.endswith(("/", ".en")):
        return ""
    return f"{stem}.en.{suffix}"
