"""How programs of others prove who they are, and what their token lets them see: SMART App Launch 2.2.

Read first: ``bearing`` (token to Access), ``validator`` (what the OAuth toolkit asks of this house), ``assertions``.
"""
