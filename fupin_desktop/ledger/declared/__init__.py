"""What a feature declares to the house: selections, figures, gap lists, reports, tabs, charts."""
