"""Pictures reach the towers as open_clip's own transform would bring them."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from retrieval.encoders.open_clip_encoder import preprocess_spec
from retrieval.encoders.preprocess import PreprocessSpec, preprocess


@settings(max_examples=80, deadline=None)
@given(
    width=st.integers(1, 150),
    height=st.integers(1, 150),
    size=st.sampled_from([32, 33, (32, 48), (49, 32)]),
    resize_mode=st.sampled_from(["shortest", "longest", "squash"]),
    interpolation=st.sampled_from(["bicubic", "bilinear"]),
    fill_color=st.sampled_from([0, 128]),
)
def test_our_pixels_are_open_clips_pixels(
    width: int,
    height: int,
    size: int | tuple[int, int],
    resize_mode: str,
    interpolation: str,
    fill_color: int,
) -> None:
    from open_clip.transform import PreprocessCfg, image_transform_v2

    config = PreprocessCfg(
        size=size,
        resize_mode=resize_mode,
        interpolation=interpolation,
        fill_color=fill_color,
    )
    noise = np.random.default_rng(width * 1000 + height).integers(0, 256, (height, width, 3))
    picture = Image.fromarray(noise.astype(np.uint8))
    fields = {name: getattr(config, name) for name in config.__dataclass_fields__}
    if max(width, height) > 60 * min(width, height) and resize_mode == "longest":
        return  # open_clip itself fails there: a side rounds to nothing
    theirs = image_transform_v2(config, is_train=False)(picture).numpy()
    ours = preprocess(picture, preprocess_spec(fields))
    assert ours.dtype == np.float32
    np.testing.assert_allclose(ours, theirs, atol=2e-6)


def test_a_hair_thin_picture_still_fits() -> None:
    spec = PreprocessSpec(32, 32, (0.5,) * 3, (0.5,) * 3, resize_mode="longest")
    assert preprocess(Image.new("RGB", (5000, 1)), spec).shape == (3, 32, 32)


def test_a_spec_survives_json() -> None:
    import json

    spec = PreprocessSpec(32, 48, (0.1, 0.2, 0.3), (0.4, 0.5, 0.6), "bilinear", "squash", 7)
    assert PreprocessSpec.from_json(json.loads(json.dumps(spec.to_json()))) == spec


@pytest.mark.parametrize("kind", ["CLIPImageProcessor", "SiglipImageProcessor"])
def test_transformers_processors_are_recognised(kind: str) -> None:
    import transformers

    from retrieval.encoders.transformers_encoder import _preprocessing

    spec, own = _preprocessing(getattr(transformers, kind)())
    assert own is None
    assert spec is not None
    assert spec.height_px == 224


def test_a_processor_that_we_cannot_express_is_used_itself() -> None:
    import transformers

    from retrieval.encoders.transformers_encoder import _preprocessing

    odd = transformers.CLIPImageProcessor(
        size={"shortest_edge": 40}, crop_size={"height": 32, "width": 32}
    )
    spec, own = _preprocessing(odd)
    assert spec is None
    assert own is not None
    assert own(Image.new("RGB", (50, 60))).shape == (3, 32, 32)
