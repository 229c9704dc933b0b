"""Things with a battery or a plug."""

from __future__ import annotations

from samples.ranges.kind import Kind, Shape

KINDS: tuple[Kind, ...] = (
    Kind(
        "headphones",
        "electronics",
        (19, 249),
        {
            "over-ear": Shape(
                "over-ear",
                "headphones",
                "头戴式耳机",
                "padded cups and a sprung band",
                "软垫耳罩与弹性头梁",
            ),
            "earbuds": Shape(
                "true-wireless",
                "earbuds",
                "无线耳塞",
                "two buds in a charging case",
                "充电盒与双耳塞",
            ),
            "wired": Shape(
                "wired",
                "earphones",
                "有线耳机",
                "a cable with a remote and a gold plug",
                "线控与镀金插头",
            ),
            "gaming": Shape(
                "gaming",
                "headset",
                "游戏耳机",
                "a microphone arm and bright pads",
                "麦克风臂与亮色耳垫",
            ),
        },
        (
            ("music on the train", "通勤听歌"),
            ("online games", "网络游戏"),
            ("video calls", "视频通话"),
        ),
        ("headset",),
        ("耳机",),
        ("something to listen to music without disturbing others",),
        """over-ear; red; plain; plastic
        over-ear; black; plain; leather
        over-ear; beige/brown; plain; leather
        earbuds; white; plain; plastic
        earbuds; navy; plain; plastic
        earbuds; mint; plain; plastic
        wired; blue; plain; plastic
        wired; black; plain; plastic
        gaming; black/green; plain; plastic
        gaming; white/pink; plain; plastic""",
        plural=True,
    ),
    Kind(
        "laptop",
        "electronics",
        (399, 1899),
        {
            "slim": Shape(
                "slim",
                "laptop",
                "轻薄笔记本电脑",
                "a thin shell and a quiet keyboard",
                "纤薄机身与静音键盘",
            ),
            "gaming": Shape(
                "gaming", "laptop", "游戏笔记本电脑", "rainbow-lit keys", "彩虹背光键盘"
            ),
        },
        (("students", "学生"), ("working on the train", "车上办公"), ("editing photos", "修图")),
        ("notebook computer",),
        ("笔记本", "手提电脑"),
        ("a portable computer for university",),
        """slim; silver; plain; aluminium
        slim; gold; plain; aluminium
        slim; navy; plain; aluminium
        slim; pink; plain; aluminium
        gaming; black; plain; plastic
        gaming; white; plain; plastic""",
    ),
    Kind(
        "phone",
        "electronics",
        (49, 1099),
        {
            "triple": Shape(
                "triple-camera",
                "smartphone",
                "三摄智能手机",
                "three lenses on the back",
                "背部三颗镜头",
            ),
            "dual": Shape(
                "dual-camera",
                "smartphone",
                "双摄智能手机",
                "two lenses on the back",
                "背部两颗镜头",
            ),
            "foldable": Shape(
                "foldable", "phone", "折叠屏手机", "a big inner screen with a crease", "可折大屏"
            ),
            "button": Shape(
                "push-button", "phone", "按键手机", "large keys and a small screen", "大按键小屏幕"
            ),
        },
        (("snapshots", "随手拍"), ("grandparents", "老人使用"), ("travelling", "旅行")),
        ("mobile",),
        ("手机",),
        ("something to call and text my friends with",),
        """triple; blue; plain; glass
        triple; purple; plain; glass
        triple; gold; plain; glass
        dual; pink; plain; glass
        dual; black; plain; glass
        dual; green; plain; plastic
        foldable; black; plain; glass
        button; red; plain; plastic
        button; grey; plain; plastic""",
    ),
    Kind(
        "camera",
        "electronics",
        (69, 899),
        {
            "reflex": Shape(
                "reflex", "camera", "单反相机", "a large lens and a moulded grip", "大镜头与握柄"
            ),
            "retro": Shape(
                "retro",
                "camera",
                "复古相机",
                "a leather-clad body with silver edges",
                "皮革机身与银色边",
            ),
            "instant": Shape(
                "instant",
                "camera",
                "拍立得相机",
                "a rainbow stripe and a slot for prints",
                "彩虹条与出片口",
            ),
            "action": Shape(
                "action",
                "camera",
                "运动相机",
                "a tiny, tough body with a front screen",
                "小巧坚固机身与前屏",
            ),
        },
        (("birthday parties", "生日派对"), ("wildlife", "野生动物"), ("surfing", "冲浪")),
        ("photo camera",),
        ("照相机",),
        ("something to take pictures at a birthday party",),
        """reflex; black; plain; plastic
        reflex; grey; plain; plastic
        retro; brown; plain; leather
        retro; red; plain; leather
        retro; green; plain; leather
        instant; mint; plain; plastic
        instant; pink; plain; plastic
        instant; white; plain; plastic
        action; grey; plain; plastic
        action; orange; plain; plastic""",
    ),
    Kind(
        "speaker",
        "electronics",
        (25, 399),
        {
            "tower": Shape(
                "floor-standing",
                "speaker",
                "落地音箱",
                "three cones in a tall case",
                "高箱体三单元",
            ),
            "portable": Shape(
                "portable",
                "speaker",
                "便携音箱",
                "a perforated tube with a carrying strap",
                "网孔筒身与提带",
            ),
            "boombox": Shape(
                "boombox",
                "stereo speaker",
                "手提双喇叭音响",
                "a cassette deck and a handle",
                "磁带仓与提手",
            ),
            "smart": Shape(
                "smart",
                "speaker",
                "智能音箱",
                "a ball shape with a light ring on top",
                "球形与顶部光环",
            ),
        },
        (("garden parties", "花园派对"), ("the living room", "客厅"), ("the beach", "海滩")),
        ("loudspeaker",),
        ("音响", "音箱"),
        ("something to play music out loud at a party",),
        """tower; brown; plain; wood
        tower; black; plain; wood
        portable; blue/orange; plain; plastic
        portable; red/black; plain; plastic
        portable; pink/purple; plain; plastic
        boombox; red; plain; plastic
        boombox; silver; plain; plastic
        smart; grey; plain; plastic
        smart; teal; plain; plastic""",
    ),
    Kind(
        "keyboard",
        "electronics",
        (19, 149),
        {
            "full": Shape(
                "full-size",
                "keyboard",
                "全尺寸键盘",
                "a long row of keys with a number block",
                "全尺寸按键布局",
            ),
            "compact": Shape(
                "compact", "keyboard", "小巧键盘", "a short layout for small desks", "紧凑布局"
            ),
            "gaming": Shape("gaming", "keyboard", "游戏键盘", "rainbow-lit keys", "彩虹发光按键"),
        },
        (("typing all day", "长时间打字"), ("small desks", "小桌面"), ("esports", "电竞")),
        ("typing board",),
        ("键盘",),
        ("something to type with at the computer",),
        """full; black; plain; plastic
        full; white/light blue; plain; plastic
        compact; white; plain; plastic
        compact; pink; plain; plastic
        compact; brown/beige; plain; walnut
        gaming; black; plain; plastic""",
    ),
    Kind(
        "computer mouse",
        "electronics",
        (12, 79),
        {
            "wireless": Shape(
                "wireless",
                "mouse",
                "无线鼠标",
                "a smooth shell and a scroll wheel",
                "圆滑外壳与滚轮",
            ),
            "wired": Shape(
                "wired", "mouse", "有线鼠标", "a cable and two wide buttons", "带线与双宽键"
            ),
            "gaming": Shape(
                "gaming", "mouse", "游戏鼠标", "glowing side strips and a logo", "发光侧条与标志"
            ),
        },
        (("spreadsheets", "做表格"), ("long game nights", "通宵游戏")),
        ("pointing device",),
        ("鼠标",),
        ("something to point and click with",),
        """wireless; white; plain; plastic
        wireless; teal; plain; plastic
        wireless; pink; plain; plastic
        wired; black; plain; plastic
        gaming; black/red; plain; plastic
        gaming; white/blue; plain; plastic""",
    ),
    Kind(
        "watch",
        "electronics",
        (39, 449),
        {
            "classic": Shape(
                "classic",
                "watch",
                "经典腕表",
                "a pale dial and a stitched strap",
                "浅色表盘与缝线表带",
            ),
            "steel": Shape(
                "steel-bracelet", "watch", "钢带腕表", "a linked metal bracelet", "金属链节表带"
            ),
            "smart": Shape(
                "smart",
                "watch",
                "智能手表",
                "a square screen with activity rings",
                "方屏与活动圆环",
            ),
            "diver": Shape(
                "diver's",
                "watch",
                "潜水表",
                "a dark bezel with dots and a sporty strap",
                "深色刻点表圈与运动表带",
            ),
        },
        (("business meetings", "商务会议"), ("counting steps", "计步"), ("swimming", "游泳")),
        ("wristwatch",),
        ("手表", "腕表"),
        ("something on my wrist that tells the time",),
        """classic; brown/gold; plain; leather
        classic; black/silver; plain; leather
        classic; red/gold; plain; leather
        steel; silver/silver; plain; steel
        steel; gold/gold; plain; steel
        smart; black; plain; rubber
        smart; pink; plain; rubber
        smart; green; plain; rubber
        diver; blue/silver; plain; rubber
        diver; orange/silver; plain; rubber""",
    ),
    Kind(
        "television",
        "electronics",
        (199, 1499),
        {
            "flat": Shape(
                "flat-screen",
                "television",
                "平板电视",
                "a wide screen with a thin edge",
                "超薄边宽屏",
            ),
            "curved": Shape(
                "curved", "television", "曲面电视", "a screen bent gently towards you", "弧形屏幕"
            ),
            "retro": Shape(
                "retro",
                "television",
                "复古电视机",
                "two aerials, dials and a wooden case",
                "双天线、旋钮与木壳",
            ),
        },
        (("film nights", "电影之夜"), ("football matches", "看球赛")),
        ("TV set", "telly"),
        ("电视",),
        ("a big screen to watch films on",),
        """flat; black; plain; plastic
        flat; white; plain; plastic
        curved; silver; plain; plastic
        curved; black; plain; plastic
        retro; brown; plain; wood
        retro; red; plain; wood""",
    ),
    Kind(
        "game controller",
        "electronics",
        (19, 79),
        {
            "pad": Shape(
                "two-stick",
                "game controller",
                "双摇杆手柄",
                "two thumb sticks and curved grips",
                "双摇杆与弧形握把",
            ),
            "retro": Shape(
                "retro",
                "game controller",
                "复古手柄",
                "a flat brick shape with a cross pad",
                "扁平方形与十字键",
            ),
        },
        (("couch gaming", "沙发游戏"), ("old classics", "怀旧经典")),
        ("gamepad",),
        ("手柄", "游戏手柄"),
        ("something to hold while playing video games",),
        """pad; white; plain; plastic
        pad; black; plain; plastic
        pad; blue; plain; plastic
        pad; red; plain; plastic
        retro; grey; plain; plastic
        retro; purple; plain; plastic""",
    ),
)
