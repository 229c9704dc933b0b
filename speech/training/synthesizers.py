"""Running a speech synthesizer's program, and what to do where there is none; not what it says."""

from __future__ import annotations

import subprocess

from speech.errors import SpeechError

LONGEST_WAIT_S = 120.0
INSTALLING = (
    "install them with: apt-get install espeak-ng flite festival festvox-kallpc16k festvox-kdlpc16k"
)


def output_of(command: list[str], text: bytes = b"") -> bytes:
    """What it prints, given a text to read. SpeechError: it cannot be run, or says it failed."""
    try:
        # In a session of its own: Ctrl-C is to end the corpus after a shard, not amid a word.
        ran = subprocess.run(
            command,
            input=text,
            capture_output=True,
            timeout=LONGEST_WAIT_S,
            start_new_session=True,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SpeechError(f"{command[0]} could not be run ({error}); {INSTALLING}.") from error
    if ran.returncode and command[0] != "festival":  # which tells success by its files
        told = ran.stderr.decode(errors="replace").strip() or "without a word"
        raise SpeechError(f"{command[0]} failed on {command[-1]!r}: {told}.")
    return ran.stdout
