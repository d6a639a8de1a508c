"""Gazetteer: places of the earth by name, offline, and the choice between those that share one."""
