"""Answers search requests on one store with one encoder; not for reading typed queries."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from retrieval.catalogue.store import Store
from retrieval.errors import InputError
from retrieval.fusion import Fusion, load_fusion
from retrieval.heads.mixing import load_mixing
from retrieval.index.cache import Progress
from retrieval.index.vector_index import Dtype
from retrieval.search.believing import believed_hits
from retrieval.search.calibration import Calibration, load_calibration
from retrieval.search.explaining import explained_hits
from retrieval.search.filters import CompiledFilters
from retrieval.search.lexical import LexicalHits, lexical_hits
from retrieval.search.ranking import (
    Candidate,
    VectorHits,
    candidates,
    demoted,
    fused,
    ranked_by_vector,
    ranked_by_words,
)
from retrieval.search.request import SearchRequest
from retrieval.search.result import SearchResult
from retrieval.search.store_view import StoreView
from retrieval.search.timing import Stopwatch
from retrieval.search.understanding import (
    QueryVectors,
    Words,
    embed_parts,
    text_and_picture,
    understand_words,
)
from retrieval.search.unwanted import unwanted_probability
from retrieval.trust.query import load_detector

if TYPE_CHECKING:
    from retrieval.encoders.encoder import Encoder

# How many of each list are fused: deep enough that both lists can know a product.
DEPTH = 50
DEPTH_A_HIT = 2
# "Without" pushes products down: look further for others to take their place.
DEPTH_WITHOUT_FACTOR = 4
# The best of so many hits says whether the store has an answer, whatever k is.
ANSWERABLE_HITS = 10


class Searcher:
    """Searches one store. The same request gives the same answer until the store changes.

    Products that another process or thread adds are found by the next search. Searches from several
    threads take turns. StoreError when the store's vectors are another encoder's.
    """

    def __init__(
        self,
        store: Store,
        encoder: Encoder,
        *,
        fusion: Fusion | None = None,
        dtype: Dtype = "f16",
        progress: Progress | None = None,
    ) -> None:
        """Open the index, making it when needed. fusion: the store's, else the encoder's own."""
        self.encoder = encoder
        self.fusion = fusion or load_fusion(encoder.folder, store.meta("fusion"))
        self.calibration: Calibration = load_calibration(encoder)
        self.mixing = load_mixing(encoder.folder, encoder.n_dims)
        self.detector = load_detector(encoder)
        self._view = StoreView(store, encoder, self.fusion, dtype, progress)
        self._encoder_thread = ThreadPoolExecutor(1, thread_name_prefix="vitrine-encoder")
        self._lock = threading.Lock()

    def search(self, request: SearchRequest) -> SearchResult:
        """The answer to one request; InputError when it cannot be understood."""
        if not request.parts and not request.filters:
            raise InputError("There is nothing to look for: give words, a picture or a filter.")
        watch = Stopwatch()
        with self._lock, self._view.snapshot():
            return self._search(request, watch)

    def close(self) -> None:
        """Save the index if it changed, then let go of it; the store stays open."""
        with self._lock:
            self._encoder_thread.shutdown()
            self._view.close()

    def __enter__(self) -> Searcher:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _search(self, request: SearchRequest, watch: Stopwatch) -> SearchResult:
        view = self._view
        words = understand_words(request.parts, view.vocabulary)
        compiled, allowed = view.allowed(request.filters)
        of_store = [part for part in request.parts if part.kind == "product"]
        liked = tuple(str(part.value) for part in of_store)
        # The query's own products would mostly only find themselves.
        unseen = tuple(str(part.value) for part in of_store if part.is_hidden)
        known_vectors = {product_id: view.vector_of(product_id) for product_id in liked}
        hidden = view.keys_of((*request.exclude_ids, *unseen))
        depth = _depth(request) + len(hidden)
        watch.lap("understand")

        encoding = self._start_encoding(request, words, known_vectors)
        try:
            lexical = self._look_for_words(request, words, allowed, hidden, depth)
            watch.lap("words")
        finally:
            # Wait for the encoder also when the words failed: it is this search's own.
            vectors = encoding()
        watch.lap("encode")
        near = self._near(request, vectors, allowed, depth, hidden)
        watch.lap("vector")

        if request.parts:
            ranked = self._rank(request, words, vectors, near, lexical)
        else:
            ranked = self._listed(request, compiled, hidden)
        watch.lap("rank")

        keys = [candidate.key for candidate in ranked]
        # A query of one part has told its cosines with what the vector list holds.
        known = len(request.parts) == 1
        lacking = [c.key for c in ranked if not (known and c.cosine is not None)]
        hits = explained_hits(
            ranked,
            view.products(keys),
            request,
            words,
            vectors,
            view.vectors(lacking),
            view.postings,
            self.calibration,
            view.n_products,
            {} if view.trust is None else view.trust.flagged,
            {} if near is None else near.taken(),
        )
        watch.lap("explain")
        unknown_share = view.postings.unknown_share(words.lexical.words)
        best = max((hit.probability for hit in hits[:ANSWERABLE_HITS]), default=0.0)
        return SearchResult(
            hits=tuple(hits[: request.k]),
            understood=words.understood,
            corrections=words.corrections,
            n_products=view.n_products,
            n_allowed=view.n_products if allowed is None else len(allowed),
            answerable_probability=self.calibration.answerable(
                [(part.kind, part.weight) for part in request.parts if part.weight > 0],
                best,
                unknown_share,
            ),
            calibrated=self.calibration.calibrated,
            encoder_id=self.encoder.id,
            unknown_share=unknown_share,
            timing_ms=watch.laps_ms(),
            notices=(*view.take_notices(), *(compiled.notices if compiled else ())),
            suspicions=(*words.suspicions, *(vectors.suspicions if vectors else ())),
        )

    def _start_encoding(
        self, request: SearchRequest, words: Words, known: dict[str, NDArray[np.float32]]
    ) -> Callable[[], QueryVectors | None]:
        """Starts the encoder; the outcome waits.

        Words that SQLite must be asked for are looked up meanwhile, since encoders leave Python's
        lock free while they compute. Words at hand take less time than a thread does.
        """
        if request.mode == "lexical" or not request.parts:
            return lambda: None
        encode = partial(
            embed_parts,
            request.parts,
            words.texts,
            self.encoder,
            self.fusion,
            known,
            self.mixing,
            self.detector,
        )
        if self._view.postings.at_hand(words.lexical.terms()):
            return encode
        return self._encoder_thread.submit(encode).result

    def _look_for_words(
        self,
        request: SearchRequest,
        words: Words,
        allowed: NDArray[np.int64] | None,
        hidden: NDArray[np.int64],
        depth: int,
    ) -> LexicalHits | None:
        postings = self._view.postings
        ranks = request.mode == "lexical" or (request.mode == "hybrid" and not self._mixes(request))
        if ranks and words.lexical.words:
            return lexical_hits(postings, words.lexical, depth, allowed, hidden)
        # Not to rank by, but to say which words a hit has.
        postings.remember(words.lexical.terms())
        return None

    def _mixes(self, request: SearchRequest) -> bool:
        """Whether a photo and words become one vector by a mixing that was learned.

        The words then say what is to be different. "In blue" beside a red dress brought blue things
        of any kind where the words ranked as well: of 90 such wishes 0.20 were found first, 0.58
        without.
        """
        return self.mixing is not None and text_and_picture(request.parts) is not None

    def _near(
        self,
        request: SearchRequest,
        vectors: QueryVectors | None,
        allowed: NDArray[np.int64] | None,
        depth: int,
        hidden: NDArray[np.int64],
    ) -> VectorHits | None:
        index = self._view.index
        if vectors is None or index is None or not len(index):
            return None
        # Chosen on photos; words lost by it. See docs/decisions/poisoning.md.
        evens = all(part.kind == "image" for part in request.parts if part.weight > 0)
        found = believed_hits(index, self._view.trust, vectors.query, depth, allowed, evens=evens)
        return found.without(hidden) if len(hidden) else found

    def _rank(
        self,
        request: SearchRequest,
        words: Words,
        vectors: QueryVectors | None,
        near: VectorHits | None,
        lexical: LexicalHits | None,
    ) -> list[Candidate]:
        by_vector = ranked_by_vector(near)
        by_words = ranked_by_words(lexical, _text_share(request))
        ranked = fused(by_vector, by_words)
        scored = [(key, score, 0.0) for key, score in ranked]
        if any(part.weight < 0 for part in request.parts):
            keys = np.asarray([key for key, _ in ranked], np.int64)
            unwanted = unwanted_probability(keys, words, vectors, self._view, self.calibration)
            scored = demoted(ranked, unwanted)
        n_shown = max(request.k, ANSWERABLE_HITS)
        return candidates(self._cut(scored, n_shown), by_vector, by_words)

    def _cut(
        self, scored: list[tuple[int, float, float]], n_shown: int
    ) -> list[tuple[int, float, float]]:
        """The first n_shown; of those that tie with the last one, the ones with smaller ids."""
        if len(scored) <= n_shown or scored[n_shown][1] != scored[n_shown - 1][1]:
            return scored[:n_shown]
        last = scored[n_shown - 1][1]
        before = [row for row in scored[:n_shown] if row[1] != last]
        tied = [row for row in scored if row[1] == last]
        ids = self._view.ids([key for key, _, _ in tied])
        tied = sorted((row for row in tied if row[0] in ids), key=lambda row: ids[row[0]])
        return [*before, *tied][:n_shown]

    def _listed(
        self,
        request: SearchRequest,
        compiled: CompiledFilters | None,
        hidden: NDArray[np.int64],
    ) -> list[Candidate]:
        """What the filters leave, by product id, when nothing else was asked."""
        if compiled is None:
            return []
        keys = self._view.listed(compiled, request.k + len(hidden))
        return [Candidate(key, 0.0) for key in keys.tolist() if key not in hidden]


def _text_share(request: SearchRequest) -> float:
    """How much of what is wanted is said in words, 0 to 1."""
    if request.mode == "lexical":
        return 1.0
    wanted = [part for part in request.parts if part.weight > 0]
    in_words = sum(part.weight for part in wanted if part.kind == "text")
    return in_words / sum(part.weight for part in wanted)


def _depth(request: SearchRequest) -> int:
    depth = max(DEPTH, DEPTH_A_HIT * request.k)
    without = any(part.weight < 0 for part in request.parts)
    return depth * DEPTH_WITHOUT_FACTOR if without else depth
