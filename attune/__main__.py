"""The command `attune` and its subcommands."""

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from attune import voice
from attune.living import Living
from attune.parts import PARTS
from attune.ward_run import PORT_MOST, WardOptions

ABOUT = """\
Attune keeps a room attuned to the person confined in it, and keeps people coming to the door.
Attune is not a certified medical device."""

EXAMPLES = """\
try:
  attune run                          a whole simulated ward; prints its address; Ctrl-C stops it
  attune run --broker mqtt://127.0.0.1:1883
                                      the same ward on a broker of your own, such as mosquitto
  attune play nights/nobody-comes.night
                                      a whole night in seconds, on virtual time
  attune node /etc/attune/node.toml   the program of one room's Raspberry Pi
  attune hub /etc/attune/hub.toml     the hub: rules, store and panel
"""

NODE_FILE = """\
the least that it takes; a missing or wrong key is refused in one sentence:
  room = "ash/04"
  [broker]
  url = "mqtt://192.0.2.10:1883"
  [board]
  kind = "raspberry-pi"
  radar = "/dev/ttyAMA0"
  badge = "/dev/ttyUSB0"
"""

HEADS_FOR = """\
Every receipt of the hub carries the signed head of its journal: the number and the chained hash
of the last entry. A node keeps the latest, one an hour, and any two that cannot both be true.
Whoever suspects that the journal was rewritten asks the nodes for what they kept, and compares:
  attune heads /etc/attune/node.toml > heads.jsonl
  attune journal verify /var/lib/attune/store.sqlite3 --against heads.jsonl
The node may be running or not, and its disk may be read-only. One JSON object a line, the oldest
first.
"""

HUB_FILE = """\
the least that it takes; a missing or wrong key is refused in one sentence:
  [site]
  rooms = ["ash/01", "ash/04"]
  [broker]
  url = "mqtt://127.0.0.1:1883"
  [store]
  path = "/var/lib/attune/store.sqlite3"
"""


SIM_FILE = """\
the least that it takes; every key, and how to make something happen in a room, is in
docs/wire/board.md:
  [[room]]
  name = "ash/01"
  door_url = "http://127.0.0.1:8081"
"""

RUN_MORE = """\
to make something happen in a room, tell the simulator, with Debian's socat for example:
  echo '{"room": "ash/01", "do": "press_call"}' | socat - UNIX:.attune/sim/control.sock
docs/wire/board.md lists what can be told.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand; the process's exit code."""
    # Threads of linear algebra spin while they wait for so little work: on a busy machine they made
    # vital signs ten times as dear. It and its children hear of it before numpy is there.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    words = list(sys.argv[1:] if arguments is None else arguments)
    if words[:2] == ["node", "selftest"]:
        words[:2] = ["selftest"]
    chosen = _parser().parse_args(words)
    return int(chosen.run(chosen))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="attune",
        description=ABOUT,
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_run(commands)
    _add_program(commands, "node", _node, "the program of one room's Raspberry Pi", NODE_FILE)
    _add_heads(commands)
    _add_program(commands, "hub", _hub, "the hub: rules, store and panel", HUB_FILE)
    _add_program(commands, "sim", _sim, "simulated rooms, bodies, staff and devices", SIM_FILE)
    _add_play(commands)
    for part in PARTS:
        part.add(commands)
    broker = commands.add_parser(
        "broker",
        help="the embedded MQTT broker, for demonstrations and small trials",
        description="The embedded MQTT broker (amqtt), on the loopback address only. For "
        "demonstrations and small trials: a ward in use runs mosquitto, see deploy/.",
    )
    broker.add_argument("--port", type=_port, default=1883, help="TCP port (default: %(default)s)")
    broker.set_defaults(run=_broker)
    _add_wire(commands)
    return parser


