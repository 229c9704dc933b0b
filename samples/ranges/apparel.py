"""Clothes for the body: dresses to shorts; accessories are in `samples.ranges.accessories`."""

from __future__ import annotations

from samples.ranges.kind import Kind, Shape

KINDS: tuple[Kind, ...] = (
    Kind(
        "dress",
        "apparel",
        (34, 149),
        {
            "long": Shape(
                "long",
                "dress",
                "长裙",
                "a fitted waist and a skirt down to the ankles",
                "收腰设计，裙摆长及脚踝",
            ),
            "short": Shape(
                "short",
                "dress",
                "短款连衣裙",
                "a flared skirt that ends above the knee",
                "膝上伞形裙摆",
            ),
            "long-sleeved": Shape(
                "long-sleeved", "dress", "长袖连衣裙", "long sleeves and a round neck", "圆领长袖"
            ),
            "wrap": Shape(
                "wrap",
                "dress",
                "裹身连衣裙",
                "a crossed V neckline and a tie at the waist",
                "交叉V领，腰间系带",
            ),
        },
        (
            ("summer weddings", "夏日婚礼"),
            ("garden parties", "花园派对"),
            ("an evening out", "晚宴"),
            ("holidays by the sea", "海边度假"),
        ),
        ("gown", "frock"),
        ("裙子", "连衣裙"),
        ("an outfit for a wedding guest", "something elegant for an evening party"),
        """long; red; plain; silk
        long; black; plain; velvet
        long; blue; floral; cotton
        long; green; plain; satin
        long; yellow; polka dot; cotton
        short; red; polka dot; cotton
        short; pink; plain; satin
        short; navy; striped; cotton
        short; yellow/orange; floral; linen
        long-sleeved; purple; plain; wool
        long-sleeved; green; polka dot; cotton
        wrap; navy/pink; floral; cotton
        wrap; burgundy; plain; silk
        wrap; beige/black; leopard; satin""",
    ),
    Kind(
        "t-shirt",
        "apparel",
        (12, 35),
        {
            "crew": Shape("", "t-shirt", "圆领T恤", "short sleeves and a round neck", "短袖圆领"),
            "v-neck": Shape(
                "v-neck", "t-shirt", "V领T恤", "short sleeves and a V-shaped neckline", "短袖V领"
            ),
            "graphic": Shape(
                "star-motif",
                "t-shirt",
                "星星图案T恤",
                "one big star printed on the chest",
                "胸前印有大五角星",
            ),
            "long-sleeved": Shape(
                "long-sleeved", "t-shirt", "长袖T恤", "long sleeves and a round neck", "长袖圆领"
            ),
        },
        (("warm days", "炎热天气"), ("the gym", "健身运动"), ("wearing with jeans", "搭配牛仔裤")),
        ("tee", "tee shirt"),
        ("短袖", "T恤衫"),
        ("a light top for hot days", "something casual to wear with jeans in summer"),
        """crew; white; plain; cotton
        crew; black; plain; cotton
        crew; red; plain; cotton
        crew; navy; striped; cotton
        crew; yellow/green; striped; cotton
        v-neck; grey; plain; linen
        v-neck; teal; plain; cotton
        graphic; black/yellow; plain; cotton
        graphic; light blue/red; plain; cotton
        long-sleeved; red; striped; cotton
        long-sleeved; olive; plain; cotton""",
    ),
    Kind(
        "shirt",
        "apparel",
        (25, 75),
        {
            "long-sleeved": Shape(
                "long-sleeved",
                "shirt",
                "长袖衬衫",
                "a pointed collar, a chest pocket and buttoned cuffs",
                "尖领、胸袋和扣袖口",
            ),
            "short-sleeved": Shape(
                "short-sleeved",
                "shirt",
                "短袖衬衫",
                "an open collar, short sleeves and a row of buttons",
                "翻领短袖，前排纽扣",
            ),
        },
        (("the office", "上班通勤"), ("smart dinners", "正式晚餐"), ("weekends", "周末休闲")),
        ("button-up", "button-down"),
        ("衬衣",),
        ("something with a collar for the office", "a buttoned top for a job interview"),
        """long-sleeved; white; plain; cotton
        long-sleeved; light blue; striped; cotton
        long-sleeved; red/navy; checked; flannel
        long-sleeved; green/black; checked; flannel
        long-sleeved; black; plain; silk
        short-sleeved; teal; floral; cotton
        short-sleeved; pink; plain; linen
        short-sleeved; orange/yellow; floral; cotton""",
    ),
    Kind(
        "sweater",
        "apparel",
        (35, 110),
        {
            "crew": Shape(
                "", "sweater", "圆领毛衣", "a round neck and ribbed cuffs", "圆领罗纹袖口"
            ),
            "v-neck": Shape(
                "v-neck", "sweater", "V领毛衣", "a deep V-neck with a ribbed edge", "深V领罗纹边"
            ),
            "roll-neck": Shape(
                "roll-neck", "sweater", "高领毛衣", "a high folded neck", "翻折高领"
            ),
            "cable": Shape(
                "cable-knit",
                "sweater",
                "麻花毛衣",
                "twisted cables down the front",
                "胸前麻花编织纹",
            ),
        },
        (
            ("cold mornings", "寒冷清晨"),
            ("evenings by the fire", "炉边夜晚"),
            ("layering over a shirt", "叠穿衬衫"),
        ),
        ("jumper", "pullover"),
        ("针织衫", "毛衫"),
        ("a cosy knitted top for winter", "something woolly to keep my chest warm"),
        """crew; red; zigzag; wool
        crew; navy; striped; knit
        crew; mint; plain; wool
        v-neck; grey; plain; wool
        v-neck; burgundy; plain; wool
        roll-neck; black; plain; wool
        roll-neck; orange; plain; wool
        cable; beige; plain; wool
        cable; blue; plain; wool""",
    ),
    Kind(
        "hoodie",
        "apparel",
        (32, 79),
        {
            "pullover": Shape(
                "",
                "hoodie",
                "连帽卫衣",
                "a drawstring hood and a front pouch pocket",
                "抽绳帽与前袋",
            ),
            "zip": Shape(
                "zip-up", "hoodie", "拉链连帽卫衣", "a hood and a full-length zip", "连帽全拉链设计"
            ),
        },
        (("jogging", "慢跑"), ("lazy Sundays", "慵懒周日"), ("cool evenings", "微凉的夜晚")),
        ("hooded sweatshirt", "hooded top"),
        ("卫衣", "帽衫"),
        ("a sporty top with a hood", "a soft top whose hood has drawstrings"),
        """pullover; grey; plain; cotton
        pullover; red; plain; cotton
        pullover; purple; plain; fleece
        pullover; black/green; plain; cotton
        zip; navy/orange; plain; cotton
        zip; olive; plain; fleece
        zip; pink; plain; cotton""",
    ),
    Kind(
        "jacket",
        "apparel",
        (59, 219),
        {
            "biker": Shape(
                "biker",
                "jacket",
                "机车夹克",
                "a slanted zip, wide lapels and a belt",
                "斜拉链、大翻领和腰带",
            ),
            "puffer": Shape(
                "puffer",
                "jacket",
                "羽绒夹克",
                "padded, quilted rings and a high collar",
                "横向绗缝填充，立领",
            ),
            "bomber": Shape(
                "bomber",
                "jacket",
                "飞行员夹克",
                "a ribbed collar, cuffs and hem",
                "罗纹领口、袖口和下摆",
            ),
            "denim": Shape(
                "trucker",
                "jacket",
                "牛仔夹克",
                "two chest pockets and contrast stitching",
                "双胸袋与撞色缝线",
            ),
        },
        (
            ("weekend trips", "周末出游"),
            ("autumn walks", "秋日散步"),
            ("chilly evenings", "凉爽夜晚"),
        ),
        (),
        ("外套", "夹克衫"),
        ("outerwear with a zip for autumn",),
        """biker; black; plain; leather
        biker; brown; plain; leather
        biker; red; plain; leather
        puffer; orange; plain; nylon
        puffer; navy; plain; nylon
        puffer; silver; plain; nylon
        bomber; olive/black; plain; nylon
        bomber; burgundy/navy; plain; satin
        denim; blue; plain; denim
        denim; black; plain; denim""",
    ),
    Kind(
        "coat",
        "apparel",
        (79, 289),
        {
            "trench": Shape(
                "trench",
                "coat",
                "风衣",
                "double buttons and a belt with a buckle",
                "双排扣与扣带腰带",
            ),
            "wool": Shape(
                "tailored", "coat", "大衣", "wide lapels and three buttons", "宽翻领三粒扣"
            ),
            "duffle": Shape(
                "duffle", "coat", "牛角扣大衣", "wooden toggles and a hood collar", "木质牛角扣"
            ),
            "raincoat": Shape(
                "hooded",
                "raincoat",
                "雨衣",
                "a hood and press studs, fully waterproof",
                "连帽按扣，完全防水",
            ),
        },
        (("rainy days", "下雨天"), ("winter commuting", "冬季通勤"), ("city walks", "城市漫步")),
        ("overcoat",),
        ("外套", "长外套"),
        ("a long outer layer for the winter commute",),
        """trench; beige; plain; cotton
        trench; navy; plain; cotton
        wool; grey/black; checked; wool
        wool; red; plain; wool
        wool; brown; plain; tweed
        duffle; navy; plain; wool
        duffle; green; plain; wool
        raincoat; yellow; plain; rubber
        raincoat; blue; polka dot; rubber""",
    ),
    Kind(
        "skirt",
        "apparel",
        (24, 79),
        {
            "pleated": Shape(
                "pleated", "skirt", "百褶裙", "sharp pleats all the way round", "整圈利落褶裥"
            ),
            "pencil": Shape(
                "pencil",
                "skirt",
                "铅笔裙",
                "a narrow cut to the knee and a slit",
                "修身及膝，后开衩",
            ),
            "mini": Shape(
                "mini",
                "skirt",
                "迷你短裙",
                "a short A-line cut with buttons down the front",
                "A字短款，前排纽扣",
            ),
            "long": Shape(
                "maxi", "skirt", "半身长裙", "a flowing hem that reaches the ankles", "飘逸裙摆及踝"
            ),
        },
        (("the office", "上班"), ("school days", "校园生活"), ("summer strolls", "夏日散步")),
        ("ladies' skirt",),
        ("裙子", "半裙"),
        ("something pleated to wear from the waist down",),
        """pleated; pink; plain; cotton
        pleated; red/green; checked; wool
        pleated; black; plain; satin
        pencil; grey; plain; wool
        pencil; burgundy; plain; leather
        mini; blue; plain; denim
        mini; beige; plain; corduroy
        long; purple; floral; cotton
        long; orange; striped; linen""",
    ),
    Kind(
        "jeans",
        "apparel",
        (39, 99),
        {
            "skinny": Shape(
                "skinny", "jeans", "紧身牛仔裤", "legs tapered close to the ankle", "修身窄脚"
            ),
            "straight": Shape(
                "straight-leg", "jeans", "直筒牛仔裤", "an even, straight leg", "直筒裤型"
            ),
            "flared": Shape(
                "flared",
                "jeans",
                "喇叭牛仔裤",
                "legs that widen into a bell below the knee",
                "膝下喇叭裤脚",
            ),
            "ripped": Shape("ripped", "jeans", "破洞牛仔裤", "torn, frayed knees", "膝部破洞做旧"),
        },
        (("everyday wear", "日常穿着"), ("concerts", "音乐会"), ("casual Fridays", "休闲星期五")),
        ("denims",),
        ("牛仔裤",),
        ("denim for the legs with orange stitching",),
        """skinny; black; plain; denim
        skinny; blue; plain; denim
        straight; blue; plain; denim
        straight; grey; plain; denim
        flared; light blue; plain; denim
        flared; navy; plain; denim
        ripped; light blue; plain; denim
        ripped; black; plain; denim""",
        plural=True,
    ),
    Kind(
        "trousers",
        "apparel",
        (29, 89),
        {
            "chino": Shape(
                "chino", "trousers", "休闲裤", "a flat front and creased legs", "平整前片与裤线"
            ),
            "wide-leg": Shape(
                "wide-leg",
                "trousers",
                "阔腿裤",
                "loose legs that swing as you walk",
                "宽松飘逸的裤腿",
            ),
            "cargo": Shape(
                "cargo", "trousers", "工装裤", "big flap pockets on the thighs", "大腿两侧大口袋"
            ),
            "jogger": Shape(
                "jogger",
                "trousers",
                "运动裤",
                "a drawstring waist and ribbed ankles",
                "抽绳腰与罗纹裤脚",
            ),
        },
        (("the office", "办公室"), ("hiking", "徒步"), ("travelling", "旅行")),
        ("pants", "slacks"),
        ("裤子", "长裤"),
        ("something comfortable for my legs on a hike",),
        """chino; beige; plain; cotton
        chino; navy; plain; cotton
        wide-leg; green; striped; linen
        wide-leg; black; plain; silk
        cargo; olive; plain; cotton
        cargo; grey; plain; cotton
        jogger; grey/red; plain; cotton
        jogger; navy/white; plain; fleece""",
        plural=True,
    ),
    Kind(
        "shorts",
        "apparel",
        (18, 49),
        {
            "denim": Shape("cut-off", "shorts", "牛仔短裤", "frayed, turned-up hems", "毛边卷脚"),
            "running": Shape(
                "running",
                "shorts",
                "跑步短裤",
                "a drawstring and a stripe on each side",
                "抽绳腰与侧边条",
            ),
            "swim": Shape(
                "swim",
                "shorts",
                "沙滩裤",
                "a drawstring waist and quick-drying cloth",
                "抽绳腰，速干面料",
            ),
            "tailored": Shape(
                "tailored", "shorts", "休闲短裤", "pressed pleats and cuffs", "熨烫褶线与翻边"
            ),
        },
        (("the beach", "海滩"), ("summer sports", "夏季运动"), ("hot afternoons", "炎热的午后")),
        ("short trousers",),
        ("短裤",),
        ("something to wear at the pool or on the beach, above the knee",),
        """denim; blue; plain; denim
        denim; light blue; plain; denim
        running; black/orange; plain; nylon
        running; red/white; plain; nylon
        swim; teal; floral; nylon
        swim; navy/yellow; striped; nylon
        tailored; beige; plain; cotton
        tailored; grey/black; checked; linen""",
        plural=True,
    ),
)
