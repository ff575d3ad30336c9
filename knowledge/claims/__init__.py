"""Does what is cited support a sentence? The check that every sentence of a language model has to pass."""
