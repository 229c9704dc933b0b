"""How the program goes on from what a recogniser heard, for `vitrine bench`; not hearing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retrieval.robustness.questions import Said
    from retrieval.search.result import SearchResult
    from retrieval.search.searcher import Searcher


def answer_to(searcher: Searcher, said: Said, k: int) -> SearchResult:
    """As `Assistant.ask` answers one sound: manners out, each alternative searched, ranks fused.

    said: at least one text with its confidence, the likeliest first.
    """
    from assistant.alternatives import fuse
    from assistant.assistant import to_request, wishes
    from assistant.query import Query
    from speech.transcript import Alternative, Transcript

    alternatives = tuple(Alternative(text, confidence) for text, confidence in said)
    heard = Transcript(said[0][0], "", said[0][1], 0.0, alternatives=alternatives)
    options = wishes([heard])
    found = [
        (reading, searcher.search(to_request(Query(audio=heard, k=k), spokens)))
        for reading, spokens in options
    ]
    return fuse(found, k).result
