"""Which column of a shop's file is which field of a product; not for reading the files."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from retrieval.catalogue.product import BOUGHT_TOGETHER
from retrieval.catalogue.rows import attribute_name
from retrieval.catalogue.shopify import SIGNS as SHOPIFY_SIGNS
from retrieval.errors import InputError
from retrieval.search.text import strip_controls

ATTRIBUTE_PREFIX = "attribute:"
IGNORE = "-"

# Names in Shopify, WooCommerce, Google Merchant and Amazon files, and plain ones; the first that
# a file has is taken. Written as `column_key` folds them.
USUAL_NAMES: Mapping[str, Sequence[str]] = {
    "id": (
        *("id", "product_id", "productid", "item_id", "g_id", "sku", "variant_sku", "asin"),
        *("item_number", "handle", "code", "article", "商品编号", "商品id", "编号", "货号"),
    ),
    "title": (
        *("title", "name", "product_name", "product_title", "item_name", "g_title", "post_title"),
        *("productdisplayname", "display_name", "标题", "商品名称", "名称", "商品标题", "商品名"),
    ),
    "description": (
        *("description", "body_html", "body", "product_description", "g_description", "details"),
        *("post_content", "long_description", "short_description", "描述", "商品描述", "説明"),
    ),
    "category": (
        *("category", "categories", "product_category", "product_type", "type", "g_product_type"),
        *("google_product_category", "subcategory", "item_type", "类别", "分类", "品类", "类目"),
    ),
    "brand": ("brand", "vendor", "manufacturer", "brand_name", "g_brand", "brands", "品牌"),
    "price": (
        *("price", "variant_price", "regular_price", "g_price", "list_price", "unit_price"),
        *("sale_price", "价格", "售价", "単価", "価格"),
    ),
    "currency": ("currency", "currency_code", "price_currency", "币种", "货币", "通貨"),
    "stock": (
        *("stock", "quantity", "qty", "inventory", "inventory_quantity", "variant_inventory_qty"),
        *("stock_quantity", "in_stock", "availability", "g_availability", "stock_status"),
        *("库存", "库存数量", "在庫"),
    ),
    "rating": ("rating", "average_rating", "avg_rating", "stars", "review_score", "评分", "評価"),
    "url": ("url", "link", "product_url", "permalink", "g_link", "链接", "网址"),
    "images": (
        *("images", "image", "image_link", "image_src", "image_url", "image_path", "picture"),
        *("pictures", "photo", "photos", "img", "image_urls", "main_image", "featured_image"),
        *("thumbnail", "g_image_link", "图片", "主图", "画像"),
    ),
}
# These add pictures to those of the main column.
MORE_IMAGES = re.compile(
    r"(g_)?(additional_)?(image|picture|photo)(_link|_src|_url|_path)?s?_?\d+"
    r"|(g_)?additional_(image|picture|photo)(_link|_src|_url|_path)?s?|variant_image"
)
# Columns that name products bought with one, by id or number; written as `attribute_name` folds
# them. Of those that a row fills the first here is taken: what a shop says of buying together,
# then what it sells across, then what it relates. Upsells are bought instead, and left out.
_SHOPIFY = "_product_metafields_shopify_discovery_product_recommendation_"
BOUGHT_TOGETHER_NAMES = (
    *(BOUGHT_TOGETHER, "frequently_bought_together", "often_bought_together", "often_bought_with"),
    *("bought_with", "also_bought", "also_buy", "一起购买", "经常一起购买", "搭配购买", "搭配商品"),
    *(f"complementary_products{_SHOPIFY}complementary_products", "complementary_products"),
    *("cross_sell_ids", "cross_sells", "cross_sell", "crosssell_ids", "crosssells", "crosssell"),
    *("cross_sell_skus", "crosssell_skus", "related_product", "g_related_product"),
    *("related_products", "related_product_ids", "related_product_id", "related_ids"),
    *("related_skus", "关联商品", f"related_products{_SHOPIFY}related_products"),
)
# A shop's own names for attributes that have a usual one.
USUAL_ATTRIBUTES = {
    "颜色": "colour",
    "色": "colour",
    "colours": "colour",
    "basecolour": "colour",
    "base_colour": "colour",
    "材质": "material",
    "图案": "pattern",
    "尺码": "size",
    "性别": "gender",
    "中文标题": "title_zh",
    **dict.fromkeys(BOUGHT_TOGETHER_NAMES, BOUGHT_TOGETHER),
}


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each field of a product lies in a file.

    fields: field -> columns, in order (several for pictures). attributes: column -> attribute.
    given: the fields and attributes ("attribute:NAME") that the file speaks of.
    is_shopify: several rows may describe one product.
    """

    fields: Mapping[str, tuple[str, ...]]
    attributes: Mapping[str, str]
    given: frozenset[str]
    is_shopify: bool = False


