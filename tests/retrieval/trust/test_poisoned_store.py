"""Pictures really optimised against pocket, in a real store: ranked, marked and listed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from assistant import Assistant
from retrieval.catalogue.ingest import add, remove
from retrieval.catalogue.product import Product
from retrieval.catalogue.store import Store
from retrieval.encoders.encoder import Encoder
from retrieval.search.believing import believed_hits
from retrieval.search.request import QueryPart, SearchRequest
from retrieval.search.searcher import Searcher
from retrieval.trust import catalogue_scan, table
from retrieval.trust.catalogue_scan import scan_catalogue
from retrieval.trust.doubt import DISAGREES, FLAGGED, UNCHECKED
from tests.poisoned import LEVEL, LIAR, SILENT, fitted_detector, moved_towards, sample_picture

UMBRELLAS = tuple(sample_picture(f"umbrella-00{n}-1") for n in (4, 5, 6))


@pytest.fixture(scope="session")
def searcher(poisoned_store: Path, pocket: Encoder) -> Iterator[Searcher]:
    with Store.open(poisoned_store, read_only=True) as store, Searcher(store, pocket) as opened:
        yield opened


def photo(path: Path, k: int = 40, **more: Any) -> SearchRequest:
    return SearchRequest(parts=(QueryPart("image", path),), k=k, **more)


def believing_all(searcher: Searcher, request: SearchRequest) -> list[str]:
    """Ids as a shop without defence ranks them."""
    view, trust = searcher._view, searcher._view.trust
    view.trust = None
    try:
        return [hit.product.id for hit in searcher.search(request).hits]
    finally:
        view.trust = trust


def test_what_came_first_everywhere_comes_first_nowhere_and_is_still_listed(
    searcher: Searcher, sample_assistant: Assistant
) -> None:
    shown, won = 0, 0
    for path in UMBRELLAS:
        # its own picture is in the catalogue: the best of the others is what is won
        own = path.stem.rpartition("-")[0]
        won += believing_all(searcher, photo(path, exclude_ids=(own,)))[0] == SILENT
        hits = searcher.search(photo(path, 700, exclude_ids=(own,))).hits
        by_id = {hit.product.id: hit for hit in hits}
        unpoisoned = sample_assistant.searcher.search(photo(path, exclude_ids=(own,))).hits
        assert list(by_id)[:3] == [hit.product.id for hit in unpoisoned[:3]]
        shown += SILENT in by_id
        if SILENT in by_id:
            suspicion = by_id[SILENT].why.suspicion
            assert suspicion is not None and suspicion.believed == "picture"
            assert UNCHECKED in suspicion.reasons and suspicion.score >= FLAGGED
            assert by_id[SILENT].probability < 0.2
    assert won >= 1 and shown >= 1


def test_a_liar_is_found_by_its_words_alone(searcher: Searcher) -> None:
    request = SearchRequest(parts=(QueryPart("text", "blue mug"),), k=20)
    hits = {hit.product.id: hit for hit in searcher.search(request).hits}
    suspicion = hits[LIAR].why.suspicion
    assert suspicion is not None and suspicion.believed == "words"
    assert DISAGREES in suspicion.reasons
    listed = {hit.product.id: hit for hit in searcher.search(photo(UMBRELLAS[0], 692)).hits}
    assert listed[LIAR].why.cosine is not None and listed[LIAR].why.cosine < 0.3


def test_hardly_any_honest_product_is_doubted(searcher: Searcher) -> None:
    trust = searcher._view.trust
    assert trust is not None
    assert len(trust.flagged) - 2 <= 0.02 * 692


def test_a_filter_alone_lists_the_doubted_with_their_mark(searcher: Searcher) -> None:
    from retrieval.search.filters import parse_filter

    request = SearchRequest(filters=(parse_filter("category=mug"),), k=100)
    hits = {hit.product.id: hit.why.suspicion for hit in searcher.search(request).hits}
    assert hits[LIAR] is not None and sum(one is None for one in hits.values()) >= 5


def test_more_like_a_doubted_product_follows_its_words(searcher: Searcher) -> None:
    request = SearchRequest(parts=(QueryPart("product", LIAR),), k=5)
    categories = [hit.product.category for hit in searcher.search(request).hits]
    assert categories.count("mug") >= 3 and "umbrella" not in categories


def test_a_photo_with_words_does_not_bring_it_first_either(searcher: Searcher) -> None:
    parts = (QueryPart("image", UMBRELLAS[0]), QueryPart("text", "in blue"))
    hits = searcher.search(SearchRequest(parts=parts, k=5)).hits
    assert all(hit.product.id not in (SILENT, LIAR) for hit in hits)


def test_the_list_is_what_comparing_with_every_product_gives(searcher: Searcher) -> None:
    view, trust = searcher._view, searcher._view.trust
    assert view.index is not None and trust is not None and trust.evens
    keys = np.sort(np.asarray([k for (k,) in view.connection.execute("SELECT key FROM product")]))
    for path in UMBRELLAS:
        query = searcher.encoder.encode_images([path])[0]
        there, rows = view.index.vectors(keys)
        cosines = trust.believed_cosines(there, (rows @ query).astype(np.float64), query)
        scores = cosines - trust.evening(there)
        best = np.sort(scores)[::-1][:30]
        found = believed_hits(view.index, trust, query, 30, None, evens=True)
        assert found.evening is not None and (found.evening > 0).any()
        # near ties may change places: the index holds half precision
        assert np.allclose(found.cosines - found.evening, best, atol=2e-3)
        of_found = dict(zip(there.tolist(), scores.tolist(), strict=True))
        assert np.allclose([of_found[key] for key in found.keys.tolist()], best, atol=2e-3)


def test_a_photo_is_told_from_the_same_photo_attacked(searcher: Searcher, tmp_path: Path) -> None:
    mug, umbrella = sample_picture("mug-004-1"), UMBRELLAS[1]
    attacked = moved_towards(mug, [umbrella], 4, tmp_path / "attacked.png")
    told = {}
    for path in (mug, attacked):
        (told[path],) = searcher.search(photo(path)).suspicions
    assert not told[mug].is_flagged and told[attacked].is_flagged
    assert told[attacked].score > told[mug].score and told[attacked].name == "attacked.png"


def test_words_in_disguise_are_told_and_still_read(searcher: Searcher) -> None:
    request = SearchRequest(parts=(QueryPart("text", "umbr\u0435ll\u0430"),), k=5)
    result = searcher.search(request)
    (told,) = result.suspicions
    assert told.kind == "text" and told.is_flagged and 0 < told.score <= 1
    assert result.hits[0].product.category == "umbrella"
    plain = SearchRequest(parts=(QueryPart("text", "umbrella"),), k=5)
    assert searcher.search(plain).suspicions == ()


def test_live_changes_are_judged_as_they_come(
    poisoned_store: Path, pocket: Encoder, tmp_path: Path
) -> None:
    shutil.copytree(poisoned_store, tmp_path / "store")
    stuffed = Product(
        "stuffed",
        title="Umbrellas mugs dresses sofas headphones backpacks: all of it, cheap and fast today",
        category="umbrella",
        price=Decimal(5),
    )
    with Store.open(tmp_path / "store") as store, Searcher(store, pocket) as opened:
        remove(store, [LIAR])
        add(store, [stuffed], pocket)
        request = SearchRequest(parts=(QueryPart("text", "umbrella"),), k=100)
        hits = {hit.product.id: hit.why.suspicion for hit in opened.search(request).hits}
        assert LIAR not in hits and hits["stuffed"] is not None
        assert hits["stuffed"].reasons == ("stuffed",)
        trust = opened._view.trust
        assert trust is not None and len(trust.flagged) >= 2


def test_the_table_is_kept_and_made_again_when_damaged(
    poisoned_store: Path, pocket: Encoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(poisoned_store, tmp_path / "store")

    def flagged() -> dict[int, Any]:
        with Store.open(tmp_path / "store") as store, Searcher(store, pocket) as opened:
            assert opened._view.trust is not None
            return dict(opened._view.trust.flagged)

    first = flagged()
    kept = tmp_path / "store" / "trust.npz"
    assert kept.is_file() and first
    with monkeypatch.context() as patched:
        patched.setattr(table, "read_bank", None)  # nothing is made anew
        assert flagged() == first
    kept.write_bytes(kept.read_bytes()[:1000])
    # what is usual is counted anew, the poison among it
    assert flagged().keys() == first.keys()


def test_a_scan_lists_them_with_reasons_and_remembers_the_pixels(
    poisoned_store: Path, pocket: Encoder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    detector = fitted_detector(pocket, tmp_path)
    monkeypatch.setattr(catalogue_scan, "load_detector", lambda encoder: detector)
    small = tmp_path / "small"
    with Store.open(small, create=True) as store:
        kinds = [f"{kind}-00{n}" for kind in ("mug", "umbrella", "sofa") for n in range(1, 4)]
        listed = [
            Product(one, title=one, images=(str(sample_picture(f"{one}-1")),)) for one in kinds
        ]
        bad = moved_towards(
            sample_picture("sofa-005-1"), [sample_picture("mug-001-1")], LEVEL, tmp_path / "bad.png"
        )
        listed.append(Product("bad", title="sofa", images=(str(bad),)))
        add(store, listed, pocket)
        assert not scan_catalogue(store, pocket, pixels=False).doubted  # too small a shop to say
        found = scan_catalogue(store, pocket, pixels=True)
        assert found.n_pictures == 10
        assert [one.id for one in found.doubted] == ["bad"]
        assert found.doubted[0].suspicion.reasons == ("altered",)
        with Searcher(store, pocket) as opened:
            (hit, *_) = opened.search(photo(sample_picture("mug-002-1"), 10)).hits
            assert hit.product.id != "bad"
    with Store.open(poisoned_store, read_only=True) as store:
        assert {LIAR, SILENT} <= {
            one.id for one in scan_catalogue(store, pocket, pixels=False).doubted
        }
