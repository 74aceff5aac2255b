"""What ranking has to say to the reader: papers like one, papers for them, words, and why."""