@lru_cache(maxsize=4096)
def column_key(name: str) -> str:
    """'Image Src' and 'image_src' and 'g:image-src' compare equal (the last keeps its g)."""
    folded = unicodedata.normalize("NFKC", name).casefold().strip().lstrip("\ufeff")
    return re.sub(r"[\W_]+", "_", folded).strip("_")


def recognise(header: Sequence[str], mapping: Mapping[str, str] | None = None) -> Columns:
    """The meaning of each column of a header; `mapping` ({their column: field}) comes first.

    InputError: a mapped column is not there, or no column holds the id.
    """
    mapped = _mapped_columns(header, mapping or {})
    fields: dict[str, tuple[str, ...]] = {}
    attributes: dict[str, str] = {}
    for column, field in mapped.items():
        if field in USUAL_NAMES:
            fields[field] = (*fields.get(field, ()), column)
        elif field not in (IGNORE, ""):
            attributes[column] = attribute_name(field.removeprefix(ATTRIBUTE_PREFIX))
    free = [name for name in dict.fromkeys(header) if name not in mapped and name.strip()]
    by_key: dict[str, str] = {}
    for name in free:
        by_key.setdefault(column_key(name), name)
    is_shopify = by_key.keys() >= SHOPIFY_SIGNS
    for field, usual in USUAL_NAMES.items():
        if field == "id" and is_shopify:
            usual = ("handle",)  # a variant's number names no product
        found = next((by_key[key] for key in usual if key in by_key), None)
        if found is not None and field not in fields:
            fields[field] = (found,)
    taken = {column for columns in fields.values() for column in columns}
    for name in sorted(free, key=_turn):
        if name in taken:
            continue
        if MORE_IMAGES.fullmatch(column_key(name)):
            fields["images"] = (*fields.get("images", ()), name)
        elif attribute := _attribute_of(name):
            attributes[name] = attribute
    if "id" not in fields:
        shown = _shown(header)
        raise InputError(
            f"No column holds the product's id (the columns are: {shown}); "
            "say which one does with --column 'THEIRS=id'."
        )
    names = (ATTRIBUTE_PREFIX + name for name in attributes.values())
    return Columns(fields, attributes, frozenset((*fields, *names)), is_shopify)


def _attribute_of(column: str) -> str:
    if column.startswith(ATTRIBUTE_PREFIX):
        return attribute_name(column.removeprefix(ATTRIBUTE_PREFIX))
    name = attribute_name(column)
    return USUAL_ATTRIBUTES.get(name, name)


def _turn(column: str) -> int:
    """When a column is asked for its attribute: the first that has text is taken."""
    name = attribute_name(column.removeprefix(ATTRIBUTE_PREFIX))
    return BOUGHT_TOGETHER_NAMES.index(name) if name in BOUGHT_TOGETHER_NAMES else 0


def _mapped_columns(header: Sequence[str], mapping: Mapping[str, str]) -> dict[str, str]:
    by_key = {column_key(name): name for name in reversed(header)}
    mapped: dict[str, str] = {}
    for column, field in mapping.items():
        name = column if column in header else by_key.get(column_key(column))
        if name is None:
            raise InputError(f"There is no column {column!r}; the columns are: {_shown(header)}.")
        folded = column_key(field)
        known = "images" if folded in ("image", "picture", "pictures") else folded
        mapped[name] = known if known in USUAL_NAMES else field.strip()
    return mapped


def _shown(header: Sequence[str]) -> str:
    """The first columns' names, safe to print."""
    names = [strip_controls(name)[:40] for name in dict.fromkeys(header)]
    return ", ".join(names[:20]) + (", …" if len(names) > 20 else "")
