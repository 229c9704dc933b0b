"""Furniture and things that make a room."""

from __future__ import annotations

from samples.ranges.kind import Kind, Shape

KINDS: tuple[Kind, ...] = (
    Kind(
        "chair",
        "home",
        (39, 349),
        {
            "dining": Shape(
                "dining",
                "chair",
                "餐椅",
                "a ladder back and four straight legs",
                "横档椅背与四直腿",
            ),
            "armchair": Shape(
                "upholstered",
                "armchair",
                "扶手椅",
                "padded arms and a buttoned back",
                "软包扶手与拉扣椅背",
            ),
            "office": Shape(
                "swivel",
                "office chair",
                "办公转椅",
                "a high back and a base on castors",
                "高背与滚轮底座",
            ),
            "stool": Shape("tall", "bar stool", "高脚凳", "a round seat on long legs", "圆座高腿"),
            "rocking": Shape(
                "rocking",
                "chair",
                "摇椅",
                "curved rockers and a slatted back",
                "弧形摇脚与条栅椅背",
            ),
        },
        (("reading corners", "阅读角"), ("the dining room", "餐厅"), ("home offices", "家庭办公")),
        ("seat",),
        ("椅子",),
        ("something to sit on at my desk or table",),
        """dining; brown; plain; oak
        dining; white; plain; wood
        armchair; teal; plain; velvet
        armchair; beige; floral; linen
        armchair; pink; plain; velvet
        office; black; plain; leather
        office; blue; plain; nylon
        stool; red; plain; leather
        stool; yellow; plain; wood
        rocking; white; plain; wood""",
    ),
    Kind(
        "sofa",
        "home",
        (299, 1299),
        {
            "two-seater": Shape(
                "two-seater",
                "sofa",
                "双人沙发",
                "two seat cushions and rounded arms",
                "双坐垫与圆扶手",
            ),
            "three-seater": Shape(
                "three-seater", "sofa", "三人沙发", "three deep seat cushions", "三个深坐垫"
            ),
            "corner": Shape(
                "corner", "sofa", "转角沙发", "a chaise to stretch the legs", "贵妃榻设计"
            ),
            "chesterfield": Shape(
                "chesterfield",
                "sofa",
                "切斯特菲尔德沙发",
                "a deep-buttoned back and rolled arms",
                "深拉扣靠背与卷边扶手",
            ),
        },
        (("film nights", "电影之夜"), ("small flats", "小户型"), ("family rooms", "家庭起居室")),
        ("couch", "settee"),
        ("长沙发",),
        ("something comfy for the whole family to sit on while watching films",),
        """two-seater; grey/yellow; plain; linen
        two-seater; red; plain; velvet
        two-seater; green; plain; corduroy
        three-seater; blue; plain; velvet
        three-seater; beige; plain; linen
        three-seater; pink; plain; velvet
        corner; beige/teal; plain; linen
        corner; grey/red; plain; wool
        chesterfield; brown; plain; leather
        chesterfield; black; plain; leather""",
    ),
    Kind(
        "table",
        "home",
        (59, 499),
        {
            "round": Shape(
                "round", "side table", "圆边几", "a round top on three legs", "圆台面三腿"
            ),
            "dining": Shape(
                "dining", "table", "餐桌", "a broad top on four solid legs", "宽台面四实腿"
            ),
            "desk": Shape("writing", "desk", "书桌", "three drawers on one side", "侧边三抽屉"),
        },
        (("family dinners", "家庭晚餐"), ("homework", "写作业"), ("the living room", "客厅")),
        ("tabletop furniture",),
        ("桌子",),
        ("furniture to eat dinner at or work on",),
        """round; white; plain; wood
        round; teal; plain; metal
        dining; brown; plain; oak
        dining; black; plain; wood
        desk; brown; plain; walnut
        desk; white; plain; wood""",
    ),
    Kind(
        "lamp",
        "home",
        (19, 149),
        {
            "table": Shape(
                "bedside",
                "table lamp",
                "台灯",
                "a fabric shade on a rounded foot",
                "布艺灯罩与圆形灯座",
            ),
            "floor": Shape(
                "standing", "floor lamp", "落地灯", "a tall pole and a cone shade", "高杆与锥形灯罩"
            ),
            "desk": Shape(
                "jointed",
                "desk lamp",
                "工作台灯",
                "a folding arm and a tilting head",
                "可折灯臂与灯头",
            ),
            "pendant": Shape(
                "hanging", "ceiling lamp", "吊灯", "a dome shade on a long cord", "长线圆顶灯罩"
            ),
        },
        (("bedtime reading", "睡前阅读"), ("dark corners", "昏暗角落"), ("homework", "写作业")),
        ("light",),
        ("灯", "灯具"),
        ("something to light up a dark corner", "something to light my book in the evening"),
        """table; red; plain; linen
        table; beige/blue; plain; linen
        table; green/gold; plain; silk
        table; pink; polka dot; cotton
        floor; white/gold; plain; linen
        floor; black; plain; linen
        desk; green; plain; metal
        desk; red; plain; metal
        pendant; black; plain; metal
        pendant; yellow; plain; metal""",
    ),
    Kind(
        "rug",
        "home",
        (29, 299),
        {
            "fringed": Shape(
                "fringed", "rug", "流苏地毯", "a bordered field and fringed ends", "镶边与两端流苏"
            ),
            "round": Shape(
                "round", "rug", "圆形地毯", "rings that widen from the middle", "同心圆环图案"
            ),
            "runner": Shape(
                "long", "runner rug", "走廊地毯", "a narrow shape for hallways", "窄长形"
            ),
        },
        (("cold floors", "冰凉地板"), ("hallways", "走廊"), ("nurseries", "儿童房")),
        ("carpet",),
        ("地毯", "地垫"),
        ("something soft to lay on the floor",),
        """fringed; red/navy; plain; wool
        fringed; beige/brown; plain; wool
        fringed; blue; checked; wool
        round; teal; plain; wool
        round; pink; plain; cotton
        runner; blue; zigzag; cotton
        runner; green/yellow; striped; wool""",
    ),
    Kind(
        "cushion",
        "home",
        (12, 45),
        {
            "square": Shape(
                "square", "cushion", "方形抱枕", "piped edges on a square shape", "方形滚边"
            ),
            "round": Shape(
                "round", "cushion", "圆形抱枕", "pleats that meet at a button", "中心纽扣放射褶"
            ),
            "long": Shape(
                "long", "cushion", "长形腰枕", "a long shape for the lower back", "长条护腰"
            ),
            "tasselled": Shape(
                "tasselled", "cushion", "流苏抱枕", "a tassel at every corner", "四角流苏"
            ),
        },
        (("sofas", "沙发"), ("window seats", "飘窗"), ("beds", "床头")),
        ("throw pillow",),
        ("靠垫", "抱枕"),
        ("something soft to lean on while sitting on the couch",),
        """square; yellow; plain; velvet
        square; green/black; checked; wool
        square; navy; star; cotton
        round; pink; plain; velvet
        round; orange; plain; velvet
        long; navy; striped; linen
        long; grey; zigzag; cotton
        tasselled; white/red; floral; cotton
        tasselled; purple/yellow; plain; cotton""",
    ),
    Kind(
        "towel",
        "home",
        (8, 39),
        {
            "folded": Shape(
                "folded",
                "bath towels",
                "折叠浴巾套装",
                "a stack of three with a woven band",
                "三条一套，织带装饰",
            ),
            "hanging": Shape(
                "hanging", "hand towel", "挂式毛巾", "a loop to hang it on a rail", "可挂毛巾杆"
            ),
            "rolled": Shape(
                "rolled", "beach towel", "沙滩巾卷", "bright bands on a thick roll", "厚卷亮色条带"
            ),
        },
        (("the bathroom", "浴室"), ("the pool", "泳池"), ("guests", "客用")),
        ("towelling",),
        ("毛巾", "浴巾"),
        ("something to dry myself with after a shower",),
        """folded; blue; plain; terry
        folded; white/gold; plain; terry
        folded; purple; plain; terry
        hanging; red; striped; terry
        hanging; mint; plain; terry
        rolled; green/yellow; plain; terry
        rolled; orange/blue; plain; terry""",
    ),
    Kind(
        "clock",
        "home",
        (15, 129),
        {
            "wall": Shape(
                "round", "wall clock", "圆形挂钟", "a large dial in a plain ring", "大表盘圆框"
            ),
            "alarm": Shape(
                "twin-bell", "alarm clock", "双铃闹钟", "two brass bells on top", "顶部双铜铃"
            ),
            "cuckoo": Shape(
                "cuckoo", "clock", "布谷鸟钟", "a little house with a bird", "小木屋与小鸟"
            ),
            "mantel": Shape(
                "mantel", "clock", "座钟", "an arched case on a base", "拱形钟壳与底座"
            ),
        },
        (
            ("the kitchen wall", "厨房墙面"),
            ("heavy sleepers", "爱睡懒觉的人"),
            ("the mantelpiece", "壁炉台"),
        ),
        ("timepiece",),
        ("时钟", "钟"),
        ("something to tell me the time at home", "something to wake me up in the morning"),
        """wall; black; plain; metal
        wall; red; plain; plastic
        wall; brown; plain; oak
        alarm; red; plain; metal
        alarm; mint; plain; metal
        alarm; black; plain; metal
        cuckoo; brown; plain; wood
        mantel; brown; plain; walnut""",
    ),
    Kind(
        "vase",
        "home",
        (14, 79),
        {
            "round": Shape(
                "round", "vase", "圆肚花瓶", "a full belly and a narrow mouth", "圆肚窄口"
            ),
            "bottle": Shape("bottle-shaped", "vase", "瓶形花瓶", "a long slim neck", "细长瓶颈"),
            "cylinder": Shape(
                "cylindrical", "vase", "直筒花瓶", "straight sides and a wide mouth", "直身宽口"
            ),
            "amphora": Shape(
                "amphora", "vase", "双耳花瓶", "two handles and painted bands", "双耳与彩绘线条"
            ),
        },
        (("tulips", "郁金香"), ("hall tables", "玄关桌"), ("window sills", "窗台")),
        ("flower holder",),
        ("花瓶",),
        ("something to put a bouquet of flowers in",),
        """round; blue; plain; ceramic
        round; white/blue; floral; porcelain
        bottle; green; plain; glass
        bottle; burgundy; plain; ceramic
        cylinder; pink; striped; ceramic
        cylinder; clear; plain; glass
        amphora; orange/black; plain; terracotta
        amphora; teal/gold; plain; ceramic""",
    ),
    Kind(
        "candle",
        "home",
        (6, 35),
        {
            "pillar": Shape("pillar", "candle", "柱形蜡烛", "a thick round column", "粗圆柱体"),
            "jar": Shape(
                "jar", "scented candle", "香薰蜡烛", "a glass jar with a label", "玻璃罐与标签"
            ),
            "taper": Shape(
                "taper", "candle", "细长烛", "a slim stem in a brass holder", "细烛配铜烛台"
            ),
        },
        (("romantic dinners", "浪漫晚餐"), ("bath time", "泡澡"), ("power cuts", "停电")),
        ("wax light",),
        ("蜡烛",),
        ("something with a flame for a romantic dinner",),
        """pillar; red; plain; wax
        pillar; white; plain; wax
        jar; beige; plain; wax
        jar; purple; plain; wax
        taper; white; plain; wax
        taper; green; plain; wax""",
    ),
    Kind(
        "houseplant",
        "home",
        (9, 49),
        {
            "cactus": Shape(
                "flowering",
                "cactus",
                "仙人掌盆栽",
                "two arms and a pink flower on top",
                "两个侧枝与粉色小花",
            ),
            "monstera": Shape(
                "leafy", "monstera plant", "龟背竹盆栽", "broad green leaves", "宽大绿叶"
            ),
            "snake": Shape(
                "upright",
                "snake plant",
                "虎尾兰盆栽",
                "stiff leaves with yellow edges",
                "黄边直立叶片",
            ),
            "orchid": Shape(
                "blooming", "orchid", "蝴蝶兰盆栽", "arching stems full of blossom", "弯枝满花"
            ),
        },
        (("sunny windows", "阳光窗台"), ("offices", "办公室"), ("new homes", "新居")),
        ("potted plant",),
        ("盆栽", "绿植"),
        ("something green and living for my window sill",),
        """cactus; orange; plain; terracotta
        cactus; white; plain; ceramic
        monstera; white; plain; ceramic
        snake; grey; plain; concrete
        orchid; blue/pink; plain; ceramic
        orchid; white/purple; plain; ceramic""",
    ),
    Kind(
        "mirror",
        "home",
        (25, 159),
        {
            "round": Shape("round", "mirror", "圆镜", "a slim circular frame", "细圆框"),
            "arched": Shape("arched", "mirror", "拱形镜", "a curved top like a window", "拱顶窗形"),
            "rectangular": Shape(
                "full-length", "mirror", "全身镜", "a tall framed rectangle", "高长方形框"
            ),
        },
        (("the hallway", "玄关"), ("bedrooms", "卧室"), ("bathrooms", "浴室")),
        ("looking glass",),
        ("镜子",),
        ("something to see how I look before going out",),
        """round; gold; plain; metal
        round; black; plain; metal
        arched; white; plain; wood
        rectangular; brown; plain; oak
        rectangular; silver; plain; aluminium""",
    ),
)
