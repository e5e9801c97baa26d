"""`attune dashboards`: write the files of Grafana's dashboards, and push them into a Grafana."""

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from attune.journal import Commands
    from hub.config import HubConfig

FINE, FAILED, UNUSABLE = 0, 1, 2
TOKEN_VARIABLE = "ATTUNE_GRAFANA_TOKEN"  # noqa: S105  (a name, and no token)
BOARDS = Path("dashboards")
ABOUT = """\
Grafana's dashboards of what a hub gave a series database: ward, room, vital-sign coverage,
observations and blank spells, estates, nodes' health, alarm load. They are no monitor: nobody is
watched by them."""
PUSH_MORE = f"""\
try:
  attune dashboards push hub.toml https://grafana.example --token-file grafana.token

hub.toml names the series database, in [influxdb]. The token is a Grafana service account's, from
the file or from {TOKEN_VARIABLE}. Whatever is there and the same is left alone, so it may be
pushed again after each new version. Without a Grafana that takes pushes, give it the folder
dashboards/provisioning instead.

ends with 0 when all of it is there; 1 when Grafana refused; 2 when it could not be tried.
"""


def add(commands: "Commands") -> None:
    """The subcommand and what belongs under it."""
    dashboards = commands.add_parser(
        "dashboards", help="Grafana's dashboards: write them, push them", description=ABOUT
    )
    under = dashboards.add_subparsers(required=True, metavar="WHAT")
    writing = under.add_parser("write", help="write the files", description="Write the files.")
    writing.add_argument("folder", nargs="?", type=Path, default=BOARDS)
    writing.set_defaults(run=_write)
    pushing = under.add_parser(
        "push",
        help="push them into a Grafana",
        description="Push folder, data source and dashboards into a Grafana.",
        epilog=PUSH_MORE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    pushing.add_argument("config", type=Path, metavar="HUB.TOML", help="the hub's TOML file")
    pushing.add_argument("grafana", metavar="URL", help="where Grafana is")
    pushing.add_argument("--token-file", type=Path, metavar="FILE", help="Grafana's token")
    pushing.add_argument("--boards", type=Path, default=BOARDS, help="the files' folder")
    pushing.add_argument(
        "--database-url", metavar="URL", help="where Grafana finds the database, if elsewhere"
    )
    pushing.add_argument(
        "--read-token-file", type=Path, metavar="FILE", help="by which Grafana reads the database"
    )
    pushing.set_defaults(run=_push)


def _write(chosen: argparse.Namespace) -> int:
    from attune.dashboards.written import write  # noqa: PLC0415  (each program loads only its own)

    try:
        for path in write(chosen.folder):
            sys.stdout.write(f"{path}\n")
    except OSError as why:
        sys.stderr.write(f"attune: cannot write into {chosen.folder}: {why.strerror}\n")
        return UNUSABLE
    return FINE


def _push(chosen: argparse.Namespace) -> int:
    from attune.dashboards.push import (  # noqa: PLC0415
        Database,
        Grafana,
        NobodyError,
        PushError,
        boards_in,
    )
    from hub.config import ConfigError, load  # noqa: PLC0415

    try:
        config = load(chosen.config)
        influxdb = _influxdb(config, chosen.config)
        boards = boards_in(chosen.boards)
        database = Database(
            _database(chosen.database_url) or influxdb[0],
            influxdb[1],
            _secret(chosen.read_token_file),
        )
        token = _secret(chosen.token_file) or os.environ.get(TOKEN_VARIABLE, "").strip()
        grafana = Grafana(_address(chosen.grafana), _needed(token))
    except (ConfigError, PushError, ValueError) as wrong:
        sys.stderr.write(f"attune: {str(wrong).removesuffix('.')}.\n")
        return UNUSABLE
    try:
        for done in grafana.push(boards, database):
            sys.stdout.write(f"{done}\n")
    except PushError as refused:
        sys.stderr.write(f"attune: {refused}.\n")
        return UNUSABLE if isinstance(refused, NobodyError) else FAILED
    return FINE


def _influxdb(config: "HubConfig", path: Path) -> tuple[str, str]:
    if config.influxdb is None:
        raise ValueError(f"{path} names no series database; expected a table [influxdb]")
    return config.influxdb.url, config.influxdb.bucket


def _address(url: str) -> str:
    """The same, if a token may be sent there. Raises ``ValueError``."""
    from hub.outside.influx_config import crosses_nothing_in_the_clear  # noqa: PLC0415

    try:
        return crosses_nothing_in_the_clear(url)
    except ValueError:
        raise ValueError(
            'Grafana must be at an address like "https://grafana.example", without a name or a '
            "token in it; only one of this machine may be without TLS"
        ) from None


def _database(url: str | None) -> str:
    """The same, if what was measured may be asked for there. Raises ``ValueError``."""
    from hub.outside.influx_config import EXPECTED, crosses_nothing_in_the_clear  # noqa: PLC0415

    try:
        return crosses_nothing_in_the_clear(url) if url else ""
    except ValueError:
        raise ValueError(f"--database-url: expected {EXPECTED['influxdb.url']}") from None


def _needed(token: str) -> str:
    if not token:
        raise ValueError(
            f"there is no token: name its file with --token-file, or set {TOKEN_VARIABLE}"
        )
    return token


def _secret(file: Path | None) -> str:
    if file is None:
        return ""
    try:
        return file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise ValueError(
            f"{file} cannot be read; expected a file that holds only a token"
        ) from None
