"""Toys for children of all ages."""

from __future__ import annotations

from samples.ranges.kind import Kind, Shape

KINDS: tuple[Kind, ...] = (
    Kind(
        "teddy bear",
        "toys",
        (14, 49),
        {
            "bear": Shape(
                "cuddly",
                "teddy bear",
                "泰迪熊",
                "round ears and a bow round the neck",
                "圆耳朵与领结",
            ),
            "rabbit": Shape(
                "cuddly",
                "toy rabbit",
                "毛绒兔子",
                "two long ears and a pink nose",
                "长耳朵与粉鼻子",
            ),
            "elephant": Shape(
                "cuddly",
                "toy elephant",
                "毛绒大象",
                "a curled trunk and big flapping ears",
                "卷鼻子与大耳朵",
            ),
        },
        (("newborns", "新生儿"), ("bedtime cuddles", "睡前拥抱"), ("baby showers", "宝宝派对")),
        ("plush toy", "stuffed animal"),
        ("毛绒玩具", "公仔"),
        ("something soft for a toddler to cuddle at bedtime",),
        """bear; brown/red; plain; plush
        bear; white/pink; plain; plush
        bear; pink/purple; plain; plush
        bear; black/yellow; plain; plush
        rabbit; white/blue; plain; plush
        rabbit; grey/pink; plain; plush
        elephant; grey; plain; plush
        elephant; light blue; plain; plush""",
    ),
    Kind(
        "toy car",
        "toys",
        (7, 35),
        {
            "racing": Shape(
                "racing",
                "toy car",
                "玩具赛车",
                "a rear wing and a number on the door",
                "尾翼与车门号码",
            ),
            "truck": Shape(
                "pick-up",
                "toy truck",
                "玩具皮卡",
                "an open load bed and chunky tyres",
                "敞开货斗与粗轮胎",
            ),
            "bus": Shape("city", "toy bus", "玩具巴士", "a long row of windows", "一长排车窗"),
            "fire": Shape(
                "ladder",
                "toy fire engine",
                "玩具消防车",
                "a silver ladder on the roof",
                "车顶银色云梯",
            ),
            "tractor": Shape(
                "farm",
                "toy tractor",
                "玩具拖拉机",
                "one huge rear wheel and an exhaust pipe",
                "大后轮与排气管",
            ),
        },
        (("sandpits", "沙坑"), ("birthday gifts", "生日礼物"), ("carpet races", "地毯赛车")),
        ("model vehicle",),
        ("玩具车", "小汽车"),
        ("a little vehicle for a child to push along the carpet",),
        """racing; red/yellow; plain; metal
        racing; blue/white; plain; metal
        racing; green/orange; plain; plastic
        truck; blue; plain; metal
        truck; orange; plain; plastic
        bus; yellow/black; plain; metal
        bus; red; plain; metal
        fire; red; plain; metal
        tractor; green/yellow; plain; plastic
        tractor; red; plain; plastic""",
    ),
    Kind(
        "ball",
        "toys",
        (4, 29),
        {
            "football": Shape(
                "stitched", "football", "足球", "five-sided patches on a pale ground", "五边形拼块"
            ),
            "basketball": Shape(
                "grippy",
                "basketball",
                "篮球",
                "black channels and a pebbled skin",
                "黑色沟槽与颗粒表皮",
            ),
            "beach": Shape(
                "inflatable", "beach ball", "沙滩球", "bright panels that meet at a cap", "彩色拼瓣"
            ),
            "tennis": Shape("felt", "tennis ball", "网球", "a curved white seam", "白色弧形缝线"),
        },
        (("the park", "公园"), ("the beach", "海滩"), ("school sports", "学校体育")),
        ("play ball",),
        ("球", "皮球"),
        ("something round to kick or throw in the park",),
        """football; white/black; plain; leather
        football; yellow/blue; plain; leather
        football; pink/purple; plain; leather
        basketball; orange; plain; rubber
        basketball; blue; plain; rubber
        beach; red/blue; plain; plastic
        beach; yellow/green; plain; plastic
        tennis; yellow; plain; felt""",
    ),
    Kind(
        "building blocks",
        "toys",
        (12, 59),
        {
            "letters": Shape(
                "alphabet",
                "building blocks",
                "字母积木",
                "a letter on each coloured cube",
                "彩色字母方块",
            ),
            "bricks": Shape(
                "interlocking",
                "building bricks",
                "拼插积木",
                "studs that click together",
                "凸点拼插",
            ),
            "castle": Shape(
                "castle",
                "building blocks",
                "城堡积木",
                "two towers, an arch and a gate",
                "双塔与拱门",
            ),
        },
        (("learning the alphabet", "学字母"), ("rainy afternoons", "雨天午后")),
        ("toy bricks",),
        ("积木",),
        ("something to stack and build towers with",),
        """letters; beige; plain; wood
        letters; red; plain; plastic
        bricks; blue/yellow; plain; plastic
        bricks; pink/purple; plain; plastic
        castle; beige; plain; wood""",
        coloured=False,
        plural=True,
    ),
    Kind(
        "puzzle",
        "toys",
        (6, 35),
        {
            "jigsaw": Shape(
                "landscape",
                "jigsaw puzzle",
                "风景拼图",
                "mountains, a house and loose pieces",
                "山景小屋与散落拼片",
            ),
            "cube": Shape(
                "twisting",
                "puzzle cube",
                "魔方",
                "six faces of nine coloured squares",
                "六面九格彩色方块",
            ),
            "shapes": Shape(
                "shape-sorting",
                "puzzle board",
                "形状拼板",
                "a star, a heart and four more cut-outs",
                "星形、心形等六种形状",
            ),
        },
        (("quiet evenings", "安静夜晚"), ("sharp minds", "锻炼思维"), ("toddlers", "幼儿")),
        ("brain teaser",),
        ("拼图", "益智玩具"),
        ("something to keep the mind busy on a quiet evening",),
        """jigsaw; blue; plain; paper
        jigsaw; pink; plain; paper
        jigsaw; orange; plain; paper
        cube; red; plain; plastic
        shapes; beige; plain; wood""",
        coloured=False,
    ),
    Kind(
        "kite",
        "toys",
        (9, 39),
        {
            "diamond": Shape(
                "diamond",
                "kite",
                "菱形风筝",
                "four panels and a tail of bows",
                "四片拼色与蝴蝶结尾巴",
            ),
            "delta": Shape(
                "delta", "kite", "三角风筝", "swept wings and three streamers", "后掠翼与三条飘带"
            ),
            "fish": Shape(
                "fish", "kite", "鱼形风筝", "a striped body and a forked tail", "条纹鱼身与鱼尾"
            ),
        },
        (("windy beaches", "海边吹风"), ("autumn hills", "秋日山坡")),
        ("flying toy",),
        ("风筝",),
        ("something to fly on a windy day",),
        """diamond; red/yellow; plain; nylon
        diamond; purple/green; plain; nylon
        diamond; navy; star; nylon
        delta; blue/orange; plain; nylon
        delta; pink/teal; plain; nylon
        fish; orange; plain; nylon
        fish; green/yellow; plain; nylon""",
    ),
    Kind(
        "toy train",
        "toys",
        (15, 69),
        {
            "steam": Shape(
                "steam",
                "toy train",
                "玩具蒸汽火车",
                "a funnel, puffs of smoke and a wagon",
                "烟囱、烟雾与车厢",
            ),
            "express": Shape(
                "express",
                "toy train",
                "玩具高铁",
                "a pointed nose and a row of windows",
                "尖车头与一排车窗",
            ),
        },
        (("train fans", "火车迷"), ("nursery floors", "儿童房地板")),
        ("model railway",),
        ("玩具火车",),
        ("a railway gift for a child",),
        """steam; red; plain; wood
        steam; green/red; plain; wood
        steam; blue/orange; plain; metal
        express; blue; plain; plastic
        express; white/red; plain; plastic""",
    ),
    Kind(
        "rubber duck",
        "toys",
        (3, 12),
        {
            "plain": Shape(
                "classic",
                "rubber duck",
                "小黄鸭",
                "an orange beak and folded wings",
                "橙色嘴巴与小翅膀",
            ),
            "cool": Shape(
                "cool", "rubber duck", "墨镜橡皮鸭", "dark glasses on the beak", "戴着墨镜"
            ),
            "captain": Shape(
                "captain", "rubber duck", "船长橡皮鸭", "a sailor's peaked cap", "戴着船长帽"
            ),
        },
        (("bath time", "洗澡"), ("paddling pools", "戏水池")),
        ("bath toy",),
        ("橡皮鸭", "洗澡玩具"),
        ("something that floats in the bath with my baby",),
        """plain; yellow; plain; rubber
        plain; pink; plain; rubber
        cool; yellow; plain; rubber
        cool; blue; plain; rubber
        captain; yellow; plain; rubber""",
    ),
    Kind(
        "toy robot",
        "toys",
        (12, 59),
        {
            "boxy": Shape(
                "square-headed",
                "toy robot",
                "方头机器人",
                "a box head, a dial and claws",
                "方形头、仪表与夹爪",
            ),
            "round": Shape(
                "dome-headed",
                "toy robot",
                "圆头机器人",
                "a dome head and an aerial",
                "圆顶头与天线",
            ),
            "tracks": Shape(
                "tracked", "toy robot", "履带机器人", "a pair of caterpillar tracks", "履带底盘"
            ),
        },
        (("space fans", "太空迷"), ("shelf displays", "摆件")),
        ("mechanical toy",),
        ("机器人玩具",),
        ("a mechanical toy from outer space",),
        """boxy; blue; plain; metal
        boxy; orange; plain; metal
        round; red; plain; metal
        round; mint; plain; metal
        tracks; green; plain; plastic
        tracks; purple; plain; plastic""",
    ),
    Kind(
        "doll",
        "toys",
        (12, 45),
        {
            "rag": Shape(
                "rag", "doll", "布娃娃", "two red plaits and a wide skirt", "双麻花辫与大裙摆"
            ),
            "princess": Shape(
                "princess", "doll", "公主娃娃", "a gold crown and long fair hair", "金色王冠与长发"
            ),
            "sailor": Shape(
                "sailor", "doll", "水手娃娃", "a sailor's cap and shorts", "水手帽与短裤"
            ),
        },
        (("pretend play", "过家家"), ("tea parties", "下午茶派对")),
        ("dolly",),
        ("娃娃",),
        ("a little figure with a dress for pretend play",),
        """rag; red; polka dot; cotton
        rag; green; floral; cotton
        princess; pink/gold; plain; satin
        princess; light blue/gold; plain; satin
        sailor; blue; striped; cotton
        sailor; red; striped; cotton""",
    ),
    Kind(
        "toy dinosaur",
        "toys",
        (8, 29),
        {
            "long-necked": Shape(
                "long-necked",
                "toy dinosaur",
                "长颈恐龙",
                "a long neck and a spotted back",
                "长脖子与斑点背",
            ),
            "upright": Shape(
                "upright", "toy dinosaur", "霸王龙", "sharp teeth and a row of spines", "尖牙与背刺"
            ),
        },
        (("young explorers", "小探险家"), ("sandpits", "沙坑")),
        ("prehistoric toy",),
        ("恐龙玩具",),
        ("a prehistoric monster for a young explorer",),
        """long-necked; green/yellow; plain; rubber
        long-necked; purple/pink; plain; rubber
        long-necked; teal; plain; rubber
        upright; orange; plain; rubber
        upright; green/red; plain; rubber
        upright; blue/yellow; plain; rubber""",
    ),
)
