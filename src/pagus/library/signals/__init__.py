"""Ready signals for new kits: ``ready.yaml``, read by ``kit_language.beginning``."""
