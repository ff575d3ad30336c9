"""Files in, documents with headings and records out; what is wrong is told with its line."""
