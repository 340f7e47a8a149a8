"""Records what Hugging Face's tokenizers make of code points and of texts (requirements-tokenizers.txt).

    python record_tokens.py unicode > ../../main/resources/dev/graft/text/unicode.txt
    python record_tokens.py train ../resources/dev/graft/text       small tokenizers, from README.md and docs/
    python record_tokens.py texts ../resources/dev/graft/text > ../resources/dev/graft/text/texts.jsonl
    python record_tokens.py steps > ../resources/dev/graft/text/steps.tsv
    python record_tokens.py sums FOLDER [DATA] > ../resources/dev/graft/text/NAME.tsv

"unicode" writes names and ranges in hexadecimal: "41-5a+20" in the line of lower case adds 20 to each, "100-12e/2+1" to every second.
"sums" writes the SHA-256 of all ids of each *.json of a folder on random texts (small.tsv: those that "train" made), and on the
texts of sst2 and trec where DATA has them (real.tsv: tokenizer.json of MiniLM-L6, BGE-small and E5-small); "steps" those of
normalizers and pre-tokenizers alone, where no unknown word hides anything.
"""

import hashlib
import json
import sys
import unicodedata
from pathlib import Path

from tokenizers import AddedToken, Tokenizer, models, normalizers, pre_tokenizers, processors, trainers

ROOT = Path(__file__).resolve().parents[4]

CODE_POINTS = [c for c in range(0x110000) if not 0xD800 <= c < 0xE000]
DOTTED_I = 0x130  # the one that becomes two


def bert(**steps):
    none = dict.fromkeys(("clean_text", "handle_chinese_chars", "strip_accents", "lowercase"), False)
    return normalizers.BertNormalizer(**none | steps)


def where(holds):
    return ranges([c for c in CODE_POINTS if holds(chr(c))])


def ranges(points):
    found = []
    for c in sorted(points):
        if found and found[-1][1] == c - 1:
            found[-1][1] = c
        else:
            found.append([c, c])
    return " ".join(f"{a:x}" if a == b else f"{a:x}-{b:x}" for a, b in found)


def decomposing():
    """What NFKD changes, alone or by its place among other marks: U+0345 has the highest class, all others come before it."""
    nfd, nfkd = normalizers.NFD(), normalizers.NFKD()
    return {
        c
        for c in CODE_POINTS
        if nfkd.normalize_str(chr(c)) != chr(c) or nfd.normalize_str("a\u0345" + chr(c)) != "a\u0345" + chr(c)
    } | {0x345}


def classes(points):
    """Of what the reference moves; the classes themselves never change (Unicode's stability policy)."""
    nfd, by_class = normalizers.NFD(), {}
    for c in points:
        if c == 0x345 or nfd.normalize_str("a\u0345" + chr(c)) == "a" + chr(c) + "\u0345":
            by_class.setdefault(unicodedata.combining(chr(c)), []).append(c)
    return " ".join(f"{one}:{order:x}" for order, some in by_class.items() for one in ranges(some).split())


def composing(points):
    nfkd = normalizers.NFKD()
    return points | {ord(part) for c in points for part in nfkd.normalize_str(chr(c))}


def lower():
    to_lower = normalizers.Lowercase().normalize_str
    found = []
    for c in CODE_POINTS:
        to = to_lower(chr(c))
        if to == chr(c) or c == DOTTED_I:
            continue
        by = ord(to) - c
        last = found[-1] if found else None
        if last and last[3] == by and c - last[1] in (1, 2) and (last[2] in (0, c - last[1])):
            last[1:3] = [c, c - last[1]]
        else:
            found.append([c, c, 0, by])
    return " ".join(
        f"{a:x}{f'-{b:x}' if b > a else ''}{'/2' if step == 2 else ''}{'+' if by > 0 else '-'}{abs(by):x}" for a, b, step, by in found
    )


def word():
    """Whether an added token that is to be a word of its own stands beside a part of another."""
    tokenizer = Tokenizer(models.WordLevel({"?": 0}, unk_token="?"))
    tokenizer.add_tokens([AddedToken("=", single_word=True, normalized=False)])
    return lambda c: c != "=" and 1 not in tokenizer.encode("=" + c).ids


def pieces(pre_tokenizer, before="", after=""):
    return lambda c: len(pre_tokenizer.pre_tokenize_str(before + c + after))


def print_unicode():
    clean, accents = bert(clean_text=True).normalize_str, bert(strip_accents=True).normalize_str
    marks = normalizers.StripAccents().normalize_str
    punctuation = pieces(pre_tokenizers.BertPreTokenizer(), "a", "a")
    byte_level = pre_tokenizers.ByteLevel(add_prefix_space=False)
    letter, number = pieces(byte_level, "a"), pieces(byte_level, "1")
    print("# What tokenizers 0.23.3 takes each code point for; record_tokens.py wrote it.")
    print("removed", where(lambda c: clean(c) == ""))
    print("accent", where(lambda c: accents(c) == ""))
    print("mark", where(lambda c: marks(c) == ""))
    print("space", where(lambda c: punctuation(c) == 2))
    print("punctuation", where(lambda c: punctuation(c) == 3))
    print("letter", where(lambda c: letter(c) == 1))
    print("number", where(lambda c: number(c) == 1))
    print("word", where(word()))
    print("decomposing", ranges(decomposing()))
    print("composing", ranges(composing(decomposing())))
    print("class", classes(decomposing()))
    print("lower", lower())


