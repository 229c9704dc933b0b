"""Titles and descriptions in English and Chinese; not queries (see `samples.asking`)."""

from __future__ import annotations

import random

from samples.ranges.kind import Kind, Row, Shape

BRANDS: dict[str, tuple[str, ...]] = {
    "apparel": ("Tresselle", "Lindwick", "Nordvane", "Marofell", "Quillmere"),
    "shoes": ("Nordvane", "Stridewell Lane", "Marofell", "Pellorin"),
    "bags": ("Pellorin", "Quillmere", "Stridewell Lane", "Lindwick"),
    "kitchen": ("Hearthlow", "Oakenby", "Copperfinch", "Dishwillow"),
    "home": ("Oakenby", "Ombrelune", "Hearthlow", "Fernhollow"),
    "electronics": ("Kestrix", "Voltiny", "Halcyonix", "Brightquay"),
    "toys": ("Zimblo", "Pipwick", "Tumblefox"),
    "groceries": ("Meadowell", "Farrowmill", "Sunny Thicket"),
}
COLOURS_ZH = {
    "black": "黑色",
    "white": "白色",
    "grey": "灰色",
    "silver": "银色",
    "red": "红色",
    "burgundy": "酒红色",
    "orange": "橙色",
    "yellow": "黄色",
    "gold": "金色",
    "green": "绿色",
    "olive": "橄榄绿",
    "mint": "薄荷绿",
    "teal": "蓝绿色",
    "light blue": "浅蓝色",
    "blue": "蓝色",
    "navy": "藏青色",
    "purple": "紫色",
    "pink": "粉色",
    "brown": "棕色",
    "beige": "米色",
    "clear": "透明",
}
PATTERNS_ZH = {
    "plain": "",
    "striped": "条纹",
    "polka dot": "波点",
    "checked": "格纹",
    "floral": "碎花",
    "zigzag": "锯齿纹",
    "star": "星星图案",
    "leopard": "豹纹",
}
PATTERN_TITLES = {
    "plain": "",
    "striped": "Striped",
    "polka dot": "Polka-Dot",
    "checked": "Checked",
    "floral": "Floral",
    "zigzag": "Zigzag",
    "star": "Star-Print",
    "leopard": "Leopard-Print",
}
_PATTERN_DETAILS = {
    "striped": ("{accent} stripes run across it", "{accent}条纹"),
    "polka dot": ("it is scattered with {accent} dots", "点缀{accent}圆点"),
    "checked": ("it is woven in a {accent} check", "{accent}格子图案"),
    "floral": ("small {accent} flowers are printed all over", "印满{accent}小花"),
    "zigzag": ("{accent} zigzags cross it", "{accent}锯齿花纹"),
    "star": ("{accent} stars are printed on it", "印有{accent}星星"),
    "leopard": ("it carries a {accent} leopard print", "{accent}豹纹印花"),
}
MATERIALS_ZH = {
    "cotton": "棉质",
    "silk": "真丝",
    "velvet": "丝绒",
    "satin": "缎面",
    "linen": "亚麻",
    "wool": "羊毛",
    "knit": "针织",
    "flannel": "法兰绒",
    "fleece": "抓绒",
    "leather": "皮革",
    "nylon": "尼龙",
    "denim": "牛仔布",
    "tweed": "粗花呢",
    "rubber": "橡胶",
    "corduroy": "灯芯绒",
    "suede": "麂皮",
    "canvas": "帆布",
    "felt": "毛毡",
    "straw": "草编",
    "patent leather": "漆皮",
    "plastic": "塑料",
    "aluminium": "铝制",
    "polycarbonate": "聚碳酸酯",
    "jute": "黄麻",
    "ceramic": "陶瓷",
    "porcelain": "瓷",
    "enamel": "搪瓷",
    "glass": "玻璃",
    "stainless steel": "不锈钢",
    "cast iron": "铸铁",
    "copper": "铜制",
    "brass": "黄铜",
    "steel": "钢制",
    "wood": "木制",
    "bamboo": "竹制",
    "walnut": "胡桃木",
    "oak": "橡木",
    "wicker": "藤编",
    "rattan": "藤编",
    "terry": "毛巾布",
    "plush": "毛绒",
    "sheepskin": "羊皮",
    "faux fur": "人造毛",
    "wax": "蜡",
    "paper": "纸质",
    "silicone": "硅胶",
    "metal": "金属",
    "terracotta": "陶土",
    "concrete": "水泥",
    "foam": "泡沫",
}
# These come before the colour ("long red dress"); the rest hug the noun ("red trench coat").
_BEFORE_COLOUR = {
    "long",
    "short",
    "long-sleeved",
    "short-sleeved",
    "large",
    "small",
    "tall",
    "round",
    "square",
    "wide",
    "slim",
    "big",
    "mini",
    "knitted",
    "wide-brimmed",
    "fringed",
    "woven",
    "folding",
    "deep",
    "low",
    "high",
    "compact",
    "giant",
    "padded",
    "oval",
}
_CAPITALS_OFF = {"and", "of", "with", "in", "for", "a", "the"}


