"""A real browser before a real panel; whatever page it opens must keep to this host."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.ward import ward
from tests.hub.panel.night import PIN, FakeDesk
from tests.hub.panel.served import Served, served

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Missing, it skips the test; with CI set, it fails it.

    Gone with its module: while it runs, no other test can have an event loop of its own.
    """
    program = shutil.which("chromium")
    if program is None:
        missing = "no chromium on this machine: install Debian's package of that name"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def panel() -> Iterator[Served]:
    """The ward of this test, on a port of its own."""
    with served(FakeDesk(*ward())) as panel:
        yield panel


@pytest.fixture
def context(chromium: Browser, panel: Served) -> Iterator[BrowserContext]:
    """A browser's memory of its own, in which the nurse in charge has signed."""
    context = chromium.new_context(viewport={"width": 1280, "height": 1000})
    signed = {"by": "K.O.", "pin": PIN["st-03"]}
    assert context.request.post(f"{panel.url}/api/v1/session", data=signed).ok
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext, panel: Served) -> Iterator[Page]:
    """A page that asked no other host for anything, and whose scripts did not complain."""
    page = context.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda said: (
            complaints.append(said.text)
            if said.type == "error" and "ERR_" not in said.text and "status of" not in said.text
            else None
        ),
    )
    yield page
    assert [url for url in asked if not url.startswith((panel.url, "data:"))] == []
    assert complaints == []