MASK = (1 << 64) - 1
SCRIPTS = (
    "0-1f 20-7e 7f-9f a0-24f 250-2ff 300-36f 370-3ff 400-52f 530-5ff 600-7ff 800-8ff 900-dff e00-fff 1000-10ff 1100-11ff 1200-1aaf 1ab0-1aff"
    " 1b00-1dbf 1dc0-1dff 1e00-1fff 2000-206f 2070-20cf 20d0-20ff 2100-2bff 2c00-2fff 3000-30ff 3100-33ff 3400-9fff a000-abff ac00-d7ff"
    " e000-f8ff f900-faff fb00-fdff fe00-feff ff00-ffff 10000-107ff 10800-10fff 11000-11fff 12000-1cfff 1d000-1dfff 1e000-1efff 1f000-1ffff"
    " 20000-2ffff 30000-10ffff"
).split()
MARKS = "300-36f 591-5c7 610-61a 64b-65f 93c-94d f71-f84 1ab0-1ace 1dc0-1dff 20d0-20f0 302a-302f 3099-309a fe20-fe2f 10f46-10f50 1d165-1d169 1e8d0-1e8d6".split()
SPACES = "9-d 20-20 85-85 a0-a0 1680-1680 180e-180e 2000-200f 2028-202f 205f-205f 2060-2060 3000-3000 feff-feff".split()
WORDS = (
    "[MASK] [CLS] [SEP] [UNK] [PAD] [mask] [MASK <s> </s> <mask> <MASK> it's don't We'RE 'll 've' ##ing İstanbul ß ẞ ὈΔΥΣΣΕΎΣ ﬁn ① ½ 한국어 e\u0301 Å"
    " \u1112\u1161\u11ab 👩\u200d👩\u200d👧 👍🏽 🇩🇪 1\ufe0f\u20e3 \ufffd \0 中文字 ａｂＣ ｶﾞ عَرَبِيّ हिन्दी ไทย ཀྵ dž Ǆ ŉ 𝔘𝔫𝔦 𐐀 \U000e0041 \U0010ffff \u0378"
).split(" ")


class Texts:
    """Texts that nobody writes, from a seed; HostileTexts.java makes the same."""

    def __init__(self, seed):
        self.state = seed

    def below(self, bound):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        z = self.state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return ((z ^ (z >> 31)) >> 33) % bound

    def of(self, script, count):
        first, last = (int(end, 16) for end in script.split("-"))
        return "".join(chr(first + self.below(last - first + 1)) for _ in range(count))

    def one(self, scripts):
        return scripts[self.below(len(scripts))]

    def piece(self):
        kind = self.below(24)
        if kind < 6:
            return self.of("61-7a", 1 + self.below(8))
        if kind < 10:
            return self.of(self.one(SPACES), 1 + self.below(3)) if kind == 9 else " "
        if kind < 12:
            return self.of("21-7e", 1)
        if kind < 14:
            return self.of("30-39", 1 + self.below(5))
        if kind < 16:
            return self.of("41-7a", 1) + "".join(self.of(self.one(MARKS), 1) for _ in range(1 + self.below(4)))
        if kind < 18:
            return self.one(WORDS)
        if kind == 18:
            return self.of("61-63", 95 + self.below(10)) if self.below(8) == 0 else self.of("41-5a", 1)
        return self.of(self.one(SCRIPTS), 1 + self.below(6))

    def text(self):
        return "".join(self.piece() for _ in range(self.below(30)))


def bert_trained(corpus, size, lowercase):
    tokenizer = Tokenizer(models.WordPiece(unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=lowercase)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    tokenizer.train_from_iterator(
        corpus, trainers.WordPieceTrainer(vocab_size=size, special_tokens=special, limit_alphabet=120, show_progress=False)
    )
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    tokenizer.add_tokens(ADDED)
    return tokenizer


def roberta_trained(corpus, size):
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    special = ["<s>", "<pad>", "</s>", "<unk>", AddedToken("<mask>", lstrip=True, normalized=False)]
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    tokenizer.train_from_iterator(
        corpus, trainers.BpeTrainer(vocab_size=size, special_tokens=special, initial_alphabet=alphabet, show_progress=False)
    )
    tokenizer.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0))
    return tokenizer


