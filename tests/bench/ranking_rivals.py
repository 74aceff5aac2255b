"""Other ways to rank papers, beside Carrel's in one table.

Stock Whoosh's ``more_like_this`` from the same index, tf-idf and Rocchio in the textbook's form,
and the recipe of arxiv-sanity-lite (an SVM for each reader over tf-idf of words and pairs of
words), if scikit-learn is installed: it is needed for nothing else.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from index.library import Library
    from index.vectors.papervectors import PaperVectors
    from tests.bench.ranking_judged import Judged

Neighbours = Callable[[int], "NDArray[np.int64]"]
Scorer = Callable[["NDArray[np.int64]"], "NDArray[np.float64]"]

KEY_TERMS = 40
MORE_LIKE_THIS = f"Whoosh more_like_this, {KEY_TERMS} terms"
TF_IDF = "tf-idf cosine"
LARGE = 2_000
"""Papers from which on ``more_like_this`` is not asked: a question takes most of a second there."""

_MOST = 20
SVM = "arxiv-sanity's SVM (scikit-learn)"


def neighbours(judged: Judged) -> dict[str, Neighbours]:
    """Rankings of papers by likeness to one."""
    found: dict[str, Neighbours] = {TF_IDF: lambda one: _by_tf_idf(judged.vectors, one)}
    if len(judged.ordinals) <= LARGE:
        found[MORE_LIKE_THIS] = _more_like_this(judged.library)
    return found


def _by_tf_idf(vectors: PaperVectors, ordinal: int) -> NDArray[np.int64]:
    row = np.zeros(len(vectors.counts.stems), dtype=np.float32)
    terms, weights = vectors.weights.row(ordinal)
    row[terms] = weights
    scores = vectors.weights.times(row)
    scores[ordinal] = -1
    return np.argsort(-scores, kind="stable")[:_MOST]


def _more_like_this(library: Library) -> Neighbours:
    """Stock Whoosh with its stemming analyser, over title (twice) and abstract as one text."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from whoosh.analysis import StemmingAnalyzer
        from whoosh.fields import STORED, TEXT, Schema
        from whoosh.filedb.filestore import RamStorage

        index = RamStorage().create_index(
            Schema(text=TEXT(analyzer=StemmingAnalyzer()), ordinal=STORED)
        )
        writer = index.writer()
        texts = [_text(library, ordinal) for ordinal in range(len(library))]
        for ordinal, text in enumerate(texts):
            writer.add_document(text=text, ordinal=ordinal)
        writer.commit()
        searcher = index.searcher()

    def ask(ordinal: int) -> NDArray[np.int64]:
        found = searcher.more_like(  # documents are numbered as they were added
            ordinal, "text", text=texts[ordinal], top=_MOST, numterms=KEY_TERMS
        )
        return np.array([hit["ordinal"] for hit in found], dtype=np.int64)

    return ask


def _text(library: Library, ordinal: int) -> str:
    paper = library.paper(ordinal)
    return f"{paper.title} {paper.title} {paper.abstract}"


def scores(library: Library, vectors: PaperVectors) -> dict[str, Scorer | None]:
    """Rankings of all papers by likeness to starred ones."""
    return {
        "centroid of the stars, tf-idf": lambda stars: _rocchio(vectors, stars, 0.0),
        "Rocchio, tf-idf: mean of stars − ½ of all": lambda stars: _rocchio(vectors, stars, 0.5),
        SVM: _support_vectors(library),
    }


def _rocchio(vectors: PaperVectors, stars: NDArray[np.int64], less: float) -> NDArray[np.float64]:
    wanted = vectors.mean_of(stars) - np.float32(less) * vectors.mean
    return vectors.weights.times(wanted).astype(np.float64)


def _support_vectors(library: Library) -> Scorer | None:
    """arxiv-sanity-lite's recipe, as its compute.py and serve.py have it; None without sklearn."""
    try:
        from sklearn.feature_extraction.text import TfidfVectorizer
        from sklearn.svm import LinearSVC
    except ImportError:
        return None
    papers = map(library.paper, range(len(library)))
    texts = [" ".join((paper.title, paper.abstract, " ".join(paper.authors))) for paper in papers]
    vectorizer = TfidfVectorizer(
        input="content", encoding="utf-8", decode_error="replace", strip_accents="unicode",
        lowercase=True, analyzer="word", stop_words="english",
        token_pattern=r"(?u)\b[a-zA-Z_][a-zA-Z0-9_]+\b", ngram_range=(1, 2), max_features=20_000,
        norm="l2", use_idf=True, smooth_idf=True, sublinear_tf=True, max_df=0.1, min_df=5,
    )  # fmt: skip
    rows: Any = vectorizer.fit_transform(texts)

    def ask(stars: NDArray[np.int64]) -> NDArray[np.float64]:
        wanted = np.zeros(rows.shape[0])
        wanted[stars] = 1
        model = LinearSVC(
            class_weight="balanced", verbose=0, max_iter=10_000, tol=1e-6, C=0.01, dual=True
        )
        model.fit(rows, wanted)
        return np.asarray(model.decision_function(rows), dtype=np.float64)

    return ask
