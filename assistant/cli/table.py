"""An answer as a table a person enjoys, on a terminal or in a pipe; not for JSON."""

from __future__ import annotations

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from assistant.answer import Answer
from assistant.assistant import to_filters
from assistant.cli.thumbnails import thumbnail
from retrieval.catalogue.product import Product
from retrieval.search.result import Hit, SearchResult
from retrieval.search.text import strip_controls
from retrieval.trust.doubt import SENTENCES, QuerySuspicion, Suspicion
from speech.transcript import Transcript

# Below this, an honest shop assistant says "we have nothing like that" before showing the nearest.
# On the samples' validation queries it warns on 67 % of the unanswerable and on 2 % of the others.
UNLIKELY_PROBABILITY = 0.5
# Of an encoder that nothing was fitted for: its best hit's probability, which is mostly too low.
UNLIKELY_UNCALIBRATED = 0.03
BAR_CELLS = 10
DOUBT_MARK = "⚠"
# ISO 4217 currencies without a minor unit: their prices have no ".00".
WHOLE_CURRENCIES = frozenset({"CLP", "ISK", "JPY", "KRW", "VND"})


def show_answer(
    answer: Answer,
    *,
    explain: bool = False,
    thumbnails: str = "auto",
    console: Console | None = None,
) -> None:
    """Print an answer: what was understood, the hits, and how sure and how fast it was."""
    console = console or Console()
    for notice in answer.notices:
        console.print(Text(f"Note: {clean(notice)}", style="yellow"))
    console.print(_heading(answer))
    if answer.hits:
        console.print(_table(answer, console, explain=explain, thumbnails=thumbnails))
    console.print(_footer(answer))


def clean(text: str) -> str:
    """Catalogue text made safe and one line for a terminal."""
    return " ".join(strip_controls(text).split())


def format_price(product: Product) -> str:
    """`49.90 USD`, or a dash when the price is unknown."""
    if product.price is None:
        return "—"
    amount = f"{product.price:,f}"
    n_decimals = len(amount.partition(".")[2])
    if n_decimals < 2 and product.currency not in WHOLE_CURRENCIES:
        amount = f"{product.price:,.2f}"
    return clean(f"{amount} {product.currency}".strip())


def format_stock(product: Product) -> str:
    """`in stock (4)`, `out of stock`, or nothing when unknown."""
    if product.stock is None:
        return ""
    return f"in stock ({product.stock})" if product.stock > 0 else "out of stock"


def format_probability(probability: float) -> str:
    """A bar of ten cells and the percentage, readable without colour."""
    filled = round(probability * BAR_CELLS)
    return f"{'█' * filled}{'░' * (BAR_CELLS - filled)} {probability:4.0%}"


def _heading(answer: Answer) -> RenderableType:
    result = answer.result
    lines = [_heard(transcript) for transcript in answer.transcripts if transcript.text]
    is_unasked = not (result.understood or answer.hits or result.n_allowed < result.n_products)
    nobody_asked = bool(answer.transcripts) and is_unasked
    has_words = answer.query.text or (result.understood and answer.transcripts)
    if answer.did_you_mean:
        meant = clean(answer.did_you_mean)
        lines.append(Text.assemble("Did you mean ", (meant, "bold yellow"), "?"))
    if not nobody_asked:
        wanted = clean(result.understood) or "everything"
        lines.append(Text.assemble("Looking for ", (wanted, "bold")))
    if result.corrections:
        corrected = ", ".join(f"{clean(a)} → {clean(b)}" for a, b in result.corrections)
        lines.append(Text(f"Read as: {corrected}", style="italic"))
    lines += [Text(clean(altered_query(one)), style="dim") for one in answer.altered]
    spoken_limits = _spoken_limits(answer)
    if spoken_limits:
        lines.append(Text(f"Within: {', '.join(spoken_limits)}"))
    if not answer.hits and not nobody_asked:
        lines.append(Text(_nothing(answer)))
    elif _is_unlikely(result) and (has_words or answer.query.images):
        lines.append(
            Text("Probably nothing like that here; these are the nearest:", style="bold yellow")
        )
    return Group(*lines)


def _heard(transcript: Transcript) -> Text:
    """`Heard “a red mug” (en, 87 % sure)`."""
    sure = f" ({transcript.language}, {transcript.confidence:.0%} sure)"
    return Text.assemble("Heard ", (f"“{clean(transcript.text)}”", "italic"), (sure, "dim"))


def _spoken_limits(answer: Answer) -> list[str]:
    """The filters that were spoken: those the hits passed and nobody typed."""
    if not answer.transcripts or not answer.hits:
        return []
    typed = {str(wanted) for wanted in to_filters(answer.query)}
    return [clean(said) for said in answer.hits[0].why.filters if said not in typed]


