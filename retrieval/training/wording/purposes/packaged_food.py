"""What food out of packets and bakeries is wanted for; not fruit and vegetables."""

from __future__ import annotations

from retrieval.training.wording.purposes.purpose import Purpose, purpose

PACKAGED_FOOD: dict[str, Purpose] = {
    "milk": purpose(
        goals="""
            pour over my cornflakes; splash into my tea; froth for a cappuccino; give the kids
            calcium; drink with cookies; make pancake batter; leave out for santa; get from the
            cow to the fridge; whiten my tea; get protein and calcium from a dairy drink""",
        traits="""
            a carton of creamy dairy drink; a creamy drink from cows; a jug of dairy to pour; a
            fresh dairy drink in a bottle; an oat drink for cappuccino""",
        occasions="cornflakes; santa's cookies; growing children's bones; a cappuccino's foam",
        hypernyms="a dairy drink; dairy; a fresh beverage from the dairy",
        broader="a drink",
        goals_zh="倒在麦片里; 加进茶里; 给孩子补钙喝",
    ),
    "juice": purpose(
        goals="""
            drink pressed fruit at breakfast; quench my thirst with something fruity; mix with
            vodka; serve kids a drink without bubbles; sip vitamins through a straw; start the
            day with squeezed fruit; pour a sweet fruity drink; offer guests who do not drink
            alcohol; have a liquid portion of fruit; drink fruit without chewing""",
        traits="""
            a carton of pressed fruit; a sweet fruity drink with a straw; a drink squeezed from
            fruit; a bottle of drinkable fruit; a cold fruity drink with pulp""",
        occasions="""
            a vitamin drink at breakfast; a children's party drink; guests who avoid alcohol; a
            thirsty fruit lover""",
        hypernyms="a soft drink; a fruity beverage; a breakfast drink",
        broader="a drink",
        goals_zh="喝水果榨的饮料; 早餐喝点甜的果味; 解渴补维生素",
    ),
    "bread": purpose(
        goals="""
            make sandwiches; spread butter on; put in the toaster; dip in soup; dunk in oil and
            balsamic; feed the ducks; have a flaky thing with my morning coffee; smell fresh
            from the oven; make french toast; wrap around a sausage or ham""",
        traits="""
            a crusty loaf from the bakery; a long crisp stick from france; a chewy ring with a
            hole for cream cheese; dough baked with yeast; a flaky crescent of butter dough""",
        occasions="sandwiches; a french breakfast; feeding ducks; dipping in soup",
        hypernyms="a bakery item; a staple from the oven; something baked",
        broader="something to eat",
        goals_zh="做三明治; 抹黄油吃; 蘸汤吃",
    ),
    "cheese": purpose(
        goals="""
            grate over spaghetti; melt on a burger; eat with wine and crackers; slice onto a
            sandwich; make a fondue; set a mousetrap; put on pizza to melt; nibble a mature
            dairy bite after dinner; make a toastie gooey; sprinkle over lasagne""",
        traits="""
            a wedge with holes; a mature dairy block with a rind; a creamy wheel from the dairy;
            a dairy ball in wax; a salty dairy wedge that melts""",
        occasions="a mousetrap; a fondue night; wine and crackers; a pizza topping that melts",
        hypernyms="a dairy product; a savoury dairy snack; a sandwich filling",
        broader="something to eat",
        goals_zh="融化在汉堡上; 配葡萄酒吃; 擦碎撒在意面上",
    ),
    "eggs": purpose(
        goals="""
            make an omelette; boil for six minutes; scramble for breakfast; paint at easter;
            whisk into batter; poach on toast; crack into a bowl; get from my hens; fry sunny
            side up; bind a cake dough""",
        traits="""
            a carton of fragile oval things; oval things with a shell and a yolk; a box of six
            from the hen; a yolk in a thin shell; fresh ones from a nest""",
        occasions="an omelette; easter painting; the hen house; a scrambled breakfast",
        hypernyms="farm produce; a protein food; a baking ingredient from hens",
        broader="something to eat",
        goals_zh="做煎蛋卷; 早餐煮着吃; 复活节画彩蛋",
    ),
    "cereal": purpose(
        goals="""
            pour into a bowl for breakfast; drown in cold milk; feed the kids before school;
            start the morning with something crunchy; get fibre from oats and flakes; eat rings
            with a spoon; have a quick crunchy breakfast; sprinkle on my yoghurt; crunch in the
            morning with a spoon; munch oats and raisins""",
        traits="""
            a cardboard box of crunchy flakes; crunchy rings in a box; oats with nuts and
            raisins; toasted flakes of corn; little puffed grains in a packet""",
        occasions="""
            kids before school; a crunchy start with milk; yoghurt toppings; a quick breakfast
            in a box""",
        hypernyms="a breakfast food; crunchy grains; boxed food",
        broader="something to eat",
        goals_zh="泡牛奶当早餐; 孩子上学前快速吃; 早上吃脆谷物",
    ),
    "chocolate": purpose(
        goals="""
            satisfy my sweet tooth; melt into a fondue; break off a square; give my sweetheart
            on valentine's day; comfort me with cocoa; nibble pralines; make s'mores; treat
            myself to something that melts on the tongue; cheer me up with cocoa; unwrap a sweet
            slab""",
        traits="""
            a wrapped bar of cocoa squares; a box of pralines; a sweet slab in foil; a melting
            treat of cocoa butter; a bittersweet bar""",
        occasions="""
            valentine's sweets; a sweet tooth; cocoa lovers; a stressful day that needs sweets""",
        hypernyms="a sweet; confectionery; candy",
        broader="a sweet treat",
        goals_zh="解馋吃甜的; 情人节送甜食; 掰一块可可甜点吃",
    ),
    "coffee": purpose(
        goals="""
            wake me up in the morning; brew an espresso; fill my french press; get a caffeine
            kick; grind for my espresso machine; put in the filter; survive a night shift; make
            a latte at home; perk up before work; fill the moka with grounds""",
        traits="""
            roasted beans in a bag; a tin of ground roast; an aromatic powder to brew; instant
            granules in a jar; fresh arabica from brazil""",
        occasions="tired people in the morning; an espresso machine; a barista; a night shift",
        hypernyms="a hot beverage; a caffeine source; a roast",
        broader="a drink",
        goals_zh="早上提神; 泡一杯浓缩; 熬夜提精神",
    ),
    "honey": purpose(
        goals="""
            sweeten my tea; spread on toast; soothe a sore throat; drizzle over yoghurt; glaze a
            ham; satisfy a bear; replace sugar with something from bees; dip my spoon into a
            runny syrup; put something sticky on pancakes; sweeten naturally""",
        traits="""
            a jar of thick syrup from bees; a sticky fruity spread in a jar; a squeezy bear full
            of syrup; a sticky sweet nectar; a jar with a dipper""",
        occasions="""
            a sore throat and tea; toast that needs something sticky; bee lovers; winnie the
            pooh""",
        hypernyms="a spread; a natural sweetener; a sticky sweet food",
        broader="something to eat",
        goals_zh="给茶加甜; 抹在吐司上吃甜的; 缓解喉咙痛",
    ),
    "pasta": purpose(
        goals="""
            boil for ten minutes until al dente; cook an italian dinner; serve with bolognese;
            twirl around my fork; bake with cheese sauce; toss with pesto; make carbonara; keep
            a dry dinner staple in the cupboard; mix with tomato sauce; carb load before a
            marathon""",
        traits="""
            long dry strings in a packet; little dry tubes of durum wheat; shells to boil for
            dinner; dried dough shapes from italy; thin sticks of wheat dough""",
        occasions="""
            an italian dinner; bolognese; carbonara night; hungry students who can only boil
            water""",
        hypernyms="an italian staple; a dry staple food; dinner carbs",
        broader="something to eat",
        goals_zh="煮意式晚餐; 拌肉酱吃; 配罗勒酱做晚饭",
    ),
    "ice cream": purpose(
        goals="""
            cool down with on a scorching day; lick from a cone; scoop from a tub; eat frozen
            dessert by the sea; have a sundae; suck on a stick in july; serve cold scoops with a
            waffle; keep in the freezer for dessert; freshen up at the beach with a scoop; enjoy
            a frozen lick""",
        traits="""
            frozen scoops in a wafer cone; a frozen treat on a stick; a tub of frozen vanilla; a
            melting swirl in a cone; a creamy frozen dessert""",
        occasions="a scorching day by the sea; the freezer; a sundae bar; kids when the van rings",
        hypernyms="a frozen dessert; a frozen treat; a cold dessert",
        broader="a sweet treat",
        goals_zh="夏天吃冰解暑; 舔着吃冰甜点; 饭后吃冷冻甜品",
    ),
    "cake": purpose(
        goals="""
            blow out candles on; celebrate a birthday with a sweet slice; serve with afternoon
            tea; cut into slices for the guests; eat a sponge with icing; treat the office on my
            birthday; have something sugary with frosting; bake for a wedding; surprise the
            birthday boy with icing; enjoy a sweet sponge with guests""",
        traits="""
            a sponge with layers of cream; a frosted little sponge in a paper case; a sugary
            ring with glaze; a slice with icing and a cherry; a round sponge with candles on top""",
        occasions="blowing out candles; a birthday celebration; afternoon tea sweets; a bake sale",
        hypernyms="a dessert; a bakery treat; a sweet bake",
        broader="a sweet treat",
        goals_zh="过生日吹蜡烛; 下午茶吃甜点; 庆祝时切着分",
    ),
}
