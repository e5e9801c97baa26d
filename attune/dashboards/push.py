"""Pushing the dashboards into a Grafana: its folder, its data source, and each board, once."""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

import requests
from grafana_api.grafana_api import GrafanaClientError, GrafanaException
from grafana_api.grafana_face import GrafanaFace

from attune.dashboards.written import FOLDER, FOLDER_UID, SOURCE, SOURCE_NAME

NOT_FOUND, UNAUTHORISED, FORBIDDEN = 404, 401, 403
PATIENCE_S = 15.0
ITS_OWN = ("id", "version", "iteration")  # what Grafana adds to a board
# What its client trips over where an answer is no Grafana's.
ODD = (ValueError, AttributeError, LookupError, TypeError)
NOBODY = (requests.exceptions.ConnectionError, requests.exceptions.Timeout)
Given = TypeVar("Given")


class PushError(Exception):
    """It cannot be pushed; the text is one sentence, without a token."""


class NobodyError(PushError):
    """Nothing listens there: it could not be tried."""


@dataclass(frozen=True)
class Database:
    """Where Grafana finds the series; ``token`` is for reading, and none where it is empty."""

    url: str
    bucket: str
    token: str = field(default="", repr=False)

    def as_source(self) -> dict[str, Any]:
        """By InfluxQL, which all three InfluxDB answer."""
        secret = {"httpHeaderValue1": f"Token {self.token}"} if self.token else {}
        header = {"httpHeaderName1": "Authorization"} if self.token else {}
        return {
            "uid": SOURCE["uid"], "name": SOURCE_NAME, "type": SOURCE["type"], "access": "proxy",
            "url": self.url, "database": self.bucket, "isDefault": False,
            "jsonData": {"httpMode": "GET", "dbName": self.bucket, "version": "InfluxQL", **header},
            "secureJsonData": secret,
        }  # fmt: skip


def boards_in(folder: Path) -> list[dict[str, Any]]:
    """Every board of these files. Raises ``PushError``."""
    paths = sorted(folder.glob("*.json"))
    if not paths:
        raise PushError(f"{folder} holds no dashboards; name a folder of them with --boards")
    found = []
    for path in paths:
        try:
            board = json.loads(path.read_text(encoding="utf-8"))
            found.append({**board, "uid": str(board["uid"]), "title": str(board["title"])})
        except (OSError, ValueError, LookupError, TypeError):
            raise PushError(f"{path} is no dashboard: no JSON with a uid and a title") from None
    return found


class Grafana:
    """One Grafana. Whatever it was pushed before is left as it is where it is the same."""

    def __init__(self, url: str, token: str) -> None:
        parts = urlsplit(url)
        prefix = parts.path.strip("/")
        self._where = url
        self._face = GrafanaFace(
            token,
            host=parts.hostname,
            port=parts.port,
            url_path_prefix=f"{prefix}/" if prefix else "",
            protocol=parts.scheme,
            timeout=PATIENCE_S,
        )

    def push(self, boards: list[dict[str, Any]], database: Database) -> Iterator[str]:
        """What was done, a line each. Raises ``PushError``."""
        yield self._folder()
        yield self._source(database)
        for board in boards:
            yield self._board(board)

    def _folder(self) -> str:
        if self._found(lambda: self._face.folder.get_folder(FOLDER_UID)) is not None:
            return f"folder {FOLDER}: is there"
        self._done(lambda: self._face.folder.create_folder(FOLDER, FOLDER_UID))
        return f"folder {FOLDER}: made"

    def _source(self, database: Database) -> str:
        """Told anew each time: Grafana keeps a token and does not show it."""
        wanted = database.as_source()
        known = self._found(lambda: self._face.datasource.find_datasource(SOURCE_NAME))
        if known is None:
            self._done(lambda: self._face.datasource.create_datasource(wanted))
            return f"data source {SOURCE_NAME}: made"
        if known.get("uid") != SOURCE["uid"]:
            raise PushError(
                f"{self._where} has another data source named {SOURCE_NAME}: rename or delete it"
            )
        if not isinstance(number := known.get("id"), int):
            raise self._unlike("a data source without a number")
        self._done(lambda: self._face.datasource.update_datasource(number, wanted))
        return f"data source {SOURCE_NAME}: told anew"

    def _board(self, board: dict[str, Any]) -> str:
        known = self._found(lambda: self._face.dashboard.get_dashboard(board["uid"]))
        there = None if known is None else known.get("dashboard")
        if known is not None and not isinstance(there, dict):
            raise self._unlike("a dashboard that is none")
        if there is not None and _bare(there) == _bare(board):
            return f"{board['title']}: is there"
        told = {"dashboard": {**board, "id": None}, "folderUid": FOLDER_UID, "overwrite": True}
        self._done(lambda: self._face.dashboard.update_dashboard(told))
        return f"{board['title']}: {'made' if known is None else 'changed'}"

    def _found(self, asked: Callable[[], Any]) -> dict[str, Any] | None:
        try:
            found = self._done(asked)
        except _MissingError:
            return None
        if not isinstance(found, dict):
            raise self._unlike("no object")
        return found

    def _unlike(self, what: str) -> PushError:
        return PushError(f"{self._where} does not answer as a Grafana does ({what})")

    def _done(self, asked: Callable[[], Given]) -> Given:
        try:
            return asked()
        except GrafanaException as refused:
            raise self._why(refused) from None
        except NOBODY as why:
            raise self._nobody(why) from None
        except (requests.exceptions.RequestException, *ODD) as why:
            raise PushError(
                f"{self._where} does not answer as a Grafana does ({type(why).__name__})"
            ) from None

    def _nobody(self, why: Exception) -> PushError:
        """Whoever cannot be understood has answered all the same."""
        if isinstance(why, requests.exceptions.SSLError):
            return PushError(f"{self._where} cannot prove who it is (SSLError)")
        return NobodyError(f"nobody answers at {self._where} ({type(why).__name__})")

    def _why(self, refused: GrafanaException) -> Exception:
        status = refused.status_code
        if status == NOT_FOUND:
            return _MissingError(f"{self._where} does not know what it was asked")
        if status == UNAUTHORISED:
            return PushError(f"{self._where} does not take this token")
        if status == FORBIDDEN:
            return PushError(
                f"{self._where}: this token may not do that; it needs the role Admin, "
                "or may write folders, dashboards and data sources"
            )
        whose = "refuses" if isinstance(refused, GrafanaClientError) else "fails"
        return PushError(f"{self._where} {whose} ({status})")


class _MissingError(PushError):
    """What was asked for is not there."""


def _bare(board: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in board.items() if key not in ITS_OWN}
