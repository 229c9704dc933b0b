"""What toys are wanted for; game controllers are in `electronics`."""

from __future__ import annotations

from retrieval.training.wording.purposes.purpose import Purpose, purpose

TOYS: dict[str, Purpose] = {
    "teddy bear": purpose(
        goals="""
            cuddle in bed; comfort a crying toddler; hug when my child is scared; give a newborn
            something soft; snuggle with at night; win for my girlfriend at the fair; squeeze
            when i feel lonely; tuck in next to a sleepy kid; give a child a furry friend;
            soothe a baby to sleep with something fluffy""",
        traits="""
            a furry cuddly animal; a soft animal with round ears and button eyes; a fluffy
            stuffed companion; a plush friend with a bow; a squashy animal with a stitched nose""",
        occasions="a newborn; bedtime cuddles; a scared toddler; valentine's day",
        hypernyms="a soft present; a cuddly thing; a nursery gift",
        broader="a toy",
        goals_zh="抱着睡觉; 安慰小孩; 送宝宝柔软的礼物",
    ),
    "toy car": purpose(
        goals="""
            race along the floor; push around making vroom sounds; crash into the skirting
            board; play firefighters or farm with wheels; collect as a miniature vehicle; roll
            down a ramp; let my son drive in the sandpit; park in his little garage; drive tiny
            wheels around a carpet; zoom around with pretend engines""",
        traits="""
            a small vehicle with four wheels; a miniature truck for children; a die-cast model
            with rubber tyres; a little racing vehicle; a tiny bus or tractor with wheels""",
        occasions="""
            a boy who loves vehicles; racing across the floor; a kid who wants to be a driver;
            the sandpit""",
        hypernyms="a vehicle for kids; a miniature; a plaything with wheels",
        broader="a toy",
        goals_zh="在地上推着跑; 给男孩比赛开着玩; 玩小汽车冲下坡",
    ),
    "ball": purpose(
        goals="""
            kick into the goal; throw to my dog; shoot hoops; bounce on the pavement; hit over
            the net; play catch with; dribble across the pitch; toss around on the beach; play a
            team sport; pass to my team mates""",
        traits="""
            a round bouncy thing; an inflated sphere with panels; a leather sphere for kicking;
            a fuzzy little sphere for rackets; a light inflatable sphere for the beach""",
        occasions="a kickabout in the park; playing fetch; shooting hoops; volleyball on the sand",
        hypernyms="sports equipment; a round plaything; something sporty",
        broader="a toy",
        goals_zh="踢着玩射门; 投篮; 拍着弹跳玩",
    ),
    "building blocks": purpose(
        goals="""
            stack up a tower; build a castle and knock it down; learn letters while stacking;
            construct little houses; train my child's spatial skills; click together into a
            spaceship; practise balancing pieces on top of each other; create walls and bridges
            on the carpet; assemble and take apart again; pile up cubes""",
        traits="""
            wooden cubes with letters; stackable pieces with studs; small cubes and arches to
            stack; plastic pieces that click together; a set of cubes in a box""",
        occasions="""
            a little architect; stacking towers; a toddler learning letters; creative
            construction play""",
        hypernyms="a construction toy; an educational toy; a stacking set",
        broader="a toy",
        goals_zh="搭城堡; 堆高塔; 训练孩子动手拼搭",
    ),
    "puzzle": purpose(
        goals="""
            fit the pieces together; challenge my brain; spend a rainy afternoon finding the
            right piece; twist until all sides match; assemble a picture from a thousand bits;
            match shapes to holes; solve with grandma; exercise my mind; train my logic; put a
            jumbled picture in order""",
        traits="""
            interlocking cardboard pieces that make a picture; a cube to twist and turn; wooden
            shapes for matching holes; a box of a thousand pieces; a tricky thing with one
            solution""",
        occasions="""
            a rainy afternoon indoors with pieces to fit; a patient thinker; a clever kid; quiet
            family evenings with a thousand pieces""",
        hypernyms="a brain teaser; a thinking game; a family game",
        broader="a toy",
        goals_zh="拼出图案; 动脑思考; 雨天打发时间拼着玩",
    ),
    "kite": purpose(
        goals="""
            let fly in the wind; hold on a long string; soar above the beach; run along the
            field with a line; see dance in the sky; loop and dive in a breeze; launch on a
            windy hill; send up high on a spool; catch the breeze on a line; steer high above
            the dunes""",
        traits="""
            a diamond on a string with a tail; a light nylon wing with ribbons; a flying diamond
            with a line; a fish-shaped flyer with streamers; thin fabric on crossed sticks""",
        occasions="""
            a windy day on the hill; autumn wind at the beach; a breezy field; children running
            on the dunes""",
        hypernyms="a flying toy; an outdoor toy; a wind toy",
        broader="a toy",
        goals_zh="在风中飞上天; 牵着线在海边放; 春天去空地放飞",
    ),
    "toy train": purpose(
        goals="""
            run around on little rails; choo choo along the floor; pull small wagons in a
            circle; play stationmaster; set up a railway under the christmas tree; drive through
            a tunnel with wagons; couple carriages behind a steam engine; play conductor with
            passengers; circle the bedroom on tracks; haul tiny freight""",
        traits="""
            a little steam engine with wagons; a miniature locomotive with a chimney; wooden
            wagons with magnets; small carriages on a track; an express with windows for kids""",
        occasions="""
            a railway fan; the track under the christmas tree; a child who loves locomotives;
            playing station""",
        hypernyms="a railway toy; a model railway; a toy on rails",
        broader="a toy",
        goals_zh="在轨道上跑着玩; 拉着小车厢转圈; 当列车长玩",
    ),
    "rubber duck": purpose(
        goals="""
            float in the bath; squeeze until it squeaks; make bath time fun; keep my baby
            company in the tub; race down a stream with others; splash about with in the water;
            explain my code to while debugging; get a toddler to like washing; bob on the
            bubbles; entertain a toddler in the tub""",
        traits="""
            a floating bird with a beak; a squeaky little bird; a waterproof bird for the tub; a
            small bird with a captain's hat; a hollow squeezy bird""",
        occasions="bath time; a bubble bath; a baby who hates washing; the bathtub edge",
        hypernyms="a bath toy; a floating toy; a squeaky toy",
        broader="a toy",
        goals_zh="洗澡时漂在水上; 捏着叫玩; 陪宝宝洗澡",
    ),
    "toy robot": purpose(
        goals="""
            play outer space with; march across the floor like a machine; wind up and walk;
            pretend to be from the future; shoot lasers in a science fiction game; beep and
            blink at my kid; roll on tracks like an android; teach a kid about machines; imagine
            a mechanical friend; control an android""",
        traits="""
            a boxy metal figure with antennas; a mechanical figure with arms and a panel; a tin
            android with a square head; a futuristic figure with buttons on the chest; a machine
            man on tracks""",
        occasions="""
            a science fiction fan; a future engineer; a space themed birthday; a child who loves
            machines""",
        hypernyms="a mechanical toy; a science fiction toy; a tin toy",
        broader="a toy",
        goals_zh="扮演未来机器玩; 上发条走路; 玩太空科幻游戏",
    ),
    "doll": purpose(
        goals="""
            brush the hair of; dress up in little clothes; play mother and child; pretend to
            have a tea party with; braid woollen hair; change the outfits of; play princesses
            with; put to sleep in a pram; care for like a baby; comb and style for fun""",
        traits="""
            a small girl figure with hair to comb; a rag figure with yarn plaits; a little
            princess figure in a gown; a figure with painted eyes and a frock; a fabric girl
            with button shoes""",
        occasions="""
            playing mummies and daddies; a little girl's birthday; a princess party; a pretend
            tea party""",
        hypernyms="a play figure; a toy figure of a person; a girl's plaything",
        broader="a toy",
        goals_zh="给它梳头换衣服; 过家家; 扮演公主玩",
    ),
    "toy dinosaur": purpose(
        goals="""
            roar and stomp like a monster; play jurassic times; teach a child about extinct
            reptiles; fight a t-rex battle; recreate a lost world; take to the natural history
            museum; scare my sister with sharp teeth; dig out like a fossil hunter; imagine life
            millions of years ago; growl with a reptile""",
        traits="""
            a long-necked reptile figure; a scaly beast with a tail; a rubber t-rex with teeth;
            an extinct reptile for kids; a prehistoric beast with claws""",
        occasions="""
            a fan of fossils; a jurassic themed party; a child who loves extinct reptiles; a
            trip to the natural history museum""",
        hypernyms="a prehistoric toy; an animal figure; a reptile toy",
        broader="a toy",
        goals_zh="玩史前怪兽大战; 认识远古动物; 学霸王龙吼叫玩",
    ),
}
