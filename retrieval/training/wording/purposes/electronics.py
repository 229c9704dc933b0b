"""What electronic devices are wanted for; kitchen appliances are in `kitchen`."""

from __future__ import annotations

from retrieval.training.wording.purposes.purpose import Purpose, purpose

ELECTRONICS: dict[str, Purpose] = {
    "headphones": purpose(
        goals="""
            listen to music on the train; hear a podcast without disturbing others; block out
            the noise on a plane; put over my ears; talk to my team while gaming; enjoy my songs
            in private; plug into my ears when jogging; mix tracks in the studio; shut out the
            world with tunes; hear audiobooks in bed silently""",
        traits="""
            two padded ear cups on a band; little buds for the ears; soft ear pads with a
            headband; a cable with two ear pieces; an over-ear set with a microphone""",
        occasions="a noisy train; private listening; a gamer's ears; a dj",
        hypernyms="an audio gadget; an ear device; a listening device",
        broader="a gadget",
        goals_zh="坐车听音乐; 隔绝噪音; 塞在耳朵里听歌",
    ),
    "laptop": purpose(
        goals="""
            work from a cafe; type essays on campus; open up on my knees and browse; write
            reports while travelling; do online meetings from anywhere; code on the sofa; carry
            a whole computer in my bag; study remotely with a hinged screen; type and surf on
            the train; take notes in lectures on a foldable screen""",
        traits="""
            a hinged screen with keys below; a thin computer that folds shut; a portable machine
            with trackpad and screen; an aluminium clamshell computer; a slim foldable work
            machine""",
        occasions="""
            working from home or a cafe; a student writing essays; a remote worker; office work
            on the plane""",
        hypernyms="a computer; a work device; a portable computing device",
        broader="an electronic device",
        goals_zh="出差办公; 在咖啡馆写文章; 带着走上网打字",
    ),
    "phone": purpose(
        goals="""
            call my mum; send text messages; scroll through social media; take selfies; use apps
            on the go; video chat in my hand; answer when someone rings; get directions in a
            strange town; ring my friends; chat by text wherever i am""",
        traits="""
            a slim touch screen for the pocket; a pocket-sized device to call with; a thin slab
            with lenses on the back; a handset with number buttons; a folding screen with apps""",
        occasions="calling friends; a teenager who texts all day; apps on the go; emergency calls",
        hypernyms="a mobile device; a pocket gadget; a communication device",
        broader="a gadget",
        goals_zh="打电话发信息; 刷社交媒体; 随时联系家人",
    ),
    "camera": purpose(
        goals="""
            take photos of my trip; shoot portraits with a big lens; film my surfing; print
            instant pictures at a party; capture the sunset; zoom in on birds; become a
            photographer; preserve memories of the wedding in pictures; shoot pictures with a
            lens; photograph wildlife""",
        traits="""
            a body with a round lens and a shutter button; a device with a zoom lens and flash;
            a photographer's tool with a viewfinder; a small waterproof box with a lens; a retro
            body in leather with a lens""",
        occasions="a photographer; a safari; wedding pictures; filming extreme sports",
        hypernyms="photo equipment; a photography gadget; a recording device",
        broader="a gadget",
        goals_zh="拍照片; 旅行时拍风景; 拍视频记录",
    ),
    "speaker": purpose(
        goals="""
            play music out loud; fill the room with bass; make the party louder; hear songs
            together in the garden; ask for the weather by voice; boost the sound of my tv; turn
            up the volume; stream a playlist by bluetooth; blast songs at the barbecue; amplify
            tunes for everybody""",
        traits="""
            a box with round cones that booms; a tower with woofers; a portable cylinder with a
            mesh grille; a loud box with a carry handle; a smart device that talks and plays
            music""",
        occasions="a loud party; music at a barbecue; a hi-fi lover; dancing in the living room",
        hypernyms="an audio device; sound equipment; a hi-fi item",
        broader="a gadget",
        goals_zh="大声播放音乐; 聚会放歌; 让低音更响亮",
    ),
    "keyboard": purpose(
        goals="""
            type on my computer; write a novel on my desktop; enter text with ten fingers; press
            letters and numbers; type faster with clicky switches; plug into my pc to write;
            code with mechanical switches; replace the broken keys on my desktop; write emails
            on my desktop; tap in letters quickly""",
        traits="""
            rows of keys with letters; a long board of buttons with a spacebar; mechanical
            switches with glowing caps; a flat typing device; letters in qwerty order""",
        occasions="""
            typing all day; a programmer's ten fingers; a writer at a desktop pc; touch typists""",
        hypernyms="an input device; a typing device; a pc accessory with letters",
        broader="a gadget",
        goals_zh="在电脑上打字; 写代码敲字母; 输入文字",
    ),
    "computer mouse": purpose(
        goals="""
            move the cursor; click on icons; scroll web pages with a wheel; point at things on
            the screen; drag and drop files; aim in shooter games on pc; replace my touchpad;
            steer the pointer with my palm; double click on folders; select things on screen by
            hand""",
        traits="""
            a palm-sized thing with two buttons and a wheel; a small rounded device for
            clicking; a wireless pointing device; a hand-shaped device with a scroll wheel; a
            little oval gadget with a cable""",
        occasions="""
            clicking and scrolling; the hand next to my keyboard; someone who hates touchpads;
            pointing at icons""",
        hypernyms="a pointing device; a pc accessory for clicking; a desk gadget",
        broader="a gadget",
        goals_zh="移动光标点击; 滚动网页; 代替触摸板",
    ),
    "watch": purpose(
        goals="""
            tell the time on my wrist; track my steps from my wrist; see how late it is when i
            am out; strap around my wrist; time my dive; count my heart rate; glance at my arm
            for the hour; wear on my left arm to be punctual; know the hour on the go; wear a
            dial on my forearm""",
        traits="""
            a small dial on a leather strap; a steel bracelet with a dial; a wrist gadget with a
            round face; a dial with a crown and a buckle; a waterproof dial on a rubber strap""",
        occasions="""
            my wrist; a scuba diver's arm; someone always late; a retirement gift for the wrist""",
        hypernyms="a timepiece to wear; a wrist accessory; jewellery for men",
        broader="a gadget",
        goals_zh="戴在手腕上看时间; 随身计时; 记录步数戴手上",
    ),
    "television": purpose(
        goals="""
            see the news in the evening; stream series in the living room; follow the football
            final at home; put a big screen on the wall; zap through channels; enjoy movies with
            the family on a big screen; turn on with a remote control; connect to my console for
            a big picture; view shows from the couch; see the match on a large display""",
        traits="""
            a large flat screen on a stand; a wide thin display for the wall; an old box with an
            antenna and knobs; a huge panel with a remote; a curved screen for films""",
        occasions="""
            the football final at home; a movie night on a big screen; binge watching series;
            the evening news""",
        hypernyms="a home entertainment device; a large screen; living room electronics",
        broader="an electronic device",
        goals_zh="在家看电影追剧; 看新闻和球赛; 客厅大屏幕观看",
    ),
    "game controller": purpose(
        goals="""
            play console games; steer my character with two thumbs; race cars in a video game;
            press the triggers and sticks; defeat the final boss; game with friends on the
            couch; hold with both hands while gaming; jump and shoot on my console; control my
            avatar; beat my brother at console football""",
        traits="""
            two thumb sticks and buttons in a grip; a two-handed thing with a d-pad; a plastic
            grip with triggers; a wireless grip for consoles; a retro pad with a cross and two
            buttons""",
        occasions="a gamer on the couch; console nights; a video game tournament; playstation fans",
        hypernyms="a gaming accessory; a gaming device; console equipment",
        broader="a gadget",
        goals_zh="玩电子游戏; 握着打主机游戏; 控制游戏角色",
    ),
}
