"""The command `vitrine`: alone it opens the app, with anything after it the command line."""

from __future__ import annotations

import sys


def main() -> None:
    """Open the app in a terminal; everything else is the command line's."""
    if len(sys.argv) == 1 and sys.stdin.isatty() and sys.stdout.isatty():
        from assistant.locations import data_home
        from tui.language import use_language
        from tui.opening import interface_language, open_default
        from tui.terminal import TerminalApp, run_in_terminal

        use_language(interface_language())
        sys.exit(run_in_terminal(TerminalApp(open_default, home=data_home())))
    from assistant.cli.main import main as command_line

    command_line()


if __name__ == "__main__":
    main()
