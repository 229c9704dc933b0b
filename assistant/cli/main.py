"""The `vitrine` command and its subcommands; the one place that tells errors to a person."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any

import click

from assistant.cli.telling import printable, tell_error
from assistant.errors import TOLD_ERRORS

COMMANDS = {
    "ask": ("assistant.cli.ask", "Find products by words, speech, pictures, products, or a mix."),
    "listen": ("assistant.cli.listen", "Ask by speaking to the microphone."),
    "transcribe": ("assistant.cli.transcribe", "Write down what is said in sound files."),
    "devices": ("assistant.cli.devices", "List the microphones."),
    "demo": ("assistant.cli.demo", "Make the sample store, unless it is there, and ask it."),
    "catalogue": ("assistant.cli.catalogue", "Add, update, remove, export and check products."),
    "models": ("assistant.cli.models", "See, fetch and switch encoders."),
    "evaluate": ("assistant.cli.evaluate", "Measure your own store with your own queries."),
    "adapt": ("assistant.cli.adapt", "Teach a store from a few labelled photos or queries."),
    "bench": ("assistant.cli.bench", "Measure the models at length, under attack for one."),
    "settings": ("assistant.cli.settings", "Show every setting and where it came from."),
    "train": ("assistant.cli.train", "Train the models this project ships."),
}


class LazyGroup(click.Group):
    """A group whose commands are imported only when run, so that `vitrine --help` is instant."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command, imported now, or None when there is none of that name."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(COMMANDS[cmd_name][0])
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands in `--help`, from the table alone."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, says) for name, (_, says) in COMMANDS.items()])


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 answered, also when nothing matches; 2 the caller's mistake; 1 ours.",
)
@click.version_option(package_name="vitrine", prog_name="vitrine")
def cli() -> None:
    """Ask for a product however you like, and get the right ones at once."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command line; exits 0, 1 or 2 as the epilog says, never with a traceback."""
    sys.exit(run(arguments))


def run(arguments: list[str] | None = None) -> int:
    """Run the command line and return its exit code."""
    # torch's threads wait for each other in a spin otherwise: on a shared machine whose cores are
    # not always there, Whisper took six times as long on two threads as on one.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    try:
        result: Any = cli.main(args=arguments, standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("Stopped.", err=True)
        return 130
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except KeyboardInterrupt:
        click.echo("Stopped.", err=True)
        return 130
    except BrokenPipeError:
        # The reader (`| head`) has seen enough; keep the interpreter from complaining at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except TOLD_ERRORS as error:
        return tell_error(error)
    except Exception as error:
        return _tell_defect(error)
    return result if isinstance(result, int) else 0


def _tell_defect(error: Exception) -> int:
    """A defect of ours: one sentence, and the traceback only for those who ask."""
    if os.environ.get("VITRINE_DEBUG"):
        raise error
    summary = printable(f"{type(error).__name__}: {error}")
    click.echo(
        f"vitrine: something went wrong on our side ({summary}). Nothing stored is lost. "
        "Run again with VITRINE_DEBUG=1 for the details to report.",
        err=True,
    )
    return 1


if __name__ == "__main__":
    main()
