"""What hats, scarves and other things worn with clothes are wanted for; not bags."""

from __future__ import annotations

from retrieval.training.wording.purposes.purpose import Purpose, purpose

ACCESSORIES: dict[str, Purpose] = {
    "hat": purpose(
        goals="""
            keep the sun off my face; warm my ears and head in winter; cover my bald head; hide
            a bad hair day; protect my scalp from sunburn; wear on my head at the races; pull
            down over my ears; top off my outfit on the head; shade my face with a brim; stop
            heat escaping through my head""",
        traits="""
            a straw thing with a wide brim; a knitted thing for the head; a peak that shields
            the eyes from above; a felt crown with a band; a woolly thing with a bobble on top""",
        occasions="a day at the races; a bald head; baseball fans; gardening under a hot sun",
        hypernyms="headwear; a head covering; headgear",
        broader="an accessory",
        goals_zh="给头部遮阳; 冬天保暖头和耳朵; 遮住乱头发",
    ),
    "scarf": purpose(
        goals="""
            keep my neck warm in winter; wrap around my throat when it snows; protect my throat
            from a cold wind; tie in a loop under my chin; snuggle my chin into; cover my neck
            and mouth in the frost; drape over my shoulders; wind twice around my neck; stop the
            wind going down my collar; bundle up my neck for skiing""",
        traits="""
            a long knitted strip with fringes; a soft woollen wrap for the neck; a square of
            silk to knot at the neck; a long woven band with tassels; a knitted loop around the
            neck""",
        occasions="""
            a cold neck; a football fan's neck in winter; a sore throat in the snow; windy
            winter walks around the neck""",
        hypernyms="neckwear; a winter accessory; a wrap",
        broader="an accessory",
        goals_zh="保暖脖子; 冬天围住喉咙; 给脖子挡风",
    ),
    "gloves": purpose(
        goals="""
            keep my hands warm; protect my fingers from frost; hold the ski poles without
            freezing; throw snowballs without cold fingers; cover my hands on the bike; warm my
            fingers one by one; grip the handlebars in winter; stop my knuckles freezing; make
            snowmen without numb hands; cover each finger""",
        traits="""
            a woollen pair with five fingers; a leather pair for the hands; knitted handwear
            with a thumb; a pair with a wrist cuff and fingers; handwear without fingertips""",
        occasions="cold hands; a snowball fight; winter cycling; skiing",
        hypernyms="handwear; a winter accessory for hands; a warm pair",
        broader="an accessory",
        goals_zh="保暖双手; 防止手指冻伤; 打雪仗护手",
    ),
    "tie": purpose(
        goals="""
            finish off a business suit; knot under my collar; wear around a shirt collar; look
            professional as a groom; loosen after a long day at the bank; give dad for father's
            day to wear with his suit; dress up a plain collar; hang down over my shirt buttons;
            add a silk accent to a suit; learn a windsor knot with""",
        traits="""
            a long silk strip for men to knot; a narrow pointed strip below the collar; a silk
            bow for a tuxedo; a shiny band worn with a suit; a diagonal weave strip for
            businessmen""",
        occasions="a groom; a solemn funeral in a suit; a bank manager; father's day",
        hypernyms="neckwear for men; a formal accessory; a men's accessory",
        broader="an accessory",
        goals_zh="配西装打在领口; 正式场合系在衬衫领上; 让西装更正式",
    ),
    "belt": purpose(
        goals="""
            hold up my trousers; stop my jeans sliding down; go through the loops at my waist;
            tighten my waistband; buckle around my hips; cinch in my waist; keep loose pants
            from falling; adjust with a hole more after dinner; secure my pants at the hips;
            stop my trousers dropping""",
        traits="""
            a leather strap with a metal buckle; a long strap with holes and a prong; a braided
            strap for the waist; a band through the loops of your pants; a narrow hide strap
            with a clasp""",
        occasions="""
            trousers that are too loose; a slim waist; jeans that slip; pants with empty loops""",
        hypernyms="a waist accessory; a strap; a leather accessory for the waist",
        broader="an accessory",
        goals_zh="防止裤子掉下来; 束紧腰部; 系住裤腰",
    ),
    "sunglasses": purpose(
        goals="""
            protect my eyes from the sun; stop squinting on the beach; drive into the low sun
            without dazzle; hide my tired eyes; look like a film star in; block the glare off
            the snow; put on my nose when it is bright; shield my eyes from uv rays; see better
            in dazzling daylight; rest on my nose by the pool""",
        traits="""
            dark lenses in a frame; tinted lenses with arms over the ears; a cool pair with a
            metal bridge; a pair of dark lenses for the nose; mirrored aviator lenses""",
        occasions="""
            a bright beach day; driving towards the sun; a celebrity hiding from cameras; skiing
            in glaring sun""",
        hypernyms="eyewear; an eye accessory; a summer accessory for the face",
        broader="an accessory",
        goals_zh="保护眼睛不被太阳晒; 开车防眩光; 遮挡强光",
    ),
    "umbrella": purpose(
        goals="""
            stay dry when it pours; keep the rain off my head; open up in a shower; carry in
            case it rains; hold over both of us in the rain; shelter under at the bus stop; fold
            away after the storm; walk through drizzle without getting wet; cover myself from a
            cloudburst; keep my hairdo from getting soaked outside""",
        traits="""
            a folding canopy on a stick; a nylon dome with metal ribs and a handle; a waterproof
            canopy with a curved handle; a canopy that opens at a button; a collapsible rain
            shelter to hold""",
        occasions="rainy days; a sudden shower; the walk to the bus in a downpour; april weather",
        hypernyms="a rain accessory; rain gear; a handheld shelter",
        broader="an accessory",
        goals_zh="下雨时挡雨; 雨天不被淋湿; 遮雨遮阳撑着走",
    ),
}
