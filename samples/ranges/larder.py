"""Packed, baked and frozen food; fruit and vegetables are in `samples.ranges.groceries`."""

from __future__ import annotations

from samples.ranges.kind import Kind, Shape

KINDS: tuple[Kind, ...] = (
    Kind(
        "milk",
        "groceries",
        (1, 5),
        {
            "whole": Shape(
                "whole",
                "milk carton",
                "全脂牛奶",
                "a gabled carton with a splash on it",
                "屋顶盒装，奶花图案",
            ),
            "oat": Shape(
                "oat", "milk carton", "燕麦奶", "oat grains on a gabled carton", "盒装，燕麦图案"
            ),
            "chocolate": Shape(
                "chocolate", "milk carton", "巧克力牛奶", "a brown gabled carton", "棕色屋顶盒"
            ),
            "bottle": Shape(
                "fresh",
                "milk bottle",
                "玻璃瓶牛奶",
                "a glass bottle with a coloured cap",
                "玻璃瓶与彩盖",
            ),
            "jug": Shape(
                "two-litre",
                "milk jug",
                "大桶牛奶",
                "a big handle and a wide label",
                "大把手与宽标签",
            ),
        },
        (("cereal", "麦片"), ("cappuccinos", "卡布奇诺"), ("pancakes", "松饼")),
        ("dairy drink",),
        ("牛奶",),
        ("a white drink to pour on breakfast cereal",),
        """whole; blue; ; paper
        whole; red; ; paper
        oat; green; ; paper
        chocolate; orange; ; paper
        bottle; red; ; glass
        bottle; green; ; glass
        jug; light blue; ; plastic""",
        coloured=False,
    ),
    Kind(
        "juice",
        "groceries",
        (2, 6),
        {
            "carton": Shape(
                "breakfast",
                "juice carton",
                "盒装果汁",
                "a screw cap and fruit on the side",
                "旋盖与水果图案",
            ),
            "bottle": Shape(
                "pressed",
                "juice bottle",
                "瓶装果汁",
                "a round label on clear glass",
                "透明瓶身与标签",
            ),
            "tumbler": Shape(
                "iced",
                "juice drink",
                "鲜榨果汁",
                "a striped straw and a slice on the rim",
                "条纹吸管与果片",
            ),
        },
        (("breakfast", "早餐"), ("children's parties", "儿童派对")),
        ("fruit drink",),
        ("果汁",),
        ("a fruity drink full of vitamins",),
        """carton; orange; ; paper
        carton; green; ; paper
        carton; purple; ; paper
        bottle; red; ; glass
        bottle; orange; ; glass
        tumbler; green; ; glass
        tumbler; pink; ; glass""",
    ),
    Kind(
        "bread",
        "groceries",
        (1, 6),
        {
            "loaf": Shape(
                "sliced",
                "loaf of bread",
                "切片面包",
                "soft slices under a domed crust",
                "圆顶面包皮与软切片",
            ),
            "baguette": Shape(
                "French",
                "baguette bread",
                "法棍面包",
                "two long sticks with slashed crusts",
                "两根长棍，割纹表皮",
            ),
            "round": Shape(
                "rustic",
                "sourdough bread",
                "酸面包",
                "a floured dome with two cuts",
                "撒粉圆顶与两道割痕",
            ),
            "croissant": Shape(
                "buttery", "croissant", "牛角包", "flaky layers in a crescent", "层层酥皮月牙形"
            ),
            "bagel": Shape("sesame", "bagel", "贝果", "a ring sprinkled with seeds", "环形撒芝麻"),
        },
        (("sandwiches", "三明治"), ("soup", "配汤"), ("Sunday breakfast", "周日早餐")),
        ("baked goods",),
        ("面包",),
        ("something baked to make sandwiches with",),
        """loaf; brown
        baguette; brown
        round; brown
        croissant; orange
        bagel; gold""",
        coloured=False,
    ),
    Kind(
        "cheese",
        "groceries",
        (3, 12),
        {
            "wedge": Shape(
                "holey",
                "cheese wedge",
                "大孔奶酪",
                "round holes in a yellow wedge",
                "黄色三角块带圆孔",
            ),
            "round": Shape(
                "creamy",
                "soft cheese",
                "软质白奶酪",
                "a white rind with a slice cut out",
                "白色外皮切去一角",
            ),
            "ball": Shape(
                "waxed",
                "cheese ball",
                "红蜡奶酪球",
                "a ball of wax opened to show the inside",
                "蜡封球形露出内部",
            ),
            "block": Shape(
                "mature",
                "cheddar cheese",
                "切达奶酪块",
                "a firm block with two slices cut",
                "硬质方块切两片",
            ),
        },
        (("crackers", "配饼干"), ("toasties", "烤三明治"), ("fondue", "奶酪火锅")),
        ("dairy",),
        ("奶酪", "芝士"),
        ("something made of milk to melt on toast",),
        """wedge; yellow
        round; beige
        ball; red
        block; orange
        block; yellow""",
        coloured=False,
    ),
    Kind(
        "eggs",
        "groceries",
        (2, 6),
        {
            "six": Shape(
                "free-range",
                "box of six eggs",
                "六枚鸡蛋",
                "six shells in a grey carton",
                "灰色蛋托六枚",
            ),
            "ten": Shape(
                "farm",
                "box of ten eggs",
                "十枚鸡蛋",
                "ten shells in a brown carton",
                "棕色蛋托十枚",
            ),
            "nest": Shape(
                "organic",
                "eggs in a nest",
                "有机鸡蛋",
                "three shells in a straw nest",
                "草窝里三枚",
            ),
        },
        (("omelettes", "煎蛋卷"), ("baking", "烘焙")),
        (),
        ("鸡蛋",),
        ("something for an omelette",),
        """six; brown
        six; white
        ten; white
        ten; brown
        nest; beige""",
    ),
    Kind(
        "cereal",
        "groceries",
        (2, 7),
        {
            "rings": Shape(
                "fruity hoops", "cereal box", "水果圈麦片", "rainbow rings in a bowl", "碗里彩虹圈"
            ),
            "flakes": Shape(
                "corn flakes", "cereal box", "玉米片", "golden flakes in a bowl", "碗里金色玉米片"
            ),
            "balls": Shape(
                "chocolate",
                "cereal box",
                "巧克力球麦片",
                "dark chocolate balls in a bowl",
                "碗里巧克力球",
            ),
            "muesli": Shape(
                "muesli",
                "cereal box",
                "混合麦片",
                "oats, nuts and berries in a bowl",
                "燕麦、坚果与莓果",
            ),
        },
        (("school mornings", "上学早晨"), ("camping breakfasts", "露营早餐")),
        ("breakfast box",),
        ("麦片", "谷物早餐"),
        ("something to eat with milk in the morning",),
        """rings; red/yellow; ; paper
        rings; purple/green; ; paper
        flakes; blue/yellow; ; paper
        balls; yellow/brown; ; paper
        muesli; green; ; paper""",
    ),
    Kind(
        "chocolate",
        "groceries",
        (2, 19),
        {
            "dark": Shape(
                "dark",
                "chocolate bar",
                "黑巧克力",
                "almost black squares in foil",
                "近黑色方块与锡纸",
            ),
            "milk": Shape(
                "milk", "chocolate bar", "牛奶巧克力", "brown squares in foil", "棕色方块与锡纸"
            ),
            "white": Shape(
                "white",
                "chocolate bar",
                "白巧克力",
                "cream-coloured squares in foil",
                "奶油色方块与锡纸",
            ),
            "box": Shape(
                "heart-shaped",
                "chocolate box",
                "心形巧克力礼盒",
                "seven pralines in a heart",
                "心形盒七颗夹心",
            ),
        },
        (("Valentine's Day", "情人节"), ("a sweet tooth", "爱吃甜食"), ("film nights", "电影之夜")),
        ("sweets", "candy"),
        ("巧克力",),
        ("something sweet made of cocoa",),
        """dark; black/gold; ; paper
        milk; purple; ; paper
        milk; blue; ; paper
        white; teal; ; paper
        box; red; ; paper
        box; pink; ; paper""",
        coloured=False,
    ),
    Kind(
        "coffee",
        "groceries",
        (4, 16),
        {
            "bag": Shape(
                "whole-bean",
                "coffee bag",
                "咖啡豆",
                "roasted beans on the front of a bag",
                "袋面烘焙豆图案",
            ),
            "jar": Shape(
                "instant",
                "coffee jar",
                "速溶咖啡",
                "dark granules in a glass jar",
                "玻璃罐深色颗粒",
            ),
            "tin": Shape(
                "ground",
                "coffee tin",
                "罐装咖啡粉",
                "a shiny tin with a paper band",
                "亮面罐与纸标",
            ),
        },
        (("early starts", "早起"), ("espresso machines", "意式咖啡机")),
        (),
        ("咖啡",),
        ("something to wake me up, to brew in the morning",),
        """bag; brown; ; paper
        bag; red; ; paper
        bag; black; ; paper
        jar; red; ; glass
        jar; gold; ; glass
        tin; green; ; metal""",
    ),
    Kind(
        "honey",
        "groceries",
        (3, 11),
        {
            "jar": Shape(
                "flower",
                "honey jar",
                "蜂蜜罐",
                "a wooden dipper and a comb on the label",
                "木蜜棒与蜂巢标签",
            ),
            "bear": Shape(
                "squeezy", "honey bear bottle", "小熊蜂蜜瓶", "a bear-shaped bottle", "小熊造型瓶"
            ),
            "jam": Shape(
                "home-style", "jam jar", "果酱", "a checked cloth over the lid", "格纹布盖"
            ),
        },
        (("toast", "抹面包"), ("scones", "司康"), ("porridge", "麦片粥")),
        ("spread",),
        ("蜂蜜", "果酱"),
        ("something sweet to spread on toast",),
        """jar; orange; ; glass
        jar; gold; ; glass
        bear; orange; ; plastic
        jam; red; ; glass
        jam; purple; ; glass""",
        coloured=False,
    ),
    Kind(
        "pasta",
        "groceries",
        (1, 5),
        {
            "spaghetti": Shape(
                "long", "spaghetti pasta", "意大利面", "a bundle tied with a paper band", "纸带捆扎"
            ),
            "penne": Shape(
                "penne", "pasta bag", "通心粉", "tubes cut at a slant shown in a window", "斜切管状"
            ),
            "shells": Shape(
                "shell", "pasta bag", "贝壳面", "ridged shells shown in a window", "贝壳形"
            ),
            "rice": Shape(
                "long-grain", "rice bag", "大米", "white grains shown in a window", "白色米粒"
            ),
        },
        (("quick dinners", "快手晚餐"), ("store cupboards", "储备粮")),
        ("dry goods",),
        ("面食", "主食"),
        ("dry food to boil for an Italian dinner",),
        """spaghetti; blue; ; paper
        spaghetti; red; ; paper
        penne; red; ; plastic
        shells; green; ; plastic
        rice; navy; ; plastic
        rice; yellow; ; plastic""",
    ),
    Kind(
        "ice cream",
        "groceries",
        (1, 8),
        {
            "cone": Shape(
                "cherry-topped",
                "ice cream cone",
                "冰淇淋甜筒",
                "a scoop and a cherry on a waffle",
                "华夫筒与樱桃",
            ),
            "lolly": Shape(
                "dipped", "ice lolly", "雪糕", "a wooden stick and a dipped top", "木棍与脆皮顶"
            ),
            "tub": Shape(
                "family", "ice cream tub", "冰淇淋杯", "three scoops in a paper tub", "纸杯三球"
            ),
        },
        (("hot days", "大热天"), ("dessert", "甜点")),
        ("frozen treat",),
        ("冰淇淋",),
        ("something frozen and sweet for a hot day",),
        """cone; pink
        cone; mint/brown
        cone; beige/pink
        lolly; orange/brown
        lolly; pink/mint
        tub; pink/brown; ; paper
        tub; mint/beige; ; paper""",
    ),
    Kind(
        "cake",
        "groceries",
        (2, 29),
        {
            "whole": Shape(
                "birthday", "cake", "生日蛋糕", "four candles on dripping icing", "四根蜡烛与淋面"
            ),
            "slice": Shape(
                "layered", "cake slice", "切块蛋糕", "two layers and a cherry", "双层与樱桃"
            ),
            "cupcake": Shape(
                "swirled", "cupcake", "纸杯蛋糕", "a tall swirl and a cherry", "高高奶油旋与樱桃"
            ),
            "doughnut": Shape(
                "iced", "doughnut", "甜甜圈", "sprinkles on shiny icing", "糖霜与彩针"
            ),
        },
        (("birthdays", "生日"), ("coffee breaks", "咖啡时间")),
        ("pastry",),
        ("蛋糕", "甜点"),
        ("something with candles to celebrate a birthday",),
        """whole; pink
        whole; brown/brown
        whole; light blue
        slice; white
        slice; brown/brown
        cupcake; pink/blue
        cupcake; mint/purple
        doughnut; pink
        doughnut; brown
        doughnut; white""",
    ),
)
