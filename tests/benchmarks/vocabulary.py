"""The words that made texts are drawn from, common ones first, and texts of them."""

from itertools import accumulate
from random import Random

COMMON, RARE = "refund", "solenoid"
"""What the benchmarks search for: a word of every tenth text, and one of every five thousandth."""

_WORDS = """
the and to a was of for it that on with customer call had not but asked said after when
before they she he then in at one their about more first time waited listened answer called
order what back two minutes told because so line next could out ticket promise wrote who
explained very once mail only chat long calm reply from angry case option named fix thanked
found delivery feeling late parcel again better account team problem invoice checked offered third
while there queue by always still until password address slow card address complaint status hold
system followed broken summary charge wrong date clear payment number note question voice shipped
without done replaced login subscription contract return twice apologised quick escalated trust
manager policy transfer repeated phone noisy tired patient confused nobody shift handover warehouse
courier damaged missing cancelled renewal price discount voucher plan upgrade downgrade limit reset
code browser update version error screen button page link form field blank crash outage ticketed
backlog break lunch morning evening night colleague mentor coach feedback score survey comment
praise kind rude shouted laughed cried sighed silent pause tone pace words script template shorter
longer simpler example step list reason cause guess sure unsure honest sorry matter difference
choice yes no maybe later today tomorrow yesterday week month year hour second deadline window slot
visit engineer technician machine washer dryer door drum leak noise cable plug socket battery
charger router signal network speed data roaming bill tariff fee deposit balance bank transfer iban
receipt tax country language spelling name surname birthday signature proof photo scan document
contractor landlord tenant neighbour mother father daughter son grandmother child school hospital
work office travel hotel airport train ticketing seat booking reservation checkout cart coupon gift
box label barcode tracking depot van driver route stairs floor bell key lock gate garden garage roof
water heat cold power light smell smoke alarm safety warranty expired model serial part spare repair
refurbished exchange stock sold colour size fit fabric stain wash iron shrink torn seam zip pocket
sole heel strap buckle lens frame focus filter flash memory drive folder file backup restore sync
export import merge duplicate archive delete recover permission role admin owner guest invite seat
licence trial demo webinar course lesson quiz badge level goal habit practice rehearsal roleplay
shadowing recording transcript timestamp highlight pattern trend average median outlier forecast
capacity roster swap overtime holiday sickness headset microphone keyboard monitor chair window
draught coffee tea biscuit fridge kettle cake card flowers applause bell nickname joke proverb
metaphor chess violin marathon orchard lighthouse harbour glacier thunder compass lantern anvil
thimble sextant gyroscope
"""
VOCABULARY = tuple(dict.fromkeys(_WORDS.split()))
"""Several hundred words."""
_WEIGHTS = tuple(accumulate(1 / (rank + 8) for rank in range(len(VOCABULARY))))


def phrase(random: Random, least: int, most: int) -> str:
    """So many words: the common ones often, the others by rank (Zipf)."""
    words = random.choices(VOCABULARY, cum_weights=_WEIGHTS, k=random.randint(least, most))
    if random.random() < 0.1:
        words[random.randrange(len(words))] = COMMON
    return " ".join(words)


def text(random: Random, sentences: int = 1, least: int = 5, most: int = 16) -> str:
    """A few sentences of so many words each."""
    return " ".join(f"{phrase(random, least, most).capitalize()}." for _ in range(sentences))
