"""What clothes and socks are wanted for; `accessories` and `shoes_and_bags` have the rest."""

from __future__ import annotations

from retrieval.training.wording.purposes.purpose import Purpose, purpose

APPAREL: dict[str, Purpose] = {
    "dress": purpose(
        goals="""
            look elegant at a wedding; feel pretty at a summer party; be dressed in one go from
            shoulders to knees; dance in at the prom; twirl around in at a ball; go out on a
            romantic date in; cover my top and my legs in one piece; wear to a cocktail evening
            without trousers; put on as a bridesmaid; get zipped up at the back for the opera""",
        traits="""
            a one piece garment for women; a flowing garment from neckline to hem; a feminine
            piece with a fitted waist and a wide hem; bodice and swishing lower half sewn
            together; a light one piece for ladies""",
        occasions="a wedding guest; a gala dinner; the prom; a garden party; a bridesmaid",
        hypernyms="an outfit; a garment for women; formal wear",
        broader="something to wear",
        goals_zh="参加婚礼穿; 出席晚宴穿; 一件就搭配好全身",
    ),
    "t-shirt": purpose(
        goals="""
            stay cool on a hot day; throw on with anything at the weekend; wear to a rock
            concert with a print on my chest; slip over my head in the morning; wear under a
            hoodie; lounge around in when it is warm; sleep in on warm nights; show a funny
            slogan on my chest; have short arms in the heat; print my band's logo on""",
        traits="""
            a simple cotton top without collar or buttons; a thin jersey top with a round neck;
            a casual pullover top with short arms; a stretchy basic with a printed front; a
            light top you pull over your head""",
        occasions="a hot summer day; a music festival; a lazy weekend; casual friday",
        hypernyms="a casual top; a basic; summer clothing",
        broader="something to wear",
        goals_zh="夏天穿着凉快; 日常休闲穿; 打底穿",
    ),
    "shirt": purpose(
        goals="""
            look neat at the office; wear under a suit jacket; button up to the neck; put on for
            a job interview; match with a necktie; look smart in at a business meeting; roll up
            the cuffs of after work; iron before an important day; fasten from collar to hem for
            work; look tidy in under a waistcoat""",
        traits="""
            a buttoned top with a stiff collar; a pressed top with cuffs and a chest pocket; a
            smart top with a row of buttons down the front; a crisp woven top with a pointed
            collar; a flannel or poplin top that buttons""",
        occasions="a job interview; a business meeting; an office worker; a graduation",
        hypernyms="a smart top; business wear; office clothing",
        broader="something to wear",
        goals_zh="上班穿得体; 面试穿; 配领带穿",
    ),
    "sweater": purpose(
        goals="""
            stay snug in a cold room; warm my chest and arms with wool; layer over a collar in
            autumn; cuddle up in by the fireplace; wear for a family christmas photo; feel the
            soft yarn on a frosty day; have a cosy evening in at the cabin; keep the chill off
            under my coat; be wrapped in lambswool up top; shield my upper body from draughts
            with yarn""",
        traits="""
            a chunky knitted top; a woolly top with cables and ribbed cuffs; a soft knit with a
            roll neck; thick knitwear without zip or hood; a top that grandma knitted from yarn""",
        occasions="""
            a chilly autumn evening; christmas by the fireplace; a ski lodge; cold winter
            mornings""",
        hypernyms="knitwear; a warm top; a woolly layer",
        broader="something to wear",
        goals_zh="冬天保暖上身; 秋天套在里面; 裹着毛线暖和",
    ),
    "hoodie": purpose(
        goals="""
            pull a fleecy hood over my head; warm up in before training; hang out in with
            friends at the skate park; keep my hands in a kangaroo pocket; walk to the gym in;
            hide my messy hair under a soft hood; relax in after sport; be comfy in on a long
            flight; look sporty with cords at the neck; pull up over my head while jogging in
            drizzle""",
        traits="""
            a soft sporty top with a hood and drawstrings; a fleece top with a front pouch
            pocket; streetwear with a hood and ribbed hem; a casual cotton top with cords at the
            neck; a sweat top with a kangaroo pocket""",
        occasions="the gym; the skate park; a college student; lazy sundays at home",
        hypernyms="a sporty top; streetwear; casual clothing",
        broader="something to wear",
        goals_zh="运动后保暖; 拉起兜帽遮住头发; 健身时穿",
    ),
    "jacket": purpose(
        goals="""
            block the wind on my motorbike; throw over a t-shirt on a cool evening; zip up when
            a breeze comes; ride a motorcycle in; look cool in leather or denim; add a short
            layer in spring; puff up against mountain air; put on over my top when i go out at
            night; close with a zip against the breeze; keep my torso from the wind on a scooter""",
        traits="""
            a short zipped layer that ends at the waist; a waist-length outer layer with a zip
            and pockets; a quilted puffy layer; a leather layer for bikers; a denim layer with
            metal buttons""",
        occasions="a motorbike ride; a cool spring evening; an autumn walk; a biker",
        hypernyms="a top layer; an outer layer; outdoor clothing",
        broader="something to wear",
        goals_zh="春秋挡风; 骑摩托车穿; 凉天外面套一件",
    ),
    "coat": purpose(
        goals="""
            stay dry from my neck to my knees; bundle up in when it is freezing; wear over a
            suit in december; cover me down to the knees in bad weather; walk the dog in pouring
            rain; commute in through snow; wrap up in from neck to knee; keep the heavy rain off
            my clothes; shelter my whole body from sleet; fasten with toggles or a belt down to
            the knee""",
        traits="""
            a long heavy outer layer reaching the knees; a long woollen layer with lapels and
            big buttons; a belted garment against rain; a thick long layer with toggles; a long
            waterproof layer""",
        occasions="deep winter; a rainy commute; a freezing day in the city; a walk in the snow",
        hypernyms="outer clothing; winter clothing; a long outer layer",
        broader="something to wear",
        goals_zh="寒冬御寒; 下雨天穿在最外面; 长款挡风保暖",
    ),
    "skirt": purpose(
        goals="""
            wear around my waist with a blouse; pair with tights; show my legs in summer; swing
            around my knees when i walk; match with a tucked in top; wear below the waist
            instead of trousers; play tennis in as a girl; go to the office in with a blouse and
            stockings; feel girly from the waist down; twirl with pleats at school""",
        traits="""
            a pleated bottom half for girls; a bottom half without legs; a feminine piece that
            hangs from the waist; a short or long wrap from the hips down; a waistband with
            swinging fabric""",
        occasions="""
            a schoolgirl; a girls' tennis match; an office lady in tights; a summer stroll in a
            blouse""",
        hypernyms="a bottom half; women's bottoms; girls' clothing",
        broader="something to wear",
        goals_zh="搭配上衣穿在腰下; 配丝袜穿; 女生夏天露腿穿",
    ),
    "jeans": purpose(
        goals="""
            wear every day without ironing; put on for a casual night with boots; ride a horse
            in like a cowboy; work on the farm in; have tough fabric on my legs; look relaxed
            with rips at the knees; squeeze into a skinny fit; wear until the fabric fades; sit
            around a campfire without wearing through; pair sturdy twill with a checked top""",
        traits="""
            tough stitched legwear with rivets; sturdy legwear with five pockets and a fly;
            faded cotton twill legwear; legwear with ripped knees; skinny stretch legwear with
            thick stitching""",
        occasions="a casual day out; a cowboy; working in the barn; a country concert",
        hypernyms="casual bottoms; everyday legwear; tough bottoms",
        broader="something to wear",
        goals_zh="天天穿耐磨不用熨; 干活耐磨穿; 穿得随性休闲",
    ),
    "trousers": purpose(
        goals="""
            cover my legs at the office; look smart from the waist down; wear below a blazer;
            have a crease down each leg; keep my legs covered in a restaurant; do yoga or jog in
            long loose legs; carry tools in side pockets on my legs; dress my lower half for
            work; dress my legs for dinner; replace a skirt at work with long legs""",
        traits="""
            smart legwear with a crease; long woven legs with a waistband; loose wide legs in
            linen; chino legwear for gentlemen; legwear with cargo pockets; elasticated jogging
            bottoms""",
        occasions="""
            the office from the waist down; a formal lunch with a blazer; golf; a business trip""",
        hypernyms="long bottoms; smart legwear; men's bottoms",
        broader="something to wear",
        goals_zh="上班遮住双腿; 搭配西装上衣; 下半身穿得正式",
    ),
    "shorts": purpose(
        goals="""
            keep my legs free in the heat; swim at the lake; run a marathon with bare knees;
            play football in; wear on the beach; jump into the pool in; hike in when it is hot;
            show my knees on holiday; sunbathe with bare legs; bike in july with uncovered shins""",
        traits="""
            bottoms that stop above the knee; a pair of trunks with a drawstring; airy bottoms
            with cut off legs; knee-length summer bottoms; thin sporty bottoms with a mesh
            lining""",
        occasions="""
            a beach holiday; a football match; the swimming pool; a hot hike with bare knees""",
        hypernyms="summer bottoms; sportswear; beachwear",
        broader="something to wear",
        goals_zh="夏天露出膝盖穿; 游泳穿; 跑步时双腿凉快",
    ),
    "socks": purpose(
        goals="""
            keep my toes warm inside my shoes; stop my shoes rubbing; avoid blisters on a run;
            warm my ankles under boots; cover my feet in bed; pull up to my knees; slide across
            the floor on; wear between my skin and my trainers; insulate my soles; absorb foot
            sweat""",
        traits="""
            a soft cotton pair for the feet with ribbed cuffs; knitted tubes with a heel and a
            toe; a stretchy pair worn under shoes; woolly foot warmers up to the calf; short
            ankle-high hosiery""",
        occasions="""
            cold toes in bed; sweaty feet in trainers; a christmas stocking filler for feet;
            hikers with blisters""",
        hypernyms="hosiery; a pair for the feet; an undergarment for feet",
        broader="something to wear",
        goals_zh="穿在鞋里保暖脚; 防止鞋子磨脚; 睡觉暖脚",
    ),
}
