"""Pictures that stand by themselves in a paragraph: they have their titles as captions."""

from dataclasses import replace

from enregard.article.article import OBJECT, Mark, MarkKind, Text


def picture_alone(text: Text) -> Mark | None:
    """The picture that is all there is of `text`, if it is one."""
    if len(text.marks) == 1 and text.marks[0].kind is MarkKind.IMAGE and text.plain.strip() == OBJECT:
        return text.marks[0]
    return None


def without_title(text: Text, picture: Mark) -> Text:
    """`text` with a `picture` whose title is told elsewhere: what is told twice is also read twice."""
    attrs = {name: value for name, value in picture.attrs.items() if name != "title"}
    return replace(text, marks=(replace(picture, attrs=attrs),))
