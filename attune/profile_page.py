"""A profile that goes along, in words: for a terminal, and as a page that anybody can print."""

from collections.abc import Iterator
from html import escape

from ward.hours_written import clock, written
from ward.orders import worded
from ward.profile import Profile, sentences
from ward.profile_document import ProfileDocument

Part = tuple[str, tuple[str, ...]]

_LOOKS = (
    "body{font:18px/1.5 sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem;color:#10202b}"
    "h1{margin:0}h2{margin:1.2rem 0 .2rem}ul{margin:0}footer{margin-top:2rem;color:#51626e}"
)


def told(document: ProfileDocument) -> str:
    """For a terminal."""
    lines = [title(document), provenance(document), ""]
    for head, said in parts(document):
        lines += [head, *(f"  {one}" for one in said)]
    return "\n".join(lines) + "\n"


def page(document: ProfileDocument) -> str:
    """One page that asks no other host for anything; whatever was written in it is escaped."""
    body = "".join(
        f"<h2>{escape(head)}</h2><ul>{''.join(f'<li>{escape(one)}</li>' for one in said)}</ul>"
        for head, said in parts(document)
    )
    head = escape(title(document))
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{head}</title>'
        f"<style>{_LOOKS}</style><h1>{head}</h1><p>{escape(provenance(document))}</p>{body}"
        "<footer>What is written here suited this person there. Ask them first.</footer></html>\n"
    )


def title(document: ProfileDocument) -> str:
    return f"What suits {document.initials}"


def provenance(document: ProfileDocument) -> str:
    profile = document.profile
    since = f", in force since {profile.since:%d %b %Y}" if profile.since else ""
    how = f" ({profile.assessed_on})" if profile.assessed_on else ""
    return (
        f"Version {profile.version}, {profile.source}, assessed by {profile.assessed_by}{how}"
        f"{since}. Taken from {document.exported_from} on {document.exported_at:%d %b %Y}."
    )


def parts(document: ProfileDocument) -> Iterator[Part]:
    """Head and sentences of each part; what nobody wrote down is left out."""
    profile = document.profile
    said = (
        ("How to be with me", sentences(profile.how_to_be_with_me)),
        ("Never", sentences(profile.never)),
        ("What helps", sentences(profile.helps)),
        ("Sounds that distress", sentences(profile.distresses)),
        ("Light and warmth through the day", tuple(written(profile.hours).splitlines())),
        ("At night and in between", tuple(_measures(profile))),
        ("What they last chose themselves", tuple(worded(one.asked) for one in document.choices)),
    )
    return (part for part in said if part[1])


def _measures(profile: Profile) -> Iterator[str]:
    night = profile.night
    yield f"from {clock(night.from_min)} to {clock(night.until_min)} at most {night.lux_most:g} lux"
    least, most = profile.temperature_least_c, profile.temperature_most_c
    yield f"{profile.temperature_c:g} °C; never under {least:g}, never over {most:g}"
    yield f"light changes by {100 * profile.light_pace_per_s:g} % of full a second at most"
    yield f"warmth changes by {profile.warmth_pace_k:g} °C in half an hour at most"
    if profile.warn_before_s:
        warn = f"a word {profile.warn_before_s / 60:g} min before a change"
        yield f"{warn}. {profile.warn_how}".strip()
