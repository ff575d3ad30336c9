"""A cross-encoder for natural language inference, where ``NLI_MODEL`` names one."""

from collections.abc import Mapping, Sequence
from threading import Lock
from typing import Any, Protocol

import numpy as np

from knowledge.claims.matching import Matching
from knowledge.errors import ModelUnavailable

_LEANS = 10.0


class CrossEncoder(Protocol):
    """What is used of sentence-transformers' CrossEncoder."""

    config: Any

    def predict(self, sentences: Sequence[tuple[str, str]], **options: Any) -> Any:
        """One row of scores for each pair of premise and hypothesis."""
        ...


class Nli:
    """Entailment and contradiction between the evidence and a sentence; the model is loaded with the first one."""

    def __init__(self, model: str | CrossEncoder) -> None:
        self._name = model
        self._model: CrossEncoder | None = None if isinstance(model, str) else model
        self._lock = Lock()

    def scores(self, matching: Matching, sentence: str) -> tuple[float, float]:
        """The best probability of entailment, and that of contradiction with the same premise, each 0 to 1."""
        parts = [part.text for part in matching.focused]
        premises = list(dict.fromkeys([*parts, " ".join(parts)])) or [""]
        with self._lock:
            model = self._model = self._model or _loaded(str(self._name))
            logits = np.atleast_2d(np.asarray(model.predict([(premise, sentence) for premise in premises])))
        entails, contradicts = _columns(model)
        shares = np.exp(logits - logits.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        best = int(shares[:, entails].argmax())
        return float(shares[best, entails]), float(shares[best, contradicts])


def shifted(chance: float, scores: tuple[float, float]) -> float:
    """The chance that a claim is unsupported, lowered by entailment and raised by contradiction."""
    entails, contradicts = scores
    odds = np.log(max(chance, 1e-6) / max(1 - chance, 1e-6)) + _LEANS * (contradicts - entails) / 2 + (1 - entails)
    return float(1 / (1 + np.exp(-odds)))


def _columns(model: CrossEncoder) -> tuple[int, int]:
    """Which columns mean entailment and contradiction, by the model's own labels."""
    labels: Mapping[int, str] = getattr(model.config, "id2label", {}) or {}
    named = {str(label).casefold(): int(number) for number, label in labels.items()}
    try:
        return named["entailment"], named["contradiction"]
    except KeyError:
        raise ModelUnavailable(
            "NLI_MODEL names a model whose labels are not entailment, neutral and contradiction. "
            "Give the name of a cross-encoder trained for natural language inference, or leave the setting empty."
        ) from None


def _loaded(name: str) -> CrossEncoder:
    from sentence_transformers import CrossEncoder as Loaded

    try:
        model: CrossEncoder = Loaded(name, device="cpu")
    except (OSError, ValueError) as error:
        why = (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
        raise ModelUnavailable(
            f"NLI_MODEL={name} cannot be loaded ({why}). "
            "Give the name of a model on the hub or a folder that holds one, or leave the setting empty."
        ) from error
    return model
