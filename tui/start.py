"""The command `vitrine`: alone it opens the app, with anything after it the command line."""

from __future__ import annotations

import sys


def main() -> None:
    """Open the app in a terminal; everything else is the command line's."""
    if len(sys.argv) == 1 and sys.stdin.isatty() and sys.stdout.isatty():
        from assistant.locations import data_home
        from tui.app import VitrineApp
        from tui.opening import open_default

        app = VitrineApp(open_default, home=data_home())
        app.run()
        sys.exit(app.return_code or 0)
    from assistant.cli.main import main as command_line

    command_line()


if __name__ == "__main__":
    main()
