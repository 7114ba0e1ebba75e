"""The English parser: what is shipped parses, and ``make train`` can make it again."""

import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest
import spacy

from timeline.errors import SourceFormatError, TimelineError
from timeline.extract.text.parser import corpus, evaluate, load_parser, parser_id, train

PARSER = Path(corpus.__file__).parent
WEIGHTS = PARSER / "weights"

HANDOVER = "Two sick soldiers were handed over by Velkan officials on Tuesday."
STRIKE = "The army shelled a village near Brannoc and killed three farmers, the mayor said."

SENTENCES = (
    HANDOVER,
    STRIKE,
    "“We won\u2019t talk,” President Orden told reporters in Brannoc.",
    "the rebels, who hold the port, released 14 of 20 hostages after Qorran mediation.",
)

# form, coarse tag, fine tag, head, relation
TINY = (
    "Velka PROPN NNP 2 nsubj|freed VERB VBD 0 root|two NUM CD 4 nummod|drivers NOUN NNS 2 obj"
    "|in ADP IN 6 case|Brannoc PROPN NNP 2 obl|. PUNCT . 2 punct",
    "\" PUNCT `` 2 punct|Go VERB VB 0 root|! PUNCT . 2 punct|\" PUNCT '' 2 punct|he PRON PRP 6 nsubj"
    "|said VERB VBD 2 parataxis|. PUNCT . 2 punct",
    "Drivers NOUN NNS 3 nsubj|were AUX VBD 3 aux|freed VERB VBN 0 root|by ADP IN 5 case|Velka PROPN NNP 3 obl"
    "|. PUNCT . 3 punct",
)
META = {"author": "Ana Orden", "genre": "news", "sourceURL": "https://velk.example.org/1", "title": "Freed"}


@pytest.fixture(scope="module")
def nlp():
    return load_parser()


@pytest.fixture
def corpora(tmp_path):
    """A folder of treebanks like the real ones, with a few invented sentences."""
    for treebank, document in (("EWT", "web-1"), ("GUM", "GUM_news_velka"), ("PUD", "n01001")):
        for part in ("train", "dev", "test"):
            times = 40 if part == "train" else 1  # rarer relations are not learnt
            write_conllu(tmp_path / treebank / f"{part}.conllu.gz", document, TINY * times)
    return tmp_path


def write_conllu(path, document, sentences):
    lines = [f"# newdoc id = {document}"]
    lines += [f"# meta::{key} = {value}" for key, value in META.items()]
    for at, sentence in enumerate(sentences):
        lines.append(f"# sent_id = {at}")
        for number, word in enumerate(sentence.split("|"), 1):
            form, upos, xpos, head, deprel = word.split()
            lines.append("\t".join([str(number), form, "_", upos, xpos, "_", head, deprel, "_", "_"]))
        lines.append("")
    write_lines(path, lines)


def write_lines(path, lines):
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


def relations(doc):
    return {(token.dep_, token.head.text, token.text) for token in doc}


def analysis(doc):
    return [(t.text, t.tag_, t.pos_, str(t.morph), t.head.i, t.dep_, t.is_sent_start) for t in doc]


def test_a_passive_clause_is_parsed(nlp):
    doc = nlp(HANDOVER)

    expected = {
        ("ROOT", "handed", "handed"),
        ("nsubj:pass", "handed", "soldiers"),
        ("aux:pass", "handed", "were"),
        ("compound:prt", "handed", "over"),
        ("nummod", "soldiers", "Two"),
        ("case", "officials", "by"),
    }
    assert expected <= relations(doc)
    tags = "CD JJ NNS VBD VBN RP IN JJ NNS IN NNP ."
    assert tags == " ".join(token.tag_ for token in doc)
    assert doc[4].pos_ == "VERB"


def test_an_active_clause_with_a_second_verb_and_a_speaker_is_parsed(nlp):
    doc = nlp(STRIKE)

    expected = {
        ("nsubj", "shelled", "army"),
        ("obj", "shelled", "village"),
        ("conj", "shelled", "killed"),
        ("obj", "killed", "farmers"),
        ("nsubj", "said", "mayor"),
    }
    assert expected <= relations(doc)


