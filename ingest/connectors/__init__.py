"""Sources that are asked over the network: NTNU's course search, DBH, course pages, and whole web sites."""
