"""The ink of a drawn night: SVG elements as text, colours, patterns, and the marks of a legend."""

from collections.abc import Iterable, Mapping
from xml.sax.saxutils import escape, quoteattr

from ward.conditions import Priority

TEXT, QUIET, RULE, PAPER = "#212b32", "#4c6272", "#d8dde0", "#ffffff"
SEEN, LOOKED, BREATH, SPELL, STRIP = "#007f3b", "#330072", "#005eb8", "#8a5a00", "#f4f6f8"
HERE, ENSUITE = "#768692", "#aeb7bd"
BARS: Mapping[Priority, tuple[str, str]] = {  # fill, and what is written on it
    Priority.HIGH: ("#b10e1e", "#ffffff"),
    Priority.MEDIUM: ("#ffb81c", TEXT),
    Priority.LOW: ("#c9e3f6", TEXT),
}
FONT = "font-family='Frutiger, Arial, Helvetica, sans-serif'"
DEFS = f"""\
<defs>
<pattern id="fault" width="6" height="6" patternUnits="userSpaceOnUse"
 patternTransform="rotate(45)">
<rect width="6" height="6" fill="#768692" fill-opacity="0.10"/>
<line x1="0" y1="0" x2="0" y2="6" stroke="#425563" stroke-width="1.6" stroke-opacity="0.5"/>
</pattern>
<pattern id="spell" width="4" height="4" patternUnits="userSpaceOnUse">
<rect width="4" height="4" fill="#ffe9ae" fill-opacity="0.75"/>
</pattern>
</defs>
<rect width="100%" height="100%" fill="{PAPER}"/>"""


def element(name: str, told: str = "", /, **attributes: float | str) -> str:
    """One element. ``told`` is shown where a pointer rests on it."""
    said = "".join(f" {_named(key)}={_valued(value)}" for key, value in attributes.items())
    return f"<{name}{said}><title>{escape(told)}</title></{name}>" if told else f"<{name}{said}/>"


def text(x: float, y: float, words: str, *, size: float = 11, **attributes: str) -> str:
    said = "".join(f" {_named(key)}={_valued(value)}" for key, value in attributes.items())
    fill = "" if "fill" in attributes else f' fill="{TEXT}"'
    place = f'x="{x:.1f}" y="{y:.1f}" font-size="{size:g}"'
    return f"<text {place}{fill}{said}>{escape(words)}</text>"


def whole(width: float, height: float, parts: Iterable[str], title: str) -> str:
    """The file."""
    size = f'width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" {FONT}>'
    return "\n".join((head, f"<title>{escape(title)}</title>", DEFS, *parts, "</svg>", ""))


def counted(x: float, y: float, told: str = "") -> str:
    """An observation that counts: a full disc with a tick in it."""
    disc = element("circle", told, cx=x, cy=y, r=5.5, fill=SEEN)
    tick = f"M{x - 2.6:.1f} {y + 0.2:.1f}l2 2.1l3.4 -4.2"
    return disc + element("path", d=tick, fill="none", stroke=PAPER, stroke_width=1.4)


def not_counted(x: float, y: float, told: str = "") -> str:
    """One that does not: an empty circle, struck out."""
    circle = element("circle", told, cx=x, cy=y, r=4.8, fill=PAPER, stroke=TEXT, stroke_width=1.2)
    strike = f"M{x - 3:.1f} {y - 3:.1f}l6 6m0 -6l-6 6"
    return circle + element("path", d=strike, stroke=TEXT, stroke_width=1.2)


def looked(x: float, y: float, told: str = "") -> str:
    """A remote look: an empty lozenge."""
    lozenge = f"M{x:.1f} {y - 4.6:.1f}l4.6 4.6l-4.6 4.6l-4.6 -4.6z"
    return element("path", told, d=lozenge, fill=PAPER, stroke=LOOKED, stroke_width=1.3)


def called(x: float, y: float, told: str = "") -> str:
    """The call button: a triangle that points down."""
    triangle = f"M{x - 4.5:.1f} {y - 4:.1f}h9l-4.5 8z"
    return element("path", told, d=triangle, fill=TEXT)


def fault(x: float, y: float, width: float, height: float, told: str = "") -> str:
    """A hatched band."""
    return element(
        "rect", told, x=x, y=y, width=width, height=height, fill="url(#fault)",
        stroke="#425563", stroke_width=0.6, stroke_opacity=0.6,
    )  # fmt: skip


def named(x: float, y: float, words: str) -> str:
    """A name on paper of its own, so that it can be read over hatching."""
    halo = {"stroke": STRIP, "stroke_width": "3", "paint_order": "stroke"}
    return text(x, y, words, size=9, fill=TEXT, **halo)


def spell(x: float, y: float, width: float, height: float, told: str, *, now: bool) -> str:
    """A band; what was only believed then is a dashed outline."""
    look = {"fill": "url(#spell)", "stroke": SPELL} if now else {"fill": "none", "stroke": SPELL}
    dashes = {} if now else {"stroke_dasharray": "5 3"}
    return element(
        "rect", told, x=x, y=y, width=width, height=height, stroke_width=1, **look, **dashes
    )


def bar(x: float, y: float, width: float, priority: Priority, told: str = "") -> str:
    """An alarm; its marks are on it where they fit, and beside it where they do not."""
    fill, ink = BARS[priority]
    box = element(
        "rect", told, x=x, y=y, width=width, height=11, rx=1.5, fill=fill,
        stroke=TEXT, stroke_width=0.5,
    )  # fmt: skip
    fits = width >= 4 * priority + 4
    place, colour = (x + 3, ink) if fits else (x + width + 2, TEXT)
    return box + text(place, y + 9, priority.marks, size=10, font_weight="bold", fill=colour)


def still_shown(x: float, y: float, width: float, told: str = "") -> str:
    """Over an alarm's bar: its condition is over, and it shows on until somebody was there."""
    return element(
        "rect", told, x=x, y=y + 2, width=width, height=7, fill=PAPER, fill_opacity=0.7,
        stroke=TEXT, stroke_width=0.5, stroke_dasharray="2 2",
    )  # fmt: skip


def fetched(x: float, y: float, told: str = "") -> str:
    """An alarm that climbs: a triangle that points up, on the bar's upper edge."""
    triangle = f"M{x - 3.6:.1f} {y + 6:.1f}h7.2l-3.6 -7z"
    return element("path", told, d=triangle, fill=TEXT, stroke=PAPER, stroke_width=0.8)


def _named(key: str) -> str:
    return key.replace("_", "-")


def _valued(value: float | str) -> str:
    return quoteattr(value if isinstance(value, str) else f"{value:.2f}".rstrip("0").rstrip("."))
