"""What fruit and vegetables are wanted for; other food is in `packaged_food`."""

from __future__ import annotations

from retrieval.training.wording.purposes.purpose import Purpose, purpose

FRUIT_AND_VEGETABLES: dict[str, Purpose] = {
    "apple": purpose(
        goals="""
            bake a pie with cinnamon; keep the doctor away; bite into with a crunch; give the
            teacher; press into cider; feed the horse a treat; put a crisp fruit in my lunch
            box; stew for a crumble; munch a crisp orchard fruit; make strudel""",
        traits="""
            a crisp round fruit with a core and stem; a shiny fruit with pips; a crunchy orchard
            fruit; a firm juicy fruit with a thin skin; fruit that newton saw falling""",
        occasions="a pie or crumble; the lunch box crunch; a horse; orchard lovers",
        hypernyms="crunchy fruit; a healthy snack; orchard produce",
        broader="fruit",
        goals_zh="烤派; 咬着脆甜; 每天吃一个保健康",
    ),
    "banana": purpose(
        goals="""
            peel before eating; get energy before a race; mash for my baby; make a smoothie
            thick; feed the monkeys; slice over porridge; get some potassium; bake a loaf with
            overripe fruit; unzip a natural wrapper; snack on a soft fruit at half time""",
        traits="""
            a long curved fruit to peel; a soft tropical fruit in a bunch; a bent fruit with a
            thick skin; a mushy sweet fruit without pips; a tropical fruit that monkeys love""",
        occasions="a monkey; athletes before a race; a thick smoothie; baby food mash",
        hypernyms="tropical fruit; an energy snack; soft fruit",
        broader="fruit",
        goals_zh="剥皮吃补充能量; 打奶昔; 给宝宝捣成泥",
    ),
    "citrus fruit": purpose(
        goals="""
            squeeze for fresh juice; get vitamin c against a cold; put a slice in my gin and
            tonic; add zest to a cake; drizzle over fish; peel in segments; make marmalade; sour
            up a margarita; fight scurvy; make lemonade from something tart""",
        traits="""
            a juicy fruit with thick peel and segments; a sour fruit to squeeze; a tangy fruit
            with zest; a dimpled peel with juicy segments; a tart round fruit from sunny groves""",
        occasions="""
            a cold that needs vitamin c; cocktails that need a sour slice; freshly squeezed
            breakfast drinks; grilled fish""",
        hypernyms="sour fruit; tangy fruit; vitamin rich fruit",
        broader="fruit",
        goals_zh="挤汁补充维生素; 切片放酒里; 吃酸酸的水果预防感冒",
    ),
    "grapes": purpose(
        goals="""
            pick one by one from the stem; make wine; nibble with cheese; dry into raisins;
            share little fruits from a bunch; freeze as tiny cold bites; pop in my mouth one
            after another; tread with bare feet; feed to an emperor on a couch; press for a
            vineyard""",
        traits="""
            small round fruits on a stem; a cluster of little juicy fruits; bite-sized fruit
            from a vine; fruit that becomes raisins; a bunch of small smooth fruits""",
        occasions="""
            a winemaker; a cheese board that needs fruit; a hospital visit with fruit; picking
            one by one""",
        hypernyms="vine fruit; bite-sized fruit; finger fruit",
        broader="fruit",
        goals_zh="一颗一颗摘着吃; 酿酒; 一口一粒配奶酪",
    ),
    "strawberries": purpose(
        goals="""
            dip in cream; make summer jam; top a cheesecake; dip in melted chocolate; eat at
            wimbledon; pick in june fields; blend into a milkshake; decorate a tart with
            berries; fill a shortcake with berries; make a summer dessert with sweet berries""",
        traits="""
            sweet heart-shaped berries with seeds outside; soft berries with a leafy top; a
            punnet of juicy berries; summer berries with tiny seeds on the skin; berries with
            little leaves""",
        occasions="wimbledon; whipped cream; june berry picking; a fruit tart",
        hypernyms="berries; summer fruit; soft berries",
        broader="fruit",
        goals_zh="蘸奶油吃; 做果酱; 用小浆果装饰甜点",
    ),
    "tomato": purpose(
        goals="""
            make ketchup; cook a sauce for spaghetti; slice onto a burger; mix with mozzarella
            and basil; chop into salsa; put on pizza; drink as a bloody mary; make gazpacho; put
            slices in a blt; simmer into marinara""",
        traits="""
            a juicy round salad vegetable; a soft vegetable with seeds and pulp; small round
            ones on the vine; a plump vegetable with a leafy star on top; a fleshy vegetable for
            sauce""",
        occasions="a caprese salad; pizza sauce; a burger topping; ketchup fans",
        hypernyms="a salad vegetable; a juicy vegetable; a sauce ingredient",
        broader="a vegetable",
        goals_zh="做披萨酱; 拌沙拉切片; 做意面酱汁",
    ),
    "carrots": purpose(
        goals="""
            feed my rabbit; dip crunchy sticks in hummus; see better in the dark; make a nose
            for the snowman; grate into a salad; bake a cake with a root; roast roots with the
            sunday dinner; peel and slice into a stew; nibble like a bunny; shred into coleslaw""",
        traits="""
            a long pointed root; a crunchy root with leafy tops; a bunch of roots with greens; a
            tapered vegetable from under the ground; crisp sticks of a sweet root""",
        occasions="a rabbit; a snowman's nose; roots for the sunday roast; hummus dipping",
        hypernyms="root vegetables; a crunchy vegetable; roots",
        broader="a vegetable",
        goals_zh="喂兔子; 做雪人鼻子; 炖肉时加脆甜根菜",
    ),
    "pepper": purpose(
        goals="""
            spice up my curry; stuff with rice and bake; make salsa hot; slice into fajitas;
            burn my tongue; grill on a skewer; add heat to a chilli con carne; crunch raw strips
            with a dip; fry strips for stir-fry heat; give my tacos a kick""",
        traits="""
            a hollow glossy vegetable with seeds; a hot pointed pod; a bell-shaped vegetable; a
            shiny pod that burns; a crisp vegetable with a hollow inside""",
        occasions="fajitas; someone who likes it hot; stuffing and baking; a fiery curry",
        hypernyms="a hot vegetable; a hollow vegetable; a spicy ingredient",
        broader="a vegetable",
        goals_zh="做菜加辣味; 塞米饭烤着吃; 切丝炒菜提味",
    ),
}
