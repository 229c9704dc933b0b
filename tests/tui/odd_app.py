"""The app with keys for what must not happen: `python -m tests.tui.odd_app`; no test itself."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
import warnings
from typing import Any, ClassVar

from textual.binding import Binding, BindingType

from tui.opening import NoStoreError
from tui.terminal import TerminalApp, run_in_terminal

CUSTOMER = "Mrs Winterbottom, 12 Mill Lane"


class OddApp(TerminalApp):
    """Ctrl+T fails, Ctrl+O fails on a thread, Ctrl+B is noisy, Ctrl+K kills a child of its own."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+t", "app.fail", priority=True),
        Binding("ctrl+o", "app.fail_elsewhere", priority=True),
        Binding("ctrl+b", "app.make_noise", priority=True),
        Binding("ctrl+k", "app.kill_child", priority=True),
    ]

    def action_fail(self) -> None:
        raise ValueError(f"no such customer: {CUSTOMER}")

    def action_fail_elsewhere(self) -> None:
        threading.Thread(target=self.action_fail, name="thumbnails").start()

    def action_make_noise(self) -> None:
        os.write(2, b"\x1b[31mALSA lib pcm.c:2722: Unknown PCM\n" * 3 + b"no end of line")
        os.write(2, b"#" * 1_000_000)  # more than a pipe takes: must not wait
        subprocess.run([sys.executable, "-c", "import os; os.write(2, b'child speaks\\n')"])
        warnings.warn("an old way was used", stacklevel=1)
        logging.getLogger("shop").error("a record was logged")
        print("printed by Python")

    def action_kill_child(self) -> None:
        child = subprocess.Popen(["sleep", "60"])
        child.kill()
        self._say(f"The child ended with {child.wait()}.")


def no_store(progress: Any, **_: Any) -> Any:
    """An opening that needs no model."""
    raise NoStoreError("nowhere")


if __name__ == "__main__":
    sys.exit(run_in_terminal(OddApp(no_store)))
