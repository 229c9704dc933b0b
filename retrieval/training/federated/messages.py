"""Weights as Flower's messages and back, in both layouts that Flower has; not for training.

Flower's strategies name arrays; its secure aggregation is written for an older layout that lists
them. Both carry float32 arrays, one number of examples and, in a look, recalls: nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from retrieval.training.federated.local_training import Arrays

if TYPE_CHECKING:
    from flwr.app import ArrayRecord, Message

ARRAYS, CONFIG, METRICS = "arrays", "config", "metrics"
N_EXAMPLES, ROUND = "num-examples", "server-round"
LISTED = "fitins.parameters"
RECALL = "recall at blend "
NO_RECALL = -1.0  # of a shop that has no queries; it weighs next to nothing


def to_record(arrays: Mapping[str, NDArray[np.float32]]) -> ArrayRecord:
    """Named arrays as Flower's record of them."""
    from flwr.app import Array, ArrayRecord

    return ArrayRecord({name: Array(np.asarray(a, np.float32)) for name, a in arrays.items()})


def from_record(record: ArrayRecord) -> Arrays:
    """The reverse of `to_record`."""
    return {name: np.asarray(array.numpy(), np.float32) for name, array in record.items()}


def is_listed(message: Message) -> bool:
    """Whether a message to train has the older layout, of secure aggregation."""
    return LISTED in message.content.array_records


def received(message: Message, names: Sequence[str]) -> tuple[Arrays, int]:
    """(weights by name, round from 1) of a message to train. names: in the order of a list."""
    from flwr.common import parameters_to_ndarrays
    from flwr.compat.common.recorddict_compat import recorddict_to_fitins

    if not is_listed(message):
        config = message.content.config_records[CONFIG]
        return from_record(message.content.array_records[ARRAYS]), _whole(config[ROUND])
    instructions = recorddict_to_fitins(message.content, keep_input=True)
    listed = parameters_to_ndarrays(instructions.parameters)
    arrays = {n: np.asarray(a, np.float32) for n, a in zip(names, listed, strict=True)}
    return arrays, _whole(instructions.config[ROUND])


def reply(message: Message, arrays: Arrays, n_examples: int) -> Message:
    """What a shop answers to a message to train, in the layout that it came in."""
    from flwr.app import Message, MetricRecord, RecordDict
    from flwr.common import Code, FitRes, Status, ndarrays_to_parameters
    from flwr.compat.common.recorddict_compat import fitres_to_recorddict

    if is_listed(message):
        parameters = ndarrays_to_parameters(list(arrays.values()))
        result = FitRes(Status(Code.OK, ""), parameters, n_examples, {})
        return Message(fitres_to_recorddict(result, keep_input=False), reply_to=message)
    metrics = MetricRecord({N_EXAMPLES: n_examples})
    return Message(RecordDict({ARRAYS: to_record(arrays), METRICS: metrics}), reply_to=message)


def recalls_reply(message: Message, found: Mapping[float, float], n_queries: float) -> Message:
    """What a shop answers to a message to look: recall@1 at each blend, and of how many queries."""
    from flwr.app import Message, MetricRecord, RecordDict

    values: dict[str, Any] = {f"{RECALL}{blend:g}": recall for blend, recall in found.items()}
    record = MetricRecord({N_EXAMPLES: n_queries, **values})
    return Message(RecordDict({METRICS: record}), reply_to=message)


def recalls_of(metrics: Mapping[str, Any]) -> dict[float, float]:
    """Blend -> recall@1 of an averaged look."""
    return {
        float(name.removeprefix(RECALL)): float(value)
        for name, value in metrics.items()
        if name.startswith(RECALL)
    }


def _whole(value: Any) -> int:
    return int(value)
