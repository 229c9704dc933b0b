"""Which kinds a thing of one kind also is or may be; not for words."""

from __future__ import annotations

from retrieval.training.wording import kinds as k
from retrieval.training.wording.more_kinds import MAY_BE_GROCERY


def kind_facts(kind: str) -> tuple[set[str], set[str]]:
    """(held, open) kinds of a thing of this kind, wider ones included."""
    held = {kind, *k.INCLUDED_IN.get(kind, ())}
    may_be = {*k.MAY_BE.get(kind, ()), *MAY_BE_GROCERY.get(kind, ())}
    may_be |= {narrow for narrow, wide in MAY_BE_GROCERY.items() if kind in wide}
    may_be |= {narrow for narrow, wide in k.INCLUDED_IN.items() if kind in wide}
    return {f"kind:{name}" for name in held}, {f"kind:{name}" for name in may_be - held}
