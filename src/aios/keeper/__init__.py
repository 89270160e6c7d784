"""The keeper: a process that holds named machines while the commands that use them come and go."""
