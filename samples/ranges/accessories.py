"""Hats, scarves, gloves, ties, belts, socks, sunglasses, umbrellas; not garments."""

from __future__ import annotations

from samples.ranges.kind import Kind, Shape

KINDS: tuple[Kind, ...] = (
    Kind(
        "hat",
        "apparel",
        (14, 59),
        {
            "cap": Shape("baseball", "cap", "棒球帽", "a curved peak in front", "前方弧形帽檐"),
            "sun": Shape(
                "wide-brimmed", "sun hat", "宽檐遮阳帽", "a broad brim and a ribbon", "宽帽檐与缎带"
            ),
            "beanie": Shape(
                "knitted", "beanie hat", "毛线帽", "a turn-up edge and a pompom", "翻边与毛球"
            ),
            "fedora": Shape(
                "fedora", "hat", "费多拉礼帽", "a pinched crown and a dark band", "凹顶与深色帽带"
            ),
            "bucket": Shape(
                "bucket", "hat", "渔夫帽", "a short sloping brim all round", "一圈短斜帽檐"
            ),
        },
        (("sunny days", "晴天"), ("festivals", "音乐节"), ("walking the dog", "遛狗")),
        (),
        ("帽子",),
        ("something to wear on my head",),
        """cap; blue/red; plain; cotton
        cap; black; plain; cotton
        cap; pink; plain; cotton
        sun; beige/burgundy; plain; straw
        sun; white/navy; plain; straw
        beanie; red; striped; wool
        beanie; grey/yellow; plain; wool
        fedora; grey/black; plain; felt
        fedora; brown/black; plain; felt
        bucket; olive; plain; cotton
        bucket; yellow; floral; cotton""",
    ),
    Kind(
        "scarf",
        "apparel",
        (15, 65),
        {
            "fringed": Shape(
                "fringed", "scarf", "流苏围巾", "long ends finished with a fringe", "两端流苏"
            ),
            "silk": Shape(
                "square", "scarf", "方巾", "a square cut with a bright border", "方形彩色镶边"
            ),
            "snood": Shape(
                "loop", "scarf", "围脖", "an endless ring to pull over the head", "套头环形设计"
            ),
        },
        (("windy days", "大风天"), ("winter walks", "冬日散步"), ("gifts", "送礼")),
        ("neck wrap",),
        ("围巾", "丝巾"),
        ("something to keep my neck warm", "a thing to wrap round the neck"),
        """fringed; red/navy; checked; wool
        fringed; beige/red; checked; wool
        fringed; green; plain; wool
        fringed; purple; striped; wool
        silk; blue/yellow; floral; silk
        silk; pink; polka dot; silk
        silk; orange; plain; silk
        snood; grey; plain; knit
        snood; burgundy; plain; knit""",
    ),
    Kind(
        "gloves",
        "apparel",
        (12, 69),
        {
            "gloves": Shape(
                "five-finger", "gloves", "五指手套", "a close fit on every finger", "五指贴合"
            ),
            "mittens": Shape(
                "knitted", "mittens", "连指手套", "one roomy pouch and a thumb", "连指宽松设计"
            ),
            "fingerless": Shape("fingerless", "gloves", "半指手套", "open fingertips", "露指设计"),
        },
        (
            ("snowball fights", "打雪仗"),
            ("winter cycling", "冬季骑行"),
            ("frosty mornings", "寒霜早晨"),
        ),
        ("hand warmers",),
        ("手套",),
        ("something to keep my hands warm", "protection for cold fingers"),
        """gloves; black; plain; leather
        gloves; brown; plain; leather
        gloves; blue; plain; wool
        mittens; red; zigzag; wool
        mittens; light blue; plain; wool
        fingerless; grey; striped; knit
        fingerless; purple; plain; knit""",
        plural=True,
    ),
    Kind(
        "tie",
        "apparel",
        (16, 45),
        {
            "long": Shape(
                "long", "tie", "领带", "a pointed blade and a neat knot", "尖角大身与整齐领结"
            ),
            "bow": Shape(
                "bow", "tie", "领结", "two wings and a knot in the middle", "双翼蝴蝶结造型"
            ),
        },
        (("weddings", "婚礼"), ("job interviews", "面试"), ("formal dinners", "正式晚宴")),
        ("necktie",),
        ("领带",),
        ("something formal to knot round a shirt collar",),
        """long; navy/red; striped; silk
        long; burgundy; polka dot; silk
        long; green; plain; silk
        bow; black; plain; silk
        bow; red; polka dot; silk""",
    ),
    Kind(
        "belt",
        "apparel",
        (18, 55),
        {
            "square": Shape(
                "square-buckle", "belt", "方扣皮带", "a square metal buckle", "方形金属扣"
            ),
            "round": Shape(
                "round-buckle", "belt", "圆扣腰带", "a round metal ring buckle", "圆环金属扣"
            ),
            "woven": Shape("woven", "belt", "编织腰带", "a braided strap", "编织带身"),
        },
        (("jeans and chinos", "搭配牛仔裤"), ("formal trousers", "搭配西裤")),
        ("waist belt",),
        ("皮带", "腰带"),
        ("something to hold up my trousers",),
        """square; brown/silver; plain; leather
        square; black/silver; plain; leather
        round; black/gold; plain; leather
        round; red/gold; plain; leather
        woven; beige/silver; plain; leather""",
    ),
    Kind(
        "socks",
        "apparel",
        (6, 19),
        {
            "ankle": Shape("ankle", "socks", "短袜", "a low cut below the ankle bone", "低帮短筒"),
            "crew": Shape(
                "mid-calf", "socks", "中筒袜", "a leg that reaches half way up the calf", "中筒设计"
            ),
            "knee-high": Shape(
                "knee-high", "socks", "长筒袜", "a long leg up to the knee", "长及膝盖"
            ),
        },
        (("running", "跑步"), ("cold feet in bed", "睡觉暖脚"), ("everyday shoes", "日常穿鞋")),
        ("stockings",),
        ("袜子",),
        ("something to wear inside my shoes", "something warm for cold feet inside boots"),
        """ankle; white/blue; striped; cotton
        ankle; black; plain; cotton
        crew; red; polka dot; cotton
        crew; green/yellow; striped; cotton
        crew; navy; star; cotton
        knee-high; grey; plain; wool
        knee-high; pink/purple; striped; wool""",
        plural=True,
    ),
    Kind(
        "sunglasses",
        "apparel",
        (19, 89),
        {
            "round": Shape(
                "round",
                "sunglasses",
                "圆框太阳镜",
                "two circular lenses in a thin frame",
                "细框圆形镜片",
            ),
            "square": Shape("square", "sunglasses", "方框太阳镜", "thick, square frames", "粗方框"),
            "aviator": Shape(
                "aviator",
                "sunglasses",
                "飞行员太阳镜",
                "drop-shaped lenses and a double bridge",
                "水滴形镜片双梁",
            ),
            "cat-eye": Shape("cat-eye", "sunglasses", "猫眼太阳镜", "upswept corners", "上扬眼角"),
        },
        (("the beach", "海滩"), ("driving", "开车"), ("sunny terraces", "阳光露台")),
        ("shades",),
        ("墨镜",),
        ("something to protect my eyes from bright sun",),
        """round; gold/green; plain; metal
        round; black/purple; plain; metal
        square; black; plain; plastic
        square; brown/brown; plain; plastic
        aviator; silver/blue; plain; metal
        aviator; gold/brown; plain; metal
        cat-eye; red; plain; plastic
        cat-eye; white/pink; plain; plastic""",
        plural=True,
    ),
    Kind(
        "umbrella",
        "apparel",
        (14, 39),
        {
            "open": Shape(
                "wide",
                "umbrella",
                "长柄雨伞",
                "a broad canopy and a hooked wooden handle",
                "宽大伞面与弯木柄",
            ),
            "folded": Shape(
                "slim", "umbrella", "收束雨伞", "a canopy rolled tight round its stick", "收拢伞面"
            ),
        },
        (("rainy commutes", "雨天通勤"), ("stormy walks", "风雨散步")),
        ("brolly",),
        ("雨伞", "伞"),
        ("something to hold over my head when it rains",),
        """open; red; plain; nylon
        open; navy; polka dot; nylon
        open; yellow; plain; nylon
        open; green/black; checked; nylon
        folded; black; plain; nylon
        folded; blue; striped; nylon""",
    ),
)
