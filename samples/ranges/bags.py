"""Bags, cases and wallets."""

from __future__ import annotations

from samples.ranges.kind import Kind, Shape

KINDS: tuple[Kind, ...] = (
    Kind(
        "handbag",
        "bags",
        (39, 219),
        {
            "top-handle": Shape(
                "top-handle",
                "handbag",
                "手提包",
                "an arched handle and a gold clasp",
                "弧形提手与金色锁扣",
            ),
            "crossbody": Shape(
                "crossbody", "bag", "斜挎包", "a rounded flap and a long strap", "圆弧翻盖与长肩带"
            ),
            "clutch": Shape(
                "clutch",
                "bag",
                "手拿包",
                "an envelope flap closed by a round stud",
                "信封翻盖与圆扣",
            ),
            "bucket": Shape(
                "bucket", "bag", "水桶包", "a drawstring and a shoulder strap", "抽绳与肩带"
            ),
        },
        (
            ("a night at the theatre", "剧院之夜"),
            ("the office", "上班"),
            ("shopping trips", "逛街"),
        ),
        ("purse",),
        ("女包", "包包"),
        ("something elegant to carry my lipstick and keys in",),
        """top-handle; red; plain; leather
        top-handle; black; plain; leather
        top-handle; light blue; plain; leather
        crossbody; black; plain; leather
        crossbody; pink; plain; leather
        crossbody; green; plain; suede
        clutch; gold; plain; satin
        clutch; navy; plain; velvet
        clutch; beige/black; leopard; satin
        bucket; brown; plain; suede
        bucket; white; plain; leather""",
    ),
    Kind(
        "backpack",
        "bags",
        (29, 119),
        {
            "school": Shape(
                "zipped",
                "backpack",
                "双肩书包",
                "a zipped front pocket in a second colour",
                "撞色前拉链袋",
            ),
            "roll-top": Shape(
                "roll-top",
                "backpack",
                "卷口背包",
                "a rolled opening held by two straps",
                "卷口设计，双带固定",
            ),
            "flap": Shape(
                "buckled", "backpack", "翻盖背包", "a flap with two leather buckles", "翻盖与双皮扣"
            ),
        },
        (("school", "上学"), ("hiking", "徒步"), ("cycling to work", "骑车上班")),
        ("rucksack",),
        ("背包", "双肩包"),
        ("something to carry books to school on my back",),
        """school; blue/red; plain; nylon
        school; pink/purple; plain; nylon
        school; black/green; plain; nylon
        school; navy/yellow; star; nylon
        roll-top; yellow; plain; nylon
        roll-top; grey; plain; nylon
        flap; olive; plain; canvas
        flap; brown; plain; leather""",
    ),
    Kind(
        "suitcase",
        "bags",
        (69, 259),
        {
            "hard": Shape(
                "hard-shell",
                "suitcase",
                "硬壳行李箱",
                "ribbed sides and a pull-out handle",
                "凹槽箱体与拉杆",
            ),
            "soft": Shape(
                "soft-sided",
                "suitcase",
                "软面行李箱",
                "two zipped outer pockets and wheels",
                "双拉链外袋与滚轮",
            ),
            "vintage": Shape(
                "vintage",
                "suitcase",
                "复古手提箱",
                "leather straps and protected corners",
                "皮带与包角",
            ),
        },
        (
            ("weekend flights", "周末飞行"),
            ("long holidays", "长假旅行"),
            ("business trips", "出差"),
        ),
        ("luggage case",),
        ("行李箱", "旅行箱"),
        ("something to pack my clothes in for a flight",),
        """hard; red; plain; polycarbonate
        hard; silver; plain; polycarbonate
        hard; teal; plain; polycarbonate
        soft; navy; plain; nylon
        soft; black; plain; nylon
        soft; purple; plain; nylon
        vintage; beige; plain; leather
        vintage; green; plain; leather""",
    ),
    Kind(
        "tote bag",
        "bags",
        (9, 49),
        {
            "shopper": Shape(
                "open-top",
                "tote bag",
                "托特包",
                "two stitched handles and a wide opening",
                "双提手与大开口",
            ),
            "basket": Shape(
                "woven",
                "beach basket bag",
                "草编篮",
                "a woven body and a coloured rim",
                "草编篮身与彩色包边",
            ),
            "heart": Shape(
                "heart-motif",
                "tote bag",
                "爱心托特包",
                "a big heart on the front",
                "正面大爱心图案",
            ),
        },
        (("groceries", "买菜"), ("the beach", "海滩"), ("library books", "借书")),
        ("shopping bag",),
        ("购物袋",),
        ("a reusable thing to carry my shopping home",),
        """shopper; beige; plain; canvas
        shopper; navy; striped; canvas
        shopper; yellow; polka dot; canvas
        shopper; green; checked; canvas
        basket; beige/red; plain; straw
        basket; brown/teal; plain; straw
        heart; white/red; plain; canvas
        heart; black/pink; plain; canvas""",
    ),
    Kind(
        "wallet",
        "bags",
        (15, 69),
        {
            "bifold": Shape(
                "folding",
                "wallet",
                "对折钱包",
                "a snap tab and room for banknotes",
                "按扣搭带与钞票夹层",
            ),
            "purse": Shape("clasp", "coin purse", "零钱包", "a gold kiss-lock clasp", "金色口金扣"),
            "card": Shape(
                "slim", "card holder", "卡包", "two cards peeping out of the top", "顶部插卡位"
            ),
        },
        (("cash and cards", "装现金与卡片"), ("coat pockets", "放进大衣口袋"), ("gifts", "送礼")),
        ("billfold",),
        ("钱包",),
        ("a small thing for my money and bank cards",),
        """bifold; brown; plain; leather
        bifold; black; plain; leather
        bifold; red; plain; leather
        purse; pink; polka dot; leather
        purse; blue; floral; satin
        card; black; plain; leather
        card; green; plain; leather""",
    ),
)
