"""The templates of the built-in theme, and the overrides of a publication.

A template in the publication's `site/templates/` replaces the theme's template of the same name, and can
extend it as `theme/NAME`.
"""

from collections.abc import Callable, Iterator, MutableMapping
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from traceback import walk_tb
from types import CodeType
from typing import Any

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    Template,
    TemplateNotFound,
    TemplateSyntaxError,
    Undefined,
)
from jinja2.environment import Environment
from jinja2.loaders import split_template_path
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from enregard.errors import EnregardError, cannot_read
from enregard.messages import _, in_language
from enregard.site.static import THEME, files_in
from enregard.site.words.typography import typeset
from enregard.system.encoding import decode_utf8
from enregard.system.files import read_file, resolve_inside

_LARGEST = 2_000_000  # bytes of a template


class _Template(Template):
    """A template that skips escaping for text that does not need it."""

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        template = super().from_code(environment, code, globals, uptodate)
        template.root_render_func.__globals__["escape"] = _escape
        return template


def _escape(value: object) -> str:
    """Escape `value` for HTML. Templates join their output as text, so it need not be `Markup`."""
    if type(value) is str:
        # One `in` per character takes a third of the time of a pattern.
        if "&" in value or "<" in value or ">" in value or '"' in value or "'" in value:
            return str(escape(value))
        return value
    if type(value) is int:
        return str(value)  # a facing page has a hundred row and sentence numbers
    return value if type(value) is Markup else escape(value)


class _Environment(Environment):
    """Loads each template once, without checking again whether it has changed."""

    template_class = _Template

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._loaded: dict[str, Template] = {}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,
    ) -> Template:
        if isinstance(name, Template) or globals is not None:
            return super().get_template(name, parent, globals)
        template = self._loaded.get(name)
        if template is None:
            template = self._loaded[name] = super().get_template(name, parent)
        return template


class _BuiltIn(_Environment):
    """Gets attributes as Python does: an item of a dictionary is not one. That takes a third of the time."""

    getattr = staticmethod(getattr)  # type: ignore[assignment]


class _Sandbox(_Environment, ImmutableSandboxedEnvironment):
    """Refuses what could run programs or change the program's objects."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._safe: set[tuple[type, str]] = set()

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return an attribute if it is safe. In this program's classes, that is checked only once."""
        kind = type(obj)
        if (kind, attribute) in self._safe:
            return getattr(obj, attribute)
        value = super().getattr(obj, attribute)
        if kind.__module__.startswith("enregard.") and not isinstance(value, Undefined):
            self._safe.add((kind, attribute))
        return value


class _OwnTemplates(BaseLoader):
    """Loads the templates of a publication from its folder `site/templates/`."""

    def __init__(self, folder: Path, *, follow_links: bool) -> None:
        self._folder = folder
        self._follow_links = follow_links

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Return the source of a template and its file. Raises EnregardError if it cannot be read."""
        name = "/".join(split_template_path(template))
        path = self._folder / name
        try:
            file = resolve_inside(path, f"site/templates/{name}", follow_links=self._follow_links)
            return decode_utf8(read_file(file, _LARGEST), path=path), str(path), None
        except (FileNotFoundError, IsADirectoryError, NotADirectoryError) as error:
            raise TemplateNotFound(template) from error
        except OSError as error:
            raise cannot_read(error, path) from error


class Theme:
    """The templates of one site; `folder` is the publication's `site/`.

    Its own templates may be links that lead out of the publication only with `follow_links`.
    """

    def __init__(self, folder: Path, *, follow_links: bool = False) -> None:
        self._own = folder / "templates"
        own = _OwnTemplates(self._own, follow_links=follow_links)
        built_in = FileSystemLoader(THEME / "templates")
        # A sandbox renders articles more slowly, by 5 to 15 %. The built-in templates alone do not need one.
        has_own = any(files_in(self._own))
        self._environment = (_Sandbox if has_own else _BuiltIn)(
            loader=ChoiceLoader([*[own] * has_own, built_in, PrefixLoader({"theme": built_in})]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
        )
        self._environment.filters.update(
            typeset=typeset, number=lambda count, lang: in_language(lang).number(count)
        )

    def render(self, name: str, **context: object) -> str:
        """Render the template `name` with `context`.

        Raises EnregardError, with file and line, if a template of the publication fails.
        """
        with self._explained():
            return self._environment.get_template(name).render(context)

    def pieces(self, name: str, **context: object) -> Iterator[str]:
        """Render the template `name` piece by piece, for pages too large to hold in memory."""
        with self._explained():
            pieces = self._environment.get_template(name).generate(context)
            while batch := "".join(islice(pieces, 1000)):
                yield batch

    def load(self, name: str) -> None:
        """Load and compile the template `name` now. Raises EnregardError if that fails."""
        with self._explained():
            self._environment.get_template(name)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            raise self._explain(error) or error from error

    def _explain(self, error: Exception) -> EnregardError | None:
        """Return the error to report if `error` came from a template of the publication."""
        if isinstance(error, EnregardError):
            return error
        if isinstance(error, TemplateSyntaxError):
            path, line = error.filename, error.lineno
        else:
            path, line = self._deepest_frame(error)
        if path is None or not Path(path).is_relative_to(self._own):
            return None
        what = str(error).splitlines()[0].rstrip(".") if str(error) else ""
        return EnregardError(
            _("the template fails: {what}", what=what or type(error).__name__), path=path, line=line
        )

    def _deepest_frame(self, error: Exception) -> tuple[str | None, int]:
        """Return the last line of the publication's templates that ran before `error`."""
        found: tuple[str | None, int] = None, 0
        for frame, line in walk_tb(error.__traceback__):
            name = frame.f_code.co_filename
            if Path(name).is_relative_to(self._own):
                found = name, line
        return found
