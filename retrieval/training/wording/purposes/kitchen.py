"""What things to cook, eat and drink with are wanted for; not the food itself."""

from __future__ import annotations

from retrieval.training.wording.purposes.purpose import Purpose, purpose

KITCHEN: dict[str, Purpose] = {
    "mug": purpose(
        goals="""
            drink hot coffee from; sip my morning tea; hold hot chocolate by a handle; warm my
            hands around a hot drink; keep on my desk for coffee breaks; stir instant coffee in;
            have a cosy hot drink in; serve an espresso in; gulp down a latte at my desk; cradle
            a cocoa by its handle""",
        traits="""
            a round ceramic vessel with a handle on the side; an enamel vessel for camping
            coffee; a sturdy vessel with an ear to hold; a porcelain vessel for hot drinks; a
            thick-walled vessel with a loop handle""",
        occasions="""
            coffee breaks; a colleague who drinks tea; a cocoa by the fire; the office kitchen""",
        hypernyms="drinkware; a vessel for hot drinks; tableware",
        broader="a kitchen item",
        goals_zh="喝热咖啡; 早上喝茶; 捧着热饮暖手",
    ),
    "plate": purpose(
        goals="""
            serve dinner on; put my steak and chips on; eat a slice of pizza from; set the table
            for guests with; pile my sandwich on; cut my meat on at the table; carry a piece of
            pie to the table; eat a roast from; present the main course on; put fish and
            potatoes on flat""",
        traits="""
            a flat round piece of crockery; a shallow disc with a rim; flat porcelain for the
            main course; an oval flat serving piece; a flat piece of china to eat off""",
        occasions="the main course; a dinner party setting; thanksgiving turkey; a slice of pizza",
        hypernyms="tableware; crockery; dinnerware",
        broader="a kitchen item",
        goals_zh="盛主菜; 吃牛排; 摆餐桌盛菜",
    ),
    "bowl": purpose(
        goals="""
            eat soup with a spoon; pour my breakfast cereal into; toss a salad in; serve rice or
            ramen in; slurp noodles from; mix batter in; hold porridge; put popcorn in for movie
            night; ladle broth into; dip crisps from in the middle of the table""",
        traits="""
            a round deep vessel to spoon from; a deep half sphere of china; a hollow wooden
            piece for salad; a rounded hollow piece of crockery; a wide open vessel with high
            sides""",
        occasions="hot soup; cornflakes in the morning; a steamed rice meal; a big salad",
        hypernyms="tableware; deep crockery; a kitchen item",
        broader="a kitchen item",
        goals_zh="盛汤喝; 盛米饭; 拌沙拉",
    ),
    "glass": purpose(
        goals="""
            drink cold water from; pour wine into; toast with champagne; serve cocktails in; see
            through while i drink; clink together at new year; sip whisky on ice; pour lemonade
            in for guests; hold a cold drink transparently; raise for a toast at the reception""",
        traits="""
            a transparent vessel on a stem; a see-through tumbler; a tall thin flute for
            bubbles; a fragile transparent vessel; a crystal vessel without a handle""",
        occasions="a champagne toast; cocktail hour; a wine tasting; iced drinks",
        hypernyms="drinkware; barware; a transparent vessel",
        broader="a kitchen item",
        goals_zh="喝葡萄酒; 倒冷饮; 举杯庆祝",
    ),
    "teapot": purpose(
        goals="""
            brew tea leaves in; pour a brew for guests; serve afternoon tea; steep jasmine tea;
            let the leaves infuse; keep enough brew for four; fill everyone's cup with
            darjeeling; host a tea party with a spout; offer several cups of chai; soak tea bags
            before pouring""",
        traits="""
            a round china vessel with a spout and a lid; a pouring vessel with a curved spout; a
            cast iron vessel for oolong; a porcelain pourer with a knob on the lid; a ceramic
            pourer for loose leaves""",
        occasions="afternoon tea; a tea ceremony; scones with grandma; four tea drinkers",
        hypernyms="tea ware; a pouring vessel; a serving vessel",
        broader="a kitchen item",
        goals_zh="泡茶叶; 给客人倒茶; 下午茶沏茶",
    ),
    "bottle": purpose(
        goals="""
            carry water to the gym; drink on the go; take a drink on a hike; screw the lid on
            tight; feed my baby formula; stay hydrated on the bike; keep my drink cold in my
            bag; refill at the tap instead of buying drinks; seal my drink so that it cannot
            spill; transport liquid in my gym kit""",
        traits="""
            a tall narrow container with a screw cap; a leakproof container for drinks; a steel
            container with a cap; a slim vessel with a narrow neck; a plastic container with a
            sports spout; a feeder with a teat""",
        occasions="""
            staying hydrated at the gym; a thirsty cyclist; a newborn's formula; a drink on the
            road""",
        hypernyms="a drink container; a portable container; hydration gear",
        broader="a kitchen item",
        goals_zh="带水出门喝; 健身时补水; 给宝宝喂奶",
    ),
    "knife": purpose(
        goals="""
            cut meat into slices; chop onions; slice a loaf; dice carrots finely; carve the
            roast; peel and pare fruit; fillet a fish; mince garlic and herbs; sharpen and slice
            with; divide a melon with a blade""",
        traits="""
            a sharp blade with a handle; a long serrated edge for loaves; a pointed steel blade;
            a heavy cleaver for bones; a riveted handle with a sharp edge""",
        occasions="""
            a chef who needs something sharp; carving the turkey; chopping onions; a butcher""",
        hypernyms="a sharp kitchen tool; cutlery; a cutting tool",
        broader="a kitchen tool",
        goals_zh="切肉切菜; 切洋葱; 削水果皮",
    ),
    "frying pan": purpose(
        goals="""
            fry eggs; flip pancakes; sear a steak; sizzle bacon; stir-fry vegetables; cook an
            omelette; saute mushrooms in butter; grill a burger on the hob; scramble eggs over
            heat; toss crepes in the air""",
        traits="""
            a flat round cooking surface with a long handle; a shallow iron cooker with a
            handle; non-stick cookware with low sides; a shallow ridged cooking dish with a
            handle; a wide metal wok for the hob""",
        occasions="bacon and eggs; pancake day; a sizzling steak; stir-fries",
        hypernyms="cookware; a shallow cooking tool; a kitchen item for the hob",
        broader="a kitchen tool",
        goals_zh="煎鸡蛋; 煎牛排; 炒菜",
    ),
    "pot": purpose(
        goals="""
            boil spaghetti; simmer soup for hours; make a big stew; cook potatoes in water; heat
            up sauce on the stove; braise a casserole; prepare a chilli for ten; steam rice with
            the lid on; cook broth under a lid; blanch broccoli in lots of water""",
        traits="""
            a deep metal vessel with two handles and a lid; deep cookware with a lid; a big
            cylinder of steel for soup; a cast iron casserole; a tall cooking vessel with side
            handles""",
        occasions="a big family stew; boiling potatoes; soup for a crowd; slow winter cooking",
        hypernyms="cookware; a deep cooking vessel; a kitchen item for the stove",
        broader="a kitchen tool",
        goals_zh="炖汤; 煮面条; 煲菜煮土豆",
    ),
    "kettle": purpose(
        goals="""
            boil water quickly; heat water for a cuppa; whistle when the water is ready; get hot
            water for instant noodles; pour a thin stream over coffee grounds; switch on for a
            brew; bring water to the boil; fill a hot water bottle; have boiling water in two
            minutes; warm up water for cocoa""",
        traits="""
            a water heater with a spout; a whistling vessel for the hob; an electric jug with a
            base; a gooseneck pourer of steel; a jug that switches off when it boils""",
        occasions="""
            boiling water; instant noodles at the dorm; hot water in the morning; a caravan brew""",
        hypernyms="a kitchen appliance; a water heater; an electric jug",
        broader="an appliance",
        goals_zh="烧开水; 烧水泡面; 快速加热水",
    ),
    "toaster": purpose(
        goals="""
            toast slices of bread; crisp my bagels; make crispy toast for breakfast; pop up two
            warm slices; heat a slice until golden; crisp up frozen waffles; warm bread before
            buttering; press down a lever for hot toast; turn stale slices crisp; do two slices
            at once before work""",
        traits="""
            a box with two slots for bread; an electric machine with a lever; a metal appliance
            that pops up slices; a retro machine with slots on top; a small appliance with a
            crumb tray""",
        occasions="""
            golden slices at breakfast; bread that is too soft; hot buttered toast; bagel
            mornings""",
        hypernyms="a breakfast appliance; an electric appliance; a kitchen machine",
        broader="an appliance",
        goals_zh="烤面包片; 早餐加热吐司; 把面包烤脆",
    ),
    "cutting board": purpose(
        goals="""
            chop vegetables on; protect the worktop from my knife; slice bread on; dice onions
            on; carve meat on without scratching the counter; serve cheese and cold cuts on; lay
            under what i am chopping; keep the counter free of cuts; have a firm base for
            slicing; cut herbs on without ruining the table""",
        traits="""
            a flat piece of wood for chopping; a wooden paddle with a hole; a thick bamboo slab;
            a flat oak block with a groove; a smooth wooden surface for knives""",
        occasions="""
            chopping veg; a cheese platter; protecting the worktop; a home cook with a sharp
            blade""",
        hypernyms="a wooden kitchen tool; a chopping surface; a food preparation tool",
        broader="a kitchen tool",
        goals_zh="垫着切菜; 保护台面不被刀划; 切肉时垫在下面",
    ),
    "apron": purpose(
        goals="""
            keep my clothes clean while cooking; protect my shirt from splashes; wear at the
            barbecue; tie behind my back before baking; wipe my floury hands on; cover my front
            in the kitchen; avoid grease stains on my dress; work as a waiter in; avoid spilling
            sauce on my outfit; look like a chef from the front""",
        traits="""
            a bib with strings at the back; a cloth over the front with a neck loop; a
            protective cover for cooks; a cloth with a big front pocket and ties; a linen front
            cover for bakers""",
        occasions="a messy cook; the barbecue chef; baking with flour; a waiter",
        hypernyms="kitchen workwear; protective clothing; a cook's garment",
        broader="a kitchen item",
        goals_zh="做饭时保护衣服; 防止油溅到身上; 烘焙时穿在身前",
    ),
}
