"""Shoes of every kind; socks are in `samples.ranges.accessories`."""

from __future__ import annotations

from samples.ranges.kind import Kind, Shape

KINDS: tuple[Kind, ...] = (
    Kind(
        "sneakers",
        "shoes",
        (39, 129),
        {
            "low": Shape(
                "low-top",
                "sneakers",
                "低帮运动鞋",
                "a rubber toe cap and white laces",
                "橡胶鞋头与白鞋带",
            ),
            "high-top": Shape(
                "high-top",
                "sneakers",
                "高帮运动鞋",
                "a collar that laces over the ankle",
                "高帮系带护踝",
            ),
            "running": Shape(
                "running",
                "shoes",
                "跑步鞋",
                "a springy sole and a swoosh of contrast",
                "弹力鞋底与撞色线条",
            ),
            "slip-on": Shape(
                "slip-on",
                "sneakers",
                "一脚蹬运动鞋",
                "elastic sides and no laces",
                "松紧侧边，无鞋带",
            ),
        },
        (
            ("marathon training", "马拉松训练"),
            ("walking all day", "全天行走"),
            ("the gym", "健身房"),
            ("skate parks", "滑板公园"),
        ),
        ("trainers", "gym shoes"),
        ("球鞋", "运动鞋"),
        ("something sporty for my feet at the gym",),
        """low; red; plain; canvas
        low; white/green; plain; leather
        low; black; plain; canvas
        high-top; black/red; plain; canvas
        high-top; yellow/blue; plain; canvas
        running; blue/orange; plain; knit
        running; grey/pink; plain; knit
        running; black/green; plain; knit
        slip-on; navy; checked; canvas
        slip-on; pink; floral; canvas""",
        plural=True,
    ),
    Kind(
        "boots",
        "shoes",
        (49, 199),
        {
            "chelsea": Shape(
                "ankle",
                "boots",
                "切尔西短靴",
                "elastic side panels and a pull tab",
                "松紧侧片与提拉环",
            ),
            "knee-high": Shape(
                "knee-high",
                "boots",
                "长筒靴",
                "a tall shaft with a strap at the top",
                "高筒与顶部扣带",
            ),
            "hiking": Shape(
                "hiking",
                "boots",
                "登山靴",
                "a deep lugged sole and bright laces",
                "深齿鞋底与亮色鞋带",
            ),
            "rain": Shape("rain", "boots", "雨靴", "a glossy waterproof shaft", "亮面防水靴筒"),
            "cowboy": Shape(
                "cowboy", "boots", "牛仔靴", "stitched shafts and a slanted heel", "缝线靴筒与斜跟"
            ),
        },
        (
            ("country walks", "乡间散步"),
            ("rainy weekends", "阴雨周末"),
            ("winter streets", "冬日街头"),
        ),
        (),
        ("靴子",),
        ("sturdy footwear for muddy paths",),
        """chelsea; brown; plain; leather
        chelsea; black; plain; suede
        knee-high; black; plain; leather
        knee-high; burgundy; plain; suede
        hiking; olive/orange; plain; suede
        hiking; brown/red; plain; leather
        rain; yellow; plain; rubber
        rain; red; polka dot; rubber
        rain; navy; plain; rubber
        cowboy; beige; plain; suede""",
        plural=True,
    ),
    Kind(
        "sandals",
        "shoes",
        (15, 79),
        {
            "flip-flop": Shape(
                "toe-post", "flip-flops", "人字拖", "a V-shaped strap between the toes", "夹趾V形带"
            ),
            "slide": Shape(
                "buckled", "sandals", "双扣凉鞋", "two broad straps with buckles", "双宽带金属扣"
            ),
            "gladiator": Shape(
                "gladiator", "sandals", "罗马凉鞋", "straps that climb the ankle", "多条绑带至脚踝"
            ),
            "wedge": Shape(
                "wedge",
                "sandals",
                "坡跟凉鞋",
                "a high cork wedge and an ankle strap",
                "软木坡跟与踝带",
            ),
        },
        (("the beach", "海滩"), ("hot city days", "炎热城市"), ("summer holidays", "暑假")),
        ("summer shoes",),
        ("凉鞋",),
        ("open footwear for hot weather",),
        """flip-flop; light blue/yellow; striped; rubber
        flip-flop; pink/purple; plain; rubber
        flip-flop; black/red; plain; rubber
        slide; brown; plain; leather
        slide; white; plain; leather
        gladiator; gold; plain; leather
        gladiator; black; plain; leather
        wedge; red; polka dot; canvas
        wedge; teal; plain; canvas""",
        plural=True,
    ),
    Kind(
        "high heels",
        "shoes",
        (45, 169),
        {
            "stiletto": Shape(
                "stiletto", "high heels", "细高跟鞋", "a very thin, tall heel", "极细高跟"
            ),
            "block": Shape("block", "heels", "粗跟高跟鞋", "a thick, steady heel", "稳固粗跟"),
            "kitten": Shape("kitten", "heels", "猫跟鞋", "a low, slender heel", "低矮细跟"),
            "platform": Shape(
                "platform",
                "heels",
                "防水台高跟鞋",
                "a raised sole and a heel strap",
                "防水台与后跟带",
            ),
        },
        (("dancing", "跳舞"), ("cocktail parties", "鸡尾酒会"), ("the office", "办公室")),
        ("pumps", "court shoes"),
        ("高跟鞋",),
        ("dressy shoes that make me taller",),
        """stiletto; red; plain; patent leather
        stiletto; black; plain; leather
        stiletto; beige/black; leopard; satin
        block; beige; plain; suede
        block; navy; plain; leather
        kitten; black; plain; satin
        kitten; mint; plain; leather
        platform; pink; plain; satin
        platform; silver; plain; leather""",
        plural=True,
    ),
    Kind(
        "loafers",
        "shoes",
        (45, 139),
        {
            "penny": Shape(
                "penny", "loafers", "便士乐福鞋", "a saddle strap with a slot", "鞋面横带开口"
            ),
            "tassel": Shape("tassel", "loafers", "流苏乐福鞋", "two leather tassels", "双流苏装饰"),
            "driving": Shape(
                "driving", "moccasins", "豆豆鞋", "a soft sole and a small bow", "软底与小蝴蝶结"
            ),
            "brogue": Shape(
                "brogue",
                "lace-up shoes",
                "布洛克系带鞋",
                "punched holes and thin laces",
                "雕花孔与细鞋带",
            ),
        },
        (("the office", "办公室"), ("smart lunches", "商务午餐"), ("long drives", "长途驾驶")),
        (),
        ("皮鞋",),
        ("smart flat shoes for a suit",),
        """penny; burgundy; plain; leather
        penny; black; plain; leather
        tassel; brown; plain; suede
        tassel; navy; plain; leather
        driving; blue; plain; suede
        driving; red; plain; suede
        brogue; black; plain; leather
        brogue; brown/beige; plain; leather""",
        plural=True,
    ),
    Kind(
        "slippers",
        "shoes",
        (14, 45),
        {
            "open": Shape(
                "slide-on", "slippers", "一字拖鞋", "an open toe and a soft band", "露趾软带"
            ),
            "moccasin": Shape(
                "moccasin", "slippers", "莫卡辛拖鞋", "a stitched closed toe", "缝线包头"
            ),
            "bunny": Shape(
                "bunny", "slippers", "兔耳拖鞋", "a bunny face with two ears", "兔脸与两只耳朵"
            ),
        },
        (("lazy mornings", "慵懒早晨"), ("cold floors", "冰凉地板"), ("hospital bags", "住院准备")),
        ("house shoes",),
        ("拖鞋", "棉拖"),
        ("cosy footwear for walking around the house",),
        """open; grey; plain; felt
        open; purple; plain; terry
        moccasin; brown; plain; suede
        moccasin; navy/red; checked; flannel
        bunny; pink; plain; plush
        bunny; white; plain; plush""",
        plural=True,
    ),
)
