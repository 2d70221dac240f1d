"""Imports and exports of MDX are no text."""

import pytest

from tests.seeds.outlines import outline, read


@pytest.mark.parametrize(
    "statements",
    [
        "import Onglets from '@theme/Onglets';",
        "import {\n  a,\n  b,\n} from \"./x\"\nimport './y.css'",
        "import * as x from 'x'",
        "export const meta = {\n  a: 1,\n\n  b: [2],\n};",
        "export default function X({children}) { return children }",
    ],
)
def test_statements_are_dropped(statements: str) -> None:
    assert outline(read(f"{statements}\n\nUn mot.\n\n{statements}\n").blocks) == [["paragraph", "Un mot."]]


@pytest.mark.parametrize(
    "text",
    [
        "import de pommes",
        "export des grains",
        "import 'de' pommes",
        "Un mot,\nimport x from 'y'",
    ],
)
def test_prose_stays(text: str) -> None:
    assert outline(read(text).blocks) == [["paragraph", text.replace("\n", " ")]]


def test_code_stays() -> None:
    source = "Un mot.\n\n```js\nimport x from 'y'\n```\n\n    import x from 'y'"
    assert outline(read(source).blocks)[1:] == [
        ["code_block", "import x from 'y'\n"],
        ["code_block", "import x from 'y'\n"],
    ]


def test_an_export_that_is_not_closed_hides_nothing() -> None:
    assert len(read("export const x = {\n\nUn mot.\n\nDeux mots.").blocks) == 3
