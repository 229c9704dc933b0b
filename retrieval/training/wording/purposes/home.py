"""What furniture and things about the house are wanted for; kitchens are in `kitchen`."""

from __future__ import annotations

from retrieval.training.wording.purposes.purpose import Purpose, purpose

HOME: dict[str, Purpose] = {
    "chair": purpose(
        goals="""
            sit at my desk; sit down at the dinner table; rest my legs at work; rock the baby
            in; support my back while typing; perch on at the bar; read alone in the corner;
            offer a guest a place to sit; take the weight off my legs alone; pull up to the desk""",
        traits="""
            four legs and a backrest for one; a place for one person with armrests; a swivelling
            thing on castors; a wooden backrest with legs; a padded single place with a high
            back; a three legged stool""",
        occasions="""
            one person at a desk; each dinner guest; a home office with a sore back; the
            breakfast bar""",
        hypernyms="a piece of furniture; furniture for one; office furniture",
        broader="a piece of furniture",
        goals_zh="坐着办公; 吃饭时坐; 一个人坐着休息",
    ),
    "sofa": purpose(
        goals="""
            lie down on in the living room; sit side by side with my family; nap on after lunch;
            cuddle up together for a film; stretch out on in the evening; let three friends sit
            together; put guests up for the night on; lounge on with the whole family; sprawl
            out on with a blanket; curl up beside my partner""",
        traits="""
            a long upholstered place for three; wide soft furniture with armrests; a deep
            buttoned leather piece; an L-shaped corner piece with cushions; a padded two or
            three person piece""",
        occasions="""
            the living room; a family film night; afternoon naps; a visitor who stays overnight""",
        hypernyms="upholstered furniture; living room furniture; a big piece of furniture",
        broader="a piece of furniture",
        goals_zh="全家坐着看电影; 躺着午睡; 客厅里几个人一起坐",
    ),
    "table": purpose(
        goals="""
            eat dinner around with the family; put my computer and papers on; work at in my
            study; spread out my homework on; play cards around; gather six people around for a
            meal; write letters at; stand my dishes on; have a surface for meals; lay a cloth
            and plates on""",
        traits="""
            a flat top on four legs; a wooden surface with drawers; a round top on a central
            foot; a long oak surface for six; a raised flat surface for work or meals""",
        occasions="""
            the dining room; a student's study corner; six dinner guests to eat at; doing
            homework at""",
        hypernyms="a flat piece of furniture; dining furniture; wooden furniture",
        broader="a piece of furniture",
        goals_zh="放饭菜吃饭; 放电脑写作业; 大家围着吃饭",
    ),
    "lamp": purpose(
        goals="""
            read in bed at night; brighten up a dark corner; illuminate my desk; see in the
            dark; hang above the dining table to glow; switch on when the sun goes down; make
            the room less gloomy; put a bulb in; shine on my book; illuminate the living room
            softly""",
        traits="""
            a bulb under a fabric shade; a bendy arm with a bulb; a tall stand that glows; a
            shade on a stem with a switch; a glowing fixture hanging from the ceiling""",
        occasions="a dark corner; bedtime reading; a gloomy room; working late at the desk",
        hypernyms="a lighting fixture; illumination; home lighting",
        broader="something for the home",
        goals_zh="晚上照亮房间; 睡前看书照明; 让暗角变亮",
    ),
    "rug": purpose(
        goals="""
            cover the bare floor; walk on barefoot; lay under the coffee table; keep my feet off
            cold boards; muffle footsteps in the hallway; make the floor soft for the baby; hide
            a scratched parquet; roll out in front of the couch; warm up a tiled floor; dress up
            the floorboards with a woven pattern""",
        traits="""
            a woven floor covering with fringes; a soft woollen floor cover; a long runner for
            the hallway; a round thick pile for the floor; a large flat textile underfoot""",
        occasions="bare wooden floors; the hallway floor; under the coffee table; a nursery floor",
        hypernyms="a floor covering; a home textile for the floor; a soft furnishing underfoot",
        broader="something for the home",
        goals_zh="铺在地板上; 光脚踩着舒服; 遮住冰冷的地面",
    ),
    "cushion": purpose(
        goals="""
            lean my back against on the couch; decorate the sofa with; support my neck while i
            watch films; make a hard chair comfy; prop up behind me in bed; add some softness to
            the bench; hug on the couch; rest my head on during a film; plump up on the settee;
            ease my lower back when sitting""",
        traits="""
            a soft stuffed square with a zip; a plump velvet square with tassels; a padded
            bolster for the couch; a filled fabric cover with piping; a fluffy square to lean on""",
        occasions="a bare couch; a hard wooden bench; a sore back on the sofa; the window nook",
        hypernyms="a soft furnishing; a home textile; sofa decoration",
        broader="something for the home",
        goals_zh="靠着腰背; 装饰沙发; 让椅子坐着更软",
    ),
    "towel": purpose(
        goals="""
            dry myself after a shower; wrap around me after a swim; rub my hair dry; dry my
            hands at the washbasin; lie on at the pool; mop the sweat off my face; take to the
            sauna; step out of the bath into; pat my skin dry; soak up water after bathing""",
        traits="""
            a fluffy absorbent terry cloth; a soft cotton cloth on a bathroom rail; a thick
            looped fabric that soaks up water; a rolled terry cloth for the spa; a large
            absorbent sheet""",
        occasions="after the shower; the swimming lesson bag; the sauna; wet hair",
        hypernyms="a bathroom textile; bath linen; an absorbent cloth",
        broader="something for the home",
        goals_zh="洗澡后擦干身体; 擦干头发; 游泳后擦身",
    ),
    "clock": purpose(
        goals="""
            know what time it is at home; wake me up at seven; hang on the wall and tick; see
            the hours and minutes across the room; ring a bell in the morning; chime every hour;
            stand on the mantelpiece and tell the time; stop me oversleeping; check the hour
            from my bed; get up on time for school""",
        traits="""
            a round dial with hands on the wall; a ticking thing with numbers one to twelve; a
            bedside bell with two hands; a wooden house with a cuckoo; a dial with a pendulum""",
        occasions="""
            the bedside table of someone who oversleeps; the classroom wall; telling the time in
            the kitchen; the mantelpiece""",
        hypernyms="a timepiece for the home; a wall decoration that ticks; an alarm device",
        broader="something for the home",
        goals_zh="在家看时间; 早上叫醒我; 挂墙上看几点",
    ),
    "vase": purpose(
        goals="""
            put a bouquet in; display fresh roses; keep cut flowers in water; show tulips on the
            table; arrange dried stems in; hold the flowers my husband gave me; decorate a shelf
            with an empty ceramic; make a centrepiece with lilies; arrange a bunch of daffodils;
            stand long stems upright""",
        traits="""
            a tall ceramic vessel with a narrow neck; a decorative porcelain vessel for stems; a
            hollow cylinder for cut flowers; an amphora with two ears; a slender glass vessel
            for a single stem""",
        occasions="a bunch of roses; cut tulips; valentine's flowers; a flower arrangement",
        hypernyms="a decorative vessel; home decor; an ornament for flowers",
        broader="something for the home",
        goals_zh="插鲜花; 摆放玫瑰; 装水养花束",
    ),
    "candle": purpose(
        goals="""
            burn with a soft flame; create a romantic mood at dinner; scent the room with wax;
            light with a match; have a glow during a power cut; melt slowly on the altar; set in
            a candlestick; relax by a flame in the bath; light up with a wick; fill the flat
            with a lavender scent by flame""",
        traits="""
            a wax stick with a wick; scented wax in a jar; a slim taper of wax; a fat pillar of
            wax; wax with a small flame""",
        occasions="a romantic dinner for two; a power cut; a relaxing bath; advent",
        hypernyms="a scented gift; home fragrance; table decoration with a flame",
        broader="something for the home",
        goals_zh="点火照出温馨气氛; 烛光晚餐点燃; 停电时点亮",
    ),
    "houseplant": purpose(
        goals="""
            bring some nature indoors; water once a week; have fresh leaves on the windowsill;
            purify the air in my flat; grow in a corner of the office; look after something
            living; make my home feel like a jungle; watch new leaves unfold; grow leaves in
            soil; give my desk a bit of nature""",
        traits="""
            leaves in a ceramic flowerpot; a living thing with big leaves; a prickly succulent
            in soil; a blooming orchid in a planter; greenery with roots and soil""",
        occasions="""
            a sunny windowsill; a jungle feeling at home; an indoor gardener; a dull office
            corner""",
        hypernyms="greenery; a living decoration; a natural decoration",
        broader="something for the home",
        goals_zh="给家里添点生机; 放窗台上浇水养; 净化空气",
    ),
    "mirror": purpose(
        goals="""
            see my own face; check my outfit before i go out; put on make-up in front of; shave
            my beard with; make the hallway look bigger; look at my reflection; do my hair with;
            admire myself from head to toe; view myself while dressing; check my teeth""",
        traits="""
            a reflective surface in a frame; a framed piece that shows you back; a shiny
            silvered pane for the wall; an arched pane that reflects; a round reflecting disc""",
        occasions="doing my make-up; shaving; checking my outfit in the hall; a dressing corner",
        hypernyms="a wall piece; a bedroom fitting; a reflective decoration",
        broader="something for the home",
        goals_zh="照自己的脸; 出门前看穿着; 化妆时照",
    ),
}
