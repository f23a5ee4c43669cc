"""The pages that people look at: server-rendered, whole without a script, out of the same record as the interface."""

from onrecord.serve.pages.problem import problem_page
from onrecord.serve.pages.routes import routes

__all__ = ["problem_page", "routes"]
