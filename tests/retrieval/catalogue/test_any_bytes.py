"""Whatever a file holds, each row lands or is rejected."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.catalogue.source_row import RejectedRow, SourceRow
from retrieval.catalogue.sources import read_source, source_info
from retrieval.errors import InputError

tricky = st.sampled_from(
    [
        b'"',
        b",",
        b"\n",
        b"\r\n",
        b"\x00",
        b"\xff",
        b"\t",
        b";",
        b"{",
        b"}",
        b'{"id":1}',
        b"7,lamp,5\n",
    ]
)
contents = st.lists(tricky | st.binary(max_size=6), max_size=40).map(b"".join)


@settings(max_examples=150, deadline=None)
@given(contents)
@pytest.mark.parametrize("suffix", ["csv", "tsv", "jsonl"])
def test_any_bytes_are_products_or_reasons(suffix: str, content: bytes) -> None:
    header = {"csv": b"id,title,price\n", "tsv": b"id\ttitle\tprice\n", "jsonl": b""}[suffix]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"any.{suffix}"
        path.write_bytes(header + content)
        try:
            source_info(path)
            rows = list(read_source(path))
        except InputError:
            return
    last = 0
    for row in rows:
        assert row.line > last
        last = row.line
        assert isinstance(row, SourceRow) or (isinstance(row, RejectedRow) and row.reason)
        if isinstance(row, RejectedRow):
            row.raw.encode("utf-8")
