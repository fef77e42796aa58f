"""The door: ``workbench`` and ``python -m workbench``."""

from __future__ import annotations

import sys


def main() -> int:
    """Run what was asked for on the command line; without a command, the window."""
    if sys.argv[1:] == ["--version"]:
        from workbench import __version__

        print(__version__)
        return 0
    from workbench.bootstrap.house import open_house
    from workbench.cli.main import run

    return run(sys.argv[1:], open_house)


if __name__ == "__main__":
    sys.exit(main())
