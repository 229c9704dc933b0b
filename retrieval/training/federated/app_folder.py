"""Writes the folder that `flwr run` sends to every shop: the recipe and two lines a side."""

from __future__ import annotations

import json
from pathlib import Path

from retrieval.errors import InputError
from retrieval.training.federated.recipe import FederatedRecipe

PACKAGE = "vitrine_federated"
_PROJECT = """[project]
name = "vitrine-federated"
version = "1.0.0"
description = "Shops train Vitrine's heads together; no shop's data leaves it."
license = "MIT"
dependencies = []  # every node has vitrine[federated] installed already

[tool.flwr.app]
publisher = "vitrine"

[tool.flwr.app.components]
serverapp = "{package}.server_app:app"
clientapp = "{package}.client_app:app"

[tool.flwr.app.config]
out = "heads.safetensors"
"""
_SIDE = '''"""Made by `vitrine train federated`: the {side}."""

from vitrine_federated.recipe import ENCODER, RECIPE

from retrieval.training.federated.deployed import {maker}

app = {maker}(ENCODER, RECIPE)
'''
_RECIPE = '''"""Made by `vitrine train federated`: the encoder and every number of the run."""

import json

from retrieval.training.federated.recipe import federated_recipe_from

ENCODER = {encoder}
RECIPE = federated_recipe_from(json.loads(r"""
{recipe}
"""))
'''


def write_app(folder: Path, encoder_name: str, recipe: FederatedRecipe) -> None:
    """The Flower app of this recipe; InputError when the folder holds something else."""
    package = folder / PACKAGE
    if folder.exists() and any(folder.iterdir()) and not package.is_dir():
        raise InputError(f"{folder} holds something else; name a new folder for the Flower app.")
    written = json.dumps(json.loads(recipe.as_json()), indent=1, sort_keys=True)
    files = {
        folder / "pyproject.toml": _PROJECT.format(package=PACKAGE),
        package / "__init__.py": '"""Made by `vitrine train federated`."""\n',
        package / "recipe.py": _RECIPE.format(encoder=json.dumps(encoder_name), recipe=written),
        package / "client_app.py": _SIDE.format(side="shops' side", maker="shop_app"),
        package / "server_app.py": _SIDE.format(side="averaging side", maker="averaging_app"),
    }
    try:
        package.mkdir(parents=True, exist_ok=True)
        for path, text in files.items():
            path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"{folder} cannot be written ({error.strerror}).") from error