def capitalised(words: str) -> str:
    """Title case that keeps small words small and hyphened parts capital."""
    done = []
    for i, word in enumerate(words.split()):
        if i and word in _CAPITALS_OFF:
            done.append(word)
        else:
            done.append("-".join(part[:1].upper() + part[1:] for part in word.split("-")))
    return " ".join(done)


def _joined(*words: str) -> str:
    return " ".join(word for word in words if word)


def with_article(words: str) -> str:
    """The words after "a" or "an"."""
    return ("an " if words[:1].lower() in "aeiou" else "a ") + words


def named(shape: Shape, *between: str, name: str = "") -> str:
    """The variant's adjective, the words between and its noun in natural English order."""
    words = (
        [*between, shape.adjective]
        if shape.adjective not in _BEFORE_COLOUR
        else [shape.adjective, *between]
    )
    return _joined(*words, name or shape.noun)


def _colour_is_shown(kind: Kind, row: Row) -> bool:
    """Whether a name needs the colour to tell products apart."""
    return kind.coloured or sum(r.variant == row.variant for r in kind.products) > 1


def title(kind: Kind, row: Row, brand: str, rng: random.Random) -> str:
    """An English title as a shop prints it."""
    shape = kind.variants[row.variant]
    colour = row.colour
    if row.pattern != "plain" and rng.random() < 0.6:
        colour = f"{row.colour} and {row.accent}"
    food = kind.department == "groceries"
    material = "" if food or row.material in shape.noun else row.material
    pattern = PATTERN_TITLES[row.pattern].lower()
    style = rng.randrange(4)
    if not kind.coloured:
        words = f"{brand} {capitalised(named(shape, pattern, material))}"
        return f"{words}, {capitalised(colour)}" if _colour_is_shown(kind, row) else words
    if style == 0:
        return f"{brand} {capitalised(named(shape, colour, pattern, material))}"
    if style == 1 and material:
        words = _joined(named(shape, colour), "in", pattern, material)
        return f"{brand} {capitalised(words)}"
    if style == 2:
        words = named(shape, pattern, material)
        return f"{brand} {capitalised(words)}, {capitalised(colour)}"
    return f"{capitalised(named(shape, colour, pattern, material))} by {brand}"


def title_zh(kind: Kind, row: Row) -> str:
    """A Chinese title: colour, pattern, material, thing."""
    shape = kind.variants[row.variant]
    if not kind.coloured:
        extra = f"（{COLOURS_ZH[row.colour]}款）" if _colour_is_shown(kind, row) else ""
        return shape.noun_zh + extra
    if (kind.category, row.variant, row.colour, row.pattern) == ("dress", "long", "red", "plain"):
        return "红色长裙"
    material = "" if kind.department == "groceries" else MATERIALS_ZH.get(row.material, "")
    if material.removesuffix("布").removesuffix("制") in shape.noun_zh:
        material = ""
    return COLOURS_ZH[row.colour] + PATTERNS_ZH[row.pattern] + material + shape.noun_zh


