"""Writes tokens.tsv and scalars.tsv: what Python makes of texts by the analysis of 20-matching.md, "BM25" (R25).

Run in this folder: python3 tokens.py. Needs a Python whose unicodedata is 14.0.0 (3.11) and the package `regex` for
script Han; only scalars assigned in Unicode 14.0 are used.

tokens.tsv: a text, then its tokens, tab-separated, each as scalars in hexadecimal.
scalars.tsv: first scalar of a block of 256, how many of it are assigned, FNV-1a over the tokens of one text for each.
"""
import random
import unicodedata

import regex

assert unicodedata.unidata_version == "14.0.0"
HAN = regex.compile(r"\p{Han}")


def kind(char):
    if unicodedata.category(char)[0] not in "LN":
        return None
    return "han" if HAN.match(char) else "other"


def tokens(text):
    text = unicodedata.normalize("NFKC", text).lower()
    runs = []
    last = None
    for char in text:
        now = kind(char)
        if now is not None:
            if now == last:
                runs[-1][1] += char
            else:
                runs.append([now, char])
        last = now
    out = []
    for now, run in runs:
        if now == "han" and len(run) > 1:
            out.extend(run[i : i + 2] for i in range(len(run) - 1))
        else:
            out.append(run)
    return out


def assigned(code):
    return not 0xD800 <= code < 0xE000 and unicodedata.category(chr(code)) != "Cn"


RANGES = [
    (0x20, 0x7F), (0x61, 0x7B), (0xA0, 0x250), (0x300, 0x370), (0x370, 0x530), (0x1E00, 0x2000), (0x2000, 0x2C00),
    (0x3000, 0x3400), (0x4E00, 0x9FFF), (0x4E00, 0x4E40), (0xF900, 0x10000), (0xFF01, 0xFF60), (0xAC00, 0xD7FC),
    (0x1100, 0x1200), (0x20000, 0x20040), (0x1D400, 0x1D800), (0x0900, 0x1100), (0x1F100, 0x1F270), (0x2F800, 0x2FA1E),
]
LISTS = [
    [0x3A3, 0x3C3, 0x27, 0x2019, 0x61, 0x345, 0x308, 0x20],  # final sigma
    [0x3005, 0x3007, 0x303B, 0x3021, 0x3038, 0x16FE3, 0x16FE2, 0x2E80, 0x2F00, 0x4E2D, 0x56FD, 0x31],  # odd Han
    [0x41, 0x61, 0x30A, 0x323, 0x307, 0x315, 0x348, 0x30B, 0x1D165, 0x5AE, 0x4E2D, 0xFF21, 0x3000],  # marks
    [0x1100, 0x1161, 0x11A8, 0xAC00, 0xAC01, 0x11A7, 0x3131],  # Hangul
    [0x130, 0x131, 0x49, 0x69, 0x1E9E, 0xDF, 0x1C5, 0xFB01, 0x212A, 0x2126, 0x212B, 0x10400, 0x10A0, 0x13A0, 0xAB70, 0x1C90],
]
# Uniform stretches that would only make the test longer.
SKIPPED = [
    (0x3500, 0x9E00), (0xAD00, 0xD600), (0xE100, 0xF800), (0x20100, 0x2A600), (0x2A800, 0x2B600), (0x2B900, 0x2CD00),
    (0x2CF00, 0x2EA00), (0x30100, 0x31200), (0xF0000, 0x110000),
]


def random_texts(count):
    source = random.Random(20240611)
    pools = [[c for c in range(*r) if assigned(c)] for r in RANGES] + LISTS
    texts = []
    while len(texts) < count:
        chosen = source.sample(pools, source.randint(1, 4))
        text = "".join(chr(source.choice(source.choice(chosen))) for _ in range(source.randint(1, 14)))
        if text not in texts:
            texts.append(text)
    return texts


def codes(text):
    return " ".join("%X" % ord(char) for char in text)


def fnv(value, data):
    for byte in data:
        value = ((value ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return value


with open("tokens.tsv", "w") as file:
    for text in random_texts(520):
        file.write("\t".join([codes(text)] + [codes(token) for token in tokens(text)]) + "\n")

with open("scalars.tsv", "w") as file:
    for block in range(0, 0x110000, 256):
        members = [c for c in range(block, block + 256) if assigned(c)]
        if not members or any(low <= block < high for low, high in SKIPPED):
            continue
        value = 0xCBF29CE484222325
        for code in members:
            text = "a" + chr(code) + "\u0301b" + chr(code) + "\u4e2d"
            value = fnv(value, "\n".join(tokens(text)).encode() + b"\n\n")
        file.write("%X\t%d\t%X\n" % (block, len(members), value))
