"""Postal addresses, as far as the patterns of a few countries reach."""

import re
from collections.abc import Iterator

from reflectcli.domain.personal.found import Span

_CAP = r"[^\W\d_a-zß-öø-ÿ][\w'’.-]{0,30}"
_LINE = r"[,;]?[ \n]{1,3}"
_ENGLISH_STREETS = (
    r"Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Close|Court|Ct|Crescent|Cres|Terrace|Place|Pl"
    r"|Square|Sq|Way|Boulevard|Blvd|Gardens|Grove|Hill|Mews|Row|Highway|Hwy|Parkway|Pkwy|Walk|Quay"
    r"|Circle|Cir|Trail|Rise|Green|Park|View|Wharf|Parade|Esplanade|Loop|Pike|Plaza|Alley"
)
_UNIT = (
    r"(?:(?:Flat|Apartment|Apt|Unit|Suite|Ste|Floor|Room)\.? ?#?\d{1,4}[A-Za-z]?|#\d{1,4}[A-Za-z]?)"
)
_UK = r"(?:GIR 0AA|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2})"
_POSTCODE = (
    rf"(?:{_UK}|[A-Z]{{2}},? \d{{5}}(?:-\d{{4}})?|(?:NSW|VIC|QLD|WA|SA|TAS|ACT|NT) \d{{4}}"
    r"|[A-Z]\d[A-Z] ?\d[A-Z]\d|D\d\d ?[A-Z\d]{4}|\d{5}(?:-\d{4})?|\d{6}|\d{3} \d{2})"
)
_PLACE = rf"{_CAP}(?:[ -](?:{_CAP}|am|an der|ter|aan|upon|on|of|de|la|del|den|der|sur|les?)){{0,3}}"
_CITY = (
    r"(?:\d{4,5}(?: ?[A-Z]{2}(?![a-z]))?|[A-Z]{1,2}-\d{4,5}|\d\d-\d{3}|\d{4}-\d{3}) "
    rf"{_PLACE}"
)
_FLOOR = (
    r"(?:,? (?:\d{1,2}(?:er|[º°ª])(?: ?[A-Z](?!\w))?|piso \d{1,2}|bajo|hinterhaus|hh|2\. OG"
    r"| \d{1,2}[ªº])){0,2}"
)
_NUMBER = r"\d{1,4} ?(?:[a-zA-Z](?!\w))?(?:[-/ ]{1,3}\d{1,4}[a-z]?(?!\w))?"

