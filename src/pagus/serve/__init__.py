"""``pagus serve``: one supervisor over three processes: web, ingest with rules, jobs."""

from pagus.serve.address import Address, choose_address
from pagus.serve.supervisor import serve

__all__ = ["Address", "choose_address", "serve"]
