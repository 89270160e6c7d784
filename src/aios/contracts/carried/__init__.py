"""Files that stand alone: read here, and laid beside the skills' scripts in their machines."""
