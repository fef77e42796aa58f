"""The command line as strangers use it: every command in this process, a few in their own."""
