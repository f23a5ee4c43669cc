"""The web door: the application, its guards, and REST under /api."""
