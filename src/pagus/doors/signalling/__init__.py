"""How browsers of one call find each other, through this server."""
