"""``python -m firmware_sim sim.toml``: the simulator on its own."""

import sys
from pathlib import Path

from firmware_sim.run import main

if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "sim.toml")))
