"""A Flower Grid whose shops are apps in this process: no network and no Ray; not for averaging.

Every message is written to bytes and read again, as it would be between machines, and counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from retrieval.training.federated.flower import require_flower

require_flower()

from flwr.app import Context, Message, RecordDict  # noqa: E402
from flwr.clientapp import ClientApp  # noqa: E402
from flwr.common.serde import recorddict_from_proto, recorddict_to_proto  # noqa: E402
from flwr.proto.recorddict_pb2 import RecordDict as Written  # noqa: E402
from flwr.serverapp import Grid  # noqa: E402
from flwr.supercore.run import Run  # noqa: E402
from flwr.supercore.task_identity import TaskIdentity  # noqa: E402

RUN_ID, SERVER = 1, 0
NUMBER = "partition-id"  # Flower's name for which of the shops a node is


@dataclass
class Traffic:
    """Bytes of all messages. replies: what every shop sent, where they are kept for inspection."""

    down_bytes: int = 0
    up_bytes: int = 0
    replies: list[RecordDict] | None = field(default=None)


class InProcessGrid(Grid):  # type: ignore[misc]
    """Node i is shop i; a shop's error ends the run, since it is this program's own."""

    def __init__(self, app: ClientApp, n_shops: int, traffic: Traffic | None = None) -> None:
        self._app = app
        self.traffic = traffic or Traffic()
        self._run = Run.create_empty(RUN_ID)
        self._nodes = {
            number + 1: Context(RUN_ID, number + 1, {NUMBER: number}, RecordDict(), {})
            for number in range(n_shops)
        }
        self._answers: dict[str, Message] = {}
        TaskIdentity.task_id, TaskIdentity.run_id, TaskIdentity.node_id = 1, RUN_ID, SERVER

    def set_run(self, run: Run) -> None:
        self._run = run

    @property
    def run(self) -> Run:
        return self._run

    def create_message(
        self,
        content: RecordDict,
        message_type: str,
        dst_node_id: int,
        group_id: str,
        ttl: float | None = None,
    ) -> Message:
        return Message(content, dst_node_id, message_type, ttl=ttl, group_id=group_id)

    def get_node_ids(self) -> Iterable[int]:
        return list(self._nodes)

    def push_messages(self, messages: Iterable[Message]) -> Sequence[str]:
        ids = []
        for message in messages:
            ids.append(str(len(self._answers)))
            self._answers[ids[-1]] = self._answered(message)
        return ids

    def pull_messages(self, message_ids: Iterable[str]) -> Sequence[Message]:
        return [self._answers.pop(each) for each in list(message_ids) if each in self._answers]

    def send_and_receive(
        self, messages: Iterable[Message], *, timeout: float | None = None
    ) -> Sequence[Message]:
        """The answers in the shops' order, so that the same run makes the same sums."""
        in_order = sorted(messages, key=lambda message: message.metadata.dst_node_id)
        return [self._answered(message) for message in in_order]

    def _answered(self, message: Message) -> Message:
        node, kind = message.metadata.dst_node_id, message.metadata.message_type
        content, n_down = _carried(message.content)
        asked = Message(content, node, kind, group_id=message.metadata.group_id)
        answer = self._app(asked, self._nodes[node])
        content, n_up = _carried(answer.content)
        self.traffic.down_bytes += n_down
        self.traffic.up_bytes += n_up
        if self.traffic.replies is not None:
            self.traffic.replies.append(_carried(answer.content)[0])
        return Message(content, reply_to=asked)


def _carried(content: RecordDict) -> tuple[RecordDict, int]:
    """The same content as it arrives, and its size in bytes."""
    whole: Any = recorddict_to_proto(content).SerializeToString()
    return recorddict_from_proto(Written.FromString(whole)), len(whole)
