"""Fresh fruit and vegetables; packed food is in `samples.ranges.larder`."""

from __future__ import annotations

from samples.ranges.kind import Kind, Shape

KINDS: tuple[Kind, ...] = (
    Kind(
        "apples",
        "groceries",
        (1, 6),
        {
            "single": Shape(
                "crisp", "apple", "苹果", "a glossy skin and a leaf on the stalk", "光亮果皮带叶"
            ),
            "three": Shape(
                "bag of three", "apples", "苹果三个装", "three fruits of one size", "三个大小均匀"
            ),
            "cut": Shape(
                "sweet", "apple", "切半苹果", "white, juicy flesh shown by one half", "多汁白色果肉"
            ),
        },
        (("lunch boxes", "午餐盒"), ("apple pie", "苹果派"), ("snacks", "零食")),
        ("eating apple",),
        ("苹果",),
        ("a crunchy healthy fruit for a lunch box",),
        """single; red/yellow
        single; yellow/red
        three; green
        three; red
        cut; red""",
    ),
    Kind(
        "bananas",
        "groceries",
        (1, 4),
        {
            "single": Shape("single", "banana", "香蕉", "one ripe curved fruit", "一根熟香蕉"),
            "bunch": Shape(
                "bunch of", "bananas", "一把香蕉", "three fruits on one stem", "三根一把"
            ),
            "peeled": Shape(
                "half-peeled",
                "banana",
                "剥皮香蕉",
                "the skin folded back from the flesh",
                "果皮剥开露出果肉",
            ),
        },
        (("smoothies", "奶昔"), ("a quick breakfast", "快手早餐")),
        (),
        ("香蕉",),
        ("a curved yellow fruit for smoothies",),
        """single; yellow
        bunch; yellow
        bunch; green
        peeled; yellow""",
        coloured=False,
    ),
    Kind(
        "citrus fruit",
        "groceries",
        (1, 5),
        {
            "orange": Shape(
                "juicy", "oranges", "橙子", "bright segments and a dimpled peel", "果瓣鲜亮"
            ),
            "lemon": Shape(
                "sour", "lemons", "柠檬", "pointed ends and pale segments", "两端尖、浅色果瓣"
            ),
            "lime": Shape("zesty", "limes", "青柠", "thin skin and sharp juice", "薄皮酸汁"),
            "grapefruit": Shape(
                "tangy", "grapefruits", "西柚", "rosy flesh inside a thick peel", "粉红果肉"
            ),
        },
        (("fresh juice", "榨汁"), ("baking", "烘焙"), ("iced drinks", "冰饮")),
        ("citrus",),
        ("水果", "柑橘"),
        ("fruit to squeeze into a drink",),
        """orange; orange
        lemon; yellow
        lime; green
        grapefruit; pink""",
        coloured=False,
        plural=True,
    ),
    Kind(
        "grapes",
        "groceries",
        (2, 7),
        {
            "round": Shape(
                "seedless",
                "grapes",
                "无籽葡萄",
                "round berries packed close together",
                "圆润紧凑果粒",
            ),
            "long": Shape(
                "long", "grapes", "长粒葡萄", "oval berries on a green stalk", "椭圆果粒"
            ),
        },
        (("cheese boards", "奶酪拼盘"), ("picnics", "野餐")),
        ("table grapes",),
        ("葡萄", "提子"),
        ("small sweet fruit in a bunch for a cheese board",),
        """round; purple
        round; green
        long; red
        long; green""",
        plural=True,
    ),
    Kind(
        "strawberries",
        "groceries",
        (2, 6),
        {
            "loose": Shape(
                "ripe",
                "strawberries",
                "草莓",
                "three red berries with green tops",
                "三颗红草莓带绿蒂",
            ),
            "punnet": Shape(
                "punnet of",
                "strawberries",
                "盒装草莓",
                "a blue basket filled to the brim",
                "满满一蓝篮",
            ),
        },
        (("cream teas", "奶油下午茶"), ("jam making", "做果酱")),
        ("berries",),
        ("草莓",),
        ("red summer berries to eat with cream",),
        """loose; red
        punnet; red""",
        coloured=False,
        plural=True,
    ),
    Kind(
        "tomatoes",
        "groceries",
        (1, 6),
        {
            "vine": Shape(
                "vine", "tomatoes", "串番茄", "five fruits still on their stem", "五个连藤"
            ),
            "cherry": Shape(
                "cherry", "tomatoes", "樱桃番茄", "many small, round fruits", "许多小圆果"
            ),
            "beefsteak": Shape(
                "beefsteak", "tomato", "牛排番茄", "one big ribbed fruit", "大个棱状果实"
            ),
        },
        (("salads", "沙拉"), ("pasta sauce", "意面酱")),
        (),
        ("西红柿", "番茄"),
        ("red salad ingredient for a pasta sauce",),
        """vine; red
        vine; yellow
        cherry; red
        cherry; orange
        beefsteak; red""",
        plural=True,
    ),
    Kind(
        "carrots",
        "groceries",
        (1, 4),
        {
            "bunch": Shape("bunched", "carrots", "带叶胡萝卜", "feathery green tops", "羽状绿叶"),
            "washed": Shape(
                "washed", "carrots", "水洗胡萝卜", "clean roots without leaves", "去叶洗净"
            ),
        },
        (("soups", "煲汤"), ("rabbits", "喂兔子"), ("salads", "沙拉")),
        ("root vegetables",),
        ("胡萝卜",),
        ("a crunchy root vegetable for soup",),
        """bunch; orange
        bunch; purple
        washed; orange
        washed; yellow""",
        plural=True,
    ),
    Kind(
        "pepper",
        "groceries",
        (1, 4),
        {
            "bell": Shape(
                "sweet",
                "bell pepper",
                "甜椒",
                "a shiny, blocky shape and a thick stalk",
                "光亮方形与粗蒂",
            ),
            "chilli": Shape("hot", "chilli pepper", "辣椒", "a long curved pod", "细长弯曲"),
        },
        (("fajitas", "法吉塔"), ("stir-fries", "爆炒"), ("stuffing", "酿馅")),
        ("capsicum",),
        ("辣椒",),
        ("a shiny vegetable for a stir-fry",),
        """bell; red
        bell; yellow
        bell; green
        bell; orange
        chilli; green
        chilli; red""",
    ),
)
