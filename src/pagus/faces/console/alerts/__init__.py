"""The alert inbox and the sheet of one alert."""
