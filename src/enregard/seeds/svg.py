"""Check that an SVG file is only a drawing: opened directly, it could run scripts and load files like a page.

Only what is listed here passes. A drawing refers to its own parts and to embedded pictures, to nothing else.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from xml.parsers import expat

from enregard.errors import RefusedFileError
from enregard.messages import _
from enregard.system.files import read_file

_LARGEST = 16_000_000  # bytes
_DEEPEST = 1000  # elements in each other
_LONGEST_NAME = 40  # characters of it that a warning shows

_SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"
# Where drawing programs keep data that browsers ignore: authors, licences, grids, layers.
_DATA = (
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://purl.org/dc/",
    "http://creativecommons.org/ns#",
    "http://web.resource.org/cc/",
    "http://www.inkscape.org/",
    "http://inkscape.sourceforge.net/",
    "http://sodipodi.sourceforge.net/",
    "http://www.openswatchbook.org/",
    "http://www.iki.fi/pav/software/textext/",
    "http://ns.adobe.com/",
    "adobe:ns:meta/",
    "http://www.serif.com/",
    "http://www.bohemiancoding.com/sketch/",
    "http://www.figma.com/",
    "http://www.corel.com/",
    "http://krita.org/",
    "http://xml.openoffice.org/",
    "http://sun.com/xmlns/",
    "urn:oasis:names:tc:opendocument:",
    "http://schemas.microsoft.com/visio/",
    "http://svgjs.",
    "http://vectornator.io",
    "https://boxy-svg.com",
    "https://www.mapbox.com",
    "lucid",
)
_ELEMENTS = frozenset(
    """
    svg g defs symbol use a switch view title desc metadata style image path rect circle ellipse line
    polyline polygon text tspan textPath tref altGlyph flowRoot flowRegion flowPara flowDiv flowSpan
    flowLine linearGradient radialGradient stop pattern clipPath mask marker solidColor solidcolor mesh
    meshgradient meshrow meshpatch hatch hatchpath filter feBlend feColorMatrix feComponentTransfer
    feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood
    feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset
    fePointLight feSpecularLighting feSpotLight feTile feTurbulence font font-face font-face-src
    font-face-name glyph missing-glyph hkern vkern
    """.split()  # noqa: SIM905
)
# Attributes whose values are names, numbers or CSS. In lower case: another case has no meaning.
_ATTRIBUTES = frozenset(
    """
    style type media version baseprofile contentscripttype contentstyletype zoomandpan focusable tabindex
    externalresourcesrequired x y z width height viewbox preserveaspectratio overflow clip d pathlength
    points x1 y1 x2 y2 cx cy r rx ry fx fy fr dx dy rotate offset transform transform-origin
    transform-box side method spacing startoffset textlength lengthadjust text-anchor dominant-baseline
    alignment-baseline baseline-shift gradientunits gradienttransform spreadmethod patternunits
    patterncontentunits patterntransform clippathunits maskunits maskcontentunits mask-type markerunits
    markerwidth markerheight orient refx refy fill fill-opacity fill-rule stroke stroke-width
    stroke-opacity stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset
    opacity color paint-order vector-effect clip-path clip-rule mask filter marker marker-start
    marker-mid marker-end display visibility cursor pointer-events stop-color stop-opacity solid-color
    solid-opacity flood-color flood-opacity lighting-color background-color color-interpolation
    color-interpolation-filters color-profile color-rendering shape-rendering text-rendering
    image-rendering enable-background mix-blend-mode isolation line-height white-space font font-family
    font-size font-size-adjust font-stretch font-style font-variant font-weight font-feature-settings
    letter-spacing word-spacing kerning text-decoration text-align text-indent text-overflow text-shadow
    writing-mode direction unicode-bidi glyph-orientation-horizontal glyph-orientation-vertical
    inline-size shape-inside filterunits primitiveunits filterres in in2 result mode values operator k k1
    k2 k3 k4 stddeviation edgemode radius scale xchannelselector ychannelselector azimuth elevation
    surfacescale diffuseconstant specularconstant specularexponent limitingconeangle kernelmatrix
    kernelunitlength order divisor bias targetx targety preservealpha basefrequency numoctaves seed
    stitchtiles tablevalues slope intercept amplitude exponent pointsatx pointsaty pointsatz horiz-adv-x
    horiz-origin-x horiz-origin-y vert-adv-y vert-origin-x vert-origin-y units-per-em panose-1 ascent
    descent cap-height x-height accent-height bbox stemv stemh alphabetic mathematical ideographic
    hanging v-alphabetic v-mathematical v-ideographic v-hanging underline-position underline-thickness
    overline-position overline-thickness strikethrough-position strikethrough-thickness unicode-range
    orientation arabic-form
    """.split()  # noqa: SIM905
)
_TEXTS = frozenset(
    """
    id class lang role name content title target rel glyph-name unicode u1 u2 g1 g2 requiredfeatures
    requiredextensions systemlanguage
    """.split()  # noqa: SIM905
)
"""Attributes whose values can be any text, because browsers load nothing for them."""

_LINKING = frozenset("type show actuate title".split())  # noqa: SIM905
_CSS_SUSPECT = re.compile(r"[\\/@(]")  # faster, and most values have none
# Escapes could hide a name, comments could split one, and rules and functions that are not listed load files.
_CSS_FAULT = re.compile(
    r"""
    \\ | // | /\(
    | @ (?! (?: media|supports|layer|charset|(?:-webkit-|-moz-)?keyframes ) (?![\w-]) ) [\w-]*
    | (?<![\w-]) (?= [\w-] ) (?! url \( \s* ["']? \# ) (?! (?:
        rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix|light-dark|device-cmyk|icc-color
        |calc|min|max|clamp|var|matrix|matrix3d|(?:translate|scale|rotate|skew)(?:[xyz]|3d)?|perspective
        |blur|brightness|contrast|drop-shadow|grayscale|hue-rotate|invert|opacity|saturate|sepia
        |cubic-bezier|steps|linear-gradient|radial-gradient|inset|circle|ellipse|polygon|rect
        |not|is|where|has|lang|dir|nth-(?:last-)?(?:child|of-type)
      ) \( ) [\w-]++ \(
    """,
    re.IGNORECASE | re.VERBOSE,
)
_PICTURE = re.compile(r"data:image/(?:png|jpe?g|gif|webp)(?:;charset=[\w-]+)?(?:;base64)?,", re.IGNORECASE)
_ENCODINGS = frozenset("utf-8 utf-16 us-ascii ascii iso-8859-1 iso-8859-15 windows-1252".split())  # noqa: SIM905
_DOCTYPE = re.compile(r"-//W3C//DTD SVG[\w .]*//EN")
_DTD = re.compile(r"https?://www\.w3\.org/[\w./-]+")
_ENTITY = re.compile(rb"&(?!#|(?:lt|gt|amp|quot|apos);)")


class _Unsafe(Exception):  # noqa: N818 - stops the parser
    """Raised with what makes the file more than a drawing."""


def unsafe_svg(path: Path) -> str:
    """Say why the SVG file is more than a drawing, such as "its line 3 has <script>"; empty if it is not."""
    try:
        data = read_file(path, _LARGEST)
    except RefusedFileError as error:
        return _("it {problem}", problem=error.what.partition(":")[0].rstrip())
    except OSError:
        return _("it cannot be read")
    drawing = _Drawing(data)
    try:
        drawing.parser.Parse(data, True)
    except expat.ExpatError as error:
        return _(
            "its line {line} is not valid XML ({problem})",
            line=error.lineno,
            problem=expat.ErrorString(error.code),
        )
    except _Unsafe as unsafe:
        return _(
            "its line {line} has {unsafe}",
            line=drawing.parser.CurrentLineNumber,
            unsafe=unsafe,
        )
    return ""


class _Drawing:
    """A parser that stops at the first thing that is not allowed in a drawing."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._styles: list[str] | None = None  # the text of the style element that is open
        self._depth = 0
        self.parser = parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.XmlDeclHandler = self._declaration
        parser.StartDoctypeDeclHandler = self._doctype
        parser.ProcessingInstructionHandler = self._instruction
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        if (encoding or "utf-8").lower() not in _ENCODINGS:
            raise _Unsafe(_("an encoding other than UTF-8"))

    def _doctype(self, name: str, system: str | None, public: str | None, has_entities: bool) -> None:
        known = name == "svg" and (
            (public is None and system is None)
            or (_DOCTYPE.fullmatch(public or "") and _DTD.fullmatch(system or ""))
        )
        if has_entities or not known:
            raise _Unsafe(_("a DOCTYPE that is not SVG's own"))
        # The parser skips entities of a DTD that it does not read.
        if _ENTITY.search(self._data.replace(b"\0", b"")):
            raise _Unsafe(_("a DOCTYPE, and the file uses entities"))

    def _instruction(self, target: str, _data: str) -> None:
        raise _Unsafe(f"<?{_short(target)}?>")

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        space, _separator, element = name.rpartition(" ")
        if self._depth == 0 and (space, element) != (_SVG, "svg"):
            raise _Unsafe(_('no <svg xmlns="{svg}">', svg=_SVG))
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _Unsafe(_("elements more than {deepest} deep", deepest=_DEEPEST))
        is_data = space.startswith(_DATA)
        if not (is_data or (space == _SVG and element in _ELEMENTS)) or self._styles is not None:
            raise _Unsafe(f"<{_short(element)}>")
        for attribute, value in attributes.items():
            _check_attribute(element, attribute, value, is_data=is_data)
        if element == "style":
            self._styles = []

    def _text(self, text: str) -> None:
        if self._styles is not None:
            self._styles.append(text)

    def _end(self, _name: str) -> None:
        self._depth -= 1
        if self._styles is not None:
            _check_css("".join(self._styles), "<style>")
            self._styles = None


def _check_attribute(element: str, attribute: str, value: str, *, is_data: bool) -> None:
    space, _separator, name = attribute.rpartition(" ")
    lower = name.lower()
    if lower == "href" and space in ("", _XLINK):
        embedded = element in ("image", "feImage") and _PICTURE.match(value.strip())
        if not (value.strip().startswith("#") or embedded):
            raise _Unsafe(_("a link to elsewhere in <{element}>", element=_short(element)))
    elif space:
        if not (
            space.startswith(_DATA)
            or (space == _XML and name in ("space", "lang", "id"))
            or (space == _XLINK and name in _LINKING)
        ):
            raise _Unsafe(
                _("the attribute {name} in <{element}>", name=_short(name), element=_short(element))
            )
    elif is_data:
        if lower.startswith("on"):
            raise _Unsafe(
                _("the attribute {name} in <{element}>", name=_short(name), element=_short(element))
            )
    elif lower in _ATTRIBUTES:
        _check_css(value, _("{name} of <{element}>", name=name, element=_short(element)))
    elif lower not in _TEXTS and not lower.startswith(("aria-", "data-")):
        raise _Unsafe(_("the attribute {name} in <{element}>", name=_short(name), element=_short(element)))


def _check_css(css: str, where: str) -> None:
    if _CSS_SUSPECT.search(css) and (found := _CSS_FAULT.search(css)):
        raise _Unsafe(_("'{style}' in {where}", style=_short(found[0]), where=where))


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else name[:_LONGEST_NAME] + "…"
