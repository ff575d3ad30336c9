"""The Web API under ``/api/{method}``: one small module per family of methods."""
