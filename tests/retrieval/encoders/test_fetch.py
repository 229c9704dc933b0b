"""Models come from the hub with progress, are checked, mended when damaged, and then load offline.

The hub's own client talks to a small server here that answers as the hub does: model facts,
HEAD with ETag and commit, GET with bytes.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from retrieval.encoders.load import load_encoder
from retrieval.encoders.locate import NotHereError, locate
from retrieval.encoders.registry import describe, fetch_model
from retrieval.errors import ModelError

COMMIT = "c" * 40
LARGE_FILES = (".safetensors", ".bin")


@dataclass
class Hub:
    """The repositories a fake hub holds and the requests it has answered."""

    repositories: dict[str, Path] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    cut_short: set[str] = field(default_factory=set)
    cache: Path = Path()

    def etag(self, path: Path) -> str:
        content = path.read_bytes()
        if path.suffix in LARGE_FILES:
            return hashlib.sha256(content).hexdigest()
        return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()

    def downloads(self) -> list[str]:
        return [r.partition(" ")[2] for r in self.requests if r.startswith("GET") and "/res" in r]


def handler(hub: Hub) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self.answer()

        def do_GET(self) -> None:
            self.answer()

        def answer(self) -> None:
            hub.requests.append(f"{self.command} {self.path}")
            path = self.path.partition("?")[0]
            for name, folder in hub.repositories.items():
                if path.startswith(f"/api/models/{name}"):
                    self.facts(name, folder)
                elif path.startswith(f"/{name}/resolve/"):
                    self.file(folder / path.split("/")[-1])
                else:
                    continue
                return
            self.send(404, b"{}", {"X-Error-Code": "RepoNotFound"})

        def facts(self, name: str, folder: Path) -> None:
            siblings = [
                {"rfilename": file.name, "size": file.stat().st_size}
                for file in sorted(folder.iterdir())
            ]
            told = {"id": name, "modelId": name, "sha": COMMIT, "siblings": siblings}
            self.send(200, json.dumps(told).encode(), {"Content-Type": "application/json"})

        def file(self, path: Path) -> None:
            if not path.is_file():
                self.send(404, b"", {"X-Error-Code": "EntryNotFound", "X-Repo-Commit": COMMIT})
                return
            content = path.read_bytes()
            headers = {"ETag": f'"{hub.etag(path)}"', "X-Repo-Commit": COMMIT}
            if path.suffix in LARGE_FILES:
                headers["X-Linked-Etag"] = headers["ETag"]
                headers["X-Linked-Size"] = str(len(content))
            if path.name in hub.cut_short and self.command == "GET":
                hub.cut_short.discard(path.name)
                content = content[:-10] + b"0123456789"  # right length, wrong bytes
            self.send(200, content, headers)

        def send(self, status: int, body: bytes, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Hub]:
    from huggingface_hub import constants

    hub = Hub(cache=tmp_path / "hub")
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(hub))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    endpoint = f"http://127.0.0.1:{server.server_port}"
    template = endpoint + "/{repo_id}/resolve/{revision}/{filename}"
    monkeypatch.setattr(constants, "ENDPOINT", endpoint)
    monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", template)
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(hub.cache))
    yield hub
    server.shutdown()
    server.server_close()


@pytest.fixture
def hosted(hub: Hub, checkpoint: Callable[[str], Path], tmp_path: Path) -> Hub:
    """A hub with an open_clip model ``shop/tiny`` and a Chinese-CLIP ``shop/chinese``."""
    folder = tmp_path / "hosted"
    shutil.copytree(checkpoint("open_clip"), folder)
    config = json.loads((folder / "open_clip_config.json").read_text())
    config["model_cfg"]["text_cfg"]["hf_tokenizer_name"] = "shop/tiny"
    (folder / "open_clip_config.json").write_text(json.dumps(config))
    (folder / "weights_nobody_wants.bin").write_bytes(b"x" * 1000)
    hub.repositories = {"shop/tiny": folder, "shop/chinese": checkpoint("chinese_clip")}
    return hub


@pytest.mark.parametrize("name", ["hf-hub:shop/tiny", "hf:shop/chinese"])
def test_a_model_is_fetched_on_first_use_and_then_needs_no_hub(
    name: str, hosted: Hub, tmp_path: Path
) -> None:
    told: list[tuple[str, int, int | None]] = []
    with pytest.raises(NotHereError):
        locate(name)
    assert not describe(name).is_here
    first = load_encoder(
        name, compiled_cache=tmp_path / "cache", progress=lambda *what: told.append(what)
    )
    assert first.backend == "onnx"
    assert first.name == name
    assert describe(name).is_here
    assert not any("nobody_wants" in path for path in hosted.downloads())
    weights = [each for each in told if "safetensors" in each[0] and "Fetching" in each[0]]
    assert weights[-1][1] == weights[-1][2]
    hosted.requests.clear()
    again = load_encoder(name, compiled_cache=tmp_path / "other", backend="torch")
    assert again.id == first.id
    assert hosted.requests == []


def test_fetching_again_downloads_nothing(hosted: Hub) -> None:
    fetch_model("hf-hub:shop/tiny")
    hosted.requests.clear()
    fetch_model("hf-hub:shop/tiny")
    assert hosted.downloads() == []


def test_a_newer_revision_is_used_once_it_is_fetched(
    hosted: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.checkpoints import make_open_clip_folder

    first = load_encoder("hf-hub:shop/tiny", compiled_cache=tmp_path / "cache")
    newer = make_open_clip_folder(tmp_path / "newer", seed=9)
    shutil.copy(newer / "open_clip_model.safetensors", hosted.repositories["shop/tiny"])
    monkeypatch.setattr("tests.retrieval.encoders.test_fetch.COMMIT", "d" * 40)
    assert load_encoder("hf-hub:shop/tiny", compiled_cache=tmp_path / "cache").id == first.id
    fetch_model("hf-hub:shop/tiny")
    assert load_encoder("hf-hub:shop/tiny", compiled_cache=tmp_path / "cache").id != first.id


@pytest.mark.parametrize("damage", ["truncated", "changed"])
def test_a_damaged_file_is_found_and_fetched_again(damage: str, hosted: Hub) -> None:
    files = fetch_model("hf-hub:shop/tiny")
    weights = files.identity[0]
    whole = weights.read_bytes()
    broken = whole[:-100] if damage == "truncated" else whole[:-1] + bytes([whole[-1] ^ 1])
    weights.resolve().write_bytes(broken)
    hosted.requests.clear()
    again = fetch_model("hf-hub:shop/tiny")
    assert again.identity[0].read_bytes() == whole
    assert len(hosted.downloads()) == 1


def test_a_file_that_arrives_wrong_is_asked_for_once_more(hosted: Hub) -> None:
    hosted.cut_short.add("open_clip_model.safetensors")
    files = fetch_model("hf-hub:shop/tiny")
    content = files.identity[0].read_bytes()
    assert content == (hosted.repositories["shop/tiny"] / files.identity[0].name).read_bytes()


def test_a_model_the_hub_does_not_have_is_refused(hosted: Hub) -> None:
    with pytest.raises(ModelError, match="no such model"):
        fetch_model("hf-hub:shop/none")


def test_a_repository_without_weights_is_refused(hosted: Hub, tmp_path: Path) -> None:
    (tmp_path / "bare").mkdir()
    (tmp_path / "bare" / "config.json").write_text("{}")
    hosted.repositories["shop/bare"] = tmp_path / "bare"
    with pytest.raises(ModelError, match="no weights"):
        fetch_model("hf:shop/bare")


def test_without_a_connection_a_person_is_told_what_to_do(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "ENDPOINT", "http://127.0.0.1:9")
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
    for name in ("hf-hub:shop/tiny", "hf:shop/chinese", "ViT-B-32/laion2b_s34b_b79k"):
        with pytest.raises(ModelError, match=r"connect and run `vitrine models fetch .*pocket"):
            load_encoder(name, compiled_cache=tmp_path)


def test_a_model_half_here_is_refused_offline_with_what_to_do(hosted: Hub, tmp_path: Path) -> None:
    fetch_model("hf-hub:shop/tiny")
    for file in hosted.cache.rglob("tokenizer*.json"):
        file.unlink()
    with pytest.raises(ModelError, match="vitrine models fetch hf-hub:shop/tiny"):
        load_encoder("hf-hub:shop/tiny", compiled_cache=tmp_path / "cache")


@pytest.fixture
def tiny_architecture(
    checkpoint: Callable[[str], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """open_clip knows an architecture ``shop-tiny``; gives the folder with weights for it."""
    from open_clip import factory, pretrained

    folder = checkpoint("open_clip_bpe")
    config = json.loads((folder / "open_clip_config.json").read_text())["model_cfg"]
    known = {**factory._MODEL_CONFIGS, "shop-tiny": config}
    monkeypatch.setattr(factory, "_MODEL_CONFIGS", known)
    tag = {"hf_hub": "shop/weights/", "mean": (0.5,) * 3, "std": (0.25,) * 3}
    monkeypatch.setitem(pretrained._PRETRAINED, "shop-tiny", {"v1": tag})
    return folder


def test_a_built_in_architecture_is_fetched_by_its_tag_with_the_tags_preprocessing(
    hosted: Hub, tiny_architecture: Path, tmp_path: Path
) -> None:
    hosted.repositories["shop/weights"] = tiny_architecture
    encoder = load_encoder("shop-tiny/v1", compiled_cache=tmp_path / "cache")
    assert encoder.backend == "onnx"
    assert encoder.preprocess_spec.std == (0.25,) * 3  # type: ignore[attr-defined]
    hosted.requests.clear()
    assert load_encoder("shop-tiny/v1", compiled_cache=tmp_path / "cache").id == encoder.id
    torch = load_encoder("shop-tiny/v1", compiled_cache=tmp_path / "cache", backend="torch")
    assert torch.id == encoder.id
    assert hosted.requests == []


def test_a_built_in_architecture_takes_a_checkpoint_file(
    tiny_architecture: Path, tmp_path: Path
) -> None:
    import torch
    from safetensors.torch import load_file

    weights = load_file(tiny_architecture / "open_clip_model.safetensors")
    torch.save({"state_dict": weights}, tmp_path / "mine.pt")
    encoder = load_encoder(f"shop-tiny/{tmp_path / 'mine.pt'}", compiled_cache=tmp_path / "cache")
    assert encoder.id.startswith("shop-tiny/mine.pt@")
    whole = load_encoder(tiny_architecture, compiled_cache=tmp_path / "cache")
    cosines = (encoder.encode_texts(["red dress"]) * whole.encode_texts(["red dress"])).sum(1)
    assert cosines.min() > 0.9999