def test_a_document_is_one_sentence_even_for_a_pipeline_that_would_split_it(tmp_path):
    other = spacy.load(WEIGHTS)
    other.add_pipe("sentencizer", before="parser")
    other.to_disk(tmp_path)

    doc = load_parser(str(tmp_path))("The army left. The village was empty.")

    (sentence,) = doc.sents
    assert doc[:].text == sentence.text


@pytest.mark.parametrize("text", ["", " ", "\n", ".", "Brannoc"])
def test_odd_documents_do_not_break_it(nlp, text):
    assert text == nlp(text).text


def test_the_parse_does_not_hang_on_batches_or_order(nlp):
    texts = [
        f"{opening} {sentence}" for opening in ("Yesterday", "Then", "In Velka,") for sentence in SENTENCES
    ]
    texts *= 8
    alone = [analysis(nlp(text)) for text in texts]

    assert alone == [analysis(doc) for doc in nlp.pipe(texts, batch_size=1)]
    assert alone == [analysis(doc) for doc in nlp.pipe(texts, batch_size=64)]
    assert alone[::-1] == [analysis(doc) for doc in nlp.pipe(texts[::-1], batch_size=7)]


def test_the_files_are_those_that_the_provenance_names(nlp):
    text = (WEIGHTS / "PROVENANCE.md").read_text(encoding="utf-8")
    named = dict(re.findall(r"^\| (\S+) \| `(\w{64})` \|$", text.partition("## Files")[2], re.MULTILINE))

    files = [path for path in WEIGHTS.rglob("*") if path.is_file() and path.name != "PROVENANCE.md"]
    actual = {
        path.relative_to(WEIGHTS).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files
    }
    assert named == actual
    assert f"`{parser_id(nlp)}`" in text


def test_the_weights_hold_labels_and_no_words_of_the_treebanks(nlp):
    strings = json.loads((WEIGHTS / "vocab" / "strings.json").read_text(encoding="utf-8"))

    assert set(strings) == {label for labels in nlp.pipe_labels.values() for label in labels}


def test_plain_spacy_loads_the_weights():
    doc = spacy.load(WEIGHTS)(HANDOVER)

    assert "soldiers" in [token.text for token in doc if token.dep_ == "nsubj:pass"]


def test_a_parser_may_be_named_by_its_path(nlp):
    assert parser_id(nlp) == parser_id(load_parser(str(WEIGHTS)))


@pytest.mark.parametrize("name", ["no_such_pipeline", "tests"])
def test_a_parser_that_is_not_there_is_one_clear_line(name):
    with pytest.raises(TimelineError, match=rf"^parser '{name}' cannot be loaded: [^\n]+$"):
        load_parser(name)


def test_a_pipeline_that_does_not_parse_is_refused(tmp_path):
    spacy.blank("en").to_disk(tmp_path)

    with pytest.raises(TimelineError, match=r"has no component that parses$"):
        load_parser(str(tmp_path))


def test_a_pipeline_with_other_labels_is_refused(tmp_path):
    other = spacy.blank("en")
    for label in ("nsubj", "dobj", "pobj"):
        parser = other.get_pipe("parser") if other.pipe_names else other.add_pipe("parser")
        parser.add_label(label)
    other.initialize()
    other.to_disk(tmp_path)

    with pytest.raises(TimelineError, match=r"does not know the labels of Universal Dependencies$"):
        load_parser(str(tmp_path))


def test_training_writes_weights_that_load_with_their_provenance(corpora, tmp_path):
    out = tmp_path / "weights"

    train.train(corpora, out, max_steps=2)

    trained = load_parser(str(out))
    provenance = (out / "PROVENANCE.md").read_text(encoding="utf-8")
    assert trained("Velka freed two drivers.").has_annotation("DEP")
    assert f"`{parser_id(trained)}`" in provenance
    assert "| training | 240 | " in provenance
    assert (
        "GUM_news_velka\tFreed\tAna Orden\thttps://velk.example.org/1"
        in (out / "ATTRIBUTION.tsv").read_text()
    )
    assert str(tmp_path) not in "".join(path.read_text("utf-8", "replace") for path in out.rglob("*.*"))


