"""The file that English readers get in the place of another: `carte.en.png` beside `carte.png`."""


def english_name(name: str) -> str:
    """What the English file beside the file `name` is called; empty where there can be none.

    `carte.fr.png` has the same as `carte.png`. `name` may have folders before it.
    """
    stem, _, suffix = name.rpartition(".")
    stem = stem.removesuffix(".fr")
    if "/" in suffix or not stem or stem.endswith(("/", ".en")):
        return ""
    return f"{stem}.en.{suffix}"