_ENGLISH = re.compile(
    rf"(?<![\w€$£.,:/-])(?:{_UNIT}{_LINE})?\d{{1,5}}[A-Za-z]?(?:[-/]\d{{1,4}})?,? "
    rf"(?:(?:[NSEW]|North|South|East|West|Old|New|Upper|Lower|St\.?|The)\.? )?"
    rf"(?:(?:{_CAP}|\d{{1,3}}(?:st|nd|rd|th)|of|the|de|la) ){{1,3}}?(?:{_ENGLISH_STREETS})\b\.?"
    rf"(?: [NSEW]{{1,2}}(?!\w))?(?:{_LINE}{_UNIT})?"
    rf"(?:(?:{_LINE}{_PLACE}){{0,2}}{_LINE}{_POSTCODE}(?!\w)"
    rf"|,[ \n]{_PLACE}(?=[.,;!?\n]|\Z| [a-z]))?"
)
_CUED = re.compile(
    r"\b(?:address|addr|lives?|living|moved?|ship(?:ped|s)?|deliver(?:ed|y|s)?|sent?|send|house|at|to)"
    r"\b[^\d\n.!?]{0,24}(?P<place>\d{1,5}[a-z]? (?:[a-z'’]{3,20} ){1,3}"
    r"(?:street|road|avenue|lane|drive|crescent|terrace|close|boulevard|court|gardens|grove|rd|ave)\b"
    rf"(?:,? [a-z]{{3,20}}(?= [a-z]{{1,2}}\d))?(?:,? {_UK})?)",
    re.IGNORECASE,
)
_BOX = re.compile(
    r"\b(?:(?i:P\.? ?O\.? ?Box|Postfach|Postbus|Apartado(?: de correos)?)|BP) \d{1,6}(?: \d{2,3})?"
    rf"(?:(?:,? {_PLACE})?,? {_POSTCODE}|,? {_CITY})?(?!\w)"
)
_UK_ALONE = re.compile(
    r"(?<![\w-])(?:(?:AB|AL|B|BA|BB|BD|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG"
    r"|DH|DL|DN|DT|DY|E|EC|EH|EN|EX|FK|FY|G|GL|GU|GY|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT"
    r"|KW|KY|L|LA|LD|LE|LL|LN|LS|LU|M|ME|MK|ML|N|NE|NG|NN|NP|NR|NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM"
    r"|S|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|W|WA|WC|WD|WF|WN|WR"
    r"|WS|WV|YO|ZE)\d[A-Z\d]?) \d[ABD-HJLNP-UW-Z]{2}(?![\w-])"
)
_NOT_A_STREET = (
    r"(?!(?:Der|Die|Das|Den|Dem|Des|Ein|Eine|Einen|Kein|Keine|Diese[rsmn]?|Mein|Unser|Dein|Erster"
    r"|Zweiter|Dritter|Letzter|Nächster|Ganzer|Langer) )"
)
_GERMAN = re.compile(
    rf"(?<!\w){_NOT_A_STREET}(?:"
    r"(?:[A-ZÄÖÜ]\w{2,20}er )?[A-ZÄÖÜ][\w.-]{1,40}?(?:straße|strasse|str\.|weg|platz|allee|gasse"
    r"|ring|damm|ufer|chaussee|stieg|steig|graben|pfad|wall)"
    r"|(?!(?:Im|Auf|Am|An|In|Zum|Zur|Vom|Beim) )[A-ZÄÖÜ][\w.-]{1,30} (?:Straße"
    r"|Strasse|Str\.|Weg|Platz|Allee|Gasse|Ring|Damm|Ufer|Chaussee|Wall|Graben|Steig)"
    r"|(?:Am|An der|An den|Im|In der|In den|Zum|Zur|Auf dem|Auf der|Unter den|Alte|Alter|Neue) "
    rf"[A-ZÄÖÜ][\w-]{{2,30}}(?=[ ]{_NUMBER}[,;]? ?\d{{4,5}} [A-ZÄÖÜ])"
    rf") {_NUMBER}(?![\w%€:])(?:{_LINE}{_CITY})?"
)
_DUTCH = re.compile(
    r"(?<!\w)(?:[A-Z][\w.'’-]{1,24} ){0,2}?[A-Z][\w'’-]{1,40}?"
    r"(?:straat|laan|weg|plein|gracht|kade|dijk|singel|hof|dreef|steeg|pad|markt|plantsoen|haven) "
    rf"{_NUMBER}(?![\w%€:])(?:{_LINE}{_CITY})?"
)
_OF = (
    r"(?:(?:de la|de las|de los|de|del|des|du|della|delle|dei|di|da|do|das|dos|la|las|los|le|les"
    r"|el|d['’]|l['’]) ?)"
)
_NAMED = rf"{_OF}{{0,3}}{_CAP}(?:[ -]{_OF}{{0,2}}{_CAP}){{0,3}}"
_FRENCH = re.compile(
    r"(?<![\w€.,:/])\d{1,4}(?: ?(?:bis|ter|quater|[a-d]))?,? (?:rue|avenue|av\.|boulevard|bd\.?"
    rf"|place|chemin|impasse|allée|quai|cours|route|square|passage|faubourg)"
    rf" {_NAMED}(?:{_LINE}{_CITY})?",
)
_SOUTHERN = re.compile(
    r"(?<!\w)(?:Calle|C/|C\.|Avenida|Avda\.?|Av\.|Plaza|Pza\.|Paseo|P\.º|Carrer|Camino|Ronda"
    r"|Travesía|Rua|Praça|Travessa|Estrada|Via|Viale|Piazza|Corso|Vicolo|Largo|ul\.|al\.|calle|avenida"
    rf"|carrer|via|rua) ?{_NAMED},? ?(?:n[º°o.]{{1,2}} ?|nº )?{_NUMBER}(?![\w%€:]){_FLOOR}"
    rf"(?:{_LINE}{_CITY})?",
)
_PATTERNS = (_ENGLISH, _GERMAN, _DUTCH, _FRENCH, _SOUTHERN, _BOX, _UK_ALONE)


def find_addresses(text: str) -> Iterator[Span]:
    """Every postal address with the town that follows it, from the left."""
    spans = [match.span() for pattern in _PATTERNS for match in pattern.finditer(text)]
    spans += [match.span("place") for match in _CUED.finditer(text)]
    done = 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= done:
            yield start, end
            done = end
