"""The directory of care: facilities, their services and opening hours, practitioners and where they practise."""
