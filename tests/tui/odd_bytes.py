"""What terminals were seen to send, and what lines garble; no test itself."""

from __future__ import annotations

ODD_BYTES = {
    "an X10 mouse report": b"\x1b[M \xff\xfe",
    "an X10 mouse report that was cut": b"\x1b[M\xf0",
    "a mouse report that is no number": b"\x1b[<NaN;NaN;NaNM",
    "a mouse report out of all bounds": b"\x1b[<0;99999999;99999999M",
    "a mouse report before the first cell": b"\x1b[<0;-5;-5M",
    "a key release": b"\x1b[97;1:3u",
    "a key that is no character": b"\x1b[99999999u",
    "a key with text that is no character": b"\x1b[97;1;99999999u",
    "half a surrogate pair": b"\x1b[97;1;55357u",
    "a window without cells": b"\x1b[48;0;0;0;0t\x1b[<0;3;3M",
    "a window larger than all": b"\x1b[48;99999999;99999999;1;1t",
    "bytes that are not UTF-8": b"\xff\xfe\xc3\x28\xe2\x82",
    "a lone escape and another": b"\x1b\x1b\x1b",
    "a sequence without an end": b"\x1b[" + b";" * 100,
    "a colour that was asked for": b"\x1b]11;rgb:0000/0000/0000\x1b\\",
    "a mode report": b"\x1b[?2026;999999$y\x1b[?2048;2$y",
    "a cursor position": b"\x1b[0;0R",
    "zeros": b"\x00\x00",
}
