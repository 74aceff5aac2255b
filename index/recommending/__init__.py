"""What to read: papers like one, papers for a reader, and why."""
