"""`vitrine devices`: the microphones there are; not for opening them."""

from __future__ import annotations

import json

import click

from assistant.choices import NO_MICROPHONE
from assistant.cli.options import json_option
from assistant.cli.telling import printable


@click.command("devices")
@json_option
def command(as_json: bool) -> None:
    """List microphones by name; `vitrine listen --device NAME` listens to one."""
    from speech.microphone.devices import list_devices

    devices = list_devices()
    if as_json:
        told = [
            {
                "name": device.name,
                "n_channels": device.n_channels,
                "sample_rate_hz": device.sample_rate_hz,
                "is_default": device.is_default,
            }
            for device in devices
        ]
        click.echo(json.dumps({"schema": 1, "devices": told}, ensure_ascii=False))
        return
    for device in devices:
        channels = "channel" if device.n_channels == 1 else "channels"
        click.echo(
            f"{'*' if device.is_default else ' '} {printable(device.name)}"
            f"  ({device.sample_rate_hz:,.0f} Hz, {device.n_channels} {channels})"
        )
    if not devices:
        click.echo(NO_MICROPHONE)
