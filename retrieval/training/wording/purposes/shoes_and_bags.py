"""What footwear and bags are wanted for; clothes are in `apparel`."""

from __future__ import annotations

from retrieval.training.wording.purposes.purpose import Purpose, purpose

SHOES_AND_BAGS: dict[str, Purpose] = {
    "sneakers": purpose(
        goals="""
            go jogging in the park; run a marathon in; play basketball in; walk all day without
            sore feet; work out on the treadmill; bounce along on rubber soles; lace up for gym
            class; skate around town in; train for a 10k; exercise in with springy soles""",
        traits="""
            sporty footwear with laces and rubber soles; a cushioned pair for running; canvas
            high tops; light breathable footwear with thick soles; an athletic pair with eyelets""",
        occasions="the running track; gym class; a basketball player; jogging",
        hypernyms="sports footwear; athletic shoes; casual footwear",
        broader="footwear",
        goals_zh="跑步时穿在脚上; 打篮球穿; 走路脚不累",
    ),
    "boots": purpose(
        goals="""
            wade through mud; stomp through deep snow; jump in puddles; hike up a rocky
            mountain; keep my ankles and calves warm and dry; ride a horse with high shafts;
            work on a muddy farm; protect my feet up to the shin; trek through slush; protect my
            ankles on rough trails""",
        traits="""
            high footwear that covers the ankle; sturdy leather footwear with a thick sole;
            rubber footwear up to the knee; footwear with a pull tab and high shaft; rugged
            lace-up footwear for trails""",
        occasions="muddy fields; deep snow; a mountain hike; rain puddles; a rodeo rider",
        hypernyms="sturdy footwear; winter footwear; high footwear",
        broader="footwear",
        goals_zh="踩泥踩雪不湿脚; 登山护脚踝; 冬天脚和小腿保暖",
    ),
    "sandals": purpose(
        goals="""
            let my toes breathe; walk along the beach; keep my feet cool in summer; show off my
            painted toenails; slip on by the pool; wear with bare feet in the heat; shake the
            sand out of; stroll to the pool bar in; air my feet; stroll along the promenade
            barefoot but protected""",
        traits="""
            open footwear with straps; airy footwear with bare toes; a strappy pair with a
            buckle; flat rubber footwear with a toe post; a thong between the toes""",
        occasions="""
            the beach promenade; the poolside; bare feet in hot weather; a mediterranean holiday
            for my feet""",
        hypernyms="summer footwear; open shoes; beach footwear",
        broader="footwear",
        goals_zh="夏天让脚透气; 海边光脚穿; 露出脚趾凉快",
    ),
    "high heels": purpose(
        goals="""
            look taller at the party; make my legs look longer; walk on tiptoe to the awards;
            dance tango as a lady; match with an evening gown; stand a few inches taller; strut
            along the catwalk; add height with a dress; raise my heel for the ball; totter
            elegantly to a cocktail party""",
        traits="""
            elegant ladies' footwear with a raised back; a pointed pair on thin spikes; a dressy
            pair that lifts you up; court footwear on a stiletto; a glamorous pair with a
            platform""",
        occasions="""
            an awards night for my feet; the catwalk; a bride's feet; a lady's night out dancing""",
        hypernyms="dressy footwear; ladies' shoes; elegant footwear for women",
        broader="footwear",
        goals_zh="让我看起来更高; 配晚礼服穿在脚上; 显得腿长",
    ),
    "loafers": purpose(
        goals="""
            slip into without laces for the office; wear with a suit but no laces; drive my car
            in smart leather; look like a gentleman from the ankles down; go to the country club
            in; step into quickly before a meeting; pair with chinos; wear sockless on a yacht;
            step into smart leather without tying; replace lace-ups with my blazer""",
        traits="""
            smart leather footwear without laces; a polished pair with tassels; a low leather
            pair with a saddle strap; men's footwear with punched leather; a moccasin style
            dress pair""",
        occasions="""
            the country club; a gentleman's feet at the office; driving in style; a yacht party""",
        hypernyms="smart footwear; men's footwear; office shoes",
        broader="footwear",
        goals_zh="上班穿不用系鞋带; 配西装穿在脚上; 绅士休闲穿脚",
    ),
    "slippers": purpose(
        goals="""
            keep my feet warm indoors; shuffle around the house; put on when i get out of bed;
            relax my feet after work; walk on cold tiles at home; wear with pyjamas; pad to the
            bathroom at night; give my feet a fluffy treat; cosy up my feet on the couch; tiptoe
            to the fridge at midnight in""",
        traits="""
            fluffy footwear for indoors; soft footwear with plush lining; a furry pair with
            bunny ears; soft soled footwear without laces; cosy felt footwear for home""",
        occasions="cold kitchen tiles; getting out of bed; pyjama days; grandad by the fire",
        hypernyms="indoor footwear; soft footwear; home footwear",
        broader="footwear",
        goals_zh="在家里暖脚; 起床后踩着走; 室内穿着舒服",
    ),
    "handbag": purpose(
        goals="""
            carry my lipstick and phone at a party; hang over my elbow; match with my evening
            gown; hold my make-up and keys; swing from my shoulder on a date; take to the opera
            with my essentials; keep a lady's small things close; clutch in my hand at a gala;
            bring my perfume along in style; complete a ladylike look on my arm""",
        traits="""
            a small elegant carrier with a clasp; a leather carrier with a chain strap; a
            ladies' carrier with a top handle; a dainty clutch with a zip; a quilted carrier
            worn across the body""",
        occasions="""
            a lady at the opera; a date night with lipstick and keys; a fashionable woman;
            mother's day""",
        hypernyms="a ladies' accessory; a small bag; a fashion accessory to carry",
        broader="a bag",
        goals_zh="装口红和钥匙; 女士出门随身带; 搭配晚装拎着",
    ),
    "backpack": purpose(
        goals="""
            carry my books to school; take on a hike with both hands free; bear a heavy load on
            my back; strap over both shoulders; pack my lunch and laptop for campus; go trekking
            through europe with; put my homework in; cycle with my things on my back; haul gear
            up a mountain on my shoulders; lug textbooks to college""",
        traits="""
            a pack with two shoulder straps; a big zipped carrier for the back; a canvas pack
            with a roll top; a pack with a front pocket and padded straps; a nylon carrier for
            hikers""",
        occasions="the first day of school; a hiking trip on foot; a student on campus; a trek",
        hypernyms="a bag; a pack; a school item",
        broader="a bag",
        goals_zh="背书上学; 徒步时背东西; 双肩背着走",
    ),
    "suitcase": purpose(
        goals="""
            pack my clothes for two weeks; check in at the airport; roll through the terminal;
            take on a long flight abroad; fill with holiday outfits; pull behind me on wheels;
            lock my things in when travelling; stow in the overhead locker; transport shirts and
            toiletries abroad; unpack at the hotel""",
        traits="""
            a hard shell on wheels with a telescopic handle; a big rectangular case with a lock;
            a rolling trolley with a zip; a leather trunk with corners and latches; a wheeled
            carrier for clothes""",
        occasions="the airport; a two week vacation; a business flight; a honeymoon",
        hypernyms="a travel item; travel gear; a large case",
        broader="a bag",
        goals_zh="旅行装衣服; 坐飞机托运; 拖着轮子走去机场",
    ),
    "tote bag": purpose(
        goals="""
            carry groceries home from the market; avoid plastic carriers at the supermarket;
            bring my towel and book to the beach; haul vegetables from the farmers market; throw
            everything in without a zip; hang a big open carrier on my shoulder; go to the
            library with; take my shopping home in canvas; lug fruit and veg back home; carry
            shopping over one shoulder""",
        traits="""
            a big open carrier with two long handles; a canvas carrier without a zip; a woven
            straw carrier for the beach; a reusable cloth carrier; a roomy sack with loops for
            the shoulder""",
        occasions="""
            the farmers market; the supermarket; a library visit; a day at the beach with lots
            to carry""",
        hypernyms="a roomy bag; a carrier; an open bag",
        broader="a bag",
        goals_zh="买菜装东西; 代替塑料袋购物; 去海滩装东西",
    ),
    "wallet": purpose(
        goals="""
            hold my cash and cards; keep banknotes in my pocket; pay at the till; sort my coins
            and receipts; carry my driving licence; fold my bills in half; protect my credit
            cards; slip my money into my back pocket; organise my bank cards; stash paper money""",
        traits="""
            a small folding leather holder with card slots; a flat pocket-sized money holder; a
            bifold with a compartment for coins; a slim card holder; stitched leather for notes
            and cards""",
        occasions="cash and credit cards; paying at the till; a man's back pocket; loose change",
        hypernyms="a pocket accessory; a money holder; a small leather good",
        broader="an accessory",
        goals_zh="装现金和银行卡; 放钞票零钱; 口袋里收好证件",
    ),
}