def _add_heads(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    heads = commands.add_parser(
        "heads",
        help="the heads of the hub's journal that a node has kept",
        description="Print the heads of the hub's journal that this node has kept.",
        epilog=HEADS_FOR,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    heads.add_argument("config", type=Path, help="the node's TOML file, such as node.toml")
    heads.set_defaults(run=_heads)


def _port(text: str) -> int:
    """Raises what argparse puts into a sentence."""
    port = int(text) if text.isdecimal() else 0
    if not 0 < port <= PORT_MOST:
        raise argparse.ArgumentTypeError(f"must be 1 to {PORT_MOST}, not {text}")
    return port


def _add_run(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    run = commands.add_parser(
        "run",
        help="a whole simulated ward: broker, hub, four nodes, simulator",
        description="Start a simulated ward of four rooms with the real node program, the real\n"
        "hub program and a real MQTT broker between them, and print where to watch it.\n"
        "What was recorded stays in HOME; starting again goes on from there.",
        epilog=RUN_MORE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    default = WardOptions()
    run.add_argument(
        "--home",
        type=Path,
        default=default.home,
        help="where configuration and store are kept (default: %(default)s)",
    )
    run.add_argument(
        "--port",
        type=int,
        default=default.port,
        help="the panel's port; the door units take the four after it (default: %(default)s)",
    )
    run.add_argument(
        "--broker",
        default=None,
        metavar="URL",
        help="an MQTT broker of your own, mqtt://host:port (default: the embedded one)",
    )
    run.add_argument(
        "--recording",
        type=Path,
        default=None,
        help="an .npz recording for the first room to breathe from (default: the radar maker's, "
        "found through ATTUNE_SHARED or beside the checkout; else a synthetic body)",
    )
    run.set_defaults(run=_run)


def _add_play(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    play = commands.add_parser(
        "play",
        help="a whole night on virtual time",
        description="Play a night: the very node and hub machines in one process, on virtual\n"
        "time. Prints what happened, and ends with 0 if everything expected was so, 1 if not,\n"
        "2 if the night cannot be played. Without NIGHT, lists the nights at hand.",
        epilog="docs/nights.md and `attune play --explain` tell every word of a night file.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    play.add_argument("night", nargs="?", type=Path, metavar="NIGHT", help="a night file")
    play.add_argument("--json", action="store_true", help="print the timeline as JSON lines")
    play.add_argument("--plot", type=Path, metavar="FILE.svg", help="draw the night too")
    play.add_argument("--explain", action="store_true", help="teach the words of a night file")
    play.add_argument("--markdown", action="store_true", help=argparse.SUPPRESS)
    play.add_argument(
        "--at-1x",
        action="store_true",
        help="play it as slowly as life, on real programs and a real broker",
    )
    play.set_defaults(run=_play)


def _add_program(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]",
    name: str,
    run: object,
    about: str,
    file: str,
) -> None:
    program = commands.add_parser(
        name,
        help=about,
        description=f"{about[0].upper()}{about[1:]}.",
        epilog=file,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    program.add_argument("config", type=Path, help=f"its TOML file, such as {name}.toml")
    program.set_defaults(run=run)


def _add_wire(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    wire = commands.add_parser(
        "wire",
        help="write the wire contract: schemas, and golden alarms",
        description="Write JSON Schema of every message, and a golden alarm of each condition, to\n"
        "DIRECTORY, by default docs/wire.",
    )
    wire.add_argument("directory", nargs="?", type=Path, default=Path("docs/wire"))
    wire.set_defaults(run=_wire)


def _run(chosen: argparse.Namespace) -> int:
    from attune.ward_run import main as start  # noqa: PLC0415  (each program loads only its own)

    return start(WardOptions(chosen.home, chosen.port, chosen.broker, chosen.recording))


def _node(chosen: argparse.Namespace) -> int:
    from edge.run import main as start  # noqa: PLC0415  (each program loads only its own)

    voice.speak("node")
    return start(chosen.config, Living())


def _heads(chosen: argparse.Namespace) -> int:
    from edge.outside.heads_kept import main as tell  # noqa: PLC0415  (each program loads only its own)

    return tell(chosen.config)


def _hub(chosen: argparse.Namespace) -> int:
    from hub.run import main as start  # noqa: PLC0415  (each program loads only its own)

    voice.speak("hub")
    sensed = (sys.executable, "-m", "attune", "estates", "sensed", str(chosen.config))
    return start(chosen.config, sensed, Living())


def _sim(chosen: argparse.Namespace) -> int:
    from firmware_sim.run import main as start  # noqa: PLC0415  (each program loads only its own)

    voice.speak("sim")
    return start(chosen.config)


def _broker(chosen: argparse.Namespace) -> int:
    from attune.broker import main as start  # noqa: PLC0415  (each program loads only its own)

    voice.speak("broker")
    return start(chosen.port)


def _play(chosen: argparse.Namespace) -> int:
    from attune.play.command import PlayOptions  # noqa: PLC0415  (each program loads only its own)
    from attune.play.command import main as start  # noqa: PLC0415

    told = {name: getattr(chosen, name) for name in PlayOptions.__dataclass_fields__}
    return start(PlayOptions(**told))


def _wire(chosen: argparse.Namespace) -> int:
    from attune.wire import write  # noqa: PLC0415  (each program loads only its own)

    try:
        for path in write(chosen.directory):
            print(path)  # noqa: T201  (this is what was asked for)
    except OSError as why:
        sys.stderr.write(f"attune: cannot write into {chosen.directory}: {why.strerror}\n")
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