def _detail(row: Row) -> tuple[str, str]:
    english, chinese = _PATTERN_DETAILS.get(row.pattern, ("", ""))
    return (english.format(accent=row.accent), chinese.format(accent=COLOURS_ZH[row.accent]))


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + "."


def _is_plural(name: str) -> bool:
    head = name.split(" of ")[0].split(" in ")[0]
    return head.endswith("s") and not head.endswith(("ss", "us"))


def _counted(words: str, name: str) -> str:
    return words if _is_plural(name) else with_article(words)


def _food_description(kind: Kind, row: Row, rng: random.Random) -> str:
    shape, use = kind.variants[row.variant], rng.choice(kind.uses)[0]
    shown = _colour_is_shown(kind, row)
    loose = row.colour if shown and not row.material else ""
    first = _counted(named(shape, loose), shape.noun if shape.adjective[-3:] != " of" else "a")
    pack = f" The pack is {row.colour}." if shown and row.material else ""
    other = rng.choice((*kind.also, kind.category))
    return rng.choice(
        [
            f"{_sentence(f'{first} with {shape.feature}')} Good for {use}.{pack}",
            f"{_sentence(f'{first}: {other} for {use}')} Look for {shape.feature}.{pack}",
            f"{_sentence(f'for {use}, {first}')} {_sentence(f'it shows {shape.feature}')}{pack}",
        ]
    )


def description(kind: Kind, row: Row, rng: random.Random) -> str:
    """One or two English sentences: what is seen, what it is for."""
    if kind.department == "groceries":
        return _food_description(kind, row, rng)
    shape = kind.variants[row.variant]
    use = rng.choice(kind.uses)[0]
    name = rng.choice((shape.noun, *kind.also))
    detail = _detail(row)[0]
    more = f" {_sentence(detail)}" if detail else ""
    many = _is_plural(name)
    first = _counted(named(shape, row.colour), shape.noun)
    made, verb = f"made of {row.material}", "are" if many else "is"
    return rng.choice(
        [
            f"{_sentence(f'{first} with {shape.feature}')} "
            f"{_sentence(f'{made}; {detail}' if detail else f'{made}, and good for {use}')}",
            f"{_sentence(_joined(row.colour, row.material, name, 'for', use))} "
            f"{'They have' if many else 'It has'} {shape.feature}"
            f"{f', and {detail}' if detail else ''}.",
            f"{_sentence(f'made for {use}')} "
            f"{_sentence(_counted(name, name) + f' in {row.colour} with {shape.feature}')}{more}",
            f"{_sentence(f'look for {shape.feature}')} "
            f"{_sentence(f'the {name} {verb} {row.colour}, {made}')}{more}",
            f"{_sentence(f'with {shape.feature}, {first} for {use}')}{more}",
        ]
    )


def description_zh(kind: Kind, row: Row, rng: random.Random) -> str:
    """One or two Chinese sentences: what is seen, what it is for."""
    shape = kind.variants[row.variant]
    use = rng.choice(kind.uses)[1]
    detail = _detail(row)[1]
    colour, material = COLOURS_ZH[row.colour], MATERIALS_ZH.get(row.material, "")
    if kind.department == "groceries":
        material = ""
        if not _colour_is_shown(kind, row):
            return rng.choice(
                [
                    f"{shape.noun_zh}，{shape.feature_zh}，适合{use}。",
                    f"{shape.feature_zh}的{shape.noun_zh}，{use}的好选择。",
                ]
            )
    name = rng.choice((shape.noun_zh, *kind.also_zh))
    extra = f"，{detail}" if detail else ""
    return rng.choice(
        [
            f"{colour}{name}，{shape.feature_zh}{extra}，适合{use}。",
            f"{shape.feature_zh}。{material}材质，{colour}{extra}，{use}的好选择。"
            if material
            else f"{shape.feature_zh}，{colour}{extra}，{use}的好选择。",
            f"专为{use}准备的{colour}{name}{extra}。{shape.feature_zh}。",
        ]
    )
