"""Things to cook with and eat from."""

from __future__ import annotations

from samples.ranges.kind import Kind, Shape

KINDS: tuple[Kind, ...] = (
    Kind(
        "mug",
        "kitchen",
        (7, 24),
        {
            "straight": Shape(
                "straight-sided",
                "mug",
                "直身马克杯",
                "straight sides and a big handle",
                "直筒杯身与大把手",
            ),
            "round": Shape(
                "round", "mug", "圆肚马克杯", "a round belly that warms both hands", "圆鼓杯身"
            ),
            "tall": Shape("tall", "mug", "高马克杯", "a tall, slim body", "高挑杯身"),
            "espresso": Shape(
                "small", "espresso cup", "浓缩咖啡杯", "a matching saucer", "配套碟子"
            ),
        },
        (("morning coffee", "早晨咖啡"), ("hot chocolate", "热巧克力"), ("tea breaks", "下午茶")),
        ("coffee cup",),
        ("杯子", "水杯"),
        ("something to drink my hot coffee from",),
        """straight; blue; striped; ceramic
        straight; red; polka dot; ceramic
        straight; white/navy; plain; enamel
        straight; yellow/orange; zigzag; ceramic
        round; red; plain; ceramic
        round; teal; plain; ceramic
        round; pink; floral; porcelain
        tall; green; polka dot; porcelain
        tall; black; plain; ceramic
        espresso; white; plain; porcelain
        espresso; orange; plain; porcelain""",
    ),
    Kind(
        "plate",
        "kitchen",
        (6, 29),
        {
            "round": Shape("round", "plate", "圆盘", "a flat, broad rim", "宽平盘沿"),
            "square": Shape("square", "plate", "方盘", "four softly rounded corners", "四个圆角"),
            "oval": Shape(
                "oval", "serving plate", "椭圆盘", "an oval shape for sharing", "椭圆形分享盘"
            ),
        },
        (("Sunday roasts", "周日烤肉"), ("everyday dinners", "日常晚餐"), ("buffets", "自助餐")),
        ("dinner dish",),
        ("盘子", "餐盘"),
        ("something flat to serve dinner on",),
        """round; white/blue; plain; porcelain
        round; green; plain; ceramic
        round; blue; floral; porcelain
        round; red; polka dot; ceramic
        square; black; plain; ceramic
        square; white/gold; plain; porcelain
        oval; white/red; floral; porcelain
        oval; yellow; plain; ceramic""",
    ),
    Kind(
        "bowl",
        "kitchen",
        (6, 39),
        {
            "soup": Shape("deep", "soup bowl", "汤碗", "a deep shape on a small foot", "深碗小足"),
            "salad": Shape("large", "salad bowl", "沙拉碗", "wide, open sides", "宽口大碗"),
            "rice": Shape(
                "small", "rice bowl", "饭碗", "steep sides and a narrow foot", "陡壁窄足"
            ),
        },
        (("noodle soup", "汤面"), ("breakfast cereal", "早餐麦片"), ("family meals", "家庭聚餐")),
        ("soup dish",),
        ("碗",),
        ("something round and deep to eat soup from",),
        """soup; orange; plain; ceramic
        soup; navy; plain; ceramic
        soup; white/red; striped; ceramic
        salad; brown; plain; wood
        salad; green; plain; ceramic
        rice; white/blue; floral; porcelain
        rice; red; plain; ceramic""",
    ),
    Kind(
        "glass",
        "kitchen",
        (5, 25),
        {
            "wine": Shape(
                "stemmed", "wine glass", "红酒杯", "a round cup on a slender stem", "圆杯细脚"
            ),
            "flute": Shape(
                "slender",
                "champagne flute",
                "香槟杯",
                "a narrow cup that keeps the bubbles",
                "细长杯身",
            ),
            "tumbler": Shape(
                "heavy", "whisky tumbler", "威士忌杯", "a thick base and straight sides", "厚底直身"
            ),
            "cocktail": Shape(
                "conical", "cocktail glass", "鸡尾酒杯", "a wide cone on a stem", "锥形高脚"
            ),
        },
        (("toasts", "祝酒"), ("dinner parties", "晚宴"), ("home bars", "家庭酒吧")),
        ("drinking glass",),
        ("玻璃杯",),
        ("glassware for a party with drinks",),
        """wine; clear; plain; glass
        wine; green; plain; glass
        flute; clear; plain; glass
        tumbler; clear; plain; glass
        cocktail; clear; plain; glass
        cocktail; pink; plain; glass""",
    ),
    Kind(
        "teapot",
        "kitchen",
        (19, 65),
        {
            "round": Shape(
                "round", "teapot", "圆茶壶", "a curved spout and a looped handle", "弯嘴圆把"
            ),
            "iron": Shape(
                "Japanese",
                "teapot",
                "日式铁壶",
                "a studded body and an arched handle",
                "颗粒壶身与提梁",
            ),
            "tall": Shape(
                "tall", "coffee pot", "高咖啡壶", "a long spout and a domed lid", "长嘴圆顶盖"
            ),
        },
        (("afternoon tea", "下午茶"), ("breakfast in bed", "床上早餐"), ("tea ceremonies", "茶道")),
        ("tea maker",),
        ("茶壶",),
        ("something to brew and pour tea",),
        """round; white/blue; floral; porcelain
        round; yellow; plain; ceramic
        round; navy; polka dot; ceramic
        iron; black/gold; plain; cast iron
        iron; teal/black; plain; cast iron
        tall; red; polka dot; enamel
        tall; white/blue; plain; enamel""",
    ),
    Kind(
        "bottle",
        "kitchen",
        (9, 39),
        {
            "flask": Shape(
                "insulated",
                "bottle",
                "保温瓶",
                "a steel body and a screw lid with a loop",
                "不锈钢瓶身与提环盖",
            ),
            "sports": Shape(
                "sports",
                "bottle",
                "运动水壶",
                "a narrow grip and a pull-up spout",
                "收腰握位与吸嘴",
            ),
            "glass": Shape(
                "corked", "bottle", "软木塞玻璃瓶", "a long neck and a cork stopper", "长颈与软木塞"
            ),
            "baby": Shape(
                "baby",
                "bottle",
                "婴儿奶瓶",
                "a soft teat and marks for millilitres",
                "软奶嘴与刻度",
            ),
        },
        (("hiking", "徒步"), ("the gym", "健身"), ("picnics", "野餐")),
        ("drinks container",),
        ("水瓶",),
        ("something to carry drinking water in",),
        """flask; teal; plain; stainless steel
        flask; black; plain; stainless steel
        flask; pink; plain; stainless steel
        sports; blue/black; plain; plastic
        sports; red/yellow; plain; plastic
        glass; clear; plain; glass
        glass; green; plain; glass
        baby; light blue; plain; plastic
        baby; pink; plain; plastic""",
    ),
    Kind(
        "knife",
        "kitchen",
        (9, 89),
        {
            "chef": Shape("chef's", "knife", "主厨刀", "a broad pointed blade", "宽尖刀刃"),
            "bread": Shape("bread", "knife", "面包刀", "a long saw-toothed edge", "锯齿长刃"),
            "paring": Shape("paring", "knife", "水果刀", "a short blade for fruit", "短刃"),
            "cleaver": Shape("cleaver", "knife", "菜刀", "a heavy square blade", "厚重方刃"),
        },
        (("chopping vegetables", "切菜"), ("home cooks", "家庭厨房"), ("slicing", "切片")),
        ("kitchen blade",),
        ("刀", "厨刀"),
        ("something sharp to slice vegetables with",),
        """chef; black; plain; plastic
        chef; brown; plain; wood
        bread; brown; plain; wood
        bread; red; plain; plastic
        paring; green; plain; plastic
        paring; yellow; plain; plastic
        cleaver; brown; plain; wood""",
    ),
    Kind(
        "frying pan",
        "kitchen",
        (18, 79),
        {
            "round": Shape(
                "round",
                "frying pan",
                "圆煎锅",
                "low sloping sides and a long handle",
                "低斜边与长柄",
            ),
            "grill": Shape(
                "ridged",
                "grill pan",
                "条纹烤盘",
                "raised ridges that leave grill marks",
                "凸起烤纹",
            ),
            "wok": Shape("wok", "pan", "炒锅", "a deep curved bowl", "深弧锅底"),
        },
        (("fried eggs", "煎蛋"), ("stir-fries", "爆炒"), ("steaks", "牛排")),
        ("skillet",),
        ("平底锅", "锅"),
        ("something to fry eggs in",),
        """round; black; plain; aluminium
        round; red/brown; plain; enamel
        round; teal; plain; aluminium
        grill; black; plain; cast iron
        grill; orange; plain; cast iron
        wok; silver/brown; plain; steel""",
    ),
    Kind(
        "pot",
        "kitchen",
        (24, 149),
        {
            "casserole": Shape(
                "casserole", "pot", "炖锅", "a domed lid and two side handles", "圆盖双耳"
            ),
            "stockpot": Shape(
                "tall", "stockpot", "高汤锅", "high sides for litres of soup", "高身大容量"
            ),
            "saucepan": Shape(
                "long-handled", "saucepan", "单柄奶锅", "one long handle and a lid", "单长柄带盖"
            ),
        },
        (("slow stews", "慢炖"), ("pasta", "煮面"), ("big families", "大家庭")),
        ("cooking pot",),
        ("锅", "汤锅"),
        ("something with a lid to cook soup or stew in",),
        """casserole; red; plain; cast iron
        casserole; blue; plain; cast iron
        casserole; green; plain; cast iron
        stockpot; silver; plain; stainless steel
        stockpot; yellow; plain; enamel
        saucepan; orange; plain; copper
        saucepan; silver; plain; stainless steel""",
    ),
    Kind(
        "kettle",
        "kitchen",
        (22, 99),
        {
            "whistling": Shape(
                "whistling", "kettle", "鸣笛水壶", "a big arched handle for the stove", "大拱形提手"
            ),
            "electric": Shape(
                "electric",
                "kettle",
                "电热水壶",
                "a heating base and a water gauge",
                "加热底座与水位窗",
            ),
            "gooseneck": Shape(
                "gooseneck", "kettle", "细嘴手冲壶", "a thin, swan-like spout", "细长鹅颈壶嘴"
            ),
        },
        (("instant noodles", "泡面"), ("filter coffee", "手冲咖啡"), ("tea lovers", "爱茶之人")),
        ("water boiler",),
        ("水壶", "烧水壶"),
        ("something to boil water for tea",),
        """whistling; silver; plain; stainless steel
        whistling; blue; plain; enamel
        electric; red; plain; plastic
        electric; white; plain; plastic
        electric; silver; plain; stainless steel
        gooseneck; black; plain; steel
        gooseneck; gold; plain; brass""",
    ),
    Kind(
        "toaster",
        "kitchen",
        (25, 89),
        {
            "retro": Shape(
                "retro",
                "toaster",
                "复古烤面包机",
                "rounded shoulders and a steel foot",
                "圆润外形与钢底座",
            ),
            "boxy": Shape(
                "boxy", "toaster", "方形烤面包机", "straight edges and a dial", "方正机身与旋钮"
            ),
        },
        (("quick breakfasts", "快手早餐"), ("small kitchens", "小厨房")),
        ("bread toaster",),
        ("烤面包机", "多士炉"),
        ("something to brown slices of bread",),
        """retro; mint; plain; metal
        retro; red; plain; metal
        retro; yellow; plain; metal
        boxy; silver; plain; stainless steel
        boxy; black; plain; plastic""",
    ),
    Kind(
        "cutting board",
        "kitchen",
        (12, 49),
        {
            "paddle": Shape(
                "paddle",
                "cutting board",
                "带柄砧板",
                "a handle with a hole to hang it by",
                "可挂孔手柄",
            ),
            "rectangular": Shape(
                "rectangular",
                "cutting board",
                "长方形砧板",
                "a groove that catches juice",
                "导汁槽",
            ),
            "round": Shape(
                "round",
                "cutting board",
                "圆砧板",
                "a round shape for pizza or cheese",
                "圆形，适合披萨与奶酪",
            ),
        },
        (("chopping vegetables", "切菜"), ("serving cheese", "奶酪拼盘")),
        ("chopping board",),
        ("菜板", "砧板"),
        ("a wooden surface to chop onions on",),
        """paddle; brown; plain; wood
        paddle; beige; plain; bamboo
        rectangular; beige; plain; bamboo
        rectangular; brown; plain; walnut
        round; brown; plain; oak""",
    ),
    Kind(
        "apron",
        "kitchen",
        (14, 39),
        {
            "bib": Shape(
                "bib", "apron", "挂脖围裙", "a neck loop and a front pocket", "挂脖带与前袋"
            ),
            "waist": Shape("waist", "apron", "半身围裙", "long ties around the hips", "腰间长系带"),
        },
        (("baking days", "烘焙"), ("barbecues", "烧烤"), ("waiters", "服务员")),
        ("kitchen pinafore",),
        ("围裙",),
        ("something to keep my clothes clean while I bake",),
        """bib; red; checked; cotton
        bib; navy; striped; cotton
        bib; pink; floral; cotton
        waist; black; plain; linen
        waist; green; polka dot; cotton""",
    ),
)
