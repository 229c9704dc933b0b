"""The file that keeps a trust table between runs; not what is in it."""

from __future__ import annotations

import json
import os
import struct
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from retrieval.index.lock import index_lock
from retrieval.trust.bank import Bank
from retrieval.trust.scan import Usual
from retrieval.trust.shop import COLUMNS, Seen, Shop

FILE_NAME = "trust.npz"
FILE_VERSION = 1
# Smaller shops are looked at anew in less time than a file takes.
KEPT_FROM_PRODUCTS = 200


@dataclass(frozen=True)
class Kept:
    """A table: what is usual, each product as it was seen, its suspicion (n,), and when.

    serial: of the last change to a vector that is in it.
    """

    shop: Shop
    seen: Seen
    suspicion: NDArray[np.float32]
    serial: int

    @property
    def keys(self) -> NDArray[np.int64]:
        """Of the products, ascending."""
        return self.seen.keys

    @property
    def near(self) -> NDArray[np.float32]:
        """(n,) to the bank."""
        return self.seen.near

    @staticmethod
    def nothing(serial: int = -1) -> Kept:
        """Of a shop without vectors."""
        none, no = np.zeros(0, np.float32), np.zeros(0, np.bool_)
        keys = np.zeros(0, np.int64)
        shop = Shop(Bank(np.zeros((0, 0), np.float32), keys))
        return Kept(shop, Seen(keys, none, none, no, no), none, serial)


def load_table(folder: Path, identity: str) -> Kept | None:
    """The file's table; None when it is missing, damaged or of another shop, encoder or fusion."""
    try:
        with np.load(folder / FILE_NAME, allow_pickle=False) as arrays:
            told = json.loads(bytes(arrays["told"]).decode())
            if told["version"] != FILE_VERSION or told["identity"] != identity:
                return None
            seen = Seen(*[arrays[name] for name in COLUMNS])
            bank = Bank(arrays["bank"].astype(np.float32), arrays["bank_owners"])
            return Kept(_shop(told["shop"], bank), seen, arrays["suspicion"], told["serial"])
    except (
        OSError,
        ValueError,
        KeyError,
        TypeError,
        EOFError,
        RuntimeError,
        struct.error,
        zipfile.BadZipFile,
    ):
        return None


def save_table(folder: Path, identity: str, kept: Kept) -> None:
    """Write by way of a file aside; what cannot be written is made again next time."""
    if len(kept.keys) < KEPT_FROM_PRODUCTS:
        return
    shop = {name: value for name, value in vars(kept.shop).items() if name != "bank"}
    told = {
        "version": FILE_VERSION,
        "identity": identity,
        "serial": kept.serial,
        "shop": {
            **shop,
            "near": _usual_json(kept.shop.near),
            "agreement": _usual_json(kept.shop.agreement),
            "near_of": {name: asdict(one) for name, one in kept.shop.near_of.items()},
        },
    }
    aside = folder / f"{FILE_NAME}.{os.getpid()}.part"
    with index_lock(folder, 0.0) as locked:
        if not locked:
            return
        try:
            with aside.open("wb") as stream:
                np.savez(
                    stream,
                    told=np.frombuffer(json.dumps(told).encode(), np.uint8),
                    bank=kept.shop.bank.vectors,
                    bank_owners=kept.shop.bank.owners,
                    suspicion=kept.suspicion,
                    **{name: getattr(kept.seen, name) for name in COLUMNS},
                )
                stream.flush()
                os.fsync(stream.fileno())
            aside.replace(folder / FILE_NAME)
        except OSError:
            aside.unlink(missing_ok=True)


def _usual_json(usual: Usual | None) -> dict[str, float] | None:
    return None if usual is None else asdict(usual)


def _shop(told: dict[str, Any], bank: Bank) -> Shop:
    near, agreement = (told[name] and Usual(**told[name]) for name in ("near", "agreement"))
    near_of = {name: Usual(**one) for name, one in told["near_of"].items()}
    return Shop(bank, **{**told, "near": near, "agreement": agreement, "near_of": near_of})
