"""Tags and filters of templates: ``look`` draws components, numbers and instants in the language of the reader."""
