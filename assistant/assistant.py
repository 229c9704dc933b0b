"""The assistant: an open store and its encoder answering queries; not for ranking or drawing."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, cast

from assistant.alternatives import Fused, Reading, fuse, readings
from assistant.answer import Answer
from assistant.hearing import Hearing, SpeechRecognizer, shop_currencies
from assistant.query import Query
from assistant.settings import load_settings
from assistant.spoken.query import SpokenQuery
from retrieval.search.expression import parse_query
from retrieval.search.filters import Filter, parse_filter
from retrieval.search.request import QueryPart, SearchRequest
from retrieval.search.result import SearchResult
from speech.transcript import Transcript

if TYPE_CHECKING:
    from retrieval.catalogue.product import Product
    from retrieval.catalogue.store import Store
    from retrieval.encoders.encoder import Encoder
    from retrieval.index.vector_index import Dtype
    from retrieval.search.searcher import Searcher

IN_STOCK_FILTER = "stock>0"


class Assistant:
    """Answers queries on one store.

    >>> from assistant import Assistant, Query
    >>> with Assistant.open("my-store") as assistant:          # doctest: +SKIP
    ...     for hit in assistant.ask(Query(text="long red dress", filters=["price<60"])).hits:
    ...         print(hit.product.title, hit.probability)
    """

    def __init__(
        self,
        store: Store,
        encoder: Encoder,
        searcher: Searcher,
        hearing: Hearing | None = None,
    ) -> None:
        """Join parts that are open already; most callers want `Assistant.open`."""
        self.store = store
        self.encoder = encoder
        self.searcher = searcher
        self.hearing = hearing or Hearing(store)

    @classmethod
    def open(
        cls,
        store: str | Path | None = None,
        *,
        encoder: Encoder | None = None,
        recognizer: SpeechRecognizer | None = None,
        speech_model: str | None = None,
        language: str | None = None,
        device: str | None = None,
        progress: Callable[[str, int, int | None], None] | None = None,
    ) -> Self:
        """Open a store (the default one when none is named) with the encoder that made it.

        encoder: one that is loaded already; it must be the store's own. recognizer: likewise, to
        hear with; else speech_model is loaded at the first spoken query. language: that is spoken;
        detected unless named. progress: told what is being loaded, steps done, and steps in all
        when known.
        Raises StoreError when there is no such store, ModelError when its encoder cannot be loaded.
        """
        from retrieval.catalogue.store import Store
        from retrieval.encoders.load import load_encoder
        from retrieval.search.searcher import Searcher

        settings, _ = load_settings(
            {
                "store": store,
                "device": device,
                "speech_model": speech_model,
                "language": language,
            }
        )
        opened = Store.open(settings.store, read_only=True)
        try:
            if encoder is None:
                encoder = load_encoder(
                    opened.encoder_name or settings.model,
                    device=settings.chosen_device,
                    progress=progress,
                )
            dtype = cast("Dtype", settings.index_dtype)
            hearing = Hearing(
                opened,
                recognizer=recognizer,
                model=settings.speech_model,
                device=settings.chosen_device,
                language=settings.chosen_language,
                progress=progress,
            )
            return cls(opened, encoder, Searcher(opened, encoder, dtype=dtype), hearing)
        except BaseException:
            opened.close()
            raise

    def ask(self, query: Query) -> Answer:
        """Find products for a query; sound in it is heard first.

        Raises QueryError or InputError, in one sentence, for what cannot be asked: an unreadable
        picture, an unknown product id, a filter that makes no sense; AudioError for a sound that
        cannot be used, RecognizerError when the speech model cannot be had.
        """
        start_s = time.perf_counter()
        if query.sounds:
            to_request(query)  # a mistake in the rest is told before anything is heard
        transcripts = tuple(self.hearing.hear(sound) for sound in query.sounds)
        heard_ms = {"hear": (time.perf_counter() - start_s) * 1000} if transcripts else {}
        options = wishes(transcripts)
        notices = [heard.notice for heard in transcripts if heard.notice]
        notices += [_nothing_heard(heard) for heard in transcripts if not readings(heard)]
        currencies: frozenset[str] = frozenset()
        if any(spoken.limits for _, spokens in options for spoken in spokens):
            currencies = shop_currencies(self.store)
            notices += _currency_notices(options[0][1], currencies)
        asked = [(reading, to_request(query, spokens, currencies)) for reading, spokens in options]
        if asked[0][1].parts or asked[0][1].filters:
            found = [(reading, self.searcher.search(request)) for reading, request in asked]
            fused = fuse(found, query.k)
        else:
            fused = Fused(self._nothing())
        models = {"encoder": self._encoder_card()}
        if transcripts:
            models["speech"] = self._speech_card(transcripts)
        total_ms = (time.perf_counter() - start_s) * 1000
        return Answer(
            query,
            fused.result,
            models,
            {**heard_ms, **fused.result.timing_ms, "total": total_ms},
            transcripts,
            fused.did_you_mean,
            tuple(dict.fromkeys(notices)),
        )

    def bought_together(self, product: Product, at_most: int = 5) -> tuple[Product, ...]:
        """The products that the shop's catalogue names beside this one, in its order.

        Those that the store does not have, or no longer, are left out.
        """
        from retrieval.catalogue.bought_together import bought_with

        return bought_with(self.store, product, at_most)

    def _nothing(self) -> SearchResult:
        """The result when nothing was asked: somebody was silent."""
        n_products = len(self.store)
        calibrated = self.searcher.calibration.calibrated
        return SearchResult((), "", (), n_products, n_products, 0.0, calibrated, self.encoder.id)

    def _speech_card(self, transcripts: Sequence[Transcript]) -> dict[str, str | int]:
        if self.hearing.is_open:
            return {**self.hearing.card()}
        name = transcripts[0].model
        return {"name": name, "id": name, "device": ""}

    def _encoder_card(self) -> dict[str, str | int]:
        return {
            "name": self.encoder.name,
            "id": self.encoder.id,
            "n_dims": self.encoder.n_dims,
            "device": self.encoder.device,
            "backend": self.encoder.backend,
        }

    def close(self) -> None:
        """Close the index and the store; asking afterwards is an error."""
        self.searcher.close()
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


def wishes(
    transcripts: Sequence[Transcript],
) -> list[tuple[Reading, tuple[SpokenQuery, ...]]]:
    """What may have been asked for by all sounds together, the likeliest first.

    The alternatives of a single sound are kept apart. Of several sounds the first text of each is
    taken: their combinations would be too many searches for what they add.
    """
    found = [readings(transcript) for transcript in transcripts]
    said = [options for options in found if options]
    if len(said) == 1:
        return [(reading, (reading.spoken,)) for reading in said[0]]
    firsts = [options[0] for options in said]
    text = " ".join(reading.heard for reading in firsts)
    spokens = tuple(reading.spoken for reading in firsts)
    return [(Reading(text, SpokenQuery(text), 1.0), spokens)]


def to_request(
    query: Query, spokens: Sequence[SpokenQuery] = (), currencies: Collection[str] = ()
) -> SearchRequest:
    """The query and what was spoken as retrieval takes them: signed parts and parsed filters.

    currencies: of the shop's prices. Spoken refusals are left out where nothing is asked for.
    """
    parts: list[QueryPart] = []
    if query.text.strip():
        parts += [QueryPart("text", part.text, part.weight) for part in parse_query(query.text)]
    # Spoken signs are no arithmetic: what was heard is taken as it stands.
    parts += [QueryPart("text", spoken.text) for spoken in spokens if spoken.text]
    for image in query.weighted_images:
        parts.append(QueryPart("image", image.picture, image.weight))
    for liked in query.weighted_like:
        parts.append(
            QueryPart("product", liked.product_id, liked.weight, is_hidden=liked.is_hidden)
        )
    if any(part.weight > 0 for part in parts):
        refused = [unwanted for spoken in spokens for unwanted in spoken.without]
        parts += [QueryPart("text", unwanted, -1.0) for unwanted in refused]
    for unwanted in query.without:
        if unwanted.strip():
            parts.append(QueryPart("text", unwanted, -1.0))
    spoken_filters = [text for spoken in spokens for text in spoken.filters(currencies)]
    filters = (*to_filters(query), *(parse_filter(text) for text in spoken_filters))
    return SearchRequest(parts=tuple(parts), filters=filters, k=query.k)


def to_filters(query: Query) -> tuple[Filter, ...]:
    """The filters of a query, `in_stock` among them."""
    written = [*query.filters, *([IN_STOCK_FILTER] if query.in_stock else [])]
    return tuple(parse_filter(text) for text in written)


def _nothing_heard(transcript: Transcript) -> str:
    if not transcript.text:
        return f"Nobody speaks in the {transcript.duration_s:.1f} seconds of sound."
    return f"{transcript.text!r} was heard, which asks for no product."


def _currency_notices(spokens: Sequence[SpokenQuery], currencies: Collection[str]) -> list[str]:
    named = ", ".join(sorted(currencies))
    return [
        f"Prices here are in {named}; the limit of {limit.amount:f} was taken as such, "
        f"not as {limit.currencies[0]}."
        for spoken in spokens
        for limit in spoken.limits
        if limit.differs_from(currencies)
    ]


__all__ = ["Assistant", "to_filters", "to_request", "wishes"]
