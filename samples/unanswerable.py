"""Queries that nothing in the sample shop answers, from near misses to noise."""

from __future__ import annotations

# Sold in such shops, but not in this one.
NEAR = (
    "swimming goggles", "bikini", "wedding ring", "pearl necklace", "gold earrings", "baseball bat",
    "blender for smoothies", "microwave oven", "coffee machine", "soup ladle", "dinner fork set",
    "wine corkscrew", "double bed mattress", "wardrobe with sliding doors",
    "bookshelf", "blackout curtains", "refrigerator", "vacuum cleaner", "ironing board",
    "laser printer", "drone with remote control", "wifi router", "external hard drive",
    "board game for four players", "skateboard", "trampoline", "scooter for kids", "chess set",
    "salmon fillet", "potatoes", "broccoli", "pineapple", "watermelon", "olive oil", "craft beer",
    "dog food", "frozen pizza", "roller skates", "ballet tutu", "洗衣机", "自行车", "项链",
    "吹风机",
)
# From another world of wants.
FAR = (
    "lawn mower", "car insurance", "chainsaw", "acoustic guitar", "drum kit", "petrol generator",
    "plane ticket to Lisbon", "dentist appointment", "mortgage advice", "wheelchair ramp",
    "bag of cement", "motor oil 5w30", "aquarium filter", "horse saddle", "tax return form",
    "contact lenses", "blood pressure monitor", "solar panels", "winter tyres for my van",
    "garden shed", "stepladder", "hammer drill", "toothpaste", "anti-wrinkle cream",
    "piano lessons", "割草机", "汽车保险", "机票预订",
)
GIBBERISH = (
    "asdf qwer zxcv", "xkqj vbnm plwz", "lorem ipsum dolor sit amet", "blorf snargle wibbet",
    "qqqqqq", "zzxy 4471 kkp", "fhgjdk sllsa", "the of and to", "jklö jklö", "00000 11111",
    "mxyzptlk grue", "wug wug blicket dax",
)
