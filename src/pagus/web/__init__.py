"""The web as all faces share it: settings, addresses, middleware, components, charts, styles, languages."""
