"""What a language model is told, one prompt a file, as templates of :class:`string.Template`."""