def gpt2_trained(corpus, size):
    """Without some bytes, with a space before every text, and a form that composes."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.Sequence([normalizers.NFC(), normalizers.Lowercase()])
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=True)
    tokenizer.train_from_iterator(corpus, trainers.BpeTrainer(vocab_size=size, special_tokens=["<|endoftext|>"], show_progress=False))
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
    tokenizer.add_tokens(ADDED)
    return tokenizer


ADDED = [
    AddedToken("<mask>", lstrip=True, normalized=False, special=True),
    AddedToken("</s>", rstrip=True, normalized=True),
    AddedToken("it's", single_word=True, normalized=False),
    AddedToken("İstanbul", single_word=True, normalized=True),
    AddedToken("[MASK", normalized=False),
    AddedToken("ß", normalized=True),
]


def train(folder):
    """Accents, scripts and signs of their own make an alphabet in which little is unknown."""
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    corpus = [line for page in pages for line in page.read_text(encoding="utf-8").splitlines()]
    corpus += ["é ü ñ Å ß ς σ Ω Я ж я щ й א ب ع ह न ก 한 글 か ガ 中 文 字 ① ½ ３ ｡ « » ∑ → 👍 ʼ ŉ ǆ"] * 50
    for name, tokenizer in {
        "uncased": bert_trained(corpus, 500, lowercase=True),
        "cased": bert_trained(corpus, 300, lowercase=False),
        "roberta": roberta_trained(corpus, 600),
        "gpt2": gpt2_trained(corpus, 400),
    }.items():
        Path(folder, name + ".json").write_text(tokenizer.to_str(pretty=False) + "\n", encoding="utf-8")


WRITTEN = [
    "",
    " ",
    "A gentle, funny film.",
    "Straße, İstanbul, ΟΔΥΣΣΕΥΣ, ǅungla",
    "cafe\u0301 café naïve \u212b ﬁn",
    "中文字 and 한국어 and ｶﾞ",
    "a\tb\nc\rd\x85e\xa0f\u2028g\u3000h\u200bi\ufeffj",
    "null\0 and \ufffd and \x7f and \ue000 and \u0378",
    "👩\u200d👩\u200d👧 👍🏽 🇩🇪 1\ufe0f\u20e3",
    "a" * 100 + " " + "a" * 101,
    "it's we'RE don't 'll ' ve 3rd 12,345.67 e=mc²",
    "[MASK] a[MASK]b [mask] [CLS][SEP] [MASK",
    "<s> <mask> a <mask>b  </s>",
    "q\u0323\u0307 q\u0307\u0323 \u1112\u1161\u11ab \U00011935\U00011930",
    "two  spaces   three\n\n\nend ",
    "\U000e0041\U0010ffff\U0001f9d1",
    "it's it'sn _it's 'it's' ISTANBUL i\u0307stanbul İstanbuls a</s>  \tb  </S> \u3000<mask>  <MASK>",
]


def small(folder):
    return [(path.stem, Tokenizer.from_file(str(path))) for path in sorted(Path(folder).glob("*.json"))]


def print_texts(folder):
    for name, tokenizer in small(folder):
        for text in WRITTEN:
            tokenizer.no_truncation()
            ids = tokenizer.encode(text).ids
            tokenizer.enable_truncation(8)
            print(json.dumps({"tokenizer": name, "text": text, "ids": ids, "eight": tokenizer.encode(text).ids}))


def sum_of(lines):
    return hashlib.sha256("".join(line + "\n" for line in lines).encode()).hexdigest()


def random(count):
    texts = Texts(1)
    return [texts.text() for _ in range(count)]


def labelled(folder):
    files = [folder / f"{name}.tsv" for name in ("train", "validation", "test")]
    lines = [line for file in files if file.is_file() for line in file.read_bytes().decode().split("\n")[1:]]
    return [line.split("\t", 1)[1] for line in lines if line]


def print_sums(folder, data=None):
    for name, tokenizer in small(folder):
        tokenizer.no_truncation()
        tokenizer.no_padding()
        sets = {"random": random(20_000)}
        sets |= {one: labelled(Path(data, one)) for one in ("sst2", "trec") if data}
        for one, texts in sets.items():
            print(name, one, len(texts), sum_of(" ".join(map(str, tokenizer.encode(text).ids)) for text in texts), sep="\t")


def print_steps():
    steps = {
        "bert": normalizers.BertNormalizer(),
        "cased": normalizers.BertNormalizer(lowercase=False),
        "accented": normalizers.BertNormalizer(strip_accents=False),
    }
    steps |= {name: getattr(normalizers, name)() for name in ("NFC", "NFD", "NFKC", "NFKD", "Lowercase", "StripAccents")}
    for name, step in steps.items():
        print(name, sum_of(step.normalize_str(text) for text in random(20_000)), sep="\t")
    splits = {
        "BertPreTokenizer": pre_tokenizers.BertPreTokenizer(),
        "ByteLevel": pre_tokenizers.ByteLevel(add_prefix_space=False),
    }
    for name, split in splits.items():
        words = ("|".join(text[a:b] for _, (a, b) in split.pre_tokenize_str(text)) for text in random(20_000))
        print(name, sum_of(words), sep="\t")


COMMANDS = {"unicode": print_unicode, "train": train, "texts": print_texts, "sums": print_sums, "steps": print_steps}

if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in COMMANDS:
        sys.exit(__doc__)
    COMMANDS[sys.argv[1]](*sys.argv[2:])
