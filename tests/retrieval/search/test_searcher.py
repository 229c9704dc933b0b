"""The searcher: words, pictures, likes and negatives find what a shopper means."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from retrieval.catalogue.ingest import add, remove
from retrieval.catalogue.product import Product
from retrieval.catalogue.store import Store
from retrieval.errors import InputError, StoreError
from retrieval.fusion import Fusion
from retrieval.search.filters import parse_filter
from retrieval.search.request import Mode, QueryPart, SearchRequest
from retrieval.search.result import SearchResult
from retrieval.search.searcher import Searcher
from tests.retrieval.search.word_encoder import COLOURS, WordEncoder


def ask(
    searcher: Searcher,
    *parts: str | QueryPart,
    filters: tuple[str, ...] = (),
    k: int = 10,
    mode: Mode = "hybrid",
    exclude_ids: tuple[str, ...] = (),
) -> SearchResult:
    whole = tuple(QueryPart("text", p) if isinstance(p, str) else p for p in parts)
    conditions = tuple(parse_filter(text) for text in filters)
    return searcher.search(SearchRequest(whole, conditions, k, mode, exclude_ids))


def ids(result: SearchResult) -> list[str]:
    return [hit.product.id for hit in result.hits]


def without(text: str) -> QueryPart:
    return QueryPart("text", text, -1.0)


# Words


@pytest.mark.parametrize(
    ("query", "best"),
    [
        ("red dress", "dress-red"),
        ("I am looking for a blue backpack please", "backpack-blue"),
        ("red snekaers", "sneakers-red"),
        ("crimson trainers", "sneakers-red"),  # no word in common: only the vector knows
        ("sun glasses green", "sunglasses-green"),
        ("Café mug blue", "mug-blue"),
        ("红色长裙", "dress-red"),
        ("蓝色背包", "backpack-blue"),
        ("umbrela", "plain"),
        ("r\u0435d dr\u0435ss", "dress-red"),  # letters of Cyrillic that look Latin
    ],
)
def test_a_product_is_found_however_it_is_called(searcher: Searcher, query: str, best: str) -> None:
    assert ids(ask(searcher, query))[0] == best


def test_a_misspelt_word_still_finds_its_product_and_the_correction_is_told(
    searcher: Searcher, word_encoder: WordEncoder
) -> None:
    result = ask(searcher, "red snekaers")
    assert result.corrections == (("snekaers", "sneakers"),)
    assert result.understood == "red sneakers"
    assert word_encoder.texts[-1] == "red sneakers"  # the encoder sees the corrected words


def test_nonsense_is_answered_with_low_probability_and_real_wishes_with_high(
    searcher: Searcher,
) -> None:
    assert ask(searcher, "red dress").answerable_probability > 0.9
    assert ask(searcher, "qwrtzuio plmkjn").answerable_probability < 0.5


def test_every_mode_answers_and_says_what_each_hit_owes_to_it(searcher: Searcher) -> None:
    hybrid = ask(searcher, "red dress").hits[0]
    assert hybrid.why.vector_rank == hybrid.why.lexical_rank == 1
    assert hybrid.why.matched_words == ("red", "dress")
    assert hybrid.why.coverage == 1.0
    assert hybrid.score == pytest.approx(hybrid.why.vector_score + hybrid.why.lexical_score)
    vector = ask(searcher, "red dress", mode="vector").hits[0]
    assert vector.product.id == "dress-red"
    assert vector.why.lexical_rank is None
    assert vector.why.cosine == pytest.approx(hybrid.why.cosine)
    lexical = ask(searcher, "red dress", mode="lexical").hits[0]
    assert lexical.product.id == "dress-red"
    assert lexical.why.vector_rank is None
    assert lexical.why.bm25 is not None
    assert lexical.why.bm25 > 0


def test_lexical_mode_needs_no_encoder_pass(searcher: Searcher, word_encoder: WordEncoder) -> None:
    before = len(word_encoder.texts)
    ask(searcher, "red dress", mode="lexical")
    assert len(word_encoder.texts) == before


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None
)
@given(
    st.one_of(st.text(min_size=1, max_size=80), st.text(alphabet='"*^():-+ ANDORNOT', min_size=1))
)
def test_no_typed_text_breaks_a_search(searcher: Searcher, text: str) -> None:
    try:
        result = ask(searcher, text, k=3)
    except InputError:
        return
    assert all(0 <= hit.probability <= 1 for hit in result.hits)


def test_a_pasted_page_is_searched_by_its_beginning(searcher: Searcher) -> None:
    assert ids(ask(searcher, "red dress " + "lorem ipsum " * 20_000))


# Pictures, likes, mixtures


def test_a_picture_finds_its_colour_and_words_say_which_thing(
    searcher: Searcher, tmp_path: Path
) -> None:
    photo = tmp_path / "photo.png"
    Image.new("RGB", (40, 40), COLOURS["green"]).save(photo)
    alone = ask(searcher, QueryPart("image", photo))
    assert all(product.endswith("green") for product in ids(alone)[:6])
    assert all(hit.why.lexical_rank is None for hit in alone.hits)
    both = ask(searcher, QueryPart("image", photo), "sneakers")
    assert ids(both)[0] == "sneakers-green"
    assert [part.name for part in both.hits[0].why.parts] == ["photo.png", "sneakers"]
    assert both.understood == "photo.png + sneakers"


def test_more_like_a_product_uses_its_stored_vector_and_leaves_it_out(
    searcher: Searcher, word_encoder: WordEncoder
) -> None:
    before = len(word_encoder.texts)
    result = ask(searcher, QueryPart("product", "dress-red"))
    assert len(word_encoder.texts) == before
    assert "dress-red" not in ids(result)
    assert {"dress-blue", "dress-green"} & set(ids(result)[:6])


def test_a_vector_of_ones_own_can_be_asked(searcher: Searcher, word_encoder: WordEncoder) -> None:
    vector = word_encoder.encode_texts(["blue mug"])[0]
    assert ids(ask(searcher, QueryPart("vector", vector * 7)))[0] == "mug-blue"
    with pytest.raises(InputError, match="dimensions"):
        ask(searcher, QueryPart("vector", np.ones(3)))
    with pytest.raises(InputError, match="finite"):
        ask(searcher, QueryPart("vector", np.full(128, np.nan)))


def test_weights_shift_a_mixture(searcher: Searcher) -> None:
    towards_mug = ask(
        searcher, QueryPart("text", "mug", 3.0), QueryPart("text", "scarf", 1.0), mode="vector"
    )
    assert ids(towards_mug)[0].startswith("mug")
    assert towards_mug.understood == "3:mug + scarf"


# Negatives


def test_what_is_not_wanted_goes_down_in_every_mode(searcher: Searcher) -> None:
    for mode in ("hybrid", "vector", "lexical"):
        found = ids(ask(searcher, "dress", without("red"), mode=mode))  # type: ignore[arg-type]
        assert {"dress-blue", "dress-green"} & set(found[:3]), mode
        assert "dress-red" not in found[:4], mode


def test_a_negative_is_explained_and_lowers_the_probability(searcher: Searcher) -> None:
    plain = {hit.product.id: hit for hit in ask(searcher, "dress", k=23).hits}
    result = ask(searcher, "dress", without("red"), k=23)
    assert result.understood == "dress - red"
    red = next(hit for hit in result.hits if hit.product.id == "dress-red")
    assert red.why.unwanted_words == ("red",)
    assert red.why.penalty > 0
    assert red.probability < 0.2 * plain["dress-red"].probability


def test_a_query_of_negatives_alone_is_refused(searcher: Searcher) -> None:
    with pytest.raises(InputError, match="leave out"):
        ask(searcher, without("red"))
    with pytest.raises(InputError, match="cancel"):
        ask(searcher, "red", without("red"))


# Filters


def test_filters_are_exact_and_k_is_filled_when_products_exist(searcher: Searcher) -> None:
    result = ask(searcher, "red dress", filters=("category=accessories",), k=6)
    assert sorted(ids(result)) == sorted(
        f"{thing}-{colour}" for thing in ("scarf", "sunglasses") for colour in COLOURS
    )
    assert result.n_allowed == 6
    assert result.hits[0].why.filters == ("category=accessories",)
    few = ask(searcher, "red dress", filters=("id in mug-blue,plain",), k=10)
    assert sorted(ids(few)) == ["mug-blue", "plain"]
    assert ids(ask(searcher, "red dress", filters=("price>1000",))) == []


def test_filters_alone_list_by_id(searcher: Searcher) -> None:
    result = ask(searcher, filters=("category=shoes",))
    assert ids(result) == ["sneakers-blue", "sneakers-green", "sneakers-red"]
    assert {hit.probability for hit in result.hits} == {1.0}
    with pytest.raises(InputError, match="nothing to look for"):
        ask(searcher)


def test_excluded_products_are_never_shown_and_others_take_their_place(searcher: Searcher) -> None:
    first = ids(ask(searcher, "red dress", k=5))
    second = ask(searcher, "red dress", k=5, exclude_ids=(*first[:2], "never-heard-of"))
    assert not set(first[:2]) & set(ids(second))
    assert len(second.hits) == 5


# Determinism, change, odd stores


def test_the_same_request_gives_the_same_answer_also_after_reopening(
    shop: Store, searcher: Searcher, word_encoder: WordEncoder
) -> None:
    def shape(result: SearchResult) -> list[tuple[str, float, float]]:
        return [(hit.product.id, hit.score, hit.probability) for hit in result.hits]

    first = shape(ask(searcher, "blue thing", k=23))
    assert all(shape(ask(searcher, "blue thing", k=23)) == first for _ in range(5))
    with Searcher(shop, word_encoder) as again:
        assert shape(ask(again, "blue thing", k=23)) == first


def test_ties_are_ordered_by_product_id(
    shop: Store, searcher: Searcher, word_encoder: WordEncoder
) -> None:
    add(shop, [Product(f"twin-{x}", "Teapot") for x in "cab"], word_encoder)
    for mode in ("hybrid", "lexical"):
        assert len(set(ids(ask(searcher, "teapot", k=3, mode=mode)))) == 3  # type: ignore[arg-type]
    listed = ask(searcher, filters=("title=teapot",))
    assert ids(listed) == ["twin-a", "twin-b", "twin-c"]


def test_the_hits_do_not_depend_on_how_many_are_asked_for(searcher: Searcher) -> None:
    long = ask(searcher, "blue thing for the winter", k=20)
    short = ask(searcher, "blue thing for the winter", k=3)
    assert ids(long)[:3] == ids(short)
    assert long.answerable_probability == short.answerable_probability


def test_changes_are_found_by_the_next_search(
    shop: Store, searcher: Searcher, word_encoder: WordEncoder
) -> None:
    assert "kite" not in ids(ask(searcher, "yellow kite"))
    add(shop, [Product("kite", "Yellow kite", price=None, category="toys")], word_encoder)
    result = ask(searcher, "yelow kite", filters=("category=toys",))
    assert ids(result) == ["kite"]
    assert result.corrections == (("yelow", "yellow"),)
    remove(shop, ["kite"])
    assert "kite" not in ids(ask(searcher, "yellow kite"))


def test_searching_goes_on_while_another_process_adds(
    shop: Store, word_encoder: WordEncoder
) -> None:
    n = 12
    with Searcher(shop, word_encoder) as searcher:
        command = [sys.executable, "-m", "tests.retrieval.search.add_products"]
        writer = subprocess.Popen(
            [*command, str(shop.path), "0", str(n)], stdout=subprocess.PIPE, text=True
        )
        assert writer.stdout is not None
        for line in writer.stdout:  # told after each commit
            i = int(line)
            assert ids(ask(searcher, f"novelty{i}", k=3))[0] == f"new-{i}"
            assert ids(ask(searcher, "red dress"))[0] == "dress-red"
        assert writer.wait() == 0
        assert ask(searcher, "gadget").n_products == 23 + n
    with Searcher(shop, word_encoder) as again:
        assert ids(ask(again, f"novelty{n - 1}"))[0] == f"new-{n - 1}"


def test_several_threads_may_search_at_once(searcher: Searcher) -> None:
    expected = {word: ids(ask(searcher, word)) for word in ("red dress", "blue mug", "snekaers")}
    wrong: list[str] = []

    def work(word: str) -> None:
        for _ in range(10):
            if ids(ask(searcher, word)) != expected[word]:
                wrong.append(word)

    threads = [threading.Thread(target=work, args=(word,)) for word in expected for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_an_encoder_that_fails_leaves_the_searcher_usable(
    searcher: Searcher, word_encoder: WordEncoder, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"no picture")
    with pytest.raises(InputError):
        ask(searcher, QueryPart("image", broken), "red dress")
    assert ids(ask(searcher, "red dress"))[0] == "dress-red"


def test_an_empty_store_answers_with_nothing(tmp_path: Path, word_encoder: WordEncoder) -> None:
    with (
        Store.open(tmp_path / "empty", create=True) as store,
        Searcher(store, word_encoder) as searcher,
    ):
        result = ask(searcher, "red dress")
        assert result.hits == ()
        assert result.answerable_probability == 0.0
        add(store, [Product("first", "Red dress")], word_encoder)
        assert ids(ask(searcher, "red dress")) == ["first"]


def test_another_encoders_store_is_refused_with_what_to_do(shop: Store) -> None:
    class Other(WordEncoder):
        id = "other-2"
        name = "other"

    with pytest.raises(StoreError, match="models use"):
        Searcher(shop, Other())


@pytest.mark.parametrize("kind", ["add", "concat", "max"])
def test_every_fusion_finds(shop: Store, word_encoder: WordEncoder, kind: str) -> None:
    with Searcher(shop, word_encoder, fusion=Fusion(kind)) as searcher:  # type: ignore[arg-type]
        assert ids(ask(searcher, "red dress"))[0] == "dress-red"
        assert ids(ask(searcher, QueryPart("product", "mug-red"), k=3))


def test_an_unknown_product_or_one_without_vector_is_told(
    shop: Store, searcher: Searcher, word_encoder: WordEncoder
) -> None:
    with pytest.raises(InputError, match="no product 'ghost'"):
        ask(searcher, QueryPart("product", "ghost"))
    add(shop, [Product("blank")], word_encoder)
    with pytest.raises(InputError, match="no vector"):
        ask(searcher, QueryPart("product", "blank"))


@pytest.mark.parametrize("weight", [0.0, float("nan"), float("inf")])
def test_a_part_without_a_proper_weight_is_refused(weight: float) -> None:
    with pytest.raises(InputError, match="weight"):
        QueryPart("text", "red", weight)


@pytest.mark.parametrize("k", [0, -1, 10**9])
def test_an_impossible_number_of_hits_is_refused(k: int) -> None:
    with pytest.raises(InputError, match="k must be"):
        SearchRequest(k=k)


def test_of_products_that_tie_those_with_the_smallest_ids_are_shown(tmp_path: Path) -> None:
    alike = [Product(id=f"p{n:03}", title="plain grey pebble") for n in reversed(range(40))]
    with Store.open(tmp_path / "store", create=True) as store:
        add(store, alike, WordEncoder())
        with Searcher(store, WordEncoder()) as searcher:
            short, long = (ask(searcher, "pebble", k=k, mode="lexical") for k in (3, 40))
    # More than ten are compared, for the ten best say how sure an answer is.
    assert ids(short) == ["p000", "p001", "p002"]
    assert ids(long) == [f"p{n:03}" for n in range(40)]
