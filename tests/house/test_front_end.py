"""A page of Attune asks nothing of any outside host, and stays light."""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.tree import CHECKOUT

BUILT = (CHECKOUT / "hub/panel/static/built", CHECKOUT / "edge/door/static/built")
SHARED = {
    "htmx.min.js",
    "sse.js",
    "idiomorph-ext.min.js",
    "atkinson-latin.woff2",
    "atkinson-latin-ext.woff2",
}
MOST_BYTES_OF_STYLE = 20_000  # compressed; the page has 150 kB in all

# Everything by which a style sheet or a script can make a browser fetch.
FETCHED = re.compile(
    r"""(?: url\( | @import | \bimport\b | fetch\( | sendBeacon\( | \.open\( [^()]{0,40}?
          | EventSource\( | WebSocket\( | Worker\( | \b(?:src|href)\s*= )
        \s*["'`(]* \s*
        (?P<host> (?:https?:|wss?:)?//[^\s"'`)]+ )""",
    re.VERBOSE,
)
LICENCE_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def outside_hosts(text: str) -> Iterator[str]:
    for found in FETCHED.finditer(LICENCE_COMMENT.sub("", text)):
        yield found.group("host")


def sources() -> list[Path]:
    ours = (
        path
        for folder in ("hub", "edge", "ward")
        for path in (CHECKOUT / folder).rglob("*")
        if path.suffix in {".css", ".js", ".scss", ".html", ".jinja"}
    )
    return sorted(ours)


@pytest.mark.parametrize("built", BUILT, ids=["panel", "door"])
def test_everything_a_page_needs_is_built(built: Path) -> None:
    styles = (
        {"panel.css", "walk.css", "load.css", "trend.css", "uplot.css", "uplot.min.js", "suits.css"}
        | {"estates.css"}
        if "panel" in built.parts
        else {"door.css"}
    )
    assert SHARED | styles <= {path.name for path in built.iterdir()}, "run: make front-end"


@pytest.mark.parametrize("path", sources(), ids=lambda path: path.relative_to(CHECKOUT).as_posix())
def test_nothing_that_a_page_serves_asks_an_outside_host(path: Path) -> None:
    assert not list(outside_hosts(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "style", [BUILT[0] / "panel.css", BUILT[1] / "door.css"], ids=["panel", "door"]
)
def test_a_style_sheet_is_light_and_in_our_typeface(style: Path) -> None:
    text = style.read_text(encoding="utf-8")
    assert len(gzip.compress(text.encode())) < MOST_BYTES_OF_STYLE
    assert '}html{font-family:"Atkinson Hyperlegible Next",Arial,sans-serif}' in text.replace(
        ", ", ","
    )
    assert "Frutiger" not in text


@pytest.mark.parametrize(
    "line",
    [
        "@font-face{src:url(https://assets.example/font.woff2)}",
        '@import "//example.invalid/a.css";',
        "fetch('https://example.invalid/beat')",
        'new EventSource("http://example.invalid/stream")',
        '<script src="https://example.invalid/a.js">',
        'import"https://example.invalid/a.js"',
        'request.open("GET","https://example.invalid/")',
    ],
)
def test_a_page_that_asks_an_outside_host_is_found_out(line: str) -> None:
    assert list(outside_hosts(line))


@pytest.mark.parametrize(
    "line",
    [
        "/* licence: url(https://example.invalid) */",
        'node.namespaceURI==="http://www.w3.org/1999/xhtml"',
        'src:url("./atkinson-latin.woff2")',
        "fetch('/rooms')",
    ],
)
def test_a_page_that_stays_at_home_is_left_alone(line: str) -> None:
    assert not list(outside_hosts(line))