def _is_unlikely(result: SearchResult) -> bool:
    limit = UNLIKELY_PROBABILITY if result.calibrated else UNLIKELY_UNCALIBRATED
    return result.answerable_probability < limit


def _nothing(answer: Answer) -> str:
    if answer.result.n_products == 0:
        return "The store is empty: add products with `vitrine catalogue add`."
    if answer.result.n_allowed == 0:
        return "No product passes the filters; loosen one of them."
    return "Nothing matches."


def _table(answer: Answer, console: Console, *, explain: bool, thumbnails: str) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 1), pad_edge=False)
    table.add_column(justify="right", style="dim", no_wrap=True)
    pictures = [thumbnail(hit.product, console, mode=thumbnails) for hit in answer.hits]
    with_pictures = any(picture is not None for picture in pictures)
    if with_pictures:
        table.add_column(no_wrap=True)
    table.add_column(ratio=1)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(no_wrap=True)
    for number, (hit, picture) in enumerate(zip(answer.hits, pictures, strict=True), start=1):
        cells: list[RenderableType] = [Text(str(number))]
        if with_pictures:
            cells.append(picture or Text(""))
        cells += [
            _description(hit, explain=explain),
            Text(format_price(hit.product), style="bold"),
            Text(format_probability(hit.probability)),
        ]
        table.add_row(*cells)
    return table


def _description(hit: Hit, *, explain: bool) -> Text:
    product = hit.product
    facts = [product.category, product.brand, product.attributes.get("colour", "")]
    facts += [format_stock(product), f"★ {product.rating:g}" if product.rating is not None else ""]
    text = Text.assemble(
        (clean(product.title) or clean(product.id), "bold"),
        "\n",
        (" · ".join(clean(fact) for fact in [*facts, product.id] if fact), "dim"),
    )
    if hit.why.suspicion is not None:
        text.append(f"\n{DOUBT_MARK} {clean(doubt(hit.why.suspicion))}", style="yellow")
    if explain:
        text.append("\n" + "\n".join(clean(line) for line in explanation(hit)), style="italic")
    return text


def altered_query(altered: QuerySuspicion) -> str:
    """One sentence about a part of a query that looks made to mislead."""
    if altered.kind == "text":
        return "some letters only look like others: they were read as those"
    return f"the photo {altered.name} looks altered ({altered.score:.2f}): results may be steered"


def doubt(suspicion: Suspicion) -> str:
    """Why a product is doubted and what it is ranked by, in one sentence."""
    reasons = ", and ".join(SENTENCES[reason] for reason in suspicion.reasons)
    return f"doubted ({suspicion.score:.2f}): {reasons}; ranked by its {suspicion.believed} alone"


def explanation(hit: Hit) -> list[str]:
    """What a hit owes to vector, words and filters, a line each."""
    why = hit.why
    lines = []
    if why.vector_rank is not None:
        cosine = "" if why.cosine is None else f", cosine {why.cosine:.3f}"
        lines.append(f"vector: rank {why.vector_rank}{cosine}, worth {why.vector_score:.4f}")
    if len(why.parts) > 1:
        lines += [f"  {p.weight:+g} {p.kind} {p.name}: cosine {p.cosine:.3f}" for p in why.parts]
    if why.lexical_rank is not None:
        words = ", ".join(why.matched_words)
        bm25 = "" if why.bm25 is None else f", BM25 {why.bm25:.2f}"
        lines.append(
            f"words: rank {why.lexical_rank}{bm25}, worth {why.lexical_score:.4f} ({words})"
        )
    if why.penalty:
        unwanted = f" ({', '.join(why.unwanted_words)})" if why.unwanted_words else ""
        lines.append(f"without: costs {why.penalty:.4f}{unwanted}")
    if why.evening:
        lines.append(f"near to many pictures: costs {why.evening:.3f} of its cosine")
    if why.filters:
        lines.append(f"filters passed: {', '.join(why.filters)}")
    return lines


def _footer(answer: Answer) -> Text:
    result = answer.result
    kept = (
        "" if result.n_allowed == result.n_products else f" ({result.n_allowed:,} pass the filters)"
    )
    encoder = answer.models["encoder"]
    return Text(
        f"{len(answer.hits)} of {result.n_products:,} products{kept} in "
        f"{answer.timing_ms['total']:.0f} ms, by {encoder['name']} on {encoder['device']}"
        + ("" if result.calibrated else "; probabilities are not calibrated for this model"),
        style="dim",
    )
