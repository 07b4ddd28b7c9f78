"""The commands of `wlb`, by what somebody comes for. No logic of their own; heavy imports wait until a command needs them."""
