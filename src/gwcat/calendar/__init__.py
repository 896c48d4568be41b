"""From deadlines, cycles and tasks to due days, by Chinese working days."""
