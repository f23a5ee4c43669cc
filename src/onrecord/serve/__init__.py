"""The doors: where people and programs ask."""
