"""Imports, exports and attributes of MDX are no text."""

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


@pytest.mark.parametrize(
    ("value", "address"),
    [
        ("require('./a.png').default", "./a.png"),
        ('useBaseUrl("/img/a.png")', "/img/a.png"),
        ("require('@site/x').default({ a: 'img/a.png' })", "img/a.png"),
    ],
)
def test_attributes_that_are_programs_give_at_most_an_address(value: str, address: str) -> None:
    source = f'<img width={{2 * 8}} onClick={{() => f(1)}} src={{{value}}} alt="a" />'
    (block,) = read(source).blocks
    assert outline((block,)) == [["paragraph", "image(\ufffc)"]]
    assert block.text is not None
    assert block.text.marks[0].attrs["src"] == address


def test_an_image_without_an_address_is_its_description() -> None:
    assert outline(read('<img src={plan} alt="le plan" />').blocks) == [["paragraph", "le plan"]]


def test_attributes_outside_of_tags_stay() -> None:
    assert outline(read("Si a < b, x ={a} et y={b} <br> z={c} fin.").blocks)[0][1].endswith("z={c} fin.")  # type: ignore[index]
