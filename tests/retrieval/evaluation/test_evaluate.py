"""Evaluation: a store measured with a person's own labelled queries."""

from __future__ import annotations

import json
import math
import random
from pathlib import Path

import pytest
from PIL import Image

from retrieval.errors import InputError
from retrieval.evaluation.evaluate import evaluate
from retrieval.evaluation.metrics import mean_metrics, ranking_metrics
from retrieval.evaluation.queries import read_queries
from retrieval.search.searcher import Searcher
from tests.retrieval.search.word_encoder import COLOURS


@pytest.fixture
def queries_file(tmp_path: Path) -> Path:
    Image.new("RGB", (30, 30), COLOURS["green"]).save(tmp_path / "green.png")
    file = tmp_path / "queries.csv"
    file.write_text(
        "\ufeffQuery,Image,Expected_IDs,kind,language,split\n"
        "red dress,,dress-red,text,en,test\n"
        "红色长裙,,dress-red,text,zh,test\n"
        "snekaers,,sneakers-red;sneakers-blue;sneakers-green,typo,en,validation\n"
        "crimson trainers,,sneakers-red,synonym,en,test\n"
        ",green.png,mug-green;dress-green;scarf-green;sneakers-green,,,test\n"
        "mug,green.png,mug-green,,,test\n"
        "purple dinosaur,,ghost,impossible,en,test\n"
        "qwrtzuio plmkjn,,,nonsense,en,test\n"
        "vvbnm hgfdsa,,,nonsense,en,test\n",
        encoding="utf-8",
    )
    return file


def test_queries_are_read_with_pictures_beside_the_file(queries_file: Path) -> None:
    queries = read_queries(queries_file)
    assert len(queries) == 9
    assert queries[2].expected_ids == ("sneakers-red", "sneakers-blue", "sneakers-green")
    assert queries[4].image == queries_file.parent / "green.png"
    assert [q.kind for q in queries[4:6]] == ["picture", "text and picture"]
    assert queries[7].expected_ids == ()
    assert [q.line for q in read_queries(queries_file, split="validation")] == [4]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("a,b\n1,2\n", "needs the columns"),
        ("query,expected_ids\n", "no queries"),
        ("query,image,expected_ids\n,,x\n", "Line 2"),
        ("", "needs the columns"),
    ],
)
def test_a_file_that_is_none_says_why(tmp_path: Path, content: str, told: str) -> None:
    file = tmp_path / "queries.csv"
    file.write_text(content)
    with pytest.raises(InputError, match=told):
        read_queries(file)
    with pytest.raises(InputError, match="cannot be read"):
        read_queries(tmp_path / "missing.csv")


def test_the_report_has_every_mode_and_kind_and_lists_what_failed(
    searcher: Searcher, queries_file: Path
) -> None:
    report = evaluate(searcher, read_queries(queries_file))
    hybrid = report.modes["hybrid"]
    assert hybrid["all"]["n"] == 7
    assert hybrid["text"]["recall@1"] == 1.0
    assert hybrid["typo"]["recall@5"] == 1.0
    assert hybrid["synonym"]["mrr"] == 1.0
    assert report.modes["lexical"]["synonym"]["recall@10"] == 0.0
    assert "picture" not in report.modes["lexical"]
    assert report.modes["vector"]["picture"]["recall@5"] == 1.0
    (failed,) = report.failed
    assert failed.query == "purple dinosaur"
    assert failed.expected_ids == ("ghost",)
    assert report.answerability["hybrid"].n_unanswerable == 2
    assert report.answerability["hybrid"].auc > 0.7


def test_the_report_is_json_without_nan(searcher: Searcher, queries_file: Path) -> None:
    queries = [query for query in read_queries(queries_file) if query.expected_ids]
    whole = evaluate(searcher, queries, modes=("lexical",)).to_json()
    assert json.loads(json.dumps(whole, allow_nan=False)) == whole
    assert whole["answerability"]["lexical"]["auc"] is None
    assert whole["failed"][0]["line"] > 0


def test_a_query_that_cannot_be_run_counts_as_failed_and_the_rest_goes_on(
    searcher: Searcher, tmp_path: Path
) -> None:
    file = tmp_path / "queries.csv"
    file.write_text("query,image,expected_ids\nred dress,,dress-red\n,gone.png,plain\n")
    report = evaluate(searcher, read_queries(file), modes=("hybrid",))
    assert report.modes["hybrid"]["all"]["recall@1"] == 0.5
    assert report.failed[0].error


def test_metrics_agree_with_their_definitions() -> None:
    rng = random.Random(5)
    expected, found = {}, {}
    for i in range(200):
        products = [f"p{j}" for j in range(30)]
        expected[f"q{i}"] = rng.sample(products, rng.randint(1, 4))
        found[f"q{i}"] = rng.sample(products, rng.randint(0, 12))
    values = ranking_metrics(expected, found)
    for query, wanted in expected.items():
        gains = [product in wanted for product in found[query][:10]]
        first = gains.index(True) + 1 if any(gains) else None
        assert values[query]["mrr"] == pytest.approx(1 / first if first else 0)
        for k in (1, 5, 10):
            assert values[query][f"recall@{k}"] == float(any(gains[:k]))
        dcg = sum(gain / math.log2(rank + 2) for rank, gain in enumerate(gains))
        ideal = sum(1 / math.log2(rank + 2) for rank in range(min(len(wanted), 10)))
        assert values[query]["ndcg@10"] == pytest.approx(dcg / ideal)
    assert math.isnan(mean_metrics([])["mrr"])