def test_training_twice_gives_the_same_weights(corpora, tmp_path):
    for name in ("one", "two"):
        train.train(corpora, tmp_path / name, max_steps=2)

    one, two = (parser_id(load_parser(str(tmp_path / name))) for name in ("one", "two"))
    assert one == two


@pytest.mark.parametrize(("command", "more"), [(train, ["--out", "weights"]), (evaluate, [])])
def test_missing_corpora_are_one_clear_line(command, more, tmp_path, capsys):
    status = command.main(["--corpora", str(tmp_path / "nowhere"), *more])

    error = capsys.readouterr().err
    assert status == 1
    assert re.fullmatch(r"Error: \S+/nowhere/(?:EWT|GUM)/\w+\.conllu\.gz: no such corpus file\n", error)


def test_figures_of_a_parser_are_printed(corpora, capsys):
    status = evaluate.main(["--corpora", str(corpora)])

    assert status == 0
    assert re.search(r"^\| GUM news \| 6 \| 40 \| \d+\.\d\d \|", capsys.readouterr().out, re.MULTILINE)


def test_a_broken_corpus_line_is_named(tmp_path):
    path = tmp_path / "train.conllu.gz"
    write_lines(path, ["# newdoc id = web-1", "1\tVelka\tVelka"])

    with pytest.raises(SourceFormatError, match=r"train\.conllu\.gz:2: not a CoNLL-U line of ten columns"):
        list(corpus.read_conllu(path))


def test_a_corpus_that_is_not_gzipped_is_named(tmp_path):
    path = tmp_path / "train.conllu.gz"
    path.write_text("# newdoc id = web-1")

    with pytest.raises(SourceFormatError, match=r"train\.conllu\.gz: not a gzipped text in UTF-8"):
        list(corpus.read_conllu(path))


def test_a_text_without_an_author_is_named_before_training(corpora):
    lines = ["# newdoc id = GUM_news_velka", "# meta::genre = news", "# meta::title = Freed", "# sent_id = 1"]
    write_lines(corpora / "GUM" / "dev.conllu.gz", lines)

    with pytest.raises(SourceFormatError, match=r"document GUM_news_velka has no line for 'author'"):
        corpus.read(corpora)


def test_words_written_together_keep_the_text_together(tmp_path):
    path = tmp_path / "train.conllu.gz"
    rows = [
        "1-2 can't _ _ _ _ _ _ _ _",
        "1 ca can AUX MD VerbForm=Fin 3 aux _ _",
        "2 n't not PART RB _ 3 advmod _ _",
        "3 go go VERB VB _ 0 root _ SpaceAfter=No",
        "3.1 home home ADV RB _ _ _ 3:advmod _",
        "4 ! ! PUNCT . _ 3 punct _ SpaceAfter=No",
    ]
    write_lines(path, ["\t".join(row.split()) for row in rows])

    (sentence,) = corpus.read_conllu(path)

    doc = corpus.to_doc(sentence, spacy.blank("en").vocab)
    assert doc.text_with_ws == "can't go! "
    assert [token.dep_ for token in doc] == ["aux", "advmod", "ROOT", "punct"]
    assert {token.head.text for token in doc} == {"go"}


def test_curly_quotes_open_and_close_by_their_tags():
    words = [("``", '"'), ("PRP", "It"), ("VBZ", "'s"), ("''", '"'), ("``", "'"), ("''", "'")]
    straight = corpus.Sentence(
        "d", tuple(corpus.Word(form, "X", tag, "", 0, "", True) for tag, form in words)
    )

    curly = corpus.with_curly_quotes(straight)

    expected = "“ It \u2019s ” \u2018 \u2019"
    assert expected == " ".join(word.form for word in curly.words)


def test_only_open_genres_and_a_fixed_quarter_with_curly_quotes_are_learnt_from(corpora):
    write_conllu(corpora / "GUM" / "train.conllu.gz", "GUM_fiction_velka", TINY)

    first, again = (corpus.read(corpora).training for _ in range(2))

    assert len(TINY) * 40 == len(first)
    assert corpus.fingerprint(first) == corpus.fingerprint(again)
    curly = sum("”" in word.form for sentence in first for word in sentence.words)
    assert 2 < curly < 20
