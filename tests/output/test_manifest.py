"""The manifest lists every file, and single lines of it can be changed."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from enregard.output import manifest as module
from enregard.output.manifest import changed_manifest, manifest

_NAMES = st.text(st.sampled_from('ab/"\\\n: {é\U0001f600'), min_size=1, max_size=4)
_FILES = st.tuples(st.integers(0, 10**12), st.binary(min_size=32, max_size=32))


@pytest.mark.parametrize("piece", [1, 1 << 20])
@given(
    standing=st.dictionaries(_NAMES, _FILES),
    changes=st.dictionaries(_NAMES, st.none() | _FILES),
    also=st.sets(st.integers(0, 9)),
)
@example(standing={"a": (1, b"x" * 32)}, changes={"a": None}, also=set())
@example(standing={}, changes={}, also=set())
def test_a_changed_manifest_equals_a_new_one(
    tmp_path_factory: pytest.TempPathFactory,
    piece: int,
    standing: dict[str, tuple[int, bytes]],
    changes: dict[str, tuple[int, bytes] | None],
    also: set[int],
) -> None:
    changes |= {name: None for number, name in enumerate(standing) if number in also}
    place = tmp_path_factory.getbasetemp() / "manifest.json"
    place.write_bytes(written(standing))
    after = {name: file for name, file in (standing | changes).items() if file is not None}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_PIECE", piece)
        assert b"".join(changed_manifest(place, changes)) == written(after)


def written(files: dict[str, tuple[int, bytes]]) -> bytes:
    """The whole manifest of `files`."""
    ordered = sorted(files, key=str.encode)
    return "".join(manifest((name, *files[name]) for name in ordered)).encode()
